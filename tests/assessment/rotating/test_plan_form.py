"""The form of a plan: strict, nothing invented, printed back as it was understood."""

import json
from typing import Any

import pytest

from musterbook.assessment.filling.months import month_text
from musterbook.assessment.rotating.assumed import plan_json
from musterbook.assessment.rotating.plan import parse_plan
from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.rotating.rotating import sustained

BASE = scene(
    fact("threat"), line("force", "troops", 1000), offer("f", "FRA", low=1000), offer("d", "DEU", low=500)
)
WHOLE: Json = {
    "from": "2025-04",
    "months": 12,
    "figure": "high",
    "grade": "units",
    "gap": 0.02,
    "defaults": {"tour": 6, "preparation": 2, "ratio": "1:4", "notice": 1},
    "subjects": {"troops": {"unit_size": 100, "least": 300}},
    "actors": {
        "FRA": {
            "tour": 4,
            "rest": 8,
            "pool": {"troops": 5000},
            "reserve": {"troops": 500},
            "reserve_if": [
                {"circumstance": "threat", "reserve": {"troops": 900}, "from": "2025-06", "until": "2025-09"}
            ],
        },
        "DEU": {"pool": {"troops": 2500.5}, "reserve": {}, "reserve_if": []},
    },
    "duties": [{"id": "b", "actor": "DEU", "on": "troops", "figure": 800, "from": None, "until": "2026-01"}],
    "backfill": [
        {
            "id": "x",
            "by": "FRA",
            "for": "DEU",
            "duty": "b",
            "on": None,
            "figure": 300,
            "needs": [],
            "circumstance": "threat",
            "whole": False,
            "from": "2025-05",
            "until": None,
        }
    ],
    "must": ["force"],
    "costs": {"pool": 2, "offer": 1, "reserve": 3.5, "requirement": 1, "backfill": 1, "newcomer": 9},
}


def test_a_plan_is_printed_back_as_it_was_given() -> None:
    assert plan_json(parse_plan(WHOLE)) == WHOLE
    assert plan_json(parse_plan(json.dumps(WHOLE))) == WHOLE
    assert sustained(BASE, WHOLE)["assumptions"] == WHOLE


def test_an_empty_plan_has_its_defaults_printed() -> None:
    found = plan_json(parse_plan({}))
    assert (found["months"], found["figure"], found["grade"], found["gap"]) == (36, "low", None, 0.005)
    assert set(found["costs"].values()) == {1}


def test_a_bare_reserve_is_that_of_the_only_pool() -> None:
    one = parse_plan({"actors": {"FRA": {"pool": {"air": 20}, "reserve": 3, "reserve_if": {"reserve": 5}}}})
    assert plan_json(one)["actors"]["FRA"]["reserve"] == {"air": 3}
    assert one.actors["FRA"].raises[0].reserve == {"air": 5}


