"""Random small networks, from a seed: circles, constants, shared weighed tallies, thresholds out of reach."""

import random
from collections.abc import Iterator

from musterbook.assessment.kernel.network import Network

WEIGHTS = [0, 1, 1, 2, 3, 5, 100, 1 << 31]


def random_network(seed: int, variables: int) -> tuple[Network, int]:
    """A monotone network and one of its gates."""
    draw = random.Random(seed)
    network = Network()
    gates = [network.constant(True), network.constant(False)]
    gates += [network.variable(i) for i in range(variables)]
    circles = [network.open_all() for _ in range(draw.randint(0, 5))]
    gates += circles
    for _ in range(draw.randint(1, 14)):
        gates += _some(draw, network, gates)
    for gate in circles:
        network.close(gate, [draw.choice(gates) for _ in range(draw.randint(0, 3))])
    return network, gates[-1]


def _some(draw: random.Random, network: Network, gates: list[int]) -> Iterator[int]:
    inputs = [draw.choice(gates[2:] if draw.random() < 0.9 else gates) for _ in range(draw.randint(1, 4))]
    kind = draw.choice(["all", "any", "tally", "any"])
    if kind == "all":
        yield network.all(inputs)
    elif kind == "any":
        yield network.any(inputs)
    else:
        weighed = [(gate, draw.choice(WEIGHTS)) for gate in inputs]
        tally = network.tally(weighed)
        for _ in range(2):
            yield network.threshold(tally, draw.randint(-1, sum(weight for _, weight in weighed) + 1))


def random_alls(seed: int, variables: int) -> tuple[Network, int, list[int]]:
    """An any of random alls, and their masks: the minimal sets are plain to see."""
    draw = random.Random(seed)
    masks = [draw.randrange(1 << variables) for _ in range(draw.randint(0, 8))]
    network = Network()
    gates = [network.variable(i) for i in range(variables)]
    parts = [network.all([gates[i] for i in range(variables) if mask >> i & 1]) for mask in masks]
    return network, network.any(parts), least(masks)


def least(ways: list[int]) -> list[int]:
    """The minimal ones, ascending."""
    return sorted({w for w in ways if not any(v != w and v & w == v for v in ways)})
