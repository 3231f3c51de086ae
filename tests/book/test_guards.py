"""What the database itself enforces, and what an analyst sees who opens the book in a table viewer."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from musterbook.book import Book
from musterbook.book.tables import APPLICATION_ID, ENTRY_TABLES
from musterbook.muster import fold
from tests.book.world import MARCH, NOON, at, claim, figure, full_reading, position, reading, word

TABLES = [table.name for table in ENTRY_TABLES]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(full_reading(), recorded=NOON)
        book.decide(book.positions()[0].id, "accept", "Ana", recorded=NOON + timedelta(1))
        yield book


def rows(book: Book, query: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(book.path)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(query)]
    finally:
        connection.close()


def refusal(book: Book, statement: str) -> str:
    connection = sqlite3.connect(book.path)
    try:
        with pytest.raises(sqlite3.IntegrityError) as caught:
            connection.execute(statement)
        return str(caught.value)
    finally:
        connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_deleted_or_replaced(book: Book, table: str) -> None:
    before = rows(book, f"SELECT * FROM {table}")
    assert before
    for statement in (
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        told = refusal(book, statement)
        assert "only grows" in told
        assert "accept, correct, reject, merge or undo" in told
    assert rows(book, f"SELECT * FROM {table}") == before


def test_a_document_is_not_replaced_over_its_text_either(book: Book) -> None:
    rest = "language, media_type, text, boilerplate, problems, recorded"
    columns = f"id, sha256, {rest}"
    statement = f"INSERT OR REPLACE INTO documents ({columns}) SELECT 'other', sha256, {rest} FROM documents"
    assert "only grows" in refusal(book, statement)


def test_the_file_says_what_it_is(book: Book) -> None:
    assert rows(book, "PRAGMA application_id") == [{"application_id": APPLICATION_ID}]
    assert rows(book, "SELECT * FROM book_info") == [{"key": "schema_version", "value": "1"}]
    assert b"Must" in book.path.read_bytes()[:100]


def test_the_documents_view_reads_like_a_table(book: Book) -> None:
    (row,) = rows(book, "SELECT * FROM v_documents")
    assert row["outlet"] == "The Harbour Post"
    assert (row["published"], row["positions"], row["claims"]) == ("2031-03-01", 1, 1)


def test_the_positions_view_shows_words_state_and_source(book: Book) -> None:
    (row,) = rows(book, "SELECT * FROM v_positions")
    assert row["evidence_text"] == "ready to send 400 soldiers … once the guns are silent"
    assert (row["actor"], row["subject"], row["place"], row["stance"]) == (
        "PRT",
        "troops",
        "neighbouring",
        "offers",
    )
    assert (row["state"], row["reviewer"], row["day"]) == ("accepted", "Ana", "2031-02-28")
    assert (row["quantity_low"], row["quantity_high"], row["unit"]) == (400.0, 400.5, "persons")
    assert row["conditions"] == '{"all":["ceasefire","other:a harbour"]}'
    assert row["url"] == "https://harbour.example/1"


def test_the_claims_view_shows_words_and_source(book: Book) -> None:
    (row,) = rows(book, "SELECT * FROM v_claims")
    assert (row["kind"], row["high"], row["subject"], row["day"]) == (
        "requirement",
        6000.0,
        "troops",
        "2031-02-28",
    )
    assert row["evidence_text"] == "up to 6,000 men"


def test_the_decisions_view_says_what_is_in_force(book: Book) -> None:
    name = book.positions()[0].id
    for decision in ("reject", "undo", "undo", "accept", "reject", "undo"):
        book.decide(name, decision, "Rui")
    found = [(r["decision"], bool(r["in_force"])) for r in rows(book, "SELECT * FROM v_decisions")]
    assert found == [
        ("accept", False),
        ("reject", False),
        ("undo", False),
        ("undo", False),
        ("accept", True),
        ("reject", False),
        ("undo", False),
    ]
    assert rows(book, "SELECT state FROM v_positions") == [{"state": "accepted"}]


def test_the_positions_view_shows_a_correction_whole(book: Book) -> None:
    name = book.positions()[0].id
    mended = position(
        "ESP",
        "naval",
        "withholds",
        quantity=figure("2", None, "ships"),
        evidence=at("with ships"),
        said=date(2031, 2, 1),
    )
    book.decide(name, "correct", "Ana", correction=mended)
    book.decide(name, "accept", "Rui", "seen")
    (row,) = rows(book, "SELECT * FROM v_positions")
    assert (row["actor"], row["subject"], row["stance"], row["level"]) == ("ESP", "naval", "withholds", -1)
    assert (row["quantity_low"], row["quantity_high"], row["unit"]) == (2, None, "ships")
    assert (row["evidence_text"], row["day"], row["place"]) == ("with ships", "2031-02-01", None)
    assert (row["state"], row["corrected"], row["reviewer"], row["note"]) == ("accepted", 1, "Rui", "seen")
    book.decide(name, "undo", "Rui")
    book.decide(name, "undo", "Rui")
    assert rows(book, "SELECT actor, corrected FROM v_positions") == [{"actor": "PRT", "corrected": 0}]


def test_the_view_and_the_book_agree_on_every_state(book: Book) -> None:
    for actor, decisions in {
        "ESP": ["reject"],
        "FRA": ["accept", "reject"],
        "ITA": ["reject", "undo"],
        "NOR": ["accept", "undo", "reject", "undo", "accept"],
        "CHL": [],
    }.items():
        added = book.add(word(actor, "offers"))
        for decision in decisions:
            book.decide(f"{added.document_id}/p1", decision, "Ana")
    states = {e.id: e.state for e in book.positions(states=("proposed", "accepted", "rejected", "merged"))}
    assert {r["position"]: r["state"] for r in rows(book, "SELECT * FROM v_positions")} == states


def test_the_current_view_and_the_fold_agree(book: Book) -> None:
    days = [MARCH + timedelta(days=n) for n in range(4)]
    for n, stance in enumerate(("refuses", "considers", "offers", "pledges")):
        book.add(word("ESP", stance, days[n]))
        book.add(word("FRA", stance, days[n], source_kind="anonymous"))
        book.add(word("ITA", stance, days[0], source_kind="named"))
        book.add(word("NOR", stance, days[n], third_party=n > 1))
        book.add(word("CHL", stance, days[n], where="in_theatre"))
        book.add(word("CHL", stance, None))
        book.add(word("GBR", stance, days[n], superseded=n == 3))
    book.decide(book.positions(actor="ESP")[-1].id, "reject", "Ana")
    standings = fold(book).standings
    seen = {
        (s.actor, s.on, s.where, e.position.stance, bool(s.conflict))
        for s in standings
        for e in (*s.alternatives, *(s.conflict or ()))
    }
    found = rows(book, "SELECT * FROM v_current")
    assert {
        (r["actor"], r["subject"], r["place"], r["stance"], bool(r["in_conflict"])) for r in found
    } == seen
    assert len({s.key for s in standings}) == 7


def test_the_views_hold_for_an_actor_without_any_decision(book: Book) -> None:
    book.add(reading(position("ESP"), text="Madrid would come.", claims=[claim("event", "a meeting")]))
    assert [r["state"] for r in rows(book, "SELECT * FROM v_positions WHERE actor = 'ESP'")] == ["proposed"]
    assert [r["low"] for r in rows(book, "SELECT * FROM v_claims WHERE kind = 'event'")] == [None]
