"""The one kernel of pivot, odds and sweep: the multilinear extension of a target, and its gradient.

A *game* says for every set of its places whether the target holds, and only more can hold with more. Its
extension f(p) is the chance of the target when place i is made with chance p[i], each on its own (Owen 1972).
The gradient of f at p is Birnbaum's importance, at 1/2 the absolute Banzhaf index, and its integral along
the diagonal the Shapley-Shubik index (Owen 1975). What a game must give are two sums:

- ``weigh``, in whole numbers: every set weighs the product of ``on`` of its members and ``off`` of the
  others. Ones count the sets; ``on`` = 2^b packs the counts by size into one integer (Kronecker); the
  numerators of chances give exact odds.
- ``slopes``, in floats, at many points at once.

Here the game is a decision diagram, gone through twice: values from below, paths from above.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any, Protocol

from musterbook.assessment.kernel.diagram import Diagram
from musterbook.assessment.kernel.lanes import all_lanes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WIDEST = 1 << 22
"""So many floats are held at once for all nodes: the points are taken in strips that fit."""
MOST_BITS = 1 << 31
"""Exact sums work on about so many bits; beyond, floats are as good and much faster."""
ERROR = 1e-12
"""Bounds the error of sums in floats."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """``total`` is the weight of the sets that reach the target, ``whole`` that of all sets.

    ``swings[i]`` is the weight of the sets of the other places in which place i decides.
    """

    total: int
    whole: int
    swings: tuple[int, ...]


class Game(Protocol):
    """What pivot, odds and sweep are read off; ``len`` is a measure of what one ``weigh`` costs."""

    @property
    def count(self) -> int: ...

    def __len__(self) -> int: ...

    def weigh(self, off: Sequence[int], on: Sequence[int]) -> Weighed: ...

    def slopes(self, points: "Floats") -> "tuple[Floats, Floats]": ...


@dataclass(frozen=True, slots=True)
class DiagramGame:
    """A game by its diagram; ``places[level]`` is the place of the game that a level asks for."""

    diagram: Diagram
    places: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.places)

    def __len__(self) -> int:
        return len(self.diagram)

    def weigh(self, off: Sequence[int], on: Sequence[int]) -> Weighed:
        """The exact sums over all sets; whole ``off`` and ``on`` >= 0, not both 0, one per place."""
        low, high = [off[place] for place in self.places], [on[place] for place in self.places]
        span = _spans([a + b for a, b in zip(low, high, strict=True)])
        values = _values(self.diagram, low, high, span)
        by_level = _swings(self.diagram, low, high, span, values)
        swings = [0] * self.count
        for level, place in enumerate(self.places):
            swings[place] = by_level[level]
        root, top = self.diagram.root, self.diagram.level[self.diagram.root]
        return Weighed(values[root] * span(0, top), span(0, self.count), tuple(swings))

    def slopes(self, points: "Floats") -> "tuple[Floats, Floats]":
        """The values (k) and the gradients (k x places) at k points (k x places)."""
        import numpy as np

        strip = max(1, WIDEST // len(self.diagram))
        parts = [self._strip(points[i : i + strip]) for i in range(0, len(points), strip)]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    def _strip(self, points: "Floats") -> "tuple[Floats, Floats]":
        """Level by level: node values upwards, then the chance of coming by each node downwards."""
        import numpy as np

        level, low, high = (np.array(x) for x in (self.diagram.level, self.diagram.low, self.diagram.high))
        chances = points.T[list(self.places)]
        rows = [np.flatnonzero(level[2:] == depth) + 2 for depth in range(self.count)]
        values = np.zeros((len(level), len(points)))
        values[1] = 1.0
        for depth in reversed(range(self.count)):
            below, above = values[low[rows[depth]]], values[high[rows[depth]]]
            values[rows[depth]] = below + chances[depth] * (above - below)
        paths = np.zeros_like(values)
        paths[self.diagram.root] = 1.0
        gradient = np.zeros_like(points)
        for depth in range(self.count):
            here = rows[depth]
            gain = values[high[here]] - values[low[here]]
            gradient[:, self.places[depth]] = np.einsum("ij,ij->j", paths[here], gain)
            np.add.at(paths, low[here], paths[here] * (1.0 - chances[depth]))
            np.add.at(paths, high[here], paths[here] * chances[depth])
        return values[self.diagram.root], gradient


Span = Callable[[int, int], int]


def _spans(both: Sequence[int]) -> Span:
    """The weight of all sets of the levels from ``start`` up to ``stop``: what a skipped level counts for."""
    known: dict[tuple[int, int], int] = {}

    def span(start: int, stop: int) -> int:
        if stop <= start:
            return 1
        if (start, stop) not in known:
            known[start, stop] = prod(both[start:stop])
        return known[start, stop]

    return span


def _values(diagram: Diagram, low: Sequence[int], high: Sequence[int], span: Span) -> list[int]:
    """For every node the weight of the sets of the levels from its own on that lead to true."""
    level = diagram.level
    values = [0, 1]
    for node in range(2, len(diagram)):
        here, off, on = level[node], diagram.low[node], diagram.high[node]
        without = low[here] * span(here + 1, level[off]) * values[off] if values[off] else 0
        values.append(without + high[here] * span(here + 1, level[on]) * values[on])
    return values


def _swings(
    diagram: Diagram, low: Sequence[int], high: Sequence[int], span: Span, values: Sequence[int]
) -> list[int]:
    """For every level the weight of the sets of the others in which it decides."""
    level = diagram.level
    paths = [0] * len(diagram)
    paths[diagram.root] = span(0, level[diagram.root])
    swings = [0] * len(low)
    for node in range(diagram.root, 1, -1):
        here, off, on = level[node], diagram.low[node], diagram.high[node]
        if paths[node]:
            without = paths[node] * span(here + 1, level[off])
            made = paths[node] * span(here + 1, level[on])
            swings[here] += made * values[on] - without * values[off]
            paths[off] += without * low[here]
            paths[on] += made * high[here]
    return swings


def game_of_diagram(diagram: Diagram, variables: Sequence[int]) -> DiagramGame:
    """The game whose place i is ``variables[i]`` of the network."""
    place = {variable: i for i, variable in enumerate(variables)}
    return DiagramGame(diagram, tuple(place[variable] for variable in diagram.variables))


def game_of_table(table: int, count: int) -> DiagramGame:
    """The game of a truth table: split on the last place; equal halves are met once."""
    level, low, high = [count, count], [0, 1], [0, 1]
    known: dict[tuple[int, int], int] = {}

    def node(part: int, open_count: int) -> int:
        if part == 0 or part == all_lanes(1 << open_count):
            return int(part != 0)
        if (part, open_count) not in known:
            half = 1 << (open_count - 1)
            below, above = node(part & all_lanes(half), open_count - 1), node(part >> half, open_count - 1)
            if below == above:
                known[part, open_count] = below
            else:
                known[part, open_count] = len(level)
                level.append(count - open_count)
                low.append(below)
                high.append(above)
        return known[part, open_count]

    root = node(table, count)
    places = tuple(range(count - 1, -1, -1))
    return DiagramGame(Diagram(tuple(level), tuple(low), tuple(high), root, places), places)


def swings_by_size(game: Game) -> list[list[int]]:
    """For every place, for s = 0..count-1, the sets of s others in which it decides: exact."""
    bits = game.count + 2
    packed = game.weigh([1] * game.count, [1 << bits] * game.count).swings
    return [[swing >> (bits * size) & all_lanes(bits) for size in range(game.count)] for swing in packed]


def exact_point(chances: Sequence[Fraction]) -> tuple[list[int], list[int]]:
    """What ``weigh`` takes for exact chances: the numerators of "not" and of "made"."""
    on = [chance.numerator for chance in chances]
    return [chance.denominator - up for chance, up in zip(chances, on, strict=True)], on


def exact_slopes(game: Game, chances: Sequence[Fraction]) -> tuple[Fraction, list[Fraction]]:
    """The value and the gradient at one point, as exact fractions."""
    weighed = game.weigh(*exact_point(chances))
    whole = weighed.whole
    gradient = [
        Fraction(swing * chance.denominator, whole)
        for swing, chance in zip(weighed.swings, chances, strict=True)
    ]
    return Fraction(weighed.total, whole), gradient


def slopes_at(
    game: Game, chances: Sequence[Fraction], exact: bool
) -> tuple[Fraction, list[Fraction], float | None]:
    """The value and the gradient at one point, and None; or, where exact numbers would take too long and are
    not asked for, both from floats, and the bound of their error."""
    bits = sum(chance.denominator.bit_length() for chance in chances)
    if exact or len(game) * bits <= MOST_BITS:
        return *exact_slopes(game, chances), None
    import numpy as np

    values, gradient = game.slopes(np.array([[float(chance) for chance in chances]]))
    return Fraction(float(values[0])), [Fraction(float(one)) for one in gradient[0]], ERROR


def diagonal_mean(game: Game) -> "Floats":
    """The mean of the gradient along the diagonal: the Shapley-Shubik indices, as floats.

    The gradient there is a polynomial of degree count - 1, so that Gauss-Legendre quadrature with
    ceil(count / 2) nodes is exact but for rounding (an error below 1e-12).
    """
    import numpy as np

    nodes, weights = np.polynomial.legendre.leggauss(max(1, (game.count + 1) // 2))
    points: Any = np.repeat((nodes[:, None] + 1) / 2, game.count, axis=1)
    found: Floats = (weights / 2) @ game.slopes(points)[1]
    return found
