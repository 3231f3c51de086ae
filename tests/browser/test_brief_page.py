"""The brief in a real browser: axe's rules, phone and desk, light and dark, keyboard, paper, no network."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.desk.sheets import Brief
from musterbook.reports import brief_html
from tests.browser.fixtures import Axe, OpenPage
from tests.presenting.world import READY, brief_of, full_brief, full_reading, position, reading

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)


def written(folder: Path, brief: Brief) -> Path:
    page = folder / "brief.html"
    page.write_text(brief_html(brief, default_codebook()), "utf-8", "replace")
    return page


def hostile() -> Brief:
    """Marks that cut each other, a word without end, words from right to left, markup."""
    text = f"Lisbon is ready to send <b>units</b>.\n{'x' * 20_000}\n\u05d0\u05d1\u05d2 \u202eabc is ready.\n"
    made = [
        position("PRT", "troops", "offers", "is ready to send", text=text),
        position("CHL", "troops", "offers", "to send <b>units</b>", text=text, conditions=None),
        position("GROUP:" + "y" * 3000, "troops", "offers", "x" * 20_000, text=text),
    ]
    return make_brief(reading(made, text=text, title="<script>document.title='owned'</script>"))


BRIEFS = {
    "full": full_brief,
    "supposed": lambda: full_brief(suppose=["us_backstop=true"]),
    "empty": brief_of,
    "stable": lambda: brief_of(position("PRT", "troops", "offers", READY, {"not": "joins:PRT"})),
    "hostile": hostile,
}


class TestAxe:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", BRIEFS)
    def test_no_rule_is_broken(
        self, open_page: OpenPage, axe: Axe, tmp_path: Path, name: str, width: int, dark: bool
    ) -> None:
        page = open_page(written(tmp_path, BRIEFS[name]()), width=width, dark=dark)
        broken = [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in axe(page)]
        assert broken == []


class TestLayout:
    @pytest.mark.parametrize("width", [*WIDTHS, 320])
    @pytest.mark.parametrize("name", ["full", "hostile"])
    def test_the_page_never_scrolls_sideways(
        self, open_page: OpenPage, tmp_path: Path, name: str, width: int
    ) -> None:
        page = open_page(written(tmp_path, BRIEFS[name]()), width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_on_a_phone_a_row_is_a_card_with_its_labels(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, full_brief()), width=390)
        assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).display") == "block"
        shown = "getComputedStyle(document.querySelector('tbody td'), '::before').content"
        assert page.evaluate(shown) == '"How firmly"'

    def test_it_reads_without_script(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, full_brief()), script=False)
        assert "nobody is assured" in page.inner_text("section.lead")


class TestKeyboard:
    def test_the_first_stop_skips_to_the_brief(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, full_brief()))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the brief"
        page.keyboard.press("Enter")
        assert page.url.endswith("#standing")

    def test_focus_is_seen(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, full_brief()))
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        outline = (
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert page.evaluate(outline) == ["solid", 3]

    def test_a_number_leads_to_the_words_and_back_to_the_row(
        self, open_page: OpenPage, tmp_path: Path
    ) -> None:
        page = open_page(written(tmp_path, full_brief()))
        page.locator("#row-1 a.ref").first.click()
        target = page.url.split("#")[1]
        mark = page.locator(f"#{target}")
        assert mark.evaluate("e => e.closest('.tags').nextElementSibling.textContent") == READY
        mark.click()
        assert page.url.endswith("#row-1")


class TestInert:
    def test_markup_of_a_text_does_nothing(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, hostile()))
        assert "script" in page.title()
        assert page.evaluate("document.scripts.length") == 0
        assert page.locator("section.source b").count() == 0

    def test_the_policy_of_the_page_forbids_to_fetch(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, make_brief(full_reading(url="https://post.example/1"))))
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0


class TestPaper:
    @pytest.fixture
    def pages(self, open_page: OpenPage, tmp_path: Path) -> list[str]:
        page = open_page(written(tmp_path, full_brief()), dark=True)
        return pdf_pages(page, tmp_path)

    def test_it_prints_as_text_on_a4(self, pages: list[str]) -> None:
        text = " ".join(" ".join(pages).split())
        assert "As things stand, nobody is assured to come with troops." in text
        assert "Skip to the brief" not in text
        assert 2 <= len(pages) <= 9

    def test_the_text_begins_a_page_of_its_own(self, pages: list[str]) -> None:
        assert any(page.lstrip().startswith(("7", "The text")) for page in pages)

    def test_paper_is_white_also_where_the_screen_is_dark(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, full_brief()), dark=True)
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def pdf_pages(page: Page, folder: Path) -> list[str]:
    """The text of each printed page."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("missing: pdftotext - apt-get install poppler-utils")
    paper = folder / "brief.pdf"
    page.pdf(path=str(paper), prefer_css_page_size=True)
    done = subprocess.run([tool, "-layout", str(paper), "-"], capture_output=True, text=True, check=True)
    return [text for text in done.stdout.split("\f") if text.strip()]
