"""The file under the book: what is recognised, what is refused, and that a failure changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from musterbook.book import Book
from musterbook.book.store import TROUBLES, Store
from musterbook.errors import BookError
from tests.book.world import NOON, claim, full_reading, position, reading, word


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "muster.book"


@pytest.fixture
def filled(path: Path) -> Path:
    with Book.open(path, create=True) as book:
        book.add(full_reading(), recorded=NOON)
    return path


def refused(path: Path, *, create: bool = False) -> str:
    """What opening says; it must be a single line with a remedy."""
    with pytest.raises(BookError) as caught, Book.open(path, create=create) as book:
        book.documents()
    told = str(caught.value)
    assert "\n" not in told
    assert caught.value.remedy
    return told


def test_a_missing_book_is_refused_where_it_is_only_read(path: Path) -> None:
    assert "there is no such book" in refused(path)
    assert not path.exists()


def test_opening_to_write_touches_nothing_until_something_is_written(path: Path) -> None:
    with Book.open(path, create=True) as book:
        assert book.path == path
        assert book.positions() == ()
        assert not path.exists()
        book.add(reading(position()))
    assert path.exists()


def test_a_refused_reading_makes_no_file(path: Path) -> None:
    with Book.open(path, create=True) as book, pytest.raises(ValueError, match="without text"):
        book.add(reading(text=" "))
    assert not path.exists()


def test_a_decision_on_a_book_that_is_not_there_makes_no_file(path: Path) -> None:
    with Book.open(path, create=True) as book, pytest.raises(ValueError, match="no position"):
        book.decide("d1/p1", "accept", "Ana")
    assert not path.exists()


def test_an_empty_file_is_not_yet_a_book(path: Path) -> None:
    path.touch()
    assert "the file is empty" in refused(path)
    with Book.open(path, create=True) as book:
        assert book.documents() == ()
        assert book.add(reading(position())).new


def test_nothing_stays_beside_the_book(filled: Path) -> None:
    with Book.open(filled) as book:
        book.positions()
        book.add(reading(position()))
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_reading_does_not_change_the_file(filled: Path) -> None:
    before = filled.read_bytes()
    with Book.open(filled) as book:
        book.positions()
        book.claims()
        list(book.export())
    assert filled.read_bytes() == before


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path)
    assert "directory" in refused(tmp_path, create=True)


def test_a_text_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("Dear colleagues, please find below who comes.\n" * 50)
    before = path.read_bytes()
    assert "not a Musterbook book" in refused(path)
    assert "not a Musterbook book" in refused(path, create=True)
    assert path.read_bytes() == before


def test_another_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE documents (id TEXT)")
    other.close()
    before = path.read_bytes()
    assert "not a Musterbook book" in refused(path)
    with pytest.raises(BookError, match="not a Musterbook book"), Book.open(path, create=True) as book:
        book.add(reading(position()))
    assert path.read_bytes() == before


def test_a_newer_version_is_refused(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("UPDATE book_info SET value = '99' WHERE key = 'schema_version'")
    raw.close()
    told = refused(filled)
    assert "version 99" in told
    assert "newer Musterbook" in told


def test_a_book_without_a_version_is_refused(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute("DELETE FROM book_info")
    raw.close()
    told = refused(filled)
    assert "version None" in told
    assert "damaged" in told


@pytest.mark.parametrize("kept", [10, 100, 3000, 20000])
def test_a_cut_off_book_is_refused(filled: Path, kept: int) -> None:
    with Book.open(filled) as book:
        for day in range(40):
            book.add(word("PRT", "offers", text=f"Day {day}. " + "Lisbon will come. " * 40))
    whole = filled.read_bytes()
    assert len(whole) > kept
    filled.write_bytes(whole[:kept])
    told = refused(filled)
    assert "not a Musterbook book" in told or "damaged" in told


def test_garbage_in_the_middle_is_refused_without_a_traceback(filled: Path) -> None:
    with Book.open(filled) as book:
        for day in range(60):
            book.add(word("PRT", "offers", text=f"Day {day}. " + "Lisbon will come. " * 40))
    whole = bytearray(filled.read_bytes())
    whole[4096 : len(whole) - 4096] = (b"\xa5\x00garbage" * len(whole))[: len(whole) - 8192]
    filled.write_bytes(bytes(whole))
    refused(filled)


@pytest.mark.parametrize(
    "name",
    ["bücher 100% ?a=b #1.book", "mode=memory&cache=shared", ":memory:", "ü\n.book", "%41.book", "'; --"],
)
def test_odd_names_are_plain_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Book.open(path, create=True) as book:
        book.add(reading(position()))
    assert [p.name for p in tmp_path.iterdir()] == [name]
    with Book.open(str(path)) as book:
        assert len(book.positions()) == 1


def test_a_relative_name_stays_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Book.open("here.book", create=True) as book:
        monkeypatch.chdir("/")
        book.add(reading(position()))
    assert (tmp_path / "here.book").exists()


def test_a_name_that_cannot_be_is_refused(tmp_path: Path) -> None:
    assert "cannot be reached" in refused(tmp_path / ("x" * 5000), create=True)
    assert "folder of the book" in refused(tmp_path / "none" / "muster.book", create=True)
    assert "no such book" in refused(tmp_path / "none" / "muster.book")
    with pytest.raises(BookError):
        Book.open("nul\0byte", create=True)


def test_a_file_as_a_folder_is_refused(filled: Path) -> None:
    assert "folder of the book" in refused(filled / "muster.book", create=True)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a plain file" in refused(tmp_path / "pipe", create=True)


def test_a_link_to_nowhere_is_refused_or_made(tmp_path: Path) -> None:
    link = tmp_path / "link.book"
    link.symlink_to(tmp_path / "real.book")
    assert "no such book" in refused(link)
    with Book.open(link, create=True) as book:
        book.add(reading(position()))
    assert (tmp_path / "real.book").stat().st_size > 0


def test_a_full_disk_leaves_the_book_as_it_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.read_bytes()
    real = sqlite3.connect

    def cramped(*args: object, **options: object) -> sqlite3.Connection:
        connection = real(*args, **options)  # type: ignore[call-overload]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", cramped)
    with Book.open(filled) as book, pytest.raises(BookError, match="disk is full") as caught:
        book.add(reading(position(), text="Long. " * 20000))
    monkeypatch.undo()
    assert caught.value.remedy == "make room and try again"
    assert filled.read_bytes() == before
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_a_failure_in_the_middle_of_a_document_leaves_nothing_of_it(filled: Path) -> None:
    with sqlite3.connect(filled) as raw:
        raw.execute(
            "CREATE TRIGGER sabotage BEFORE INSERT ON claims "
            "BEGIN SELECT RAISE(ABORT, 'no claims today'); END"
        )
    raw.close()
    given = [reading(position(), text="Nothing to claim."), reading(text="One claim.", claims=[claim()])]
    with Book.open(filled) as book:
        with pytest.raises(BookError, match="no claims today"):
            book.add_all(given)
        assert [d.document.text for d in book.documents()] == [full_reading().document.text]


def test_a_locked_book_says_so_and_is_unchanged(filled: Path) -> None:
    before = filled.read_bytes()
    holder = sqlite3.connect(filled, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(BookError, match="in use by another process"), Book.open(filled, wait=0.1) as book:
            book.add(reading(position()))
    finally:
        holder.rollback()
        holder.close()
    assert filled.read_bytes() == before


def test_a_read_only_book_can_be_read_but_not_written(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect

    def without_leave(address: str, /, **options: object) -> sqlite3.Connection:
        return real(address.replace("mode=rw", "mode=ro"), **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", without_leave)
    with Book.open(filled) as book:
        assert len(book.positions()) == 1
        with pytest.raises(BookError, match="may only be read"):
            book.add(reading(position(), text="Another came."))


def test_every_trouble_of_the_database_has_a_remedy() -> None:
    for what, remedy in TROUBLES.values():
        assert what
        assert remedy


def test_two_may_look_while_one_writes(filled: Path) -> None:
    with Book.open(filled) as one, Book.open(filled) as other:
        one.add(reading(position(), text="One came."))
        other.add(reading(position(), text="Another came."))
        assert len(one.documents()) == len(other.documents()) == 3


def test_two_that_found_no_book_make_one_together(path: Path) -> None:
    with Book.open(path, create=True) as one, Book.open(path, create=True) as other:
        one.add(reading(position(), text="One came."))
        assert len(other.documents()) == 1
        other.add(reading(position(), text="Another came."))
        assert len(one.documents()) == 2


def test_many_threads_of_one_book_lose_nothing(path: Path) -> None:
    with Book.open(path, create=True) as book:
        given = [reading(position(), text=f"Document {i} came.") for i in range(24)]
        threads = [
            threading.Thread(target=lambda part=part: [book.add(r) for r in part])
            for part in (given[:8], given[8:16], given[16:])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(book.documents()) == 24


WRITER = """
import sys
from musterbook.book import Book
from tests.book.world import position, reading
with Book.open(sys.argv[1], create=True, wait=60) as book:
    for i in range(10):
        book.add(reading(position(), text=f"{sys.argv[2]} brings document {i}."))
