"""A requirement and rules of consent as a user gives them (refusals: rule 17)."""

from datetime import date
from decimal import Decimal

from musterbook.codebook import default_codebook
from musterbook.model.situation import AtLeastOf, Custodian, Line, Qualified, Requirement, Unanimity
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
