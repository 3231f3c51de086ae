"""The text with every span marked: overlaps, lines, web pages, hostile words."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from musterbook.desk.briefing import brief as make_brief
from musterbook.model.position import Problem
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans
from musterbook.presenting.page import BriefPage, Segment, TextView
from tests.presenting.world import TEXT, claim, full_brief, page_of, position, reading

LETTERS = "abcdefghij klmnopqrst\nuvwxyz"


def page(*spans: Spans, text: str = LETTERS, **options: Any) -> BriefPage:
    """The page of a reading with one position for each evidence."""
    made = [
        position(actor, "troops", "offers", "", evidence=evidence)
        for actor, evidence in zip(("PRT", "CHL", "KEN", "NOR"), spans, strict=False)
    ]
    return page_of(make_brief(reading(made, text=text, **options)))


def segments(found: BriefPage) -> list[Segment]:
    return [segment for line in found.texts[0].paragraphs for segment in line]


def span(start: int, end: int) -> Spans:
    return (Span(start, end),)


def words_of(found: BriefPage, number: int) -> str:
    """The words between where a note opens and where it closes."""
    told, inside = "", False
    for segment in segments(found):
        inside = inside or number in segment.opens
        told += segment.text if inside else ""
        inside = inside and number not in segment.closes
    return told


class TestMarks:
    def test_a_span_is_one_marked_run(self) -> None:
        found = segments(page(span(2, 5)))
        assert [(s.text, s.kinds, s.opens) for s in found[:3]] == [
            ("ab", (), ()),
            ("cde", ("position",), (1,)),
            ("fghij klmnopqrst", (), ()),
        ]

    def test_spans_that_cut_each_other_keep_their_own_words(self) -> None:
        found = page(span(2, 8), span(5, 12))
        assert [s.text for s in segments(found)][:4] == ["ab", "cde", "fgh", "ij k"]
        assert (words_of(found, 1), words_of(found, 2)) == ("cdefgh", "fghij k")

    def test_nested_spans_and_equal_spans(self) -> None:
        found = page(span(2, 10), span(4, 6), span(2, 10))
        opening = segments(found)[1]
        assert opening.opens == (1, 2)
        assert (words_of(found, 1), words_of(found, 3)) == ("cdefghij", "ef")

    def test_a_position_of_two_spans_opens_twice_but_has_one_anchor(self) -> None:
        found = segments(page((Span(0, 3), Span(6, 9))))
        assert [s.opens for s in found if s.opens] == [(1,), (1,)]
        assert [s.first for s in found if s.opens] == [(1,), ()]

    def test_a_span_over_a_line_end_goes_on_in_the_next_line(self) -> None:
        found = page(span(18, 24))
        assert [s.text for s in segments(found) if "position" in s.kinds] == ["rst", "uv"]
        assert [s.first for s in segments(found) if s.first] == [(1,)]

    def test_a_span_that_begins_in_the_blanks_before_a_line_opens_with_it(self) -> None:
        found = segments(page(span(1, 9), text="a\n\n   bcd e"))
        assert [s.opens for s in found if s.text.startswith("bcd")] == [(1,)]

    def test_a_span_outside_the_text_marks_nothing(self) -> None:
        assert all(not s.kinds for s in segments(page(span(400, 500))))

    def test_claims_statements_and_boilerplate_are_told_apart(self) -> None:
        kinds = {kind for s in segments(page_of(full_brief())) for kind in s.kinds}
        assert kinds == {"position", "claim", "source", "cue", "content", "boilerplate", "missed"}

    def test_what_was_not_understood_has_its_anchor(self) -> None:
        found = page_of(full_brief())
        assert [s.missed for s in segments(found) if s.missed] == [("u1",)]
        assert found.missed[0].anchor == "u1"


@given(
    st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=4), st.text("ab \n", max_size=25)
)
def test_nothing_of_the_text_is_lost_or_doubled(pairs: list[tuple[int, int]], text: str) -> None:
    """Whatever the spans: the segments of a line make up the line, and every number closes after it opens."""
    spans = [span(min(pair), max(pair)) for pair in pairs]
    found = page(*spans, text=text or "a")
    lines = ["".join(s.text for s in line) for line in found.texts[0].paragraphs]
    assert lines == [line.strip() for line in (text or "a").splitlines() if line.strip()]
    inside: set[int] = set()
    for segment in segments(found):
        inside |= set(segment.opens)
        assert set(segment.closes) <= inside
        assert bool(inside) == ("position" in segment.kinds) or not segment.text.strip()
        inside -= set(segment.closes)


class TestDocuments:
    def test_of_other_documents_only_the_proving_lines_are_shown(self) -> None:
        other = "Nothing of note here.\nEnvoys said ground units are on offer from Lisbon.\nThe end."
        first = reading([position("PRT", "troops", "offers", "ready to send ground units")])
        second = reading([position("CHL", "troops", "offers", "ground units", text=other)], text=other)
        found = page_of(make_brief(first, readings=[second]))
        whole, part = found.texts
        assert (whole.whole, part.whole) == (True, False)
        assert len(whole.paragraphs) == len(TEXT.splitlines())
        assert ["".join(s.text for s in line) for line in part.paragraphs] == [other.splitlines()[1]]

    def test_a_web_page_is_shown_without_its_markup(self) -> None:
        html = "<html><body><p>Lisbon is <b>ready</b> to send &lt;400&gt; men.</p><script>bad()</script>"
        start, end = html.index("ready"), html.index(" men")
        made = position("PRT", "troops", "offers", "", evidence=span(start, end))
        found = page_of(make_brief(reading([made], text=html, media_type="text/html")))
        assert words_of(found, 1) == "ready to send <400>"
        assert found.notes[0].passages[0].words == "ready to send <400>"
        assert (found.notes[0].passages[0].start, found.notes[0].passages[0].end) == (start, end)
        assert "bad()" not in "".join(s.text for s in segments(found))


class TestHostile:
    def test_control_characters_are_replaced_one_for_one(self) -> None:
        found = page(span(3, 6), text="a\x1b\x00bcd\u202e e\ud800")
        assert "".join(s.text for s in segments(found)) == "a\ufffd\ufffdbcd\ufffd e\ufffd"
        assert words_of(found, 1) == "bcd"

    def test_a_word_without_end_stays_one_word(self) -> None:
        found = page(span(0, 20_000), text="x" * 20_000)
        assert len(words_of(found, 1)) == 20_000
        assert len(found.tables[0].rows[0].clauses[0].text) < 300


def test_a_brief_of_nothing_has_a_page() -> None:
    empty = page_of(make_brief(Reading(reading(text="Quiet.").document)))
    assert [isinstance(text, TextView) for text in empty.texts] == [True]
    assert empty.tables == ()


def test_a_problem_without_a_place_is_still_told() -> None:
    found = page_of(make_brief(reading(problems=[Problem("not_understood", "Some words")])))
    assert [(m.sentence.text, m.anchor) for m in found.missed] == [("“Some words”", None)]


def test_claims_have_notes_of_their_own() -> None:
    found = page_of(make_brief(reading([], [claim("warning", "It will end badly for everyone")])))
    assert [(n.kind, n.about, n.row) for n in found.notes] == [("claim", "warning", "warn-1")]
