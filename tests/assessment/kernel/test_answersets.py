"""Answer sets: minimal sets in both directions and fixpoints, honest caps, figures beyond 32 bits."""

from itertools import combinations

import pytest

from musterbook.assessment.kernel import answersets
from musterbook.assessment.kernel.answersets import minimal_answer_sets
from musterbook.assessment.kernel.deadline import deadline_in
from musterbook.assessment.kernel.minimal import borders_of_table
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import truth_table
from musterbook.errors import QuestionError
from tests.assessment.kernel.faulttree import fault_tree
from tests.assessment.kernel.networks import random_network

COUNT = 6


@pytest.mark.parametrize("block", range(8))
@pytest.mark.parametrize("greatest", [False, True])
def test_answer_sets_are_the_borders_of_the_table(block: int, greatest: bool) -> None:
    for seed in range(25 * block, 25 * block + 25):
        network, gate = random_network(seed, COUNT)
        table = borders_of_table(truth_table(network, gate, COUNT, range(COUNT), greatest), COUNT)
        for blocking, wanted in ((False, table.reaching), (True, table.blocking)):
            found = minimal_answer_sets(network, gate, range(COUNT), greatest=greatest, blocking=blocking)
            assert found.cap is None
            assert sorted(found.ways) == sorted(wanted), (seed, blocking)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_sure_is_listed(seed: int) -> None:
    network, gate = random_network(seed, COUNT)
    wanted = borders_of_table(truth_table(network, gate, COUNT, range(COUNT)), COUNT).reaching
    weights = [(i + seed) % 4 for i in range(COUNT)]
    weight = {way: sum(weights[i] for i in range(COUNT) if way >> i & 1) for way in wanted}
    for limit in (1, 2, 3):
        by_size = minimal_answer_sets(network, gate, range(COUNT), limit=limit)
        assert {way for way in wanted if way.bit_count() <= by_size.surely} <= set(by_size.ways)
        by_weight = minimal_answer_sets(network, gate, range(COUNT), limit=limit, weights=weights)
        assert {way for way in wanted if weight[way] <= by_weight.surely} <= set(by_weight.ways)
        for found in (by_size, by_weight):
            assert set(found.ways) <= set(wanted)
            assert (found.cap is None) == (len(wanted) <= limit)


def test_the_smaller_fault_tree_is_listed_in_full() -> None:
    tree = fault_tree("baobab2")
    found = minimal_answer_sets(tree.network, tree.top, range(len(tree.events)))
    assert (found.cap, len(found.ways), len(set(found.ways))) == (None, 4805, 4805)


def test_sums_beyond_32_bits() -> None:
    network = Network()
    gates = [network.variable(i) for i in range(5)]
    tally = network.tally([(gate, (1 << 40) + i) for i, gate in enumerate(gates)])
    gate = network.threshold(tally, 3 * (1 << 40) + 6)
    found = minimal_answer_sets(network, gate, range(5))
    wanted = [sum(1 << i for i in way) for way in combinations(range(5), 3) if sum(way) >= 6]
    fours = [0b11111 ^ (1 << i) for i in range(5)]
    assert sorted(found.ways) == sorted([*wanted, *(f for f in fours if not any(w & f == w for w in wanted))])


def test_figures_too_fine_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answersets, "MOST_STEPS", 20)
    network = Network()
    tally = network.tally([(network.variable(i), (1 << 31) + 7 * i * i) for i in range(20)])
    gate = network.threshold(tally, 10 << 31)
    with pytest.raises(QuestionError, match="too fine for answer sets"):
        minimal_answer_sets(network, gate, range(20))


def test_too_many_counts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answersets, "MOST_LITERALS", 10)
    network = Network()
    gate = network.at_least(3, [network.variable(i) for i in range(11)])
    with pytest.raises(QuestionError, match="too many different counts"):
        minimal_answer_sets(network, gate, range(11))


def half_of(count: int) -> tuple[Network, int]:
    network = Network()
    return network, network.at_least(count // 2, [network.variable(i) for i in range(count)])


def test_conflicts_stop_the_search_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answersets, "LEVEL_CONFLICTS", 1)
    monkeypatch.setattr(answersets, "FREE_CONFLICTS", 300)
    tree = fault_tree("baobab1")
    found = minimal_answer_sets(tree.network, tree.top, range(len(tree.events)))
    assert found.cap == "the search stops at 300 conflicts"
    assert 0 < len(found.ways) < 46_188
    assert found.surely < 3


def test_time_stops_the_search_and_it_says_so() -> None:
    network, gate = half_of(60)
    found = minimal_answer_sets(network, gate, range(60), limit=1_000_000, deadline=deadline_in(0.4))
    assert found.cap is not None
    assert found.surely < 30


def test_nothing_and_everything() -> None:
    network = Network()
    yes, no = network.constant(True), network.constant(False)
    assert minimal_answer_sets(network, yes, []).ways == (0,)
    assert minimal_answer_sets(network, no, []).ways == ()
    assert minimal_answer_sets(network, yes, [], blocking=True).ways == ()
    assert minimal_answer_sets(network, no, [], blocking=True).ways == (0,)
