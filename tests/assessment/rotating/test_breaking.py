"""Where a schedule breaks and what holds it back: every kind of reason from a schedule laid by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from musterbook.assessment.rotating.breaking import Break, find_break
from musterbook.assessment.rotating.drawing import Drawn
from musterbook.assessment.rotating.force import Contingent, Force
from musterbook.assessment.rotating.plan import parse_plan
from tests.assessment.rotating.forces import asks, binds, force, pool, schedule, sends

FROM = 2025 * 12 + 3
"""April 2025."""
Starts = Mapping[tuple[int, int], Sequence[float]]


def broken(
    made: Force, starts: Starts, plan: Any = None, holding: frozenset[str] = frozenset()
) -> Break | None:
    drawn = Drawn(made, FROM, holding)
    return find_break(schedule(made, starts), drawn, parse_plan(plan or {}))


def kinds(found: Break | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(reason.kind, reason.name) for reason in found.why]


def words(found: Break | None) -> list[str]:
    assert found is not None
    return [reason.words for reason in found.why]


def test_a_schedule_that_holds_does_not_break() -> None:
    made = force([pool()], [sends(100)], [asks(100)])
    assert broken(made, {(0, 0): [100, 0, 100, 0, 100]}) is None


def test_the_first_month_and_the_foremost_line() -> None:
    made = force(
        [pool()],
        [sends(100)],
        [asks(10, priority=2, name="low"), asks(10, priority=1, name="high"), asks(5, priority=0)],
    )
    found = broken(made, {(0, 0): [10], (0, 1): [10], (0, 2): [5, 0, 5]})
    assert found is not None
    assert (found.month, made.demands[found.line].line) == (2, "high")


def test_down_to_the_enabler_that_is_short_itself() -> None:
    made = force(
        [pool()],
        [sends(100)],
        [asks(50, enablers=(1,)), asks(40, enablers=(2,), name="works"), asks(20, name="fuel")],
    )
    found = broken(made, {(0, 0): [50, 0, 50], (0, 1): [40, 0, 40], (0, 2): [20, 0, 5]})
    assert kinds(found)[:3] == [("enabler", "works"), ("enabler", "fuel"), ("short", "fuel")]
    assert words(found)[:3] == [
        "force counts only up to its enabler works, which is at 25%",
        "works counts only up to its enabler fuel, which is at 25%",
        "fuel has 5 of 20 in 2025-06",
    ]


def test_a_line_worse_than_its_enabler_is_to_blame_itself() -> None:
    made = force([pool()], [sends(100)], [asks(50, enablers=(1,)), asks(40, name="works")])
    found = broken(made, {(0, 0): [10], (0, 1): [30]})
    assert kinds(found)[0] == ("short", "force")


def test_nobody_serves_it() -> None:
    made = force([], [], [asks(None, (), name="cover")])
    assert words(broken(made, {})) == ["cover has 0 of somebody in 2025-04", "no active offer serves cover"]


@pytest.mark.parametrize(
    ("contingent", "kind", "told"),
    [
        (Contingent("f", 0, 0.0, known=False), "figure", "f is without a figure, and none is invented"),
        (sends(50, first=3), "window", "f can be there from 2025-07 only"),
        (sends(50, last=-1), "window", "f ended with 2025-03"),
    ],
)
def test_what_keeps_an_offer_out(contingent: Contingent, kind: str, told: str) -> None:
    found = broken(force([pool()], [contingent], [asks(100)]), {})
    assert kinds(found)[1] == (kind, "f")
    assert words(found)[1] == told


def test_all_that_is_offered_is_out() -> None:
    found = broken(force([pool()], [sends(60)], [asks(100)]), {(0, 0): [60]})
    assert words(found)[1] == "all 60 of f are deployed"


def test_less_than_a_unit_is_left() -> None:
    found = broken(force([pool(unit=50)], [sends(80)], [asks(80)]), {(0, 0): [50]})
    assert words(found)[1] == "30 of f are left, less than a unit of 50"


def test_what_could_go_and_is_kept_for_later() -> None:
    found = broken(force([pool()], [sends(100)], [asks(80)]), {(0, 0): [50]})
    assert kinds(found)[1] == ("timing", "f")


class TestPools:
    def test_the_pool_that_is_exhausted_and_by_what(self) -> None:
        made = force([pool("FRA", 200, 2, 1, 2, reserve=20)], [sends(100)], [asks(100)], [binds(30)])
        found = broken(made, {(0, 0): [100, 0, 0, 50]})
        assert kinds(found)[1] == ("pool", "FRA:troops")
        assert words(found)[1] == (
            "FRA's pool of 200 on troops is exhausted in 2025-06: 50 in preparation, 100 resting, "
            "20 in reserve, 30 on duty elsewhere"
        )

    def test_a_pool_with_room_is_not_to_blame(self) -> None:
        made = force([pool("FRA", 1000, 2, 1, 2)], [sends(100)], [asks(100)])
        assert kinds(broken(made, {(0, 0): [50]}))[1] == ("timing", "f")

    def test_with_units_less_than_one_is_nothing(self) -> None:
        made = force([pool("FRA", 190, 2, 0, 4, unit=100)], [sends(200)], [asks(200)])
        assert kinds(broken(made, {(0, 0): [100]}))[1] == ("pool", "FRA:troops")

    def test_a_raised_reserve_is_named_by_what_raises_it(self) -> None:
        plan = {
            "from": "2025-04",
            "actors": {
                "FRA": {
                    "pool": {"troops": 100},
                    "reserve": {"troops": 10},
                    "reserve_if": [
                        {"circumstance": "threat", "reserve": {"troops": 100}},
                        {"circumstance": "storm", "reserve": {"troops": 90}},
                        {"reserve": {"troops": 100}},
                    ],
                }
            },
        }
        made = force([pool("FRA", 100, reserve=100)], [sends(50)], [asks(50)])
        found = broken(made, {}, plan, frozenset({"threat", "storm"}))
        assert kinds(found)[1] == ("reserve", "FRA:troops")
        assert words(found)[1].endswith("100 in reserve; reserve raised by threat and the plan")

    def test_a_reserve_that_is_as_always_is_no_raise(self) -> None:
        plan = {"actors": {"FRA": {"pool": {"troops": 100}, "reserve": {"troops": 100}}}}
        made = force([pool("FRA", 100, reserve=100)], [sends(50)], [asks(50)])
        assert kinds(broken(made, {}, plan))[1] == ("pool", "FRA:troops")
