"""A schedule counted from its starts, by hand: tours, rest, duties, ratios, and what the solver leaves."""

import pytest

from musterbook.assessment.rotating.force import NEVER
from musterbook.assessment.rotating.rotation import build
from musterbook.assessment.rotating.schedule import empty, one_step, read_off
from tests.assessment.rotating.forces import asks, binds, force, pool, schedule, sends, takes


class TestCycle:
    """A tour of 2, a month of preparation, 2 of rest: 100 start in month 1, 50 in month 3."""

    MADE = force([pool("FRA", 400, 2, 1, 2)], [sends(200)], [asks(200)])
    FOUND = schedule(MADE, {(0, 0): [0, 100, 0, 50]})

    def test_deployed(self) -> None:
        assert self.FOUND.deployed(0, 0) == (0, 100, 100, 50, 50, 0)

    def test_preparing_and_resting(self) -> None:
        out, preparing, resting = self.FOUND.cycle(0)
        assert [*out] == [0, 100, 100, 50, 50, 0]
        assert [*preparing] == [100, 0, 50, 0, 0, 0]
        assert [*resting] == [0, 0, 0, 100, 100, 50]

    def test_what_is_free(self) -> None:
        assert self.FOUND.free(0) == (300, 300, 250, 250, 250, 350)

    def test_a_pool_that_is_not_known_has_no_rest(self) -> None:
        made = force([pool("FRA", None)], [sends(200)], [asks(200)])
        assert schedule(made, {(0, 0): [200]}).free(0) is None

    def test_a_tour_ends_early_with_the_window_and_rests_the_longer(self) -> None:
        made = force([pool("FRA", 400, 3, 0, 1)], [sends(200, 0, 0, 1)], [asks(200)])
        found = schedule(made, {(0, 0): [100]})
        assert found.deployed(0, 0) == (100, 100, 0, 0, 0, 0)
        assert found.cycle(0)[2] == (0, 0, 100, 100, 0, 0)

    def test_several_lines_and_offers_of_one_pool_add_up(self) -> None:
        made = force(
            [pool("FRA", 400, 2)], [sends(100), sends(50, name="g")], [asks(100, (0, 1)), asks(50, (1,))]
        )
        found = schedule(made, {(0, 0): [100], (1, 0): [0, 20], (1, 1): [30]})
        assert found.pool_starts(0) == (130, 20, 0, 0, 0, 0)
        assert found.cycle(0)[0] == (130, 150, 20, 0, 0, 0)
        assert found.present == ((100, 120, 20, 0, 0, 0), (30, 30, 0, 0, 0, 0))


def test_duties_go_over_with_backfill() -> None:
    made = force(
        [pool("FRA", 400), pool("POL", 100)],
        [],
        [],
        [binds(80, 0, 1, 2), binds(10, 1, name="own")],
        [takes(1, 0, 60)],
    )
    found = schedule(made, {}, {0: [0, 60, 30]})
    assert found.duties(0) == (0, 20, 50, 0, 0, 0)
    assert found.duties(1) == (10, 70, 40, 10, 10, 10)
    assert found.free(1) == (90, 30, 60, 90, 90, 90)


class TestRatios:
    MADE = force(
        [pool("FRA", None), pool("GBR", None, on="engineering")],
        [sends(100), sends(10, 1, name="g")],
        [asks(100, (0,), (1,)), asks(20, (1,), (2,), name="works", last=3), asks(0, (), name="nothing")],
    )

    def test_a_line_counts_only_up_to_its_enablers(self) -> None:
        found = schedule(self.MADE, {(0, 0): [80, 0, 100], (1, 1): [10, 0, 10]})
        assert [*found.own_ratios[0]] == [0.8, 0.8, 1, 1, 0, 0]
        assert [*found.own_ratios[1]] == [0.5, 0.5, 0.5, 0.5, 1, 1]
        assert [*found.ratios[0]] == [0.5, 0.5, 0.5, 0.5, 0, 0]
        assert found.ratios[2] == (1,) * 6

    def test_outside_its_window_a_line_asks_nothing(self) -> None:
        assert schedule(self.MADE, {}).ratios[1] == (0, 0, 0, 0, 1, 1)

    def test_shortfall_and_first_failure(self) -> None:
        found = schedule(self.MADE, {(0, 0): [100], (1, 1): [20]})
        assert found.short([0]) == 4
        assert found.short([0, 1, 2]) == 6
        assert [found.fails(line) for line in range(3)] == [2, 2, None]

    def test_what_the_solver_leaves_short_is_no_shortfall(self) -> None:
        found = schedule(self.MADE, {(0, 0): [99.99999], (1, 1): [20]})
        assert found.own_ratios[0][0] == 1


class TestWithoutAQuantity:
    def test_one_unit_or_one_whole_offer_is_enough(self) -> None:
        made = force(
            [pool("FRA", None, unit=50), pool("GBR", None)], [sends(200), sends(30, 1)], [asks(None, (0, 1))]
        )
        assert [one_step(made, 0), one_step(made, 1)] == [50, 30]
        assert schedule(made, {(0, 0): [50]}).ratios[0][:3] == (1, 1, 0)
        assert schedule(made, {(1, 0): [30]}).ratios[0][0] == 1

    @pytest.mark.parametrize(("shared", "expected"), [(False, 0.0), (True, 0.5)])
    def test_a_part_counts_only_in_a_linear_program(self, shared: bool, expected: float) -> None:
        made = force([pool("FRA", None)], [sends(30)], [asks(None)], shared=shared)
        assert schedule(made, {(0, 0): [15]}).ratios[0][0] == expected

    def test_an_offer_without_a_figure_is_enough_in_its_months(self) -> None:
        made = force([pool("FRA", None)], [sends(0)], [asks(None, uncounted=frozenset({1, 2}))])
        assert empty(made).ratios[0] == (0, 1, 1, 0, 0, 0)


class TestReadOff:
    def test_sums_of_what_was_sent_become_starts(self) -> None:
        made = force([pool("FRA", None)], [sends(200)], [asks(200)])
        layout = build(made)
        values = [0.0] * len(layout.program.low)
        place = layout.sent[0, 0]
        values[place : place + 6] = [1.0, 1.0, 1.5, 1.5, 1.5 + 1e-9, 1.5]
        assert read_off(layout, values).starts[0, 0] == (100, 0, 50, 0, 0, 0)

    def test_units_are_rounded(self) -> None:
        made = force([pool("FRA", None, unit=70)], [sends(210)], [asks(200)])
        layout = build(made, grade="units")
        values = [0.0] * len(layout.program.low)
        place = layout.sent[0, 0]
        values[place : place + 6] = [0.9999999, 1, 3.0000001, 3, 3, 3]
        assert read_off(layout, values).starts[0, 0] == (70, 0, 140, 0, 0, 0)

    def test_what_is_taken_over_comes_back_in_the_subjects_unit(self) -> None:
        made = force([pool("FRA", 400), pool("POL", 100)], [], [], [binds(80)], [takes(1, 0, 60)])
        layout = build(made)
        values = [0.0] * len(layout.program.low)
        place = layout.given[0]
        values[place : place + 6] = [0.6, 0.3, 1e-9, 0, 0, 0]
        assert read_off(layout, values).given[0] == (60, 30, 0, 0, 0, 0)


def test_an_empty_schedule_sends_nobody() -> None:
    made = force([pool("FRA", 100)], [sends(50, last=NEVER)], [asks(50)], [binds(10)], [takes(0, 0, 5)])
    found = empty(made)
    assert [*found.present[0]] == [0] * 6
    assert found.free(0) == (90,) * 6
