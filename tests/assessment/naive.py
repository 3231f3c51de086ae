"""Small things of the naive engine: rungs, fractions, subsets. Nothing of the real engine is used."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

RUNGS = ["refuses", "withholds", "not_ruled_out", "considers", "offers", "pledges", "deployed"]


def rung(stance: str) -> int:
    return RUNGS.index(stance) - 2


def fraction(value: Any) -> Fraction:
    return Fraction(0) if value is None else Fraction(str(value))


def subsets(things: list[Any]) -> Iterator[tuple[Any, ...]]:
    for size in range(len(things) + 1):
        yield from combinations(things, size)
