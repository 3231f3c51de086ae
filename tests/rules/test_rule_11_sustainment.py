"""Rule 11: months, tours, a rotation ratio, a reserve that a threat raises, and backfill; where it breaks."""

from typing import ClassVar

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, fact, line, offer, scene
from tests.assessment.rotating.rotating import by_month, deployed, ratios, sustained

ONE = scene(line("force", "troops", 1000), offer("f", "FRA", low=1000))


def pool(figure: float, **more: object) -> dict[str, object]:
    return {"FRA": {"pool": {"troops": figure}, **more}}


class TestRatio:
    @pytest.mark.parametrize("cycle", [3, 4, 5])
    def test_a_force_of_one_needs_a_pool_of_the_ratio(self, cycle: int) -> None:
        plan = {"months": 60, "defaults": {"tour": 6, "ratio": f"1:{cycle}"}, "actors": pool(cycle * 1000)}
        found = sustained(ONE, plan)
        assert found["breaks"] is None
        assert deployed(found) == [1000] * 60
        assert (found["objective"], found["bound"], found["gap"], found["status"]) == (0, 0, 0, "optimal")

    @pytest.mark.parametrize("cycle", [3, 4, 5])
    def test_with_less_it_breaks_when_the_first_are_needed_again(self, cycle: int) -> None:
        plan = {
            "months": 60,
            "defaults": {"tour": 6, "ratio": f"1:{cycle}"},
            "actors": pool(cycle * 1000 - 10),
        }
        found = sustained(ONE, plan)
        assert found["breaks"]["month"] == found["months"][6 * (cycle - 1)]
        assert found["priorities"][0]["months_full"] == 6 * (cycle - 1)
        assert found["priorities"][0]["proven"] is True

    def test_the_ratio_holds_the_preparation(self) -> None:
        plan = {"months": 12, "defaults": {"tour": 6, "preparation": 2, "ratio": "1:3"}, "actors": pool(9000)}
        (actor,) = sustained(ONE, plan)["actors"]
        assert (actor["tour"], actor["preparation"], actor["rest"]) == (6, 2, 10)

    def test_a_ratio_without_whole_months_is_refused(self) -> None:
        plan = {"defaults": {"tour": 5, "ratio": "1:3.5", "preparation": 1}, "actors": pool(9000)}
        with pytest.raises(QuestionError, match=r"leaves 11\.5 months of rest"):
            sustained(ONE, plan)


@pytest.mark.parametrize(
    ("tour", "preparation", "rest"), [(6, 0, 12), (4, 2, 10), (3, 3, 6), (6, 6, 12), (1, 1, 2)]
)
def test_the_steady_figure_is_the_pool_times_the_tour_over_the_cycle(
    tour: int, preparation: int, rest: int
) -> None:
    terms = {"tour": tour, "preparation": preparation, "rest": rest}
    steady = 3600 * tour / (tour + preparation + rest)
    plan = {"months": 60, "defaults": terms, "actors": pool(3600)}
    held = sustained(scene(line("force", "troops", steady), offer("f", "FRA", low=9000)), plan)
    assert held["breaks"] is None
    more = sustained(scene(line("force", "troops", steady * 1.01), offer("f", "FRA", low=9000)), plan)
    assert more["breaks"] is not None


