"""The figure of a timeline: cells as full as the line is, alike months together, who comes and goes."""

from typing import Any

from musterbook.codebook import default_codebook
from musterbook.reports import timeline_svg
from musterbook.reports.schedules import FULL, LEFT, MOST_LINES, PERHAPS, PLOT, ROW, figures_told
from tests.assessment.build import answer, line, offer, scene
from tests.reports.figured import filled, inside, taken, told, words

BASE = scene(
    line("force", "troops", 1000),
    line("cover", "air_cover", None, 2),
    offer("g", "GBR", low=400, high=700),
    offer("GBR:air_cover", "GBR", "air_cover", until="2026-04-01"),
    offer("FRA:troops", "FRA", low=600, **{"from": "2026-03-01"}),
)


def drawn(**options: Any) -> Any:
    found = answer("timeline", BASE, **{"from": "2026-01", "until": "2026-07", **options})
    return taken(timeline_svg(found, default_codebook()))


def cells(figure: Any, fill: str) -> list[tuple[float, float, float, float]]:
    return [one for one in filled(figure, fill) if one[2] != 22]


def test_a_cell_is_as_full_as_the_line() -> None:
    figure = drawn()
    heights = {(round(x), round(width)): height for x, _, width, height in cells(figure, FULL)}
    month = PLOT / 6
    assert heights[LEFT, round(2 * month)] == 0.4 * ROW
    assert heights[round(LEFT + 2 * month), round(4 * month)] == ROW
    high = {(round(x), round(width)): height for x, _, width, height in cells(figure, PERHAPS)}
    assert high[LEFT, round(2 * month)] == 0.7 * ROW


def test_figures_stand_in_the_cells() -> None:
    assert "400–700 of 1,000" in words(drawn())
    assert {"there", "nobody", "filled", "not filled"} <= {*words(drawn())}
    assert figures_told([1000, 1000], 1000) == "1,000 of 1,000"


def test_the_break_is_marked_and_told() -> None:
    figure = drawn()
    assert "breaks" in words(figure)
    assert "not filled" in words(figure)
    assert "Filled first in March 2026. It breaks in April 2026: cover has nobody" in told(figure)
    assert "Line force: filled in 4 of 6 months." in told(figure)


def test_who_comes_and_goes_is_listed() -> None:
    found = words(drawn())
    assert "Who comes and goes" in found
    assert "March 2026: France (troops) comes." in found
    assert "April 2026: the United Kingdom (air cover) goes." in found


def test_where_all_is_filled_nothing_is_marked() -> None:
    figure = drawn(**{"from": "2026-03", "until": "2026-04"})
    assert "Every line that asks is filled in March 2026." in words(figure)
    assert "breaks" not in words(figure)
    assert inside(figure)


def test_months_in_which_a_line_asks_nothing_are_blank() -> None:
    late = scene({**line("force", "troops", 10), "from": "2026-03-01"}, offer("g", "GBR", low=10))
    found = answer("timeline", late, **{"from": "2026-01", "until": "2026-05"})
    figure = taken(timeline_svg(found, default_codebook()))
    assert "Line force: filled in 2 of 2 months." in told(figure)


def test_many_lines_are_cut_and_said() -> None:
    many = scene(*(line(f"l{n}", "troops", 1, n) for n in range(MOST_LINES + 1)), offer("g", "GBR", low=100))
    found = answer("timeline", many, **{"from": "2026-01", "until": "2026-03"})
    assert "one more line in the answer" in words(taken(timeline_svg(found, default_codebook())))


def test_without_a_line_it_says_so() -> None:
    found = answer("timeline", scene(offer("g", "GBR")), **{"from": "2026-01", "until": "2026-03"})
    figure = taken(timeline_svg(found, default_codebook()))
    assert any(text.startswith("No line asks for anything") for text in words(figure))


def test_names_are_escaped() -> None:
    made = scene(line("<b>&", "troops", 10), offer("<i>", "<u>", low=10, **{"from": "2026-02-01"}))
    found = answer("timeline", made, **{"from": "2026-01", "until": "2026-04"})
    figure = timeline_svg(found, default_codebook())
    assert "<b>" not in figure
    assert "<i>" not in figure
    assert "<b>&" in words(taken(figure))
