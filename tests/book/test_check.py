"""Rule 17 at the door of the book: what is refused, and that the refusal names the place and the remedy."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from musterbook.book.check import check_reading, in_utc, moment
from musterbook.errors import InputError
from musterbook.model.document import Document, Statement
from musterbook.model.position import Because, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from tests.book.world import TEXT, claim, figure, full_reading, position, reading


def test_a_good_reading_passes() -> None:
    check_reading(full_reading())
    check_reading(reading())


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"actor": " "}, "an actor and a subject"),
        ({"on": ""}, "an actor and a subject"),
        ({"stance": "promises"}, "unknown stance 'promises'"),
        ({"kind": "wish"}, "unknown kind 'wish'"),
        ({"source_kind": "rumour"}, "unknown source kind 'rumour'"),
        ({"where": "abroad"}, "unknown place 'abroad'"),
        ({"evidence": ()}, "no evidence"),
        ({"evidence": (Span(0, len(TEXT) + 1),)}, "outside the text"),
        ({"evidence": (Span(-1, 3),)}, "outside the text"),
        ({"evidence": (Span(5, 3),)}, "outside the text"),
        ({"because": (Because("rule", Span(0, 9999), "offers"),)}, "outside the text"),
        ({"statement": "s9"}, "unknown statement 's9'"),
        ({"quantity": figure("9", "3")}, "from 9 down to 3"),
        ({"quantity": figure("-1")}, "-1 is no figure"),
        ({"quantity": Quantity(Decimal("NaN"))}, "NaN is no figure"),
        ({"quantity": Quantity(None, Decimal("Infinity"))}, "Infinity is no figure"),
    ],
)
def test_a_bad_position_is_refused_with_its_place(fields: dict[str, Any], told: str) -> None:
    bad = reading(replace(position(), **fields))
    with pytest.raises(InputError, match=told) as caught:
        check_reading(bad)
    assert caught.value.where == f"document {bad.document.id}, position p1"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "rumour"}, "unknown kind of claim"),
        ({"evidence": ()}, "no evidence"),
        ({"low": Decimal(9), "high": Decimal(3)}, "down to 3"),
        ({"statement": "s9"}, "unknown statement"),
    ],
)
def test_a_bad_claim_is_refused_with_its_place(fields: dict[str, Any], told: str) -> None:
    bad = reading(claims=[replace(claim(), **fields)])
    with pytest.raises(InputError, match=told) as caught:
        check_reading(bad)
    assert caught.value.where == f"document {bad.document.id}, claim c1"


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (Document(""), "without text"),
        (Document(" \n\t"), "without text"),
        (Document("half \ud83d a bird"), "half a character .* at index 5"),
        (Document("short", boilerplate=(Span(0, 99),)), "outside the text"),
    ],
)
def test_a_bad_document_is_refused(document: Document, told: str) -> None:
    with pytest.raises(InputError, match=told):
        check_reading(Reading(document))


def test_a_bad_statement_is_refused() -> None:
    outside = Statement("s1", (Span(0, 9999),), (), ())
    unknown = Statement("s1", (), (), (), source_kind="rumour")
    for statement, told in ((outside, "outside the text"), (unknown, "unknown source kind")):
        with pytest.raises(InputError, match=told):
            check_reading(reading(statements=[statement]))


@pytest.mark.parametrize("name", ["", "  ", "a/b"])
def test_an_id_that_cannot_be_an_id_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="id may not be"):
        check_reading(Reading(Document(TEXT), positions=(replace(position(), id=name),)))


def test_ids_stand_once_also_across_positions_and_claims() -> None:
    twice = Reading(Document(TEXT), positions=(position(), position("ESP")))
    shared = Reading(Document(TEXT), positions=(position(),), claims=(claim(id="p1"),))
    statements = Reading(Document(TEXT), (Statement("s1", (), (), ()), Statement("s1", (), (), ())))
    for bad in (twice, shared, statements):
        with pytest.raises(InputError, match="stands twice") as caught:
            check_reading(bad)
        assert caught.value.names


def test_a_moment_is_brought_to_utc() -> None:
    lima = timezone(timedelta(hours=-5))
    assert in_utc(datetime(2031, 3, 1, 20, tzinfo=lima)) == datetime(2031, 3, 2, 1, tzinfo=UTC)
    assert moment(datetime(2031, 3, 1, tzinfo=UTC)) == datetime(2031, 3, 1, tzinfo=UTC)
    assert moment(None).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match="give it in UTC"):
        moment(datetime(2031, 3, 1))
