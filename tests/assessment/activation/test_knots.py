"""Knots told apart: who waits for whom, in which world, and the smallest push (rule 6)."""

import random
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest

from musterbook.assessment.activation import knots, waiting
from musterbook.errors import QuestionError
from tests.assessment.brute import Brute
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases


def found(*parts: Json, **options: Any) -> list[Json]:
    return list(answer("closure", scene(*parts), **options)["knots"])


def members(*parts: Json) -> list[list[str]]:
    return [knot["members"] for knot in found(*parts)]


class TestKinds:
    def test_one_that_supports_itself(self) -> None:
        (knot,) = found(offer("a", "FRA", condition="joins:FRA"))
        assert knot == {
            "members": ["a"],
            "waits": {"a": ["a"]},
            "waits_complete": True,
            "behind": [],
            "push": [["a"]],
            "push_smallest": True,
            "world": {},
        }

    def test_two_that_wait_for_each_other(self) -> None:
        pair = [offer("a", "FRA", condition="joins:DNK"), offer("b", "DNK", condition="joins:FRA")]
        (knot,) = found(*pair)
        assert knot["waits"] == {"a": ["b"], "b": ["a"]}
        assert knot["push"] == [["a"], ["b"]]

    def test_a_ring_is_one_knot_and_each_can_untie_it(self) -> None:
        ring = [offer(f"o{i}", f"A{i}", condition=f"joins:A{(i + 1) % 5}") for i in range(5)]
        (knot,) = found(*ring)
        assert knot["push"] == [[f"o{i}"] for i in range(5)]
        assert knot["waits"]["o4"] == ["o0"]

    def test_three_of_whom_two_must_move(self) -> None:
        rest = {"FRA": ["DNK", "SWE"], "DNK": ["FRA", "SWE"], "SWE": ["FRA", "DNK"]}
        three = [offer(a, a, condition={"all": [f"joins:{b}" for b in bs]}) for a, bs in rest.items()]
        (knot,) = found(*three)
        assert knot["push"] == [["DNK", "FRA"], ["DNK", "SWE"], ["FRA", "SWE"]]

    def test_a_count_that_includes_oneself(self) -> None:
        four = [offer(f"o{i}", f"A{i}", condition="count:troops>=3") for i in range(4)]
        (knot,) = found(*four)
        assert [len(push) for push in knot["push"]] == [3] * 4
        assert knot["waits"]["o0"] == ["o1", "o2", "o3"]

    def test_a_sum_is_untied_by_the_one_large_figure(self) -> None:
        small = [offer(f"o{i}", f"A{i}", low=10, condition="sum:troops>=100") for i in range(5)]
        (knot,) = found(*small, offer("big", "USA", low=100, condition="sum:troops>=100"))
        assert knot["push"] == [["big"]]

    def test_a_knot_through_a_requirement_line(self) -> None:
        (knot,) = found(
            offer("a", "FRA", low=5, condition="filled:cover"),
            offer("b", "USA", "air_cover", condition="sum:troops>=5"),
            line("cover", "air_cover"),
        )
        assert knot["members"] == ["a", "b"]


class TestApart:
    def test_a_chain_of_knots(self) -> None:
        parts = [
            offer("a", "FRA", condition="joins:DNK"),
            offer("b", "DNK", condition="joins:FRA"),
            offer("c", "SWE", condition={"all": ["joins:NOR", "joins:FRA"]}),
            offer("d", "NOR", condition="joins:SWE"),
            offer("e", "FIN", condition="joins:NOR"),
        ]
        first, second = found(*parts)
        assert (first["members"], first["behind"]) == (["a", "b"], [])
        assert (second["members"], second["behind"]) == (["c", "d"], ["a"])
        assert second["waits"]["c"] == ["a", "d"]
        assert second["push"] == [["c"], ["d"]]
        assert answer("closure", scene(*parts))["followers"] == ["e"]

    def test_what_is_met_or_out_of_reach_is_not_waited_for(self) -> None:
        (knot,) = found(
            offer("u", "USA"),
            offer("r", "POL", stance="refuses"),
            offer("a", "FRA", condition={"all": ["joins:DNK", {"any": ["joins:USA", "joins:SWE"]}]}),
            offer("b", "DNK", condition={"any": ["joins:FRA", {"all": ["joins:POL", "joins:SWE"]}]}),
            offer("c", "SWE", condition="joins:FRA"),
        )
        assert knot["members"] == ["a", "b"]
        assert knot["waits"] == {"a": ["b"], "b": ["a"]}

    def test_without_a_knot_there_is_none(self) -> None:
        assert found(offer("a", "FRA"), offer("b", "DNK", condition="joins:FRA")) == []
        assert found() == []


