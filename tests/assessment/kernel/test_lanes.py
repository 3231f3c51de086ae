"""Lanes against plain counting."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.assessment.kernel.lanes import (
    Tally,
    all_lanes,
    at_least,
    counter,
    join_blocks,
    lanes_on,
    layers,
    members,
    transposed,
    variable_mask,
)


@pytest.mark.parametrize("variables", range(1, 8))
def test_a_variable_is_on_where_its_bit_is(variables: int) -> None:
    for variable in range(variables):
        wanted = sum(1 << world for world in range(1 << variables) if world >> variable & 1)
        assert variable_mask(variable, variables) == wanted


@pytest.mark.parametrize("variables", range(8))
def test_layers_part_the_worlds_by_size(variables: int) -> None:
    found = layers(variables)
    assert len(found) == variables + 1
    for size, mask in enumerate(found):
        assert mask == sum(1 << world for world in range(1 << variables) if world.bit_count() == size)


@given(st.sets(st.integers(0, 300)))
def test_lanes_on_lists_the_bits(lanes: set[int]) -> None:
    assert list(lanes_on(sum(1 << lane for lane in lanes))) == sorted(lanes)
    assert members(sum(1 << lane for lane in lanes)) == sorted(lanes)


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 1000)), max_size=8), st.integers(-5, 3000))
def test_a_tally_adds_up(weighed: Sequence[tuple[int, int]], threshold: int) -> None:
    tally = Tally(all_lanes(8))
    for mask, weight in weighed:
        tally.add(mask, weight)
    sums = [sum(weight for mask, weight in weighed if mask >> lane & 1) for lane in range(8)]
    assert tally.reaches(threshold) == sum(1 << lane for lane in range(8) if sums[lane] >= threshold)


@given(st.lists(st.integers(0, 15), max_size=6), st.integers(-1, 8))
def test_at_least_counts_repeats(masks: list[int], k: int) -> None:
    wanted = sum(1 << lane for lane in range(4) if sum(mask >> lane & 1 for mask in masks) >= k)
    assert at_least(k, masks, 15) == wanted


@given(st.lists(st.integers(0, 2**9 - 1), max_size=20))
def test_transposed_turns_worlds_into_masks(worlds: list[int]) -> None:
    wanted = [sum((world >> i & 1) << lane for lane, world in enumerate(worlds)) for i in range(9)]
    assert transposed(worlds, 9) == wanted


def test_nothing_to_transpose() -> None:
    assert transposed([0, 0], 0) == []
    assert transposed([], 2) == [0, 0]


def test_blocks_are_joined_in_order() -> None:
    assert join_blocks([0b1], 1) == 1
    assert join_blocks([0x01, 0x80, 0xFF], 8) == 0xFF8001


@pytest.mark.parametrize("width", [1, 2, 70, 5000])
@pytest.mark.parametrize("seed", range(5))
def test_sums_in_every_lane(width: int, seed: int) -> None:
    """Made at once and added to later, they are the sums."""
    draw = random.Random(seed)
    pairs = [(draw.getrandbits(width), draw.choice([0, 1, 1, 3, 40, 10**30])) for _ in range(9)]
    more = [(draw.getrandbits(width), draw.choice([1, 2, 7])) for _ in range(3)]
    sums = counter(all_lanes(width), pairs)
    for mask, weight in more:
        sums.add(mask, weight)
    for least in (-1, 0, 1, 3, 41, 10**30, 9 * 10**30):
        reached = sums.reaches(least)
        for lane in range(0, width, 37):
            total = sum(weight for mask, weight in pairs + more if mask >> lane & 1)
            assert (reached >> lane & 1) == (total >= least)


@pytest.mark.parametrize("width", [1, 100, 5000, 1 << 20])
def test_the_lanes_that_are_on(width: int) -> None:
    draw = random.Random(width)
    on = sorted(draw.sample(range(width), min(width, 3000)))
    mask = sum(1 << lane for lane in on)
    assert list(lanes_on(mask)) == on
    assert list(lanes_on(0)) == []
    assert all(isinstance(lane, int) for lane in lanes_on(mask))
