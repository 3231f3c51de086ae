"""The reason that a text prints for a position: its own words, its own clause, and no other's."""

from dataclasses import replace
from pathlib import Path

import pytest

from musterbook.codebook import default_codebook, load_codebook
from musterbook.reading.limits import HOME_REASON
from musterbook.reading.reasons import reason_markers, reasons_in, with_reasons
from tests.codebook.writing import write
from tests.reading.drafted import by_hand, drafted
from tests.reading.trees import tree

BOOK = default_codebook()
REFUSING = "Denmark/PROPN/nsubj>3 will/AUX/aux>3 not/PART/advmod>3 send/VERB/root troops/NOUN/obj>3"
BECAUSE = (
    f"{REFUSING} because/SCONJ/mark>9 its/PRON/nmod:poss>7 army/NOUN/nsubj>9 is/AUX/cop>9 small/ADJ/advcl>3"
)
CITING = f"{REFUSING} ,/PUNCT/punct>6 citing/VERB/advcl>3 its/PRON/nmod:poss>8 laws/NOUN/obj>6"
OWING = f"{REFUSING} owing/VERB/case>8 to/ADP/fixed>5 its/PRON/nmod:poss>8 laws/NOUN/obl>3"
SINCE_WAR = f"{REFUSING} since/SCONJ/mark>8 the/DET/det>7 war/NOUN/nsubj>8 began/VERB/advcl>3"
NOT_BECAUSE = BECAUSE.replace("because/SCONJ/mark>9", "not/ADV/advmod>10 because/SCONJ/mark>10").replace(
    "its/PRON/nmod:poss>7 army/NOUN/nsubj>9 is/AUX/cop>9",
    "its/PRON/nmod:poss>8 army/NOUN/nsubj>10 is/AUX/cop>10",
)
ELSEWHERE = (
    f"{REFUSING} which/PRON/nsubj>6 rest/VERB/acl:relcl>4 because/SCONJ/mark>9 they/PRON/nsubj>9 "
    "tire/VERB/advcl>6"
)


def reasons(text: str) -> list[tuple[str, str | None]]:
    """(what is given, its reason) of each position, in text order."""
    drafts, marked = drafted(text)
    return [(d.on, d.reason) for d in with_reasons(drafts, marked, BOOK)]


def by_trees(*notations: str) -> list[str | None]:
    drafts, marked = by_hand(*notations)
    return [d.reason for d in with_reasons(drafts, marked, BOOK)]


class TestTheClauseItself:
    @pytest.mark.parametrize(
        ("notation", "expected"),
        [(BECAUSE, "its army is small"), (CITING, "its laws"), (OWING, "its laws")],
    )
    def test_the_words_behind_the_marker(self, notation: str, expected: str) -> None:
        assert by_trees(notation) == [expected]

    def test_a_past_event_after_since_is_a_time(self) -> None:
        assert by_trees(SINCE_WAR) == [None]
        assert by_trees(SINCE_WAR.replace("began", "continues")) == ["the war continues"]

    def test_a_denied_reason_is_none(self) -> None:
        assert by_trees(NOT_BECAUSE) == [None]

    def test_the_reason_of_another_clause_is_not_the_positions(self) -> None:
        assert by_trees(ELSEWHERE) == [None]

    def test_home_defence_stays(self) -> None:
        drafts, marked = by_hand(BECAUSE)
        (found,) = with_reasons([replace(drafts[0], reason=HOME_REASON)], marked, BOOK)
        assert found.reason == HOME_REASON

    def test_the_finding_is_proved_and_nothing_else_changes(self) -> None:
        drafts, marked = by_hand(BECAUSE)
        (found,) = with_reasons(drafts, marked, BOOK)
        one, proof = marked[0].tree, found.because[-1]
        assert (proof.rule, proof.gives) == ("reason-because", "reason")
        assert one.words(one.indices_in(proof.span)) == "because its army is small"
        assert replace(found, reason=None, because=drafts[0].because) == drafts[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark will not send troops because its army is too small.", "its army is too small"),
        ("Because its army is small, Denmark will not send troops.", "its army is small"),
        ("Denmark will not send troops since it has no ships.", "it has no ships"),
        ("Denmark will not send troops, citing its constitution.", "its constitution"),
        ("Denmark rules out troops, pointing to its constitution.", "its constitution"),
        ("Denmark cannot send ships owing to a shortage of crews.", "a shortage of crews"),
        ("Denmark will not send troops in view of its own weakness.", "its own weakness"),
        ("Denmark will not send troops, given the shortage of pilots.", "the shortage of pilots"),
        ("Denmark will not send troops, arguing that the risk is too great.", "the risk is too great"),
        (
            "Denmark declined to send troops on the grounds that parliament had not been asked.",
            "parliament had not been asked",
        ),
        ("Denmark said no to troops for fear of a wider war.", "fear of a wider war"),
        (
            "Denmark is ready to send soldiers because peace matters, its prime minister said.",
            "peace matters",
        ),
        (
            "The minister said Denmark would not send troops because parliament is against it.",
            "parliament is against it",
        ),
        ("Denmark would not send troops because of a lack of ships.", "a lack of ships"),
    ],
)
def test_reasons_as_printed(text: str, expected: str) -> None:
    assert [found for _, found in reasons(text)] == [expected]
    assert expected in text


