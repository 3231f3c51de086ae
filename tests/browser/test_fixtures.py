"""The browser helpers hold what they promise: pages are cut off from the network, and axe's rules bite."""

from pathlib import Path

import pytest

from tests.browser.fixtures import Axe, OpenPage

GOOD = """<!doctype html><html lang="en"><head><title>A page</title></head>
<body><main><h1>Who comes</h1><p>Nobody yet.</p></main></body></html>"""
BAD = GOOD.replace("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>')


def written(folder: Path, html: str) -> Path:
    page = folder / "page.html"
    page.write_text(html, "utf-8")
    return page


@pytest.mark.browser
class TestBrowser:
    def test_a_page_opens_at_the_width_asked_for(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, GOOD), width=390, dark=True)
        assert page.title() == "A page"
        assert page.evaluate("innerWidth") == 390
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")

    def test_axe_passes_a_good_page_and_names_what_a_bad_one_breaks(
        self, open_page: OpenPage, axe: Axe, tmp_path: Path
    ) -> None:
        assert axe(open_page(written(tmp_path, GOOD))) == []
        assert [rule["id"] for rule in axe(open_page(written(tmp_path, BAD)))] == ["image-alt"]