class TestCycle:
    def test_each_month_says_who_is_deployed_who_prepares_and_who_rests(self) -> None:
        plan = {"months": 9, "defaults": {"tour": 3, "preparation": 1, "rest": 5}, "actors": pool(3000)}
        found = sustained(ONE, plan)
        assert by_month(found, "FRA", "deployed") == [1000] * 9
        assert by_month(found, "FRA", "preparing") == [0, 0, 1000, 0, 0, 1000, 0, 0, 0]
        assert by_month(found, "FRA", "resting") == [0, 0, 0, 1000, 1000, 1000, 2000, 2000, 1000]
        assert by_month(found, "FRA", "free") == [2000, 2000, 1000, 1000, 1000, 0, 0, 0, 1000]

    def test_the_offer_bounds_what_is_deployed_and_the_pool_what_is_in_the_cycle(self) -> None:
        want = scene(line("force", "troops", 5000), offer("f", "FRA", low=1000))
        found = sustained(want, {"months": 6, "defaults": {"tour": 6, "rest": 6}, "actors": pool(90000)})
        assert deployed(found) == [1000] * 6
        assert [reason["kind"] for reason in found["breaks"]["why"]] == ["short", "offer"]

    def test_without_a_pool_the_offer_alone_bounds_and_that_is_said(self) -> None:
        found = sustained(ONE, {"months": 30, "defaults": {"tour": 6}})
        assert found["breaks"] is None
        assert found["unpooled"] == ["FRA:troops"]
        assert by_month(found, "FRA", "free") == [None] * 30

    def test_an_offer_without_a_figure_deploys_nothing_and_is_listed(self) -> None:
        two = scene(line("force", "troops", 1000), offer("e", "EST"), offer("f", "FRA", low=400))
        found = sustained(two, {"months": 6, "defaults": {"tour": 6}})
        assert deployed(found) == [400] * 6
        assert found["unquantified"] == ["e"]
        assert {"kind": "figure", "name": "e"}.items() <= found["breaks"]["why"][1].items()

    def test_low_or_high_figures_as_the_plan_says(self) -> None:
        wide = scene(line("force", "troops", 1000), offer("f", "FRA", low=400, high=900))
        plan = {"months": 3, "defaults": {"tour": 3}}
        assert deployed(sustained(wide, plan)) == [400] * 3
        assert deployed(sustained(wide, {**plan, "figure": "high"})) == [900] * 3

    def test_nothing_is_invented(self) -> None:
        with pytest.raises(QuestionError, match="no tour for FRA on troops: none is invented"):
            sustained(ONE, {"actors": pool(1000)})
        with pytest.raises(QuestionError, match="no rest or ratio for FRA"):
            sustained(ONE, {"defaults": {"tour": 6}, "actors": pool(1000)})

    def test_notice_keeps_the_first_tour_back(self) -> None:
        found = sustained(ONE, {"months": 6, "defaults": {"tour": 6, "notice": 2}})
        assert deployed(found) == [0, 0, 1000, 1000, 1000, 1000]
        assert found["breaks"]["month"] == "2025-04"
        assert found["breaks"]["why"][1]["words"] == "f can be there from 2025-06 only"


class TestReserve:
    def test_a_raise_under_a_circumstance_breaks_in_its_month(self) -> None:
        raising = {"circumstance": "threat", "reserve": 2500, "from": "2026-01"}
        plan = {
            "months": 18,
            "defaults": {"tour": 3, "rest": 0},
            "actors": pool(3000, reserve=1000, reserve_if=raising),
        }
        calm = sustained(scene(fact("threat"), *ONE["requirement"]["lines"], *ONE["offers"]), plan)
        assert calm["breaks"] is None
        found = sustained(scene(fact("threat", True), *ONE["requirement"]["lines"], *ONE["offers"]), plan)
        assert found["holding"] == ["threat"]
        assert found["breaks"]["month"] == "2026-01"
        assert by_month(found, "FRA", "reserve") == [1000] * 9 + [2500] * 9
        assert deployed(found) == [1000] * 9 + [500] * 9
        reason = found["breaks"]["why"][1]
        assert reason["kind"] == "reserve"
        assert reason["words"].endswith("500 deployed, 2,500 in reserve; reserve raised by threat")

    def test_a_supposition_raises_it_too(self) -> None:
        raising = {"circumstance": "threat", "reserve": 3000}
        plan = {"months": 3, "defaults": {"tour": 3, "rest": 0}, "actors": pool(3000, reserve_if=raising)}
        base = scene(fact("threat"), *ONE["requirement"]["lines"], *ONE["offers"])
        assert sustained(base, plan)["breaks"] is None
        assert deployed(sustained(base, plan, suppose=["threat=true"])) == [0, 0, 0]

    def test_a_circumstance_that_is_a_position_holds_when_that_actor_takes_part(self) -> None:
        raising = {"circumstance": "help", "reserve": 3000}
        plan = {"months": 3, "defaults": {"tour": 3, "rest": 0}, "actors": pool(3000, reserve_if=raising)}
        parts = (fact("help", stands_for="USA:air"), *ONE["requirement"]["lines"], *ONE["offers"])
        for stance, left in (("refuses", 1000), ("offers", 0)):
            assert deployed(sustained(scene(*parts, offer("u", "USA", "air", stance)), plan)) == [left] * 3