@pytest.mark.parametrize(
    "text",
    [
        "Denmark will send troops, although its army is small.",
        "Denmark will send troops due to arrive in May.",
        "Denmark has given the mission 300 soldiers.",
        "Since Russia invaded, Denmark has sent 300 soldiers.",
        "Denmark has sent 300 soldiers since 2022.",
        "Denmark will send troops when the parliament that fell because of a scandal agrees.",
        "The general slept because he was tired. Denmark will send troops.",
    ],
)
def test_what_is_no_reason(text: str) -> None:
    assert [found for _, found in reasons(text)] == [None]


def test_only_what_is_not_denied_is_the_reason() -> None:
    text = "Denmark will not send troops not because it is afraid but because the law forbids it."
    assert reasons(text) == [("troops", "the law forbids it")]


def test_what_is_set_against_the_reason_is_no_part_of_it() -> None:
    text = "Denmark will not send troops because its army is small, but it will pay for the mission."
    assert reasons(text) == [("troops", "its army is small"), ("funding", None)]


def test_reasons_stand_in_text_order() -> None:
    found = reasons_in(tree(BECAUSE), BOOK)
    assert [(r.marker, r.first, r.last, r.attach) for r in found] == [(5, 6, 9, 3)]


def test_who_reports_a_no_may_add_its_reason() -> None:
    told = (
        "Ministers/NOUN/nsubj>1 said/VERB/root Denmark/PROPN/nsubj>5 will/AUX/aux>5 not/PART/advmod>5 "
        "send/VERB/ccomp>1 troops/NOUN/obj>5 ,/PUNCT/punct>8 citing/VERB/advcl>1 its/PRON/nmod:poss>10 "
        "laws/NOUN/obj>8"
    )
    assert by_trees(told) == ["its laws"]


def test_a_reason_of_the_report_before_the_no_is_not_that_of_the_no() -> None:
    told = (
        "Citing/VERB/advcl>4 its/PRON/nmod:poss>2 sources/NOUN/obj>0 it/PRON/nsubj>4 said/VERB/root "
        "Denmark/PROPN/nsubj>8 will/AUX/aux>8 not/PART/advmod>8 send/VERB/ccomp>4 troops/NOUN/obj>8"
    )
    assert by_trees(told) == [None]


def test_a_users_own_marker_opens_a_reason(tmp_path: Path) -> None:
    own = load_codebook(write(tmp_path, reasons_plus="pattern,kind,note\nthanks to,phrase,\n"))
    drafts, marked = by_hand(OWING.replace("owing", "thanks"))
    assert [d.reason for d in with_reasons(drafts, marked, own)] == ["its laws"]
    assert [d.reason for d in with_reasons(drafts, marked, BOOK)] == [None]


def test_the_kinds_of_the_table() -> None:
    markers = reason_markers(BOOK)
    assert set(markers) == {"clause", "phrase", "denial"}
    assert {("because",), ("since",)} <= set(markers["clause"])
    assert ("owing", "to") in markers["phrase"]
