"""The contract of the book: what every backend must do. Only ``open_book`` names a backend."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from musterbook.book import Book, entries_of
from musterbook.errors import BookError, InputError
from musterbook.model.document import Document
from musterbook.model.exchange import reading_json
from musterbook.model.position import Quantity
from musterbook.model.span import Span
from tests.book.world import MARCH, NOON, TEXT, claim, full_reading, position, reading, word

LINE = reading_json(reading(position()))
POSITION = LINE["positions"][0]

OpenBook = Callable[[], Book]


@pytest.fixture(params=["sqlite"])
def open_book(request: pytest.FixtureRequest, tmp_path: Path) -> OpenBook:
    """Opens the same book anew each time, creating it where it is not there yet."""
    backends = {"sqlite": lambda: Book.open(tmp_path / "muster.book", create=True)}
    return backends[request.param]


def test_a_reading_returns_exactly_as_it_was_entered(open_book: OpenBook) -> None:
    given = full_reading()
    with open_book() as book:
        added = book.add(given, recorded=NOON)
        assert (added.document_id, added.new, added.positions, added.claims) == (
            given.document.id,
            True,
            1,
            1,
        )
    with open_book() as book:
        assert book.reading(given.document.id) == given


def test_several_spans_keep_their_order_and_their_words(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(full_reading())
        (entry,) = book.positions()
    assert entry.evidence_text == "ready to send 400 soldiers … once the guns are silent"
    assert entry.day == date(2031, 2, 28)


def test_the_same_text_twice_is_one_document_and_says_so(open_book: OpenBook) -> None:
    with open_book() as book:
        first = book.add(reading(position()), recorded=NOON)
        again = book.add(reading(position(stance="refuses"), position("ESP")), recorded=NOON)
        assert (first.new, again.new, again.document_id) == (True, False, first.document_id)
        assert (again.positions, again.claims) == (1, 0)
        assert [e.position.stance for e in book.positions()] == ["offers"]


def test_a_copy_with_other_details_names_what_differs(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(reading(position(), outlet="The Harbour Post", title="A force"))
        again = book.add(reading(position(), day=date(2031, 3, 9), outlet="The Copyist"))
        assert again.differs == ("outlet", "published")
        assert book.documents()[0].document.outlet == "The Harbour Post"


def test_all_of_several_readings_enter_or_none(open_book: OpenBook) -> None:
    bad = reading(position(evidence=(Span(0, 9999),)), text="Too short.")
    with open_book() as book:
        with pytest.raises(InputError, match="outside the text"):
            book.add_all([word("PRT", "offers"), bad])
        assert book.documents() == ()
        added = book.add_all([word("PRT", "offers"), word("ESP", "refuses"), word("PRT", "offers")])
        assert [a.new for a in added] == [True, True, False]


def test_documents_come_with_their_counts_oldest_first(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(
            reading(position(), position("ESP"), claims=[claim()], text="Later."),
            recorded=NOON + timedelta(1),
        )
        book.add(reading(text="Earlier."), recorded=NOON)
        found = book.documents()
        assert [(d.document.text, d.positions, d.claims) for d in found] == [
            ("Earlier.", 0, 0),
            ("Later.", 2, 1),
        ]
        assert [d.document.text for d in book.documents(known_by=NOON)] == ["Earlier."]
        assert found[0].id == Document("Earlier.").id


def test_as_of_is_about_when_it_was_said_and_known_by_about_when_it_was_learned(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(word("PRT", "refuses", date(2031, 3, 1)), recorded=NOON + timedelta(30))
        book.add(word("PRT", "offers", date(2031, 3, 9)), recorded=NOON)

        def stances(as_of: date | None = None, known_by: datetime | None = None) -> list[str]:
            return sorted(e.position.stance for e in book.positions(as_of=as_of, known_by=known_by))

        assert stances() == ["offers", "refuses"]
        assert stances(as_of=date(2031, 3, 5)) == ["refuses"]
        assert stances(known_by=NOON) == ["offers"]
        assert stances(as_of=date(2031, 3, 5), known_by=NOON) == []
        assert stances(as_of=date(2031, 3, 9), known_by=NOON) == ["offers"]


def test_both_times_are_inclusive(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(word("PRT", "offers", MARCH), recorded=NOON)
        assert len(book.positions(as_of=MARCH, known_by=NOON)) == 1
        assert book.positions(as_of=MARCH - timedelta(1)) == ()
        assert book.positions(known_by=NOON - timedelta(microseconds=1)) == ()


def test_positions_can_be_asked_for_by_actor_and_subject(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(reading(position(), position("ESP"), position("ESP", "naval")))
        assert [e.position.on for e in book.positions(actor="ESP")] == ["troops", "naval"]
        assert [e.position.actor for e in book.positions(on="troops")] == ["PRT", "ESP"]
        assert book.positions(actor="ESP", on="funding") == ()


def test_what_carries_no_day_is_never_ruled_out_by_one(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(word("PRT", "offers", None))
        assert len(book.positions(as_of=date(1900, 1, 1))) == 1


def test_claims_carry_the_day_of_their_statement(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(full_reading(), recorded=NOON)
        book.add(
            reading(text="Thirty states will come.", claims=[claim("aggregate", "members")]), recorded=NOON
        )
        need = book.claims(kind="requirement")
        assert [c.day for c in need] == [date(2031, 2, 28)]
        assert need[0].evidence_text == "up to 6,000 men"
        assert [c.claim.kind for c in book.claims(as_of=date(2031, 2, 28))] == ["requirement"]
        assert book.claims(known_by=NOON - timedelta(1)) == ()


def test_ids_are_those_of_the_document_and_of_the_reading(open_book: OpenBook) -> None:
    given = full_reading()
    with open_book() as book:
        book.add(given, recorded=NOON)
        assert [e.id for e in book.positions()] == [f"{given.document.id}/p1"]
        assert [c.id for c in book.claims()] == [f"{given.document.id}/c1"]


def test_a_book_and_a_bare_reading_give_the_same_entries(open_book: OpenBook) -> None:
    given = full_reading()
    with open_book() as book:
        book.add(given, recorded=NOON)
        assert (book.positions(), book.claims()) == entries_of(given, NOON)


def test_recorded_is_now_in_utc_where_nothing_is_given(open_book: OpenBook) -> None:
    before = datetime.now(UTC)
    with open_book() as book:
        book.add(reading(position()))
        recorded = book.documents()[0].recorded
    assert before <= recorded <= datetime.now(UTC)
    assert recorded.utcoffset() == timedelta(0)


def test_moments_are_kept_in_utc_whatever_their_zone(open_book: OpenBook) -> None:
    tokyo = timezone(timedelta(hours=9))
    with open_book() as book:
        book.add(reading(position()), recorded=datetime(2031, 3, 2, 21, 0, 0, 5, tokyo))
        assert book.documents()[0].recorded == datetime(2031, 3, 2, 12, 0, 0, 5, UTC)
        assert len(book.positions(known_by=datetime(2031, 3, 2, 21, 0, 1, tzinfo=tokyo))) == 1


def test_a_moment_without_a_zone_is_refused(open_book: OpenBook) -> None:
    with open_book() as book:
        with pytest.raises(InputError, match="time zone"):
            book.add(reading(position()), recorded=datetime(2031, 3, 2))
        book.add(reading(position()), recorded=NOON)
        with pytest.raises(InputError, match="time zone"):
            book.positions(known_by=datetime(2031, 3, 2))


def test_an_unknown_document_is_named(open_book: OpenBook) -> None:
    with open_book() as book:
        with pytest.raises(InputError, match="no document 'd0'") as caught:
            book.reading("d0")
        book.add(reading(position()))
        with pytest.raises(InputError, match="list them first"):
            book.reading("d0")
    assert caught.value.names == ("d0",)


def test_an_empty_book_answers_with_nothing(open_book: OpenBook) -> None:
    with open_book() as book:
        assert (book.positions(), book.claims(), book.documents(), book.decisions()) == ((), (), (), ())
        assert list(book.export()) == []


def test_odd_characters_come_back(open_book: OpenBook) -> None:
    text = "Zażółć 🕊 \x00 \u2028 \"quoted\" 'single' %s ?1 :name\r\n\ttab"
    given = reading(
        replace(position(), actor="GROUP:“some”; DROP TABLE documents", reason="🕊"), text=text, title="🕊"
    )
    with open_book() as book:
        book.add(given)
        assert book.reading(given.document.id) == given


def test_figures_come_back_to_the_last_digit(open_book: OpenBook) -> None:
    exact = Quantity(Decimal("0.1"), Decimal("123456789012345678901234567890.000000001"), "EUR")
    given = reading(position(quantity=exact))
    with open_book() as book:
        book.add(given)
        assert book.positions()[0].position.quantity == exact
        assert book.reading(given.document.id) == given


def test_an_export_enters_an_empty_book_as_it_was(open_book: OpenBook, tmp_path: Path) -> None:
    with open_book() as book:
        book.add(full_reading(), recorded=NOON)
        book.add(word("ESP", "refuses"), recorded=NOON + timedelta(1))
        first, second = (e.id for e in book.positions())
        book.decide(second, "correct", "Ana", "a slip", correction=position("ESP", stance="withholds"))
        book.decide(first, "reject", "Ana")
        lines = [json.dumps(line) for line in book.export()]
        with Book.open(tmp_path / "copy.book", create=True) as copy:
            assert copy.import_lines(map(json.loads, lines)).documents == 2
            assert [json.dumps(line) for line in copy.export()] == lines
            states = ("proposed", "accepted", "rejected", "merged")
            same = lambda e: (e.id, e.state, e.position.stance, e.recorded)  # noqa: E731
            assert list(map(same, copy.positions(states=states))) == list(
                map(same, book.positions(states=states))
            )


def test_importing_twice_changes_nothing(open_book: OpenBook) -> None:
    with open_book() as book:
        book.add(word("ESP", "refuses"), recorded=NOON)
        name = book.positions()[0].id
        book.decide(name, "reject", "Ana")
        book.decide(name, "undo", "Ana")
        lines = list(book.export())
        done = book.import_lines(lines)
        assert (done.documents, done.known, done.decisions) == (0, 1, 0)
        assert list(book.export()) == lines


def test_an_import_can_be_dated_to_now(open_book: OpenBook, tmp_path: Path) -> None:
    with open_book() as book:
        book.add(word("ESP", "refuses"), recorded=NOON)
        lines = list(book.export())
    with Book.open(tmp_path / "copy.book", create=True) as copy:
        copy.import_lines(lines, recorded=NOON + timedelta(7))
        assert copy.documents()[0].recorded == NOON + timedelta(7)


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"reading": {}},
        {"text": "x"},
        {"decision": {}},
        [],
        "x",
        {"decision": {"position": "p", "decision": 3}},
        {"decision": {"position": "p", "decision": "accept", "reviewer": 3}},
        {"reading": LINE | {"positions": [POSITION | {"stance": ["offers"]}]}, "text": TEXT},
        {"reading": LINE | {"positions": [POSITION | {"actor": 5}]}, "text": TEXT},
        {"reading": LINE | {"positions": [POSITION | {"evidence": [[0, 9999]]}]}, "text": TEXT},
        {"reading": LINE, "text": TEXT, "recorded": "2031-03-01T12:00:00"},
        {"reading": LINE, "text": TEXT, "recorded": 5},
    ],
)
def test_a_bad_line_is_refused_whole_and_numbered(open_book: OpenBook, line: object) -> None:
    with open_book() as book:
        book.add(word("ESP", "refuses"), recorded=NOON)
        good = list(book.export())
        with pytest.raises(InputError, match="line 2"):
            book.import_lines([*good, line])  # type: ignore[list-item]
        assert list(book.export()) == good


def test_an_import_of_decisions_about_nothing_leaves_nothing(open_book: OpenBook, tmp_path: Path) -> None:
    with open_book() as book:
        book.add(word("ESP", "refuses"), recorded=NOON)
        book.decide(book.positions()[0].id, "accept", "Ana")
        first, decision = book.export()
    with Book.open(tmp_path / "copy.book", create=True) as copy:
        other = json.loads(json.dumps(decision).replace(first["reading"]["document"]["id"], "d000000000000"))
        with pytest.raises(InputError, match="no position"):
            copy.import_lines([first, other])
        assert copy.documents() == ()


def test_decisions_about_another_reading_of_the_same_text_do_not_fit(
    open_book: OpenBook, tmp_path: Path
) -> None:
    with open_book() as book:
        book.add(reading(position(stance="refuses")), recorded=NOON)
        book.decide(book.positions()[0].id, "accept", "Ana")
        lines = list(book.export())
    with Book.open(tmp_path / "copy.book", create=True) as copy:
        copy.add(reading(position(stance="offers")), recorded=NOON)
        with pytest.raises(InputError, match="another reading"):
            copy.import_lines(lines)
        assert copy.decisions() == ()


def test_a_changed_text_does_not_import(open_book: OpenBook, tmp_path: Path) -> None:
    with open_book() as book:
        book.add(reading(position()), recorded=NOON)
        (line,) = book.export()
    with (
        Book.open(tmp_path / "copy.book", create=True) as copy,
        pytest.raises(InputError, match="not the one"),
    ):
        copy.import_lines([line | {"text": TEXT.replace("400", "4000")}])


def test_errors_of_the_book_are_also_the_builtin_ones() -> None:
    assert issubclass(BookError, OSError)
    assert issubclass(InputError, ValueError)
