"""From a stage to gates: every condition, leaf and requirement line becomes part of one monotone network.

A ``not`` above circumstances is pushed down to them; a ``not`` above participation cannot be wired and
stands as a guess (rule 8), a variable of its own behind the stage's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

from musterbook.assessment.activation.lines import (
    MOST_WEIGHED,
    Class,
    Need,
    Pool,
    Service,
    demand,
    enabling_order,
    full_when,
)
from musterbook.assessment.activation.stage import Pair, Stage
from musterbook.assessment.kernel.network import Network
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not, leaves
from musterbook.model.leaf import Count, Filled, Joins, Named, Sum
from musterbook.model.situation import Line, Offer


@dataclass(frozen=True, slots=True)
class Figures:
    """The low figures above 0 of the offers that serve a pool, in multiples of 1/``scale``: the gates
    ``weighed`` by them and their ``totals``, by class."""

    scale: int
    weighed: Mapping[Class, Sequence[tuple[int, int]]]
    totals: Mapping[Class, int]


class Wiring:
    """The network of a stage. ``offers`` are the gates of its offers, in the stage's order.

    ``guesses`` maps the formulas under an outermost ``not`` above participation to variables: they say
    whether the whole ``not`` is taken to hold. ``doubted`` maps offers to variables: such an offer is active
    only where its own says that it was read rightly.
    """

    def __init__(
        self,
        stage: Stage,
        guesses: Mapping[Formula, int] | None = None,
        doubted: Mapping[str, int] | None = None,
    ) -> None:
        self.stage = stage
        self.network = Network()
        self.guesses = guesses or {}
        self.doubted = doubted or {}
        self.index = {name: place for place, name in enumerate(stage.variables)}
        self.true = self.network.constant(True)
        self.false = self.network.constant(False)
        self._literals: dict[tuple[int, bool], int] = {}
        self._leaves: dict[str, int] = {}
        self._tallies: dict[tuple[str, str | frozenset[Class] | None], int] = {}
        self._scales: dict[str, int] = {}
        self._weighed = 0
        self.offers = [self._counts(offer) for offer in stage.situation.offers]
        self._by_pair: dict[Pair, list[int]] = {}
        self._by_actor: dict[str, list[int]] = {}
        self._by_subject: dict[str, dict[str, list[int]]] = {}
        self._figures: dict[str, list[tuple[int, Fraction]]] = {}
        self._index_offers()
        self._scale_figures()
        self.full, self.filled = self._wire_lines()
        for offer, gate in zip(stage.situation.offers, self.offers, strict=True):
            if gate != self.false:
                self.network.close(gate, self._condition(offer))

    def formula(self, formula: Formula, negated: bool = False) -> int:
        """The gate of a formula, or of its negation."""
        match formula:
            case Leaf(id=leaf):
                return self._negated_circumstance(leaf) if negated else self.leaf(leaf)
            case Not(part=part):
                return self._not(formula, part, negated)
            case All(parts=(part,)) | AnyOf(parts=(part,)):
                return self.formula(part, negated)
            case All(parts=parts):
                gates = [self.formula(part, negated) for part in parts]
                return self._any(gates) if negated else self._all(gates)
            case AnyOf(parts=parts):
                gates = [self.formula(part, negated) for part in parts]
                return self._all(gates) if negated else self._any(gates)
            case AtLeast(k=k, parts=parts):
                least = len(parts) - k + 1 if negated else k
                return self._at_least(least, [self.formula(part, negated) for part in parts])

    def leaf(self, leaf: str) -> int:
        """The gate of a leaf."""
        if leaf not in self._leaves:
            self._leaves[leaf] = self._wire_leaf(leaf)
        return self._leaves[leaf]

    def _wire_leaf(self, leaf: str) -> int:
        match self.stage.said(leaf):
            case Named(id=name):
                return self._circumstance(name)
            case Joins(actor=actor, on=on):
                return self._joins(actor, on)
            case Count(on=on, k=k):
                return self._threshold(self._actor_tally(on), k)
            case Sum(on=on, q=q):
                return self._reaches(on, Fraction(q))
            case Filled(line=None):
                return self._all([self.filled[line] for line in sorted(self.filled)])
            case Filled(line=line):
                return self.filled[str(line)]

    def _circumstance(self, name: str) -> int:
        """What is given, or changed, or brought by the position that it stands for."""
        stage = self.stage
        ways = []
        if name in self.index:
            ways.append(self._literal(self.index[name], False))
        if stage.values.get(name) and name not in stage.base_linked:
            ways.append(self.true)
        if name in stage.linked:
            ways.append(self._joins(*stage.linked[name]))
        return self._any(ways)

    def _negated_circumstance(self, name: str) -> int:
        if self.stage.values.get(name):
            return self.false
        return self._literal(self.index[name], True) if name in self.index else self.true

    def _not(self, formula: Formula, part: Formula, negated: bool) -> int:
        if formula in self.guesses:
            return self._literal(self.guesses[formula], negated)
        return self.formula(part, not negated)

    def _literal(self, variable: int, negated: bool) -> int:
        key = (variable, negated)
        if key not in self._literals:
            self._literals[key] = self.network.variable(variable, negated)
        return self._literals[key]

    def _joins(self, actor: str, on: str | None) -> int:
        return self._any(self._by_actor.get(actor, []) if on is None else self._by_pair.get((actor, on), []))

    def _counts(self, offer: Offer) -> int:
        return self.network.open_all() if self.stage.counts(offer) else self.false

    def _condition(self, offer: Offer) -> list[int]:
        gates = []
        if offer.level < self.stage.threshold or offer.id in self.stage.added:
            gates.append(self._literal(self.index[self.stage.raised[offer.actor, offer.on]], False))
        if offer.id in self.doubted:
            gates.append(self._literal(self.doubted[offer.id], False))
        if offer.condition is not None:
            gates.append(self.formula(offer.condition))
        return gates

    def _index_offers(self) -> None:
        for offer, gate in zip(self.stage.situation.offers, self.offers, strict=True):
            if gate != self.false:
                self._by_pair.setdefault((offer.actor, offer.on), []).append(gate)
                self._by_actor.setdefault(offer.actor, []).append(gate)
                self._by_subject.setdefault(offer.on, {}).setdefault(offer.actor, []).append(gate)
                self._figures.setdefault(offer.on, []).append((gate, Fraction(offer.quantity.low or 0)))

    def _actor_tally(self, on: str | None) -> int:
        """The tally of distinct actors, on one subject or on any."""
        key = ("count", on)
        if key not in self._tallies:
            groups = self._by_actor if on is None else self._by_subject.get(on, {})
            self._tallies[key] = self.network.tally([(self._any(gates), 1) for gates in groups.values()])
        return self._tallies[key]

    def _reaches(self, on: str, q: Fraction) -> int:
        """The gate of "the low figures on ``on`` add up to ``q``", in multiples of the finest figure."""
        key = ("sum", on)
        if key not in self._tallies:
            scale = self._scales.get(on, 1)
            weights = [(gate, int(low * scale)) for gate, low in self._figures.get(on, []) if low]
            self._tallies[key] = self.network.tally(weights)
        return self._threshold(self._tallies[key], ceil(q * self._scales.get(on, 1)))

    def _scale_figures(self) -> None:
        for offer in self.stage.situation.offers:
            if offer.quantity.low is not None:
                finest = Fraction(offer.quantity.low).denominator
                self._scales[offer.on] = lcm(self._scales.get(offer.on, 1), finest)

    def _wire_lines(self) -> tuple[dict[str, int], dict[str, int]]:
        """For every line the gates of "its ratio is 1" and of "it is filled" (rule 10)."""
        lines = self.stage.situation.lines
        full = self._wire_full(lines) if lines else {}
        enabled: dict[str, int] = {}
        filled: dict[str, int] = {}
        for line in enabling_order(lines):
            enabled[line.id] = self._all([full[line.id], *(enabled[e] for e in dict.fromkeys(line.enablers))])
            filled[line.id] = self.true if line.quantity == 0 else enabled[line.id]
        return full, filled

    def _wire_full(self, lines: tuple[Line, ...]) -> dict[str, int]:
        """For every line the gate of "it is full" (see ``lines``); only lines that share offers interact."""
        offers = self.stage.counting
        gates = [gate for gate in self.offers if gate != self.false]
        service = Service(lines, offers)
        full = {line.id: self.true if line.quantity == 0 else self.false for line in lines}
        for line in lines:
            if line.quantity is None:
                full[line.id] = self._someone(service, line, gates)
        for pool in service.pools():
            full |= self._wire_pool(service, pool, offers, gates)
        return full

    def _someone(self, service: Service, line: Line, gates: Sequence[int]) -> int:
        if service.kinds[service.kind_of[line.id]].plain:
            return self._threshold(self._actor_tally(line.on), 1)
        return self._any([gates[place] for place in service.serving[service.kind_of[line.id]]])

    def _wire_pool(
        self, service: Service, pool: Pool, offers: Sequence[Offer], gates: Sequence[int]
    ) -> dict[str, int]:
        alone = service.kinds[pool.kinds[0]]
        plain = len(pool.kinds) == 1 and alone.plain
        subject = pool.lines[0].on
        figures = Figures(1, {}, {}) if plain else _figures(service, pool, offers, gates)
        known: dict[Need, int] = {}

        def meets(need: Need) -> int:
            if need not in known:
                sums = self._reaches(subject, need[1]) if plain else self._adds_up(figures, need)
                known[need] = sums
            return known[need]

        return {
            line: self._all([self._any([meets(need) for need in needs]) for needs in conjuncts])
            for line, conjuncts in full_when(pool, service.kind_of).items()
        }

    def _adds_up(self, figures: Figures, need: Need) -> int:
        """The gate of "the low figures of these classes add up to that much"."""
        classes, least = need[0], ceil(need[1] * figures.scale)
        if sum(figures.totals[one] for one in classes) < least:
            return self.false
        key = ("classes", classes)
        if key not in self._tallies:
            self._weighed += sum(len(figures.weighed[one]) for one in classes)
            demand(self._weighed <= MOST_WEIGHED, "too many offers on lines that share them", ["requirement"])
            weighed = [pair for one in sorted(classes) for pair in figures.weighed[one]]
            self._tallies[key] = self.network.tally(weighed)
        return self._threshold(self._tallies[key], least)

    def _threshold(self, tally: int, least: int) -> int:
        return self.network.threshold(tally, least) if least > 0 else self.true

    def _at_least(self, k: int, gates: Sequence[int]) -> int:
        if k <= 0:
            return self.true
        return self.network.at_least(k, gates) if k <= len(gates) else self.false

    def _all(self, gates: Sequence[int]) -> int:
        kept = [gate for gate in dict.fromkeys(gates) if gate != self.true]
        if self.false in kept:
            return self.false
        return self.network.all(kept) if kept else self.true

    def _any(self, gates: Sequence[int]) -> int:
        kept = [gate for gate in dict.fromkeys(gates) if gate != self.false]
        if self.true in kept:
            return self.true
        return self.network.any(kept) if kept else self.false


def _figures(service: Service, pool: Pool, offers: Sequence[Offer], gates: Sequence[int]) -> Figures:
    found = {
        one: [(gates[i], Fraction(low)) for i in service.paying[one] if (low := offers[i].quantity.low)]
        for one in pool.classes
    }
    scale = lcm(*{low.denominator for pairs in found.values() for _, low in pairs})
    weighed = {one: [(gate, int(low * scale)) for gate, low in pairs] for one, pairs in found.items()}
    return Figures(scale, weighed, {one: sum(low for _, low in pairs) for one, pairs in weighed.items()})


def guessed_formulas(stage: Stage) -> list[Not]:
    """The outermost ``not`` formulas above participation in the conditions of counting offers, each once."""
    found: dict[Not, None] = {}
    for offer in stage.counting:
        open_ones = [] if offer.condition is None else [offer.condition]
        while open_ones:
            part = open_ones.pop()
            if isinstance(part, Not):
                if any(stage.participates(leaf) for leaf in leaves(part)):
                    found.setdefault(part)
            elif not isinstance(part, Leaf):
                open_ones.extend(reversed(part.parts))
    return list(found)
