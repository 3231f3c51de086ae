"""Rules in which all members count alike: by counting, and as the search would have it."""

from decimal import Decimal
from itertools import combinations
from math import comb

import pytest

from musterbook.assessment.consenting.ballot import ballot
from musterbook.assessment.consenting.symmetric import MOST_LISTED, border_of_size, further_needed
from musterbook.model.consentrule import (
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
)

MANY = tuple(f"M{i:02}" for i in range(25))


@pytest.mark.parametrize(
    ("rule", "sure", "needed"),
    [
        (AtLeastOf(3, ("A", "B", "C", "D")), ("A", "X"), 2),
        (AtLeastOf(0, ("A",)), (), 0),
        (AtLeastOf(1, ("A",)), ("A",), 0),
        (Unanimity(("A", "B")), ("B",), 1),
        (Custodian(("B",), Unanimity(("A", "B"))), (), 2),
        (Custodian(("C",), AllRules((Unanimity(("A",)), Custodian((), Unanimity(("B",)))))), ("C",), 2),
        (AllRules(()), (), 0),
        (Custodian(("B",), AtLeastOf(1, ("A", "C"))), (), None),
        (AllRules((AtLeastOf(1, ("A", "C")),)), (), None),
        (AnyRule((Unanimity(("A",)),)), (), None),
        (Qualified((), Decimal(0), Decimal(0)), (), None),
    ],
)
def test_how_many_more_are_needed(rule: ConsentRule, sure: tuple[str, ...], needed: int | None) -> None:
    assert further_needed(rule, sure) == needed


@pytest.mark.parametrize("size", range(-1, 8))
def test_all_sets_of_one_size(size: int) -> None:
    found = border_of_size(size, range(6), None)
    wanted = [sum(1 << i for i in chosen) for chosen in combinations(range(6), max(0, size))]
    assert list(found.ways) == wanted
    assert found.complete
    assert found.count == len(wanted)


def test_the_first_of_many_are_listed_and_all_are_counted() -> None:
    found = border_of_size(12, range(25), 5)
    assert (len(found.ways), found.count, found.complete) == (5, comb(25, 12), False)
    assert found.cap == f"5 of {comb(25, 12)} sets are listed"
    assert found.ways[0] == (1 << 12) - 1


def test_what_no_screen_holds_is_told_by_its_size() -> None:
    found = border_of_size(5000, range(10_000), None)
    assert len(found.ways) * 5000 <= MOST_LISTED
    assert found.cap is not None
    assert found.cap.endswith("sets are listed")
    assert "about 10^3008" in found.cap


@pytest.mark.parametrize("k", [1, 2, 24, 25])
def test_counting_agrees_with_the_search(k: int) -> None:
    rule = AtLeastOf(k, MANY)
    counted = ballot(rule, (), MANY)
    searched = ballot(AllRules((rule, AnyRule((rule,)))), (), MANY)
    assert counted.size == k
    assert searched.size is None
    for one, other in ((counted.sufficing, searched.sufficing), (counted.preventing, searched.preventing)):
        assert (one.ways, one.count) == (other.ways, other.count)
    assert counted.needed() == searched.needed()
