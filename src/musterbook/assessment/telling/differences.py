"""In what two questions differ: every single difference between two situations and their scenarios.

A *side* is a situation with its scenario, taken apart into parts by key. Differences can be made one by one
in the first side; all of them together turn it into the second. What another sentence only says anew is no
difference.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from musterbook.assessment.kernel.numbers import json_number
from musterbook.errors import QuestionError
from musterbook.model.scenario import Scenario, SupposedTruth, parse_supposition
from musterbook.model.situation import (
    Circumstance,
    Line,
    Measure,
    MeasurePosition,
    Offer,
    Requirement,
    Situation,
    situation_json,
)

Key = tuple[str, ...]
Parts = dict[Key, Any]
ORDER: Key = ("order", "lines")


@dataclass(frozen=True, slots=True)
class Side:
    """What a question is asked of."""

    situation: Situation
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: ``before`` and ``after`` are the thing itself, None where it is not.

    The key is ``offer``, ``circumstance``, ``line`` or ``measure`` (its rule) with an id, ``position`` with a
    measure and an actor, ``suppose`` with what is supposed of, ``count_from``, ``as_of``, or ``order``,
    ``lines``.
    """

    key: Key
    before: Any
    after: Any

    @property
    def id(self) -> str:
        return ":".join(self.key)

    @property
    def kind(self) -> str:
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "changed"

    def to_json(self) -> dict[str, Any]:
        old, new = fields_of(self.before), fields_of(self.after)
        names = [name for name in old | new if old.get(name) != new.get(name)]
        return {
            "id": self.id,
            "kind": self.kind,
            "fields": {name: {"from": old.get(name), "to": new.get(name)} for name in names},
            "evidence_before": _passages(self.before),
            "evidence_after": _passages(self.after),
        }


def differences(first: Side, second: Side) -> tuple[Difference, ...]:
    """All of them, by key."""
    old, new = _parts(first), _parts(second)
    found = [
        Difference(key, old.get(key), new.get(key))
        for key in sorted(old | new)
        if _core(old.get(key)) != _core(new.get(key))
    ]
    orders = _common_orders(first.situation.lines, second.situation.lines)
    return (*found, *([Difference(ORDER, *orders)] if orders[0] != orders[1] else []))


def applied(first: Side, second: Side, chosen: Iterable[Difference]) -> Side:
    """The first side with the chosen differences made; raises QuestionError where one hangs in the air."""
    parts = _parts(first)
    made = {difference.key: difference.after for difference in chosen}
    parts |= {key: part for key, part in made.items() if key != ORDER}
    lines = [line.id for line in first.situation.lines], [line.id for line in second.situation.lines]
    order = merged(lines[1], lines[0]) if ORDER in made else merged(lines[0], lines[1])
    return _side(parts, order, first.situation)


def merged(leading: Sequence[str], other: Sequence[str]) -> list[str]:
    """All ids in the order of ``leading``, those of ``other`` alone where they stand among common ones."""
    places = {name: place for place, name in enumerate(leading)}
    found: list[str] = []
    told = 0
    for name in other:
        if name not in places:
            found.append(name)
        elif places[name] >= told:
            found += leading[told : places[name] + 1]
            told = places[name] + 1
    return [*found, *leading[told:]]


def fields_of(part: Any) -> dict[str, Any]:
    """The fields of a part as the exchange form has them, without id and evidence."""
    match part:
        case None:
            return {}
        case Offer():
            body = situation_json(Situation(offers=(part,)))["offers"][0]
        case Circumstance():
            body = situation_json(Situation(circumstances=(part,)))["circumstances"][0]
        case Line():
            body = situation_json(Situation(requirement=Requirement((part,))))["requirement"]["lines"][0]
        case Measure():
            body = {"rule": situation_json(Situation(measures=(part,)))["measures"][0]["rule"]}
        case MeasurePosition():
            body = situation_json(Situation(measures=(Measure("", None, (part,)),)))["measures"][0]
            body = body["positions"][0]
        case _:
            body = {"value": part}
    return {name: _plain(value) for name, value in body.items() if name not in ("id", "evidence")}


def _parts(side: Side) -> Parts:
    """Every part of a side by its key; a side that was checked has no two parts of one key."""
    situation, scenario = side.situation, side.scenario
    parts: Parts = {("offer", offer.id): offer for offer in situation.offers}
    parts |= {("circumstance", each.id): each for each in situation.circumstances}
    parts |= {("line", line.id): line for line in situation.lines}
    parts |= {("measure", each.id): replace(each, positions=()) for each in situation.measures}
    parts |= {
        ("position", each.id, held.actor): held for each in situation.measures for held in each.positions
    }
    parts |= {("suppose", thing_of(text)): text for text in scenario.supposes}
    parts |= {("count_from",): scenario.count_from, ("as_of",): situation.as_of}
    return parts


def _side(parts: Mapping[Key, Any], lines: Iterable[str], base: Situation) -> Side:
    """The side of such parts, ``lines`` in this order; the inverse of taking it apart."""

    def of(kind: str) -> list[Any]:
        return [part for key, part in parts.items() if key[0] == kind and part is not None]

    positions: dict[str, list[MeasurePosition]] = {}
    for key, part in parts.items():
        if key[0] == "position" and part is not None:
            positions.setdefault(key[1], []).append(part)
    measures = tuple(replace(each, positions=tuple(positions.pop(each.id, []))) for each in of("measure"))
    if positions:
        names = sorted(positions)
        raise QuestionError(f"a position on a measure that is not there: {', '.join(names)}", names=names)
    kept = [parts.get(("line", name)) for name in lines]
    situation = replace(
        base,
        as_of=parts[("as_of",)],
        circumstances=tuple(of("circumstance")),
        offers=tuple(of("offer")),
        requirement=Requirement(tuple(line for line in kept if line is not None)) if any(kept) else None,
        measures=measures,
    )
    return Side(situation, Scenario(tuple(of("suppose")), parts[("count_from",)]))


def _core(part: Any) -> Any:
    """What makes a part another one: all of it but its evidence."""
    return replace(part, evidence=()) if isinstance(part, Offer | MeasurePosition) else part


def thing_of(supposition: str) -> str:
    """What a supposition is about: a circumstance, or ACTOR:ON."""
    supposed = parse_supposition(supposition)
    return supposed.id if isinstance(supposed, SupposedTruth) else f"{supposed.actor}:{supposed.on}"


def _common_orders(first: Sequence[Line], second: Sequence[Line]) -> tuple[list[str], list[str]]:
    common = {line.id for line in first} & {line.id for line in second}
    return [x.id for x in first if x.id in common], [x.id for x in second if x.id in common]


def _passages(part: Any) -> list[dict[str, Any]]:
    evidence = part.evidence if isinstance(part, Offer | MeasurePosition) else ()
    return [{"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in evidence]


def _plain(value: Any) -> Any:
    """A value as JSON has it: exact decimals as numbers, days as text."""
    match value:
        case Decimal():
            return json_number(Fraction(value))
        case date():
            return value.isoformat()
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case str():
            return value
        case Collection():
            return [_plain(each) for each in value]
        case _:
            return value
