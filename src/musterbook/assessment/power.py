"""Pivot, odds and sweep (rule 13), read off the truth table of the target.

Shapley and Shubik 1954; Banzhaf 1965 (absolute after Dubey and Shapley 1979).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any

from musterbook.assessment.changes import Lever
from musterbook.assessment.fill import json_number
from musterbook.assessment.lanes import all_lanes, layers, variable_mask
from musterbook.assessment.worlds import EXACT
from musterbook.errors import QuestionError


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
class OddsAnswer:
    """The chance of the target."""

    probability: Fraction
    method: str = "exact"

    def to_json(self) -> dict[str, Any]:
        return {"probability": json_number(self.probability), "method": self.method}


def sweep(lever: Lever) -> SweepAnswer:
    """Over all ways to make the changes, how many reach the target."""
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
    """The chance of the target when each change comes true independently with its chance."""
    table = _table(lever)
    return OddsAnswer(chance_of(table, [chances[name] for name in lever.relevant_names]))


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


def _table(lever: Lever) -> int:
    if len(lever.relevant) > EXACT:
        raise QuestionError(
            f"the target depends on {len(lever.relevant)} changes, {EXACT} can be gone through",
            remedy="name fewer with --changes, or suppose some true or false",
            names=lever.relevant_names,
        )
    return lever.table()
