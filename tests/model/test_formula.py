"""Formulas: their JSON form, their leaves, their depth."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import QuestionError
from musterbook.model.formula import (
    MAX_DEPTH,
    All,
    AnyOf,
    AtLeast,
    Formula,
    Leaf,
    Not,
    children,
    conjoin,
    formula_json,
    leaves,
    parse_formula,
)

NAMES = st.sampled_from(["ceasefire", "joins:FRA", "count>=2", "other:rain stops"])
FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    NAMES.map(Leaf),
    lambda part: (
        st.lists(part, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(part, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | st.tuples(st.integers(-1, 4), st.lists(part, max_size=3)).map(
            lambda two: AtLeast(two[0], tuple(two[1]))
        )
        | part.map(Not)
    ),
    max_leaves=10,
)


def spelled(formula: Formula) -> list[str]:
    if isinstance(formula, Leaf):
        return [formula.id]
    return [leaf for part in children(formula) for leaf in spelled(part)]


@given(FORMULAS)
def test_the_json_form_gives_the_formula_back(formula: Formula) -> None:
    assert parse_formula(formula_json(formula)) == formula
    assert hash(parse_formula(formula_json(formula))) == hash(formula)


@given(FORMULAS)
def test_leaves_come_in_the_order_written_with_repeats(formula: Formula) -> None:
    assert list(leaves(formula)) == spelled(formula)


def test_no_formula_has_no_leaves() -> None:
    assert list(leaves(None)) == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        True,
        "",
        "  ",
        [],
        ["a"],
        {},
        {"all": "a"},
        {"any": {"a": 1}},
        {"not": ["a"]},
        {"at_least": 2},
        {"at_least": [2]},
        {"at_least": ["2", []]},
        {"at_least": [2, "a"]},
        {"at_least": [2, [], []]},
        {"all": ["a"], "not": "b"},
        {"nand": ["a"]},
        {"all": ["a", None]},
    ],
)
def test_what_is_no_formula_is_refused(value: Any) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_formula(value, "condition of o1")
    assert caught.value.where == "condition of o1"


@pytest.mark.parametrize(("kind", "wrap"), [("not", lambda f: {"not": f}), ("all", lambda f: {"all": [f]})])
def test_depth_is_bounded(kind: str, wrap: Any) -> None:
    formula: Any = "a"
    for _ in range(MAX_DEPTH):
        formula = wrap(formula)
    assert list(leaves(parse_formula(formula))) == ["a"]
    with pytest.raises(QuestionError, match="deeper"):
        parse_formula(wrap(formula))
    assert kind


def test_a_monstrous_value_is_refused_shortly() -> None:
    value: Any = "a"
    for _ in range(50_000):
        value = [value]
    with pytest.raises(QuestionError) as caught:
        parse_formula({"xor": value})
    assert len(str(caught.value)) < 400


class TestConjoin:
    def test_of_nothing_of_one_of_many(self) -> None:
        a, b = Leaf("a"), Leaf("b")
        assert conjoin([]) is None
        assert conjoin([a]) == a
        assert conjoin([a, b]) == All((a, b))

    def test_nested_alls_are_flattened_and_repeats_dropped(self) -> None:
        a, b, c = Leaf("a"), Leaf("b"), Leaf("c")
        assert conjoin([All((a, b)), b, c]) == All((a, b, c))
        assert conjoin([a, a]) == a
        assert conjoin([AnyOf((a, b))]) == AnyOf((a, b))
