"""Rule 14: consent to a measure follows its rule; who carries, who blocks, who is undecided."""

import random
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment import brute
from tests.assessment.build import Json, answer, fact, offer, scene
from tests.assessment.cases import ACTORS, STANCES, Cases
from tests.assessment.naive import subsets

FIVE = ["BEL", "DEU", "EST", "FRA", "ITA"]


def measure(rule: Any, **positions: str) -> Json:
    stances = [{"actor": actor, "stance": stance} for actor, stance in positions.items()]
    return {"id": "freeze", "rule": rule, "positions": stances}


def consent(rule: Any, suppose: list[str] | None = None, **positions: str) -> Json:
    return answer("consent", scene(measure(rule, **positions)), measure="freeze", suppose=suppose)


class TestUnanimity:
    def test_who_is_against_and_who_is_undecided(self) -> None:
        found = consent(
            {"unanimity": FIVE},
            BEL="refuses",
            DEU="withholds",
            EST="not_ruled_out",
            FRA="offers",
            USA="refuses",
        )
        assert found["against"] == ["BEL", "DEU"]
        assert found["undecided"] == ["EST", "ITA"]
        assert found["carry"] == [["BEL", "DEU", "EST", "ITA"]]
        assert found["block"] == [["BEL"], ["DEU"], ["EST"], ["FRA"], ["ITA"]]
        assert (found["carried"], found["possible"]) == (False, False)

    def test_possible_when_the_undecided_join(self) -> None:
        found = consent({"unanimity": ["EST", "FRA"]}, EST="considers", FRA="pledges")
        assert (found["carried"], found["possible"]) == (False, True)

    def test_carried(self) -> None:
        found = consent({"unanimity": ["EST", "FRA"]}, EST="deployed", FRA="offers")
        assert (found["carried"], found["possible"], found["carry"]) == (True, True, [[]])

    def test_of_nobody(self) -> None:
        found = consent({"unanimity": []})
        assert (found["carried"], found["carry"], found["block"]) == (True, [[]], [])


class TestAtLeast:
    def test_k_of_n(self) -> None:
        found = consent({"at_least": [3, FIVE]}, BEL="offers", DEU="refuses", EST="offers")
        assert found["carry"] == [["DEU"], ["FRA"], ["ITA"]]
        assert len(found["block"]) == 10
        assert all(len(members) == 3 for members in found["block"])

    def test_more_than_there_are(self) -> None:
        found = consent({"at_least": [6, FIVE]})
        assert (found["carry"], found["block"], found["possible"]) == ([], [[]], False)

    def test_none_needed(self) -> None:
        found = consent({"at_least": [0, FIVE]})
        assert (found["carry"], found["block"]) == ([[]], [])


PEOPLE = {"BEL": 11, "DEU": 83, "EST": 1, "FRA": 68, "ITA": 59}


class TestQualified:
    def rule(self, **more: Any) -> Json:
        return {"qualified": {"members": PEOPLE, "states": 0.55, "population": 0.65, **more}}

    def test_states_and_population_are_both_needed(self) -> None:
        assert consent(self.rule(), DEU="offers", FRA="offers")["carried"] is False
        assert consent(self.rule(), BEL="offers", EST="offers", ITA="offers")["carried"] is False
        assert consent(self.rule(), DEU="offers", EST="offers", FRA="offers")["carried"] is True

    def test_the_smallest_sets(self) -> None:
        found = consent(self.rule(), DEU="refuses", FRA="offers")
        assert found["carry"] == [["BEL", "DEU"], ["DEU", "EST"], ["DEU", "ITA"]]
        assert found["possible"] is False

    def test_too_few_outside_cannot_block(self) -> None:
        most = {"BEL": "offers", "EST": "offers", "FRA": "offers", "ITA": "offers"}
        assert consent(self.rule(), None, **most)["carried"] is False
        assert consent(self.rule(blocking_minority=2), None, **most)["carried"] is True
        assert ["DEU"] in consent(self.rule(), None, **most)["block"]
        assert ["DEU"] not in consent(self.rule(blocking_minority=2), None, **most)["block"]

    def test_shares_are_exact(self) -> None:
        rule = {"qualified": {"members": dict.fromkeys("abcdefghij", 0.1), "states": 0.3, "population": 0.3}}
        assert consent(rule, a="offers", b="offers", c="offers")["carried"] is True

    @pytest.mark.parametrize(
        "more", [{"states": 55}, {"population": -0.1}, {"blocking_minority": 1.5}, {"extra": 1}]
    )
    def test_what_is_no_rule_is_refused(self, more: Json) -> None:
        with pytest.raises(QuestionError):
            consent(self.rule(**more))


