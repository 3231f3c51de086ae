"""What cannot hold together: a smallest set, told in plain words, and what time leaves open."""

import pytest

from musterbook.assessment.kernel.deadline import NO_DEADLINE, deadline_in
from musterbook.assessment.rotating.clash import NO_CLASH, find_clashes
from musterbook.assessment.rotating.force import Force
from tests.assessment.rotating.forces import asks, binds, force, pool, sends


def clashing(made: Force, must: tuple[int, ...] = (0,)) -> list[tuple[str, str]]:
    found = find_clashes(made, must, NO_DEADLINE)
    assert found.least
    assert found.smallest
    return [(clash.kind, clash.name) for clash in found.clashes]


def test_what_can_hold_does_not_clash() -> None:
    made = force([pool("FRA", 100, 6)], [sends(100)], [asks(100)])
    assert find_clashes(made, (0,), NO_DEADLINE) == NO_CLASH
    assert clashing(force([pool("FRA", 10, 6)], [sends(5)], [asks(100)]), ()) == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (force([pool("FRA", 100, 6)], [sends(50)], [asks(100)]), [("line", "force"), ("offer", "f")]),
        (force([pool("FRA", 50, 6)], [sends(100)], [asks(100)]), [("line", "force"), ("pool", "FRA:troops")]),
        (force([pool("FRA", None, 6)], [], [asks(100, ())]), [("line", "force")]),
        (
            force([pool("FRA", 120, 6, reserve=30)], [sends(100)], [asks(100)]),
            [("line", "force"), ("pool", "FRA:troops"), ("reserve", "FRA:troops")],
        ),
        (
            force([pool("FRA", 120, 6)], [sends(100)], [asks(100)], [binds(30)]),
            [("duty", "guard"), ("line", "force"), ("pool", "FRA:troops")],
        ),
    ],
)
def test_the_smallest_set(made: Force, expected: list[tuple[str, str]]) -> None:
    assert clashing(made) == expected


def test_nothing_idle_is_named() -> None:
    """Of three offers of one pool and two lines only the pool and the larger line cannot hold together."""
    offers = [sends(100, name=f"o{n}") for n in range(3)]
    made = force([pool("FRA", 60, 6)], offers, [asks(100, (0, 1, 2)), asks(50, (0, 1, 2), name="guard")])
    assert clashing(made, (0, 1)) == [("line", "force"), ("pool", "FRA:troops")]


def test_an_overdrawn_pool_clashes_without_any_line() -> None:
    made = force([pool("FRA", 50, reserve=40)], [sends(10)], [asks(10)], [binds(20)])
    assert clashing(made, ()) == [("duty", "guard"), ("pool", "FRA:troops"), ("reserve", "FRA:troops")]


def test_in_plain_words() -> None:
    made = force([pool("FRA", 120, 6, reserve=(0, 30, 30, 0, 0, 0))], [sends(110)], [asks(100)], [binds(5)])
    assert [clash.words for clash in find_clashes(made, (0,), NO_DEADLINE).clashes] == [
        "line force must have 100 on troops in every month it asks",
        "FRA has a pool of 120 on troops",
        "FRA keeps up to 30 of troops as a reserve at home",
    ]
    short = force([pool("FRA", 1000, 6)], [sends(50)], [asks(None), asks(100, name="guard")])
    words = [clash.words for clash in find_clashes(short, (0, 1), NO_DEADLINE).clashes]
    assert "offer f gives at most 50 at a time" in words
    bound = force([pool("FRA", 20, 6)], [sends(1)], [asks(1)], [binds(30)])
    words = [clash.words for clash in find_clashes(bound, (), NO_DEADLINE).clashes]
    assert "duty guard binds 30 of FRA" in words


def test_a_line_without_a_quantity_wants_one_whole_offer_of_the_figure_given() -> None:
    """A pool of 40 cannot send the whole offer of 50, whatever else is let go; one of 50 can."""
    assert clashing(force([pool("FRA", 40, 6)], [sends(50)], [asks(None)])) == [
        ("line", "force"),
        ("pool", "FRA:troops"),
    ]
    assert clashing(force([pool("FRA", 50, 6)], [sends(50)], [asks(None)])) == []


def test_without_time_nothing_is_claimed() -> None:
    made = force([pool("FRA", 50, 6)], [sends(100)], [asks(100)])
    assert find_clashes(made, (0,), deadline_in(1e-9)).clashes == ()
