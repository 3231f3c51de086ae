"""What the book says at the desk, and questions of whatever is at hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from musterbook.book import Book
from musterbook.desk.asking import ask, situation
from musterbook.desk.ledger import changes_of, standings
from musterbook.errors import CodebookError, InputError, QuestionError
from musterbook.model.situation import Situation, parse_situation, situation_json
from tests.presenting.world import full_reading

SIMPLE = {"offers": [{"id": "o", "actor": "NOR", "on": "naval", "stance": "offers"}]}


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


class TestAsking:
    @pytest.mark.parametrize("source", [SIMPLE, '{"offers": []}', parse_situation(SIMPLE), full_reading()])
    def test_whatever_is_at_hand(self, source: Any) -> None:
        assert "unprompted" in ask("closure", source).to_json()

    def test_a_book_and_its_day(self, book: Path) -> None:
        with Book.open(book) as opened:
            now = ask("closure", opened).to_json()
            then = ask("closure", opened, as_of=date(2031, 3, 3)).to_json()
        assert now["unprompted"]["possible"] == ["ISL:troops", "NOR:troops"]
        assert then["unprompted"]["possible"] == []

    def test_the_same_situation_from_readings_and_a_book(self, book: Path) -> None:
        with Book.open(book) as opened:
            kept = situation(opened, as_of=date(2031, 3, 4))
        assert situation_json(kept) == situation_json(situation([full_reading()], as_of=date(2031, 3, 4)))
        assert isinstance(kept, Situation)

    @pytest.mark.parametrize("source", [None, 3, 2.5, b"{}"])
    def test_what_holds_no_situation_is_refused(self, source: Any) -> None:
        with pytest.raises(QuestionError, match="holds no situation"):
            ask("closure", source)

    def test_an_unknown_option_is_refused(self) -> None:
        with pytest.raises(QuestionError, match="loudly"):
            ask("closure", SIMPLE, loudly=True)
