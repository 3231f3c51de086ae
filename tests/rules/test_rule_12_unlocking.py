"""Rule 12: the minimal sets of changes that reach the target, and the minimal sets whose loss prevents it."""

from itertools import combinations, islice
from math import comb
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene

BACKSTOP = fact("backstop", None, "USA:air_cover")
CEASEFIRE = fact("ceasefire")
REFUSAL = offer("u", "USA", "air_cover", "refuses")
BRITAIN = offer("g", "GBR", condition={"all": ["backstop", "ceasefire"]})
COALITION = scene(BACKSTOP, CEASEFIRE, BRITAIN, REFUSAL)


def unlock(situation: Json, target: Any = "joins:GBR:troops", **options: Any) -> Any:
    found = answer("unlock", situation, target=target, **options)
    assert found["complete"] is True
    return found["sets"]


def block(situation: Json, target: Any = "joins:GBR:troops", **options: Any) -> Any:
    return answer("block", situation, target=target, **options)["sets"]


class TestDefaultChanges:
    def test_circumstances_come_true_and_linked_positions_rise(self) -> None:
        assert unlock(COALITION) == [["ceasefire", "raise:USA:air_cover"]]
        assert block(COALITION) == [["ceasefire"], ["raise:USA:air_cover"]]

    def test_what_is_true_already_is_no_change(self) -> None:
        base = scene(BACKSTOP, fact("ceasefire", True), BRITAIN, REFUSAL)
        assert unlock(base) == [["raise:USA:air_cover"]]

    def test_what_is_false_can_come_true(self) -> None:
        base = scene(BACKSTOP, fact("ceasefire", False), BRITAIN, REFUSAL)
        assert unlock(base) == [["ceasefire", "raise:USA:air_cover"]]

    def test_a_link_that_joins_already_needs_no_raise(self) -> None:
        base = scene(BACKSTOP, CEASEFIRE, BRITAIN, REFUSAL | {"stance": "offers"})
        assert list(answer("pivot", base, target="joins:GBR")["pivot"]) == ["ceasefire"]

    def test_a_link_without_a_position_is_an_ordinary_circumstance(self) -> None:
        assert unlock(scene(BACKSTOP, CEASEFIRE, BRITAIN)) == [["backstop", "ceasefire"]]

    def test_other_words_of_conditions_and_of_the_target_are_changes(self) -> None:
        base = scene(offer("g", "GBR", condition="other:a vote"))
        found = answer("pivot", base, target={"all": ["joins:GBR", "other:good weather"]})
        assert sorted(found["pivot"]) == ["other:a vote", "other:good weather"]

    def test_listed_circumstances_that_nobody_mentions_are_changes_too(self) -> None:
        found = answer(
            "sweep",
            scene(CEASEFIRE, fact("idle"), offer("g", "GBR", condition="ceasefire")),
            target="count>=1",
        )
        assert (found["worlds"], found["holds"], found["share"]) == (4, 2, 0.5)

    def test_two_circumstances_that_stand_for_one_position_give_one_raise(self) -> None:
        base = scene(BACKSTOP, fact("cover", None, "USA:air_cover"), BRITAIN, CEASEFIRE, REFUSAL)
        assert list(answer("pivot", base, target="joins:GBR")["pivot"]) == [
            "ceasefire",
            "raise:USA:air_cover",
        ]


