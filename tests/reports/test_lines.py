"""Lines for a terminal: wrapping, indents, heads, styles."""

import pytest

from musterbook.presenting.page import Sentence
from musterbook.reports.lines import NARROWEST, WIDEST, Lines, cited, numbers, width_of


def lines(width: int = 20, colour: bool = False) -> Lines:
    return Lines(width, colour)


class TestWrapping:
    def test_paragraphs_wrap_at_the_width_with_their_indent(self) -> None:
        out = lines()
        out.para("one two three four five six", indent=4)
        assert out.text().splitlines() == ["    one two three", "    four five six"]

    def test_items_hang_under_their_mark(self) -> None:
        out = lines()
        out.item("one two three four five", mark="10.")
        assert out.text().splitlines() == ["10. one two three", "    four five"]

    def test_named_texts_stand_in_a_column(self) -> None:
        out = lines(24)
        out.named("who", "one two three four", 5)
        out.named("what", "five", 5)
        assert out.text().splitlines() == ["who    one two three", "       four", "what   five"]

    def test_words_longer_than_a_line_are_broken(self) -> None:
        out = lines()
        out.para("x" * 45)
        assert [len(line) for line in out.text().splitlines()] == [20, 20, 5]

    def test_blanks_and_line_ends_are_joined(self) -> None:
        out = lines(80)
        out.para("one\n\n two\t three")
        assert out.text() == "one two three"

    def test_an_empty_paragraph_is_an_empty_line(self) -> None:
        out = lines()
        out.para("")
        out.para("one")
        assert out.text() == "\none"


class TestStructure:
    def test_gaps_are_never_double(self) -> None:
        out = lines()
        out.gap()
        out.para("one")
        out.gap()
        out.gap()
        out.para("two")
        out.gap()
        assert out.text() == "one\n\ntwo"

    def test_heads_have_a_rule(self) -> None:
        out = lines()
        out.head("Who comes")
        assert out.text().splitlines() == ["WHO COMES", "─" * 20]

    def test_subheads_stand_apart(self) -> None:
        out = lines()
        out.para("one")
        out.sub("Two")
        assert out.text() == "one\n\nTwo"


class TestColumns:
    def test_short_cells_stand_side_by_side(self) -> None:
        out = lines(40)
        out.columns([("a", 4), ("b", 4), ("c", 4)])
        assert out.text() == "a   b   c"

    def test_an_empty_cell_keeps_its_room(self) -> None:
        out = lines(40)
        out.columns([("", 4), ("b", 4)])
        assert out.text() == "    b"


class TestStyles:
    def test_only_where_colour_is_asked_for(self) -> None:
        for colour in (False, True):
            out = lines(40, colour)
            out.title("Title")
            out.para("plain")
            assert ("\x1b[1mTitle" in out.text()) is colour
            assert out.text().endswith("plain")


class TestWidths:
    @pytest.mark.parametrize(("asked", "found"), [(10, NARROWEST), (80, 80), (500, WIDEST)])
    def test_within_bounds(self, asked: int, found: int) -> None:
        assert width_of(asked) == found

    def test_a_pipe_has_the_width_of_a_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("COLUMNS", raising=False)
        assert width_of(None) <= WIDEST


def test_numbers_of_notes() -> None:
    assert numbers((1, 12)) == "[1, 12]"
    assert cited(Sentence("Yes.", (1,))) == "Yes. [1]"
