"""Lanes: one bit of a Python integer is one world, so that one ``&`` settles thousands of worlds at once.

A *mask* is an integer whose bit ``w`` says what holds in world ``w``; bit ``i`` of the number ``w`` says
whether variable ``i`` is true in it. Plain integers proved faster than numpy words here, and need no
dependency.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache


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
    for place, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        if byte:
            yield from (8 * place + bit for bit in range(8) if byte >> bit & 1)


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


class Tally:
    """Bit-sliced sums: for every lane a whole number that grows as weighted masks are added."""

    __slots__ = ("lanes", "planes")

    def __init__(self, lanes: int) -> None:
        self.lanes = lanes
        self.planes: list[int] = []

    def add(self, mask: int, weight: int = 1) -> None:
        """Adds ``weight`` >= 0 in the lanes of ``mask``: a ripple-carry adder over the planes."""
        carry, place = 0, 0
        while weight or carry:
            if place == len(self.planes):
                self.planes.append(0)
            bit = mask if weight & 1 else 0
            plane = self.planes[place]
            self.planes[place] = plane ^ bit ^ carry
            carry = (plane & bit) | (carry & (plane ^ bit))
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
    tally = Tally(lanes)
    for mask in masks:
        tally.add(mask)
    return tally.reaches(k)
