"""What two documents are read to say, side by side: do their positions come from one report (rule 3)?"""

from collections.abc import Collection
from decimal import Decimal

from musterbook.model.document import Document
from musterbook.model.formula import leaves
from musterbook.model.position import Position
from musterbook.muster.wording import plain_words

Positions = Collection[Position]


def agreed(one: Positions, other: Positions) -> int:
    """How many positions both texts hold: the same actor, subject and stance, and nothing that differs."""
    pairs = _on_one_subject(one, other)
    held = {(a.actor, a.on, a.stance) for a, b in pairs if a.stance == b.stance and _one_report(a, b)}
    return len(held)


def clash(one: Positions, other: Positions) -> bool:
    """Whether all that both hold on one subject comes from different voices or has different figures."""
    pairs = _on_one_subject(one, other)
    return bool(pairs) and not any(_one_voice(a, b) and _one_figure(a, b) for a, b in pairs)


def days_apart(one: Document, other: Document, mine: Positions = (), theirs: Positions = ()) -> int | None:
    """The days between the latest words on what both speak of, else between the texts; None if unknown."""
    pairs = _on_one_subject(mine, theirs)
    first = max((a.said for a, _ in pairs if a.said), default=one.published)
    second = max((b.said for _, b in pairs if b.said), default=other.published)
    return abs((first - second).days) if first and second else None


def _on_one_subject(one: Positions, other: Positions) -> list[tuple[Position, Position]]:
    return [(a, b) for a in one for b in other if (a.actor, a.on) == (b.actor, b.on)]


def _one_report(one: Position, other: Position) -> bool:
    return _one_voice(one, other) and _one_figure(one, other) and _one_condition(one, other)


def _one_voice(one: Position, other: Position) -> bool:
    """Whether both may be one person's words; the narrator and an office may be anybody's."""
    kinds = {one.source_kind, other.source_kind}
    if "anonymous" in kinds:
        return kinds <= {"anonymous", "narrator"}
    return kinds != {"named"} or bool(_speaker(one) & _speaker(other))


def _speaker(position: Position) -> frozenset[str]:
    return plain_words(position.speaker or "")


def _one_figure(one: Position, other: Position) -> bool:
    """Whether both figures may be the same: they overlap, or there are not two in one unit."""
    mine, theirs = one.quantity, other.quantity
    if not (mine.known and theirs.known) or mine.unit != theirs.unit:
        return True
    low = max(q.low if q.low is not None else Decimal(0) for q in (mine, theirs))
    high = min(q.high if q.high is not None else Decimal("Infinity") for q in (mine, theirs))
    return low <= high


def _one_condition(one: Position, other: Position) -> bool:
    """Whether both may name one condition; free words can be put in any way, and one may leave it out."""
    mine, theirs = ({n for n in leaves(p.conditions) if not n.startswith("other:")} for p in (one, other))
    return not (mine and theirs) or bool(mine & theirs)
