"""The rotation of rule 11 at full size: 36 months, 40 actors, each with offers on 6 of 12 contributions.

Drawn from a seed; pools, tours, rests, reserves (some raised half-way) and enablers differ. One program is
solved three ways: continuous, with whole joining and enabling only, and in whole units of 100. Beside it
stands the plain way to write the same thing down, a column for every start and a window of them in every
row, solved by the simplex method as scipy would have it. Seconds are those of the processor, one thread, so
that whatever else the machine does hits none of the figures.
"""

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.engine.rows import Row
from musterbook import ask
from musterbook.assessment.filling.fill import active_offers
from musterbook.assessment.rotating.drawing import draw_up
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import Solution, least_cost
from musterbook.assessment.rotating.plan import parse_plan
from musterbook.assessment.rotating.rotation import build
from musterbook.model.situation import parse_situation

MONTHS, ACTORS, SUBJECTS, OFFERED = 36, 40, 12, 6
UNIT, GAP, SECONDS = 100, 0.01, 55.0
Json = dict[str, Any]


def measure(rounds: int) -> list[Row]:
    """LP, joining and all integer in turn, and the plain formulation of the LP; medians of ``rounds``."""
    situation, plan = drawn(1)
    forces = {grade: laid(situation, {**plan, **more}) for grade, more in GRADES.items()}
    times: dict[str, list[float]] = {name: [] for name in (*GRADES, "plain")}
    last: dict[str, Solution] = {}
    for _ in range(rounds):
        for grade, force in forces.items():
            last[grade] = timed(times[grade], lambda force=force, grade=grade: solved(force, grade))
        plain = timed(times["plain"], lambda: plainly(forces["continuous"]))
    medians = {name: statistics.median(found) for name, found in times.items()}
    note = f"{rounds} rounds in turn"
    return [
        Row(
            "LP, build and solve",
            medians["continuous"],
            "s",
            "<= 5 s",
            f"{size(forces['continuous'])}; {note}",
        ),
        Row("whole joining and enabling", medians["joining"], "s", "", gap_of(last["joining"])),
        Row("whole joining over LP", medians["joining"] / medians["continuous"], "x", "<= 3x", note),
        Row("all integer, units of 100", medians["units"], "s", "<= 60 s", gap_of(last["units"])),
        Row(
            "all integer, gap",
            100 * gap(last["units"]),
            "%",
            "<= 1 %",
            f"stops at {GAP:.0%} or {SECONDS:g} s",
        ),
        Row("plain formulation, LP", medians["plain"], "s", "", f"same optimum to {apart(last, plain):.1e}"),
        Row("plain over ours, LP", medians["plain"] / medians["continuous"], "x", "", note),
        whole_question(situation, plan),
    ]


GRADES: dict[str, Json] = {
    "continuous": {},
    "joining": {"defaults": {"least": UNIT}},
    "units": {"defaults": {"unit_size": UNIT}},
}


def drawn(seed: int) -> tuple[Json, Json]:
    """A situation and a plan in which most lines are short somewhere."""
    chance = random.Random(seed)
    actors = {f"A{a:02d}": one_actor(chance) for a in range(ACTORS)}
    offers = [
        {
            "id": f"{a}:{on}",
            "actor": a,
            "on": on,
            "stance": "offers",
            "quantity": {"low": figure, "unit": "persons"},
        }
        for a, (_, figures) in actors.items()
        for on, figure in figures.items()
    ]
    lines = [
        {
            "id": f"L{s}",
            "on": f"C{s}",
            "quantity": wanted(chance, actors, f"C{s}"),
            "enablers": enablers(chance, s),
        }
        for s in range(SUBJECTS)
    ]
    lines[-1]["quantity"] = lines[-2]["quantity"] = None
    plan = {
        "from": "2025-04",
        "months": MONTHS,
        "actors": {name: own for name, (own, _) in actors.items()},
        "defaults": {},
    }
    facts = [{"id": "threat", "value": True}]
    return {"circumstances": facts, "offers": offers, "requirement": {"lines": lines}}, plan


def one_actor(chance: random.Random) -> tuple[Json, dict[str, int]]:
    figures = {f"C{s}": 100 * chance.randint(3, 30) for s in sorted(chance.sample(range(SUBJECTS), OFFERED))}
    pool = {on: 100 * round(figure * chance.uniform(1.5, 4) / 100) for on, figure in figures.items()}
    tour, preparation = chance.choice([4, 6, 6, 8]), chance.randint(1, 3)
    reserve = {on: 100 * round(figure * 0.0015) for on, figure in pool.items()}
    own: Json = {"pool": pool, "tour": tour, "preparation": preparation, "reserve": reserve}
    own["rest"] = chance.choice([2, 3, 4]) * tour - preparation
    if chance.random() < 0.3:
        raised = {on: 100 * round(figure * 0.004) for on, figure in pool.items()}
        own["reserve_if"] = {"circumstance": "threat", "reserve": raised, "from": "2026-10"}
    return own, figures


