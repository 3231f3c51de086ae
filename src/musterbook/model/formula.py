"""Conditions as formulas: a leaf, all, any, at least k, not. The JSON form is that of the exchange form.

Formulas are frozen values; equal formulas compare and hash equal. Depth is bounded so that no walk over one
can exhaust the stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.strictjson import shown

MAX_DEPTH = 100
MOST_PARTS = 1_500_000
"""So many parts one formula, or all those of a situation, may have: one part may stand in many places."""


@dataclass(frozen=True, slots=True)
class Leaf:
    id: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    k: int
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Formula"


Formula = Leaf | All | AnyOf | AtLeast | Not


class Room:
    """How many more parts may be read: of one formula, or of all that share the room."""

    def __init__(self, parts: int = MOST_PARTS) -> None:
        self.parts = parts

    def take(self, parts: int, where: str) -> None:
        self.parts -= parts
        if self.parts < 0:
            raise QuestionError(
                f"formulas of more than {MOST_PARTS} parts", where=where, remedy="write fewer or shorter ones"
            )


def parse_formula(value: Any, where: str = "formula", room: Room | None = None) -> Formula:
    """The formula of a JSON value; raises QuestionError naming the part that is none."""
    return _parsed(value, where, 0, Room() if room is None else room)


def _parsed(value: Any, where: str, depth: int, room: Room) -> Formula:
    if depth > MAX_DEPTH:
        raise QuestionError(f"formula nested deeper than {MAX_DEPTH}", where=where, remedy="flatten it")
    if isinstance(value, str):
        return _leaf(value, where)
    if not isinstance(value, dict) or len(value) != 1:
        raise _not_a_formula(value, where)
    key, body = next(iter(value.items()))
    if key == "not":
        room.take(1, where)
        return Not(_parsed(body, where, depth + 1, room))
    if key == "at_least":
        return _at_least(body, where, depth, room)
    if key in ("all", "any") and isinstance(body, list):
        parts = _parts(body, where, depth, room)
        return All(parts) if key == "all" else AnyOf(parts)
    raise _not_a_formula(value, where)


def _parts(body: list[Any], where: str, depth: int, room: Room) -> tuple[Formula, ...]:
    room.take(len(body), where)
    return tuple([_parsed(part, where, depth + 1, room) for part in body])


def _leaf(value: str, where: str) -> Leaf:
    if not value.strip():
        raise QuestionError("empty leaf in a formula", where=where, remedy="name a circumstance")
    return Leaf(value)


def _at_least(body: Any, where: str, depth: int, room: Room) -> AtLeast:
    if not (isinstance(body, list) and len(body) == 2 and isinstance(body[1], list)):
        raise _not_a_formula({"at_least": body}, where)
    k = body[0]
    if not isinstance(k, int) or isinstance(k, bool):
        raise QuestionError(f"at_least needs a whole number, not {shown(k)}", where=where)
    return AtLeast(k, _parts(body[1], where, depth, room))


def _not_a_formula(value: Any, where: str) -> QuestionError:
    return QuestionError(
        f"not a formula: {shown(value)}",
        where=where,
        remedy='write a leaf, {"all": [...]}, {"any": [...]}, {"at_least": [k, [...]]} or {"not": ...}',
    )


def formula_json(formula: Formula) -> Any:
    """The JSON value of a formula, the inverse of parse_formula."""
    match formula:
        case Leaf(id=name):
            return name
        case All(parts=parts):
            return {"all": [formula_json(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [formula_json(part) for part in parts]}
        case AtLeast(k=k, parts=parts):
            return {"at_least": [k, [formula_json(part) for part in parts]]}
        case Not(part=part):
            return {"not": formula_json(part)}


def children(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Leaf():
            return ()
        case Not(part=part):
            return (part,)
        case _:
            return formula.parts


def leaves(formula: Formula | None) -> Iterator[str]:
    """The ids of the leaves, in the order written, repeated where repeated."""
    open_ones = [] if formula is None else [formula]
    while open_ones:
        part = open_ones.pop()
        if isinstance(part, Leaf):
            yield part.id
        open_ones.extend(reversed(children(part)))


def leaves_under_nots(formula: Formula | None) -> Iterator[tuple[str, int]]:
    """The ids of the leaves, in the order written, each with how many ``not`` stand above it."""
    open_ones = [] if formula is None else [(formula, 0)]
    while open_ones:
        part, nots = open_ones.pop()
        if isinstance(part, Leaf):
            yield part.id, nots
            continue
        below = nots + isinstance(part, Not)
        open_ones.extend([(child, below) for child in reversed(children(part))])


def conjoin(formulas: "list[Formula]") -> Formula | None:
    """All of them: None for none, the thing itself for one, nested ``all`` flattened, repeats dropped."""
    flat: dict[Formula, None] = {}
    for formula in formulas:
        for part in formula.parts if isinstance(formula, All) else (formula,):
            flat.setdefault(part)
    if not flat:
        return None
    return next(iter(flat)) if len(flat) == 1 else All(tuple(flat))
