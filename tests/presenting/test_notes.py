"""Numbers for what proves something: one a position or claim, in text order, leading back to its row."""

from musterbook.book.entries import entries_of
from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.desk.sheets import Brief
from musterbook.model.span import Spans
from musterbook.presenting.names import Names
from musterbook.presenting.notes import Notes, documents_of, notes_of, spans_of
from tests.presenting.world import READY, claim, full_brief, full_reading, page_of, position, reading

NAMES = Names(default_codebook())


def notes(brief: Brief) -> Notes:
    return notes_of(brief, NAMES)


class TestNumbers:
    def test_every_position_and_claim_has_one(self) -> None:
        found = notes(full_brief())
        assert len(found.proofs) == len(full_reading().positions) + len(full_reading().claims)
        assert [found.number[p.id] for p in found.proofs] == list(range(1, 20))

    def test_they_follow_the_text_and_not_the_order_of_reading(self) -> None:
        made = reading(
            [
                position("CHL", "troops", "offers", "Staff officers"),
                position("PRT", "troops", "offers", READY),
            ],
            [claim("warning", "It will end badly for everyone"), claim("aggregate", "More than 20 nations")],
        )
        kinds = [(n.kind, n.about) for n in page_of(make_brief(made)).notes]
        assert kinds == [
            ("claim", "aggregate"),
            ("position", "Portugal offers troops"),
            ("position", "Chile offers troops"),
            ("claim", "warning"),
        ]

    def test_the_text_that_was_read_comes_first(self) -> None:
        other = "Chile will help out."
        second = reading([position("CHL", "troops", "offers", other, text=other)], text=other)
        for first, last in ((full_reading(), second), (second, full_reading())):
            brief = make_brief(first, readings=[last])
            assert [d.id for d in documents_of(brief)] == [first.document.id, last.document.id]
            assert notes(brief).proofs[0].document.id == first.document.id

    def test_of_several_they_come_in_order_and_once(self) -> None:
        found = notes(full_brief())
        some = [found.proofs[5], found.proofs[2], found.proofs[5]]
        assert found.of(some) == (3, 6)

    def test_what_is_not_in_the_brief_has_none(self) -> None:
        stranger = entries_of(reading([position("CHL", "troops", "offers", "A", text="A.")], text="A."))[0]
        assert notes(full_brief()).of(stranger) == ()


class TestRows:
    def test_the_first_line_that_tells_of_it_keeps_it(self) -> None:
        found = notes(full_brief())
        found.belong(found.proofs[:2], "row-1")
        found.belong(found.proofs[:3], "row-2")
        assert found.rows == {1: "row-1", 2: "row-1", 3: "row-2"}

    def test_a_note_without_a_line_has_no_way_back(self) -> None:
        assert all(note.row is None for note in notes(full_brief()).all())


class TestWords:
    def test_a_gap_is_an_ellipsis(self) -> None:
        made = position("PRT", "troops", "offers", "", evidence=(*spans("Portugal"), *spans("ground units")))
        found = notes(make_brief(reading([made])))
        assert found.words(found.proofs[0]) == "Portugal … ground units"
        assert [p.words for p in found.all()[0].passages] == ["Portugal", "ground units"]

    def test_spans_of_positions_and_claims(self) -> None:
        positions, claims = entries_of(full_reading())
        assert spans_of(positions[0]) == full_reading().positions[0].evidence
        assert spans_of(claims[0]) == full_reading().claims[0].evidence


def spans(words: str) -> Spans:
    from tests.presenting.world import at

    return at(words)
