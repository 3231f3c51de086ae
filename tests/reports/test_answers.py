"""The engine's answers as text."""

from typing import Any

import pytest

from musterbook.assessment import QUESTIONS, ask
from musterbook.codebook import default_codebook
from musterbook.reports import answer_text

SITUATION: dict[str, Any] = {
    "circumstances": [{"id": "ceasefire", "probability": 0.4}],
    "offers": [
        {
            "id": "NOR:naval",
            "actor": "NOR",
            "on": "naval",
            "stance": "offers",
            "quantity": {"low": 2, "high": 3, "unit": "ships"},
            "condition": "ceasefire",
            "evidence": [{"doc": "d1", "start": 3, "end": 9, "text": "two ships"}],
        },
        {"id": "a", "actor": "GHA", "on": "engineering", "stance": "pledges", "condition": "joins:IND"},
        {"id": "b", "actor": "IND", "on": "engineering", "stance": "offers", "condition": "joins:GHA"},
    ],
    "requirement": {
        "lines": [
            {"id": "sea", "on": "naval", "quantity": 2, "priority": 1, "enablers": ["roads"]},
            {"id": "roads", "on": "engineering", "quantity": None, "priority": 2},
        ]
    },
    "measures": [
        {
            "id": "visa",
            "rule": {"at_least": [2, ["GHA", "IND", "NOR"]]},
            "positions": [{"actor": "NOR", "stance": "offers"}, {"actor": "GHA", "stance": "refuses"}],
        }
    ],
}


def told(question: str, situation: dict[str, Any] | None = None, **options: Any) -> str:
    answer = ask(question, situation or SITUATION, **options).to_json()
    return answer_text(question, answer, default_codebook(), 100)


def test_who_comes_unprompted_and_together() -> None:
    assert told("closure").splitlines() == [
        "Unprompted: nobody moves first",
        "assured   nobody",
        "possible  NOR:naval (Norway, naval forces)",
        "out       a and b",
        "",
        "Concerted: all move together",
        "assured   a and b",
        "possible  NOR:naval (Norway, naval forces)",
        "out       nobody",
        "",
        "Waiting for each other: a and b.",
        "",
        "A knot of two offers: a and b",
        "- a waits for b",
        "- b waits for a",
        "Seen where ceasefire is true.",
        "The smallest push that unties it, whoever moves first whatever the conditions: a; or b.",
        "",
        "Unknown: ceasefire.",
    ]


def test_stable_outcomes_and_contradictions() -> None:
    offers = [
        {"id": i, "actor": i, "on": "naval", "stance": "offers", "condition": {"not": f"joins:{j}"}}
        for i, j in (("NOR", "GHA"), ("GHA", "NOR"))
    ]
    two = told("closure", {"offers": offers})
    assert "Two stable outcomes" in two
    assert "1. GHA" in two
    none = told("closure", {"offers": [{**offers[0], "condition": {"not": "joins:NOR"}}]})
    assert none.splitlines()[1] == "Each of these depends on the next: NOR > NOR"


def test_fill() -> None:
    text = told("fill", suppose=["ceasefire=true"])
    assert "sea: not filled" in text
    assert "present    2 of 2" in text
    assert "sustained  0 of 2" in text
    assert "Active: NOR:naval (Norway, naval forces)." in text
    assert "somebody is there" in told("fill", concerted=True)


def test_unlock_and_block() -> None:
    assert told("unlock", concerted=True).splitlines()[1] == "1. ceasefire (a ceasefire)"
    assert told("block", concerted=True).splitlines()[1] == "1. ceasefire (a ceasefire)"
    assert "not even all together" in told("unlock")
    assert "fails even if every change" in told("block")
    assert "nothing need change" in told("unlock", target="count>=0")
    assert "No failure of any change" in told("block", target="count>=0")


def test_consent() -> None:
    lines = told("consent", measure="visa").splitlines()
    assert lines[:4] == [
        "Not carried as things stand; it would be if all the undecided joined.",
        "Support    Norway",
        "Against    Ghana",
        "Undecided  India",
    ]
    assert "- Ghana and India" in lines


def test_explain_shows_the_words_under_the_reason() -> None:
    text = told("explain", offer="NOR:naval")
    assert text.splitlines()[0].startswith("?   Norway offers naval forces, 2 to 3 ships; its condition")
    assert "“two ships” (d1, 3-9)" in text
    assert "A ceasefire: unknown (no sentence says either way)" in text


def test_power_odds_and_shares() -> None:
    assert "1.000    1.000    1.000   ceasefire (a ceasefire)" in told("pivot", concerted=True)
    odds = told("odds", concerted=True)
    assert odds.startswith("Probability of the target: 0.4 (exact).")
    assert "rests on the probabilities given" in odds
    sweep = told("sweep", concerted=True)
    assert "holds in 1 of 2 combinations" in sweep
    assert "no probability" in sweep


def test_a_sampled_chance_has_its_interval_and_seed() -> None:
    answer = {"probability": 0.5, "method": "sampled", "low": 0.45, "high": 0.55, "seed": 7, "samples": 100}
    text = answer_text("odds", answer, default_codebook(), 100)
    assert "95 % interval 0.45 to 0.55, seed 7." in text


def test_long_answers_are_cut_and_say_so() -> None:
    sets = [[f"other:{n}"] for n in range(60)]
    text = answer_text("unlock", {"sets": sets, "complete": False, "cap": "stopped"}, default_codebook(), 100)
    assert "and 20 more; --json lists them all" in text
    assert "Capped: stopped." in text


def test_an_unknown_kind_is_shown_as_it_is() -> None:
    assert answer_text("whatever", {"months": {"first": 3}}, default_codebook(), 100).split() == [
        "months.first",
        "3",
    ]


NEEDED: dict[str, dict[str, Any]] = {
    "consent": {"measure": "visa"},
    "explain": {"actor": "NOR"},
    "compare": {"asking": "closure", "against": {"suppose": ["ceasefire=true"]}},
    "timeline": {"from_": "2025-03"},
    "sustain": {"plan": {"from": "2025-04", "months": 2, "defaults": {"tour": 2}}},
    "shock": {"shocks": [{"id": "s", "actor": "NOR", "from": "2025-03"}]},
}


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_question_has_a_text(question: str) -> None:
    text = told(question, **NEEDED.get(question, {}))
    assert text
    assert "{" not in text
