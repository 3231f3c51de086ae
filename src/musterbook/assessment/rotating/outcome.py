"""The answer of ``sustain`` as JSON: lines and actors by month, the break, the mends, the assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.filling.months import month_text
from musterbook.assessment.rotating.assumed import plan_json
from musterbook.assessment.rotating.easing import Part
from musterbook.assessment.rotating.force import MUST, Force
from musterbook.assessment.rotating.mending import Mend
from musterbook.assessment.rotating.schedule import Schedule
from musterbook.assessment.rotating.staging import Step
from musterbook.assessment.rotating.sustain import Sustained

PLACES = 6


@dataclass(frozen=True, slots=True)
class SustainAnswer:
    """The JSON form of what was found."""

    found: Sustained

    def to_json(self) -> dict[str, Any]:
        found, force = self.found, self.found.drawn.force
        months = [month_text(found.drawn.start + month) for month in range(force.months)]
        schedule = found.best.schedule
        return {
            "months": months,
            "lines": [_line(schedule, n, months) for n in range(len(force.demands))],
            "actors": [_actor(schedule, n, months) for n in range(len(force.pools))],
            "starts": _starts(schedule, months),
            "backfill": _backfill(schedule, months),
            "circles": [_circle(found, n) for n in range(len(found.circles))],
            "breaks": _break(found, months),
            "mend": [_mend(found, mend) for mend in found.mends],
            "mend_complete": found.mends_complete,
            "clash": _clash(found),
            "grade": found.grade,
            "objective": tidy(found.objective),
            "bound": tidy(found.bound),
            "lp_bound": tidy(found.relaxed_bound),
            "gap": tidy(found.gap),
            "status": found.status,
            "priorities": [_step(force, step) for step in found.best.steps],
            "unquantified": sorted(c.offer for c in force.contingents if not c.known),
            "unpooled": [p.name for n, p in enumerate(force.pools) if p.figure is None],
            "holding": sorted(found.drawn.holding),
            "assumptions": plan_json(found.plan),
        }


def tidy(figure: float) -> int | float:
    """A figure to six places; whole where only the solver's tolerance stands between."""
    near = round(figure)
    return near if abs(figure - near) <= 1e-7 * max(1.0, abs(figure)) else round(figure, PLACES)


def _line(schedule: Schedule, number: int, months: Sequence[str]) -> dict[str, Any]:
    demand = schedule.force.demands[number]
    fails = schedule.fails(number)
    rows = []
    for month, told in enumerate(months):
        asked, ratio = demand.asked(month), schedule.ratios[number][month]
        quantity = demand.quantity if asked else 0.0
        row = {
            "month": told,
            "required": None if quantity is None else tidy(quantity),
            "deployed": tidy(schedule.present[number][month]),
            "sustained": None if quantity is None else tidy(quantity * ratio),
            "ratio": tidy(ratio),
            "filled": ratio >= 1,
        }
        rows.append(row)
    return {"id": demand.line, "fails": None if fails is None else months[fails], "by_month": rows}


def _actor(schedule: Schedule, number: int, months: Sequence[str]) -> dict[str, Any]:
    pool = schedule.force.pools[number]
    deployed, preparing, resting = schedule.cycle(number)
    free, duties = schedule.free(number), schedule.duties(number)
    rows = [
        {
            "month": told,
            "deployed": tidy(deployed[month]),
            "preparing": tidy(preparing[month]),
            "resting": tidy(resting[month]),
            "reserve": tidy(pool.reserve[month]),
            "duties": tidy(duties[month]),
            "free": None if free is None else tidy(free[month]),
        }
        for month, told in enumerate(months)
    ]
    cycle = {"tour": pool.tour, "preparation": pool.preparation, "rest": pool.rest}
    figure = None if pool.figure is None else tidy(pool.figure)
    return {"actor": pool.actor, "on": pool.on, "pool": figure, **cycle, "by_month": rows}