class TestWorlds:
    def test_a_knot_is_shown_in_the_best_world_if_it_stands_there(self) -> None:
        (knot,) = found(
            fact("peace"),
            fact("vote"),
            offer("a", "FRA", condition={"all": ["joins:DNK", {"not": "vote"}]}),
            offer("b", "DNK", condition={"all": ["joins:FRA", "peace"]}),
        )
        assert knot["world"] == {"peace": True, "vote": False}

    def test_else_in_one_where_it_does(self) -> None:
        (knot,) = found(
            fact("peace"),
            offer("a", "FRA", condition={"any": ["joins:DNK", "peace"]}),
            offer("b", "DNK", condition="joins:FRA"),
        )
        assert knot["world"] == {"peace": False}

    def test_knots_of_different_worlds_are_all_shown(self) -> None:
        parts = [
            fact("peace"),
            offer("a", "FRA", condition={"all": ["joins:DNK", "peace"]}),
            offer("b", "DNK", condition="joins:FRA"),
            offer("c", "SWE", condition={"all": ["joins:NOR", {"not": "peace"}]}),
            offer("d", "NOR", condition="joins:SWE"),
        ]
        assert [(knot["members"], knot["world"]) for knot in found(*parts)] == [
            (["a", "b"], {"peace": True}),
            (["c", "d"], {"peace": False}),
        ]


def knotty(seed: int) -> Json:
    """A handful of offers that mostly look at each other."""
    draw = random.Random(seed)
    count = draw.randint(2, 7)

    def leaf() -> str:
        return draw.choice(
            [f"joins:A{draw.randrange(count)}"] * 6
            + ["p", "q", f"count>={draw.randint(1, 4)}", f"sum:troops>={draw.randint(1, 5)}"]
        )

    def condition(depth: int) -> Any:
        if depth == 0 or draw.random() < 0.3:
            return leaf()
        parts = [condition(depth - 1) for _ in range(draw.randint(2, 3))]
        kind = draw.choice(["all", "all", "any", "at_least"])
        return {kind: [2, parts] if kind == "at_least" else parts}

    offers = [offer(f"o{i}", f"A{i}", low=draw.randint(0, 3), condition=condition(2)) for i in range(count)]
    return scene(fact("p"), fact("q"), *offers)


def random_case(seed: int) -> Json:
    return knotty(seed) if seed % 2 else Cases(seed, circumstances=2, offers=7).situation()


def least_pushes(second: Brute, world: dict[str, bool], knot: list[str]) -> list[list[str]]:
    """Every subset by size, by the definition: all around the knot as if untied."""
    outside = second.fixpoint(world, True) - set(knot)
    for size in range(len(knot) + 1):
        ways = [list(way) for way in combinations(knot, size) if follows(second, world, outside, knot, way)]
        if ways:
            return ways
    raise AssertionError("not even all of them")


def follows(
    second: Brute, world: dict[str, bool], outside: frozenset[str], knot: list[str], pushed: Iterable[str]
) -> bool:
    active = outside | frozenset(pushed)
    while more := (second.phi(world, active) & set(knot)) - active:
        active = active | more
    return set(knot) <= active


@pytest.mark.parametrize("block", range(20))
def test_random_knots_against_the_definition(block: int) -> None:
    seen = 0
    for seed in range(20 * block, 20 * block + 20):
        situation = random_case(seed)
        second = Brute(situation)
        if not second.monotone():
            continue
        try:
            closed = answer("closure", situation)
        except QuestionError:
            continue
        for knot in closed["knots"]:
            world = second.given_world() | knot["world"]
            least, greatest = second.fixpoint(world), second.fixpoint(world, True)
            assert set(knot["members"]) <= greatest - least, seed
            assert knot["push"] == least_pushes(second, world, knot["members"]), (seed, knot)
            for name, waited in knot["waits"].items():
                assert set(waited) <= greatest - least
                assert name in second.phi(world, least | set(waited) | {name}), (seed, name)
                assert name not in second.phi(world, least), seed
            seen += 1
        named = {name for knot in closed["knots"] for name in knot["members"]}
        assert named.isdisjoint(closed["followers"])
        assert named | set(closed["followers"]) == set(closed["knot"]), seed
    assert seen


@pytest.mark.parametrize("seed", range(1, 60, 2))
def test_once_every_knot_of_a_world_is_untied_all_come(seed: int) -> None:
    situation = knotty(seed)
    situation["circumstances"] = [fact("p", True), fact("q", False)]
    second = Brute(situation)
    closed = answer("closure", situation)
    active = second.fixpoint({"p": True, "q": False}) | {n for k in closed["knots"] for n in k["members"]}
    while more := second.phi({"p": True, "q": False}, active) - active:
        active = active | more
    assert active == second.fixpoint({"p": True, "q": False}, True)


