"""Families of minimal sets: counts, sizes, order, and the public fault trees."""

from fractions import Fraction
from itertools import islice, pairwise
from math import comb

import pytest

from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.diagram import Diagram, diagram_of
from musterbook.assessment.kernel.families import Family, minimal_family
from musterbook.assessment.kernel.network import Network
from tests.assessment.kernel.faulttree import fault_tree
from tests.assessment.kernel.networks import least, random_alls

COUNT = 7


def diagram(network: Network, gate: int, count: int) -> Diagram:
    found = diagram_of(network, gate, range(count))
    assert found is not None
    return found


def family_of(drawn: Diagram) -> Family:
    found = minimal_family(drawn)
    assert found is not None
    return found


def masks(family: Family) -> list[int]:
    return [sum(1 << one for one in chosen) for _, chosen in family.cheapest([1] * len(family.variables))]


@pytest.mark.parametrize("seed", range(150))
def test_minimal_sets_and_their_hitting_sets(seed: int) -> None:
    network, gate, wanted = random_alls(seed, COUNT)
    drawn = diagram(network, gate, COUNT)
    reaching, blocking = family_of(drawn), family_of(drawn.dual())
    hitting = least([b for b in range(1 << COUNT) if all(b & way for way in wanted)])
    for family, sets in ((reaching, wanted), (blocking, hitting)):
        listed = masks(family)
        assert sorted(listed) == sets
        assert family.count() == len(sets) == sum(family.by_size().values())
        assert [way.bit_count() for way in listed] == sorted(way.bit_count() for way in sets)
        assert all(
            count == sum(way.bit_count() == size for way in sets) for size, count in family.by_size().items()
        )


@pytest.mark.parametrize("seed", range(60))
def test_cheapest_first(seed: int) -> None:
    network, gate, wanted = random_alls(seed, COUNT)
    family = family_of(diagram(network, gate, COUNT))
    prices = [(5 * i + seed) % 4 for i in range(COUNT)]
    listed = list(family.cheapest([prices[one] for one in family.variables]))
    assert [weight for weight, _ in listed] == sorted(weight for weight, _ in listed)
    assert all(weight == sum(prices[one] for one in chosen) for weight, chosen in listed)
    assert sorted(sum(1 << one for one in chosen) for _, chosen in listed) == wanted


def test_billions_are_counted_and_the_first_come_at_once() -> None:
    network = Network()
    gates = [network.variable(i) for i in range(100)]
    family = family_of(diagram(network, network.at_least(50, gates), 100))
    assert family.count() == comb(100, 50)
    assert family.by_size() == {50: comb(100, 50)}
    first = list(islice(family.cheapest([1] * 100), 10))
    assert len({chosen for _, chosen in first}) == 10
    dear = [1 + (one == 7) for one in family.variables]
    assert all(7 not in chosen for _, chosen in islice(family.cheapest(dear), 50))


@pytest.mark.parametrize("root", [0, 1])
def test_nothing_and_the_empty_set(root: int) -> None:
    network = Network()
    family = family_of(diagram(network, network.constant(bool(root)), 3))
    assert family.count() == root
    assert family.by_size() == ({0: 1} if root else {})
    assert list(family.cheapest([1, 1, 1])) == ([(0, ())] if root else [])


def test_what_does_not_fit_is_none() -> None:
    tree = fault_tree("baobab1")
    drawn = diagram(tree.network, tree.top, len(tree.events))
    assert minimal_family(drawn, most_nodes=100) is None
    assert minimal_family(drawn, deadline=Deadline(0.0, 1.0)) is None


@pytest.mark.parametrize(
    ("name", "events", "count", "sizes"),
    [
        ("baobab1", 61, 46_188, range(2, 12)),
        ("baobab2", 32, 4_805, range(2, 7)),
    ],
)
def test_public_fault_trees_have_their_published_counts(
    name: str, events: int, count: int, sizes: range
) -> None:
    """``reference/games.md``: 46,188 and 4,805 minimal cut sets."""
    tree = fault_tree(name)
    family = family_of(diagram(tree.network, tree.top, len(tree.events)))
    assert len(tree.events) == events
    assert family.count() == count
    assert list(family.by_size()) == list(sizes)
    weights = [weight for weight, _ in family.cheapest([1] * events)]
    assert len(weights) == count
    assert all(a <= b for a, b in pairwise(weights))


def test_a_cut_of_a_fault_tree_is_minimal() -> None:
    tree = fault_tree("baobab2")
    drawn = diagram(tree.network, tree.top, len(tree.events))
    for _, chosen in family_of(drawn).cheapest([1] * len(tree.events)):
        assert drawn.evaluate(chosen)
        assert not any(drawn.evaluate(set(chosen) - {one}) for one in chosen)


def test_the_share_of_worlds_and_the_paths_agree() -> None:
    tree = fault_tree("baobab2")
    drawn = diagram(tree.network, tree.top, len(tree.events))
    share = Fraction(drawn.count(), 1 << len(tree.events))
    assert 0 < share < 1
    assert Fraction(drawn.dual().count(), 1 << len(tree.events)) == 1 - share
