"""What mends a rotation and what clashes in a plan: the smallest, in figures and in plain words."""

import pytest

from musterbook.assessment.rotating.backfill import strong_parts
from tests.assessment.build import Json, line, offer, scene
from tests.assessment.rotating.rotating import sustained

ONE = scene(line("force", "troops", 1000), offer("f", "FRA", low=1000, unit="persons"))
QUARTER = {"tour": 6, "ratio": "1:4"}


def mends(found: Json) -> Json:
    return {
        mend["kind"]: (mend["cost"], [(part["name"], part["figure"]) for part in mend["parts"]])
        for mend in found["mend"]
    }


class TestMends:
    def plan(self, pool: int = 3000, **more: object) -> Json:
        return {"months": 48, "defaults": QUARTER, "actors": {"FRA": {"pool": {"troops": pool}}}, **more}

    def test_the_pool_that_is_missing(self) -> None:
        found = mends(sustained(ONE, self.plan()))
        assert found["pool"] == (1000, [("FRA", 1000)])
        assert found["together"] == (1000, [("FRA", 1000)])

    def test_one_line_less_and_one_newcomer_more_are_told_apart(self) -> None:
        found = mends(sustained(ONE, self.plan()))
        assert found["requirement"] == (250, [("force", 250)])
        assert found["newcomer"] == (250, [("force", 250)])

    def test_a_shorter_rest_in_whole_months(self) -> None:
        found = sustained(ONE, self.plan())
        assert mends(found)["rest"] == (None, [("FRA", 12)])
        (part,) = next(mend for mend in found["mend"] if mend["kind"] == "rest")["parts"]
        assert part["words"] == "FRA rests 12 months only after a tour on troops"

    def test_a_mend_mends(self) -> None:
        assert sustained(ONE, self.plan(4000))["mend"] == []
        shorter = {**self.plan(), "defaults": {"tour": 6, "rest": 12}}
        assert sustained(ONE, shorter)["breaks"] is None
        assert sustained(ONE, {**shorter, "defaults": {"tour": 6, "rest": 13}})["breaks"] is not None

    def test_costs_decide_what_is_cheapest(self) -> None:
        plan = self.plan(4500, costs={"pool": 3, "reserve": 2})
        plan["actors"]["FRA"]["reserve"] = 1100
        found = mends(sustained(ONE, plan))
        assert found["reserve"] == (1200, [("FRA", 600)])
        assert found["pool"] == (1800, [("FRA", 600)])
        assert found["together"] == found["reserve"]

    def test_more_of_an_offer_also_of_one_without_a_figure(self) -> None:
        pair = scene(line("force", "troops", 1000), offer("f", "FRA", low=600), offer("e", "EST"))
        found = mends(sustained(pair, {"months": 6, "defaults": {"tour": 6}}))
        cost, parts = found["offer"]
        assert cost == pytest.approx(400)
        assert {name for name, _ in parts} <= {"f", "e"}
        assert "pool" not in found

    def test_one_backfill_more(self) -> None:
        plan = self.plan(4000, duties=[{"id": "guard", "actor": "FRA", "on": "troops", "figure": 700}])
        plan["actors"]["POL"] = {"pool": {"troops": 2000}}
        duty = {"id": "other", "actor": "POL", "on": "troops", "figure": 100}
        plan["duties"].append(duty)
        found = mends(sustained(ONE, plan))
        assert found["backfill"] == (700, [("POL>guard", 700)])

    def test_a_longer_window(self) -> None:
        ends = scene(line("force", "troops", 1000), offer("f", "FRA", low=1000, until="2025-07-01"))
        found = mends(sustained(ends, {"months": 6, "defaults": {"tour": 3}}))
        assert found["window"] == (None, [("f", 3)])

    def test_nobody_there_needs_a_newcomer(self) -> None:
        found = mends(sustained(scene(line("force", "troops", 1000)), {"months": 3}))
        assert found["newcomer"] == found["together"] == (1000, [("force", 1000)])
        assert set(found) == {"newcomer", "requirement", "together"}

    def test_units_are_mended_in_units(self) -> None:
        plan = self.plan(4100, grade="units")
        plan["defaults"] = {**QUARTER, "unit_size": 300}
        found = mends(sustained(scene(line("force", "troops", 1000), offer("f", "FRA", low=1200)), plan))
        assert found["pool"] == (700, [("FRA", 700)])
        assert found["requirement"] == (100, [("force", 100)])

    def test_where_time_runs_out_mends_may_be_missing_and_that_is_said(self) -> None:
        assert sustained(ONE, self.plan())["mend_complete"] is True
        crowd = [offer(f"o{n}", f"A{n}", low=100) for n in range(300)]
        plan = {
            "months": 60,
            "defaults": QUARTER,
            "actors": {f"A{n}": {"pool": {"troops": 300}} for n in range(300)},
        }
        found = sustained(scene(line("force", "troops", 90000), *crowd), plan, budget=0.001)
        assert found["mend_complete"] is False
        assert found["mend"] == []
        assert found["breaks"] is not None