def test_months_are_written_as_a_year_and_a_month() -> None:
    assert [month_text(2025 * 12 + month) for month in (0, 11, 12)] == ["2025-01", "2025-12", "2026-01"]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ([], "not an object"),
        ("{", "not JSON"),
        ({"tours": 6}, "unknown key 'tours'"),
        ({"from": "April"}, "not a month"),
        ({"from": "2025-13"}, "not a month"),
        ({"from": "2025-4"}, "not a month"),
        ({"months": 0}, "from 1 to 240"),
        ({"months": 241}, "from 1 to 240"),
        ({"months": 1.5}, "not a whole number"),
        ({"grade": "exact"}, "grade 'exact' is unknown"),
        ({"figure": "mid"}, "figure 'mid' is unknown"),
        ({"gap": 1}, "not below 1"),
        ({"gap": float("nan")}, "not a finite number"),
        ({"defaults": {"tour": 0}}, "from 1 to 240"),
        ({"defaults": {"tour": True}}, "not a whole number"),
        ({"defaults": {"rest": 3, "ratio": "1:4"}}, "both rest and ratio"),
        ({"defaults": {"ratio": "4"}}, "not a ratio"),
        ({"defaults": {"ratio": "1:0"}}, "not a ratio"),
        ({"defaults": {"ratio": "1:1e9"}}, "not a ratio"),
        ({"defaults": {"unit_size": 0}}, "unit_size is 0"),
        ({"defaults": {"least": -1}}, "negative figure"),
        ({"subjects": []}, "takes an object"),
        ({"actors": {"FRA": {"pool": 12000}}}, "not figures by subject"),
        ({"actors": {"FRA": {"pool": {"troops": -1}}}}, "negative figure"),
        ({"actors": {"FRA": {"pool": {"troops": 1e300}}}}, "cannot be planned with"),
        ({"actors": {"FRA": {"pool": {"troops": 1e-9}}}}, "cannot be planned with"),
        ({"actors": {"FRA": {"reserve": {"troops": 5}}}}, "without a pool"),
        ({"actors": {"FRA": {"reserve": 5}}}, "not figures by subject"),
        ({"actors": {"FRA": {"reserve_if": [{"circumstance": "x"}]}}}, "missing key 'reserve'"),
        ({"duties": [{"id": "b", "actor": "DEU", "on": "troops"}]}, "missing key 'figure'"),
        ({"duties": [{**WHOLE["duties"][0], "from": "2026-02"}]}, "until before from"),
        ({"backfill": [{"by": "POL", "duty": "b"}]}, "missing key 'figure'"),
        ({"backfill": [{"by": "POL", "duty": "b", "figure": None}]}, "without a figure"),
        ({"backfill": [{"by": "POL", "duty": "b", "figure": 1, "whole": 1}]}, "takes true or false"),
        ({"must": "force"}, "not a list"),
        ({"costs": {"money": 1}}, "a cost of nothing: money"),
    ],
)
def test_what_is_no_plan_is_refused(plan: Any, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        parse_plan(plan)


TERMS = {"tour": 6, "rest": 6}
DUTY = {"id": "b", "actor": "DEU", "on": "troops", "figure": 800}
POOL = {"DEU": {"pool": {"troops": 900}}}


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        ({"actors": {"XXX": {}}}, ("XXX",)),
        ({"subjects": {"tanks": {"tour": 3}}}, ("tanks",)),
        ({"actors": {"FRA": {"pool": {"tanks": 3}}}}, ("tanks",)),
        ({"must": ["nothing"]}, ("nothing",)),
        ({"actors": POOL, "backfill": [{"by": "FRA", "duty": "c", "figure": 1}]}, ("c",)),
        (
            {"actors": {"FRA": {"pool": {"troops": 1}, "reserve_if": {"circumstance": "q", "reserve": 1}}}},
            ("q",),
        ),
        ({"duties": [DUTY]}, ("DEU",)),
        ({"duties": [DUTY, DUTY], "actors": POOL}, ("b",)),
        ({"duties": [DUTY], "actors": POOL, "backfill": [{"by": "FRA", "duty": "b", "figure": 1}]}, ("FRA",)),
        (
            {
                "duties": [DUTY],
                "actors": POOL,
                "backfill": [{"id": "z", "by": "DEU", "duty": "b", "figure": 1}],
            },
            ("z",),
        ),
        (
            {
                "duties": [DUTY],
                "actors": {**POOL, "FRA": {"pool": {"troops": 5}}},
                "backfill": [{"id": "z", "by": "FRA", "for": "GBR", "duty": "b", "figure": 1}],
            },
            ("z",),
        ),
        (
            {
                "duties": [DUTY],
                "actors": {**POOL, "FRA": {"pool": {"troops": 5}}},
                "backfill": [{"by": "FRA", "duty": "b", "figure": 1, "needs": ["w"]}],
            },
            ("w",),
        ),
    ],
)
def test_what_a_plan_names_is_there(plan: Json, names: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError) as refused:
        sustained(BASE, {"defaults": TERMS, **plan})
    assert refused.value.names == names


class TestTheQuestion:
    def test_it_needs_a_plan(self) -> None:
        with pytest.raises(QuestionError, match="sustain needs a plan"):
            answer("sustain", BASE)

    def test_it_needs_a_requirement(self) -> None:
        with pytest.raises(QuestionError, match="no requirement to sustain"):
            sustained(scene(offer("f", "FRA", low=1)), {"defaults": TERMS})

    def test_it_needs_a_first_month(self) -> None:
        with pytest.raises(QuestionError, match="no first month"):
            answer("sustain", BASE, plan={"defaults": TERMS})
        found = answer("sustain", {**BASE, "as_of": "2025-03-17"}, plan={"defaults": TERMS, "months": 2})
        assert found["months"] == ["2025-03", "2025-04"]

    def test_it_is_refused_where_there_are_stable_models(self) -> None:
        twisted = scene(line("force", "troops", 1), offer("f", "FRA", condition={"not": "joins:DEU"}))
        with pytest.raises(QuestionError, match="no single fixpoint"):
            sustained({**twisted, "offers": [*twisted["offers"], offer("d", "DEU")]}, {"defaults": TERMS})

    def test_only_active_offers_go_unprompted_or_together(self) -> None:
        waiting = scene(
            line("force", "troops", 300),
            offer("f", "FRA", low=100, condition="joins:DEU"),
            offer("d", "DEU", low=200, condition="joins:FRA"),
        )
        plan = {"defaults": TERMS, "months": 1}
        alone = sustained(waiting, plan)
        assert (alone["actors"], alone["breaks"]["why"][1]["kind"]) == ([], "nobody")
        assert sustained(waiting, plan, concerted=True)["breaks"] is None

    def test_figures_that_no_solver_can_carry_are_refused(self) -> None:
        for part in (line("force", "troops", 1e100), line("force", "troops", 1e-8)):
            with pytest.raises(QuestionError, match="cannot be planned with"):
                sustained(scene(part, offer("f", "FRA", low=1)), {"defaults": TERMS})

    @pytest.mark.timeout(60)
    def test_ten_thousand_actors_are_refused_by_size(self) -> None:
        crowd = [offer(f"o{n}", f"A{n}", low=1) for n in range(10_000)]
        with pytest.raises(QuestionError, match="take fewer months"):
            sustained(scene(line("force", "troops", 9), *crowd), {"defaults": TERMS, "months": 240})

    def test_nothing_asked_is_no_failure(self) -> None:
        found = sustained(scene(line("force", "troops", 0)), {"months": 3})
        assert (found["breaks"], found["objective"], found["mend"]) == (None, 0, [])
