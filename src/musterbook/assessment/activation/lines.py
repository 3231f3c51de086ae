"""Requirement lines: who is served first, by which offers, and what full means in terms of sums (rule 10).

Lines are served in the order of service, each as well as the earlier ones leave possible: what they get is
the lexicographically greatest vector (x_1, x_2, ...) that the offers can pay, an offer being split at will
among the lines that it serves. Let N(A) be the offers that serve a line of A, s(X) the sum of the figures
of X, q(A) what A asks for, and g(A) = s(N(A)) - q(A). By max-flow min-cut the most that the lines 1..k can
get together is q(1..k) + min g(A) over A within 1..k, so line k is full exactly where a least g(A) is found
without it: for every A with k in it there is a B within 1..k-1 with g(B) <= g(A). As g is submodular, B may
be cut down to A (uncrossing of minimum cuts), and then g(B) <= g(A) reads

    s(N(A) - N(B)) >= q(A) - q(B)        with B within A, without k,

a sum of figures that only grows as offers come: *full* is a monotone formula of thresholds, one conjunct
for each A, one disjunct for each B. Only closed A count (no line outside A is served by offers of N(A)
alone), so that lines of one kind stand in one conjunct: s(N) >= q_1 + ... + q_k, the prefix sum.
Literature: Megiddo 1974 (lexicographically optimal flows), Federgruen and Groenevelt 1986 (greedy allotment
over polymatroids).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter

from musterbook.errors import QuestionError
from musterbook.model.situation import Line, Offer

MOST_KINDS = 8
MOST_TERMS = 50_000
MOST_PAIRS = 1_000_000
MOST_WEIGHED = 2_000_000

Class = tuple[int, ...]
"""The kinds of lines that an offer serves, by their numbers: offers of one class are alike to the lines."""

Need = tuple[frozenset[Class], Fraction]
"""The offers of these classes must add up to that much."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What serves a line: offers on these subjects, bound to no place or one of these, without a caveat."""

    subjects: frozenset[str]
    where: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether all offers on one subject serve it, and no others."""
        return len(self.subjects) == 1 and not self.where and not self.excludes

    def refusal(self, offer: Offer) -> str | None:
        """Why an offer on one of the subjects does not serve such a line; None where it does."""
        if self.where and offer.where is not None and offer.where not in self.where:
            return f"it is bound to {offer.where}, and only {' or '.join(sorted(self.where))} serves the line"
        limits = sorted(self.excludes.intersection(offer.caveats))
        return f"the line excludes its caveat {', '.join(limits)}" if limits else None


@dataclass(frozen=True, slots=True)
class Pool:
    """Lines with a quantity above 0 that share offers, in the order of service; and these offers' classes."""

    lines: tuple[Line, ...]
    kinds: tuple[int, ...]
    classes: tuple[Class, ...]


