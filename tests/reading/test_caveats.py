"""Limits on use, in the words printed: what is no condition of coming and no refusal."""

from dataclasses import replace
from pathlib import Path

import pytest

from musterbook.codebook import default_codebook, load_codebook
from musterbook.reading.caveats import caveat_words, caveats_in, with_caveats
from tests.codebook.writing import write
from tests.reading.drafted import by_hand, drafted
from tests.reading.making import SANCTIONS
from tests.reading.trees import one

BOOK = default_codebook()
SENDING = "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2"
NO_COMBAT = (
    f"{SENDING} but/CCONJ/cc>9 not/ADV/advmod>9 in/ADP/case>9 a/DET/det>9 combat/NOUN/compound>9 "
    "role/NOUN/conj>2"
)
NOT_SOON = f"{SENDING} but/CCONJ/cc>7 not/ADV/advmod>7 in/ADP/case>7 April/PROPN/conj>2"
ONLY_BEHIND = (
    f"{SENDING} only/ADV/advmod>7 behind/ADP/case>7 the/DET/det>7 lines/NOUN/obl>2 ,/PUNCT/punct>10 "
    "it/PRON/nsubj>10 said/VERB/parataxis>2"
)
ELSEWHERE = (
    f"{SENDING} which/PRON/nsubj>5 served/VERB/acl:relcl>3 behind/ADP/case>8 the/DET/det>8 lines/NOUN/obl>5"
)


