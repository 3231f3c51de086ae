"""What a chain is about: contributions or measures among its objects, one per coordinated phrase."""

import pytest

from musterbook.reading.content import contents, hedged
from musterbook.reading.pipeline import read_text
from musterbook.reading.proposals import Proposal, proposals
from tests.reading.trees import one, positions


def proposal(notation: str) -> Proposal:
    return proposals(one(notation))[0]


def about(notation: str, *excluded: int) -> list[str]:
    return [content.on for content in contents(proposal(notation), frozenset(excluded))]


SENDS = "Denmark/PROPN/nsubj>1 sends/VERB/root "


@pytest.mark.parametrize(
    ("given", "on"),
    [
        ("troops/NOUN/obj>1", ["troops"]),
        ("fighter/NOUN/compound>3 jets/NOUN/obj>1", ["air"]),
        ("troops/NOUN/obj>1 and/CCONJ/cc>4 frigates/NOUN/conj>2", ["troops", "naval"]),
        ("troops/NOUN/obj>1 and/CCONJ/cc>4 soldiers/NOUN/conj>2", ["troops"]),
        ("ships/NOUN/obj>1 to/PART/mark>4 clear/VERB/acl>2 mines/NOUN/obj>4", ["mine_clearance"]),
        ("greetings/NOUN/obj>1", []),
        ("greetings/NOUN/obj>1 to/ADP/case>4 troops/NOUN/obl>1", ["troops"]),
    ],
)
def test_the_objects_say_what_is_given(given: str, on: list[str]) -> None:
    assert about(SENDS + given) == on


def test_the_words_of_a_condition_are_left_out() -> None:
    notation = SENDS + "help/NOUN/obj>1 with/ADP/case>4 troops/NOUN/obl>1"
    assert "troops" not in about(notation, 3, 4)


@pytest.mark.parametrize(
    ("verb", "on"),
    [
        ("train", "training"),
        ("host", "basing"),
        ("airlift", "airlift"),
        ("pay", "funding"),
        ("monitor", "monitoring"),
    ],
)
def test_some_verbs_say_themselves_what_is_given(verb: str, on: str) -> None:
    assert about(f"Denmark/PROPN/nsubj>2 will/AUX/aux>2 {verb}/VERB/root people/NOUN/obj>2") == [on]


def test_the_subject_of_a_passive_is_given() -> None:
    assert about(
        "troops/NOUN/nsubj:pass>2 are/AUX/aux:pass>2 sent/VERB/root by/ADP/case>4 Denmark/PROPN/obl>2"
    ) == ["troops"]


def test_the_subject_of_an_option_is_what_it_is_about() -> None:
    notation = (
        "sending/VERB/csubj>6 troops/NOUN/obj>0 is/AUX/cop>6 out/ADP/case>6 of/ADP/case>6 the/DET/det>6 "
        "question/NOUN/root"
    )
    assert about(notation) == ["troops"]


def test_who_goes_is_what_is_given() -> None:
    assert about("British/ADJ/amod>1 soldiers/NOUN/nsubj>3 will/AUX/aux>3 go/VERB/root") == ["troops"]


def test_where_somebody_goes_is_not_what_he_brings() -> None:
    notation = (
        "soldiers/NOUN/nsubj>2 will/AUX/aux>2 come/VERB/root under/ADP/case>5 British/ADJ/amod>5 "
        "command/NOUN/obl>2"
    )
    assert about(notation) == ["troops"]


def test_a_measure_is_told_from_a_contribution() -> None:
    notation = "Denmark/PROPN/nsubj>1 opposes/VERB/root new/ADJ/amod>3 sanctions/NOUN/obj>1"
    (content,) = contents(proposal(notation), frozenset())
    assert (content.kind, content.on) == ("measure", "sanctions")


def test_reasons_say_nothing_of_what_is_given() -> None:
    notation = (
        "Denmark/PROPN/nsubj>2 will/AUX/aux>2 refuse/VERB/root because/SCONJ/mark>5 troops/NOUN/nsubj>5 "
        "tire/VERB/advcl>2"
    )
    assert about(notation) == []


@pytest.mark.parametrize(
    ("notation", "is_hedged"),
    [
        ("soldiers/NOUN/nsubj>2 will/AUX/aux>2 go/VERB/root", True),
        ("soldiers/NOUN/nsubj>2 not/PART/advmod>2 go/VERB/root", True),
        ("soldiers/NOUN/nsubj>1 go/VERB/root", False),
    ],
)
def test_a_motion_in_some_mood_is_an_act_of_will(notation: str, is_hedged: bool) -> None:
    assert hedged(proposal(notation)) is is_hedged


def test_a_content_keeps_its_words_and_its_rule() -> None:
    (content,) = contents(proposal(SENDS + "400/NUM/nummod>3 troops/NOUN/obj>1"), frozenset())
    assert (content.indices, content.head, content.rule) == ((2, 3), 3, "form:troops")


def test_the_items_behind_a_counted_list_are_what_is_offered() -> None:
    text = "Sweden offers three things: fast jets, ships to clear mines and courses for officers."
    assert {"SWE air offers", "SWE mine_clearance offers", "SWE training offers"} <= set(positions(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Washington has refused to give air cover or any other help.", {("USA", "air_cover", "refuses")}),
        ("The UN will support the national police.", set()),
        ("The 26 other members approved higher military spending.", set()),
    ],
)
def test_what_only_stands_beside_is_not_given(text: str, wanted: set[tuple[str, str, str]]) -> None:
    found = read_text(text, rules_alone=True).positions
    assert {(p.actor, p.on, p.stance) for p in found} == wanted


def test_a_veto_that_was_lifted_is_told_and_not_waited_for() -> None:
    text = "The sanctions on Minsk were stuck. The leaders met after Nicosia had at last lifted its veto."
    found = read_text(text, rules_alone=True).positions
    assert ("CYP", "sanctions", "offers") in {(p.actor, p.on, p.stance) for p in found}
