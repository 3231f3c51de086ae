"""The own gold is sound: it loads, its spans are tidy, no two texts share a sentence, its page is right."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from musterbook.desk.evaluate.gold import load_gold

HERE = Path(__file__).parent
PARTS = ("dev", "test")
LADDER = ("deployed", "pledges", "offers", "considers", "not_ruled_out", "withholds", "refuses")
FRAME = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and what is marked in it."""

    name: str
    text: str
    marks: dict[str, Any]


def pairs(part: str) -> list[Pair]:
    """Every pair of a part."""
    return [
        Pair(
            f"{part}/{path.stem}",
            path.with_suffix(".txt").read_bytes().decode(),
            json.loads(path.read_bytes()),
        )
        for path in sorted((HERE / part).glob("*.json"))
    ]


EVERY = [pair for part in PARTS for pair in pairs(part)]
each = pytest.mark.parametrize("pair", EVERY, ids=[pair.name for pair in EVERY])


def spans(marks: dict[str, Any]) -> list[list[int]]:
    found: list[list[int]] = [one["evidence"] for one in marks["gold"] + marks["claims"]]
    for said in marks["attributions"]:
        found += said.values()
    found += marks["boilerplate"]
    return found


def frames_of(text: str) -> set[tuple[str, ...]]:
    """Every run of FRAME words."""
    row = re.findall(r"\w+", text.casefold())
    return {tuple(row[n : n + FRAME]) for n in range(len(row) - FRAME + 1)}


@pytest.mark.parametrize("part", PARTS)
def test_every_file_loads_against_the_codebook(part: str) -> None:
    assert [document.name for document in load_gold(HERE / part)] == [
        f"{n:02}" for n in range(1, len(list((HERE / part).glob("*.txt"))) + 1)
    ]


def test_two_thirds_are_for_the_developers() -> None:
    dev, test = (len(pairs(part)) for part in PARTS)
    assert dev == 2 * test
    assert dev + test >= 80


@each
def test_spans_have_no_loose_ends(pair: Pair) -> None:
    for start, end in spans(pair.marks):
        piece = pair.text[start:end]
        assert piece
        assert piece == piece.strip()
        assert not (pair.text[start - 1 : start].isalnum() and piece[0].isalnum()), piece
        assert not (piece[-1].isalnum() and pair.text[end : end + 1].isalnum()), piece


@each
def test_no_position_is_marked_twice(pair: Pair) -> None:
    seen = Counter((p["actor"], p["on"], p["stance"], tuple(p["evidence"])) for p in pair.marks["gold"])
    assert [key for key, times in seen.items() if times > 1] == []


@each
def test_marks_agree_with_each_other(pair: Pair) -> None:
    for position in pair.marks["gold"]:
        low, high = position["quantity_low"], position["quantity_high"]
        assert (position["unit"] is None) == (low is None and high is None)
        assert low is None or high is None or low <= high
        assert bool(position["speaker"]) or position["source_kind"] == "narrator"
        if "formula" in position:
            assert position["formula"] == {"any": position["conditions"]}


@each
def test_a_text_has_the_length_of_a_news_item(pair: Pair) -> None:
    assert 120 <= len(pair.text.split()) == pair.marks["words"] <= 300
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", pair.marks["published"])


def test_no_two_texts_share_a_sentence() -> None:
    held: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for pair in EVERY:
        for frame in frames_of(pair.text):
            held[frame].add(pair.name)
    assert {" ".join(frame): names for frame, names in held.items() if len(names) > 1} == {}


def test_nothing_of_the_developers_gold_is_in_it(shared: Path) -> None:
    others = [*(shared / "gold").glob("*.txt"), *(shared / "articles").glob("*.txt")]
    theirs = set().union(*(frames_of(path.read_text("utf-8")) for path in others))
    assert theirs
    assert [pair.name for pair in EVERY if theirs & frames_of(pair.text)] == []


def test_the_page_counts_what_is_there() -> None:
    page = (HERE / "README.md").read_text("utf-8")
    counts = [Counter(p["stance"] for pair in pairs(part) for p in pair.marks["gold"]) for part in PARTS]
    for stance in LADDER:
        assert f"| {stance} | {counts[0][stance]} | {counts[1][stance]} |" in page
    firm = [sum(counts[n].values()) for n in (0, 1)]
    assert f"| positions | {firm[0]} | {firm[1]} |" in page
    assert f"{len(EVERY)} texts" in page
