"""The values that the ledger hands out, and that importing them brings no SQL."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import musterbook.book
from musterbook.book import DECISIONS, Entry, entries_of
from musterbook.book.entries import words_of
from musterbook.model.document import Document
from musterbook.model.span import Span
from tests.book.world import MARCH, NOON, full_reading, position


@pytest.mark.parametrize(
    ("fields", "rank"),
    [
        ({"source_kind": "named"}, 2),
        ({"source_kind": "spokesperson"}, 2),
        ({"source_kind": "narrator"}, 2),
        ({"source_kind": "anonymous"}, 1),
        ({"source_kind": "named", "third_party": True}, 0),
        ({"source_kind": "anonymous", "third_party": True}, 0),
    ],
)
def test_ranks_are_own_word_anonymous_third_party(fields: dict[str, Any], rank: int) -> None:
    assert Entry("d/p1", Document("x"), position(**fields)).rank == rank


def test_the_day_is_when_it_was_said_else_when_it_was_published() -> None:
    published = Document("x", published=MARCH)
    assert Entry("d/p1", published, position(said=date(2031, 2, 1))).day == date(2031, 2, 1)
    assert Entry("d/p1", published, position()).day == MARCH
    assert Entry("d/p1", Document("x"), position()).day is None


def test_entries_take_their_ids_and_days_from_the_reading() -> None:
    given = full_reading()
    (made,), (claimed,) = entries_of(given, NOON)
    assert (made.id, made.recorded, made.state) == (f"{given.document.id}/p1", NOON, "proposed")
    assert (claimed.id, claimed.said, claimed.recorded) == (
        f"{given.document.id}/c1",
        date(2031, 2, 28),
        NOON,
    )
    assert entries_of(given)[0][0].recorded is None


def test_words_of_several_spans_show_the_gap() -> None:
    assert words_of("one two three", (Span(0, 3), Span(8, 13))) == "one … three"
    assert words_of("one", ()) == ""


def test_an_unknown_name_of_the_package_is_refused() -> None:
    assert "Book" in musterbook.book.__all__
    assert DECISIONS == ("accept", "correct", "reject", "merge", "undo")
    with pytest.raises(AttributeError, match="no attribute 'Ledger'"):
        _ = musterbook.book.Ledger


def test_the_values_come_without_sql(root: Path) -> None:
    code = "import sys, musterbook.book, musterbook.muster; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
