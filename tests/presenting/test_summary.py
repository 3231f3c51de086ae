"""The first paragraph says what the results say, and no more."""

from musterbook.presenting.page import BriefPage
from tests.presenting.world import READY, TEXT, brief_of, figures, full_brief, page_of, position


def told(page: BriefPage) -> list[str]:
    return [sentence.text for sentence in page.summary]


class TestWholeParagraph:
    def test_it_says_who_would_go_who_would_not_and_why(self) -> None:
        assert told(page_of(full_brief())) == [
            "As things stand, nobody is assured to come with troops.",
            "Iceland and Norway may come: each is ready, but only with an agreed operation, "
            "and that is open.",
            "Chile, Kenya and Portugal are ready, but each only with an American backstop, "
            "and the United States refuses air cover.",
            "Austria, Cyprus and Malta have not ruled out troops, "
            "subject to agreed rules of engagement and a legal basis.",
            "Peru holds back on troops, giving as the reason “they guard its own frontier”.",
            "“the lands along the gulf” hold back on troops.",
            "Whoever is not named is unknown, not unwilling.",
        ]

    def test_every_sentence_about_somebody_leads_to_their_words(self) -> None:
        page = page_of(full_brief())
        notes = {note.number: note for note in page.notes}
        blocked = next(s for s in page.summary if "refuses air cover" in s.text)
        proving = [passage.words for number in blocked.notes for passage in notes[number].passages]
        assert proving == [READY, READY, READY, "ruled out any help from the air"]

    def test_suppositions_are_said_and_move_it(self) -> None:
        page = page_of(full_brief(suppose=["us_backstop=true", "ceasefire=true"]))
        assert told(page)[0] == (
            "With what is supposed, Chile, Kenya and Portugal are assured to come with troops; "
            "no figure is given."
        )

    def test_what_is_still_open_is_named(self) -> None:
        page = page_of(full_brief(suppose=["us_backstop=true"]))
        assert (
            "Kenya may come: it is ready, but only with an American backstop and a ceasefire; "
            "still open: a ceasefire."
        ) in told(page)


class TestAssured:
    def test_figures_stand_beside_the_names_that_gave_them(self) -> None:
        brief = brief_of(
            position("PRT", "troops", "pledges", READY, quantity=figures(400, 400)),
            position("CHL", "troops", "pledges", READY),
        )
        assert told(page_of(brief))[0] == (
            "As things stand, Chile and Portugal (400 persons) are assured to come with troops."
        )

    def test_one_alone_is_singular(self) -> None:
        brief = brief_of(position("PRT", "troops", "pledges", READY, quantity=figures(None, 400)))
        assert told(page_of(brief))[0] == (
            "As things stand, Portugal (up to 400 persons) is assured to come with troops."
        )


class TestKeptOut:
    def test_a_false_circumstance_is_named(self) -> None:
        brief = brief_of(position("PRT", "troops", "offers", READY, "ceasefire"), suppose=["ceasefire=false"])
        assert "Portugal is ready, but only with a ceasefire, which does not hold." not in told(
            page_of(brief)
        )
        assert any("Portugal" in text for text in told(page_of(brief)))

    def test_those_who_wait_for_each_other_are_told_with_what_they_ask_for(self) -> None:
        brief = brief_of(
            position("PRT", "troops", "offers", READY, "joins:CHL"),
            position("CHL", "troops", "offers", READY, "joins:PRT"),
        )
        assert "Chile is ready, but only with Portugal taking part, which does not hold." in told(
            page_of(brief)
        )

    def test_a_condition_with_two_ways_out_blames_no_single_one(self) -> None:
        brief = brief_of(
            position("PRT", "troops", "offers", READY, {"any": ["us_backstop", "joins:CHL:troops"]}),
            position("CHL", "troops", "refuses", READY),
            position("USA", "air_cover", "refuses", "ruled out any help from the air"),
        )
        ready = next(text for text in told(page_of(brief)) if text.startswith("Portugal"))
        assert ready == (
            "Portugal is ready, but what is asked for does not come about as things stand: "
            "an American backstop or Chile taking part with troops."
        )


