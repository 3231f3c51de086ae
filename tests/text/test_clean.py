"""Cleaning: what is mended, what is left alone, and that every span leads back to the text as given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.model.span import Span
from musterbook.text.clean import canonical, clean


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("“We go,” he said.", '"We go," he said.'),
        ("„Nein“ und »Ja«", '"Nein" und "Ja"'),
        ("« Nous irons », dit-il", '"Nous irons", dit-il'),
        ("The talks go on. »»", 'The talks go on."'),
        ("»»Yes«« and ««no»»", '"Yes" and "no"'),
        ("``So'' it is", '"So" it is'),
        ('""doubled""', '"doubled"'),
        ("Oslo’s plan", "Oslo's plan"),
        ("‘We are ready’, she said", '"We are ready", she said'),
        ("'We are ready', she said", '"We are ready", she said'),
        ("the ‘coalition of the willing’ met", 'the "coalition of the willing" met'),
        ("“He said ‘never’ twice”", "\"He said 'never' twice\""),
        ("the states’ troops", "the states' troops"),
        ("in the '90s the allies' ships", "in the '90s the allies' ships"),
        ("‘Tis so, ‘twas so", "'Tis so, 'twas so"),
    ],
)
def test_quotation_marks(given_text: str, expected: str) -> None:
    assert clean(given_text).text == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("30\u00a0000 men\u202fgo", "30 000 men go"),
        ("zero\u200bwidth \ufeffmark", "zerowidth mark"),
        ("govern\u00adment", "government"),
        ("govern\u00ad\nment", "government"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("tab\there", "tab here"),
        ("bell\x07gone", "bellgone"),
        ("non‑breaking −5", "non-breaking -5"),
        ("en – em —", "en – em —"),
        ("Plenkovic\u0301 and Jose\u0301", "Plenković and José"),
        ("\ufb01nal o\ufb03ce", "final office"),
        ("x\x93y\x94 \x92s", 'x"y" \'s'),
        ("a \ud800 b", "a \ufffd b"),
        ("Home » Economy » Ships", "Home › Economy › Ships"),
        ("Home › Economy", "Home › Economy"),
    ],
)
def test_spaces_and_odd_characters(given_text: str, expected: str) -> None:
    assert clean(given_text).text == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("JosÃ© saidâ€™s", "José said's"),
        ("â€œYesâ€\x9d", '"Yes"'),
        ("WaÅ‚Ä™sa met PlenkoviÄ‡", "Wałęsa met Plenković"),
        ("TÃ¼rkiye gives Â£20", "Türkiye gives £20"),
        ("Tom &amp; Co &#8217;s &quot;x&quot;&nbsp;y", 'Tom & Co \'s "x" y'),
    ],
)
def test_wrongly_decoded_text(given_text: str, expected: str) -> None:
    assert clean(given_text).text == expected


@pytest.mark.parametrize(
    "sound",
    [
        "“CAFÉ”, “À la”",
        "MUÑOZ’S",
        "Élysée… naïve",
        "Łódź, Plenković, Şahin",
        "TÜRKİYE – KÖLN",
        "É…",
        "AT&T; R&D",
    ],
)
def test_sound_accents_are_left_alone(sound: str) -> None:
    mended = clean(sound)
    assert mended.text == "".join(canonical(letter) for letter in sound)
    assert mended.problems == ()


def test_mends_are_told_once_each_with_their_place() -> None:
    text = "ok JosÃ© and TÃ¼rkiye\x07\x07 \ufffd"
    told = {problem.message: problem for problem in clean(text).problems}
    assert len(told) == 3
    first = told["wrongly decoded characters were mended"]
    assert first.span is not None
    assert first.span.of(text) == "Ã©"
    assert {problem.kind for problem in told.values()} == {"encoding", "control"}


@pytest.mark.parametrize(
    ("given_text", "found", "printed"),
    [
        ("He said “We go,” then left.", '"We go,"', "“We go,”"),
        ("La « paix » tient", '"paix"', "« paix »"),
        ("WaÅ‚Ä™sa agreed", "Wałęsa agreed", "WaÅ‚Ä™sa agreed"),
        ("some 30\u00a0000\u200b men", "30 000 men", "30\u00a0000\u200b men"),
        ("ends.\r\nNext one", "Next one", "Next one"),
        ("x &amp; y", "& y", "&amp; y"),
    ],
)
def test_spans_lead_back_to_the_text_as_given(given_text: str, found: str, printed: str) -> None:
    mended = clean(given_text)
    at = mended.text.index(found)
    span = mended.to_original(at, at + len(found))
    assert span.of(given_text) == printed
    assert mended.to_clean(*span).of(mended.text) == found


def test_plain_text_is_one_piece() -> None:
    text = "Oslo sends two frigates.\nRiga sends none."
    mended = clean(text)
    assert mended.text == mended.original == text
    assert [len(layer.pieces) for layer in mended.layers] == [1]


marks = "\"'“”„‘’«»`´ \u00a0\u200b\u00adÃ©â€™œ\r\n&amp;#39;.,aOé\u0301\ufb01\x93\x00\ud800»›"


@given(st.one_of(st.text(max_size=120), st.text(marks, max_size=60)))
def test_any_text_leads_back_in_order_and_within_bounds(text: str) -> None:
    mended = clean(text)
    last = 0
    for at in range(len(mended.text)):
        span = mended.to_original(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= last or span.end > last
        last = span.start
        assert mended.to_clean(*span).covers(Span(at, at + 1))


@given(st.text(marks, max_size=60))
def test_what_is_clean_holds_none_of_the_marks_mended(text: str) -> None:
    assert not set(clean(text).text) & set("“”„«»‘’\u00a0\u200b\u00ad\r\x93\x00\ud800\ufb01")


@given(st.text("aO bé.,\n", max_size=80))
def test_sound_text_is_not_touched(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    "piece", ["“Élysée” it’s 20\u00a0000 ", "'a ", "‘a' ", "Ã© ", "é", "» ", "&amp;", '"']
)
def test_long_lines_take_seconds(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 20
