"""The part of a network that a gate hangs on, and the orders in which its variables may be asked.

A good order keeps together what is decided together. Three are tried: depth first from the gate; depth
first with the weightiest input first and variables before gates (after Minato, Ishiura and Yajima 1990);
and the same pulled together until every gate's variables lie close (FORCE: Aloul, Markov and Sakallah 2003).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from musterbook.assessment.kernel.gates import THRESHOLD, Source
from musterbook.assessment.kernel.network import Network

PULLS = 40
MOST_PULLED = 40_000
"""How many gates are pulled in all: in a large network each fewer times."""


@dataclass(frozen=True, slots=True)
class Wires:
    """What a gate hangs on. Thresholds stand for their tallies: their ``children`` are what is weighed.

    ``circles`` are the strongly connected parts, inputs first; ``thresholds`` the least sum wanted and the
    weight of every child.
    """

    network: Network
    children: Mapping[int, tuple[int, ...]]
    readers: Mapping[int, Sequence[int]]
    sources: Mapping[int, Source]
    thresholds: Mapping[int, tuple[int, Mapping[int, int]]]
    circles: tuple[tuple[int, ...], ...]


def literals_of(network: Network, gates: Iterable[int] | None = None) -> int:
    """How many wires the sums take that some gates (or all) hang on: every threshold repeats its tally."""
    cone = None if gates is None else network.cone(gates)
    return sum(
        len(weighed.inputs) * sum(cone is None or gate in cone for _, gate in weighed.asked)
        for weighed in network.tallies
        if cone is None or weighed.gate in cone
    )


def wires_of(network: Network, *gates: int) -> Wires:
    """The wires of everything that some gates hang on."""
    thresholds = _thresholds(network)
    children: dict[int, tuple[int, ...]] = {}
    open_ones = list(reversed(gates))
    while open_ones:
        here = open_ones.pop()
        if here not in children:
            below = thresholds[here][1] if network.kinds[here] == THRESHOLD else network.inputs[here]
            children[here] = tuple(dict.fromkeys(below))
            open_ones.extend(children[here])
    readers: dict[int, list[int]] = {here: [] for here in children}
    for here, below in children.items():
        for child in below:
            readers[child].append(here)
    sources = {source.gate: source for source in network.sources}
    return Wires(network, children, readers, sources, thresholds, tuple(_parts(children, gates)))


def _thresholds(network: Network) -> dict[int, tuple[int, Mapping[int, int]]]:
    found: dict[int, tuple[int, Mapping[int, int]]] = {}
    for weighed in network.tallies:
        weights: dict[int, int] = {}
        for gate, weight in weighed.inputs:
            if weight:
                weights[gate] = weights.get(gate, 0) + weight
        found.update((gate, (least, weights)) for least, gate in weighed.asked)
    return found


def _parts(children: Mapping[int, Sequence[int]], roots: Iterable[int]) -> Iterable[tuple[int, ...]]:
    """The strongly connected parts that the roots reach, children first (Tarjan 1972)."""
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    held: list[int] = []
    is_held: set[int] = set()
    for root in roots:
        way: list[tuple[int, Iterator[int]]] = []
        here: int | None = None if root in number else root
        while here is not None or way:
            if here is not None:
                number[here] = lowest[here] = len(number)
                held.append(here)
                is_held.add(here)
                way.append((here, iter(children[here])))
            done, rest = way[-1]
            here = next((child for child in rest if _is_fresh(child, done, number, lowest, is_held)), None)
            if here is None:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[done])
                if lowest[done] == number[done]:
                    yield _taken(done, held, is_held)


def _taken(root: int, held: list[int], is_held: set[int]) -> tuple[int, ...]:
    """The part of ``root``: everything held since it came, taken off."""
    part: list[int] = []
    while not part or part[-1] != root:
        part.append(held.pop())
        is_held.remove(part[-1])
    return tuple(part)


def _is_fresh(
    child: int, here: int, number: Mapping[int, int], lowest: dict[int, int], is_held: set[int]
) -> bool:
    if child not in number:
        return True
    if child in is_held:
        lowest[here] = min(lowest[here], number[child])
    return False


def variable_orders(wires: Wires, gate: int, variables: Sequence[int]) -> list[tuple[int, ...]]:
    """Different orders of ``variables``, each complete; those that the gate does not need come last."""
    weights = _fan_in(wires, gate)
    plain = _depth_first(wires, gate, wires.children)
    weighty = {
        here: tuple(sorted(below, key=lambda child: (-weights[child], child not in wires.sources, child)))
        for here, below in wires.children.items()
    }
    weighed = _depth_first(wires, gate, weighty)
    found = [plain, weighed, _pulled(wires, weighed)]
    return list(dict.fromkeys(_completed(order, variables) for order in found))


def _completed(order: Sequence[int], variables: Sequence[int]) -> tuple[int, ...]:
    wanted = set(variables)
    return tuple(dict.fromkeys([*(v for v in order if v in wanted), *variables]))


def _depth_first(wires: Wires, gate: int, children: Mapping[int, Sequence[int]]) -> list[int]:
    """The variables as a walk from the gate meets them."""
    found: dict[int, None] = {}
    met = {gate}
    open_ones = [gate]
    while open_ones:
        here = open_ones.pop()
        source = wires.sources.get(here)
        if source is not None and source.variable is not None:
            found[source.variable] = None
        for child in reversed(children[here]):
            if child not in met:
                met.add(child)
                open_ones.append(child)
    return list(found)


def _fan_in(wires: Wires, gate: int) -> dict[int, float]:
    """Every gate shares its weight among its inputs; the asked gate has 1."""
    weights = dict.fromkeys(wires.children, 0.0)
    weights[gate] = 1.0
    for circle in reversed(wires.circles):
        for here in reversed(circle):
            below = wires.children[here]
            for child in below:
                weights[child] += weights[here] / len(below)
    return weights


def _pulled(wires: Wires, order: Sequence[int]) -> list[int]:
    """Gates and variables are pulled to the middle of what they are wired to, again and again."""
    place = dict.fromkeys(wires.children, 0.0)
    by_gate = {
        s.gate: s.variable for s in wires.sources.values() if s.gate in place and s.variable is not None
    }
    at = {variable: float(i) for i, variable in enumerate(order)}
    gates = [gate for circle in wires.circles for gate in circle]
    edges = [tuple(dict.fromkeys((gate, *wires.children[gate]))) for gate in gates if wires.children[gate]]
    for gate in gates:
        place[gate] = _middle(
            [at[by_gate[gate]]] if gate in by_gate else [place[c] for c in wires.children[gate]]
        )
    best, best_span = list(order), _span(edges, place)
    for _ in range(min(PULLS, MOST_PULLED // max(1, len(gates)))):
        sums = dict.fromkeys(gates, (0.0, 0))
        for edge in edges:
            middle = _middle([place[gate] for gate in edge])
            for gate in edge:
                total, count = sums[gate]
                sums[gate] = (total + middle, count + 1)
        wanted = sorted(gates, key=lambda gate: (sums[gate][0] / max(1, sums[gate][1]), place[gate], gate))
        place = {gate: float(i) for i, gate in enumerate(wanted)}
        span = _span(edges, place)
        if span < best_span:
            best_span, best = span, [by_gate[gate] for gate in wanted if gate in by_gate]
    return list(dict.fromkeys(best))


def _middle(places: Sequence[float]) -> float:
    return sum(places) / len(places) if places else 0.0


def _span(edges: Iterable[Sequence[int]], place: Mapping[int, float]) -> float:
    return sum(max(place[g] for g in edge) - min(place[g] for g in edge) for edge in edges)