class TestCustodian:
    def test_the_custodian_and_the_rule(self) -> None:
        rule = {"custodian": ["BEL"], "and": {"at_least": [1, ["DEU", "FRA"]]}}
        found = consent(rule, DEU="offers")
        assert found["carry"] == [["BEL"]]
        assert found["block"] == [["BEL"], ["DEU", "FRA"]]

    def test_a_custodian_within_a_custodian(self) -> None:
        inner = {"custodian": ["FRA"], "and": {"unanimity": ["DEU"]}}
        assert consent({"custodian": ["BEL"], "and": inner})["carry"] == [["BEL", "DEU", "FRA"]]

    def test_a_custodian_who_is_a_member_too(self) -> None:
        found = consent({"custodian": ["BEL"], "and": {"at_least": [2, ["BEL", "DEU", "FRA"]]}})
        assert found["carry"] == [["BEL", "DEU"], ["BEL", "FRA"]]


EITHER: Json = {
    "any": [
        {"unanimity": ["CAN", "DEU", "FRA"]},
        {"qualified": {"members": PEOPLE, "states": 0.55, "population": 0.65}},
    ]
}


class TestCombined:
    """Rules combined: the G7 as one, or the Union by its qualified majority."""

    def test_one_way_is_enough(self) -> None:
        first = dict.fromkeys(["CAN", "DEU", "FRA"], "offers")
        second = dict.fromkeys(["BEL", "DEU", "ITA"], "offers")
        assert consent(EITHER, None, **first)["carried"] is True
        assert consent(EITHER, None, **second)["carried"] is True
        assert consent({"all": EITHER["any"]}, None, **first)["carried"] is False

    def test_the_smallest_sets_go_through_either(self) -> None:
        found = consent(EITHER, DEU="offers", FRA="offers")
        assert found["carry"] == [["BEL"], ["CAN"], ["EST"], ["ITA"]]
        assert found["blockers"] == []
        every = consent({"all": EITHER["any"]}, DEU="offers", FRA="offers")
        assert every["carry"] == [["BEL", "CAN"], ["CAN", "EST"], ["CAN", "ITA"]]
        assert [blocker["member"] for blocker in every["blockers"]] == ["CAN"]

    def test_of_no_rules(self) -> None:
        assert (consent({"all": []})["carry"], consent({"all": []})["block"]) == ([[]], [])
        assert (consent({"any": []})["carry"], consent({"any": []})["block"]) == ([], [[]])

    @pytest.mark.parametrize("seed", range(150))
    def test_as_a_naive_engine_has_it(self, seed: int) -> None:
        draw = random.Random(seed)
        rules = [Cases(seed * 10 + i).rule(2) for i in range(draw.randint(0, 3))]
        rule = {draw.choice(["all", "any"]): [*rules, {draw.choice(["all", "any"]): rules[:2]}]}
        positions = {actor: draw.choice(STANCES) for actor in ACTORS if draw.random() < 0.7}
        found = consent(rule, None, **positions)
        wanted = brute.consent(measure(rule, **positions))
        assert {key: found[key] for key in wanted} == wanted


