"""Whole reports of the usual kinds, from the bytes to sentences, numbers and days - and back to the bytes."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.reading.dates import date_mentions
from musterbook.reading.quantities import quantities, with_units
from musterbook.text.document import Loaded, load_document
from musterbook.text.sentences import sentences, speaker_labels

WIRE = """Oslo adds ships; Riga wants a vote

BERGEN, March 14 (DPX) - Norway is to send 3,000 soldiers, the largest part of it, and Denmark another
1,500, while Latvia "waits for its parliament", Ann Berg, who speaks for the navies, said on Friday.

The U.S. Navy takes no part. A year ago it had some 200 sailors in Bergen. Mr. Holm, the premier, will visit
the port on Tuesday.

(Reporting by Jan Holm; Editing by the Bergen desk)
(end)
"""

LIVE = """Harbour talks – as they happened

18.05 CET
That is all from us tonight. Thank you for reading.

17.40 CET
Riga’s turn
‘We are not there yet’, the premier told reporters. Twelve ships may sail next week.

17.10 CET
“Hundreds” of sailors could follow in April, says Ann Berg.

Comments (14)
"""

INTERVIEW = """“Ships do not vote”
Navy Minister Ann Berg on money and crews

Question: Minister, will you send more than two frigates?

Berg: No. Two is what we have.

Question: And the crews?

Berg: Up to 400 people. They leave on 2 May.

