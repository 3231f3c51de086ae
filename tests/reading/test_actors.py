"""Who is named: states by name, demonym, capital, seat, groups, office-holders, as the text writes them."""

from datetime import date

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.actors import KINDS, ActorMention, actor_index, find_actors, head_of
from musterbook.reading.mentions import mark
from musterbook.reading.tree import make_tree
from musterbook.text.sentences import sentences
from musterbook.text.syntax import analyse
from musterbook.text.words import words
from tests.reading.trees import tree

INDEX = actor_index(default_codebook())


def found(*said: str) -> list[ActorMention]:
    """Mentions in words that all hang on the last."""
    last = len(said) - 1
    pieces = [f"{word}/PROPN/" + ("root" if k == last else f"compound>{last}") for k, word in enumerate(said)]
    return find_actors(tree(" ".join(pieces)), INDEX)


@pytest.mark.parametrize(
    ("form", "actor", "kind"),
    [
        ("Denmark", "DNK", "name"),
        ("United Kingdom", "GBR", "name"),
        ("Britain", "GBR", "name"),
        ("the United States", "USA", "name"),
        ("Danish", "DNK", "adjective"),
        ("Danes", "DNK", "people"),
        ("Copenhagen", "DNK", "capital"),
        ("Berlin", "DEU", "capital"),
        ("Downing Street", "GBR", "seat"),
        ("Kremlin", "RUS", "seat"),
        ("White House", "USA", "seat"),
        ("NATO", "NATO", "group"),
        ("European Union", "EU", "group"),
        ("EU", "EU", "group"),
        ("Bundestag", "DEU", "parliament"),
        ("US", "USA", "name"),
        ("UK", "GBR", "name"),
    ],
)
def test_a_form_means_its_actor(form: str, actor: str, kind: str) -> None:
    (mention,) = found(*form.split())
    assert (mention.actor, mention.kind) == (actor, kind)


def test_a_known_office_holder_is_a_person_with_a_name() -> None:
    (mention,) = found("Emmanuel", "Macron")
    assert (mention.actor, mention.kind, mention.name) == ("FRA", "person", "Emmanuel Macron")


@pytest.mark.parametrize("word", ["us", "polish", "turkey", "chad", "eu", "un"])
def test_small_letters_name_nobody(word: str) -> None:
    assert found(word) == []


def test_the_pronoun_at_the_head_of_a_sentence_is_no_state() -> None:
    assert found("Us") == []


def test_the_longest_name_wins() -> None:
    assert [m.actor for m in found("South", "Korea")] == ["KOR"]
    assert [m.actor for m in found("Papua", "New", "Guinea")] == ["PNG"]


def test_northern_ireland_is_not_ireland() -> None:
    assert [m.actor for m in found("Northern", "Ireland")] != ["IRL"]


def test_mentions_stand_in_text_order_and_do_not_overlap() -> None:
    mentions = found("Denmark", "Norway", "United", "Kingdom")
    assert [m.actor for m in mentions] == ["DNK", "NOR", "GBR"]
    assert [m.indices for m in mentions] == [(0,), (1,), (2, 3)]


def test_the_head_is_the_word_that_hangs_outside() -> None:
    britain = tree("Great/ADJ/amod>1 Britain/PROPN/nsubj>2 agrees/VERB/root")
    assert head_of(britain, (0, 1)) == 1
    assert find_actors(britain, INDEX)[0].head == 1


def test_a_ring_of_heads_still_has_a_head() -> None:
    assert head_of(tree("a/X/dep>1 b/X/dep>0"), (0, 1)) == 0


def test_every_kind_in_the_index_is_one_of_the_kinds() -> None:
    kinds = {entry.kind for rows in INDEX.by_first.values() for _, entry in rows}
    assert kinds <= set(KINDS)


def test_every_state_of_the_codebook_is_found_by_its_own_name() -> None:
    book = default_codebook()
    missing = []
    for row in book.rows("states"):
        name = row["name"]
        hits = found(*(name[a:b] for a, b in words(name)))
        if row["alpha3"] not in {m.actor for m in hits}:
            missing.append(name)
    assert missing == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The troops will stay until May next year.", False),
        ("The mission begins in May.", False),
        ("On Monday May said that the troops will stay.", True),
        ("Foreign Minister Douglas Pettigrew said that troops will come.", False),
    ],
)
def test_months_and_given_names_are_nobody(text: str, named: bool) -> None:
    trees = [make_tree(k, s) for k, s in enumerate(analyse(text, sentences(text)).sentences)]
    found = mark(trees, default_codebook(), date(2018, 3, 1))
    assert any(m.actors or any(p.actor for p in m.persons.values()) for m in found) is named
