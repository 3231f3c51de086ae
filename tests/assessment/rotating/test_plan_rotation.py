"""Random small plans: recounted from the tours that start, and against the best found by trying all."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessment.build import Json, line, offer, scene
from tests.assessment.rotating.rotating import NEAR, best_by_trying, check, sustained

ACTORS = ("DEU", "FRA", "GBR", "POL")
figures = st.integers(0, 12).map(lambda n: n * 100)


@st.composite
def cases(draw: Any, longest: int = 14) -> tuple[Json, Json]:
    subjects = st.sampled_from(["troops", "air"])
    pairs = draw(st.lists(st.tuples(st.sampled_from(ACTORS), subjects), min_size=1, unique=True))
    pairs = list({actor: (actor, on) for actor, on in pairs}.values())
    offers = [offer(f"{actor}:{on}", actor, on, low=draw(figures)) for actor, on in pairs]
    lines = [
        line(
            "force",
            "troops",
            draw(figures) + 100,
            draw(st.integers(1, 2)),
            *draw(st.sampled_from([(), ("cover",)])),
        ),
        line("cover", "air", draw(figures), draw(st.integers(1, 2))),
        line("guard", "troops", draw(figures), draw(st.integers(1, 3))),
    ]
    terms = {
        "tour": draw(st.integers(1, 4)),
        "preparation": draw(st.integers(0, 2)),
        "rest": draw(st.integers(0, 6)),
    }
    on_of = dict(pairs)
    pooled = [actor for actor in on_of if draw(st.booleans())]
    actors = {
        actor: {
            "pool": {on_of[actor]: draw(figures) * 2},
            "reserve": {on_of[actor]: draw(st.integers(0, 200))},
        }
        for actor in pooled
    }
    plan: Json = {
        "months": draw(st.integers(1, longest)),
        "defaults": terms,
        "actors": actors,
        "grade": "continuous",
    }
    troops = [actor for actor in pooled if on_of[actor] == "troops"]
    if len(troops) > 1 and draw(st.booleans()):
        owner, helper = troops[:2]
        plan["duties"] = [
            {"id": "away", "actor": owner, "on": "troops", "figure": draw(figures)},
            {"id": "back", "actor": helper, "on": "troops", "figure": 100},
        ]
        plan["backfill"] = [
            {"by": helper, "duty": "away", "figure": 500},
            {"by": owner, "duty": "back", "figure": 500},
        ]
    return scene(*lines, *offers), plan


def overdrawn(found: Json) -> bool:
    return any((month["free"] or 0) < 0 for actor in found["actors"] for month in actor["by_month"])


@given(cases())
@settings(max_examples=60, deadline=None)
def test_what_is_answered_is_what_the_tours_come_to(case: tuple[Json, Json]) -> None:
    situation, plan = case
    found = sustained(situation, plan)
    assert found["status"] == "optimal"
    if overdrawn(found):
        assert found["clash"]
    else:
        check(found, situation, plan)


@given(cases(longest=6))
@settings(max_examples=25, deadline=None)
def test_whole_units_are_whole_and_never_better_than_parts(case: tuple[Json, Json]) -> None:
    situation, plan = case
    parts = sustained(situation, plan)
    whole = sustained(
        situation, {**plan, "grade": "units", "defaults": {**plan["defaults"], "unit_size": 70}}
    )
    assert all(start["figure"] % 70 == 0 for start in whole["starts"])
    assert whole["lp_bound"] <= whole["bound"] + NEAR
    assert whole["bound"] <= whole["objective"] + NEAR
    first = [found["priorities"][0] for found in (parts, whole)]
    assert first[0]["months_full"] >= first[1]["months_full"]
    if not overdrawn(whole):
        check(whole, situation, plan)


@given(cases(), st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_a_larger_pool_never_breaks_earlier(case: tuple[Json, Json], times: int) -> None:
    situation, plan = case
    actors = {
        name: {**own, "pool": {on: figure * (1 + times) for on, figure in own["pool"].items()}}
        for name, own in plan["actors"].items()
    }
    less, more = (
        sustained(situation, {**plan, "actors": given})["priorities"][0] for given in (plan["actors"], actors)
    )
    assert more["months_full"] >= less["months_full"]


@given(cases())
@settings(max_examples=25, deadline=None)
def test_a_circle_of_backfill_never_helps(case: tuple[Json, Json]) -> None:
    """The edge back, by which the two would take over each other's duty, frees nothing for both together."""
    situation, plan = case
    if "backfill" not in plan:
        return
    edges = plan["backfill"]
    both = sustained(situation, plan)
    moved = [[month["figure"] for month in edge["by_month"]] for edge in both["backfill"]]
    assert all(min(a, b) <= NEAR * 500 for a, b in zip(*moved, strict=True))
    assert {circle["carried"] for circle in both["circles"]} == {False}
    assert [edge["id"] for edge in both["backfill"]] == [f"{e['by']}>{e['duty']}" for e in edges]


