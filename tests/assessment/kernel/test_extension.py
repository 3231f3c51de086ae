"""The multilinear extension and its gradient: exact and in floats, by table and by diagram."""

import random
from fractions import Fraction
from itertools import product
from math import comb, factorial, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.kernel.diagram import Diagram
from musterbook.assessment.kernel.extension import (
    DiagramGame,
    diagonal_mean,
    exact_slopes,
    game_of_table,
    slopes_at,
    swings_by_size,
)


def random_table(seed: int, count: int) -> int:
    """A random monotone truth table: everything above a few random sets."""
    draw = random.Random(seed)
    wins = [draw.randrange(1 << count) for _ in range(draw.randint(0, 4))]
    return sum(1 << w for w in range(1 << count) if any(w & win == win for win in wins))


tables = st.integers(1, 6).flatmap(lambda count: st.tuples(st.integers(0, 10**6), st.just(count)))


def chance(table: int, count: int, p: list[Fraction]) -> Fraction:
    return sum(
        (
            prod((p[i] if w >> i & 1 else 1 - p[i] for i in range(count)), start=Fraction(1))
            for w in range(1 << count)
            if table >> w & 1
        ),
        Fraction(0),
    )


class TestExact:
    @given(tables, st.randoms(use_true_random=False))
    @settings(max_examples=80, deadline=None)
    def test_values_and_gradients_at_any_point(self, case: tuple[int, int], draw: random.Random) -> None:
        seed, count = case
        table = random_table(seed, count)
        p = [Fraction(draw.randint(0, 7), 7) for _ in range(count)]
        value, slopes = exact_slopes(game_of_table(table, count), p)
        assert value == chance(table, count, p)
        for i, slope in enumerate(slopes):
            made, missing = ([*p[:i], Fraction(end), *p[i + 1 :]] for end in (1, 0))
            assert slope == chance(table, count, made) - chance(table, count, missing)

    @given(tables)
    @settings(max_examples=60, deadline=None)
    def test_swings_by_size(self, case: tuple[int, int]) -> None:
        seed, count = case
        table = random_table(seed, count)
        wanted = [[0] * count for _ in range(count)]
        for i, w in product(range(count), range(1 << count)):
            if not w >> i & 1 and table >> (w | 1 << i) & 1 and not table >> w & 1:
                wanted[i][w.bit_count()] += 1
        assert swings_by_size(game_of_table(table, count)) == wanted

    @given(tables)
    @settings(max_examples=60, deadline=None)
    def test_shapley_values_add_up_to_the_gain_from_nothing_to_all(self, case: tuple[int, int]) -> None:
        seed, count = case
        table = random_table(seed, count)
        gain = (table >> ((1 << count) - 1) & 1) - (table & 1)
        shapley = [
            Fraction(sum(factorial(s) * factorial(count - 1 - s) * n for s, n in enumerate(row)))
            for row in swings_by_size(game_of_table(table, count))
        ]
        assert sum(shapley) == gain * factorial(count)

    def test_weights_of_sets(self) -> None:
        weighed = game_of_table(0b1000, 2).weigh([2, 3], [5, 7])
        assert (weighed.total, weighed.whole, weighed.swings) == (35, 70, (7, 5))

    def test_constants(self) -> None:
        for table, value in ((0, 0), (0b1111, 1)):
            game = game_of_table(table, 2)
            found, slopes = exact_slopes(game, [Fraction(1, 3)] * 2)
            assert found == value
            assert not any(slopes)
        assert exact_slopes(game_of_table(1, 0), [])[0] == 1

    def test_levels_may_stand_in_any_order(self) -> None:
        """a and (b or c), asked for in the order c, a, b."""
        diagram = Diagram((3, 3, 2, 1, 1, 0), (0, 1, 0, 0, 0, 3), (0, 1, 1, 2, 1, 4), 5, (2, 0, 1))
        value, slopes = exact_slopes(
            DiagramGame(diagram, (2, 0, 1)), [Fraction(1, 2), Fraction(1, 3), Fraction(1, 5)]
        )
        assert value == Fraction(1, 2) * (1 - Fraction(2, 3) * Fraction(4, 5))
        assert slopes == [Fraction(7, 15), Fraction(1, 2) * Fraction(4, 5), Fraction(1, 2) * Fraction(2, 3)]


class TestFloats:
    @given(tables)
    @settings(max_examples=60, deadline=None)
    def test_they_are_the_exact_ones(self, case: tuple[int, int]) -> None:
        seed, count = case
        game = game_of_table(random_table(seed, count), count)
        points = np.random.default_rng(seed).random((4, count))
        values, gradient = game.slopes(points)
        for point, value, slopes in zip(points, values, gradient, strict=True):
            exact, wanted = exact_slopes(game, [Fraction(float(p)) for p in point])
            assert value == pytest.approx(float(exact), abs=1e-14)
            assert slopes == pytest.approx([float(one) for one in wanted], abs=1e-14)

    def test_gradients_are_finite_differences(self) -> None:
        game = game_of_table(random_table(9, 6), 6)
        point, step = np.full((1, 6), 0.3), 1e-6
        slopes = game.slopes(point)[1][0]
        for i in range(6):
            up, down = point.copy(), point.copy()
            up[0, i] += step
            down[0, i] -= step
            difference = (game.slopes(up)[0][0] - game.slopes(down)[0][0]) / (2 * step)
            assert slopes[i] == pytest.approx(difference, abs=1e-9)

    @pytest.mark.parametrize("count", [1, 2, 3, 6, 9])
    def test_quadrature_is_exact(self, count: int) -> None:
        for seed in range(10):
            game = game_of_table(random_table(seed, count), count)
            wanted = [
                float(sum(Fraction(n, count * comb(count - 1, s)) for s, n in enumerate(row)))
                for row in swings_by_size(game)
            ]
            assert diagonal_mean(game) == pytest.approx(wanted, abs=1e-14)

    def test_points_are_taken_in_strips(self, monkeypatch: pytest.MonkeyPatch) -> None:
        game = game_of_table(random_table(3, 6), 6)
        points = np.random.default_rng(3).random((50, 6))
        whole = game.slopes(points)
        monkeypatch.setattr("musterbook.assessment.kernel.extension.WIDEST", 40)
        strips = game.slopes(points)
        assert strips[0] == pytest.approx(whole[0], abs=1e-15)
        assert np.allclose(strips[1], whole[1], rtol=0, atol=1e-15)

    def test_floats_stand_in_where_exact_numbers_take_too_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        game, p = game_of_table(random_table(5, 6), 6), [Fraction(1, 3)] * 6
        value, slopes, error = slopes_at(game, p, False)
        assert error is None
        monkeypatch.setattr("musterbook.assessment.kernel.extension.MOST_BITS", 10)
        assert slopes_at(game, p, True) == (value, slopes, None)
        near, near_slopes, bound = slopes_at(game, p, False)
        assert bound == 1e-12
        assert abs(near - value) < bound
        assert all(abs(a - b) < bound for a, b in zip(near_slopes, slopes, strict=True))
