"""The rules by which a measure finds its consent (rule 14), as values and in their JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.strictjson import array, exact, number, record, shown, whole, word

MAX_RULE_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Unanimity:
    """Every member supports."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    """At least ``k`` of the members support."""

    k: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """Enough states and enough population; or fewer than ``blocking_minority`` do not support.

    ``populations`` pairs each member with its population; ``states`` and ``population`` are shares in [0, 1].
    """

    populations: tuple[tuple[str, Decimal], ...]
    states: Decimal
    population: Decimal
    blocking_minority: int | None = None

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(actor for actor, _ in self.populations)


@dataclass(frozen=True, slots=True)
class Custodian:
    """Every custodian supports, and the inner rule is carried."""

    custodians: tuple[str, ...]
    rule: "ConsentRule"


ConsentRule = Unanimity | AtLeastOf | Qualified | Custodian


def rule_members(rule: ConsentRule) -> tuple[str, ...]:
    """The actors that a rule names, sorted, each once."""
    if isinstance(rule, Custodian):
        return tuple(sorted({*rule.custodians, *rule_members(rule.rule)}))
    return tuple(sorted(set(rule.members)))


def parse_rule(value: Any, where: str, depth: int = 0) -> ConsentRule:
    """The consent rule of a JSON value; raises QuestionError."""
    if depth > MAX_RULE_DEPTH:
        raise QuestionError("consent rule nested too deeply", where=where, remedy="flatten it")
    keys = set(value) if isinstance(value, Mapping) else set()
    if keys == {"unanimity"}:
        return Unanimity(_actors(value["unanimity"], where))
    if keys == {"at_least"}:
        return _at_least(array(value["at_least"], where), where)
    if keys == {"qualified"}:
        return _qualified(value["qualified"], where)
    if keys == {"custodian", "and"}:
        return Custodian(_actors(value["custodian"], where), parse_rule(value["and"], where, depth + 1))
    raise QuestionError(
        f"not a consent rule: {shown(value)}",
        where=where,
        remedy='write {"unanimity": [...]}, {"at_least": [k, [...]]}, {"qualified": {...}} '
        'or {"custodian": [...], "and": RULE}',
        names=sorted(str(key) for key in keys),
    )


def rule_json(rule: ConsentRule) -> dict[str, Any]:
    """The JSON form of a rule, the inverse of parse_rule."""
    match rule:
        case Unanimity(members=members):
            return {"unanimity": list(members)}
        case AtLeastOf(k=k, members=members):
            return {"at_least": [k, list(members)]}
        case Custodian(custodians=custodians, rule=inner):
            return {"custodian": list(custodians), "and": rule_json(inner)}
        case Qualified():
            return {"qualified": _qualified_json(rule)}


def _qualified_json(rule: Qualified) -> dict[str, Any]:
    body: dict[str, Any] = {
        "members": {actor: exact(people) for actor, people in rule.populations},
        "states": exact(rule.states),
        "population": exact(rule.population),
    }
    if rule.blocking_minority is not None:
        body["blocking_minority"] = rule.blocking_minority
    return body


def _at_least(body: list[Any], where: str) -> AtLeastOf:
    if len(body) != 2:
        raise QuestionError("at_least takes [k, [members]]", where=where)
    return AtLeastOf(whole(body[0], where), _actors(body[1], where))


def _qualified(value: Any, where: str) -> Qualified:
    body = record(value, where, ("members", "states", "population"), ("blocking_minority",))
    if not isinstance(body["members"], Mapping):
        raise QuestionError("members takes {actor: population}", where=where)
    populations = tuple(
        (word(actor, where), _at_least_zero(people, f"{where}, population of {actor}"))
        for actor, people in sorted(body["members"].items(), key=lambda pair: str(pair[0]))
    )
    minority = body.get("blocking_minority")
    return Qualified(
        populations,
        _share(body["states"], f"{where}, states"),
        _share(body["population"], f"{where}, population"),
        None if minority is None else whole(minority, f"{where}, blocking_minority"),
    )


def _actors(value: Any, where: str) -> tuple[str, ...]:
    actors = tuple(word(actor, where) for actor in array(value, where))
    twice = sorted({actor for actor in actors if actors.count(actor) > 1}) if len(actors) < 5000 else []
    if twice or len(set(actors)) < len(actors):
        raise QuestionError("a member stands twice in a rule", where=where, names=twice)
    return actors


def _at_least_zero(value: Any, where: str) -> Decimal:
    people = number(value, where)
    if people < 0:
        raise QuestionError(f"negative figure {people}", where=where)
    return people


def _share(value: Any, where: str) -> Decimal:
    share = number(value, where)
    if not 0 <= share <= 1:
        raise QuestionError(
            f"not a share between 0 and 1: {share}", where=where, remedy="write 0.55 for 55 %"
        )
    return share
