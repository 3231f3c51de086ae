"""The page of an explanation in a real browser: axe, widths, keyboard, no script, paper, no network."""

from pathlib import Path
from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.examples import story
from musterbook.reports import explain_html
from tests.assessment.build import fact, line, offer, scene
from tests.browser.fixtures import Axe, OpenPage
from tests.browser.test_brief_page import pdf_pages

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)


def words(place: int) -> list[dict[str, Any]]:
    return [{"doc": f"d{place}", "start": place, "end": place + 20, "text": f"the words of sentence {place}"}]


MADE = scene(
    fact("backstop", None, "USA:air_cover"),
    fact("ceasefire"),
    line("force", "troops", 10000, 1, "cover"),
    line("cover", "air_cover"),
    offer("g", "GBR", low=5000, high=9000, condition={"all": ["backstop", "ceasefire"]}, evidence=words(1)),
    offer("f", "FRA", low=4000, evidence=words(2)),
    offer("d", "DNK", condition="joins:SWE", evidence=words(3)),
    offer("s", "SWE", condition="joins:DNK", evidence=words(4)),
    offer("n", "NOR", low=500, condition="count:troops>=3", evidence=words(5)),
    offer("u", "USA", "air_cover", "refuses", evidence=words(6)),
)
HOSTILE = scene(
    fact("x" * 5000),
    fact("<script>document.title='owned'</script>"),
    offer("\u202eabc", "\u05d0\u05d1\u05d2", "y" * 3000, condition="x" * 5000, evidence=words(1)),
    offer("b", "<b>B</b>", condition="<script>document.title='owned'</script>"),
)
CHAIN = scene(*(offer(f"o{i}", f"A{i}", condition=f"joins:A{i + 1}") for i in range(300)))
PAGES: dict[str, tuple[Any, dict[str, Any]]] = {
    "article": (story("coalition").situation, {"of": "closure"}),
    "closure": (MADE, {"of": "closure"}),
    "fill": (MADE, {"of": "fill"}),
    "unlock": (MADE, {"of": "unlock", "target": "count:troops>=2"}),
    "offer": (MADE, {"offer": "n", "concerted": True}),
    "hostile": (HOSTILE, {"of": "closure"}),
    "deep": (CHAIN, {"offer": "o0"}),
}


def written(folder: Path, name: str) -> Path:
    situation, options = PAGES[name]
    page = folder / "why.html"
    page.write_text(explain_html(ask("explain", situation, **options).to_json(), default_codebook()), "utf-8")
    return page


class TestAxe:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", PAGES)
    def test_no_rule_is_broken(
        self, open_page: OpenPage, axe: Axe, tmp_path: Path, name: str, width: int, dark: bool
    ) -> None:
        page = open_page(written(tmp_path, name), width=width, dark=dark)
        broken = [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in axe(page)]
        assert broken == []


class TestLayout:
    @pytest.mark.parametrize("width", [*WIDTHS, 320])
    @pytest.mark.parametrize("name", ["article", "fill", "hostile", "deep"])
    def test_the_page_never_scrolls_sideways(
        self, open_page: OpenPage, tmp_path: Path, name: str, width: int
    ) -> None:
        page = open_page(written(tmp_path, name), width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_the_words_stand_beside_the_reason_on_a_desk_and_below_it_on_a_phone(
        self, open_page: OpenPage, tmp_path: Path
    ) -> None:
        beside = (
            "[...document.querySelectorAll('.words')].map(w => [w.getBoundingClientRect(), "
            "w.parentElement.querySelector('.told').getBoundingClientRect()])"
        )
        wide = open_page(written(tmp_path, "fill"), width=1280).evaluate(
            f"{beside}.every(([w, t]) => w.left >= t.right)"
        )
        phone = open_page(written(tmp_path, "fill"), width=390).evaluate(
            f"{beside}.every(([w, t]) => w.top >= t.bottom)"
        )
        assert (wide, phone) == (True, True)


class TestTree:
    def test_it_opens_and_closes_by_keyboard_and_without_script(
        self, open_page: OpenPage, tmp_path: Path
    ) -> None:
        page = open_page(written(tmp_path, "fill"), script=False)
        first = page.locator("details").first
        summary = first.locator("summary").first
        assert first.get_attribute("open") is not None
        summary.focus()
        page.keyboard.press("Enter")
        assert first.get_attribute("open") is None
        page.keyboard.press("Space")
        assert first.get_attribute("open") is not None

    def test_focus_is_seen(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, "fill"))
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        outline = (
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        assert page.evaluate(outline) == ["solid", 3]

    def test_a_pointer_opens_what_it_leads_to(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, "offer"))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        link = page.locator("a[href^='#s']").last
        target = page.locator(str(link.get_attribute("href")))
        link.click()
        assert target.is_visible()

    def test_markup_of_an_id_does_nothing(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, "hostile"))
        assert page.title() == "Who comes, and why – Musterbook explanation"
        assert page.evaluate("document.scripts.length") == 0
        assert page.locator("main b").count() == 0


class TestPaper:
    def test_closed_branches_print_open_and_white(self, open_page: OpenPage, tmp_path: Path) -> None:
        page = open_page(written(tmp_path, "fill"), dark=True)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
        text = " ".join(" ".join(pdf_pages(page, tmp_path)).split())
        for place in range(1, 7):
            assert f"the words of sentence {place}" in text
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
