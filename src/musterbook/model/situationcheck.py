"""What no situation may contradict, whoever laid it out: ids, figures, units, enablers, positions.

ENGINE: these are refused for every question. Whether the leaves of conditions exist is asked later, once the
suppositions are laid over the situation (``assessment.ground``).
"""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from musterbook.codebook.ladder import LADDER
from musterbook.errors import QuestionError
from musterbook.model.leaf import is_reserved
from musterbook.model.position import PLACES, Quantity
from musterbook.model.situationparts import Circumstance, Line, Measure, Offer, Situation

LONGEST_NOTICE = 36_525
"""Days, a hundred years: beyond lies only a slip."""


def check_situation(situation: Situation) -> None:
    """Raises QuestionError for whatever contradicts itself; silent where nothing does."""
    _no_duplicates("circumstance", (c.id for c in situation.circumstances))
    _no_duplicates("offer", (o.id for o in situation.offers))
    _no_duplicates("requirement line", (x.id for x in situation.lines))
    _no_duplicates("measure", (m.id for m in situation.measures))
    for circumstance in situation.circumstances:
        _check_circumstance(circumstance)
    for offer in situation.offers:
        _check_stance(offer.stance, f"offer {offer.id}")
        _check_figures(offer.quantity, offer.id)
        _check_places([offer.where] if offer.where is not None else [], f"offer {offer.id}")
        _check_window(offer, f"offer {offer.id}")
        _check_notice(offer)
    units = _one_unit_each(situation.offers)
    _check_lines(situation.lines)
    for line in situation.lines:
        _check_places(line.where, f"line {line.id}")
        _check_window(line, f"line {line.id}")
        _check_alternatives(line, units)
    for measure in situation.measures:
        _check_measure(measure)


def _check_figures(quantity: Quantity, offer: str) -> None:
    for figure in (quantity.low, quantity.high):
        if figure is not None and figure < 0:
            raise QuestionError(f"negative figure {figure}", where=f"offer {offer}", names=[offer])
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low > high:
        raise QuestionError(f"low {low} is above high {high}", where=f"offer {offer}", names=[offer])


def _no_duplicates(kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    twice = {name for name in ids if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
    if twice:
        raise QuestionError(
            f"two of one {kind} id: {', '.join(sorted(twice)[:5])}",
            remedy="give each its own id",
            names=sorted(twice),
        )


def _check_circumstance(circumstance: Circumstance) -> None:
    name, chance = circumstance.id, circumstance.probability
    if is_reserved(name):
        remedy = "rename it: such a name is read as participation or as a change"
        raise QuestionError(f"circumstance id {name!r} is reserved", remedy=remedy, names=[name])
    if chance is not None and not 0 <= chance <= 1:
        raise QuestionError(f"probability {chance} of {name!r} is not in [0, 1]", names=[name])


def _check_stance(stance: str, where: str) -> None:
    if stance not in LADDER:
        raise QuestionError(
            f"unknown stance {stance!r}",
            where=where,
            remedy=f"use one of {', '.join(LADDER)}",
            names=[stance],
        )


def _check_places(places: Iterable[str], where: str) -> None:
    unknown = [place for place in places if place not in PLACES]
    if unknown:
        remedy = f"use one of {', '.join(PLACES)}"
        raise QuestionError(f"unknown place {unknown[0][:80]!r}", where=where, remedy=remedy, names=unknown)


def _check_window(part: Offer | Line, where: str) -> None:
    if part.from_day is not None and part.until is not None and part.until <= part.from_day:
        raise QuestionError(
            f"until {part.until} is not after from {part.from_day}: no day stands between them",
            where=where,
            remedy="until is the first day on which it no longer stands",
            names=[part.id],
        )


def _check_notice(offer: Offer) -> None:
    if not 0 <= offer.notice <= LONGEST_NOTICE:
        raise QuestionError(
            f"notice takes 0 to {LONGEST_NOTICE} days", where=f"offer {offer.id}", names=[offer.id]
        )


def _check_alternatives(line: Line, units: dict[str, tuple[str, str]]) -> None:
    """Subjects that stand in for each other are added up, so their figures have one unit."""
    named = [(on, units[on][0]) for on in line.subjects if on in units]
    if len({unit for _, unit in named}) > 1:
        told = ", ".join(f"{on} in {unit}" for on, unit in named[:5])
        raise QuestionError(
            f"figures that cannot be added up: {told}",
            where=f"line {line.id}, or_on",
            remedy="name subjects of one unit",
            names=[line.id, *(on for on, _ in named)],
        )


def _one_unit_each(offers: Iterable[Offer]) -> dict[str, tuple[str, str]]:
    """The unit of the figures on each subject, with the offer that names it first."""
    units: dict[str, tuple[str, str]] = {}
    for offer in offers:
        unit = offer.quantity.unit
        if unit is None or not offer.quantity.known:
            continue
        first, first_id = units.setdefault(offer.on, (unit, offer.id))
        if first != unit:
            raise QuestionError(
                f"figures on {offer.on!r} in two units: {first} and {unit}",
                where=f"offers {first_id} and {offer.id}",
                remedy="bring them to one unit",
                names=[offer.on, first_id, offer.id],
            )
    return units


def _check_lines(lines: tuple[Line, ...]) -> None:
    known = {line.id for line in lines}
    for line in lines:
        if line.quantity is not None and line.quantity < 0:
            raise QuestionError(
                f"negative quantity {line.quantity}", where=f"line {line.id}", names=[line.id]
            )
        unknown = sorted(set(line.enablers) - known)
        if unknown:
            names = ", ".join(unknown)
            raise QuestionError(f"unknown enabler {names}", where=f"line {line.id}", names=unknown)
    try:
        TopologicalSorter({line.id: line.enablers for line in lines}).prepare()
    except CycleError as error:
        cycle = list(error.args[1])
        raise QuestionError(
            f"lines enable each other in a circle: {' - '.join(cycle[:10])}",
            remedy="take one of these enablers out",
            names=sorted(set(cycle)),
        ) from None


def _check_measure(measure: Measure) -> None:
    _no_duplicates(f"actor on measure {measure.id}; position", (p.actor for p in measure.positions))
    for position in measure.positions:
        _check_stance(position.stance, f"measure {measure.id}, {position.actor}")
