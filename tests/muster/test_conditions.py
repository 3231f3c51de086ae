"""Conditions as the engine takes them: nothing said is lost, and nothing unreadable is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook import default_codebook
from musterbook.model.formula import AnyOf, Formula, Leaf, formula_json, leaves, parse_formula
from musterbook.model.leaf import parse_leaf
from musterbook.model.situation import StandsFor
from musterbook.muster.conditions import Ground, alternatives, in_words, lay
from tests.book.world import formula


def ground(*offered: tuple[str, str], lines: tuple[str, ...] = ()) -> Ground:
    return Ground(
        default_codebook(), frozenset(offered), frozenset(on for _, on in offered), frozenset(lines)
    )


def laid(value: object, on: Ground | None = None) -> object:
    made = formula(value)
    assert made is not None
    return formula_json(lay(made, on or ground()))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("legal_basis", "legal_basis"),
        ("ceasefire", {"any": ["ceasefire", "peace_agreement"]}),
        ("peace_agreement", "peace_agreement"),
        ({"not": "ceasefire"}, {"not": {"any": ["ceasefire", "peace_agreement"]}}),
        ({"all": ["us_backstop", "un_mandate"]}, {"all": ["us_backstop", "un_mandate"]}),
        ({"at_least": [1, ["un_mandate", "eu_mandate"]]}, {"at_least": [1, ["un_mandate", "eu_mandate"]]}),
        ("other:a safe harbour", "other:a safe harbour"),
        ("joins:all our neighbours", "other:joins all our neighbours"),
        ("joins:others: the big ones", "other:joins others: the big ones"),
        ("joins:WEIMAR", "other:joins WEIMAR"),
        ("joins:ESP", {"any": ["joins:ESP", "other:joins ESP"]}),
        ("joins:EU", {"any": ["joins:EU", "other:joins EU"]}),
        ("joins:ESP:naval", "other:joins ESP:naval"),
        ("joins:ESP:songs", "other:joins ESP:songs"),
        ("joins:", "other:joins "),
        ("a leaf of another codebook", "a leaf of another codebook"),
        ("count:naval>=2", "other:count:naval>=2"),
        ("count>=2", "count>=2"),
        ("count:>=", "other:count:>="),
        ("sum:naval>=2", "other:sum:naval>=2"),
        ("filled", "other:filled"),
        ("filled:force", "other:filled:force"),
        ("raise:ESP:naval", "other:raise:ESP:naval"),
    ],
)
def test_a_condition_where_nobody_has_spoken(said: object, expected: object) -> None:
    assert laid(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("joins:ESP", "joins:ESP"),
        ("joins:ESP:naval", "joins:ESP:naval"),
        ("joins:ESP:troops", "other:joins ESP:troops"),
        ("joins:EU", "joins:EU"),
        ("count:naval>=2", "count:naval>=2"),
        ("sum:naval>=2.5", "sum:naval>=2.5"),
        ("sum:naval>=much", "other:sum:naval>=much"),
        ("filled", "filled"),
        ("filled:ships", "filled:ships"),
        ("filled:force", "other:filled:force"),
    ],
)
def test_a_condition_on_those_who_have_spoken(said: str, expected: object) -> None:
    assert laid(said, ground(("ESP", "naval"), ("EU", "training"), lines=("ships",))) == expected


def test_circumstances_are_gathered_with_their_links() -> None:
    on = ground()
    laid({"all": ["us_backstop", "ceasefire", "joins:ESP:naval"]}, on)
    assert {name: c.stands_for for name, c in on.circumstances.items()} == {
        "us_backstop": StandsFor("USA", "air_cover"),
        "ceasefire": None,
        "peace_agreement": None,
        "other:joins ESP:naval": StandsFor("ESP", "naval"),
    }
    assert all(c.value is None and c.probability is None for c in on.circumstances.values())


def test_the_silent_are_named() -> None:
    on = ground(("ESP", "naval"))
    laid({"all": ["joins:ESP", "joins:PRT", "joins:FRA:troops", "joins:others"]}, on)
    assert on.silent == {"PRT": "PRT", "FRA:troops": "FRA"}


def test_alternatives_are_any_of_them() -> None:
    one, two = Leaf("a"), Leaf("b")
    assert alternatives([]) is None
    assert alternatives([one]) == one
    assert alternatives([one, one]) == one
    assert alternatives([one, two]) == AnyOf((one, two))
    assert alternatives([one, None]) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ceasefire", "ceasefire"),
        (
            {"all": ["ceasefire", {"any": ["un_mandate", "eu_mandate"]}]},
            "ceasefire and (un_mandate or eu_mandate)",
        ),
        ({"not": {"all": ["a", "b"]}}, "not (a and b)"),
        ({"at_least": [2, ["a", "b", {"not": "c"}]]}, "at least 2 of a, b, (not c)"),
        ({"all": []}, "nothing"),
        ({"any": []}, "what cannot be"),
    ],
)
def test_a_condition_for_the_eye(value: object, expected: str) -> None:
    assert in_words(parse_formula(value)) == expected


NAMES = st.sampled_from(
    [
        "ceasefire",
        "us_backstop",
        "joins:ESP",
        "joins:ESP:naval",
        "joins:the others",
        "other:x",
        "count>=2",
        "filled",
    ]
) | st.text(min_size=1).filter(str.strip)
FORMULAS: st.SearchStrategy[object] = st.recursive(
    NAMES,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts})
        | st.lists(inner, max_size=3).map(lambda parts: {"any": parts})
        | st.tuples(st.integers(-1, 3), st.lists(inner, max_size=3)).map(lambda p: {"at_least": [p[0], p[1]]})
        | inner.map(lambda part: {"not": part})
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_every_leaf_is_one_that_the_engine_can_read(value: object) -> None:
    on = ground(("ESP", "naval"))
    made: Formula = lay(parse_formula(value), on)
    for leaf in leaves(made):
        parse_leaf(leaf)
        assert leaf in on.circumstances or leaf.startswith(("joins:", "count", "sum:", "filled"))


@given(FORMULAS)
def test_laying_what_is_laid_adds_no_circumstance(value: object) -> None:
    on = ground(("ESP", "naval"))
    once = lay(parse_formula(value), on)
    known = set(on.circumstances)
    lay(once, on)
    assert set(on.circumstances) == known
