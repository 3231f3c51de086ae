"""What the head of a page says: days in all the forms that pages print, titles, sites, addresses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.text.html_meta import Head, day_of


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2025-03-17", date(2025, 3, 17)),
        (" 2025-03-17 ", date(2025, 3, 17)),
        ("2025-03-17T23:30:00-05:00", date(2025, 3, 17)),
        ("2025-03-17 23:30", date(2025, 3, 17)),
        ("20250317", date(2025, 3, 17)),
        ("20250317213000", date(2025, 3, 17)),
        ("Mon, 17 Mar 2025 21:30:00 +0000", date(2025, 3, 17)),
        ("17 Mar 2025 21:30:00 GMT", date(2025, 3, 17)),
    ],
)
def test_days_as_pages_print_them(said: str, day: date) -> None:
    assert day_of(said) == day


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "soon",
        "2025-02-30",
        "2025-13-01",
        "0000-00-00",
        "2025-03-171",
        "20251301",
        "2025",
        "99999999",
    ],
)
def test_what_is_no_day(said: str | None) -> None:
    assert day_of(said) is None


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(said: str) -> None:
    assert day_of(said) is None or isinstance(day_of(said), date)


@given(st.dates())
def test_every_iso_day_is_read(day: date) -> None:
    assert day_of(day.isoformat()) == day


def head(*tags: tuple[str, dict[str, str]]) -> Head:
    found = Head()
    for name, given_attributes in tags:
        found.tag(name, given_attributes)
    return found


def test_meta_outranks_json_ld_and_time() -> None:
    found = head(
        ("meta", {"property": "article:published_time", "content": "2025-03-17"}),
        ("script", {"type": "application/ld+json"}),
        ("time", {"datetime": "2025-03-15"}),
    )
    found.raw("script", '{"datePublished": "2025-03-16"}')
    assert found.published == date(2025, 3, 17)


def test_json_ld_outranks_the_first_time() -> None:
    found = head(("time", {"datetime": "2025-03-15"}), ("script", {"type": "application/ld+json"}))
    found.raw("script", '[{"@type": "x"}, {"@graph": [{"datePublished": "2025-03-16"}]}]')
    assert found.published == date(2025, 3, 16)


def test_only_the_first_time_counts_as_the_day() -> None:
    found = head(("time", {"datetime": "long ago"}), ("time", {"datetime": "2025-03-15"}))
    assert found.published is None


def test_a_plain_script_is_no_json_ld() -> None:
    found = head(("script", {"type": "text/javascript"}))
    found.raw("script", '{"datePublished": "2025-03-16"}')
    assert found.published is None


@pytest.mark.parametrize(
    "block", ["", "{", "[1, 2", "null", '"text"', '{"datePublished": 5}', "9" * 5000, "[" * 9999]
)
def test_odd_json_ld_says_nothing(block: str) -> None:
    found = head(("script", {"type": "application/ld+json"}))
    found.raw("script", block)
    assert (found.published, found.site) == (None, None)


def test_the_first_title_and_address_count() -> None:
    found = head(
        ("link", {"rel": "canonical", "href": "https://a.example/1"}),
        ("link", {"rel": "canonical", "href": "https://a.example/2"}),
        ("meta", {"property": "og:url", "content": "https://a.example/3"}),
    )
    found.raw("title", "  ")
    found.raw("title", "Oslo &amp; Riga\n send ships")
    found.raw("title", "Another")
    assert (found.title, found.url) == ("Oslo & Riga send ships", "https://a.example/1")


def test_the_open_graph_title_outranks_the_window_title() -> None:
    found = head(("meta", {"property": "og:title", "content": "Oslo  sends ships"}))
    found.raw("title", "Oslo sends ships | Harbour Post")
    assert found.title == "Oslo sends ships"


def test_the_site_is_named_or_published_by_someone() -> None:
    assert head(("meta", {"property": "og:site_name", "content": "Harbour Post"})).site == "Harbour Post"
    assert head(("meta", {"name": "application-name", "content": "HP"})).site == "HP"
    found = head(("script", {"type": "application/ld+json; charset=utf-8"}))
    found.raw("script", '{"publisher": {"@type": "Organization", "name": "Harbour Post"}}')
    assert found.site == "Harbour Post"


def test_an_empty_head_says_nothing() -> None:
    found = head(("html", {}), ("meta", {}), ("link", {}), ("time", {}))
    assert (found.title, found.published, found.url, found.site, found.language) == (None,) * 5
