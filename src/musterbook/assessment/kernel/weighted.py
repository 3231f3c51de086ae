"""Weighted games: the target holds where the weights of what is made add up to a quota.

Sums are gone through, not sets: a dynamic programme over the weights (Mann and Shapley 1962; Brams and
Affuso 1976), for all points at once in numpy, or compiled by numba where that is installed. In whole numbers
the sums of one programme are the digits of one large integer, and adding a player is a shift and a sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import gcd, prod
from typing import TYPE_CHECKING, Any

from musterbook.assessment.kernel.extension import Weighed
from musterbook.assessment.kernel.lanes import all_lanes

if TYPE_CHECKING:
    from musterbook.assessment.kernel.extension import Floats

HELD = 1 << 20
"""So many floats of one programme are held in the fast memory; the points are taken in strips that fit."""
WORTH_COMPILING = 1 << 27
"""Below so many steps numpy answers before numba is even imported."""

Kind = tuple[int, int, int]
"""Players alike: weight, ``off`` and ``on``."""


@dataclass(frozen=True, slots=True)
class WeightedGame:
    """Whole ``weights`` >= 0, a whole ``quota``; ``compiled`` by numba or not, None: where it is worth it."""

    weights: tuple[int, ...]
    quota: int
    compiled: bool | None = None

    @property
    def count(self) -> int:
        return len(self.weights)

    def __len__(self) -> int:
        """Steps of the programme."""
        return max(1, self.count * max(1, self.scaled[1]))

    @property
    def scaled(self) -> tuple[tuple[int, ...], int]:
        """The same game in the smallest weights: without common factor, none above the quota."""
        common = gcd(*self.weights) or 1
        quota = -(-self.quota // common)
        return tuple(min(weight // common, max(0, quota)) for weight in self.weights), quota

    @property
    def settled(self) -> bool | None:
        """Whether the target holds whatever is made; None where it hangs on that."""
        if self.quota <= 0:
            return True
        return None if sum(self.weights) >= self.quota else False

    def weigh(self, off: Sequence[int], on: Sequence[int]) -> Weighed:
        """The exact sums over all sets; whole ``off`` and ``on`` >= 0, not both 0, one per place."""
        whole = prod(a + b for a, b in zip(off, on, strict=True))
        if self.settled is not None:
            return Weighed(whole * self.settled, whole, (0,) * self.count)
        weights, quota = self.scaled
        kinds: dict[Kind, int] = {}
        for kind in zip(weights, off, on, strict=True):
            kinds[kind] = kinds.get(kind, 0) + 1
        digits = _Digits(quota, whole.bit_length() // 8 + 1)
        missed = digits.total(digits.with_all(1, list(kinds.items())), 0, quota)
        swings = {
            kind: digits.total(others, quota - kind[0], quota)
            for kind, others in digits.without_one(1, list(kinds.items()))
        }
        return Weighed(
            whole - missed, whole, tuple(swings[kind] for kind in zip(weights, off, on, strict=True))
        )

    def slopes(self, points: "Floats") -> "tuple[Floats, Floats]":
        """The values (k) and the gradients (k x places) at k points (k x places)."""
        import numpy as np

        if self.settled is not None:
            return np.full(len(points), float(self.settled)), np.zeros_like(points)
        weights, quota = self.scaled
        dual = sum(weights) - quota + 1
        if dual < quota:
            values, gradient = _slopes(np.minimum(weights, dual), dual, 1.0 - points, self.compiled)
            return 1.0 - values, gradient
        return _slopes(np.array(weights), quota, points, self.compiled)


@dataclass(frozen=True, slots=True)
class _Digits:
    """One integer holds a number for every sum below ``quota``, ``size`` bytes each."""

    quota: int
    size: int

    def add(self, held: int, kind: Kind, times: int = 1) -> int:
        """The programme with ``times`` more players of a kind; sums that reach the quota fall off."""
        weight, off, on = kind
        shift, lanes = 8 * self.size * weight, all_lanes(8 * self.size * self.quota)
        for _ in range(times):
            held = (held * off + (held * on << shift)) & lanes
        return held

    def with_all(self, held: int, kinds: Sequence[tuple[Kind, int]]) -> int:
        for kind, times in kinds:
            held = self.add(held, kind, times)
        return held

    def without_one(self, held: int, kinds: Sequence[tuple[Kind, int]]) -> Iterator[tuple[Kind, int]]:
        """For every kind the programme of all players but one of it: by halves, each added to the other."""
        if len(kinds) == 1:
            (kind, times) = kinds[0]
            yield kind, self.add(held, kind, times - 1)
            return
        half = len(kinds) // 2
        yield from self.without_one(self.with_all(held, kinds[half:]), kinds[:half])
        yield from self.without_one(self.with_all(held, kinds[:half]), kinds[half:])

    def total(self, held: int, start: int, stop: int) -> int:
        """The numbers of the sums from ``start`` up to ``stop``, together."""
        size = self.size
        body = (held >> (8 * size * start)).to_bytes(size * (stop - start), "little")
        return sum(int.from_bytes(body[i : i + size], "little") for i in range(0, len(body), size))


def _slopes(weights: Any, quota: int, points: "Floats", compiled: bool | None) -> "tuple[Floats, Floats]":
    """In strips of points: numba where it is there and worth its start, else numpy."""
    import numpy as np

    steps = len(weights) * quota
    order = np.argsort(weights, kind="stable")
    weights = weights[order]
    starts, stops = _windows(weights, quota)
    wanted = steps * len(points) >= WORTH_COMPILING if compiled is None else compiled
    fast = _compiled() if wanted else None
    values, gradient = np.empty(len(points)), np.empty_like(points)
    strip = max(1, HELD // steps)
    for i in range(0, len(points), strip):
        there = np.ascontiguousarray(points[i : i + strip, order])
        slopes = np.empty_like(there)
        values[i : i + strip] = (fast or _programme)(weights, quota, starts, stops, there, slopes)
        gradient[i : i + strip, order] = slopes
    return values, gradient


def _windows(weights: Any, quota: int) -> Any:
    """For every player the sums before it that matter: from ``starts`` the players from it on can lift them
    to the quota, and below ``stops`` the players before it can make them."""
    import numpy as np

    before = np.concatenate(([0], np.cumsum(weights)))
    return np.maximum(0, quota - (before[-1] - before)), np.minimum(quota, before + 1)


def _programme(
    weights: Any, quota: int, starts: Any, stops: Any, points: "Floats", slopes: "Floats"
) -> "Floats":
    """Forwards the chance of every sum before a player, backwards that of winning after it.

    Gives the values and fills ``slopes``.
    """
    import numpy as np

    count = len(weights)
    before = np.zeros((count + 1, quota, len(points)))
    before[0, 0] = 1.0
    for i, weight in enumerate(weights[:-1]):
        start, stop = starts[i + 1], stops[i + 1]
        made, kept = points[:, i], before[i + 1, start:stop]
        np.multiply(before[i, start:stop], 1.0 - made, out=kept)
        first = max(start, weight)
        if first < stop:
            kept[first - start :] += before[i, first - weight : stop - weight] * made
    after = np.zeros((quota + max(weights), len(points)))
    after[quota:] = 1.0
    for i in range(count - 1, -1, -1):
        start, stop, weight = starts[i], stops[i], weights[i]
        gain = after[start + weight : stop + weight] - after[start:stop]
        np.einsum("ij,ij->j", before[i, start:stop], gain, out=slopes[:, i])
        after[start:stop] += points[:, i] * gain
    found: Floats = after[0]
    return found


def _loops(weights: Any, quota: int, starts: Any, stops: Any, points: Any, slopes: Any) -> Any:
    """The same, point by point, in the plain loops that numba compiles."""
    count, values = len(weights), points[:, 0].copy()
    before = [points[0, :1].repeat(quota) for _ in range(count)]
    after = points[0, :1].repeat(2 * quota)
    lifted = points[0, :1].repeat(2 * quota)
    for k in range(len(points)):
        before[0][0] = 1.0
        for i in range(count - 1):
            weight, made, old, new = weights[i], points[k, i], before[i], before[i + 1]
            start, stop, held = starts[i + 1], stops[i + 1], stops[i]
            for s in range(start, min(stop, weight)):
                new[s] = old[s] * (1.0 - made) if s < held else 0.0
            for s in range(max(start, weight), min(stop, held)):
                new[s] = old[s] * (1.0 - made) + old[s - weight] * made
            for s in range(max(start, weight, held), stop):
                new[s] = old[s - weight] * made
        after[:quota] = 0.0
        after[quota:] = 1.0
        for i in range(count - 1, -1, -1):
            weight, made, old, slope = weights[i], points[k, i], before[i], 0.0
            start, stop = starts[i], stops[i]
            for s in range(start, stop):
                gain = after[s + weight] - after[s]
                slope += old[s] * gain
                lifted[s] = after[s] + made * gain
            after[start:stop] = lifted[start:stop]
            slopes[k, i] = slope
        values[k] = after[0]
    return values


@cache
def _compiled() -> Any:
    """The loops compiled, or None where numba is not installed."""
    try:
        import numba
    except ImportError:
        return None
    ways = {"reassoc", "contract"}
    try:
        return numba.njit(cache=True, fastmath=ways)(_loops)
    except RuntimeError:  # nowhere to keep the compiled code
        return numba.njit(fastmath=ways)(_loops)
