"""The tables of the book: one metadata that SQLite and, later, PostgreSQL share.

Nothing here is peculiar to one database: times are stored as ISO text in UTC, decimals as exact text, and
lists and formulas as JSON text. ``subject`` is the exchange form's ``on``, ``place`` its ``where`` (both are
words of SQL).
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Dialect, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4D757374  # "Must" in the header of the file: what `file` and other tools can tell it by

METADATA = MetaData()


class AsText(TypeDecorator[Any]):
    """A column of text that holds another kind of value, written and read by two plain functions."""

    impl = Text
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else CODECS[self.name][0](value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else CODECS[self.name][1](value)


def utc_text(moment: datetime) -> str:
    """ISO text in UTC, always with microseconds, so that texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


CODECS: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "utc": (utc_text, datetime.fromisoformat),
    "day": (date.isoformat, date.fromisoformat),
    "decimal": (str, Decimal),
    "json": (compact_json, json.loads),
}

book_info = Table("book_info", METADATA, Column("key", Text, primary_key=True), Column("value", Text))

documents = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", AsText("day")),
    Column("language", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("boilerplate", AsText("json"), nullable=False),
    Column("problems", AsText("json"), nullable=False),
    Column("recorded", AsText("utc"), nullable=False),
)

statements = Table(
    "statements",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("place_in_reading", Integer, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("speaker", Text),
    Column("speaks_for", Text),
    Column("source_kind", Text, nullable=False),
    Column("said", AsText("day")),
    Column("source", AsText("json"), nullable=False),
    Column("cue", AsText("json"), nullable=False),
    Column("content", AsText("json"), nullable=False),
)

positions = Table(
    "positions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("statement_id", Text, ForeignKey("statements.id")),
    Column("place_in_reading", Integer, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("place", Text),
    Column("stance", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("quantity_low", AsText("decimal")),
    Column("quantity_high", AsText("decimal")),
    Column("unit", Text),
    Column("quantity_words", Text),
    Column("conditions", AsText("json")),
    Column("caveats", AsText("json"), nullable=False),
    Column("reason", Text),
    Column("speaker", Text),
    Column("source_kind", Text, nullable=False),
    Column("third_party", Boolean, nullable=False),
    Column("said", AsText("day")),
    Column("day", AsText("day")),
    Column("evidence", AsText("json"), nullable=False),
    Column("evidence_text", Text, nullable=False),
    Column("because", AsText("json"), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("members", AsText("json"), nullable=False),
)

claims = Table(
    "claims",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("statement_id", Text, ForeignKey("statements.id")),
    Column("place_in_reading", Integer, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("low", AsText("decimal")),
    Column("high", AsText("decimal")),
    Column("unit", Text),
    Column("subject", Text),
    Column("enablers", AsText("json"), nullable=False),
    Column("from_day", AsText("day")),
    Column("to_day", AsText("day")),
    Column("said", AsText("day")),
    Column("day", AsText("day")),
    Column("evidence", AsText("json"), nullable=False),
    Column("evidence_text", Text, nullable=False),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("position_id", Text, ForeignKey("positions.id"), nullable=False),
    Column("decision", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("note", Text),
    Column("correction", AsText("json")),
    Column("into_id", Text, ForeignKey("positions.id")),
    Column("recorded", AsText("utc"), nullable=False),
)

ENTRY_TABLES = (documents, statements, positions, claims, decisions)

Index("positions_by_actor", positions.c.actor, positions.c.subject, positions.c.day)
Index("positions_by_document", positions.c.document_id)
Index("claims_by_document", claims.c.document_id)
Index("decisions_by_position", decisions.c.position_id)