def tiny(seed: int) -> tuple[Json, Json]:
    chance = random.Random(seed)
    offers = [offer("f", "FRA", low=chance.choice([100, 200, 250]))]
    lines = [line("force", "troops", chance.choice([100, 150, 200, 300]), 1)]
    if chance.random() < 0.5:
        offers.append(offer("g", "GBR", "troops", low=100))
    terms = {
        "tour": chance.randint(1, 3),
        "preparation": chance.randint(0, 1),
        "rest": chance.randint(0, 3),
        "unit_size": 100,
    }
    actors = {
        name: {"pool": {"troops": chance.choice([100, 200, 300])}, "reserve": chance.choice([0, 0, 50])}
        for name in ("FRA", "GBR")[: len(offers)]
    }
    return scene(*lines, *offers), {
        "months": 5,
        "defaults": terms,
        "actors": actors,
        "grade": "units",
        "gap": 0,
    }


@pytest.mark.parametrize("seed", range(25))
def test_the_best_in_whole_units_is_the_best_of_all(seed: int) -> None:
    situation, plan = tiny(seed)
    found = sustained(situation, plan)
    wanted = best_by_trying(situation, plan)
    assert [step["months_full"] for step in found["priorities"]] == [full for full, _ in wanted]
    assert [step["short"] for step in found["priorities"]] == pytest.approx(
        [short for _, short in wanted], abs=1e-5
    )
    assert {step["proven"] for step in found["priorities"]} == {True}
    assert found["status"] == "optimal"
    check(found, situation, plan)


@pytest.mark.parametrize("seed", range(25, 35))
def test_two_priorities_with_an_enabler_are_the_best_of_all(seed: int) -> None:
    chance = random.Random(seed)
    situation = scene(
        line("force", "troops", 200, chance.choice([1, 2]), "cover"),
        line("cover", "air", 100, chance.choice([1, 2])),
        offer("f", "FRA", low=200),
        offer("g", "GBR", "air", low=100),
    )
    terms = {"tour": chance.randint(1, 2), "rest": chance.randint(0, 2), "unit_size": 100}
    plan = {
        "months": 4,
        "defaults": terms,
        "actors": {"FRA": {"pool": {"troops": 300}}, "GBR": {"pool": {"air": 100}}},
        "grade": "units",
        "gap": 0,
    }
    wanted = best_of_two(situation, plan)
    found = sustained(situation, plan)
    assert [(s["months_full"], round(s["short"], 5)) for s in found["priorities"]] == wanted


def best_of_two(situation: Json, plan: Json) -> list[tuple[int, float]]:
    """The trying knows pools of troops only: the subjects here have one offer each, so rename them."""
    pools = {
        name: {"pool": {"troops": next(iter(own["pool"].values()))}} for name, own in plan["actors"].items()
    }
    return [(full, round(short, 5)) for full, short in best_by_trying(situation, {**plan, "actors": pools})]


def test_the_same_question_has_the_same_answer() -> None:
    situation, plan = tiny(3)
    assert sustained(situation, plan) == sustained(situation, plan)


def test_a_deadline_returns_what_is_known_and_says_so() -> None:
    offers = [offer(f"o{n}", f"A{n}", low=100 + n) for n in range(60)]
    actors = {f"A{n}": {"pool": {"troops": 250 + 3 * n}} for n in range(60)}
    terms = {"tour": 5, "preparation": 1, "rest": 9, "unit_size": 7}
    plan = {"months": 36, "defaults": terms, "actors": actors, "grade": "units"}
    found = sustained(scene(line("force", "troops", 4000), *offers), plan, budget=0.3)
    assert found["status"] == "out of time"
    assert found["lp_bound"] <= found["objective"]
