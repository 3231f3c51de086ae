"""The texts about one report or two are sound: own words, of the right length, counted on their page."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from musterbook.codebook import default_codebook
from tests.gold.test_own_gold import frames_of
from tests.muster.reported import PARTS, Told, told

HERE = Path(__file__).parent / "copies"
EVERY = [text for part in PARTS for text in told(part)]


def pairs(part: str) -> list[bool]:
    """For each two texts on one event: whether they carry one report."""
    return [a.same(b) for a, b in combinations(told(part), 2) if a.event == b.event]


@pytest.mark.parametrize("text", EVERY, ids=str)
def test_a_text_has_the_length_of_a_short_item(text: Told) -> None:
    assert 60 <= len(text.document.text.split()) <= 150
    assert text.document.published


@pytest.mark.parametrize("text", EVERY, ids=str)
def test_what_is_marked_is_in_the_codebook(text: Told) -> None:
    codebook = default_codebook()
    for position in text.positions:
        assert position.actor in codebook.states
        assert codebook.subject(position.on)
        assert position.level is not None
        assert not position.said or not text.document.published or position.said <= text.document.published


def test_a_third_is_kept_for_the_last_check() -> None:
    dev, final = (len(pairs(part)) for part in PARTS)
    assert final == pytest.approx((dev + final) / 3, rel=0.05)


def test_the_page_counts_what_is_there() -> None:
    page = (HERE / "README.md").read_text("utf-8")
    lengths = [len(text.document.text.split()) for text in EVERY]
    both = pairs("dev") + pairs("final")
    events = len({text.event for text in EVERY})
    assert f"{len(EVERY)} short texts ({min(lengths)} to {max(lengths)} words) about {events} " in page
    assert f"that makes {len(both)} pairs: {sum(both)} of one report, {len(both) - sum(both)} of two" in page
    assert [int(n) for n in re.findall(r"(\d+)\s+pairs\)", page)] == [len(pairs(part)) for part in PARTS]


def test_nothing_of_the_developers_gold_is_in_them(shared: Path) -> None:
    theirs = set().union(*(frames_of(path.read_text("utf-8")) for path in (shared / "gold").glob("*.txt")))
    assert theirs
    assert [str(text) for text in EVERY if theirs & frames_of(text.document.text)] == []