class TestEnablers:
    def test_a_line_is_sustained_up_to_its_enablers_however_long_the_chain(self) -> None:
        chain = scene(
            line("force", "troops", 1000, 1, "cover"),
            line("cover", "air", 10, 2, "fuel"),
            line("fuel", "logistics", 4, 3),
            offer("f", "FRA", low=1000),
            offer("g", "GBR", "air", low=8),
            offer("d", "DEU", "logistics", low=1),
        )
        found = sustained(chain, {"months": 4, "defaults": {"tour": 2}})
        assert ratios(found) == [0.25] * 4
        assert [month["sustained"] for month in found["lines"][0]["by_month"]] == [250] * 4
        assert [r["kind"] for r in found["breaks"]["why"]] == ["enabler", "enabler", "short", "offer"]
        assert [r["name"] for r in found["breaks"]["why"]] == ["cover", "fuel", "fuel", "d"]

    def test_only_as_many_are_sent_as_are_sustained(self) -> None:
        pair = scene(
            line("force", "troops", 1000, 1, "cover"),
            line("cover", "air", 10, 2),
            offer("f", "FRA", low=1000),
            offer("g", "GBR", "air", low=5),
        )
        assert deployed(sustained(pair, {"months": 4, "defaults": {"tour": 2}})) == [500] * 4

    def test_a_line_without_a_quantity_wants_somebody_there(self) -> None:
        pair = scene(
            line("force", "troops", 1000, 1, "cover"),
            line("cover", "air", None, 2),
            offer("f", "FRA", low=1000),
            offer("g", "GBR", "air", low=6),
        )
        plan = {"months": 4, "defaults": {"tour": 2, "rest": 0}}
        assert ratios(sustained(pair, plan)) == [1] * 4
        small = {**plan, "actors": {"GBR": {"pool": {"air": 5}}}}
        assert ratios(sustained(pair, small)) == [0] * 4
        units = {**small, "subjects": {"air": {"unit_size": 2}}}
        assert ratios(sustained(pair, units)) == [1] * 4

    def test_an_offer_without_a_figure_fills_a_line_without_a_quantity(self) -> None:
        one = scene(line("cover", "air", None), offer("g", "GBR", "air"))
        assert ratios(sustained(one, {"months": 2, "defaults": {"tour": 2}}), "cover") == [1, 1]


class TestWindows:
    def test_an_offer_ends(self) -> None:
        ends = scene(line("force", "troops", 1000), offer("f", "FRA", low=1000, until="2025-08-15"))
        found = sustained(ends, {"months": 8, "defaults": {"tour": 3}})
        assert deployed(found) == [1000] * 4 + [0] * 4
        assert found["breaks"]["month"] == "2025-08"
        assert found["breaks"]["why"][1]["words"] == "f ended with 2025-07"
        assert {"kind": "window", "cost": None}.items() <= found["mend"][-1].items()

    def test_an_offer_begins(self) -> None:
        begins = scene(
            line("force", "troops", 1000), offer("f", "FRA", low=1000, **{"from": "2025-05-02"}, notice=30)
        )
        found = sustained(begins, {"months": 6, "defaults": {"tour": 3}})
        assert deployed(found) == [0, 0, 1000, 1000, 1000, 1000]

    def test_a_line_asks_only_within_its_days(self) -> None:
        asked = line("force", "troops", 1000) | {"from": "2025-06-30", "until": "2025-08-01"}
        found = sustained(scene(asked, offer("f", "FRA", low=1000)), {"months": 6, "defaults": {"tour": 2}})
        assert [month["required"] for month in found["lines"][0]["by_month"]] == [0, 0, 1000, 1000, 0, 0]
        assert found["breaks"] is None
        assert len(found["starts"]) == 1

    def test_who_serves_is_asked_of_place_and_caveats(self) -> None:
        placed = line("force", "troops", 1000) | {"where": ["in_theatre"], "excludes": ["no_combat"]}
        crowd = (
            offer("a", "FRA", low=300, where="outside"),
            offer("b", "DEU", low=300, caveats=["no_combat"]),
            offer("c", "GBR", low=300, where="in_theatre"),
        )
        assert deployed(sustained(scene(placed, *crowd), {"months": 2, "defaults": {"tour": 2}})) == [300] * 2


class TestPriorities:
    PAIR = scene(line("later", "troops", 500, 2), line("first", "troops", 500, 1), offer("f", "FRA", low=700))

    def test_the_foremost_line_is_served_first(self) -> None:
        found = sustained(self.PAIR, {"months": 3, "defaults": {"tour": 3}})
        assert ratios(found, "first") == [1, 1, 1]
        assert ratios(found, "later") == [0.4] * 3
        assert [step["priority"] for step in found["priorities"]] == [1, 2]

    def test_months_without_a_failure_go_before_what_is_short(self) -> None:
        """Either half of the force all the time, or all of it for half the time: the latter fails later."""
        plan = {"months": 12, "defaults": {"tour": 3, "rest": 99}, "actors": pool(2000)}
        found = sustained(ONE, plan)
        assert deployed(found) == [1000] * 6 + [0] * 6
        assert found["objective"] == 6

    def test_a_line_that_must_be_full_goes_before_all(self) -> None:
        found = sustained(self.PAIR, {"months": 3, "defaults": {"tour": 3}, "must": ["later"]})
        assert ratios(found, "later") == [1, 1, 1]
        assert found["priorities"][0]["priority"] == "must"
        assert found["clash"] == []


