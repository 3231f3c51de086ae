"""Months as numbers: reading, writing, spans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.assessment.filling.months import first_day, month_of, month_text, parse_month, span_of
from musterbook.errors import QuestionError


@given(st.dates())
def test_a_day_is_in_its_month(day: date) -> None:
    month = month_of(day)
    assert first_day(month) == day.replace(day=1)
    assert parse_month(month_text(month), "from") == month == parse_month(day.isoformat(), "from")


def test_the_next_number_is_the_next_month() -> None:
    assert month_text(parse_month("2025-12", "from") + 1) == "2026-01"


@pytest.mark.parametrize(
    "value", ["2025", "2025-13", "March", 202503, None, "", "2025-3", "0000-01", [], "2025-02-30"]
)
def test_what_is_no_month_is_refused(value: object) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_month(value, "from")
    assert caught.value.names == ("from",)


class TestSpan:
    def test_twelve_months_by_default(self) -> None:
        assert len(list(span_of(100, None))) == 12

    def test_it_ends_where_the_calendar_ends(self) -> None:
        last = parse_month("9999-11", "from")
        assert [month_text(month) for month in span_of(last, None)] == ["9999-11", "9999-12"]

    @pytest.mark.parametrize(("first", "end"), [(5, 5), (5, 4), (5, 5000)])
    def test_out_of_order_or_too_long(self, first: int, end: int) -> None:
        with pytest.raises(QuestionError):
            span_of(12 * 2000 + first, 12 * 2000 + end)

    def test_nowhere_to_begin(self) -> None:
        with pytest.raises(QuestionError, match="no month to begin with"):
            span_of(None, None)
