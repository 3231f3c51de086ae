"""Targets, changes, and the lever that answers for many ways at once."""

from typing import Any

import pytest

from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.changing.lever import (
    Lever,
    default_changes,
    parse_changes,
    parse_target,
    set_lever,
)
from musterbook.errors import QuestionError
from musterbook.model.formula import All, Leaf
from musterbook.model.situation import parse_situation
from tests.assessment.build import fact, offer, scene
from tests.assessment.cases import Cases


class TestReading:
    @pytest.mark.parametrize(
        ("value", "target"),
        [
            (None, Leaf("filled")),
            ("joins:GBR", Leaf("joins:GBR")),
            ("other:a {strange} one", Leaf("other:a {strange} one")),
            ('"count>=2"', Leaf("count>=2")),
            (' {"all": ["a", "b"]}', All((Leaf("a"), Leaf("b")))),
            ({"all": []}, All(())),
        ],
    )
    def test_targets(self, value: Any, target: Any) -> None:
        assert parse_target(value) == target

    @pytest.mark.parametrize("value", ["{", '{"all": 5}', '["a"]', 7, "", '{"all": [], "all": []}'])
    def test_what_is_no_target(self, value: Any) -> None:
        with pytest.raises(QuestionError):
            parse_target(value)

    @pytest.mark.parametrize(
        ("value", "changes"),
        [
            (None, None),
            ("", ()),
            ("b, a ,b", ("a", "b")),
            ("a,", ("a",)),
            ('["other:x, y", "a"]', ("a", "other:x, y")),
            (["b", "a"], ("a", "b")),
            ((), ()),
        ],
    )
    def test_changes(self, value: Any, changes: Any) -> None:
        assert parse_changes(value) == changes

    @pytest.mark.parametrize("value", [5, {"a": 1}, [5], [""], "[1]", "[", [None]])
    def test_what_are_no_changes(self, value: Any) -> None:
        with pytest.raises(QuestionError):
            parse_changes(value)


def lever(seed: int) -> Lever | None:
    cases = Cases(seed + 7000, circumstances=4, offers=6)
    situation = parse_situation(cases.situation())
    try:
        return set_lever(situation, 2, parse_target("count>=2"), concerted=bool(seed % 2))
    except QuestionError:
        return None


@pytest.mark.parametrize("seed", range(60))
def test_ways_one_by_one_agree_with_the_table(seed: int) -> None:
    ready = lever(seed)
    if ready is None:
        return
    count = len(ready.relevant)
    table = ready.table()
    ways = list(range(1 << count))
    assert ready.holds(ways) == [bool(table >> way & 1) for way in ways]
    assert ready.holds([]) == []


@pytest.mark.parametrize("seed", range(60))
def test_more_changes_never_mean_less(seed: int) -> None:
    ready = lever(seed)
    if ready is None:
        return
    count = len(ready.relevant)
    table = ready.table()
    for way in range(1 << count):
        if table >> way & 1:
            assert all(table >> (way | 1 << i) & 1 for i in range(count))


def test_the_changes_that_cannot_matter_are_told_apart() -> None:
    base = scene(fact("a"), fact("b"), fact("c", True), offer("g", "GBR", condition="b"))
    ready = set_lever(parse_situation(base), 2, Leaf("joins:GBR"))
    assert ready.names == ("a", "b")
    assert ready.relevant_names == ("b",)


def test_default_changes_follow_the_threshold() -> None:
    base = parse_situation(
        scene(
            fact("a", None, "USA:air"),
            fact("b", False),
            fact("c", True),
            offer("u", "USA", "air", "considers"),
        )
    )
    assert default_changes(set_stage(base, 2), Leaf("a")) == ("b", "raise:USA:air")
    assert default_changes(set_stage(base, 1), Leaf("other:x")) == ("b", "other:x")


class TestDoubted:
    base = scene(fact("a"), offer("o", "GBR", condition="a"), offer("p", "FRA"))

    def lever(self, *doubted: str) -> Lever:
        return set_lever(parse_situation(self.base), 2, Leaf("count>=2"), doubted=doubted)

    def test_a_doubted_offer_is_a_variable_behind_the_changes(self) -> None:
        lever = self.lever("p")
        assert (lever.names, lever.doubted, lever.width) == (("a",), ("p",), 2)
        assert lever.relevant_names == ("a", "p")
        assert lever.table() == 0b1000

    def test_without_doubt_nothing_changes(self) -> None:
        assert self.lever().table() == 0b10

    def test_an_offer_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            self.lever("o", "typo")
        assert caught.value.names == ("typo",)
