"""Draws and intervals: chances are kept, bonds leave them as they are, intervals cover."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from musterbook.assessment.kernel.sampling import (
    Bond,
    drawn_worlds,
    masks_of,
    random_orders,
    stevens,
    wilson,
)

WIDTH = 1 << 16
HALF = Fraction(1, 2)


class TestDraws:
    @pytest.mark.parametrize("p", [Fraction(0), Fraction(1), Fraction(1, 3), Fraction(1, 1000), HALF])
    def test_masks_are_drawn_with_their_chance(self, p: Fraction) -> None:
        mask = drawn_worlds([[p]], WIDTH, Random(7))[0][0]
        low, high = wilson(mask.bit_count(), WIDTH)
        assert low - 1e-9 <= p <= high + 1e-9

    def test_higher_chances_take_all_lanes_of_lower_ones(self) -> None:
        low, high = drawn_worlds([[Fraction(1, 3)], [Fraction(2, 5)]], WIDTH, Random(1))
        assert low[0] & ~high[0] == 0
        assert high[0].bit_count() > low[0].bit_count()

    def test_a_bond_leaves_every_chance_as_it_is(self) -> None:
        chances = [Fraction(1, 5), Fraction(3, 5), HALF]
        masks = drawn_worlds([chances], WIDTH, Random(3), [Bond((0, 1), Fraction(7, 10))])[0]
        for mask, p in zip(masks, chances, strict=True):
            assert mask.bit_count() / WIDTH == pytest.approx(float(p), abs=0.01)
        both = (masks[0] & masks[1]).bit_count() / WIDTH
        assert both == pytest.approx(0.7 * 0.2 + 0.3 * 0.2 * 0.6, abs=0.01)
        apart = (masks[0] & masks[2]).bit_count() / WIDTH
        assert apart == pytest.approx(0.1, abs=0.01)

    def test_the_seed_decides(self) -> None:
        first, second, other = (drawn_worlds([[HALF] * 3], 64, Random(seed)) for seed in (1, 1, 2))
        assert first == second != other

    def test_orders_are_orders(self) -> None:
        orders = random_orders(5, 100, 1)
        assert all(sorted(order) == [0, 1, 2, 3, 4] for order in orders.tolist())
        assert len({tuple(order) for order in orders.tolist()}) > 50

    def test_a_table_as_masks(self) -> None:
        table = np.array([[True, False], [False, False], [True, True]] + [[False, True]] * 7)
        assert masks_of(table) == [0b101, 0b1111111100]


class TestIntervals:
    def test_within_zero_and_one(self) -> None:
        for interval in (wilson, lambda hits, samples: stevens(hits, samples, 0.4)):
            assert interval(0, 100)[0] == pytest.approx(0, abs=1e-12)
            assert interval(100, 100)[1] == pytest.approx(1, abs=1e-12)

    def test_known_values(self) -> None:
        low, high = wilson(50, 100)
        assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)

    def test_between_those_of_clopper_and_pearson(self) -> None:
        """The lower limits (2.5 %) of 30 and of 31 in 100 enclose every one of 30 and a fraction."""
        lows = [stevens(30, 100, fraction)[0] for fraction in (0.0, 0.25, 0.5, 0.999)]
        assert lows == sorted(lows)
        assert lows[0] == pytest.approx(0.212406, abs=1e-6)
        assert lows[-1] == pytest.approx(stevens(31, 100, 0.0)[0], abs=1e-4)

    def test_the_share_stays_within(self) -> None:
        for hits in (0, 1, 50, 99, 100):
            for fraction in (0.0, 0.01, 0.5, 0.99, 0.999):
                low, high = stevens(hits, 100, fraction)
                assert 0 <= low <= hits / 100 <= high <= 1

    @pytest.mark.parametrize("p", [0.002, 0.01, 0.08, 0.3, 0.5, 0.97, 0.999])
    def test_a_thousand_draws_are_covered_in_95_of_100(self, p: float) -> None:
        samples, inside = 400, 0
        chance = Fraction(str(p))
        for seed in range(1000):
            source = Random(seed)
            hits = drawn_worlds([[chance]], samples, source)[0][0].bit_count()
            low, high = stevens(hits, samples, source.random())
            inside += low <= p <= high
        assert 930 <= inside <= 970
