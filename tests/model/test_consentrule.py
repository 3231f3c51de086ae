"""Consent rules: their JSON form, their members, what is no rule."""

from decimal import Decimal
from typing import Any

import pytest

from musterbook.errors import QuestionError
from musterbook.model.consentrule import (
    MAX_RULE_DEPTH,
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
    parse_rule,
    rule_json,
    rule_members,
)

PEOPLE = (("A", Decimal(1)), ("B", Decimal("2.5")))
RULES: list[tuple[Any, ConsentRule, tuple[str, ...]]] = [
    ({"unanimity": ["B", "A"]}, Unanimity(("B", "A")), ("A", "B")),
    ({"unanimity": []}, Unanimity(()), ()),
    ({"at_least": [2, ["C", "A", "B"]]}, AtLeastOf(2, ("C", "A", "B")), ("A", "B", "C")),
    (
        {"qualified": {"members": {"A": 1, "B": Decimal("2.5")}, "states": Decimal("0.5"), "population": 1}},
        Qualified(PEOPLE, Decimal("0.5"), Decimal(1)),
        ("A", "B"),
    ),
    (
        {"qualified": {"members": {}, "states": 0, "population": 0, "blocking_minority": 4}},
        Qualified((), Decimal(0), Decimal(0), 4),
        (),
    ),
    (
        {"custodian": ["D"], "and": {"custodian": ["C"], "and": {"unanimity": ["A", "D"]}}},
        Custodian(("D",), Custodian(("C",), Unanimity(("A", "D")))),
        ("A", "C", "D"),
    ),
    ({"all": []}, AllRules(()), ()),
    (
        {"any": [{"unanimity": ["B", "A"]}, {"all": [{"at_least": [1, ["C", "A"]]}]}]},
        AnyRule((Unanimity(("B", "A")), AllRules((AtLeastOf(1, ("C", "A")),)))),
        ("A", "B", "C"),
    ),
]


@pytest.mark.parametrize(("value", "rule", "members"), RULES)
def test_both_ways(value: Any, rule: ConsentRule, members: tuple[str, ...]) -> None:
    assert parse_rule(value, "rule") == rule
    assert rule_json(rule) == value
    assert rule_members(rule) == members


def test_populations_are_sorted_so_that_one_rule_has_one_form() -> None:
    one = {"qualified": {"members": {"B": 2.5, "A": 1}, "states": 0.5, "population": 1}}
    assert parse_rule(one, "rule") == RULES[3][1]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "unanimity",
        [],
        {},
        {"unanimity": "A"},
        {"unanimity": [1]},
        {"unanimity": ["A", "A"]},
        {"unanimity": ["A"], "and": {"unanimity": []}},
        {"at_least": [1.5, ["A"]]},
        {"at_least": ["A"]},
        {"custodian": ["A"]},
        {"and": {"unanimity": []}},
        {"custodian": ["A"], "and": None},
        {"all": {"unanimity": ["A"]}},
        {"any": ["A"]},
        {"any": [], "all": []},
        {"any": [{"all": [{"unanimity": ["A", "A"]}]}]},
        {"qualified": []},
        {"qualified": "EU"},
        {"qualified": {"members": {"A": 1}, "states": 0.5}},
        {"qualified": {"members": {"A": 1}, "population": 0.5}},
        {"qualified": {"members": {"A": -1}, "states": 0.5, "population": 0.5}},
        {"qualified": {"members": {"A": "1"}, "states": 0.5, "population": 0.5}},
        {"qualified": {"members": {"A": 1}, "states": 1.1, "population": 0.5}},
        {"qualified": {"members": {"A": 1}, "states": 0.5, "population": -0.5}},
        {"qualified": {"members": {"A": 1}, "states": 0.5, "population": 0.5, "blocking_minority": "4"}},
    ],
)
def test_what_is_no_rule_is_refused(value: Any) -> None:
    with pytest.raises(QuestionError):
        parse_rule(value, "measure m, rule")


def test_rules_may_stand_in_each_other_a_hundred_deep() -> None:
    value: Any = {"unanimity": ["A"]}
    for _ in range(MAX_RULE_DEPTH):
        value = {"any": [value]}
    rule = parse_rule(value, "rule")
    assert rule_json(rule) == value
    assert rule_members(rule) == ("A",)
    with pytest.raises(QuestionError, match="too deeply"):
        parse_rule({"any": [value]}, "rule")


def test_ten_thousand_members_and_the_one_that_stands_twice() -> None:
    members = [f"M{i:05}" for i in range(10_000)]
    assert len(rule_members(parse_rule({"unanimity": members}, "rule"))) == 10_000
    with pytest.raises(QuestionError, match="twice") as caught:
        parse_rule({"unanimity": [*members, "M00007"]}, "rule")
    assert caught.value.names == ("M00007",)
