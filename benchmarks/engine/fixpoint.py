"""The fixpoint of random networks with cycles in 2^16 worlds, against a plain Python loop and clingo.

Ours goes the product's way: situation, stage, wiring, program, then the masks of all offers, on either kind
of words (numba's stay an array). Making the network counts for neither side, compiling numba's code neither.
The plain loop and clingo go through a sample of the same worlds and are scaled up. clingo grounds once; it
solves once a world under assumptions and reads the model. ``clingo, listing`` is what it could do at best:
one solve that lists worlds of its own choice and reads none.
"""

import math
import random
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from benchmarks.engine.rows import Row, median_seconds
from benchmarks.engine.situations import CIRCUMSTANCES, network_situation
from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.blocks import settled_in_blocks, settled_words
from musterbook.assessment.kernel.integers import settled
from musterbook.assessment.kernel.program import Program
from musterbook.assessment.kernel.worlds import random_worlds
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf
from musterbook.model.situation import Situation

SIZES = (40, 200, 1000)
WORLDS = 1 << 16
SAMPLE_SECONDS = 0.5
OFFERS = 2
SEED = 4

Held = set[str]


def measure(rounds: int) -> list[Row]:
    """Worlds per second by size, ratios within the run, and how the time grows with the actors."""
    rows: list[Row] = []
    speeds = {size: _speeds(size, rounds) for size in SIZES}
    for size, speed in speeds.items():
        rows += [Row(f"{size} actors, {name}", value, "worlds/s") for name, value in speed.items()]
        rows += _ratios(size, speed)
    for name in ("big integers", "numba"):
        times = [1 / speeds[size][name] for size in SIZES]
        rows.append(Row(f"growth with the actors, {name}", slope(SIZES, times), "exponent", "<= 1.6"))
    return rows


def slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The least-squares slope of log time over log size."""
    xs, ys = [math.log(s) for s in sizes], [math.log(t) for t in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _ratios(size: int, speed: dict[str, float]) -> list[Row]:
    pairs = [
        ("big integers", "plain loop", ">= 200x"),
        ("numba", "plain loop", ">= 1000x"),
        ("numba", "clingo", ">= 50x"),
        ("numba", "clingo, listing", ""),
    ]
    return [
        Row(f"{size} actors, {ours} / {theirs}", speed[ours] / speed[theirs], "x", target)
        for ours, theirs, target in pairs
    ]


def _speeds(size: int, rounds: int) -> dict[str, float]:
    situation = network_situation(size, SEED)
    stage = set_stage(situation, OFFERS, [c.id for c in situation.circumstances])
    wiring = Wiring(stage)
    program = wiring.network.program(wiring.offers)
    masks, lanes = random_worlds(CIRCUMSTANCES, WORLDS, SEED)
    theirs = {"plain loop": plain_loop(situation), "clingo": clingo_loop(situation)}
    _agree(program, masks, lanes, theirs)
    found = {
        name: WORLDS / median_seconds(lambda way=way: way(program, masks, lanes), rounds)
        for name, way in (("big integers", settled), ("numba", settled_words))
    }
    for name, one_world in theirs.items():
        found[name] = median(_rate(one_world, masks) for _ in range(rounds))
    found["clingo, listing"] = median(listing_rate(situation) for _ in range(rounds))
    return found


def _agree(program: Program, masks: Sequence[int], lanes: int, theirs: dict[str, "OneWorld"]) -> None:
    """All four find the same in the first worlds, or nothing is measured."""
    ours = settled(program, masks, lanes)
    if ours != settled_in_blocks(program, masks, lanes):
        raise AssertionError("the two kinds of words differ")
    for world in range(20):
        active = {f"o{i}" for i, mask in enumerate(ours) if mask >> world & 1}
        for name, one_world in theirs.items():
            if one_world(_true_in(masks, world)) != active:
                raise AssertionError(f"{name} differs in world {world}")


def _true_in(masks: Sequence[int], world: int) -> list[int]:
    return [i for i, mask in enumerate(masks) if mask >> world & 1]


OneWorld = Callable[[Sequence[int]], set[str]]


def _rate(one_world: OneWorld, masks: Sequence[int]) -> float:
    """Worlds per second over a sample, drawn beforehand."""
    draw = random.Random(SEED)
    worlds = [_true_in(masks, draw.randrange(WORLDS)) for _ in range(2000)]
    start, done = time.perf_counter(), 0
    while (spent := time.perf_counter() - start) < SAMPLE_SECONDS:
        for _ in range(10):
            one_world(worlds[done % len(worlds)])
            done += 1
    return done / spent


def plain_loop(situation: Situation) -> OneWorld:
    """One world: go through the offers until none is added."""
    offers = [(offer.id, f"joins:{offer.actor}", offer.condition) for offer in situation.offers]

    def one_world(true_ones: Sequence[int]) -> set[str]:
        held = {f"c{i}" for i in true_ones}
        active: set[str] = set()
        grown = True
        while grown:
            grown = False
            for id, joins, condition in offers:
                if id not in active and (condition is None or holds(condition, held)):
                    active.add(id)
                    held.add(joins)
                    grown = True
        return active

    return one_world


def holds(formula: Formula, held: Held) -> bool:
    if isinstance(formula, Leaf):
        return formula.id in held
    if isinstance(formula, All):
        return all(holds(part, held) for part in formula.parts)
    if isinstance(formula, AnyOf):
        return any(holds(part, held) for part in formula.parts)
    assert isinstance(formula, AtLeast)
    return sum(holds(part, held) for part in formula.parts) >= formula.k


def clingo_loop(situation: Situation) -> OneWorld:
    """One world: one solve under assumptions, reading the model."""
    control = _grounded(situation)
    atoms = {str(atom.symbol): atom.literal for atom in control.symbolic_atoms}
    literals = [atoms.get(f"c({i})") for i in range(CIRCUMSTANCES)]

    def one_world(true_ones: Sequence[int]) -> set[str]:
        true = set(true_ones)
        assumed = [x if i in true else -x for i, x in enumerate(literals) if x is not None]
        with control.solve(assumptions=assumed, yield_=True) as handle:
            return {f"o{symbol.arguments[0]}" for symbol in handle.model().symbols(shown=True)}

    return one_world


def listing_rate(situation: Situation) -> float:
    """Worlds per second when clingo lists worlds in one solve and nobody reads them."""
    control = _grounded(situation)
    control.configuration.solve.models = 0
    start = time.perf_counter()
    done = 0
    with control.solve(yield_=True) as handle:
        for _ in handle:
            done += 1
            if done % 16 == 0 and time.perf_counter() - start > SAMPLE_SECONDS:
                break
        return done / (time.perf_counter() - start)


def _grounded(situation: Situation) -> Any:
    import clingo

    rules = ["".join(f"{{c({i})}}." for i in range(CIRCUMSTANCES)), "#show a/1."]
    for i, offer in enumerate(situation.offers):
        rules.append(f"a({i}) :- {_body(offer.condition, rules)}.")
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(rules))
    control.ground([("base", [])])
    return control


def _body(formula: Formula | None, rules: list[str]) -> str:
    if isinstance(formula, Leaf):
        return f"c({formula.id[1:]})" if formula.id[0] == "c" else f"a({formula.id.removeprefix('joins:A')})"
    if isinstance(formula, All):
        return ", ".join(_body(part, rules) for part in formula.parts)
    parts = [_body(part, rules) for part in formula.parts]  # type: ignore[union-attr]
    name = f"x{len(rules)}"
    if isinstance(formula, AnyOf):
        rules.append(" ".join(f"{name} :- {part}." for part in parts))
        return name
    assert isinstance(formula, AtLeast)
    counted = "; ".join(f"{place},1 : {part}" for place, part in enumerate(parts))
    rules.append(f"{name} :- {formula.k} <= #count {{ {counted} }}.")
    return name
