"""Thresholds as choices, against plain sums."""

import random
from itertools import product

import pytest

from musterbook.assessment.kernel.nodes import Full, Store
from musterbook.assessment.kernel.threshold import threshold_steps


def holds(store: Store, node: int, chosen: tuple[int, ...]) -> bool:
    while node > 1:
        node = store.high[node] if chosen[store.level[node]] else store.low[node]
    return node == 1


@pytest.mark.parametrize("seed", range(80))
def test_a_threshold_is_the_sum_reaching_it(seed: int) -> None:
    draw = random.Random(seed)
    weights = [draw.choice([0, 1, 1, 2, 3, 7, 50]) for _ in range(draw.randint(0, 7))]
    least = draw.randint(-2, sum(weights) + 2)
    store = Store(len(weights), 10_000)
    root = threshold_steps(weights, least, store)
    for chosen in product([0, 1], repeat=len(weights)):
        total = sum(weight for weight, one in zip(weights, chosen, strict=True) if one)
        assert holds(store, root, chosen) == (total >= least)


def test_equal_remainders_are_one_state() -> None:
    """Weights far apart: what is wanted differs, what the rest can do does not."""
    store = Store(40, 10_000)
    threshold_steps([1_000_003 + i for i in range(40)], 20 * 1_000_003, store)
    assert len(store) < 2 + 40 * 40


def test_too_many_states_are_refused() -> None:
    with pytest.raises(Full):
        threshold_steps([7 * i * i + 1 for i in range(1, 25)], 7000, Store(24, 50))
