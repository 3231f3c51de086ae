"""Cue words are found inflected, longest first, and only where they act as the part of speech asked for."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.codebook.ladder import LADDER
from musterbook.reading.lexicon import CueHit, cue_index, find_cues
from musterbook.reading.proposals import INNER_ROLES
from tests.reading.trees import tree

INDEX = cue_index(default_codebook())


def hits(notation: str) -> list[CueHit]:
    return find_cues(tree(notation), INDEX)


def rules(notation: str) -> list[str]:
    return [hit.cue.rule for hit in hits(notation)]


@pytest.mark.parametrize("word", ["send", "sends", "sent", "sending"])
def test_a_verb_is_found_in_all_its_forms(word: str) -> None:
    assert rules(f"They/PRON/nsubj>1 {word}/VERB/root troops/NOUN/obj>1") == ["send"]


def test_the_tag_says_which_form_was_seen() -> None:
    tags = {word: hits(f"{word}/VERB/root")[0].tag for word in ("offer", "offers", "offered", "offering")}
    assert tags == {"offer": "base", "offers": "s", "offered": "past", "offering": "ing"}


def test_a_noun_is_no_verb_and_a_verb_no_noun() -> None:
    assert rules("The/DET/det>1 refusal/NOUN/root") == ["refusal"]
    assert rules("The/DET/det>1 send/NOUN/root") == []


def test_a_verb_may_be_taken_apart_by_a_few_words() -> None:
    found = hits("ruled/VERB/root sending/VERB/obj>0 troops/NOUN/obj>1 out/ADP/compound:prt>0")[0]
    assert found.cue.rule == "rule-out"
    assert found.indices == (0, 3)


def test_no_cue_reaches_over_a_clause_border() -> None:
    assert "rule-out" not in rules("ruled/VERB/root ,/PUNCT/punct>0 then/ADV/advmod>3 out/ADP/conj>0")


def test_a_gap_has_an_end() -> None:
    far = "ruled/VERB/root a/DET/det>4 b/X/dep>4 c/X/dep>4 d/NOUN/obj>0 out/ADP/compound:prt>0"
    assert "rule-out" not in rules(far)


def test_the_longest_pattern_wins_and_takes_its_words() -> None:
    found = hits("out/ADP/case>3 of/ADP/case>3 the/DET/det>3 question/NOUN/root")
    assert [hit.cue.rule for hit in found] == ["out-of-question"]
    assert found[0].indices == (0, 1, 2, 3)


@pytest.mark.parametrize("word", ["its", "their", "our", "the"])
def test_its_stands_for_any_possessive(word: str) -> None:
    assert rules(f"lifted/VERB/root {word}/PRON/nmod:poss>2 veto/NOUN/obj>0")[0] == "lift-veto"


def test_some_adjectives_need_their_preposition() -> None:
    assert rules("open/ADJ/root to/ADP/case>2 talks/NOUN/obl>0") == ["open-to"]
    assert "open-to" not in rules("an/DET/det>2 open/ADJ/amod>2 port/NOUN/root")


def test_a_planned_mission_is_still_the_verb() -> None:
    """Taggers call participles adjectives; they are looked up all the same."""
    assert rules("planned/ADJ/root") == ["plan"]


def test_every_row_of_the_table_can_be_found() -> None:
    found = {cue.rule for cues in INDEX.by_word.values() for cue, _ in cues}
    assert found == {row["rule"] for row in default_codebook().rows("cues")}


def test_rules_are_named_once_and_rungs_stand_on_the_ladder() -> None:
    rows = default_codebook().rows("cues")
    assert len({row["rule"] for row in rows}) == len(rows)
    assert {row["stance"] for row in rows} | {row["negated"] for row in rows} <= {*LADDER, ""}


def test_a_stance_cue_says_both_what_it_affirms_and_what_it_denies() -> None:
    known = INNER_ROLES - {"give", "join", "act", "come", "echo"}
    bare = [
        row["rule"] for row in default_codebook().rows("cues") if row["role"] in known and not row["stance"]
    ]
    assert bare == []


def test_an_adjective_has_no_object() -> None:
    assert rules("open/ADJ/root to/ADP/case>2 talks/NOUN/obl>0") == ["open-to"]
    opening = "to/PART/mark>1 open/VERB/root ports/NOUN/obj>1 to/ADP/case>4 ships/NOUN/obl>1"
    assert "open-to" not in rules(opening)
