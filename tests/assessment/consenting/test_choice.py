"""A choice of names: what it depends on, its minimal sets both ways, and when a search must end."""

from typing import Any

import pytest

from musterbook.assessment.consenting import choice as choosing
from musterbook.assessment.consenting.choice import Choice
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.minimal import ALL_OF_THEM, Wanted
from musterbook.assessment.kernel.network import Network


def pairs(count: int, wanted: Wanted = ALL_OF_THEM) -> Choice:
    """One of (0 and 1), (2 and 3) ... and a last name on which nothing depends."""
    network = Network()
    names = tuple(f"n{i:03}" for i in range(2 * count + 1))
    gates = [network.variable(i) for i in range(len(names))]
    gate = network.any([network.all(gates[2 * i : 2 * i + 2]) for i in range(count)])
    return Choice(network, gate, names, wanted)


def test_names_on_which_nothing_depends_are_left_out() -> None:
    found = pairs(2)
    assert found.relevant == ("n000", "n001", "n002", "n003")
    assert found.named(found.sufficing) == (("n000", "n001"), ("n002", "n003"))
    assert len(found.preventing.ways) == 4
    assert found.holds([0, 0b11, 0b101, 0b1111]) == [False, True, False, True]
    assert found.needed() == ()


def test_one_way_needs_all_of_its_names() -> None:
    assert pairs(1).needed() == ("n000", "n001")


def test_constants_need_nothing() -> None:
    network = Network()
    for value, sets in ((True, ((),)), (False, ())):
        found = Choice(network, network.constant(value), ("a",))
        assert found.named(found.sufficing) == sets
        assert found.needed() == ()


def test_a_search_among_many_names_ends_even_without_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Wanted] = []

    def border_of(*asked: Any) -> str:
        seen.append(asked[-1])
        return "border"

    monkeypatch.setattr(choosing, "border_of", border_of)
    for count, own in ((3, ALL_OF_THEM), (40, ALL_OF_THEM), (40, Wanted(deadline=Deadline(1.0, 1.0)))):
        assert pairs(count, own).sufficing == "border"  # type: ignore[comparison-overlap]
    assert seen[0].deadline.until is None
    assert seen[1].deadline.seconds == choosing.PATIENCE
    assert seen[2].deadline.seconds == 1.0
