"""What was not understood is shown, never hidden: sentences that speak of offers and gave no position."""

import pytest

from musterbook.model.position import Claim
from musterbook.reading.missed import not_understood
from tests.reading.making import SENDING, draft
from tests.reading.trees import marked, reading

TEXT = "Denmark will send troops"


def missed(text: str) -> list[str]:
    return [p.message for p in reading(text).problems if p.kind == "not_understood"]


def test_a_sentence_that_speaks_of_offers_and_gave_nothing() -> None:
    (problem,) = not_understood(TEXT, marked(SENDING), [], [])
    assert (problem.kind, problem.message) == ("not_understood", TEXT)
    assert problem.span is not None
    assert problem.span.of(TEXT) == TEXT


def test_a_sentence_that_was_read_is_understood() -> None:
    assert not_understood(TEXT, marked(SENDING), [draft()], []) == ()


def test_a_sentence_with_a_claim_is_understood() -> None:
    sentences = marked(SENDING)
    claim = Claim("", "warning", "", (sentences[0].tree.span,))
    assert not_understood(TEXT, sentences, [], [(claim, None)]) == ()


@pytest.mark.parametrize(
    "notation",
    [
        "They/PRON/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2",
        "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root letters/NOUN/obj>2",
        "Denmark/PROPN/nsubj>1 has/VERB/root troops/NOUN/obj>1",
    ],
)
def test_no_actor_no_thing_or_no_word_of_offering_is_no_gap(notation: str) -> None:
    assert not_understood(" " * 60, marked(notation), [], []) == ()


def test_a_question_is_shown() -> None:
    assert missed("Could Denmark send troops?") == ["Could Denmark send troops?"]


def test_line_breaks_are_smoothed_in_what_is_shown() -> None:
    (problem,) = not_understood("Denmark will\nsend troops", marked(SENDING), [], [])
    assert problem.message == "Denmark will send troops"


def test_plain_prose_is_no_gap() -> None:
    assert missed("Denmark lies in the north. Its summers are mild.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Denmark will send troops. The sea is calm. Denmark will send troops.",
        "Denmark will send troops\n\nDenmark will send troops to Ukraine next year. The sea is calm there.",
    ],
)
def test_a_repeat_is_understood(text: str) -> None:
    assert missed(text) == []
