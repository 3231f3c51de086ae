"""Whom a noun phrase means, in text order, so that what points back finds the nearest fitting phrase."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.pipeline import read_text
from musterbook.reading.referents import ids_in, resolve_all
from tests.reading.test_offices import DENMARK, LUND, meant
from tests.reading.trees import marked

BOTH = "Denmark/PROPN/nsubj>3 and/CCONJ/cc>2 Sweden/PROPN/conj>0 agreed/VERB/root"


def ids(*notations: str) -> tuple[str, ...]:
    found = meant(*notations)
    return () if found is None else found.ids


@pytest.mark.parametrize(
    ("notation", "actor"),
    [
        (DENMARK, "DNK"),
        ("Copenhagen/PROPN/nsubj>1 agreed/VERB/root", "DNK"),
        ("Danes/PROPN/nsubj>1 agreed/VERB/root", "DNK"),
        ("NATO/PROPN/nsubj>1 agreed/VERB/root", "NATO"),
        ("Danish/ADJ/amod>1 soldiers/NOUN/nsubj>2 agreed/VERB/root", "DNK"),
        ("Denmark/PROPN/nmod:poss>2 's/PART/case>0 share/NOUN/nsubj>3 agreed/VERB/root", "DNK"),
    ],
)
def test_names_and_what_states_own_mean_the_state(notation: str, actor: str) -> None:
    assert ids(notation) == (actor,)


def test_the_actors_of_one_sentence_by_token() -> None:
    sentences = marked(DENMARK, BOTH)
    found = resolve_all(sentences, default_codebook())
    one, two = (ids_in(found, sentence.tree) for sentence in sentences)
    assert one[0] == ("DNK",)
    assert two == {i: referent.ids for (n, i), referent in found.items() if n == 1}


def test_a_seat_speaks_for_its_government() -> None:
    found = meant("the/DET/det>1 Kremlin/PROPN/nsubj>2 agreed/VERB/root")
    assert found is not None
    assert (found.ids, found.source_kind) == (("RUS",), "spokesperson")


def test_the_first_of_a_coordination_stands_for_all() -> None:
    assert ids(BOTH) == ("DNK", "SWE")


def test_list_items_that_the_parse_left_outside_are_taken_in() -> None:
    loose = (
        "Norway/PROPN/dislocated>5 ,/PUNCT/punct>0 Denmark/PROPN/nsubj>5 and/CCONJ/cc>4 "
        "Sweden/PROPN/conj>2 agreed/VERB/root"
    )
    assert ids(loose) == ("NOR", "DNK", "SWE")


def test_each_name_keeps_its_own_span() -> None:
    found = meant(BOTH)
    assert found is not None
    assert [(a, tuple(span)) for a, span in found.actors] == [("DNK", (0, 7)), ("SWE", (12, 18))]


@pytest.mark.parametrize(
    ("before", "pronoun", "actors"),
    [
        (DENMARK, "It", ("DNK",)),
        (BOTH, "They", ("DNK", "SWE")),
        (LUND, "She", ("DNK",)),
        (BOTH, "Both", ("DNK", "SWE")),
        (DENMARK, "She", ()),
        (DENMARK, "They", ()),
    ],
)
def test_a_pronoun_takes_the_nearest_that_fits(before: str, pronoun: str, actors: tuple[str, ...]) -> None:
    assert ids(before, f"{pronoun}/PRON/nsubj>1 agreed/VERB/root") == actors


def test_a_pronoun_is_printed_where_it_stands() -> None:
    found = meant(DENMARK, "It/PRON/nsubj>1 agreed/VERB/root")
    assert found is not None
    assert found.actors[0][1].end - found.actors[0][1].start == 2


@pytest.mark.parametrize("word", ["We", "I", "us"])
def test_first_persons_wait_for_their_statement(word: str) -> None:
    found = meant(f"{word}/PRON/nsubj>1 agreed/VERB/root")
    assert found is not None
    assert found.first
    assert found.actors == ()


def test_a_number_that_stands_alone_counts_back() -> None:
    assert ids(BOTH, "all/DET/det>1 two/NUM/nsubj>2 agreed/VERB/root") == ("DNK", "SWE")


def test_the_country_is_the_one_last_spoken_of() -> None:
    assert ids(DENMARK, "the/DET/det>1 country/NOUN/nsubj>2 agreed/VERB/root") == ("DNK",)
    assert ids(DENMARK, "a/DET/det>1 country/NOUN/nsubj>2 agreed/VERB/root") == ()


def test_his_country_is_that_of_the_person() -> None:
    assert ids(LUND, "his/PRON/nmod:poss>1 country/NOUN/nsubj>2 agreed/VERB/root") == ("DNK",)


def test_a_relative_pronoun_means_the_phrase_before_it() -> None:
    sentences = marked(
        "Denmark/PROPN/nsubj>4 ,/PUNCT/punct>3 which/PRON/nsubj>3 agreed/VERB/acl:relcl>0 left/VERB/root"
    )
    found = resolve_all(sentences, default_codebook())
    assert found[0, 2].ids == ("DNK",)


def test_things_mean_nobody() -> None:
    assert ids("weather/NOUN/nsubj>1 changed/VERB/root") == ()


def test_nothing_comes_of_nothing() -> None:
    assert resolve_all((), default_codebook()) == {}


NATO_AGREED = "NATO/PROPN/nsubj>1 agreed/VERB/root"
UNION_AGREED = "The/DET/det>2 African/ADJ/amod>2 Union/PROPN/nsubj>3 agreed/VERB/root"


@pytest.mark.parametrize(
    ("before", "word", "actors"),
    [
        ((NATO_AGREED, UNION_AGREED), "alliance", ("NATO",)),
        ((NATO_AGREED, UNION_AGREED), "union", ("AU",)),
        ((NATO_AGREED, UNION_AGREED), "organisation", ("AU",)),
        ((DENMARK,), "alliance", ()),
    ],
)
def test_a_kind_of_organisation_means_the_one_spoken_of_last(
    before: tuple[str, ...], word: str, actors: tuple[str, ...]
) -> None:
    assert ids(*before, f"Now/ADV/advmod>3 the/DET/det>2 {word}/NOUN/nsubj>3 agreed/VERB/root") == actors


def test_an_alliance_of_its_own_kind_is_not_the_one_before() -> None:
    own = "Now/ADV/advmod>4 the/DET/det>3 governing/ADJ/amod>3 alliance/NOUN/nsubj>4 agreed/VERB/root"
    assert ids(NATO_AGREED, own) == ()
    assert ids(NATO_AGREED, "Now/ADV/advmod>3 an/DET/det>2 alliance/NOUN/nsubj>3 agreed/VERB/root") == ()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Denmark will send a frigate. Norway has yet to decide. Both are prepared to train sailors.",
            {"DNK", "NOR"},
        ),
        (
            "Estonia sent arms. Latvia sent arms. Finland sent arms. All three are ready to train soldiers.",
            {"EST", "LVA", "FIN"},
        ),
    ],
)
def test_a_number_reaches_back_over_the_last_subjects(text: str, actors: set[str]) -> None:
    found = read_text(text, rules_alone=True).positions
    assert {p.actor for p in found if p.on == "training"} == actors
