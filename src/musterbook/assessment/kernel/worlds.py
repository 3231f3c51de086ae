"""Going through the worlds in blocks that fit the memory: every completion of the open variables, once."""

import random
from collections.abc import Iterator, Mapping, Sequence

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.integers import Tired
from musterbook.assessment.kernel.lanes import all_lanes, join_blocks, variable_mask
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.words import Words, settle, words_for

BLOCK = 16
"""At most 2^16 worlds are settled at once: beyond that the masks leave the fast memory."""
MEMORY = 1 << 30
"""Bits that the masks of one block may take together (128 MiB)."""
EXACT = 20
"""Up to this many open variables every world is settled."""

Block = tuple[list[int], int]


def block_bits(network: Network, open_count: int) -> int:
    """How many variables vary within a block, so that its masks stay within MEMORY; at least 3 of them."""
    room = max(3, (MEMORY // max(1, len(network))).bit_length() - 1)
    return min(open_count, BLOCK, room)


def all_worlds(
    network: Network, count: int, open_ones: Sequence[int], fixed: Mapping[int, bool] | None = None
) -> Iterator[Block]:
    """Blocks of (mask per variable, lanes) over all completions of ``open_ones`` out of ``count`` variables.

    World number w, counted through the blocks, gives open variable i the bit i of w; the others are as
    ``fixed``, false by default.
    """
    inner = block_bits(network, len(open_ones))
    lanes = all_lanes(1 << inner)
    base = [lanes if fixed and fixed.get(i) else 0 for i in range(count)]
    for i, variable in enumerate(open_ones[:inner]):
        base[variable] = variable_mask(i, inner)
    for block in range(1 << (len(open_ones) - inner)):
        masks = list(base)
        for i, variable in enumerate(open_ones[inner:]):
            masks[variable] = lanes if block >> i & 1 else 0
        yield masks, lanes


def one_world(count: int, true_ones: Sequence[int] = ()) -> Block:
    """A single world in which only ``true_ones`` are true."""
    chosen = set(true_ones)
    return [int(i in chosen) for i in range(count)], 1


def random_worlds(count: int, width: int, seed: int) -> Block:
    """``width`` worlds drawn evenly, from a seed; the first is all false and the second all true."""
    source = random.Random(seed)
    return [(source.getrandbits(width) & ~1) | 2 for _ in range(count)], all_lanes(width)


def truth_table(
    network: Network,
    gate: int,
    count: int,
    open_ones: Sequence[int],
    greatest: bool = False,
    words: Words | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> int:
    """The mask of one gate over all completions of ``open_ones``, the other variables false.

    Only the cone of the gate is settled. ``words`` as in ``words.settle``. Raises Tired where the deadline
    passes before all blocks of worlds are settled.
    """
    program = network.program([gate])
    taken = words or words_for(program, 1 << len(open_ones))
    blocks: list[int] = []
    for masks, lanes in all_worlds(network, count, open_ones):
        if blocks and deadline.passed:
            raise Tired
        blocks.append(settle(program, masks, lanes, greatest, taken)[0])
    return join_blocks(blocks, 1 << block_bits(network, len(open_ones)))
