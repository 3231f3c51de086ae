"""What the ledger hands out: documents, positions and claims with both their times, and decisions on them.

``day`` is when something was said (valid time), ``recorded`` when the book learned of it (in UTC).
"""

from dataclasses import dataclass
from datetime import date, datetime

from musterbook.model.document import Document
from musterbook.model.position import Claim, Position
from musterbook.model.reading import Reading
from musterbook.model.span import Spans

DECISIONS = ("accept", "correct", "reject", "merge", "undo")
STATES = ("proposed", "accepted", "rejected", "merged")


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of the book, with how much was read in it."""

    document: Document
    recorded: datetime
    positions: int
    claims: int

    @property
    def id(self) -> str:
        return self.document.id


@dataclass(frozen=True, slots=True)
class Entry:
    """A position in the book, as corrected. ``id`` is ``<document id>/<position id>`` and never changes.

    ``also`` are the documents whose report of the same position was merged into this one.
    """

    id: str
    document: Document
    position: Position
    recorded: datetime | None = None
    state: str = "proposed"
    reviewer: str | None = None
    corrected: bool = False
    also: tuple[Document, ...] = ()

    @property
    def document_id(self) -> str:
        """The document's id, without hashing its text once more."""
        return self.id.partition("/")[0]

    @property
    def day(self) -> date | None:
        """The day it was said, else the day its document was published, else None."""
        return self.position.said or self.document.published

    @property
    def rank(self) -> int:
        """Rule 4: 2 for a government's own word, 1 for an anonymous one, 0 for a third party's claim."""
        if self.position.third_party:
            return 0
        return 1 if self.position.source_kind == "anonymous" else 2

    @property
    def evidence_text(self) -> str:
        return words_of(self.document.text, self.position.evidence)


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim in the book. ``said`` is the day of the statement that makes it, where one is known."""

    id: str
    document: Document
    claim: Claim
    recorded: datetime | None = None
    said: date | None = None

    @property
    def document_id(self) -> str:
        return self.id.partition("/")[0]

    @property
    def day(self) -> date | None:
        return self.said or self.document.published

    @property
    def evidence_text(self) -> str:
        return words_of(self.document.text, self.claim.evidence)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a named reviewer decided about a position (rule 16); ``into`` is the entry merged into."""

    position_id: str
    decision: str
    reviewer: str
    recorded: datetime
    note: str | None = None
    correction: Position | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading did; ``new`` is False where the same text was there already and nothing changed.

    ``differs`` names the document's details (title, outlet ...) in which the copy differs from the one kept.
    """

    document_id: str
    new: bool
    positions: int
    claims: int
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: documents entered, documents already there, decisions entered."""

    documents: int
    known: int
    decisions: int


def words_of(text: str, spans: Spans) -> str:
    """The words of the spans; a gap between two is shown as an ellipsis."""
    return " … ".join(span.of(text) for span in spans)


def entries_of(
    reading: Reading, recorded: datetime | None = None
) -> tuple[tuple[Entry, ...], tuple[ClaimEntry, ...]]:
    """The entries that a reading makes, in the order read."""
    document = reading.document
    said = {statement.id: statement.said for statement in reading.statements}
    positions = tuple(Entry(f"{document.id}/{p.id}", document, p, recorded) for p in reading.positions)
    claims = tuple(
        ClaimEntry(f"{document.id}/{c.id}", document, c, recorded, said.get(c.statement or ""))
        for c in reading.claims
    )
    return positions, claims
