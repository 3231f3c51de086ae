"""Unlocking and blocking sets of situations: elements with their sentences, costs, limits, methods."""

import json

import pytest

from musterbook.assessment import ask
from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene

SAID = {"doc": "d1", "start": 0, "end": 9, "text": "with them"}
REFUSED = {"doc": "d2", "start": 3, "end": 5, "text": "no"}


def coalition() -> Json:
    return scene(
        line("force", "troops", 10),
        fact("ceasefire"),
        fact("mandate"),
        fact("backstop", stands_for="USA:air_cover"),
        offer("u", "USA", "air_cover", "refuses", evidence=[REFUSED]),
        offer("g", "GBR", low=10, condition={"all": ["backstop", "ceasefire"]}, evidence=[SAID]),
        offer("f", "FRA", low=10, condition="mandate", evidence=[SAID, SAID]),
        offer("p", "POL", "troops", "refuses", condition="mandate"),
    )


def thresholds(count: int) -> Json:
    """Half of so many actors, each on a circumstance of its own."""
    facts = [fact(f"c{i:02}") for i in range(count)]
    offers = [offer(f"o{i:02}", f"A{i:02}", low=1, condition=f"c{i:02}") for i in range(count)]
    return scene(line("force", "troops", count // 2), *facts, *offers)


class TestElements:
    def test_each_has_its_kind_what_needs_it_and_its_sentences(self) -> None:
        found = answer("unlock", coalition())
        assert found["sets"] == [["mandate"], ["ceasefire", "raise:USA:air_cover"]]
        assert found["elements"] == {
            "ceasefire": {"kind": "circumstance", "needed_by": ["g"], "evidence": [SAID]},
            "mandate": {"kind": "circumstance", "needed_by": ["f"], "evidence": [SAID]},
            "raise:USA:air_cover": {"kind": "raise", "needed_by": ["u"], "evidence": [REFUSED]},
        }

    def test_a_linked_circumstance_brings_the_sentence_of_its_position(self) -> None:
        found = answer("unlock", coalition(), changes=["backstop", "ceasefire"])
        assert found["elements"]["backstop"] == {
            "kind": "circumstance",
            "needed_by": ["g"],
            "evidence": [REFUSED, SAID],
        }

    def test_only_elements_of_listed_sets_are_told(self) -> None:
        assert list(answer("unlock", coalition(), limit=1)["elements"]) == ["mandate"]

    def test_a_raise_of_a_silent_actor_is_needed_by_none(self) -> None:
        found = answer("unlock", coalition(), changes=["raise:DNK:troops"], target="joins:DNK")
        assert found["elements"]["raise:DNK:troops"]["evidence"] == []


class TestListing:
    def test_counts_and_sizes(self) -> None:
        found = answer("unlock", coalition())
        assert (found["method"], found["complete"], found["count"], found["listed"]) == ("table", True, 2, 2)
        assert found["by_size"] == {"1": 1, "2": 1}
        assert "cap" not in found
        assert "costs" not in found

    def test_a_limit(self) -> None:
        found = answer("block", coalition(), limit=1)
        assert found["sets"] == [["ceasefire", "mandate"]]
        assert (found["complete"], found["count"], found["listed"]) == (False, 2, 1)
        assert found["cap"] == "1 of 2 sets are listed, the first in their order"

    def test_costs_order_the_sets_and_are_told(self) -> None:
        found = answer("unlock", coalition(), cost={"mandate": 5, "ceasefire": 0.5})
        assert found["sets"] == [["ceasefire", "raise:USA:air_cover"], ["mandate"]]
        assert found["costs"] == [1.5, 5]

    def test_a_cost_for_nothing_is_refused(self) -> None:
        with pytest.raises(QuestionError, match="a cost for nothing: moon"):
            ask("unlock", coalition(), cost={"moon": 1})

    def test_reached_already_and_never(self) -> None:
        done = answer("unlock", coalition(), suppose=["mandate=true"])
        assert (done["sets"], done["count"], done["by_size"]) == ([[]], 1, {"0": 1})
        never = answer("unlock", coalition(), target="joins:POL")
        assert (never["sets"], never["count"], never["by_size"], never["elements"]) == ([], 0, {}, {})

    def test_the_answer_is_json(self) -> None:
        assert json.loads(json.dumps(answer("block", coalition())))["method"] == "table"


class TestMethods:
    @pytest.mark.parametrize("method", ["table", "diagram", "answer sets"])
    @pytest.mark.parametrize("question", ["unlock", "block"])
    def test_forced_they_agree(self, method: str, question: str) -> None:
        found = answer(question, coalition(), method=method)
        free = answer(question, coalition())
        assert found == {**free, "method": method}

    def test_beyond_the_table_the_diagram_counts(self) -> None:
        found = answer("unlock", thresholds(30), limit=3)
        assert (found["method"], found["count"], found["listed"]) == ("diagram", 155_117_520, 3)
        assert found["by_size"] == {"15": 155_117_520}
        assert found["complete"] is False

    def test_the_table_beyond_its_size_is_refused(self) -> None:
        with pytest.raises(QuestionError, match="the table holds up to 20 changes, not 30"):
            ask("unlock", thresholds(30), method="table")

    def test_a_budget_that_runs_out_is_said(self) -> None:
        found = answer("block", thresholds(60), budget=0.3, method="answer sets", limit=100_000)
        assert found["complete"] is False
        assert found["cap"].startswith("the time budget of 0.3 s ran out: ")

    @pytest.mark.parametrize("method", ["diagram", "answer sets"])
    def test_ten_thousand_actors(self, method: str) -> None:
        facts = [fact(f"c{i:02}") for i in range(25)]
        offers = [offer(f"o{i}", f"A{i}", low=1, condition=f"c{i % 25:02}") for i in range(10_000)]
        crowd = scene(line("force", "troops", 800), *facts, *offers)
        found = answer("unlock", crowd, method=method, limit=10)
        assert [len(members) for members in found["sets"]] == [2] * 10
        assert found["count"] in (300, None)