class TestCaps:
    def test_a_thousand_who_wait_for_a_number(self) -> None:
        crowd = [offer(f"o{i:04}", f"A{i}", condition="count:troops>=500") for i in range(1000)]
        (knot,) = found(*crowd)
        assert len(knot["members"]) == 1000
        assert knot["waits_complete"] is False
        assert len(knot["waits"]["o0000"]) == knots.MOST_WAITED
        assert knot["push_smallest"] is False
        assert [len(push) for push in knot["push"]] == [500]
        assert "cannot be made smaller" in knot["push_cap"]

    def test_many_least_pushes_are_cut(self) -> None:
        crowd = [offer(f"o{i:02}", f"A{i}", condition="count>=2") for i in range(20)]
        (knot,) = found(*crowd)
        assert len(knot["push"]) == knots.MOST_PUSHES
        assert knot["push"][:2] == [["o00", "o01"], ["o00", "o02"]]
        assert knot["push_smallest"] is True
        assert knot["push_cap"] == "the first 50 sets are listed"

    def test_a_search_that_tires_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(knots, "MOST_LOOKS", 3)
        ring = [offer(f"o{i}", f"A{i}", condition=f"joins:A{(i + 1) % 9}") for i in range(9)]
        (knot,) = found(*ring)
        assert knot["push"] == []
        assert knot["push_cap"] == "it took too many looks at gates"

    def test_a_time_budget_that_is_over(self) -> None:
        """What a look at the best world shows is there; the one world of 2^14 that nobody drew is not."""
        facts = [fact(f"c{i}") for i in range(14)]
        hidden = [f"c{i}" if i % 2 else {"not": f"c{i}"} for i in range(14)]
        opposite = [{"not": leaf} if isinstance(leaf, str) else leaf["not"] for leaf in hidden]
        pair = [offer("a", "FRA", condition="joins:DNK"), offer("b", "DNK", condition="joins:FRA")]
        rare = [
            offer("c", "SWE", condition={"all": ["joins:NOR", *hidden]}),
            offer("d", "NOR", condition="joins:SWE"),
            offer("e", "FIN", condition={"any": opposite}),
        ]
        closed = answer("closure", scene(*facts, *pair, *rare), budget=1e-9)
        assert closed["concerted"]["assured"] == ["a", "b"]
        assert closed["concerted"]["possible"] == ["c", "d", "e"]
        assert closed["knot"] == ["a", "b"]
        assert closed["knot_complete"] is False
        assert "time budget" in closed["cap"]
        assert closed["knots"][0]["push"] == [["a", "b"]]
        assert closed["knots"][0]["push_smallest"] is False
        whole = answer("closure", scene(*facts, *pair, *rare), budget=60)
        assert whole["knot"] == ["a", "b", "c", "d"]
        assert whole["knot_complete"] is True

    def test_it_is_no_knot_if_it_comes_once_the_others_do(self) -> None:
        """The third counts itself, but two are enough."""
        pair = [offer("a", "FRA", condition="joins:DNK"), offer("b", "DNK", condition="joins:FRA")]
        closed = answer("closure", scene(*pair, offer("c", "SWE", condition="count>=2")))
        assert [knot["members"] for knot in closed["knots"]] == [["a", "b"]]
        assert closed["followers"] == ["c"]

    def test_a_crowd_too_large_to_try_worlds_together_is_tried_one_by_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Sixteen circumstances, so that worlds are drawn; the knot stands in none of the two extremes."""
        parts = [fact(f"c{i}") for i in range(16)]
        guards = [{"any": [f"c{i}", {"not": f"c{i + 1}"}]} for i in range(15)]
        parts += [offer("a", "FRA", condition={"all": ["joins:DNK", {"any": ["c0", *guards]}]})]
        parts += [offer("b", "DNK", condition="joins:FRA")]
        rare = {"all": ["joins:SWE", *(f"c{i}" if i % 2 else {"not": f"c{i}"} for i in range(16))]}
        parts += [offer("c", "SWE", condition=rare)]
        whole = answer("closure", scene(*parts))
        assert (whole["knot"], whole["knot_complete"]) == (["a", "b", "c"], True)
        monkeypatch.setattr(waiting, "LOOKS_DRAWN", 0)
        part = answer("closure", scene(*parts))
        assert (part["knot"], part["knot_complete"]) == (["a", "b"], False)
        assert part["cap"] == "the search took too many looks at gates: the knot is a lower bound"

    def test_ten_thousand_that_hang_behind_one(self) -> None:
        chain = [offer(f"o{i}", f"A{i}", condition=f"joins:A{max(0, i - 1)}") for i in range(10_000)]
        closed = answer("closure", scene(*chain))
        assert [knot["members"] for knot in closed["knots"]] == [["o0"]]
        assert len(closed["followers"]) == 9_999
