"""The knots of a closure in words."""

from typing import Any

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.reports import answer_text
from musterbook.reports.knotted import knot_lines
from musterbook.reports.lines import Lines
from tests.assessment.build import Json, fact, offer, scene


def told(situation: Json) -> list[str]:
    answer = ask("closure", situation).to_json()
    return answer_text("closure", answer, default_codebook(), 110).splitlines()


def lines_of(*knots: Any, followers: Any = ()) -> list[str]:
    out = Lines(110)
    knot_lines(out, {"knots": list(knots), "followers": list(followers)}, str)
    return out.text().splitlines()


def knot(*members: str, **more: Any) -> Json:
    base: Json = {"waits": {name: ["x"] for name in members}, "behind": [], "push": [["x"]]}
    return {**base, "members": list(members), "push_smallest": True, "world": {}, **more}


def test_one_that_waits_for_itself_and_one_that_follows() -> None:
    lines = told(scene(offer("a", "FRA", condition="joins:FRA"), offer("b", "DNK", condition="joins:FRA")))
    assert lines[-5:] == [
        "A knot of one offer: a",
        "- a waits for itself",
        "The smallest push that unties it, whoever moves first whatever the conditions: a.",
        "",
        "They only follow: b.",
    ]


def test_a_knot_behind_another_says_so() -> None:
    lines = told(
        scene(
            fact("peace"),
            fact("vote"),
            offer("a", "FRA", condition="joins:DNK"),
            offer("b", "DNK", condition={"all": ["joins:FRA", "peace", {"not": "vote"}]}),
            offer("c", "SWE", condition={"all": ["joins:NOR", "joins:FRA"]}),
            offer("d", "NOR", condition="joins:SWE"),
        )
    )
    assert "- c waits for a and d" in lines
    assert "It also hangs on a, taken here as coming." in lines
    assert lines.count("Seen where peace is true, the other unknown ones false.") == 2


def test_a_push_of_several_and_what_was_cut_short() -> None:
    lines = lines_of(knot("a", push=[["a", "b"], ["a", "c"]], push_smallest=False, push_cap="too many"))
    assert lines[-1].endswith("conditions: a and b; or a and c (too many).")
    assert lines[-1].startswith("A push that unties it")
    assert lines_of(knot("a", push=[], push_cap="too many"))[-1] == "No push was found: too many."


def test_long_lists_are_cut_and_say_so() -> None:
    many = [f"o{i}" for i in range(40)]
    lines = lines_of(*[knot(*many, push=[[name] for name in many])] * 21)
    assert "and 28 more" in lines[0] + lines[1]
    assert "and 20 more offers; --json lists them all" in lines
    assert "and 20 more ways" in " ".join(lines)
    assert lines[-1] == "and one more knot; --json lists them all"


def test_a_world_without_a_true_circumstance() -> None:
    lines = lines_of(knot("a", world={"peace": False}))
    assert "Seen where no unknown circumstance is true." in lines
    assert lines_of() == []
