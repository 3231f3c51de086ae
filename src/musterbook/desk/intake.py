"""Reading at the desk: a file, standard input or a string becomes a document and its reading."""

import sys
from datetime import date
from pathlib import Path

from musterbook.codebook import Codebook
from musterbook.errors import InputError
from musterbook.model.reading import Reading

MOST_BYTES = 32_000_000
"""Far beyond what is read as one text: a source without end is not swallowed before it is refused."""


def read(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    codebook: Codebook | None = None,
) -> Reading:
    """Read a text (plain or HTML source); raises InputError for an empty text or a date that is none."""
    return _read(text, "text", parse_day(published), outlet, url, codebook)


def read_file(
    path: str | Path,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    codebook: Codebook | None = None,
) -> Reading:
    """Read a .txt or .html file, or standard input for ``-``; raises InputError."""
    name = str(path)
    return _read(_bytes(name), name, parse_day(published), outlet, url, codebook)


def parse_day(value: date | str | None) -> date | None:
    """A date, or the date an ISO string gives; raises InputError."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(
            f"{value!r} is no date", remedy="write it as YYYY-MM-DD, for example 2025-03-17"
        ) from None


def _bytes(name: str) -> bytes:
    if name == "-" and sys.stdin is None:
        raise InputError("standard input is closed", remedy="name a file, or pipe the text in")
    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES)
    except FileNotFoundError:
        raise InputError(f"there is no file {name}", remedy="check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a directory", remedy="name a .txt or .html file") from None
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror}", remedy="check the path and its rights"
        ) from None


def _read(
    data: bytes | str,
    name: str,
    published: date | None,
    outlet: str | None,
    url: str | None,
    codebook: Codebook | None,
) -> Reading:
    from musterbook.reading import read_loaded
    from musterbook.text.boilerplate import cues_from
    from musterbook.text.document import load_document

    cues = None if codebook is None else cues_from(codebook.rows("boilerplate"))

    loaded = load_document(data, name=name, published=published, outlet=outlet, url=url, cues=cues)
    return read_loaded(loaded, codebook)
