"""Lines that are no news: what the shipped cues find, what they leave alone, and how a table is checked."""

from __future__ import annotations

import csv
import gzip
import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import CodebookError
from musterbook.model.span import Span
from musterbook.text.boilerplate import boilerplate, cues_from, marks, shipped_cues
from musterbook.text.clean import clean
from musterbook.text.sentences import paragraphs

NEWS = (
    "The government in Oslo said on Tuesday that it would send two frigates and a field hospital to the new "
    "mission, provided that the parliament agrees before the end of the month."
)


def furniture(*lines: str) -> list[str]:
    """The lines marked among ``lines`` when a paragraph of news stands between the first and the others."""
    text = "\n\n".join([lines[0], NEWS, *lines[1:], NEWS])
    return [span.of(text) for span in boilerplate(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our morning newsletter",
        "Get the harbour letter delivered to your inbox every day",
        "Subscribe to read the rest",
        "Support our journalism",
        "Support the Harbour Post on Patreon!",
        "> Follow us on Telegram",
        "Join our WhatsApp channel",
        "READ ALSO: Why Riga waits",
        "Read more: five ships that matter",
        "Read the full interview here.",
        "Comments (12)",
        "3 comments",
        "ADVERTISEMENT",
        "Home › World › Europe",
        "Home > Politics > Baltic",
        "21.40 CET",
        "9:15 p.m.",
        "Updated 4 September 2025, 14:05",
        "Published 3 hours ago",
        "4 min read",
        "By Ann Berg",
        "By Ann Berg and Jan Holm in Oslo",
        "By our Oslo newsroom | Updated 14:05",
        "By our health desk, Riga (3 min read)",
        "(Reporting by Ann Berg; Editing by Jan Holm)",
        "(Editing by the Oslo desk)",
        "Jan Holm contributed to this report.",
        "(end)",
        "[Photo: a frigate leaves Bergen. Archive]",
        "Photo: Ann Berg/Reuters",
        "A frigate leaves Bergen. © AFP",
        "Correction: an earlier version gave the wrong day.",
        "Corrects name of the minister.",
        "This article has been updated with a comment from Riga.",
        "The interview has been shortened and edited.",
        "The author is a former admiral. His views are his own.",
        "You have used four of your five free stories.",
        "Already a subscriber? Log in",
        "That is all from us tonight.",
        "Thank you for reading.",
        "OPINION",
        "EXPLAINER",
        "Analysis",
        "© 2025 Harbour Post. All rights reserved.",
        "We use cookies to improve your visit.",
        "Editor's note: the map shows the borders of 2013.",
        "Click here to see the map",
        "Share this article",
    ],
)
def test_furniture_is_found(line: str) -> None:
    assert furniture("Oslo turns", line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Riga will sign up to the coalition, the premier said.",
        "By Monday the ministers had agreed.",
        "By Labour Day, she had hired officers in five states.",
        "Norway will follow us into the mission, the minister told Reuters.",
        "The minister shared his view with the committee.",
        "They read more into the text than it says, a diplomat said.",
        "Home is where the soldiers stay, says Rome.",
        "Comments by the minister angered Oslo.",
        "Updated plans go to the parliament on 4 September 2025.",
        "On Monday.",
        "In May the ships return.",
        "The photo shows a frigate, the ministry said.",
        "Correcting the course of the alliance will take years.",
        "The views of the allies are far apart.",
        "The author of the plan, Jan Holm, refuses to comment.",
        "You have read the treaty, Mr Holm, he said.",
        "Opinion in Riga is divided.",
        "Analysis of the offers takes time, she said.",
        "That is all they offer, a diplomat said.",
        "The interview with the minister caused a stir in Rome.",
        "Listen.",
        "Support for the mission is growing in the Baltic states.",
        "Join the mission or stay out of it, Oslo told Riga.",
        "Watching the sea is not excluded.",
        "The newsletter of the ministry says that Oslo pays.",
        "Subscribers to the treaty meet in Bonn.",
        "Twenty soldiers contributed to this operation, which ended in May.",
        "Denmark > Sweden, in ships at least, he said.",
    ],
)
def test_news_is_left_alone(line: str) -> None:
    assert furniture("Oslo turns", line) == []


