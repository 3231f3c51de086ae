"""All minimal sets of a monotone question: those that make it true, and those whose loss makes it false.

Up to 20 changes the whole truth table is one integer, and minimal points are read off it with a shift and
an ``&`` per change. Beyond, *dualize and advance* (Gunopulos, Khardon, Mannila, Saluja, Toivonen and Sharma
2003): the minimal transversals of the sets found so far are tried as blocking sets; one that does not block
yields a new minimal set; when all block, both lists are complete.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from musterbook.assessment.lanes import all_lanes, lanes_on, variable_mask

MOST_SETS = 5000
MOST_TRIES = 20_000

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
    complete: bool


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
    return Borders(list(lanes_on(table & ~above_true)), blocking, True)


def borders_by_search(holds: Oracle, count: int) -> Borders:
    """Both lists by dualize and advance; incomplete where MOST_SETS or MOST_TRIES is reached."""
    everything = (1 << count) - 1
    reaching: list[int] = []
    proven: list[int] = []
    untried = [0]
    tries = 0
    while untried:
        if len(reaching) >= MOST_SETS or len(proven) + len(untried) > MOST_TRIES or tries > 4 * MOST_TRIES:
            return Borders(reaching, proven, False)
        batch, untried = untried[:256], untried[256:]
        verdicts = holds([everything ^ loss for loss in batch])
        tries += len(batch)
        proven += [loss for loss, reached in zip(batch, verdicts, strict=True) if not reached]
        escaping = [loss for loss, reached in zip(batch, verdicts, strict=True) if reached]
        while escaping:
            found = _shrunk(holds, everything ^ escaping[0], count)
            reaching.append(found)
            proven, untried, escaping = _advance(found, proven, untried, escaping)
    return Borders(reaching, proven, True)


def _shrunk(holds: Oracle, way: int, count: int) -> int:
    """A minimal way within a way that reaches the target."""
    for i in range(count):
        if way >> i & 1 and holds([way & ~(1 << i)])[0]:
            way &= ~(1 << i)
    return way


def _advance(
    found: int, proven: list[int], untried: list[int], escaping: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """The minimal transversals after one more set (Berge's step): those that miss it grow by a member."""
    hitting = [loss for loss in (*proven, *untried, *escaping) if loss & found]
    missing = [loss for loss in (*proven, *untried, *escaping) if not loss & found]
    bits = [1 << i for i in range(found.bit_length()) if found >> i & 1]
    critical = [grown for bit in bits for grown in _grown(bit, missing, found, hitting)]
    return (
        [loss for loss in proven if loss & found],
        [loss for loss in untried if loss & found] + critical,
        [loss for loss in escaping if loss & found],
    )


def _grown(bit: int, missing: list[int], found: int, hitting: list[int]) -> list[int]:
    """The losses grown by a member; only what hits the new set in just that member can lie within them."""
    rivals = [loss for loss in hitting if loss & found == bit]
    return [loss | bit for loss in missing if not any(other & (loss | bit) == other for other in rivals)]


def named_sets(ways: Sequence[int], names: Sequence[str]) -> Sets:
    """Masks as sorted tuples of names, by size and then as lists."""
    found = (tuple(sorted(names[i] for i in range(len(names)) if way >> i & 1)) for way in ways)
    return tuple(sorted(found, key=lambda members: (len(members), members)))
