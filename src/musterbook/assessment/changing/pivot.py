"""Pivot (rule 13): how much each change counts for the target, whatever its probability.

Shapley and Shubik 1954; Banzhaf 1965 (absolute after Dubey and Shapley 1979); Birnbaum 1969 where the
probabilities of all changes are known. Exact from the table, from the weights or from the diagram; by
quadrature where exact numbers would take too long; drawn from a seed where nothing else fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import factorial
from typing import Any

from musterbook.assessment.changing.counting import Counted, counted, refuse_to_count
from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.changing.swinging import Swung, swung
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.extension import (
    ERROR,
    MOST_BITS,
    Game,
    diagonal_mean,
    slopes_at,
    swings_by_size,
)
from musterbook.assessment.kernel.numbers import json_number


@dataclass(frozen=True, slots=True)
class Power:
    """The indices of one change."""

    shapley: Fraction
    banzhaf: Fraction
    banzhaf_normalized: Fraction

    def to_json(self, exact: bool = False) -> dict[str, Any]:
        return {
            "shapley": json_number(self.shapley, exact),
            "banzhaf": json_number(self.banzhaf, exact),
            "banzhaf_normalized": json_number(self.banzhaf_normalized, exact),
        }


NO_POWER = Power(Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class PivotAnswer:
    """The power of every change, dummies included, in code-point order.

    ``method``: table, weights, diagram or sampled. ``error`` bounds the error of floats that were computed
    by quadrature; ``drawn`` says how the sampled ones were drawn and their 95 % intervals.
    """

    pivot: Mapping[str, Power]
    method: str
    birnbaum: Mapping[str, Fraction] = field(default_factory=dict)
    error: float | None = None
    drawn: Swung | None = None
    exact: bool = False

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "pivot": {name: power.to_json(self.exact) for name, power in self.pivot.items()},
            "method": self.method,
        }
        if self.birnbaum:
            body["birnbaum"] = {name: json_number(one, self.exact) for name, one in self.birnbaum.items()}
        if self.error is not None:
            body["error"] = self.error
        return body if self.drawn is None else {**body, **self.drawn.to_json()}


def pivot(
    lever: Lever,
    chances: Mapping[str, Fraction] | None = None,
    *,
    exact: bool = False,
    method: str | None = None,
    samples: int | None = None,
    seed: int = 0,
    deadline: Deadline = NO_DEADLINE,
) -> PivotAnswer:
    """Shapley-Shubik, absolute and normalised Banzhaf of every change; dummies have none.

    With ``chances`` of all changes also Birnbaum's importance: how much the chance of the target rises from
    the change surely not made to surely made. ``exact`` asks for fractions and refuses what cannot be exact.
    """
    found = counted(lever, method, deadline, points=(len(lever.relevant) + 1) // 2)
    if found is None:
        return _drawn(lever, exact, samples, seed, deadline)
    birnbaum = _birnbaum(lever, found.game, chances, exact)
    if exact or found.way == "table" or _bits(found.game) <= MOST_BITS:
        return PivotAnswer(_named(lever, _counted(found)), found.way, birnbaum, exact=exact)
    return PivotAnswer(_named(lever, _by_quadrature(found.game)), found.way, birnbaum, ERROR)


def shapley_of(by_size: Sequence[int], count: int) -> Fraction:
    """The index from the number of deciding sets by size."""
    weights = (factorial(s) * factorial(count - 1 - s) for s in range(count))
    return Fraction(sum(w * n for w, n in zip(weights, by_size, strict=True)), factorial(count))


def _bits(game: Game) -> int:
    return len(game) * game.count * (game.count + 2)


def _counted(found: Counted) -> list[Power]:
    swings = swings_by_size(found.game)
    count, total = found.game.count, sum(map(sum, swings))
    return [
        Power(
            shapley_of(by_size, count),
            Fraction(sum(by_size), 1 << (count - 1)),
            Fraction(sum(by_size), total or 1),
        )
        for by_size in swings
    ]


def _by_quadrature(game: Game) -> list[Power]:
    import numpy as np

    shapley = diagonal_mean(game)
    banzhaf = game.slopes(np.full((1, game.count), 0.5))[1][0]
    normal = banzhaf / (banzhaf.sum() or 1.0)
    return [Power(*map(Fraction, map(float, three))) for three in zip(shapley, banzhaf, normal, strict=True)]


def _birnbaum(
    lever: Lever, game: Game, chances: Mapping[str, Fraction] | None, exact: bool
) -> dict[str, Fraction]:
    if chances is None:
        return {}
    slopes = slopes_at(game, [chances[name] for name in lever.relevant_names], exact)[1]
    own = dict(zip(lever.relevant_names, slopes, strict=True))
    return {name: own.get(name, Fraction(0)) for name in lever.names}


def _named(lever: Lever, powers: Sequence[Power]) -> dict[str, Power]:
    own = dict(zip(lever.relevant_names, powers, strict=True))
    return {name: own.get(name, NO_POWER) for name in lever.names}


def _drawn(lever: Lever, exact: bool, samples: int | None, seed: int, deadline: Deadline) -> PivotAnswer:
    if exact:
        raise refuse_to_count(lever, deadline)
    drawn = swung(lever, samples, seed, deadline)
    total = sum(drawn.banzhaf) or 1
    powers = [
        Power(one, other, other / total) for one, other in zip(drawn.shapley, drawn.banzhaf, strict=True)
    ]
    return PivotAnswer(_named(lever, powers), "sampled", drawn=drawn)
