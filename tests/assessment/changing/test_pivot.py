"""Pivot: what the indices must agree with, by every way of counting and by drawing (rule 13)."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.changing.pivot import shapley_of
from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene


def weighted(weights: Sequence[int]) -> Json:
    """Every player brings his weight once his circumstance comes true."""
    facts = [fact(f"p{i:03}", probability=0.5) for i in range(len(weights))]
    votes = [
        offer(f"o{i}", f"A{i}", "votes", low=weight, condition=f"p{i:03}") for i, weight in enumerate(weights)
    ]
    return scene(*facts, *votes)


def power(weights: Sequence[int], quota: int, **options: object) -> list[Json]:
    found = answer("pivot", weighted(weights), target=f"sum:votes>={quota}", **options)
    return list(found["pivot"].values())


def column(weights: Sequence[int], quota: int, index: str, **options: object) -> list[float]:
    return [row[index] for row in power(weights, quota, **options)]


def by_orders(weights: Sequence[int], quota: int) -> list[Fraction]:
    """Shapley-Shubik by going through all orders."""
    firsts, orders = [0] * len(weights), list(permutations(range(len(weights))))
    for order in orders:
        total = 0
        for place in order:
            total += weights[place]
            if total >= quota > total - weights[place]:
                firsts[place] += 1
    return [Fraction(first, len(orders)) for first in firsts]


class TestAgreement:
    weights = (5, 4, 3, 3, 2, 1, 1)
    quota = 10

    def test_shapley_values_add_up_to_one(self) -> None:
        assert sum(column(self.weights, self.quota, "shapley")) == pytest.approx(1, abs=1e-12)

    def test_odds_at_one_half_are_the_share(self) -> None:
        base, target = weighted(self.weights), f"sum:votes>={self.quota}"
        swept = answer("sweep", base, target=target)
        assert answer("odds", base, target=target)["probability"] == swept["share"]
        assert swept["share"] == swept["holds"] / swept["worlds"]

    def test_birnbaum_at_one_half_is_banzhaf(self) -> None:
        base, target = weighted(self.weights), f"sum:votes>={self.quota}"
        for name, row in answer("pivot", base, target=target)["pivot"].items():
            sure = answer("odds", base, target=target, probability={name: 1})["probability"]
            never = answer("odds", base, target=target, probability={name: 0})["probability"]
            assert sure - never == row["banzhaf"]
            assert answer("pivot", base, target=target)["birnbaum"][name] == row["banzhaf"]

    def test_a_dummy_changes_nothing(self) -> None:
        base = weighted(self.weights)
        more = {**base, "circumstances": [*base["circumstances"], fact("idle", probability=0.9)]}
        target = f"sum:votes>={self.quota}"
        found = answer("pivot", more, target=target)
        assert found["pivot"].pop("idle") == {"shapley": 0, "banzhaf": 0, "banzhaf_normalized": 0}
        assert found["birnbaum"].pop("idle") == 0
        assert found == answer("pivot", base, target=target)
        chance = answer("odds", more, target=target)["probability"]
        assert chance == answer("odds", base, target=target)["probability"]

    def test_no_swing_no_power(self) -> None:
        found = answer("pivot", scene(fact("a"), fact("b")), target="count>=0")["pivot"]
        assert found == {name: {"shapley": 0, "banzhaf": 0, "banzhaf_normalized": 0} for name in "ab"}

    def test_no_changes_at_all(self) -> None:
        assert answer("pivot", scene(), target="count>=0")["pivot"] == {}
        assert answer("odds", scene(), target="count>=1")["probability"] == 0

    def test_symmetric_changes_have_the_same_power(self) -> None:
        found = power(self.weights, self.quota)
        assert found[2] == found[3]
        assert found[5] == found[6]

    @given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(0, 14))
    @settings(max_examples=60, deadline=None)
    def test_going_through_all_orders(self, weights: list[int], quota: int) -> None:
        wanted = [float(one) for one in by_orders(weights, quota)] if quota > 0 else [0] * len(weights)
        for method in (None, "weights", "diagram"):
            if method != "weights" or quota > 0:
                assert column(weights, quota, "shapley", method=method) == wanted

    @pytest.mark.parametrize("method", ["weights", "diagram"])
    def test_ways_agree_to_the_last_digit(self, method: str) -> None:
        assert power(self.weights, self.quota, method=method) == power(self.weights, self.quota)


class TestBirnbaum:
    base = scene(
        fact("a", probability=0.2),
        fact("b", probability=0.5),
        fact("c"),
        offer("o", "GBR", condition={"any": [{"all": ["a", "b"]}, "c"]}),
    )

    def test_it_is_given_only_where_all_probabilities_are_known(self) -> None:
        assert "birnbaum" not in answer("pivot", self.base, target="joins:GBR")
        found = answer("pivot", self.base, target="joins:GBR", probability={"c": 0.1})
        assert found["birnbaum"] == {"a": 0.45, "b": 0.18, "c": 0.9}

    def test_a_range_counts_at_its_middle(self) -> None:
        found = answer("pivot", self.base, target="joins:GBR", probability={"c": [0, 0.2]})
        assert found["birnbaum"] == {"a": 0.45, "b": 0.18, "c": 0.9}

    def test_a_probability_for_nothing_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("pivot", self.base, target="joins:GBR", probability={"typo": 0.1})
        assert caught.value.names == ("typo",)


class TestManyPlayers:
    """Beyond twenty changes: from weights, from diagrams, in fractions and in floats."""

    weights = tuple(3 + 7 * i % 11 for i in range(40))
    quota = sum(weights) // 2 + 1

    def test_weights_and_diagram_agree(self) -> None:
        by_weights = answer("pivot", weighted(self.weights), target=f"sum:votes>={self.quota}")
        assert by_weights["method"] == "weights"
        assert "error" not in by_weights
        by_diagram = answer(
            "pivot", weighted(self.weights), target=f"sum:votes>={self.quota}", method="diagram"
        )
        assert by_diagram["method"] == "diagram"
        assert by_weights["pivot"] == by_diagram["pivot"]

    def test_fractions_are_printed_where_asked_for(self) -> None:
        found = column(self.weights, self.quota, "shapley", exact=True)
        assert sum(Fraction(one) for one in found) == 1
        assert [float(Fraction(one)) for one in found] == column(self.weights, self.quota, "shapley")

    def test_two_hundred_players(self) -> None:
        weights = tuple(1 + i % 50 for i in range(200))
        quota = sum(weights) * 2 // 3
        found = answer("pivot", weighted(weights), target=f"sum:votes>={quota}")
        assert found["error"] == 1e-12
        rows = list(found["pivot"].values())
        assert sum(row["shapley"] for row in rows) == pytest.approx(1, abs=1e-12)
        assert rows[0] == pytest.approx(rows[50], abs=1e-13)
        assert rows[49]["shapley"] > rows[48]["shapley"] > rows[0]["shapley"] > 0

    def test_a_target_of_no_weights_goes_by_its_diagram(self) -> None:
        pairs = [{"all": [f"a{i:02}", f"b{i:02}"]} for i in range(15)]
        names = [fact(f"{letter}{i:02}") for letter in "ab" for i in range(15)]
        found = answer("pivot", scene(*names), target={"any": pairs})
        assert found["method"] == "diagram"
        assert {row["shapley"] for row in found["pivot"].values()} == {1 / 30}
        assert {row["banzhaf"] for row in found["pivot"].values()} == {0.5 * 0.75**14}

    def test_a_method_that_lists_sets_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("pivot", weighted((1, 2)), target="sum:votes>=2", method="answer sets")
        assert caught.value.names == ("method",)

    def test_a_method_that_does_not_fit_is_refused(self) -> None:
        with pytest.raises(QuestionError, match="weights"):
            answer("pivot", scene(fact("a"), fact("b")), target={"all": ["a", "b"]}, method="weights")
        with pytest.raises(QuestionError, match="table"):
            answer("pivot", weighted(self.weights), target=f"sum:votes>={self.quota}", method="table")


class TestDrawing:
    weights = (5, 4, 3, 3, 2, 1, 1)
    quota = 10

    def drawn(self, **options: object) -> Json:
        target = f"sum:votes>={self.quota}"
        return answer("pivot", weighted(self.weights), target=target, method="sampled", **options)

    def test_intervals_hold_the_truth(self) -> None:
        exact = answer("pivot", weighted(self.weights), target=f"sum:votes>={self.quota}")["pivot"]
        inside = 0
        for seed in range(40):
            found = self.drawn(samples=500, seed=seed)
            for name, row in exact.items():
                for index in ("shapley", "banzhaf"):
                    low, high = found["intervals"][name][index]
                    inside += low <= row[index] <= high
                    assert low <= found["pivot"][name][index] <= high
        assert 0.92 <= inside / (40 * 7 * 2) <= 0.99

    def test_shapley_values_add_up_to_one(self) -> None:
        found = self.drawn(samples=300, seed=3)
        assert sum(row["shapley"] for row in found["pivot"].values()) == pytest.approx(1)
        assert (found["samples"], found["seed"], found["method"]) == (300, 3, "sampled")
        assert found == self.drawn(samples=300, seed=3)
        assert found != self.drawn(samples=300, seed=4)

    def test_what_cannot_be_exact_is_refused_where_fractions_are_asked_for(self) -> None:
        with pytest.raises(QuestionError, match="name fewer"):
            self.drawn(exact=True)

    def test_a_target_that_always_or_never_holds(self) -> None:
        base = scene(fact("a"), line("force", "troops", 5))
        for target in ({"any": ["a", {"all": []}]}, {"all": ["a", "filled"]}):
            found = answer("pivot", base, target=target, changes=["a"], method="sampled", samples=64)
            assert found["pivot"]["a"]["shapley"] == 0

    def test_time_that_has_run_out_is_told(self) -> None:
        found = self.drawn(samples=1 << 24, budget=0.05)
        assert "time budget" in found["cap"]
        assert 0 < found["samples"] < 1 << 24


class TestSizes:
    def test_a_majority_of_three(self) -> None:
        assert shapley_of([0, 2, 0], 3) == Fraction(1, 3)
