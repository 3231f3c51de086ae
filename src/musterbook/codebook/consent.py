"""Rules of consent as the codebook writes them: read, checked for form, and expanded to member states.

The form is that of the engine (rule 14): ``{"unanimity": [A...]}``, ``{"at_least": [k, [A...]]}``,
``{"qualified": {...}}``, ``{"custodian": [A...], "and": RULE}``, ``{"all": [RULE...]}``, ``{"any":
[RULE...]}``. In the codebook and in a user's rules an A may be a group, which stands for its member states on
the day asked about; ``{"qualified": "EU"}`` and ``{"qualified": {"group": "EU", "states": 0.72}}`` take the
populations from the codebook, and what they leave out from Article 16(4) of the Treaty on European Union.
"""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

Rule = dict[str, Any]
Expand = Callable[[str], tuple[str, ...]]
People = Callable[[Iterable[str]], dict[str, int]]

MAX_DEPTH = 20
SHARES: Rule = {"states": 0.55, "population": 0.65, "blocking_minority": 4}
"""Article 16(4) TEU: 55 % of the states with 65 % of the people; fewer than four cannot block."""


def parse_rule(text: str) -> Rule:
    """The rule of a cell; raises ValueError saying what is not of its form."""
    rule = json.loads(text)
    problem = rule_problem(rule)
    if problem:
        raise ValueError(problem)
    assert isinstance(rule, dict)
    return rule


def rule_problem(rule: Any, depth: int = 0) -> str | None:
    """What keeps a JSON value from being a rule of consent, or None."""
    if not isinstance(rule, dict) or depth > MAX_DEPTH:
        return f"not a rule: {json.dumps(rule)[:60]}"
    keys = set(rule)
    if keys == {"unanimity"}:
        return _names_problem(rule["unanimity"])
    if keys == {"at_least"}:
        return _at_least_problem(rule["at_least"])
    if keys == {"qualified"}:
        return _qualified_problem(rule["qualified"])
    if keys == {"all"} or keys == {"any"}:
        return _rules_problem(next(iter(rule.values())), depth)
    if keys == {"custodian"} or keys == {"custodian", "and"}:
        inner = rule_problem(rule["and"], depth + 1) if "and" in rule else None
        return _names_problem(rule["custodian"]) or inner
    return f"not a rule: {json.dumps(rule)[:60]}"


def _rules_problem(rules: Any, depth: int) -> str | None:
    if not isinstance(rules, list) or not rules:
        return f"not a list of rules: {json.dumps(rules)[:60]}"
    return next(filter(None, (rule_problem(each, depth + 1) for each in rules)), None)


def _names_problem(names: Any) -> str | None:
    if isinstance(names, list) and names and all(isinstance(name, str) and name for name in names):
        return None
    return f"not a list of actors: {json.dumps(names)[:60]}"


def _at_least_problem(body: Any) -> str | None:
    if not (isinstance(body, list) and len(body) == 2):
        return "at_least needs [k, [actors]]"
    k, names = body
    if not isinstance(k, int) or isinstance(k, bool) or k < 0:
        return f"at_least needs a whole number from 0, not {json.dumps(k)}"
    return _names_problem(names)


def _qualified_problem(body: Any) -> str | None:
    if isinstance(body, str) and body:
        return None
    if isinstance(body, dict) and "group" in body:
        return _group_problem(body)
    members = body.get("members") if isinstance(body, dict) else None
    if not isinstance(members, dict) or not members:
        return "qualified needs members with their populations"
    if not all(map(_is_number, [*members.values(), body.get("states"), body.get("population")])):
        return "qualified needs numbers for the populations, states and population"
    return None


def _group_problem(body: Rule) -> str | None:
    unknown = sorted(set(body) - {"group", *SHARES})
    if unknown or not (isinstance(body["group"], str) and body["group"]):
        return f"qualified of a group takes group, {', '.join(SHARES)}"
    shares = [body.get("states", 0), body.get("population", 0), body.get("blocking_minority") or 0]
    return None if all(map(_is_number, shares)) else "qualified needs numbers for states and population"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def rule_names(rule: Rule) -> tuple[str, ...]:
    """The actors and groups that a rule names, each once, in order."""
    found: dict[str, None] = {}
    for key, body in rule.items():
        match key:
            case "unanimity" | "custodian":
                found.update(dict.fromkeys(body))
            case "at_least":
                found.update(dict.fromkeys(body[1]))
            case "qualified":
                found.update(dict.fromkeys(_qualified_names(body)))
            case "and":
                found.update(dict.fromkeys(rule_names(body)))
            case "all" | "any":
                found.update(dict.fromkeys(name for each in body for name in rule_names(each)))
    return tuple(found)


def _qualified_names(body: Any) -> Iterable[str]:
    if isinstance(body, str):
        return [body]
    return [body["group"]] if "group" in body else body["members"]


def expanded(rule: Any, expand: Expand, people: People, depth: int = 0) -> Any:
    """The rule with every group replaced by its members, and populations filled in.

    ``expand`` maps an id to the ids it stands for, ``people`` states to their populations. What is not of the
    form of a rule, or nested too deeply, is left as it is, for the reader of rules to refuse.
    """
    if not isinstance(rule, dict) or depth > 5 * MAX_DEPTH:
        return rule
    return {key: _expanded_body(key, body, expand, people, depth) for key, body in rule.items()}


def _expanded_body(key: str, body: Any, expand: Expand, people: People, depth: int) -> Any:
    match key:
        case "unanimity" | "custodian":
            return _members(body, expand)
        case "at_least" if isinstance(body, list) and len(body) == 2:
            return [body[0], _members(body[1], expand)]
        case "and":
            return expanded(body, expand, people, depth + 1)
        case "all" | "any" if isinstance(body, list):
            return [expanded(each, expand, people, depth + 1) for each in body]
        case "qualified":
            return _qualified(body, expand, people)
        case _:
            return body


def _members(names: Any, expand: Expand) -> Any:
    """A state in two groups counts once; a name that is written twice is left for the reader to refuse."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return names
    if len(set(names)) < len(names):
        return names
    return list(dict.fromkeys(one for name in names for one in expand(name)))


def _qualified(body: Any, expand: Expand, people: People) -> Any:
    if isinstance(body, str):
        body = {"group": body}
    if not isinstance(body, dict) or not isinstance(body.get("group"), str) or "members" in body:
        return deepcopy(body)
    given = {key: value for key, value in body.items() if key != "group"}
    return {"members": people(expand(body["group"])), **SHARES, **given}
