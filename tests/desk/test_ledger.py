"""What the book says at the desk: standing positions, and what changed between two days."""

from datetime import date
from pathlib import Path

import pytest

from musterbook.book import Book
from musterbook.desk.ledger import changes_of, standings
from musterbook.errors import CodebookError, InputError
from tests.presenting.world import full_reading


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "m.book"
    with Book.open(path, create=True) as opened:
        opened.add(full_reading())
    return path


class TestStandings:
    def test_of_all_and_of_one_by_name_or_code(self, book: Path) -> None:
        with Book.open(book) as opened:
            assert len(standings(opened).standings) == 15
            for name in ("USA", "United States", "united states"):
                assert [s.on for s in standings(opened, actor=name).standings] == ["air_cover"]

    def test_an_unknown_actor_is_refused(self, book: Path) -> None:
        with Book.open(book) as opened, pytest.raises(CodebookError, match="Atlantis"):
            standings(opened, actor="Atlantis")

    def test_as_of(self, book: Path) -> None:
        with Book.open(book) as opened:
            assert standings(opened, as_of=date(2031, 3, 3)).standings == ()


class TestChanges:
    def test_two_days_in_order_are_needed(self, book: Path) -> None:
        with Book.open(book) as opened:
            assert len(changes_of(opened, date(2031, 3, 3), date(2031, 3, 4))) == 15
            with pytest.raises(InputError, match="comes before"):
                changes_of(opened, date(2031, 3, 4), date(2031, 3, 3))
            with pytest.raises(InputError, match="two days"):
                changes_of(opened, None, date(2031, 3, 3))
