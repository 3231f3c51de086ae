"""Draws up the force of a rotation from the situation and the plan: what there is, month by month (rule 11).

A month in which an offer stands only in part is none of its months; a month in which a line asks for anything
is one of the line's. Whatever a rotation needs and the plan does not give is refused by name.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from musterbook.assessment.activation.lines import Service
from musterbook.assessment.rotating.force import (
    MUST,
    NEVER,
    Contingent,
    Demand,
    Duty,
    Edge,
    Force,
    Pool,
)
from musterbook.assessment.rotating.plan import Plan, Raise, Terms, sensible
from musterbook.errors import QuestionError
from musterbook.model.situation import Line, Offer, Situation

MOST_COLUMNS = 1_000_000
NO_TERMS = Terms()
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The force, the month it begins in, and the circumstances that hold."""

    force: Force
    start: int
    holding: frozenset[str]


def draw_up(laid: Situation, active: Sequence[Offer], plan: Plan) -> Drawn:
    """Raises QuestionError where the plan names what is not there, or lacks what a rotation needs."""
    if not laid.lines:
        raise QuestionError(
            "no requirement to sustain", remedy="give the situation lines", names=["requirement"]
        )
    start = _start(laid, plan)
    _check_names(laid, plan)
    holding = _holding(laid, active)
    pools = _pools(active, plan, start, holding)
    places = {(pool.actor, pool.on): place for place, pool in enumerate(pools)}
    duties = tuple(
        Duty(d.id, places[d.actor, d.on], float(d.figure), *_months_of(d.start, d.end, start))
        for d in plan.duties
    )
    contingents = tuple(_contingent(o, places[o.actor, o.on], laid, plan, pools, start) for o in active)
    demands = _demands(laid.lines, active, contingents, plan, start)
    _check_size(demands, plan.months)
    edges = _edges(plan, places, start, holding)
    return Drawn(
        Force(plan.months, pools, contingents, demands, duties, edges, _scale(laid.lines)), start, holding
    )


def _start(laid: Situation, plan: Plan) -> int:
    if plan.start is not None:
        return plan.start
    if laid.as_of is None:
        raise QuestionError("no first month", where="plan", remedy='write "from": "2025-04"', names=["from"])
    return _month_of(laid.as_of)


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _check_names(laid: Situation, plan: Plan) -> None:
    """Every actor, subject, line, duty and circumstance that the plan names is there."""
    actors = {o.actor for o in laid.offers} | {d.actor for d in plan.duties} | {e.by for e in plan.backfill}
    subjects = {o.on for o in laid.offers} | {on for line in laid.lines for on in line.subjects}
    subjects |= {d.on for d in plan.duties} | {e.on for e in plan.backfill if e.on is not None}
    pooled = [on for one in plan.actors.values() for on in one.pool]
    _known("actor", plan.actors, actors)
    _known("subject", [*plan.subjects, *pooled], subjects)
    _known("line", plan.must, {line.id for line in laid.lines})
    _known("duty", [e.duty for e in plan.backfill], {d.id for d in plan.duties})
    _known("backfill", [name for e in plan.backfill for name in e.needs], {e.id for e in plan.backfill})
    facts = [r.circumstance for one in plan.actors.values() for r in one.raises]
    facts += [e.circumstance for e in plan.backfill]
    _known("circumstance", [f for f in facts if f is not None], {c.id for c in laid.circumstances})
    _once("duty", [d.id for d in plan.duties])
    _once("backfill", [e.id for e in plan.backfill])


def _known(kind: str, named: Iterable[str], there: Collection[str]) -> None:
    unknown = sorted(set(named) - set(there))
    if unknown:
        told = ", ".join(unknown[:10])
        remedy = f"name {'an' if kind[0] in 'aeiou' else 'a'} {kind} of the situation or of the plan"
        raise QuestionError(f"the plan names no {kind} there is: {told}", remedy=remedy, names=unknown)


