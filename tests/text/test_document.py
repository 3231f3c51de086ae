"""The door: what is taken in, with which doubts, and what is refused with place and remedy."""

from __future__ import annotations

import json
import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import InputError
from musterbook.text.boilerplate import cues_from
from musterbook.text.document import Loaded, load_document
from musterbook.text.source_bytes import MAX_BYTES

NEWS = "Oslo will send two frigates, the premier said on Monday.\nRiga “waits”, a spokesman said."


def load(data: bytes | str, **given_too: str) -> Loaded:
    return load_document(data, name="report.txt", **given_too)  # type: ignore[arg-type]


def kinds(loaded: Loaded) -> list[str]:
    return [problem.kind for problem in loaded.problems]


def test_the_text_is_kept_exactly_as_given() -> None:
    loaded = load(NEWS.encode(), published="2025-03-17")
    assert loaded.document.text == loaded.clean.original == NEWS
    assert loaded.clean.text.endswith('Riga "waits", a spokesman said.')
    assert loaded.problems == ()


def test_what_is_given_outranks_what_the_page_says() -> None:
    page = '<html lang="en"><title>T</title><meta name="date" content="2025-03-01"><p>Oslo goes.</p></html>'
    own = load(page).document
    assert (own.title, own.published, own.media_type, own.language) == (
        "T",
        date(2025, 3, 1),
        "text/html",
        "en",
    )
    told = load(page, published="2025-03-17", outlet="Harbour Post", url="https://harbour.example/b").document
    assert (told.published, told.outlet, told.url) == (
        date(2025, 3, 17),
        "Harbour Post",
        "https://harbour.example/b",
    )


@pytest.mark.parametrize(
    "day", [date(2025, 3, 17), datetime(2025, 3, 17, 21, 5), "2025-03-17", " 2025-03-17 "]
)
def test_days_are_taken_in_several_forms(day: date | str) -> None:
    assert load_document(NEWS, name="x", published=day).document.published == date(2025, 3, 17)


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (NEWS.encode("utf-16"), None),
        (NEWS.encode("utf-32"), None),
        (NEWS.encode("utf-8-sig"), None),
        (NEWS.encode("cp1252"), "cp1252"),
        (NEWS.replace("“", '"').replace("”", '"').replace("Riga", "R\u0081ga").encode("latin-1"), "latin-1"),
        (b'<meta charset="iso-8859-2"><p>' + "Wałęsa said so.".encode("iso-8859-2"), "iso-8859-2"),
        (b'<meta charset="no-such"><p>' + "José said so.".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_found_or_guessed_and_told(data: bytes, codec: str | None) -> None:
    loaded = load(data, published="2025-03-17")
    assert "said" in loaded.clean.text
    assert "\ufffd" not in loaded.clean.text
    told = [problem.message for problem in loaded.problems if "read as" in problem.message]
    assert told == [] if codec is None else codec in told[0]


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (b"", "empty", "give a file"),
        (b" \n\t ", "empty", "give a file"),
        ("...", "no words", "give the text"),
        ("", "no words", "give the text"),
        (b"%PDF-1.7 ...", "a PDF", "save it as plain text"),
        (b"PK\x03\x04....", "ZIP or Office", "save it as plain text"),
        (b"{\\rtf1 text}", "RTF", "save it as plain text"),
        (b"\x89PNG\r\n", "a picture", "save it as plain text"),
        (b"Oslo\x00goes", "NUL byte", "save it as plain text"),
        ("Oslo\x00goes", "NUL character", "no text"),
        (b"\x01\x02\x03" * 40 + b"abc", "control codes", "save it as plain text"),
        (b"\xff\xfea", "says it is UTF-16", "save it as UTF-8"),
        (b"x" * (MAX_BYTES + 1), "MB of text", "split it"),
        ("é" * (MAX_BYTES // 2 + 1), "MB of text", "split it"),
        (b"<html><script>x</script></html>", "no readable text", "save the article"),
    ],
)
def test_what_is_no_text_is_refused_with_the_remedy(data: bytes | str, what: str, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        load(data)
    assert what in refused.value.what
    assert remedy in (refused.value.remedy or "")
    assert "report.txt" in (refused.value.where or "")


@pytest.mark.parametrize(
    ("given_too", "what"),
    [
        ({"published": "17 March"}, "no day"),
        ({"published": "2025-02-31"}, "no day"),
        ({"published": ""}, "no day"),
        ({"media_type": "application/pdf"}, "not read"),
    ],
)
def test_bad_options_are_refused_and_named(given_too: dict[str, str], what: str) -> None:
    with pytest.raises(InputError, match=what) as refused:
        load(NEWS, **given_too)
    assert refused.value.names == tuple(given_too.values())


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.html", "Oslo goes.", "text/html"),
        ("a.HTM", "Oslo goes.", "text/html"),
        ("a.md", "Oslo goes.", "text/markdown"),
        ("a.txt", "Oslo goes.", "text/plain"),
        ("no suffix", "<!DOCTYPE html><p>Oslo goes.", "text/html"),
        ("no suffix", "\ufeff <HTML><p>Oslo goes.", "text/html"),
        ("no suffix", "<3 Oslo goes.", "text/plain"),
    ],
)
def test_the_media_type_is_told_by_name_or_looks(name: str, text: str, kind: str) -> None:
    assert load_document(text, name=name).document.media_type == kind


