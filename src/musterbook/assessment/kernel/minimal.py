"""All minimal sets of a monotone question: those that make it true, and those whose loss makes it false.

Up to 20 changes the whole truth table is one integer, and minimal points are read off it with a shift and
an ``&`` per change. Beyond, *dualize and advance* (Gunopulos, Khardon, Mannila, Saluja, Toivonen and Sharma
2003): the minimal transversals of the sets found so far are tried as blocking sets; one that does not block
yields a new minimal set; when all block, both lists are complete.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, members, variable_mask

MOST_SETS = 1000
MOST_TRIES = 20_000
MOST_COMPARISONS = 4_000_000
MOST_WAYS = 1 << 17
"""How many ways the search by size tries where the search for all sets gave up."""
BATCH = 1 << 13

Sets = tuple[tuple[str, ...], ...]
Oracle = Callable[[Sequence[int]], list[bool]]
"""Whether the target holds, for several ways at once, each a mask over the changes."""


@dataclass(frozen=True, slots=True)
class SetsAnswer:
    """Minimal sets, each sorted, by size and then as lists; ``cap`` says what stopped the search."""

    sets: Sets
    complete: bool = True
    cap: str | None = None

    def to_json(self) -> dict[str, object]:
        body: dict[str, object] = {"sets": [list(found) for found in self.sets], "complete": self.complete}
        if self.cap is not None:
            body["cap"] = self.cap
        return body


@dataclass(frozen=True, slots=True)
class Borders:
    """Masks over the changes: minimal ways that reach the target, minimal losses that prevent it."""

    reaching: list[int]
    blocking: list[int]
    complete: bool = True
    surely_up_to: int = 0

    @property
    def cap(self) -> str | None:
        """What the answer says about its completeness; None where it is complete."""
        if self.complete:
            return None
        return (
            f"more than {MOST_SETS} sets, or {MOST_COMPARISONS} comparisons of sets: every set of at most "
            f"{self.surely_up_to} members is listed, larger ones may be missing"
        )


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
    return Borders(
        sorted({*search.reaching, *small_ways}), sorted({*search.proven, *small_losses}), False, size
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
