"""Explanations in words: names for ids, numbers, marks, where a step is told in full."""

from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.presenting.names import Names
from musterbook.presenting.told import number, reworded, steps_told, title_of

NAMES = Names(default_codebook())
Json = dict[str, Any]


def node(kind: str, id: str, why: str = "so", holds: bool | None = True, **more: Any) -> Json:
    return {
        "kind": kind,
        "id": id,
        "why": why,
        "holds": holds,
        "evidence": [],
        "children": [],
        "rests_on": "given",
    } | more


def test_ids_in_a_sentence_are_put_into_words() -> None:
    why = "GBR refuses air_cover, 1500 persons"
    about = [[0, 3, "actor"], [4, 21, "does"], [23, 27, "figure"]]
    assert reworded(why, about, NAMES) == "the United Kingdom refuses air cover, 1,500 persons"


def test_a_vote_is_worded_as_one_also_on_a_measure_of_ones_own() -> None:
    assert reworded("refuses tolls", [[0, 13, "votes"]], NAMES) == "opposes tolls"


def test_a_sentence_without_names_stays_as_it_is() -> None:
    assert reworded("given as false", [], NAMES) == "given as false"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("30000", "30,000"),
        ("0.25", "0.25"),
        ("1/3", "1/3"),
        ("0.3333333333", "0.333333"),
        ("1e30", "1e30"),
        ("NaN", "NaN"),
        ("", ""),
    ],
)
def test_numbers(text: str, printed: str) -> None:
    assert number(text) == printed


@pytest.mark.parametrize(
    ("kind", "id", "name"),
    [
        ("leaf", "ceasefire", "A ceasefire"),
        ("leaf", "joins:GBR:troops", "The United Kingdom taking part with troops"),
        ("formula", "at_least 2", "At least 2 of these"),
        ("formula", "not", "Not this"),
        ("line", "troops", "Line troops"),
        ("member", "GBR", "The United Kingdom"),
        ("change", "raise:USA:air_cover", "The United States offering air cover"),
        ("rule", "qualified", "A qualified majority"),
        ("cell", "knot", "The knot"),
        ("cell", "round 2", "Round 2"),
        ("target", '{"all":["ceasefire","legal_basis"]}', "Target: a ceasefire and a legal basis"),
        ("target", "{broken", "Target: {broken"),
    ],
)
def test_names_of_steps(kind: str, id: str, name: str) -> None:
    (step,) = steps_told(node(kind, id), NAMES)
    assert step.name == name


def test_a_sentence_that_begins_with_a_name_needs_no_other() -> None:
    (step,) = steps_told(node("offer", "g", "GBR offers troops", about=[[0, 3, "actor"]]), NAMES)
    assert (step.name, step.why, step.id) == ("", "The United Kingdom offers troops", "g")


def test_a_step_points_to_the_nearest_one_told_in_full_before_it() -> None:
    parts = [node("offer", "a"), node("offer", "a", see="a"), node("offer", "a"), node("offer", "a", see="a")]
    root = node("cell", "x", children=[*parts, node("line", "l", see="l"), node("line", "l")])
    assert [step.see for step in steps_told(root, NAMES)] == [None, None, 2, None, 4, 7, None]


def test_marks_and_notes() -> None:
    example = {"holds": {"ceasefire": True}, "fails": {"ceasefire": False}}
    (step,) = steps_told(node("offer", "a", holds=None, example=example), NAMES)
    assert step.truth == "depends"
    assert step.notes == ("for instance, it holds with a ceasefire, and fails without a ceasefire",)
    (later,) = steps_told(node("offer", "a", round=3), NAMES)
    assert later.notes == ("active in round 3, once what it needs is there",)
    (cell,) = steps_told(node("cell", "a", holds=None), NAMES)
    assert cell.truth == ""


def test_what_rests_on_no_sentence_says_so() -> None:
    (step,) = steps_told(node("leaf", "ceasefire", rests_on="supposed"), NAMES)
    assert step.rests == "a supposition, without a sentence"


def test_titles() -> None:
    assert title_of(node("answer", "closure"), NAMES) == "Who comes, and why"
    assert title_of(node("answer", "riddle"), NAMES) == "The answer to riddle, and why"
    about = [[0, 3, "actor"], [4, 17, "does"]]
    assert (
        title_of(node("offer", "g", "GBR offers troops", about=about), NAMES)
        == "The United Kingdom: troops, and why"
    )


@pytest.mark.parametrize("id", ["\u202eabc", "a\nb", "x" * 10_000, "<b>", ""])
@pytest.mark.parametrize(
    "kind",
    [
        "offer",
        "leaf",
        "line",
        "actor",
        "member",
        "measure",
        "change",
        "set",
        "rule",
        "target",
        "cell",
        "formula",
    ],
)
def test_hostile_ids_are_one_short_line(kind: str, id: str) -> None:
    (step,) = steps_told(node(kind, id, id, about=[[0, len(id), "actor"]]), NAMES)
    for text in (step.name, step.why, step.id):
        assert len(text) < 400
        assert "\n" not in text
        assert "\u202e" not in text
