"""What would change it: target, hinge, smallest sets, knot and those who wait."""

from decimal import Decimal
from typing import Any

import pytest

from musterbook.desk.sheets import Sets
from musterbook.presenting.page import Outlook, Prose
from tests.presenting.world import READY, brief_of, claim, claims, figures, full_brief, page_of, position

NEEDED = "a force of no more than 12,000 men"


def outlook(*made: Any, **options: Any) -> Outlook:
    return page_of(brief_of(*made, **options)).outlook


def texts(prose: Prose) -> list[str]:
    return [sentence.text for sentence in prose]


class TestTarget:
    def test_figures_that_nobody_gave_are_said_to_be_missing(self) -> None:
        look = page_of(full_brief()).outlook
        assert look.target.text == "The target is a first contingent with troops, sustained by air cover."
        assert look.why.text.endswith(
            "The figures for troops are missing, so that the whole requirement cannot be shown to be filled."
        )

    def test_the_whole_requirement_is_the_target_where_it_can_be_reached(self) -> None:
        need = claim("requirement", NEEDED, high=Decimal(12000), unit="persons", on="troops")
        made = position("PRT", "troops", "offers", READY, "ceasefire", quantity=figures(12000, 12000))
        look = outlook(made, claims=[need])
        assert look.target.text == "The target is the whole requirement filled."
        assert look.why.text == "It is the fullest target, and all changes together reach it."

    def test_a_target_of_the_users_own_is_worded_and_said_to_be_given(self) -> None:
        made = position("PRT", "troops", "offers", READY, "ceasefire")
        look = outlook(made, target='{"any": ["joins:PRT:troops", "count:troops>=3"]}')
        assert look.target.text == (
            "The target is Portugal taking part with troops or at least 3 participants with troops."
        )
        assert look.why.text == "It is the target as given."

    def test_nothing_offered_has_no_target(self) -> None:
        look = outlook()
        assert (look.target.text, look.why.text) == (
            "No target is set.",
            "Nothing is offered, so there is no target.",
        )

    def test_what_no_change_reaches_is_said(self) -> None:
        look = outlook(position("PRT", "troops", "refuses", READY))
        assert look.why.text.startswith("No change considered here reaches any of the usual targets")
        assert look.unlock is not None
        assert look.unlock.intro.text.startswith("No change considered here reaches the target")
        assert look.block is None


class TestHinge:
    def test_the_one_thing_is_named_with_the_position_behind_it(self) -> None:
        look = page_of(full_brief()).outlook
        assert look.hangs[0].text == (
            "The one thing everything hangs on is the American position on air cover: "
            "the United States refuses air cover."
        )
        assert look.hangs[0].notes

    def test_what_else_is_enough_with_it(self) -> None:
        made = [
            position("PRT", "troops", "offers", READY, {"all": ["us_backstop", "un_mandate"]}),
            position("CHL", "troops", "offers", READY, {"all": ["us_backstop", "operation_agreed"]}),
            position("USA", "air_cover", "refuses", "ruled out any help"),
        ]
        assert texts(outlook(*made).hangs)[1] == (
            "With it, an agreed operation or a UN mandate unlocks a first contingent with troops."
        )

    def test_several_indispensable_things_are_told_together(self) -> None:
        look = outlook(position("PRT", "troops", "offers", READY, {"all": ["un_mandate", "host_consent"]}))
        assert texts(look.hangs) == [
            "It hangs on each of these: the host’s consent and a UN mandate. "
            "Without any one of them the target is missed."
        ]

    def test_where_there_are_two_ways_no_single_thing_decides(self) -> None:
        look = outlook(
            position("PRT", "troops", "offers", READY, "un_mandate"),
            position("CHL", "troops", "offers", READY, "host_consent"),
        )
        assert texts(look.hangs)[0].startswith("It hangs on no single thing")

    def test_a_target_reached_hangs_on_nothing(self) -> None:
        look = outlook(position("PRT", "troops", "offers", READY))
        assert look.hangs == ()
        assert look.unlock is not None
        assert look.unlock.intro.text == ("The target is reached as things stand; nothing more need change.")


