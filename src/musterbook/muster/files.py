"""What a user gives beside the book: a requirement and rules of consent, from their JSON values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from musterbook.codebook import Codebook
from musterbook.errors import CodebookError, QuestionError
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

    With a codebook, a group in a list of members stands for its member states on the day ``on``, and
    ``{"qualified": "EU"}`` for the rule of 2014 with the populations of its members.
    """
    if not isinstance(value, Mapping):
        raise QuestionError(
            f"not rules: {shown(value)}", remedy='write {"asset_seizure": {"unanimity": [...]}}'
        )
    return {str(name): _rule(name, rule, codebook, on or date.max) for name, rule in value.items()}


def _rule(measure: Any, rule: Any, codebook: Codebook | None, day: date) -> ConsentRule:
    where = f"rules, measure {measure}"
    if codebook is None:
        return parse_rule(rule, where)
    try:
        return parse_rule(codebook.expanded_rule(rule, day), where)
    except CodebookError as error:
        raise QuestionError(error.what, where=where, remedy=error.remedy, names=error.names) from None
