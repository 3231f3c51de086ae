"""The situation: who offers what on which condition, what is required, who consents. The narrow waist.

Everything an assessment may know stands in this one frozen, hashed value.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from musterbook.codebook.ladder import LADDER, level
from musterbook.errors import QuestionError
from musterbook.model.consentrule import (
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
    parse_rule,
    rule_json,
)
from musterbook.model.formula import Formula, formula_json, parse_formula
from musterbook.model.position import Quantity
from musterbook.model.situationcheck import check_situation
from musterbook.model.strictjson import array, dump, exact, load, number, record, shown, whole, word

__all__ = [
    "AllRules",
    "AnyRule",
    "AtLeastOf",
    "Circumstance",
    "ConsentRule",
    "Custodian",
    "Evidence",
    "Line",
    "Measure",
    "MeasurePosition",
    "Offer",
    "Qualified",
    "Requirement",
    "Situation",
    "StandsFor",
    "Unanimity",
    "check_situation",
    "parse_situation",
    "situation_hash",
    "situation_json",
    "situation_text",
]

T = TypeVar("T")
NO_FIGURE = Quantity()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a document: ``text`` is what stands at ``start:end`` of ``doc``."""

    doc: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StandsFor:
    """The position that a circumstance really is."""

    actor: str
    on: str


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A named fact: true, false or (None) unknown; ``probability`` is the user's, in [0, 1]."""

    id: str
    value: bool | None = None
    probability: Decimal | None = None
    stands_for: StandsFor | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One standing position of an actor on a contribution."""

    id: str
    actor: str
    on: str
    stance: str
    quantity: Quantity = NO_FIGURE
    condition: Formula | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def level(self) -> int:
        return level(self.stance)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the requirement; without a quantity it is full as soon as anyone comes."""

    id: str
    on: str
    quantity: Decimal | None = None
    priority: int = 1
    enablers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MeasurePosition:
    """Where an actor stands on a measure, and what would have to hold for it to support (None: not said)."""

    actor: str
    stance: str
    evidence: tuple[Evidence, ...] = ()
    condition: Formula | None = None

    @property
    def level(self) -> int:
        return level(self.stance)


