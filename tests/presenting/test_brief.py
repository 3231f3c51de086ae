"""The page as a whole: title block, what was missed, set aside and assumed, and that all its links hold."""

from datetime import UTC, date, datetime
from typing import Any

from musterbook.desk.briefing import brief as make_brief
from musterbook.model.position import Problem, Quantity
from musterbook.model.situation import situation_hash
from musterbook.presenting.page import BriefPage
from tests.presenting.world import (
    DAY,
    READY,
    brief_of,
    full_brief,
    full_reading,
    page_of,
    position,
    reading,
)


def facts(page: BriefPage) -> dict[str, str]:
    return dict(page.head.facts)


class TestHead:
    def test_it_says_which_text_which_day_and_what_is_supposed(self) -> None:
        page = page_of(full_brief(suppose=["us_backstop=true", "un_mandate=false", "ceasefire=unknown"]))
        assert page.head.title == "A force for the strait"
        assert facts(page) == {
            "Published": "4 March 2031",
            "Outlet": "The Harbour Post",
            "As of": "4 March 2031",
            "Known by": "all that is known now",
            "Review": "15 proposed, 0 accepted",
            "Counts from": "the rung “offers”",
            "Supposed": "an American backstop; not a UN mandate; a ceasefire unknown",
        }

    def test_the_hash_is_that_of_the_situation(self) -> None:
        brief = full_brief()
        assert page_of(brief).head.hash == situation_hash(brief.situation)

    def test_an_untitled_text_is_called_by_its_first_words_of_news(self) -> None:
        page = page_of(make_brief(full_reading(title=None)))
        assert page.head.title.startswith("“More than 20 nations will guard the Strait of Pearls")

    def test_a_muster_of_several_documents_is_called_by_its_day(self) -> None:
        other = reading(
            [position("CHL", "troops", "offers", "help", text="Chile will help.")], text="Chile will help."
        )
        page = page_of(make_brief(readings=[reading([position("PRT", "troops", "offers", READY)]), other]))
        assert page.head.title == "The muster as of 4 March 2031"
        assert facts(page)["Rests on"] == "two documents"

    def test_known_by_is_a_moment(self, tmp_path: Any) -> None:
        from musterbook.book import Book

        with Book.open(tmp_path / "b.book", create=True) as book:
            book.add(full_reading(), recorded=datetime(2031, 3, 5, tzinfo=UTC))
            known = datetime(2031, 3, 6, 18, tzinfo=UTC)
            page = page_of(make_brief(book=book, known_by=known, as_of=date(2031, 3, 9)))
        assert facts(page)["Known by"] == "6 March 2031, 18:00 UTC"
        assert facts(page)["As of"] == "9 March 2031"

    def test_only_an_address_of_the_web_becomes_a_link(self) -> None:
        for url, kept in (("https://post.example/1", True), ("javascript:alert(1)", False), (None, False)):
            page = page_of(make_brief(full_reading(url=url)))
            assert (page.head.sources[0].url is not None) is kept


class TestLast:
    def test_oddities_of_the_file_are_told(self) -> None:
        page = page_of(full_brief())
        assert [m.sentence.text for m in page.missed] == [
            "“Uruguay is weighing the matter of the lighthouse with some in the navy.”",
            "Encoding: not UTF-8; read as cp1252.",
        ]

    def test_a_figure_in_another_unit_is_kept_as_words(self) -> None:
        made = position(
            "PRT", "troops", "offers", READY, quantity=Quantity(None, None, None, "several thousand")
        )
        page = page_of(brief_of(made))
        assert [s.sentence.text for s in page.set_aside] == [
            "Portugal, troops: the figure “several thousand” is kept as words only "
            "(no figure that can be added up)."
        ]
        assert page.set_aside[0].sentence.notes == (1,)

    def test_conditions_on_measures_are_told_in_one_sentence(self) -> None:
        page = page_of(full_brief())
        assert [s.sentence.text for s in page.set_aside] == [
            "Conditions on measures stand in the table, but consent does not ask for them: "
            "Portugal on the use of frozen assets."
        ]

    def test_links_and_what_follows_from_them_are_assumptions(self) -> None:
        told = [s.text for s in page_of(full_brief()).assumptions]
        assert "An American backstop is taken to be the American position on air cover." in told
        assert "A peace agreement brings a ceasefire with it." in told

    def test_silence_is_open(self) -> None:
        """Rule 1."""
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, "joins:FRA")))
        assert [s.text for s in page.assumptions] == [
            "France has no such position: silence is not refusal, so it is open."
        ]

    def test_other_problems_keep_their_message(self) -> None:
        page = page_of(make_brief(reading(problems=[Problem("mended_quotes", "two quotes\x1b mended")])))
        assert page.missed[0].sentence.text == "Mended quotes: two quotes\ufffd mended."


class TestTraces:
    """Rule 15."""

    def test_every_note_has_its_words_and_a_line(self) -> None:
        page = page_of(full_brief())
        assert [note.number for note in page.notes] == list(range(1, 20))
        assert all(note.passages and note.passages[0].words for note in page.notes)
        assert all(note.row for note in page.notes)

    def test_notes_are_numbered_in_the_order_of_the_text(self) -> None:
        starts = [note.passages[0].start for note in page_of(full_brief()).notes]
        assert starts == sorted(starts)

    def test_the_passages_are_those_of_the_text_as_given(self) -> None:
        text = full_reading().document.text
        for note in page_of(full_brief()).notes:
            for passage in note.passages:
                assert " ".join(text[passage.start : passage.end].split()) == passage.words

    def test_the_results_are_beside_the_words(self) -> None:
        brief = full_brief()
        results = page_of(brief).results
        assert results["going"] == {
            "subject": "troops",
            "assured": [],
            "possible": ["ISL", "NOR"],
            "out": ["AUT", "CHL", "CYP", "KEN", "MLT", "PER", "PRT"],
        }
        assert results["unlock"] == {"sets": [["raise:USA:air_cover"]], "complete": True}
        assert results["closure"] == brief.closure

    def test_the_same_brief_gives_the_same_page(self) -> None:
        assert page_of(full_brief()) == page_of(full_brief())

    def test_the_day_of_the_brief_is_that_of_the_text(self) -> None:
        assert full_brief().as_of == DAY