class TestBackfill:
    DUTY: ClassVar[Json] = {"id": "brigade", "actor": "DEU", "on": "troops", "figure": 800}
    GERMANY = scene(line("force", "troops", 500), offer("d", "DEU", low=500))

    def plan(self, *edges: dict[str, object], **pools: int) -> dict[str, object]:
        actors = {actor: {"pool": {"troops": figure}} for actor, figure in pools.items()}
        defaults = {"tour": 2, "rest": 0}
        return {
            "months": 4,
            "defaults": defaults,
            "actors": actors,
            "duties": [self.DUTY],
            "backfill": list(edges),
        }

    def test_who_takes_over_a_duty_frees_soldiers(self) -> None:
        alone = sustained(self.GERMANY, self.plan(DEU=1000))
        assert deployed(alone) == [200] * 4
        edge = {"by": "POL", "for": "DEU", "duty": "brigade", "figure": 700}
        helped = sustained(self.GERMANY, self.plan(edge, DEU=1000, POL=1000))
        assert deployed(helped) == [500] * 4
        assert [row["figure"] for row in helped["backfill"][0]["by_month"]] == [300] * 4
        assert by_month(helped, "DEU", "duties") == [500] * 4
        assert by_month(helped, "POL", "free") == [700] * 4

    def test_who_has_none_to_spare_frees_none(self) -> None:
        edge = {"by": "POL", "duty": "brigade", "figure": 700}
        assert deployed(sustained(self.GERMANY, self.plan(edge, DEU=1000, POL=100))) == [300] * 4

    def test_a_backfill_whole_or_not_at_all(self) -> None:
        edge = {"by": "POL", "duty": "brigade", "figure": 300, "whole": True}
        assert deployed(sustained(self.GERMANY, self.plan(edge, DEU=1000, POL=300))) == [500] * 4
        small = sustained(self.GERMANY, {**self.plan(edge, DEU=1000, POL=299), "grade": "joining"})
        assert deployed(small) == [200] * 4
        assert small["lp_bound"] < small["objective"]

    def test_a_backfill_goes_no_further_than_the_one_it_needs(self) -> None:
        edges = (
            {"id": "a", "by": "POL", "duty": "brigade", "figure": 300, "needs": ["b"]},
            {"id": "b", "by": "NOR", "duty": "guard", "figure": 100},
        )
        plan = self.plan(*edges, DEU=1000, POL=1000, NOR=50)
        plan["duties"] = [self.DUTY, {"id": "guard", "actor": "POL", "on": "troops", "figure": 100}]
        assert deployed(sustained(self.GERMANY, plan)) == [350] * 4

    def test_a_backfill_waits_for_its_circumstance_and_its_months(self) -> None:
        edge = {"by": "POL", "duty": "brigade", "figure": 300, "circumstance": "peace", "from": "2025-06"}
        base = scene(fact("peace"), *self.GERMANY["requirement"]["lines"], *self.GERMANY["offers"])
        plan = self.plan(edge, DEU=1000, POL=1000)
        assert deployed(sustained(base, plan)) == [200] * 4
        assert deployed(sustained(base, plan, suppose=["peace=true"])) == [200, 200, 500, 500]

    def test_a_circle_is_shown_and_creates_nothing(self) -> None:
        edges = (
            {"id": "p", "by": "POL", "duty": "brigade", "figure": 800},
            {"id": "g", "by": "DEU", "duty": "guard", "figure": 800},
        )
        plan = self.plan(*edges, DEU=1000, POL=800)
        plan["duties"] = [self.DUTY, {"id": "guard", "actor": "POL", "on": "troops", "figure": 800}]
        found = sustained(self.GERMANY, plan)
        assert deployed(found) == [200] * 4
        (circle,) = found["circles"]
        assert circle["kind"] == "duties"
        assert (circle["actors"], circle["backfill"]) == (["DEU", "POL"], ["g", "p"])
        assert (circle["carried"], circle["most"]) == (False, 0)

    def test_a_circle_that_needs_itself_passes_on_what_comes_from_outside_only(self) -> None:
        edges = (
            {"id": "a", "by": "POL", "duty": "brigade", "figure": 300, "needs": ["b"]},
            {"id": "b", "by": "NOR", "duty": "brigade", "figure": 300, "needs": ["a"]},
        )
        found = sustained(self.GERMANY, self.plan(*edges, DEU=800, POL=100, NOR=900))
        assert deployed(found) == [200] * 4
        assert found["circles"] == [
            {"kind": "needs", "actors": ["NOR", "POL"], "backfill": ["a", "b"], "carried": True, "most": 100}
        ]
