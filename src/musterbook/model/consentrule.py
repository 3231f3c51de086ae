"""The rules by which a measure finds its consent (rule 14), as values and in their JSON form.

Members are named one by one: what a group or a population is, the codebook knows, and no rule.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.strictjson import array, exact, number, record, shown, whole, word

MAX_RULE_DEPTH = 100
MOST_PARTS = 100_000


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


@dataclass(frozen=True, slots=True)
class AllRules:
    """Every one of the rules is carried; with none, it is carried."""

    rules: tuple["ConsentRule", ...]


@dataclass(frozen=True, slots=True)
class AnyRule:
    """One of the rules is carried; with none, nothing carries it."""

    rules: tuple["ConsentRule", ...]


ConsentRule = Unanimity | AtLeastOf | Qualified | Custodian | AllRules | AnyRule


def rule_members(rule: ConsentRule) -> tuple[str, ...]:
    """The actors that a rule names, sorted, each once."""
    found: set[str] = set()
    open_ones = [rule]
    while open_ones:
        part = open_ones.pop()
        match part:
            case Custodian(custodians=custodians, rule=inner):
                found.update(custodians)
                open_ones.append(inner)
            case AllRules(rules=rules) | AnyRule(rules=rules):
                open_ones.extend(rules)
            case _:
                found.update(part.members)
    return tuple(sorted(found))


def parse_rule(value: Any, where: str, depth: int = 0) -> ConsentRule:
    """The consent rule of a JSON value; raises QuestionError."""
    if depth > MAX_RULE_DEPTH:
        raise QuestionError("consent rule nested too deeply", where=where, remedy="flatten it")
    if not depth:
        _check_size(value, where)
    keys = frozenset(value) if isinstance(value, Mapping) else frozenset()
    read = _READERS.get(keys)
    if read is not None:
        return read(value, where, depth)
    raise QuestionError(
        f"not a consent rule: {shown(value)}",
        where=where,
        remedy='write {"unanimity": [...]}, {"at_least": [k, [...]]}, {"qualified": {...}}, '
        '{"custodian": [...], "and": RULE}, {"all": [RULE...]} or {"any": [RULE...]}',
        names=sorted(str(key) for key in keys),
    )


def _check_size(value: Any, where: str) -> None:
    """One rule may stand in many places: rules are counted where they stand."""
    open_ones, parts = [value], 0
    while open_ones:
        part = open_ones.pop()
        parts += 1
        if parts > MOST_PARTS:
            what = f"consent rule of more than {MOST_PARTS} parts"
            raise QuestionError(what, where=where, remedy="flatten it")
        if isinstance(part, Mapping):
            open_ones += [part[key] for key in ("all", "any", "and") if key in part]
        elif isinstance(part, list | tuple):
            open_ones += part


def rule_json(rule: ConsentRule) -> dict[str, Any]:
    """The JSON form of a rule, the inverse of parse_rule."""
    match rule:
        case Unanimity(members=members):
            return {"unanimity": list(members)}
        case AtLeastOf(k=k, members=members):
            return {"at_least": [k, list(members)]}
        case Custodian(custodians=custodians, rule=inner):
            return {"custodian": list(custodians), "and": rule_json(inner)}
        case AllRules(rules=rules):
            return {"all": [rule_json(each) for each in rules]}
        case AnyRule(rules=rules):
            return {"any": [rule_json(each) for each in rules]}
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


def _unanimity(value: Mapping[str, Any], where: str, _: int) -> ConsentRule:
    return Unanimity(_actors(value["unanimity"], where))


def _custodian(value: Mapping[str, Any], where: str, depth: int) -> ConsentRule:
    return Custodian(_actors(value["custodian"], where), parse_rule(value["and"], where, depth + 1))


def _all_rules(value: Mapping[str, Any], where: str, depth: int) -> ConsentRule:
    return AllRules(_rules(value["all"], where, depth))


def _any_rule(value: Mapping[str, Any], where: str, depth: int) -> ConsentRule:
    return AnyRule(_rules(value["any"], where, depth))


def _rules(value: Any, where: str, depth: int) -> tuple[ConsentRule, ...]:
    return tuple(parse_rule(each, where, depth + 1) for each in array(value, where))


def _at_least(value: Mapping[str, Any], where: str, _: int) -> ConsentRule:
    body = array(value["at_least"], where)
    if len(body) != 2:
        raise QuestionError("at_least takes [k, [members]]", where=where)
    return AtLeastOf(whole(body[0], where), _actors(body[1], where))


def _qualified(value: Mapping[str, Any], where: str, _: int) -> ConsentRule:
    body = record(value["qualified"], where, ("members", "states", "population"), ("blocking_minority",))
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
    twice = sorted(actor for actor, times in Counter(actors).items() if times > 1)
    if twice:
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


_READERS: Mapping[frozenset[str], Callable[[Mapping[str, Any], str, int], ConsentRule]] = {
    frozenset({"unanimity"}): _unanimity,
    frozenset({"at_least"}): _at_least,
    frozenset({"qualified"}): _qualified,
    frozenset({"custodian", "and"}): _custodian,
    frozenset({"all"}): _all_rules,
    frozenset({"any"}): _any_rule,
}
