"""Rule 6: an offer is active when it reaches the threshold and its condition holds; least and greatest."""

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import active, answer, fact, line, offer, scene


class TestThreshold:
    @pytest.mark.parametrize(
        ("count_from", "going"),
        [
            ("refuses", ["o0", "o1", "o2", "o3", "o4", "o5", "o6"]),
            ("considers", ["o3", "o4", "o5", "o6"]),
            ("offers", ["o4", "o5", "o6"]),
            ("deployed", ["o6"]),
        ],
    )
    def test_the_rung_must_reach_the_threshold(self, count_from: str, going: list[str]) -> None:
        ladder = ["refuses", "withholds", "not_ruled_out", "considers", "offers", "pledges", "deployed"]
        offers = [offer(f"o{i}", f"A{i}", stance=stance) for i, stance in enumerate(ladder)]
        assert active(scene(*offers), count_from=count_from) == going

    def test_offers_is_the_default_and_others_are_out(self) -> None:
        found = answer("closure", scene(offer("a", "FRA", stance="considers"), offer("b", "GBR")))
        assert found["unprompted"] == {"assured": ["b"], "possible": [], "out": ["a"]}

    def test_an_unknown_rung_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("closure", scene(offer("a", "FRA")), count_from="maybe")
        assert caught.value.names == ("maybe",)


class TestFormulas:
    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            (None, True),
            ("yes", True),
            ("no", False),
            ({"all": []}, True),
            ({"any": []}, False),
            ({"all": ["yes", "no"]}, False),
            ({"any": ["yes", "no"]}, True),
            ({"at_least": [0, []]}, True),
            ({"at_least": [-3, ["no"]]}, True),
            ({"at_least": [3, ["yes", "yes"]]}, False),
            ({"at_least": [2, ["yes", "yes", "no"]]}, True),
            ({"at_least": [2, ["yes", "no", "no"]]}, False),
            ({"not": "no"}, True),
            ({"not": {"not": "yes"}}, True),
            ({"not": {"any": ["no", {"all": ["yes", "no"]}]}}, True),
            ({"not": {"at_least": [2, ["yes", "no", "yes"]]}}, False),
            ("other:whatever else is asked", False),
        ],
    )
    def test_a_formula_over_known_circumstances(self, condition: object, holds: bool) -> None:
        known = (fact("yes", True), fact("no", False), fact("other:whatever else is asked", False))
        assert active(scene(*known, offer("a", "FRA", condition=condition))) == (["a"] if holds else [])


class TestParticipation:
    def test_joins_an_actor_on_any_or_on_one_subject(self) -> None:
        found = scene(
            offer("g", "GBR", "naval"),
            offer("any", "FRA", condition="joins:GBR"),
            offer("one", "DNK", condition="joins:GBR:naval"),
            offer("none", "SWE", condition="joins:GBR:troops"),
            offer("silent", "NOR", condition="joins:ISL"),
        )
        assert active(found) == ["any", "g", "one"]

    def test_count_is_of_distinct_actors(self) -> None:
        found = scene(
            offer("g1", "GBR"),
            offer("g2", "GBR", "naval"),
            offer("f", "FRA", "naval"),
            offer("two", "DNK", condition="count:naval>=2"),
            offer("three", "SWE", condition="count:naval>=3"),
            offer("any", "NOR", condition="count>=3"),
        )
        assert active(found) == ["any", "f", "g1", "g2", "two"]

    def test_count_of_nobody_always_holds(self) -> None:
        assert active(scene(offer("a", "FRA", condition="count:troops>=0"))) == ["a"]

    def test_sum_counts_low_and_null_as_nothing(self) -> None:
        found = scene(
            offer("g", "GBR", low=5, high=50),
            offer("f", "FRA", high=100),
            offer("five", "DNK", "naval", condition="sum:troops>=5"),
            offer("six", "SWE", "naval", condition="sum:troops>=6"),
        )
        assert active(found) == ["f", "five", "g"]

    def test_sums_are_made_on_decimals_as_written(self) -> None:
        found = scene(
            offer("g", "GBR", low=0.1),
            offer("f", "FRA", low=0.2),
            offer("ok", "DNK", "naval", condition="sum:troops>=0.3"),
            offer("no", "SWE", "naval", condition="sum:troops>=0.30000000000000000001"),
        )
        assert active(found) == ["f", "g", "ok"]

    def test_filled_and_one_line_of_it(self) -> None:
        found = scene(
            line("force", "troops", 10),
            line("ships", "naval", 1),
            offer("g", "GBR", low=10),
            offer("all", "DNK", "air", condition="filled"),
            offer("one", "SWE", "air", condition="filled:force"),
        )
        assert active(found) == ["g", "one"]

    def test_a_live_link_is_the_participation_behind_it(self) -> None:
        link = fact("backstop", True, "USA:air_cover")
        waiting = offer("g", "GBR", condition="backstop")
        assert active(scene(link, waiting)) == ["g"], "no position: an ordinary circumstance with its value"
        refusing = offer("u", "USA", "air_cover", "refuses")
        assert active(scene(link, waiting, refusing)) == [], "while live the value is not used"
        assert active(scene(link, waiting, refusing | {"stance": "offers"})) == ["g", "u"]
        elsewhere = offer("u", "USA", "naval", "refuses")
        assert active(scene(link, waiting, elsewhere)) == ["g"]