class Service:
    """Which of the ``offers`` serve which of the ``lines``. ``classes`` are the offers', in their order."""

    def __init__(self, lines: Sequence[Line], offers: Sequence[Offer]) -> None:
        self.lines = tuple(lines)
        numbers: dict[Kind, int] = {}
        self.kind_of = {line.id: numbers.setdefault(_kind(line), len(numbers)) for line in lines}
        self.kinds = list(numbers)
        self.classes = list(self._classes(offers))

    @cached_property
    def serving(self) -> list[list[int]]:
        """For each kind the places of the offers that serve it."""
        found: list[list[int]] = [[] for _ in self.kinds]
        for place, kinds in enumerate(self.classes):
            for kind in kinds:
                found[kind].append(place)
        return found

    @cached_property
    def paying(self) -> dict[Class, list[int]]:
        """The places of the offers of each class, as far as lines ask for more than nothing."""
        wanted = {self.kind_of[line.id] for line in self.lines if line.quantity}
        found: dict[Class, list[int]] = {}
        for place, kinds in enumerate(self.classes):
            found.setdefault(tuple(k for k in kinds if k in wanted), []).append(place)
        return found

    def pools(self) -> list[Pool]:
        """The lines that ask for more than nothing, parted so that only those of one pool share offers."""
        asking = [line for line in service_order(self.lines) if line.quantity]
        root = _joined({self.kind_of[line.id] for line in asking}, self.paying)
        lines: dict[int, list[Line]] = {}
        for line in asking:
            lines.setdefault(root[self.kind_of[line.id]], []).append(line)
        paying: dict[int, list[Class]] = {}
        for one in self.paying:
            if one:
                paying.setdefault(root[one[0]], []).append(one)
        return [self._pool(tuple(found), tuple(paying.get(first, ()))) for first, found in lines.items()]

    def _pool(self, lines: tuple[Line, ...], classes: tuple[Class, ...]) -> Pool:
        return Pool(lines, tuple(dict.fromkeys(self.kind_of[line.id] for line in lines)), classes)

    def _classes(self, offers: Sequence[Offer]) -> Iterator[Class]:
        """The class of every offer; offers that differ in nothing a line asks about are looked at once."""
        by_subject: dict[str, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            for on in kind.subjects:
                by_subject.setdefault(on, []).append(number)
        excluded = frozenset[str]().union(*(kind.excludes for kind in self.kinds))
        known: dict[tuple[str, str | None, frozenset[str]], Class] = {}
        pairs = 0
        for offer in offers:
            sort = offer.on, offer.where, excluded.intersection(offer.caveats)
            if sort not in known:
                asked = by_subject.get(offer.on, [])
                pairs += len(asked)
                demand(pairs <= MOST_PAIRS, "too many sorts of offers and lines", [offer.on])
                known[sort] = tuple(k for k in asked if self.kinds[k].refusal(offer) is None)
            yield known[sort]


def service_order(lines: Sequence[Line]) -> list[Line]:
    """By ascending priority, then the order of the file."""
    return sorted(lines, key=lambda line: line.priority)


def full_when(pool: Pool, kind_of: Mapping[str, int]) -> dict[str, list[list[Need]]]:
    """For each line of a pool when it is full: for each of the lists, one of its needs is met.

    Raises QuestionError where more than MOST_KINDS kinds of lines share offers, or too many lines.
    """
    names = [line.id for line in pool.lines]
    told = "lines that share offers in too many ways"
    demand(len(pool.kinds) <= MOST_KINDS, told, names)
    paid_by = _unions(pool)
    asked = dict.fromkeys(pool.kinds, Fraction(0))
    found: dict[str, list[list[Need]]] = {}
    terms = 0
    for line in pool.lines:
        before = dict(asked)
        asked[kind_of[line.id]] += Fraction(line.quantity or 0)
        found[line.id] = list(_conjuncts(kind_of[line.id], before, asked, paid_by))
        terms += sum(map(len, found[line.id]))
        demand(terms <= MOST_TERMS, told, names)
    return found


def _unions(pool: Pool) -> dict[frozenset[int], frozenset[Class]]:
    """N(A) as classes, for every set A of the kinds of a pool."""
    serving = {kind: frozenset(c for c in pool.classes if kind in c) for kind in pool.kinds}
    found: dict[frozenset[int], frozenset[Class]] = {frozenset(): frozenset()}
    for kind in pool.kinds:
        found |= {chosen | {kind}: classes | serving[kind] for chosen, classes in found.items()}
    return found


def _conjuncts(
    mine: int,
    before: Mapping[int, Fraction],
    asked: Mapping[int, Fraction],
    paid_by: Mapping[frozenset[int], frozenset[Class]],
) -> Iterator[list[Need]]:
    """For every closed A with the kind ``mine`` in it the needs of its subsets B, none of them idle."""
    seen = [kind for kind, quantity in asked.items() if quantity]
    for chosen, classes in paid_by.items():
        closed = {kind for kind in seen if paid_by[frozenset((kind,))] <= classes}
        if mine not in chosen or chosen != closed:
            continue
        total = sum((asked[kind] for kind in chosen), Fraction(0))
        least: dict[frozenset[Class], Fraction] = {}
        for part, paying in paid_by.items():
            if part <= chosen:
                need = total - sum((before[kind] for kind in part), Fraction(0))
                rest = classes - paying
                least[rest] = min(need, least.get(rest, need))
        yield _without_idle(least)


def _without_idle(needs: Mapping[frozenset[Class], Fraction]) -> list[Need]:
    """Drops a need that is met only where one with more offers and less asked is met too."""
    return [
        (classes, need)
        for classes, need in needs.items()
        if classes and not any(classes < other and least <= need for other, least in needs.items())
    ]


def _kind(line: Line) -> Kind:
    return Kind(frozenset(line.subjects), frozenset(line.where), frozenset(line.excludes))


def _joined(kinds: Iterable[int], classes: Iterable[Class]) -> dict[int, int]:
    """For each kind one that stands for all with which it shares offers, directly or by way of others."""
    above = {kind: kind for kind in kinds}

    def top(kind: int) -> int:
        while above[kind] != kind:
            above[kind] = above[above[kind]]
            kind = above[kind]
        return kind

    for one in classes:
        for kind in one[1:]:
            above[top(kind)] = top(one[0])
    return {kind: top(kind) for kind in above}


def demand(fits: bool, what: str, names: Sequence[str]) -> None:
    """Raises QuestionError where lines share offers in more ways than can be gone through."""
    if not fits:
        remedy = f"let at most {MOST_KINDS} kinds of lines (subjects, where, excludes) share offers"
        raise QuestionError(f"{what}: {', '.join(names[:10])}", remedy=remedy, names=names[:100])


def feeding(lines: Sequence[Line]) -> dict[str, frozenset[str]]:
    """For each line the subjects whose offers can matter to it, directly or because lines share them."""
    numbers = {on: i for i, on in enumerate(dict.fromkeys(on for line in lines for on in line.subjects))}
    root = _joined(numbers.values(), {tuple(numbers[on] for on in line.subjects) for line in lines})
    shared: dict[int, set[str]] = {}
    for on, number in numbers.items():
        shared.setdefault(root[number], set()).add(on)
    return {line.id: frozenset(shared[root[numbers[line.on]]]) for line in lines}


def enabling_order(lines: tuple[Line, ...]) -> list[Line]:
    """Every line after all its enablers (a line's enablers hold no circle: the situation is checked)."""
    known = {line.id: line for line in lines}
    return [known[name] for name in TopologicalSorter({x.id: x.enablers for x in lines}).static_order()]
