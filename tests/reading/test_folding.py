"""Words as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.reading.folding import folded


@pytest.mark.parametrize(
    ("word", "compared"),
    [
        ("Erdoğan", "erdogan"),
        ("Orbán", "orban"),
        ("Łukasz", "lukasz"),
        ("Đukanović", "dukanovic"),
        ("Frederiksen’s", "frederiksen's"),
        ("communiqué", "communique"),
        ("İstanbul", "istanbul"),
        ("Störe", "store"),
        ("Støre", "store"),
        ("Рига", "рига"),
    ],
)
def test_case_accents_and_apostrophes_do_not_count(word: str, compared: str) -> None:
    assert folded(word) == compared


@given(st.text())
def test_folding_twice_is_folding_once(word: str) -> None:
    assert folded(folded(word)) == folded(word)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_words_only_lose_their_case(word: str) -> None:
    assert folded(word) == word.lower()
