"""Conditions in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook import default_codebook
from musterbook.model.formula import parse_formula
from musterbook.presenting.formulas import holds, only, words
from musterbook.presenting.names import Names

NAMES = Names(default_codebook())
LEAVES = ("ceasefire", "us_backstop", "joins:FRA")


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("us_backstop", "only with an American backstop"),
        ({"all": ["us_backstop", "ceasefire"]}, "only with an American backstop and a ceasefire"),
        ({"any": ["un_mandate", "eu_mandate"]}, "only with a UN mandate or an EU mandate"),
        (
            {"all": [{"any": ["un_mandate", "eu_mandate"]}, "ceasefire"]},
            "only with a ceasefire and either a UN mandate or an EU mandate",
        ),
        (
            {"any": [{"all": ["ceasefire", "us_backstop"]}, "peace_agreement"]},
            "only with both a ceasefire and an American backstop or a peace agreement",
        ),
        ({"at_least": [2, ["joins:FRA", "joins:POL", "joins:USA"]]}, None),
        ({"not": "joins:USA:troops"}, "only without the United States taking part with troops"),
        (
            {"all": ["ceasefire", {"not": "us_backstop"}]},
            "only with a ceasefire and without an American backstop",
        ),
        ({"any": ["ceasefire", {"not": "us_backstop"}]}, "only with a ceasefire or no American backstop"),
        ({"all": []}, "only with nothing further"),
        ({"any": []}, "only with what cannot come true"),
    ],
)
def test_a_condition_reads_as_english(formula: Any, told: str | None) -> None:
    wanted = told or (
        "only with at least two of France taking part, Poland taking part and the United States taking part"
    )
    assert only(parse_formula(formula), NAMES) == wanted


def test_depth_has_an_end() -> None:
    formula: Any = "ceasefire"
    for _ in range(90):
        formula = {"all": [formula, "us_backstop"]}
    assert "further conditions" in only(parse_formula(formula), NAMES)


def formulas() -> st.SearchStrategy[Any]:
    leaf = st.sampled_from(LEAVES)
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
            st.tuples(st.integers(0, 3), st.lists(inner, max_size=3)).map(lambda p: {"at_least": list(p)}),
        ),
        max_leaves=6,
    )


@given(formulas())
def test_every_formula_has_words(value: Any) -> None:
    told = words(parse_formula(value), NAMES)
    assert told
    assert "  " not in told


class TestHolds:
    def test_leaves_that_are_not_listed_hold(self) -> None:
        formula = parse_formula({"all": ["ceasefire", "us_backstop"]})
        assert holds(formula, {})
        assert not holds(formula, {"us_backstop": False})

    def test_all_kinds(self) -> None:
        told = {"at_least": [1, ["ceasefire", {"not": "us_backstop"}]]}
        assert holds(parse_formula(told), {"ceasefire": False, "us_backstop": False})
        assert not holds(parse_formula(told), {"ceasefire": False})
        assert holds(parse_formula({"any": ["ceasefire", "us_backstop"]}), {"ceasefire": False})
