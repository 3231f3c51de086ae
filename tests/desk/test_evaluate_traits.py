"""Which traits a marked position is counted under, so that one sees what the reader is weak at."""

from typing import Any

import pytest

from tests.desk.evaluating import CHILE, NORWAY, gold, judged, marked, read

MARKED = marked("NOR", "engineering", "pledges", NORWAY)
PLAIN = {"source narrator"}


def traits(**more: Any) -> set[str]:
    return set(judged(gold({**MARKED, **more})).phenomena)


class TestTraits:
    def test_a_plain_position_has_only_its_source(self) -> None:
        assert traits() == PLAIN
        assert traits(source_kind="anonymous") == {"source anonymous"}

    @pytest.mark.parametrize(
        ("more", "trait"),
        [
            ({"negated": True}, "negated"),
            ({"conditions": ["ceasefire"]}, "conditional"),
            ({"quantity_low": 3}, "with a number"),
            ({"quantity_high": 3}, "with a number"),
            ({"actor": "GROUP:many"}, "counted or described group"),
            ({"superseded": True}, "superseded"),
        ],
    )
    def test_by_field(self, more: dict[str, Any], trait: str) -> None:
        assert traits(**more) == PLAIN | {trait}

    @pytest.mark.parametrize(
        ("note", "trait"),
        [
            ("Plural anaphor", "anaphora"),
            ("a pronoun chain", "anaphora"),
            ("It = Norway", "anaphora"),
            ("verb elided", "elided"),
            ("elliptic", "elided"),
            ("home defence", "home defence"),
            ("third-party report", "third party"),
            ("reversed a week later", "superseded"),
        ],
    )
    def test_by_note(self, note: str, trait: str) -> None:
        assert traits(note=note) == PLAIN | {trait}

    def test_a_note_about_something_else_gives_none(self) -> None:
        assert traits(note="said in parliament") == PLAIN


class TestCounts:
    def test_marked_found_and_right(self) -> None:
        document = gold(
            MARKED, marked("CHL", "naval", "considers", CHILE), marked("PER", "naval", "offers", CHILE)
        )
        found = read("NOR", "engineering", "pledges", NORWAY), read("CHL", "naval", "offers", CHILE)
        assert judged(document, *found).phenomena == {"source narrator": (3, 2, 1)}

    def test_what_counts_neither_way_is_left_out(self) -> None:
        assert judged(gold({**MARKED, "optional": True})).phenomena == {}
