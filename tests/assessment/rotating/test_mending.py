"""The cheapest mends of a force, by hand: each kind alone, all together, whole units, prices."""

from collections.abc import Mapping
from typing import Any

import pytest

from musterbook.assessment.kernel.deadline import NO_DEADLINE
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import Watch
from musterbook.assessment.rotating.mending import ALL_KINDS, Mend, find_mends
from tests.assessment.rotating.forces import asks, binds, force, pool, sends

EQUAL = dict.fromkeys(ALL_KINDS, 1.0)


def mends(
    made: Force, grade: str = "continuous", costs: Mapping[str, float] | None = None
) -> dict[str, Mend]:
    found = find_mends(made, grade, {**EQUAL, **(costs or {})}, Watch(NO_DEADLINE))
    return {mend.kind: mend for mend in found if mend.kind != "rest"}


def parts(mend: Mend) -> list[tuple[str, Any]]:
    return [(part.name, pytest.approx(part.figure, abs=1e-3)) for part in mend.parts]


SHORT = force([pool("FRA", 120, 6, reserve=60)], [sends(50)], [asks(100)])


def test_what_one_kind_can_and_cannot_do_alone() -> None:
    """50 of 100 are offered and 60 of the pool are left: neither pool nor reserve alone is enough."""
    found = mends(SHORT)
    assert set(found) == {"newcomer", "requirement", "together"}
    assert parts(found["requirement"]) == [("force", 50)]
    assert parts(found["newcomer"]) == [("force", 50)]
    assert found["together"].cost == pytest.approx(90, abs=1e-3)


def test_prices_choose_between_pool_and_reserve() -> None:
    for dear, cheap in (("pool", "reserve"), ("reserve", "pool")):
        together = mends(SHORT, costs={dear: 5})["together"]
        assert {part.kind for part in together.parts} == {"offer", cheap}
        assert {part.kind: part.figure for part in together.parts}[cheap] == pytest.approx(40, abs=1e-3)


def test_the_cheapest_comes_first_and_what_has_no_price_last() -> None:
    made = force([pool("FRA", 200, 2, 0, 4)], [sends(100)], [asks(100)])
    found = find_mends(made, "continuous", EQUAL, Watch(NO_DEADLINE))
    costs = [mend.cost for mend in found]
    assert costs[-1] is None
    assert found[-1].kind == "rest"
    priced = [cost for cost in costs if cost is not None]
    assert priced == sorted(priced)


def test_a_backfill_that_the_plan_lacks() -> None:
    made = force([pool("FRA", 100, 6), pool("POL", 80, 6)], [sends(100)], [asks(100)], [binds(70)])
    found = mends(made)
    assert parts(found["backfill"]) == [("POL>guard", 70)]


def test_nobody_but_a_newcomer() -> None:
    found = mends(force([], [], [asks(10, ())]))
    assert parts(found["together"]) == [("force", 10)]
    assert {part.kind for part in found["together"].parts} == {"newcomer"}


class TestWholeUnits:
    """What a whole number of units leaves is what a mend has to add."""

    def test_a_requirement_falls_to_what_the_units_reach(self) -> None:
        made = force([pool("FRA", 70, 6, unit=30)], [sends(90)], [asks(100)])
        found = mends(made, "units")
        assert parts(found["requirement"]) == [("force", 40)]
        assert parts(found["newcomer"]) == [("force", 40)]

    def test_a_pool_grows_to_whole_units(self) -> None:
        made = force([pool("FRA", 70, 6, unit=30)], [sends(120)], [asks(100)])
        assert parts(mends(made, "units")["pool"]) == [("FRA", 50)]

    def test_an_offer_grows_to_whole_units(self) -> None:
        made = force([pool("FRA", 500, 6, unit=30)], [sends(70)], [asks(100)])
        assert parts(mends(made, "units")["offer"]) == [("f", 50)]

    def test_a_reserve_shrinks_to_whole_units(self) -> None:
        made = force([pool("FRA", 130, 6, unit=30, reserve=60)], [sends(120)], [asks(100)])
        assert parts(mends(made, "units")["reserve"]) == [("FRA", 50)]

    def test_units_of_two_sizes_are_mixed(self) -> None:
        made = force(
            [pool("FRA", 60, 6, unit=30), pool("GBR", 25, 6, unit=25)],
            [sends(60), sends(25, 1)],
            [asks(100, (0, 1))],
        )
        assert parts(mends(made, "units")["requirement"]) == [("force", 15)]

    def test_a_reserve_that_changes(self) -> None:
        made = force([pool("FRA", 120, 6, unit=30, reserve=(0, 0, 0, 70, 70, 0))], [sends(120)], [asks(100)])
        assert parts(mends(made, "units")["pool"]) == [("FRA", 70)]

    @pytest.mark.parametrize("asked", [95.0, 100.0, 130.0])
    def test_whole_units_need_no_less_than_parts_would(self, asked: float) -> None:
        made = force([pool("FRA", 100, 2, 1, 2, unit=40)], [sends(90)], [asks(asked)])
        whole, split = mends(made, "units"), mends(made)
        for kind in {*whole} & {*split}:
            more, less = whole[kind].cost, split[kind].cost
            assert more is not None
            assert less is not None
            assert more >= less - 1e-3
