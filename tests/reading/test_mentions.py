"""All that the tables recognise in a sentence; persons learned anywhere in a text count everywhere in it."""

from datetime import date

import pytest

from musterbook.reading.mentions import Marked
from tests.reading.trees import marked, one

LUND_FIRST = (
    "Danish/ADJ/amod>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>5 Ada/PROPN/flat>2 Lund/PROPN/flat>2 "
    "agreed/VERB/root"
)
LUND_AGAIN = "Lund/PROPN/nsubj>1 agreed/VERB/root"


def persons(sentence: Marked) -> dict[str, str | None]:
    """Name as printed -> whose."""
    return {sentence.tree.tokens[i].text: person.actor for i, person in sentence.persons.items()}


def test_a_title_with_an_adjective_gives_a_name_its_state() -> None:
    assert persons(one(LUND_FIRST)) == {"Ada": "DNK", "Lund": "DNK"}


def test_a_defence_minister_has_a_state_too() -> None:
    defending = (
        "Danish/ADJ/amod>2 defence/NOUN/compound>2 minister/NOUN/nsubj>5 Ada/PROPN/flat>2 "
        "Lund/PROPN/flat>2 agreed/VERB/root"
    )
    assert persons(one(defending)) == {"Ada": "DNK", "Lund": "DNK"}


def test_the_surname_counts_later_and_earlier_in_the_text() -> None:
    for order in ((LUND_FIRST, LUND_AGAIN), (LUND_AGAIN, LUND_FIRST)):
        found = marked(*order)
        assert {"Lund"} <= set(persons(found[0])) & set(persons(found[1]))


def test_an_unknown_surname_is_nobody() -> None:
    assert persons(one(LUND_AGAIN)) == {}


def test_a_possessive_state_owns_the_office() -> None:
    possessive = (
        "Denmark/PROPN/nmod:poss>3 's/PART/case>0 foreign/ADJ/amod>3 minister/NOUN/nsubj>6 Ada/PROPN/flat>3 "
        "Lund/PROPN/flat>3 agreed/VERB/root"
    )
    assert persons(one(possessive))["Lund"] == "DNK"


def test_the_state_may_follow_with_of() -> None:
    following = (
        "Ada/PROPN/nsubj>7 Lund/PROPN/flat>0 ,/PUNCT/punct>4 the/DET/det>4 president/NOUN/appos>0 "
        "of/ADP/case>6 "
        "Denmark/PROPN/nmod>4 agreed/VERB/root"
    )
    assert persons(one(following))["Lund"] == "DNK"


def test_a_bare_name_of_a_state() -> None:
    bare = "Ada/PROPN/nsubj>4 Lund/PROPN/flat>0 of/ADP/case>3 Denmark/PROPN/nmod>0 agreed/VERB/root"
    assert persons(one(bare))["Lund"] == "DNK"


def test_who_speaks_for_a_government() -> None:
    speaking = (
        "Ada/PROPN/nsubj>10 Lund/PROPN/flat>0 ,/PUNCT/punct>4 who/PRON/nsubj>4 speaks/VERB/acl:relcl>0 "
        "for/ADP/case>8 "
        "the/DET/det>8 Danish/ADJ/amod>8 government/NOUN/obl>4 ,/PUNCT/punct>4 agreed/VERB/root"
    )
    assert persons(one(speaking))["Lund"] == "DNK"


def test_those_who_bind_nobody_have_no_state() -> None:
    opposing = (
        "Danish/ADJ/amod>2 opposition/NOUN/compound>2 leader/NOUN/nsubj>5 Ada/PROPN/flat>2 "
        "Lund/PROPN/flat>2 agreed/VERB/root"
    )
    assert persons(one(opposing)) == {"Ada": None, "Lund": None}


def test_a_surname_of_the_table_counts_on_the_day_its_holder_is_in_office() -> None:
    surname = "Starmer/PROPN/nsubj>1 agreed/VERB/root"
    assert persons(marked(surname, published=date(2025, 3, 17))[0]) == {"Starmer": "GBR"}
    assert persons(marked(surname, published=date(2020, 3, 17))[0]) == {}


def test_all_marks_of_a_sentence() -> None:
    sentence = one(
        "Danish/ADJ/amod>2 prime/ADJ/amod>2 minister/NOUN/nsubj>4 will/AUX/aux>4 send/VERB/root "
        "troops/NOUN/obj>4 "
        "after/ADP/case>8 a/DET/det>8 ceasefire/NOUN/obl>4"
    )
    assert [m.actor for m in sentence.actors] == ["DNK"]
    assert [t.office for t in sentence.titles] == ["prime minister"]
    assert {(s.kind, s.on) for s in sentence.subjects} >= {
        ("contribution", "troops"),
        ("condition", "ceasefire"),
    }
    assert [c.cue.rule for c in sentence.cues] == ["send"]


def test_marks_are_looked_up_by_token() -> None:
    sentence = one("Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2")
    actor, cue = sentence.actor_at(0), sentence.cue_at(2)
    assert actor is not None
    assert actor.actor == "DNK"
    assert cue is not None
    assert cue.cue.rule == "send"
    assert sentence.actor_at(3) is None
    assert sentence.cue_at(0) is None
    assert sentence.title_at(0) is None
    assert [s.on for s in sentence.subjects_at(3, "contribution")] == ["troops"]
    assert sentence.subjects_at(3, "measure") == []


BRUSSELS = "Brussels/PROPN/nsubj>1 agreed/VERB/root"


@pytest.mark.parametrize(
    ("others", "actor"),
    [
        ((), "EU"),
        (("Belgian/ADJ/amod>1 soldiers/NOUN/nsubj>2 agreed/VERB/root",), "BEL"),
        (("NATO/PROPN/nsubj>1 agreed/VERB/root",), "NATO"),
        (("NATO/PROPN/nsubj>4 and/CCONJ/cc>3 the/DET/det>3 EU/PROPN/conj>0 agreed/VERB/root",), "EU"),
    ],
)
def test_a_capital_of_two_masters_is_the_state_where_it_is_spoken_of(
    others: tuple[str, ...], actor: str
) -> None:
    assert [m.actor for m in marked(BRUSSELS, *others)[0].actors] == [actor]


def test_an_ordinary_capital_is_its_state() -> None:
    assert [m.actor for m in one("Lima/PROPN/nsubj>1 agreed/VERB/root").actors] == ["PER"]
