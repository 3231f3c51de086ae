"""Claims set against the named, needs, events by date, warnings."""

from datetime import date
from decimal import Decimal

from musterbook.model.position import Position
from tests.presenting.world import FRIDAY, brief_of, claim, full_brief, page_of, position

NATIONS = "More than 20 nations"


def told(*made: Position, low: int | None, high: int | None = None, words: str = NATIONS) -> str:
    found = claim(
        "aggregate",
        words,
        what="members",
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
    )
    page = page_of(brief_of(*made, claims=[found]))
    return page.tally.reconciled[0].text


class TestReconciled:
    """Rule 5."""

    def test_claimed_named_and_unnamed(self) -> None:
        tally = page_of(full_brief()).tally
        assert tally.reconciled[0].text == (
            "More than 20 members are claimed; 10 are named, so at least 11 are unnamed "
            "(named: Austria, Chile, Cyprus, Iceland, Kenya, Malta, Norway, Peru, Portugal and South Korea)."
        )
        assert tally.reconciled[0].notes == (1,)

    def test_at_least_is_not_more_than(self) -> None:
        words = "Staff officers meet"
        assert (
            told(low=21, words=words)
            == "At least 21 members are claimed; 0 are named, so at least 21 are unnamed."
        )

    def test_an_upper_end_can_be_exceeded(self) -> None:
        made = [position(a, "troops", "offers", NATIONS) for a in ("PRT", "CHL")]
        assert told(*made, low=1, high=1) == (
            "1 member is claimed; 2 are named, which is more than were claimed (named: Chile and Portugal)."
        )

    def test_an_open_lower_end(self) -> None:
        assert told(low=None, high=30) == "Up to 30 members are claimed; 0 are named."


class TestLists:
    def test_events_stand_by_date(self) -> None:
        later = claim("event", "an admiral warned", from_day=date(2031, 3, 20), to_day=date(2031, 3, 22))
        sooner = claim("event", "Staff officers meet in Valletta on Friday", from_day=FRIDAY, to_day=FRIDAY)
        undated = claim("event", "Planners spoke")
        tally = page_of(brief_of(claims=[later, undated, sooner])).tally
        assert [event.when for event in tally.events] == [
            "7 March 2031",
            "20 to 22 March 2031",
            "no day given",
        ]

    def test_what_is_needed_keeps_its_words(self) -> None:
        tally = page_of(full_brief()).tally
        assert tally.requirements[0].sentence.text.startswith(
            "Troops, up to 12,000 persons, only with air cover: “a force of no more than 12,000 men"
        )

    def test_warnings_are_quoted(self) -> None:
        tally = page_of(full_brief()).tally
        assert [w.sentence.text for w in tally.warnings] == ["“It will end badly for everyone”"]

    def test_anchors_are_unique(self) -> None:
        tally = page_of(full_brief()).tally
        groups = (tally.aggregates, tally.requirements, tally.events, tally.warnings)
        anchors = [event.anchor for events in groups for event in events]
        assert len(anchors) == len(set(anchors)) == 4
