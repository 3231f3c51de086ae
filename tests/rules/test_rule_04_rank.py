"""Rule 4: own word > anonymous > third party; different stances of one rank on one day are a conflict."""

from datetime import timedelta
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.muster import Standing, fold_readings, situation
from tests.book.world import MARCH, position, reading, word

LATER = MARCH + timedelta(days=30)


def stands(*said: object) -> Standing:
    found = fold_readings(said).of("PRT", "troops")  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("own", ["named", "spokesperson", "narrator"])
@pytest.mark.parametrize(
    "lower", [{"source_kind": "anonymous"}, {"third_party": True, "source_kind": "named"}]
)
def test_a_later_lower_word_never_overwrites_the_governments_own(own: str, lower: dict[str, Any]) -> None:
    found = stands(word("PRT", "refuses", MARCH, source_kind=own), word("PRT", "pledges", LATER, **lower))
    assert (found.stance, found.rank) == ("refuses", 2)
    assert [e.position.stance for e in found.overruled] == ["pledges"]
    assert found.conflict is None


def test_a_third_partys_later_word_never_overwrites_an_anonymous_one() -> None:
    said = word("PRT", "considers", source_kind="anonymous"), word("PRT", "pledges", LATER, third_party=True)
    found = stands(*said)
    assert (found.stance, found.rank) == ("considers", 1)


def test_a_higher_word_overwrites_a_later_lower_one_and_an_earlier_one() -> None:
    early, late = MARCH - timedelta(9), LATER
    found = stands(
        word("PRT", "pledges", early, third_party=True),
        word("PRT", "pledges", late, third_party=True),
        word("PRT", "offers", MARCH),
    )
    assert found.stance == "offers"
    assert [e.day for e in found.history] == [early]
    assert [e.day for e in found.overruled] == [late]


def test_a_third_partys_word_stands_where_there_is_no_better_one_and_says_so() -> None:
    muster = fold_readings([word("PRT", "pledges", third_party=True)])
    assert [(s.stance, s.rank) for s in muster.standings] == [("pledges", 0)]
    laid = situation(muster, default_codebook())
    told = [a.text for a in laid.assumptions if a.kind == "rank"]
    assert told == ["rests on the word of a third party only"]


def test_what_was_overruled_is_shown_with_its_words() -> None:
    said = [
        word("PRT", "refuses"),
        word("PRT", "pledges", LATER, third_party=True, text="Madrid: Lisbon will come."),
    ]
    laid = situation(fold_readings(said), default_codebook())
    (aside,) = [a for a in laid.set_aside if a.kind == "overruled"]
    assert (aside.about, aside.words) == ("PRT:troops", "Madrid")
    assert "pledges" in aside.text


def test_two_stances_of_one_rank_on_one_day_are_a_conflict_and_the_lower_is_taken() -> None:
    found = stands(
        word("PRT", "pledges"), word("PRT", "considers"), word("PRT", "offers", source_kind="named")
    )
    assert found.stance == "considers"
    assert sorted(e.position.stance for e in found.conflict or ()) == ["offers", "pledges"]
    assert [e.position.stance for e in found.alternatives] == ["considers"]


def test_the_situation_says_that_it_took_the_lower() -> None:
    said = [word("PRT", "pledges"), word("PRT", "considers")]
    laid = situation(fold_readings(said), default_codebook())
    assert laid.situation.offers[0].stance == "considers"
    assert [a.text for a in laid.assumptions if a.kind == "conflict"] == [
        "reports of one day differ (considers, pledges): the lower is taken"
    ]


def test_a_conflict_within_one_text_is_one_too() -> None:
    found = stands(reading(position(stance="refuses"), position(stance="considers", conditions="ceasefire")))
    assert found.stance == "refuses"
    assert found.conflict is not None


def test_a_later_single_word_ends_a_conflict() -> None:
    found = stands(word("PRT", "pledges"), word("PRT", "considers"), word("PRT", "offers", LATER))
    assert (found.stance, found.conflict, len(found.history)) == ("offers", None, 2)


def test_different_ranks_on_one_day_are_no_conflict() -> None:
    found = stands(word("PRT", "pledges"), word("PRT", "refuses", source_kind="anonymous"))
    assert (found.stance, found.conflict) == ("pledges", None)
    assert [e.position.stance for e in found.overruled] == ["refuses"]


def test_different_days_are_no_conflict() -> None:
    assert stands(word("PRT", "pledges"), word("PRT", "refuses", LATER)).conflict is None


def test_conflicts_can_be_listed() -> None:
    muster = fold_readings([word("PRT", "pledges"), word("PRT", "considers"), word("ESP", "offers")])
    assert [s.actor for s in muster.conflicts] == ["PRT"]


def test_a_measure_in_conflict_takes_the_lower_too() -> None:
    said = [word("BEL", s, on="asset_seizure", kind="measure") for s in ("offers", "withholds")]
    laid = situation(fold_readings(said), default_codebook())
    assert [p.stance for p in laid.situation.measures[0].positions] == ["withholds"]
    assert "conflict" in {a.kind for a in laid.assumptions}
