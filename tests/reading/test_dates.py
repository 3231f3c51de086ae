"""Days that a text names: absolute, relative, in parts, with and without a day of publication."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.reading.dates import DateMention, date_mentions, date_spans

MONDAY = date(2025, 3, 17)


def only(text: str, published: date | None = MONDAY) -> DateMention:
    (mention,) = date_mentions(text, published)
    return mention


def days(text: str, published: date | None = MONDAY) -> tuple[str, str] | None:
    mention = only(text, published)
    if mention.from_day is None or mention.to_day is None:
        return None
    return mention.from_day.isoformat()[2:], mention.to_day.isoformat()[2:]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("4 September 2025", "25-09-04", "25-09-04", "day"),
        ("September 4, 2025", "25-09-04", "25-09-04", "day"),
        ("the 4th of September 2025", "25-09-04", "25-09-04", "day"),
        ("Thursday, 4 September 2025", "25-09-04", "25-09-04", "day"),
        ("10 February 2026, 14:05", "26-02-10", "26-02-10", "day"),
        ("2025-09-04", "25-09-04", "25-09-04", "day"),
        ("2025-09-04T21:05:00+02:00", "25-09-04", "25-09-04", "day"),
        ("4.9.2025", "25-09-04", "25-09-04", "day"),
        ("25/12/2024", "24-12-25", "24-12-25", "day"),
        ("12/25/2024", "24-12-25", "24-12-25", "day"),
        ("04/09/2025", "25-04-09", "25-09-04", "approx"),
        ("4-6 September 2025", "25-09-04", "25-09-06", "day"),
        ("September 4 to 6, 2025", "25-09-04", "25-09-06", "day"),
        ("in June 2024", "24-06-01", "24-06-30", "month"),
        ("February 2024", "24-02-01", "24-02-29", "month"),
        ("Sept.11, 2001", "01-09-11", "01-09-11", "day"),
        ("the 2012 attacks since the 2012 vote", "12-01-01", "12-12-31", "year"),
        ("early April 2025", "25-04-01", "25-04-11", "approx"),
        ("mid-June 2024", "24-06-11", "24-06-20", "approx"),
        ("late June 2024", "24-06-20", "24-06-30", "approx"),
        ("the end of August 2024", "24-08-21", "24-08-31", "approx"),
        ("in 2024", "24-01-01", "24-12-31", "year"),
        ("since 2014", "14-01-01", "14-12-31", "year"),
        ("the accord of 1995", "95-01-01", "95-12-31", "year"),
        ("by the end of 2025", "25-10-19", "25-12-31", "approx"),
        ("the second half of 2025", "25-07-03", "25-12-31", "approx"),
        ("the summer of 2024", "24-06-01", "24-08-31", "approx"),
        ("winter 2024", "24-12-01", "25-02-28", "approx"),
    ],
)
def test_days_with_a_year(text: str, first: str, last: str, precision: str) -> None:
    for published in (MONDAY, None):
        mention = only(text, published)
        assert days(text, published) == (first, last)
        assert mention.precision == precision
        assert not mention.relative


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("He left on Monday.", "25-03-17", "25-03-17", "day"),
        ("He left on Thursday.", "25-03-13", "25-03-13", "day"),
        ("He will leave on Thursday.", "25-03-20", "25-03-20", "day"),
        ("On Thursday the ministers will meet.", "25-03-20", "25-03-20", "day"),
        ("The talks are to be opened on Thursday.", "25-03-20", "25-03-20", "day"),
        ("He said on Thursday that he would go.", "25-03-13", "25-03-13", "day"),
        ("He left last Monday.", "25-03-10", "25-03-10", "day"),
        ("He leaves next Monday.", "25-03-24", "25-03-24", "day"),
        ("on Friday of last week", "25-03-14", "25-03-14", "day"),
        ("on Tuesday next week", "25-03-25", "25-03-25", "day"),
        ("Thursday's deal", "25-03-13", "25-03-13", "day"),
        ("late on Tuesday night", "25-03-11", "25-03-11", "day"),
        ("yesterday", "25-03-16", "25-03-16", "day"),
        ("the day before yesterday", "25-03-15", "25-03-15", "day"),
        ("tomorrow evening", "25-03-18", "25-03-18", "day"),
        ("tonight", "25-03-17", "25-03-17", "day"),
        ("this morning", "25-03-17", "25-03-17", "day"),
        ("last night", "25-03-16", "25-03-16", "day"),
        ("last week", "25-03-10", "25-03-16", "week"),
        ("this week", "25-03-17", "25-03-23", "week"),
        ("next week", "25-03-24", "25-03-30", "week"),
        ("They met at the weekend.", "25-03-15", "25-03-16", "approx"),
        ("They will meet this weekend.", "25-03-22", "25-03-23", "approx"),
        ("last weekend", "25-03-15", "25-03-16", "approx"),
        ("next weekend", "25-03-22", "25-03-23", "approx"),
        ("earlier this month", "25-03-01", "25-03-17", "approx"),
        ("later this month", "25-03-17", "25-03-31", "approx"),
        ("this month", "25-03-01", "25-03-31", "month"),
        ("last month", "25-02-01", "25-02-28", "month"),
        ("the end of the month", "25-03-21", "25-03-31", "approx"),
        ("the end of next month", "25-04-20", "25-04-30", "approx"),
        ("early next year", "26-01-01", "26-05-02", "approx"),
        ("last year", "24-01-01", "24-12-31", "year"),
        ("last winter", "24-12-01", "25-02-28", "approx"),
        ("next spring", "26-03-01", "26-05-31", "approx"),
        ("this summer", "25-06-01", "25-08-31", "approx"),
        ("last July", "24-07-01", "24-07-31", "month"),
        ("next May", "25-05-01", "25-05-31", "month"),
        ("three days ago", "25-03-14", "25-03-14", "day"),
        ("two weeks ago", "25-03-01", "25-03-05", "approx"),
        ("a month ago", "25-02-10", "25-02-24", "approx"),
        ("two years ago", "23-01-01", "23-12-31", "year"),
        ("a week earlier", "25-03-08", "25-03-12", "approx"),
    ],
)
def test_relative_days_count_from_publication(text: str, first: str, last: str, precision: str) -> None:
    mention = only(text)
    assert days(text) == (first, last)
    assert mention.precision == precision
    assert mention.relative


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They met on 4 September.", "24-09-04"),
        ("They will meet on 4 September.", "25-09-04"),
        ("OSLO, March 16 -", "25-03-16"),
        ("OSLO, April 2 -", "25-04-02"),
        ("They met on March 17.", "25-03-17"),
        ("It was announced in December.", "24-12-01"),
        ("It was announced in March.", "25-03-01"),
        ("From September they will cut it.", "25-09-01"),
        ("since 1 February", "25-02-01"),
        ("since Feb. 1 it holds", "25-02-01"),
        ("Saturday, 15 March", "25-03-15"),
        ("Friday, 15 March", "24-03-15"),
    ],
)
def test_days_without_a_year_take_the_nearest_that_fits(text: str, first: str) -> None:
    found = days(text)
    assert found is not None
    assert found[0] == first


@pytest.mark.parametrize("published", [date(2025, 3, 15), date(2025, 3, 16), date(2025, 3, 21)])
def test_this_weekend_is_the_one_going_on_or_over(published: date) -> None:
    first = "25-03-15"
    assert days("They met this weekend.", published) == (first, "25-03-16")


def test_a_leap_day_needs_its_year() -> None:
    assert only("on 29 February", date(2025, 3, 1)).from_day == date(2024, 2, 29)
    assert date_mentions("on 30 February 2024", MONDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "on Monday",
        "last week",
        "4 September",
        "in December",
        "a month ago",
        "tonight",
        "the end of the year",
        "last July",
    ],
)
def test_without_publication_relative_days_stay_open(text: str) -> None:
    mention = only(text, None)
    assert mention.from_day is None
    assert mention.to_day is None


def test_the_caller_may_say_which_way_to_look() -> None:
    assert date_mentions("on Thursday", MONDAY, future=True)[0].from_day == date(2025, 3, 20)
    assert date_mentions("on Thursday", MONDAY, future=False)[0].from_day == date(2025, 3, 13)


def test_a_later_mention_leans_on_the_one_before() -> None:
    text = "Since 18 August 2022 Oslo sends them back. Riga stopped on the fifth, and Rome a week earlier."
    assert [m.from_day for m in date_mentions(text, date(2022, 8, 25))] == [
        date(2022, 8, 18),
        date(2022, 8, 5),
        date(2022, 7, 27),
    ]


def test_on_the_fifth_is_of_this_month_or_the_last() -> None:
    assert only("He left on the fifth.").from_day == date(2025, 3, 5)
    assert only("He left on the 20th.").from_day == date(2025, 2, 20)


def test_an_uncounted_distance_stays_open() -> None:
    assert days("a few days ago") is None
    assert days("30 years later") is None
    assert days("several weeks later") is None


@pytest.mark.parametrize(
    "text",
    [
        "They may go.",
        "The march goes on.",
        "in 30 days",
        "2,024 soldiers",
        "May 5,000 soldiers go?",
        "for three years",
        "at 14:05",
        "the fifth brigade",
        "on Mondays",
        "he sat in the sun",
        "the week that was",
        "1.5 million",
        "the second wave",
        "No. 2025",
        "the summer heat",
        "2025 soldiers",
        "the figure of the week",
        "a report by Jan Holm",
        "according to May, they go",
        "the office of March, the envoy",
        "from year to year",
    ],
)
def test_what_names_no_day(text: str) -> None:
    assert date_mentions(text, MONDAY) == []


def test_spans_hold_the_day_and_not_its_preposition() -> None:
    text = "It was said in December, by the end of 2025 or on Monday."
    assert [m.span.of(text) for m in date_mentions(text, MONDAY)] == ["December", "the end of 2025", "Monday"]


def test_a_stretch_of_text_keeps_the_offsets_of_the_whole() -> None:
    text = "On Monday they met. On Friday they left."
    (mention,) = date_mentions(text, MONDAY, start=20)
    assert mention.span.of(text) == "Friday"
    assert [span.of(text) for span in date_spans(text, 0, 19)] == ["Monday"]


WORDS = """on|in|since|Monday|Friday|next|last|this|week|weekend|month|year|the|end of|early|4|31|September
|May|2025|,|a|two|ago|earlier|will|said|spring|fifth|of|yesterday|2025-02-30|30/02/2024|-|to|29 February"""
words = st.sampled_from(WORDS.split("|"))
publications = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


@given(
    st.one_of(st.text(max_size=100), st.lists(words, max_size=20).map(" ".join)),
    publications,
    st.sampled_from([None, True, False]),
)
def test_any_text_gives_sound_days(text: str, published: date | None, future: bool | None) -> None:
    found = date_mentions(text, published, future=future)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mention in found:
        assert (mention.from_day is None) == (mention.to_day is None)
        assert mention.from_day is None or mention.to_day is None or mention.from_day <= mention.to_day
        assert mention.precision in ("day", "approx", "week", "month", "year")


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.dates(date(1990, 1, 1), date(2080, 1, 1)))
def test_written_days_read_as_written(day: date, published: date) -> None:
    forms = (f"{day:%-d %B %Y}", f"{day:%B %-d, %Y}", f"{day:%A, %-d %B %Y}", f"{day:%-d.%-m.%Y}")
    for said in (*forms, day.isoformat()):
        assert only(f"on {said}", published).from_day == day


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_weekdays_fall_within_a_week_of_publication(published: date, name: str) -> None:
    past = only(f"He left on {name}.", published).from_day
    ahead = only(f"He will leave on {name}.", published).from_day
    assert past is not None
    assert ahead is not None
    assert f"{past:%A}" == f"{ahead:%A}" == name
    assert 0 <= (published - past).days < 7
    assert 0 <= (ahead - published).days < 7


@pytest.mark.parametrize(
    "piece", ["on Monday ", "4 September ", "early ", "the end of ", "2025 ", "a week ago ", "since "]
)
def test_long_texts_take_seconds(piece: str) -> None:
    start = time.process_time()
    date_mentions(piece * (60_000 // len(piece)), MONDAY)
    assert time.process_time() - start < 20