def test_a_line_of_furniture_sentences_is_one_span() -> None:
    line = "Corrects day of the vote. Subscribe to the evening letter."
    assert furniture("Oslo turns", line) == [line]


def test_furniture_at_the_tail_of_a_line_of_news() -> None:
    text = f"Oslo turns\n\n{NEWS} Read the full interview here."
    assert [span.of(text) for span in boilerplate(text)] == ["Read the full interview here."]


def test_the_line_under_a_newsletter_box_only_counts_at_the_head() -> None:
    guide = "Your guide to what the vote in Oslo means"
    assert furniture(guide) == [guide]
    assert furniture("Oslo turns", guide) == []


def test_marks_name_their_cue() -> None:
    assert [mark.cue for mark in marks("OPINION\n\n" + NEWS + "\n\nComments (3)")] == [
        "section-label",
        "comments",
    ]


def test_a_table_of_ones_own_replaces_the_cues() -> None:
    own = cues_from([{"id": "wire", "pattern": "WIRE \\d+", "where": "line"}])
    text = "WIRE 12\n\nOPINION\n\n" + NEWS
    assert [mark.cue for mark in marks(text, own)] == ["wire"]
    assert marks(text, cues_from([])) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "x", "pattern": "(", "where": "any"}, "regular expression"),
        ({"id": "x", "pattern": "a", "where": "middle"}, "unknown place"),
        ({"id": "x", "pattern": "a"}, "unknown place"),
    ],
)
def test_a_wrong_row_is_refused_with_its_id(row: dict[str, str], says: str) -> None:
    with pytest.raises(CodebookError, match=says) as refused:
        cues_from([row])
    assert "'x'" in str(refused.value)


def test_the_shipped_table_has_ids_and_notes_of_one_kind(root: Path) -> None:
    table = root / "src/musterbook/codebook/data/boilerplate.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert len({row["id"] for row in rows}) == len(rows) == len(shipped_cues().ids)
    assert set(rows[0]) == {"id", "pattern", "where", "note"}


lines = st.lists(
    st.sampled_from(
        [
            "OPINION",
            "By Ann Berg",
            "12:30 CET",
            "Comments (3)",
            "Share",
            NEWS,
            "Oslo goes.",
            "",
            "»",
            "x" * 400,
        ]
    ),
    max_size=12,
)


@given(st.one_of(lines.map("\n".join), st.text(max_size=200)))
def test_spans_are_in_order_and_within_bounds(text: str) -> None:
    found = boilerplate(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "line", ["A.", "By A B", "Home > " * 40, "12 3 4 may " * 25 + "!", '"' * 299, "share " * 49]
)
def test_many_lines_take_seconds(line: str) -> None:
    text = (line + "\n") * (100_000 // len(line))
    start = time.process_time()
    marks(text)
    assert time.process_time() - start < 20


def annotated(shared: Path) -> list[tuple[str, list[Span]]]:
    """The texts of the gold that name their boilerplate, with its spans."""
    found = []
    for path in sorted([*(shared / "gold").glob("*.json"), *(shared / "articles").glob("*.json")]):
        told = json.loads(path.read_text(encoding="utf-8"))
        if "boilerplate" in told:
            found.append(
                (
                    path.with_suffix(".txt").read_text(encoding="utf-8"),
                    [Span(*s) for s in told["boilerplate"]],
                )
            )
    return found


def test_the_boilerplate_of_the_gold_is_found(shared: Path) -> None:
    """All of it; and nothing else of a sentence's length."""
    missed = extra = 0
    for text, gold in annotated(shared):
        found = boilerplate(text)
        missed += sum(not any(span.overlaps(other) for other in found) for span in gold)
        extra += sum(
            not any(span.overlaps(other) for other in gold) and span.end - span.start > 20 for span in found
        )
    assert missed == 0
    assert extra == 0


def test_news_of_another_corpus_is_left_alone(shared: Path) -> None:
    """Of thousands of lines of news, few long ones are taken for furniture."""
    seen = taken = 0
    with gzip.open(shared / "corpora" / "polnear_dev.jsonl.gz", "rt", encoding="utf-8") as documents:
        for document in documents:
            text = clean(json.loads(document)["text"]).text
            seen += len(paragraphs(text))
            taken += sum(end - start > 60 for start, end in boilerplate(text))
    assert seen > 1000
    assert taken / seen < 0.01
