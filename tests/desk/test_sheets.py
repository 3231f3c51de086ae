"""The values of a brief: frozen, and small questions that they answer themselves."""

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from musterbook.desk.sheets import STATES, TARGET_REASONS, Brief, Change, Going, LineSheet, Row, Sets, Waiting
from tests.presenting.world import brief_of, full_brief


def test_the_words_for_states_and_reasons_are_few_and_different() -> None:
    assert STATES == ("assured", "possible", "out")
    assert len(set(TARGET_REASONS)) == len(TARGET_REASONS) == 6


def test_nothing_of_a_brief_can_be_changed() -> None:
    brief = full_brief()
    values: list[Any] = [brief, brief.going, brief.rows[0], brief.unlock, brief.lines[0], brief.waiting[0]]
    for value in values:
        with pytest.raises(FrozenInstanceError):
            setattr(value, fields(value)[0].name, None)


def test_a_brief_may_be_laid_anew_with_another_field() -> None:
    brief = full_brief()
    other = replace(brief, going=Going("troops", (), (), ()))
    assert other != brief
    assert isinstance(other, Brief)


class TestSets:
    def test_the_smallest_are_all_of_the_least_size(self) -> None:
        found = Sets((("a",), ("b",), ("a", "c")), True)
        assert found.smallest == (("a",), ("b",))

    def test_the_empty_set_is_the_smallest_where_nothing_is_needed(self) -> None:
        assert Sets(((),), True).smallest == ((),)

    def test_of_none_there_is_none(self) -> None:
        assert Sets((), False, "refused").smallest == ()


class TestRows:
    def test_each_names_the_offer_it_became(self) -> None:
        brief = full_brief()
        assert all(isinstance(row, Row) and row.offer in brief.trail.offers for row in brief.rows)
        assert all(row.offer is None and row.state is None for row in brief.group_rows)

    def test_measures_have_rows_without_an_offer(self) -> None:
        (measure,) = full_brief().measures
        assert [(row.standing.actor, row.offer, row.state) for row in measure.rows] == [
            ("BEL", None, None),
            ("DEU", None, None),
            ("PRT", None, None),
        ]


class TestParts:
    def test_waiting_names_actor_and_offer(self) -> None:
        waiting = {w.actor: w for w in full_brief().waiting}
        assert set(waiting) == {"CHL", "ISL", "KEN", "NOR", "PRT"}
        assert isinstance(waiting["NOR"], Waiting)
        assert waiting["NOR"].sets == (("operation_agreed",),)
        assert waiting["KEN"].offer == "KEN:troops"

    def test_lines_have_the_engines_figures_and_the_claims(self) -> None:
        force, cover = full_brief().lines
        assert isinstance(force, LineSheet)
        assert (force.fill["quantity"], force.fill["filled"], cover.fill["filled"]) == (12000, False, False)
        assert [len(line.claims) for line in (force, cover)] == [1, 1]

    def test_a_change_that_is_a_circumstance_has_no_actor(self) -> None:
        brief = full_brief(suppose=["us_backstop=true"], target="joins:NOR")
        assert brief.changes["operation_agreed"] == Change("operation_agreed", None, None, None)

    def test_an_empty_brief_is_empty_throughout(self) -> None:
        brief = brief_of()
        assert (brief.rows, brief.lines, brief.measures, brief.waiting) == ((), (), (), ())
        assert brief.going == Going(None, (), (), ())
