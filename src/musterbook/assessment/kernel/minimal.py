"""All minimal sets of a monotone question: those that make it true, and those whose loss makes it false.

Three ways that agree, each for what it can hold: the truth table, the decision diagram, answer sets.

Up to 20 changes the whole truth table is one integer, and minimal points are read off it with a shift and
an ``&`` per change. Beyond, *dualize and advance* (Gunopulos, Khardon, Mannila, Saluja, Toivonen and Sharma
2003): the minimal transversals of the sets found so far are tried as blocking sets; one that does not block
yields a new minimal set; when all block, both lists are complete.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice
from math import comb, lcm
from typing import Final

from musterbook.assessment.kernel.answersets import minimal_answer_sets
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.diagram import diagram_of
from musterbook.assessment.kernel.families import minimal_family
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, members, variable_mask
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import EXACT, truth_table
from musterbook.errors import QuestionError

TABLE: Final = "table"
DIAGRAM: Final = "diagram"
ANSWER_SETS: Final = "answer sets"
MOST_SETS = 1000
"""How many sets are listed where no limit is given and the table does not hold them all."""
MOST_TIED = 20_000
"""How many sets of one cost are put in order to name the first of them."""
MOST_TRIES = 20_000
MOST_COMPARISONS = 4_000_000
MOST_WAYS = 1 << 17
"""How many ways the search by size tries where the search for all sets gave up."""
BATCH = 1 << 13

Sets = tuple[tuple[str, ...], ...]
Oracle = Callable[[Sequence[int]], list[bool]]
"""Whether the target holds, for several ways at once, each a mask over the changes."""


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
    complete: bool = True
    cap: str | None = None


def borders_of(
    network: Network,
    gate: int,
    places: Sequence[int],
    count: int,
    greatest: bool = False,
    wanted: Wanted = ALL_OF_THEM,
) -> Borders:
    """Both borders of a monotone gate over ``places``, some of ``count`` variables."""
    asked = Asked(network, gate, tuple(places), count, greatest)
    reaching, blocking = border_of(asked, False, wanted), border_of(asked, True, wanted)
    caps = {"reaching": reaching.cap, "blocking": blocking.cap}
    cap = "; ".join(f"{name}: {text}" for name, text in caps.items() if text is not None)
    return Borders(
        list(reaching.ways), list(blocking.ways), reaching.complete and blocking.complete, cap or None
    )


def border_of(asked: Asked, blocking: bool, wanted: Wanted = ALL_OF_THEM) -> Border:
    """One border: by truth table up to EXACT places, else by diagram where it fits, else by answer sets.

    Raises QuestionError where the method asked for does not fit.
    """
    if wanted.method in (None, TABLE) and len(asked.places) <= EXACT:
        return _by_table(asked, blocking, wanted)
    if wanted.method == TABLE:
        remedy = "leave the method to the engine, or name fewer changes"
        raise QuestionError(
            f"the table holds up to {EXACT} changes, not {len(asked.places)}", remedy=remedy, names=["method"]
        )
    if wanted.method in (None, DIAGRAM):
        found = _by_diagram(asked, blocking, wanted)
        if found is not None:
            return found
    if wanted.method == DIAGRAM:
        remedy = "leave the method to the engine, or take answer sets"
        raise QuestionError("the diagram does not fit", remedy=remedy, names=["method"])
    return _by_answer_sets(asked, blocking, wanted)


def _by_table(asked: Asked, blocking: bool, wanted: Wanted) -> Border:
    table = truth_table(asked.network, asked.gate, asked.count, asked.places, asked.greatest)
    borders = borders_of_table(table, len(asked.places))
    ways = _sorted(borders.blocking if blocking else borders.reaching, wanted)
    sizes = Counter(way.bit_count() for way in ways)
    return _cut(ways, TABLE, len(ways), dict(sorted(sizes.items())), wanted.limit)


def _by_diagram(asked: Asked, blocking: bool, wanted: Wanted) -> Border | None:
    """Leaves half of the time for the other way; the sets of the last cost are put in order where few."""
    deadline = wanted.deadline if wanted.method else wanted.deadline.half
    diagram = diagram_of(asked.network, asked.gate, asked.places, asked.greatest, deadline=deadline)
    if diagram is None:
        return None
    family = minimal_family(diagram.dual() if blocking else diagram, deadline=deadline)
    if family is None:
        return None
    bit = {place: 1 << i for i, place in enumerate(asked.places)}
    heft = dict(zip(asked.places, _hefts(wanted, len(asked.places)), strict=True))
    limit = MOST_SETS if wanted.limit is None else wanted.limit
    ways: list[int] = []
    last = -1
    stopped = None
    for weight, chosen in family.cheapest([heft[place] for place in family.variables]):
        if (len(ways) >= limit and weight > last) or len(ways) >= limit + MOST_TIED:
            break
        if not len(ways) % BATCH and wanted.deadline.passed:
            stopped = wanted.deadline.cap
            break
        ways.append(sum(bit[place] for place in chosen))
        last = weight
    return _cut(_sorted(ways, wanted), DIAGRAM, family.count(), family.by_size(), limit, stopped)


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
    cap = stopped or f"{len(kept)} of {count} sets are listed, smallest first"
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


def borders_by_search(holds: Oracle, count: int) -> Borders:
    """Both lists by dualize and advance; where that gives up, all small sets and what else was found."""
    search = _Search(holds, count)
    if search.run():
        return Borders(search.reaching, search.proven)
    everything = (1 << count) - 1
    size = _affordable(count)
    small_ways = _by_size(holds, count, size)
    small_losses = _by_size(
        lambda losses: [not reached for reached in holds([everything ^ loss for loss in losses])], count, size
    )
    cap = (
        f"more than {MOST_SETS} sets, or {MOST_COMPARISONS} comparisons of sets: every set of at most "
        f"{size} members is listed, larger ones may be missing"
    )
    return Borders(
        sorted({*search.reaching, *small_ways}), sorted({*search.proven, *small_losses}), False, cap
    )


class _Search:
    """Dualize and advance. ``proven`` are transversals known to block, ``untried`` those to be tried."""

    def __init__(self, holds: Oracle, count: int) -> None:
        self.holds = holds
        self.count = count
        self.everything = (1 << count) - 1
        self.reaching: list[int] = []
        self.proven: list[int] = []
        self.untried = [0]
        self.comparisons = 0

    def run(self) -> bool:
        """Whether both lists are complete."""
        while self.untried:
            batch, self.untried = self.untried[:256], self.untried[256:]
            verdicts = self.holds([self.everything ^ loss for loss in batch])
            self.proven += [loss for loss, reached in zip(batch, verdicts, strict=True) if not reached]
            escaping = [loss for loss, reached in zip(batch, verdicts, strict=True) if reached]
            while escaping:
                found = _shrunk(self.holds, self.everything ^ escaping[0], self.count)
                self.reaching.append(found)
                escaping = self._advance(found, escaping)
                if self._is_too_much(escaping):
                    return False
        return True

    def _is_too_much(self, escaping: list[int]) -> bool:
        losses = len(self.proven) + len(self.untried) + len(escaping)
        too_many = len(self.reaching) >= MOST_SETS or losses > MOST_TRIES
        return too_many or self.comparisons > MOST_COMPARISONS

    def _advance(self, found: int, escaping: list[int]) -> list[int]:
        """Berge's step: transversals that miss the new set grow by a member of it, where still minimal."""
        losses = [*self.proven, *self.untried, *escaping]
        rivals: dict[int, list[int]] = {}
        for loss in losses:
            rivals.setdefault(loss & found, []).append(loss)
        missing = rivals.get(0, [])
        self.proven = [loss for loss in self.proven if loss & found]
        self.untried = [loss for loss in self.untried if loss & found]
        for bit in (1 << i for i in range(self.count) if found >> i & 1):
            self.comparisons += len(rivals.get(bit, ())) * len(missing)
            if self.comparisons > MOST_COMPARISONS:
                break
            self.untried += _grown(bit, missing, rivals.get(bit, []))
        return [loss for loss in escaping if loss & found]


