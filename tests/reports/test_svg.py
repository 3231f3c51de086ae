"""The parts of a figure: bands and step lines by hand, wrapping, months, grounds that print."""

from itertools import combinations

import pytest

from musterbook.reports.svg import (
    ACTOR_GROUNDS,
    band,
    cut,
    listing,
    month_ticks,
    month_words,
    pattern,
    sheet,
    steps,
    text,
    wrapped,
)


def test_a_step_line_keeps_its_height_through_the_month() -> None:
    assert steps([5, 5, 2], 10, 4) == "M10.0 5.0H14.0H18.0V2.0H22.0"


def test_a_band_goes_there_and_back() -> None:
    path, stretches = band([10, 10, 10], [4, 4, 10], 0, 5)
    assert stretches == [(0, 2)]
    assert path == "M0.0 4.0H5.0H10.0L10.0 10.0H5.0H0.0Z"


def test_a_band_has_a_part_for_every_stretch() -> None:
    path, stretches = band([9, 9, 9, 9], [3, 9, 9, 3], 0, 2)
    assert stretches == [(0, 1), (3, 4)]
    assert path.count("M") == path.count("Z") == 2


def test_an_empty_band_is_nothing() -> None:
    assert band([1, 1], [1, 1], 0, 5) == ("", [])


def test_words_are_cut_and_wrapped() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert wrapped("one two three four", 9, 2) == ["one two", "three …"]
    parts, end = listing(["short", "x " * 200], 100)
    assert end == 100 + 18 * 3
    assert sum("–" in part for part in parts) == 2


@pytest.mark.parametrize(("step", "named"), [(40, 14), (12, 5), (4, 0)])
def test_months_are_named_as_they_have_room(step: float, named: int) -> None:
    months = [f"{2025 + (5 + n) // 12}-{(5 + n) % 12 + 1:02}" for n in range(14)]
    drawn = "".join(month_ticks(months, 0, step, 0, 10))
    assert drawn.count('font-size="11"') == named
    assert ">2025<" in drawn
    assert ">2026<" in drawn


def test_a_month_in_words() -> None:
    assert month_words("2025-03") == "March 2025"


def test_text_is_escaped_and_the_sheet_says_what_it_is() -> None:
    made = sheet(10, 20, "a < b", "c & d", [text(1, 2, "<script>")])
    assert "a &lt; b" in made
    assert "c &amp; d" in made
    assert "<script" not in made
    assert 'role="img" aria-labelledby="title desc"' in made


def lightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_two_grounds_of_one_lightness_differ_in_their_pattern() -> None:
    for one, other in combinations(ACTOR_GROUNDS, 2):
        same = abs(lightness(one.colour) - lightness(other.colour)) < 0.08
        assert not same or one.pattern != other.pattern, (one, other)


def test_a_plain_ground_has_no_lines() -> None:
    assert "<path" not in pattern("a", ACTOR_GROUNDS[0])
    assert "<path" in pattern("a", ACTOR_GROUNDS[1])
