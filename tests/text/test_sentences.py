"""Paragraphs and sentences: what ends one, what does not; any text is cut in order and within bounds."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.model.span import Span
from musterbook.text.sentences import dateline, paragraphs, sentences, speaker_labels


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo sends jets. Riga does not.", ["Oslo sends jets.", "Riga does not."]),
        ("Mr. Berg met Gen. Ruud. They spoke.", ["Mr. Berg met Gen. Ruud.", "They spoke."]),
        ("The U.S. envoy left. The U.N. stays.", ["The U.S. envoy left.", "The U.N. stays."]),
        ("It relies on the U.S. The rest wait.", ["It relies on the U.S.", "The rest wait."]),
        ("J. D. Holm spoke. He left.", ["J. D. Holm spoke.", "He left."]),
        ("It costs 3.5 million. That is much.", ["It costs 3.5 million.", "That is much."]),
        ("See No. 10 and Art. 5 first. Then go.", ["See No. 10 and Art. 5 first.", "Then go."]),
        ("Nordic states, e.g. Norway, agree. Fine.", ["Nordic states, e.g. Norway, agree.", "Fine."]),
        ("They met on Jan. 5 in Bonn. It rained.", ["They met on Jan. 5 in Bonn.", "It rained."]),
        ("Boats, tents, etc. Some came late.", ["Boats, tents, etc.", "Some came late."]),
        ("We wait... Nobody knows.", ["We wait...", "Nobody knows."]),
        ("We wait ... and see.", ["We wait ... and see."]),
        ("Troops go; ships stay; jets fly.", ["Troops go; ships stay; jets fly."]),
        ("At 8 p.m. Oslo time it began.", ["At 8 p.m. Oslo time it began."]),
        ("No. That is not so.", ["No.", "That is not so."]),
        ("On 4. September they met. Good.", ["On 4. September they met.", "Good."]),
        ("Was it plan B. Then came C.", ["Was it plan B.", "Then came C."]),
        ("Acme Inc. Chairman Holm left.", ["Acme Inc. Chairman Holm left."]),
    ],
)
def test_full_stops(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We go." Riga said so.', ['"We go."', "Riga said so."]),
        ("“Will they go?” He shrugged.", ["“Will they go?”", "He shrugged."]),
        ('"Why now?" the envoy asked. Silence.', ['"Why now?" the envoy asked.', "Silence."]),
        ('"Why now?" Jan Holm asked. Silence.', ['"Why now?" Jan Holm asked.', "Silence."]),
        ("(He left early.) The rest stayed.", ["(He left early.)", "The rest stayed."]),
        ('The talks go on. " They met again.', ['The talks go on. "', "They met again."]),
        ("What now?! Nobody knew.", ["What now?!", "Nobody knew."]),
        ('Even Rome! "Yes," he said.', ["Even Rome!", '"Yes," he said.']),
    ],
)
def test_quotes_and_brackets_close_behind_the_stop(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was in Ukraine.The minister left.", ["It was in Ukraine.", "The minister left."]),
        ("They said “never”.Oslo agreed.", ["They said “never”.", "Oslo agreed."]),
        ("Write to holm@nato.Int today.", ["Write to holm@nato.Int today."]),
        ("Read Example.Com now.", ["Read Example.Com now."]),
        ("Use the file plan.Final.txt here.", ["Use the file plan.Final.txt here."]),
    ],
)
def test_a_missing_space_behind_the_stop(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_lines_and_headings_end_without_a_stop() -> None:
    text = "Oslo turns round\n\nThe premier said yes. She left\n• one frigate\n- two jets\n> three tents"
    assert cut(text) == [
        "Oslo turns round",
        "The premier said yes.",
        "She left",
        "one frigate",
        "two jets",
        "three tents",
    ]


def test_numbered_lines_keep_their_number() -> None:
    assert cut("1. Ships come first.\n2. Jets follow.") == ["1. Ships come first.", "2. Jets follow."]


@pytest.mark.parametrize(
    "head",
    [
        "BRUSSELS, Oct 14 -",
        "(DPX) -",
        "KÖLN, 3 May -",
        "OSLO (DPX) -",
        "OSLO, 3 June (Wire) --",
        "New York -",
        "RIGA/TALLINN —",
        "BONN, June 10, 2024 (DPX) –",
    ],
)
def test_datelines_stand_alone(head: str) -> None:
    text = f"{head} Denmark sends a frigate. It sails today."
    assert cut(text) == [head, "Denmark sends a frigate.", "It sails today."]
    assert dateline(text, Span(0, len(text))) == Span(0, len(head))


@pytest.mark.parametrize(
    "text",
    [
        "The plan - a bold one - failed.",
        "Some allies - not all - agreed.",
        "After long talks in many capitals of Europe - they failed.",
        "Dublin waits.",
    ],
)
def test_a_dash_makes_no_dateline(text: str) -> None:
    assert dateline(text, Span(0, len(text))) is None
    assert cut(text) == [text]


def test_speaker_labels_stand_alone() -> None:
    text = "Question: Will you go?\n\nHolm: We may. Later.\n\nQuestion: When?\n\nHolm: Soon."
    assert [span.of(text) for span in speaker_labels(text)] == ["Question:", "Holm:", "Question:", "Holm:"]
    first = ["Question:", "Will you go?", "Holm:", "We may.", "Later."]
    assert cut(text) == [*first, "Question:", "When?", "Holm:", "Soon."]


def test_a_single_colon_is_no_label() -> None:
    text = "One thing is clear: Oslo goes first.\nRome: a city that waits."
    assert speaker_labels(text) == []
    assert cut(text) == ["One thing is clear: Oslo goes first.", "Rome: a city that waits."]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The Norwegian government said on Tuesday that it would send two\n"
        "frigates and a field hospital, provided that the parliament agrees.\n"
        "Nobody in the capital expects that vote to fail, and the ships are\n"
        "being made ready in Bergen. They could sail before the month ends.\n"
        "\n"
        "Denmark waits.\n"
    )
    assert [span.of(text).replace("\n", " ") for span in paragraphs(text)][1] == "Denmark waits."
    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 4


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    assert len(paragraphs("A short line\nAnother line\nA third line\nA fourth")) == 4


def test_skipped_spans_are_cut_out() -> None:
    text = "Sign up here. Oslo goes. Follow us. Riga stays."
    skip = [Span(0, 13), Span(25, 35)]
    assert [span.of(text) for span in sentences(text, skip)] == ["Oslo goes.", "Riga stays."]


def test_skipping_everything_leaves_nothing() -> None:
    assert sentences("Oslo goes. Riga stays.", [Span(0, 22)]) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "...", "— * —", "\x0b\x0c"])
def test_texts_without_words_have_no_sentences(text: str) -> None:
    assert sentences(text) == []


def assert_sound(text: str, spans: list[Span]) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


pieces = st.sampled_from(
    [
        "Oslo ",
        "goes",
        ". ",
        ".",
        "! ",
        '"',
        "”",
        "U.S. ",
        "\n",
        "- ",
        "Mr. ",
        "3.5",
        "Q: ",
        "OSLO, May 3 - ",
        "… ",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(pieces, max_size=40).map("".join)))
def test_any_text_is_cut_in_order_and_within_bounds(text: str) -> None:
    assert_sound(text, sentences(text))
    assert_sound(text, paragraphs(text))


@given(st.lists(pieces, max_size=40).map("".join), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9))))
def test_no_sentence_touches_what_is_skipped(text: str, places: list[tuple[int, int]]) -> None:
    skip = [Span(start, start + length) for start, length in places if length]
    found = sentences(text, skip)
    assert_sound(text, found)
    assert not any(span.overlaps(gap) for span in found for gap in skip)


@given(st.lists(pieces, max_size=40).map("".join))
def test_no_word_is_lost(text: str) -> None:
    covered = "".join(span.of(text) for span in sentences(text))
    inside = "".join(span.of(text) for span in paragraphs(text))
    assert sum(c.isalnum() for c in covered) == sum(c.isalnum() for c in inside)


@pytest.mark.parametrize("piece", ["Oslo said so. ", "a", ". ", '."', "A ", "A.\n", "Mr. ", "Q: ", "OSLO - "])
def test_long_lines_take_seconds(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = time.process_time()
    sentences(text)
    assert time.process_time() - start < 20


def treebank(path: Path) -> Iterator[list[str]]:
    """The sentences of each paragraph of a treebank."""
    paragraph: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("# newpar", "# newdoc")):
                yield paragraph
                paragraph = []
            elif line.startswith("# text ="):
                paragraph.append(line[8:].strip())
    yield paragraph


def ends(parts: list[str]) -> set[int]:
    found, at = set(), -1
    for part in parts:
        at += len(part) + 1
        found.add(at)
    return found


def test_the_ends_found_are_ends_of_a_treebank(shared: Path) -> None:
    """Web text often lacks stops, so what is measured is whether the ends found are right."""
    right = wrong = 0
    for parts in treebank(shared / "corpora" / "ewt_dev.conllu.gz"):
        text = " ".join(parts)
        found = {span.end for span in sentences(text)}
        right += len(found & ends(parts))
        wrong += len(found - ends(parts))
    assert right / (right + wrong) > 0.97
