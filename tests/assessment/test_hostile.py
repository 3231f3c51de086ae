"""Large and twisted input: answered within seconds, or refused with a plain message."""

import random
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, offer, scene

MANY = 10_000


def crowd(condition: Any) -> Json:
    """Ten thousand actors with one soldier each; ``condition`` makes the i-th one's."""
    offers = [offer(f"o{i}", f"A{i}", low=1, condition=condition(i)) for i in range(MANY)]
    return {"circumstances": [], "offers": offers, "requirement": None, "measures": []}


@pytest.mark.timeout(60)
class TestTenThousandActors:
    def test_a_chain(self) -> None:
        found = answer("closure", crowd(lambda i: f"joins:A{i + 1}:troops" if i < MANY - 1 else None))
        assert len(found["unprompted"]["assured"]) == MANY

    def test_a_ring(self) -> None:
        found = answer("closure", crowd(lambda i: f"joins:A{(i + 1) % MANY}"))
        assert len(found["unprompted"]["out"]) == len(found["knot"]) == MANY

    def test_a_cascade_in_which_each_waits_for_one_more(self) -> None:
        found = answer("closure", crowd(lambda i: f"count:troops>={i}"))
        assert len(found["unprompted"]["assured"]) == MANY

    def test_a_cascade_of_sums_that_stops(self) -> None:
        order = list(range(MANY))
        random.Random(1).shuffle(order)
        found = answer("closure", crowd(lambda i: f"sum:troops>={order[i] + (order[i] >= 700)}"))
        assert len(found["unprompted"]["assured"]) == 700
        assert len(found["knot"]) == MANY - 700

    def test_one_unknown_circumstance(self) -> None:
        base = crowd(lambda i: {"all": ["peace", f"joins:A{i - 1}"]} if i else "peace")
        found = answer("closure", {**base, "circumstances": [fact("peace")]})
        assert len(found["unprompted"]["possible"]) == MANY

    def test_unlocking_and_blocking(self) -> None:
        base = crowd(lambda i: f"c{i % 10}")
        base["circumstances"] = [fact(f"c{i}") for i in range(10)]
        assert len(answer("unlock", base, target="count>=3000")["sets"]) == 120
        assert answer("block", base, target=f"count>={MANY}")["sets"] == [[f"c{i}"] for i in range(10)]


class TestDepth:
    @pytest.mark.parametrize("question", ["closure", "unlock", "explain"])
    def test_a_formula_ninety_deep_is_answered(self, question: str) -> None:
        condition: Any = "peace"
        for _ in range(90):
            condition = {"all": [condition]}
        base = scene(fact("peace"), offer("a", "FRA", condition=condition))
        found = answer(question, base, target="joins:FRA", offer="a")
        if question == "unlock":
            assert found["sets"] == [["peace"]]

    @pytest.mark.parametrize("kind", ["not", "all"])
    def test_ten_thousand_deep_is_refused(self, kind: str) -> None:
        condition: Any = "peace"
        for _ in range(MANY):
            condition = {kind: condition if kind == "not" else [condition]}
        with pytest.raises(QuestionError, match="deep"):
            answer("closure", scene(fact("peace"), offer("a", "FRA", condition=condition)))
        with pytest.raises(QuestionError, match="deep"):
            answer("unlock", scene(fact("peace"), offer("a", "FRA")), target=condition)

    def test_a_condition_ten_thousand_wide(self) -> None:
        parts = [f"joins:B{i}" for i in range(MANY)] + ["joins:DNK"]
        base = scene(offer("a", "FRA", condition={"any": parts}), offer("d", "DNK"))
        assert answer("closure", base)["unprompted"]["assured"] == ["a", "d"]


class TestFigures:
    def test_far_apart_figures_stay_exact(self) -> None:
        base = scene(
            offer("a", "FRA", low=1e300),
            offer("b", "GBR", low=1e-300),
            offer("c", "DNK", "x", condition="sum:troops>=1e300"),
            offer("d", "SWE", "x", condition="sum:troops>=1.00000000000000000000000000001e300"),
        )
        assert answer("closure", base)["unprompted"]["assured"] == ["a", "b", "c"]

    def test_a_k_beyond_all_bounds(self) -> None:
        base = scene(fact("peace", True), offer("a", "FRA", condition={"at_least": [10**50, ["peace"]]}))
        assert answer("closure", base)["unprompted"]["out"] == ["a"]


@pytest.mark.timeout(120)
class TestNegation:
    @pytest.mark.parametrize("count", [600, 601])
    def test_a_large_ring_of_negations_is_answered(self, count: int) -> None:
        ring = [
            offer(f"o{i:03}", f"A{i}", condition={"not": f"joins:A{(i + 1) % count}"}) for i in range(count)
        ]
        found = answer("closure", scene(*ring))
        assert found["complete"]
        if count % 2:
            assert (found["stable"], len(found["cycle"])) == ([], count)
        else:
            assert [len(model) for model in found["stable"]] == [count // 2, count // 2]