class TestLeastAndGreatest:
    def test_those_who_wait_for_each_other_are_the_knot(self) -> None:
        found = answer(
            "closure",
            scene(
                offer("d", "DNK", condition="joins:SWE"),
                offer("s", "SWE", condition="joins:DNK"),
                offer("f", "FIN", condition="joins:SWE"),
                offer("g", "GBR"),
            ),
        )
        assert found["unprompted"]["assured"] == ["g"]
        assert found["concerted"]["assured"] == ["d", "f", "g", "s"]
        assert found["knot"] == ["d", "f", "s"]

    def test_the_offer_itself_is_among_those_who_come(self) -> None:
        found = answer("closure", scene(offer("a", "FRA", condition="count>=1")))
        assert found["unprompted"]["out"] == ["a"]
        assert found["concerted"]["assured"] == ["a"]

    def test_a_chain_needs_no_concert(self) -> None:
        chain = [offer(f"o{i}", f"A{i}", condition=f"joins:A{i + 1}") for i in range(4)] + [offer("o4", "A4")]
        found = answer("closure", scene(*chain))
        assert found["unprompted"]["assured"] == ["o0", "o1", "o2", "o3", "o4"]
        assert found["knot"] == []

    def test_the_knot_is_the_union_over_the_worlds(self) -> None:
        found = answer(
            "closure",
            scene(
                fact("peace"),
                offer("d", "DNK", condition={"all": ["peace", "joins:SWE"]}),
                offer("s", "SWE", condition={"any": ["peace", "joins:DNK"]}),
                offer("a", "NOR", condition={"all": [{"not": "peace"}, "joins:ISL"]}),
                offer("b", "ISL", condition="joins:NOR"),
            ),
        )
        assert found["knot"] == ["a", "b"]


class TestExistence:
    @pytest.mark.parametrize(
        ("condition", "blamed"),
        [
            ("ceasfire", "ceasfire"),
            ("joins:GBR:trops", "trops"),
            ("count:trops>=1", "trops"),
            ("sum:trops>=1", "trops"),
            ("filled", "filled"),
            ("filled:force", "force"),
            ("count>=-1", "count>=-1"),
            ("count>=1.5", "count>=1.5"),
            ("count:troops>=", "count:troops>="),
            ("sum:troops>=-1", "sum:troops>=-1"),
            ("sum>=1", "sum>=1"),
            ("joins:", "joins:"),
        ],
    )
    @pytest.mark.parametrize("stance", ["offers", "refuses"])
    def test_a_leaf_that_does_not_exist_is_refused(self, condition: str, blamed: str, stance: str) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("closure", scene(offer("a", "FRA", stance=stance, condition=condition)))
        assert blamed in caught.value.names

    def test_an_actor_who_is_silent_is_no_error(self) -> None:
        assert active(scene(offer("a", "FRA", condition={"any": ["joins:XXX", "joins:XXX:troops"]}))) == []
