"""Names that count alike: where few kinds of them matter, minimal sets are counted by kind, not searched for.

Two variables that the same gates read with the same weights may change places without any difference, so
that only *how many* of each kind are taken matters. For every number of the smaller kinds the least number
of the largest one that will do is found by halving, in a lane for each (a custodian beside ten thousand
members: two lanes). Minimal are the tuples of numbers of which none can be one less; the sets follow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice, product
from math import comb, prod

from musterbook.assessment.consenting.symmetric import COUNTING, MOST_LISTED, told
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.minimal import MOST_SETS, Asked, Border

MOST_LANES = 1 << 12

Mark = tuple[bool, tuple[tuple[int, int], ...]]
"""Whether a variable is read negated, and by which gates with which weights."""
Numbers = tuple[int, ...]
"""How many of each kind are taken."""


def border_by_kinds(asked: Asked, blocking: bool, limit: int | None) -> Border | None:
    """The border as ``border_of`` gives it, masks over the places; None where there are too many kinds."""
    kinds = kinds_of(asked)
    if prod(len(kind) + 1 for kind in kinds[:-1]) > MOST_LANES:
        return None
    minimal = _Numbers(asked, blocking, kinds).minimal()
    by_size: dict[int, int] = {}
    for numbers in sorted(minimal, key=sum):
        ways = prod(comb(len(kind), number) for kind, number in zip(kinds, numbers, strict=True))
        by_size[sum(numbers)] = by_size.get(sum(numbers), 0) + ways
    count = sum(by_size.values())
    kept = tuple(_first(kinds, minimal, limit))
    if len(kept) == count:
        return Border(kept, COUNTING, True, count, by_size)
    return Border(kept, COUNTING, False, count, by_size, f"{len(kept)} of {told(count)} sets are listed")


def kinds_of(asked: Asked) -> list[tuple[int, ...]]:
    """The numbers of the places (their order in ``asked``) by kind; the smallest kinds first."""
    network = asked.network
    cone = network.cone([asked.gate])
    weighed = {tally.gate: tally.inputs for tally in network.tallies}
    readers: dict[int, list[tuple[int, int]]] = {}
    for gate in sorted(cone):
        for read, weight in weighed.get(gate, [(read, 1) for read in network.inputs[gate]]):
            readers.setdefault(read, []).append((gate, weight))
    marks: dict[int, list[Mark]] = {}
    for source in network.sources:
        if source.variable is not None and source.gate in cone:
            # the gate that is asked for stands for itself: nobody changes places with it
            own = [(-1, source.gate)] if source.gate == asked.gate else []
            mark = source.negated, (*readers.get(source.gate, ()), *own)
            marks.setdefault(source.variable, []).append(mark)
    found: dict[tuple[Mark, ...], list[int]] = {}
    for number, place in enumerate(asked.places):
        found.setdefault(tuple(sorted(marks.get(place, ()))), []).append(number)
    return sorted(map(tuple, found.values()), key=lambda kind: (len(kind), kind))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The search over how many of each kind are taken, of the last kind by halving."""

    asked: Asked
    blocking: bool
    kinds: Sequence[tuple[int, ...]]

    def minimal(self) -> list[Numbers]:
        """The tuples that will do, and of which none can be less."""
        if not self.kinds:
            return [()] if self._will_do([()], [])[0] else []
        least = self._least()
        return [
            (*few, most)
            for few, most in least.items()
            if most <= len(self.kinds[-1]) and all(least[less] > most for less in _one_less(few))
        ]

    def _least(self) -> Mapping[Numbers, int]:
        """For all numbers of the other kinds the least number of the last; one too many where none does."""
        others = list(product(*(range(len(kind) + 1) for kind in self.kinds[:-1])))
        low, high = [0] * len(others), [len(self.kinds[-1]) + 1] * len(others)
        while any(a < b for a, b in zip(low, high, strict=True)):
            middle = [(a + b) // 2 for a, b in zip(low, high, strict=True)]
            does = self._will_do(others, middle)
            high = [m if d else b for m, d, b in zip(middle, does, high, strict=True)]
            low = [a if d else min(m + 1, b) for a, m, d, b in zip(low, middle, does, high, strict=True)]
        return dict(zip(others, high, strict=True))

    def _will_do(self, others: Sequence[Numbers], last: Sequence[int]) -> list[bool]:
        """Lane by lane: whether so many of each kind will do, or (blocking) stop it by their loss."""
        lanes = all_lanes(len(others))
        masks = [0] * self.asked.count
        columns = [*zip(*others, strict=True), last] if self.kinds else []
        for kind, column in zip(self.kinds, columns, strict=True):
            taken = _more_than(column, len(kind))
            for rank, number in enumerate(kind):
                mask = taken[rank]
                masks[self.asked.places[number]] = mask ^ lanes if self.blocking else mask
        network = self.asked.network
        settle = network.greatest if self.asked.greatest else network.least
        held = settle(masks, lanes, [self.asked.gate])[0]
        return [bool(held >> lane & 1) != self.blocking for lane in range(len(others))]


def _more_than(column: Sequence[int], count: int) -> list[int]:
    """For every rank below ``count`` the lanes whose number exceeds it."""
    ends = [0] * (count + 2)
    for lane, number in enumerate(column):
        ends[min(number, count)] |= 1 << lane
    found, mask = [0] * count, 0
    for rank in range(count - 1, -1, -1):
        mask |= ends[rank + 1]
        found[rank] = mask
    return found


def _one_less(numbers: Numbers) -> Iterator[Numbers]:
    for place, number in enumerate(numbers):
        if number:
            yield (*numbers[:place], number - 1, *numbers[place + 1 :])


def _first(kinds: Sequence[tuple[int, ...]], minimal: Sequence[Numbers], limit: int | None) -> Iterator[int]:
    """The first sets by size and then as lists, as masks; no more members in all than can be printed."""
    left = MOST_SETS if limit is None else limit
    room = MOST_LISTED
    for size in sorted({sum(numbers) for numbers in minimal}):
        same = (_sets(kinds, numbers) for numbers in minimal if sum(numbers) == size)
        most = min(left, max(1, room // max(1, size)))
        for members in islice(merge(*same), most):
            yield sum(1 << number for number in members)
            left, room = left - 1, room - size
        if left <= 0 or room <= 0:
            return


def _sets(kinds: Sequence[tuple[int, ...]], numbers: Numbers) -> Iterator[tuple[int, ...]]:
    """All sets with so many of each kind, as ascending tuples in their order: each is taken, then left."""
    row = sorted((number, kind) for kind, one in enumerate(kinds) for number in one)
    wanted, rest = list(numbers), [len(kind) for kind in kinds]
    taken: list[int] = []
    here = 0
    while True:
        while any(wanted):
            kind = row[here][1]
            if wanted[kind]:
                wanted[kind] -= 1
                taken.append(here)
            rest[kind] -= 1
            here += 1
        yield tuple(row[place][0] for place in taken)
        while taken:
            last = taken.pop()
            for kind in (row[place][1] for place in range(last, here)):
                rest[kind] += 1
            here, kind = last, row[last][1]
            wanted[kind] += 1
            if rest[kind] > wanted[kind]:
                rest[kind] -= 1
                here += 1
                break
        else:
            return
