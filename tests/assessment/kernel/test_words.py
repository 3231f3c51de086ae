"""Both kinds of words give the same masks, lane by lane, and the size of a job decides which are taken."""

import random
import sys

import pytest

from musterbook.assessment.kernel import words
from musterbook.assessment.kernel.integers import settled, settled_both, settled_rails
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.program import Program
from musterbook.assessment.kernel.words import BLOCKS, INTEGERS, settle, words_for
from musterbook.assessment.kernel.worlds import all_worlds, random_worlds, truth_table

VARIABLES = 6


def network_of(seed: int) -> Network:
    """Gates of every kind over each other, many of them in circles; some wide, some weighed."""
    draw = random.Random(seed)
    network = Network()
    gates = [network.variable(v, negated) for v in range(VARIABLES) for negated in (False, True)]
    gates += [network.constant(True), network.constant(False)]
    open_ones = [network.open_all() for _ in range(draw.randint(1, 12))]
    gates += open_ones
    for _ in range(draw.randint(1, 30)):
        inputs = draw.choices(gates[-20:], k=draw.choice([0, 1, 2, 3, 4, 15]))
        kind = draw.choice(["all", "any", "at_least", "weighed"])
        if kind == "weighed":
            tally = network.tally([(gate, draw.choice([0, 1, 2, 50, 100])) for gate in inputs])
            gates += [network.threshold(tally, draw.randint(-1, 160)) for _ in range(draw.randint(1, 4))]
        elif kind == "at_least":
            gates.append(network.at_least(draw.randint(0, len(inputs) + 1), inputs))
        else:
            gates.append((network.all if kind == "all" else network.any)(inputs))
    for gate in open_ones:
        network.close(gate, draw.choices(gates, k=draw.randint(0, 3)))
    return network


def naive(network: Network, world: int, greatest: bool) -> list[bool]:
    """One world: every gate from its inputs, again and again."""
    values = [greatest] * len(network)
    thresholds = {gate: (least, t.inputs) for t in network.tallies for least, gate in t.asked}
    sources = {source.gate: source for source in network.sources}
    tallies = {tally.gate for tally in network.tallies}

    def value(gate: int) -> bool:
        if gate in sources:
            source = sources[gate]
            on = source.constant if source.variable is None else bool(world >> source.variable & 1)
            return on != source.negated
        if gate in thresholds:
            least, inputs = thresholds[gate]
            return sum(weight for read, weight in inputs if values[read]) >= least
        if gate in tallies:
            return False
        return (all if network.kinds[gate] == 1 else any)(values[read] for read in network.inputs[gate])

    while (after := [value(gate) for gate in range(len(network))]) != values:
        values = after
    return values


@pytest.mark.parametrize("seed", range(150))
def test_integers_are_right_in_every_world(seed: int) -> None:
    network = network_of(seed)
    ((masks, lanes),) = all_worlds(network, VARIABLES, range(VARIABLES))
    for greatest in (False, True):
        found = settled(network.program(), masks, lanes, greatest)
        for world in range(0, 1 << VARIABLES, 5):
            wanted = naive(network, world, greatest)
            assert [bool(mask >> world & 1) for mask in found] == wanted, (world, greatest)


@pytest.mark.parametrize("block", range(5))
def test_blocks_give_the_same(block: int) -> None:
    pytest.importorskip("numba")
    for seed in range(30 * block, 30 * block + 30):
        network = network_of(seed)
        for width in (2, 64, 5000):
            masks, lanes = random_worlds(VARIABLES, width, seed)
            for greatest in (False, True):
                one, two = (
                    settle(network.program(), masks, lanes, greatest, kind) for kind in (INTEGERS, BLOCKS)
                )
                assert one == two, (seed, width, greatest)


@pytest.mark.parametrize("seed", range(60))
def test_only_what_is_asked_is_settled(seed: int) -> None:
    network = network_of(seed)
    masks, lanes = random_worlds(VARIABLES, 64, seed)
    whole = network.least(masks, lanes)
    tallies = {tally.gate for tally in network.tallies}
    asked = [gate for gate in range(0, len(network), 7) if gate not in tallies]
    assert network.least(masks, lanes, asked) == [whole[gate] for gate in asked]
    assert network.least(masks, lanes, []) == []
    low, high = settled_both(network.program(asked), masks, lanes)
    assert low == network.least(masks, lanes, asked)
    assert high == network.greatest(masks, lanes, asked)


@pytest.mark.parametrize("seed", range(60))
def test_the_rails_enclose_every_world(seed: int) -> None:
    """With the first three variables open and the others given."""
    network = network_of(seed)
    low = [0] * 3 + [seed >> i & 1 for i in range(3)]
    high = [1] * 3 + low[3:]
    for greatest in (False, True):
        surely, possibly = settled_rails(network.program(), low, high, 1, greatest)
        for world in range(8):
            values = naive(network, world | sum(v << i for i, v in enumerate(low)), greatest)
            for least, value, most in zip(surely, values, possibly, strict=True):
                assert least <= value <= most


def test_a_truth_table_on_blocks_is_the_same() -> None:
    pytest.importorskip("numba")
    network = Network()
    gates = [network.variable(i) for i in range(18)]
    ring = [network.open_all() for _ in range(18)]
    for i, gate in enumerate(ring):
        network.close(gate, [network.any([gates[i], network.all([ring[i - 1], gates[i - 2]])])])
    most = network.at_least(12, ring)
    tables = [truth_table(network, most, 18, range(18), False, kind) for kind in (INTEGERS, BLOCKS)]
    assert tables[0] == tables[1] == truth_table(network, most, 18, range(18))
    assert 0 < tables[0].bit_count() < 1 << 18


class TestChoice:
    def program(self) -> Program:
        network = Network()
        return network.program([network.at_least(2, [network.variable(i) for i in range(3)])])

    def test_small_jobs_stay_on_integers(self) -> None:
        assert words_for(self.program(), 1 << 16) == INTEGERS

    def test_large_jobs_take_blocks_if_there_are_any(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(words, "find_spec", lambda _: object())
        assert words_for(self.program(), 1 << 40) == BLOCKS
        monkeypatch.delitem(sys.modules, words.COMPILED, raising=False)
        monkeypatch.setattr(words, "find_spec", lambda _: None)
        assert words_for(self.program(), 1 << 40) == INTEGERS

    def test_once_loaded_blocks_are_taken_earlier(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, words.COMPILED, sys)
        assert words_for(self.program(), 1 << 24) == BLOCKS

    def test_sums_beyond_a_word_stay_on_integers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(words, "find_spec", lambda _: object())
        network = Network()
        big = network.tally([(network.variable(0), 10**300), (network.variable(1), 10**300 + 1)])
        network.threshold(big, 2 * 10**300 + 1)
        program = network.program([network.threshold(big, 10**300 + 1)])
        assert words_for(program, 1 << 40) == INTEGERS
        masks, lanes = random_worlds(2, 4, 0)
        assert settle(program, masks, lanes, words=INTEGERS) == [masks[1]]
        if pytest.importorskip("numba"):
            with pytest.raises(OverflowError):
                settle(program, masks, all_lanes(4), words=BLOCKS)