def _grown(bit: int, missing: list[int], rivals: list[int]) -> list[int]:
    """The losses grown by a member, but those that contain a rival: one that hits the new set in it alone."""
    return [loss | bit for loss in missing if not any(other & (loss | bit) == other for other in rivals)]


def _affordable(count: int) -> int:
    """The largest size up to which trying every set stays within MOST_WAYS."""
    size, ways = 0, 1
    while size < count and ways + comb(count, size + 1) <= MOST_WAYS:
        size += 1
        ways += comb(count, size)
    return size


def _by_size(holds: Oracle, count: int, most: int) -> list[int]:
    """All minimal ways of at most ``most`` members: they hold, and no member can be spared."""
    found: list[int] = []
    below: set[int] = set()
    for size in range(most + 1):
        here: set[int] = set()
        ways = (sum(1 << i for i in chosen) for chosen in combinations(range(count), size))
        while batch := list(islice(ways, BATCH)):
            here.update(way for way, held in zip(batch, holds(batch), strict=True) if held)
        found += [way for way in here if not any(way & ~(1 << i) in below for i in members(way))]
        below = here
    return found


def _shrunk(holds: Oracle, way: int, count: int) -> int:
    """A minimal way within one that reaches the target: spares the longest prefix, keeps the next."""
    kept = 0
    open_ones = [1 << i for i in range(count) if way >> i & 1]
    while open_ones:
        tails = [kept | sum(open_ones[place:]) for place in range(len(open_ones) + 1)]
        verdicts = holds(tails)
        if all(verdicts):
            return kept
        spared = verdicts.index(False)
        kept |= open_ones[spared - 1]
        open_ones = open_ones[spared:]
    return kept


def named_sets(ways: Sequence[int], names: Sequence[str]) -> Sets:
    """Masks as sorted tuples of names, by size and then as lists."""
    found = (tuple(sorted(names[i] for i in range(len(names)) if way >> i & 1)) for way in ways)
    return tuple(sorted(found, key=lambda members: (len(members), members)))
