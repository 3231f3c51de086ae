"""Questions at the desk, of whatever is at hand."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from musterbook.book import Book
from musterbook.desk.asking import ask, situation
from musterbook.errors import QuestionError
from musterbook.model.consentrule import Unanimity
from musterbook.model.situation import Line, Requirement, Situation, parse_situation, situation_json
from tests.presenting.world import READY, full_reading, position, reading

SIMPLE = {"offers": [{"id": "o", "actor": "NOR", "on": "naval", "stance": "offers"}]}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "m.book"
    with Book.open(path, create=True) as opened:
        opened.add(full_reading(), recorded=datetime(2031, 3, 5, tzinfo=UTC))
    return path


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


class TestComparing:
    def test_two_days_of_a_book(self, book: Path) -> None:
        with Book.open(book) as opened:
            found = ask(
                "compare", opened, as_of=date(2031, 3, 3), with_as_of=date(2031, 3, 4), asking="closure"
            ).to_json()
        assert found["before"]["unprompted"]["possible"] == []
        assert found["after"]["unprompted"]["possible"] == ["ISL:troops", "NOR:troops"]
        assert "offer:NOR:troops" in {difference["id"] for difference in found["differences"]}

    def test_what_was_known_at_two_moments(self, book: Path) -> None:
        before, after = datetime(2031, 3, 4, tzinfo=UTC), datetime(2031, 3, 6, tzinfo=UTC)
        with Book.open(book) as opened:
            found = ask("compare", opened, known_by=before, with_known_by=after, asking="closure").to_json()
        assert found["before"]["unprompted"]["out"] == []
        assert found["changed"]

    @pytest.mark.parametrize("more", [{}, {"against": {"situation": SIMPLE}}])
    def test_another_day_needs_a_book_and_no_other_situation(self, more: Any) -> None:
        source = full_reading() if more else SIMPLE
        with pytest.raises(QuestionError, match=r"another day|two other sides"):
            ask("compare", source, asking="closure", with_as_of=date(2031, 3, 4), **more)


class TestSituation:
    def test_a_requirement_and_rules_of_the_users_own(self) -> None:
        need, rule = Requirement((Line("men", "troops"),)), Unanimity(("PRT", "BEL"))
        found = situation(full_reading(), requirement=need, rules={"asset_seizure": rule})
        assert found.requirement == need
        assert [m.rule for m in found.measures] == [rule]

    def test_known_by(self, book: Path) -> None:
        with Book.open(book) as opened:
            assert situation(opened, known_by=datetime(2031, 3, 4, tzinfo=UTC)).offers == ()

    def test_only_what_was_accepted(self, book: Path) -> None:
        """Rule 16."""
        with Book.open(book) as opened:
            assert situation(opened, accepted_only=True).offers == ()

    def test_several_readings_are_one_situation(self) -> None:
        other = "Chile will hold back."
        later = reading([position("CHL", "troops", "withholds", other, text=other)], text=other)
        first = reading([position("PRT", "troops", "offers", READY)])
        assert {o.actor for o in situation([first, later]).offers} == {"PRT", "CHL"}


class TestReadingConfidence:
    doubted = reading(
        [
            position("PRT", "troops", "offers", READY, confidence=0.8),
            position("CHL", "troops", "offers", READY, confidence=1.0),
        ]
    )
    target = "joins:PRT"

    def odds(self, source: Any, **options: Any) -> Any:
        return ask("odds", source, target=self.target, **options).to_json()

    def test_each_offer_is_as_sure_as_its_reading(self) -> None:
        assert self.odds(self.doubted)["probability"] == 1
        found = self.odds(self.doubted, reading_confidence=True)
        assert (found["probability"], found["doubted"]) == (0.8, 1)

    def test_what_a_person_accepted_is_sure(self, tmp_path: Path) -> None:
        with Book.open(tmp_path / "m.book", create=True) as opened:
            opened.add(self.doubted, recorded=datetime(2031, 3, 5, tzinfo=UTC))
            assert self.odds(opened, reading_confidence=True)["probability"] == 0.8
            for entry in opened.positions():
                opened.decide(entry.id, "accept", "Ann")
            assert "doubted" not in self.odds(opened, reading_confidence=True)

    def test_a_situation_has_no_readings(self) -> None:
        with pytest.raises(QuestionError, match="no readings"):
            ask("odds", SIMPLE, target="joins:NOR", reading_confidence=True)

    def test_confidence_is_given_once(self) -> None:
        with pytest.raises(QuestionError, match="once"):
            self.odds(self.doubted, reading_confidence=True, confidence={"PRT:troops": 0.5})
