"""The kernel against a naive iteration of random monotone networks with cycles, lane by lane."""

import random

import pytest

from musterbook.assessment.kernel.gates import WIDE
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import all_worlds, random_worlds, truth_table

VARIABLES = 4


def random_network(seed: int) -> Network:
    """Sources, gates of every kind over earlier gates, and gates left open that close circles."""
    draw = random.Random(seed)
    network = Network()
    gates = [network.variable(v, negated) for v in range(VARIABLES) for negated in (False, True)]
    gates += [network.constant(True), network.constant(False)]
    open_ones = [network.open_all() for _ in range(5)]
    gates += open_ones
    for _ in range(10):
        inputs = draw.choices(gates, k=draw.choice([0, 1, 2, 3, 3, WIDE + 1]))
        kind = draw.choice(["all", "any", "at_least", "weighed"])
        if kind == "all":
            gates.append(network.all(inputs))
        elif kind == "any":
            gates.append(network.any(inputs))
        elif kind == "at_least":
            gates.append(network.at_least(draw.randint(-1, len(inputs) + 1), inputs))
        else:
            tally = network.tally([(gate, draw.randint(0, 5)) for gate in inputs])
            gates += [network.threshold(tally, draw.randint(-1, 12)) for _ in range(draw.randint(1, 3))]
    for gate in open_ones:
        network.close(gate, draw.choices(gates, k=draw.randint(0, 2)))
    return network


def naive(network: Network, world: int, greatest: bool) -> list[bool]:
    """One world, gate by gate, until nothing changes."""
    values = [greatest] * len(network)
    thresholds = {
        gate: (least, weighed.inputs) for weighed in network.tallies for least, gate in weighed.asked
    }
    tallies = {weighed.gate for weighed in network.tallies}
    sources = {source.gate: source for source in network.sources}
    while True:
        after = []
        for gate, inputs in enumerate(network.inputs):
            if gate in sources:
                source = sources[gate]
                on = source.constant if source.variable is None else bool(world >> source.variable & 1)
                after.append(on != source.negated)
            elif gate in thresholds:
                least, weighed = thresholds[gate]
                after.append(sum(weight for read, weight in weighed if values[read]) >= least)
            elif gate in tallies:
                after.append(values[gate])
            else:
                fold = all if network.kinds[gate] == 1 else any
                after.append(fold(values[read] for read in inputs))
        if after == values:
            return values
        values = after


@pytest.mark.parametrize("seed", range(120))
def test_least_and_greatest_in_every_lane(seed: int) -> None:
    network = random_network(seed)
    tallies = {weighed.gate for weighed in network.tallies}
    ((masks, lanes),) = all_worlds(network, VARIABLES, range(VARIABLES))
    for greatest in (False, True):
        found = network.greatest(masks, lanes) if greatest else network.least(masks, lanes)
        for world in range(1 << VARIABLES):
            wanted = naive(network, world, greatest)
            for gate, value in enumerate(wanted):
                assert gate in tallies or (found[gate] >> world & 1) == value, (gate, world, greatest)


@pytest.mark.parametrize("seed", range(120, 160))
def test_without_a_cycle_both_are_the_same(seed: int) -> None:
    network = random_network(seed)
    for gate, kind in enumerate(network.kinds):
        if kind == 1 and any(read >= gate for read in network.inputs[gate]):
            network.close(gate, [])
    assert not network.program().cyclic
    masks, lanes = random_worlds(VARIABLES, 64, seed)
    tallies = {weighed.gate for weighed in network.tallies}
    least, greatest = network.least(masks, lanes), network.greatest(masks, lanes)
    assert all(a == b for gate, (a, b) in enumerate(zip(least, greatest, strict=True)) if gate not in tallies)


def test_a_cycle_is_seen() -> None:
    network = Network()
    first, second = network.open_all(), network.open_all()
    network.close(first, [second])
    assert not network.program().cyclic
    network.close(second, [first])
    assert network.program().cyclic
    assert network.least([], 1) == [0, 0]
    assert network.greatest([], 1) == [1, 1]


def test_the_cone_is_what_a_gate_depends_on() -> None:
    network = Network()
    a, b, c = (network.variable(i) for i in range(3))
    both = network.all([a, b])
    two = network.at_least(2, [a, b, c])
    assert network.cone([both]) == {a, b, both}
    assert {a, b, c, two} <= network.cone([two])
    assert both not in network.cone([two])


def test_a_gate_may_be_added_after_a_run() -> None:
    network = Network()
    a, b = network.variable(0), network.variable(1)
    either = network.any([a, b])
    assert network.least([1, 0], 1)[either] == 1
    both = network.all([either, b])
    assert network.least([1, 0], 1)[both] == 0
    assert network.least([1, 1], 1)[both] == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 17])
def test_a_truth_table_in_blocks_is_the_table(count: int) -> None:
    network = Network()
    gates = [network.variable(i) for i in range(count)]
    most = network.at_least(max(1, count - 1), gates)
    table = truth_table(network, most, count, range(count))
    by_hand = sum(1 for world in range(1 << count) if world.bit_count() >= max(1, count - 1))
    assert table.bit_count() == by_hand
