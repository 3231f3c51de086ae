"""The best schedule, priority by priority: months before sums, bounds, what is held, what time cuts short."""

from itertools import product

import pytest

from musterbook.assessment.kernel.deadline import NO_DEADLINE, deadline_in
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import OPTIMAL, OUT_OF_TIME
from musterbook.assessment.rotating.staging import Best, find_best, with_enablers
from tests.assessment.rotating.forces import asks, force, pool, sends


def best(made: Force, grade: str = "continuous", gap: float = 0.0) -> Best:
    return find_best(made, grade, gap, NO_DEADLINE)


def test_all_that_is_asked() -> None:
    found = best(force([pool(figure=200, rest=2)], [sends(100)], [asks(100)]))
    (step,) = found.steps
    assert (step.short, step.bound, step.months, step.proven) == (0, 0, 6, True)
    assert found.status == OPTIMAL
    assert found.schedule.present[0] == pytest.approx((100,) * 6)


def test_until_when_comes_before_how_much() -> None:
    """150 may go once: both spread over six months (4.5 short) and at once (last) the sum is the same; 100 at
    the beginning fill two months, the other 50 half of two more."""
    found = best(force([pool(figure=150, rest=20)], [sends(100)], [asks(100)]))
    (step,) = found.steps
    assert step.months == 2
    assert step.short == pytest.approx(3)
    assert step.bound == pytest.approx(3)


def test_a_higher_priority_takes_what_it_needs_first() -> None:
    lines = [asks(60, name="low", priority=2), asks(80, name="high", priority=1)]
    found = best(force([pool(figure=100, tour=6)], [sends(100)], lines))
    assert [(step.priority, step.lines) for step in found.steps] == [(1, (1,)), (2, (0,))]
    assert [step.months for step in found.steps] == [6, 0]
    assert found.steps[1].short == pytest.approx(6 * 40 / 60)
    assert found.schedule.present[1] == pytest.approx((80,) * 6)


def test_an_enabler_of_a_high_line_goes_with_it() -> None:
    """150 are asked of 120: the line and its enabler lack 15 each, for then 15 missing count once."""
    lines = [
        asks(50, enablers=(1,), priority=1),
        asks(50, name="works", priority=2),
        asks(50, name="guard", priority=1),
    ]
    found = best(force([pool(figure=120, tour=6)], [sends(120)], lines))
    assert found.steps[0].short == pytest.approx(6 * 15 / 50)
    assert with_enablers(found.schedule.force, [0]) == {0, 1}


def test_enablers_of_enablers() -> None:
    lines = [asks(1, enablers=(1,)), asks(1, enablers=(2,)), asks(1), asks(1)]
    assert with_enablers(force([pool()], [sends(1)], lines), [0]) == {0, 1, 2}


def by_trying(
    sizes: int, most: int, pool_units: int, asked: float, unit: float, cycle: tuple[int, int]
) -> tuple[int, float]:
    """Months full and months short of the best of all rotations of one offer in units."""
    tour, rest = cycle
    found = []
    for starts in product(range(most + 1), repeat=sizes):
        away = [sum(starts[max(0, m - tour - rest + 1) : m + 1]) for m in range(sizes)]
        out = [sum(starts[max(0, m - tour + 1) : m + 1]) for m in range(sizes)]
        if max(away) <= pool_units and max(out) <= most:
            shares = [min(1.0, n * unit / asked) for n in out]
            full = next((m for m, share in enumerate(shares) if share < 1), sizes)
            found.append((full, -sum(1 - share for share in shares)))
    full, short = max(found)
    return full, -short


@pytest.mark.parametrize(("units", "asked"), [(3, 80.0), (4, 100.0), (5, 90.0), (2, 40.0)])
def test_whole_units_as_by_trying_all(units: int, asked: float) -> None:
    made = force(
        [pool(figure=units * 40.0, tour=2, rest=1, unit=40.0, months=5)],
        [sends(120)],
        [asks(asked, last=4)],
        months=5,
    )
    (step,) = best(made, "units").steps
    full, short = by_trying(5, 3, units, asked, 40.0, (2, 1))
    assert step.months == full
    assert step.short == pytest.approx(short)
    assert step.bound == pytest.approx(short)
    assert step.relaxed <= step.bound + 1e-9


def test_the_sum_of_two_priorities_in_whole_units() -> None:
    """Units of 40 and a pool of 160: 100 take three, 60 would take two, one is left: 40 of 60."""
    lines = [asks(100, priority=1), asks(60, name="guard", priority=2)]
    found = best(force([pool(figure=160, tour=6, unit=40)], [sends(160)], lines), "units")
    assert [step.months for step in found.steps] == [6, 0]
    assert found.steps[1].short == pytest.approx(6 * 20 / 60)
    assert found.status == OPTIMAL


def test_no_more_is_sent_than_counts() -> None:
    found = best(force([pool(figure=500, tour=3)], [sends(300)], [asks(100)]))
    assert sum(map(sum, found.schedule.starts.values())) == pytest.approx(200)


def test_nobody_at_all() -> None:
    (step,) = best(force([], [], [asks(10, ())])).steps
    assert (step.short, step.bound, step.months, step.proven) == (6, 6, 0, True)


def test_no_time_gives_what_is_known_and_says_so() -> None:
    lines = [asks(100, priority=1), asks(60, name="guard", priority=2)]
    found = find_best(force([pool(figure=100)], [sends(100)], lines), "units", 0.0, deadline_in(1e-9))
    assert found.status == OUT_OF_TIME
    assert [step.proven for step in found.steps] == [False, False]
    assert [step.bound for step in found.steps] == [0, 0]


def test_an_overdrawn_pool_is_overdrawn_by_no_more_than_it_must() -> None:
    found = best(force([pool(figure=100, reserve=130)], [sends(50)], [asks(50)]))
    assert [*found.schedule.present[0]] == [0] * 6
    assert found.schedule.free(0) == (-30,) * 6
