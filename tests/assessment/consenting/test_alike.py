"""Minimal sets counted by kind: against the table on random rules, and where only counting ends in time."""

import random
from math import comb

import pytest

from musterbook.assessment.consenting.alike import border_by_kinds, kinds_of
from musterbook.assessment.consenting.ballot import ballot
from musterbook.assessment.kernel.minimal import Asked, border_of
from musterbook.assessment.kernel.network import Network
from musterbook.model.consentrule import AllRules, AnyRule, AtLeastOf, ConsentRule, Custodian, Unanimity
from tests.assessment.build import Json, answer

MEMBERS = tuple("ABCDEFGH")


def random_rule(draw: random.Random, depth: int = 2) -> ConsentRule:
    some = tuple(sorted(draw.sample(MEMBERS, draw.randint(0, 8))))
    kind = draw.randint(0, 4 if depth else 1)
    if kind == 0:
        return Unanimity(some)
    if kind == 1:
        return AtLeastOf(draw.randint(-1, len(some) + 1), some)
    if kind == 2:
        return Custodian(some[:2], random_rule(draw, depth - 1))
    rules = tuple(random_rule(draw, depth - 1) for _ in range(draw.randint(0, 3)))
    return AllRules(rules) if kind == 3 else AnyRule(rules)


def asked_of(rule: ConsentRule, sure: tuple[str, ...]) -> Asked:
    choice = ballot(rule, sure, [name for name in MEMBERS if name not in sure])
    return Asked(choice.network, choice.gate, choice.places, len(choice.names))


@pytest.mark.parametrize("blocking", [False, True])
@pytest.mark.parametrize("seed", range(300))
def test_as_the_table_has_it(seed: int, blocking: bool) -> None:
    draw = random.Random(seed)
    asked = asked_of(random_rule(draw), tuple(sorted(draw.sample(MEMBERS, draw.randint(0, 3)))))
    table, counted = border_of(asked, blocking), border_by_kinds(asked, blocking, None)
    assert counted is not None
    assert (counted.ways, counted.count, counted.by_size) == (table.ways, table.count, table.by_size)
    assert counted.complete


@pytest.mark.parametrize("seed", range(40))
def test_the_first_ones_come_first(seed: int) -> None:
    asked = asked_of(random_rule(random.Random(seed)), ())
    every, few = border_by_kinds(asked, False, None), border_by_kinds(asked, False, 3)
    assert every is not None
    assert few is not None
    assert few.ways == every.ways[:3]
    assert few.count == every.count
    assert few.complete == (every.count is not None and every.count <= 3)


def test_members_of_different_weight_are_of_different_kinds() -> None:
    network = Network()
    gates = [network.variable(i) for i in range(4)]
    gate = network.threshold(network.tally(zip(gates, (2, 1, 2, 1), strict=True)), 3)
    assert kinds_of(Asked(network, gate, (0, 1, 2, 3), 4)) == [(0, 2), (1, 3)]


def test_a_variable_asked_for_itself_is_a_kind_of_its_own() -> None:
    network = Network()
    gates = [network.variable(i) for i in range(2)]
    asked = Asked(network, gates[1], (0, 1), 2)
    found = border_by_kinds(asked, False, None)
    assert found is not None
    assert found.ways == (2,)


def test_too_many_kinds_are_left_to_the_search() -> None:
    network = Network()
    pairs = [(network.variable(i), 1 + i) for i in range(30)]
    gate = network.threshold(network.tally(pairs), 100)
    assert border_by_kinds(Asked(network, gate, tuple(range(30)), 30), False, None) is None


def measure(rule: Json, supporters: list[str]) -> Json:
    positions = [{"actor": name, "stance": "offers"} for name in supporters]
    return {"measures": [{"id": "m", "rule": rule, "positions": positions}]}


@pytest.mark.timeout(30)
def test_a_custodian_beside_ten_thousand() -> None:
    members = [f"A{i}" for i in range(10_000)]
    rule = {"custodian": ["A0"], "and": {"at_least": [5000, members]}}
    found = answer("consent", measure(rule, members[100:5000]), measure="m", limit=3)
    assert found["carry_count"] == comb(5099, 99)
    assert len(found["carry"]) == 3
    assert all("A0" in one and len(one) == 100 for one in found["carry"])
    assert found["block"][0] == ["A0"]
    assert not found["complete"]
    assert [blocker["member"] for blocker in found["blockers"]] == ["A0"]


def test_a_custodian_beside_thirty_is_counted_in_full() -> None:
    members = [f"A{i:02}" for i in range(30)]
    rule = {"custodian": ["A00"], "and": {"at_least": [3, members]}}
    found = answer("consent", measure(rule, []), measure="m")
    assert found["carry_count"] == len(found["carry"]) == comb(29, 2)
    assert found["block"][0] == ["A00"]
    assert found["block_count"] == 1 + comb(29, 28)
    assert found["complete"]
