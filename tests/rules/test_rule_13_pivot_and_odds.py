"""Rule 13: how often a change tips the balance, the chance of the target, and the share without chances."""

from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, offer, scene

NAMES = ("a", "b", "c")
CIRCUMSTANCES = scene(*(fact(name) for name in NAMES))
TWO_OF_THREE: Json = {"at_least": [2, ["a", "b", "c"]]}
A_AND_ONE_MORE: Json = {"all": ["a", {"any": ["b", "c"]}]}
ONLY_A: Json = {"all": ["a"]}


def pivot(target: Json) -> dict[str, tuple[float, float, float]]:
    found = answer("pivot", CIRCUMSTANCES, target=target)["pivot"]
    return {name: (p["shapley"], p["banzhaf"], p["banzhaf_normalized"]) for name, p in found.items()}


def reached(target: Json, made: frozenset[str]) -> bool:
    if target == TWO_OF_THREE:
        return len(made) >= 2
    return "a" in made and (target == ONLY_A or len(made) >= 2)


class TestPivot:
    def test_equals_share_alike(self) -> None:
        found = pivot(TWO_OF_THREE)
        assert found["a"] == found["b"] == found["c"] == pytest.approx((1 / 3, 1 / 2, 1 / 3))

    def test_one_who_is_needed_weighs_more(self) -> None:
        found = pivot(A_AND_ONE_MORE)
        assert found["a"] == pytest.approx((2 / 3, 3 / 4, 3 / 5))
        assert found["b"] == found["c"] == pytest.approx((1 / 6, 1 / 4, 1 / 5))

    def test_one_who_never_matters_has_nothing(self) -> None:
        assert pivot(ONLY_A) == {"a": (1, 1, 1), "b": (0, 0, 0), "c": (0, 0, 0)}

    @pytest.mark.parametrize("target", [TWO_OF_THREE, A_AND_ONE_MORE, ONLY_A])
    def test_shapley_counts_the_orders_in_which_a_change_is_the_first_to_reach_it(self, target: Json) -> None:
        tips = dict.fromkeys(NAMES, 0)
        for order in permutations(NAMES):
            first = next(i for i in range(3) if reached(target, frozenset(order[: i + 1])))
            tips[order[first]] += 1
        assert {name: p[0] for name, p in pivot(target).items()} == pytest.approx(
            {name: count / 6 for name, count in tips.items()}
        )

    def test_a_target_that_nothing_reaches_has_no_pivot(self) -> None:
        assert set(pivot({"any": []}).values()) == {(0, 0, 0)}


class TestOdds:
    def odds(self, target: Json, **chances: Any) -> Any:
        return answer("odds", CIRCUMSTANCES, target=target, probability=chances)

    def test_the_chance_is_that_of_all_combinations_that_reach_it(self) -> None:
        chances = {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(4, 5)}
        expected = Fraction(0)
        for truth in product((True, False), repeat=3):
            if reached(A_AND_ONE_MORE, frozenset(n for n, t in zip(NAMES, truth, strict=True) if t)):
                weight = Fraction(1)
                for name, true in zip(NAMES, truth, strict=True):
                    weight *= chances[name] if true else 1 - chances[name]
                expected += weight
        found = self.odds(A_AND_ONE_MORE, a=0.5, b=0.25, c=0.8)
        assert (found["probability"], found["method"]) == (pytest.approx(float(expected)), "exact")

    def test_even_chances_give_the_share(self) -> None:
        share = answer("sweep", CIRCUMSTANCES, target=A_AND_ONE_MORE)
        assert [share[key] for key in ("worlds", "holds", "share")] == [8, 3, 0.375]
        assert self.odds(A_AND_ONE_MORE, a=0.5, b=0.5, c=0.5)["probability"] == share["share"]

    def test_a_missing_chance_is_refused_by_name(self) -> None:
        with pytest.raises(QuestionError) as refused:
            self.odds(TWO_OF_THREE, a=0.5, c=0.5)
        assert "b" in refused.value.names

    def test_what_lacks_a_chance_is_named_once(self) -> None:
        base = scene(fact("a", None, "USA:air"), offer("u", "USA", "air", "refuses"), fact("b"))
        with pytest.raises(QuestionError) as refused:
            answer("odds", base, target={"all": ["a", "b"]}, changes=["a", "raise:USA:air", "b"])
        assert sorted(refused.value.names) == ["a", "b", "raise:USA:air"]

    def test_an_unlisted_circumstance_may_have_a_chance(self) -> None:
        base = scene(fact("a"), offer("o", "FRA", condition={"all": ["a", "other:x"]}))
        chances = {"a": 0.5, "other:x": 0.5}
        found = answer("odds", base, target="joins:FRA", changes=["a"], probability=chances)
        assert found["probability"] == 0

    @pytest.mark.parametrize("chance", [1.2, -0.1])
    def test_a_chance_outside_nought_and_one_is_refused_by_name(self, chance: float) -> None:
        with pytest.raises(QuestionError) as refused:
            self.odds(TWO_OF_THREE, a=chance, b=0.5, c=0.5)
        assert "a" in refused.value.names
