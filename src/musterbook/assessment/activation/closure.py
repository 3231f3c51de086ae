"""Who comes: unprompted, concerted, in every world, in some, in none (rules 6 to 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.activation.cycle import signed_leaves
from musterbook.assessment.activation.stable import StableAnswer, stable_models
from musterbook.assessment.activation.stage import Stage, set_stage, unknown_circumstances
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.worlds import EXACT, all_worlds, random_worlds
from musterbook.errors import QuestionError
from musterbook.model.situation import Situation

SAMPLED_WORLDS = 1 << 12
SEED = 20250317


@dataclass(frozen=True, slots=True)
class Trichotomy:
    """Offers active in every world, in some but not all, in none; ids sorted."""

    assured: tuple[str, ...]
    possible: tuple[str, ...]
    out: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"assured": list(self.assured), "possible": list(self.possible), "out": list(self.out)}


@dataclass(frozen=True, slots=True)
class ClosureAnswer:
    """``knot``: who waits for each other in some world. ``worlds`` is how many were gone through for it."""

    unprompted: Trichotomy
    concerted: Trichotomy
    knot: tuple[str, ...]
    knot_complete: bool = True
    unknown: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "unprompted": self.unprompted.to_json(),
            "concerted": self.concerted.to_json(),
            "knot": list(self.knot),
            "knot_complete": self.knot_complete,
            "unknown": list(self.unknown),
        }
        if not self.knot_complete:
            body["cap"] = (
                f"{len(self.unknown)} unknown circumstances, {EXACT} can be gone through: the knot is a "
                f"lower bound from {SAMPLED_WORLDS} worlds (seed {SEED})"
            )
        return body


def closure(laid: Situation, threshold: int) -> ClosureAnswer | StableAnswer:
    """The closure of a situation with its suppositions laid; raises QuestionError."""
    plain = set_stage(laid, threshold)
    if not plain.monotone:
        return stable_models(plain)
    unknown = unknown_circumstances(plain)
    stage = set_stage(laid, threshold, unknown)
    wiring = Wiring(stage)
    bounds = _Bounds(stage, wiring)
    knot, complete = _knot(stage, wiring)
    return ClosureAnswer(
        bounds.three_values(False), bounds.three_values(True), knot, complete, tuple(unknown)
    )


class _Bounds:
    """The worst and the best worlds: a circumstance that stands only plain, or only under ``not``, has its
    own worst value; only those that stand both ways must be gone through."""

    def __init__(self, stage: Stage, wiring: Wiring) -> None:
        self.stage = stage
        self.wiring = wiring
        plain, negated = _signs(stage)
        self.both = [i for i, name in enumerate(stage.variables) if name in plain and name in negated]
        self.negated = {i for i, name in enumerate(stage.variables) if name in negated and name not in plain}
        if len(self.both) > EXACT:
            raise QuestionError(
                f"{len(self.both)} unknown circumstances stand both plain and under not: more than {EXACT}",
                remedy="suppose some of them true or false",
                names=[stage.variables[i] for i in self.both],
            )

    def three_values(self, greatest: bool) -> Trichotomy:
        worst = self._active(best=False, greatest=greatest)
        best = self._active(best=True, greatest=greatest)
        ids = [offer.id for offer in self.stage.situation.offers]
        assured = {name for name, (every, _) in zip(ids, worst, strict=True) if every}
        some = {name for name, (_, any_one) in zip(ids, best, strict=True) if any_one}
        return Trichotomy(
            tuple(sorted(assured)), tuple(sorted(some - assured)), tuple(sorted(set(ids) - some - assured))
        )

    def _active(self, best: bool, greatest: bool) -> list[tuple[bool, bool]]:
        """For every offer: active in all, and in any, of the worlds that stay open."""
        network, count = self.wiring.network, len(self.stage.variables)
        fixed = {i: (i in self.negated) != best for i in range(count)}
        found = [(True, False)] * len(self.wiring.offers)
        for masks, lanes in all_worlds(network, count, self.both, fixed):
            gates = network.greatest(masks, lanes) if greatest else network.least(masks, lanes)
            found = [
                (every and gates[gate] == lanes, some or gates[gate] != 0)
                for (every, some), gate in zip(found, self.wiring.offers, strict=True)
            ]
        return found


def _knot(stage: Stage, wiring: Wiring) -> tuple[tuple[str, ...], bool]:
    """The union over the worlds of greatest minus least, and whether every world was gone through."""
    network, count = wiring.network, len(stage.variables)
    if not network.has_cycle():
        return (), True
    complete = count <= EXACT
    blocks = (
        all_worlds(network, count, range(count)) if complete else [random_worlds(count, SAMPLED_WORLDS, SEED)]
    )
    waiting: set[str] = set()
    for masks, lanes in blocks:
        least, greatest = network.least(masks, lanes), network.greatest(masks, lanes)
        waiting |= _differing(stage, wiring.offers, least, greatest)
    return tuple(sorted(waiting)), complete


def _differing(stage: Stage, gates: Iterable[int], least: list[int], greatest: list[int]) -> set[str]:
    return {
        offer.id
        for offer, gate in zip(stage.situation.offers, gates, strict=True)
        if least[gate] != greatest[gate]
    }


def _signs(stage: Stage) -> tuple[set[str], set[str]]:
    """The leaves that stand below an even, and below an odd number of ``not`` in counting conditions."""
    signs: tuple[set[str], set[str]] = (set(), set())
    for offer in stage.counting:
        for leaf, sign in signed_leaves(offer.condition):
            signs[sign].add(leaf)
    return signs
