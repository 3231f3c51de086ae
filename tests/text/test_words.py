"""The word tokeniser: what UD cuts and keeps, and that any text comes out in order and within bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.text.words import words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We won't go.", "We wo n't go ."),
        ("They can’t; it’s late", "They ca n’t ; it ’s late"),
        ("I cannot", "I can not"),
        ("It's the allies' plan", "It 's the allies ' plan"),
        ("a U.S.-led force", "a U.S. - led force"),
        ("up to 30,000 soldiers at 44.10", "up to 30,000 soldiers at 44.10"),
        ("non-combat roles", "non-combat roles"),
        ("a peace-keeping force", "a peace - keeping force"),
        ("Mr. Starmer and J. Smith", "Mr. Starmer and J. Smith"),
        ("“Yes,” he said…", "“ Yes , ” he said …"),
        ("»»Yes«« ... now", "»» Yes «« ... now"),
        ("in the 1970s, the 20th time", "in the 1970s , the 20th time"),
        ("€210bn, $5, 50%", "€ 210 bn , $ 5 , 50 %"),
        ("see https://example.org/a-b. Then", "see https://example.org/a-b . Then"),
        ("write to a.b@example.org.", "write to a.b@example.org ."),
        ("O'Brien spoke", "O'Brien spoke"),
        ("He stopped.Then", "He stopped . Then"),
    ],
)
def test_cuts_like_the_treebank(text: str, expected: str) -> None:
    assert cut(text) == expected.split()


def test_a_range_is_cut_as_it_stands() -> None:
    text = "One. Two three. Four"
    assert [text[a:b] for a, b in words(text, 5, 15)] == ["Two", "three", "."]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("'’n.t-s “»$1,"))), st.integers(0, 5))
def test_any_text_comes_out_in_order_and_complete(text: str, start: int) -> None:
    spans = words(text, min(start, len(text)))
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert all(a < b <= len(text) for a, b in spans)
    covered = {place for a, b in spans for place in range(a, b)}
    assert all(
        text[place].isspace() for place in range(min(start, len(text)), len(text)) if place not in covered
    )


@pytest.mark.parametrize("unit", ["a", "a'", "-", "n't", "1,", "A.", "a@", "x&", "http://", "'’", "é\u0301"])
def test_long_lines_take_linear_time(unit: str) -> None:
    started = time.perf_counter()
    words(unit * (300_000 // len(unit)))
    assert time.perf_counter() - started < 10
