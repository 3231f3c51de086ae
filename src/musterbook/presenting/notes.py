"""Numbers for everything that proves something: one note per position and claim, in text order."""

from collections.abc import Iterable

from musterbook.book.entries import ClaimEntry, Entry, entries_of
from musterbook.desk.sheets import Brief
from musterbook.model.document import Document
from musterbook.model.span import Spans
from musterbook.presenting.names import Names
from musterbook.presenting.page import Note, Passage
from musterbook.presenting.shown import Library

Proof = Entry | ClaimEntry


class Notes:
    """The notes of a brief. Rows sign up with ``belong`` so that a note can lead back to its line."""

    def __init__(self, proofs: Iterable[Proof], library: Library, names: Names) -> None:
        self.library = library
        self.names = names
        order = {name: place for place, name in enumerate(library.documents)}
        found = {proof.id: proof for proof in proofs}
        self.proofs = sorted(
            found.values(), key=lambda p: (order.get(p.document.id, len(order)), _start(p), p.id)
        )
        self.number = {proof.id: number for number, proof in enumerate(self.proofs, 1)}
        self.rows: dict[int, str] = {}

    def of(self, proofs: Iterable[Proof]) -> tuple[int, ...]:
        """The numbers of these proofs, in order, each once."""
        return tuple(sorted({self.number[p.id] for p in proofs if p.id in self.number}))

    def belong(self, proofs: Iterable[Proof], anchor: str) -> None:
        """The line ``anchor`` tells of these proofs; the first to say so keeps them."""
        for number in self.of(proofs):
            self.rows.setdefault(number, anchor)

    def words(self, proof: Proof) -> str:
        return self.library.shown(proof.document).words(spans_of(proof))

    def all(self) -> tuple[Note, ...]:
        return tuple(self._note(number, proof) for number, proof in enumerate(self.proofs, 1))

    def _note(self, number: int, proof: Proof) -> Note:
        kind = "position" if isinstance(proof, Entry) else "claim"
        passages = tuple(self._passage(proof, place) for place in range(len(spans_of(proof))))
        return Note(number, f"n{number}", kind, proof.id, self._about(proof), passages, self.rows.get(number))

    def _passage(self, proof: Proof, place: int) -> Passage:
        span = spans_of(proof)[place]
        words = self.library.shown(proof.document).words((span,))
        return Passage(proof.document.id, span.start, span.end, words)

    def _about(self, proof: Proof) -> str:
        if isinstance(proof, ClaimEntry):
            return proof.claim.kind
        position = proof.position
        return f"{self.names.actor(position.actor)} {self.names.does(position.stance, position.on)}"


def spans_of(proof: Proof) -> Spans:
    return proof.position.evidence if isinstance(proof, Entry) else proof.claim.evidence


def _start(proof: Proof) -> tuple[int, int]:
    return min(((span.start, span.end) for span in spans_of(proof)), default=(0, 0))


def notes_of(brief: Brief, names: Names) -> Notes:
    """The notes of everything that a brief knows, also of what it set aside."""
    library = Library(documents_of(brief))
    proofs: list[Proof] = [entry for standing in brief.muster.standings for entry in standing.entries]
    proofs += brief.muster.claims
    if brief.reading is not None:
        known = {proof.id for proof in proofs}
        read, claimed = entries_of(brief.reading)
        proofs += [entry for entry in read if entry.id not in known]
        proofs += [entry for entry in claimed if entry.id not in known]
    return Notes(proofs, library, names)


def documents_of(brief: Brief) -> list[Document]:
    """The document that was read first, then the others."""
    first = [brief.reading.document] if brief.reading is not None else []
    return list({document.id: document for document in (*first, *brief.documents)}.values())
