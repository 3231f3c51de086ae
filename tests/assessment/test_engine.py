"""The door: options, batch lines, refusals; and input that means harm is refused or answered, never wrong."""

import dataclasses
import json
from typing import Any

import pytest

import musterbook.assessment as assessment
from musterbook.assessment import QUESTIONS, answer_line, ask
from musterbook.errors import InputError, QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import Json, answer, fact, line, offer, scene

BASE = scene(
    fact("ceasefire", probability=0.5),
    line("force", "troops", 5),
    offer("g", "GBR", low=5, condition="ceasefire"),
    {"id": "freeze", "rule": {"unanimity": ["BEL"]}, "positions": []},
)
OPTIONS: dict[str, Json] = {"consent": {"measure": "freeze"}, "explain": {"offer": "g"}}
OPTIONS["compare"] = {"asking": "closure", "against": {"suppose": ["ceasefire=true"]}}
OPTIONS["timeline"] = {"from": "2025-04"}
OPTIONS["shock"] = {"from": "2025-04", "shocks": [{"id": "pause", "actor": "GBR", "from": "2025-05"}]}
OPTIONS["sustain"] = {"plan": {"from": "2025-04", "months": 2, "defaults": {"tour": 2}}}


class TestAsk:
    @pytest.mark.parametrize("question", sorted(QUESTIONS))
    def test_value_text_and_situation_are_answered_alike(self, question: str) -> None:
        options = OPTIONS.get(question, {})
        by_value = ask(question, BASE, **options)
        assert ask(question, json.dumps(BASE), **options) == by_value
        assert ask(question, parse_situation(BASE), **options) == by_value
        json.dumps(by_value.to_json())

    @pytest.mark.parametrize("question", sorted(QUESTIONS))
    def test_answers_are_frozen(self, question: str) -> None:
        found: Any = ask(question, BASE, **OPTIONS.get(question, {}))
        field = dataclasses.fields(found)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(found, field, None)

    @pytest.mark.parametrize("question", sorted(QUESTIONS))
    def test_the_situation_is_left_as_it_was(self, question: str) -> None:
        before = json.dumps(BASE)
        ask(question, BASE, suppose=["ceasefire=true", "FRA:troops=offers"], **OPTIONS.get(question, {}))
        assert json.dumps(BASE) == before

    @pytest.mark.parametrize("question", ["", "close", None, 5, ["closure"]])
    def test_an_unknown_question(self, question: Any) -> None:
        with pytest.raises(QuestionError, match="unknown question"):
            ask(question, BASE)

    @pytest.mark.parametrize(
        ("options", "blamed"),
        [
            ({"supose": []}, "supose"),
            ({"concerted": 1}, "concerted"),
            ({"count_from": 2}, "count_from"),
            ({"count_from": "often"}, "often"),
            ({"suppose": 5}, "suppose"),
            ({"suppose": [5]}, "suppose"),
            ({"suppose": ["ceasfire=true"]}, "ceasfire"),
            ({"measure": 5}, "measure"),
        ],
    )
    def test_an_option_that_cannot_be_read(self, options: Json, blamed: str) -> None:
        with pytest.raises(QuestionError) as caught:
            ask("closure", BASE, **options)
        assert caught.value.names == (blamed,)

    @pytest.mark.parametrize(
        "options",
        [
            {"target": 5},
            {"target": "{"},
            {"target": ""},
            {"changes": 5},
            {"changes": [5]},
            {"changes": "[1]"},
        ],
    )
    def test_targets_and_changes_that_cannot_be_read(self, options: Json) -> None:
        with pytest.raises(QuestionError):
            ask("unlock", BASE, **options)

    def test_a_single_supposition_may_be_a_text(self) -> None:
        assert answer("fill", BASE, suppose="ceasefire=true")["lines"][0]["filled"] is True

    def test_options_not_given_are_none(self) -> None:
        options: Json = dict.fromkeys(
            ("suppose", "count_from", "target", "changes", "concerted", "probability")
        )
        assert ask("unlock", BASE, **options) == ask("unlock", BASE)

    def test_what_a_supposition_breaks_is_refused(self) -> None:
        taken = scene(offer("suppose:FRA:troops", "GBR"))
        with pytest.raises(QuestionError) as caught:
            ask("closure", taken, suppose=["FRA:troops=offers"])
        assert caught.value.names == ("suppose:FRA:troops",)
        with pytest.raises(QuestionError) as caught:
            ask(
                "unlock",
                scene(offer("raise:FRA:troops", "GBR")),
                target="count>=1",
                changes="raise:FRA:troops",
            )
        assert caught.value.names == ("raise:FRA:troops",)

    def test_a_supposition_can_bring_the_subject_that_a_condition_names(self) -> None:
        base = scene(offer("g", "GBR", condition="joins:FRA:naval"))
        with pytest.raises(QuestionError):
            ask("closure", base)
        found = answer("closure", base, suppose=["FRA:naval=offers"])
        assert found["unprompted"]["assured"] == ["g", "suppose:FRA:naval"]

    @pytest.mark.parametrize("question", sorted(QUESTIONS))
    def test_what_contradicts_itself_is_refused_for_every_question(self, question: str) -> None:
        twice = {**BASE, "offers": [*BASE["offers"], *BASE["offers"]]}
        with pytest.raises(QuestionError) as caught:
            ask(question, twice, **OPTIONS.get(question, {}))
        assert caught.value.names == ("g",)

    @pytest.mark.parametrize("question", sorted(QUESTIONS))
    def test_so_is_a_leaf_that_does_not_exist(self, question: str) -> None:
        lost = {**BASE, "offers": [*BASE["offers"], offer("x", "FRA", stance="refuses", condition="lost")]}
        with pytest.raises(QuestionError) as caught:
            ask(question, lost, **OPTIONS.get(question, {}))
        assert caught.value.names == ("lost",)


