"""What was not understood, what was set aside, what is taken for granted."""

from decimal import Decimal

import pytest

from musterbook.desk.briefing import brief as make_brief
from musterbook.model.position import Problem, Quantity
from musterbook.model.span import Span
from musterbook.presenting.missed import missed, missed_spans
from tests.presenting.test_view import view_of
from tests.presenting.world import READY, TEXT, brief_of, claim, figures, page_of, position, reading

LINE = Span(0, len(TEXT.splitlines()[0]))


class TestMissed:
    def test_passages_come_before_oddities_and_have_anchors(self) -> None:
        odd = Problem("date", "no day of publication")
        dark = [Problem("not_understood", "x", LINE), Problem("not_understood", "y", Span(61, 70))]
        found = missed(view_of(make_brief(reading(problems=[odd, *dark]))))
        assert [(m.kind, m.anchor) for m in found] == [
            ("not_understood", "u1"),
            ("not_understood", "u2"),
            ("date", None),
        ]
        assert found[2].sentence.text == "Date: no day of publication."

    def test_the_anchors_are_those_of_the_text(self) -> None:
        brief = make_brief(reading(problems=[Problem("not_understood", "x", LINE)]))
        assert missed_spans(view_of(brief)) == [("u1", LINE)]

    def test_a_brief_without_a_reading_has_none(self) -> None:
        found = view_of(make_brief(readings=[reading(problems=[Problem("not_understood", "x", LINE)])]))
        assert (missed(found), missed_spans(found)) == ((), [])

    def test_long_passages_are_cut(self) -> None:
        text = "word " * 400
        brief = make_brief(reading(text=text, problems=[Problem("not_understood", text, Span(0, len(text)))]))
        assert len(missed(view_of(brief))[0].sentence.text) < 410

    def test_a_kind_that_is_not_known_is_named_by_itself(self) -> None:
        brief = make_brief(reading(problems=[Problem("odd_thing", "it happened")]))
        assert missed(view_of(brief))[0].sentence.text == "Odd thing: it happened."


class TestSetAside:
    def told(self, *made: object, **options: object) -> list[str]:
        page = page_of(brief_of(*made, **options))  # type: ignore[arg-type]
        return [m.sentence.text for m in page.set_aside]

    def test_a_figure_in_another_unit(self) -> None:
        made = [
            position("PRT", "troops", "offers", READY, quantity=figures(400, 400)),
            position("CHL", "troops", "offers", READY, quantity=figures(2, 2, "battalion")),
        ]
        assert self.told(*made) == [
            "Chile, troops: the figure “2 battalions” is kept as words only (not a number of persons)."
        ]

    def test_a_requirement_of_nothing_known(self) -> None:
        need = claim("requirement", "Planners spoke", what="patience", low=Decimal(3))
        (told,) = self.told(claims=[need])
        assert told.endswith("names nothing that can be offered: “Planners spoke”.")

    def test_groups_stand_in_their_own_table(self) -> None:
        assert self.told(position("GROUP:many lands", "troops", "offers", READY)) == []

    def test_a_figure_without_a_number(self) -> None:
        made = position("PRT", "troops", "offers", READY, quantity=Quantity(words="many"))
        assert "“many”" in self.told(made)[0]


class TestAssumptions:
    @pytest.mark.parametrize(
        ("condition", "told"),
        [
            ("us_backstop", "An American backstop is taken to be the American position on air cover."),
            ("ceasefire", "A peace agreement brings a ceasefire with it."),
            ("joins:FRA:troops", "France has no such position: silence is not refusal, so it is open."),
        ],
    )
    def test_of_conditions(self, condition: str, told: str) -> None:
        page = page_of(brief_of(position("PRT", "troops", "offers", READY, condition)))
        assert told in [s.text for s in page.assumptions]

    def test_each_is_told_once(self) -> None:
        made = [position(a, "troops", "offers", READY, "ceasefire") for a in ("PRT", "CHL")]
        texts = [s.text for s in page_of(brief_of(*made)).assumptions]
        assert len(texts) == len(set(texts)) == 1

    def test_a_plain_brief_takes_nothing_for_granted(self) -> None:
        assert page_of(brief_of(position("PRT", "troops", "offers", READY))).assumptions == ()
