"""Mends that change the terms of a rotation: a shorter rest, a longer window (rule 11).

They have no price that could be weighed against soldiers, so each is told by itself.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.assessment.rotating.force import NEVER, Force
from musterbook.assessment.rotating.linear import Watch
from musterbook.assessment.rotating.rotation import Layout, build

MOST_WHOLE = 1500
MOST_ALONE = 12


@dataclass(frozen=True, slots=True)
class Part:
    """So much more (or less) of one thing: of an actor's pool or reserve, an offer, a line, a backfill."""

    kind: str
    name: str
    on: str
    figure: float


def filled(force: Force, kinds: Collection[str], grade: str) -> Layout:
    """The program in which every line is full and no pool overdrawn, whatever that takes of these kinds."""
    layout = build(force, grade=grade, levers=kinds, strict=True)
    if sum(layout.program.whole) > MOST_WHOLE:
        layout = build(force, levers=kinds, strict=True)
    for place in layout.short.values():
        layout.program.high[place : place + force.months] = [0.0] * force.months
    return layout


def eased_terms(force: Force, grade: str, watch: Watch) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Each way to hold every line by easing terms alone: its kind and its parts."""
    yield from _rests(force, grade, watch)
    yield from _windows(force, grade, watch)


def _windows(force: Force, grade: str, watch: Watch) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Offers that would stay to the end: each alone where they are few; all where none alone will do."""
    ending = [n for n, one in enumerate(force.contingents) if one.last < force.months - 1 and one.figure]
    alone = [[n] for n in ending] if len(ending) <= MOST_ALONE else []
    found = False
    for some in [*alone, ending] if len(ending) > 1 else alone:
        if found and some is ending:
            return
        chosen = frozenset(some)
        stayed = [replace(c, last=NEVER) if n in chosen else c for n, c in enumerate(force.contingents)]
        if _holds(replace(force, contingents=tuple(stayed)), grade, watch):
            found = True
            yield "window", tuple(_longer(force, n) for n in some)


def _longer(force: Force, number: int) -> Part:
    offer = force.contingents[number]
    return Part(
        "window", offer.offer, force.pools[offer.pool].on, float(force.months - 1 - max(offer.last, -1))
    )


def _rests(force: Force, grade: str, watch: Watch) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The longest rest that holds: for all pools alike, and for each alone where they are few."""
    bound = [n for n, pool in enumerate(force.pools) if pool.figure is not None and pool.rest]
    rotating = {one.pool for one in force.contingents}
    bound = [n for n in bound if n in rotating]
    choices = [bound] if len(bound) > 1 else []
    choices += [[n] for n in bound] if len(bound) <= MOST_ALONE else []
    for some in choices:
        longest = _longest_rest(force, some, grade, watch)
        if longest is not None:
            parts = [
                Part("rest", force.pools[n].actor, force.pools[n].on, float(longest))
                for n in some
                if force.pools[n].rest > longest
            ]
            yield "rest", tuple(parts)


def _longest_rest(force: Force, some: Sequence[int], grade: str, watch: Watch) -> int | None:
    low, high = 0, max(force.pools[n].rest for n in some) - 1
    if not _holds_with(force, some, low, grade, watch):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if _holds_with(force, some, middle, grade, watch):
            low = middle
        else:
            high = middle - 1
    return low


def _holds_with(force: Force, some: Sequence[int], rest: int, grade: str, watch: Watch) -> bool:
    chosen = frozenset(some)
    pools = [replace(p, rest=min(p.rest, rest)) if n in chosen else p for n, p in enumerate(force.pools)]
    return _holds(replace(force, pools=tuple(pools)), grade, watch)


def _holds(force: Force, grade: str, watch: Watch) -> bool:
    """Whether every line can be full in every month."""
    if watch.is_out(force.figures):
        return False
    return watch.solve(filled(force, (), grade).program, {}) is not None
