"""Weighted games: exact sums and float programmes against tables, with numpy and with numba."""

import builtins
import random
from fractions import Fraction
from math import factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.kernel import weighted
from musterbook.assessment.kernel.extension import (
    diagonal_mean,
    exact_slopes,
    game_of_table,
    swings_by_size,
)
from musterbook.assessment.kernel.weighted import WeightedGame

games = st.tuples(st.lists(st.integers(0, 6), min_size=1, max_size=7), st.integers(-1, 30))


def table_of(weights: list[int], quota: int) -> int:
    worlds = range(1 << len(weights))
    return sum(1 << w for w in worlds if sum(x for i, x in enumerate(weights) if w >> i & 1) >= quota)


class TestExact:
    @given(games, st.randoms(use_true_random=False))
    @settings(max_examples=150, deadline=None)
    def test_sums_are_those_of_the_table(self, case: tuple[list[int], int], draw: random.Random) -> None:
        weights, quota = case
        table = game_of_table(table_of(weights, quota), len(weights))
        off = [draw.randint(0, 9) for _ in weights]
        on = [draw.randint(1, 9) for _ in weights]
        game = WeightedGame(tuple(weights), quota)
        assert game.weigh(off, on) == table.weigh(off, on)
        assert swings_by_size(game) == swings_by_size(table)

    def test_a_common_factor_changes_nothing(self) -> None:
        small, large = WeightedGame((3, 2, 1), 4), WeightedGame((3000, 2000, 1000), 3999)
        assert large.scaled == small.scaled
        assert swings_by_size(small) == swings_by_size(large)

    @pytest.mark.parametrize(("quota", "settled"), [(0, True), (-5, True), (7, False), (6, None)])
    def test_what_is_settled_from_the_start(self, quota: int, settled: bool | None) -> None:
        game = WeightedGame((3, 2, 1), quota)
        assert game.settled is settled
        value, slopes = exact_slopes(game, [Fraction(1, 2)] * 3)
        if settled is not None:
            assert value == settled
            assert not any(slopes)
            assert game.slopes(np.full((1, 3), 0.5))[0][0] == settled
        assert len(game) >= 1

    def test_no_weight_at_all(self) -> None:
        assert WeightedGame((0, 0), 1).settled is False
        assert WeightedGame((), 0).settled is True


class TestFloats:
    @pytest.mark.parametrize("compiled", [False, True])
    def test_programmes_are_the_table(self, compiled: bool) -> None:
        if compiled:
            pytest.importorskip("numba", reason="missing: numba")
        draw = random.Random(7)
        for seed in range(150):
            weights = [draw.randint(0, 6) for _ in range(draw.randint(1, 7))]
            quota = draw.randint(-1, sum(weights) + 2)
            points = np.random.default_rng(seed).random((5, len(weights)))
            points[0], points[1, 0] = 0.0, 1.0
            values, gradient = WeightedGame(tuple(weights), quota, compiled).slopes(points)
            wanted = game_of_table(table_of(weights, quota), len(weights)).slopes(points)
            assert np.allclose(values, wanted[0], rtol=0, atol=1e-14)
            assert np.allclose(gradient, wanted[1], rtol=0, atol=1e-14)

    def test_without_numba_numpy_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def refuse(name: str, *rest: Any, **named: Any) -> Any:
            if name == "numba":
                raise ImportError(name)
            return real(name, *rest, **named)

        weighted._compiled.cache_clear()
        monkeypatch.setattr(builtins, "__import__", refuse)
        try:
            found = diagonal_mean(WeightedGame((4, 3, 2, 1), 6, compiled=True))
        finally:
            monkeypatch.undo()
            weighted._compiled.cache_clear()
        assert found == pytest.approx(diagonal_mean(WeightedGame((4, 3, 2, 1), 6, compiled=False)), abs=0)

    def test_strips_change_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        game = WeightedGame(tuple(range(1, 21)), 100, compiled=False)
        whole = diagonal_mean(game)
        monkeypatch.setattr(weighted, "HELD", 3000)
        assert diagonal_mean(game) == pytest.approx(whole, abs=1e-15)

    @pytest.mark.parametrize(("players", "most"), [(100, 20), (200, 6)])
    def test_the_error_stays_below_a_trillionth(self, players: int, most: int) -> None:
        """Against exact fractions, also at 200 players, where sums of 64 bits have long overflown."""
        draw = random.Random(players)
        weights = tuple(draw.randint(1, most) for _ in range(players))
        game = WeightedGame(weights, sum(weights) // 2 + 1)
        ways = [factorial(s) * factorial(players - 1 - s) for s in range(players)]
        exact = [
            Fraction(sum(way * n for way, n in zip(ways, row, strict=True)), factorial(players))
            for row in swings_by_size(game)
        ]
        assert sum(exact) == 1
        for compiled in (False, True):
            found = diagonal_mean(WeightedGame(weights, game.quota, compiled))
            assert max(abs(float(one) - near) for one, near in zip(exact, found, strict=True)) <= 1e-12
