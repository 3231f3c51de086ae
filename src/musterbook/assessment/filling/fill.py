"""Whether it suffices: the active offers allotted to the requirement lines (rules 9, 10), exactly."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.lines import Service, enabling_order
from musterbook.assessment.activation.stage import Stage, set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.filling.allotment import Shares, allotted, high_figure, low_figure
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.kernel.worlds import one_world
from musterbook.errors import QuestionError
from musterbook.model.situation import Evidence, Line, Offer, Situation, evidence_json

Pair = tuple[Fraction, Fraction]
NOTHING: Pair = (Fraction(0), Fraction(0))
WHOLE: Pair = (Fraction(1), Fraction(1))
MOST_TOLD = 500
"""Of so many offers a line tells in JSON who gives to it, and who is set aside."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An active offer on a subject of a line that cannot serve it, why, and the words that say so."""

    offer: str
    why: str
    evidence: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"offer": self.offer, "why": self.why, "evidence": evidence_json(self.evidence)}


@dataclass(frozen=True, slots=True)
class LineFill:
    """One line: pairs are (low, high), exact; those of ``present`` and ``sustained`` may be None.

    ``from_offers`` is what it gets of which offer (None for a line without a quantity, which takes nothing).
    At the high figures an offer may go to another line than at the low ones, so its pair may fall.
    """

    id: str
    quantity: Decimal | None
    present: Pair | None
    unquantified: int
    ratio: Pair
    sustained: Pair | None
    filled: bool
    from_offers: Mapping[str, Pair | None] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "quantity": None if self.quantity is None else json_number(Fraction(self.quantity)),
            "present": _pair_json(self.present),
            "unquantified": self.unquantified,
            "ratio": _pair_json(self.ratio),
            "sustained": _pair_json(self.sustained),
            "filled": self.filled,
            "from_offers": {o: _pair_json(self.from_offers[o]) for o in sorted(self.from_offers)[:MOST_TOLD]},
            "set_aside": [offer.to_json() for offer in self.set_aside[:MOST_TOLD]],
            **_more("from_offers_more", len(self.from_offers)),
            **_more("set_aside_more", len(self.set_aside)),
        }


@dataclass(frozen=True, slots=True)
class FillAnswer:
    """The lines in the order of the file, and the ids of the offers that are active, sorted."""

    lines: tuple[LineFill, ...]
    active: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"lines": [line.to_json() for line in self.lines], "active": list(self.active)}


def fill(laid: Situation, threshold: int, concerted: bool = False) -> FillAnswer:
    """The fill in the world where unknown circumstances are false; refused where there are stable models."""
    active = active_offers(laid, threshold, concerted)
    return FillAnswer(allot(laid.lines, active), tuple(sorted(offer.id for offer in active)))


def active_offers(laid: Situation, threshold: int, concerted: bool = False) -> list[Offer]:
    """The offers active in the least (concerted: greatest) fixpoint, unknown circumstances false."""
    stage = set_stage(laid, threshold)
    demand_one_fixpoint(stage)
    wiring = Wiring(stage)
    fixpoint = wiring.network.greatest if concerted else wiring.network.least
    gates = fixpoint(*one_world(0))
    return [o for o, gate in zip(stage.situation.offers, wiring.offers, strict=True) if gates[gate]]


def demand_one_fixpoint(stage: Stage) -> None:
    """Raises QuestionError where a ``not`` above participation leaves several outcomes, or none (rule 8)."""
    for leaf, offer in stage.negated_leaves(stage.participates):
        raise QuestionError(
            f"a not stands above {leaf!r}, so there is no single fixpoint",
            where=f"condition of offer {offer.id}",
            remedy="ask for the closure: it lists the stable models",
            names=[leaf, offer.id],
        )


