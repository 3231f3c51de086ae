"""What changed between two dates, or between what was known at two moments."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from musterbook.model.situation import Evidence
from musterbook.muster.fold import fold
from musterbook.muster.offers import evidence_of
from musterbook.muster.roll import Key, Muster, Standing

if TYPE_CHECKING:
    from musterbook.book import Book

KINDS = ("new", "withdrawn", "conflict", "hardened", "softened", "condition", "figure", "restated")


@dataclass(frozen=True, slots=True)
class Change:
    """One standing before and after; ``kind`` is one of KINDS, ``evidence`` the words behind the later one.

    hardened: a higher rung; softened: a lower one; conflict: the sources have come to differ; withdrawn:
    nothing stands any more; restated: the same, said again.
    """

    actor: str
    on: str
    where: str | None
    before: Standing | None
    after: Standing | None
    kind: str
    evidence: tuple[Evidence, ...]


def changes(
    book: "Book",
    start: date | None,
    end: date | None,
    *,
    known_by: datetime | None = None,
    known_from: datetime | None = None,
    accepted_only: bool = False,
) -> tuple[Change, ...]:
    """What changed from ``start`` to ``end``, as known by ``known_by``.

    With ``known_from``, the earlier picture is the one that the book could give then: so ``start`` = ``end``
    shows what was learned or decided since, and not said since.
    """
    before = fold(book, as_of=start, known_by=known_from or known_by, accepted_only=accepted_only)
    after = fold(book, as_of=end, known_by=known_by, accepted_only=accepted_only)
    return changes_between(before, after)


def changes_between(before: Muster, after: Muster) -> tuple[Change, ...]:
    """The changes from one muster to another, by actor and subject."""
    old = {standing.key: standing for standing in before.standings}
    new = {standing.key: standing for standing in after.standings}
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key[0], key[1], key[2] or ""))
    found = (_change(key, old.get(key), new.get(key)) for key in keys)
    return tuple(change for change in found if change is not None)


def _change(key: Key, before: Standing | None, after: Standing | None) -> Change | None:
    kind = _kind(before, after)
    if kind is None:
        return None
    told = after or before
    evidence = () if told is None else evidence_of((*told.alternatives, *(told.conflict or ())))
    return Change(*key, before, after, kind, evidence)


def _kind(before: Standing | None, after: Standing | None) -> str | None:
    if before is None or after is None:
        return "new" if after else "withdrawn"
    if after.conflict and not before.conflict:
        return "conflict"
    if after.level != before.level:
        return "hardened" if after.level > before.level else "softened"
    if _conditions(after) != _conditions(before):
        return "condition"
    if _figures(after) != _figures(before):
        return "figure"
    return "restated" if after.day != before.day else None


def _conditions(standing: Standing) -> frozenset[object]:
    return frozenset(entry.position.conditions for entry in standing.alternatives)


def _figures(standing: Standing) -> frozenset[object]:
    return frozenset(e.position.quantity for e in standing.alternatives)
