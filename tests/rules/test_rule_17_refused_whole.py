"""Rule 17: bad input is refused whole with the place and the remedy; nothing half-written stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from musterbook.book import Book
from musterbook.errors import InputError, MusterbookError, QuestionError
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from musterbook.muster import requirement_from_json, rules_from_json
from tests.book.world import NOON, TEXT, claim, figure, full_reading, position, reading, word


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(full_reading(), recorded=NOON)
        yield book


BAD: dict[str, Reading] = {
    "no text": reading(text=""),
    "a span beyond the end": reading(position(), position(evidence=(Span(0, 10**9),)), text="Short text."),
    "an unknown rung": reading(position(), replace(position(), stance="might"), text="A text."),
    "a figure upside down": reading(position(quantity=figure("9", "1")), text="A text."),
    "a claim without evidence": reading(position(), text="A text.", claims=[claim(evidence=())]),
    "half a character": reading(position(), text="Half \udc80 of it."),
    "half a character in a title": reading(position(), text="A text.", title="\udc80"),
    "half a character in a reason": reading(position(reason="\ud800"), text="A text."),
    "two of one id": Reading(reading(text="A text.").document, positions=(position(), position())),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_reading_leaves_the_book_as_it_was(book: Book, name: str) -> None:
    before = book.path.read_bytes()
    with pytest.raises(InputError) as caught:
        book.add_all([word("ESP", "offers"), BAD[name]])
    assert caught.value.where is not None
    assert caught.value.where.startswith("document d")
    assert "\n" not in str(caught.value)
    assert book.path.read_bytes() == before


def test_the_place_is_that_of_the_entry(book: Book) -> None:
    bad = BAD["a span beyond the end"]
    with pytest.raises(InputError, match=f"document {bad.document.id}, position p2"):
        book.add(bad)


def test_a_long_formula_is_no_trouble(book: Book) -> None:
    deep: Any = "ceasefire"
    for _ in range(99):
        deep = {"all": [deep, "un_mandate"]}
    given = reading(position(conditions=deep), text="A text with a long condition.")
    book.add(given)
    assert book.reading(given.document.id) == given


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([], "not an object"),
        ({}, "missing key 'lines'"),
        ({"lines": []}, "without lines"),
        ({"lines": [{"on": "troops"}]}, "missing key 'id'"),
        ({"lines": [{"id": "a", "on": "troops", "quantity": -1}]}, "negative quantity"),
        ({"lines": [{"id": "a", "on": "troops", "size": 1}]}, "unknown key 'size'"),
        ({"lines": [{"id": "a", "on": "troops", "enablers": ["b"]}]}, "unknown enabler b"),
        ({"lines": [{"id": "a", "on": "x"}, {"id": "a", "on": "y"}]}, "two of one"),
        (None, "without lines"),
        ("text", "."),
    ],
)
def test_a_bad_requirement_is_refused_with_the_place(value: object, told: str) -> None:
    with pytest.raises(QuestionError, match=told) as caught:
        requirement_from_json(value)
    assert isinstance(caught.value, MusterbookError)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([], "not rules"),
        (None, "not rules"),
        ({"sanctions": {}}, "not a consent rule"),
        ({"sanctions": {"unanimity": "EU"}}, "not a list"),
        ({"sanctions": {"at_least": [3]}}, "takes"),
        ({"sanctions": {"custodian": ["BEL"]}}, "not a consent rule"),
        ({"sanctions": {"unanimity": ["BEL", "BEL"]}}, "stands twice"),
    ],
)
def test_bad_rules_are_refused_and_the_measure_is_named(value: object, told: str) -> None:
    with pytest.raises(QuestionError, match=told) as caught:
        rules_from_json(value)
    assert value in ([], None) or "sanctions" in str(caught.value)


def test_no_text_of_a_refused_reading_reaches_the_file(book: Book) -> None:
    marker = "Zanzibarquartett"
    bad = reading(position(), replace(position(), stance="might"), text=f"{TEXT} {marker}")
    with pytest.raises(InputError):
        book.add(bad)
    assert marker.encode() not in book.path.read_bytes()
