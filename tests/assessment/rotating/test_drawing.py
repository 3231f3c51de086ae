"""The force drawn up from situation and plan: windows, terms, reserves, demands, what is refused by name."""

from datetime import date
from typing import Any, ClassVar

import pytest

from musterbook.assessment.rotating.drawing import Drawn, draw_up, offer_months, raised, terms_of
from musterbook.assessment.rotating.force import MUST, NEVER
from musterbook.assessment.rotating.plan import parse_plan
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import Json, fact, line, offer, scene

FROM = 2025 * 12 + 3
"""April 2025."""
TOUR = {"tour": 6, "rest": 12}


def drawn(*parts: Json, plan: Json | None = None, as_of: str | None = None) -> Drawn:
    """The force of all offers of a situation."""
    laid = parse_situation({**scene(*parts), **({"as_of": as_of} if as_of else {})})
    whole = {"from": "2025-04", "months": 12, "defaults": TOUR, **(plan or {})}
    return draw_up(laid, laid.offers, parse_plan({k: v for k, v in whole.items() if v is not None}))


def refused(*parts: Json, plan: Json | None = None) -> QuestionError:
    with pytest.raises(QuestionError) as caught:
        drawn(*parts, plan=plan)
    return caught.value


FRA = offer("f", "FRA", low=1000, high=1500)
FORCE = line("force", "troops", 800)


