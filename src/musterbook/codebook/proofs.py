"""Checks of ids, texts, references, rules and dates: what would make a codebook contradict itself."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from musterbook.codebook.codebook import Codebook
from musterbook.codebook.consent import rule_problem
from musterbook.codebook.finding import Finding
from musterbook.codebook.nearest import nearest
from musterbook.codebook.references import REFERRING, dangling, known_ids
from musterbook.codebook.tables import SHAPES, Row

VOCABULARIES = ("contributions", "measures", "conditions")
ACTOR_TABLES = {"states": "alpha3", "groups": "id"}
RESERVED = {"filled", "joins", "other", "count", "sum", "all", "any", "not", "at_least", "raise", "suppose"}
SUBJECT_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
ACTOR_ID = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
MOJIBAKE = re.compile("\ufffd|Ã[\u0080-\u00bf€-™]|â€[œ™\u009d]|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def rows_of(codebook: Codebook, table: str) -> tuple[Row, ...]:
    found = codebook.tables.get(table)
    return found.rows if found else ()


def tables_known(codebook: Codebook) -> Iterator[Finding]:
    """A table that nobody asks for but that is spelt nearly like one that somebody does."""
    shipped = {name for name, table in codebook.tables.items() if any(row.shipped for row in table.rows)}
    known = shipped | set(SHAPES)
    for name, table in codebook.tables.items():
        if name not in known:
            remedy = nearest(name, known, "")
            if remedy:
                yield Finding(
                    "tables_known", "warning", table.file, f"no table is called {name!r}", remedy, (name,)
                )


def columns_known(codebook: Codebook) -> Iterator[Finding]:
    """A column that nobody reads."""
    for name, shape in SHAPES.items():
        table = codebook.tables.get(name)
        allowed = (*shape.columns, *shape.optional)
        for column in table.columns if table else ():
            if column not in allowed:
                remedy = nearest(column, allowed, f"nothing reads it; known are {', '.join(allowed)}")
                place = f"{table.file}:1" if table else name
                yield Finding(
                    "columns_known", "warning", place, f"unknown column {column!r}", remedy, (column,)
                )


def ids_well_formed(codebook: Codebook) -> Iterator[Finding]:
    """Ids that formulas and addresses could not carry."""
    for name in VOCABULARIES:
        for row in rows_of(codebook, name):
            if not SUBJECT_ID.fullmatch(row["id"]) or row["id"] in RESERVED:
                remedy = f"use lower case, digits and underscores, and none of {', '.join(sorted(RESERVED))}"
                yield _error("ids_well_formed", row, f"{row['id']!r} cannot be an id", remedy, row["id"])
    for name, column in ACTOR_TABLES.items():
        for row in rows_of(codebook, name):
            if not ACTOR_ID.fullmatch(row[column]) or row[column] == "GROUP":
                remedy = "use capitals, digits and underscores, and not GROUP"
                yield _error(
                    "ids_well_formed", row, f"{row[column]!r} cannot be an actor's id", remedy, row[column]
                )


def ids_unique(codebook: Codebook) -> Iterator[Finding]:
    """Two rows of one table with one key."""
    for name, shape in SHAPES.items():
        seen: dict[tuple[str, ...], Row] = {}
        for row in rows_of(codebook, name):
            key = tuple(row[column] for column in shape.key)
            first = seen.setdefault(key, row)
            if first is not row:
                what = f"{' '.join(filter(None, key))!r} stands in {first.where} already"
                yield _error("ids_unique", row, what, "keep one of the two rows", *key)


def subjects_told_apart(codebook: Codebook) -> Iterator[Finding]:
    """One id as contribution and as measure, or as state and as group."""
    pairs = (("contributions", "measures", "id", "id"), ("states", "groups", "alpha3", "id"))
    for one, other, column, other_column in pairs:
        taken = {row[column] for row in rows_of(codebook, one)}
        for row in rows_of(codebook, other):
            if row[other_column] in taken:
                what = f"{row[other_column]!r} is in the table {one} too"
                yield _error("subjects_told_apart", row, what, "rename one of them", row[other_column])


def texts_filled(codebook: Codebook) -> Iterator[Finding]:
    """Entries that a reader of a brief could not understand."""
    needed: dict[str, tuple[str, ...]] = dict.fromkeys(VOCABULARIES, ("label", "definition"))
    needed |= {"states": ("name",), "groups": ("name",), "units": ("unit",), "offices": ("title",)}
    for name, columns in needed.items():
        for row in rows_of(codebook, name):
            for column in columns:
                if not row[column]:
                    who = row[SHAPES[name].key[0]]
                    yield _error(
                        "texts_filled", row, f"{who!r} has no {column}", f"fill the column {column}", who
                    )


def cells_clean(codebook: Codebook) -> Iterator[Finding]:
    """Text that went through a wrong encoding, and control characters."""
    for table in codebook.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if not row.shipped and MOJIBAKE.search(cell):
                    what = f"{column} {cell[:40]!r} looks wrongly encoded"
                    yield Finding(
                        "cells_clean", "warning", row.where, what, "save the table as UTF-8", (cell,)
                    )


def references_known(codebook: Codebook) -> Iterator[Finding]:
    """Ids that no table has."""
    known = known_ids(codebook.tables)
    for name in REFERRING:
        for row in rows_of(codebook, name):
            for reference in dangling(name, row, known):
                candidates = {id for of in reference.of for id in known.get(of, ())}
                remedy = nearest(
                    reference.id, candidates, f"add it to {' or '.join(reference.of)}, or correct it"
                )
                what = f"{reference.column} names {reference.id!r}, which is unknown"
                yield _error("references_known", row, what, remedy, reference.id)


def rules_readable(codebook: Codebook) -> Iterator[Finding]:
    """Rules of consent that are not of the engine's form."""
    for row in rows_of(codebook, "measures"):
        problem = rule_problem(json.loads(row["rule"])) if row["rule"] else None
        if problem:
            remedy = (
                'write {"unanimity": [...]}, {"at_least": [k, [...]]}, {"qualified"...}, {"custodian"...}, '
                '{"all": [RULE...]} or {"any": [RULE...]}'
            )
            yield _error("rules_readable", row, f"rule of {row['id']!r}: {problem}", remedy, row["id"])


def implications_acyclic(codebook: Codebook) -> Iterator[Finding]:
    """Conditions that bring themselves with them."""
    implies = {row["id"]: row.many("implies") for row in rows_of(codebook, "conditions")}
    for row in rows_of(codebook, "conditions"):
        cycle = _way_back(row["id"], implies)
        if cycle and row["id"] == min(cycle):
            what = f"implies goes round: {' -> '.join((*cycle, row['id']))}"
            yield _error("implications_acyclic", row, what, "take one of the steps out", *cycle)


def _way_back(start: str, implies: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A shortest way from a condition back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for step in implies.get(way[-1], ()):
            if step == start:
                return way
            if step not in seen:
                seen.add(step)
                ways.append((*way, step))
    return ()


def dates_ordered(codebook: Codebook) -> Iterator[Finding]:
    """Periods that end before they begin."""
    for name in ("members", "persons", "ambiguous"):
        for row in rows_of(codebook, name):
            if row["from"] and row["to"] and date.fromisoformat(row["from"]) > date.fromisoformat(row["to"]):
                what = f"ends on {row['to']}, before it begins on {row['from']}"
                yield _error(
                    "dates_ordered", row, what, "swap the dates or correct one", row["from"], row["to"]
                )


def _error(name: str, row: Row, what: str, remedy: str, *names: str) -> Finding:
    return Finding(name, "error", row.where, what, remedy, names)