class TestBatchLines:
    def test_an_answer(self) -> None:
        text = json.dumps({"question": "unlock", "situation": BASE, "options": {"target": "joins:GBR"}})
        found = json.loads(answer_line(text))
        assert (found["sets"], found["complete"], found["count"]) == ([["ceasefire"]], True, 1)

    def test_options_may_be_left_out_or_null(self) -> None:
        left_out: list[Json] = [{}, {"options": None}, {"options": {}}]
        for options in left_out:
            found = json.loads(answer_line(json.dumps({"question": "closure", "situation": BASE, **options})))
            assert found["unprompted"]["possible"] == ["g"]

    def test_a_refusal(self) -> None:
        text = json.dumps({"question": "unlock", "situation": BASE, "options": {"changes": ["ceasfire"]}})
        found = json.loads(answer_line(text))
        assert found["error"]["names"] == ["ceasfire"]
        assert "ceasfire" in found["error"]["message"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "null",
            "{}",
            '{"question": "closure"}',
            '{"question": "closure", "situation": "{}"}',
            '{"question": "closure", "situation": []}',
            '{"question": "closure", "situation": {}, "options": []}',
            '{"question": "closure", "situation": {}, "option": {}}',
            '{"question": "closure", "question": "fill", "situation": {}}',
            '{"question": ["closure"], "situation": {}}',
            '{"question": "closure", "situation": {"offers": ' + "[" * 5000 + "]" * 5000 + "}}",
            '{"question": "odds", "situation": {}, "options": {"probability": {"a": NaN}}}',
            '{"question": "closure", "situation": {"circumstances": [{"id": "\\ud800", "id": 1}]}}',
        ],
    )
    def test_whatever_comes_one_line_of_json_goes_back(self, text: str) -> None:
        found = answer_line(text)
        assert "\n" not in found
        assert set(json.loads(found)) == {"error"}

    def test_figures_are_read_as_written(self) -> None:
        text = (
            '{"question": "fill", "situation": {"requirement": {"lines": [{"id": "l", "on": "x", '
            '"quantity": 0.30000000000000000001}]}, "offers": [{"id": "o", "actor": "A", "on": "x", '
            '"stance": "offers", "quantity": {"low": 0.3}}]}}'
        )
        assert json.loads(answer_line(text))["lines"][0]["filled"] is False

    def test_odd_characters_come_through(self) -> None:
        base = {"circumstances": [{"id": "\ud800 ü"}], "offers": []}
        text = json.dumps({"question": "unlock", "situation": base, "options": {"target": "\ud800 ü"}})
        assert json.loads(answer_line(text))["sets"] == [["\ud800 ü"]]


def test_refusals_are_of_one_kind() -> None:
    assert issubclass(QuestionError, ValueError)
    assert not issubclass(QuestionError, InputError)
    assert set(assessment.__all__) == {"QUESTIONS", "Answer", "answer_line", "ask"}
