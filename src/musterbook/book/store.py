"""The file under the book: opening, recognising, creating, and one transaction at a time.

A book is one SQLite file with a rollback journal: no companion file stays behind, so it can be copied and
mailed. Readers and writers of other processes wait for each other for a few seconds. What goes wrong below
is told as one BookError, and the transaction is rolled back.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from musterbook.book.guards import triggers, views
from musterbook.book.tables import APPLICATION_ID, METADATA, SCHEMA_VERSION, book_info
from musterbook.errors import BookError

WAIT_SECONDS = 10.0


class Store:
    """A book's file. Nothing is held open between two transactions."""

    def __init__(self, path: Path, *, create: bool, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self._engine = _engine(path, create=create, wait=wait)
        self._checked = False
        if is_filled(path, create=create):
            with self.reading():
                pass

    @property
    def exists(self) -> bool:
        """Whether the book has been written; another process may do so at any time."""
        return self._checked or is_filled(self.path, create=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one consistent look at the book."""
        with _told_plainly(self.path), self._engine.connect() as connection, connection.begin():
            self._check(connection)
            self._checked = True
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection | None]:
        """Like ``reading``; None where the book is yet to be made."""
        if not self.exists:
            yield None
            return
        with self.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction: all of it is kept at the end, or nothing."""
        with _told_plainly(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(musterbook_writes=True)
            with connection.begin():
                if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
                    _create(connection)
                self._check(connection)
                yield connection
            self._checked = True

    def _check(self, connection: Connection) -> None:
        if not self._checked:
            _check_version(connection, self.path)

    def close(self) -> None:
        self._engine.dispose()


def _engine(path: Path, *, create: bool, wait: float) -> Engine:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _enforce_references)
    event.listen(engine, "begin", _begin)
    return engine


def _enforce_references(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("musterbook_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_filled(path: Path, *, create: bool) -> bool:
    """True for a file with something in it, False for a place where a book may be made; else BookError."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _may_be_made(path, "there is no such book", create=create)
    except (OSError, ValueError) as error:
        raise BookError(
            f"the book cannot be reached: {error}", where=str(path), remedy="check the path"
        ) from None
    if stat.S_ISDIR(found.st_mode):
        raise BookError("this is a directory, not a book", where=str(path), remedy="name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise BookError("this is not a plain file", where=str(path), remedy="name the file of a book")
    return found.st_size > 0 or _may_be_made(path, "the file is empty", create=create)


def _may_be_made(path: Path, state: str, *, create: bool) -> bool:
    if not create:
        raise BookError(state, where=str(path), remedy="add a document to it first, or check the path")
    if not path.absolute().parent.is_dir():
        raise BookError("the folder of the book does not exist", where=str(path), remedy="make it first")
    return False


def _check_version(connection: Connection, path: Path) -> None:
    """Only a Musterbook book, and only one that this release understands."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if mark != APPLICATION_ID or not set(METADATA.tables) <= tables:
        raise BookError(
            "not a Musterbook book (a database of another kind, or a damaged one)",
            where=str(path),
            remedy="check the path; a new book needs a new name",
        )
    written = connection.execute(
        select(book_info.c.value).where(book_info.c.key == "schema_version")
    ).scalar()
    if written == str(SCHEMA_VERSION):
        return
    newer = str(written).isdecimal() and int(str(written)) > SCHEMA_VERSION
    raise BookError(
        f"the book is of version {written}, this Musterbook reads version {SCHEMA_VERSION}",
        where=str(path),
        remedy="open it with a newer Musterbook" if newer else "restore a copy: the version is damaged",
    )


def _create(connection: Connection) -> None:
    """Lay out an empty book."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(insert(book_info), [{"key": "schema_version", "value": str(SCHEMA_VERSION)}])
    for statement in [*triggers(), *views()]:
        connection.exec_driver_sql(statement)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn what the database says into one BookError with a remedy."""
    try:
        yield
    except DBAPIError as error:
        raise _book_error(str(error.orig), path, retry=isinstance(error, OperationalError)) from error
    except sqlite3.Error as error:
        raise _book_error(str(error), path) from error


TROUBLES = {
    "database is locked": ("the book is in use by another process", "try again when it has finished"),
    "readonly database": (
        "the book may only be read",
        "allow writing to the file and its folder, or copy it",
    ),
    "disk is full": ("the disk is full; the book is unchanged", "make room and try again"),
    "unable to open": ("the book cannot be opened", "check the path and the permissions"),
    "not a database": ("not a Musterbook book", "check the path; a new book needs a new name"),
    "malformed": ("the file is damaged", "restore a copy, or import an export of it into a new book"),
    "disk I/O error": (
        "the disk failed to read or write; the book is unchanged",
        "check the disk and try again",
    ),
    "only grows": ("a Musterbook book only grows", "add a decision instead"),
}


def _book_error(message: str, path: Path, *, retry: bool = False) -> BookError:
    for sign, (what, remedy) in TROUBLES.items():
        if sign in message:
            return BookError(what, where=str(path), remedy=remedy)
    remedy = "try again, or open a copy" if retry else "restore a copy of the book"
    return BookError(f"the book refused: {message}", where=str(path), remedy=remedy)
