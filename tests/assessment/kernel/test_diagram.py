"""Diagrams against truth tables; orders, limits, deep and wide networks."""

from itertools import product

import pytest

from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.diagram import Diagram, diagram_of
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.orders import variable_orders, wires_of
from musterbook.assessment.kernel.worlds import truth_table
from tests.assessment.kernel.networks import random_network

COUNT = 5


def table_of(diagram: Diagram, count: int) -> int:
    worlds = range(1 << count)
    return sum(diagram.evaluate([i for i in range(count) if w >> i & 1]) << w for w in worlds)


def fits(network: Network, gate: int, count: int, greatest: bool = False) -> Diagram:
    found = diagram_of(network, gate, range(count), greatest)
    assert found is not None
    return found


@pytest.mark.parametrize("block", range(12))
@pytest.mark.parametrize("greatest", [False, True])
def test_a_diagram_is_the_truth_table(block: int, greatest: bool) -> None:
    for seed in range(50 * block, 50 * block + 50):
        network, gate = random_network(seed, COUNT)
        table = truth_table(network, gate, COUNT, range(COUNT), greatest)
        diagram = fits(network, gate, COUNT, greatest)
        assert table_of(diagram, COUNT) == table, seed
        assert diagram.count() == table.bit_count(), seed


@pytest.mark.parametrize("seed", range(60))
def test_the_dual_is_false_for_what_the_others_make_true(seed: int) -> None:
    network, gate = random_network(seed, COUNT)
    diagram = fits(network, gate, COUNT)
    dual = diagram.dual()
    every = frozenset(range(COUNT))
    for chosen in product([0, 1], repeat=COUNT):
        true_ones = frozenset(i for i in every if chosen[i])
        assert dual.evaluate(true_ones) == (not diagram.evaluate(every - true_ones))
    assert table_of(dual.dual(), COUNT) == table_of(diagram, COUNT)


@pytest.mark.parametrize("seed", range(60))
def test_the_form_of_a_diagram(seed: int) -> None:
    """Reduced, ordered, children before parents, every node reached."""
    network, gate = random_network(seed, COUNT)
    diagram = fits(network, gate, COUNT)
    inner = range(2, len(diagram))
    assert sorted(diagram.variables) == list(range(COUNT))
    assert diagram.level[0] == diagram.level[1] == COUNT
    triples = [(diagram.level[i], diagram.low[i], diagram.high[i]) for i in inner]
    assert len(set(triples)) == len(triples)
    for i, (level, low, high) in zip(inner, triples, strict=True):
        assert low != high
        assert max(low, high) < i
        assert level < min(diagram.level[low], diagram.level[high])
    assert {diagram.root, *diagram.low[2:], *diagram.high[2:]} >= set(inner)


@pytest.mark.parametrize("seed", range(80))
def test_variables_left_out_are_false(seed: int) -> None:
    network, gate = random_network(seed, COUNT)
    found = diagram_of(network, gate, [3, 1])
    assert found is not None
    assert sorted(found.variables) == [1, 3]
    whole = fits(network, gate, COUNT)
    for chosen in ([], [1], [3], [1, 3]):
        assert found.evaluate(chosen) == whole.evaluate(chosen)


def test_a_negated_variable() -> None:
    network = Network()
    gate = network.all([network.variable(0, negated=True), network.variable(1)])
    assert fits(network, gate, 2).count() == 1
    alone = diagram_of(network, gate, [1])
    assert alone is not None
    assert alone.evaluate([1])


def test_least_and_greatest_of_a_bare_circle() -> None:
    network = Network()
    first, second = network.open_all(), network.open_all()
    network.close(first, [second])
    network.close(second, [first])
    assert fits(network, first, 1).root == 0
    assert fits(network, first, 1, greatest=True).root == 1


def test_a_weighed_tally_of_a_hundred_is_no_enumeration() -> None:
    network = Network()
    gates = [network.variable(i) for i in range(100)]
    gate = network.threshold(network.tally([(g, 1 + i % 3) for i, g in enumerate(gates)]), 100)
    diagram = fits(network, gate, 100)
    ways = [1] + [0] * 199
    for i in range(100):
        weight = 1 + i % 3
        ways = [ways[s] + (ways[s - weight] if s >= weight else 0) for s in range(200)]
    assert diagram.count() == (1 << 100) - sum(ways[:100])


def test_a_chain_of_thousands_is_not_too_deep() -> None:
    network = Network()
    gate = network.variable(0)
    for i in range(1, 3000):
        below = [gate, network.variable(i)]
        gate = network.all(below) if i % 2 else network.any(below)
    diagram = fits(network, gate, 3000)
    assert len(diagram) == 3002
    assert diagram.evaluate(range(3000))


def multiplied(bits: int) -> tuple[Network, int]:
    """The middle bit of a product, made monotone by thresholds over pairs: no order makes it small."""
    network = Network()
    left = [network.variable(i) for i in range(bits)]
    right = [network.variable(bits + i) for i in range(bits)]
    pairs = [(network.all([a, b]), 1 << (i + j)) for i, a in enumerate(left) for j, b in enumerate(right)]
    return network, network.threshold(network.tally(pairs), (1 << (2 * bits - 1)) - 12345)


def test_what_does_not_fit_is_none() -> None:
    network, gate = multiplied(12)
    assert diagram_of(network, gate, range(24), most_nodes=2000) is None
    assert diagram_of(network, gate, range(24), deadline=Deadline(0.0, 1.0)) is None


def test_orders_hold_every_variable_once() -> None:
    for seed in range(40):
        network, gate = random_network(seed, COUNT)
        orders = variable_orders(wires_of(network, gate), gate, range(COUNT))
        assert len(set(orders)) == len(orders) >= 1
        assert all(sorted(order) == list(range(COUNT)) for order in orders)


def test_strongly_connected_parts_come_inputs_first() -> None:
    for seed in range(60):
        network, gate = random_network(seed, COUNT)
        wires = wires_of(network, gate)
        place = {one: i for i, part in enumerate(wires.circles) for one in part}
        assert set(place) == set(wires.children)
        assert sum(map(len, wires.circles)) == len(place)
        assert all(place[child] <= place[one] for one in place for child in wires.children[one])
