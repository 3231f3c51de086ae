"""Table, diagram, answer sets and plain enumeration agree on both borders and both fixpoints.

Networks come from hypothesis (shrunk on failure) and situations from seeds.
"""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.changing.lever import Lever, parse_target, set_lever
from musterbook.assessment.changing.unlock import block, unlock
from musterbook.assessment.kernel.lanes import members
from musterbook.assessment.kernel.minimal import Asked, Wanted, border_of
from musterbook.assessment.kernel.network import Network
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment import brute
from tests.assessment.brute import Brute
from tests.assessment.cases import Cases
from tests.assessment.kernel.networks import least

METHODS = ["table", "diagram", "answer sets"]
VARIABLES = 4
CIRCLES = 3
FIRST = VARIABLES + CIRCLES
WEIGHTS = st.integers(0, 4) | st.just(3 << 30)
PLACE = st.integers(0, FIRST + 4)
GATE = st.tuples(st.sampled_from(["all", "any", "tally"]), st.lists(st.tuples(PLACE, WEIGHTS), max_size=4))
SHARES = st.fractions(0, 1, max_denominator=4)


def built(gates: list[tuple[str, list[tuple[int, int]]]], ends: list[int], share: float) -> Asked:
    """Places beyond what there is wrap round; the circles are closed on ``ends``."""
    network = Network()
    known = [network.variable(i) for i in range(VARIABLES)]
    circles = [network.open_all() for _ in range(CIRCLES)]
    known += circles
    for kind, inputs in gates:
        chosen = [(known[place % len(known)], weight) for place, weight in inputs]
        if kind == "tally":
            total = sum(weight for _, weight in chosen)
            known.append(network.threshold(network.tally(chosen), round(total * share)))
        else:
            gate = network.all if kind == "all" else network.any
            known.append(gate([one for one, _ in chosen]))
    for circle, end in zip(circles, ends, strict=True):
        network.close(circle, [known[end % len(known)]])
    return Asked(network, known[-1], tuple(range(VARIABLES)), VARIABLES)


def enumerated(asked: Asked, blocking: bool) -> list[int]:
    """World by world, one lane at a time."""
    count = len(asked.places)
    every = (1 << count) - 1
    fixpoint = asked.network.greatest if asked.greatest else asked.network.least

    def holds(made: int) -> bool:
        return bool(fixpoint([made >> i & 1 for i in range(count)], 1)[asked.gate])

    ways = range(1 << count)
    found = [w for w in ways if (not holds(every ^ w) if blocking else holds(w))]
    return sorted(least(found), key=lambda way: (way.bit_count(), members(way)))


@settings(max_examples=250, deadline=None)
@given(st.lists(GATE, min_size=1, max_size=6), st.lists(PLACE, min_size=CIRCLES, max_size=CIRCLES), SHARES)
def test_networks(gates: list[tuple[str, list[tuple[int, int]]]], ends: list[int], share: float) -> None:
    plain = built(gates, ends, share)
    for greatest in (False, True):
        asked = Asked(plain.network, plain.gate, plain.places, plain.count, greatest)
        for blocking in (False, True):
            wanted = enumerated(asked, blocking)
            for method in METHODS:
                found = border_of(asked, blocking, Wanted(method=method))
                assert (list(found.ways), found.count) == (wanted, len(wanted)), (method, greatest, blocking)


def lever_of(seed: int) -> tuple[Brute, Lever, list[str], str] | None:
    """A random situation's question, where it has the form to be answered."""
    cases = Cases(seed, 0.03, circumstances=5, offers=7)
    situation = cases.situation()
    target = cases.random.choice(["count>=2", "joins:USA", "sum:troops>=2.5", "filled"])
    try:
        lever = set_lever(parse_situation(situation), 2, parse_target(target), concerted=seed % 2 == 1)
        set_stage(parse_situation(situation), 2)
    except QuestionError:
        return None
    return Brute(situation), lever, list(lever.names), target


@pytest.mark.parametrize("part", range(10))
def test_situations(part: int) -> None:
    answered = 0
    for seed in range(300_000 + 40 * part, 300_040 + 40 * part):
        made = lever_of(seed)
        if made is None:
            continue
        second, lever, names, target = made
        winning = second.winning(target, names, lever.concerted)
        for method in METHODS:
            reaching = unlock(lever, Wanted(method=method))
            losing = block(lever, Wanted(method=method))
            assert [list(one) for one in reaching.sets] == brute.unlock(winning), (seed, method)
            assert [list(one) for one in losing.sets] == brute.block(winning, names), (seed, method)
        answered += 1
    assert answered >= 15


@pytest.mark.parametrize("seed", range(6))
def test_larger_ones_than_can_be_enumerated(seed: int) -> None:
    """Weighed thresholds over overlapping conditions of 24 changes: two ways with nothing in common."""
    network = Network()
    gates = [network.variable(i) for i in range(24)]
    pairs = [network.all([gates[i], gates[(i * 5 + seed) % 24]]) for i in range(24)]
    circle = network.open_all()
    tally = network.tally([(one, 1 + i % 4) for i, one in enumerate([*pairs[:8], circle])])
    network.close(circle, [network.any([pairs[9], network.threshold(tally, 7)])])
    gate = network.all([circle, network.any(gates[20:])])
    for blocking in (False, True):
        asked = Asked(network, gate, tuple(range(24)), 24, greatest=bool(seed % 2))
        drawn = border_of(asked, blocking, Wanted(method="diagram", limit=100_000))
        solved = border_of(asked, blocking, Wanted(method="answer sets", limit=100_000))
        assert drawn.ways == solved.ways
        assert drawn.complete
        assert not any(a & b == a for a, b in combinations(drawn.ways[:200], 2))
