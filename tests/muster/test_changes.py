"""What changed between two dates: told by kind, with the words behind it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from musterbook.book import Book
from musterbook.model.reading import Reading
from musterbook.muster import changes, changes_between, fold_readings
from musterbook.muster.changes import KINDS
from tests.book.world import MARCH, NOON, figure, position, reading, word

APRIL = MARCH + timedelta(days=31)


def kinds(*said: Reading, start: date = MARCH, end: date = APRIL) -> list[tuple[str, str]]:
    before, after = (fold_readings(said, as_of=day) for day in (start, end))
    return [(change.actor, change.kind) for change in changes_between(before, after)]


def then(stance: str, **fields: Any) -> Reading:
    return word("PRT", stance, APRIL, **fields)


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (then("pledges"), "hardened"),
        (then("considers"), "softened"),
        (then("refuses"), "softened"),
        (then("offers", conditions="ceasefire"), "condition"),
        (then("offers", quantity=figure("400")), "figure"),
        (then("offers"), "restated"),
    ],
)
def test_a_later_word_changes_what_stood(later: Reading, kind: str) -> None:
    assert kinds(word("PRT", "offers"), later) == [("PRT", kind)]
    assert kind in KINDS


def test_who_speaks_for_the_first_time_is_new() -> None:
    assert kinds(word("PRT", "offers", APRIL)) == [("PRT", "new")]


def test_nothing_said_nothing_changed() -> None:
    assert kinds(word("PRT", "offers"), word("ESP", "refuses")) == []


def test_what_was_said_after_the_end_is_no_change() -> None:
    assert kinds(word("PRT", "offers"), word("PRT", "refuses", APRIL + timedelta(1))) == []


def test_sources_that_come_to_differ_are_a_conflict_first_of_all() -> None:
    said = [word("PRT", "offers"), word("PRT", "refuses", APRIL), word("PRT", "pledges", APRIL)]
    assert kinds(*said) == [("PRT", "conflict")]


def test_a_lower_source_changes_nothing() -> None:
    assert kinds(word("PRT", "offers"), then("pledges", third_party=True)) == []


def test_changes_carry_both_sides_and_the_words() -> None:
    said = [word("PRT", "offers"), word("PRT", "refuses", APRIL, text="Lisbon has changed its mind.")]
    (change,) = changes_between(fold_readings(said, as_of=MARCH), fold_readings(said))
    assert change.before is not None
    assert change.after is not None
    assert (change.before.stance, change.after.stance) == ("offers", "refuses")
    assert (change.actor, change.on, change.where) == ("PRT", "troops", None)
    assert [e.text for e in change.evidence] == ["Lisbon"]


def test_changes_come_by_actor_subject_and_place() -> None:
    said = reading(
        position("PRT", "troops", where="neighbouring"), position("PRT", "naval"), position("ESP"), day=APRIL
    )
    found = changes_between(fold_readings([]), fold_readings([said]))
    keys = [("ESP", "troops", None), ("PRT", "naval", None), ("PRT", "troops", "neighbouring")]
    assert [(c.actor, c.on, c.where) for c in found] == keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(word("PRT", "offers"), recorded=NOON)
        book.add(word("PRT", "refuses", APRIL), recorded=NOON + timedelta(40))
    return tmp_path / "muster.book"


def test_a_book_tells_what_changed_between_two_days(path: Path) -> None:
    with Book.open(path) as book:
        assert [c.kind for c in changes(book, MARCH, APRIL)] == ["softened"]
        assert changes(book, MARCH, APRIL, known_by=NOON) == ()
        assert [c.kind for c in changes(book, None, None, known_from=NOON)] == ["softened"]
        assert [c.kind for c in changes(book, date(2000, 1, 1), MARCH)] == ["new"]


def test_a_book_tells_what_was_learned_since(path: Path) -> None:
    """An old word learned late is a change of what is known, not of what was said."""
    with Book.open(path) as book:
        book.add(word("ESP", "refuses", MARCH), recorded=NOON + timedelta(50))
        assert [c.actor for c in changes(book, APRIL, APRIL, known_from=NOON + timedelta(45))] == ["ESP"]
        assert changes(book, APRIL, APRIL) == ()


def test_a_rejected_position_is_withdrawn(path: Path) -> None:
    with Book.open(path) as book:
        for entry in book.positions():
            book.decide(entry.id, "reject", "Ana", recorded=NOON + timedelta(60))
        (change,) = changes(book, APRIL, APRIL, known_from=NOON + timedelta(50))
        assert (change.kind, change.after) == ("withdrawn", None)
        assert [e.text for e in change.evidence] == ["PRT re"]


def test_only_accepted_ones_can_be_compared(path: Path) -> None:
    with Book.open(path) as book:
        assert changes(book, MARCH, APRIL, accepted_only=True) == ()
        book.decide(book.positions()[1].id, "accept", "Ana")
        assert [c.kind for c in changes(book, MARCH, APRIL, accepted_only=True)] == ["new"]
