"""What a user gives beside the book: a requirement and rules of consent, from their JSON values."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from musterbook.codebook import Codebook
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule, parse_rule
from musterbook.model.situation import Requirement, parse_situation
from musterbook.model.strictjson import shown


def requirement_from_json(value: Any) -> Requirement:
    """The requirement of ``{"lines": [...]}``, as in the exchange form; raises QuestionError."""
    requirement = parse_situation({"requirement": value}).requirement
    if requirement is None or not requirement.lines:
        raise QuestionError(
            "a requirement without lines",
            remedy='write {"lines": [{"id": "force", "on": "troops", "quantity": 30000}]}',
        )
    return requirement


def rules_from_json(
    value: Any, codebook: Codebook | None = None, *, on: date | None = None
) -> dict[str, ConsentRule]:
    """The rules of ``{"measure id": RULE}``; raises QuestionError naming the measure.

    With a codebook, a group in a list of members stands for its member states on the day ``on``.
    """
    if not isinstance(value, Mapping):
        raise QuestionError(
            f"not rules: {shown(value)}", remedy='write {"asset_seizure": {"unanimity": [...]}}'
        )
    expand = _expander(codebook, on or date.max)
    return {str(name): parse_rule(expand(rule), f"rules, measure {name}") for name, rule in value.items()}


def _expander(codebook: Codebook | None, day: date) -> Callable[[Any], Any]:
    def expand(rule: Any) -> Any:
        if codebook is None or not isinstance(rule, Mapping):
            return rule
        return {key: _body(key, body, members, expand) for key, body in rule.items()}

    def members(names: Any) -> Any:
        if codebook is None or not isinstance(names, list):
            return names
        known = codebook.groups
        found = [codebook.members(n, day) if isinstance(n, str) and n in known else (n,) for n in names]
        return [member for group in found for member in group]

    return expand


def _body(key: str, body: Any, members: Callable[[Any], Any], expand: Callable[[Any], Any]) -> Any:
    if key in ("unanimity", "custodian"):
        return members(body)
    if key == "at_least" and isinstance(body, list) and len(body) == 2:
        return [body[0], members(body[1])]
    return expand(body) if key == "and" else body