class TestSets:
    def test_smallest_first_each_with_its_sentences(self) -> None:
        look = outlook(
            position("PRT", "troops", "offers", READY, {"all": ["un_mandate", "host_consent"]}),
            position("CHL", "troops", "offers", READY, "eu_mandate"),
        )
        assert look.unlock is not None
        assert texts(look.unlock.sets) == ["An EU mandate.", "The host’s consent and a UN mandate."]
        assert [s.notes for s in look.unlock.sets] == [(2,), (1,)]
        assert look.block is not None
        assert texts(look.block.sets) == [
            "An EU mandate and the host’s consent.",
            "An EU mandate and a UN mandate.",
        ]

    def test_long_lists_are_cut_and_say_so(self) -> None:
        made = [position(a, "troops", "offers", READY, f"other:plan {a}") for a in STATES]
        look = outlook(*made)
        assert look.unlock is not None
        assert (len(look.unlock.sets), look.unlock.more, look.unlock.complete) == (12, 3, True)

    def test_a_cap_is_passed_on(self) -> None:
        from dataclasses import replace

        brief = full_brief()
        capped = replace(brief, unlock=Sets(brief.unlock.sets, False), block=Sets((), False))
        look = page_of(capped).outlook
        assert look.unlock is not None
        assert not look.unlock.complete


STATES = [
    "PRT",
    "CHL",
    "KEN",
    "NOR",
    "ISL",
    "MLT",
    "CYP",
    "AUT",
    "PER",
    "GRC",
    "NLD",
    "FIN",
    "EST",
    "LVA",
    "LTU",
]


class TestWaiting:
    def test_what_would_bring_each_is_told_once_for_all_who_wait_for_the_same(self) -> None:
        assert texts(page_of(full_brief()).outlook.waiting) == [
            "Chile and Portugal come with the United States offering air cover (figures not given).",
            "Iceland and Norway come with an agreed operation (figures not given).",
            "Kenya comes with a ceasefire and the United States offering air cover, or with a peace "
            "agreement and the United States offering air cover (figure not given).",
        ]

    def test_figures_are_given_where_they_were(self) -> None:
        made = position("PRT", "troops", "offers", READY, "un_mandate", quantity=figures(None, 400))
        assert texts(outlook(made).waiting) == ["Portugal comes with a UN mandate (up to 400 persons)."]

    def test_who_cannot_be_brought_is_told(self) -> None:
        made = [
            position("PRT", "troops", "offers", READY, "joins:CHL:troops"),
            position("CHL", "troops", "refuses", READY),
        ]
        assert texts(outlook(*made).waiting) == [
            "Portugal is ready, but no change considered here brings it (figure not given)."
        ]


class TestKnot:
    def test_those_who_wait_for_each_other_are_named(self) -> None:
        """Rule 6."""
        look = outlook(
            position("PRT", "troops", "offers", READY, "joins:CHL"),
            position("CHL", "troops", "offers", READY, "joins:PRT"),
        )
        assert texts(look.knot) == [
            "Chile and Portugal wait for each other: nobody of them moves first, "
            "and all of them move where they move together."
        ]
        assert look.knot[0].notes == (1, 2)

    def test_a_lower_bound_says_so(self) -> None:
        from dataclasses import replace

        brief = brief_of(
            position("PRT", "troops", "offers", READY, "joins:CHL"),
            position("CHL", "troops", "offers", READY, "joins:PRT"),
        )
        assert brief.closure is not None
        bounded = replace(brief, closure={**brief.closure, "knot_complete": False})
        assert "there may be more who wait" in page_of(bounded).outlook.knot[1].text

    def test_nobody_waits_in_a_plain_case(self) -> None:
        assert page_of(full_brief()).outlook.knot == ()


@pytest.mark.parametrize("number", range(len(claims())))
def test_claims_alone_make_no_offer(number: int) -> None:
    """Rule 5: what is said of the whole adds nobody."""
    brief = brief_of(claims=[claims()[number]])
    assert brief.situation.offers == ()
