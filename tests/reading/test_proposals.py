"""Chains of predicates with somebody who acts; what a condition or a purpose says is nobody's position."""

import pytest

from musterbook.reading.proposals import Proposal, open_verbs, predicate_of, proposals
from tests.reading.trees import one


def chains(notation: str) -> list[tuple[str | None, list[str]]]:
    """(subject, predicates from the inner to the outer one)."""
    return [
        (_subject(p), [p.sentence.tree.lower[step.head] for step in p.chain])
        for p in proposals(one(notation))
    ]


def _subject(proposal: Proposal) -> str | None:
    return None if proposal.subject is None else proposal.sentence.tree.tokens[proposal.subject].text


@pytest.mark.parametrize(
    ("notation", "chain"),
    [
        ("Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2", ["send"]),
        (
            "Denmark/PROPN/nsubj>2 is/AUX/cop>2 ready/ADJ/root to/PART/mark>4 send/VERB/xcomp>2 "
            "troops/NOUN/obj>4",
            ["send", "ready"],
        ),
        (
            "Denmark/PROPN/nsubj>1 rules/VERB/root out/ADP/compound:prt>1 sending/VERB/xcomp>1 "
            "troops/NOUN/obj>3",
            ["sending", "rules"],
        ),
        (
            "Denmark/PROPN/nmod:poss>2 's/PART/case>0 refusal/NOUN/nsubj>6 to/PART/mark>4 send/VERB/acl>2 "
            "troops/NOUN/obj>4 annoys/VERB/root",
            ["send", "refusal"],
        ),
        (
            "Denmark/PROPN/nsubj>2 would/AUX/aux>2 refuse/VERB/root to/PART/mark>5 be/AUX/cop>5 "
            "ready/ADJ/xcomp>2 "
            "to/PART/mark>7 send/VERB/xcomp>5 troops/NOUN/obj>7",
            ["send", "ready", "refuse"],
        ),
    ],
)
def test_a_chain_climbs_to_the_outermost_cue_of_the_subject(notation: str, chain: list[str]) -> None:
    assert chains(notation)[:1] == [("Denmark", chain)]


@pytest.mark.parametrize("word", ["if", "unless", "once", "whether", "before", "until"])
def test_nobody_takes_a_position_in_a_conditional_clause(word: str) -> None:
    notation = (
        f"{word}/SCONJ/mark>2 Denmark/PROPN/nsubj>2 sends/VERB/advcl>4 troops/NOUN/obj>2 watch/VERB/root "
        "closely/ADV/advmod>4"
    )
    assert "sends" not in [verb for _, chain in chains(notation) for verb in chain]


def test_an_inverted_condition_is_one_too() -> None:
    notation = (
        "should/AUX/aux>2 Denmark/PROPN/nsubj>2 send/VERB/advcl>5 troops/NOUN/obj>2 others/NOUN/nsubj>5 "
        "wait/VERB/root"
    )
    assert "send" not in [verb for _, chain in chains(notation) for verb in chain]


def test_a_bare_purpose_is_nobodys_position() -> None:
    notation = "Denmark/PROPN/nsubj>1 met/VERB/root to/PART/mark>3 send/VERB/advcl>1 troops/NOUN/obj>3"
    assert "send" not in [verb for _, chain in chains(notation) for verb in chain]


def test_what_had_happened_before_is_told() -> None:
    notation = (
        "after/SCONJ/mark>3 Denmark/PROPN/nsubj>3 had/AUX/aux>3 sent/VERB/advcl>5 others/NOUN/nsubj>5 "
        "wait/VERB/root"
    )
    assert ("Denmark", ["sent"]) in chains(notation)


def test_a_participle_before_a_noun_tells_no_act() -> None:
    notation = "the/DET/det>2 offered/VERB/amod>2 troops/NOUN/nsubj>3 arrive/VERB/root"
    assert [chain for _, chain in chains(notation)] == [["arrive"]]


def test_the_doer_of_a_passive_acts() -> None:
    notation = (
        "troops/NOUN/nsubj:pass>3 will/AUX/aux>3 be/AUX/aux:pass>3 sent/VERB/root by/ADP/case>5 "
        "Denmark/PROPN/obl>3"
    )
    assert chains(notation) == [("Denmark", ["sent"])]


def test_a_passive_without_a_doer_keeps_its_subject() -> None:
    notation = "troops/NOUN/nsubj:pass>3 will/AUX/aux>3 be/AUX/aux:pass>3 sent/VERB/root"
    assert chains(notation) == [("troops", ["sent"])]


def test_the_object_of_asking_acts_not_the_one_who_asks() -> None:
    notation = (
        "Denmark/PROPN/nsubj>1 asked/VERB/root Norway/PROPN/obj>1 to/PART/mark>4 send/VERB/xcomp>1 "
        "troops/NOUN/obj>4"
    )
    assert all(subject == "Norway" for subject, chain in chains(notation) if "send" in chain)


def test_coordinated_predicates_each_make_a_chain() -> None:
    notation = (
        "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 and/CCONJ/cc>5 "
        "train/VERB/conj>2 "
        "soldiers/NOUN/obj>5"
    )
    assert chains(notation) == [("Denmark", ["send"]), ("Denmark", ["train"])]


def test_a_second_predicate_shares_the_mood_of_the_first() -> None:
    notation = (
        "Denmark/PROPN/nsubj>2 could/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 and/CCONJ/cc>5 "
        "train/VERB/conj>2 "
        "soldiers/NOUN/obj>5"
    )
    assert [p.inner.features.modal for p in proposals(one(notation))] == ["possible", "possible"]


def test_a_clause_with_a_subject_of_its_own_is_a_chain_of_its_own() -> None:
    notation = (
        "Norway/PROPN/nsubj>1 hopes/VERB/root that/SCONJ/mark>5 Denmark/PROPN/nsubj>5 will/AUX/aux>5 "
        "send/VERB/ccomp>1 "
        "troops/NOUN/obj>5"
    )
    assert ("Denmark", ["send"]) in chains(notation)


def test_verbs_that_open_a_report_give_nothing() -> None:
    notation = (
        "Denmark/PROPN/nsubj>1 added/VERB/root that/SCONJ/mark>5 Norway/PROPN/nsubj>5 would/AUX/aux>5 "
        "leave/VERB/ccomp>1"
    )
    assert "added" not in [verb for _, chain in chains(notation) for verb in chain]


def test_cues_under_an_excluded_stretch_are_passed_over() -> None:
    sentence = one("Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2")
    assert proposals(sentence, excluded=frozenset((2,))) == []


def test_unknown_verbs_count_as_giving_unless_they_say() -> None:
    sentence = one("Denmark/PROPN/nsubj>1 catapults/VERB/root troops/NOUN/obj>1")
    assert [hit.cue.note for hit in open_verbs(sentence, frozenset())] == ["open"]
    assert open_verbs(sentence, frozenset(("catapults",))) == []


def test_one_denial_counts_once_along_a_chain() -> None:
    notation = (
        "Denmark/PROPN/nsubj>3 will/AUX/aux>3 not/PART/advmod>3 send/VERB/root any/DET/det>5 "
        "troops/NOUN/obj>3"
    )
    (proposal,) = proposals(one(notation))
    assert sum(step.features.negated for step in proposal.chain) == 1


def test_the_predicate_of_a_phrase_is_its_highest_word() -> None:
    sentence = one(
        "that/PRON/nsubj>5 is/AUX/cop>5 out/ADP/case>5 of/ADP/case>5 the/DET/det>5 question/NOUN/root"
    )
    assert predicate_of(sentence.tree, sentence.cues[-1]) == 5
