"""Phrases of place: which preposition stands over which state, and the phrases that need no name."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.whereabouts import FIXED, SIDES, place_words, places_in
from tests.reading.trees import one

BOOK = default_codebook()
WORDS = place_words(BOOK)
IN_POLAND = "station/VERB/root troops/NOUN/obj>0 in/ADP/case>3 Poland/PROPN/obl>0"
AND_ROMANIA = f"{IN_POLAND} and/CCONJ/cc>5 Romania/PROPN/conj>3"
SOIL = "station/VERB/root troops/NOUN/obj>0 on/ADP/case>4 Polish/ADJ/amod>4 soil/NOUN/obl>0"
BESIDE = (
    "station/VERB/root troops/NOUN/obj>0 on/ADP/case>4 NATO/PROPN/compound>4 soil/NOUN/obl>0 "
    "next/ADV/advmod>4 to/ADP/case>7 Ukraine/PROPN/obl>4"
)
WEST = (
    "station/VERB/root troops/NOUN/obj>0 in/ADP/case>4 the/DET/det>4 west/NOUN/obl>0 of/ADP/case>6 "
    "Ukraine/PROPN/nmod>4"
)


def phrases(notation: str) -> list[tuple[str, str | None, str]]:
    """(kind, state, words) of each phrase of place."""
    sentence = one(notation)
    return [
        (p.side, p.state, sentence.tree.words(list(range(p.first, p.last + 1))))
        for p in places_in(sentence, WORDS)
    ]


def test_a_preposition_over_a_state() -> None:
    assert phrases(IN_POLAND) == [("at", "POL", "in poland")]


def test_two_states_under_one_preposition() -> None:
    assert phrases(AND_ROMANIA) == [("at", "POL", "in poland"), ("at", "ROU", "in poland and romania")]


def test_an_adjective_needs_a_noun_of_area() -> None:
    assert phrases(SOIL) == [("at", "POL", "on polish soil")]
    assert phrases(SOIL.replace("soil", "advice")) == []


def test_on_needs_a_noun_of_area_too() -> None:
    assert phrases("sanctions/NOUN/root on/ADP/case>2 Russia/PROPN/nmod>0") == []


def test_the_longest_preposition_wins() -> None:
    assert ("beside", "UKR", "next to ukraine") in phrases(BESIDE)


def test_a_part_of_a_state_is_in_it() -> None:
    assert phrases(WEST) == [("at", "UKR", "in the west of ukraine")]


def test_a_town_of_the_table_stands_for_its_state_if_written_as_a_name() -> None:
    gaza = "serve/VERB/root in/ADP/case>2 Gaza/PROPN/obl>0"
    assert phrases(gaza) == [("at", "PSE", "in gaza")]
    assert phrases(gaza.replace("Gaza", "gaza")) == []


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("train/VERB/root them/PRON/obj>0 at/ADP/case>3 home/NOUN/obl>0", ("home", None, "at home")),
        (
            "train/VERB/root on/ADP/case>4 their/PRON/nmod:poss>4 own/ADJ/amod>4 soil/NOUN/obl>0",
            ("home", None, "on their own soil"),
        ),
        ("serve/VERB/root next/ADV/advmod>2 door/NOUN/obl>0", ("neighbouring", None, "next door")),
        ("help/VERB/root from/ADP/case>2 abroad/ADV/obl>0", ("outside", None, "from abroad")),
        (
            "train/VERB/root outside/ADP/case>3 the/DET/det>3 country/NOUN/obl>0",
            ("beyond", None, "outside the country"),
        ),
        ("serve/VERB/root there/ADV/advmod>0", ("at", None, "there")),
    ],
)
def test_phrases_without_a_name(notation: str, expected: tuple[str, str | None, str]) -> None:
    assert phrases(notation) == [expected]


def test_there_is_no_place_for_what_there_is() -> None:
    assert phrases("there/PRON/expl>1 is/VERB/root hope/NOUN/nsubj>1") == []


def test_the_table_knows_every_kind_and_only_states() -> None:
    assert {kind for kind in (*SIDES, *FIXED) if not WORDS.of(kind)} == set()
    assert set(WORDS.parts.values()) <= set(BOOK.states)
    assert {"on", "at"} <= {pattern[0] for pattern in WORDS.by_area}


def test_what_binds_no_place_is_a_contribution() -> None:
    assert {pattern[0] for pattern in WORDS.of("unplaced")} <= set(BOOK.contributions)
