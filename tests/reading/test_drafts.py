"""Drafts by their sentence, so that no step looks through all drafts for each sentence."""

from musterbook.reading.drafts import by_sentence
from tests.reading.making import draft


def test_drafts_are_found_by_their_sentence_in_their_order() -> None:
    assert by_sentence([draft(sentence=n) for n in (2, 0, 2)]) == {2: [0, 2], 0: [1]}
    assert by_sentence([]) == {}
