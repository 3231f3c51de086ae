"""What noun phrases share: their own words, the states that qualify them, what was mentioned before."""

import pytest

from musterbook.model.span import Span
from musterbook.reading.phrases import Focus, Referent, core, modifier, modifiers, possessor, span_text
from tests.reading.trees import one, tree

HERE = Span(0, 1)


def state(actor: str) -> Referent:
    return Referent(((actor, HERE),))


def person(actor: str, office: str | None = None) -> Referent:
    return Referent(((actor, HERE),), "Ada Lund", "named", person=True, office=office)


def names(focus: Focus, sentence: int, **fits: bool) -> tuple[str, ...]:
    found = focus.last(sentence, fits)
    return () if found is None else found.ids


def test_a_core_has_neither_clauses_nor_coordinations_nor_its_preposition() -> None:
    phrase = tree(
        "for/ADP/case>3 the/DET/det>3 Danish/ADJ/amod>3 troops/NOUN/root and/CCONJ/cc>5 ships/NOUN/conj>3 "
        "that/PRON/nsubj>7 stay/VERB/acl:relcl>3"
    )
    assert core(phrase, 3) == [1, 2, 3]
    assert core(phrase, 5) == [5]


def test_words_are_joined_as_they_are_printed() -> None:
    close = tree("Poland/PROPN/nmod:poss>1 ministry/NOUN/root")
    assert span_text(close, [1, 0]) == "Poland ministry"
    assert span_text(close, []) == ""


@pytest.mark.parametrize(
    "notation",
    [
        "Danish/ADJ/amod>1 troops/NOUN/root",
        "Denmark/PROPN/nmod:poss>2 's/PART/case>0 troops/NOUN/root",
        "troops/NOUN/root of/ADP/case>2 Denmark/PROPN/nmod>0",
        "troops/NOUN/root from/ADP/case>2 Denmark/PROPN/nmod>0",
        "Denmark/PROPN/compound>1 troops/NOUN/root",
    ],
)
def test_whose_a_phrase_is(notation: str) -> None:
    sentence = one(notation)
    noun = sentence.tree.lower.index("troops")
    assert [actor for actor, _ in modifiers(sentence, noun)] == ["DNK"]
    assert modifier(sentence, noun) == "DNK"


def test_a_place_owns_nothing() -> None:
    assert modifiers(one("troops/NOUN/root in/ADP/case>2 Denmark/PROPN/nmod>0"), 0) == []


def test_coordinated_owners_all_own() -> None:
    sentence = one("Danish/ADJ/amod>3 and/CCONJ/cc>2 Swedish/ADJ/conj>0 troops/NOUN/root")
    assert [actor for actor, _ in modifiers(sentence, 3)] == ["DNK", "SWE"]


def test_a_crowd_word_passes_the_owner_on() -> None:
    sentence = one("hundreds/NOUN/root of/ADP/case>3 Danish/ADJ/amod>3 troops/NOUN/nmod>0")
    assert [actor for actor, _ in modifiers(sentence, 0)] == ["DNK"]


def test_its_owner_is_the_state_last_spoken_of_and_his_the_person() -> None:
    focus = Focus()
    focus.note(0, True, state("DNK"))
    focus.note(0, False, person("SWE"))
    assert possessor(one("its/PRON/nmod:poss>1 troops/NOUN/root"), 1, focus) == "DNK"
    assert possessor(one("his/PRON/nmod:poss>1 country/NOUN/root"), 1, focus) == "SWE"
    assert possessor(one("the/DET/det>1 troops/NOUN/root"), 1, focus) is None


def test_whose_takes_the_phrase_before_it_in_the_sentence() -> None:
    focus = Focus()
    focus.note(0, True, state("DNK"))
    assert possessor(one("whose/PRON/nmod:poss>1 troops/NOUN/root"), 1, focus) == "DNK"


def test_a_focus_forgets_after_its_reach() -> None:
    focus = Focus()
    focus.note(0, True, state("DNK"))
    assert names(focus, 4, single=True) == ("DNK",)
    assert names(focus, 5, single=True) == ()


def test_the_later_sentence_wins_and_in_one_the_subject() -> None:
    focus = Focus()
    focus.note(0, True, state("DNK"))
    focus.note(1, True, state("SWE"))
    focus.note(1, False, state("NOR"))
    assert names(focus, 1, single=True) == ("SWE",)


def test_what_is_asked_for_must_fit() -> None:
    focus = Focus()
    focus.note(0, True, Referent((("DNK", HERE), ("SWE", HERE))))
    focus.note(0, True, person("NOR"))
    assert names(focus, 0, plural=True) == ("DNK", "SWE")
    assert names(focus, 0, person=True) == ("NOR",)
    assert names(focus, 0, person=False, single=True) == ()


def test_first_persons_and_nobodies_are_not_remembered() -> None:
    focus = Focus()
    focus.note(0, True, Referent(first=True))
    focus.note(0, True, Referent())
    assert focus.seen == []


def test_a_holder_is_found_by_office_and_state() -> None:
    focus = Focus()
    focus.note(0, True, person("DNK", "prime minister"))
    focus.note(1, True, person("SWE", "prime minister"))
    found = focus.holder("prime minister", "DNK")
    assert found is not None
    assert found.ids == ("DNK",)
    last = focus.holder("prime minister", None)
    assert last is not None
    assert last.ids == ("SWE",)
    assert focus.holder("king", None) is None


def test_two_names_of_one_state_are_single() -> None:
    focus = Focus()
    focus.note(0, True, Referent((("DNK", HERE), ("DNK", HERE))))
    assert names(focus, 0, single=True) == ("DNK", "DNK")
    assert names(focus, 0, plural=True) == ()
