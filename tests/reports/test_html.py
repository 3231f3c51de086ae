"""The brief as a page: complete, self-contained, with links that hold, and inert whatever the text says."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.desk.sheets import Brief
from musterbook.model.span import Span
from musterbook.presenting import brief_page
from musterbook.presenting.page import Bar
from musterbook.reports import brief_html
from musterbook.reports.figures import fill_bar, ladder
from tests.presenting.world import READY, brief_of, full_brief, full_reading, position, reading

VOID = {"meta", "br", "rect", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, its ids, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(name)) is not None]

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


def page(brief: Brief) -> Page:
    return Page(brief_html(brief, default_codebook()))


def flat(text: str) -> str:
    return " ".join(text.split())


class TestLinks:
    def test_ids_are_unique_and_every_link_leads_somewhere(self) -> None:
        found = page(full_brief())
        ids = found.values("id")
        assert len(ids) == len(set(ids))
        inner = [href[1:] for href in found.values("href") if href.startswith("#")]
        assert len(inner) > 60
        assert set(inner) <= set(ids)

    def test_rows_and_clauses_link_both_ways(self) -> None:
        html = brief_html(full_brief(), default_codebook())
        row = re.search(r'<tr role="row" id="(row-\d+)">.*?href="#(n\d+)"', html, re.S)
        assert row is not None
        assert re.search(rf'id="{row[2]}" href="#{row[1]}"', html)

    def test_labels_of_tables_exist(self) -> None:
        found = page(full_brief())
        labels = found.values("aria-labelledby")
        assert labels
        assert set(labels) <= set(found.values("id"))

    def test_a_note_whose_words_are_not_shown_is_not_linked(self) -> None:
        made = position("PRT", "troops", "offers", READY, evidence=(Span(900_000, 900_001),))
        found = page(make_brief(reading([position("PRT", "troops", "offers", READY)]))), page(brief_of(made))
        assert "#n1" in found[0].values("href")
        assert "#n1" not in found[1].values("href")


class TestSelfContained:
    def test_nothing_is_fetched_and_no_script_is_run(self) -> None:
        found = page(full_brief())
        assert found.values("src") == []
        assert found.tags().isdisjoint({"script", "link", "img", "iframe", "object"})
        assert all(href.startswith("#") for href in found.values("href"))
        html = brief_html(full_brief(), default_codebook())
        assert "url(" not in html
        assert "@import" not in html
        assert "default-src 'none'" in html

    def test_the_address_of_the_text_is_a_link_of_its_own(self) -> None:
        found = page(make_brief(full_reading(url="https://post.example/1?a=1&b=2")))
        assert "https://post.example/1?a=1&b=2" in found.values("href")

    def test_headings_come_in_order(self) -> None:
        levels = [int(tag[1]) for tag, _ in page(full_brief()).elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert levels.count(2) == 8
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_the_language_is_said(self) -> None:
        assert ("html", {"lang": "en"}) in page(full_brief()).elements


class TestContent:
    def test_every_sentence_of_the_page_is_on_it_in_order(self) -> None:
        made = brief_page(full_brief(), default_codebook())
        text = flat(page(full_brief()).text)
        sentences = [*made.summary, *made.outlook.hangs, *made.outlook.waiting]
        sentences += [told for line in made.needs for told in line.told]
        sentences += [told for measure in made.measures for told in measure.told]
        sentences += [*made.tally.reconciled, *(m.sentence for m in made.missed), *made.assumptions]
        places = [text.find(flat(sentence.text)) for sentence in sentences]
        assert -1 not in places
        assert places == sorted(places)

    def test_the_whole_text_is_there(self) -> None:
        text = re.sub(r"\[[\d, ]+\]", "", page(full_brief()).text)
        assert all(flat(line) in flat(text) for line in full_reading().document.text.splitlines())

    def test_suppositions_stand_over_the_paragraph(self) -> None:
        assert "Supposed: an American backstop." in flat(page(full_brief(suppose=["us_backstop=true"])).text)

    def test_caps_are_said(self) -> None:
        from dataclasses import replace

        brief = full_brief()
        capped = replace(brief, unlock=replace(brief.unlock, complete=False))
        assert "The search was capped" in page(capped).text

    def test_an_empty_brief_says_what_is_not_there(self) -> None:
        text = flat(page(brief_of()).text)
        for told in ("No position was read.", "No measure is spoken of.", "No number of members is claimed."):
            assert told in text


NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} &amp; --> ]]> </style>"


class TestHostile:
    """What a document says never becomes markup."""

    @pytest.fixture
    def found(self) -> Page:
        text = f"Lisbon {NASTY} is ready.\n" + "x" * 20_000 + "\n\u202eerom \u05d0\u05d1\x00\x1b[31m"
        made = position(
            "PRT",
            "troops",
            "offers",
            "is ready",
            text=text,
            speaker=NASTY,
            caveats=(NASTY,),
            reason=NASTY,
            conditions=None,
        )
        other = position(
            "GROUP:" + NASTY,
            "troops",
            "offers",
            "Lisbon",
            {"all": ["other:" + NASTY, "joins:" + NASTY]},
            text=text,
        )
        details: dict[str, Any] = {"title": NASTY, "outlet": NASTY, "url": "javascript:alert(1)"}
        return page(make_brief(reading([made, other], text=text, **details)))

    def test_no_element_and_no_handler_comes_of_it(self, found: Page) -> None:
        assert found.tags().isdisjoint({"script", "img"})
        assert not any(name.startswith("on") for _, attrs in found.elements for name in attrs)
        assert not any("javascript" in href for href in found.values("href"))

    def test_it_is_printed_as_it_stands(self, found: Page) -> None:
        assert found.text.count("<script>alert(1)</script>") > 5
        assert "{{ 7*7 }}" in found.text
        assert "49" not in found.text

    def test_marks_that_reorder_and_control_characters_are_gone(self, found: Page) -> None:
        assert not set(found.text) & {"\u202e", "\x00", "\x1b"}


class TestFigures:
    @pytest.mark.parametrize("level", range(-2, 5))
    def test_one_rung_of_seven_is_filled(self, level: int) -> None:
        steps = re.findall(r'<rect class="(\w+)"', str(ladder(level)))
        assert len(steps) == 7
        assert steps.index("reached") == level + 2
        assert steps.count("reached") == 1

    def test_a_bar_is_solid_to_its_low_and_pale_to_its_high_end(self) -> None:
        drawn = str(fill_bar(Bar((0.25, 0.5), (0.0, 1.0), "words")))
        widths = re.findall(r'class="(high|low)" x="0" y="(\d+)" width="([\d.]+)"', drawn)
        assert widths == [
            ("high", "2", "160.0"),
            ("low", "2", "80.0"),
            ("high", "16", "320.0"),
            ("low", "16", "0.0"),
        ]
