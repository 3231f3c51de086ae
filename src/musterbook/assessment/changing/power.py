"""Pivot, odds and sweep (rule 13), read off the truth table of the target.

Shapley and Shubik 1954; Banzhaf 1965 (absolute after Dubey and Shapley 1979).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt
from typing import Any

from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.lanes import all_lanes, layers, variable_mask
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.kernel.worlds import EXACT
from musterbook.errors import QuestionError

SAMPLES = 1 << 16
SEED = 20250317
DIGITS = 53
MOST_NAMES = 4000
"""More changes than this give a number of worlds that no reader of JSON would take."""


@dataclass(frozen=True, slots=True)
class Power:
    """The indices of one change, exact."""

    shapley: Fraction
    banzhaf: Fraction
    banzhaf_normalized: Fraction

    def to_json(self) -> dict[str, Any]:
        return {
            "shapley": json_number(self.shapley),
            "banzhaf": json_number(self.banzhaf),
            "banzhaf_normalized": json_number(self.banzhaf_normalized),
        }


@dataclass(frozen=True, slots=True)
class PivotAnswer:
    """The power of every change, dummies included, in code-point order."""

    pivot: Mapping[str, Power]

    def to_json(self) -> dict[str, Any]:
        return {"pivot": {name: power.to_json() for name, power in self.pivot.items()}}


@dataclass(frozen=True, slots=True)
class SweepAnswer:
    """How many of the ``worlds`` = 2^changes reach the target."""

    worlds: int
    holds: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.holds, self.worlds)

    def to_json(self) -> dict[str, Any]:
        return {"worlds": self.worlds, "holds": self.holds, "share": json_number(self.share)}


@dataclass(frozen=True, slots=True)
class Sample:
    """The 95 % interval of a sampled chance, how many worlds were drawn, and from which seed."""

    low: float
    high: float
    samples: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "samples": self.samples, "seed": self.seed}


@dataclass(frozen=True, slots=True)
class OddsAnswer:
    """The chance of the target; ``sample`` where it was drawn, not gone through."""

    probability: Fraction
    sample: Sample | None = None

    @property
    def method(self) -> str:
        return "exact" if self.sample is None else "sampled"

    def to_json(self) -> dict[str, Any]:
        drawn = {} if self.sample is None else self.sample.to_json()
        return {"probability": json_number(self.probability), "method": self.method, **drawn}


def sweep(lever: Lever) -> SweepAnswer:
    """Over all ways to make the changes, how many reach the target."""
    if len(lever.names) > MOST_NAMES:
        raise QuestionError(f"{len(lever.names)} changes: 2^{len(lever.names)} worlds is no number to print")
    table = _table(lever)
    idle = len(lever.names) - len(lever.relevant)
    return SweepAnswer(1 << len(lever.names), table.bit_count() << idle)


def pivot(lever: Lever) -> PivotAnswer:
    """Shapley-Shubik, absolute and normalised Banzhaf of every change; dummies have none."""
    count = len(lever.relevant)
    table = _table(lever)
    swings = [swings_by_size(table, i, count) for i in range(count)]
    total = sum(map(sum, swings))
    found = dict.fromkeys(lever.names, Power(Fraction(0), Fraction(0), Fraction(0)))
    for name, by_size in zip(lever.relevant_names, swings, strict=True):
        found[name] = Power(
            shapley_of(by_size, count),
            Fraction(sum(by_size), 1 << (count - 1)),
            Fraction(sum(by_size), total or 1),
        )
    return PivotAnswer(found)


def odds(lever: Lever, chances: Mapping[str, Fraction]) -> OddsAnswer:
    """The chance of the target when each change comes true independently with its chance.

    Exact up to EXACT changes that matter; beyond, the share of SAMPLES worlds drawn from a seed.
    """
    own = [chances[name] for name in lever.relevant_names]
    if len(own) <= EXACT:
        return OddsAnswer(chance_of(lever.table(), own))
    masks = [0] * len(lever.names)
    for place, mask in zip(lever.relevant, drawn_masks(own, SAMPLES, SEED), strict=True):
        masks[place] = mask
    hits = lever.mask(masks, all_lanes(SAMPLES)).bit_count()
    return OddsAnswer(Fraction(hits, SAMPLES), Sample(*wilson(hits, SAMPLES), SAMPLES, SEED))


def swings_by_size(table: int, variable: int, count: int) -> list[int]:
    """For s = 0..count-1 the sets of s others in which the variable decides."""
    without = all_lanes(1 << count) ^ variable_mask(variable, count)
    decides = (table >> (1 << variable)) & ~table & without
    return [(decides & layer).bit_count() for layer in layers(count)[:count]]


def shapley_of(by_size: Sequence[int], count: int) -> Fraction:
    weights = (factorial(s) * factorial(count - 1 - s) for s in range(count))
    return Fraction(sum(w * n for w, n in zip(weights, by_size, strict=True)), factorial(count))


def chance_of(table: int, chances: Sequence[Fraction]) -> Fraction:
    """The chance of a truth table: split on the last variable; equal halves and known tables are met once."""
    known: dict[tuple[int, int], Fraction] = {}

    def chance(part: int, count: int) -> Fraction:
        if part == 0 or part == all_lanes(1 << count):
            return Fraction(part != 0)
        if (part, count) not in known:
            half = 1 << (count - 1)
            low, high = chance(part & all_lanes(half), count - 1), chance(part >> half, count - 1)
            known[part, count] = low + chances[count - 1] * (high - low)
        return known[part, count]

    return chance(table, len(chances))


def drawn_masks(chances: Sequence[Fraction], width: int, seed: int) -> list[int]:
    """For every chance a mask of ``width`` lanes, each on with that chance (to 2^-53).

    A lane is on where a random binary fraction stays below the chance: digit by digit, last one first.
    """
    source = random.Random(seed)
    masks = []
    for chance in chances:
        digits = round(chance * (1 << DIGITS))
        mask = all_lanes(width) if digits >> DIGITS else 0
        for place in range(DIGITS if not digits >> DIGITS else 0):
            draw = source.getrandbits(width)
            mask = (mask | draw) if digits >> place & 1 else (mask & draw)
        masks.append(mask)
    return masks


def wilson(hits: int, samples: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.959963984540054
    share, spread = hits / samples, z * z / samples
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / samples + spread / (4 * samples)) / (1 + spread)
    return (middle - half if hits else 0.0), (middle + half if hits < samples else 1.0)


def _table(lever: Lever) -> int:
    if len(lever.relevant) > EXACT:
        raise QuestionError(
            f"the target depends on {len(lever.relevant)} changes, {EXACT} can be gone through",
            remedy="name fewer with --changes, or suppose some true or false",
            names=lever.relevant_names,
        )
    return lever.table()
