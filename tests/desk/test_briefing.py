"""The brief worked out: who goes, targets, sets, lines, measures, and laying a reading over a book."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from musterbook.book import Book
from musterbook.desk.briefing import brief
from musterbook.desk.sheets import STATES, TARGET_REASONS, Sets
from musterbook.errors import BookError, CodebookError
from musterbook.model.formula import formula_json
from tests.presenting.world import (
    READY,
    brief_of,
    claim,
    figures,
    full_brief,
    full_reading,
    position,
    reading,
)


class TestGoing:
    def test_the_three_values(self) -> None:
        """Rule 7."""
        going = full_brief().going
        assert going.subject == "troops"
        assert (going.assured, going.possible) == ((), ("ISL", "NOR"))
        assert set(going.out) == {"AUT", "CHL", "CYP", "KEN", "MLT", "PER", "PRT"}

    def test_the_best_of_several_places_counts(self) -> None:
        made = brief_of(
            position("PRT", "troops", "refuses", READY, where="in_theatre"),
            position("PRT", "troops", "offers", READY, where="neighbouring"),
        )
        assert made.going.assured == ("PRT",)

    def test_rows_carry_their_state(self) -> None:
        states = {row.standing.actor: row.state for row in full_brief().rows}
        assert set(states.values()) <= set(STATES)
        assert (states["NOR"], states["USA"], states["KOR"]) == ("possible", "out", "assured")


class TestTarget:
    def test_the_fullest_that_is_reached(self) -> None:
        made = full_brief()
        assert made.target is not None
        assert formula_json(made.target) == {"all": ["count:troops>=1", "filled:air_cover"]}
        assert made.target_reason == "reached"

    @pytest.mark.parametrize(("stance", "reason"), [("offers", "first"), ("refuses", "none")])
    def test_its_reason(self, stance: str, reason: str) -> None:
        assert brief_of(position("PRT", "troops", stance, READY)).target_reason == reason

    def test_given_refused_and_nothing(self) -> None:
        away = position("PRT", "troops", "offers", READY, {"not": "ceasefire"})
        reasons = [
            brief_of(position("PRT", "troops", "offers", READY), target="joins:PRT").target_reason,
            brief_of(away).target_reason,
            brief_of().target_reason,
        ]
        assert reasons == ["given", "refused", "nothing"]
        assert set(reasons) <= set(TARGET_REASONS)


class TestSets:
    def test_every_change_knows_the_position_behind_it(self) -> None:
        made = full_brief()
        change = made.changes["raise:USA:air_cover"]
        assert (change.actor, change.on) == ("USA", "air_cover")
        assert change.standing is not None
        assert change.standing.stance == "refuses"

    def test_the_smallest_of_them(self) -> None:
        assert Sets((("a",), ("b",), ("c", "d")), True).smallest == (("a",), ("b",))
        assert Sets((), True).smallest == ()

    def test_a_refused_question_is_kept_as_such(self) -> None:
        made = brief_of(position("PRT", "troops", "offers", READY, {"not": "ceasefire"}))
        assert made.unlock.refused is not None
        assert made.waiting == ()
        assert made.closure is not None

    def test_with_stable_outcomes_nothing_is_counted(self) -> None:
        made = brief_of(position("PRT", "troops", "offers", READY, {"not": "joins:PRT"}))
        assert (made.closure, made.lines, made.waiting) == (None, (), ())
        assert made.stable is not None


class TestMeasures:
    def test_who_was_named_but_is_silent(self) -> None:
        (measure,) = full_brief().measures
        assert measure.silent == ("CAN", "FRA", "GBR", "ITA", "JPN", "USA")
        assert measure.consent is not None
        assert measure.consent["against"] == ["BEL", "DEU"]


class TestClaims:
    def test_events_come_by_date(self) -> None:
        late = claim("event", "Staff officers meet", from_day=date(2031, 5, 1))
        soon = claim("event", "an admiral warned", from_day=date(2031, 4, 1))
        made = brief_of(claims=[late, soon])
        assert [entry.claim.from_day for entry in made.events] == [date(2031, 4, 1), date(2031, 5, 1)]


class TestOverABook:
    @pytest.fixture
    def book(self, tmp_path: Path) -> Path:
        path = tmp_path / "m.book"
        with Book.open(path, create=True) as opened:
            opened.add(full_reading(), recorded=datetime(2031, 3, 5, tzinfo=UTC))
        return path

    def test_a_reading_is_laid_over_it_and_not_written(self, book: Path) -> None:
        later = "Lisbon will now send 700 men whatever happens."
        made = position("PRT", "troops", "pledges", later, text=later, quantity=figures(700, 700))
        with Book.open(book) as opened:
            found = brief(reading([made], text=later, day=date(2031, 3, 9)), book=opened)
            assert found.going.assured == ("PRT",)
            assert len(opened.documents()) == 1
        assert len(found.documents) == 2

    def test_a_document_that_the_book_holds_counts_once(self, book: Path) -> None:
        with Book.open(book) as opened:
            found = brief(full_reading(), book=opened)
        assert found.muster.proposed == 15

    def test_as_of_and_known_by(self, book: Path) -> None:
        with Book.open(book) as opened:
            early = brief(book=opened, as_of=date(2031, 3, 1))
            unknown = brief(book=opened, known_by=datetime(2031, 3, 4, tzinfo=UTC))
        assert (early.rows, unknown.rows) == ((), ())

    def test_only_what_was_accepted(self, book: Path) -> None:
        """Rule 16."""
        with Book.open(book) as opened:
            assert brief(book=opened, accepted_only=True).rows == ()
            entry = next(e for e in opened.positions() if e.position.actor == "NOR")
            opened.decide(entry.id, "accept", "R. Viewer")
            assert [r.standing.actor for r in brief(book=opened, accepted_only=True).rows] == ["NOR"]

    def test_a_closed_book_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BookError):
            Book.open(tmp_path / "none.book").__enter__()


def test_the_same_input_gives_the_same_brief() -> None:
    assert full_brief(suppose=["us_backstop=true"]) == full_brief(suppose=["us_backstop=true"])


def test_unknown_ids_are_refused_before_anything_is_asked() -> None:
    for options in ({"target": "snow"}, {"suppose": ["snow=true"]}, {"count_from": "hopes"}):
        with pytest.raises(CodebookError):
            full_brief(**options)
