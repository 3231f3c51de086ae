"""What every section is written from: truth of leaves, states of offers, suppositions seen."""

from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.sheets import Brief, Row
from musterbook.model.formula import formula_json
from musterbook.presenting.names import Names
from musterbook.presenting.notes import notes_of
from musterbook.presenting.view import View, by_name, conditions_of
from tests.presenting.world import READY, brief_of, full_brief, position

NAMES = Names(default_codebook())


def view_of(brief: Brief) -> View:
    return View(brief, NAMES, notes_of(brief, NAMES))


def view(*made: Any, **options: Any) -> View:
    return view_of(brief_of(*made, **options))


def row_of(found: View, actor: str) -> Row:
    return next(row for row in found.brief.rows if row.standing.actor == actor)


class TestTruth:
    """Rule 7: a linked circumstance is the position behind it; without one it is open."""

    def test_a_linked_circumstance_follows_the_position(self) -> None:
        made = position("PRT", "troops", "offers", READY, "us_backstop")
        for stance, truth in (("refuses", False), ("considers", False), ("offers", True), ("pledges", True)):
            behind = position("USA", "air_cover", stance, READY)
            assert view(made, behind).truth("us_backstop") is truth

    def test_without_a_position_it_is_open(self) -> None:
        """Rule 1."""
        assert view(position("PRT", "troops", "offers", READY, "us_backstop")).truth("us_backstop") is None

    @pytest.mark.parametrize(
        ("suppose", "truth"),
        [([], None), (["un_mandate=true"], True), (["un_mandate=false"], False)],
    )
    def test_a_plain_circumstance_has_the_value_supposed(
        self, suppose: list[str], truth: bool | None
    ) -> None:
        made = position("PRT", "troops", "offers", READY, "un_mandate")
        assert view(made, suppose=suppose).truth("un_mandate") is truth

    def test_participation_follows_the_states(self) -> None:
        found = view(
            position("PRT", "troops", "pledges", READY),
            position("CHL", "troops", "refuses", READY),
            position("KEN", "troops", "offers", READY, "un_mandate"),
        )
        leaves = ("joins:PRT", "joins:PRT:troops", "joins:CHL", "joins:KEN", "joins:NOR")
        assert [found.truth(leaf) for leaf in leaves] == [True, True, False, None, None]

    def test_a_leaf_of_another_kind_is_open(self) -> None:
        assert view(position("PRT", "troops", "pledges", READY)).truth("count:troops>=1") is None


class TestStance:
    def test_it_is_that_of_the_scenario(self) -> None:
        found = view_of(full_brief(suppose=["PRT:troops=pledges"]))
        assert found.stance(row_of(found, "PRT")) == "pledges"
        assert found.moved(row_of(found, "PRT"))
        assert not found.moved(row_of(found, "CHL"))

    def test_a_linked_supposition_moves_the_position_behind_it(self) -> None:
        found = view_of(full_brief(suppose=["us_backstop=true"]))
        assert found.stance(row_of(found, "USA")) == "offers"

    def test_offers_that_a_supposition_added_are_known_as_such(self) -> None:
        found = view_of(full_brief(suppose=["FRA:troops=offers", "PRT:troops=refuses"]))
        assert [offer.id for offer in found.invented] == ["suppose:FRA:troops"]

    def test_the_threshold_is_a_level(self) -> None:
        assert view_of(full_brief(count_from="considers")).threshold == 1


class TestStates:
    def test_of_every_offer(self) -> None:
        found = view_of(full_brief())
        assert found.states["NOR:troops"] == "possible"
        assert found.states["KOR:unspecified"] == "assured"
        assert set(found.states) == {offer.id for offer in found.brief.situation.offers}

    def test_with_stable_outcomes_there_are_none(self) -> None:
        assert view(position("PRT", "troops", "offers", READY, {"not": "joins:PRT"})).states == {}


class TestNaming:
    def test_actors_are_listed_once_by_name_without_regard_to_the_article(self) -> None:
        assert view().actors(["GBR", "PRT", "NLD", "PRT", "AUT"]) == (
            "Austria, the Netherlands, Portugal and the United Kingdom"
        )

    def test_the_key_of_a_name(self) -> None:
        assert sorted(["the Netherlands", "Norway", "malta"], key=by_name) == [
            "malta",
            "the Netherlands",
            "Norway",
        ]


class TestConditions:
    def of(self, *conditions: Any) -> Any:
        made = [position("PRT", "troops", "offers", READY, c) for c in conditions]
        formula = conditions_of(brief_of(*made).rows[0].standing)
        return None if formula is None else formula_json(formula)

    def test_of_alternatives_any_is_enough(self) -> None:
        """Rule 2."""
        assert self.of("ceasefire", "un_mandate", "ceasefire") == {"any": ["ceasefire", "un_mandate"]}

    def test_a_report_without_one_takes_none_away(self) -> None:
        assert self.of(None, "ceasefire") == "ceasefire"

    def test_none_is_none(self) -> None:
        assert self.of(None) is None
