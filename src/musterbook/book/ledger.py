"""The book as its users hold it: add a reading, ask what was known when, decide, and exchange.

A book answers with two times: ``as_of`` is about when something was said, ``known_by`` about when the book
learned of it. Both are inclusive; None means all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from musterbook.book import lines, work
from musterbook.book.check import check_reading, in_utc, moment
from musterbook.book.entries import Added, ClaimEntry, Decision, DocumentEntry, Entry, Imported
from musterbook.book.review import STANDING
from musterbook.book.store import WAIT_SECONDS, Store, is_filled
from musterbook.errors import InputError
from musterbook.model.position import Position
from musterbook.model.reading import Reading


class Book:
    """A book on disk. Use it in a ``with`` statement; nothing is held open between two calls."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | PathLike[str], *, create: bool = False, wait: float = WAIT_SECONDS) -> Self:
        """The book at ``path``; with ``create``, a missing one appears with its first document.

        ``wait`` is how many seconds to wait for another process. Raises BookError.
        """
        place = Path(path)
        is_filled(place, create=create)
        return cls(Store(place, create=create, wait=wait))

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self._store.path

    def add(self, reading: Reading, *, recorded: datetime | None = None) -> Added:
        """Enter one reading. The same text again changes nothing; raises InputError or BookError."""
        return self.add_all([reading], recorded=recorded)[0]

    def add_all(self, readings: Iterable[Reading], *, recorded: datetime | None = None) -> tuple[Added, ...]:
        """Enter several readings in one transaction: all of them, or none."""
        at = moment(recorded)
        given = list(readings)
        for reading in given:
            check_reading(reading)
        with self._store.writing() as connection:
            return tuple(work.enter(connection, reading, at) for reading in given)

    def documents(self, *, known_by: datetime | None = None) -> tuple[DocumentEntry, ...]:
        """The documents recorded up to ``known_by``, oldest first."""
        with self._store.looking() as connection:
            return () if connection is None else work.known_documents(connection, known_by)

    def positions(
        self,
        *,
        as_of: date | None = None,
        known_by: datetime | None = None,
        actor: str | None = None,
        on: str | None = None,
        states: Iterable[str] = STANDING,
    ) -> tuple[Entry, ...]:
        """Positions said up to ``as_of`` and recorded up to ``known_by``, as reviewed by then.

        ``states`` picks among proposed, accepted, rejected and merged. A position without a day is never
        ruled out by one.
        """
        wanted = set(states)
        with self._store.looking() as connection:
            found = () if connection is None else work.reviewed_entries(connection, known_by)
        return tuple(
            entry
            for entry in found
            if entry.state in wanted
            and actor in (None, entry.position.actor)
            and on in (None, entry.position.on)
            and _said_by(entry.day, as_of)
        )

    def claims(
        self, *, as_of: date | None = None, known_by: datetime | None = None, kind: str | None = None
    ) -> tuple[ClaimEntry, ...]:
        """Claims made up to ``as_of`` and recorded up to ``known_by``."""
        with self._store.looking() as connection:
            found = () if connection is None else work.claim_entries(connection, known_by)
        return tuple(c for c in found if kind in (None, c.claim.kind) and _said_by(c.day, as_of))

    def reading(self, document_id: str) -> Reading:
        """What was read in one document, before any decision; raises InputError for an unknown one."""
        with self._store.looking() as connection:
            reading = None if connection is None else work.reading_in(connection, document_id)
        if reading is None:
            raise InputError(
                f"the book holds no document {document_id!r}",
                where=str(self.path),
                remedy="an id looks like d0123456789ab; list them first",
                names=[document_id],
            )
        return reading

    def decide(
        self,
        position_id: str,
        decision: str,
        reviewer: str,
        note: str | None = None,
        *,
        correction: Position | None = None,
        into: str | None = None,
        recorded: datetime | None = None,
    ) -> Decision:
        """Enter what a named reviewer decided about a position (rule 16); raises InputError or BookError."""
        mended = None if correction is None else replace(correction, id=position_id.partition("/")[2])
        made = Decision(position_id, decision, reviewer, moment(recorded), note, mended, into)
        if not self._store.exists:
            raise work.unknown_position(position_id)
        with self._store.writing() as connection:
            return work.decide(connection, made, clock=recorded is None)

    def decisions(
        self, position_id: str | None = None, *, known_by: datetime | None = None
    ) -> tuple[Decision, ...]:
        """The decisions recorded up to ``known_by``, in the order they were made."""
        with self._store.looking() as connection:
            made = () if connection is None else work.decisions_made(connection, known_by)
        return tuple(d for d in made if position_id in (None, d.position_id))

    def export(self) -> Iterator[dict[str, Any]]:
        """The whole book as JSON values, one a line: every reading with its text, then every decision."""
        with self._store.looking() as connection:
            return iter([] if connection is None else work.exported(connection))

    def import_lines(self, values: Iterable[dict[str, Any]], *, recorded: datetime | None = None) -> Imported:
        """Enter the lines of an export: all, or none. Without ``recorded`` the lines' own times are kept."""
        parcel = lines.parcel(values, None if recorded is None else in_utc(recorded))
        with self._store.writing() as connection:
            added = [work.enter(connection, reading, at) for reading, at in parcel.readings]
            lines.check_same_readings(parcel, lambda name: work.reading_in(connection, name))
            decided = work.decide_new(connection, parcel.decisions)
        new = sum(a.new for a in added)
        return Imported(new, len(added) - new, decided)


def _said_by(day: date | None, as_of: date | None) -> bool:
    """What carries no day is never ruled out by one."""
    return day is None or as_of is None or day <= as_of
