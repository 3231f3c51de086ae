"""Lanes: one bit of a Python integer is one world, so that one ``&`` settles thousands of worlds at once.

A *mask* is an integer whose bit ``w`` says what holds in world ``w``; bit ``i`` of the number ``w`` says
whether variable ``i`` is true in it. Plain integers proved faster than numpy words here, and need no
dependency.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

FEW = 2048
"""Lanes beyond these are looked through with numpy, STRETCH bytes that hold any at a time."""
STRETCH = 1 << 16


def all_lanes(width: int) -> int:
    """The mask of ``width`` lanes, all on."""
    return (1 << width) - 1


@lru_cache(maxsize=256)
def variable_mask(variable: int, variables: int) -> int:
    """The worlds, among 2^variables, in which variable ``variable`` is true."""
    size = 1 << (variable + 1)
    mask = all_lanes(size >> 1) << (size >> 1)
    while size < 1 << variables:
        mask |= mask << size
        size *= 2
    return mask


@lru_cache(maxsize=32)
def layers(variables: int) -> tuple[int, ...]:
    """For k = 0..variables the worlds in which exactly k variables are true."""
    found: tuple[int, ...] = (1,)
    for size in range(variables):
        shift = 1 << size
        padded = (0, *found, 0)
        found = tuple(padded[k + 1] | (padded[k] << shift) for k in range(size + 2))
    return found


def lanes_on(mask: int) -> Iterator[int]:
    """The numbers of the lanes that are on, ascending."""
    if mask.bit_length() <= FEW:
        while mask:
            lowest = mask & -mask
            yield lowest.bit_length() - 1
            mask ^= lowest
        return
    import numpy as np

    raw = np.frombuffer(mask.to_bytes((mask.bit_length() + 7) // 8, "little"), np.uint8)
    (places,) = raw.nonzero()
    for start in range(0, len(places), STRETCH):
        some = places[start : start + STRETCH]
        bits = np.unpackbits(raw[some][:, None], axis=1, bitorder="little")
        rows, columns = bits.nonzero()
        yield from (8 * some[rows] + columns).tolist()


def members(world: int) -> list[int]:
    """The variables that are true in a world."""
    return [i for i in range(world.bit_length()) if world >> i & 1]


def transposed(worlds: Sequence[int], variables: int) -> list[int]:
    """The mask of every variable, where lane i is the i-th of the given worlds."""
    rows = [format(world, f"0{variables}b") for world in reversed(worlds)]
    columns = [int("".join(column), 2) for column in zip(*rows, strict=True)]
    return columns[::-1][:variables] if rows else [0] * variables


def join_blocks(blocks: list[int], width: int) -> int:
    """One mask from blocks of ``width`` lanes each (a multiple of 8 where there are several)."""
    if len(blocks) == 1:
        return blocks[0]
    return int.from_bytes(b"".join(block.to_bytes(width // 8, "little") for block in blocks), "little")


class Counter(Protocol):
    """For every lane a whole number that grows as weighted masks are added."""

    def add(self, mask: int, weight: int = 1) -> None: ...

    def reaches(self, threshold: int) -> int: ...


def counter(lanes: int, pairs: Iterable[tuple[int, int]] = ()) -> Counter:
    """The sums of (mask, weight >= 0) pairs in every lane: one number for one lane, bit slices for more."""
    if lanes > 1:
        return Tally(lanes, sum_planes(pairs))
    total = Total(lanes)
    for mask, weight in pairs:
        total.add(mask, weight)
    return total


def sum_planes(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The binary digits, lowest first, of the sums: three masks of one digit make one and a carry."""
    columns: list[list[int]] = []
    for mask, weight in pairs:
        while len(columns) < weight.bit_length():
            columns.append([])
        for place in range(weight.bit_length()):
            if weight >> place & 1 and mask:
                columns[place].append(mask)
    planes: list[int] = []
    while len(planes) < len(columns):
        plane, carries = _folded(columns[len(planes)])
        planes.append(plane)
        if carries:
            if len(planes) == len(columns):
                columns.append([])
            columns[len(planes)] += carries
    return planes


def _folded(column: list[int]) -> tuple[int, list[int]]:
    """The digit of a column and what it carries: full adders, and a half adder for the last two."""
    carries = []
    while len(column) > 2:
        a, b, c = column.pop(), column.pop(), column.pop()
        differ = a ^ b
        column.append(differ ^ c)
        carries.append((a & b) | (c & differ))
    if len(column) == 2:
        carries.append(column[0] & column[1])
        return column[0] ^ column[1], carries
    return (column[0] if column else 0), carries


class Total:
    """The sum in the only lane there is (or in none)."""

    __slots__ = ("lanes", "sum")

    def __init__(self, lanes: int) -> None:
        self.lanes = lanes
        self.sum = 0

    def add(self, mask: int, weight: int = 1) -> None:
        if mask:
            self.sum += weight

    def reaches(self, threshold: int) -> int:
        return self.lanes if self.sum >= threshold else 0


class Tally:
    """Bit-sliced sums: plane i holds the binary digit i of the sum in every lane."""

    __slots__ = ("lanes", "planes")

    def __init__(self, lanes: int, planes: Iterable[int] = ()) -> None:
        self.lanes = lanes
        self.planes = list(planes)

    def add(self, mask: int, weight: int = 1) -> None:
        """Adds ``weight`` >= 0 in the lanes of ``mask``: a ripple-carry adder over the planes."""
        planes, carry, place = self.planes, 0, 0
        while weight or carry:
            if place == len(planes):
                planes.append(0)
            plane = planes[place]
            if not weight & 1:
                planes[place], carry = plane ^ carry, plane & carry
            elif not carry:
                planes[place], carry = plane ^ mask, plane & mask
            else:
                differ = plane ^ mask
                planes[place], carry = differ ^ carry, (plane & mask) | (carry & differ)
            weight >>= 1
            place += 1

    def reaches(self, threshold: int) -> int:
        """The lanes whose sum is ``threshold`` or more."""
        if threshold <= 0:
            return self.lanes
        if threshold.bit_length() > len(self.planes):
            return 0
        above, level = 0, self.lanes
        for place in range(len(self.planes) - 1, -1, -1):
            plane = self.planes[place]
            if threshold >> place & 1:
                level &= plane
            else:
                above |= level & plane
                level &= ~plane
        return above | level


def at_least(k: int, masks: list[int], lanes: int) -> int:
    """The lanes in which ``k`` or more of the masks are on."""
    return counter(lanes, [(mask, 1) for mask in masks]).reaches(k)
