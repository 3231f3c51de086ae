"""The brief in a terminal: the same content in the same order, at every width, with or without colour."""

import re

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.model.span import Span
from musterbook.presenting import brief_page
from musterbook.presenting.page import Segment, Sentence
from musterbook.reports import brief_text
from musterbook.reports.lines import Lines, cited, width_of
from musterbook.reports.marked import paragraph
from musterbook.reports.terminal import fill, ladder
from tests.presenting.world import brief_of, full_brief, position, reading

ANSI = re.compile(r"\x1b\[[\d;]*m")


def text(width: int = 100, colour: bool = False) -> str:
    return brief_text(full_brief(), default_codebook(), width, colour)


def flat(told: str) -> str:
    return " ".join(told.split())


class TestContent:
    def test_the_sections_come_in_the_order_of_the_page(self) -> None:
        heads = re.findall(r"^(\d) ([A-Z].*)\n─", text(), re.M)
        assert heads == [
            ("1", "AS THINGS STAND"),
            ("2", "THE TABLE"),
            ("3", "WHAT WOULD CHANGE IT"),
            ("4", "THE REQUIREMENT"),
            ("5", "MEASURES"),
            ("6", "CLAIMS AND THE NAMED"),
            ("7", "THE TEXT"),
            ("8", "WHAT WAS NOT UNDERSTOOD"),
        ]

    def test_every_sentence_is_there(self) -> None:
        made = brief_page(full_brief(), default_codebook())
        told = flat(text())
        sentences = [*made.summary, *made.outlook.hangs, *made.outlook.waiting, *made.assumptions]
        sentences += [s for line in made.needs for s in (line.wording, *line.told)]
        sentences += [s for measure in made.measures for s in (measure.rule, *measure.told)]
        sentences += [c for t in made.tables for row in t.rows for c in row.clauses]
        assert [s.text for s in sentences if flat(cited(s)) not in told] == []

    def test_the_words_of_a_note_stand_in_brackets(self) -> None:
        assert "[2, 3, 4: Portugal, Chile and Kenya are ready to send ground units], each" in flat(text())
        assert "(no news) Sign up for our harbour letter" in text()
        assert "[?] Uruguay" in text()


class TestWidth:
    @pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
    def test_no_line_is_wider_than_asked(self, width: int) -> None:
        assert max(len(line) for line in text(width).splitlines()) <= width

    def test_a_word_without_end_is_broken(self) -> None:
        made = position("PRT", "troops", "offers", "x", text="x" * 20_000, evidence=(Span(0, 20_000),))
        told = brief_text(make_brief(reading([made], text="x" * 20_000)), default_codebook(), 80)
        assert max(len(line) for line in told.splitlines()) <= 80

    def test_the_terminals_own_width_is_taken_within_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for columns, width in (("200", 120), ("20", 40), ("90", 90)):
            monkeypatch.setenv("COLUMNS", columns)
            assert width_of(None) == width


class TestColour:
    def test_without_colour_there_is_no_escape(self) -> None:
        assert "\x1b" not in text()

    def test_colour_changes_nothing_else(self) -> None:
        coloured = text(colour=True)
        assert ANSI.search(coloured)
        assert ANSI.sub("", coloured) == text()

    def test_escapes_of_a_document_do_not_reach_the_terminal(self) -> None:
        body = "Lisbon \x1b[2J\x1b]0;owned\x07 is ready."
        made = position("PRT", "troops", "offers", body, text=body, speaker="\x1b[31mred")
        told = brief_text(make_brief(reading([made], text=body, title="\x1b[1mT")), default_codebook(), 80)
        assert "\x1b" not in told
        assert "\x07" not in told


class TestParts:
    def test_the_ladder_has_one_filled_rung(self) -> None:
        assert [ladder(level) for level in (-2, 0, 4)] == ["▮······", "··▮····", "······▮"]

    def test_a_bar(self) -> None:
        assert fill((0.25, 0.5), 8) == "[██▒▒....]"

    def test_sentences_carry_their_numbers(self) -> None:
        assert cited(Sentence("Nobody.", (2, 3))) == "Nobody. [2, 3]"
        assert cited(Sentence("Nobody.")) == "Nobody."

    def test_columns_wrap_in_their_room(self) -> None:
        out = Lines(40)
        out.columns([("a long name here", 8), ("what", 10)])
        assert out.text().splitlines() == ["a long  what", "name", "here"]

    def test_an_empty_brief_reads(self) -> None:
        told = brief_text(brief_of(), default_codebook(), 80)
        assert "No position was read." in told


class TestMarked:
    def test_notes_with_the_same_words_share_a_bracket(self) -> None:
        told = paragraph([Segment("ready", ("position",), (1, 2), (1, 2), (1, 2))])
        assert told == ("[1, 2: ready]", True)

    def test_the_longer_opens_first(self) -> None:
        parts = [Segment("a ", ("position",), (1, 2), (), (2,)), Segment("b", ("position",), (), (), (1,))]
        assert paragraph(parts)[0] == "[1: [2: a ]b]"

    def test_one_that_cuts_another_says_whose_end_it_is(self) -> None:
        parts = [
            Segment("a ", ("position",), (1,), (1,)),
            Segment("b", ("position",), (2,), (2,), (1,)),
            Segment(" c", ("position",), (), (), (2,)),
        ]
        assert paragraph(parts)[0] == "[1: a [2: b 1] c]"

    def test_boilerplate_alone_is_no_news(self) -> None:
        assert paragraph([Segment("Sign up", ("boilerplate",))]) == ("Sign up", False)