def wanted(chance: random.Random, actors: dict[str, tuple[Json, dict[str, int]]], on: str) -> int:
    """Between 0.7 and 1.1 of what the offers can hold for ever."""
    steady = 0.0
    for own, figures in actors.values():
        if on in figures:
            share = own["tour"] / (own["tour"] + own["preparation"] + own["rest"])
            steady += min(figures[on], own["pool"][on] * share)
    return 100 * round(steady * chance.uniform(0.7, 1.1) / 100)


def enablers(chance: random.Random, subject: int) -> list[str]:
    return [f"L{e}" for e in range(subject + 1, SUBJECTS) if chance.random() < 0.15]


def laid(situation: Json, plan: Json) -> Force:
    read = parse_situation(situation)
    return draw_up(read, active_offers(read, 2), parse_plan(plan)).force


def solved(force: Force, grade: str) -> Solution:
    """The fewest line-months short, all lines alike; the objective is less what is held."""
    layout = build(force, grade=grade)
    cost, _ = layout.shortfall(layout.short)
    return least_cost(layout.program, cost, SECONDS, GAP)[0]


def plainly(force: Force) -> float:
    """The same linear program with a column a start and all starts of a window in a row."""
    months, pairs = force.months, [(c, n) for n, d in enumerate(force.demands) for c in d.served]
    place = {pair: number * months for number, pair in enumerate(pairs)}
    short = len(pairs) * months
    rows: list[tuple[list[int], list[float], float]] = []
    for contingent, number in pairs:
        offer = force.contingents[contingent]
        pool, scale = force.pools[offer.pool], force.scale_of(offer.pool)
        for month in range(months):
            out = window(place[contingent, number], month - pool.tour + 1, month, months)
            rows.append((out, [1.0] * len(out), offer.figure / scale))
            first, last = month - pool.tour - pool.rest + 1, month + pool.preparation
            away = window(place[contingent, number], first, last, months)
            rows.append((away, [1.0] * len(away), force.free(offer.pool, month) / scale))
    for number, demand in enumerate(force.demands):
        for month in range(months):
            rows.append(coverage(force, number, month, place, short))
            rows += [
                ([short + e * months + month, short + number * months + month], [1.0, -1.0], 0.0)
                for e in demand.enablers
            ]
    return plain_optimum(rows, short, short + len(force.demands) * months)


def window(place: int, first: int, last: int, months: int) -> list[int]:
    return [place + month for month in range(max(first, 0), min(last, months - 1) + 1)]


def coverage(
    force: Force, number: int, month: int, place: dict[tuple[int, int], int], short: int
) -> tuple[list[int], list[float], float]:
    demand, columns, factors = force.demands[number], [short + number * force.months + month], [-1.0]
    for contingent in demand.served:
        offer = force.contingents[contingent]
        pool = force.pools[offer.pool]
        share = force.scale_of(offer.pool) / (demand.quantity or offer.figure)
        out = window(place[contingent, number], month - pool.tour + 1, month, force.months)
        columns += out
        factors += [-share] * len(out)
    return columns, factors, -1.0


def plain_optimum(rows: list[tuple[list[int], list[float], float]], short: int, count: int) -> float:
    places = np.repeat(np.arange(len(rows)), [len(row[0]) for row in rows])
    columns = np.concatenate([row[0] for row in rows])
    matrix = csr_array(
        (np.concatenate([row[1] for row in rows]), (places, columns)), shape=(len(rows), count)
    )
    cost = np.zeros(count)
    cost[short:] = 1.0
    high = np.where(np.arange(count) < short, np.inf, 1.0)
    limits = LinearConstraint(matrix, -np.inf, [row[2] for row in rows])
    return float(milp(cost, bounds=Bounds(0, high), constraints=limits).fun)


def timed(times: list[float], work: Callable[[], Any]) -> Any:
    start = time.process_time()
    found = work()
    times.append(time.process_time() - start)
    return found


def size(force: Force) -> str:
    program = build(force).program
    return f"{len(program.row_low):,} x {len(program.low):,}, {len(program.factors):,} entries"


def gap(found: Solution) -> float:
    if found.objective is None or found.bound is None:
        return float("nan")
    return (found.objective - found.bound) / -found.objective


def gap_of(found: Solution) -> str:
    held = f"{-(found.objective or 0):.2f} of {MONTHS * SUBJECTS} line-months held"
    return f"{found.status}, gap {100 * gap(found):.2f} %, {held}"


def apart(last: dict[str, Solution], plain: float) -> float:
    return abs((last["continuous"].objective or 0.0) + MONTHS * SUBJECTS - plain)


def whole_question(situation: Json, plan: Json) -> Row:
    """``sustain`` once as a user asks it: stages, break, mends and all."""
    start = time.process_time()
    found = ask("sustain", situation, plan={**plan, "grade": "continuous"}).to_json()
    told = (
        f"once; {found['status']}, breaks {(found['breaks'] or {}).get('month')}, {len(found['mend'])} mends"
    )
    return Row("sustain, the whole answer, continuous", time.process_time() - start, "s", "", told)