class TestClash:
    def test_lines_that_must_be_full_and_cannot_be(self) -> None:
        three = scene(
            line("a", "troops", 600),
            line("b", "troops", 600),
            line("c", "air", 5),
            offer("f", "FRA", low=1000),
            offer("g", "GBR", "air", low=5),
        )
        found = sustained(three, {"months": 2, "defaults": {"tour": 2}, "must": ["a", "b", "c"]})
        assert [(c["kind"], c["name"]) for c in found["clash"]] == [
            ("line", "a"),
            ("line", "b"),
            ("offer", "f"),
        ]
        assert {c["smallest"] for c in found["clash"]} == {True}
        assert found["clash"][0]["words"] == "line a must have 600 on troops in every month it asks"

    def test_a_pool_that_reserve_and_duty_exceed(self) -> None:
        plan = {
            "months": 2,
            "defaults": {"tour": 2, "rest": 0},
            "actors": {"FRA": {"pool": {"troops": 1000}, "reserve": 700}},
            "duties": [{"id": "guard", "actor": "FRA", "on": "troops", "figure": 400}],
        }
        found = sustained(ONE, plan)
        assert [(c["kind"], c["name"]) for c in found["clash"]] == [
            ("duty", "guard"),
            ("pool", "FRA:troops"),
            ("reserve", "FRA:troops"),
        ]
        assert found["breaks"]["month"] == "2025-04"

    def test_backfill_resolves_a_clash(self) -> None:
        plan = {
            "months": 2,
            "defaults": {"tour": 2, "rest": 0},
            "actors": {"FRA": {"pool": {"troops": 1000}, "reserve": 700}, "POL": {"pool": {"troops": 400}}},
            "duties": [{"id": "guard", "actor": "FRA", "on": "troops", "figure": 400}],
            "backfill": [{"by": "POL", "duty": "guard", "figure": 400}],
        }
        found = sustained(ONE, plan)
        assert found["clash"] == []
        assert found["lines"][0]["by_month"][0]["deployed"] == 300

    def test_a_line_that_must_be_full_and_a_pool_that_rests(self) -> None:
        plan = {
            "months": 24,
            "defaults": QUARTER,
            "actors": {"FRA": {"pool": {"troops": 3000}}},
            "must": ["force"],
        }
        found = sustained(ONE, plan)
        assert [(c["kind"], c["name"]) for c in found["clash"]] == [("line", "force"), ("pool", "FRA:troops")]

    def test_nobody_to_fill_it(self) -> None:
        found = sustained(scene(line("force", "troops", 5)), {"months": 1, "must": ["force"]})
        assert [c["kind"] for c in found["clash"]] == ["line"]

    def test_no_clash_where_all_can_be_had(self) -> None:
        assert sustained(ONE, {"months": 6, "defaults": {"tour": 6}, "must": ["force"]})["clash"] == []


class TestStrongParts:
    def test_circles_are_found_and_ways_are_none(self) -> None:
        graph = {"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": ["e"], "f": ["f"]}
        assert strong_parts(graph) == [{"a", "b", "c"}, {"f"}]

    def test_two_circles_that_touch_are_one(self) -> None:
        assert strong_parts({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == [{"a", "b", "c"}]

    def test_a_way_of_fifty_thousand_is_no_circle_and_a_ring_is_one(self) -> None:
        way = {f"n{i:05d}": [f"n{i + 1:05d}"] for i in range(50_000)}
        assert strong_parts(way) == []
        assert len(strong_parts({**way, "n50000": ["n00000"]})[0]) == 50_001