class TestOtherContributions:
    def test_they_are_told_in_short_after_what_is_asked_about(self) -> None:
        made = [
            position("PRT", "troops", "offers", READY),
            position("CHL", "troops", "pledges", READY),
            position("PRT", "logistics", "pledges", READY, quantity=figures(40, 40)),
            position("KEN", "medical", "refuses", READY),
            position("PER", "medical", "refuses", READY),
        ]
        assert told(page_of(brief_of(*made)))[1:-1] == [
            "Portugal (40 persons) pledges logistics.",
            "Kenya and Peru refuse medical help.",
        ]

    def test_what_a_reason_has_told_is_not_told_again(self) -> None:
        texts = told(page_of(full_brief()))
        assert sum("refuses air cover" in text for text in texts) == 1

    def test_many_are_left_to_the_table(self) -> None:
        subjects = ["logistics", "medical", "naval", "police", "command", "training", "airlift"]
        made = [position(a, "troops", "offers", READY) for a in ("PRT", "CHL")]
        made += [position("KEN", on, "refuses", READY) for on in subjects]
        texts = told(page_of(brief_of(*made)))
        assert len(texts) == 1 + 6 + 1 + 1
        assert texts[-2] == "More positions on other contributions stand in the table."


class TestNobody:
    def test_an_empty_reading_offers_nothing(self) -> None:
        assert told(page_of(brief_of())) == [
            "Nothing is offered by anybody named here.",
            "Whoever is not named is unknown, not unwilling.",
        ]

    def test_silence_is_never_a_refusal(self) -> None:
        """Rule 1: whoever has no position is not among those who would not go."""
        page = page_of(full_brief())
        assert not any("France" in text for text in told(page))
        assert "France" not in TEXT


class TestStable:
    def test_a_condition_that_somebody_stays_away_lists_the_outcomes(self) -> None:
        """Rule 8."""
        brief = brief_of(
            position("PRT", "troops", "offers", READY, {"not": "joins:CHL"}),
            position("CHL", "troops", "offers", READY, {"not": "joins:PRT"}),
        )
        texts = told(page_of(brief))
        assert texts[0].startswith("Some condition asks that somebody stay away")
        assert "two stable outcomes" in texts[0]
        assert texts[1:3] == [
            "Outcome 1: troops from Chile come about.",
            "Outcome 2: troops from Portugal come about.",
        ]

    def test_a_contradiction_is_told_with_its_cycle(self) -> None:
        brief = brief_of(position("PRT", "troops", "offers", READY, {"not": "joins:PRT"}))
        page = page_of(brief)
        assert told(page)[0] == (
            "The conditions contradict each other: no outcome is stable. "
            "The offer of troops from Portugal depends on itself, with an odd number of “not” on the way."
        )
        assert page.summary[0].notes == (1,)

    def test_a_longer_circle_is_followed_round(self) -> None:
        actors = ("PRT", "CHL", "KEN")
        made = [
            position(a, "troops", "offers", READY, {"not": f"joins:{b}"})
            for a, b in zip(actors, (*actors[1:], actors[0]), strict=True)
        ]
        text = told(page_of(brief_of(*made)))[0]
        assert text.count("depends on that of troops from") == 3

    def test_a_contradiction_has_no_sets(self) -> None:
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, {"not": "joins:PRT"})))
        assert page.outlook.unlock is None
        assert page.outlook.stable == (page.summary[0],)


class TestNegatedCircumstance:
    def test_the_closure_stands_but_no_sets_are_told(self) -> None:
        """A ``not`` above a circumstance: who comes is known, what would change it is not asked."""
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, {"not": "un_mandate"})))
        assert told(page)[1] == (
            "Portugal may come: it is ready, but only without a UN mandate, and that is open."
        )
        assert page.outlook.why.text.startswith("No sets of changes are worked out for it")
        assert (page.outlook.unlock, page.outlook.block, page.outlook.waiting) == (None, None, ())


class TestSupposedOffer:
    def test_an_offer_that_nobody_made_is_told_as_supposed(self) -> None:
        page = page_of(
            brief_of(position("PRT", "troops", "refuses", READY), suppose=["France:troops=offers"])
        )
        assert told(page)[0] == (
            "With what is supposed, France is assured to come with troops; no figure is given."
        )
        assert page.summary[0].notes == ()
        assert ("Supposed", "France offers troops") in page.head.facts
