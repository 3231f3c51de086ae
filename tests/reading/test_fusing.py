"""Rules and network together: what is one position, whose stance counts, what stays and what is added."""

from dataclasses import replace
from typing import Any

import pytest

from musterbook.codebook.ladder import LADDER
from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.content import Content
from musterbook.reading.drafts import Draft
from musterbook.reading.fusing import together, with_seen_conditions
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


def test_one_position_of_both_keeps_grammar_and_gains_a_reason() -> None:
    (both,) = together([draft(because=(Because("send", Span(13, 17), "pledges"),))], [seen()])
    assert [b.rule for b in both.because] == ["send", "model:pledges"]
    assert both.confidence == 0.9


def test_the_network_outweighs_a_deed_only_when_it_is_sure() -> None:
    (kept,) = together([draft(stance="pledges")], [seen(stance="offers", sure=0.3)])
    assert kept.stance == "pledges"
    (changed,) = together([draft(stance="pledges")], [seen(stance="offers", sure=0.97)])
    assert changed.stance == "offers"


def test_what_only_the_rules_read_stays() -> None:
    assert told(together([draft()], [])) == [("DNK", "troops", "pledges")]
    other = seen(actor="NOR", evidence=Span(100, 120))
    assert told(together([draft()], [other])) == [("DNK", "troops", "pledges"), ("NOR", "troops", "pledges")]


def test_the_network_names_the_subject_better() -> None:
    assert told(together([draft()], [seen(content=NAVAL)])) == [("DNK", "naval", "pledges")]
    both = together([draft()], [seen(), seen(content=NAVAL, likelihood=0.8)])
    assert sorted(told(both)) == [("DNK", "naval", "pledges"), ("DNK", "troops", "pledges")]


@pytest.mark.parametrize("likelihood", [0.1, 0.49])
def test_the_unlikely_is_not_added(likelihood: float) -> None:
    assert together([], [seen(likelihood)]) == []


def test_the_vague_wants_more_than_the_named() -> None:
    assert together([], [seen(0.8, content=VAGUE)]) == []
    assert told(together([], [seen(0.95, content=VAGUE)])) == [("DNK", "unspecified", "pledges")]


def test_the_weaker_of_two_subjects_of_one_clause_stays_out() -> None:
    found = together([], [seen(0.9), seen(0.6, content=NAVAL)])
    assert told(found) == [("DNK", "troops", "pledges")]


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
