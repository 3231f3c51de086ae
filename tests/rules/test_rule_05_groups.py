"""Rule 5: a descriptive or counted group is not its members; a claimed number is set against the named."""

from datetime import timedelta
from decimal import Decimal

import pytest

from musterbook.codebook import default_codebook
from musterbook.muster import Muster, Reconciliation, fold_readings, situation
from tests.book.world import MARCH, claim, figure, position, reading, word

NAMED = ("CHL", "ESP", "FRA", "GBR", "ITA", "NOR", "PRT", "SWE", "DNK", "NLD", "BEL", "CAN")
THIRTY_ONE = {"low": Decimal(31)}


def members(**fields: object) -> Muster:
    """Twelve named states, and one claim about the members."""
    said = [word(actor, "offers" if actor != "ITA" else "withholds") for actor in NAMED]
    counted = claim("aggregate", "members", **fields)
    return fold_readings([*said, reading(text="So many will come.", claims=[counted])])


def one(muster: Muster) -> Reconciliation:
    (found,) = muster.reconciliations
    return found


def test_twelve_named_at_least_nineteen_unnamed() -> None:
    found = one(members(**THIRTY_ONE))
    assert (found.claimed_low, found.claimed_high) == (31, None)
    assert found.named == tuple(sorted(NAMED))
    assert (found.unnamed_low, found.exceeded) == (19, False)
    assert [s.evidence_text for s in found.sources] == ["So man"]


def test_who_refuses_or_speaks_of_measures_only_is_not_named() -> None:
    said = [
        word("PRT", "offers"),
        word("ESP", "refuses"),
        word("BEL", "offers", on="sanctions", kind="measure"),
        reading(text="Thirty.", claims=[claim("aggregate", "members", low=Decimal(30))]),
    ]
    assert one(fold_readings(said)).named == ("PRT",)


def test_a_state_above_refuses_on_anything_is_named_once() -> None:
    said = reading(
        position(stance="refuses"), position(on="naval"), position(on="funding", stance="considers")
    )
    counted = reading(text="Three.", claims=[claim("aggregate", "members", low=Decimal(3))])
    assert one(fold_readings([said, counted])).named == ("PRT",)


def test_groups_and_institutions_are_not_named_states() -> None:
    said = [
        word("EU", "offers", on="training"),
        word("GROUP:Nordic states", "offers", members=("NOR", "SWE")),
        reading(text="Five.", claims=[claim("aggregate", "members", low=Decimal(5))]),
    ]
    found = one(fold_readings(said))
    assert (found.named, found.unnamed_low) == ((), 5)


def test_a_counted_group_adds_no_one_and_bounds_the_number() -> None:
    said = [
        word("GROUP:26 countries", "pledges", on="unspecified", quantity=figure("26", "26", "countries")),
        word("PRT", "offers"),
    ]
    muster = fold_readings(said)
    found = one(muster)
    assert (found.on, found.claimed_low, found.claimed_high, found.unnamed_low) == (None, 26, 26, 25)
    laid = situation(muster, default_codebook())
    assert [o.actor for o in laid.situation.offers] == ["PRT"]
    assert [(a.kind, a.about) for a in laid.set_aside] == [("group", "GROUP:26 countries on unspecified")]


def test_a_group_that_refuses_bounds_nothing() -> None:
    said = word("GROUP:5 states", "refuses", quantity=figure("5", "5", "countries"))
    assert fold_readings([said]).reconciliations == ()


def test_a_number_for_one_contribution_is_set_against_those_who_offer_it() -> None:
    said = [
        word("GROUP:six states", "offers", quantity=figure("6", "6", "countries")),
        word("PRT", "offers"),
        word("ESP", "offers", on="naval"),
    ]
    found = one(fold_readings(said))
    assert (found.on, found.named, found.unnamed_low) == ("troops", ("PRT",), 5)


def test_the_latest_claim_is_reconciled() -> None:
    early = reading(text="Thirty-five.", claims=[claim("aggregate", "members", low=Decimal(35))])
    late = reading(
        text="Twenty.", day=MARCH + timedelta(9), claims=[claim("aggregate", "members", low=Decimal(20))]
    )
    assert one(fold_readings([early, late])).claimed_low == 20
    assert one(fold_readings([early, late], as_of=MARCH)).claimed_low == 35


def test_claims_of_one_day_that_differ_are_spanned_not_averaged() -> None:
    numbers = [
        reading(text=f"{n} came.", claims=[claim("aggregate", "members", low=Decimal(n), high=Decimal(n))])
        for n in (35, 37)
    ]
    found = one(fold_readings(numbers))
    assert (found.claimed_low, found.claimed_high, len(found.sources)) == (35, 37, 2)


def test_more_named_than_claimed_is_said() -> None:
    found = one(members(low=Decimal(3), high=Decimal(5)))
    assert (found.unnamed_low, found.exceeded) == (0, True)


def test_up_to_a_number_promises_nobody() -> None:
    found = one(members(high=Decimal(40)))
    assert (found.claimed_low, found.claimed_high, found.unnamed_low) == (None, 40, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "members"},
        {"what": "opponents", "unit": "countries", "low": Decimal(6)},
        {"what": "aid", "unit": "EUR", "on": "funding", "low": Decimal(6)},
        {"kind": "event", "what": "members", "low": Decimal(6)},
    ],
)
def test_other_claims_are_no_number_of_members(fields: dict[str, object]) -> None:
    made = claim(**{"kind": "aggregate", **fields})  # type: ignore[arg-type]
    assert fold_readings([reading(text="A claim.", claims=[made])]).reconciliations == ()


def test_a_registered_group_speaks_for_itself() -> None:
    """The EU can offer a training mission; that is no offer of its members."""
    laid = situation(fold_readings([word("EU", "considers", on="training")]), default_codebook())
    assert [o.id for o in laid.situation.offers] == ["EU:training"]


def test_waiting_for_a_group_waits_for_no_ones_position() -> None:
    said = [
        word("PRT", "offers", conditions="joins:G7"),
        *(word(a, "pledges") for a in ("FRA", "GBR", "ITA")),
    ]
    laid = situation(fold_readings(said), default_codebook())
    assert [c.id for c in laid.situation.circumstances] == ["other:joins G7"]
