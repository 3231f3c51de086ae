"""The situation: who offers what on which condition, what is required, who consents. The narrow waist.

Everything an assessment may know stands in this one frozen, hashed value.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from musterbook.codebook.ladder import LADDER
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
from musterbook.model.formula import Formula, Room, formula_json, parse_formula
from musterbook.model.position import Quantity
from musterbook.model.situationcheck import check_situation
from musterbook.model.situationparts import (
    NO_FIGURE,
    Circumstance,
    Evidence,
    Line,
    Measure,
    MeasurePosition,
    Offer,
    Requirement,
    Situation,
    StandsFor,
)
from musterbook.model.strictjson import (
    array,
    dump,
    exact,
    load,
    no_collection,
    number,
    record,
    shown,
    whole,
    word,
)

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
    "day_of",
    "evidence_json",
    "evidence_of",
    "parse_situation",
    "situation_hash",
    "situation_json",
    "situation_text",
]

T = TypeVar("T")
OFFER_LIMITS = ("where", "caveats", "from", "until", "notice")
LINE_LIMITS = ("where", "excludes", "or_on", "from", "until")


def parse_situation(value: Any) -> Situation:
    """The situation of a JSON value, or of a JSON text; raises QuestionError naming what to blame."""
    body = load(value, "situation") if isinstance(value, str | bytes) else value
    optional = ("as_of", "circumstances", "offers", "requirement", "measures")
    body = record(body, "situation", (), optional)
    room = Room()
    with no_collection():
        situation = Situation(
            day_of(body.get("as_of"), "as_of"),
            _each(body, "circumstances", _circumstance),
            _each(body, "offers", lambda value, where: _offer(value, where, room)),
            _requirement(body.get("requirement")),
            _each(body, "measures", lambda value, where: _measure(value, where, room)),
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
    return tuple(_one(read, item, f"{key}[{i}]") for i, item in enumerate(_listed(body, key, key)))


def _one(read: Callable[[Any, str], T], item: Any, where: str) -> T:
    """One entry; a refusal that names nothing itself names the entry: by its id, else by its place."""
    try:
        return read(item, where)
    except QuestionError as error:
        if error.names:
            raise
        named = item.get("id") if isinstance(item, Mapping) else None
        name = named if isinstance(named, str) and named.strip() else where
        raise QuestionError(error.what, where=error.where, remedy=error.remedy, names=[name]) from None


def _listed(body: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A list that may be left out or null."""
    value = body.get(key)
    return [] if value is None else array(value, f"{key} of {where}" if where != key else key)


def day_of(value: Any, where: str) -> date | None:
    """A day that may be left out or null; raises QuestionError."""
    if value is None:
        return None
    try:
        return date.fromisoformat(word(value, where))
    except ValueError:
        remedy = "write 2025-03-17"
        raise QuestionError(f"not a day: {shown(value)}", where=where, remedy=remedy, names=[where]) from None


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


def _offer(value: Any, where: str, room: Room) -> Offer:
    required = ("id", "actor", "on", "stance")
    body = record(value, where, required, ("quantity", "condition", "evidence", *OFFER_LIMITS))
    name = word(body["id"], where)
    where = f"offer {name}"
    return Offer(
        name,
        word(body["actor"], where),
        word(body["on"], where),
        _stance(body["stance"], where),
        _quantity(body.get("quantity"), where),
        _condition(body, where, room),
        evidence_of(body.get("evidence"), where),
        None if body.get("where") is None else word(body["where"], f"{where}, where"),
        _names(body, "caveats", where),
        day_of(body.get("from"), f"{where}, from"),
        day_of(body.get("until"), f"{where}, until"),
        0 if body.get("notice") is None else whole(body["notice"], f"{where}, notice"),
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


def evidence_of(value: Any, where: str) -> tuple[Evidence, ...]:
    """Passages of the exchange form; a list that may be left out or null; raises QuestionError."""
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
    body = record(value, where, ("id", "on"), ("quantity", "priority", "enablers", *LINE_LIMITS))
    name = word(body["id"], where)
    where = f"line {name}"
    quantity = body.get("quantity")
    priority = body.get("priority")
    return Line(
        name,
        word(body["on"], where),
        None if quantity is None else number(quantity, f"{where}, quantity"),
        1 if priority is None else whole(priority, f"{where}, priority"),
        _names(body, "enablers", where),
        _names(body, "where", where),
        _names(body, "excludes", where),
        _names(body, "or_on", where),
        day_of(body.get("from"), f"{where}, from"),
        day_of(body.get("until"), f"{where}, until"),
    )


def _names(body: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    return tuple(word(name, f"{where}, {key}") for name in _listed(body, key, where))


def _condition(body: Mapping[str, Any], where: str, room: Room) -> Formula | None:
    condition = body.get("condition")
    return None if condition is None else parse_formula(condition, f"{where}, condition", room)


def _measure(value: Any, where: str, room: Room) -> Measure:
    body = record(value, where, ("id",), ("rule", "positions"))
    name = word(body["id"], where)
    rule = body.get("rule")
    positions = _listed(body, "positions", f"measure {name}")
    return Measure(
        name,
        None if rule is None else parse_rule(rule, f"measure {name}, rule"),
        tuple(_measure_position(p, f"measure {name}", room) for p in positions),
    )


def _measure_position(value: Any, where: str, room: Room) -> MeasurePosition:
    body = record(value, where, ("actor", "stance"), ("evidence", "condition"))
    actor = word(body["actor"], where)
    where = f"{where}, {actor}"
    return MeasurePosition(
        actor,
        _stance(body["stance"], where),
        evidence_of(body.get("evidence"), where),
        _condition(body, where, room),
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
        "evidence": evidence_json(offer.evidence),
        **_given(
            where=offer.where,
            caveats=list(offer.caveats),
            **_window_json(offer),
            notice=offer.notice,
        ),
    }


def _window_json(part: Offer | Line) -> dict[str, str | None]:
    days = {"from": part.from_day, "until": part.until}
    return {key: None if day is None else day.isoformat() for key, day in days.items()}


def _given(**limits: Any) -> dict[str, Any]:
    """The limits that are set: a situation without any keeps its text and its hash."""
    return {key: value for key, value in limits.items() if value}


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Passages in the exchange form."""
    return [{"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in evidence]


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "on": line.on,
        "quantity": exact(line.quantity),
        "priority": line.priority,
        "enablers": list(line.enablers),
        **_given(
            where=list(line.where),
            excludes=list(line.excludes),
            or_on=list(line.or_on),
            **_window_json(line),
        ),
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
    evidence = evidence_json(position.evidence)
    return {"actor": position.actor, "stance": position.stance, "evidence": evidence, **stated}