def caveats(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(what is given, its caveats) of each position, in text order."""
    drafts, marked = drafted(text)
    return [(d.on, d.caveats) for d in with_caveats(drafts, marked, BOOK)]


def by_trees(*notations: str) -> list[tuple[str, ...]]:
    drafts, marked = by_hand(*notations)
    return [d.caveats for d in with_caveats(drafts, marked, BOOK)]


class TestTheClauseItself:
    def test_a_denied_use_is_a_caveat(self) -> None:
        assert by_trees(NO_COMBAT) == [("not in a combat role",)]

    def test_a_denied_time_is_none(self) -> None:
        assert by_trees(NOT_SOON) == [()]

    def test_a_limit_ends_before_the_comma(self) -> None:
        assert by_trees(ONLY_BEHIND) == [("only behind the lines",)]

    def test_a_limit_in_another_clause_is_not_the_positions(self) -> None:
        assert by_trees(ELSEWHERE) == [()]

    def test_who_refuses_has_none(self) -> None:
        drafts, marked = by_hand(NO_COMBAT)
        for stance, count in (("refuses", 0), ("withholds", 0), ("not_ruled_out", 1), ("deployed", 1)):
            (found,) = with_caveats([replace(drafts[0], stance=stance)], marked, BOOK)
            assert len(found.caveats) == count

    def test_a_measure_has_none(self) -> None:
        drafts, marked = by_hand(NO_COMBAT)
        (found,) = with_caveats([replace(drafts[0], content=SANCTIONS)], marked, BOOK)
        assert found.caveats == ()

    def test_the_finding_is_proved_and_nothing_else_changes(self) -> None:
        drafts, marked = by_hand(NO_COMBAT)
        (found,) = with_caveats(drafts, marked, BOOK)
        tree = marked[0].tree
        proof = found.because[-1]
        assert (proof.rule, proof.gives) == ("caveat-denial", "caveats")
        assert tree.words(tree.indices_in(proof.span)) == "not in a combat role"
        assert replace(found, caveats=(), because=drafts[0].because) == drafts[0]

    def test_what_was_known_stays_and_is_not_repeated(self) -> None:
        drafts, marked = by_hand(NO_COMBAT)
        known = replace(drafts[0], caveats=("unarmed", "not in a combat role"))
        (found,) = with_caveats([known], marked, BOOK)
        assert found.caveats == known.caveats


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark would send troops, but not in a combat role.", "not in a combat role"),
        ("Denmark will send trainers, though not inside the country.", "not inside the country"),
        ("Denmark would send soldiers, but never into combat.", "never into combat"),
        ("Denmark would send soldiers only away from the front.", "only away from the front"),
        ("Denmark would deploy troops only in the west of Ukraine.", "only in the west of Ukraine"),
        ("Denmark would send soldiers only for training.", "only for training"),
        ("Denmark will send 500 soldiers as advisers only.", "as advisers only"),
        ("Denmark would provide troops, exclusively in a training role.", "exclusively in a training role"),
        ("Denmark would send troops in a non-combat role.", "in a non-combat role"),
        ("Denmark would deploy medics behind the front line.", "behind the front line"),
        ("Denmark will support the mission within its laws.", "within its laws"),
        (
            "Denmark would send troops within the limits set by its parliament.",
            "within the limits set by its parliament",
        ),
    ],
)
def test_limits_of_use(text: str, expected: str) -> None:
    assert [found for _, found in caveats(text)] == [(expected,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark would send no more than 800 soldiers.", "no more than 800 soldiers"),
        ("Denmark would send 500 soldiers at most.", "500 soldiers at most"),
        ("Denmark would send 300 soldiers for six months at most.", "for six months at most"),
        ("Denmark would send 300 soldiers, at most, to the mission.", "300 soldiers, at most"),
        ("Denmark will provide a maximum of 300 soldiers.", "a maximum of 300 soldiers"),
        ("Denmark will send a frigate for up to six months.", "for up to six months"),
        ("Denmark would train police for a limited time.", "for a limited time"),
    ],
)
def test_ceilings_of_number_and_time(text: str, expected: str) -> None:
    assert [found for _, found in caveats(text)] == [(expected,)]


@pytest.mark.parametrize(
    "text",
    [
        "Denmark will send troops.",
        "Denmark will send up to 800 soldiers.",
        "Denmark will send no fewer than 300 soldiers.",
        "Denmark will only send engineers.",
        "Denmark would send soldiers only if parliament agrees.",
        "Denmark would send soldiers only with an American backstop.",
        "Denmark would send soldiers only behind an American shield.",
        "Denmark would send soldiers, but not without a mandate.",
        "Denmark will not send troops in a combat role.",
        "Denmark will send tents for up to 800 soldiers.",
        "Denmark will send soldiers because its pilots may not fly behind the front line.",
    ],
)
def test_what_is_no_limit_of_use(text: str) -> None:
    assert {found for _, found in caveats(text)} <= {()}


def test_a_limit_belongs_to_its_own_clause() -> None:
    text = "Denmark will send no more than 300 soldiers and Chile will send engineers."
    assert caveats(text) == [("troops", ("no more than 300 soldiers",)), ("engineering", ())]


def test_several_limits_come_in_text_order() -> None:
    text = "Denmark would send no more than 300 soldiers, but not in a combat role."
    assert caveats(text) == [("troops", ("no more than 300 soldiers", "not in a combat role"))]


def test_a_limit_is_printed_as_it_stands() -> None:
    text = "Denmark would send no more than 300 soldiers, only away from the front lines."
    for _, found in caveats(text):
        assert found
        assert all(words in text for words in found)


def test_the_longer_of_two_limits_is_kept() -> None:
    found = caveats_in(one(ONLY_BEHIND), BOOK)
    assert [(c.rule, c.first, c.last) for c in found] == [("caveat-only", 4, 7)]


def test_a_users_own_words_are_limits_too(tmp_path: Path) -> None:
    own = load_codebook(write(tmp_path, caveats_plus="pattern,kind,note\nbesides rowing boats,phrase,\n"))
    drafts, marked = by_hand(
        f"{SENDING} besides/ADP/case>6 rowing/NOUN/compound>6 boats/NOUN/obl>2",
    )
    assert [d.caveats for d in with_caveats(drafts, marked, own)] == [("besides rowing boats",)]
    assert [d.caveats for d in with_caveats(drafts, marked, BOOK)] == [()]


def test_the_kinds_of_the_table() -> None:
    words = caveat_words(BOOK)
    kinds = ("denial", "only", "use", "role", "phrase", "limit", "most", "time")
    assert set(words.by_kind) == set(kinds)
    assert all(pattern for kind in kinds for pattern in words.of(kind))
    assert words.noted(("within", "its", "laws"), "runs on")
    assert not words.noted(("not",), "alone")
    assert words.of("unheard") == ()
