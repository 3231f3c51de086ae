"""Office titles, the names beside them, and surnames that come back."""

from datetime import date

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.persons import (
    Person,
    Registry,
    Title,
    find_titles,
    is_name_word,
    name_beside,
    office_on,
    table_person,
    title_index,
)
from musterbook.reading.pipeline import read_text
from tests.reading.trees import one, tree

INDEX = title_index(default_codebook())

BEFORE = "Prime/PROPN/compound>1 Minister/PROPN/nsubj>4 Ada/PROPN/flat>1 Lund/PROPN/flat>1 agreed/VERB/root"
AFTER = (
    "the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>7 ,/PUNCT/punct>4 Ada/PROPN/appos>2 "
    "Lund/PROPN/flat>4 "
    ",/PUNCT/punct>4 agreed/VERB/root"
)
LEADING = (
    "Ada/PROPN/nsubj>7 Lund/PROPN/flat>0 ,/PUNCT/punct>5 the/DET/det>5 foreign/ADJ/amod>5 "
    "minister/NOUN/appos>0 "
    ",/PUNCT/punct>5 agreed/VERB/root"
)
NAMELESS = "the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>4 quickly/ADV/advmod>4 agreed/VERB/root"


def beside(notation: str) -> str:
    made = tree(notation)
    title = find_titles(made, INDEX)[0]
    return " ".join(made.tokens[i].text for i in name_beside(made, title, set(title.indices)))


@pytest.mark.parametrize("notation", [BEFORE, AFTER, LEADING])
def test_a_name_stands_behind_a_title_or_between_commas(notation: str) -> None:
    assert beside(notation) == "Ada Lund"


def test_a_title_may_stand_alone() -> None:
    assert beside(NAMELESS) == ""


def test_a_list_after_a_title_is_no_name() -> None:
    listed = (
        "the/DET/det>1 minister/NOUN/nsubj>5 ,/PUNCT/punct>3 Denmark/PROPN/conj>1 and/CCONJ/cc>3 "
        "met/VERB/root"
    )
    assert beside(listed) == ""


def test_titles_are_found_longest_first_with_their_kind() -> None:
    made = tree("deputy/ADJ/amod>2 prime/ADJ/amod>2 minister/NOUN/root")
    assert find_titles(made, INDEX) == [Title((0, 1, 2), "deputy prime minister", "minister")]


def test_titles_are_found_in_the_plural() -> None:
    made = tree("foreign/ADJ/amod>1 ministers/NOUN/root")
    assert [title.office for title in find_titles(made, INDEX)] == ["foreign minister"]


def test_those_who_bind_no_government_are_marked() -> None:
    made = tree("the/DET/det>2 opposition/NOUN/compound>2 leader/NOUN/root")
    assert [title.kind for title in find_titles(made, INDEX)] == ["not_government"]


def test_particles_belong_to_a_name() -> None:
    made = tree("Ursula/PROPN/root von/PROPN/flat>0 Tal/PROPN/flat>0 said/VERB/conj>0")
    assert [is_name_word(made, i) for i in range(4)] == [True, True, True, False]


def test_a_capital_at_the_head_of_a_sentence_makes_no_name_of_a_noun() -> None:
    made = tree("Minister/NOUN/nsubj>1 agreed/VERB/root")
    assert not is_name_word(made, 0)


LUND = Person("Ada Lund", "DNK", "foreign minister")


def test_a_registry_knows_the_full_name_and_the_surname() -> None:
    registry = Registry({})
    registry.learn(LUND)
    assert registry.find(("ada", "lund")) == LUND
    assert registry.find(("lund",)) == LUND
    assert registry.find(("ada",)) is None
    assert registry.find(()) is None


def test_the_first_of_a_name_stands() -> None:
    registry = Registry({})
    registry.learn(LUND)
    registry.learn(Person("Bo Lund", "SWE", "king"))
    assert registry.find(("lund",)) == LUND
    assert registry.find(("bo", "lund")) == Person("Bo Lund", "SWE", "king")


def test_a_known_state_replaces_an_unknown_one_and_never_the_reverse() -> None:
    registry = Registry({})
    registry.learn(Person("Ada Lund", None))
    registry.learn(LUND)
    assert registry.find(("lund",)) == LUND
    registry.learn(Person("Ada Lund", None))
    assert registry.find(("lund",)) == LUND


def test_the_table_of_office_holders_is_the_fallback() -> None:
    sentence = one("Emmanuel/PROPN/nsubj>2 Macron/PROPN/flat>0 agreed/VERB/root")
    person = table_person(sentence.actors[0], default_codebook())
    assert person == Person("Emmanuel Macron", "FRA", "president")


def test_a_state_is_no_person() -> None:
    assert table_person(one("Denmark/PROPN/nsubj>1 agreed/VERB/root").actors[0], default_codebook()) is None


@pytest.mark.parametrize(
    ("day", "actor"),
    [(date(2022, 5, 1), "EST"), (date(2025, 5, 1), "EU"), (date(1999, 1, 1), "EST"), (None, "EST")],
)
def test_a_full_name_means_the_office_of_the_day(day: date | None, actor: str) -> None:
    row = office_on("Kaja Kallas", default_codebook(), day)
    assert row is not None
    assert row.actor == actor


def test_nobody_of_that_name_holds_an_office() -> None:
    assert office_on("Nobody Inparticular", default_codebook(), date(2025, 5, 1)) is None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Prime Minister Harper offered six jets.", "CAN"),
        ("Stephen Harper offered six jets.", "CAN"),
    ],
)
def test_the_table_tells_whose_minister_it_is(text: str, actor: str) -> None:
    (position,) = read_text(text, date(2014, 10, 1), rules_alone=True).positions
    assert position.actor == actor


def test_a_minister_of_the_text_is_not_taken_for_a_namesake_in_office() -> None:
    text = "Chile's prime minister, Juan Harper, offered six jets. Harper will send two ships."
    found = read_text(text, date(2014, 10, 1), rules_alone=True).positions
    assert {position.actor for position in found} == {"CHL"}
