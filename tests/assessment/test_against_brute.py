"""The engine and the naive second engine agree on random small situations, question by question."""

from fractions import Fraction
from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.errors import QuestionError
from tests.assessment import brute
from tests.assessment.brute import Brute
from tests.assessment.cases import Cases

PLAIN = range(150)
NEGATED = range(150, 330)
TARGETS = [
    None,
    "filled",
    "joins:USA",
    "count>=2",
    {"all": ["count>=1", "c0"]},
    {"any": ["other:x", "joins:GBR"]},
]


def negation(seed: int) -> float:
    return 0.0 if seed in PLAIN else 0.2


def near(found: Any, wanted: Any) -> bool:
    """Equal, figures to the float nearest to the exact fraction."""
    if isinstance(wanted, dict):
        return all(near(found[key], value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(near, found, wanted))
    if isinstance(wanted, Fraction):
        return bool(found == float(wanted))
    return bool(found == wanted)


@pytest.mark.parametrize("block", range(11))
def test_closure_and_fill(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        cases = Cases(seed, negation(seed))
        situation = cases.situation()
        supposes = cases.supposes(situation)
        count_from = cases.random.choice(["offers", "offers", "considers", "pledges"])
        second = Brute(situation, count_from, tuple(supposes))
        options: dict[str, Any] = {"suppose": supposes, "count_from": count_from}
        try:
            found = ask("closure", situation, **options).to_json()
        except QuestionError:
            assert unknown_leaf(second), seed
            continue
        assert near(found, second.closure()), (seed, found, second.closure())
        check_cycle(found, second, seed)
        for concerted in (False, True):
            wanted = second.fill(concerted)
            if wanted is None:
                with pytest.raises(QuestionError):
                    ask("fill", situation, concerted=concerted, **options)
            else:
                filled = ask("fill", situation, concerted=concerted, **options).to_json()
                assert near(filled, wanted), (seed, filled, wanted)


@pytest.mark.parametrize("block", range(11))
def test_changes(block: int) -> None:
    answered = 0
    for seed in range(30 * block, 30 * block + 30):
        cases = Cases(seed + 1000, negation(seed) / 4, circumstances=3, offers=5)
        situation = cases.situation()
        supposes = cases.supposes(situation)
        target = cases.random.choice(TARGETS)
        named = cases.changes()
        second = Brute(situation, suppose=tuple(supposes))
        options: dict[str, Any] = {
            "suppose": supposes,
            "target": target,
            "changes": named,
            "concerted": cases.random.random() < 0.3,
        }
        goal = target or "filled"
        changes = second.default_changes(goal) if named is None else named
        if refused(second, goal, changes):
            for question in ("unlock", "block", "sweep", "pivot", "odds"):
                with pytest.raises(QuestionError):
                    ask(question, situation, **options)
            continue
        winning = second.winning(goal, changes, options["concerted"])
        assert sets("unlock", situation, options) == brute.unlock(winning), seed
        assert sets("block", situation, options) == brute.block(winning, changes), seed
        swept = ask("sweep", situation, **options).to_json()
        assert swept["worlds"] == 2 ** len(changes)
        assert swept["holds"] == len(winning)
        assert near(swept["share"], Fraction(len(winning), 2 ** len(changes)))
        check_power(situation, options, winning, changes)
        answered += 1
    assert answered >= 8


def check_power(situation: Any, options: dict[str, Any], winning: Any, changes: list[str]) -> None:
    if len(changes) <= 5:
        found = ask("pivot", situation, **options).to_json()["pivot"]
        assert near(found, brute.pivot(winning, changes))
        assert list(found) == changes
    chances = {change: Fraction(i + 1, i + 3) for i, change in enumerate(changes)}
    given = {change: float(chance) for change, chance in chances.items()}
    exact = {change: Fraction(str(chance)) for change, chance in given.items()}
    found = ask("odds", situation, probability=given, **options).to_json()
    assert found["method"] == "exact"
    assert near(found["probability"], brute.odds(winning, exact))


@pytest.mark.parametrize("block", range(11))
def test_consent(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        cases = Cases(seed + 5000)
        situation = cases.situation()
        supposes = cases.supposes(situation)
        second = Brute(situation, suppose=tuple(supposes))
        if unknown_leaf(second):
            continue
        for measure in second.s["measures"]:
            found = ask("consent", situation, measure=measure["id"], suppose=supposes).to_json()
            assert near(found, brute.consent(measure)), seed


def sets(question: str, situation: Any, options: dict[str, Any]) -> Any:
    found = ask(question, situation, **options).to_json()
    assert found["complete"] is True
    return found["sets"]


def unknown_leaf(second: Brute) -> bool:
    """Whether a condition names a subject or a fill that is not there."""
    return any(missing(second, leaf) for o in second.offers for leaf in brute.leaves(o["condition"]))


def missing(second: Brute, leaf: str) -> bool:
    return leaf.startswith("filled") and not second.lines


def refused(second: Brute, goal: Any, changes: list[str]) -> bool:
    known = {c["id"] for c in second.s["circumstances"]}
    if any(not c.startswith(("raise:", "other:")) and c not in known for c in changes):
        return True
    if unknown_leaf(second) or any(missing(second, leaf) for leaf in brute.leaves(goal)):
        return True
    return second.refused_form(goal, changes)


def check_cycle(found: Any, second: Brute, seed: int) -> None:
    """A cycle stands exactly where no model does, and runs through an odd number of ``not``."""
    if "stable" not in found:
        return
    assert ("cycle" in found) == (found["stable"] == []), seed
    if "cycle" in found:
        signs = {0}
        circle = found["cycle"]
        for here, there in zip(circle, circle[1:] + circle[:1], strict=True):
            steps = depends(second, here, there)
            assert steps, (seed, here, there)
            signs = {(a + b) % 2 for a in signs for b in steps}
        assert 1 in signs, seed


def depends(second: Brute, here: str, there: str) -> set[int]:
    """The signs with which an offer's condition mentions the participation of another."""
    offers = {o["id"]: o for o in second.reaching()}
    return {
        sign
        for leaf, sign in signed(offers[here]["condition"], 0)
        if second.participation(leaf) and moves(second, leaf, offers[there])
    }


def signed(formula: Any, sign: int) -> list[tuple[str, int]]:
    if formula is None:
        return []
    if isinstance(formula, str):
        return [(formula, sign)]
    turn = sign ^ ("not" in formula)
    return [pair for part in brute.below(formula) for pair in signed(part, turn)]


def moves(second: Brute, leaf: str, offer: Any) -> bool:
    pair = second.link(leaf)
    if pair is not None:
        return bool(pair == (offer["actor"], offer["on"]))
    if leaf.startswith("joins:"):
        actor, _, on = leaf[6:].partition(":")
        return bool(offer["actor"] == actor and on in ("", offer["on"]))
    if leaf.startswith("count"):
        return bool(leaf.rsplit(">=", 1)[0][6:] in ("", offer["on"]))
    if leaf.startswith("sum:"):
        return bool(leaf[4:].rsplit(">=", 1)[0] == offer["on"] and second.low(offer))
    wanted = [x["id"] for x in second.lines] if leaf == "filled" else [leaf[7:]]
    chain = set().union(*(second.enablers(x) for x in wanted))
    return any(x["id"] in chain and x["on"] == offer["on"] for x in second.lines)
