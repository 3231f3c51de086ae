"""What *going* is about, and which targets a brief may take."""

import pytest

from musterbook.model.formula import formula_json
from musterbook.model.situation import Situation, parse_situation
from musterbook.muster import asked_subject, first_line, targets


def offers(*said: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"id": f"{a}:{on}", "actor": a, "on": on, "stance": stance} for a, on, stance in said]


def laid(*said: tuple[str, str, str], lines: object = None) -> Situation:
    requirement = None if lines is None else {"lines": lines}
    return parse_situation({"offers": offers(*said), "requirement": requirement})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], None),
        ([("PRT", "naval", "refuses")], "naval"),
        ([("PRT", "naval", "offers"), ("PRT", "troops", "offers"), ("ESP", "troops", "offers")], "troops"),
        (
            [("PRT", "naval", "offers"), ("PRT", "troops", "considers"), ("ESP", "troops", "considers")],
            "naval",
        ),
        ([("PRT", "naval", "withholds"), ("PRT", "air", "refuses"), ("ESP", "air", "refuses")], "naval"),
        (
            [("PRT", "unspecified", "pledges"), ("ESP", "unspecified", "pledges"), ("ESP", "air", "refuses")],
            "air",
        ),
        ([("PRT", "unspecified", "pledges")], "unspecified"),
        ([("PRT", "troops", "offers"), ("ESP", "air", "offers")], "air"),
    ],
)
def test_without_a_requirement_the_subject_most_offered_is_asked(
    said: list[tuple[str, str, str]], expected: str | None
) -> None:
    assert asked_subject(laid(*said)) == expected


def test_one_actor_at_two_places_is_one_contributor() -> None:
    twice = offers(("PRT", "troops", "offers"), ("PRT", "troops", "offers"))
    twice[1]["id"] = "PRT:troops@outside"
    situation = parse_situation({"offers": [*twice, *offers(("PRT", "air", "offers"))]})
    assert asked_subject(situation) == "air"


def test_with_a_requirement_its_first_line_is_asked() -> None:
    lines = [{"id": "ships", "on": "naval", "priority": 2}, {"id": "men", "on": "troops", "priority": 1}]
    situation = laid(("PRT", "air", "offers"), lines=lines)
    assert asked_subject(situation) == "troops"
    line = first_line(situation)
    assert line is not None
    assert line.id == "men"


def test_lines_of_one_priority_go_by_their_order() -> None:
    assert asked_subject(laid(lines=[{"id": "b", "on": "naval"}, {"id": "a", "on": "troops"}])) == "naval"


def told(situation: Situation) -> list[object]:
    return [formula_json(target) for target in targets(situation)]


def test_targets_go_from_filled_over_a_sustained_contingent_to_anyone() -> None:
    lines = [
        {"id": "troops", "on": "troops", "quantity": 30000, "enablers": ["cover", "air"]},
        {"id": "air", "on": "air", "priority": 2},
        {"id": "cover", "on": "air_cover", "priority": 2},
    ]
    sustained = {"all": ["count:troops>=1", "filled:air", "filled:cover"]}
    assert told(laid(lines=lines)) == ["filled", sustained, "count:troops>=1"]


def test_without_enablers_and_without_a_requirement_there_are_fewer_targets() -> None:
    assert told(laid(lines=[{"id": "a", "on": "troops", "quantity": 5}])) == ["filled", "count:troops>=1"]
    assert told(laid(("PRT", "air", "offers"))) == ["count:air>=1"]
    assert told(laid()) == []
