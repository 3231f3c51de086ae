"""Options are read strictly: the right kind of value, or a refusal that names the option."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.kernel.given import (
    given_choice,
    given_flag,
    given_json,
    given_numbers,
    given_seconds,
    given_text,
    given_texts,
    given_whole,
    split_number,
)
from musterbook.errors import QuestionError

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)
READERS: list[Any] = [
    lambda given: given_text(given, "x"),
    lambda given: given_texts(given, "x"),
    lambda given: given_flag(given, "x"),
    lambda given: given_choice(given, "x", ("a", "b")),
    lambda given: given_whole(given, "x", 0, 10),
    lambda given: given_seconds(given, "x"),
    lambda given: given_numbers(given, "x"),
]


@pytest.mark.parametrize("read", READERS)
def test_what_is_not_given_is_nothing(read: Any) -> None:
    assert not read({})
    assert not read({"x": None})


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(READERS), JUNK)
def test_anything_is_read_or_refused_by_name(read: Any, value: Any) -> None:
    refusal = refused(lambda: read({"x": value}))
    assert refusal is None or refusal.names or "x" in str(refusal)


def refused(ask: Callable[[], Any]) -> QuestionError | None:
    try:
        ask()
    except QuestionError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (given_text, 5),
        (given_text, ["a"]),
        (given_texts, [5]),
        (given_texts, {"a": 1}),
        (given_flag, "true"),
        (given_flag, 1),
        (given_seconds, 0),
        (given_seconds, -1),
        (given_seconds, "soon"),
        (given_seconds, float("nan")),
        (given_numbers, 5),
        (given_numbers, ["a"]),
        (given_numbers, ["=3"]),
        (given_numbers, ["a=b"]),
        (given_numbers, {"a": float("inf")}),
        (given_numbers, {"a": True}),
    ],
)
def test_the_wrong_kind_is_refused(read: Any, value: Any) -> None:
    with pytest.raises(QuestionError):
        read({"x": value}, "x")


def test_choices() -> None:
    assert given_choice({"x": "b"}, "x", ("a", "b")) == "b"
    with pytest.raises(QuestionError, match="use one of a, b"):
        given_choice({"x": "c"}, "x", ("a", "b"))


@pytest.mark.parametrize("value", [-1, 11, 2.0, "3", True])
def test_whole_numbers_have_bounds(value: Any) -> None:
    assert given_whole({"x": 10}, "x", 0, 10) == 10
    with pytest.raises(QuestionError, match="whole number from 0 to 10"):
        given_whole({"x": value}, "x", 0, 10)


def test_numbers_stay_exact() -> None:
    assert given_numbers({"x": ["a=b=0.1", "c=3"]}, "x") == {"a=b": Fraction(1, 10), "c": Fraction(3)}
    assert given_numbers({"x": {"a": Decimal("0.3")}}, "x") == {"a": Fraction(3, 10)}
    assert given_numbers({"x": "a=1e-2"}, "x") == {"a": Fraction(1, 100)}
    assert split_number(" a = 0.5 ", "cost") == ("a", Decimal("0.5"))


def test_seconds() -> None:
    assert given_seconds({"x": 0.25}, "x") == 0.25


def test_json_comes_as_value_or_as_text() -> None:
    assert given_json({"x": '{"a": [1]}'}, "x") == given_json({"x": {"a": [1]}}, "x") == {"a": [1]}
    with pytest.raises(QuestionError, match="not JSON"):
        given_json({"x": "{"}, "x")
