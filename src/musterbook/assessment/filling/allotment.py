"""Which offer goes to which line (rule 10): every line as well served as the earlier ones leave possible.

Lines are served in the order of service. For each the flow is raised along augmenting ways: it takes what is
left of an offer that serves it, or takes over what another line has, which is then made good from elsewhere;
no line ever loses. What the lines get is the lexicographically greatest vector (see ``activation.lines``);
which offers they get it from is a choice: offers that serve fewer kinds of lines go first, then by their ids,
so that the order of the offers in the file does not matter. Exact; the low and the high figures are allotted
separately.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from musterbook.assessment.activation.lines import Class, Pool, Service
from musterbook.model.situation import Line, Offer

Shares = dict[str, Fraction]
"""What a line gets, by the id of the offer; nothing of 0."""

Way = list[tuple[int, Class]]
"""(kind, class) from the kind that asks: it takes of that class, the next kind makes good what it lost."""


def low_figure(offer: Offer) -> Fraction:
    return Fraction(offer.quantity.low or 0)


def high_figure(offer: Offer) -> Fraction:
    """The high figure; where there is none, the low one."""
    return low_figure(offer) if offer.quantity.high is None else Fraction(offer.quantity.high)


def allotted(
    service: Service, offers: Sequence[Offer], figure: Callable[[Offer], Fraction]
) -> dict[str, Shares]:
    """What each line with a quantity above 0 gets of each of the ``offers`` of the service."""
    found: dict[str, Shares] = {}
    for pool in service.pools():
        paying = {
            one: sorted((offers[i].id, paid) for i in service.paying[one] if (paid := figure(offers[i])))
            for one in sorted(pool.classes, key=lambda one: (len(one), one))
        }
        found |= _Allotment(pool, service.kind_of, paying).shares()
    return found


class _Allotment:
    """One pool, in whole multiples of the finest figure.

    ``left`` is what no line has of each class, ``flow`` how much of it the lines of each kind have.
    """

    def __init__(
        self, pool: Pool, kind_of: Mapping[str, int], paying: Mapping[Class, Sequence[tuple[str, Fraction]]]
    ) -> None:
        self.pool = pool
        self.kind_of = kind_of
        self.wanted = {line.id: Fraction(line.quantity or 0) for line in pool.lines}
        figures = [*self.wanted.values(), *(paid for paids in paying.values() for _, paid in paids)]
        self.scale = lcm(*{figure.denominator for figure in figures})
        self.paying = {one: deque((o, self._scaled(paid)) for o, paid in paying[one]) for one in paying}
        self.left = {one: sum(paid for _, paid in paids) for one, paids in self.paying.items()}
        self.flow = {kind: dict.fromkeys(self.paying, 0) for kind in pool.kinds}

    def _scaled(self, figure: Fraction) -> int:
        return figure.numerator * (self.scale // figure.denominator)

    def shares(self) -> dict[str, Shares]:
        got = {line.id: self._serve(line) for line in self.pool.lines}
        shares: dict[str, dict[str, int]] = {line.id: {} for line in self.pool.lines}
        for kind in self.pool.kinds:
            own = [line for line in self.pool.lines if self.kind_of[line.id] == kind]
            for line, one, part in _laid_along(own, got, self.flow[kind]):
                for offer, paid in self._paid(one, part):
                    shares[line][offer] = shares[line].get(offer, 0) + paid
        return {
            line: {offer: Fraction(paid, self.scale) for offer, paid in given.items()}
            for line, given in shares.items()
        }

    def _serve(self, line: Line) -> int:
        """Serves a line as far as it goes, and how far it went."""
        wanted = self._scaled(self.wanted[line.id])
        need = wanted
        while need and (way := self._way(self.kind_of[line.id])):
            need -= self._augment(way, need)
        return wanted - need

    def _way(self, asking: int) -> Way | None:
        """The shortest way from a kind that asks to a class of which something is left; None for none."""
        ways: dict[int, Way] = {asking: []}
        waiting = deque([asking])
        while waiting:
            kind = waiting.popleft()
            for one in self._serving(kind):
                step = [*ways[kind], (kind, one)]
                if self.left[one]:
                    return step
                for other in one:
                    if other not in ways and self.flow[other][one]:
                        ways[other] = step
                        waiting.append(other)
        return None

    def _serving(self, kind: int) -> Iterator[Class]:
        return (one for one in self.paying if kind in one)

    def _augment(self, way: Way, need: int) -> int:
        held = [self.flow[then][one] for (_, one), (then, _) in pairwise(way)]
        amount = min(need, self.left[way[-1][1]], *held)
        for kind, one in way:
            self.flow[kind][one] += amount
        for (_, one), (then, _) in pairwise(way):
            self.flow[then][one] -= amount
        self.left[way[-1][1]] -= amount
        return amount

    def _paid(self, one: Class, amount: int) -> Iterator[tuple[str, int]]:
        """Takes an amount from the offers of a class, in the order of their ids."""
        paid = self.paying[one]
        while amount:
            offer, figure = paid[0]
            part = min(amount, figure)
            yield offer, part
            amount -= part
            if part == figure:
                paid.popleft()
            else:
                paid[0] = (offer, figure - part)


def _laid_along(
    lines: Sequence[Line], got: Mapping[str, int], flow: Mapping[Class, int]
) -> Iterator[tuple[str, Class, int]]:
    """(line, class, amount): what the lines of one kind got, laid along what the kind has of the classes."""
    classes = iter([(one, amount) for one, amount in flow.items() if amount])
    one, amount = next(classes, ((), 0))
    for line in lines:
        need = got[line.id]
        while need:
            part = min(need, amount)
            yield line.id, one, part
            need, amount = need - part, amount - part
            if not amount:
                one, amount = next(classes, ((), 0))
