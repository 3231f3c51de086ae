"""The book in text and JSON: who stands where, and what changed."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from musterbook.book import Book
from musterbook.cli.common import pretty
from musterbook.codebook import default_codebook
from musterbook.muster import Muster, changes, fold, fold_readings
from musterbook.reports import changes_json, changes_text, muster_json, muster_text
from tests.presenting.world import READY, claim, figures, full_reading, position, reading

WORDS = default_codebook()
OLD = "In February Lisbon would hear nothing of any units."


def muster() -> Muster:
    before = reading(
        [position("PRT", "troops", "refuses", "would hear nothing", text=OLD)], text=OLD, day=date(2031, 2, 1)
    )
    made = position("PRT", "troops", "offers", READY, "ceasefire", quantity=figures(400, 400))
    counted = claim("aggregate", "More than 20 nations", what="members", low=Decimal(21))
    return fold_readings([before, reading([made], [counted])], as_of=date(2031, 3, 5))


class TestMuster:
    def test_text(self) -> None:
        assert muster_text(muster(), WORDS, 100).splitlines() == [
            "As of 5 March 2031.",
            "Two documents; positions: 2 proposed, 0 accepted.",
            "",
            "Portugal: Troops, 400 persons",
            "  ····▮·· offers, only with a ceasefire",
            f"  “{READY}” (as reported, 4 March 2031; proposed,",
            f"  {muster().standings[0].alternatives[0].id})",
            "  one independent report",
            "  * earlier: refuses, “would hear nothing” (as reported, 1 February 2031)",
            "",
            "Claimed and named",
            "- Members: 21 or more claimed, 1 named (Portugal), at least 20 unnamed.",
        ]

    def test_json(self) -> None:
        made = json.loads(pretty(muster_json(muster(), WORDS)))
        (standing,) = made["standings"]
        assert (standing["actor"], standing["name"], standing["level"]) == ("PRT", "Portugal", 2)
        assert standing["alternatives"][0]["words"] == READY
        assert standing["alternatives"][0]["conditions"] == "ceasefire"
        assert [entry["stance"] for entry in standing["history"]] == ["refuses"]
        assert made["reconciliations"][0]["claimed"] == [21, None]
        assert made["claims"][0]["kind"] == "aggregate"
        assert (made["proposed"], made["accepted"]) == (2, 0)

    def test_nothing_stands(self) -> None:
        assert "Nothing stands." in muster_text(fold_readings([]), WORDS, 100)


class TestChanges:
    def test_from_no_to_yes(self, tmp_path: Path) -> None:
        first = reading(
            [position("PRT", "troops", "refuses", "would hear nothing", text=OLD)],
            text=OLD,
            day=date(2031, 2, 1),
        )
        with Book.open(tmp_path / "b.book", create=True) as book:
            book.add_all([first, full_reading()])
            found = changes(book, date(2031, 2, 2), date(2031, 3, 5))
            assert fold(book).documents
        text = changes_text(found, WORDS, 100)
        assert "Portugal, troops: hardened" in text
        assert "refuses (1 February 2031) > offers, only with an American backstop (4 March 2031)" in text
        assert "Chile, troops: new\n  nothing known > offers" in text
        made = json.loads(pretty(changes_json(found, WORDS)))
        moved = next(c for c in made if c["actor"] == "PRT" and c["on"] == "troops")
        assert (moved["kind"], moved["before"]["stance"], moved["after"]["stance"]) == (
            "hardened",
            "refuses",
            "offers",
        )
        assert moved["evidence"][0]["text"] == READY

    def test_nothing_changed(self) -> None:
        assert changes_text([], WORDS, 80) == "Nothing changed between the two."
        assert changes_json([], WORDS) == []
