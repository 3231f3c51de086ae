"""The requirement from claims: the latest per subject, its high else its low, enablers as lines."""

from datetime import timedelta
from decimal import Decimal

import pytest

from musterbook.book import ClaimEntry
from musterbook.codebook import default_codebook
from musterbook.model.situation import Line
from musterbook.muster import fold_readings
from musterbook.muster.laying import units_of
from musterbook.muster.requirements import Needs, needs_of
from tests.book.world import MARCH, claim, reading


def need(
    on: str | None = "troops", low: int | None = None, high: int | None = None, **fields: object
) -> object:
    day = MARCH + timedelta(days=fields.pop("day", 0))  # type: ignore[arg-type]
    fields.setdefault("unit", "persons" if on == "troops" else None)
    low_figure, high_figure = (None if n is None else Decimal(n) for n in (low, high))
    made = claim(on=on, low=low_figure, high=high_figure, **fields)  # type: ignore[arg-type]
    return reading(text=f"Needed, they said: {on} {low} {high} {fields} {day}.", day=day, claims=[made])


def needs(*claims: object) -> Needs:
    muster = fold_readings(claims)  # type: ignore[arg-type]
    return needs_of(muster.claims, units_of(default_codebook()))


def lines(*claims: object) -> tuple[Line, ...]:
    found = needs(*claims).requirement
    return () if found is None else found.lines


def aside(found: Needs) -> list[str]:
    return [a.text for a in found.set_aside]


def test_no_claim_makes_no_requirement() -> None:
    assert needs() == Needs(None, {}, {})


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(None, 6000, 6000), (4000, 6000, 6000), (4000, None, 4000), (None, None, None)],
)
def test_the_quantity_is_the_high_else_the_low(
    low: int | None, high: int | None, expected: int | None
) -> None:
    (line,) = lines(need(low=low, high=high))
    assert line == Line("troops", "troops", None if expected is None else Decimal(expected), 1)


def test_an_enabler_is_a_line_without_a_quantity() -> None:
    found = lines(need(high=6000, enablers=("air_cover", "naval")))
    assert [(x.id, x.quantity, x.priority, x.enablers) for x in found] == [
        ("troops", Decimal(6000), 1, ("air_cover", "naval")),
        ("air_cover", None, 2, ()),
        ("naval", None, 3, ()),
    ]


def test_what_has_a_figure_goes_first_else_what_was_told_first() -> None:
    told = (
        need("naval"),
        need("medical", day=1),
        need(high=5, day=2),
        need("airlift", 3, unit="aircraft", day=3),
    )
    assert [x.id for x in lines(*told)] == ["troops", "airlift", "naval", "medical"]


def test_an_enabler_that_is_claimed_itself_keeps_its_figure_and_comes_after() -> None:
    found = lines(need("naval", 12, unit="ships", day=1), need(high=6000, enablers=("naval",)))
    assert [(x.id, str(x.quantity), x.priority) for x in found] == [("troops", "6000", 1), ("naval", "12", 2)]


def test_the_latest_figure_counts_and_the_earlier_is_set_aside() -> None:
    found = needs(need(high=6000), need(high=9000, day=3))
    assert found.requirement is not None
    assert found.requirement.lines[0].quantity == 9000
    assert aside(found) == ["a later claim gives another figure"]


def test_a_later_claim_without_a_figure_takes_the_figure_not_away() -> None:
    (line, enabler) = lines(need(high=6000), need(enablers=("air_cover",), day=3))
    assert (str(line.quantity), line.enablers, enabler.id) == ("6000", ("air_cover",), "air_cover")


def test_the_latest_enablers_count() -> None:
    found = lines(need(high=6000, enablers=("naval",)), need(enablers=("air_cover",), day=3))
    assert found[0].enablers == ("air_cover",)


def test_a_figure_in_another_unit_is_set_aside_with_its_words() -> None:
    found = needs(need(high=3, unit="brigade"))
    assert found.requirement is not None
    assert found.requirement.lines[0].quantity is None
    assert aside(found) == ["not in a unit of the codebook"]
    assert found.units == {}


def test_a_need_for_nothing_that_can_be_offered_is_set_aside() -> None:
    assert aside(needs(need(None, 3))) == ["names nothing that can be offered"]
    assert aside(needs(need("sanctions"), need())) == ["names nothing that can be offered"]


def test_other_claims_are_no_requirement() -> None:
    assert lines(need(kind="aggregate", high=30), need(kind="warning")) == ()


def test_enablers_never_go_in_a_circle() -> None:
    found = lines(
        need("troops", high=5, enablers=("naval", "troops")),
        need("naval", enablers=("logistics",)),
        need("logistics", enablers=("troops",)),
    )
    assert {x.id: x.enablers for x in found} == {
        "logistics": ("troops",),
        "naval": ("logistics",),
        "troops": (),
    }


def test_enablers_outside_the_codebook_are_left_out() -> None:
    assert lines(need(high=5, enablers=("courage",)))[0].enablers == ()


def test_every_line_has_its_claims() -> None:
    found = needs(need(high=6000, enablers=("air_cover",)), need("naval", day=1))
    assert {on: len(claims) for on, claims in found.sources.items()} == {
        "troops": 1,
        "naval": 1,
        "air_cover": 1,
    }
    assert all(isinstance(c, ClaimEntry) for claims in found.sources.values() for c in claims)


def test_the_requirement_is_told_as_an_assumption() -> None:
    told = [(a.about, a.text) for a in needs(need(high=6000, enablers=("air_cover",))).assumptions]
    assert told == [("troops", "as claimed: “Needed”"), ("air_cover", "no figure is given")]
