"""Rules of consent as the codebook writes them: read, checked for form, and expanded to member states.

The form is that of the engine (rule 14): ``{"unanimity": [A...]}``, ``{"at_least": [k, [A...]]}``,
``{"qualified": {...}}``, ``{"custodian": [A...], "and": RULE}``. In the codebook an A may be a group, which
stands for its member states on the day asked about.
"""

import json
from collections.abc import Callable
from typing import Any

Rule = dict[str, Any]
Expand = Callable[[str], tuple[str, ...]]

MAX_DEPTH = 20


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
    if keys == {"custodian"} or keys == {"custodian", "and"}:
        inner = rule_problem(rule["and"], depth + 1) if "and" in rule else None
        return _names_problem(rule["custodian"]) or inner
    return f"not a rule: {json.dumps(rule)[:60]}"


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
    members = body.get("members") if isinstance(body, dict) else None
    if not isinstance(members, dict) or not members:
        return "qualified needs members with their populations"
    numbers = [*members.values(), body.get("states"), body.get("population")]
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and n >= 0 for n in numbers):
        return "qualified needs numbers for the populations, states and population"
    return None


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
                found.update(dict.fromkeys(body["members"]))
            case "and":
                found.update(dict.fromkeys(rule_names(body)))
    return tuple(found)


def expanded(rule: Rule, expand: Expand) -> Rule:
    """The rule with every group replaced by its members; ``expand`` maps an id to the ids it stands for."""
    result: Rule = {}
    for key, body in rule.items():
        match key:
            case "unanimity" | "custodian":
                result[key] = _all(body, expand)
            case "at_least":
                result[key] = [body[0], _all(body[1], expand)]
            case "and":
                result[key] = expanded(body, expand)
            case _:
                result[key] = json.loads(json.dumps(body))
    return result


def _all(names: list[str], expand: Expand) -> list[str]:
    return list(dict.fromkeys(one for name in names for one in expand(name)))