class TestNamedChanges:
    def test_as_words_or_as_a_list(self) -> None:
        wanted = [["ceasefire", "raise:USA:air_cover"]]
        for named in (
            "ceasefire,raise:USA:air_cover",
            '["ceasefire", "raise:USA:air_cover"]',
            ["raise:USA:air_cover", "ceasefire", "ceasefire"],
        ):
            assert unlock(COALITION, changes=named) == wanted

    def test_what_is_not_named_stays_as_given(self) -> None:
        assert unlock(COALITION, changes="ceasefire") == []
        assert unlock(COALITION, changes="ceasefire", suppose=["USA:air_cover=offers"]) == [["ceasefire"]]

    def test_none_at_all(self) -> None:
        assert unlock(COALITION, changes=[]) == []
        assert unlock(COALITION, changes="", target="count>=0") == [[]]
        assert answer("sweep", COALITION, changes=[], target="count>=0")["worlds"] == 1

    def test_a_named_link_is_replaced_when_made_and_stays_linked_otherwise(self) -> None:
        base = scene(BACKSTOP, offer("g", "GBR", condition="backstop"), REFUSAL)
        assert unlock(base, changes="backstop,raise:USA:air_cover") == [["backstop"], ["raise:USA:air_cover"]]
        assert unlock(base, changes="backstop", target="joins:USA") == []

    def test_a_raise_keeps_the_conditions(self) -> None:
        base = scene(BACKSTOP, CEASEFIRE, fact("vote"), BRITAIN, REFUSAL | {"condition": "vote"})
        assert unlock(base) == [["ceasefire", "raise:USA:air_cover", "vote"]]

    def test_a_raise_lifts_all_offers_of_the_actor_on_the_subject(self) -> None:
        base = scene(
            offer("one", "FRA", stance="refuses", condition="joins:ISL"),
            offer("two", "FRA", stance="considers"),
            offer("ship", "FRA", "naval", "refuses"),
        )
        assert unlock(base, "joins:FRA:troops", changes="raise:FRA:troops") == [["raise:FRA:troops"]]
        assert unlock(base, "joins:FRA:naval", changes="raise:FRA:troops") == []

    def test_a_raise_of_one_who_is_silent_adds_an_offer_and_makes_links_live(self) -> None:
        base = scene(BACKSTOP, CEASEFIRE, BRITAIN)
        assert unlock(base, changes="ceasefire,raise:USA:air_cover") == [["ceasefire", "raise:USA:air_cover"]]
        assert unlock(base, "count:air_cover>=1", changes="raise:USA:air_cover") == [["raise:USA:air_cover"]]

    def test_a_raised_offer_that_is_added_has_no_figure(self) -> None:
        base = scene(line("force", "troops", 1), line("some", "troops"))
        assert unlock(base, "filled:some", changes="raise:FRA:troops") == [["raise:FRA:troops"]]
        assert unlock(base, "filled:force", changes="raise:FRA:troops") == []

    @pytest.mark.parametrize("name", ["ceasfire", "raise:USA", "raise::air", "raise:USA:"])
    def test_a_change_that_is_none_is_refused(self, name: str) -> None:
        with pytest.raises(QuestionError) as caught:
            unlock(COALITION, changes=[name])
        assert caught.value.names == (name,)


class TestTargets:
    def test_filled_is_the_default(self) -> None:
        base = scene(CEASEFIRE, line("force", "troops", 5), offer("g", "GBR", low=5, condition="ceasefire"))
        assert answer("unlock", base)["sets"] == [["ceasefire"]]

    def test_filled_without_a_requirement_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("unlock", COALITION)
        assert caught.value.names == ("filled",)

    def test_a_formula_as_text_or_value(self) -> None:
        wanted = [["ceasefire", "raise:USA:air_cover"]]
        assert unlock(COALITION, '{"all": ["joins:GBR", "count>=2"]}') == wanted
        assert unlock(COALITION, {"all": ["joins:GBR", "count>=2"]}) == wanted
        assert unlock(COALITION, '"joins:GBR"') == wanted

    def test_a_target_that_holds_already_needs_nothing_and_is_blocked_by_nothing(self) -> None:
        assert unlock(COALITION, "count>=0") == [[]]
        assert block(COALITION, "count>=0") == []

    def test_a_target_out_of_reach(self) -> None:
        assert unlock(COALITION, "joins:FRA") == []
        assert block(COALITION, "joins:FRA") == [[]]

    def test_concerted(self) -> None:
        base = scene(
            CEASEFIRE,
            offer("d", "DNK", condition={"all": ["joins:SWE", "ceasefire"]}),
            offer("s", "SWE", condition="joins:DNK"),
        )
        assert unlock(base, "count>=2") == []
        assert unlock(base, "count>=2", concerted=True) == [["ceasefire"]]


class TestForm:
    @pytest.mark.parametrize("question", ["unlock", "block", "pivot", "sweep", "odds"])
    def test_a_not_above_a_change_in_a_condition_is_refused(self, question: str) -> None:
        base = scene(fact("war", True), fact("peace"), offer("g", "GBR", condition={"not": "peace"}))
        with pytest.raises(QuestionError) as caught:
            answer(question, base, target="joins:GBR")
        assert caught.value.names == ("peace", "g")

    def test_a_not_above_what_is_no_change_is_answered(self) -> None:
        base = scene(
            fact("war", True), fact("peace"), offer("g", "GBR", condition={"all": ["peace", {"not": "war"}]})
        )
        assert unlock(base) == []
        assert unlock(base, suppose=["war=false"], changes="peace") == [["peace"]]
        with pytest.raises(QuestionError):
            unlock(base, suppose=["war=false"])

    def test_a_not_above_participation_in_the_target_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            unlock(COALITION, {"not": "joins:GBR"})
        assert caught.value.names == ("joins:GBR",)

    def test_an_offer_counts_for_the_form_once_all_changes_are_made(self) -> None:
        shy = offer("f", "FRA", stance="refuses", condition={"not": "joins:GBR"})
        assert unlock(scene(shy, offer("g", "GBR")), changes=[]) == [[]]
        with pytest.raises(QuestionError):
            unlock(scene(shy, offer("g", "GBR")), changes="raise:FRA:troops")

    def test_a_link_that_a_raise_makes_live_is_participation(self) -> None:
        base = scene(BACKSTOP, offer("g", "GBR", condition={"not": "backstop"}))
        assert unlock(base, changes=[]) == [[]]
        with pytest.raises(QuestionError):
            unlock(base, changes="raise:USA:air_cover")


