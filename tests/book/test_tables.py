"""The columns that hold more than text: what goes in comes out, and moments sort as they happened."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Text, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from musterbook.book.tables import CODECS, ENTRY_TABLES, METADATA, AsText, utc_text

ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES)


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_text_as_they_happened(one: datetime, other: datetime) -> None:
    assert (utc_text(one) < utc_text(other)) == (one < other)
    assert CODECS["utc"][1](utc_text(one)) == one


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_come_back_exactly(figure: Decimal) -> None:
    write, read = CODECS["decimal"]
    assert read(write(figure)).as_tuple() == figure.as_tuple()


@given(st.dates())
def test_days_come_back(day: date) -> None:
    write, read = CODECS["day"]
    assert read(write(day)) == day


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_lists_come_back(value: object) -> None:
    write, read = CODECS["json"]
    assert read(write(value)) == value


@pytest.mark.parametrize("codec", sorted(CODECS))
def test_nothing_stays_nothing(codec: str) -> None:
    dialect = create_engine("sqlite://").dialect
    column = AsText(codec)
    assert column.process_bind_param(None, dialect) is None
    assert column.process_result_value(None, dialect) is None
    assert isinstance(column.impl, Text)


def test_a_moment_is_text_in_utc() -> None:
    assert utc_text(datetime(2031, 3, 1, 12, tzinfo=UTC)) == "2031-03-01T12:00:00.000000+00:00"


def test_the_tables_can_be_laid_out_on_postgresql_too() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in METADATA.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(index.name) in str(CreateIndex(index).compile(dialect=dialect))


def test_every_entry_hangs_on_a_document_or_a_position() -> None:
    for table in ENTRY_TABLES[1:]:
        targets = {key.column.table.name for key in table.foreign_keys}
        assert targets & {"documents", "positions"}
