"""The record of a real coalition: 224 positions with reversals, conflicts and third-party claims.

Only facts are read from it; the test is skipped where the developers' material is not at hand.
"""

import calendar
import csv
import time
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from musterbook.assessment import ask
from musterbook.book import Book
from musterbook.codebook import default_codebook
from musterbook.model.document import Document
from musterbook.model.formula import Leaf, conjoin
from musterbook.model.position import Position, Quantity
from musterbook.model.reading import Reading
from musterbook.model.situation import parse_situation, situation_json
from musterbook.model.span import Span
from musterbook.muster import Muster, changes_between, fold, fold_readings, situation
from tests.book.world import NOON

Row = dict[str, str]


def last_day(printed: str) -> date:
    """The last day of a printed date, month or year."""
    parts = [int(part) for part in printed.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (*parts, 12)[:2]
    return date(year, month, calendar.monthrange(year, month)[1])


def figure(printed: str) -> Decimal | None:
    return Decimal(printed) if printed else None


def reading_of(row: Row) -> Reading:
    """A row as a reading of a text that states its facts."""
    text = f"{row['speaker']}: {row['actor']} {row['stance']} {row['on']}. Source: {row['source_url']}"
    made = Position(
        id="p1",
        actor=row["actor"],
        actor_text=row["actor"],
        kind="contribution",
        on=row["on"],
        stance=row["stance"],
        evidence=(Span(0, len(text)),),
        quantity=Quantity(figure(row["quantity_low"]), figure(row["quantity_high"]), row["unit"] or None),
        conditions=conjoin([Leaf(leaf) for leaf in row["conditions"].split("|") if leaf]),
        reason=row["reason"] or None,
        speaker=row["speaker"],
        source_kind=row["source_type"],
        third_party=" about " in row["speaker"],
        said=last_day(row["date_said"]),
    )
    return Reading(
        Document(f"{text} {row['date_said']} {row['reason']}", outlet=row["source_publisher"]), (), (made,)
    )


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    with (shared / "record" / "positions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def readings(rows: list[Row]) -> list[Reading]:
    return [reading_of(row) for row in rows]


def stance(muster: Muster, actor: str, on: str = "troops") -> str | None:
    found = muster.of(actor, on)
    return None if found is None else found.stance


def test_the_whole_record_folds_within_a_second(readings: list[Reading]) -> None:
    started = time.process_time()
    laid = situation(fold_readings(readings), default_codebook())
    assert time.process_time() - started < 1
    assert len(laid.situation.offers) > 80
    assert parse_situation(situation_json(laid.situation)) == laid.situation


def test_every_row_is_kept(readings: list[Reading]) -> None:
    muster = fold_readings(readings)
    assert len(readings) == 224
    assert sum(len(s.entries) for s in muster.standings) == muster.proposed
    assert muster.proposed == len({r.document.sha256 for r in readings})


def test_the_troop_stance_of_23_actors_changes_over_time(readings: list[Reading]) -> None:
    found = fold_readings(readings)
    changing = [
        s.actor
        for s in found.standings
        if s.on == "troops" and not s.is_group and len({e.position.stance for e in s.entries}) > 1
    ]
    assert len(changing) == 23


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 2, 20), {"GBR": "considers", "FRA": None, "ITA": "offers", "POL": "refuses"}),
        (date(2025, 3, 10), {"GBR": "offers", "FRA": "offers", "ITA": "offers", "AUS": "considers"}),
        (date(2025, 3, 17), {"GBR": "offers", "ITA": "refuses", "AUS": "offers", "DNK": "offers"}),
        (date(2026, 1, 31), {"GBR": "pledges", "FRA": "pledges", "POL": "refuses", "LTU": "pledges"}),
    ],
)
def test_as_of_answers_follow_the_days(
    readings: list[Reading], day: date, expected: dict[str, str | None]
) -> None:
    muster = fold_readings(readings, as_of=day)
    assert {actor: stance(muster, actor) for actor in expected} == expected


def test_disagreements_of_one_day_are_conflicts_with_the_lower_rung(readings: list[Reading]) -> None:
    muster = fold_readings(readings, as_of=date(2025, 3, 5))
    ireland = muster.of("IRL", "troops")
    assert ireland is not None
    assert ireland.stance == "refuses"
    assert [e.position.stance for e in ireland.conflict or ()] == ["considers"]
    last = fold_readings(readings)
    assert {s.actor for s in last.conflicts} == {"DEU", "ESP"}
    assert stance(last, "DEU") == "not_ruled_out"


def test_third_party_lists_do_not_overrule_governments(readings: list[Reading]) -> None:
    muster = fold_readings(readings)
    assert stance(muster, "NOR") == "withholds"
    assert stance(muster, "LVA") == "considers"
    iceland = muster.of("ISL", "troops")
    assert iceland is not None
    assert iceland.rank == 0


def test_counted_groups_are_reconciled_with_the_named(readings: list[Reading]) -> None:
    spring = fold_readings(readings, as_of=date(2025, 3, 31)).reconciliations[0]
    assert (spring.on, spring.claimed_low, spring.claimed_high) == (None, 30, None)
    assert spring.unnamed_low == 30 - len(spring.named)
    assert "EU" not in spring.named
    assert {"GBR", "FRA", "AUS"} <= set(spring.named)


def test_what_changed_in_the_week_of_the_paris_declaration(readings: list[Reading]) -> None:
    before = fold_readings(readings, as_of=date(2026, 1, 5))
    after = fold_readings(readings, as_of=date(2026, 1, 9))
    found = {(c.actor, c.on): c.kind for c in changes_between(before, after)}
    assert found["GBR", "troops"] == "hardened"
    assert found["DEU", "troops"] == "conflict"
    assert found["GBR", "basing"] == "new"
    assert found["POL", "troops"] == "softened"


def test_figures_that_are_no_persons_are_set_aside(readings: list[Reading]) -> None:
    laid = situation(fold_readings(readings), default_codebook())
    figures = {a.about: a.words for a in laid.set_aside if a.kind == "figure"}
    assert figures["EST:troops"] == "1 company"
    assert Counter(a.kind for a in laid.set_aside)["group"] == 4


@pytest.mark.parametrize("day", [date(2025, 2, 20), date(2025, 3, 17), date(2025, 9, 5), date(2026, 9, 30)])
def test_the_engine_takes_the_record_as_it_is_laid(readings: list[Reading], day: date) -> None:
    laid = situation(fold_readings(readings, as_of=day), default_codebook())
    answer = ask("closure", laid.situation)
    assert answer.to_json().keys() >= {"unprompted", "concerted"}


def test_a_book_of_the_record_gives_the_same_and_is_quick(readings: list[Reading], tmp_path: Path) -> None:
    with Book.open(tmp_path / "record.book", create=True) as book:
        book.add_all(readings, recorded=NOON)
        started = time.process_time()
        muster = fold(book)
        assert time.process_time() - started < 1
    codebook = default_codebook()
    bare = situation(fold_readings(readings), codebook)
    assert situation(muster, codebook).situation == bare.situation
