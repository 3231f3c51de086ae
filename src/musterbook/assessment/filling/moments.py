"""Moments: the same situation again and again, with other offers standing. One lane of the network each.

Whether an offer stands at a moment is a variable behind its condition, so that all moments with the same
lines, figures and circumstances are settled by one fixpoint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from musterbook.assessment.activation.stage import Stage, set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.filling.fill import LineFill, allot, demand_one_fixpoint
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.errors import QuestionError
from musterbook.model.formula import Leaf, conjoin, leaves
from musterbook.model.leaf import OTHER
from musterbook.model.situation import Line, Offer, Situation

MOST_WORK = 3_000_000
SETTLING = 10
"""Settling a situation costs about as much as telling so many of its moments."""
STANDS = f"{OTHER}\x00stands "


@dataclass(frozen=True, slots=True)
class Moment:
    """``asleep`` are the offers that do not stand; ``asked`` the lines that ask for something."""

    situation: Situation
    asleep: frozenset[str]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who is active at a moment, how the lines that ask are filled, and which leaves of conditions hold."""

    active: tuple[str, ...]
    lines: tuple[LineFill, ...]
    holding: frozenset[str]

    @property
    def filled(self) -> bool:
        return all(line.filled for line in self.lines)

    @property
    def line(self) -> Mapping[str, LineFill]:
        return {line.id: line for line in self.lines}


class Moments:
    """Answers one moment after the other; moments of one situation are settled together when first asked."""

    def __init__(self, moments: Sequence[Moment], threshold: int, concerted: bool) -> None:
        self.moments = moments
        self.threshold = threshold
        self.concerted = concerted
        self._settled: dict[int, _Settled] = {}
        self._filled: dict[tuple[int, frozenset[str]], tuple[LineFill, ...]] = {}
        self._demand_little()

    def outcome(self, place: int) -> Outcome:
        """The outcome of the moment at a place; raises QuestionError where there is no single fixpoint."""
        moment = self.moments[place]
        key = id(moment.situation)
        if key not in self._settled:
            alike = [i for i, other in enumerate(self.moments) if other.situation is moment.situation]
            self._settled[key] = _Settled(
                moment.situation, self.moments, alike, self.threshold, self.concerted
            )
        settled = self._settled[key]
        active = settled.active(place)
        names = frozenset(offer.id for offer in active)
        if (key, names) not in self._filled:
            self._filled[key, names] = allot(moment.situation.lines, active)
        lines = tuple(line for line in self._filled[key, names] if line.id in moment.asked)
        return Outcome(tuple(sorted(names)), lines, settled.holding(place))

    def stage(self, place: int) -> Stage:
        return self._settled[id(self.moments[place].situation)].stage

    def _demand_little(self) -> None:
        situations = {id(moment.situation): moment.situation for moment in self.moments}
        parts = max((len(one.offers) + len(one.lines) for one in situations.values()), default=0)
        if parts * max(len(self.moments), SETTLING * len(situations)) > MOST_WORK:
            remedy = "ask for fewer months"
            raise QuestionError(
                f"{len(self.moments)} months of {parts} offers and lines", remedy=remedy, names=["until"]
            )


class _Settled:
    """The fixpoints of all moments of one situation, a lane each."""

    def __init__(
        self,
        situation: Situation,
        moments: Sequence[Moment],
        places: Sequence[int],
        threshold: int,
        concerted: bool,
    ) -> None:
        demand_one_fixpoint(set_stage(situation, threshold))
        self.lane = {place: lane for lane, place in enumerate(places)}
        self.offers = situation.offers
        sleeping = sorted(frozenset[str]().union(*(moments[place].asleep for place in places)))
        self.stage = set_stage(_guarded(situation, set(sleeping)), threshold, [STANDS + o for o in sleeping])
        self.wiring = Wiring(self.stage)
        texts = dict.fromkeys(leaf for offer in situation.offers for leaf in leaves(offer.condition))
        gates = {leaf: self.wiring.leaf(leaf) for leaf in texts}
        run = self.wiring.network.greatest if concerted else self.wiring.network.least
        awake = [_lanes(o, moments, places) for o in sleeping]
        masks = run(awake, all_lanes(len(places)))
        self.coming = [masks[gate] for gate in self.wiring.offers]
        self.held = {leaf: masks[gate] for leaf, gate in gates.items()}

    def active(self, place: int) -> list[Offer]:
        lane = self.lane[place]
        return [o for o, mask in zip(self.offers, self.coming, strict=True) if mask >> lane & 1]

    def holding(self, place: int) -> frozenset[str]:
        lane = self.lane[place]
        return frozenset(leaf for leaf, mask in self.held.items() if mask >> lane & 1)


def _lanes(offer: str, moments: Sequence[Moment], places: Sequence[int]) -> int:
    """The lanes of the moments at which an offer stands."""
    return sum(1 << lane for lane, place in enumerate(places) if offer not in moments[place].asleep)


def _guarded(situation: Situation, sleeping: set[str]) -> Situation:
    """Every offer that ever sleeps hangs on its standing too."""
    offers = tuple(_awake_only(o) if o.id in sleeping else o for o in situation.offers)
    return replace(situation, offers=offers)


def _awake_only(offer: Offer) -> Offer:
    own = [] if offer.condition is None else [offer.condition]
    return replace(offer, condition=conjoin([*own, Leaf(STANDS + offer.id)]))


def idle(line: Line) -> Line:
    """A line outside its window: it asks for nothing, so it counts as filled and holds nobody back."""
    return replace(line, quantity=Decimal(0), enablers=())
