"""What the network sees, looked up: whom the words mean, what they name, which conditions they state."""

from musterbook.codebook import default_codebook
from musterbook.model.span import Span
from musterbook.reading.drafts import Draft
from musterbook.reading.learned import Sight, actors_of, learned_drafts
from musterbook.reading.referents import resolve_all
from musterbook.text.offering import ConditionSpan, OfferSpan
from tests.reading.making import draft
from tests.reading.trees import marked

BOOK = default_codebook()
TEXT = (
    "Norway/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root two/NUM/nummod>4 frigates/NOUN/obj>2 "
    "if/SCONJ/mark>7 parliament/NOUN/nsubj>7 agrees/VERB/advcl>2",
    "It/PRON/nsubj>2 has/AUX/aux>2 refused/VERB/root soldiers/NOUN/obj>2",
    "Nobody/PRON/nsubj>1 laughed/VERB/root",
)
WORDS = "Norway will send two frigates if parliament agrees It has refused soldiers Nobody laughed"


def at(words: str) -> tuple[int, int]:
    return WORDS.index(words), WORDS.index(words) + len(words)


def sight() -> Sight:
    sentences = marked(*TEXT)
    return Sight(sentences, resolve_all(sentences, BOOK), [], BOOK)


def offer(
    who: str,
    what: str,
    *subjects: tuple[str, float],
    cue: str = "will send",
    stance: str = "pledges",
    conditions: tuple[ConditionSpan, ...] = (),
) -> OfferSpan:
    kinds = subjects or (("naval", 0.9), ("troops", 0.1))
    return OfferSpan((at(who),), (at(what),), kinds, stance, at(cue), conditions, 0.8, (0.1,) * 7)


def drafts(*offers: OfferSpan) -> list[Draft]:
    return learned_drafts(offers, sight())


def test_a_position_of_its_words() -> None:
    (made,) = drafts(offer("Norway", "frigates"))
    assert (made.actor, made.on, made.stance, made.confidence) == ("NOR", "naval", "pledges", 0.8)
    assert made.actor_span == Span(*at("Norway"))
    assert made.evidence.overlaps(Span(*at("frigates")))
    assert [(b.rule, b.span) for b in made.because] == [("model:pledges", Span(*at("will send")))]


def test_a_pronoun_means_who_was_spoken_of() -> None:
    (made,) = drafts(offer("It", "soldiers", ("troops", 0.9), cue="refused", stance="refuses"))
    assert (made.actor, made.on, made.stance, made.sentence) == ("NOR", "troops", "refuses", 1)


def test_who_means_nobody_offers_nothing() -> None:
    assert drafts(offer("Nobody", "soldiers")) == []
    assert actors_of(sight().words([at("Nobody")]), sight()) == []


def test_words_outside_the_sentences_are_no_words() -> None:
    far = OfferSpan(((900, 906),), (at("frigates"),), (("naval", 1.0),), "pledges", None, (), 0.9, (0.1,) * 7)
    assert drafts(far) == []


def test_the_forms_of_the_codebook_raise_a_subject() -> None:
    unsure = (("funding", 0.5), ("naval", 0.3))
    (made,) = drafts(offer("Norway", "frigates", *unsure))
    assert made.on == "naval"


def test_a_subject_named_in_another_sentence_has_no_phrase_here() -> None:
    (made,) = drafts(offer("It", "frigates", cue="refused", stance="refuses"))
    assert (made.sentence, made.content.indices, made.content.on) == (1, (), "naval")


def test_conditions_are_kept_for_later_with_their_words() -> None:
    bound = ConditionSpan("parliament_approval", at("if parliament agrees"), 0.9)
    weak = ConditionSpan("ceasefire", at("agrees"), 0.3)
    (made,) = drafts(offer("Norway", "frigates", conditions=(bound, weak)))
    assert made.conditions == ()
    assert [c.spans for c in made.seen] == [(("parliament_approval", Span(*at("if parliament agrees"))),)]


def test_other_conditions_keep_their_words_and_joining_its_state() -> None:
    other = ConditionSpan("other", at("parliament agrees"), 0.9)
    joining = ConditionSpan("joins", at("Norway"), 0.9)
    (made,) = drafts(offer("It", "soldiers", ("troops", 1.0), cue="refused", conditions=(other, joining)))
    assert [c.spans[0][0] for c in made.seen] == ["other:parliament agrees", "joins:NOR"]


def test_the_proof_is_where_two_of_the_three_parts_stand_else_where_the_actor_is_named() -> None:
    (made,) = drafts(offer("It", "soldiers", ("troops", 1.0), cue="will send"))
    assert made.sentence == 1
    (made,) = drafts(offer("Norway", "soldiers", ("troops", 1.0), cue="refused", stance="refuses"))
    assert made.sentence == 1
    (made,) = drafts(offer("It", "frigates", cue="will send"))
    assert made.sentence == 0


