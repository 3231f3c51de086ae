"""The figure of a rotation: who stands on whom, what is asked, the break and why, others, its words."""

from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.reports import sustain_svg
from musterbook.reports.panels import LEFT, PLOT, ticks
from musterbook.reports.rotations import MOST_LINES
from musterbook.reports.svg import ACCENT, ACTOR_GROUNDS, PAPER
from tests.assessment.build import answer, line, offer, scene
from tests.reports.figured import SVG, filled, inside, rotation, taken, told, words

STEP = PLOT / 24


def drawn(found: Any) -> Any:
    return taken(sustain_svg(found, default_codebook()))


def grounds(figure: Any) -> list[str]:
    """The grounds of the bands, from the ground up."""
    return [one.get("fill") for one in figure.iter(f"{SVG}path") if one.get("fill", "").startswith("url(#a")]


class TestRotation:
    def test_the_verdict_and_its_reasons_stand_at_the_head(self) -> None:
        found = rotation()
        assert found["breaks"]["month"] == "2027-03"
        figure = drawn(found)
        assert "The requirement fails first in March 2027, on line force:" in words(figure)
        assert any(text.startswith("works has 0 of 200 in 2027-03") for text in words(figure))
        assert "The requirement fails first in March 2027" in told(figure)

    def test_the_break_is_marked_in_its_month_with_its_reason(self) -> None:
        figure = drawn(rotation())
        marks = [p.get("d", "") for p in figure.iter(f"{SVG}path") if p.get("stroke-dasharray") == "5 3"]
        assert sum(mark.startswith(f"M{LEFT + STEP * 14:.1f} ") for mark in marks) == 2
        assert "its enabler is short and an offer has ended or not begun" in words(figure)

    def test_months_that_are_not_full_are_barred(self) -> None:
        bars = filled(drawn(rotation()), ACCENT)
        assert {(round(x, 1), round(width, 1)) for x, _, width, _ in bars} == {
            (round(LEFT + STEP * 14, 1), round(STEP * 10, 1)),
            (round(LEFT + STEP * 18, 1), round(STEP * 6, 1)),
        }

    def test_whoever_sends_most_stands_on_the_ground(self) -> None:
        figure = drawn(rotation())
        assert grounds(figure)[:2] == ["url(#a0)", "url(#a1)"]
        assert {"France (FRA)", "the United Kingdom (GBR)", "Germany (DEU)"} <= {*words(figure)}
        assert "France (FRA) up to 2,000" in told(figure)

    def test_what_is_there_and_not_sustained_lies_under_a_veil(self) -> None:
        veils = [one for one in drawn(rotation()).iter(f"{SVG}path") if one.get("fill-opacity")]
        assert [veil.get("fill") for veil in veils] == [PAPER]
        whole = rotation(months=12)
        assert whole["breaks"] is None
        assert not [one for one in drawn(whole).iter(f"{SVG}path") if one.get("fill-opacity")]

    def test_a_line_without_a_quantity_is_there_or_not(self) -> None:
        assert {"there", "not there"} <= {*words(drawn(rotation()))}

    def test_a_plan_that_holds_says_so(self) -> None:
        figure = drawn(rotation(months=12))
        assert "The requirement holds in every month from January 2026 to December 2026." in words(figure)
        assert words(figure).count("full throughout") == 3
        assert filled(figure, ACCENT) == []

    def test_nothing_stands_beyond_the_sheet(self) -> None:
        assert inside(drawn(rotation()))


class TestMany:
    def test_more_actors_than_grounds_are_others(self) -> None:
        actors = [f"A{n:02}" for n in range(12)]
        made = scene(line("force", "troops", 1200), *(offer(a.lower(), a, low=100) for a in actors))
        found = answer("sustain", made, plan={"from": "2026-01", "months": 6, "defaults": {"tour": 6}})
        figure = drawn(found)
        assert len(set(grounds(figure))) == len(ACTOR_GROUNDS) + 1
        assert "others" in words(figure)
        assert "others up to 400" in told(figure)

    def test_many_lines_are_cut_and_said(self) -> None:
        lines = [line(f"l{n}", "troops", 10, n) for n in range(MOST_LINES + 3)]
        made = scene(*lines, offer("g", "GBR", low=1000))
        found = answer("sustain", made, plan={"from": "2026-01", "months": 3, "defaults": {"tour": 3}})
        assert "three more lines in the answer" in words(drawn(found))

    def test_nobody_and_twenty_years(self) -> None:
        found = answer("sustain", scene(line("force", "troops", 10)), plan={"from": "2026-01", "months": 240})
        figure = drawn(found)
        assert "no active offer serves force" in told(figure)
        assert inside(figure)

    def test_a_line_that_asks_for_nothing(self) -> None:
        found = answer("sustain", scene(line("force", "troops", 0)), plan={"from": "2026-01", "months": 3})
        assert "full throughout" in words(drawn(found))

    def test_names_are_escaped(self) -> None:
        bad = "<script>alert(1)</script>"
        made = scene(line(bad, "troops", 10), offer("o", bad, low=10))
        found = answer("sustain", made, plan={"from": "2026-01", "months": 3, "defaults": {"tour": 3}})
        assert "<script" not in sustain_svg(found, default_codebook())
        assert any(bad in text for text in words(drawn(found)))


@pytest.mark.parametrize(
    ("most", "expected"),
    [(10, [0, 2.5, 5, 7.5, 10]), (16500, [0, 5000, 10000, 15000]), (0.2, [0, 0.05, 0.1, 0.15, 0.2])],
)
def test_ticks_are_round(most: float, expected: list[float]) -> None:
    assert ticks(most) == pytest.approx(expected)