def _once(kind: str, names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        remedy = "give each its own id"
        raise QuestionError(
            f"two of one {kind} id: {', '.join(twice[:10])}", where="plan", remedy=remedy, names=twice
        )


def _holding(laid: Situation, active: Iterable[Offer]) -> frozenset[str]:
    """The circumstances that hold: the linked ones by who takes part, the others by their value."""
    there = {(o.actor, o.on) for o in active}
    linked = {(o.actor, o.on) for o in laid.offers}
    found = set()
    for c in laid.circumstances:
        pair = None if c.stands_for is None else (c.stands_for.actor, c.stands_for.on)
        if pair in there if pair in linked else c.value is True:
            found.add(c.id)
    return frozenset(found)


def _months_of(start: int | None, end: int | None, first: int) -> Span:
    return (0 if start is None else start - first), (NEVER if end is None else end - first)


def _pools(active: Iterable[Offer], plan: Plan, start: int, holding: frozenset[str]) -> tuple[Pool, ...]:
    """One for every actor and subject that an offer, a duty, a backfill or a pool of the plan names."""
    offering = {(o.actor, o.on) for o in active}
    owing = {(d.actor, d.on) for d in plan.duties} | {
        (e.by, _edge_on(plan, e.duty, e.on)) for e in plan.backfill
    }
    pooled = {(actor, on) for actor, one in plan.actors.items() for on in one.pool}
    lacking = sorted(owing - pooled)
    if lacking:
        told = ", ".join(f"{actor} on {on}" for actor, on in lacking[:5])
        remedy = "give the pool that the duty or the backfill is taken from"
        raise QuestionError(f"no pool of {told}", where="plan", remedy=remedy, names=[a for a, _ in lacking])
    return tuple(_pool(pair, pair in offering, plan, start, holding) for pair in sorted(offering | pooled))


def _edge_on(plan: Plan, duty: str, on: str | None) -> str:
    return next(d.on for d in plan.duties if d.id == duty) if on is None else on


def _pool(pair: tuple[str, str], rotates: bool, plan: Plan, start: int, holding: frozenset[str]) -> Pool:
    actor, on = pair
    own = plan.actors.get(actor)
    figure = None if own is None else own.pool.get(on)
    terms = terms_of(plan, actor, on)
    tour = terms.tour
    if tour is None:
        if rotates:
            raise _missing("tour", actor, on)
        tour = 1
    kept = tuple(_reserve(plan, actor, on, month, start, holding) for month in range(plan.months))
    return Pool(
        actor,
        on,
        None if figure is None else float(figure),
        tour,
        terms.preparation or 0,
        _rest(terms, tour, actor, on, rotates and figure is not None),
        kept,
        None if terms.unit_size is None else float(terms.unit_size),
        None if terms.least is None else float(terms.least),
    )


def terms_of(plan: Plan, actor: str, on: str) -> Terms:
    """An actor's own terms go before the subject's, and these before the defaults."""
    own = plan.actors.get(actor)
    levels = (NO_TERMS if own is None else own.terms, plan.subjects.get(on, NO_TERMS), plan.defaults)
    resting = next((one for one in levels if (one.rest, one.ratio) != (None, None)), NO_TERMS)
    return Terms(
        next((one.tour for one in levels if one.tour is not None), None),
        next((one.preparation for one in levels if one.preparation is not None), None),
        resting.rest,
        resting.ratio,
        next((one.unit_size for one in levels if one.unit_size is not None), None),
        next((one.least for one in levels if one.least is not None), None),
        next((one.notice for one in levels if one.notice is not None), None),
    )


def _rest(terms: Terms, tour: int, actor: str, on: str, needed: bool) -> int:
    """Months of rest; of a ratio 1:n, what n tours leave beside the tour and its preparation."""
    if terms.rest is not None:
        return terms.rest
    if terms.ratio is None:
        if needed:
            raise _missing("rest or ratio", actor, on)
        return 0
    left = (terms.ratio - 1) * tour - (terms.preparation or 0)
    if left < 0 or left != left.to_integral_value():
        raise QuestionError(
            f"ratio 1:{terms.ratio} leaves {left} months of rest after a tour of {tour} and its preparation",
            where=f"plan, {actor} on {on}",
            remedy="give rest in whole months",
            names=[actor, "ratio"],
        )
    return int(left)


def _missing(what: str, actor: str, on: str) -> QuestionError:
    return QuestionError(
        f"no {what} for {actor} on {on}: none is invented",
        where="plan",
        remedy="give it to the actor, the subject or the defaults",
        names=[actor, on],
    )


def _reserve(plan: Plan, actor: str, on: str, month: int, start: int, holding: frozenset[str]) -> float:
    own = plan.actors.get(actor)
    if own is None:
        return 0.0
    kept = [own.reserve.get(on, Decimal(0))]
    kept += [one.reserve.get(on, Decimal(0)) for one in own.raises if raised(one, month + start, holding)]
    return float(max(kept))


def raised(one: Raise, month: int, holding: Collection[str]) -> bool:
    """Whether a raise of the reserve is on in a month (as year * 12 + month - 1)."""
    within = (one.start is None or one.start <= month) and (one.end is None or month <= one.end)
    return within and (one.circumstance is None or one.circumstance in holding)


def _contingent(
    offer: Offer, place: int, laid: Situation, plan: Plan, pools: Sequence[Pool], start: int
) -> Contingent:
    chosen = (
        offer.quantity.low if plan.figure == "low" or offer.quantity.high is None else offer.quantity.high
    )
    figure = sensible(chosen or Decimal(0), f"offer {offer.id}")
    first, last = offer_months(offer, laid.as_of, start)
    notice = terms_of(plan, pools[place].actor, pools[place].on).notice or 0
    return Contingent(offer.id, place, float(figure), max(first, notice, 0), last, offer.quantity.known)


def offer_months(offer: Offer, as_of: date | None, start: int) -> Span:
    """The months that lie wholly within an offer's days, after its notice."""
    base = offer.from_day or as_of or date(start // 12 or 1, start % 12 + 1, 1)
    try:
        day = base + timedelta(days=offer.notice)
    except OverflowError:
        return NEVER, NEVER
    counted = offer.from_day is not None or offer.notice
    first = _month_of(day) + (day.day > 1) - start if counted else 0
    return first, NEVER if offer.until is None else _month_of(offer.until) - 1 - start


def _demands(
    lines: Sequence[Line], active: Sequence[Offer], contingents: Sequence[Contingent], plan: Plan, start: int
) -> tuple[Demand, ...]:
    service = Service(lines, active)
    places = {line.id: place for place, line in enumerate(lines)}
    return tuple(
        _demand(
            line,
            [c for c in range(len(active)) if service.kind_of[line.id] in service.classes[c]],
            contingents,
            tuple(places[name] for name in line.enablers),
            plan,
            start,
        )
        for line in lines
    )


def _demand(
    line: Line,
    serving: Sequence[int],
    contingents: Sequence[Contingent],
    enablers: tuple[int, ...],
    plan: Plan,
    start: int,
) -> Demand:
    quantity = None if line.quantity is None else float(sensible(line.quantity, f"line {line.id}"))
    first = 0 if line.from_day is None else _month_of(line.from_day) - start
    last = plan.months - 1
    if line.until is not None:
        last = min(last, _month_of(line.until - timedelta(days=1)) - start)
    uncounted = {
        month
        for c in serving
        if not contingents[c].known
        for month in range(max(contingents[c].first, 0), min(contingents[c].last + 1, plan.months))
    }
    return Demand(
        line.id,
        line.on,
        quantity,
        MUST if line.id in plan.must else line.priority,
        tuple(serving),
        enablers,
        max(first, 0),
        last,
        frozenset(uncounted),
    )


def _check_size(demands: Iterable[Demand], months: int) -> None:
    columns = months * sum(len(demand.served) + 1 for demand in demands)
    if columns > MOST_COLUMNS:
        raise QuestionError(
            f"a plan of {columns:,} figures",
            remedy=f"take fewer months, or lines that fewer offers serve: at most {MOST_COLUMNS:,}",
            names=["months"],
        )


def _edges(
    plan: Plan, places: Mapping[tuple[str, str], int], start: int, holding: frozenset[str]
) -> tuple[Edge, ...]:
    """Those whose circumstance does not hold have no months."""
    duties = {duty.id: place for place, duty in enumerate(plan.duties)}
    numbers = {edge.id: place for place, edge in enumerate(plan.backfill)}
    edges = []
    for edge in plan.backfill:
        owner = plan.duties[duties[edge.duty]].actor
        if edge.by == owner or edge.of not in (None, owner):
            remedy = f"the duty is {owner}'s: another takes it over"
            raise QuestionError(
                f"backfill {edge.id} is by {edge.by} for {edge.of or owner}", remedy=remedy, names=[edge.id]
            )
        first, last = _months_of(edge.start, edge.end, start)
        if edge.circumstance is not None and edge.circumstance not in holding:
            first = NEVER
        by = places[edge.by, _edge_on(plan, edge.duty, edge.on)]
        needs = tuple(numbers[name] for name in edge.needs)
        edges.append(Edge(edge.id, by, duties[edge.duty], float(edge.figure), needs, edge.whole, first, last))
    return tuple(edges)


def _scale(lines: Iterable[Line]) -> dict[str, float]:
    """The largest quantity asked on a subject: figures are solved for as shares of it."""
    scale: dict[str, float] = {}
    for line in lines:
        for on in line.subjects:
            scale[on] = max(scale.get(on, 0.0), float(line.quantity or 0))
    return {on: most or 1.0 for on, most in scale.items()}
