"""What is spoken of: contributions, measures and conditions by the codebook's surface forms."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.subjects import SubjectMention, find_subjects, subject_index
from musterbook.text.words import words
from tests.reading.trees import tree

INDEX = subject_index(default_codebook())
KINDS = frozenset(("contribution", "measure", "condition"))


def found(printed: str, *kinds: str) -> list[SubjectMention]:
    """Mentions in words that all hang on the last; ``kinds`` defaults to all three."""
    last = len(printed.split()) - 1
    pieces = [
        f"{w}/NOUN/" + ("root" if k == last else f"compound>{last}") for k, w in enumerate(printed.split())
    ]
    return find_subjects(tree(" ".join(pieces)), INDEX, frozenset(kinds) or KINDS)


def ids(printed: str, *kinds: str) -> list[str]:
    return [mention.on for mention in found(printed, *kinds)]


@pytest.mark.parametrize(
    ("form", "on"),
    [
        ("troops", "troops"),
        ("soldiers", "troops"),
        ("peacekeepers", "troops"),
        ("fighter jets", "air"),
        ("frigate", "naval"),
        ("frigates", "naval"),
        ("minesweepers", "mine_clearance"),
        ("instructors", "training"),
        ("field hospital", "medical"),
        ("sappers", "engineering"),
        ("satellites", "satellites"),
    ],
)
def test_a_contribution_in_either_number(form: str, on: str) -> None:
    assert ids(form, "contribution") == [on]


@pytest.mark.parametrize(
    ("form", "on"),
    [
        ("frozen assets", "asset_seizure"),
        ("sanctions", "sanctions"),
        ("oil price cap", "oil_price_cap"),
        ("visa ban", "visa"),
        ("tariffs", "trade"),
    ],
)
def test_a_measure(form: str, on: str) -> None:
    assert ids(form, "measure") == [on]


@pytest.mark.parametrize(
    ("form", "on"),
    [
        ("ceasefire", "ceasefire"),
        ("truce", "ceasefire"),
        ("guns fall silent", "ceasefire"),
        ("peace agreement", "peace_agreement"),
        ("American backstop", "us_backstop"),
        ("UN mandate", "un_mandate"),
        ("clear mandate", "legal_basis"),
        ("rules of engagement", "rules_of_engagement"),
        ("security guarantee", "security_guarantee"),
    ],
)
def test_a_condition(form: str, on: str) -> None:
    assert ids(form, "condition") == [on]


def test_verbs_in_a_form_may_be_inflected() -> None:
    assert ids("the guns fell silent", "condition") == ["ceasefire"]
    assert ids("the guns have fallen silent", "condition") == ["ceasefire"]


def test_a_name_may_stand_inside_a_form_of_two_words() -> None:
    (mention,) = found("frozen Peruvian assets", "measure")
    assert mention.on == "asset_seizure"
    assert mention.indices == (0, 2)
    assert "asset_seizure" not in ids("frozen old assets", "measure")


def test_the_longest_form_wins() -> None:
    assert ids("oil price cap", "measure") == ["oil_price_cap"]
    (mention,) = found("clear mandate", "condition")
    assert mention.indices == (0, 1)


def test_one_stretch_may_be_a_condition_and_a_contribution() -> None:
    kinds = {mention.kind for mention in found("American backstop")}
    assert kinds == {"condition", "contribution"}


def test_only_the_wanted_kinds_are_looked_for() -> None:
    assert ids("troops and sanctions after a ceasefire", "measure") == ["sanctions"]


def test_mentions_stand_in_text_order() -> None:
    mentions = found("troops sanctions ceasefire frigates")
    assert [m.on for m in mentions] == ["troops", "sanctions", "ceasefire", "naval"]


def test_words_that_name_nothing_are_passed_over() -> None:
    assert ids("the weather in spring") == []


def test_every_strong_form_of_the_table_is_found_as_it_is_printed() -> None:
    """A longer or stronger form may take the words over, but nothing listed may be blind."""
    blind = []
    for form in default_codebook().forms:
        printed = " ".join(form.form[a:b] for a, b in words(form.form))
        if form.kind in KINDS and not form.weak and not ids(printed, form.kind):
            blind.append(form.form)
    assert blind == []
