"""The store-room of the codebook: tables as CSV files, read with the place of every row.

A table is a UTF-8 file with a header row; ``|`` separates several values in a cell. A directory of a user's
own holds any of the tables: ``forms.csv`` replaces the shipped one, ``forms+.csv`` extends it (a row with the
key of a shipped row takes its place). Whatever cannot be read is refused with file, line and remedy.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from musterbook.errors import CodebookError

MAX_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and where it stands. ``shipped`` rows come with Musterbook."""

    cells: Mapping[str, str]
    file: str
    line: int
    shipped: bool = False

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        cell = self.cells.get(column, "")
        return tuple(part for part in map(str.strip, cell.split("|")) if part) if cell else ()

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a known table must have: its columns, and those whose values together tell its rows apart."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()


SHAPES: dict[str, Shape] = {
    "contributions": Shape(("id", "label", "definition", "unit"), ("id",), ("cameo",)),
    "measures": Shape(("id", "label", "definition"), ("id",), ("cameo", "rule")),
    "conditions": Shape(("id", "label", "definition"), ("id",), ("stands_for", "implies")),
    "forms": Shape(("kind", "id", "form"), ("kind", "form"), ("note",)),
    "parties": Shape(("role", "name"), ("role", "name"), ("note",)),
    "states": Shape(
        ("alpha3", "name"),
        ("alpha3",),
        ("alpha2", "names", "adjectives", "people", "capital", "seats", "region", "status"),
    ),
    "groups": Shape(("id", "name", "kind", "actor"), ("id",), ("names", "adjectives", "seats")),
    "members": Shape(("group", "actor"), ("group", "actor", "from"), ("from", "to")),
    "borders": Shape(("a", "b"), ("a", "b")),
    "populations": Shape(("actor", "counted", "people"), ("actor", "counted"), ("source",)),
    "regions": Shape(("id", "forms", "parts"), ("id",), ("note",)),
    "offices": Shape(("title", "kind"), ("title",), ("person", "note")),
    "persons": Shape(("name", "surname", "actor", "office"), ("name", "actor", "from"), ("from", "to")),
    "parliaments": Shape(("state", "name"), ("state", "name")),
    "forces": Shape(("state", "name"), ("state", "name")),
    "ambiguous": Shape(("form", "actors"), ("form",), ("default", "from", "to", "unless", "note")),
    "units": Shape(("form", "unit"), ("form",), ("factor", "on", "note")),
    "places": Shape(("pattern", "kind"), ("pattern", "kind"), ("note",)),
    "caveats": Shape(("pattern", "kind"), ("pattern", "kind"), ("note",)),
    "reasons": Shape(("pattern", "kind"), ("pattern", "kind"), ("note",)),
}


def shipped_tables() -> dict[str, Table]:
    """The tables that come with Musterbook, by name; the files are read once."""
    return {table.name: table for table in _shipped()}


@cache
def _shipped() -> tuple[Table, ...]:
    data = files("musterbook.codebook") / "data"
    found = (entry for entry in data.iterdir() if entry.name.endswith(".csv"))
    return tuple(read_table(entry, shipped=True) for entry in sorted(found, key=lambda entry: entry.name))


def user_tables(directory: Path) -> list[tuple[Table, bool]]:
    """The tables of a user's directory, each with whether it extends (``+``) rather than replaces."""
    if not directory.is_dir():
        raise CodebookError(
            f"no codebook directory {str(directory)!r}",
            remedy="give a directory that holds tables such as contributions.csv or forms+.csv",
        )
    paths = sorted(path for path in directory.iterdir() if path.suffix.lower() == ".csv")
    if not paths:
        raise CodebookError(
            f"no tables in {str(directory)!r}",
            remedy=f"put in at least one of {', '.join(f'{name}.csv' for name in SHAPES)}",
        )
    return [(read_table(path), path.stem.endswith("+")) for path in paths]


