"""Who comes: unprompted, concerted, in every world, in some, in none (rules 6 to 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.activation.knots import Knots, find_knots
from musterbook.assessment.activation.stable import StableAnswer, stable_models
from musterbook.assessment.activation.stage import Stage, set_stage, unknown_circumstances
from musterbook.assessment.activation.waiting import BOTH, NEGATED, PLAIN, WaitingSearch
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.integers import settled_rails
from musterbook.assessment.kernel.worlds import EXACT, all_worlds
from musterbook.errors import QuestionError
from musterbook.model.situation import Situation


@dataclass(frozen=True, slots=True)
class Trichotomy:
    """Offers active in every world, in some but not all, in none; ids sorted."""

    assured: tuple[str, ...]
    possible: tuple[str, ...]
    out: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"assured": list(self.assured), "possible": list(self.possible), "out": list(self.out)}


NO_KNOTS = Knots()


@dataclass(frozen=True, slots=True)
class ClosureAnswer:
    """``knot``: who waits for each other in some world; ``knots`` one by one.

    ``unknown`` are the circumstances whose worlds were considered; ``cap`` says what was cut short.
    """

    unprompted: Trichotomy
    concerted: Trichotomy
    knot: tuple[str, ...]
    knot_complete: bool = True
    unknown: tuple[str, ...] = ()
    knots: Knots = NO_KNOTS
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "unprompted": self.unprompted.to_json(),
            "concerted": self.concerted.to_json(),
            "knot": list(self.knot),
            "knot_complete": self.knot_complete,
            "knots": [knot.to_json() for knot in self.knots.found],
            "knots_complete": not self.knots.unseen,
            "followers": list(self.knots.followers),
            "unknown": list(self.unknown),
        }
        if self.cap is not None:
            body["cap"] = self.cap
        return body


def closure(
    laid: Situation, threshold: int, deadline: Deadline = NO_DEADLINE
) -> ClosureAnswer | StableAnswer:
    """The closure of a situation with its suppositions laid; raises QuestionError.

    Past the deadline what is not settled counts as possible and the knot is a lower bound; ``cap`` says so.
    """
    plain = set_stage(laid, threshold)
    if not plain.monotone:
        return stable_models(plain, deadline)
    unknown = unknown_circumstances(plain)
    stage = set_stage(laid, threshold, unknown, plain) if unknown else plain
    wiring = Wiring(stage)
    bounds = Bounds(wiring, deadline)
    three = bounds.three_values(False), bounds.three_values(True)
    search = WaitingSearch(wiring, bounds.signs, set(three[0].assured) | set(three[1].out), deadline)
    search.run()
    waiting = tuple(sorted(search.found))
    knots = find_knots(wiring, search.worlds(), waiting, deadline)
    late = deadline.cap if deadline.passed and waiting else None
    caps = dict.fromkeys(cap for cap in (search.cap, bounds.cap, late, knots.cap) if cap is not None)
    return ClosureAnswer(
        *three, waiting, search.complete, tuple(unknown), knots, "; ".join(caps) if caps else None
    )


class Bounds:
    """Three values from two rails: with every unknown circumstance open, what holds surely and what possibly.

    The rails are exact but for circumstances that stand both plain and under ``not``; where an offer between
    the rails hangs on some of those, their worlds are gone through, all others at their worst and best.
    """

    def __init__(self, wiring: Wiring, deadline: Deadline = NO_DEADLINE) -> None:
        self.wiring = wiring
        self.deadline = deadline
        self.ids = [offer.id for offer in wiring.stage.situation.offers]
        self.signs = signs_of(wiring.stage)
        self.cap: str | None = None

    def three_values(self, greatest: bool) -> Trichotomy:
        count = len(self.wiring.stage.variables)
        program = self.wiring.network.program(self.wiring.offers)
        surely, possibly = settled_rails(program, [0] * count, [1] * count, 1, greatest)
        every = {name for name, mask in zip(self.ids, surely, strict=True) if mask}
        some = {name for name, mask in zip(self.ids, possibly, strict=True) if mask}
        self._split(every, some, greatest)
        return Trichotomy(
            tuple(sorted(every)), tuple(sorted(some - every)), tuple(sorted(set(self.ids) - some))
        )

    def _split(self, every: set[str], some: set[str], greatest: bool) -> None:
        """Moves the offers that hang on circumstances of both signs to where they belong."""
        open_ones = [
            (name, gate)
            for name, gate in zip(self.ids, self.wiring.offers, strict=True)
            if name in some and name not in every
        ]
        program = self.wiring.network.program([gate for _, gate in open_ones])
        both = [i for i in program.variables if self.signs[i] == BOTH]
        if not both:
            return
        self._check(both)
        always = dict.fromkeys((name for name, _ in open_ones), True)
        never = dict(always)
        for masks, lanes in all_worlds(self.wiring.network, len(self.signs), both):
            if self.deadline.passed:
                self.cap = self.deadline.cap
                return
            worst, best = (self._rail(masks, lanes, best) for best in (False, True))
            low, _ = settled_rails(program, worst, worst, lanes, greatest)
            high, _ = settled_rails(program, best, best, lanes, greatest)
            for (name, _), least, most in zip(open_ones, low, high, strict=True):
                always[name] &= least == lanes
                never[name] &= not most
        every |= {name for name, holds in always.items() if holds}
        some -= {name for name, holds in never.items() if holds}

    def _rail(self, masks: Sequence[int], lanes: int, best: bool) -> list[int]:
        """The masks with the circumstances of one sign at their best or worst."""
        own = {PLAIN: lanes if best else 0, NEGATED: 0 if best else lanes}
        return [own.get(sign, mask) for sign, mask in zip(self.signs, masks, strict=True)]

    def _check(self, both: Sequence[int]) -> None:
        if len(both) > EXACT:
            raise QuestionError(
                f"{len(both)} unknown circumstances stand both plain and under not: more than {EXACT}",
                remedy="suppose some of them true or false",
                names=[self.wiring.stage.variables[i] for i in both],
            )


def signs_of(stage: Stage) -> tuple[int, ...]:
    """For every variable whether it stands PLAIN (also where it stands nowhere), NEGATED, or as BOTH."""
    found: dict[str, int] = {}
    for offer in stage.counting:
        for leaf, nots in stage.conditions.get(offer.id, ()):
            found[leaf] = found.get(leaf, 0) | (NEGATED if nots & 1 else PLAIN)
    return tuple(found.get(name, PLAIN) for name in stage.variables)
