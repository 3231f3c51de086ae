"""The judge of rule 3, measured on texts of our own; every mistake it makes is named here."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from musterbook.model.document import Document
from musterbook.model.position import Position
from musterbook.muster.copies import Shingles
from musterbook.muster.judging import ALIKE, Judge, Likeness
from tests.muster.reported import GOLD, PARTS, Verdict, marked, told, verdict

NEAR = Likeness(copied=0.1, told=0.45, named=0.45)


def judged(part: str, *, positions: bool) -> Verdict:
    texts = told(part)
    held = {text.document: text.positions for text in texts} if positions else None
    return verdict(texts, Judge([text.document for text in texts], held).same)


class TestMeasured:
    @pytest.mark.parametrize("part", PARTS)
    def test_the_words_alone_saw_copies_and_no_rewrites(self, part: str) -> None:
        found = verdict(told(part), Shingles().same)
        assert found.recall < 0.15
        assert found.precision <= 0.6

    def test_with_positions(self) -> None:
        dev, final = (judged(part, positions=True) for part in PARTS)
        assert (dev.found, dev.missed, dev.merged) == (21, (), ())
        assert (final.found, final.missed, final.merged) == (9, (), ("final/04-a1 b1",))

    def test_without_positions(self) -> None:
        """A repeated phrase without its day is taken for a copy, a late retelling for a new report."""
        dev, final = (judged(part, positions=False) for part in PARTS)
        assert (dev.found, dev.missed, dev.merged) == (20, ("dev/07-a1 a2",), ("dev/05-a2 b1",))
        assert (final.found, final.merged) == (7, ("final/04-a1 b1",))
        assert final.missed == ("final/03-a1 a3", "final/03-a2 a3")

    def test_with_what_the_reader_reads(self) -> None:
        from musterbook.desk.intake import read

        texts = told("dev")
        held = {t.document: read(t.document.text, published=t.document.published).positions for t in texts}
        found = verdict(texts, Judge(held, held).same)
        assert found.precision >= 0.85
        assert found.recall >= 0.75

    @pytest.mark.parametrize("part", ["dev", "test"])
    def test_texts_on_different_matters_are_never_merged(self, part: str) -> None:
        held = dict(gold(path) for path in sorted((GOLD / part).glob("*.txt")))
        assert len(held) >= 40
        judge = Judge(held, held)
        assert [(a.text[:40], b.text[:40]) for a, b in combinations(held, 2) if judge.same(a, b)] == []

    def test_of_the_developers_gold_one_pair_is_one_report(self, shared: Path) -> None:
        paths = sorted((shared / "gold").glob("*.txt"))
        held = {path.stem: gold(path) for path in paths}
        judge = Judge([d for d, _ in held.values()], dict(held.values()))
        merged = [(a, b) for a, b in combinations(held, 2) if judge.same(held[a][0], held[b][0])]
        assert merged == [("02", "03")]


def gold(path: Path) -> tuple[Document, Sequence[Position]]:
    """A gold text with the positions marked in it."""
    marks: dict[str, Any] = json.loads(path.with_suffix(".json").read_bytes())
    document = Document(path.read_text("utf-8"), published=date.fromisoformat(marks["published"]))
    return document, [marked(n, mark) for n, mark in enumerate(marks["gold"], 1)]


class TestDecision:
    def test_words_and_names_go_together(self) -> None:
        assert NEAR.score == pytest.approx(ALIKE)
        assert NEAR.same
        assert not replace(NEAR, named=0.3).same
        assert replace(NEAR, named=None).same

    @pytest.mark.parametrize(
        ("more", "same"),
        [
            ({"quoted": 0.2}, False),
            ({"quoted": 1.0}, True),
            ({"meant": 0.3}, False),
            ({"meant": 0.8}, True),
            ({"passages": 64}, False),
            ({"passages": 64, "agreed": 3}, True),
            ({"agreed": 1}, True),
            ({"clash": True}, False),
            ({"apart": 1}, True),
            ({"apart": 2}, False),
        ],
    )
    def test_what_else_speaks_for_or_against(self, more: dict[str, Any], same: bool) -> None:
        assert replace(NEAR, **more).same is same

    def test_a_copy_is_a_copy_whatever_was_read_in_it(self) -> None:
        copy = Likeness(copied=0.6, told=0, named=0.1, apart=40, clash=True)
        assert copy.same
        assert not replace(copy, copied=0.59).same

    def test_a_light_copy_keeps_the_names(self) -> None:
        light = Likeness(copied=0.3, told=0.2, named=0.5)
        assert light.same
        assert replace(light, named=None).same
        assert not replace(light, named=0.4).same
        assert not replace(light, apart=2).same


class TestJudge:
    def test_no_direction(self) -> None:
        texts = told("dev")[:10]
        judge = Judge()
        for a, b in combinations([text.document for text in texts], 2):
            assert judge.likeness(a, b).same is judge.likeness(b, a).same

    def test_vectors_are_taken_by_the_documents_id(self) -> None:
        a, b, other = (text.document for text in told("final")[:3])
        vectors = {a.id: [[1.0, 0.0]], b.id: [[1.0, 1.0]], other.id: []}
        judge = Judge(vectors=vectors)
        assert judge.likeness(a, b).meant == pytest.approx(0.5**0.5)
        assert judge.likeness(a, other).meant is None
        assert Judge().likeness(a, b).meant is None

    def test_vectors_can_decide(self) -> None:
        texts = {str(text): text.document for text in told("dev")}
        a, b = texts["dev/07-a1"], texts["dev/07-a2"]
        assert not Judge(texts.values()).same(a, b)
        assert Judge(texts.values(), vectors={a.id: [[1.0, 0.2]], b.id: [[1.0, 0.1]]}).same(a, b)

    def test_what_the_book_knows_from_many_weeks_tells_less(self) -> None:
        a, b = (text.document for text in told("dev")[:2])
        topic = [replace(a, published=date(2030, month, 1)) for month in range(1, 13)]
        assert Judge([a, b, *topic]).likeness(a, b).score < Judge([a, b]).likeness(a, b).score
