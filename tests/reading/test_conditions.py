"""What must hold first: the stretch a marker governs, and the leaves in it."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.model import formula as formulas
from musterbook.model.formula import All, AnyOf, Leaf
from musterbook.model.span import Span
from musterbook.reading.conditions import (
    Segment,
    binds,
    condition_cues,
    join_leaves,
    leaves_in,
    read_segment,
    segments,
)
from musterbook.reading.mentions import Marked
from musterbook.reading.pipeline import read_text
from tests.reading.trees import formula, one, positions, reading

BOOK = default_codebook()
IF_CEASEFIRE = (
    "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 if/SCONJ/mark>7 a/DET/det>6 "
    "ceasefire/NOUN/nsubj>7 holds/VERB/advcl>2"
)


def stretches(notation: str) -> list[str]:
    sentence = one(notation)
    return [sentence.tree.words(list(segment.indices)) for segment in segments(sentence, BOOK)]


def read(notation: str, level: int = 3, others: dict[int, tuple[str, ...]] | None = None) -> str:
    sentence = one(notation)
    found = [read_segment(sentence, segment, level, others or {}) for segment in segments(sentence, BOOK)]
    return ", ".join(formula(condition.formula) for condition in found if condition is not None)


def after(words: str) -> str:
    """A sentence about Denmark sending troops with some words, indices from 4, behind it."""
    return "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 " + words


@pytest.mark.parametrize(
    "marker",
    [
        "if/SCONJ/mark>5",
        "once/SCONJ/mark>5",
        "unless/SCONJ/mark>5",
        "when/ADV/advmod>5",
        "until/SCONJ/mark>5",
    ],
)
def test_a_clause_marker_governs_its_clause(marker: str) -> None:
    word = marker.split("/")[0]
    assert stretches(after(f"{marker} ceasefire/NOUN/nsubj>6 holds/VERB/advcl>2").replace(">5", ">6", 1)) == [
        f"{word} ceasefire holds"
    ]


def test_a_phrase_marker_governs_its_phrase() -> None:
    assert stretches(after("subject/ADJ/advmod>2 to/ADP/case>6 mandate/NOUN/obl>2")) == ["subject to mandate"]


def test_a_clause_marker_over_a_bare_noun_is_none() -> None:
    assert stretches(after("when/ADV/advmod>5 young/ADJ/advmod>2")) == []


def test_a_verb_with_an_object_is_no_marker() -> None:
    giving = "Denmark/PROPN/nsubj>1 provided/VERB/root troops/NOUN/obj>1 today/ADV/advmod>1"
    assert stretches(giving) == []


def test_should_before_its_subject_opens_a_condition() -> None:
    inverted = (
        "should/AUX/aux>2 ceasefire/NOUN/nsubj>2 hold/VERB/advcl>5 Denmark/PROPN/nsubj>5 will/AUX/aux>5 "
        "help/VERB/root"
    )
    assert stretches(inverted) == ["should ceasefire hold"]
    assert stretches("Denmark/PROPN/nsubj>2 should/AUX/aux>2 help/VERB/root") == []


def test_every_cue_of_the_table_is_of_a_known_kind() -> None:
    assert {cue.kind for cue in condition_cues(BOOK)} <= {
        "clause",
        "phrase",
        "predicate",
        "noun",
        "bare",
        "purpose",
    }
    sizes = [len(cue.words) for cue in condition_cues(BOOK)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_condition_in_a_clause() -> None:
    assert read(IF_CEASEFIRE) == "ceasefire"


@pytest.mark.parametrize("level", [-2, -1])
def test_a_no_has_no_conditions_but_unless_and_until(level: int) -> None:
    assert read(IF_CEASEFIRE, level) == ""
    assert read(IF_CEASEFIRE.replace("if/", "unless/"), level) == "ceasefire"
    assert read(IF_CEASEFIRE.replace("if/", "until/"), level) == "ceasefire"


def test_a_yes_until_something_is_no_condition() -> None:
    assert read(IF_CEASEFIRE.replace("if/", "until/"), 3) == ""


def test_even_if_is_no_condition() -> None:
    assert read(after("even/ADV/advmod>7 if/SCONJ/mark>7 ceasefire/NOUN/nsubj>7 fails/VERB/advcl>2")) == ""


def test_words_no_table_knows_are_kept_as_they_stand() -> None:
    words = after("if/SCONJ/mark>6 voters/NOUN/nsubj>6 agree/VERB/advcl>2")
    assert read(words) == "other:voters agree"


def test_with_alone_only_names_conditions_of_support() -> None:
    assert read(after("with/ADP/case>6 American/ADJ/amod>6 backstop/NOUN/obl>2")) == "us_backstop"
    assert read(after("with/ADP/case>5 ceasefire/NOUN/obl>2")) == ""


def test_the_refusal_of_the_other_side_is_not_the_ceasefire() -> None:
    rejecting = after("if/SCONJ/mark>6 Russia/PROPN/nsubj>6 rejects/VERB/advcl>2 ceasefire/NOUN/obj>6")
    assert read(rejecting) == "adversary_refusal"


def test_the_participation_of_others() -> None:
    joining = after("if/SCONJ/mark>6 France/PROPN/nsubj>6 joins/VERB/advcl>2")
    assert read(joining, 3, {5: ("FRA",)}) == "joins:FRA"


def leaves(sentence: Marked) -> list[str]:
    return [leaf for leaf, _ in leaves_in(sentence, range(len(sentence.tree.tokens)))]


def test_a_parliament_is_its_approval() -> None:
    assert leaves(one("Bundestag/PROPN/nsubj>1 agrees/VERB/root")) == ["parliament_approval"]


def test_strong_words_silence_weak_ones() -> None:
    both = leaves(one("ceasefire/NOUN/root and/CCONJ/cc>4 a/DET/det>4 clear/ADJ/amod>4 mandate/NOUN/conj>0"))
    assert both == ["ceasefire", "legal_basis"]


@pytest.mark.parametrize(
    ("word", "made"),
    [
        ("and", All((Leaf("ceasefire"), Leaf("un_mandate")))),
        ("or", AnyOf((Leaf("ceasefire"), Leaf("un_mandate")))),
    ],
)
def test_or_between_leaves_makes_alternatives(word: str, made: All | AnyOf) -> None:
    tree = one(f"truce/NOUN/root {word}/CCONJ/cc>2 mandate/NOUN/conj>0").tree
    pair = [("ceasefire", tree.span_of([0])), ("un_mandate", tree.span_of([2]))]
    assert join_leaves(tree, pair) == made


def test_one_leaf_stays_itself() -> None:
    sentence, leaf = one("truce/NOUN/root"), ("ceasefire", Span(0, 5))
    assert join_leaves(sentence.tree, [leaf]) == Leaf("ceasefire")
    assert join_leaves(sentence.tree, [leaf, leaf]) == Leaf("ceasefire")


def segment(top: int, attach: int, *indices: int) -> Segment:
    return Segment("if", "clause", "if", True, indices, top, attach)


def test_a_segment_binds_the_clause_it_hangs_in_or_opens() -> None:
    tree = one(IF_CEASEFIRE).tree
    assert binds(tree, segment(7, 2, 4, 5, 6, 7), [0, 1, 2, 3], [2])
    assert binds(tree, segment(0, 5, 0, 1), [4], [4])
    assert not binds(tree, segment(2, -1, 2, 3), [2], [2])
    assert not binds(tree, segment(7, 5, 6, 7), [0, 1, 2], [2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark will send troops if there is a ceasefire.", "pledges ceasefire"),
        ("If a ceasefire is agreed, Denmark will send troops.", "pledges ceasefire"),
        ("Denmark will send troops once a ceasefire holds.", "pledges ceasefire"),
        ("Once a ceasefire is agreed, Denmark will send troops.", "pledges ceasefire"),
        ("Denmark would send troops only if parliament approves.", "offers parliament_approval"),
        ("Denmark will send troops as soon as the Bundestag agrees.", "pledges parliament_approval"),
        ("Denmark would send troops only with an American backstop.", "offers us_backstop"),
        ("Denmark would send troops after a ceasefire.", "offers ceasefire"),
        ("Denmark could send troops under a UN mandate.", "considers un_mandate"),
        ("Denmark is ready to send troops subject to a clear mandate.", "offers legal_basis"),
        ("Denmark is ready to send troops in the event of a ceasefire.", "offers ceasefire"),
        ("Denmark would send troops on condition that NATO leads the force.", "offers nato_framework"),
        (
            "Denmark is ready to send troops, provided that the United States gives a security guarantee.",
            "offers security_guarantee",
        ),
        ("Denmark will not send troops without a peace agreement.", "refuses peace_agreement"),
        ("Without an American backstop, Denmark will not send troops.", "refuses us_backstop"),
        ("Denmark will not send troops unless there is a ceasefire.", "refuses ceasefire"),
        (
            "Denmark will send troops, but only if the United States provides a backstop.",
            "pledges us_backstop",
        ),
        (
            "Denmark would send troops if there is a ceasefire and a UN mandate.",
            "offers ceasefire & un_mandate",
        ),
        ("Denmark would send troops with a UN mandate or an EU mandate.", "offers un_mandate | eu_mandate"),
        ("Denmark will send troops when the guns fall silent.", "pledges ceasefire"),
        ("Denmark will send troops if Russia rejects a ceasefire.", "pledges adversary_refusal"),
        ("Denmark will send troops if France takes part.", "pledges joins:FRA"),
        ("Denmark will send troops if France does.", "pledges joins:FRA"),
        ("Denmark will send troops once France has done so.", "pledges joins:FRA"),
        ("Denmark will send troops if France does its homework.", "pledges other:France does its homework"),
        ("Denmark will send troops even if there is no ceasefire.", "pledges -"),
        ("Denmark will send troops until a ceasefire is agreed.", "pledges -"),
        ("Denmark is ready to send soldiers to enforce a ceasefire.", "offers ceasefire"),
        ("Denmark is ready to send troops. This depends on a ceasefire.", "offers ceasefire"),
        ("Denmark is ready to send troops. The mission would require a UN mandate.", "offers un_mandate"),
    ],
)
def test_conditions_of_every_marker(text: str, expected: str) -> None:
    assert positions(text, "conditions") == [f"DNK troops {expected}"]


def test_two_bodies_of_one_mandate() -> None:
    text = "Denmark would send troops under a UN or EU mandate."
    assert positions(text, "conditions") == ["DNK troops offers un_mandate | eu_mandate"]


@pytest.mark.xfail(strict=True, reason="an inverted condition swallows the clause it belongs to")
def test_an_inverted_condition_leaves_the_offer() -> None:
    text = "Should a ceasefire hold, Denmark will send troops."
    assert positions(text, "conditions") == ["DNK troops pledges ceasefire"]


def test_going_on_is_no_coming_along() -> None:
    (position,) = reading("Should Chile go on fishing, Peru would impose sanctions.").positions
    assert "joins" not in str(position.conditions)


def test_a_clause_that_hangs_on_its_own_marker_is_read() -> None:
    notation = (
        "Peru/PROPN/nsubj>2 will/AUX/aux>2 come/VERB/root ,/PUNCT/punct>5 as/ADV/advmod>5 long/ADV/advmod>2 "
        "as/SCONJ/mark>8 it/PRON/nsubj>8 need/VERB/advcl>5 not/PART/advmod>10 act/VERB/advcl>5 "
        "alone/ADV/advmod>10"
    )
    (found,) = segments(one(notation), default_codebook())
    assert (found.indices, found.attach) == ((4, 5, 6, 7, 8, 9, 10, 11), 2)


def told(text: str, actor: str) -> set[str]:
    found = read_text(text, rules_alone=True).positions
    return {leaf for p in found if p.actor == actor for leaf in formulas.leaves(p.conditions)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Kenya will send police provided that parliament agrees and that the bills are paid.",
            {"parliament_approval", "other:the bills are paid"},
        ),
        ("Kenya will send police if other countries pay for them.", {"joins:other countries"}),
        ("Kenya will send police only if Kenya leads the mission.", {"other:Kenya leads the mission"}),
        ("Kenya will send twenty policemen if officials are to be believed.", set()),
        ("Kenya will not send police because it once lost men there.", set()),
    ],
)
def test_each_clause_under_a_marker_is_a_condition_of_its_own(text: str, wanted: set[str]) -> None:
    assert told(text, "KEN") == wanted