The interview has been shortened.
"""

PAGE = """<!doctype html><html lang=en><head><title>Oslo adds ships</title>
<meta property="og:site_name" content="Harbour Post"><meta name="date" content="2025-03-17"></head><body>
<nav><a href="/">Home</a></nav><article><p class=byline>By Ann Berg</p><h1>Oslo adds ships</h1>
<p>Norway &ldquo;will&rdquo; send <a href="/f">two&nbsp;frigates</a> and at least 300&nbsp;sailors,
the premier
said on Monday.<p>Riga gives &euro;20m, provided that its parliament agrees; nobody expects a quick
vote there.
<figure><figcaption>A frigate</figcaption></figure><aside>Read more</aside></article>
<footer>&copy; Harbour Post</footer></body></html>"""


def told(loaded: Loaded) -> list[str]:
    return [span.of(loaded.clean.text) for span in sentences(loaded.clean.text, loaded.skip)]


def printed(loaded: Loaded, words: str) -> str:
    """What stands in the text as given for words of the clean text."""
    at = loaded.clean.text.index(words)
    return loaded.clean.to_original(at, at + len(words)).of(loaded.document.text)


def test_a_wire_report() -> None:
    loaded = load_document(WIRE.encode(), name="wire.txt", published="2025-03-14")
    assert loaded.document.title == "Oslo adds ships; Riga wants a vote"
    assert told(loaded)[1] == "BERGEN, March 14 (DPX) -"
    assert [s.split()[0] for s in told(loaded)] == ["Oslo", "BERGEN,", "Norway", "The", "A", "Mr."]
    assert [span.of(WIRE) for span in loaded.document.boilerplate] == [
        "(Reporting by Jan Holm; Editing by the Bergen desk)",
        "(end)",
    ]


def test_the_numbers_and_days_of_a_wire_report() -> None:
    loaded = load_document(WIRE, name="wire.txt", published="2025-03-14")
    text = loaded.clean.text
    found = [(str(m.low), m.unit, m.more, m.approx) for m in with_units(quantities(text))]
    assert found == [
        ("3000", "persons", False, False),
        ("1500", "persons", True, False),
        ("200", "persons", False, True),
    ]
    days = {m.span.of(text): m.from_day for m in date_mentions(text, loaded.document.published)}
    assert days == {
        "March 14": date(2025, 3, 14),
        "Friday": date(2025, 3, 14),
        "A year ago": date(2024, 1, 1),
        "Tuesday": date(2025, 3, 18),
    }


def test_a_live_page() -> None:
    loaded = load_document(LIVE, name="live.txt", published="2025-03-17")
    skipped = [span.of(LIVE) for span in loaded.document.boilerplate]
    assert skipped == [
        "18.05 CET",
        "That is all from us tonight. Thank you for reading.",
        "17.40 CET",
        "17.10 CET",
        "Comments (14)",
    ]
    assert told(loaded) == [
        "Harbour talks – as they happened",
        "Riga's turn",
        '"We are not there yet", the premier told reporters.',
        "Twelve ships may sail next week.",
        '"Hundreds" of sailors could follow in April, says Ann Berg.',
    ]
    assert printed(loaded, '"We are not there yet"') == "‘We are not there yet’"


def test_the_numbers_and_days_of_a_live_page() -> None:
    loaded = load_document(LIVE, name="live.txt", published="2025-03-17")
    text = loaded.clean.text
    found = [m for span in sentences(text, loaded.skip) for m in quantities(text, *span)]
    assert [(m.low, m.unit, m.vague) for m in found] == [(12, "ships", False), (None, "persons", True)]
    days = [
        (m.from_day, m.to_day) for m in date_mentions(text, loaded.document.published) if m.precision != "day"
    ]
    assert days == [(date(2025, 3, 24), date(2025, 3, 30)), (date(2025, 4, 1), date(2025, 4, 30))]


def test_an_interview() -> None:
    loaded = load_document(INTERVIEW, name="interview.txt", published="2025-03-17")
    assert loaded.document.title == "“Ships do not vote”"
    assert told(loaded)[2:] == [
        "Question:",
        "Minister, will you send more than two frigates?",
        "Berg:",
        "No.",
        "Two is what we have.",
        "Question:",
        "And the crews?",
        "Berg:",
        "Up to 400 people.",
        "They leave on 2 May.",
    ]
    assert len(speaker_labels(loaded.clean.text)) == 4
    text = loaded.clean.text
    assert [(m.low, m.high, m.unit) for m in quantities(text)] == [(2, None, "ships"), (None, 400, "persons")]
    assert [m.from_day for m in date_mentions(text, loaded.document.published)] == [date(2025, 5, 2)]


def test_a_page() -> None:
    loaded = load_document(PAGE.encode(), name="page.html")
    assert (loaded.document.outlet, loaded.document.published) == ("Harbour Post", date(2025, 3, 17))
    assert told(loaded) == [
        "Oslo adds ships",
        'Norway "will" send two frigates and at least 300 sailors, the premier said on Monday.',
        "Riga gives €20m, provided that its parliament agrees; nobody expects a quick vote there.",
    ]
    assert [span.of(PAGE) for span in loaded.document.boilerplate] == ["By Ann Berg", "A frigate"]
    assert printed(loaded, 'Norway "will" send') == "Norway &ldquo;will&rdquo; send"
    text = loaded.clean.text
    news = [m for span in sentences(text, loaded.skip) for m in quantities(text, *span)]
    assert [printed(loaded, m.span.of(text)) for m in news] == [
        "two&nbsp;frigates",
        "at least 300&nbsp;sailors",
        "&euro;20m",
    ]


@pytest.mark.parametrize("report", [WIRE, LIVE, INTERVIEW])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_changes_nothing_that_is_read(report: str, codec: str) -> None:
    plain = load_document(report, name="x", published="2025-03-17")
    other = load_document(report.encode(codec), name="x", published="2025-03-17")
    assert told(other) == told(plain)


@pytest.mark.parametrize("report", [WIRE, LIVE, INTERVIEW])
def test_windows_line_ends_change_nothing_that_is_read(report: str) -> None:
    other = load_document(report.replace("\n", "\r\n"), name="x", published="2025-03-17")
    plain = load_document(report, name="x", published="2025-03-17")
    assert told(other) == told(plain)
    assert [s.of(other.document.text) for s in other.document.boilerplate] == [
        s.of(report) for s in plain.document.boilerplate
    ]


@pytest.mark.parametrize("report", [LIVE, INTERVIEW])
def test_a_page_around_a_report_changes_nothing_that_is_read(report: str) -> None:
    plain = load_document(report, name="x", published="2025-03-17")
    lines = "".join(f"<p>{line}</p>" for line in report.split("\n"))
    page = load_document(f"<html><body>{lines}</body></html>", name="x.html", published="2025-03-17")
    assert told(page) == told(plain)
