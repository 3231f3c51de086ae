"""From bytes to characters: encodings by mark, by declaration, by trial; and what is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import InputError
from musterbook.text.source_bytes import MAX_BYTES, check_characters, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Oslo – Łódź".encode(), "Oslo – Łódź"),
        (codecs.BOM_UTF8 + b"Oslo", "\ufeffOslo"),
        (codecs.BOM_UTF16_LE + "Oslo".encode("utf-16-le"), "Oslo"),
        (codecs.BOM_UTF16_BE + "Oslo".encode("utf-16-be"), "Oslo"),
        (codecs.BOM_UTF32_LE + "Oslo".encode("utf-32-le"), "Oslo"),
        (b"one\r\ntwo\rthree\x0c", "one\r\ntwo\rthree\x0c"),
    ],
)
def test_sound_files_are_read_without_a_word(data: bytes, text: str) -> None:
    assert decode(data, "x") == (text, [])


@pytest.mark.parametrize(
    ("data", "text", "codec"),
    [
        ("naïve “plan”".encode("cp1252"), "naïve “plan”", "cp1252"),
        (b"caf\xe9 \x81", "café \x81", "latin-1"),
        (b'<meta charset="windows-1251">' + "Осло".encode("cp1251"), "Осло", "windows-1251"),
        (
            b"<meta content='text/html; charset=ISO-8859-2'>" + "Łódź".encode("iso-8859-2"),
            "Łódź",
            "iso-8859-2",
        ),
        (b'<meta charset="utf-8">caf\xe9', "café", "cp1252"),
        (b'<meta charset="base64">caf\xe9', "café", "cp1252"),
    ],
)
def test_other_encodings_are_guessed_and_told(data: bytes, text: str, codec: str) -> None:
    found, (problem,) = decode(data, "x")
    assert found.endswith(text)
    assert problem.kind == "encoding"
    assert codec in problem.message
    assert "byte" in problem.message


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"Oslo\x00", "letter.doc, byte 4"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "letter.doc, byte 2"),
        (b"", "letter.doc"),
        (b"\xd0\xcf\x11\xe0rest", "letter.doc"),
        (b"\x1f\x8brest", "letter.doc"),
        (b"SQLite format 3\x00", "letter.doc"),
    ],
)
def test_refusals_name_the_place(data: bytes, where: str) -> None:
    with pytest.raises(InputError) as refused:
        decode(data, "letter.doc")
    assert refused.value.where == where
    assert refused.value.remedy


def test_a_few_control_codes_are_no_reason_to_refuse() -> None:
    text, _ = decode(b"Oslo\x07 sends\x1b ships.", "x")
    assert text == "Oslo\x07 sends\x1b ships."


def test_the_size_limit_is_exact() -> None:
    assert decode(b"x" * MAX_BYTES, "x")[0]
    check_characters("x" * MAX_BYTES, "x")
    with pytest.raises(InputError, match="MB of text"):
        decode(b"x" * (MAX_BYTES + 1), "x")
    with pytest.raises(InputError, match="MB of text"):
        check_characters("x" * (MAX_BYTES + 1), "x")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, problems = decode(data, "x")
    except InputError:
        return
    assert len(problems) <= 1
    assert "\x00" not in text or data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@given(st.text(min_size=1, max_size=100))
def test_whatever_is_written_as_utf8_is_read_back(text: str) -> None:
    try:
        found, problems = decode(text.encode(), "x")
    except InputError:
        return
    assert (found, problems) == (text, [])
