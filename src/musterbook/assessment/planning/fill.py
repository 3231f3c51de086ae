"""Whether it suffices: the active offers allotted to the requirement lines (rules 9, 10), exactly."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.lines import enabling_order, service_order
from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.kernel.worlds import one_world
from musterbook.errors import QuestionError
from musterbook.model.situation import Line, Offer, Situation

Pair = tuple[Fraction, Fraction]
NOTHING: Pair = (Fraction(0), Fraction(0))
WHOLE: Pair = (Fraction(1), Fraction(1))


@dataclass(frozen=True, slots=True)
class LineFill:
    """One line: pairs are (low, high), exact; those of ``present`` and ``sustained`` may be None."""

    id: str
    quantity: Decimal | None
    present: Pair | None
    unquantified: int
    ratio: Pair
    sustained: Pair | None
    filled: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "quantity": None if self.quantity is None else json_number(Fraction(self.quantity)),
            "present": _pair_json(self.present),
            "unquantified": self.unquantified,
            "ratio": _pair_json(self.ratio),
            "sustained": _pair_json(self.sustained),
            "filled": self.filled,
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
    if not stage.monotone:
        leaf, offer = next(stage.negated_leaves(stage.participates))
        raise QuestionError(
            f"a not stands above {leaf!r}, so there is no single fixpoint",
            where=f"condition of offer {offer.id}",
            remedy="ask for the closure: it lists the stable models",
            names=[leaf, offer.id],
        )
    wiring = Wiring(stage)
    fixpoint = wiring.network.greatest if concerted else wiring.network.least
    gates = fixpoint(*one_world(0))
    return [o for o, gate in zip(stage.situation.offers, wiring.offers, strict=True) if gates[gate]]


def allot(lines: tuple[Line, ...], active: Collection[Offer]) -> tuple[LineFill, ...]:
    """Allots the sum on each subject by priority; a line then counts up to its enablers' least ratio."""
    present = _present(lines, _sums(active))
    came = {offer.on for offer in active}
    ratios = {line.id: _ratio(line, present.get(line.id), line.on in came) for line in lines}
    enabled = _least_ratios(lines, ratios)
    uncounted: dict[str, int] = {}
    for offer in active:
        uncounted[offer.on] = uncounted.get(offer.on, 0) + (not offer.quantity.known)
    return tuple(
        _line_fill(line, present.get(line.id), uncounted.get(line.on, 0), ratios[line.id], enabled[line.id])
        for line in lines
    )


def _sums(active: Collection[Offer]) -> dict[str, Pair]:
    sums: dict[str, Pair] = {}
    for offer in active:
        low, high = sums.get(offer.on, NOTHING)
        least = Fraction(offer.quantity.low or 0)
        most = least if offer.quantity.high is None else Fraction(offer.quantity.high)
        sums[offer.on] = low + least, high + most
    return sums


def _present(lines: tuple[Line, ...], sums: dict[str, Pair]) -> dict[str, Pair]:
    """What each line with a quantity gets, in the order of service."""
    left = dict(sums)
    present: dict[str, Pair] = {}
    for line in service_order(lines):
        if line.quantity is not None:
            wanted = Fraction(line.quantity)
            low, high = left.get(line.on, NOTHING)
            present[line.id] = min(wanted, low), min(wanted, high)
            left[line.on] = low - present[line.id][0], high - present[line.id][1]
    return present


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


def _line_fill(line: Line, present: Pair | None, uncounted: int, ratio: Pair, least: Pair) -> LineFill:
    if line.quantity is None:
        return LineFill(line.id, None, None, uncounted, ratio, None, least[0] == 1)
    wanted = Fraction(line.quantity)
    sustained = wanted * least[0], wanted * least[1]
    return LineFill(line.id, line.quantity, present, uncounted, ratio, sustained, sustained[0] == wanted)


def _pair_json(pair: Pair | None) -> list[int | float | str | None]:
    return [None, None] if pair is None else [json_number(pair[0]), json_number(pair[1])]
