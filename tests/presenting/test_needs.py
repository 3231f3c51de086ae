"""The requirement: present, sustained, missing; offers without a figure counted apart; no figure invented."""

from decimal import Decimal
from typing import Any

from musterbook.model.situation import Line, Requirement
from musterbook.presenting.page import BriefPage, LineView
from tests.presenting.world import READY, brief_of, claim, figures, full_brief, page_of, position

NEED = Requirement((Line("troops", "troops", Decimal(1000), 1, ()),))


def line(page: BriefPage, title: str = "Troops") -> LineView:
    return next(found for found in page.needs if found.title == title)


def told(found: LineView) -> list[str]:
    return [sentence.text for sentence in found.told]


def troops(*made: Any, **options: Any) -> LineView:
    return line(page_of(brief_of(*made, requirement=NEED, **options)))


class TestWording:
    def test_it_is_printed_as_worded(self) -> None:
        found = line(page_of(full_brief()))
        assert found.wording.text == (
            "Required: up to 12,000 persons, worded as “a force of no more than 12,000 men, which could only "
            "last with cover from the air”; counts only as far as air cover is there."
        )
        assert len(found.wording.notes) == 1

    def test_one_of_the_users_own_is_printed_as_given(self) -> None:
        made = position("PRT", "troops", "offers", READY, quantity=figures(400, 400))
        assert troops(made).wording.text == "Required: 1,000 persons."

    def test_without_one_that_is_said(self) -> None:
        page = page_of(brief_of(position("PRT", "troops", "offers", READY)))
        assert [s.text for s in page.needs_intro] == [
            "No requirement is stated in the text, and none was given."
        ]
        assert page.needs == ()

    def test_an_enabler_has_a_line_without_a_quantity(self) -> None:
        found = line(page_of(full_brief()), "Air cover")
        assert found.wording.text == "Required: air cover, no quantity stated."
        assert found.bar is None
        assert told(found) == ["Missing: the United States refuses air cover."]


class TestFill:
    def test_nobody_present(self) -> None:
        assert told(line(page_of(full_brief()))) == [
            "Present: 0 of 12,000.",
            "Sustained: 0 of 12,000, since air cover is missing.",
            "Missing: 12,000.",
            "Chile, Iceland, Kenya, Norway and Portugal are ready but not there; none of them has given a "
            "figure, so the figures for 12,000 are missing.",
        ]

    def test_figures_are_summed_as_intervals(self) -> None:
        found = troops(
            position("PRT", "troops", "offers", READY, quantity=figures(400, 500)),
            position("CHL", "troops", "offers", READY, quantity=figures(None, 100)),
        )
        assert told(found) == [
            "Present: 400 to 600 of 1,000, from Chile and Portugal.",
            "Sustained: 400 to 600 of 1,000.",
            "Missing: 400 to 600.",
        ]
        assert found.bar is not None
        assert (found.bar.present, found.bar.words) == (
            (0.4, 0.6),
            "40 to 60 % of 1,000 present, 40 to 60 % sustained",
        )

    def test_offers_without_a_figure_are_counted_apart(self) -> None:
        """Rule 9."""
        found = troops(
            position("PRT", "troops", "offers", READY, quantity=figures(400, 400)),
            position("CHL", "troops", "offers", READY),
        )
        assert told(found) == [
            "Present by the figures given: 400 of 1,000, from Chile and Portugal.",
            "Sustained: 400 of 1,000.",
            "Missing by the figures given: 600; the offers without a figure may make up for some of it.",
            "One offer comes without a figure that can be added and is counted apart: Chile.",
        ]

    def test_a_full_line_misses_nothing(self) -> None:
        found = troops(position("PRT", "troops", "offers", READY, quantity=figures(2000, 2000)))
        assert told(found)[2] == "Missing: nothing, by the figures given."

    def test_those_who_wait_are_told_with_their_figures(self) -> None:
        found = troops(
            position("PRT", "troops", "offers", READY, "un_mandate", quantity=figures(400, 400)),
            position("CHL", "troops", "offers", READY, "un_mandate", quantity=figures(200, 300)),
            position("KEN", "troops", "offers", READY, "un_mandate"),
        )
        assert told(found)[-1] == (
            "Chile, Kenya and Portugal are ready but not there, with 600 to 700 persons between them "
            "and one offer without a figure."
        )

    def test_one_who_waits_without_a_figure(self) -> None:
        found = troops(position("PRT", "troops", "offers", READY, "un_mandate"))
        assert told(found)[-1] == (
            "Portugal is ready but not there; it has given no figure, so the figures for 1,000 are missing."
        )


