"""Persons and offices as phrases: a name, a title, a ministry, officials who stay unnamed."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.reading.phrases import Referent
from musterbook.reading.referents import resolve_all
from tests.reading.trees import marked

DENMARK = "Denmark/PROPN/nsubj>1 agreed/VERB/root"
LUND = (
    "Danish/ADJ/amod>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>5 Ada/PROPN/flat>2 Lund/PROPN/flat>2 "
    "agreed/VERB/root"
)


def meant(*notations: str) -> Referent | None:
    """Whom the subject of the last sentence's root means."""
    sentences = marked(*notations)
    last = sentences[-1].tree
    root = next(t.index for t in last.tokens if t.head < 0)
    return resolve_all(sentences, default_codebook()).get((last.number, last.child(root, "nsubj") or 0))


def source(*notations: str) -> tuple[tuple[str, ...], str | None, str]:
    found = meant(*notations)
    assert found is not None
    return found.ids, found.speaker, found.source_kind


def test_a_title_and_its_holder_are_one_named_speaker() -> None:
    assert source(LUND) == (("DNK",), "Ada Lund", "named")


def test_a_surname_later_is_the_same_speaker() -> None:
    assert source(LUND, "Lund/PROPN/nsubj>1 agreed/VERB/root") == (("DNK",), "Ada Lund", "named")


def test_an_office_with_its_state_speaks_as_office() -> None:
    office = "the/DET/det>3 Danish/ADJ/amod>3 foreign/ADJ/amod>3 minister/NOUN/nsubj>4 agreed/VERB/root"
    assert source(office) == (("DNK",), "the Danish foreign minister", "spokesperson")


def test_an_office_whose_holder_was_named_is_the_holder() -> None:
    again = "the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>3 agreed/VERB/root"
    assert source(LUND, again) == (("DNK",), "Ada Lund", "named")


def test_an_office_without_a_state_belongs_to_the_state_last_spoken_of() -> None:
    office = "the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>3 agreed/VERB/root"
    assert source(DENMARK, office) == (("DNK",), "the foreign minister", "spokesperson")


def test_its_minister_belongs_to_the_state_last_spoken_of() -> None:
    office = "its/PRON/nmod:poss>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>3 agreed/VERB/root"
    assert source(DENMARK, office)[0] == ("DNK",)


def test_a_spokesman_speaks_for_his_government() -> None:
    spokesman = "the/DET/det>2 Danish/ADJ/amod>2 spokesman/NOUN/nsubj>3 agreed/VERB/root"
    assert source(spokesman) == (("DNK",), "the Danish spokesman", "spokesperson")


def test_a_spokesman_of_a_person_speaks_for_the_persons_state() -> None:
    spokesman = "Lund/PROPN/nmod:poss>2 's/PART/case>0 spokesman/NOUN/nsubj>3 agreed/VERB/root"
    ids, _, kind = source(LUND, spokesman)
    assert (ids, kind) == (("DNK",), "spokesperson")


def test_a_ministry_speaks_as_office() -> None:
    ministry = "the/DET/det>3 Danish/ADJ/amod>3 foreign/ADJ/amod>3 ministry/NOUN/nsubj>4 agreed/VERB/root"
    assert source(ministry) == (("DNK",), "the Danish foreign ministry", "spokesperson")


def test_a_defence_ministry_has_one_owner() -> None:
    ministry = (
        "the/DET/det>3 Danish/ADJ/amod>3 defence/NOUN/compound>3 ministry/NOUN/nsubj>4 agreed/VERB/root"
    )
    assert source(ministry) == (("DNK",), "the Danish defence ministry", "spokesperson")


def test_officials_stay_unnamed() -> None:
    officials = "Danish/ADJ/amod>1 officials/NOUN/nsubj>2 agreed/VERB/root"
    assert source(officials) == (("DNK",), "Danish officials", "anonymous")


def test_officials_of_nowhere_speak_for_the_state_just_named() -> None:
    assert source(DENMARK, "officials/NOUN/nsubj>1 agreed/VERB/root") == (("DNK",), "officials", "anonymous")


def test_officials_of_elsewhere_speak_for_no_state_of_ours() -> None:
    western = "some/DET/det>2 Western/ADJ/amod>2 officials/NOUN/nsubj>3 agreed/VERB/root"
    assert source(DENMARK, western)[0] == ()


def test_an_opposition_leader_binds_nobody() -> None:
    leader = "the/DET/det>3 Danish/ADJ/amod>3 opposition/NOUN/compound>3 leader/NOUN/nsubj>4 agreed/VERB/root"
    found = meant(leader)
    assert found is not None
    assert found.blocked
    assert found.actors == ()


def test_a_former_minister_binds_nobody() -> None:
    former = (
        "former/ADJ/amod>3 Danish/ADJ/amod>3 defence/NOUN/compound>3 minister/NOUN/nsubj>4 agreed/VERB/root"
    )
    found = meant(former)
    assert found is None or found.blocked


def test_a_spokesman_for_a_government_speaks_for_it() -> None:
    spokesman = (
        "a/DET/det>1 spokesman/NOUN/nsubj>6 for/ADP/case>5 the/DET/det>5 Danish/ADJ/amod>5 "
        "government/NOUN/nmod>1 agreed/VERB/root"
    )
    assert source(spokesman)[0] == ("DNK",)


@pytest.mark.xfail(
    strict=True, reason="any bare name said before lends itself to every office without a holder"
)
def test_a_name_said_before_is_not_the_holder_of_a_later_office() -> None:
    analyst = "Peter/PROPN/nsubj>2 Miller/PROPN/flat>0 wondered/VERB/root"
    office = "the/DET/det>3 Danish/ADJ/amod>3 prime/ADJ/amod>3 minister/NOUN/nsubj>4 agreed/VERB/root"
    assert source(analyst, office) == (("DNK",), "the Danish prime minister", "spokesperson")


def test_an_office_of_nobody_known_is_nobody() -> None:
    assert meant("the/DET/det>2 foreign/ADJ/amod>2 minister/NOUN/nsubj>3 agreed/VERB/root") is None
