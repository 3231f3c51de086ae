"""The figures of the planning answers in a real browser: they fit the window, and no text covers another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from musterbook.codebook import default_codebook
from musterbook.reports import shock_svg, sustain_svg, timeline_svg
from tests.assessment.build import answer
from tests.browser.fixtures import OpenPage
from tests.reports.figured import SITUATION, rotation

pytestmark = pytest.mark.browser
MONTHS = {"from": "2026-01", "until": "2027-10"}
SHOCKS = [
    {"id": "pause", "kind": "suspended", "actor": "USA", "from": "2026-03", "until": "2026-05"},
    {"id": "threat", "kind": "threat", "actor": "FRA", "from": "2026-06", "calls_home": {"share": 0.5}},
]
FIGURES: dict[str, Callable[[], str]] = {
    "rotation": lambda: sustain_svg(rotation(), default_codebook()),
    "timeline": lambda: timeline_svg(answer("timeline", SITUATION, **MONTHS), default_codebook()),
    "shock": lambda: shock_svg(answer("shock", SITUATION, shocks=SHOCKS, **MONTHS), default_codebook()),
}
BOXES = """() => [...document.querySelectorAll("text")].filter(one => one.textContent).map(one => {
    const box = one.getBoundingClientRect();
    return [one.textContent, box.left, box.top, box.right, box.bottom]; })"""


def shown(open_page: OpenPage, folder: Path, name: str, width: int) -> Page:
    file = folder / f"{name}.svg"
    file.write_text(FIGURES[name](), "utf-8")
    return open_page(file, width=width)


def apart(one: list[Any], other: list[Any]) -> bool:
    """Whether two boxes overlap by no more than the height that letters leave free."""
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return bool(wide <= 2 or high <= 5)


@pytest.mark.parametrize("width", [1280, 640])
@pytest.mark.parametrize("name", FIGURES)
class TestFigures:
    def test_the_figure_fits_the_window(
        self, open_page: OpenPage, tmp_path: Path, name: str, width: int
    ) -> None:
        page = shown(open_page, tmp_path, name, width)
        assert page.evaluate("document.documentElement.getBoundingClientRect().width") <= width

    def test_every_text_stands_inside(
        self, open_page: OpenPage, tmp_path: Path, name: str, width: int
    ) -> None:
        page = shown(open_page, tmp_path, name, width)
        sheet = page.evaluate("document.documentElement.getBoundingClientRect().toJSON()")
        out = [
            words
            for words, left, top, right, bottom in page.evaluate(BOXES)
            if left < 0 or top < 0 or right > sheet["right"] + 1 or bottom > sheet["bottom"] + 1
        ]
        assert out == []

    def test_no_two_texts_stand_on_each_other(
        self, open_page: OpenPage, tmp_path: Path, name: str, width: int
    ) -> None:
        boxes = shown(open_page, tmp_path, name, width).evaluate(BOXES)
        clashing = [
            (one[0], other[0])
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if not apart(one, other)
        ]
        assert clashing == []