def _starts(schedule: Schedule, months: Sequence[str]) -> list[dict[str, Any]]:
    """Every tour that starts: from these alone all else can be counted."""
    force = schedule.force
    return [
        {
            "offer": force.contingents[contingent].offer,
            "actor": force.pools[force.contingents[contingent].pool].actor,
            "line": force.demands[line].line,
            "month": months[month],
            "last": months[_last(force, contingent, month)],
            "figure": tidy(figure),
        }
        for (contingent, line), figures in sorted(schedule.starts.items())
        for month, figure in enumerate(figures)
        if tidy(figure)
    ]


def _last(force: Force, contingent: int, start: int) -> int:
    """The last month in the field of a tour that starts in a month: it ends early with the offer's window."""
    offer = force.contingents[contingent]
    return min(start + force.pools[offer.pool].tour - 1, offer.last, force.months - 1)


def _backfill(schedule: Schedule, months: Sequence[str]) -> list[dict[str, Any]]:
    force = schedule.force
    return [
        {
            "id": edge.id,
            "by": force.pools[edge.by].actor,
            "for": force.pools[force.owner(edge)].actor,
            "duty": force.duties[edge.duty].id,
            "on": force.pools[edge.by].on,
            "figure": tidy(edge.figure),
            "by_month": [
                {"month": told, "figure": tidy(schedule.given[number][month])}
                for month, told in enumerate(months)
            ],
        }
        for number, edge in enumerate(force.edges)
    ]


def _circle(found: Sustained, number: int) -> dict[str, Any]:
    circle = found.circles[number]
    lists = {"actors": list(circle.members), "backfill": list(circle.edges)}
    return {"kind": circle.kind, **lists, "carried": circle.carried, "most": tidy(circle.most)}


def _break(found: Sustained, months: Sequence[str]) -> dict[str, Any] | None:
    if found.broken is None:
        return None
    line = found.drawn.force.demands[found.broken.line].line
    why = [{"kind": r.kind, "name": r.name, "words": r.words} for r in found.broken.why]
    return {"month": months[found.broken.month], "line": line, "why": why}


def _mend(found: Sustained, mend: Mend) -> dict[str, Any]:
    cost = None if mend.cost is None else tidy(mend.cost)
    return {"kind": mend.kind, "cost": cost, "parts": [_mend_part(found, part) for part in mend.parts]}


def _mend_part(found: Sustained, part: Part) -> dict[str, Any]:
    unit = "months" if part.kind in ("rest", "window") else found.units.get(part.on)
    figure = tidy(part.figure)
    told = f"{figure:,}" + (f" {unit}" if unit else "")
    words = WORDS[part.kind].format(name=part.name, on=part.on, told=told)
    return {
        "kind": part.kind,
        "name": part.name,
        "on": part.on,
        "figure": figure,
        "unit": unit,
        "words": words,
    }


WORDS = {
    "pool": "{told} more in {name}'s pool on {on}",
    "offer": "{told} more from offer {name}",
    "reserve": "{told} less in {name}'s reserve on {on}",
    "backfill": "{name} takes over {told}",
    "newcomer": "a newcomer on line {name} with {told} deployed in every month",
    "requirement": "{told} less on line {name}",
    "window": "offer {name} stays {told} longer",
    "rest": "{name} rests {told} only after a tour on {on}",
}


def _clash(found: Sustained) -> list[dict[str, Any]]:
    least = {"least": found.clashes.least, "smallest": found.clashes.smallest}
    return [{"kind": c.kind, "name": c.name, "words": c.words, **least} for c in found.clashes.clashes]


def _step(force: Force, step: Step) -> dict[str, Any]:
    return {
        "priority": "must" if step.priority == MUST else step.priority,
        "lines": [force.demands[n].line for n in step.lines],
        "months_full": step.months,
        "proven": step.proven,
        "short": tidy(step.short),
        "bound": tidy(step.bound),
        "lp_bound": tidy(step.relaxed),
    }
