"""Rule 1: silence is not refusal. An actor without a position is unknown, and is laid out so."""

from musterbook.codebook import default_codebook
from musterbook.model.formula import AnyOf, Leaf
from musterbook.model.situation import Circumstance, StandsFor
from musterbook.muster import fold_readings, situation
from tests.book.world import word


def test_an_actor_who_said_nothing_stands_nowhere() -> None:
    muster = fold_readings([word("PRT", "offers")])
    assert muster.of("ESP", "troops") is None
    assert muster.of("PRT", "naval") is None
    assert muster.of("PRT", "troops", "neighbouring") is None


def test_an_actor_who_said_nothing_gets_no_offer() -> None:
    laid = situation(fold_readings([word("PRT", "offers")]), default_codebook())
    assert [offer.actor for offer in laid.situation.offers] == ["PRT"]


def test_waiting_for_the_silent_is_waiting_for_the_unknown() -> None:
    """A condition on somebody who has not spoken is neither met nor out of reach."""
    laid = situation(fold_readings([word("PRT", "offers", conditions="joins:ESP")]), default_codebook())
    (offer,) = laid.situation.offers
    assert offer.condition == AnyOf((Leaf("joins:ESP"), Leaf("other:joins ESP")))
    assert laid.situation.circumstances == (Circumstance("other:joins ESP"),)
    assert [a.about for a in laid.assumptions if a.kind == "silence"] == ["joins:ESP"]


def test_waiting_for_the_silent_on_one_subject_stays_tied_to_their_position() -> None:
    laid = situation(fold_readings([word("PRT", "offers", conditions="joins:ESP:naval")]), default_codebook())
    link = StandsFor("ESP", "naval")
    assert laid.situation.circumstances == (Circumstance("other:joins ESP:naval", stands_for=link),)


def test_waiting_for_one_who_has_spoken_is_about_what_they_said() -> None:
    readings = [word("PRT", "offers", conditions="joins:ESP"), word("ESP", "refuses")]
    laid = situation(fold_readings(readings), default_codebook())
    offer = next(o for o in laid.situation.offers if o.actor == "PRT")
    assert offer.condition == Leaf("joins:ESP")
    assert laid.situation.circumstances == ()


def test_a_measure_lists_only_who_spoke() -> None:
    laid = situation(
        fold_readings([word("BEL", "refuses", on="asset_seizure", kind="measure")]), default_codebook()
    )
    (measure,) = laid.situation.measures
    assert [p.actor for p in measure.positions] == ["BEL"]
    assert measure.rule is not None
