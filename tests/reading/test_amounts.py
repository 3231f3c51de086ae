"""What neighbouring numbers say about each other: formations and their men, units handed on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from musterbook.model.span import Span
from musterbook.reading.amounts import QuantityMention, disjoint, with_formations, with_units


def mention(
    start: int, end: int, low: int | None, unit: str | None = None, **more: object
) -> QuantityMention:
    value = None if low is None else Decimal(low)
    return QuantityMention(Span(start, end), Span(start, end), value, value, unit, **more)  # type: ignore[arg-type]


def test_a_bare_number_takes_the_last_unit() -> None:
    found = with_units([mention(0, 1, 5, "ships", on="naval"), mention(2, 3, 4, bare=True)])
    assert (found[1].unit, found[1].on) == ("ships", "naval")


@pytest.mark.parametrize(
    "before",
    [
        mention(0, 1, 26, "countries"),
        mention(0, 1, 35, "leaders"),
        mention(0, 1, 800, "persons", formation="battalion"),
        mention(0, 1, 7),
    ],
)
def test_members_formations_and_unitless_numbers_hand_nothing_on(before: QuantityMention) -> None:
    assert with_units([before, mention(2, 3, 4, bare=True)])[1].unit is None


def test_a_number_with_a_noun_of_its_own_takes_nothing() -> None:
    assert with_units([mention(0, 1, 5, "ships"), mention(2, 3, 4)])[1].unit is None


def test_nothing_stands_before_the_first() -> None:
    assert with_units([mention(0, 1, 4, bare=True)])[0].unit is None
    assert with_units([]) == []


def test_a_crowd_is_vague_and_a_bound_is_not() -> None:
    assert mention(0, 1, None).vague
    assert not mention(0, 1, 3).vague


def test_the_second_of_two_keeps_what_is_left_of_its_words() -> None:
    first = mention(0, 10, 5, "ships", unit_span=Span(6, 10))
    second = QuantityMention(Span(8, 14), Span(11, 14), Decimal(3), Decimal(3))
    assert [m.span for m in disjoint(iter([first, second]))] == [Span(0, 10), Span(10, 14)]
    swallowed = QuantityMention(Span(8, 10), Span(8, 10), Decimal(3), Decimal(3))
    assert [m.span for m in disjoint(iter([first, swallowed]))] == [Span(0, 10)]
    bare = mention(0, 10, 9, bare=True)
    assert [m.span for m in disjoint(iter([bare, swallowed]))] == [Span(0, 10)]


@pytest.mark.parametrize("link", ["of", "with", "numbering"])
def test_a_formation_and_its_men_are_joined(link: str) -> None:
    text = f"a battalion {link} 800"
    formation = mention(0, 11, 1, "battalion", unit_span=Span(2, 11), on="troops")
    men = mention(len(text) - 3, len(text), 800, bare=True)
    (joined,) = with_formations(text, [formation, men])
    assert joined.span.of(text) == text
    assert (str(joined.low), joined.unit, joined.formation, joined.on) == (
        "800",
        "persons",
        "battalion",
        "troops",
    )


def test_what_is_not_linked_stays_two() -> None:
    text = "a battalion and 800"
    found = [mention(0, 11, 1, "battalion", unit_span=Span(2, 11)), mention(16, 19, 800, bare=True)]
    assert with_formations(text, found) == found


def test_ships_of_a_size_are_no_formation() -> None:
    text = "a frigate of 800"
    found = [mention(0, 9, 1, "ships", unit_span=Span(2, 9)), mention(13, 16, 800, bare=True)]
    assert [m.formation for m in with_formations(text, found)] == [None, None]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("a force of 300", "persons"), ("an army of 300", "persons"), ("a plan of 300", None), ("300", None)],
)
def test_a_body_of_men_counts_persons(text: str, unit: str | None) -> None:
    (found,) = with_formations(text, [mention(len(text) - 3, len(text), 300, bare=True)])
    assert found.unit == unit
