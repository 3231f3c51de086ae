"""The forms of the words the tables know are made by rule, each form once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.codebook import default_codebook
from musterbook.reading.inflect import irregular_verbs, noun_forms, verb_forms

IRREGULAR = irregular_verbs(default_codebook())
TAGS = {"base", "s", "past", "participle", "ing"}
BASES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=10)


def said(base: str, tag: str) -> set[str]:
    return {form for form, seen in verb_forms(base, IRREGULAR).items() if seen == tag}


@pytest.mark.parametrize(
    ("base", "third", "ing", "past"),
    [
        ("deploy", "deploys", "deploying", "deployed"),
        ("provide", "provides", "providing", "provided"),
        ("supply", "supplies", "supplying", "supplied"),
        ("dispatch", "dispatches", "dispatching", "dispatched"),
        ("press", "presses", "pressing", "pressed"),
        ("veto", "vetoes", "vetoing", "vetoed"),
        ("agree", "agrees", "agreeing", "agreed"),
        ("offer", "offers", "offering", "offered"),
        ("open", "opens", "opening", "opened"),
    ],
)
def test_regular_verbs_follow_the_spelling_rules(base: str, third: str, ing: str, past: str) -> None:
    assert said(base, "s") == {third}
    assert said(base, "ing") == {ing}
    assert said(base, "past") == {past}


@pytest.mark.parametrize(
    ("base", "form", "tag"),
    [
        ("send", "sent", "past"),
        ("give", "gave", "past"),
        ("give", "given", "participle"),
        ("take", "taken", "participle"),
        ("take", "took", "past"),
        ("put", "putting", "ing"),
        ("plan", "planned", "past"),
        ("plan", "planning", "ing"),
        ("commit", "committing", "ing"),
        ("commit", "committed", "past"),
        ("lie", "lying", "ing"),
        ("have", "has", "s"),
        ("have", "had", "past"),
        ("be", "been", "participle"),
        ("be", "were", "past"),
    ],
)
def test_irregular_and_doubling_verbs_come_from_the_table(base: str, form: str, tag: str) -> None:
    assert verb_forms(base, IRREGULAR)[form] == tag


def test_past_wins_where_it_looks_like_the_participle() -> None:
    assert verb_forms("send", IRREGULAR)["sent"] == "past"
    assert verb_forms("deploy", {})["deployed"] == "past"


def test_past_wins_where_it_looks_like_the_base() -> None:
    assert verb_forms("put", IRREGULAR)["put"] == "past"


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("plan", "plans"),
        ("promise", "promises"),
        ("ally", "allies"),
        ("pledge", "pledges"),
        ("veto", "vetoes"),
    ],
)
def test_nouns_have_two_numbers(singular: str, plural: str) -> None:
    assert noun_forms(singular) == (singular, plural)


def test_every_verb_of_the_tables_has_all_its_forms() -> None:
    for base in IRREGULAR:
        forms = verb_forms(base, IRREGULAR)
        assert base in forms, base
        assert {"s", "ing"} <= set(forms.values()), base
        assert set(forms.values()) <= TAGS


@settings(max_examples=80)
@given(BASES)
def test_any_base_gives_distinct_forms_that_share_its_beginning(base: str) -> None:
    forms = verb_forms(base, {})
    assert set(forms.values()) <= TAGS
    if base not in ("be", "have"):
        assert all(form[: len(base) - 2] == base[: len(base) - 2] for form in forms)
        assert sorted(forms.values()) == ["base", "ing", "past", "s"]


@settings(max_examples=40)
@given(BASES)
def test_forms_of_a_base_are_always_the_same(base: str) -> None:
    assert verb_forms(base, IRREGULAR) == verb_forms(base, IRREGULAR)
    assert len(set(noun_forms(base))) == 2
