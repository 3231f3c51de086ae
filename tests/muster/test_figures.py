"""Figures: kept in one unit of the codebook, the widest interval, nothing invented."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.book import entries_of
from musterbook.model.position import Quantity
from musterbook.muster.figures import unit_in_use, units_in_use, widest, words_of_figure
from tests.book.world import figure, position, reading


def entries(*quantities: Quantity, on: str = "troops") -> list[object]:
    return list(entries_of(reading(*(position(on=on, quantity=q) for q in quantities)))[0])


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        ([], Quantity()),
        ([Quantity()], Quantity()),
        ([figure("200")], figure("200")),
        ([figure(None, "300")], figure(None, "300")),
        ([figure("200", "200"), figure("100", "400")], figure("100", "400")),
        ([figure("200", "200"), Quantity()], figure("200", "200")),
        ([figure("200", "200"), figure(None, "150")], figure(None, "200")),
        ([figure("500"), figure("100", "300")], figure("100", "500")),
        ([figure("500"), figure("100")], figure("100")),
        ([figure("200", unit="ships")], Quantity()),
        ([figure("200", unit=None)], Quantity()),
        ([figure("200"), figure("2", unit="battalion")], figure("200")),
    ],
)
def test_the_widest_interval_in_the_unit(quantities: list[Quantity], expected: Quantity) -> None:
    assert widest(quantities, "persons") == expected


def test_without_a_unit_in_use_there_is_no_figure() -> None:
    assert widest([figure("200", unit=None), figure("200")], None) == Quantity()


BOUND = st.none() | st.integers(0, 50).map(Decimal)
FIGURE = st.builds(Quantity, BOUND, BOUND, st.just("persons")).filter(
    lambda q: q.low is None or q.high is None or q.low <= q.high
)


@given(st.lists(FIGURE, max_size=5))
def test_the_widest_interval_covers_every_figure_and_no_more(quantities: list[Quantity]) -> None:
    """As the engine counts: an open low is 0, an open high is the low."""
    known = [q for q in quantities if q.known]
    found = widest(quantities, "persons")
    assert found.known == bool(known)
    if known:
        assert (found.low or 0) == min(q.low or 0 for q in known)
        ends = [max(q.low or Decimal(0), q.high or Decimal(0)) for q in known]
        if any(q.high is not None for q in known):
            assert found.high == max(ends)
        else:
            assert found.high is None


@pytest.mark.parametrize(
    ("units", "asked", "expected"),
    [
        (["ships", "persons", "persons"], None, "persons"),
        (["ships", "persons"], None, "ships"),
        (["ships", "persons", "persons"], "ships", "ships"),
        (["ships"], "tonnes", "ships"),
        (["tonnes"], None, None),
        ([], None, None),
    ],
)
def test_the_unit_is_the_requirements_else_the_most_used(
    units: list[str], asked: str | None, expected: str | None
) -> None:
    made = entries(*(figure("2", unit=unit) for unit in units), on="mine_clearance")
    assert unit_in_use(made, ("ships", "persons"), asked) == expected  # type: ignore[arg-type]


def test_every_subject_has_its_own_unit() -> None:
    made = [*entries(figure("2")), *entries(figure("3", unit="ships"), on="naval"), *entries(on="songs")]
    allowed = {"troops": ("persons",), "naval": ("ships",)}
    assert units_in_use(made, allowed, {}) == {"troops": "persons", "naval": "ships"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(words="several hundred"), "several hundred"),
        (figure("1", "1", "company"), "1 company"),
        (figure("50", "250"), "50 to 250 persons"),
        (figure(None, "10000"), "up to 10000 persons"),
        (figure("30", None, None), "at least 30"),
    ],
)
def test_a_figure_is_told_as_printed_else_as_read(quantity: Quantity, expected: str) -> None:
    assert words_of_figure(quantity) == expected
