"""Rule 16: reading proposes, people decide; decisions are entries by a named reviewer, and can be undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.book import Book, Decision, Entry
from musterbook.book.review import in_force, reviewed
from musterbook.errors import InputError
from musterbook.model.document import Document
from musterbook.muster import fold
from tests.book.world import NOON, position, reading, word

ALL = ("proposed", "accepted", "rejected", "merged")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(word("PRT", "offers", text="Lisbon is ready."), recorded=NOON)
        book.add(word("PRT", "offers", text="Portugal would come, a paper said."), recorded=NOON)
        book.add(word("ESP", "refuses"), recorded=NOON)
        yield book


def ids(book: Book, actor: str = "PRT") -> list[str]:
    return [entry.id for entry in book.positions(actor=actor, states=ALL)]


def one(book: Book, name: str) -> Entry:
    return next(entry for entry in book.positions(states=ALL) if entry.id == name)


def test_what_is_read_is_proposed(book: Book) -> None:
    assert {entry.state for entry in book.positions()} == {"proposed"}
    assert (fold(book).proposed, fold(book).accepted) == (3, 0)


def test_accepted_ones_are_counted_and_can_be_had_alone(book: Book) -> None:
    book.decide(ids(book, "ESP")[0], "accept", "Ana")
    muster = fold(book)
    assert (muster.proposed, muster.accepted) == (2, 1)
    only = fold(book, accepted_only=True)
    assert [s.actor for s in only.standings] == ["ESP"]
    assert (only.proposed, only.accepted) == (0, 1)


def test_a_rejected_one_leaves_the_situation_but_not_the_book(book: Book) -> None:
    name = ids(book, "ESP")[0]
    book.decide(name, "reject", "Ana", "a party, not the government")
    assert fold(book).of("ESP", "troops") is None
    assert one(book, name).state == "rejected"
    assert book.decisions(name)[0].note == "a party, not the government"


def test_a_corrected_one_counts_as_accepted_under_the_same_id(book: Book) -> None:
    name = ids(book, "ESP")[0]
    book.decide(name, "correct", "Ana", correction=position("ESP", stance="withholds", id="x9"))
    entry = one(book, name)
    assert (entry.id, entry.position.id, entry.position.stance) == (name, "p1", "withholds")
    assert (entry.state, entry.corrected, entry.reviewer) == ("accepted", True, "Ana")
    assert fold(book, accepted_only=True).of("ESP", "troops") is not None


def test_a_correction_stays_when_it_is_accepted_by_a_second_reader(book: Book) -> None:
    name = ids(book, "ESP")[0]
    book.decide(name, "correct", "Ana", correction=position("ESP", stance="withholds"))
    book.decide(name, "accept", "Rui")
    entry = one(book, name)
    assert (entry.position.stance, entry.reviewer, entry.corrected) == ("withholds", "Rui", True)


def test_a_correction_may_mend_the_actor_and_the_day(book: Book) -> None:
    name = ids(book, "ESP")[0]
    mended = position("FRA", stance="refuses", said=NOON.date() - timedelta(40))
    book.decide(name, "correct", "Ana", correction=mended)
    assert fold(book).of("ESP", "troops") is None
    assert fold(book, as_of=NOON.date() - timedelta(40)).of("FRA", "troops") is not None
    assert [e.id for e in book.positions(actor="FRA")] == [name]


def test_merging_makes_one_of_two_reports_and_keeps_both_sources(book: Book) -> None:
    first, second = ids(book)
    book.decide(second, "merge", "Ana", into=first)
    standing = fold(book).of("PRT", "troops")
    assert standing is not None
    assert [e.id for e in standing.alternatives] == [first]
    assert standing.corroboration == 2
    assert one(book, second).state == "merged"
    assert [d.text for d in one(book, first).also] == [one(book, second).document.text]


def test_undoing_takes_back_one_decision_at_a_time(book: Book) -> None:
    name = ids(book, "ESP")[0]
    book.decide(name, "accept", "Ana")
    book.decide(name, "reject", "Rui")
    states = []
    for _ in range(2):
        book.decide(name, "undo", "Ana")
        states.append(one(book, name).state)
    assert states == ["accepted", "proposed"]
    with pytest.raises(InputError, match="no decision to undo"):
        book.decide(name, "undo", "Ana")
    assert len(book.decisions(name)) == 4


def test_undoing_a_merge_brings_the_report_back(book: Book) -> None:
    first, second = ids(book)
    book.decide(second, "merge", "Ana", into=first)
    book.decide(second, "undo", "Ana")
    assert (one(book, second).state, one(book, first).also) == ("proposed", ())


def test_decisions_count_from_when_they_were_made(book: Book) -> None:
    name = ids(book, "ESP")[0]
    later = NOON + timedelta(days=3)
    book.decide(name, "reject", "Ana", recorded=later)
    assert fold(book, known_by=NOON + timedelta(1)).of("ESP", "troops") is not None
    assert fold(book, known_by=later).of("ESP", "troops") is None
    assert book.decisions(known_by=NOON) == ()


def test_a_clock_that_runs_behind_does_not_stop_a_reviewer(book: Book) -> None:
    name = ids(book, "ESP")[0]
    future = NOON + timedelta(days=36500)
    book.decide(name, "accept", "Ana", recorded=future)
    assert book.decide(name, "undo", "Ana").recorded == future


def refuse(book: Book, told: str, name: str, decision: str, reviewer: str = "Ana", **given: object) -> None:
    before = book.decisions()
    with pytest.raises(InputError, match=told) as caught:
        book.decide(name, decision, reviewer, **given)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert book.decisions() == before


def test_a_decision_that_cannot_be_is_refused_and_changes_nothing(book: Book) -> None:
    (first, second), (spain,) = ids(book), ids(book, "ESP")
    refuse(book, "unknown decision 'approve'", spain, "approve")
    refuse(book, "needs a reviewer", spain, "accept", "  ")
    refuse(book, "no position 'd0/p1'", "d0/p1", "accept")
    refuse(book, "no position ''", "", "accept")
    refuse(book, "no position", spain + "9", "accept")
    refuse(book, "no decision to undo", spain, "undo")
    refuse(book, "go together", spain, "correct")
    refuse(book, "go together", spain, "accept", correction=position("ESP"))
    refuse(book, "go together", first, "merge")
    refuse(book, "go together", first, "accept", into=second)
    refuse(book, "it is unknown", first, "merge", into="d0/p1")
    refuse(book, "it is the same", first, "merge", into=first)
    refuse(book, "is not ESP on troops", first, "merge", into=spain)
    refuse(book, "unknown stance", spain, "correct", correction=replace(position("ESP"), stance="maybe"))
    refuse(book, "no evidence", spain, "correct", correction=position("ESP", evidence=()))
    refuse(book, "unknown statement", spain, "correct", correction=position("ESP", statement="s7"))
    refuse(book, "check the clock", spain, "accept", recorded=NOON - timedelta(1))
    refuse(book, "half a character", spain, "accept", "Ana \ud83d")


def test_merging_never_goes_in_a_circle_or_into_what_is_gone(book: Book) -> None:
    first, second = ids(book)
    book.decide(first, "merge", "Ana", into=second)
    refuse(book, "it is merged", second, "merge", into=first)
    book.decide(first, "undo", "Ana")
    book.decide(second, "reject", "Ana")
    refuse(book, "it is rejected", first, "merge", into=second)


def test_a_chain_of_merges_ends_in_one_report(book: Book) -> None:
    book.add(word("PRT", "offers", text="And a third paper had it too."), recorded=NOON)
    first, second, third = ids(book)
    book.decide(third, "merge", "Ana", into=second)
    book.decide(second, "merge", "Ana", into=first)
    assert len(one(book, first).also) == 2
    assert one(book, second).also == ()


DECIDED = st.lists(st.sampled_from(["accept", "reject", "undo"]), max_size=12)


def made(decisions: list[str]) -> list[Decision]:
    return [Decision("d/p1", decision, "Ana", NOON) for decision in decisions]


@given(DECIDED)
def test_what_is_undone_leaves_no_trace(decisions: list[str]) -> None:
    """Any decision and its undo, at any point, change nothing of what holds."""
    plain = in_force(made(decisions))
    for at in range(len(decisions) + 1):
        with_pair = [*decisions[:at], "reject", "undo", *decisions[at:]]
        assert in_force(made(with_pair)) == plain


@given(DECIDED)
def test_the_last_decision_in_force_gives_the_state(decisions: list[str]) -> None:
    entry = Entry("d/p1", Document("x"), position(), NOON)
    (after,) = reviewed([entry], made(decisions))
    pile = in_force(made(decisions))
    states = {"accept": "accepted", "reject": "rejected"}
    assert after.state == (states[pile[-1].decision] if pile else "proposed")
    assert replace(after, state="proposed", reviewer=None) == entry


def test_a_book_of_readings_is_reviewed_position_by_position(book: Book) -> None:
    book.add(reading(position("ITA"), position("ITA", "naval")), recorded=NOON)
    troops, naval = ids(book, "ITA")
    book.decide(troops, "accept", "Ana")
    assert {e.id: e.state for e in book.positions(actor="ITA")} == {troops: "accepted", naval: "proposed"}
