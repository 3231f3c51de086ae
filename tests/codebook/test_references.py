"""Which cells name ids of other tables, and what goes when an id goes."""

import pytest

from musterbook.codebook.references import (
    REFERRING,
    Reference,
    dangling,
    known_ids,
    references,
    without_dangling,
)
from musterbook.codebook.tables import Row, Table, shipped_tables


def row(shipped: bool = True, **cells: str) -> Row:
    return Row(cells, "t.csv", 2, shipped)


def table(name: str, *rows: Row) -> Table:
    return Table(name, tuple(rows[0].cells) if rows else (), rows, f"{name}.csv")


KNOWN = {
    "contributions": {"troops"},
    "measures": {"levy"},
    "conditions": {"rain"},
    "states": {"SWE"},
    "groups": {"EU"},
}


@pytest.mark.parametrize(
    ("name", "cells", "missing"),
    [
        ("forms", {"kind": "contribution", "id": "troops"}, []),
        ("forms", {"kind": "measure", "id": "troops"}, ["troops"]),
        ("forms", {"kind": "condition", "id": "sun"}, ["sun"]),
        ("units", {"on": "levy"}, []),
        ("units", {"on": ""}, []),
        ("units", {"on": "horses"}, ["horses"]),
        ("members", {"group": "EU", "actor": "SWE"}, []),
        ("members", {"group": "SWE", "actor": "EU"}, ["SWE", "EU"]),
        ("borders", {"a": "SWE", "b": "NOR"}, ["NOR"]),
        ("populations", {"actor": "SWE"}, []),
        ("populations", {"actor": "EU"}, ["EU"]),
        ("measures", {"rule": '{"any": [{"qualified": "EU"}, {"qualified": {"group": "G7"}}]}'}, ["G7"]),
        ("persons", {"actor": "EU"}, []),
        ("persons", {"actor": "NOR"}, ["NOR"]),
        ("parliaments", {"state": "EU"}, ["EU"]),
        ("forces", {"state": "SWE"}, []),
        ("ambiguous", {"actors": "SWE|EU", "default": "SWE"}, []),
        ("ambiguous", {"actors": "SWE|NOR", "default": "DNK"}, ["NOR", "DNK"]),
        ("ambiguous", {"actors": "", "default": ""}, []),
        ("conditions", {"stands_for": "SWE:troops", "implies": "rain"}, []),
        ("conditions", {"stands_for": "USA:air", "implies": "sun|rain"}, ["USA", "air", "sun"]),
        ("conditions", {"stands_for": "", "implies": ""}, []),
        ("measures", {"rule": '{"custodian": ["SWE"], "and": {"unanimity": ["EU", "G7"]}}'}, ["G7"]),
        ("measures", {"rule": ""}, []),
        ("measures", {"rule": '{"odd": 1}'}, []),
        ("offices", {"title": "king"}, []),
    ],
)
def test_references_to_ids_that_no_table_has(name: str, cells: dict[str, str], missing: list[str]) -> None:
    found = dangling(name, Row(cells, "t.csv", 2), KNOWN)
    assert [reference.id for reference in found] == missing


def test_a_reference_says_which_column_names_what_of_which_table() -> None:
    found = list(references("persons", row(actor="SWE")))
    assert found == [Reference("actor", "SWE", ("states", "groups"))]


def test_shipped_rows_go_with_their_ids_and_a_users_own_stay() -> None:
    tables = {
        "contributions": table("contributions", row(False, id="forest")),
        "forms": table(
            "forms",
            row(True, kind="contribution", id="troops", form="troops"),
            row(False, kind="contribution", id="silver", form="silver"),
            row(False, kind="contribution", id="forest", form="trees"),
        ),
    }
    kept = without_dangling(tables)["forms"].rows
    assert [entry["id"] for entry in kept] == ["silver", "forest"], (
        "the user's mistake is left for the checks"
    )


def test_what_hangs_on_a_row_that_went_goes_too() -> None:
    tables = {
        "contributions": table("contributions", row(False, id="forest")),
        "states": table("states", row(alpha3="USA")),
        "conditions": table("conditions", row(id="us_backstop", stands_for="USA:air_cover", implies="")),
        "forms": table("forms", row(kind="condition", id="us_backstop", form="safety net")),
    }
    kept = without_dangling(tables)
    assert kept["conditions"].rows == ()
    assert kept["forms"].rows == ()


def test_nothing_shipped_goes_by_itself() -> None:
    tables = shipped_tables()
    kept = without_dangling(tables)
    assert {name: len(entry.rows) for name, entry in kept.items()} == {
        name: len(entry.rows) for name, entry in tables.items()
    }


def test_every_referring_table_is_known_and_has_references() -> None:
    tables = shipped_tables()
    for name in REFERRING:
        assert any(list(references(name, entry)) for entry in tables[name].rows), name
    assert known_ids({}) == {name: set() for name in KNOWN}
