"""Pivots drawn from a seed, where the target is too large to be counted (Castro, Gomez and Tejada 2009).

Shapley-Shubik: in a random order of the changes exactly one is the first to reach the target; all orders of a
batch are searched at once by halving, one lane an order. Banzhaf: the share of random worlds with the change
that reach the target, less the share of those without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from random import Random
from typing import Any

from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.changing.sample import nothing_drawn
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.integers import Tired
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on
from musterbook.assessment.kernel.sampling import masks_of, random_orders, wilson

SAMPLES = 1 << 12
LEAST = 512
HELD = 1 << 22
"""So many ranks are held at once: orders x changes."""
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Swung:
    """What was drawn, change by change, with the 95 % intervals; ``cap`` says what cut it short."""

    names: tuple[str, ...]
    shapley: tuple[Fraction, ...]
    banzhaf: tuple[Fraction, ...]
    banzhaf_half: tuple[float, ...]
    samples: int
    seed: int
    cap: str | None

    def to_json(self) -> dict[str, Any]:
        intervals = {}
        for name, one, other, half in zip(
            self.names, self.shapley, self.banzhaf, self.banzhaf_half, strict=True
        ):
            low, high = wilson(int(one * self.samples), self.samples)
            middle = float(other)
            intervals[name] = {
                "shapley": [low, high],
                "banzhaf": [max(0.0, middle - half), min(1.0, middle + half)],
            }
        body = {"intervals": intervals, "samples": self.samples, "seed": self.seed}
        return body if self.cap is None else {**body, "cap": self.cap}


def swung(lever: Lever, samples: int | None, seed: int, deadline: Deadline) -> Swung:
    """At least one batch is drawn; then as many as are asked for, or as the deadline leaves time for.

    Raises QuestionError where it does not even leave time for one.
    """
    count = len(lever.relevant)
    wanted = samples or min(SAMPLES, max(LEAST, 2 * HELD // max(1, count)))
    batch = min(wanted, max(64, HELD // max(1, count)))
    firsts, source = [0] * count, Random(seed)
    with_it, shares = [0] * count, [0, 0]
    sizes, drawn = [0] * count, 0
    while drawn < wanted and (drawn == 0 or not deadline.passed):
        width = min(batch, wanted - drawn)
        try:
            first_ones = _first_ones(lever, width, source.getrandbits(63), deadline)
            masks = [source.getrandbits(width) for _ in range(count)]
            held = lever.mask(lever.spread(masks), all_lanes(width), deadline)
        except Tired:
            if not drawn:
                raise nothing_drawn(deadline) from None
            break
        for place in first_ones:
            firsts[place] += 1
        shares[0] += held.bit_count()
        for place, mask in enumerate(masks):
            with_it[place] += (held & mask).bit_count()
            sizes[place] += mask.bit_count()
        drawn += width
    gains = [_gain(w, n, shares[0], drawn) for w, n in zip(with_it, sizes, strict=True)]
    return Swung(
        lever.relevant_names,
        tuple(Fraction(first, drawn) for first in firsts),
        tuple(gain for gain, _ in gains),
        tuple(half for _, half in gains),
        drawn,
        seed,
        deadline.cap if drawn < wanted else None,
    )


def _gain(with_it: int, size: int, held: int, drawn: int) -> tuple[Fraction, float]:
    """The share of worlds that hold with a change less that without it, and half its 95 % interval."""
    others = drawn - size
    if not size or not others:
        return Fraction(0), 1.0
    made, without = Fraction(with_it, size), Fraction(held - with_it, others)
    spread = float(made * (1 - made)) / size + float(without * (1 - without)) / others
    return max(Fraction(0), made - without), Z * sqrt(spread) + 1 / drawn


def _first_ones(lever: Lever, width: int, seed: int, deadline: Deadline) -> Sequence[int]:
    """In every one of ``width`` random orders the change that is the first to reach the target, if one is."""
    import numpy as np

    count = len(lever.relevant)
    if not count:
        return []
    orders = random_orders(count, width, seed)
    ranks = np.argsort(orders, axis=1)
    low, high = np.zeros(width, dtype=np.int64), np.full(width, count, dtype=np.int64)
    can_fail = ~_reached(lever, ranks, low, deadline)
    can_reach = _reached(lever, ranks, high, deadline)
    while (high - low > 1).any():
        middle = (low + high) // 2
        reached = _reached(lever, ranks, middle, deadline)
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    firsts = orders[np.arange(width), high - 1][can_fail & can_reach]
    return [int(place) for place in firsts]


def _reached(lever: Lever, ranks: Any, sizes: Any, deadline: Deadline) -> Any:
    """Lane by lane: whether the first so many changes of the order reach the target."""
    import numpy as np

    width = len(ranks)
    held = lever.mask(lever.spread(masks_of(ranks < sizes[:, None])), all_lanes(width), deadline)
    found = np.zeros(width, dtype=bool)
    found[list(lanes_on(held))] = True
    return found