class TestWindows:
    """Months are counted from April 2025."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({}, (0, NEVER)),
            ({"from": "2025-06-01"}, (2, NEVER)),
            ({"from": "2025-06-02"}, (3, NEVER)),
            ({"until": "2025-09-01"}, (0, 4)),
            ({"until": "2025-09-30"}, (0, 4)),
            ({"from": "2025-06-01", "notice": 30}, (3, NEVER)),
            ({"from": "2025-06-01", "notice": 31}, (4, NEVER)),
            ({"from": "2024-01-01"}, (-15, NEVER)),
        ],
    )
    def test_only_whole_months_count(self, given: Json, expected: tuple[int, int]) -> None:
        made = parse_situation(scene(offer("f", "FRA", **given)))
        assert offer_months(made.offers[0], None, FROM) == expected

    def test_notice_counts_from_the_day_of_the_situation(self) -> None:
        made = parse_situation(scene(offer("f", "FRA", notice=20)))
        assert offer_months(made.offers[0], date(2025, 4, 15), FROM) == (2, NEVER)
        assert offer_months(made.offers[0], None, FROM) == (1, NEVER)

    def test_a_day_beyond_the_calendar_never_comes(self) -> None:
        made = parse_situation(scene({**offer("f", "FRA", notice=300), "from": "9999-12-01"}))
        assert offer_months(made.offers[0], None, FROM) == (NEVER, NEVER)

    def test_the_later_of_window_and_the_plans_notice(self) -> None:
        found = drawn({**FRA, "from": "2025-06-01"}, FORCE, plan={"actors": {"FRA": {"notice": 4}}})
        assert found.force.contingents[0].first == 4
        found = drawn({**FRA, "from": "2025-06-01"}, FORCE, plan={"defaults": {**TOUR, "notice": 1}})
        assert found.force.contingents[0].first == 2

    def test_a_line_asks_in_every_month_that_has_a_day_of_its_window(self) -> None:
        late = {**FORCE, "from": "2025-05-20", "until": "2025-09-02"}
        (demand,) = drawn(FRA, late).force.demands
        assert (demand.first, demand.last) == (1, 5)
        (demand,) = drawn(FRA, {**late, "until": "2025-09-01"}).force.demands
        assert demand.last == 4
        (demand,) = drawn(FRA, {**FORCE, "from": "2024-01-01", "until": "2030-01-01"}).force.demands
        assert (demand.first, demand.last) == (0, 11)


class TestFigures:
    def test_low_or_high_as_the_plan_says(self) -> None:
        assert drawn(FRA, FORCE).force.contingents[0].figure == 1000
        assert drawn(FRA, FORCE, plan={"figure": "high"}).force.contingents[0].figure == 1500

    def test_without_a_figure_nothing_is_deployed(self) -> None:
        (contingent,) = drawn(offer("f", "FRA"), FORCE).force.contingents
        assert (contingent.figure, contingent.known) == (0, False)

    def test_a_line_without_a_quantity_has_the_months_of_offers_without_a_figure(self) -> None:
        bare = offer("b", "FRA", until="2025-07-01")
        (demand,) = drawn(bare, FRA, line("force")).force.demands
        assert demand.uncounted == {0, 1, 2}

    def test_a_subject_is_scaled_by_the_most_that_is_asked_of_it(self) -> None:
        found = drawn(FRA, FORCE, line("guard", "troops", 50), line("cover", "air_cover"))
        assert found.force.scale == {"troops": 800, "air_cover": 1}


class TestTerms:
    PLAN = parse_plan(
        {
            "from": "2025-04",
            "defaults": {"tour": 6, "ratio": "1:4", "preparation": 2, "unit_size": 100},
            "subjects": {"troops": {"tour": 4, "least": 50}},
            "actors": {"FRA": {"rest": 5, "preparation": 1}},
        }
    )

    def test_the_actor_goes_before_the_subject_and_the_subject_before_the_defaults(self) -> None:
        own, other = terms_of(self.PLAN, "FRA", "troops"), terms_of(self.PLAN, "GBR", "naval")
        assert [own.tour, own.preparation, own.rest, own.ratio] == [4, 1, 5, None]
        assert [own.unit_size, own.least] == [100, 50]
        assert [other.tour, other.preparation, other.rest, other.ratio] == [6, 2, None, 4]

    def test_a_ratio_leaves_rest_beside_tour_and_preparation(self) -> None:
        (pool,) = drawn(
            FRA, FORCE, plan={"defaults": {"tour": 6, "ratio": "1:4", "preparation": 2}}
        ).force.pools
        assert (pool.tour, pool.preparation, pool.rest) == (6, 2, 16)

    def test_a_ratio_that_leaves_no_whole_month_is_refused(self) -> None:
        error = refused(FRA, FORCE, plan={"defaults": {"tour": 5, "ratio": "1:2.5"}})
        assert "leaves 7.5 months of rest" in str(error)
        error = refused(FRA, FORCE, plan={"defaults": {"tour": 2, "ratio": "1:2", "preparation": 3}})
        assert "leaves -1 months" in str(error)

    def test_a_tour_that_is_needed_and_not_given_is_refused(self) -> None:
        assert refused(FRA, FORCE, plan={"defaults": {}}).names == ("FRA", "troops")

    def test_a_rest_is_needed_only_where_a_pool_bounds(self) -> None:
        assert drawn(FRA, FORCE, plan={"defaults": {"tour": 6}}).force.pools[0].rest == 0
        pooled = {"defaults": {"tour": 6}, "actors": {"FRA": {"pool": {"troops": 9}}}}
        assert "no rest or ratio for FRA on troops" in str(refused(FRA, FORCE, plan=pooled))


class TestReserves:
    RAISED: ClassVar[Json] = {
        "actors": {
            "FRA": {
                "pool": {"troops": 5000},
                "reserve": {"troops": 100},
                "reserve_if": [
                    {
                        "circumstance": "threat",
                        "reserve": {"troops": 700},
                        "from": "2025-06",
                        "until": "2025-08",
                    },
                    {"reserve": {"troops": 300}, "from": "2025-08"},
                ],
            }
        },
        "months": 6,
    }

    def test_the_highest_reserve_of_a_month_counts(self) -> None:
        found = drawn(FRA, FORCE, fact("threat", True), plan=self.RAISED)
        assert found.force.pools[0].reserve == (100, 100, 700, 700, 700, 300)

    def test_only_while_the_circumstance_holds(self) -> None:
        found = drawn(FRA, FORCE, fact("threat"), plan=self.RAISED)
        assert [*found.force.pools[0].reserve] == [100, 100, 100, 100, 300, 300]
        assert found.holding == frozenset()

    def test_a_circumstance_that_is_a_position_holds_while_the_offer_is_active(self) -> None:
        found = drawn(FRA, FORCE, fact("french", stands_for="FRA:troops"), fact("no", False, "USA:troops"))
        assert found.holding == {"french"}

    def test_a_raise_is_on_from_its_first_to_its_last_month(self) -> None:
        plan = parse_plan({"from": "2025-04", **self.RAISED})
        first = plan.actors["FRA"].raises[0]
        on = [raised(first, FROM + month, {"threat"}) for month in range(6)]
        assert on == [False, False, True, True, True, False]
        assert not raised(first, FROM + 2, ())


class TestDemands:
    def test_who_serves_whom(self) -> None:
        found = drawn(FRA, offer("g", "GBR", "engineering", low=5), FORCE, line("works", "engineering", 5, 2))
        assert [demand.served for demand in found.force.demands] == [(0,), (1,)]

    def test_enablers_are_places_and_priorities_are_kept(self) -> None:
        found = drawn(FRA, line("force", "troops", 800, 3, "works"), line("works", "engineering", 5, 2))
        assert found.force.demands[0].enablers == (1,)
        assert [demand.priority for demand in found.force.demands] == [3, 2]

    def test_a_line_that_must_be_full_goes_before_all(self) -> None:
        assert drawn(FRA, FORCE, plan={"must": ["force"]}).force.demands[0].priority == MUST

    def test_too_many_figures_are_refused(self) -> None:
        lines = [line(f"l{n}", "troops", 1, n) for n in range(100)]
        offers = [offer(f"o{n}", f"A{n}", low=1) for n in range(100)]
        assert "a plan of 2,424,000 figures" in str(refused(*lines, *offers, plan={"months": 240}))


class TestDuties:
    PLAN: ClassVar[Json] = {
        "actors": {"FRA": {"pool": {"troops": 500}}, "POL": {"pool": {"troops": 100}}},
        "duties": [
            {
                "id": "guard",
                "actor": "FRA",
                "on": "troops",
                "figure": 50,
                "from": "2025-06",
                "until": "2025-07",
            }
        ],
        "backfill": [{"id": "b", "by": "POL", "duty": "guard", "figure": 40, "circumstance": "threat"}],
    }

    def test_places_and_months(self) -> None:
        made = drawn(FRA, FORCE, fact("threat", True), plan=self.PLAN).force
        (duty,), (edge,) = made.duties, made.edges
        assert (made.pools[duty.pool].actor, duty.first, duty.last) == ("FRA", 2, 3)
        assert (made.pools[edge.by].actor, edge.duty, edge.first, edge.last) == ("POL", 0, 0, NEVER)

    def test_a_backfill_whose_circumstance_does_not_hold_has_no_months(self) -> None:
        assert drawn(FRA, FORCE, fact("threat", False), plan=self.PLAN).force.edges[0].first == NEVER

    def test_a_duty_needs_a_pool(self) -> None:
        plan = {**self.PLAN, "actors": {"FRA": {"pool": {"troops": 500}}}}
        assert "no pool of POL on troops" in str(refused(FRA, FORCE, fact("threat"), plan=plan))

    def test_nobody_takes_over_his_own_duty(self) -> None:
        own = {**self.PLAN, "backfill": [{"by": "FRA", "duty": "guard", "figure": 40}]}
        pole = offer("p", "POL", low=1)
        assert "is by FRA for FRA" in str(refused(FRA, pole, FORCE, plan={**own, "defaults": TOUR}))
        other = {**self.PLAN, "backfill": [{"by": "POL", "for": "DEU", "duty": "guard", "figure": 40}]}
        assert "is by POL for DEU" in str(refused(FRA, FORCE, plan=other))


class TestRefusals:
    @pytest.mark.parametrize(
        ("plan", "names"),
        [
            ({"actors": {"XXX": {"tour": 3}}}, ("XXX",)),
            ({"subjects": {"naval": {"tour": 3}}}, ("naval",)),
            ({"actors": {"FRA": {"pool": {"naval": 3}}}}, ("naval",)),
            ({"must": ["other"]}, ("other",)),
            ({"backfill": [{"by": "FRA", "duty": "none", "figure": 1}]}, ("none",)),
            (
                {
                    "actors": {
                        "FRA": {"pool": {"troops": 1}, "reserve_if": {"reserve": 1, "circumstance": "x"}}
                    }
                },
                ("x",),
            ),
            (
                {"duties": [{"id": "d", "actor": "FRA", "on": "troops", "figure": 1}] * 2},
                ("d",),
            ),
        ],
    )
    def test_what_is_not_there_is_named(self, plan: Json, names: tuple[str, ...]) -> None:
        assert refused(FRA, FORCE, plan=plan).names == names

    def test_the_remedy_is_english(self) -> None:
        assert "name an actor of" in str(refused(FRA, FORCE, plan={"actors": {"XXX": {}}}))
        assert "name a line of" in str(refused(FRA, FORCE, plan={"must": ["other"]}))

    def test_without_lines_there_is_nothing_to_sustain(self) -> None:
        assert refused(FRA).names == ("requirement",)

    def test_the_first_month_is_the_plans_else_the_situations(self) -> None:
        assert drawn(FRA, FORCE, as_of="2025-01-17").start == FROM
        nothing: dict[str, Any] = {"from": None}
        assert drawn(FRA, FORCE, plan=nothing, as_of="2025-01-17").start == 2025 * 12
        assert refused(FRA, FORCE, plan=nothing).names == ("from",)
