"""Nearest words for remedies."""

import pytest

from musterbook.codebook.nearest import near_matches, nearest, plain


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("  The  Hague ", "hague"),
        ("Côte d’Ivoire", "côte d'ivoire"),
        ("the", "the"),
        ("", ""),
        ("STRASSE", "strasse"),
    ],
)
def test_words_as_compared(words: str, expected: str) -> None:
    assert plain(words) == expected


def test_the_likest_come_first_and_of_equals_the_one_that_begins_alike() -> None:
    assert near_matches("GBX", ["VGB", "GNB", "GBR", "GMB"])[0] == "GBR"
    assert near_matches("ceasefir", ["ceasefire", "sanctions", "air"]) == ["ceasefire"]


def test_at_most_three_are_given_in_one_order() -> None:
    known = [f"troop{letter}" for letter in "abcdefgh"]
    assert (
        near_matches("troop", known)
        == near_matches("troop", reversed(known))
        == ["troopa", "troopb", "troopc"]
    )


def test_letter_case_does_not_matter_and_the_known_spelling_is_given() -> None:
    assert near_matches("nato", ["NATO", "Nato"]) == ["NATO"]


def test_a_remedy_without_a_near_word() -> None:
    assert nearest("zzz", ["abc"], "look it up") == "look it up"
    assert nearest("abd", ["abc"], "look it up") == "did you mean abc?"
    assert nearest("anything", [], "look it up") == "look it up"
