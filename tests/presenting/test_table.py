"""The table: who, with what, how firmly, on which conditions, on whose word, and what is against it."""

from datetime import date, datetime
from typing import Any

from musterbook.book.entries import Entry, entries_of
from musterbook.desk.briefing import brief as make_brief
from musterbook.model.position import Position
from musterbook.presenting.page import BriefPage, Table, TableRow
from musterbook.presenting.table import word_of
from tests.presenting.world import (
    DAY,
    READY,
    TEXT,
    at,
    brief_of,
    figures,
    full_brief,
    page_of,
    position,
    reading,
)


def table(page: BriefPage, anchor: str) -> Table:
    return next(t for t in page.tables if t.anchor == anchor)


def row(page: BriefPage, actor: str, anchor: str = "who") -> TableRow:
    return next(r for r in table(page, anchor).rows if r.actor == actor)


def marks(found: TableRow) -> dict[str, str]:
    return {mark.kind: mark.sentence.text for mark in found.marks}


class TestRows:
    def test_a_row_has_everything(self) -> None:
        found = row(page_of(full_brief()), "KEN")
        assert (found.who, found.what, found.figure) == ("Kenya", "Troops", "")
        assert (found.rung.level, found.rung.words, found.state) == (2, "offers", "out")
        assert found.conditions == ("only with an American backstop and a ceasefire",)
        assert found.word == "as reported, The Harbour Post, 4 March 2031"
        assert [clause.text for clause in found.clauses] == [f"“{READY}”"]

    def test_what_is_asked_about_stands_first_and_in_it_the_firmest(self) -> None:
        made = [
            position("KEN", "logistics", "deployed", READY),
            position("PRT", "troops", "offers", READY),
            position("CHL", "troops", "pledges", READY),
        ]
        rows = table(page_of(brief_of(*made)), "who").rows
        assert [(r.actor, r.on) for r in rows] == [("CHL", "troops"), ("PRT", "troops"), ("KEN", "logistics")]

    def test_support_of_unspecified_kind_stands_apart(self) -> None:
        page = page_of(full_brief())
        support = table(page, "support")
        assert [r.actor for r in support.rows] == ["KOR"]
        assert [s.text for s in support.intro] == ["South Korea’s support is of unspecified kind."]
        assert "KOR" not in {r.actor for r in table(page, "who").rows}

    def test_a_group_is_not_counted(self) -> None:
        """Rule 5."""
        found = row(page_of(full_brief()), "GROUP:the lands along the gulf", "groups")
        assert (found.who, found.state) == ("“the lands along the gulf”", None)

    def test_figures_are_printed_as_worded_and_never_made_up(self) -> None:
        """Rule 9."""
        brief = brief_of(
            position("PRT", "troops", "offers", READY, quantity=figures(400, 400, words="some 400 men")),
            position("CHL", "troops", "offers", READY),
        )
        assert [row(page_of(brief), a).figure for a in ("PRT", "CHL")] == ["some 400 men", ""]

    def test_a_place_that_binds_is_said(self) -> None:
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, where="neighbouring")))
        found = row(page, "PRT")
        assert found.what == "Troops, in neighbouring states"
        assert marks(found)["place"] == "Binds only in neighbouring states."

    def test_caveats_are_no_conditions(self) -> None:
        page = page_of(
            brief_of(position("PRT", "troops", "offers", READY, caveats=("not in a combat role",)))
        )
        assert row(page, "PRT").caveats == ("not in a combat role",)
        assert row(page, "PRT").conditions == ()


