"""Odds drawn from a seed: worlds with the chances that are given, batch by batch, until there are enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.integers import Tired
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.sampling import Bond, drawn_worlds, stevens
from musterbook.assessment.kernel.worlds import MEMORY
from musterbook.errors import QuestionError

SAMPLES = 1 << 16
FEWEST = 1 << 13
DRAWN = 1 << 27
"""Where nobody asks for a number, so many worlds x changes are drawn, if that is less than SAMPLES worlds."""
BATCH = 1 << 16
MOST_TURNED = 200
"""Up to so many changes each is turned over in a batch of drawn worlds, for Birnbaum's importance."""
TURNED = 1 << 12

Holding = Callable[[Sequence[int], int], int]
"""The lanes in which the target holds, from a mask for every place and all lanes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """``share`` of the worlds drawn that hold, with its 95 % interval from ``low`` to ``high``.

    ``span``: from the interval of the lowest point to that of the highest. ``birnbaum`` from a smaller batch,
    or empty; ``cap`` says what cut the drawing short.
    """

    share: Fraction
    low: float
    high: float
    samples: int
    seed: int
    span: tuple[Fraction, Fraction]
    birnbaum: tuple[Fraction, ...] = ()
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body = {"low": self.low, "high": self.high, "samples": self.samples, "seed": self.seed}
        return body if self.cap is None else {**body, "cap": self.cap}


def nothing_drawn(deadline: Deadline) -> QuestionError:
    """What is said where the time is over before anything was drawn."""
    return QuestionError(f"{deadline.cap}: nothing could be drawn", remedy="give more time", names=["budget"])


def sampled(
    lever: Lever,
    points: Sequence[Sequence[Fraction]],
    bonds: Sequence[Bond],
    samples: int | None,
    seed: int,
    deadline: Deadline = NO_DEADLINE,
) -> Sample:
    """The shares at every point, and the importances at the first."""

    def holding(masks: Sequence[int], lanes: int) -> int:
        return lever.mask(lever.spread(masks), lanes, deadline)

    count = len(lever.relevant)
    wanted = samples or min(SAMPLES, max(FEWEST, DRAWN // max(1, count)))
    room = max(64, MEMORY // max(1, len(lever.wiring.network)))
    found = drawn_shares(holding, points, bonds, wanted, seed, min(BATCH, room), deadline)
    if count > MOST_TURNED:
        return found
    return replace(found, birnbaum=_importances(holding, points[0], bonds, seed, deadline))


def drawn_shares(
    holding: Holding,
    points: Sequence[Sequence[Fraction]],
    bonds: Sequence[Bond],
    samples: int,
    seed: int,
    batch: int = BATCH,
    deadline: Deadline = NO_DEADLINE,
) -> Sample:
    """At least one batch is drawn, then as many as are asked for or the deadline leaves time for.

    Raises QuestionError where it does not even leave time for one.
    """
    source = Random(seed)
    hits, drawn = [0] * len(points), 0
    while drawn < samples and (drawn == 0 or not deadline.passed):
        width = min(batch, samples - drawn)
        worlds = drawn_worlds(points, width, source, bonds)
        try:
            more = [holding(masks, all_lanes(width)).bit_count() for masks in worlds]
        except Tired:
            if not drawn:
                raise nothing_drawn(deadline) from None
            break
        hits = [hit + one for hit, one in zip(hits, more, strict=True)]
        drawn += width
    fraction = source.random()
    intervals = [stevens(hit, drawn, fraction) for hit in hits]
    span = Fraction(intervals[1 % len(hits)][0]), Fraction(intervals[-1][1])
    cap = deadline.cap if drawn < samples else None
    return Sample(Fraction(hits[0], drawn), *intervals[0], drawn, seed, span, cap=cap)


def _importances(
    holding: Holding, point: Sequence[Fraction], bonds: Sequence[Bond], seed: int, deadline: Deadline
) -> tuple[Fraction, ...]:
    """Turns every change over in a batch of worlds: the share of them in which it decides."""
    lanes = all_lanes(TURNED)
    masks = drawn_worlds([point], TURNED, Random(seed), bonds)[0]
    importances = []
    for place in range(len(masks)):
        if deadline.passed:
            return ()
        made, missing = ([*masks[:place], mask, *masks[place + 1 :]] for mask in (lanes, 0))
        try:
            decides = holding(made, lanes) & ~holding(missing, lanes)
        except Tired:
            return ()
        importances.append(Fraction(decides.bit_count(), TURNED))
    return tuple(importances)