class TestEnablers:
    def test_present_but_not_sustained(self) -> None:
        """Rule 10."""
        needs = [
            claim(
                "requirement",
                "a force of no more than 12,000 men",
                high=Decimal(1000),
                unit="persons",
                on="troops",
                enablers=("air_cover",),
            )
        ]
        made = [
            position("PRT", "troops", "offers", READY, quantity=figures(1000, 1000)),
            position("USA", "air_cover", "refuses", "ruled out any help"),
        ]
        page = page_of(brief_of(*made, claims=needs))
        assert told(line(page))[:2] == [
            "Present: 1,000 of 1,000, from Portugal.",
            "Sustained: 0 of 1,000, since air cover is missing.",
        ]

    def test_supposing_the_backstop_fills_its_line(self) -> None:
        page = page_of(full_brief(suppose=["us_backstop=true"]))
        assert told(line(page, "Air cover"))[0] == "In place: air cover from the United States."

    def test_nobody_who_provides_it_is_a_gap_and_no_refusal(self) -> None:
        """Rule 1."""
        need = Requirement((Line("medical", "medical", None, 1, ()),))
        page = page_of(brief_of(position("PRT", "troops", "offers", READY), requirement=need))
        assert told(line(page, "Medical help")) == ["Missing: nobody named here provides medical help."]


def test_with_stable_outcomes_there_is_no_single_fill() -> None:
    made = position("PRT", "troops", "offers", READY, {"not": "joins:PRT"})
    page = page_of(brief_of(made, requirement=NEED))
    assert [s.text for s in page.needs_intro] == [
        "With several or no stable outcomes there is no single fill."
    ]


class TestMoney:
    def test_sums_keep_their_currency_and_others_are_told_in_words(self) -> None:
        """Rule 9: euros are not added to dollars."""
        need = claim("requirement", NEEDED, low=Decimal(400000000), unit="USD", on="funding")
        made = [
            position("JPN", "funding", "pledges", READY, quantity=figures(40000000, 40000000, "USD")),
            position("DEU", "funding", "pledges", READY, quantity=figures(60000000, 60000000, "EUR")),
            position(
                "CAN", "funding", "offers", READY, "multilateral", quantity=figures(None, 30000000, "USD")
            ),
        ]
        found = line(page_of(brief_of(*made, claims=[need])), "Funding")
        assert told(found) == [
            "Present by the figures given: USD 40 million of USD 400 million, from Germany and Japan.",
            "Sustained: USD 40 million of USD 400 million.",
            "Missing by the figures given: USD 360 million; the offers without a figure may make up for some "
            "of it.",
            "One offer comes without a figure that can be added and is counted apart: "
            "Germany (EUR 60 million).",
            "Canada is ready but not there, with up to USD 30 million.",
        ]


class TestNames:
    def test_a_line_is_called_by_its_subject_where_that_is_plain(self) -> None:
        need = Requirement(
            (Line("force", "troops", Decimal(10), 1, ("cover",)), Line("cover", "air_cover", None, 2, ()))
        )
        page = page_of(brief_of(position("PRT", "troops", "offers", READY), requirement=need))
        assert [found.title for found in page.needs] == ["Troops", "Air cover"]

    def test_two_lines_on_one_subject_keep_their_own_names(self) -> None:
        need = Requirement((Line("first", "troops", Decimal(10)), Line("second", "troops", Decimal(20), 2)))
        page = page_of(brief_of(position("PRT", "troops", "offers", READY), requirement=need))
        assert [found.title for found in page.needs] == ["“first”", "“second”"]


NEEDED = "a force of no more than 12,000 men"
