"""A requirement and rules of consent as a user gives them (refusals: rule 17)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.errors import QuestionError
from musterbook.model.situation import AnyRule, AtLeastOf, Custodian, Line, Qualified, Requirement, Unanimity
from musterbook.muster import requirement_from_json, rules_from_json

DAY = date(2025, 3, 17)


def test_a_requirement_is_read_like_that_of_a_situation() -> None:
    lines = [
        {"id": "force", "on": "troops", "quantity": 30000, "priority": 1, "enablers": ["cover"]},
        {"id": "cover", "on": "air_cover", "quantity": None},
    ]
    assert requirement_from_json({"lines": lines}) == Requirement(
        (Line("force", "troops", Decimal(30000), 1, ("cover",)), Line("cover", "air_cover"))
    )


def test_rules_are_read_as_written_without_a_codebook() -> None:
    found = rules_from_json(
        {
            "sanctions": {"unanimity": ["EU", "NOR"]},
            "asset_seizure": {"custodian": ["BEL"], "and": {"at_least": [2, ["BEL", "FRA", "DEU"]]}},
        }
    )
    assert found == {
        "sanctions": Unanimity(("EU", "NOR")),
        "asset_seizure": Custodian(("BEL",), AtLeastOf(2, ("BEL", "FRA", "DEU"))),
    }


def test_with_a_codebook_a_group_stands_for_its_members_of_the_day() -> None:
    codebook = default_codebook()
    rules = {
        "asset_seizure": {"custodian": ["BEL"], "and": {"unanimity": ["G7"]}},
        "visa": {"at_least": [2, ["BENELUX", "NOR"]]},
        "trade": {"qualified": {"members": {"FRA": 68, "DEU": 84}, "states": 0.55, "population": 0.65}},
    }
    found = rules_from_json(rules, codebook, on=DAY)
    seven = Unanimity(("CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"))
    assert found["asset_seizure"] == Custodian(("BEL",), seven)
    assert found["visa"] == AtLeastOf(2, ("BEL", "LUX", "NLD", "NOR"))
    assert isinstance(found["trade"], Qualified)


def test_members_are_those_of_the_day() -> None:
    rules = {"sanctions": {"unanimity": ["EU"]}}
    codebook = default_codebook()
    before, after = (rules_from_json(rules, codebook, on=day) for day in (date(2019, 1, 1), DAY))
    assert "GBR" in before["sanctions"].members  # type: ignore[union-attr]
    assert "GBR" not in after["sanctions"].members  # type: ignore[union-attr]


def test_no_rules_are_no_rules() -> None:
    assert rules_from_json({}) == {}


def test_a_qualified_majority_of_the_union_has_its_populations() -> None:
    rules = {
        "trade": {"any": [{"unanimity": ["G7"]}, {"qualified": "EU"}]},
        "visa": {"qualified": {"group": "EU", "states": Decimal("0.72"), "blocking_minority": None}},
    }
    found = rules_from_json(rules, default_codebook(), on=DAY)
    assert isinstance(found["trade"], AnyRule)
    union, visa = found["trade"].rules[1], found["visa"]
    assert isinstance(union, Qualified)
    assert isinstance(visa, Qualified)
    assert (len(union.populations), union.states, union.blocking_minority) == (27, Decimal("0.55"), 4)
    assert (visa.populations, visa.states, visa.blocking_minority) == (
        union.populations,
        Decimal("0.72"),
        None,
    )


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ({"qualified": "G7"}, ("CAN", "GBR", "JPN", "USA")),
        ({"qualified": {"group": "EU", "state": 1}}, ("state",)),
        ({"unanimity": ["BENELUX", "BENELUX"]}, ("BENELUX",)),
        ({"any": [{"unanimity": "EU"}]}, ()),
        ({"all": {"unanimity": ["EU"]}}, ()),
        (["EU"], ()),
    ],
)
def test_what_is_no_rule_is_refused_with_the_measure(rule: Any, names: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError, match="measure trade") as caught:
        rules_from_json({"trade": rule}, default_codebook(), on=DAY)
    assert caught.value.names == names


def test_a_state_of_two_groups_counts_once() -> None:
    found = rules_from_json({"trade": {"unanimity": ["BENELUX", "BEL"]}}, default_codebook(), on=DAY)
    assert found == {"trade": Unanimity(("BEL", "LUX", "NLD"))}


def test_a_group_means_nothing_without_a_codebook() -> None:
    with pytest.raises(QuestionError, match="measure trade"):
        rules_from_json({"trade": {"qualified": "EU"}})
