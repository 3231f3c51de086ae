"""Rules and network together: what is one position, whose stance counts, what stays and what is added."""

from dataclasses import replace
from math import exp
from typing import Any

import pytest

from musterbook.codebook.ladder import LADDER
from musterbook.model.formula import Leaf
from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading import weighing
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.content import Content
from musterbook.reading.drafts import Draft
from musterbook.reading.fusing import _new, together, with_seen_conditions
from tests.reading.making import condition, draft

NAVAL = Content("contribution", "naval", (3,), 3, False, "model:naval")
VAGUE = Content("contribution", "unspecified", (3,), 3, False, "model:unspecified")


def rungs(stance: str, likelihood: float) -> tuple[float, ...]:
    rest = (1 - likelihood) / (len(LADDER) - 1)
    return tuple(likelihood if name == stance else rest for name in LADDER)


def seen(likelihood: float = 0.9, stance: str = "pledges", sure: float = 0.95, **changes: Any) -> Draft:
    """What the network sees: Denmark's troops, but for ``changes``."""
    because = (Because(f"model:{stance}", Span(8, 17), stance),)
    made = draft(stance=stance, rungs=rungs(stance, sure), because=because, confidence=likelihood)
    return replace(made, **changes)


def told(drafts: list[Draft]) -> list[tuple[str, str, str]]:
    return [(d.actor, d.on, d.stance) for d in drafts]


@pytest.fixture(autouse=True)
def _plain_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that a reader can add up: what both see stays, the rest as the network is sure."""
    plain = {"both always": 2.0, "rule always": 1.0, "rule other subject": -3.0, "net position": 1.0}
    monkeypatch.setattr(weighing, "WEIGHTS", plain)


def test_one_position_of_both_keeps_grammar_and_gains_a_reason() -> None:
    (both,) = together([draft(because=(Because("send", Span(13, 17), "pledges"),))], [seen()])
    assert [b.rule for b in both.because] == ["send", "model:pledges"]
    assert both.confidence == pytest.approx(1 / (1 + exp(-2)))


def test_the_network_outweighs_a_deed_only_when_it_is_sure() -> None:
    (kept,) = together([draft(stance="pledges")], [seen(stance="offers", sure=0.3)])
    assert kept.stance == "pledges"
    (changed,) = together([draft(stance="pledges")], [seen(stance="offers", sure=0.97)])
    assert changed.stance == "offers"


def test_what_only_the_rules_read_stays_where_likely() -> None:
    assert told(together([draft()], [])) == [("DNK", "troops", "pledges")]
    other = seen(actor="NOR", evidence=Span(100, 120))
    assert told(together([draft()], [other])) == [("DNK", "troops", "pledges"), ("NOR", "troops", "pledges")]


def test_a_surer_other_subject_takes_the_place() -> None:
    assert told(together([draft()], [seen(content=NAVAL)])) == [("DNK", "naval", "pledges")]
    both = together([draft()], [seen(), seen(content=NAVAL, likelihood=0.8)])
    assert sorted(told(both)) == [("DNK", "naval", "pledges"), ("DNK", "troops", "pledges")]


@pytest.mark.parametrize("likelihood", [0.2, 0.54])
def test_the_unlikely_is_not_added(likelihood: float) -> None:
    assert together([], [seen(likelihood)]) == []
    assert told(together([], [seen(likelihood + 0.4)])) == [("DNK", "troops", "pledges")]


def test_what_only_the_network_sees_wants_a_firm_rung() -> None:
    assert together([], [seen(0.9, sure=0.5)]) == []
    assert len(together([], [seen(0.9, sure=0.6)])) == 1


def test_a_repeat_of_the_rules_is_more_proof_however_unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "WEIGHTS", {"both always": 2.0, "rule always": -5.0})
    again = draft(sentence=4, evidence=Span(90, 99))
    assert [d.sentence for d in together([draft(), again], [seen()])] == [0, 4]
    assert together([again], []) == []


def test_proof_that_stands_apart_is_kept_beside_that_of_the_rules() -> None:
    (both,) = together([draft()], [seen(evidence=Span(60, 80))])
    assert (both.evidence, both.further) == (Span(0, 24), (Span(60, 80),))


def test_drafts_come_in_text_order() -> None:
    later = seen(sentence=3, actor="NOR")
    assert [d.sentence for d in together([draft(sentence=2)], [later, seen(sentence=0, actor="SWE")])] == [
        0,
        2,
        3,
    ]


def test_conditions_of_the_network_join_those_of_the_rules() -> None:
    known, new = condition("ceasefire", 30), condition("un_mandate", 50)
    (made,) = with_seen_conditions([draft(conditions=(known,), seen=(new,))])
    assert made.conditions == (known, new)


@pytest.mark.parametrize("again", [condition("ceasefire", 60), condition("legal_basis", 31)])
def test_the_same_leaf_or_the_same_words_are_read_once(again: Any) -> None:
    known = condition("ceasefire", 30)
    (made,) = with_seen_conditions([draft(conditions=(known,), seen=(again,))])
    assert made.conditions == (known,)


def test_the_network_names_what_the_rules_left_in_its_own_words() -> None:
    told, known = condition("other:Jakarta agrees", 60), condition("host_consent", 62)
    (made,) = with_seen_conditions([draft(conditions=(told,), seen=(known,))])
    (one,) = made.conditions
    assert (one.spans, one.rule) == ((("host_consent", Span(60, 64)),), known.rule)
    assert one.formula == known.formula


@pytest.mark.parametrize("seen_leaf", ["other:they agree", "ceasefire"])
def test_named_conditions_and_nameless_sights_stay(seen_leaf: str) -> None:
    told = condition("un_mandate" if seen_leaf == "ceasefire" else "other:Jakarta agrees", 60)
    (made,) = with_seen_conditions([draft(conditions=(told,), seen=(condition(seen_leaf, 61),))])
    assert made.conditions == (told,)


def test_words_that_touch_a_known_condition_are_none_of_their_own() -> None:
    def seen(leaf: str, start: int, end: int) -> FoundCondition:
        return FoundCondition(Leaf(leaf), ((leaf, Span(start, end)),), "model", 0.9)

    told = FoundCondition(Leaf("legal_basis"), (("legal_basis", Span(20, 30)),), "if", clause=Span(15, 40))
    kept = _new(
        [told], [seen("other:and the", 33, 40), seen("other:costs", 60, 70), seen("ceasefire", 41, 50)]
    )
    assert [leaf for one in kept for leaf, _ in one.spans] == ["other:costs", "ceasefire"]


def test_one_verb_says_the_same_of_all() -> None:
    rules = draft(stance="deployed")
    cue = replace(rules.proposal.inner.hit, cue=replace(rules.proposal.inner.hit.cue, note="model"))  # type: ignore[type-var,union-attr]
    step = replace(rules.proposal.inner, hit=cue)
    alone = seen(actor="NOR", proposal=replace(rules.proposal, chain=(step,)))
    found = together([rules], [alone])
    assert told(found) == [("DNK", "troops", "deployed"), ("NOR", "troops", "deployed")]
