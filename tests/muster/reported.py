"""The texts of ``tests/gold/copies`` for the tests of rule 3: which of them carry one report."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from musterbook.model.document import Document
from musterbook.model.formula import parse_formula
from musterbook.model.position import Position, Quantity

GOLD = Path(__file__).parents[1] / "gold"
PARTS = ("dev", "final")


@dataclass(frozen=True, slots=True)
class Told:
    """One text: ``event`` is its file, ``report`` the letter of what it carries."""

    event: str
    name: str
    report: str
    document: Document
    positions: tuple[Position, ...]

    def __str__(self) -> str:
        return f"{self.event}-{self.name}"

    def same(self, other: "Told") -> bool:
        """Whether both carry one report."""
        return (self.event, self.report) == (other.event, other.report)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The pairs of one report that a judge found and missed, and the pairs of two that it merged."""

    found: int
    missed: tuple[str, ...]
    merged: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.merged))

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))


def told(part: str) -> list[Told]:
    """Every text of a part, in the order of the files."""
    return [
        _told(part, path.stem, text)
        for path in sorted((GOLD / "copies" / part).glob("*.json"))
        for text in json.loads(path.read_text("utf-8"))["texts"]
    ]


def verdict(texts: Iterable[Told], same: Callable[[Document, Document], bool]) -> Verdict:
    """A judge's verdict over all pairs, also of texts on different events."""
    judged = [(a, b, same(a.document, b.document)) for a, b in combinations(texts, 2)]
    return Verdict(
        sum(a.same(b) and alike for a, b, alike in judged),
        tuple(f"{a} {b.name}" for a, b, alike in judged if a.same(b) and not alike),
        tuple(f"{a} {b.name}" for a, b, alike in judged if alike and not a.same(b)),
    )


def marked(number: int, mark: dict[str, Any]) -> Position:
    """A position as it is marked in a gold file."""
    low, high = (
        None if mark[end] is None else Decimal(str(mark[end])) for end in ("quantity_low", "quantity_high")
    )
    said = mark.get("said")
    return Position(
        f"p{number}",
        mark["actor"],
        mark["actor"],
        "contribution",
        mark["on"],
        mark["stance"],
        (),
        quantity=Quantity(low, high, mark["unit"]),
        conditions=parse_formula({"all": mark["conditions"]}) if mark["conditions"] else None,
        speaker=mark["speaker"],
        source_kind=mark.get("source_kind") or mark["source_type"],
        third_party=mark.get("third_party", False),
        said=date.fromisoformat(said) if said else None,
    )


def _told(part: str, event: str, text: dict[str, Any]) -> Told:
    day = date.fromisoformat(text["published"])
    document = Document(text["text"], outlet=text["outlet"], published=day)
    positions = tuple(marked(n, mark) for n, mark in enumerate(text["positions"], 1))
    return Told(f"{part}/{event}", text["name"], text["report"], document, positions)