def allot(lines: tuple[Line, ...], active: Collection[Offer]) -> tuple[LineFill, ...]:
    """Allots the active offers by priority; a line then counts up to its enablers' least ratio."""
    offers = tuple(active)
    service = Service(lines, offers)
    low, high = (allotted(service, offers, figure) for figure in (low_figure, high_figure))
    serving = [[offers[place] for place in places] for places in service.serving]
    there: list[dict[str, Pair | None]] = [dict.fromkeys((o.id for o in found), None) for found in serving]
    aside = _set_aside(service, offers)
    kind_of = service.kind_of
    present = {line.id: _present(line, low, high) for line in lines}
    ratios = {line.id: _ratio(line, present[line.id], bool(serving[kind_of[line.id]])) for line in lines}
    enabled = _least_ratios(lines, ratios)
    uncounted = [sum(not offer.quantity.known for offer in found) for found in serving]
    return tuple(
        LineFill(
            line.id,
            line.quantity,
            present[line.id],
            uncounted[kind_of[line.id]],
            ratios[line.id],
            *_sustained(line, enabled[line.id]),
            _from_offers(line, there[kind_of[line.id]], low, high),
            aside[kind_of[line.id]],
        )
        for line in lines
    )


def _set_aside(service: Service, offers: Sequence[Offer]) -> list[tuple[SetAside, ...]]:
    """For each kind of lines the offers on its subjects that cannot serve it, and why."""
    on: dict[str, list[Offer]] = {}
    for offer in offers:
        on.setdefault(offer.on, []).append(offer)
    found: list[tuple[SetAside, ...]] = []
    for kind in service.kinds:
        there = [] if kind.plain else [o for name in sorted(kind.subjects) for o in on.get(name, ())]
        refused = ((o, kind.refusal(o)) for o in there)
        aside = (SetAside(o.id, why, o.evidence) for o, why in refused if why is not None)
        found.append(tuple(sorted(aside, key=lambda one: one.offer)))
    return found


def _present(line: Line, low: Mapping[str, Shares], high: Mapping[str, Shares]) -> Pair | None:
    if line.quantity is None:
        return None
    shares = low.get(line.id, {}), high.get(line.id, {})
    return sum(shares[0].values(), Fraction(0)), sum(shares[1].values(), Fraction(0))


def _from_offers(
    line: Line, there: Mapping[str, Pair | None], low: Mapping[str, Shares], high: Mapping[str, Shares]
) -> Mapping[str, Pair | None]:
    """Who gives how much; a line without a quantity takes nothing, it only needs somebody ``there``."""
    if line.quantity is None:
        return there
    least, most = low.get(line.id, {}), high.get(line.id, {})
    return {o: (least.get(o, Fraction(0)), most.get(o, Fraction(0))) for o in least | most}


def _ratio(line: Line, present: Pair | None, someone_came: bool) -> Pair:
    if present is None or line.quantity is None:
        return WHOLE if someone_came else NOTHING
    wanted = Fraction(line.quantity)
    return (present[0] / wanted, present[1] / wanted) if wanted else WHOLE


def _least_ratios(lines: tuple[Line, ...], ratios: Mapping[str, Pair]) -> dict[str, Pair]:
    """For each line the least ratio among it and all its enablers, recursively."""
    least: dict[str, Pair] = {}
    for line in enabling_order(lines):
        chain = [ratios[line.id], *(least[enabler] for enabler in line.enablers)]
        least[line.id] = min(low for low, _ in chain), min(high for _, high in chain)
    return least


def _sustained(line: Line, least: Pair) -> tuple[Pair | None, bool]:
    """What of a line is sustained, given the least ratio along its enablers, and whether it is filled."""
    if line.quantity is None:
        return None, least[0] == 1
    wanted = Fraction(line.quantity)
    sustained = wanted * least[0], wanted * least[1]
    return sustained, sustained[0] == wanted


def _more(key: str, count: int) -> dict[str, int]:
    """How many were left out of an answer, where any were."""
    return {key: count - MOST_TOLD} if count > MOST_TOLD else {}


def _pair_json(pair: Pair | None) -> list[int | float | str | None]:
    return [None, None] if pair is None else [json_number(pair[0]), json_number(pair[1])]
