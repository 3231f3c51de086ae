"""Answer sets: a network as a logic program for clingo, and its minimal sets one by one.

Every gate becomes an atom. Over positive rules the one stable model is the least fixpoint (Gelfond and
Lifschitz 1988); for the greatest the program is that of the dual network, whose atoms say what is *missing*.
The changes are chosen freely, false first, and every set found is recorded against its supersets: so each
answer set is a minimal set (domain heuristics of Gebser, Kaufmann, Romero, Otero, Schaub and Wanko 2013).
No text is grounded: the rules are handed over one by one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.gates import ALL, ANY, SOURCE
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.nodes import Full, Store
from musterbook.assessment.kernel.orders import Wires, literals_of, wires_of
from musterbook.assessment.kernel.threshold import threshold_steps
from musterbook.errors import QuestionError

if TYPE_CHECKING:
    from clingo import Control, Model
    from clingo.backend import Backend

MINIMAL = ("--configuration=trendy", "--heuristic=Domain", "--enum-mode=domRec", "--dom-mod=false,show", "0")
MOST_SUM = 1 << 30
"""Above this total weight a sum is taken apart into choices: clingo counts in 32 bits."""
MOST_STEPS = 200_000
MOST_LITERALS = 4_000_000
MOST_LISTED = 1 << 17
"""How many sets are listed where no limit is given."""
LOOK = 0.2
"""Seconds between two looks whether somebody interrupts."""
LEVEL_CONFLICTS = 8_000
FREE_CONFLICTS = 200_000
GRAIN = 12
"""With costs the search goes up by doublings of the total divided by 2^GRAIN."""


class Rules:
    """Rules on their way into clingo; atoms are numbers, a negative one says that it does not hold."""

    def __init__(self, backend: "Backend") -> None:
        self.backend = backend
        self.always = self.atom()
        self.rule(self.always, ())

    def atom(self, shown: Any = None) -> int:
        """A new atom; only a shown one is told in the models."""
        return self.backend.add_atom(shown)

    def rule(self, head: int, body: Sequence[int]) -> None:
        self.backend.add_rule([head], body)

    def never(self, body: Sequence[int]) -> None:
        """These do not hold together."""
        self.backend.add_rule([], body)

    def free(self, atoms: Sequence[int]) -> None:
        """Each may hold or not."""
        self.backend.add_rule(atoms, [], choice=True)

    def reaches(self, head: int, weighed: Sequence[tuple[int, int]], least: int) -> None:
        """``head`` holds where the weights of the literals that hold add up to ``least``."""
        kept = [(literal, min(weight, least)) for literal, weight in weighed if weight > 0]
        if least <= 0:
            self.rule(head, ())
        elif sum(weight for _, weight in kept) <= MOST_SUM:
            self.backend.add_weight_rule([head], least, kept)
        else:
            self._by_choices(head, kept, least)

    def _by_choices(self, head: int, weighed: Sequence[tuple[int, int]], least: int) -> None:
        ordered = sorted(weighed, key=lambda pair: (-pair[1], pair[0]))
        store = Store(len(ordered), MOST_STEPS)
        try:
            root = threshold_steps([weight for _, weight in ordered], least, store)
        except Full:
            raise QuestionError("the figures are too many and too fine for answer sets") from None
        atoms: list[int | None] = [None, self.always]
        for node in range(2, len(store)):
            here = self.atom()
            high, low = atoms[store.high[node]], atoms[store.low[node]]
            if high is not None:
                self.rule(here, [ordered[store.level[node]][0], high])
            if low is not None:
                self.rule(here, [low])
            atoms.append(here)
        reached = atoms[root]
        if reached is not None:
            self.rule(head, [reached])

    def gates(self, wires: Wires, literal: Callable[[int], int | None], dual: bool = False) -> dict[int, int]:
        """An atom for every gate: that it holds, or with ``dual`` that it is missing.

        ``literal`` gives what says that a variable is true; None for one that never is.
        """
        marks = {gate: self.atom() for gate in wires.children}
        for gate, mark in marks.items():
            kind = wires.network.kinds[gate]
            below = [marks[child] for child in wires.children[gate]]
            if kind == SOURCE:
                self._source(wires, gate, mark, literal, dual)
            elif kind == (ANY if dual else ALL):
                self.rule(mark, below)
            elif kind in (ALL, ANY):
                for child in below:
                    self.rule(mark, [child])
            else:
                least, weights = wires.thresholds[gate]
                wanted = sum(weights.values()) - least + 1 if dual else least
                self.reaches(mark, [(marks[child], weight) for child, weight in weights.items()], wanted)
        return marks

    def _source(
        self, wires: Wires, gate: int, mark: int, literal: Callable[[int], int | None], dual: bool
    ) -> None:
        source = wires.sources[gate]
        true = literal(source.variable) if source.variable is not None else None
        if true is None:
            if (source.negated if source.variable is not None else source.constant) != dual:
                self.rule(mark, ())
        else:
            self.rule(mark, [true if source.negated == dual else -true])


def solve(
    control: "Control", take: Callable[["Model"], bool], deadline: Deadline, assumed: Sequence[int] = ()
) -> bool:
    """Hands every answer set to ``take`` until that says no; whether there are no more."""
    if deadline.passed:
        return False
    with control.solve(assumptions=assumed, on_model=take, async_=True) as handle:
        left = deadline.left
        while not handle.wait(LOOK if left is None else min(LOOK, left)):
            if left == 0:
                handle.cancel()
                break
            left = deadline.left
        return bool(handle.get().exhausted)


@dataclass(frozen=True, slots=True)
class Listed:
    """Minimal sets as masks over the places, lightest first. ``surely``: up to this weight all are there.

    ``cap`` says what stopped the search; None where it is complete.
    """

    ways: tuple[int, ...]
    surely: int
    cap: str | None = None


def minimal_answer_sets(
    network: Network,
    gate: int,
    places: Sequence[int],
    *,
    greatest: bool = False,
    blocking: bool = False,
    limit: int | None = None,
    weights: Sequence[int] | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> Listed:
    """The minimal sets of ``places`` that make a monotone gate hold, or (``blocking``) whose loss stops it.

    ``weights`` (>= 0, one for each place; 1 by default) order them. At most ``limit`` are listed, MOST_LISTED
    by default. Raises QuestionError for figures that clingo cannot hold.
    """
    search = _Search(network, gate, places, greatest, blocking, weights)
    return search.run(MOST_LISTED if limit is None else limit, deadline)


def _wires(network: Network, gate: int) -> Wires:
    if literals_of(network, [gate]) > MOST_LITERALS:
        remedy = "name fewer changes, or write conditions on the same counts"
        raise QuestionError("too many different counts over too many offers", remedy=remedy)
    return wires_of(network, gate)


class _Search:
    """First by rising weight, each level in full; then, where that gets hard, whatever minimal sets come."""

    def __init__(
        self,
        network: Network,
        gate: int,
        places: Sequence[int],
        greatest: bool,
        blocking: bool,
        weights: Sequence[int] | None,
    ) -> None:
        from clingo import Control, Function, Number

        self.control = Control(list(MINIMAL if places else MINIMAL[-1:]), message_limit=0)
        self.weights = [1] * len(places) if weights is None else list(weights)
        self.plain = weights is None
        symbols = [Function("made", [Number(i)]) for i in range(len(places))]
        self.place = {symbol: i for i, symbol in enumerate(symbols)}
        with self.control.backend() as backend:
            rules = Rules(backend)
            self.atoms = [rules.atom(symbol) for symbol in symbols]
            rules.free(self.atoms)
            at = dict(zip(places, self.atoms, strict=True))
            turned = {place: -atom for place, atom in at.items()} if blocking else at
            marks = rules.gates(_wires(network, gate), turned.get, greatest)
            rules.never([marks[gate] if blocking != greatest else -marks[gate]])
        self.found: list[int] = []
        self.told = 0
        self.over = 0

    def run(self, limit: int, deadline: Deadline) -> Listed:
        surely, cap = -1, None
        for bound in self._bounds():
            before = len(self.found)
            cap = self._solve(limit, deadline.half, LEVEL_CONFLICTS, bound)
            if cap is not None:
                break
            surely = bound
            if before and before == len(self.found):
                break
        if surely < sum(self.weights) and not self._is_full(limit):
            cap = self._solve(limit, deadline, FREE_CONFLICTS, None)
            surely = sum(self.weights) if cap is None else surely
        ways = sorted(self.found, key=lambda way: (self._weight(way), way.bit_count(), way))
        return Listed(tuple(ways[:limit]), surely, cap)

    def _is_full(self, limit: int) -> bool:
        return len(self.found) > limit

    def _weight(self, way: int) -> int:
        return sum(weight for i, weight in enumerate(self.weights) if way >> i & 1)

    def _bounds(self) -> Iterable[int]:
        total = sum(self.weights)
        if self.plain:
            return range(total + 1)
        return sorted({total >> shift for shift in range(GRAIN + 1)})

    def _solve(self, limit: int, deadline: Deadline, conflicts: int, bound: int | None) -> str | None:
        """Finds more, and says what stopped it before there were no more."""
        self._tell(bound)
        self.control.configuration.solve.solve_limit = f"{conflicts}"  # type: ignore[union-attr]
        assumed = [] if bound is None else [-self.over]
        exhausted = solve(self.control, lambda model: self._take(model, limit), deadline, assumed)
        if exhausted:
            return None
        if self._is_full(limit):
            return f"{limit} sets are listed"
        return deadline.cap if deadline.passed else f"the search stops at {conflicts} conflicts"

    def _take(self, model: "Model", limit: int) -> bool:
        self.found.append(sum(1 << self.place[symbol] for symbol in model.symbols(atoms=True)))
        return not self._is_full(limit)

    def _tell(self, bound: int | None) -> None:
        """No superset of a known set again; and, where bounded, an atom for "heavier than the bound"."""
        with self.control.backend() as backend:
            rules = Rules(backend)
            for way in self.found[self.told :]:
                rules.never([atom for i, atom in enumerate(self.atoms) if way >> i & 1])
            if bound is not None:
                self.over = rules.atom()
                rules.reaches(self.over, list(zip(self.atoms, self.weights, strict=True)), bound + 1)
        self.told = len(self.found)
