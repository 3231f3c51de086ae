"""Independent ways agree on random situations: enumeration, integers, blocks, diagram, answer sets.

Two thousand answered situations each for closure (with stable models), for what changes do, and for consent.
What fails is shrunk by hypothesis to a small situation.
"""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from musterbook.assessment import ask
from musterbook.assessment.changing.lever import parse_target, set_lever
from musterbook.assessment.consenting.ballot import ballot
from musterbook.codebook.ladder import LADDER
from musterbook.model.consentrule import parse_rule, rule_members
from musterbook.model.scenario import lay
from musterbook.model.situation import parse_situation
from tests.assessment import brute, ways
from tests.assessment.brute import Brute
from tests.assessment.cases import Cases
from tests.assessment.test_against_brute import TARGETS, near, refused, unknown_leaf

SITUATIONS = 2000
MANY = settings(
    max_examples=SITUATIONS,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def drawn(source: Random, negation: float = 0.0, **sizes: int) -> Cases:
    cases = Cases(0, negation, **sizes)
    cases.random = source
    return cases


@pytest.mark.timeout(600)
@MANY
@given(st.randoms(use_true_random=False), st.sampled_from([0.0, 0.0, 0.2]))
def test_closure(source: Random, negation: float) -> None:
    cases = drawn(source, negation)
    situation = cases.situation()
    supposes = cases.supposes(situation)
    count_from = source.choice(["offers", "offers", "considers", "pledges"])
    second = Brute(situation, count_from, tuple(supposes))
    assume(not unknown_leaf(second))
    wanted = second.closure()
    found = ask("closure", situation, suppose=supposes, count_from=count_from).to_json()
    assert near(found, wanted)
    if "stable" in wanted:
        return
    for way in ways.WAYS:
        assert ways.closure(situation, LADDER[count_from], supposes, way) == wanted, way
    for words in ways.TABLES:
        assert ways.together(situation, LADDER[count_from], supposes, words) == wanted, words


@pytest.mark.timeout(600)
@MANY
@given(st.randoms(use_true_random=False), st.sampled_from([0.0, 0.0, 0.05]), st.booleans())
def test_changes(source: Random, negation: float, concerted: bool) -> None:
    cases = drawn(source, negation, circumstances=3, offers=5)
    situation = cases.situation()
    supposes = cases.supposes(situation)
    target = source.choice(TARGETS) or "filled"
    named = cases.changes()
    second = Brute(situation, suppose=tuple(supposes))
    changes = second.default_changes(target) if named is None else named
    assume(not refused(second, target, changes))
    won = second.winning(target, changes, concerted)
    unlock, block = brute.unlock(won), brute.block(won, changes)
    lever = set_lever(
        lay(parse_situation(situation), supposes), LADDER["offers"], parse_target(target), changes, concerted
    )
    for way in ways.WAYS:
        assert ways.winning(lever, way) == won, way
        assert ways.borders(lever, False, way) == unlock, way
        assert ways.borders(lever, True, way) == block, way
    options: dict[str, Any] = {
        "suppose": supposes,
        "target": target,
        "changes": changes,
        "concerted": concerted,
    }
    check_counts(situation, options, won, changes)


def check_counts(situation: Any, options: dict[str, Any], won: Any, changes: list[str]) -> None:
    """Pivot, odds and sweep from the table and from the diagram, against counting by hand."""
    chances = {change: Fraction(i + 1, i + 3) for i, change in enumerate(changes)}
    given_ones = {change: float(chance) for change, chance in chances.items()}
    exact = {change: Fraction(str(chance)) for change, chance in given_ones.items()}
    powers = brute.pivot(won, changes) if len(changes) <= 4 else None
    for method in ("table", "diagram"):
        swept = ask("sweep", situation, method=method, **options).to_json()
        assert (swept["worlds"], swept["holds"]) == (2 ** len(changes), len(won)), method
        found = ask("odds", situation, probability=given_ones, method=method, **options).to_json()
        assert near(found["probability"], brute.odds(won, exact)), method
        if powers is not None:
            assert near(ask("pivot", situation, method=method, **options).to_json()["pivot"], powers), method


@pytest.mark.timeout(600)
@MANY
@given(st.randoms(use_true_random=False))
def test_consent(source: Random) -> None:
    cases = drawn(source)
    measure = cases.measure("m0")
    found = ask("consent", {"measures": [measure]}, measure="m0").to_json()
    assert near(found, brute.consent(measure))
    rule = parse_rule(measure["rule"], "rule")
    everyone = rule_members(rule)
    network = ballot(rule, (), everyone)
    for way in ways.WAYS:
        gate = ways.Gate(network.network, network.gate, len(everyone))
        held = gate.table(way)
        for world in range(1 << len(everyone)):
            supporters = {name for i, name in enumerate(everyone) if world >> i & 1}
            assert bool(held >> world & 1) == brute.carried(measure["rule"], supporters), way
