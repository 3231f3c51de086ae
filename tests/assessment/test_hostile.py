"""Large and twisted input: answered within seconds, or refused with a plain message."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment import answer_line, ask
from musterbook.assessment.engine import error_json
from musterbook.errors import MusterbookError, QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.mangled import mangled, question_of
from tests.assessment.monsters import PLAN, QUESTIONS

MANY = 10_000


def crowd(condition: Any) -> Json:
    """Ten thousand actors with one soldier each; ``condition`` makes the i-th one's."""
    offers = [offer(f"o{i}", f"A{i}", low=1, condition=condition(i)) for i in range(MANY)]
    return {"circumstances": [], "offers": offers, "requirement": None, "measures": []}


@pytest.mark.timeout(60)
class TestTenThousandActors:
    def test_a_chain(self) -> None:
        found = answer("closure", crowd(lambda i: f"joins:A{i + 1}:troops" if i < MANY - 1 else None))
        assert len(found["unprompted"]["assured"]) == MANY

    def test_a_ring(self) -> None:
        found = answer("closure", crowd(lambda i: f"joins:A{(i + 1) % MANY}"))
        assert len(found["unprompted"]["out"]) == len(found["knot"]) == MANY

    def test_a_cascade_in_which_each_waits_for_one_more(self) -> None:
        found = answer("closure", crowd(lambda i: f"count:troops>={i}"))
        assert len(found["unprompted"]["assured"]) == MANY

    def test_a_cascade_of_sums_that_stops(self) -> None:
        order = list(range(MANY))
        random.Random(1).shuffle(order)
        found = answer("closure", crowd(lambda i: f"sum:troops>={order[i] + (order[i] >= 700)}"))
        assert len(found["unprompted"]["assured"]) == 700
        assert len(found["knot"]) == MANY - 700

    def test_one_unknown_circumstance(self) -> None:
        base = crowd(lambda i: {"all": ["peace", f"joins:A{i - 1}"]} if i else "peace")
        found = answer("closure", {**base, "circumstances": [fact("peace")]})
        assert len(found["unprompted"]["possible"]) == MANY

    def test_unlocking_and_blocking(self) -> None:
        base = crowd(lambda i: f"c{i % 10}")
        base["circumstances"] = [fact(f"c{i}") for i in range(10)]
        assert len(answer("unlock", base, target="count>=3000")["sets"]) == 120
        assert answer("block", base, target=f"count>={MANY}")["sets"] == [[f"c{i}"] for i in range(10)]


class TestDepth:
    @pytest.mark.parametrize("question", ["closure", "unlock", "explain"])
    def test_a_formula_ninety_deep_is_answered(self, question: str) -> None:
        condition: Any = "peace"
        for _ in range(90):
            condition = {"all": [condition]}
        base = scene(fact("peace"), offer("a", "FRA", condition=condition))
        found = answer(question, base, target="joins:FRA", offer="a")
        if question == "unlock":
            assert found["sets"] == [["peace"]]

    @pytest.mark.parametrize("kind", ["not", "all"])
    def test_ten_thousand_deep_is_refused(self, kind: str) -> None:
        condition: Any = "peace"
        for _ in range(MANY):
            condition = {kind: condition if kind == "not" else [condition]}
        with pytest.raises(QuestionError, match="deep"):
            answer("closure", scene(fact("peace"), offer("a", "FRA", condition=condition)))
        with pytest.raises(QuestionError, match="deep"):
            answer("unlock", scene(fact("peace"), offer("a", "FRA")), target=condition)

    def test_a_condition_ten_thousand_wide(self) -> None:
        parts = [f"joins:B{i}" for i in range(MANY)] + ["joins:DNK"]
        base = scene(offer("a", "FRA", condition={"any": parts}), offer("d", "DNK"))
        assert answer("closure", base)["unprompted"]["assured"] == ["a", "d"]