"""


def test_two_processes_that_create_and_write_at_once_lose_nothing(path: Path, root: Path) -> None:
    start = [sys.executable, "-c", WRITER, str(path)]
    running = [subprocess.Popen([*start, name], cwd=root) for name in ("Ana", "Rui")]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    with Book.open(path) as book:
        assert len(book.documents()) == 20


def test_a_crash_in_mid_write_leaves_a_book_that_opens(filled: Path, tmp_path: Path) -> None:
    """A journal left behind by a crash is rolled back by the next one to open."""
    raw = sqlite3.connect(filled, isolation_level=None)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    row = "('x' || ?, 'x' || ?, 'en', 'text/plain', ?, '[]', '[]', '2031-03-02T12:00:00.000000+00:00')"
    columns = "id, sha256, language, media_type, text, boilerplate, problems, recorded"
    for i in range(50):
        raw.execute(f"INSERT INTO documents ({columns}) VALUES {row}", (i, i, "y" * 5000))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in filled.parent.glob("muster.book*"):
        shutil.copy(file, crashed / file.name)
    raw.rollback()
    raw.close()
    assert (crashed / "muster.book-journal").exists()
    with Book.open(crashed / "muster.book") as book:
        assert [d.document for d in book.documents()] == [full_reading().document]


def test_a_store_can_be_closed_and_used_again(filled: Path) -> None:
    store = Store(filled, create=False)
    store.close()
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    store.close()


def test_what_is_recorded_later_does_not_disturb_what_was_known(filled: Path) -> None:
    with Book.open(filled) as book:
        before = book.positions(known_by=NOON)
        book.add(word("ESP", "offers"), recorded=NOON + timedelta(hours=1))
        assert book.positions(known_by=NOON) == before