class TestSuppositions:
    def test_they_set_the_position_on_the_measure(self) -> None:
        found = consent(
            {"unanimity": ["BEL", "FRA"]}, ["BEL:freeze=offers", "FRA:freeze=refuses"], BEL="refuses"
        )
        assert (found["against"], found["carry"]) == (["FRA"], [["FRA"]])

    def test_the_last_one_counts(self) -> None:
        found = consent({"unanimity": ["BEL"]}, ["BEL:freeze=refuses", "BEL:freeze=offers"])
        assert found["carried"] is True

    def test_they_add_no_offer_there(self) -> None:
        base = scene(measure({"unanimity": ["BEL"]}))
        found = answer("closure", base, suppose=["BEL:freeze=offers"])
        assert found["unprompted"] == {"assured": [], "possible": [], "out": []}

    def test_the_threshold_and_conditions_do_not_apply(self) -> None:
        base = scene(
            fact("war"), offer("b", "BEL", condition="war"), measure({"unanimity": ["BEL"]}, BEL="considers")
        )
        assert answer("consent", base, measure="freeze", count_from="considers")["carried"] is False


class TestRefusals:
    def test_two_positions_of_one_actor(self) -> None:
        bad = measure({"unanimity": ["BEL"]})
        bad["positions"] = [{"actor": "BEL", "stance": "offers"}, {"actor": "BEL", "stance": "refuses"}]
        with pytest.raises(QuestionError) as caught:
            answer("closure", scene(bad))
        assert caught.value.names == ("BEL",)

    def test_an_unknown_measure_or_none(self) -> None:
        with pytest.raises(QuestionError, match="freeze"):
            answer("consent", scene(measure({"unanimity": []})), measure="thaw")
        with pytest.raises(QuestionError, match="needs a measure"):
            answer("consent", scene(measure({"unanimity": []})))

    @pytest.mark.parametrize(
        "rule",
        [
            {"all": {"unanimity": ["BEL"]}},
            {"any": [["BEL"]]},
            {"any": [], "all": []},
            {"unanimity": ["BEL", "BEL"]},
            {"at_least": [1, ["BEL", "BEL"]]},
            {"qualified": "EU"},
            {"qualified": {"members": {"BEL": float("nan")}, "states": 0, "population": 0}},
            {"qualified": {"members": {"BEL": float("inf")}, "states": 0, "population": 0}},
            {"qualified": {"members": {"BEL": -1}, "states": 0, "population": 0}},
            {"qualified": {"members": {"BEL": 1}, "states": 0, "population": 1.01}},
            {"at_least": [True, ["BEL"]]},
        ],
    )
    def test_what_is_no_rule(self, rule: Any) -> None:
        with pytest.raises(QuestionError, match="measure freeze, rule"):
            consent(rule)

    def test_a_measure_without_a_rule_has_no_verdict(self) -> None:
        with pytest.raises(QuestionError, match="no rule"):
            consent(None)


class TestManyMembers:
    members = tuple(f"M{i:02}" for i in range(27))

    def test_unanimity_of_twenty_seven(self) -> None:
        found = consent({"unanimity": list(self.members)}, M03="refuses")
        assert found["complete"] is True
        assert found["block"] == [[name] for name in self.members]
        assert found["carry"] == [list(self.members)]

    def test_a_cap_is_named_and_all_are_counted(self) -> None:
        found = answer(
            "consent",
            scene(measure({"at_least": [14, list(self.members)]})),
            measure="freeze",
            limit=20,
        )
        assert found["complete"] is False
        assert found["cap"] == (
            "carry: 20 of 20058300 sets are listed; block: 20 of 20058300 sets are listed"
        )
        assert (found["carry_count"], len(found["block"])) == (20_058_300, 20)
        assert (found["carried"], found["possible"]) == (False, True)