class TestFigures:
    def test_far_apart_figures_stay_exact(self) -> None:
        base = scene(
            offer("a", "FRA", low=1e300),
            offer("b", "GBR", low=1e-300),
            offer("c", "DNK", "x", condition="sum:troops>=1e300"),
            offer("d", "SWE", "x", condition="sum:troops>=1.00000000000000000000000000001e300"),
        )
        assert answer("closure", base)["unprompted"]["assured"] == ["a", "b", "c"]

    def test_a_k_beyond_all_bounds(self) -> None:
        base = scene(fact("peace", True), offer("a", "FRA", condition={"at_least": [10**50, ["peace"]]}))
        assert answer("closure", base)["unprompted"]["out"] == ["a"]


@pytest.mark.timeout(120)
class TestNegation:
    @pytest.mark.parametrize("count", [600, 601])
    def test_a_large_ring_of_negations_is_answered(self, count: int) -> None:
        ring = [
            offer(f"o{i:03}", f"A{i}", condition={"not": f"joins:A{(i + 1) % count}"}) for i in range(count)
        ]
        found = answer("closure", scene(*ring))
        assert found["complete"]
        if count % 2:
            assert (found["stable"], len(found["cycle"])) == ([], count)
        else:
            assert [len(model) for model in found["stable"]] == [count // 2, count // 2]


class TestBrokenInput:
    """Values of wrong kinds, sizes and letters anywhere: answered or refused, and the answer is JSON."""

    @pytest.mark.parametrize("chunk", range(40))
    def test_nothing_else_than_a_refusal_comes_out(self, chunk: int) -> None:
        for seed in range(50 * chunk, 50 * chunk + 50):
            question, situation, options = question_of(seed)
            draw = random.Random(seed)
            often = draw.choice([0.0, 0.005, 0.01, 0.03, 0.1])
            situation = mangled(draw, situation, often) if draw.random() < 0.7 else situation
            options = mangled(draw, options, 2 * often) if draw.random() < 0.7 else options
            named = isinstance(options, dict) and all(isinstance(key, str) for key in options)
            options = options if named else {}
            try:
                found = ask(question, situation, **options).to_json()
            except MusterbookError as error:
                found = error_json(error)
                assert found["error"]["message"]
            json.dumps(found)

    @settings(max_examples=300)
    @given(st.sampled_from(QUESTIONS), st.text(max_size=60) | st.binary(max_size=60))
    def test_texts_that_are_no_situation(self, question: str, text: str | bytes) -> None:
        """Nothing that hypothesis writes in 60 letters is more than an empty situation."""
        try:
            found = ask(question, text).to_json()  # type: ignore[arg-type]
        except MusterbookError as error:
            found = error_json(error)
        assert json.dumps(found)

    @settings(max_examples=300)
    @given(st.text(max_size=200))
    def test_batch_lines(self, line: str) -> None:
        assert "error" in json.loads(answer_line(line))

    def test_one_part_in_very_many_places(self) -> None:
        """A value that is small as a graph and endless as a text."""
        shared: Any = "peace"
        for _ in range(60):
            shared = {"all": [shared, shared]}
        with pytest.raises(QuestionError, match="parts"):
            ask("closure", scene(fact("peace"), offer("a", "FRA", condition=shared)))
        with pytest.raises(QuestionError, match="parts"):
            ask("unlock", scene(fact("peace"), offer("a", "FRA")), target=shared)
        many = {"any": ["peace"] * 10_000}
        with pytest.raises(QuestionError, match="parts"):
            ask("closure", scene(fact("peace"), *(offer(f"o{i}", "FRA", condition=many) for i in range(200))))

    def test_one_rule_in_very_many_places(self) -> None:
        rule: Any = {"unanimity": ["A"]}
        for _ in range(60):
            rule = {"all": [rule, rule]}
        with pytest.raises(QuestionError, match="parts"):
            ask("consent", {"measures": [{"id": "m", "rule": rule, "positions": []}]}, measure="m")

    @pytest.mark.parametrize("kind", ["not", "all"])
    def test_ten_thousand_deep_as_text(self, kind: str) -> None:
        opening, closing = ('{"not":', "}") if kind == "not" else ('{"all":[', "]}")
        text = opening * MANY + '"peace"' + closing * MANY
        base = f'{{"offers":[{{"id":"a","actor":"A","on":"x","stance":"offers","condition":{text}}}]}}'
        with pytest.raises(QuestionError, match="deep"):
            ask("closure", base)
        with pytest.raises(QuestionError, match="deep"):
            ask("unlock", scene(fact("peace"), offer("a", "FRA")), target=text)

    @pytest.mark.parametrize("name", ["x" * 1_000_000, "\ud800", "a\x00b", "\u202e", "a=b", "a:b", " a "])
    def test_strange_names(self, name: str) -> None:
        base = scene(fact(name, probability=0.5), offer(name, name, condition=name), line("l"))
        assert answer("closure", base)["unprompted"]["possible"] == [name]
        assert answer("unlock", base)["sets"] == [[name]]
        assert answer("odds", base)["probability"] == 0.5
        assert answer("explain", base, offer=name)["tree"]["id"] == name
        assert json.loads(json.dumps(answer("pivot", base)))["pivot"][name]["shapley"] == 1

    @pytest.mark.parametrize(
        "figure", [-1, -0.5, float("nan"), float("inf"), 10**400, True, "1", [1], 1e301 * 10]
    )
    def test_figures_that_are_none(self, figure: Any) -> None:
        for key in ("low", "high"):
            with pytest.raises(QuestionError):
                answer("closure", scene(offer("a", "FRA", **{key: figure})))
        with pytest.raises(QuestionError):
            answer("closure", scene(offer("a", "FRA"), line("l", quantity=figure)))

    @pytest.mark.parametrize("chance", [1.2, -0.1, float("nan"), float("inf"), True, "half", 1e400, 10**500])
    def test_chances_that_are_none(self, chance: Any) -> None:
        base = scene(fact("c"), offer("a", "FRA", condition="c"))
        with pytest.raises(QuestionError) as caught:
            answer("odds", base, target="joins:FRA", probability={"c": chance})
        assert "c" in str(caught.value)
        with pytest.raises(QuestionError):
            answer("odds", scene(fact("c", probability=chance)), target="c")

    def test_minus_nothing_is_nothing(self) -> None:
        base = scene(fact("c", probability=-0.0), offer("a", "FRA", low=-0.0, condition="c"))
        assert answer("odds", base, target="joins:FRA")["probability"] == 0

    def test_a_circle_of_enablers(self) -> None:
        lines = [line(f"l{i}", "troops", 1, 1, f"l{(i + 1) % 1000}") for i in range(1000)]
        for question in QUESTIONS:
            with pytest.raises(QuestionError) as caught:
                answer(question, scene(*lines) | {"as_of": "2025-03-17"}, **_needed(question))
            assert caught.value.names

    def test_a_leaf_that_is_nothing(self) -> None:
        base = scene(offer("a", "FRA", condition="ceasfire")) | {"as_of": "2025-03-17"}
        for question in QUESTIONS:
            with pytest.raises(QuestionError, match="ceasfire"):
                answer(question, base, **_needed(question))

    def test_options_of_another_question_do_no_harm(self) -> None:
        """The heat map's pair is none of a pivot's business."""
        base = scene(fact("a", probability=0.5), fact("b", probability=0.5), offer("o", "FRA", condition="a"))
        alone = answer("pivot", base, target="joins:FRA")
        assert answer("pivot", base, target="joins:FRA", over=["a", "b"]) == alone


def _needed(question: str) -> Json:
    """Options without which a question is refused anyway."""
    if question == "sustain":
        return {"plan": PLAN}
    if question == "shock":
        return {"shocks": [{"id": "k", "actor": "FRA", "from": "2025-04", "until": "2025-06"}]}
    if question == "compare":
        return {"asking": "closure", "against": {"suppose": []}}
    return {"consent": {"measure": "m"}, "explain": {"actor": "FRA"}}.get(question, {"target": "count>=1"})