def read_table(source: Traversable, *, shipped: bool = False) -> Table:
    """One table; raises CodebookError with file and line for whatever cannot be read."""
    stem = source.name[: -len(".csv")] if source.name.lower().endswith(".csv") else source.name
    name = stem.removesuffix("+")
    text = _text(source)
    records = _records(text, source.name)
    header = next(records, None)
    if header is None:
        raise CodebookError("empty table", where=source.name, remedy=_header_remedy(name))
    columns = _columns(header[1], source.name, name)
    file = source.name
    rows = tuple(
        Row(dict(zip(columns, cells, strict=True)), file, line, shipped)
        for line, cells in _full(records, columns, file)
    )
    return Table(name, columns, rows, file)


def _text(source: Traversable) -> str:
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise CodebookError(
            f"cannot be read: {error.strerror}",
            where=source.name,
            remedy="check the file and its permissions",
        ) from error
    if len(raw) > MAX_BYTES:
        raise CodebookError(
            f"larger than {MAX_BYTES // 1024 // 1024} MiB",
            where=source.name,
            remedy="split or trim the table",
        )
    if b"\0" in raw:
        raise CodebookError(
            "not a text file", where=source.name, remedy="export the table as CSV in UTF-8, not as a workbook"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CodebookError(
            "not UTF-8", where=f"{source.name}:{line}", remedy="save the table as CSV in UTF-8"
        ) from None


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it starts, cells) of every record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise CodebookError(
            f"not CSV: {error}",
            where=f"{file}:{line}",
            remedy="quote cells that hold commas, double the quotes",
        ) from None


def _columns(header: list[str], file: str, name: str) -> tuple[str, ...]:
    where = f"{file}:1"
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        mark = "semicolons" if ";" in header[0] else "tabs"
        raise CodebookError(f"separated by {mark}", where=where, remedy="save the table with commas")
    if "" in header:
        raise CodebookError("a column without a name", where=where, remedy=_header_remedy(name))
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise CodebookError(f"column {twice[0]!r} twice", where=where, remedy="keep one of them", names=twice)
    missing = [column for column in _shape_columns(name) if column not in header]
    if missing:
        raise CodebookError(
            f"column {missing[0]!r} is missing", where=where, remedy=_header_remedy(name), names=missing
        )
    return tuple(header)


def _full(
    records: Iterable[tuple[int, list[str]]], columns: tuple[str, ...], file: str
) -> Iterator[tuple[int, list[str]]]:
    for line, cells in records:
        if len(cells) != len(columns):
            raise CodebookError(
                f"{len(cells)} cells where the header has {len(columns)}",
                where=f"{file}:{line}",
                remedy="quote cells that hold commas and fill the row up with empty cells",
            )
        yield line, cells


def _shape_columns(name: str) -> tuple[str, ...]:
    shape = SHAPES.get(name)
    return shape.columns if shape else ()


def _header_remedy(name: str) -> str:
    columns = _shape_columns(name)
    return f"start the file with the header {','.join(columns)}" if columns else "start it with a header row"


def merged(base: dict[str, Table], own: Iterable[tuple[Table, bool]]) -> dict[str, Table]:
    """The base tables with a user's own laid over them; the replacing tables first, then the extending."""
    tables = dict(base)
    for table, extends in sorted(own, key=lambda pair: pair[1]):
        known = tables.get(table.name)
        tables[table.name] = _extended(known, table) if extends and known else table
    return tables


def _extended(base: Table, more: Table) -> Table:
    shape = SHAPES.get(base.name)
    fresh = {_key(row, shape.key) for row in more.rows} if shape else set()
    kept = (row for row in base.rows if not shape or _key(row, shape.key) not in fresh)
    columns = tuple(dict.fromkeys(base.columns + more.columns))
    return Table(base.name, columns, (*kept, *more.rows), more.file)


def _key(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column] for column in columns)