class TestHostile:
    def test_rules_nested_as_deep_as_is_read(self) -> None:
        rule: Any = {"unanimity": ["BEL", "DEU"]}
        for depth in range(100):
            rule = {("all", "any")[depth % 2]: [rule]}
        assert consent(rule)["carry"] == [["BEL", "DEU"]]
        with pytest.raises(QuestionError, match="too deeply"):
            consent({"all": [rule]})

    def test_thousands_deep(self) -> None:
        rule: Any = {"unanimity": ["BEL"]}
        for _ in range(5000):
            rule = {"custodian": ["BEL"], "and": rule}
        with pytest.raises(QuestionError, match="too deeply"):
            consent(rule)

    def test_ten_thousand_members(self) -> None:
        members = [f"M{i:05}" for i in range(10_000)]
        found = consent({"unanimity": members}, M00003="refuses")
        assert (len(found["carry"]), len(found["block"]), len(found["blockers"])) == (1, 10_000, 10_000)
        half = consent({"at_least": [5000, members]})
        assert (half["carried"], half["possible"], half["complete"]) == (False, True, False)
        assert half["carry_count"] is None
        assert len(half["carry"][0]) == 5000

    @pytest.mark.parametrize(
        ("shares", "carry", "block"),
        [
            ((0, 0), [[]], []),
            ((1, 1), [["A", "B"]], [["A"], ["B"]]),
            ((0, 1), [["A", "B"]], [["A"], ["B"]]),
            ((1, 0), [["A", "B"]], [["A"], ["B"]]),
        ],
    )
    def test_quotas_of_nothing_and_of_all(
        self, shares: tuple[int, int], carry: list[list[str]], block: list[list[str]]
    ) -> None:
        body = {"members": {"A": 1, "B": 10**200}, "states": shares[0], "population": shares[1]}
        found = consent({"qualified": body})
        assert (found["carry"], found["block"]) == (carry, block)

    def test_nobody_has_any_people(self) -> None:
        body: Json = {"members": {"A": 0, "B": 0}, "states": 0.5, "population": 1}
        assert consent({"qualified": body})["carry"] == [["A"], ["B"]]
        nobody: Json = {"members": {}, "states": 1, "population": 1}
        assert consent({"qualified": nobody})["carried"] is True


class TestPowerOfMembers:
    """Pivot and sweep of a measure: its members are the players, whatever they have said so far."""

    def test_a_custodian_weighs_most(self) -> None:
        rule = {"custodian": ["BEL"], "and": {"at_least": [1, ["DEU", "FRA"]]}}
        base = scene(measure(rule, DEU="offers"))
        found = answer("pivot", base, measure="freeze")["pivot"]
        assert {name: power["banzhaf"] for name, power in found.items()} == {
            "BEL": 0.75,
            "DEU": 0.25,
            "FRA": 0.25,
        }
        swept = answer("sweep", base, measure="freeze")
        assert (swept["worlds"], swept["holds"]) == (8, 3)

    @pytest.mark.parametrize("seed", range(40))
    def test_as_a_naive_engine_has_it(self, seed: int) -> None:
        rule = {"any": [Cases(seed).rule(2), Cases(seed + 1000).rule(1)]}
        members = sorted(brute.members(rule))
        base = scene(measure(rule))
        winning = [frozenset(way) for way in subsets(members) if brute.carried(rule, set(way))]
        swept = answer("sweep", base, measure="freeze")
        assert (swept["worlds"], swept["holds"]) == (2 ** len(members), len(winning))
        found = answer("pivot", base, measure="freeze")["pivot"]
        assert list(found) == members
        for name in members:
            swings = sum(name in way and way - {name} not in winning for way in winning)
            assert found[name]["banzhaf"] == swings / 2 ** (len(members) - 1)

    def test_the_measure_must_be_there_and_have_a_rule(self) -> None:
        for measures, told in (
            (measure(None), "no rule"),
            ({**measure({}), "id": "thaw", "rule": None}, "freeze"),
        ):
            with pytest.raises(QuestionError, match=told):
                answer("pivot", scene(measures), measure="freeze")