class TestManyChanges:
    def test_changes_that_do_not_matter_cost_nothing(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(60)]
        base = scene(*facts, offer("g", "GBR", condition={"all": ["c01", "c59"]}))
        assert unlock(base) == [["c01", "c59"]]
        swept = answer("sweep", base, target="joins:GBR")
        assert (swept["worlds"], swept["share"]) == (2**60, 0.25)

    def test_more_than_twenty_that_matter_are_searched_to_the_end(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(22)]
        offers = [
            offer(f"o{i}", f"A{i}", condition={"all": [f"c{i:02}", f"c{i + 11:02}"]}) for i in range(11)
        ]
        base = scene(*facts, *offers)
        assert unlock(base, "count>=1") == [[f"c{i:02}", f"c{i + 11:02}"] for i in range(11)]
        assert unlock(base, "count>=11") == [[f"c{i:02}" for i in range(22)]]
        assert len(block(base, "count>=11")) == 22

    def test_a_cap_is_named_and_small_sets_are_all_there(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(30)]
        offers = [offer(f"o{i}", f"A{i}", condition=f"c{i:02}") for i in range(30)]
        rare = offer("x", "ISL", condition={"all": ["c00", "c01"]})
        base, target = scene(*facts, *offers, rare), {"any": ["joins:ISL", "count>=15"]}
        found = answer("unlock", base, target=target, limit=20)
        assert found["complete"] is False
        assert found["cap"] == f"20 of {found['count']} sets are listed, the first in their order"
        assert found["sets"][0] == ["c00", "c01"]
        by_clingo = answer("unlock", base, target=target, limit=20, method="answer sets")
        assert by_clingo["sets"][0] == ["c00", "c01"]
        assert by_clingo["complete"] is False
        assert "at most" in by_clingo["cap"]

    def test_thirty_changes_are_counted_without_listing(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(30)]
        offers = [offer(f"o{i}", f"A{i}", condition=f"c{i:02}") for i in range(30)]
        found = answer("unlock", scene(*facts, *offers), target="count>=15")
        assert (found["count"], found["by_size"]) == (comb(30, 15), {"15": comb(30, 15)})
        assert found["listed"] == len(found["sets"]) == 1000

    @pytest.mark.parametrize("question", ["unlock", "block"])
    def test_of_very_many_the_first_in_their_order_are_listed(self, question: str) -> None:
        facts = [fact(f"c{i:02}") for i in range(21)]
        each = [f"c{i:02}" for i in range(21)]
        base = scene(*facts, offer("o", "FRA", condition={"at_least": [11, each]}))
        found = answer(question, base, target="joins:FRA", limit=5)
        assert found["count"] == comb(21, 11)
        assert found["sets"] == [list(first) for first in islice(combinations(each, 11), 5)]


class TestRaises:
    def test_an_offer_that_only_a_raise_brings_is_not_there_before(self) -> None:
        """Not even where every rung counts."""
        base = scene(line("l", "troops", 1), fact("c", False, "FRA:troops"))
        options: Any = {"changes": ["raise:FRA:troops"], "count_from": "refuses"}
        assert answer("unlock", base, target="joins:FRA:troops", **options)["sets"] == [["raise:FRA:troops"]]
        assert answer("block", base, target="c", **options)["sets"] == [["raise:FRA:troops"]]
        assert answer("sweep", base, target="joins:FRA", **options)["holds"] == 1

    def test_an_actor_whose_name_holds_a_colon(self) -> None:
        base = scene(fact("c", None, "X:Y"), offer("o", "X:Y", "air", "refuses"))
        base["circumstances"][0]["stands_for"] = {"actor": "X:Y", "on": "air"}
        assert answer("unlock", base, target="c")["sets"] == [["raise:X:Y:air"]]
        found = answer("unlock", base, target="c")["elements"]["raise:X:Y:air"]
        assert found["needed_by"] == ["o"]

    def test_a_not_above_such_a_change_is_refused(self) -> None:
        base = scene(offer("o", "X:Y", "air", "refuses", condition={"not": "c"}))
        base["circumstances"] = [{"id": "c", "stands_for": {"actor": "X:Y", "on": "air"}}]
        with pytest.raises(QuestionError, match="not stands above"):
            answer("unlock", base, target="c")
