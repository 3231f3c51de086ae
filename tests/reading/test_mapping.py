"""Every span of a reading moves from the cleaned text back to the text as given."""

from musterbook.model.document import Document, Statement
from musterbook.model.position import Because, Claim, Position, Problem
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from musterbook.reading.mapping import to_original
from musterbook.text.clean import clean
from tests.reading.trees import reading

GIVEN = "Denmark\u00ad will   send “troops”"


def moved() -> tuple[Reading, str]:
    """A reading whose spans all mark "troops" in the cleaned text, moved back."""
    mended = clean(GIVEN)
    at = mended.text.index("troops")
    here = Span(at, at + 6)
    made = Reading(
        Document(GIVEN),
        (Statement("s1", (here,), (here,), (here,)),),
        (
            Position(
                "p1",
                "DNK",
                "x",
                "contribution",
                "troops",
                "pledges",
                (here,),
                because=(Because("r", here, "x"),),
            ),
        ),
        (Claim("c1", "warning", "x", (here,)),),
        (Problem("not_understood", "x", here), Problem("encoding", "y", Span(0, 1)), Problem("date", "z")),
    )
    return to_original(made, mended), mended.text


def test_all_kinds_of_spans_move() -> None:
    back, cleaned = moved()
    assert cleaned != GIVEN
    statement, position, claim = back.statements[0], back.positions[0], back.claims[0]
    spans = [*statement.source, *statement.cue, *statement.content, *position.evidence, *claim.evidence]
    spans.append(position.because[0].span)
    assert {span.of(GIVEN) for span in spans} == {"troops"}


def test_what_loading_found_stands_where_it_was() -> None:
    back, _ = moved()
    not_understood, mended, dateless = back.problems
    assert not_understood.span is not None
    assert not_understood.span.of(GIVEN) == "troops"
    assert (mended.span, dateless.span) == (Span(0, 1), None)


def test_evidence_of_a_dirty_text_is_printed_as_given() -> None:
    text = "“Denmark will send 400\u00a0soldiers,”  said Danish foreign minister Ada\u00ad Lund."
    (position,) = reading(text).positions
    assert position.evidence[0].of(text) == "Denmark will send 400\u00a0soldiers"
    for because in position.because:
        assert because.span.of(text).strip()


def test_a_page_keeps_the_offsets_of_its_source() -> None:
    page = "<html><body><p>Denmark will <b>send</b> troops &amp; ships.</p></body></html>"
    found = reading_of_page(page).positions
    assert {p.on for p in found} >= {"troops"}
    for position in found:
        assert page.index("Denmark") == position.evidence[0].start


def reading_of_page(page: str) -> Reading:
    from musterbook.reading import read_document

    return read_document(Document(page, media_type="text/html"))
