"""Chances as they are given: numbers, ranges, groups and the confidence of readings."""

from fractions import Fraction

import pytest

from musterbook.assessment.changing.chances import (
    Chance,
    Group,
    chances_if_known,
    chances_of,
    given_chances,
    given_confidence,
    given_groups,
)
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import fact, offer, scene


def sure(value: str) -> Chance:
    return Chance(Fraction(value), Fraction(value))


class TestReading:
    @pytest.mark.parametrize(
        ("value", "read"),
        [
            (None, {}),
            ({}, {}),
            ({"a": 0.4}, {"a": sure("2/5")}),
            (["a=0.4", "b=1"], {"a": sure("2/5"), "b": sure("1")}),
            ("x=y=0.5", {"x=y": sure("1/2")}),
            ("a=0.1..0.3", {"a": Chance(Fraction(1, 10), Fraction(3, 10))}),
            ({"a": (0, 1)}, {"a": Chance(Fraction(0), Fraction(1))}),
        ],
    )
    def test_numbers_and_ranges(self, value: object, read: dict[str, Chance]) -> None:
        assert given_chances({"probability": value}) == read

    @pytest.mark.parametrize(
        "value",
        [
            5,
            "a",
            "=0.5",
            "a=..",
            "a=0.1..",
            "a=0.1..0.2..0.3",
            "a=nan..1",
            "a=-0.1..0.5",
            {"a": "0.5"},
            {"a": None},
            {"a": []},
            {"a": [0.1, 0.2, 0.3]},
            {"a": float("inf")},
            {"a": True},
        ],
    )
    def test_what_is_none_is_refused(self, value: object) -> None:
        with pytest.raises(QuestionError):
            given_chances({"probability": value})

    def test_a_middle(self) -> None:
        chance = Chance(Fraction(1, 5), Fraction(2, 5))
        assert (chance.middle, chance.is_range) == (Fraction(3, 10), True)
        assert not sure("1/3").is_range

    def test_groups(self) -> None:
        text = '[{"members": ["a", "b"], "correlation": 0.25}]'
        assert given_groups({"groups": text}) == (Group(("a", "b"), Fraction(1, 4)),)
        assert given_groups({}) == ()

    def test_sure_readings_fall_away(self) -> None:
        given = {"confidence": {"b": 0.5, "a": 0.9, "c": 1}}
        assert given_confidence(given) == {"a": Fraction(9, 10), "b": Fraction(1, 2)}


class TestOfChanges:
    laid = parse_situation(
        scene(
            fact("backstop", None, "USA:air_cover", probability=0.1),
            fact("a", probability=0.4),
            fact("b"),
            offer("u", "USA", "air_cover", "refuses"),
        )
    )

    def test_a_raise_takes_that_of_its_circumstance(self) -> None:
        names = ("a", "raise:USA:air_cover")
        found = chances_of(self.laid, names, {})
        assert found == {"a": sure("2/5"), "raise:USA:air_cover": sure("1/10")}

    def test_given_ones_go_first(self) -> None:
        given = {"a": sure("1/2"), "raise:USA:air_cover": sure("1")}
        assert chances_of(self.laid, tuple(given), given) == given

    def test_missing_ones_are_named_or_none(self) -> None:
        with pytest.raises(QuestionError) as caught:
            chances_of(self.laid, ("a", "b"), {})
        assert caught.value.names == ("b",)
        assert chances_if_known(self.laid, ("a", "b"), {}) is None
        assert chances_if_known(self.laid, ("a",), {}) == {"a": sure("2/5")}

    def test_unknown_names_are_refused_either_way(self) -> None:
        for read in (chances_of, chances_if_known):
            with pytest.raises(QuestionError, match="for nothing"):
                read(self.laid, ("a",), {"typo": sure("1/2")})
