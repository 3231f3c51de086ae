"""Folds the book into the muster at (as of, known by): rules 1 to 5 and 16.

The fold depends on what is known and when it was said, never on the order in which it was added.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from musterbook.book.check import in_utc
from musterbook.book.entries import ClaimEntry, Entry, entries_of
from musterbook.codebook import Codebook, default_codebook
from musterbook.model.document import Document
from musterbook.model.position import Position
from musterbook.model.reading import Reading
from musterbook.muster.copies import Reports, SameReport
from musterbook.muster.judging import Judge
from musterbook.muster.likeness import Vectors
from musterbook.muster.members import reconcile
from musterbook.muster.roll import Key, Muster, Standing
from musterbook.muster.standing import stand

if TYPE_CHECKING:
    from musterbook.book import Book


def fold(
    book: "Book",
    *,
    as_of: date | None = None,
    known_by: datetime | None = None,
    codebook: Codebook | None = None,
    accepted_only: bool = False,
    same: SameReport | None = None,
    vectors: Vectors | None = None,
) -> Muster:
    """The muster of a book: what had been said by ``as_of``, as far as the book knew it by ``known_by``.

    None means all. ``accepted_only`` leaves out what no person has accepted (rule 16). Whether two documents
    carry one report (rule 3) is judged by ``same``, by default on their words, on what was read in them and,
    where ``vectors`` gives their sentences' by document id, on those. Raises BookError or InputError.
    """
    states = ("accepted",) if accepted_only else ("proposed", "accepted")
    return fold_entries(
        book.positions(as_of=as_of, known_by=known_by, states=states),
        book.claims(as_of=as_of, known_by=known_by),
        as_of=as_of,
        known_by=known_by,
        codebook=codebook,
        same=same,
        vectors=vectors,
    )


def fold_readings(
    readings: Iterable[Reading],
    *,
    as_of: date | None = None,
    codebook: Codebook | None = None,
    same: SameReport | None = None,
    vectors: Vectors | None = None,
) -> Muster:
    """The muster of readings that stand in no book; the same text twice counts once."""
    once: dict[str, Reading] = {}
    for reading in readings:
        once.setdefault(reading.document.sha256, reading)
    made = [entries_of(reading) for reading in once.values()]
    entries = [entry for positions, _ in made for entry in positions]
    claims = [entry for _, claims in made for entry in claims]
    return fold_entries(entries, claims, as_of=as_of, codebook=codebook, same=same, vectors=vectors)


def fold_entries(
    entries: Iterable[Entry],
    claims: Iterable[ClaimEntry] = (),
    *,
    as_of: date | None = None,
    known_by: datetime | None = None,
    codebook: Codebook | None = None,
    same: SameReport | None = None,
    vectors: Vectors | None = None,
) -> Muster:
    """The muster of entries as reviewed; those said or recorded too late are left out. Raises InputError."""
    known_by = None if known_by is None else in_utc(known_by)
    used = [e for e in entries if _in_time(e, as_of, known_by) and e.state in ("proposed", "accepted")]
    made = sorted((c for c in claims if _in_time(c, as_of, known_by)), key=_claim_order)
    standings = _standings(used, Reports(same or _judge(used, vectors, codebook).same))
    documents = {e.document_id: e.document for e in used} | {c.document_id: c.document for c in made}
    return Muster(
        as_of,
        known_by,
        standings,
        tuple(made),
        reconcile(standings, made, lambda actor: actor in (codebook or default_codebook()).states),
        sum(e.state == "proposed" for e in used),
        sum(e.state == "accepted" for e in used),
        tuple(documents[name] for name in sorted(documents)),
    )


def _in_time(entry: Entry | ClaimEntry, as_of: date | None, known_by: datetime | None) -> bool:
    said = as_of is None or entry.day is None or entry.day <= as_of
    known = known_by is None or entry.recorded is None or entry.recorded <= known_by
    return said and known


def _judge(entries: list[Entry], vectors: Vectors | None, codebook: Codebook | None) -> Judge:
    """The judge of rule 3 that knows what was read in each document."""
    positions: dict[Document, list[Position]] = {}
    for entry in entries:
        positions.setdefault(entry.document, []).append(entry.position)
    return Judge(positions, positions, vectors, codebook)


def _claim_order(entry: ClaimEntry) -> tuple[date, str, int, str]:
    start = min((span.start for span in entry.claim.evidence), default=0)
    return entry.day or date.min, entry.document_id, start, entry.id


def _standings(entries: list[Entry], reports: Reports) -> tuple[Standing, ...]:
    by_key: dict[Key, list[Entry]] = {}
    for entry in entries:
        position = entry.position
        by_key.setdefault((position.actor, position.on, position.where), []).append(entry)
    found = (stand(by_key[key], reports) for key in sorted(by_key, key=_key_order))
    return tuple(standing for standing in found if standing is not None)


def _key_order(key: Key) -> tuple[str, str, str]:
    actor, on, where = key
    return actor, on, where or ""
