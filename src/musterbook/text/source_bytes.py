"""From bytes to characters: which encoding, and what is refused because it is no text."""

import re
from collections.abc import Iterator

from musterbook.errors import InputError
from musterbook.model.position import Problem

MAX_BYTES = 5_000_000
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ODD = bytes(c for c in range(32) if c not in (9, 10, 12, 13)) + b"\x7f"
_AS_TEXT = "save it as plain text (UTF-8) or HTML and read that"


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The characters of a file and what had to be guessed; raises InputError for what is no text."""
    _refuse_size(len(data), name)
    if not data.strip():
        raise InputError("the file is empty", where=name, remedy="give a file with the text of a report")
    for head, kind in _KINDS:
        if data.startswith(head):
            raise InputError(f"this is {kind}, not a text", where=name, remedy=_AS_TEXT)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name), []
    _refuse_binary(data, name)
    return _eight_bit(data, name)


def check_characters(text: str, name: str) -> None:
    """Refuses a text that is too long, empty or holds NUL characters."""
    _refuse_size(len(text.encode("utf-8", "surrogatepass")), name)
    at = text.find("\x00")
    if at >= 0:
        raise InputError(
            "a NUL character stands in the text",
            where=f"{name}, character {at}",
            remedy="this is likely no text; " + _AS_TEXT,
        )
    if not any(letter.isalnum() for letter in text):
        raise InputError("there are no words in it", where=name, remedy="give the text of a report")


def _refuse_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise InputError(
            f"{size / 1e6:.2f} MB of text is more than the {MAX_BYTES / 1e6:.0f} MB that are read at once",
            where=name,
            remedy="split it into one file per report",
        )


def _refuse_binary(data: bytes, name: str) -> None:
    at = data.find(b"\x00")
    if at >= 0:
        raise InputError(
            "a NUL byte stands in the file: it is binary, or UTF-16 without its mark",
            where=f"{name}, byte {at}",
            remedy=_AS_TEXT,
        )
    odd = len(data) - len(data.translate(None, _ODD))
    if odd > max(8, len(data) // 20):
        raise InputError(
            f"{odd} of {len(data)} bytes are control codes: a binary file", where=name, remedy=_AS_TEXT
        )


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(
            f"the file says it is {codec.upper()} and is not",
            where=f"{name}, byte {error.start}",
            remedy="save it as UTF-8",
        ) from None


def _eight_bit(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """UTF-8 if it is; else what the page declares, else Windows-1252, else Latin-1, and told so."""
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        where = error.start
    for codec in _fallbacks(data):
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        return text, [Problem("encoding", f"not UTF-8 (byte {where}); read as {codec}")]
    raise InputError("the file is in no known encoding", where=name, remedy="save it as UTF-8")


def _fallbacks(data: bytes) -> Iterator[str]:
    declared = _CHARSET.search(data[:4096])
    if declared:
        yield declared.group(1).decode("ascii").lower()
    yield from ("cp1252", "latin-1")
