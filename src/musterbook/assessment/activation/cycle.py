"""Why no stable model stands (rule 8): a circle of offers that depend on each other through an odd number
of ``not``.

The graph runs from an offer to the leaves of its condition, from a leaf to a group of offers (those of an
actor, those on a subject), from a group to its offers; only the first kind of step can carry a ``not``.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterator
from fractions import Fraction

from musterbook.assessment.activation.lines import feeding
from musterbook.assessment.activation.stage import Stage
from musterbook.model.leaf import Count, Filled, Joins, Named, Sum
from musterbook.model.situation import Line, Offer

MOST_STEPS = 5_000_000

Node = Hashable
State = tuple[Node, int]


def odd_cycle(stage: Stage, preferred: Collection[str]) -> tuple[str, ...] | None:
    """The shortest such circle, among the ``preferred`` offers if there is one; None if none was found."""
    return _shortest(_Graph(stage, set(preferred))) or _shortest(_Graph(stage, None))


class _Graph:
    """Signed steps: ``steps[node]`` lists (node, sign), sign 1 for an odd number of ``not`` between."""

    def __init__(self, stage: Stage, allowed: set[str] | None) -> None:
        self.stage = stage
        self.offers = [o for o in stage.counting if allowed is None or o.id in allowed]
        self.feeding = feeding(stage.situation.lines)
        self.steps: dict[Node, list[State]] = {}
        self.turning: list[str] = []
        self.actors: dict[str | None, int] = {}
        self.figures: dict[str, Fraction] = {}
        self._group_offers()
        for offer in self.offers:
            self._add_offer(offer)

    def _add_offer(self, offer: Offer) -> None:
        steps: list[State] = []
        for leaf, nots in self.stage.conditions.get(offer.id, ()):
            if self.stage.participates(leaf):
                steps.append((("leaf", leaf), nots & 1))
                self._add_leaf(leaf)
        self.steps["offer", offer.id] = list(dict.fromkeys(steps))
        if any(sign for _, sign in steps):
            self.turning.append(offer.id)

    def _add_leaf(self, leaf: str) -> None:
        if ("leaf", leaf) not in self.steps:
            self.steps["leaf", leaf] = [(group, 0) for group in self._groups(leaf)]

    def _group_offers(self) -> None:
        for offer in self.offers:
            groups: list[Node] = [
                ("actor", offer.actor),
                ("pair", offer.actor, offer.on),
                ("on", offer.on),
                "all",
            ]
            if offer.quantity.low:
                groups.append(("figure", offer.on))
            for group in groups:
                self.steps.setdefault(group, []).append((("offer", offer.id), 0))

    def _groups(self, leaf: str) -> Iterator[Node]:
        """The groups on whose participation a leaf depends; none where it is always true or always false."""
        match self.stage.said(leaf):
            case Named(id=name):
                yield ("pair", *self.stage.linked[name])
            case Joins(actor=actor, on=on):
                yield ("actor", actor) if on is None else ("pair", actor, on)
            case Count(on=on, k=k):
                if 0 < k <= self._actors(on):
                    yield "all" if on is None else ("on", on)
            case Sum(on=on, q=q):
                if 0 < q <= self._figures(on):
                    yield ("figure", on)
            case Filled(line=line):
                lines = self.stage.situation.lines if line is None else self._line_with_enablers(str(line))
                yield from (
                    ("figure", on) if x.quantity else ("on", on)
                    for x in lines
                    if x.quantity != 0
                    for on in (sorted(self.feeding[x.id]) if x.quantity else x.subjects)
                )

    def _actors(self, on: str | None) -> int:
        """How many actors could ever have an active offer."""
        if on not in self.actors:
            self.actors[on] = len({o.actor for o in self.stage.counting if on in (None, o.on)})
        return self.actors[on]

    def _figures(self, on: str) -> Fraction:
        """What the figures on a subject could ever add up to."""
        if on not in self.figures:
            figures = (Fraction(o.quantity.low or 0) for o in self.stage.counting if o.on == on)
            self.figures[on] = sum(figures, Fraction(0))
        return self.figures[on]

    def _line_with_enablers(self, name: str) -> list[Line]:
        known = {line.id: line for line in self.stage.situation.lines}
        if known[name].quantity == 0:
            return []
        found, open_ones = {name}, [name]
        while open_ones:
            for enabler in known[open_ones.pop()].enablers:
                if enabler not in found:
                    found.add(enabler)
                    open_ones.append(enabler)
        return [known[line] for line in sorted(found)]


def _shortest(graph: _Graph) -> tuple[str, ...] | None:
    best: tuple[str, ...] | None = None
    budget = MOST_STEPS
    for start in sorted(graph.turning):
        if budget <= 0:
            break
        found, spent = _round_trip(graph, start, budget)
        budget -= spent
        if found is not None and (best is None or len(found) < len(best)):
            best = found
    return best


def _round_trip(graph: _Graph, start: str, budget: int) -> tuple[tuple[str, ...] | None, int]:
    """The shortest way from an offer back to itself with an odd sign, breadth first, and its cost."""
    origin: State = (("offer", start), 0)
    goal: State = (("offer", start), 1)
    came_from: dict[State, State] = {}
    waiting = deque([origin])
    spent = 0
    while waiting and spent < budget:
        node, sign = here = waiting.popleft()
        for step, turn in graph.steps.get(node, ()):
            there = (step, sign ^ turn)
            spent += 1
            if there not in came_from and there != origin:
                came_from[there] = here
                waiting.append(there)
        if goal in came_from:
            return _way_back(came_from, goal, origin), spent
    return None, spent


def _way_back(came_from: dict[State, State], goal: State, origin: State) -> tuple[str, ...]:
    way = []
    here = goal
    while here != origin:
        here = came_from[here]
        node = here[0]
        if isinstance(node, tuple) and node[0] == "offer":
            way.append(str(node[1]))
    return tuple(reversed(way))
