"""The page and the text of an explanation carry what its JSON carries, and nothing that it should not."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.presenting.names import Names
from musterbook.presenting.told import steps_told
from musterbook.reports import answer_text, explain_html
from tests.assessment.build import fact, line, offer, scene
from tests.assessment.cases import Cases

BOOK = default_codebook()
SENTENCE = {"doc": "d1", "start": 10, "end": 42, "text": "Washington will not fly that cover"}
SCENE = scene(
    fact("backstop", None, "USA:air_cover"),
    fact("ceasefire"),
    line("force", "troops", 30000, 1, "cover"),
    line("cover", "air_cover"),
    offer("g", "GBR", low=10000, condition={"all": ["backstop", "ceasefire"]}),
    offer("d", "DNK", condition="joins:SWE"),
    offer("s", "SWE", condition="joins:DNK"),
    offer("u", "USA", "air_cover", "refuses", evidence=[SENTENCE]),
)


class Read(HTMLParser):
    """The visible text, the tags and the ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.ids, self.links, self.open = "", [], [], [], []  # type: ignore[var-annotated]
        self.feed(page)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def asked(situation: Any = SCENE, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = ask("explain", situation, **options).to_json()
    return found


@pytest.mark.parametrize("of", ["closure", "fill", "unlock", "block", "pivot", "sweep"])
def test_text_and_page_carry_every_step(of: str) -> None:
    answer = asked(of=of)
    page = Read(explain_html(answer, BOOK))
    text = " ".join(answer_text("explain", answer, BOOK, 80).split())
    for step in steps_told(answer["tree"], Names(BOOK)):
        assert step.name in page.text
        assert step.why in page.text
        assert step.why in text
        for quote in step.quotes:
            assert f"“{quote.text}”" in page.text
            assert f"“{quote.text}” ({quote.doc}, {quote.start}-{quote.end})" in text
    assert page.open == []


@pytest.mark.parametrize("seed", range(25))
def test_every_page_is_well_formed_and_its_links_lead_somewhere(seed: int) -> None:
    situation = Cases(seed).situation()
    page = Read(explain_html(asked(situation, of="closure"), BOOK))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_names_are_in_words_and_numbers_apart() -> None:
    text = answer_text("explain", asked(of="fill"), BOOK, 80)
    assert "The United Kingdom offers troops, 10,000; its condition does not hold (no sentence" in " ".join(
        text.split()
    )
    assert all(len(row) <= 80 for row in text.splitlines())


def test_the_text_marks_what_holds() -> None:
    rows = answer_text("explain", asked(offer="g", suppose=["ceasefire=true"]), BOOK, 80).splitlines()
    assert rows[0].startswith("no  The United Kingdom offers troops")
    assert rows[-1].strip() == "yes A ceasefire: supposed as true (a supposition, without a sentence)"


def test_the_page_says_what_was_asked() -> None:
    page = Read(explain_html(asked(offer="g"), BOOK, [("Supposed", "ceasefire=true")]))
    assert "Supposedceasefire=true" in page.text
    assert "The United Kingdom: troops, and why" in page.text


@pytest.mark.parametrize(
    "id",
    [
        "<script>alert(1)</script>",
        "a\nb",
        "\u202eabc\u202c",
        "x" * 10_000,
        '"><img src=x>',
        "{{ 7*7 }}",
        "a]]>",
    ],
)
def test_hostile_ids_are_only_words(id: str) -> None:
    hostile = scene(
        fact(id),
        line(id, id, 3),
        offer(id, id, id, condition=id, low=1, evidence=[{"doc": id, "start": 0, "end": 1, "text": id}]),
        offer("k", id + "2", id, condition=f"joins:{id}"),
        {"id": id + "m", "rule": {"unanimity": [id]}, "positions": []},
    )
    asks: list[dict[str, Any]] = [{"of": "closure"}, {"of": "fill"}, {"of": "unlock"}, {"measure": id + "m"}]
    for options in [*asks, {"offer": id}, {"actor": id}]:
        answer = asked(hostile, **options)
        page = explain_html(answer, BOOK, [("Asked of", id)])
        read = Read(page)
        assert read.open == []
        assert not {"script", "img"} & set(read.tags)
        assert "\u202e" not in page
        assert answer_text("explain", answer, BOOK, 80)


def test_deep_trees_do_not_nest_beyond_what_a_browser_takes() -> None:
    chain = [offer(f"o{i}", f"A{i}", condition=f"joins:A{i + 1}") for i in range(500)]
    page = explain_html(asked(scene(*chain), offer="o0"), BOOK)
    deepest = depth = 0
    for tag in re.findall(r"<(/?)details", page):
        depth += -1 if tag else 1
        deepest = max(deepest, depth)
    assert depth == 0
    assert 10 < deepest <= 40
    assert Read(page).open == []


def test_a_cap_is_said() -> None:
    answer = asked(of="closure", budget=1e-9)
    assert "Cut short: the time budget of 1e-09 s ran out." in Read(explain_html(answer, BOOK)).text
    assert "Capped: the time budget" in answer_text("explain", answer, BOOK)
