"""Drawing worlds from a seed, with the chances that are given, and what a count of hits then tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from random import Random
from typing import TYPE_CHECKING, Any

from musterbook.assessment.kernel.lanes import all_lanes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIGITS = 40
"""Chances are drawn to 2^-40: far below what any number of samples could tell."""
TAIL = 0.025
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Bond:
    """Places that go together: with chance ``correlation`` one common draw decides them all."""

    places: tuple[int, ...]
    correlation: Fraction


def drawn_worlds(
    points: Sequence[Sequence[Fraction]], width: int, source: Random, bonds: Sequence[Bond] = ()
) -> list[list[int]]:
    """For every point a mask of ``width`` lanes per chance, each on with that chance (to 2^-40).

    All points are met with the same random numbers: where chances are higher, more lanes are on. The members
    of a bond are drawn on their own in some lanes and from one common number in the others.
    """
    drawn: list[list[int]] = [[] for _ in points]
    for chances in zip(*points, strict=True):
        planes = _planes(chances, width, source)
        for masks, chance in zip(drawn, chances, strict=True):
            masks.append(drawn_mask(chance, planes, width))
    for bond in bonds:
        together = drawn_mask(bond.correlation, _planes([bond.correlation], width, source), width)
        common = [source.getrandbits(width) for _ in range(DIGITS)]
        for masks, point in zip(drawn, points, strict=True):
            for place in bond.places:
                one = drawn_mask(point[place], common, width)
                masks[place] = (masks[place] & ~together) | (one & together)
    return drawn


def _planes(chances: Sequence[Fraction], width: int, source: Random) -> list[int]:
    """The digits of a random binary fraction in every lane, last first; only those that anything hangs on."""
    digits = 0
    for chance in chances:
        digits |= round(chance * (1 << DIGITS))
    digits &= all_lanes(DIGITS)
    idle = (digits & -digits).bit_length() - 1 if digits else DIGITS
    return [source.getrandbits(width) for _ in range(DIGITS - idle)]


def drawn_mask(chance: Fraction, planes: Sequence[int], width: int) -> int:
    """The lanes whose binary fraction, last digit first in ``planes``, stays below the chance."""
    digits = round(chance * (1 << DIGITS))
    if digits >> DIGITS:
        return all_lanes(width)
    mask, digits = 0, digits >> (DIGITS - len(planes))
    for place, plane in enumerate(planes):
        mask = (mask | (plane ^ all_lanes(width))) if digits >> place & 1 else (mask & ~plane)
    return mask


def wilson(hits: int, samples: int) -> tuple[float, float]:
    """The 95 % interval of a share, in closed form (Wilson 1927)."""
    z = 1.959963984540054
    share, spread = hits / samples, z * z / samples
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / samples + spread / (4 * samples)) / (1 + spread)
    return (middle - half if hits else 0.0), (middle + half if hits < samples else 1.0)


def stevens(hits: int, samples: int, fraction: float) -> tuple[float, float]:
    """The 95 % interval of a share that covers it in 95 % of all draws, however near to 0 or 1 it is.

    A count is coarse, and every interval read off it alone covers some shares far too seldom or far too
    often. ``fraction``, a random number in [0, 1), makes the count continuous (Stevens 1950). The share
    itself is kept within the interval.
    """
    share = hits / samples
    low = _share_at(hits, samples, fraction, TAIL)
    high = _share_at(hits, samples, fraction, 1 - TAIL)
    return min(low, share), max(high, share)


def _share_at(hits: int, samples: int, fraction: float, wanted: float) -> float:
    """The share with which a count beyond ``hits`` + ``fraction`` has the chance ``wanted``: by halving."""
    from scipy.special import betainc

    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        share = (low + high) / 2
        as_many = betainc(hits, samples - hits + 1, share) if hits else 1.0
        more = betainc(hits + 1, samples - hits, share) if hits < samples else 0.0
        if (1 - fraction) * as_many + fraction * more < wanted:
            low = share
        else:
            high = share
    return (low + high) / 2


def random_orders(count: int, width: int, seed: int) -> "NDArray[np.int64]":
    """``width`` random orders of ``count`` places: row w holds the places in order w."""
    import numpy as np

    draw = np.random.Generator(np.random.PCG64(seed))
    orders: NDArray[np.int64] = np.argsort(draw.random((width, count)), axis=1)
    return orders


def masks_of(table: Any) -> list[int]:
    """A table of booleans (lanes x places) as one mask per place."""
    import numpy as np

    packed = np.packbits(table, axis=0, bitorder="little")
    return [int.from_bytes(packed[:, place].tobytes(), "little") for place in range(packed.shape[1])]
