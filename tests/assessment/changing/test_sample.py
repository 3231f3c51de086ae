"""Odds that are drawn: the interval covers, the seed decides, time that runs out is told (rule 13)."""

from fractions import Fraction
from math import comb
from typing import Any

import pytest

from musterbook.assessment.changing.odds import expected
from musterbook.assessment.changing.sample import drawn_shares
from musterbook.assessment.kernel.extension import game_of_table
from musterbook.assessment.kernel.sampling import Bond
from musterbook.errors import QuestionError
from tests.assessment.build import answer, fact, offer, scene


class TestSampling:
    many = 24
    base = scene(
        *(fact(f"c{i:02}", probability=0.3) for i in range(many)),
        *(offer(f"o{i}", f"A{i}", condition=f"c{i:02}") for i in range(many)),
    )

    def wanted(self, least: int) -> float:
        return sum(comb(self.many, k) * 0.3**k * 0.7 ** (self.many - k) for k in range(least, self.many + 1))

    @pytest.mark.parametrize("least", [3, 7, 12])
    def test_beyond_twenty_it_is_exact_where_a_sum_or_a_diagram_fits(self, least: int) -> None:
        for method in (None, "weights", "diagram"):
            found = answer("odds", self.base, target=f"count>={least}", method=method)
            assert found["method"] == "exact"
            assert found["probability"] == pytest.approx(self.wanted(least), abs=1e-14)

    @pytest.mark.parametrize("least", [3, 7, 12])
    def test_the_interval_holds_the_truth_and_the_seed_is_named(self, least: int) -> None:
        found = answer("odds", self.base, target=f"count>={least}", method="sampled")
        assert found["method"] == "sampled"
        assert found["low"] <= found["probability"] <= found["high"]
        assert found["low"] <= self.wanted(least) <= found["high"]
        assert found["high"] - found["low"] < 0.01
        assert (found["samples"], found["seed"]) == (65536, 20250317)
        assert answer("odds", self.base, target=f"count>={least}", method="sampled") == found

    def test_importances_are_drawn_too(self) -> None:
        exact = answer("odds", self.base, target="count>=7")["birnbaum"]
        drawn = answer("odds", self.base, target="count>=7", method="sampled", samples=64)["birnbaum"]
        assert drawn == pytest.approx(exact, abs=0.03)

    def test_a_sampled_range_holds_the_exact_one(self) -> None:
        given = {"c00": [0.1, 0.9]}
        low, high = answer("odds", self.base, target="count>=7", probability=given)["range"]
        found = answer("odds", self.base, target="count>=7", probability=given, method="sampled")["range"]
        assert found[0] <= low < high <= found[1]
        assert found == pytest.approx([low, high], abs=0.01)

    def test_twenty_that_matter_among_more_stay_exact(self) -> None:
        target = {"all": [f"c{i:02}" for i in range(20)]}
        found = answer("odds", self.base, target=target)
        assert (found["probability"], found["method"]) == (float(Fraction(3, 10) ** 20), "exact")
        assert found["birnbaum"]["c00"] == float(Fraction(3, 10) ** 19)
        assert found["birnbaum"]["c23"] == 0

    def test_time_that_has_run_out_is_told(self) -> None:
        found = answer("odds", self.base, target="count>=7", method="sampled", samples=1 << 24, budget=0.05)
        assert "time budget" in found["cap"]
        assert 0 < found["samples"] < 1 << 24

    def test_fractions_cannot_be_drawn(self) -> None:
        with pytest.raises(QuestionError, match="name fewer"):
            answer("odds", self.base, target="count>=7", method="sampled", exact=True)

    @pytest.mark.parametrize("p", [Fraction(1, 500), Fraction(1, 50), Fraction(1, 3), Fraction(99, 100)])
    def test_a_thousand_seeds_cover_the_exact_value(self, p: Fraction) -> None:
        """Two of three changes, by pairs: 95 +- 2 % of the seeds, however near the chance is to 0 or 1."""
        exact = 3 * p**2 * (1 - p) + p**3
        inside = 0
        for seed in range(1000):
            found = drawn_shares(two_of_three, [(p, p, p)], (), 500, seed)
            inside += found.low <= exact <= found.high
        assert 930 <= inside <= 970 or exact * 500 < 0.03

    def test_a_thousand_seeds_cover_it_in_a_group_too(self) -> None:
        p, bond = Fraction(2, 5), Bond((0, 1, 2), Fraction(1, 2))
        exact = expected(game_of_table(0b11101000, 3), (p, p, p), (bond,))[0]
        inside = 0
        for seed in range(1000):
            found = drawn_shares(two_of_three, [(p, p, p)], (bond,), 300, seed)
            inside += found.low <= exact <= found.high
        assert 930 <= inside <= 970

    def test_ten_thousand_changes(self) -> None:
        many = 10_000
        facts = [fact(f"c{i}", probability=0.5) for i in range(many)]
        offers = [offer(f"o{i}", f"A{i}", condition=f"c{i}") for i in range(many)]
        found = answer("odds", scene(*facts, *offers), target="count>=5000", samples=512, method="sampled")
        assert found["low"] <= 0.504 <= found["high"]
        assert "birnbaum" not in found


def two_of_three(masks: Any, lanes: int) -> int:
    a, b, c = masks
    return int((a & b) | (a & c) | (b & c)) & lanes
