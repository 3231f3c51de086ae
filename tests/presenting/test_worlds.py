"""Rule 8 in words: several stable outcomes are listed, none is a contradiction."""

from dataclasses import replace
from typing import Any

from musterbook.presenting.page import Prose
from musterbook.presenting.worlds import offer_words, stable_sentences
from tests.presenting.test_view import view_of
from tests.presenting.world import READY, brief_of, position

PAIR = (
    position("PRT", "troops", "offers", READY, {"not": "joins:CHL"}),
    position("CHL", "troops", "offers", READY, {"not": "joins:PRT"}),
)


def told(stable: dict[str, Any]) -> Prose:
    return stable_sentences(view_of(replace(brief_of(*PAIR), stable=stable)))


def test_each_outcome_has_its_comers_and_their_words() -> None:
    found = stable_sentences(view_of(brief_of(*PAIR)))
    assert [s.text for s in found[1:]] == [
        "Outcome 1: troops from Chile come about.",
        "Outcome 2: troops from Portugal come about.",
    ]
    assert [s.notes for s in found[1:]] == [(2,), (1,)]


def test_an_outcome_in_which_nobody_comes_says_so() -> None:
    assert told({"stable": [[]], "complete": True})[1].text == "Outcome 1: nothing comes about."


def test_many_outcomes_are_cut_and_said_to_be() -> None:
    texts = [s.text for s in told({"stable": [["PRT:troops"]] * 20, "complete": False})]
    assert len(texts) == 1 + 12 + 1 + 1
    assert texts[-2:] == [
        "Eight more outcomes not listed here.",
        "The search was cut short: there may be further outcomes.",
    ]


def test_none_found_before_the_search_ended_is_no_contradiction() -> None:
    texts = [s.text for s in told({"stable": [], "complete": False})]
    assert texts == [
        "Some condition asks that somebody stay away, and no stable outcome was found.",
        "The search was cut short: there may be further outcomes.",
    ]


def test_offers_are_called_by_what_comes_from_whom() -> None:
    found = view_of(brief_of(*PAIR))
    assert offer_words(found, "PRT:troops") == "troops from Portugal"
    assert offer_words(found, "nobody's") == "“nobody's”"
