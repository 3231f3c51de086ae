"""What a leaf of a formula says: the grammar of ENGINE, *Leaves*, and nothing about whether it holds."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from musterbook.errors import QuestionError
from musterbook.model.strictjson import bounded

OTHER = "other:"
RAISE = "raise:"
_WHOLE = re.compile(r"[0-9]{1,300}")
_DECIMAL = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Named:
    """A circumstance by its id; ``other:words`` may be unlisted."""

    id: str

    @property
    def is_other(self) -> bool:
        return self.id.startswith(OTHER)


@dataclass(frozen=True, slots=True)
class Joins:
    """An actor takes part, on ``on`` or (None) on anything."""

    actor: str
    on: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``k`` distinct actors take part, on ``on`` or (None) on anything."""

    on: str | None
    k: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The low figures of the active offers on ``on`` add up to ``q`` or more."""

    on: str
    q: Decimal


@dataclass(frozen=True, slots=True)
class Filled:
    """One requirement line is filled, or (None) all of them."""

    line: str | None


Said = Named | Joins | Count | Sum | Filled


def parse_leaf(text: str, where: str = "formula") -> Said:
    """What the leaf ``text`` says; raises QuestionError for a malformed ``count``, ``sum``, ``joins``..."""
    if text == "filled":
        return Filled(None)
    head, colon, rest = text.partition(":")
    if colon and head == "joins":
        actor, on = split_pair(rest)
        _demand(bool(actor) and on != "", text, where)
        return Joins(actor, on)
    if colon and head == "filled":
        _demand(bool(rest), text, where)
        return Filled(rest)
    if text.startswith("count>=") or (colon and head == "count"):
        return _count(text, where)
    if colon and head == "sum":
        return _sum(text, where)
    return Named(text)


def is_reserved(name: str) -> bool:
    """Whether a name reads as another kind of leaf or as a change, so that no circumstance may bear it."""
    return name == "filled" or name.startswith(("joins:", "filled:", "count:", "count>=", "sum:", RAISE))


def split_pair(text: str) -> tuple[str, str | None]:
    """``ACTOR:ON`` at its first colon; (text, None) without one."""
    actor, colon, on = text.partition(":")
    return actor, on if colon else None


def _count(text: str, where: str) -> Count:
    left, _, right = text.rpartition(">=")
    subject = left.partition(":")[2] if ":" in left else None
    _demand(_WHOLE.fullmatch(right) is not None and left != "" and subject != "", text, where)
    return Count(subject, int(right))


def _sum(text: str, where: str) -> Sum:
    left, _, right = text.rpartition(">=")
    subject = left.partition(":")[2]
    _demand(_DECIMAL.fullmatch(right) is not None and subject != "", text, where)
    try:
        return Sum(subject, bounded(Decimal(right), where))
    except InvalidOperation:
        raise _malformed(text, where) from None


def _demand(holds: bool, text: str, where: str) -> None:
    if not holds:
        raise _malformed(text, where)


def _malformed(text: str, where: str) -> QuestionError:
    return QuestionError(
        f"malformed leaf {text[:80]!r}",
        where=where,
        remedy="write joins:ACTOR, joins:ACTOR:ON, count>=K, count:ON>=K, sum:ON>=Q, filled or filled:LINE",
        names=[text[:200]],
    )
