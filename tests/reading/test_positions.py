"""From drafts to positions: repeats merged, headlines dropped, conditions bound, all in text order."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.formula import All, Leaf
from musterbook.model.position import Because, Quantity
from musterbook.model.span import Span
from musterbook.reading.positions import (
    conditions_of,
    excluded_words,
    finish,
    merge,
    with_conditions,
    without_headline,
)
from musterbook.reading.proposals import proposals
from tests.reading.making import condition, draft
from tests.reading.trees import formula, marked, positions, reading

BOOK = default_codebook()
TEXT = "Denmark will send troops"
LATER = Span(100, 120)
CONDITIONAL = (
    "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 if/SCONJ/mark>7 a/DET/det>6 "
    "ceasefire/NOUN/nsubj>7 holds/VERB/advcl>2"
)


def test_a_repeat_joins_the_first_and_adds_its_evidence() -> None:
    (joined,) = merge([draft(), draft(evidence=LATER)])
    assert (joined.evidence, joined.further) == (Span(0, 24), (LATER,))


@pytest.mark.parametrize("change", [{"actor": "NOR"}, {"stance": "offers"}, {"where": "outside"}])
def test_what_differs_in_actor_stance_or_place_stands_alone(change: dict[str, str]) -> None:
    assert len(merge([draft(), draft(evidence=LATER, **change)])) == 2


def test_a_repeat_brings_what_the_first_lacks() -> None:
    figure, truce = Quantity(Decimal(400), None, "persons"), condition("ceasefire")
    (joined,) = merge([draft(), draft(evidence=LATER, quantity=figure, conditions=(truce,))])
    assert (joined.conditions, joined.quantity) == ((truce,), figure)


def test_the_better_word_is_the_source() -> None:
    named = draft(evidence=LATER, speaker="Ada Lund", source_kind="named")
    (joined,) = merge([draft(), named])
    assert (joined.speaker, joined.source_kind) == ("Ada Lund", "named")
    assert joined.evidence == Span(0, 24)


def test_ones_own_word_makes_a_third_party_claim_ones_own() -> None:
    (joined,) = merge([draft(third_party=True), draft(evidence=LATER)])
    assert not joined.third_party


def test_different_conditions_of_different_speakers_stand_side_by_side() -> None:
    one = draft(conditions=(condition("ceasefire"),), speaker="Ada Lund", source_kind="named")
    two = draft(conditions=(condition("un_mandate"),), evidence=LATER)
    assert len(merge([one, two])) == 2


def test_merging_again_changes_nothing() -> None:
    drafts = [draft(), draft(evidence=LATER), draft(actor="NOR"), draft(evidence=LATER, stance="offers")]
    assert merge(merge(drafts)) == merge(drafts)


def test_a_headline_gives_way_to_the_text() -> None:
    headline = Span(0, 30)
    title, body, other = draft(), draft(evidence=LATER, stance="offers"), draft(actor="NOR")
    assert without_headline([title, body], headline) == [body]
    assert without_headline([title, other], headline) == [title, other]
    assert without_headline([title], None) == [title]


def test_positions_are_numbered_in_text_order() -> None:
    drafts = [draft(evidence=LATER), draft(actor="NOR"), draft()]
    made = finish(drafts, {}, TEXT, date(2025, 3, 17))
    assert [(p.id, p.actor, p.evidence[0].start) for p in made] == [
        ("p1", "DNK", 0),
        ("p2", "NOR", 0),
        ("p3", "DNK", 100),
    ]


def test_the_order_of_the_drafts_does_not_matter() -> None:
    drafts = [draft(evidence=LATER), draft(actor="NOR"), draft()]
    assert len({finish(order, {}, TEXT, None) for order in permutations(drafts)}) == 1


def test_a_position_says_what_it_is_made_of() -> None:
    conditions = (condition("ceasefire", 30), condition("un_mandate", 40))
    because = Because("send", Span(13, 17), "pledges")
    made = draft(conditions=conditions, because=(because,), further=(LATER,), reason="thrift")
    (position,) = finish([made], {}, TEXT, date(2025, 3, 17))
    assert position.actor_text == "Denmark"
    assert position.conditions == All((Leaf("ceasefire"), Leaf("un_mandate")))
    assert position.evidence == (Span(0, 24), LATER)
    assert position.because == (
        because,
        Because("if", Span(30, 34), "ceasefire"),
        Because("if", Span(40, 44), "un_mandate"),
    )
    assert (position.reason, position.said) == ("thrift", date(2025, 3, 17))


def test_a_confidence_has_the_four_places_of_the_exchange_form() -> None:
    (position,) = finish([draft(confidence=0.5043322412)], {}, TEXT, None)
    assert position.confidence == 0.5043


def test_conditions_of_names_all_leaves() -> None:
    assert conditions_of([condition("ceasefire"), condition("un_mandate")]) == ("ceasefire", "un_mandate")
    assert conditions_of([]) == ()


def test_a_stretch_of_the_own_sentence_is_bound() -> None:
    sentences = marked(CONDITIONAL)
    (bound,) = with_conditions([draft(proposal=proposals(sentences[0])[0])], sentences, {}, BOOK)
    assert [formula(found.formula) for found in bound.conditions] == ["ceasefire"]


@pytest.mark.parametrize("stance", ["refuses", "withholds"])
def test_a_no_takes_no_if(stance: str) -> None:
    sentences = marked(CONDITIONAL)
    made = draft(proposal=proposals(sentences[0])[0], stance=stance)
    assert with_conditions([made], sentences, {}, BOOK)[0].conditions == ()


def test_nobody_takes_a_position_inside_a_condition() -> None:
    sentences = marked(CONDITIONAL)
    assert excluded_words(sentences, BOOK)[0] == {4, 5, 6, 7}


def test_a_repeat_in_one_text_is_one_position_with_two_proofs() -> None:
    (position,) = reading("Denmark will send troops. The sea is calm. Denmark will send troops.").positions
    assert len(position.evidence) == 2


def test_a_headline_only_repeats() -> None:
    text = "Denmark will send troops\n\nDenmark is ready to send 400 soldiers there. The sea is calm."
    assert positions(text) == ["DNK troops offers"]


def test_a_condition_over_a_whole_list_goes_to_every_item() -> None:
    text = "If there is a ceasefire, Denmark and Norway will send troops."
    assert positions(text, "conditions") == ["DNK troops pledges ceasefire", "NOR troops pledges ceasefire"]


def test_a_condition_stays_with_its_own_clause() -> None:
    text = "Denmark will send troops, and Norway will send ships if there is a ceasefire."
    assert positions(text, "conditions") == ["DNK troops pledges -", "NOR naval pledges ceasefire"]
