"""What the grammar says about a predicate: subject, denial, mood, time, voice."""

import pytest

from musterbook.reading.clauses import (
    Features,
    agent_of,
    clause_indices,
    controller,
    features,
    left_neighbour,
    marker,
    negator,
    owner,
    subject_of,
)
from musterbook.reading.tree import Tree
from tests.reading.trees import tree


def at(made: Tree, word: str) -> int:
    return made.lower.index(word)


def mood(notation: str, word: str, tag: str = "base") -> Features:
    made = tree(notation)
    return features(made, at(made, word), tag)


def subject(notation: str, word: str) -> str | None:
    made = tree(notation)
    found = subject_of(made, at(made, word))
    return None if found is None else made.tokens[found].text


@pytest.mark.parametrize(
    ("helper", "modal"),
    [
        ("will", "future"),
        ("'ll", "future"),
        ("shall", "future"),
        ("would", "would"),
        ("'d", "would"),
        ("could", "possible"),
        ("may", "possible"),
        ("might", "possible"),
        ("should", "demand"),
        ("must", "demand"),
    ],
)
def test_the_helper_says_the_mood(helper: str, modal: str) -> None:
    seen = mood(f"Denmark/PROPN/nsubj>2 {helper}/AUX/aux>2 send/VERB/root", "send")
    assert (seen.modal, seen.negated) == (modal, False)


@pytest.mark.parametrize(
    ("notation", "tag", "time"),
    [
        ("Denmark/PROPN/nsubj>1 sends/VERB/root", "s", "present"),
        ("Denmark/PROPN/nsubj>1 sent/VERB/root", "past", "past"),
        ("Denmark/PROPN/nsubj>2 has/AUX/aux>2 sent/VERB/root", "past", "perfect"),
        ("Denmark/PROPN/nsubj>2 is/AUX/aux>2 sending/VERB/root", "ing", "progressive"),
        ("Denmark/PROPN/nsubj>2 was/AUX/aux>2 sending/VERB/root", "ing", "past"),
        ("Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root", "base", "base"),
    ],
)
def test_time(notation: str, tag: str, time: str) -> None:
    made = tree(notation)
    root = next(t.index for t in made.tokens if t.head < 0)
    assert features(made, root, tag).time == time


def test_the_passive_is_told() -> None:
    assert mood("Troops/NOUN/nsubj:pass>2 are/AUX/aux:pass>2 sent/VERB/root", "sent", "past").passive
    assert not mood("Denmark/PROPN/nsubj>1 sent/VERB/root", "sent", "past").passive


@pytest.mark.parametrize(
    "notation",
    [
        "Denmark/PROPN/nsubj>3 is/AUX/aux>3 to/PART/mark>3 send/VERB/root",
        "Denmark/PROPN/nsubj>2 is/AUX/aux>2 going/VERB/root to/PART/mark>4 send/VERB/xcomp>2",
        "Denmark/PROPN/nsubj>4 is/AUX/aux>4 not/PART/advmod>4 to/PART/mark>4 send/VERB/root",
    ],
)
def test_to_be_to_do_is_future(notation: str) -> None:
    assert mood(notation, "send").modal == "future"


def test_ready_to_do_is_not() -> None:
    made = "Denmark/PROPN/nsubj>2 is/AUX/cop>2 ready/ADJ/root to/PART/mark>4 send/VERB/xcomp>2"
    assert mood(made, "send").modal is None


@pytest.mark.parametrize(
    ("notation", "denier"),
    [
        ("Denmark/PROPN/nsubj>3 will/AUX/aux>3 not/PART/advmod>3 send/VERB/root", "not"),
        ("Denmark/PROPN/nsubj>3 wo/AUX/aux>3 n't/PART/advmod>3 send/VERB/root", "n't"),
        ("Denmark/PROPN/nsubj>2 never/ADV/advmod>2 send/VERB/root", "never"),
        ("No/DET/det>1 troops/NOUN/nsubj>2 send/VERB/root", "no"),
        ("Denmark/PROPN/nsubj>1 send/VERB/root no/DET/det>3 troops/NOUN/obj>1", "no"),
        ("Neither/CCONJ/cc:preconj>1 Denmark/PROPN/nsubj>2 send/VERB/root", "neither"),
        ("without/ADP/mark>1 send/VERB/root", "without"),
        ("None/PRON/nsubj>1 send/VERB/root", "none"),
        ("no/DET/det>1 one/PRON/nsubj>2 send/VERB/root", "no"),
        ("nor/CCONJ/cc>3 will/AUX/aux>3 Denmark/PROPN/nsubj>3 send/VERB/root", "nor"),
    ],
)
def test_a_denial_wherever_it_stands(notation: str, denier: str) -> None:
    made = tree(notation)
    found = negator(made, at(made, "send"))
    assert found is not None
    assert made.lower[found] == denier


@pytest.mark.parametrize(
    "notation",
    [
        "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root",
        "Denmark/PROPN/nsubj>1 send/VERB/root troops/NOUN/obj>1 and/CCONJ/cc>5 not/PART/advmod>5 "
        "leave/VERB/conj>1",
        "Norway/PROPN/nsubj>1 send/VERB/root ,/PUNCT/punct>6 Denmark/PROPN/nsubj>6 will/AUX/aux>6 "
        "not/PART/advmod>6 "
        "help/VERB/parataxis>1",
    ],
)
def test_a_denial_of_something_else_is_none(notation: str) -> None:
    made = tree(notation)
    assert negator(made, at(made, "send")) is None


