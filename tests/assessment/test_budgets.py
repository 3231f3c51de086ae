"""Every question of every monster: answered or refused, with a time budget and with next to none.

No test measures time: a search that does not end runs into the limit of the test. What a budget cuts short
is said in the answer, and what is said for sure is what the answer without a budget says.
"""

from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.assessment.engine import QUESTIONS
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.errors import QuestionError
from musterbook.model.situation import Situation, parse_situation
from tests.assessment.build import Json, answer, fact, offer, scene
from tests.assessment.monsters import MONSTERS, PLAN, options_for

SMALLER = 20
"""The monsters are tried at a twentieth of their size, so that all pairs fit into a test run."""
NO_TIME = 1e-9
KNOWN: dict[str, tuple[Json, Situation]] = {}


def monster(name: str, smaller: int = SMALLER) -> tuple[Json, Situation]:
    if name not in KNOWN:
        make, size = MONSTERS[name]
        body = make(max(30, size // smaller))
        KNOWN[name] = body, parse_situation(body)
    return KNOWN[name]


def outcome(question: str, name: str, **more: Any) -> Json | None:
    """The answer, or None for a refusal that is plain."""
    body, situation = monster(name)
    try:
        return ask(question, situation, **options_for(question, body), **more).to_json()
    except QuestionError:
        return None


def is_cut(found: Json) -> bool:
    """Whether an answer says that it is not all there is."""
    said = found.get("cap") or not found.get("complete", True) or not found.get("mend_complete", True)
    return bool(said) or found.get("method") == "sampled" or found.get("status") == "out of time"


def test_every_question_is_tried() -> None:
    body, _ = monster("ring")
    assert all(isinstance(options_for(question, body), dict) for question in QUESTIONS)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", MONSTERS)
@pytest.mark.parametrize("question", QUESTIONS)
class TestAllPairs:
    def test_a_second(self, question: str, name: str) -> None:
        found = outcome(question, name, budget=1)
        assert found is None or found

    def test_no_time_at_all(self, question: str, name: str) -> None:
        """Cut off at once: what is said to be complete is so without a budget too."""
        found = outcome(question, name, budget=NO_TIME)
        if found is not None and question in ("closure", "unlock", "block") and not is_cut(found):
            assert found == outcome(question, name)


@pytest.mark.timeout(120)
class TestFullSize:
    """Ten thousand actors, one second."""

    @pytest.mark.parametrize("name", ["subjects", "ring", "dense counts", "nots", "links", "dated"])
    @pytest.mark.parametrize("question", ["closure", "explain", "timeline", "pivot"])
    def test_in_time_or_cut(self, name: str, question: str) -> None:
        make, size = MONSTERS[name]
        body = make(size)
        try:
            found = answer(question, body, **options_for(question, body), budget=1)
        except QuestionError:
            return
        assert found

    def test_a_plan_too_large_for_its_time_says_so(self) -> None:
        body = MONSTERS["links"][0](10_000)
        found = answer("sustain", body, **options_for("sustain", body), budget=1)
        assert found["status"] == "out of time"
        assert not found["mend_complete"]

    def test_counts_that_no_diagram_holds(self) -> None:
        body = MONSTERS["raised"][0](10_000)
        with pytest.raises(QuestionError, match="too many different counts"):
            answer("unlock", body)
        with pytest.raises(QuestionError, match="nothing could be drawn"):
            answer("pivot", body, budget=0.5)


class TestWhatIsSaid:
    def test_closure(self) -> None:
        """Nothing that is assured or out for sure is otherwise with more time."""
        for name in MONSTERS:
            cut, full = outcome("closure", name, budget=NO_TIME), outcome("closure", name)
            if cut is None or full is None or "stable" in full:
                continue
            for way in ("unprompted", "concerted"):
                assert set(cut[way]["assured"]) <= set(full[way]["assured"]), name
                assert set(cut[way]["out"]) <= set(full[way]["out"]), name
            assert set(cut["knot"]) <= set(full["knot"]), name

    def test_knots_not_looked_for_are_said(self) -> None:
        found = outcome("closure", "ring", budget=NO_TIME)
        assert found is not None
        shown = {name for knot in found["knots"] for name in knot["members"]} | set(found["followers"])
        assert found["knots_complete"] == (set(found["knot"]) <= shown)
        assert "time budget" in found["cap"]

    @pytest.mark.parametrize("question", ["unlock", "block"])
    def test_sets(self, question: str) -> None:
        full = outcome(question, "scattered")
        cut = outcome(question, "scattered", budget=NO_TIME)
        assert full is not None
        assert cut is not None
        assert not cut["complete"]
        assert "time budget" in cut["cap"]
        listed = set(map(tuple, full["sets"]))
        assert all(tuple(one) in listed for one in cut["sets"]) or not full["complete"]

    def test_a_table_that_there_is_no_time_for(self) -> None:
        facts = [fact(f"c{i:02}") for i in range(20)]
        parts = [{"all": [f"c{i:02}", f"c{(i * 7 + 3) % 20:02}"]} for i in range(20)]
        base = scene(*facts, offer("a", "FRA", condition={"any": parts}))
        cut = answer("unlock", base, target="joins:FRA", budget=NO_TIME)
        full = answer("unlock", base, target="joins:FRA")
        assert full["complete"]
        assert cut["sets"] == full["sets"] or (not cut["complete"] and "time budget" in cut["cap"])

    def test_a_comparison(self) -> None:
        found = outcome("compare", "dense counts", budget=NO_TIME)
        assert found is not None
        assert not found["complete"]
        assert "before: the time budget" in found["cap"]

    def test_a_comparison_of_lists_that_were_cut(self) -> None:
        facts = [fact(f"c{i}") for i in range(30)]
        base = scene(*facts, offer("a", "FRA", condition={"at_least": [3, [f"c{i}" for i in range(30)]]}))
        against = {"suppose": ["c1=true"]}
        found = answer("compare", base, asking="unlock", target="joins:FRA", against=against, limit=5)
        assert not found["complete"]
        assert found["cap"].startswith("before: 5 of 4060 sets are listed")

    def test_models_that_there_is_no_time_for_are_no_contradiction(self) -> None:
        body, situation = monster("dense nots")
        with pytest.raises(QuestionError, match="no stable model is known"):
            ask("explain", situation, **options_for("explain", body), budget=NO_TIME)

    @pytest.mark.parametrize("question", ["timeline", "shock"])
    def test_months(self, question: str) -> None:
        found = outcome(question, "dated", budget=NO_TIME)
        assert found is not None
        assert not found["complete"]
        assert "time budget" in found["cap"]


class TestMethods:
    base = scene(
        fact("a", probability=0.5),
        offer("o", "FRA", condition="a"),
        {"id": "m", "rule": {"unanimity": ["FRA"]}, "positions": []},
    )

    @pytest.mark.parametrize("method", ["weights", "sampled"])
    @pytest.mark.parametrize("question", ["unlock", "block", "consent"])
    def test_ways_that_list_no_sets(self, question: str, method: str) -> None:
        with pytest.raises(QuestionError, match="lists no sets") as caught:
            answer(question, self.base, target="joins:FRA", measure="m", method=method)
        assert caught.value.names == ("method",)

    @pytest.mark.parametrize("question", ["pivot", "odds", "sweep"])
    def test_ways_that_count_nothing(self, question: str) -> None:
        with pytest.raises(QuestionError, match="counts none") as caught:
            answer(question, self.base, target="joins:FRA", method="answer sets")
        assert caught.value.names == ("method",)

    def test_a_sweep_is_never_drawn(self) -> None:
        with pytest.raises(QuestionError, match="never sampled") as caught:
            answer("sweep", self.base, target="joins:FRA", method="sampled")
        assert caught.value.names == ("method",)

    @pytest.mark.parametrize(
        ("question", "methods"),
        [
            ("unlock", ["table", "diagram", "answer sets"]),
            ("block", ["table", "diagram", "answer sets"]),
            ("pivot", ["table", "diagram", "sampled"]),
            ("odds", ["table", "diagram", "sampled"]),
            ("sweep", ["table", "diagram"]),
        ],
    )
    def test_ways_that_agree(self, question: str, methods: list[str]) -> None:
        for method in methods:
            found = answer(question, self.base, target="joins:FRA", method=method)
            if question in ("unlock", "block"):
                assert (found["sets"], found["method"]) == ([["a"]], method)
            elif question == "sweep":
                assert found["share"] == 0.5
            elif question == "pivot":
                assert found["pivot"]["a"]["shapley"] == 1

    def test_an_unknown_one(self) -> None:
        with pytest.raises(QuestionError, match="method") as caught:
            answer("unlock", self.base, target="joins:FRA", method="magic")
        assert caught.value.names == ("method",)


class TestGroupsInTheAnswer:
    def test_they_are_repeated(self) -> None:
        base = scene(
            fact("a", probability=0.5),
            fact("b", probability=0.25),
            offer("o", "FRA", condition={"all": ["a", "b"]}),
        )
        groups = [{"members": ["a", "b"], "correlation": 1}]
        for method in (None, "sampled"):
            found = answer("odds", base, target="joins:FRA", groups=groups, method=method)
            assert found["groups"] == groups


@pytest.mark.parametrize("budget", [0, -1, True, "soon", [], float("nan"), float("inf"), 1e400])
def test_a_budget_that_is_none(budget: Any) -> None:
    with pytest.raises(QuestionError, match="budget") as caught:
        answer("closure", scene(offer("a", "FRA")), budget=budget)
    assert caught.value.names == ("budget",)


def test_no_deadline_takes_no_cap() -> None:
    """Where nothing is cut there is nothing to say."""
    questions: list[tuple[str, Json]] = [
        ("closure", {}),
        ("unlock", {"target": "joins:FRA"}),
        ("timeline", {}),
        ("explain", {"offer": "a"}),
        ("sustain", {"plan": PLAN | {"actors": {"FRA": {"pool": {"troops": 10}}}}}),
    ]
    base = scene(offer("a", "FRA", low=1), {"id": "l", "on": "troops", "quantity": 1, "priority": 1})
    for question, options in questions:
        found = answer(question, base | {"as_of": "2025-03-17"}, **options, budget=60)
        assert not is_cut(found), question


def test_a_deadline_shared_by_all_steps() -> None:
    passed = Deadline(0.0, 1.0)
    assert passed.passed
    assert passed.half.passed
    assert passed.cap == "the time budget of 1 s ran out"