@dataclass(frozen=True, slots=True)
class Measure:
    """A lever of pressure, the rule of its consent (None: no rule known) and the positions on it."""

    id: str
    rule: ConsentRule | None = None
    positions: tuple[MeasurePosition, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The whole input of an assessment; ``check_situation`` says what it may not contradict."""

    as_of: date | None = None
    circumstances: tuple[Circumstance, ...] = ()
    offers: tuple[Offer, ...] = ()
    requirement: Requirement | None = None
    measures: tuple[Measure, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return () if self.requirement is None else self.requirement.lines


def parse_situation(value: Any) -> Situation:
    """The situation of a JSON value, or of a JSON text; raises QuestionError naming what to blame."""
    body = load(value, "situation") if isinstance(value, str | bytes) else value
    optional = ("as_of", "circumstances", "offers", "requirement", "measures")
    body = record(body, "situation", (), optional)
    situation = Situation(
        _day(body.get("as_of")),
        _each(body, "circumstances", _circumstance),
        _each(body, "offers", _offer),
        _requirement(body.get("requirement")),
        _each(body, "measures", _measure),
    )
    check_situation(situation)
    return situation


def situation_json(situation: Situation) -> dict[str, Any]:
    """The exchange form; figures are int where whole, else Decimal (``situation_text`` prints them)."""
    requirement = situation.requirement
    return {
        "as_of": None if situation.as_of is None else situation.as_of.isoformat(),
        "circumstances": [_circumstance_json(c) for c in situation.circumstances],
        "offers": [_offer_json(o) for o in situation.offers],
        "requirement": None if requirement is None else {"lines": [_line_json(x) for x in requirement.lines]},
        "measures": [_measure_json(m) for m in situation.measures],
    }


def situation_text(situation: Situation) -> str:
    """The canonical JSON text: keys sorted, decimals as written; parse_situation gives the same situation."""
    return dump(situation_json(situation))


def situation_hash(situation: Situation) -> str:
    """The SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(situation_text(situation).encode("ascii")).hexdigest()


def _each(body: Mapping[str, Any], key: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    return tuple(read(item, f"{key}[{i}]") for i, item in enumerate(_listed(body, key, key)))


def _listed(body: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A list that may be left out or null."""
    value = body.get(key)
    return [] if value is None else array(value, f"{key} of {where}" if where != key else key)


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(word(value, "as_of"))
    except ValueError:
        raise QuestionError(f"not a day: {shown(value)}", where="as_of", remedy="write 2025-03-17") from None


def _circumstance(value: Any, where: str) -> Circumstance:
    body = record(value, where, ("id",), ("value", "probability", "stands_for"))
    name = word(body["id"], where)
    truth = body.get("value")
    if truth is not None and not isinstance(truth, bool):
        raise QuestionError(
            f"value of circumstance {name!r} is {shown(truth)}", remedy="true, false or null", names=[name]
        )
    chance = body.get("probability")
    probability = None if chance is None else number(chance, f"probability of {name}")
    return Circumstance(name, truth, probability, _stands_for(body.get("stands_for"), f"circumstance {name}"))


def _stands_for(value: Any, where: str) -> StandsFor | None:
    if value is None:
        return None
    body = record(value, f"{where}, stands_for", ("actor", "on"))
    return StandsFor(word(body["actor"], where), word(body["on"], where))


def _offer(value: Any, where: str) -> Offer:
    required = ("id", "actor", "on", "stance")
    body = record(value, where, required, ("quantity", "condition", "evidence"))
    name = word(body["id"], where)
    where = f"offer {name}"
    condition = body.get("condition")
    return Offer(
        name,
        word(body["actor"], where),
        word(body["on"], where),
        _stance(body["stance"], where),
        _quantity(body.get("quantity"), where),
        None if condition is None else parse_formula(condition, f"{where}, condition"),
        _evidence(body.get("evidence"), where),
    )


def _stance(value: Any, where: str) -> str:
    if not isinstance(value, str) or value not in LADDER:
        remedy = f"use one of {', '.join(LADDER)}"
        names = [value] if isinstance(value, str) else []
        raise QuestionError(f"unknown stance {shown(value)}", where=where, remedy=remedy, names=names)
    return value


def _quantity(value: Any, where: str) -> Quantity:
    if value is None:
        return NO_FIGURE
    body = record(value, f"{where}, quantity", (), ("low", "high", "unit"))
    low, high, unit = body.get("low"), body.get("high"), body.get("unit")
    return Quantity(
        None if low is None else number(low, f"{where}, low"),
        None if high is None else number(high, f"{where}, high"),
        None if unit is None else word(unit, f"{where}, unit"),
    )


def _evidence(value: Any, where: str) -> tuple[Evidence, ...]:
    return tuple(
        _passage(item, f"{where}, evidence") for item in _listed({"evidence": value}, "evidence", where)
    )


def _passage(value: Any, where: str) -> Evidence:
    body = record(value, where, ("doc", "start", "end", "text"))
    start, end = whole(body["start"], where), whole(body["end"], where)
    if not isinstance(body["doc"], str) or not isinstance(body["text"], str) or not 0 <= start <= end:
        raise QuestionError("evidence takes a doc, 0 <= start <= end, and a text", where=where)
    return Evidence(body["doc"], start, end, body["text"])


def _requirement(value: Any) -> Requirement | None:
    if value is None:
        return None
    body = record(value, "requirement", ("lines",))
    return Requirement(_each(body, "lines", _line))


def _line(value: Any, where: str) -> Line:
    body = record(value, where, ("id", "on"), ("quantity", "priority", "enablers"))
    name = word(body["id"], where)
    where = f"line {name}"
    quantity = body.get("quantity")
    priority = body.get("priority")
    return Line(
        name,
        word(body["on"], where),
        None if quantity is None else number(quantity, f"{where}, quantity"),
        1 if priority is None else whole(priority, f"{where}, priority"),
        tuple(word(e, where) for e in _listed(body, "enablers", where)),
    )


def _measure(value: Any, where: str) -> Measure:
    body = record(value, where, ("id",), ("rule", "positions"))
    name = word(body["id"], where)
    rule = body.get("rule")
    positions = _listed(body, "positions", f"measure {name}")
    return Measure(
        name,
        None if rule is None else parse_rule(rule, f"measure {name}, rule"),
        tuple(_measure_position(p, f"measure {name}") for p in positions),
    )


def _measure_position(value: Any, where: str) -> MeasurePosition:
    body = record(value, where, ("actor", "stance"), ("evidence", "condition"))
    actor = word(body["actor"], where)
    where = f"{where}, {actor}"
    condition = body.get("condition")
    return MeasurePosition(
        actor,
        _stance(body["stance"], where),
        _evidence(body.get("evidence"), where),
        None if condition is None else parse_formula(condition, f"{where}, condition"),
    )


def _circumstance_json(circumstance: Circumstance) -> dict[str, Any]:
    link = circumstance.stands_for
    return {
        "id": circumstance.id,
        "value": circumstance.value,
        "probability": exact(circumstance.probability),
        "stands_for": None if link is None else {"actor": link.actor, "on": link.on},
    }


def _offer_json(offer: Offer) -> dict[str, Any]:
    figure = offer.quantity
    return {
        "id": offer.id,
        "actor": offer.actor,
        "on": offer.on,
        "stance": offer.stance,
        "quantity": {"low": exact(figure.low), "high": exact(figure.high), "unit": figure.unit},
        "condition": None if offer.condition is None else formula_json(offer.condition),
        "evidence": _evidence_json(offer.evidence),
    }


def _evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in evidence]


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "on": line.on,
        "quantity": exact(line.quantity),
        "priority": line.priority,
        "enablers": list(line.enablers),
    }


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "rule": None if measure.rule is None else rule_json(measure.rule),
        "positions": [_measure_position_json(position) for position in measure.positions],
    }


def _measure_position_json(position: MeasurePosition) -> dict[str, Any]:
    """The key ``condition`` stands only where there is one, so that older situations keep their hash."""
    stated = {} if position.condition is None else {"condition": formula_json(position.condition)}
    evidence = _evidence_json(position.evidence)
    return {"actor": position.actor, "stance": position.stance, "evidence": evidence, **stated}
