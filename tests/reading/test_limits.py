"""A no for the time being and a no for the sake of one's own defence are withholding, not refusing."""

from dataclasses import replace

import pytest

from musterbook.codebook import default_codebook
from musterbook.codebook.ladder import level
from musterbook.reading.limits import HOME_REASON, find, limit_patterns, with_limits
from musterbook.reading.pipeline import read_text
from musterbook.reading.proposals import proposals
from tests.reading.making import SANCTIONS, draft
from tests.reading.trees import marked, positions, tree

BOOK = default_codebook()
NOT_NOW = (
    "Denmark/PROPN/nsubj>3 will/AUX/aux>3 not/PART/advmod>3 send/VERB/root troops/NOUN/obj>3 "
    "for/ADP/case>6 now/ADV/obl>3"
)
NEVER = "Denmark/PROPN/nsubj>2 never/ADV/advmod>2 sends/VERB/root troops/NOUN/obj>2"
HOME = (
    "Its/PRON/nmod:poss>1 soldiers/NOUN/nsubj:pass>3 are/AUX/aux:pass>3 needed/VERB/root at/ADP/case>5 "
    "home/NOUN/obl>3"
)
ELSEWHERE = "Soldiers/NOUN/nsubj:pass>2 are/AUX/aux:pass>2 needed/VERB/root at/ADP/case>4 home/NOUN/obl>2"
EARLIER = (
    "Denmark/PROPN/nsubj>2 once/ADV/advmod>2 sent/VERB/root troops/NOUN/obj>2 years/NOUN/obl>2 "
    "ago/ADV/advmod>4"
)


def limited(*notations: str, **changes: object) -> list[tuple[str, str | None]]:
    """(stance, reason) of a refusal in the first sentence once its limits are read."""
    sentences = marked(*notations)
    made = draft(proposal=proposals(sentences[0])[0], stance="refuses", negated=True)
    made = replace(made, **changes)  # type: ignore[arg-type]
    return [(d.stance, d.reason) for d in with_limits([made], sentences, BOOK)]


def test_a_no_for_now_is_withheld() -> None:
    assert limited(NOT_NOW) == [("withholds", None)]


def test_a_plain_no_stays() -> None:
    assert limited(NEVER) == [("refuses", None)]


def test_the_next_sentence_may_give_home_as_the_reason() -> None:
    assert limited(NEVER, HOME) == [("withholds", HOME_REASON)]


def test_a_sentence_about_others_gives_no_reason() -> None:
    assert limited(NEVER, ELSEWHERE) == [("refuses", None)]


def test_two_sentences_on_is_too_far() -> None:
    assert limited(NEVER, NEVER, HOME) == [("refuses", None)]


def test_an_offer_knows_no_limit() -> None:
    assert limited(NOT_NOW, stance="offers", negated=False) == [("offers", None)]


def test_a_measure_is_limited_in_time_but_not_by_home() -> None:
    assert limited(NOT_NOW, content=SANCTIONS) == [("withholds", None)]
    assert limited(NEVER, HOME, content=SANCTIONS) == [("refuses", None)]


def test_what_was_sent_long_ago_is_dropped() -> None:
    assert limited(EARLIER, stance="deployed", negated=False) == []
    assert limited(EARLIER, stance="refuses") != []


def test_a_limit_says_so() -> None:
    sentences = marked(NOT_NOW)
    made = draft(proposal=proposals(sentences[0])[0], stance="refuses", negated=True)
    (found,) = with_limits([made], sentences, BOOK)
    assert [b.rule for b in found.because] == ["time-limit"]


def test_patterns_are_found_wherever_they_start() -> None:
    made = tree("for/X/dep>3 now/X/dep>3 for/X/dep>3 now/X/root")
    assert find(made, (("for", "now"), ("now",))) == [0, 1, 2, 3]
    assert find(made, (("later",),)) == []


def test_the_kinds_of_the_table() -> None:
    patterns = limit_patterns(BOOK)
    assert {"time", "home", "history"} <= set(patterns)
    assert all(words for rows in patterns.values() for words in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland will not send troops for now.", "withholds None"),
        ("Poland will not send troops at this stage.", "withholds None"),
        ("Poland has no plans to send troops at present.", "withholds None"),
        ("Poland will not send troops because its soldiers are needed at home.", f"withholds {HOME_REASON}"),
        (
            "Poland will not send troops. Its forces are needed to defend its own border.",
            f"withholds {HOME_REASON}",
        ),
        ("Poland will not send troops.", "refuses None"),
        ("Poland will send troops for now.", "pledges None"),
    ],
)
def test_limits_end_to_end(text: str, expected: str) -> None:
    assert positions(text, "reason") == [f"POL troops {expected}"]


def test_the_reason_of_one_state_is_not_that_of_the_state_before_it() -> None:
    text = (
        "Sweden does not rule out sending ships. Poland will not send its soldiers: they are needed at home."
    )
    assert "SWE naval not_ruled_out" in positions(text)


def test_a_lexical_no_may_have_its_reason_at_home_too() -> None:
    text = "Poland refuses to send troops because its soldiers are needed at home."
    assert positions(text) == ["POL troops withholds"]


def test_the_year_of_publication_is_not_long_ago() -> None:
    assert positions("Poland sent 400 soldiers in 2025.") == ["POL troops deployed"]


def test_no_limit_raises_a_rung() -> None:
    for stance in ("refuses", "withholds", "not_ruled_out"):
        for found, _ in limited(NOT_NOW, HOME, stance=stance):
            assert level(found) <= 0


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway can send another battalion if needed.", "not_ruled_out"),
        ("Norway can send another battalion.", "considers"),
        ("Norway could send another battalion if parliament agrees.", "considers"),
    ],
)
def test_what_is_kept_for_a_need_is_not_ruled_out(text: str, stance: str) -> None:
    assert {p.stance for p in read_text(text, rules_alone=True).positions} == {stance}
