"""All minimal sets of a monotone question: those that make it true, and those whose loss makes it false.

Three ways that agree, each for what it can hold: the truth table, the decision diagram, answer sets.

Up to 20 places the whole truth table is one integer, and minimal points are read off it with a shift and an
``&`` per place. Beyond, the diagram counts them all and lists the first; where it does not fit, answer sets
are found one by one, and the answer says up to which size none is missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from math import lcm
from typing import Final

from musterbook.assessment.kernel.answersets import minimal_answer_sets
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.diagram import diagram_of
from musterbook.assessment.kernel.families import Family, minimal_family
from musterbook.assessment.kernel.integers import Tired
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, members, variable_mask
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import EXACT, truth_table
from musterbook.errors import QuestionError

TABLE: Final = "table"
DIAGRAM: Final = "diagram"
ANSWER_SETS: Final = "answer sets"
WAYS: Final = (TABLE, DIAGRAM, ANSWER_SETS)
MOST_SETS = 1000
"""How many sets are listed where no limit is given and the table does not hold them all."""
MOST_TIED = 20_000
"""How many sets of one cost are put in order to name the first of them."""
BATCH = 1 << 13

Sets = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A monotone question: the gate over ``places``, some of ``count`` variables; the others are false."""

    network: Network
    gate: int
    places: tuple[int, ...]
    count: int
    greatest: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to list: at most ``limit`` sets (None: as the way sees fit), cheapest first where ``costs`` are
    given (one >= 0 for each place), by one ``method`` (None: the first that fits) until the ``deadline``."""

    limit: int | None = None
    costs: tuple[Fraction, ...] | None = None
    method: str | None = None
    deadline: Deadline = NO_DEADLINE


ALL_OF_THEM = Wanted()


@dataclass(frozen=True, slots=True)
class Border:
    """Minimal sets as masks over the places: by cost, size, and then as lists.

    ``count`` and ``by_size`` speak of all of them, listed or not, where known. ``cap`` says why not all are
    listed, and which surely are.
    """

    ways: tuple[int, ...]
    method: str
    complete: bool = True
    count: int | None = None
    by_size: Mapping[int, int] | None = None
    cap: str | None = None


@dataclass(frozen=True, slots=True)
class Borders:
    """Masks over the places: minimal ways that reach the target, minimal losses that prevent it."""

    reaching: list[int]
    blocking: list[int]


def border_of(asked: Asked, blocking: bool, wanted: Wanted = ALL_OF_THEM) -> Border:
    """One border: by truth table up to EXACT places, else by diagram where it fits, else by answer sets.

    Raises QuestionError where the method asked for does not fit.
    """
    if wanted.method in (None, TABLE) and len(asked.places) <= EXACT:
        try:
            return _by_table(asked, blocking, wanted)
        except Tired:
            return Border((), TABLE, False, cap=f"{wanted.deadline.cap}: no set is known yet")
    if wanted.method == TABLE:
        remedy = "leave the method to the engine, or name fewer changes"
        raise QuestionError(
            f"the table holds up to {EXACT} changes, not {len(asked.places)}", remedy=remedy, names=["method"]
        )
    if wanted.method in (None, DIAGRAM):
        found = _by_diagram(asked, blocking, wanted)
        if found is not None:
            return found
    if wanted.method == DIAGRAM and wanted.deadline.passed:
        return Border((), DIAGRAM, False, cap=f"{wanted.deadline.cap}: no set is known yet")
    if wanted.method == DIAGRAM:
        remedy = "leave the method to the engine, or take answer sets"
        raise QuestionError("the diagram does not fit", remedy=remedy, names=["method"])
    return _by_answer_sets(asked, blocking, wanted)


def _by_table(asked: Asked, blocking: bool, wanted: Wanted) -> Border:
    table = truth_table(
        asked.network, asked.gate, asked.count, asked.places, asked.greatest, deadline=wanted.deadline
    )
    borders = borders_of_table(table, len(asked.places))
    ways = _sorted(borders.blocking if blocking else borders.reaching, wanted)
    sizes = Counter(way.bit_count() for way in ways)
    return _cut(ways, TABLE, len(ways), dict(sorted(sizes.items())), wanted.limit)


def _by_diagram(asked: Asked, blocking: bool, wanted: Wanted) -> Border | None:
    """Leaves half of the time for the other way."""
    deadline = wanted.deadline if wanted.method else wanted.deadline.half
    family = _family(asked, blocking, deadline)
    if family is None:
        return None
    limit = MOST_SETS if wanted.limit is None else wanted.limit
    count, sizes = family.count(), family.by_size()
    ways, stopped, tied = _from_cheapest(asked, family, wanted, limit)
    if tied:
        in_order = None if wanted.costs else _family(asked, blocking, deadline, as_given=True)
        if in_order is None:
            cap = f"{limit} of {count} sets are listed, smallest first; of the largest size any"
            return _cut(_sorted(ways[:limit], wanted), DIAGRAM, count, sizes, limit, cap)
        ways = _from_first(asked, in_order, sizes, limit)
    return _cut(_sorted(ways, wanted), DIAGRAM, count, sizes, limit, stopped)


def _family(asked: Asked, blocking: bool, deadline: Deadline, as_given: bool = False) -> Family | None:
    diagram = diagram_of(
        asked.network, asked.gate, asked.places, asked.greatest, deadline=deadline, as_given=as_given
    )
    if diagram is None:
        return None
    return minimal_family(diagram.dual() if blocking else diagram, deadline=deadline)


def _from_cheapest(
    asked: Asked, family: Family, wanted: Wanted, limit: int
) -> tuple[list[int], str | None, bool]:
    """The lightest sets, with all that weigh as much as the last; what stopped that; whether these were more
    than can be put in order."""
    bit = {place: 1 << i for i, place in enumerate(asked.places)}
    heft = dict(zip(asked.places, _hefts(wanted, len(asked.places)), strict=True))
    ways: list[int] = []
    last = -1
    for weight, chosen in family.cheapest([heft[place] for place in family.variables]):
        if len(ways) >= limit and weight > last:
            break
        if len(ways) >= limit + MOST_TIED:
            return ways, None, True
        if not len(ways) % BATCH and wanted.deadline.passed:
            return ways, wanted.deadline.cap, False
        ways.append(sum(bit[place] for place in chosen))
        last = weight
    return ways, None, False


def _from_first(asked: Asked, family: Family, sizes: Iterable[int], limit: int) -> list[int]:
    """The first sets in their order, of a family whose variables stand in the order of the places."""
    bit = {place: 1 << i for i, place in enumerate(asked.places)}
    ways = chain.from_iterable(family.of_size(size) for size in sizes)
    return [sum(bit[place] for place in chosen) for chosen in islice(ways, limit)]


def _by_answer_sets(asked: Asked, blocking: bool, wanted: Wanted) -> Border:
    limit = MOST_SETS if wanted.limit is None else wanted.limit
    scaled, scale = _scaled(wanted, len(asked.places))
    listed = minimal_answer_sets(
        asked.network,
        asked.gate,
        asked.places,
        greatest=asked.greatest,
        blocking=blocking,
        limit=limit,
        weights=None if wanted.costs is None else scaled,
        deadline=wanted.deadline,
    )
    ways = _sorted(listed.ways, wanted)
    if listed.cap is None:
        sizes = Counter(way.bit_count() for way in ways)
        return Border(tuple(ways), ANSWER_SETS, True, len(ways), dict(sorted(sizes.items())))
    return Border(
        tuple(ways), ANSWER_SETS, False, cap=f"{listed.cap}: {_surely(listed.surely, wanted, scale)}"
    )


def _surely(level: int, wanted: Wanted, scale: int) -> str:
    if level < 0:
        return "smaller ones may be missing"
    if wanted.costs is None:
        return f"every set of at most {level} members is listed, larger ones may be missing"
    return f"every set that costs at most {float(Fraction(level, scale)):g} is listed, others may be missing"


def _cut(
    ways: Sequence[int],
    method: str,
    count: int,
    by_size: Mapping[int, int],
    limit: int | None,
    stopped: str | None = None,
) -> Border:
    """The first ``limit`` of them."""
    kept = tuple(ways[:limit])
    if len(kept) == count:
        return Border(kept, method, True, count, by_size)
    cap = stopped or f"{len(kept)} of {count} sets are listed, the first in their order"
    return Border(kept, method, False, count, by_size, cap)


def _scaled(wanted: Wanted, count: int) -> tuple[list[int], int]:
    """The costs as whole numbers, and what they were multiplied with."""
    if wanted.costs is None:
        return [0] * count, 1
    scale = lcm(*(cost.denominator for cost in wanted.costs))
    return [int(cost * scale) for cost in wanted.costs], scale


def _hefts(wanted: Wanted, count: int) -> list[int]:
    """Weights that order by cost first and then by size."""
    return [cost * (count + 1) + 1 for cost in _scaled(wanted, count)[0]]


def _sorted(ways: Iterable[int], wanted: Wanted) -> list[int]:
    """By cost, size, and then as lists of places."""
    if wanted.costs is None:
        return sorted(ways, key=lambda way: (way.bit_count(), members(way)))
    costs = wanted.costs
    return sorted(ways, key=lambda way: (sum(costs[i] for i in members(way)), way.bit_count(), members(way)))


def borders_of_table(table: int, count: int) -> Borders:
    """Both lists from the truth table of a monotone function of ``count`` variables."""
    lanes = all_lanes(1 << count)
    failing = lanes ^ table
    above_true, below_false = 0, 0
    for i in range(count):
        mask, shift = variable_mask(i, count), 1 << i
        above_true |= (table & ~mask) << shift
        below_false |= (failing & mask) >> shift
    everything = (1 << count) - 1
    blocking = [everything ^ way for way in lanes_on(failing & ~below_false)]
    return Borders(list(lanes_on(table & ~above_true)), blocking)
