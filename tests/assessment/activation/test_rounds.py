"""Rounds of the least fixpoint on small networks."""

from musterbook.assessment.activation.rounds import NEVER, rounds
from musterbook.assessment.kernel.network import Network


def chain(network: Network, first: int, length: int) -> list[int]:
    """Turns that each need the one before."""
    gates = [network.open_all() for _ in range(length)]
    for gate, before in zip(gates, [first, *gates], strict=False):
        network.close(gate, [before])
    return gates


def test_each_turn_takes_one_round() -> None:
    network = Network()
    gates = chain(network, network.constant(True), 4)
    assert [rounds(network, [], gates)[gate] for gate in gates] == [1, 2, 3, 4]


def test_what_is_no_turn_comes_with_its_inputs() -> None:
    network = Network()
    turn = network.open_all()
    both = network.all([turn, network.constant(True)])
    either = network.any([turn, network.constant(True)])
    found = rounds(network, [], [turn])
    assert (found[turn], found[both], found[either]) == (1, 1, 0)


def test_a_threshold_comes_with_the_input_that_reaches_it() -> None:
    network = Network()
    gates = chain(network, network.constant(True), 4)
    tally = network.tally([(gates[0], 5), (gates[1], 1), (gates[2], 4), (gates[3], 9)])
    asked = [network.threshold(tally, least) for least in (0, 5, 7, 19, 20)]
    found = rounds(network, [], gates)
    assert [found[gate] for gate in asked] == [0, 1, 3, 4, NEVER]


def test_a_circle_never_comes() -> None:
    network = Network()
    one, two = network.open_all(), network.open_all()
    network.close(one, [two])
    network.close(two, [one])
    assert rounds(network, [], [one, two])[one] == NEVER


def test_variables_and_their_negations() -> None:
    network = Network()
    plain, negated = network.variable(0), network.variable(0, negated=True)
    assert [rounds(network, [True], [])[gate] for gate in (plain, negated)] == [0, NEVER]
    assert [rounds(network, [False], [])[gate] for gate in (plain, negated)] == [NEVER, 0]


def test_an_input_twice_is_one_input() -> None:
    network = Network()
    turn = network.open_all()
    true = network.constant(True)
    network.close(turn, [true, true])
    assert rounds(network, [], [turn])[turn] == 1
