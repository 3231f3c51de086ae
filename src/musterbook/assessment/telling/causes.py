"""Which of many differences make a change: those that do it alone, those it needs, and the smallest sets.

Nothing is taken for granted of how differences work together: one may undo another. So sets are tried by
size; where there are too many, one set from which nothing can be spared is found by *delta debugging* (ddmin:
Zeller and Hildebrandt 2002, *Simplifying and isolating failure-inducing input*).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations, pairwise
from typing import Any

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline

MOST_TRIES = 1000
"""So many sets are tried by size, and as many again by ddmin."""

Chosen = frozenset[int]


class Verdict(Enum):
    """What a set of differences, made in the first side, answers."""

    BEFORE = "as before"
    AFTER = "as after"
    OTHER = "something else"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Causes:
    """``alone``: each of them turns the answer by itself; ``needed``: without each the rest does not give the
    answer after; ``smallest``: the smallest sets that give it; ``refused``: what cannot stand alone.

    ``cap`` says what was not tried; None where all minimal sets are listed.
    """

    alone: tuple[int, ...] = ()
    needed: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    smallest: tuple[tuple[int, ...], ...] = ()
    method: str = "all"
    cap: str | None = None

    def to_json(self, names: Sequence[str]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "alone": [names[i] for i in self.alone],
            "needed": [names[i] for i in self.needed],
            "smallest": [[names[i] for i in found] for found in self.smallest],
            "refused_alone": [names[i] for i in self.refused],
            "complete": self.cap is None,
            "method": self.method,
        }
        return body if self.cap is None else {**body, "cap": self.cap}


class Spent(Exception):
    """The deadline has passed, or the tries are used up."""


@dataclass(slots=True)
class Trials:
    """Tries sets, each once; raises Spent where the tries or the time run out."""

    verdict: Callable[[Chosen], Verdict]
    count: int
    deadline: Deadline = NO_DEADLINE
    left: int = MOST_TRIES
    known: dict[Chosen, Verdict] = field(default_factory=dict)

    def of(self, chosen: Chosen) -> Verdict:
        if chosen not in self.known:
            if self.left <= 0 or self.deadline.passed:
                raise Spent
            self.left -= 1
            found = self.verdict(chosen)
            if self.deadline.passed:
                raise Spent
            self.known[chosen] = found
        return self.known[chosen]

    def reaches(self, chosen: Chosen) -> bool:
        return self.of(chosen) is Verdict.AFTER

    def renewed(self, tries: int) -> None:
        self.left = tries


def causes(verdict: Callable[[Chosen], Verdict], count: int, deadline: Deadline = NO_DEADLINE) -> Causes:
    """What makes the change, out of ``count`` differences; ``verdict`` says what a set of them answers."""
    trials = Trials(verdict, count, deadline, 2 * count + 2)
    every = frozenset(range(count))
    try:
        if trials.reaches(frozenset()):
            return Causes(smallest=((),))
        single = [trials.of(frozenset([i])) for i in range(count)]
        without = [trials.of(every - {i}) for i in range(count)]
    except Spent:
        return Causes(method="none", cap=f"{deadline.cap}: no set was looked for")
    found = _smallest(trials)
    return Causes(
        _places(single, (Verdict.AFTER, Verdict.OTHER)),
        _places(without, (Verdict.BEFORE, Verdict.OTHER, Verdict.REFUSED)),
        _places(single, (Verdict.REFUSED,)),
        tuple(tuple(sorted(chosen)) for chosen in found.sets),
        found.method,
        found.cap,
    )


def ddmin(reaches: Callable[[Chosen], bool], count: int) -> Iterator[Chosen]:
    """Ever smaller sets that reach, beginning with all; the last one can spare none of its members."""
    best = list(range(count))
    yield frozenset(best)
    pieces = 2
    while len(best) > 1:
        chunks = _chunks(best, pieces)
        rests = [[i for i in best if i not in chunk] for chunk in map(set, chunks)]
        found = next((part for part in (*chunks, *rests) if part and reaches(frozenset(part))), None)
        if found is not None:
            pieces = 2 if found in chunks else max(pieces - 1, 2)
            best = found
            yield frozenset(best)
        elif pieces >= len(best):
            return
        else:
            pieces = min(2 * pieces, len(best))


@dataclass(frozen=True, slots=True)
class _Found:
    sets: tuple[Chosen, ...]
    method: str
    cap: str | None


def _smallest(trials: Trials) -> _Found:
    """The minimal sets by size; where none is found in time, one by ddmin."""
    trials.renewed(MOST_TRIES)
    found: list[Chosen] = []
    size = 0
    try:
        for size in range(1, trials.count + 1):
            for members in combinations(range(trials.count), size):
                chosen = frozenset(members)
                if not any(smaller < chosen for smaller in found) and trials.reaches(chosen):
                    found.append(chosen)
    except Spent:
        tried = f"{_why(trials)}: every set of at most {size - 1} differences was tried"
        if found:
            return _Found(tuple(found), "by size", f"{tried}, larger ones may be missing")
        return _one(trials, tried)
    return _Found(tuple(found), "all", None)


def _one(trials: Trials, tried: str) -> _Found:
    trials.renewed(MOST_TRIES)
    best: Chosen | None = None
    spared = "; of the set listed nothing can be spared"
    try:
        if trials.reaches(frozenset(range(trials.count))):
            for reached in ddmin(trials.reaches, trials.count):
                best = reached
    except Spent:
        spared = "; of the set listed more may be spared"
    if best is None:
        return _Found((), "ddmin", f"{tried}; the differences do not account for the answer")
    return _Found((best,), "ddmin", f"{tried}{spared}")


def _why(trials: Trials) -> str:
    return trials.deadline.cap if trials.deadline.passed else f"more than {MOST_TRIES} sets"


def _chunks(items: Sequence[int], pieces: int) -> list[list[int]]:
    size, more = divmod(len(items), pieces)
    starts = [i * size + min(i, more) for i in range(pieces + 1)]
    return [list(items[a:b]) for a, b in pairwise(starts)]


def _places(verdicts: Sequence[Verdict], wanted: tuple[Verdict, ...]) -> tuple[int, ...]:
    return tuple(i for i, verdict in enumerate(verdicts) if verdict in wanted)
