"""The words around a numeral: which side they close, what they take in, what they leave."""

from __future__ import annotations

import pytest

from musterbook.reading.bounds import Bounds, behind_bounds, bounds_around, each_behind, per_behind


def around(text: str, begin: int = 0) -> Bounds:
    start = next(k for k, letter in enumerate(text) if letter.isdigit())
    end = max(k for k, letter in enumerate(text) if letter.isdigit()) + 1
    return bounds_around(text, begin, start, end)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("more than 30", "floor", "more than"),
        ("well over 30", "floor", "well over"),
        ("no less than 30", "floor", "no less than"),
        ("upwards of 30", "floor", "upwards of"),
        ("30 or more", "floor", "or more"),
        ("30+", "floor", "+"),
        ("30 at least", "floor", "at least"),
        ("up to 30", "ceiling", "up to"),
        ("as much as 30", "ceiling", "as much as"),
        ("well under 30", "ceiling", "well under"),
        ("not more than 30", "ceiling", "not more than"),
        ("a ceiling of 30", "ceiling", "a ceiling of"),
        ("30 or fewer", "ceiling", "or fewer"),
        ("30 at most", "ceiling", "at most"),
        ("in 30", "", None),
        ("moreover 30", "", None),
        ("left over, 30", "", None),
    ],
)
def test_bounding_words(text: str, kind: str, words: str | None) -> None:
    bounds = around(text)
    assert (bounds.kind, bounds.words) == (kind, words)
    if kind:
        assert (bounds.start, bounds.end) == (0, len(text))


@pytest.mark.parametrize(
    "text", ["about 30", "~30", "in the region of 30", "30 or so", "30-odd", "close to 30"]
)
def test_blurring_words(text: str) -> None:
    bounds = around(text)
    assert (bounds.approx, bounds.kind, bounds.words) == (True, "", None)


@pytest.mark.parametrize("text", ["another 30", "a further 30", "an additional 30", "extra 30"])
def test_words_of_more(text: str) -> None:
    assert around(text).more


def test_several_words_add_up() -> None:
    bounds = around("up to about another 30")
    assert (bounds.kind, bounds.approx, bounds.more, bounds.start) == ("ceiling", True, True, 0)


def test_words_before_the_stretch_are_not_looked_at() -> None:
    assert around("more than 30", begin=5).kind == ""


def test_the_end_of_words_behind() -> None:
    assert behind_bounds("30+ ships", 2) == 3
    assert behind_bounds("30 ships", 2) == 2
    assert behind_bounds("30+5", 2) == 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (" a barrel", "barrel"),
        (" per year", "year"),
        ("/month", "month"),
        (" per annum", "year"),
        (" every week", "week"),
        (" monthly", "month"),
        (" apiece", None),
        (" a plan", None),
        (" year", None),
    ],
)
def test_rates(text: str, unit: str | None) -> None:
    found = per_behind(text, 0)
    assert (found[0] if found else None) == unit
    assert found is None or found[1] == len(text)


def test_each() -> None:
    assert each_behind(" each.", 0) == 5
    assert each_behind(" apiece", 0) == 7
    assert each_behind(" eachwhere", 0) is None
