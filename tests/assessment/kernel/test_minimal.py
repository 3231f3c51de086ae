"""Minimal sets: the table, the search and plain enumeration agree; caps are honest."""

import random
from collections.abc import Sequence

import pytest

from musterbook.assessment.kernel import minimal
from musterbook.assessment.kernel.minimal import (
    SetsAnswer,
    borders_by_search,
    borders_of_table,
    named_sets,
)

COUNT = 7


def random_monotone(seed: int) -> int:
    """The table of an any of a few random alls."""
    draw = random.Random(seed)
    alls = [draw.randrange(1 << COUNT) for _ in range(draw.randint(0, 8))]
    return sum(1 << w for w in range(1 << COUNT) if any(w & needed == needed for needed in alls))


def oracle(table: int) -> minimal.Oracle:
    return lambda ways: [bool(table >> way & 1) for way in ways]


def plain(table: int) -> tuple[list[int], list[int]]:
    ways = [w for w in range(1 << COUNT) if table >> w & 1]
    losses = [b for b in range(1 << COUNT) if not table >> ((1 << COUNT) - 1 - b) & 1]
    return least(ways), least(losses)


def least(ways: Sequence[int]) -> list[int]:
    return [w for w in ways if not any(v != w and v & w == v for v in ways)]


@pytest.mark.parametrize("seed", range(150))
def test_table_search_and_enumeration_agree(seed: int) -> None:
    table = random_monotone(seed)
    reaching, blocking = plain(table)
    by_table = borders_of_table(table, COUNT)
    by_search = borders_by_search(oracle(table), COUNT)
    assert by_search.complete
    for found in (by_table, by_search):
        assert sorted(found.reaching) == sorted(reaching)
        assert sorted(found.blocking) == sorted(blocking)


@pytest.mark.parametrize("seed", range(60))
def test_blocking_sets_are_the_minimal_hitting_sets(seed: int) -> None:
    found = borders_of_table(random_monotone(seed), COUNT)
    hitting = [b for b in range(1 << COUNT) if all(b & way for way in found.reaching)]
    assert sorted(found.blocking) == least(hitting)


@pytest.mark.parametrize("seed", range(40))
def test_a_search_that_gives_up_lists_all_small_sets(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minimal, "MOST_SETS", 1)
    monkeypatch.setattr(minimal, "MOST_WAYS", 1 + 7 + 21)
    table = random_monotone(seed)
    reaching, blocking = plain(table)
    found = borders_by_search(oracle(table), COUNT)
    assert set(found.reaching) <= set(reaching)
    assert set(found.blocking) <= set(blocking)
    if found.complete:
        assert (sorted(found.reaching), sorted(found.blocking)) == (sorted(reaching), sorted(blocking))
        return
    assert found.surely_up_to == 2
    assert "at most 2 members" in str(found.cap)
    for wanted, listed in ((reaching, found.reaching), (blocking, found.blocking)):
        assert {way for way in wanted if way.bit_count() <= 2} <= set(listed)


def test_nothing_to_change() -> None:
    assert borders_of_table(1, 0).reaching == [0]
    assert borders_of_table(1, 0).blocking == []
    assert borders_of_table(0, 0).reaching == []
    assert borders_of_table(0, 0).blocking == [0]


def test_sets_are_named_and_sorted_by_size_then_as_lists() -> None:
    assert named_sets([0b111, 0b100, 0b011, 0b001], ("b", "a", "c")) == (
        ("b",),
        ("c",),
        ("a", "b"),
        ("a", "b", "c"),
    )


def test_the_json_form() -> None:
    assert SetsAnswer((("a",),)).to_json() == {"sets": [["a"]], "complete": True}
    assert SetsAnswer((), False, "too many").to_json() == {"sets": [], "complete": False, "cap": "too many"}
