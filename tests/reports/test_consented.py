"""The answer of ``consent`` in words."""

from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.reports import answer_text

Json = dict[str, Any]
RULE: Json = {"custodian": ["BEL"], "and": {"unanimity": ["BEL", "DEU", "FRA"]}}


def told(rule: Json, *positions: Json, **options: Any) -> list[str]:
    measure = {"id": "seizure", "rule": rule, "positions": list(positions)}
    answer = ask("consent", {"measures": [measure]}, measure="seizure", **options).to_json()
    return answer_text("consent", answer, default_codebook(), 100).splitlines()


def stands(actor: str, stance: str, condition: Any = None, words: str = "") -> Json:
    evidence = [{"doc": "d1", "start": 4, "end": 9, "text": words}] if words else []
    return {"actor": actor, "stance": stance, "condition": condition, "evidence": evidence}


def test_carried() -> None:
    lines = told(RULE, *(stands(actor, "offers") for actor in ("BEL", "DEU", "FRA")))
    assert lines == [
        "Carried as things stand.",
        "Support    Belgium, Germany and France",
        "Against    nobody",
        "Undecided  nobody",
        "",
        "Would stop it",
        "- Belgium",
        "- Germany",
        "- France",
    ]


def test_who_holds_it_up_and_what_would_lift_it() -> None:
    lines = told(
        RULE,
        stands("BEL", "withholds", "risk_shared", "if all share"),
        stands("FRA", "offers"),
    )
    assert lines[:18] == [
        "Not carried as things stand; not even with all the undecided.",
        "Support    France",
        "Against    Belgium",
        "Undecided  Germany",
        "",
        "Nothing carries it without",
        "- Belgium (withholds)",
        "    “if all share” (d1, 4-9)",
        "- Germany (silent)",
        "",
        "Belgium would move on condition of shared risk",
        "It needs shared risk. Who could bring that about: Germany and France.",
        "With the support of Belgium and all else as it is, it is still not carried.",
        "    “if all share” (d1, 4-9)",
        "",
        "Would carry it",
        "- Belgium and Germany",
        "",
    ]


def test_together() -> None:
    lines = told(
        RULE,
        stands("BEL", "withholds", {"any": ["risk_shared", "joins:DEU"]}),
        stands("DEU", "considers", {"not": "joins:BEL"}),
        stands("FRA", "offers"),
    )
    assert (
        "It needs Germany taking part; or shared risk. Who could bring that about: Germany and France."
        in lines
    )
    assert "That holds already." in lines
    assert "It is carried once the conditions of these are met: Belgium and Germany." in lines


def test_what_cannot_be_brought_about() -> None:
    lines = told(RULE, stands("BEL", "withholds", {"any": []}))
    assert "Nothing that could be brought about would do." in lines


@pytest.mark.parametrize("condition", ["risk_shared", None])
def test_with_one_more_it_is_carried(condition: Any) -> None:
    rule: Json = {"at_least": [1, ["BEL", "DEU"]]}
    lines = told(rule, stands("BEL", "withholds", condition))
    told_so = "With the support of Belgium and all else as it is, it is carried." in lines
    assert told_so == (condition is not None)


def test_long_lists_are_cut_and_said_so() -> None:
    members = [f"M{i:03}" for i in range(60)]
    lines = told({"at_least": [30, members]}, limit=3)
    text = "\n".join(lines)
    assert "and 20 others" in text
    assert "Capped: carry: 3 of 118264581564861424 sets are listed" in " ".join(lines)
    assert len([line for line in told({"unanimity": members}) if line.startswith("- M")]) == 51
    assert "and 20 more; --json lists them" in "\n".join(told({"unanimity": members}))
    assert "and 50 more; --json lists them" in "\n".join(told({"unanimity": members}))
