"""Odds (rule 13): the chance of the target for given probabilities, exact where it can be, else drawn.

Probabilities may be ranges, changes may go together in groups, and offers may have been misread. More chance
of a change never means less of the target: a range goes from the chance at all low ends to that at all high
ends, and is exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from musterbook.assessment.changing.chances import Chance, Group
from musterbook.assessment.changing.counting import counted, refuse_to_count
from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.changing.sample import Sample, sampled
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.extension import Game, slopes_at
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.kernel.sampling import Bond

MOST_STEPS = 1 << 21
"""Groups multiply the cases to be counted: beyond so many steps in all, worlds are drawn instead."""

Point = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class OddsAnswer:
    """The chance of the target, at the middle of every range; ``span`` from all low to all high ends.

    ``birnbaum``: how much the chance rises from a change surely not made to surely made. ``error``: its
    bound, where exact numbers took too long and floats stand; ``sample`` where it was drawn, not counted;
    ``doubted``: how many offers may have been misread; ``groups``: the changes taken to go together.
    """

    probability: Fraction
    span: tuple[Fraction, Fraction] | None = None
    birnbaum: Mapping[str, Fraction] = field(default_factory=dict)
    error: float | None = None
    sample: Sample | None = None
    doubted: int = 0
    exact: bool = False
    groups: tuple[Group, ...] = ()

    @property
    def method(self) -> str:
        return "exact" if self.sample is None else "sampled"

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "probability": json_number(self.probability, self.exact),
            "method": self.method,
        }
        if self.sample is not None:
            body |= self.sample.to_json()
        if self.span is not None:
            body["range"] = [json_number(end, self.exact) for end in self.span]
        if self.birnbaum:
            body["birnbaum"] = {name: json_number(one, self.exact) for name, one in self.birnbaum.items()}
        if self.error is not None:
            body["error"] = self.error
        if self.doubted:
            body["doubted"] = self.doubted
        if self.groups:
            body["groups"] = [group.to_json() for group in self.groups]
        return body


def odds(
    lever: Lever,
    chances: Mapping[str, Chance],
    *,
    groups: Sequence[Group] = (),
    confidence: Mapping[str, Fraction] | None = None,
    exact: bool = False,
    method: str | None = None,
    samples: int | None = None,
    seed: int = 0,
    deadline: Deadline = NO_DEADLINE,
) -> OddsAnswer:
    """The chance of the target when each change comes true with its chance; ``confidence`` by offer.

    Exact up to 20 changes that matter, and beyond where a diagram or a sum fits; else ``samples`` worlds are
    drawn from ``seed``, fewer where the deadline passes.
    """
    known = _relevant_chances(lever, chances, confidence or {})
    bonds = _bonds(lever, groups)
    found = counted(lever, method, deadline)
    ends = _ends(known)
    middle = tuple(chance.middle for chance in known)
    if found is not None and (not bonds or _cases(bonds) * len(found.game) <= MOST_STEPS):
        value, slopes, error = expected(found.game, middle, bonds, exact)
        span = tuple(expected(found.game, end, bonds, exact)[0] for end in ends)
        birnbaum = _named(lever, slopes)
        doubted = len(lever.doubted)
        return OddsAnswer(value, _pair(span), birnbaum, error, None, doubted, exact, tuple(groups))
    if exact:
        raise refuse_to_count(lever, deadline)
    drawn = sampled(lever, (middle, *ends), bonds, samples, seed, deadline)
    birnbaum = _named(lever, drawn.birnbaum)
    span = drawn.span if ends else ()
    return OddsAnswer(
        drawn.share, _pair(span), birnbaum, None, drawn, len(lever.doubted), groups=tuple(groups)
    )


def _relevant_chances(
    lever: Lever, chances: Mapping[str, Chance], confidence: Mapping[str, Fraction]
) -> list[Chance]:
    sure = [Chance(confidence[offer], confidence[offer]) for offer in lever.doubted]
    known = [*(chances[name] for name in lever.names), *sure]
    return [known[place] for place in lever.relevant]


def expected(
    game: Game, point: Point, bonds: Sequence[Bond], exact: bool = True
) -> tuple[Fraction, list[Fraction], float | None]:
    """The chance at one point, its gradient and the error of floats if it is from floats, where the members
    of a bond may be drawn together."""
    total, gradient, error = Fraction(0), [Fraction(0)] * game.count, None
    for weight, case in _drawn_together(point, bonds):
        value, slopes, error = slopes_at(game, case, exact)
        total += weight * value
        gradient = [held + weight * slope for held, slope in zip(gradient, slopes, strict=True)]
    return total, gradient, error


def _drawn_together(point: Point, bonds: Sequence[Bond]) -> Iterator[tuple[Fraction, Point]]:
    """The cases of the common draws, each with its chance and the chances that are then left."""
    if not bonds:
        yield Fraction(1), point
        return
    bond = bonds[0]
    for weight, case in _drawn_together(point, bonds[1:]):
        if bond.correlation < 1:
            yield weight * (1 - bond.correlation), case
        ends = sorted({Fraction(0), Fraction(1), *(point[place] for place in bond.places)})
        for low, high in pairwise(ends):
            settled = list(case)
            for place in bond.places:
                settled[place] = Fraction(low < point[place])
            yield weight * bond.correlation * (high - low), tuple(settled)


def _cases(bonds: Sequence[Bond]) -> int:
    return prod(len(bond.places) + 2 for bond in bonds)


def _bonds(lever: Lever, groups: Sequence[Group]) -> tuple[Bond, ...]:
    """The groups over the places that matter; a member alone, or one without correlation, is no group."""
    place = {lever.names[one]: i for i, one in enumerate(lever.relevant) if one < len(lever.names)}
    bonds = (
        Bond(tuple(sorted(place[name] for name in group.members if name in place)), group.correlation)
        for group in groups
    )
    return tuple(bond for bond in bonds if len(bond.places) > 1 and bond.correlation)


def _ends(known: Sequence[Chance]) -> tuple[Point, ...]:
    """All low ends and all high ends; nothing where no chance is a range."""
    if not any(chance.is_range for chance in known):
        return ()
    return tuple(chance.low for chance in known), tuple(chance.high for chance in known)


def _pair(ends: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    return (ends[0], ends[1]) if ends else None


def _named(lever: Lever, slopes: Sequence[Fraction]) -> dict[str, Fraction]:
    """By change; doubted offers have none."""
    if not slopes and lever.relevant:
        return {}
    own = dict(zip(lever.relevant, slopes, strict=True))
    return {name: own.get(place, Fraction(0)) for place, name in enumerate(lever.names)}
