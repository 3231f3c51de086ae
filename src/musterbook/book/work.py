"""What the book does within one transaction: enter, look up, decide. Every query of the book stands here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, insert, select, true

from musterbook.book import rows
from musterbook.book.check import in_utc
from musterbook.book.entries import Added, ClaimEntry, Decision, DocumentEntry, Entry
from musterbook.book.lines import decision_line, reading_line
from musterbook.book.review import check_decision, reviewed
from musterbook.book.tables import claims, decisions, documents, positions, statements
from musterbook.errors import InputError
from musterbook.model.document import Document
from musterbook.model.reading import Reading


def enter(connection: Connection, reading: Reading, recorded: datetime) -> Added:
    """Enter a checked reading, unless its text is there already."""
    document = reading.document
    counts = len(reading.positions), len(reading.claims)
    kept = (
        connection.execute(select(documents).where(documents.c.sha256 == document.sha256)).mappings().first()
    )
    if kept is not None:
        return Added(
            document.id, False, *_counts(connection, document.id), _differs(rows.document_of(kept), document)
        )
    try:
        connection.execute(insert(documents), [rows.document_row(reading, recorded)])
        _insert(connection, statements, rows.statement_rows(reading))
        _insert(connection, positions, rows.position_rows(reading))
        _insert(connection, claims, rows.claim_rows(reading))
    except UnicodeEncodeError as error:
        raise InputError(
            f"half a character (a lone surrogate) in {error.object[:40]!r}",
            where=f"document {document.id}",
            remedy="give titles, names and words as proper Unicode",
        ) from None
    return Added(document.id, True, *counts)


def _insert(connection: Connection, table: Table, values: list[rows.Row]) -> None:
    if values:
        connection.execute(insert(table), values)


def _counts(connection: Connection, document_id: str) -> tuple[int, int]:
    def count(table: Table) -> int:
        query = select(func.count()).select_from(table).where(table.c.document_id == document_id)
        return int(connection.execute(query).scalar_one())

    return count(positions), count(claims)


def _differs(kept: Document, given: Document) -> tuple[str, ...]:
    names = ("title", "outlet", "url", "published", "language", "media_type")
    return tuple(name for name in names if getattr(given, name) not in (None, getattr(kept, name)))


def known_documents(connection: Connection, known_by: datetime | None) -> tuple[DocumentEntry, ...]:
    """The documents, oldest first, with how much was read in each."""

    def counts(table: Table) -> dict[str, int]:
        query = select(table.c.document_id, func.count()).group_by(table.c.document_id)
        return {name: int(count) for name, count in connection.execute(query)}

    read, claimed = counts(positions), counts(claims)
    query = (
        select(documents).where(_known(documents, known_by)).order_by(documents.c.recorded, documents.c.id)
    )
    return tuple(
        DocumentEntry(
            rows.document_of(row), row["recorded"], read.get(row["id"], 0), claimed.get(row["id"], 0)
        )
        for row in connection.execute(query).mappings()
    )


def reviewed_entries(connection: Connection, known_by: datetime | None) -> tuple[Entry, ...]:
    """Every position known by then, as the decisions known by then leave it."""
    return reviewed(_entries(connection, _known(documents, known_by)), decisions_made(connection, known_by))


def _entries(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Entry, ...]:
    found = _documents(connection, wanted)
    query = _of_documents(positions, wanted)
    return tuple(
        Entry(row["id"], document, rows.position_of(row), recorded)
        for row in connection.execute(query).mappings()
        for document, recorded in [found[row["document_id"]]]
    )


def _documents(connection: Connection, wanted: ColumnElement[bool]) -> dict[str, tuple[Document, datetime]]:
    query = select(documents).where(wanted)
    return {
        row["id"]: (rows.document_of(row), row["recorded"]) for row in connection.execute(query).mappings()
    }


def _of_documents(table: Table, wanted: ColumnElement[bool]) -> Select[Any]:
    """The rows of a table that belong to the wanted documents, in the order recorded and read."""
    return (
        select(table)
        .join(documents, documents.c.id == table.c.document_id)
        .where(wanted)
        .order_by(documents.c.recorded, table.c.document_id, table.c.place_in_reading)
    )


def claim_entries(connection: Connection, known_by: datetime | None) -> tuple[ClaimEntry, ...]:
    """Every claim known by then, in the order recorded and read."""
    wanted = _known(documents, known_by)
    found = _documents(connection, wanted)
    return tuple(
        ClaimEntry(row["id"], document, rows.claim_of(row), recorded, row["said"])
        for row in connection.execute(_of_documents(claims, wanted)).mappings()
        for document, recorded in [found[row["document_id"]]]
    )


def reading_in(connection: Connection, document_id: str) -> Reading | None:
    """The reading of one document as it was entered; None for an unknown one."""
    wanted = documents.c.id == document_id
    document = connection.execute(select(documents).where(wanted)).mappings().first()
    if document is None:
        return None
    parts = [
        list(connection.execute(_of_documents(table, wanted)).mappings())
        for table in (statements, positions, claims)
    ]
    return rows.reading_of(document, parts[0], parts[1], parts[2])


def exported(connection: Connection) -> list[dict[str, Any]]:
    """The lines of the whole book, as it is at this moment."""
    known = {entry.id: entry.recorded for entry in known_documents(connection, None)}
    readings = ((reading_in(connection, name), recorded) for name, recorded in known.items())
    made = [reading_line(reading, recorded) for reading, recorded in readings if reading is not None]
    return made + [decision_line(decision) for decision in decisions_made(connection, None)]


def decisions_made(
    connection: Connection, known_by: datetime | None, about: Sequence[str] | None = None
) -> tuple[Decision, ...]:
    """The decisions in the order they were made, or only those ``about`` some positions."""
    query = select(decisions).where(_known(decisions, known_by)).order_by(decisions.c.id)
    if about is not None:
        query = query.where(decisions.c.position_id.in_(about))
    return tuple(map(rows.decision_of, connection.execute(query).mappings()))


def decide(connection: Connection, decision: Decision, *, clock: bool) -> Decision:
    """Enter one decision; ``clock`` says that its time is this machine's, which may run a little behind."""
    ids = [name for name in (decision.position_id, decision.into) if name is not None]
    found = _entries(connection, documents.c.id.in_([name.partition("/")[0] for name in ids]))
    earlier = decisions_made(connection, None, ids)
    entries = {entry.id: entry for entry in reviewed(found, earlier) if entry.id in ids}
    if decision.position_id not in entries:
        raise unknown_position(decision.position_id)
    own = [d for d in earlier if d.position_id == decision.position_id]
    entry = entries[decision.position_id]
    if clock:
        decision = replace(decision, recorded=_not_before(decision.recorded, entry, own))
    check_decision(decision, entries, own)
    try:
        connection.execute(insert(decisions), [rows.decision_row(decision, entry.document)])
    except UnicodeEncodeError:
        raise InputError(
            "half a character (a lone surrogate) in a decision", remedy="write it again"
        ) from None
    return decision


def _not_before(at: datetime, entry: Entry, earlier: Sequence[Decision]) -> datetime:
    return max([at, *(d.recorded for d in earlier), *([entry.recorded] if entry.recorded else [])])


def decide_new(connection: Connection, made: Iterable[Decision]) -> int:
    """Enter those decisions that the book does not hold yet; their number."""
    known = {_mark(decision) for decision in decisions_made(connection, None)}
    fresh = [decision for decision in made if _mark(decision) not in known]
    for decision in fresh:
        decide(connection, decision, clock=False)
    return len(fresh)


def _mark(decision: Decision) -> tuple[Any, ...]:
    return decision.position_id, decision.decision, decision.reviewer, decision.recorded, decision.into


def unknown_position(position_id: str) -> InputError:
    return InputError(
        f"the book holds no position {position_id!r}",
        remedy="an id looks like d0123456789ab/p1; list the positions first",
        names=[position_id],
    )


def _known(table: Table, known_by: datetime | None) -> ColumnElement[bool]:
    return true() if known_by is None else table.c.recorded <= in_utc(known_by)