def test_a_media_type_may_carry_its_charset() -> None:
    assert load(NEWS, media_type="text/plain; charset=utf-8").document.media_type == "text/plain"


@pytest.mark.parametrize(
    "text", ["\ud83c\udde9 Oslo\n" + NEWS, f"<html><title>\ud83c\udde9 Oslo</title><p>{NEWS}"]
)
def test_a_title_holds_no_halves_of_characters(text: str) -> None:
    title = load(text).document.title
    assert title == "\ufffd\ufffd Oslo"
    assert json.loads(json.dumps(title)) == title


def test_the_headline_is_the_first_short_line_of_news() -> None:
    text = "OPINION\n\nOslo’s turn\n\n" + NEWS
    loaded = load(text)
    assert loaded.headline is not None
    assert loaded.headline.of(loaded.clean.text) == "Oslo's turn"
    assert loaded.document.title == "Oslo’s turn"


@pytest.mark.parametrize(
    "text", ["Oslo sends ships.\nRiga waits.", "One line alone", "x" * 200 + "\nOslo goes."]
)
def test_a_sentence_is_no_headline(text: str) -> None:
    assert load(text).headline is None


def test_boilerplate_is_skipped_and_traced() -> None:
    text = f"Sign up for our “morning” newsletter\n\n{NEWS}\n\n(end)"
    loaded = load(text)
    assert [span.of(text) for span in loaded.document.boilerplate] == [
        "Sign up for our “morning” newsletter",
        "(end)",
    ]
    assert [span.of(loaded.clean.text) for span in loaded.skip][1] == "(end)"


def test_the_furniture_of_a_page_is_traced_to_its_source() -> None:
    page = f"<body><p class='byline'>by&nbsp;one of us</p><p>{NEWS}</p><p>Comments&#32;(3)</p></body>"
    loaded = load(page)
    assert [span.of(page) for span in loaded.document.boilerplate] == [
        "by&nbsp;one of us",
        "Comments&#32;(3)",
    ]


def test_own_cues_are_used() -> None:
    cues = cues_from([{"id": "none", "pattern": "zzz", "where": "any"}])
    assert load_document("OPINION\n\n" + NEWS, name="x", cues=cues).skip == ()


def test_doubts_are_told() -> None:
    french = "Le ministre a dit que la France enverra des soldats en mer quand le parlement le voudra. " * 4
    assert kinds(load(NEWS)) == ["date"]
    assert kinds(load(french, published="2025-03-17")) == ["language"]
    assert kinds(load("Oslo\ufffd goes.\x07", published="2025-03-17")) == ["encoding", "control"]


def test_problems_of_a_page_point_into_its_source() -> None:
    page = "<p>The premier, JosÃ©, said so.</p>"
    (told, _) = load(page, media_type="text/html").problems
    assert told.span is not None
    assert told.span.of(page) == "Ã©"


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200), st.text("<p>a &;\x00é“\n", max_size=80)))
def test_any_input_is_loaded_or_refused(data: bytes | str) -> None:
    try:
        loaded = load_document(data, name="x.html" if len(data) % 2 else "x")
    except InputError:
        return
    length = len(loaded.document.text)
    assert all(0 <= start <= end <= length for start, end in loaded.document.boilerplate)
    for at in range(len(loaded.clean.text)):
        start, end = loaded.clean.to_original(at, at + 1)
        assert 0 <= start <= end <= length


@pytest.mark.parametrize(
    "line",
    [
        "Oslo will send two frigates, the premier said on Monday.\n\n",
        "Comments (3)\n",
        "<p>Riga &ldquo;waits&rdquo; for <b>Oslo</b>.</p>\n",
        "<p class='share'>Riga</p>\n",
    ],
)
def test_many_lines_take_seconds(line: str) -> None:
    text = line * (200_000 // len(line))
    start = time.process_time()
    load_document(text, name="x.html" if "<" in line else "x")
    assert time.process_time() - start < 20
