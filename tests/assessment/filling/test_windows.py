"""Windows and notice: the first and the last day on which an offer stands and a line asks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.filling.windows import Calendar
from musterbook.errors import QuestionError
from musterbook.model.situation import Situation, parse_situation
from tests.assessment.build import Json, answer, line, offer, scene

DAY = date(2025, 3, 17)


def situation(*parts: Json, as_of: str | None = "2025-03-17") -> Situation:
    return parse_situation(scene(*parts) | {"as_of": as_of})


def away(day: date, *parts: Json, as_of: str | None = "2025-03-17") -> dict[str, str]:
    return {one.offer: one.why for one in Calendar(situation(*parts, as_of=as_of)).away(day)}


def test_it_stands_from_its_first_day_up_to_its_last_but_one() -> None:
    part = offer("g", "GBR", **{"from": "2025-04-01", "until": "2025-05-01"})
    assert away(date(2025, 3, 31), part) == {"g": "it stands from 2025-04-01"}
    assert away(date(2025, 4, 1), part) == {}
    assert away(date(2025, 4, 30), part) == {}
    assert away(date(2025, 5, 1), part) == {"g": "it stood until 2025-05-01"}


def test_notice_runs_from_the_day_of_the_situation() -> None:
    part = offer("g", "GBR", notice=30)
    told = {"g": "it can be there from 2025-04-16, at 30 days' notice"}
    assert away(date(2025, 4, 15), part) == told
    assert away(date(2025, 4, 16), part) == {}


def test_notice_runs_from_the_offers_own_first_day() -> None:
    part = offer("g", "GBR", notice=30, **{"from": "2025-06-01"})
    assert away(date(2025, 6, 30), part) != {}
    assert away(date(2025, 7, 1), part) == {}


def test_without_a_first_day_and_notice_it_has_always_stood() -> None:
    assert away(date(1, 1, 1), offer("g", "GBR", until="2025-05-01")) == {}


def test_a_notice_that_runs_from_no_day_is_refused() -> None:
    with pytest.raises(QuestionError, match="without a day from which it runs") as caught:
        away(DAY, offer("g", "GBR", notice=30), as_of=None)
    assert caught.value.names == ("g",)


def test_a_notice_beyond_all_calendars_never_ends() -> None:
    part = offer("g", "GBR", notice=36_525, **{"from": "9999-12-31"})
    assert away(date.max, part) == {
        "g": "it can be there from no day that a calendar has, at 36525 days' notice"
    }


@settings(max_examples=80, deadline=None)
@given(st.integers(-400, 400), st.integers(0, 300), st.integers(1, 400))
def test_it_stands_exactly_on_the_days_of_its_window(step: int, notice: int, length: int) -> None:
    start = DAY + timedelta(step)
    end = start + timedelta(length)
    part = offer("g", "GBR", notice=notice, **{"from": start.isoformat(), "until": end.isoformat()})
    calendar = Calendar(situation(part))
    for day in (start + timedelta(n) for n in (-1, 0, notice - 1, notice, length - 1, length)):
        assert (not calendar.away(day)) == (start + timedelta(notice) <= day < end)


class TestFillOfADay:
    scene = scene(
        line("force", "troops", 10, 1, "cover"),
        line("cover", "air_cover", None, 2) | {"until": "2025-06-01"},
        offer("g", "GBR", low=10, until="2025-07-01"),
        offer("u", "USA", "air_cover", until="2025-05-01"),
    )

    def rows(self, **options: object) -> dict[str, Json]:
        return {row["id"]: row for row in answer("fill", self.scene, **options)["lines"]}

    def test_plain_fill_knows_no_time(self) -> None:
        assert self.rows()["force"]["filled"] is True
        assert "away" not in answer("fill", self.scene)

    def test_on_a_day_only_what_stands_counts(self) -> None:
        found = answer("fill", self.scene, on="2025-05-01")
        assert found["away"] == [{"offer": "u", "why": "it stood until 2025-05-01"}]
        assert found["active"] == ["g"]
        assert found["on"] == "2025-05-01"
        assert self.rows(on="2025-05-01")["force"]["filled"] is False

    def test_a_line_outside_its_window_asks_for_nothing_and_holds_nobody_back(self) -> None:
        found = self.rows(on=date(2025, 6, 1))
        assert list(found) == ["force"]
        assert found["force"]["filled"] is True

    def test_an_offer_that_does_not_stand_keeps_its_link(self) -> None:
        """The circumstance is the offer, not the value beside it."""
        parts = self.scene | {
            "circumstances": [
                {"id": "backstop", "value": True, "stands_for": {"actor": "USA", "on": "air_cover"}}
            ],
            "offers": [{**self.scene["offers"][0], "condition": "backstop"}, self.scene["offers"][1]],
        }
        assert answer("fill", parts, on="2025-04-01")["active"] == ["g", "u"]
        assert answer("fill", parts, on="2025-05-02")["active"] == []

    @pytest.mark.parametrize("day", ["2025-13-01", "soon", 5, ""])
    def test_what_is_no_day_is_refused(self, day: object) -> None:
        with pytest.raises(QuestionError):
            answer("fill", self.scene, on=day)