def test_what_only_the_network_sees_says_so() -> None:
    (made,) = drafts(offer("Norway", "frigates"))
    assert made.seen_only
    assert not draft().seen_only


def test_the_subject_keeps_its_likelihood() -> None:
    (made,) = drafts(offer("Norway", "frigates", ("naval", 0.7), ("air", 0.3)))
    assert (made.on, made.named) == ("naval", 0.7)


VAGUE = ("unspecified", 0.9)


def test_who_takes_part_gives_what_the_text_speaks_of() -> None:
    found = drafts(
        offer("Norway", "frigates"), offer("It", "refused", VAGUE, cue="refused", stance="refuses")
    )
    assert [d.on for d in found] == ["naval", "naval"]
    assert found[1].content.kind == "contribution"


def test_where_a_text_speaks_of_many_things_the_vague_stays_vague() -> None:
    other = offer("Norway", "two", ("airlift", 0.9))
    found = drafts(offer("Norway", "frigates"), other, offer("It", "refused", VAGUE, cue="refused"))
    assert [d.on for d in found] == ["naval", "airlift", "unspecified"]
    assert [d.on for d in drafts(offer("It", "refused", VAGUE, cue="refused"))] == ["unspecified"]


def words(text: str, *notations: str) -> tuple[Sight, dict[str, tuple[int, int]]]:
    """A text of hand-made trees, and where its words stand (the first of each)."""
    sentences = marked(*notations)
    return Sight(sentences, resolve_all(sentences, BOOK), [], BOOK), {
        word: (text.index(word), text.index(word) + len(word)) for word in text.split()
    }


def found(
    notation: str, who: str, what: str, cue: str, stance: str = "offers", on: str = "troops"
) -> list[tuple[str, str]]:
    """Actor and proof of what the network would see in one sentence."""
    text = " ".join(piece.rsplit("/", 2)[0] for piece in notation.split())
    seeing, place = words(text, notation)
    seen = OfferSpan((place[who],), (place[what],), ((on, 0.9),), stance, place[cue], (), 0.8, (0.1,) * 7)
    return [(d.actor, d.evidence.of(text)) for d in learned_drafts([seen], seeing)]


RELATIVE = (
    "Kenya/PROPN/root which/PRON/nsubj>2 offered/VERB/acl:relcl>0 "
    "troops/NOUN/obj>2 and/CCONJ/cc>5 Chad/PROPN/conj>3"
)
CROWD = "Britain/PROPN/nsubj>1 admits/VERB/root many/ADJ/nsubj>3 refuse/VERB/ccomp>1 troops/NOUN/obj>3"
WHOLE = (
    "Norway/PROPN/nsubj>1 says/VERB/root the/DET/det>3 force/NOUN/nsubj>4 "
    "takes/VERB/ccomp>1 troops/NOUN/obj>4"
)
ONLY = (
    "Britain/PROPN/nsubj>1 is/VERB/root not/PART/advmod>3 only/ADV/advmod>4 "
    "about/ADP/case>5 troops/NOUN/obl>1"
)


def test_a_relative_clause_speaks_of_the_noun_before_it() -> None:
    assert [actor for actor, _ in found(RELATIVE, "Kenya", "troops", "offered")] == ["KEN"]
    assert found(RELATIVE, "Chad", "troops", "offered") == []


def test_a_crowd_or_the_whole_force_is_not_who_speaks_of_it() -> None:
    assert found(CROWD, "Britain", "troops", "refuse", "refuses") == []
    assert found(WHOLE, "Norway", "troops", "takes") == []


def test_not_only_refuses_nothing() -> None:
    assert found(ONLY, "Britain", "troops", "not", "refuses") == []
    assert [actor for actor, _ in found(ONLY, "Britain", "troops", "not", "offers")] == ["GBR"]


SHARE = (
    "Peru/PROPN/nsubj>1 gives/VERB/root 40/NUM/nummod>3 trucks/NOUN/obj>1 and/CCONJ/cc>5 Chile/PROPN/conj>3 "
    "15/NUM/nummod>5"
)


def test_a_share_without_a_verb_is_its_own_proof() -> None:
    assert found(SHARE, "Chile", "trucks", "gives") == [("CHL", "Chile 15")]
    assert found(SHARE, "Peru", "trucks", "gives")[0][1].startswith("Peru gives 40 trucks")


def test_the_proof_of_one_of_several_begins_with_the_first() -> None:
    several = "Peru/PROPN/nsubj>3 and/CCONJ/cc>2 Chile/PROPN/conj>0 send/VERB/root troops/NOUN/obj>3"
    assert found(several, "Chile", "troops", "send") == [("CHL", "Peru and Chile send troops")]
