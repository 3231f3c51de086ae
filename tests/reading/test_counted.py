"""Unit words: the longest form, the head of the phrase, signs before a figure, a codebook of one's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from musterbook.codebook import Unit, default_codebook
from musterbook.reading.counted import UnitWords, form_at, prefix_before, unit_behind, unit_words, units_from
from musterbook.reading.numerals import tokens
from musterbook.reading.quantities import quantities

FORMS = ("ships", "patrol ships", "police", "vehicles", "men")
UNITS = units_from(
    [Unit(form, form.split()[-1]) for form in FORMS] + [Unit("c$", "coins", notes=("prefix",))]
)


def unit(text: str, words: UnitWords = UNITS) -> str | None:
    hit = unit_behind(words, tokens(text, 0, len(text)), 0)
    return hit.unit.form if hit else None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ships", "ships"),
        ("patrol ships", "patrol ships"),
        ("brand-new grey ships", "ships"),
        ("police vehicles", "vehicles"),
        ("police in vehicles", "police"),
        ("“brave” men", "men"),
        ("Type 31 ships", "ships"),
        ("of the ships", None),
        ("that ships", None),
        ("goats", None),
        ("one two three four five six ships", None),
    ],
)
def test_the_head_of_the_phrase_is_counted(text: str, form: str | None) -> None:
    assert unit(text) == form


def test_a_sign_stands_right_before_the_figure() -> None:
    found = tokens("C$5 and C $5", 0, 12)
    assert prefix_before(UNITS, found, 2) is not None
    assert prefix_before(UNITS, found, 6) is None


def test_a_form_begins_where_it_is_looked_for() -> None:
    found = tokens("patrol ships", 0, 12)
    whole, last = form_at(UNITS, found, 0), form_at(UNITS, found, 1)
    assert whole is not None
    assert last is not None
    assert (whole.unit.form, last.unit.form) == ("patrol ships", "ships")


def test_the_shipped_units_are_looked_up_once() -> None:
    assert unit_words(default_codebook()) is unit_words(default_codebook())


def test_a_codebook_of_ones_own() -> None:
    coin = Unit("¤", "coins", notes=("prefix",))
    units = units_from([Unit("trees", "trees"), Unit("ktrees", "trees", Decimal(1000)), coin])
    assert [
        (m.low, m.high, m.unit) for m in quantities("up to 20 tall trees, 3 ktrees, ¤5m", units=units)
    ] == [
        (None, Decimal(20), "trees"),
        (Decimal(3000), Decimal(3000), "trees"),
        (Decimal(5000000), Decimal(5000000), "coins"),
    ]
