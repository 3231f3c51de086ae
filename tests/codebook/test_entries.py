"""Entries from rows: what cells come to mean, and how a cell that means nothing is refused."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from musterbook.codebook import Contribution, Membership, Person
from musterbook.codebook import entries as make
from musterbook.codebook.tables import Row
from musterbook.errors import CodebookError


def row(**cells: str) -> Row:
    return Row({key.rstrip("_"): cell for key, cell in cells.items()}, "table.csv", 7)


def refusal(entry: Callable[[Row], object], cells: Row) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        entry(cells)
    assert caught.value.where == "table.csv:7"
    assert caught.value.remedy
    return caught.value


def test_a_contribution_with_several_units_has_a_usual_one() -> None:
    entry = make.contribution_entry(row(id="aid", label="Aid", definition="Money", unit="EUR|USD", cameo=""))
    assert entry == Contribution("aid", "Aid", "Money", ("EUR", "USD"), None)
    assert entry.unit == "EUR"


def test_a_contribution_without_a_unit() -> None:
    assert make.contribution_entry(row(id="x", label="X", definition="X", unit="")).unit is None


def test_entries_cannot_be_changed() -> None:
    entry = Contribution("aid", "Aid", "Money")
    with pytest.raises(FrozenInstanceError):
        entry.label = "Help"  # type: ignore[misc]


def test_a_measure_keeps_its_rule_as_written() -> None:
    rule = '{"unanimity": ["EU"]}'
    assert make.measure_entry(row(id="m", label="M", definition="M", rule=rule)).rule == rule
    assert make.measure_entry(row(id="m", label="M", definition="M", rule="")).rule is None


@pytest.mark.parametrize("rule", ["unanimity of the EU", "{unanimity: [EU]}", "{", "[" * 100_000])
def test_a_rule_that_is_not_json(rule: str) -> None:
    error = refusal(make.measure_entry, row(id="levy", label="L", definition="L", rule=rule))
    assert error.names == ("levy",)
    assert "not JSON" in error.what


def test_a_condition_stands_for_a_position() -> None:
    entry = make.condition_entry(
        row(id="c", label="C", definition="C", stands_for="USA:air_cover", implies="a|b")
    )
    assert entry.stands_for == ("USA", "air_cover")
    assert entry.implies == ("a", "b")


@pytest.mark.parametrize("cell", ["USA", "USA:", ":air_cover"])
def test_half_a_position(cell: str) -> None:
    error = refusal(make.condition_entry, row(id="c", label="C", definition="C", stands_for=cell, implies=""))
    assert "ACTOR:CONTRIBUTION" in error.what


def test_forms_are_lower_case_with_single_spaces() -> None:
    entry = make.form_entry(
        row(kind="contribution", id="troops", form="  Boots  on the\tGround ", note="weak|x")
    )
    assert entry.form == "boots on the ground"
    assert entry.weak
    assert entry.notes == ("weak", "x")


def test_an_unknown_kind_of_form() -> None:
    error = refusal(make.form_entry, row(kind="capability", id="x", form="x", note=""))
    assert "contribution, measure, condition" in error.what


def test_a_state() -> None:
    entry = make.state_entry(
        row(
            alpha3="GRL",
            alpha2="GL",
            name="Greenland",
            names="Kalaallit Nunaat",
            status="territory",
            capital="Nuuk",
        )
    )
    assert entry.capitals == ("Nuuk",)
    assert not entry.sovereign


def test_a_state_without_a_status_is_sovereign() -> None:
    assert make.state_entry(row(alpha3="ABC", name="Abc")).sovereign


def test_an_unknown_status() -> None:
    assert "territory" in refusal(make.state_entry, row(alpha3="ABC", name="Abc", status="colony")).what


@pytest.mark.parametrize(("cell", "actor"), [("yes", True), ("no", False)])
def test_a_group_is_an_actor_or_not(cell: str, actor: bool) -> None:
    entry = make.group_entry(row(id="CLUB", name="Club", kind="forum", actor=cell))
    assert entry.actor is actor


@pytest.mark.parametrize("cell", ["", "true", "Yes", "1"])
def test_yes_and_no_are_the_only_answers(cell: str) -> None:
    assert "yes, no" in refusal(make.group_entry, row(id="CLUB", name="Club", kind="forum", actor=cell)).what


def test_a_membership_counts_on_both_its_days() -> None:
    entry = make.membership_entry(row(group="EU", actor="GBR", from_="1973-01-01", to="2020-01-31"))
    days = ["1972-12-31", "1973-01-01", "2020-01-31", "2020-02-01"]
    assert [entry.covers(date.fromisoformat(day)) for day in days] == [False, True, True, False]


def test_an_open_membership_covers_every_day() -> None:
    assert Membership("G", "A").covers(date.min)
    assert Membership("G", "A").covers(date.max)


@pytest.mark.parametrize("cell", ["2025", "17.03.2025", "2025-02-30", "March 2025", "2025-03-17T10:00"])
@pytest.mark.parametrize("column", ["from", "to"])
def test_a_day_that_is_none(column: str, cell: str) -> None:
    error = refusal(make.membership_entry, Row({"group": "G", "actor": "A", column: cell}, "table.csv", 7))
    assert cell in error.what
    assert "2025-03-17" in (error.remedy or "")


def test_office_holders_are_in_office_between_their_days() -> None:
    cells = {
        "name": "A B",
        "surname": "B",
        "actor": "SWE",
        "office": "king",
        "from": "2001-01-01",
        "to": "2002-01-01",
    }
    entry = make.person_entry(Row(cells, "table.csv", 7))
    assert entry.holds(date(2001, 6, 1))
    assert not entry.holds(date(2003, 1, 1))
    assert not entry.holds(None)
    assert Person("A", "A", "SWE", "king").holds(None)


def test_an_office_is_a_persons_unless_it_says_no() -> None:
    assert make.office_entry(row(title="king", kind="head_of_state")).person
    assert not make.office_entry(row(title="ministry", kind="spokesperson", person="no")).person


def test_an_unknown_kind_of_office() -> None:
    assert "head_of_government" in refusal(make.office_entry, row(title="tsar", kind="ruler")).what


def test_units_with_and_without_a_factor() -> None:
    assert make.unit_entry(row(form="dozen", unit="items", factor="12")).factor == Decimal(12)
    plain = make.unit_entry(row(form="men", unit="persons", factor="", on="troops", note="weak; old"))
    assert (plain.factor, plain.on, plain.weak) == (Decimal(1), "troops", True)


@pytest.mark.parametrize("factor", ["many", "0", "-2", "NaN", "Infinity", "1,5"])
def test_a_factor_that_is_no_number_above_nought(factor: str) -> None:
    assert "number above 0" in refusal(make.unit_entry, row(form="x", unit="y", factor=factor)).what


def test_ambiguous_names() -> None:
    entry = make.ambiguous_entry(
        row(form="Congo", actors="COD|COG", default="COD", from_="", to="", unless="river", note="two states")
    )
    assert entry.actors == ("COD", "COG")
    assert entry.default == "COD"
    assert entry.unless == ("river",)
