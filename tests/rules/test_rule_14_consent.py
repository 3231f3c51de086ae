"""Rule 14: consent to a measure follows its rule; who carries, who blocks, who is undecided."""

from typing import Any

import pytest

from musterbook.assessment.kernel import minimal
from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, offer, scene

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

    def test_a_cap_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(minimal, "MOST_SETS", 20)
        monkeypatch.setattr(minimal, "MOST_WAYS", 4000)
        found = consent({"at_least": [14, list(self.members)]})
        assert found["complete"] is False
        assert found["cap"].startswith("carry: ")
        assert "; block: " in found["cap"]
        assert (found["carried"], found["possible"]) == (False, True)
