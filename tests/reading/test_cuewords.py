"""Patterns of words: by kind, the longest first, with any possessive for "its"."""

import pytest

from musterbook.reading.cuewords import as_words, matches, patterns_of, stands_at, top_of
from tests.reading.trees import tree

ROWS = (
    {"pattern": "next to", "kind": "beside"},
    {"pattern": "on the border of", "kind": "beside"},
    {"pattern": "", "kind": "beside"},
    {"pattern": "its own soil", "kind": "home"},
)


def test_patterns_come_by_kind_and_the_longest_first() -> None:
    found = patterns_of(ROWS)
    assert found == {
        "beside": (("on", "the", "border", "of"), ("next", "to")),
        "home": (("its", "own", "soil"),),
    }


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("Front line", ("front", "line")),
        ("front-line", ("front", "-", "line")),
        ("non-combat", ("non-combat",)),
        ("", ()),
    ],
)
def test_a_pattern_is_cut_as_a_text_is(pattern: str, words: tuple[str, ...]) -> None:
    assert as_words(pattern) == words


def test_one_pattern_matches_at_each_token() -> None:
    made = tree("next/X/dep>3 to/X/dep>3 next/X/dep>3 door/X/root")
    assert list(matches(made, (("next", "door"), ("next",)))) == [(0, ("next",)), (2, ("next", "door"))]
    assert list(matches(made, ())) == []


def test_its_stands_for_any_possessive_but_not_for_an_article() -> None:
    for word, fits in (("Their", True), ("our", True), ("its", True), ("the", False)):
        made = tree(f"{word}/X/dep>2 own/X/dep>2 soil/X/root")
        assert stands_at(made, 0, ("its", "own", "soil")) is fits
        assert bool(list(matches(made, (("its", "own", "soil"),)))) is fits


def test_a_pattern_that_runs_over_the_end_does_not_match() -> None:
    made = tree("next/X/root to/X/dep>0")
    assert not stands_at(made, 1, ("to", "Poland"))


def test_the_top_of_a_stretch_hangs_outside_of_it() -> None:
    made = tree("troops/NOUN/root on/ADP/case>3 its/PRON/nmod:poss>3 soil/NOUN/nmod>0")
    assert top_of(made, 1, 3) == 3
    assert top_of(made, 0, 3) == 0
    assert top_of(made, 1, 2) == 2
