"""Gates in order: components, other names, idle weights."""

import random

import pytest

from musterbook.assessment.kernel.gates import ALL, ANY, TALLY, THRESHOLD, WIDE
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.program import Circle, components_of


def reached(reads: list[list[int]], start: int) -> set[int]:
    found, open_ones = {start}, [start]
    while open_ones:
        for read in reads[open_ones.pop()]:
            if read not in found:
                found.add(read)
                open_ones.append(read)
    return found


class TestComponents:
    @pytest.mark.parametrize("seed", range(60))
    def test_against_reachability(self, seed: int) -> None:
        draw = random.Random(seed)
        count = draw.randint(1, 12)
        reads = [draw.choices(range(count), k=draw.randint(0, 3)) for _ in range(count)]
        starts = draw.sample(range(count), draw.randint(1, count))
        found = components_of(starts, reads)
        below = [reached(reads, node) for node in range(count)]
        met: set[int] = set()
        for component in found:
            assert all(set(component) == {b for b in below[a] if a in below[b]} for a in component)
            met.update(component)
            assert all(set(reads[node]) <= met for node in component)
        assert met == set().union(*(below[start] for start in starts))
        assert sum(map(len, found)) == len(met)

    def test_inputs_stand_first_within_a_component(self) -> None:
        assert components_of([0], [[1], [2], [3], [0]]) == [[3, 2, 1, 0]]

    def test_a_long_chain_takes_no_stack(self) -> None:
        reads = [[i + 1] for i in range(100_000)] + [[]]
        assert len(components_of([0], reads)) == 100_001


class TestNames:
    def test_a_gate_with_one_input_is_another_name_for_it(self) -> None:
        network = Network()
        a = network.variable(0)
        first, second = network.open_all(), network.open_all()
        network.close(first, [a])
        network.close(second, [first])
        program = network.program([second, a])
        assert len(program.kinds) == 1
        assert program.answers == (0, 0)

    def test_a_ring_of_names_reads_itself(self) -> None:
        network = Network()
        ring = [network.open_all() for _ in range(3)]
        for i, gate in enumerate(ring):
            network.close(gate, [ring[i - 1]])
        program = network.program(ring)
        assert len(program.kinds) == 1
        (circle,) = program.steps
        assert isinstance(circle, Circle)
        assert program.cyclic
        assert network.least([], 1, ring) == [0, 0, 0]
        assert network.greatest([], 1, ring) == [1, 1, 1]


class TestTallies:
    def of(self, weights: list[int], *asked: int) -> list[int]:
        network = Network()
        tally = network.tally([(network.variable(i), weight) for i, weight in enumerate(weights)])
        program = network.program([network.threshold(tally, least) for least in asked])
        return [program.kinds[cell] for cell in program.answers]

    def test_one_or_all_of_the_inputs_need_no_tally(self) -> None:
        assert self.of([1, 1, 1], 1, 2, 3) == [ANY, THRESHOLD, ALL]
        assert self.of([5, 5, 7], 4, 13, 17) == [ANY, ALL, ALL]
        assert self.of([1, 1], 0, 3) == [ALL, ANY]

    def test_many_inputs_outside_a_circle_are_scanned(self) -> None:
        assert self.of([1] * (2 * WIDE), 1, 2 * WIDE) == [ANY, ALL]

    def test_many_inputs_within_a_circle_are_counted(self) -> None:
        network = Network()
        ring = [network.open_all() for _ in range(2 * WIDE)]
        every = network.all(ring)
        for gate in ring:
            network.close(gate, [every])
        program = network.program([every])
        assert TALLY in program.kinds
        assert network.least([], 1, [every]) == [0]
        assert network.greatest([], 1, [every]) == [1]

    def test_weights_are_cut_and_shortened(self) -> None:
        network = Network()
        weights = [1000, 2000, 10**30, 0, 3000]
        tally = network.tally([(network.variable(i), weight) for i, weight in enumerate(weights)])
        program = network.program([network.threshold(tally, 4000)])
        (weighed,) = program.weights.values()
        assert sorted(weight for _, weight in weighed.inputs) == [1, 2, 3, 4]
        assert list(program.least.values()) == [4]
        assert program.variables == (0, 1, 2, 4)

    def test_rounding_stays_exact(self) -> None:
        """5001 of thousands is six of them."""
        network = Network()
        tally = network.tally([(network.variable(i), 1000 * (i + 1)) for i in range(4)])
        gate = network.threshold(tally, 5001)
        for world in range(16):
            total = sum(1000 * (i + 1) for i in range(4) if world >> i & 1)
            masks = [world >> i & 1 for i in range(4)]
            assert network.least(masks, 1, [gate]) == [int(total >= 5001)]


def test_what_is_behind_a_circle_is_unsure() -> None:
    network = Network()
    a, b = network.variable(0), network.variable(1)
    own = network.open_all()
    network.close(own, [network.any([own, a])])
    behind, beside = network.all([own, b]), network.all([a, b])
    program = network.program([own, behind, beside])
    unsure = [cell in program.unsure for cell in program.answers]
    assert unsure == [True, True, False]
