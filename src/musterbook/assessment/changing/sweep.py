"""Sweep (rule 13): in how many worlds the target holds, what single changes and what two of them do to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musterbook.assessment.changing.counting import counted, refuse_to_count
from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.extension import Game, exact_point
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.numbers import json_number
from musterbook.errors import QuestionError

MOST_NAMES = 4000
"""More changes than this give a number of worlds that no reader of JSON would take."""
STEPS = tuple(Fraction(step, 10) for step in range(11))
CORNERS = ((False, False), (False, True), (True, False), (True, True))


@dataclass(frozen=True, slots=True)
class Bar:
    """The share of worlds that hold without a change, and with it."""

    change: str
    without: Fraction
    made: Fraction

    @property
    def swing(self) -> Fraction:
        return self.made - self.without

    def to_json(self, exact: bool) -> dict[str, Any]:
        return {
            "change": self.change,
            "without": json_number(self.without, exact),
            "with": json_number(self.made, exact),
            "swing": json_number(self.swing, exact),
        }


@dataclass(frozen=True, slots=True)
class Flips:
    """Whether the target holds in one world, and the single changes that turn that over."""

    holds: bool
    flips: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"holds": self.holds, "flips": list(self.flips)}


@dataclass(frozen=True, slots=True)
class Heat:
    """Two changes (a, b): ``cells`` are shares of the ``worlds`` of the others, without and with a (rows) and
    b (columns); ``odds`` the chance of the target with p(a) (rows) and p(b) (columns) in steps of a tenth."""

    over: tuple[str, str]
    worlds: int
    cells: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
    odds: tuple[tuple[Fraction, ...], ...] = ()

    def to_json(self, exact: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "over": list(self.over),
            "cells": [[json_number(cell, exact) for cell in row] for row in self.cells],
            "worlds": self.worlds,
        }
        if self.odds:
            body["steps"] = [json_number(step) for step in STEPS]
            body["odds"] = [[json_number(cell, exact) for cell in row] for row in self.odds]
        return body


@dataclass(frozen=True, slots=True)
class SweepAnswer:
    """How many of the ``worlds`` = 2^changes reach the target; the tornado by swing, then by name."""

    worlds: int
    holds: int
    tornado: tuple[Bar, ...]
    from_none: Flips
    from_all: Flips
    heat: Heat | None = None
    exact: bool = False

    @property
    def share(self) -> Fraction:
        return Fraction(self.holds, self.worlds)

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "worlds": self.worlds,
            "holds": self.holds,
            "share": json_number(self.share, self.exact),
            "tornado": [bar.to_json(self.exact) for bar in self.tornado],
            "flips": {"from_none": self.from_none.to_json(), "from_all": self.from_all.to_json()},
        }
        return body if self.heat is None else {**body, "heat": self.heat.to_json(self.exact)}


def sweep(
    lever: Lever,
    over: tuple[str, str] | None = None,
    chances: Mapping[str, Fraction] | None = None,
    *,
    exact: bool = False,
    method: str | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> SweepAnswer:
    """Over all ways to make the changes, how many reach the target; exact, else refused.

    ``over``: two changes for a heat map; with ``chances`` of all the others also its odds.
    """
    if len(lever.names) > MOST_NAMES:
        raise QuestionError(f"{len(lever.names)} changes: 2^{len(lever.names)} worlds is no number to print")
    _check_over(lever, over)
    if method == "sampled":
        remedy = "leave the method to the engine, or ask pivot or odds"
        raise QuestionError("a sweep is counted, never sampled", remedy=remedy, names=["method"])
    found = counted(lever, method, deadline)
    if found is None:
        raise refuse_to_count(lever, deadline)
    game, idle = found.game, len(lever.names) - len(lever.relevant)
    weighed = game.weigh([1] * game.count, [1] * game.count)
    heat = None if over is None else _heat(lever, game, over, chances)
    return SweepAnswer(
        1 << len(lever.names),
        weighed.total << idle,
        _tornado(lever, Fraction(weighed.total, weighed.whole), weighed.swings),
        *_flips(lever),
        heat,
        exact,
    )


def _tornado(lever: Lever, share: Fraction, swings: Sequence[int]) -> tuple[Bar, ...]:
    """The shares with and without a change lie half a swing above and below the share of all worlds."""
    own = dict(zip(lever.relevant_names, swings, strict=True))
    half = 1 << max(0, len(own))
    bars = (
        Bar(name, share - Fraction(own.get(name, 0), half), share + Fraction(own.get(name, 0), half))
        for name in lever.names
    )
    return tuple(sorted(bars, key=lambda bar: (-bar.swing, bar.change)))


def _flips(lever: Lever) -> tuple[Flips, Flips]:
    """From no change made, and from all made: one lane per single change, and one for the world itself."""
    count = len(lever.relevant)
    lanes = all_lanes(count + 1)
    single = [1 << place for place in range(count)]
    none = lever.mask(lever.spread(single), lanes)
    every = lever.mask(lever.spread([lanes ^ mask for mask in single]), lanes)
    return _turned(lever, none, count), _turned(lever, every, count)


def _turned(lever: Lever, held: int, count: int) -> Flips:
    holds = held >> count & 1
    names = (name for i, name in enumerate(lever.relevant_names) if held >> i & 1 != holds)
    return Flips(bool(holds), tuple(sorted(names)))


def _check_over(lever: Lever, over: tuple[str, str] | None) -> None:
    if over is None:
        return
    unknown = sorted(name for name in over if name not in set(lever.names))
    if unknown:
        remedy = "name two changes of this question"
        raise QuestionError(f"no change {unknown[0]!r}", where="over", remedy=remedy, names=unknown)
    if over[0] == over[1]:
        raise QuestionError("over takes two different changes", where="over", names=[over[0]])


def _heat(lever: Lever, game: Game, over: tuple[str, str], chances: Mapping[str, Fraction] | None) -> Heat:
    even = {name: Fraction(1, 2) for name in lever.names}
    shares = [_corner(lever, game, even, over, made) for made in CORNERS]
    worlds = 1 << max(0, len(lever.names) - 2)
    cells = ((shares[0], shares[1]), (shares[2], shares[3]))
    if chances is None or any(name not in chances for name in lever.names if name not in over):
        return Heat(over, worlds, cells)
    ends = [_corner(lever, game, chances, over, made) for made in CORNERS]
    return Heat(over, worlds, cells, tuple(tuple(_between(ends, a, b) for b in STEPS) for a in STEPS))


def _corner(
    lever: Lever, game: Game, chances: Mapping[str, Fraction], over: tuple[str, str], made: tuple[bool, bool]
) -> Fraction:
    """The chance of the target with the two changes settled."""
    settled = {over[0]: Fraction(made[0]), over[1]: Fraction(made[1])}
    weighed = game.weigh(*exact_point([{**chances, **settled}[name] for name in lever.relevant_names]))
    return Fraction(weighed.total, weighed.whole)


def _between(ends: Sequence[Fraction], a: Fraction, b: Fraction) -> Fraction:
    """The chance at p(a), p(b): linear in each, so that four corners say all."""
    without = ends[0] + b * (ends[1] - ends[0])
    made = ends[2] + b * (ends[3] - ends[2])
    return without + a * (made - without)
