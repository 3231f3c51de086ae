"""Numbers that count nothing of ours: days, hours, ages, shares, names, pronouns."""

from __future__ import annotations

import pytest

from musterbook.model.span import Span
from musterbook.reading.quantities import quantities
from musterbook.reading.uncounted import (
    is_age,
    is_in_year,
    is_like_year,
    is_measure,
    is_named,
    is_ratio,
    is_share,
)


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 they met.",
        "the accord of 1995",
        "from 2014 to 2020",
        "the 1990s",
        "on 4 September 2025",
        "May 12, 2025",
        "at 14:05",
        "21.40 CET",
        "8 p.m.",
        "5 o'clock",
        "20 percent of the troops",
        "5 % of the budget",
        "a third of them",
        "two-thirds of the members",
        "the 20th package",
        "the second brigade commander",
        "Article 5",
        "No. 10",
        "Resolution 1244",
        "phase 2",
        "F-16",
        "the G7",
        "the Group of 20",
        "Boeing 737",
        "aged 18",
        "75 years old",
        "a 45-year-old man",
        "Smith, 62, said so.",
        "for 78 days",
        "ten minutes later",
        "200 km away",
        "a 3-1 win",
        "24/7",
        "World War II",
        "one of the ministers",
        "three of them",
        "All four want it.",
        "the twenty-seven",
        "tel. 203.961.7523",
        "a 10-point plan",
        "in 2022 soldiers left",
        "on more than one occasion",
        "two or more of them",
        "She is at minus 39.",
        "in '08 and '12",
        "a post with id 760428498989289472",
        "since Sept.11, 2001",
        "a seven-member court",
        "a company that sells tea",
        "two companies merged",
        "four in 10 allies",
        "one in 45 people",
        "part 3 of the plan",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "30 soldiers in 10 countries",
        "in 20 ships",
        "5 frigates, in May",
        "62 men, said Oslo",
        "20 days' worth of 3 ships",
    ],
)
def test_what_stands_near_such_words_still_counts(text: str) -> None:
    assert quantities(text) != []


def test_each_judge_looks_at_its_own_side() -> None:
    text = "Article 5 gives 20% in 4 of 10 cases since 2024"
    assert is_named(text, 0, 8)
    assert not is_named(text, 8, 8)
    assert is_share(text, 18, len(text))
    assert not is_share(text, 18, 18)
    assert is_measure("ten days", 3, 8, hours=False)
    assert is_measure("8 p.m.", 1, 6, hours=True)
    assert not is_measure("8 p.m.", 1, 6, hours=False)
    assert is_in_year(text, 0, len(text) - 4)
    assert is_like_year("2024")
    assert not is_like_year("2,024")
    assert is_age("Ann Berg, 62, said", 0, Span(10, 12))
    assert is_ratio("four in 10 allies", 0, Span(0, 4), 17)
    assert is_ratio("four in 10 allies", 0, Span(8, 10), 17)
