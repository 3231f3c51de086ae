"""Minimal sets: the table and plain enumeration agree; each way says honestly what it lists."""

import re
from fractions import Fraction

import pytest

from musterbook.assessment.kernel import minimal
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.kernel.lanes import members
from musterbook.assessment.kernel.minimal import Asked, Border, Wanted, border_of, borders_of_table
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import truth_table
from musterbook.errors import QuestionError
from tests.assessment.kernel.networks import least, random_alls

COUNT = 7
METHODS = ["table", "diagram", "answer sets"]


def asked(seed: int) -> tuple[Asked, list[int], list[int]]:
    """A question, and its two borders by plain enumeration."""
    network, gate, reaching = random_alls(seed, COUNT)
    hitting = least([b for b in range(1 << COUNT) if all(b & way for way in reaching)])
    return Asked(network, gate, tuple(range(COUNT)), COUNT), reaching, hitting


def half_of(count: int) -> Asked:
    """At least half of so many: all minimal sets have one size."""
    network = Network()
    gates = [network.variable(i) for i in range(count)]
    return Asked(network, network.at_least(count // 2, gates), tuple(range(count)), count)


@pytest.mark.parametrize("seed", range(100))
def test_the_table_and_enumeration_agree(seed: int) -> None:
    question, reaching, blocking = asked(seed)
    found = borders_of_table(truth_table(question.network, question.gate, COUNT, range(COUNT)), COUNT)
    assert (sorted(found.reaching), sorted(found.blocking)) == (reaching, blocking)


def test_nothing_to_change() -> None:
    assert (borders_of_table(1, 0).reaching, borders_of_table(1, 0).blocking) == ([0], [])
    assert (borders_of_table(0, 0).reaching, borders_of_table(0, 0).blocking) == ([], [0])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(30))
def test_every_way_gives_the_same_border(method: str, seed: int) -> None:
    question, reaching, blocking = asked(seed)
    for losing, wanted in ((False, reaching), (True, blocking)):
        found = border_of(question, losing, Wanted(method=method))
        sizes = [way.bit_count() for way in wanted]
        ordered = tuple(sorted(wanted, key=lambda way: (way.bit_count(), members(way))))
        by_size = {size: sizes.count(size) for size in sorted(set(sizes))}
        assert found == Border(ordered, method, True, len(wanted), by_size)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(30))
def test_a_limit_keeps_the_first(method: str, seed: int) -> None:
    question, reaching, _ = asked(seed)
    found = border_of(question, False, Wanted(limit=2, method=method))
    assert found.complete == (len(reaching) <= 2)
    assert (found.cap is None) == found.complete
    assert len(found.ways) == min(2, len(reaching))
    largest = max((way.bit_count() for way in found.ways), default=0)
    assert {way for way in reaching if way.bit_count() < largest} <= set(found.ways)
    if method != "answer sets":
        assert found.count == len(reaching)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(30))
def test_costs_order_first(method: str, seed: int) -> None:
    question, reaching, _ = asked(seed)
    costs = tuple(Fraction((3 * i + seed) % 5, 2) for i in range(COUNT))
    price = {way: sum(costs[i] for i in members(way)) for way in reaching}
    wanted = sorted(reaching, key=lambda way: (price[way], way.bit_count(), members(way)))
    assert border_of(question, False, Wanted(costs=costs, method=method)).ways == tuple(wanted)
    first = border_of(question, False, Wanted(limit=2, costs=costs, method=method)).ways
    if method != "answer sets":
        assert first == tuple(wanted[:2])
    assert [price[way] for way in first] == sorted(price[way] for way in first)


def test_beyond_the_table_a_diagram_counts_what_it_does_not_list() -> None:
    found = border_of(half_of(26), False)
    assert (found.method, found.count, found.by_size) == ("diagram", 10_400_600, {13: 10_400_600})
    assert (len(found.ways), found.complete) == (1000, False)
    assert str(found.cap) == "1000 of 10400600 sets are listed, the first in their order"


def test_the_first_of_few_equals_are_the_first_lists() -> None:
    found = border_of(half_of(16), True, Wanted(limit=3, method="diagram"))
    assert [members(way) for way in found.ways] == [[*range(8), i] for i in (8, 9, 10)]


def test_where_no_diagram_fits_answer_sets_say_what_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minimal, "diagram_of", lambda *_, **__: None)
    found = border_of(half_of(24), False, Wanted(limit=5))
    assert (found.method, found.complete, found.count, found.by_size) == ("answer sets", False, None, None)
    assert len(found.ways) == 5
    sure = re.search(r"every set of at most (\d+) members is listed", str(found.cap))
    assert sure is not None
    assert int(sure.group(1)) < 12
    dear = border_of(half_of(24), False, Wanted(limit=5, costs=(Fraction(1, 2),) * 24))
    assert "that costs at most" in str(dear.cap)


def test_a_method_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuestionError, match="the table holds up to 20 changes, not 24"):
        border_of(half_of(24), False, Wanted(method="table"))
    monkeypatch.setattr(minimal, "diagram_of", lambda *_, **__: None)
    with pytest.raises(QuestionError, match="the diagram does not fit"):
        border_of(half_of(24), False, Wanted(method="diagram"))


@pytest.mark.parametrize("method", [None, "diagram", "answer sets"])
def test_a_deadline_gives_what_is_known_so_far(method: str | None) -> None:
    found = border_of(half_of(24), False, Wanted(method=method, deadline=Deadline(0.0, 1.5)))
    assert (found.ways, found.complete) == ((), False)
    assert "the time budget of 1.5 s ran out" in str(found.cap)
