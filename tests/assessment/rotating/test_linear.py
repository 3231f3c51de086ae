"""The linear program underneath: small ones by hand, both methods, whole columns, limits."""

import pytest

from musterbook.assessment.kernel.deadline import deadline_in
from musterbook.assessment.rotating import linear
from musterbook.assessment.rotating.linear import INFEASIBLE, OPTIMAL, Program, Watch, least_cost


def knapsack(whole: bool) -> Program:
    """At most 10 of weights 6, 5 and 4."""
    program = Program()
    place = program.add(3, 0.0, 1.0, whole)
    program.row([(place, 6.0), (place + 1, 5.0), (place + 2, 4.0)], high=10.0)
    return program


WORTH = {0: -7.0, 1: -5.0, 2: -4.0}


def test_a_linear_program_and_its_whole_one() -> None:
    relaxed = knapsack(True).solve(WORTH, relaxed=True)
    assert relaxed.status == OPTIMAL
    assert relaxed.objective == pytest.approx(-11.0)
    whole = knapsack(True).solve(WORTH)
    assert whole.objective == pytest.approx(-11.0)
    assert whole.bound == pytest.approx(-11.0)


def test_columns_can_be_held() -> None:
    found = knapsack(True).solve(WORTH, held={0: (0.0, 0.0)})
    assert found.objective == pytest.approx(-9.0)


def test_what_cannot_be_is_said() -> None:
    program = Program()
    program.row([(program.add(1, 0.0, 1.0), 1.0)], low=2.0)
    found = program.solve({})
    assert (found.status, found.values, found.bound) == (INFEASIBLE, None, None)


def test_an_empty_program_costs_nothing() -> None:
    assert Program().solve({}).objective == 0


def test_both_methods_agree_on_a_large_program(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program()
    place = program.add(400, 0.0, 3.0)
    for n in range(399):
        program.row([(place + n, 1.0), (place + n + 1, 2.0)], low=1.0 + n % 3, high=6.0)
    cost = {place + n: 1.0 + n % 7 for n in range(400)}
    simplex = program.solve(cost)
    monkeypatch.setattr(linear, "LARGE", 1)
    interior = program.solve(cost)
    assert interior.objective == pytest.approx(simplex.objective)
    assert program.solve(cost, held={place: (9.0, 9.0)}).status == INFEASIBLE


def test_switches_are_rounded_up_only_where_the_gap_allows() -> None:
    """Half a switch is enough for the linear program; a whole one costs twice that: no gap allows it."""
    program = Program()
    switch = program.add(1, 0.0, 1.0, True)
    program.row([(switch, 2.0)], low=1.0)
    found, relaxed = least_cost(program, {switch: 1.0}, gap=0.01)
    assert found.objective == pytest.approx(1.0)
    assert relaxed.objective == pytest.approx(0.5)
    assert found.bound == pytest.approx(1.0)
    free, floor = least_cost(program, {}, gap=0.0)
    assert free.values is not None
    assert list(free.values) == [1.0]
    assert floor.bound == 0


def test_rounding_up_that_cannot_be_is_searched_for_otherwise() -> None:
    program = Program()
    pair = program.add(2, 0.0, 1.0, True)
    program.row([(pair, 1.0), (pair + 1, 1.0)], 1.0, 1.0)
    program.row([(pair, 1.0), (pair + 1, -1.0)], -0.5, 1.0)
    found, _ = least_cost(program, {pair: 1.0, pair + 1: 1.001})
    assert found.objective == pytest.approx(1.0)


def test_a_watch_says_that_it_cut_something_short() -> None:
    watch = Watch(deadline_in(1000.0))
    assert watch.solve(knapsack(True), WORTH) is not None
    assert watch.cut is False
    late = Watch(deadline_in(1e-9))
    assert late.solve(knapsack(True), WORTH) is None
    assert late.cut is True


def test_a_gap_ends_a_search_early_and_the_bound_says_how_far_it_may_be_off() -> None:
    found = knapsack(True).solve(WORTH, gap=0.5)
    assert found.objective is not None
    assert found.bound is not None
    assert found.bound <= -11.0 + 1e-9 <= found.objective + 1e-9


def test_columns_and_rows_know_their_places() -> None:
    program = Program()
    assert [program.add(3), program.add(1, 0.0, 1.0, True), program.add(2)] == [0, 3, 4]
    assert program.whole == [False, False, False, True, False, False]
    program.row([(0, 1.0), (3, -2.0)], high=4.0)
    program.row([(5, 1.0)], low=1.0)
    assert (program.places, program.columns, program.factors) == ([0, 0, 1], [0, 3, 5], [1.0, -2.0, 1.0])


def test_whole_is_whole_within_what_a_solver_leaves() -> None:
    program = knapsack(True)
    assert program.is_whole([1.0, 1e-9, 0.99999999])
    assert not program.is_whole([1.0, 0.4, 0.0])


def test_what_cannot_be_is_not_searched_for_twice() -> None:
    program = Program()
    program.row([(program.add(1, 0.0, 1.0, True), 1.0)], low=2.0)
    found, relaxed = least_cost(program, {})
    assert found is relaxed
    assert found.status == INFEASIBLE


def test_whole_by_itself_needs_no_branching() -> None:
    found, relaxed = least_cost(knapsack(True), {0: -7.0})
    assert found is relaxed
    assert found.objective == pytest.approx(-7.0)
