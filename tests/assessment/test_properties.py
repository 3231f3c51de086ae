"""What must hold whatever the situation: invariances and relations between the answers."""

import json
import random
from itertools import combinations
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer
from tests.assessment.cases import Cases

SEEDS = range(80)
GOAL = {"any": ["count>=2", "joins:USA"]}


def situation(seed: int, negation: float = 0.0) -> Json:
    return Cases(seed + 70_000, negation, circumstances=4, offers=7).situation()


def answered(question: str, base: Json, **options: Any) -> Json | None:
    try:
        return answer(question, base, **options)
    except QuestionError:
        return None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    base = situation(seed, 0.1)
    shuffled = json.loads(json.dumps(base))
    draw = random.Random(seed)
    draw.shuffle(shuffled["offers"])
    draw.shuffle(shuffled["circumstances"])
    for question in ("closure", "fill", "unlock", "block", "pivot"):
        assert answered(question, shuffled, target=GOAL) == answered(question, base, target=GOAL)


@pytest.mark.parametrize("seed", SEEDS)
def test_concert_only_adds(seed: int) -> None:
    found = answered("closure", situation(seed))
    if found is None:
        return
    alone, together = found["unprompted"], found["concerted"]
    assert set(alone["assured"]) <= set(together["assured"])
    assert set(together["out"]) <= set(alone["out"])
    assert set(found["knot"]) <= set(together["assured"]) | set(together["possible"])
    for three in (alone, together):
        everyone = [*three["assured"], *three["possible"], *three["out"]]
        assert sorted(everyone) == sorted(o["id"] for o in situation(seed)["offers"])


@pytest.mark.parametrize("seed", SEEDS)
def test_blocking_sets_are_the_minimal_hitting_sets_of_the_unlocking_sets(seed: int) -> None:
    base = situation(seed)
    unlocking = answered("unlock", base, target=GOAL)
    if unlocking is None:
        return
    names = sorted({name for found in unlocking["sets"] for name in found})
    hitting = [
        set(chosen)
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
        if all(set(chosen) & set(found) for found in unlocking["sets"])
    ]
    least = [sorted(h) for h in hitting if not any(other < h for other in hitting)]
    assert answer("block", base, target=GOAL)["sets"] == sorted(least, key=lambda h: (len(h), h))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_unlocking_set_supposed_reaches_the_target(seed: int) -> None:
    base = situation(seed)
    found = answered("unlock", base, target=GOAL)
    for chosen in (found or {"sets": []})["sets"]:
        supposes = [
            f"{name.removeprefix('raise:')}=offers" if name.startswith("raise:") else f"{name}=true"
            for name in chosen
        ]
        again = answer("unlock", base, target=GOAL, suppose=supposes)
        assert again["sets"] == [[]]


@pytest.mark.parametrize("seed", SEEDS)
def test_to_suppose_what_is_given_changes_nothing(seed: int) -> None:
    base = situation(seed, 0.1)
    linked = {(o["actor"], o["on"]) for o in base["offers"]}
    words = {True: "true", False: "false", None: "unknown"}
    supposes = [
        f"{c['id']}={words[c['value']]}"
        for c in base["circumstances"]
        if "stands_for" not in c or (c["stands_for"]["actor"], c["stands_for"]["on"]) not in linked
    ]
    assert answered("closure", base, suppose=supposes) == answered("closure", base)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_known_can_only_settle_what_was_possible(seed: int) -> None:
    base = situation(seed)
    before = answered("closure", base)
    open_ones = [c["id"] for c in base["circumstances"] if c["value"] is None and "stands_for" not in c]
    for name in open_ones if before else []:
        for word in ("true", "false"):
            after = answer("closure", base, suppose=[f"{name}={word}"])
            for kind in ("unprompted", "concerted"):
                assert before is not None
                assert set(before[kind]["assured"]) <= set(after[kind]["assured"])
                assert set(before[kind]["out"]) <= set(after[kind]["out"])
            assert set(after["knot"]) <= set(before["knot"]) if before else True