def test_without_is_told_apart() -> None:
    assert mood("without/ADP/mark>1 committing/VERB/root", "committing", "ing").without


@pytest.mark.parametrize(
    ("notation", "word", "who"),
    [
        ("Denmark/PROPN/nsubj>1 sends/VERB/root", "sends", "Denmark"),
        (
            "Denmark/PROPN/nsubj>2 is/AUX/cop>2 ready/ADJ/root to/PART/mark>4 send/VERB/xcomp>2",
            "send",
            "Denmark",
        ),
        (
            "Denmark/PROPN/nsubj>1 asked/VERB/root Norway/PROPN/obj>1 to/PART/mark>4 send/VERB/xcomp>1",
            "send",
            "Norway",
        ),
        (
            "Denmark/PROPN/nsubj>1 promised/VERB/root Norway/PROPN/obj>1 to/PART/mark>4 send/VERB/xcomp>1",
            "send",
            "Denmark",
        ),
        (
            "Denmark/PROPN/nsubj>1 sends/VERB/root and/CCONJ/cc>3 trains/VERB/conj>1",
            "trains",
            "Denmark",
        ),
        (
            "Denmark/PROPN/nsubj>4 ,/PUNCT/punct>3 which/PRON/nsubj>3 sends/VERB/acl:relcl>0 left/VERB/root",
            "sends",
            "Denmark",
        ),
        (
            "Denmark/PROPN/nmod:poss>2 's/PART/case>0 promise/NOUN/nsubj>5 to/PART/mark>4 send/VERB/acl>2 "
            "stands/VERB/root",
            "send",
            "Denmark",
        ),
        (
            "countries/NOUN/nsubj>4 willing/ADJ/acl>0 to/PART/mark>3 send/VERB/xcomp>1 left/VERB/root",
            "send",
            "countries",
        ),
        ("send/VERB/root troops/NOUN/obj>0", "send", None),
    ],
)
def test_whose_act_a_predicate_tells(notation: str, word: str, who: str | None) -> None:
    assert subject(notation, word) == who


def test_a_stray_neither_gives_way_to_the_noun() -> None:
    assert subject("neither/PRON/nsubj>2 Denmark/PROPN/nsubj>2 sends/VERB/root", "sends") == "Denmark"


def test_a_deep_tree_ends() -> None:
    chain = " ".join(f"w{k}/VERB/xcomp>{k - 1}" for k in range(1, 60))
    made = tree(f"w0/VERB/root {chain}")
    assert subject_of(made, 59) is None


def test_the_agent_of_a_passive() -> None:
    made = tree("sent/VERB/root by/ADP/case>2 Denmark/PROPN/obl:agent>0 to/ADP/case>4 Mali/PROPN/obl>0")
    assert agent_of(made, 0) == 2
    assert agent_of(tree("sent/VERB/root to/ADP/case>2 Mali/PROPN/obl>0"), 0) is None


def test_only_some_verbs_put_their_object_in_charge() -> None:
    asked = tree("asked/VERB/root Norway/PROPN/obj>0")
    thanked = tree("thanked/VERB/root Norway/PROPN/obj>0")
    assert controller(asked, 0) == 1
    assert controller(thanked, 0) is None


def test_the_owner_of_an_act() -> None:
    assert owner(tree("Danish/PROPN/nmod:poss>1 promise/NOUN/root"), 1) == 0
    assert owner(tree("promise/NOUN/root of/ADP/case>2 Denmark/PROPN/nmod>0"), 0) == 2
    assert owner(tree("Denmark/PROPN/nsubj>1 made/VERB/root promise/NOUN/obj>1"), 2) == 0
    assert owner(tree("promise/NOUN/root"), 0) is None


@pytest.mark.parametrize(
    ("notation", "word"),
    [
        ("if/SCONJ/mark>1 send/VERB/root", "if"),
        ("to/PART/mark>1 send/VERB/root", "to"),
        ("when/ADV/advmod>1 send/VERB/root", "when"),
        ("send/VERB/root later/ADV/advmod>0", None),
    ],
)
def test_the_subordinator_of_a_clause(notation: str, word: str | None) -> None:
    made = tree(notation)
    assert marker(made, at(made, "send")) == word


def test_a_clause_has_neither_what_stands_beside_it_nor_a_second_subject() -> None:
    made = tree(
        "Denmark/PROPN/nsubj>1 sends/VERB/root troops/NOUN/obj>1 and/CCONJ/cc>5 Norway/PROPN/nsubj>5 "
        "sends/VERB/conj>1 "
        ",/PUNCT/punct>7 said/VERB/parataxis>1"
    )
    assert clause_indices(made, 1) == [0, 1, 2]


def test_a_clause_keeps_a_second_verb_of_its_subject() -> None:
    made = tree("Denmark/PROPN/nsubj>1 sends/VERB/root and/CCONJ/cc>3 trains/VERB/conj>1")
    assert clause_indices(made, 1) == [0, 1, 2, 3]


def test_a_lost_subject_is_looked_for_to_the_left_up_to_the_next_verb() -> None:
    lost = tree("Denmark/PROPN/dep>2 gladly/ADV/advmod>2 sends/VERB/root")
    cut = tree("Denmark/PROPN/nsubj>1 left/VERB/parataxis>3 ;/PUNCT/punct>1 sends/VERB/root")
    assert left_neighbour(lost, 2) == 0
    assert left_neighbour(cut, 3) is None