class TestMarks:
    def brief(self, *readings: Any, **options: Any) -> BriefPage:
        return page_of(make_brief(readings=readings, **options))

    def test_independent_reports_are_counted(self) -> None:
        """Rule 3."""
        other = "Envoys confirmed overnight that ground units are on offer from Lisbon to the strait force."
        page = self.brief(
            reading([position("PRT", "troops", "offers", READY)]),
            reading([position("PRT", "troops", "offers", "ground units", text=other)], text=other),
        )
        assert marks(row(page, "PRT"))["corroborated"] == "Two independent reports of this stance."
        assert len(row(page, "PRT").clauses) == 2

    def test_a_conflict_names_the_other_rung(self) -> None:
        """Rule 4."""
        text = "On the same day a second paper wrote that Lisbon would certainly deliver the units."
        page = self.brief(
            reading([position("PRT", "troops", "offers", READY)]),
            reading([position("PRT", "troops", "pledges", "would certainly deliver", text=text)], text=text),
        )
        found = row(page, "PRT")
        assert found.rung.stance == "offers"
        assert marks(found)["conflict"].startswith("Conflict: “pledges” on the same day")

    def test_a_third_partys_claim_is_kept_and_marked(self) -> None:
        """Rule 4."""
        claims = {"third_party": True, "speaker": "Valletta"}
        page = page_of(
            brief_of(
                position("PRT", "troops", "offers", READY),
                position("PRT", "troops", "pledges", "Staff officers meet", **claims),
            )
        )
        told = marks(row(page, "PRT"))["overruled"]
        assert told.startswith("Overruled: “pledges” by the word of a third party (Valletta, as reported, ")

    def test_a_claim_that_stands_alone_is_marked_too(self) -> None:
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, third_party=True)))
        assert marks(row(page, "PRT"))["rank"] == "Rests on the word of a third party only."

    def test_what_was_said_before_is_superseded(self) -> None:
        """Rule 2."""
        old = "In February Lisbon would hear nothing of any units."
        page = self.brief(
            reading([position("PRT", "troops", "offers", READY)]),
            reading(
                [position("PRT", "troops", "refuses", "would hear nothing", text=old)],
                text=old,
                day=date(2031, 2, 1),
            ),
        )
        assert marks(row(page, "PRT"))["earlier"].startswith("Earlier, superseded: “refuses”")

    def test_what_a_text_overturns_itself_has_a_table_of_its_own(self) -> None:
        page = page_of(brief_of(position("PRT", "troops", "refuses", READY, superseded=True)))
        assert [r.actor for r in table(page, "past").rows] == ["PRT"]

    def test_alternatives_all_stand(self) -> None:
        """Rule 2: different conditions on one day."""
        page = page_of(
            brief_of(
                position("PRT", "troops", "offers", READY, "ceasefire"),
                position("PRT", "troops", "offers", "Staff officers meet", "un_mandate"),
            )
        )
        found = row(page, "PRT")
        assert found.conditions == ("only with a ceasefire", "only with a UN mandate")
        assert "Alternative ways" in marks(found)["alternatives"]

    def test_a_report_without_a_condition_takes_none_away(self) -> None:
        page = page_of(
            brief_of(
                position("PRT", "troops", "offers", READY, "ceasefire"),
                position("PRT", "troops", "offers", "Staff officers meet"),
            )
        )
        assert marks(row(page, "PRT"))["alternatives"].startswith("One report states no condition")

    def test_doubt_and_missing_days_are_said(self) -> None:
        made = position("PRT", "troops", "offers", READY, confidence=0.42)
        page = page_of(make_brief(reading([made], day=None)))
        assert marks(row(page, "PRT"))["doubt"] == "Read with low confidence (0.42)."
        assert marks(row(page, "PRT"))["undated"] == "Carries no day."

    def test_a_reason_is_quoted_where_it_is_printed(self) -> None:
        page = page_of(
            brief_of(
                position("PER", "troops", "withholds", READY, reason="they guard its own frontier"),
                position("CHL", "troops", "withholds", READY, reason="home defence"),
            )
        )
        assert marks(row(page, "PER"))["reason"] == "Reason: “they guard its own frontier”."
        assert marks(row(page, "CHL"))["reason"] == "Reason: home defence."


class TestWord:
    def entry(self, made: Position, **details: Any) -> Entry:
        return entries_of(reading([made], **details))[0][0]

    def test_a_named_speaker_needs_no_kind(self) -> None:
        made = position("PRT", "troops", "offers", READY, speaker="Ana Sousa", source_kind="named")
        assert word_of(self.entry(made, outlet="The Post")) == "Ana Sousa, The Post, 4 March 2031"

    def test_an_anonymous_source_is_called_so(self) -> None:
        made = position("PRT", "troops", "offers", READY, source_kind="anonymous")
        assert word_of(self.entry(made)) == "anonymous source, 4 March 2031"

    def test_the_day_is_that_of_the_statement(self) -> None:
        made = position("PRT", "troops", "offers", READY, said=date(2031, 3, 1))
        assert word_of(self.entry(made)) == "as reported, 1 March 2031"
        assert date(2031, 3, 1) != DAY


class TestReview:
    def test_what_a_person_accepted_is_said(self, tmp_path: Any) -> None:
        """Rule 16."""
        from musterbook.book import Book

        with Book.open(tmp_path / "b.book", create=True) as book:
            book.add(reading([position("PRT", "troops", "offers", READY)]))
            entry = book.positions()[0]
            book.decide(entry.id, "accept", "R. Viewer")
            page = page_of(make_brief(book=book))
        assert marks(row(page, "PRT"))["review"] == "Accepted by R. Viewer."
        assert ("Review", "0 proposed, 1 accepted") in page.head.facts
        assert at(READY)[0].of(TEXT) in row(page, "PRT").clauses[0].text
        assert isinstance(entry.recorded, datetime)
