"""What a reading must be before it may enter the book (rule 17): it is refused whole, with the place.

Each check is a small function that raises InputError; ``where`` names the document and the entry.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

from musterbook.codebook.ladder import LADDER
from musterbook.errors import InputError
from musterbook.model.document import SOURCE_KINDS, Document, Statement
from musterbook.model.position import CLAIM_KINDS, PLACES, Claim, Position
from musterbook.model.reading import Reading
from musterbook.model.span import Spans

KINDS = ("contribution", "measure")


def check_reading(reading: Reading) -> None:
    """Refuse a reading that contradicts itself or its document."""
    document = reading.document
    check_document(document)
    _check_ids([s.id for s in reading.statements], document, "statement")
    _check_ids(
        [p.id for p in reading.positions] + [c.id for c in reading.claims], document, "position or claim"
    )
    known = {statement.id for statement in reading.statements}
    for statement in reading.statements:
        _check_statement(statement, document)
    for position in reading.positions:
        check_position(position, document, known)
    for claim in reading.claims:
        _check_claim(claim, document, known)


def check_document(document: Document) -> None:
    where = f"document {document.id}"
    if not document.text.strip():
        raise InputError("a document without text", where=where, remedy="give the text that was read")
    _check_encodable(document.text, where)
    _check_spans(document.boilerplate, document, f"{where}, boilerplate")


def _check_encodable(text: str, where: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"half a character (a lone surrogate) at index {error.start} of the text",
            where=where,
            remedy="save the text as UTF-8 and read it again",
        ) from None


def _check_ids(ids: list[str], document: Document, noun: str) -> None:
    seen: set[str] = set()
    for name in ids:
        if not name.strip() or "/" in name:
            raise InputError(
                f"a {noun} id may not be {name!r}", where=f"document {document.id}", names=[name]
            )
        if name in seen:
            raise InputError(
                f"{noun} id {name!r} stands twice",
                where=f"document {document.id}",
                remedy="number them apart",
                names=[name],
            )
        seen.add(name)


def _check_statement(statement: Statement, document: Document) -> None:
    where = f"document {document.id}, statement {statement.id}"
    for spans in (statement.source, statement.cue, statement.content):
        _check_spans(spans, document, where)
    _check_one_of(statement.source_kind, SOURCE_KINDS, "source kind", where)


def check_position(position: Position, document: Document, statements: Iterable[str]) -> None:
    """Refuse a position whose stance, place, figure or evidence cannot be."""
    where = f"document {document.id}, position {position.id}"
    if not position.actor.strip() or not position.on.strip():
        raise InputError("a position needs an actor and a subject", where=where)
    _check_one_of(position.stance, LADDER, "stance", where)
    _check_one_of(position.kind, KINDS, "kind", where)
    _check_one_of(position.source_kind, SOURCE_KINDS, "source kind", where)
    if position.where is not None:
        _check_one_of(position.where, PLACES, "place", where)
    _check_figures(position.quantity.low, position.quantity.high, where)
    _check_spans(position.evidence, document, where, needed=True)
    _check_spans(tuple(b.span for b in position.because), document, where)
    _check_statement_known(position.statement, statements, where)


def _check_claim(claim: Claim, document: Document, statements: Iterable[str]) -> None:
    where = f"document {document.id}, claim {claim.id}"
    _check_one_of(claim.kind, CLAIM_KINDS, "kind of claim", where)
    _check_figures(claim.low, claim.high, where)
    _check_spans(claim.evidence, document, where, needed=True)
    _check_statement_known(claim.statement, statements, where)


def _check_one_of(value: str, allowed: Iterable[str], noun: str, where: str) -> None:
    if value not in allowed:
        raise InputError(
            f"unknown {noun} {value!r}",
            where=where,
            remedy=f"use one of {', '.join(allowed)}",
            names=[str(value)],
        )


def _check_spans(spans: Spans, document: Document, where: str, *, needed: bool = False) -> None:
    if needed and not spans:
        raise InputError("no evidence", where=where, remedy="give the span of the words that prove it")
    for start, end in spans:
        if not 0 <= start <= end <= len(document.text):
            raise InputError(
                f"span {start}-{end} lies outside the text of {len(document.text)} characters",
                where=where,
                remedy="read the document again",
            )


def _check_figures(low: Decimal | None, high: Decimal | None, where: str) -> None:
    for figure in (low, high):
        if figure is not None and not (figure.is_finite() and figure >= 0):
            raise InputError(f"{figure} is no figure", where=where, remedy="use a number of 0 or more")
    if low is not None and high is not None and low > high:
        raise InputError(f"the figure runs from {low} down to {high}", where=where, remedy="swap the two")


def _check_statement_known(statement: str | None, known: Iterable[str], where: str) -> None:
    if statement is not None and statement not in known:
        raise InputError(f"unknown statement {statement!r}", where=where, names=[statement])


def moment(given: datetime | None) -> datetime:
    """The moment of recording in UTC: as given, else now; one without a time zone is refused."""
    if given is None:
        return datetime.now(UTC)
    return in_utc(given)


def in_utc(given: datetime) -> datetime:
    """The same moment in UTC; raises InputError for one without a time zone."""
    if given.tzinfo is None:
        raise InputError(
            f"the moment {given.isoformat()} has no time zone",
            remedy="give it in UTC, as 2025-03-17T18:00:00Z",
        )
    return given.astimezone(UTC)
