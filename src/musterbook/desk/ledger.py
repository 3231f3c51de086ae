"""What the book says: the standing positions at (as of, known by), and what changed between two days."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from musterbook.codebook import Codebook, default_codebook
from musterbook.errors import InputError
from musterbook.muster import Change, Muster, changes, fold


def standings(
    book: Any,
    *,
    as_of: date | None = None,
    known_by: datetime | None = None,
    actor: str | None = None,
    accepted_only: bool = False,
    codebook: Codebook | None = None,
) -> Muster:
    """The muster of a book, of one actor if named (a code or a name); raises CodebookError if unknown."""
    words = codebook or default_codebook()
    muster = fold(book, as_of=as_of, known_by=known_by, codebook=words, accepted_only=accepted_only)
    if actor is None:
        return muster
    wanted = words.actor_id(actor)
    return replace(muster, standings=tuple(s for s in muster.standings if s.actor == wanted))


def changes_of(book: Any, start: date | None, end: date | None) -> tuple[Change, ...]:
    """What changed from the end of one day to the end of another; raises InputError if out of order."""
    if start is None or end is None:
        raise InputError("two days are needed", remedy="give --from and --to")
    if end < start:
        raise InputError(f"{end} comes before {start}", remedy="exchange --from and --to")
    return changes(book, start, end)
