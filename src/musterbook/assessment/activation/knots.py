"""Knots: who waits for whom in a world, and the smallest push that unties each knot (rule 6).

In one world an offer *hangs* when it is active if all move together and not if nobody moves first (in G,
not in L). A hanging offer *waits for* another when its condition reads the other's participation through
parts that themselves hang: parts already met, and parts out of reach, are left out. A **knot** is a set of
hanging offers that wait for each other, round about (a strongly connected component; one offer alone where
it waits for itself), and that would still do so if every hanging offer outside came. Hanging offers in no
knot *follow*: they come once the knots that they wait for are untied. A **push** for a knot is a set of its
members such that, were these active whatever their conditions and every hanging offer outside with them, all
its members follow unprompted.

Pushes are looked for by size, each set tried in a lane of its own; so all of the least size are found, or a
cap says what was left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import combinations, islice
from typing import Any

from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.gates import ANY
from musterbook.assessment.kernel.integers import Patience, Tired, settled, settled_both
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, transposed
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.program import Program, components_of

MOST_WAITED = 50
"""So many waited-for offers are listed for each offer."""
MOST_PUSHES = 50
MOST_TRIED = 1 << 15
"""Sets tried for one knot while its least push is looked for."""
TOGETHER = 1 << 10
MOST_LOOKS = 500_000
"""Looks at gates, a thousand lanes at a time, for the pushes of all knots of an answer."""

World = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Push:
    """The ``sets`` that untie a knot, sorted. ``smallest``: they are of the least size, and all of that size
    unless ``cap`` says otherwise."""

    sets: tuple[tuple[str, ...], ...]
    smallest: bool = True
    cap: str | None = None


@dataclass(frozen=True, slots=True)
class Knot:
    """``members`` wait for each other in ``world``. ``waits`` names whom each waits for, ``behind`` those
    among them who are no members."""

    members: tuple[str, ...]
    waits: Mapping[str, tuple[str, ...]]
    behind: tuple[str, ...]
    push: Push
    world: World
    waits_complete: bool = True

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "members": list(self.members),
            "waits": {name: list(waited) for name, waited in self.waits.items()},
            "waits_complete": self.waits_complete,
            "behind": list(self.behind),
            "push": [list(found) for found in self.push.sets],
            "push_smallest": self.push.smallest,
            "world": dict(self.world),
        }
        if self.push.cap is not None:
            body["push_cap"] = self.push.cap
        return body


@dataclass(frozen=True, slots=True)
class Knots:
    """The ``found`` ones; the ``followers`` hang, but in none of them; ``unseen`` offers hang in worlds in
    which no knot was looked for."""

    found: tuple[Knot, ...] = ()
    followers: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def cap(self) -> str | None:
        if not self.unseen:
            return None
        told = ", ".join(self.unseen[:3]) + (" ..." if len(self.unseen) > 3 else "")
        return f"{len(self.unseen)} offers that hang were not put into knots: {told}"


class Knotted:
    """What hangs in one world, as gates: those that hold in the greatest fixpoint and not in the least."""

    def __init__(self, wiring: Wiring, masks: Sequence[int], world: World) -> None:
        self.wiring = wiring
        self.world = world
        self.ids = [offer.id for offer in wiring.stage.situation.offers]
        self.network = wiring.network
        least, greatest = settled_both(self.network.program(), masks, 1)
        self.holds = [mask != 0 for mask in greatest]
        hangs = [a != b for a, b in zip(least, greatest, strict=True)]
        self.tallies = {tally.gate: tally.inputs for tally in self.network.tallies}
        self.least = {gate: least for tally in self.network.tallies for least, gate in tally.asked}
        for tally in self.network.tallies:
            hangs[tally.gate] = any(hangs[gate] for _, gate in tally.asked)
        self.reads = [
            tuple(read for read in inputs if hangs[read]) if hangs[gate] else ()
            for gate, inputs in enumerate(self.network.inputs)
        ]
        self.offer_at = {
            gate: name for gate, name in zip(wiring.offers, self.ids, strict=True) if hangs[gate]
        }

    @property
    def hanging(self) -> list[str]:
        return sorted(self.offer_at.values())

    def knots(self, deadline: Deadline, patience: Patience) -> Iterator[Knot]:
        """The knots of this world, each after those that it hangs behind."""
        for component in components_of(sorted(self.offer_at), self.reads):
            if len(component) > 1 or component[0] in self.reads[component[0]]:
                members = sorted((self.offer_at[gate], gate) for gate in component if gate in self.offer_at)
                part = self._part(component, [gate for _, gate in members])
                if not settled(part, [0] * len(members), 1)[0]:
                    pushing = _Pushing(part, [name for name, _ in members], deadline, patience)
                    yield self._knot(dict(members), pushing)

    def _knot(self, members: Mapping[str, int], pushing: "_Pushing") -> Knot:
        waits = {name: self._waited(gate, len(members) == 1) for name, gate in members.items()}
        return Knot(
            tuple(members),
            {name: tuple(sorted(waited[:MOST_WAITED])) for name, waited in waits.items()},
            tuple(sorted({name for waited in waits.values() for name in waited} - members.keys())),
            pushing.found(),
            self.world,
            all(len(waited) <= MOST_WAITED for waited in waits.values()),
        )

    def _waited(self, start: int, alone: bool) -> list[str]:
        """The offers that one waits for, itself only as the only member; one more than are listed."""
        found: dict[str, None] = {}
        met = {start}
        open_ones = [start]
        while open_ones and len(found) <= MOST_WAITED:
            for read in self.reads[open_ones.pop()]:
                if read == start and alone:
                    found[self.offer_at[read]] = None
                if len(found) > MOST_WAITED:
                    break
                if read in met:
                    continue
                met.add(read)
                if read in self.offer_at:
                    found[self.offer_at[read]] = None
                else:
                    open_ones.append(read)
        return list(found)

    def _part(self, component: Sequence[int], offers: Sequence[int]) -> Program:
        """The knot by itself, all around it as if untied: its offers, each also brought about by a variable
        of its own, and whether all of them hold."""
        part = Network()
        fixed = [part.constant(value) for value in (False, True)]
        place = {gate: part.open_all() for gate in offers}
        tallies: dict[int, int] = {}

        def copied(read: int) -> int:
            return place[read] if read in place else fixed[self.holds[read]]

        for gate in self._between(component, place):
            inputs = [copied(read) for read in self.network.inputs[gate] if read not in tallies]
            if gate in self.tallies:
                tallies[gate] = part.tally((copied(read), weight) for read, weight in self.tallies[gate])
            elif gate in self.least:
                place[gate] = part.threshold(tallies[self.network.inputs[gate][0]], self.least[gate])
            else:
                place[gate] = (part.any if self.network.kinds[gate] == ANY else part.all)(inputs)
        for i, gate in enumerate(offers):
            own = part.all([copied(read) for read in self.network.inputs[gate]])
            part.close(place[gate], [part.any([part.variable(i), own])])
        return part.program([part.all([place[gate] for gate in offers])])

    def _between(self, component: Sequence[int], offers: Mapping[int, int]) -> list[int]:
        """The gates of a knot that are no offers, inputs first: every circle goes through an offer."""
        inside = {gate for gate in component if gate not in offers}
        sorter = TopologicalSorter(
            {
                gate: [read for read in self.reads[gate] if read in inside]
                for gate in component
                if gate in inside
            }
        )
        return list(sorter.static_order())


class _Pushing:
    """The search for the least sets of members, numbered in their order, that make a whole knot hold."""

    def __init__(self, part: Program, members: Sequence[str], deadline: Deadline, patience: Patience) -> None:
        self.part = part
        self.members = members
        self.deadline = deadline
        self.patience = patience
        self.tried = 0

    def found(self) -> Push:
        """All sets of the least size if they can be gone through; else one that cannot be made smaller."""
        try:
            return self._smallest() or self._one()
        except Tired:
            return Push((), False, self.patience.cap)

    def _smallest(self) -> Push | None:
        for size in range(1, len(self.members) + 1):
            ways = combinations(range(len(self.members)), size)
            sets: list[tuple[str, ...]] = []
            while batch := list(islice(ways, TOGETHER)):
                self.tried += len(batch)
                if self.deadline.passed or (self.tried > MOST_TRIED and not sets):
                    return None
                untied = self._untied([sum(1 << i for i in way) for way in batch])
                sets += (tuple(self.members[i] for i in batch[lane]) for lane in lanes_on(untied))
                if len(sets) > MOST_PUSHES or (sets and self.tried > MOST_TRIED):
                    return Push(
                        tuple(sets[:MOST_PUSHES]),
                        True,
                        f"the first {len(sets[:MOST_PUSHES])} sets are listed",
                    )
            if sets:
                return Push(tuple(sets))
        return None

    def _one(self) -> Push:
        """A set that cannot be made smaller: members that are needed stay; of the others the shortest row
        from the front that suffices, and so on."""
        kept, rest = 0, list(range(len(self.members)))
        while rest:
            if self.deadline.passed:
                return self._named(kept | sum(1 << i for i in rest), self.deadline.cap)
            whole = kept | sum(1 << i for i in rest)
            spare = self._untied([whole ^ (1 << i) for i in rest])
            kept |= sum(1 << i for place, i in enumerate(rest) if not spare >> place & 1)
            rest = [i for place, i in enumerate(rest) if spare >> place & 1]
            rows = [kept]
            for i in rest:
                rows.append(rows[-1] | 1 << i)
            enough = next(lanes_on(self._untied(rows)))
            rest = rest[:enough]
        return self._named(
            kept, f"{MOST_TRIED} sets were tried: this one cannot be made smaller, others may be"
        )

    def _named(self, way: int, cap: str) -> Push:
        return Push((tuple(name for i, name in enumerate(self.members) if way >> i & 1),), False, cap)

    def _untied(self, ways: Sequence[int]) -> int:
        """The lanes of the ways, masks over the members, that untie the knot."""
        masks = transposed(ways, len(self.members))
        return settled(self.part, masks, all_lanes(len(ways)), patience=self.patience)[0]


def find_knots(
    wiring: Wiring, worlds: Iterable[tuple[Sequence[int], World]], waiting: Iterable[str], deadline: Deadline
) -> Knots:
    """The knots of the ``waiting`` offers, each in the first of the worlds in which it stands.

    ``worlds`` are taken while they show something new.
    """
    found: dict[tuple[str, ...], Knot] = {}
    left = set(waiting)
    patience = Patience(MOST_LOOKS, deadline)
    for masks, world in worlds:
        knotted = Knotted(wiring, masks, world)
        left.difference_update(knotted.hanging)
        for knot in knotted.knots(deadline, patience):
            found.setdefault(knot.members, knot)
        if not left or deadline.passed:
            break
    tied = {name for knot in found.values() for name in knot.members}
    knots = sorted(found.values(), key=lambda knot: (len(knot.members), knot.members))
    return Knots(tuple(knots), tuple(sorted(set(waiting) - tied - left)), tuple(sorted(left)))
