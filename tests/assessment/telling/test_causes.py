"""Which differences make a change: by all sets, and by delta debugging (Zeller and Hildebrandt 2002)."""

import random
from collections.abc import Callable
from itertools import combinations, pairwise
from time import monotonic

import pytest

from musterbook.assessment.kernel.deadline import Deadline
from musterbook.assessment.telling import causes as module
from musterbook.assessment.telling.causes import Chosen, Verdict, causes, ddmin

Answering = Callable[[Chosen], object]


def verdict(answer: Answering, count: int) -> Callable[[Chosen], Verdict]:
    """The verdict of a made-up question: ``answer`` None stands for a refusal."""
    before, after = answer(frozenset()), answer(frozenset(range(count)))

    def judge(chosen: Chosen) -> Verdict:
        found = answer(chosen)
        if found is None:
            return Verdict.REFUSED
        if found == after:
            return Verdict.AFTER
        return Verdict.BEFORE if found == before else Verdict.OTHER

    return judge


def random_answer(seed: int, count: int) -> Answering:
    """Any answer to any set, a few of them refusals: nothing about it is monotone."""
    draw = random.Random(seed)
    table = {
        frozenset(chosen): draw.choice(["a", "b", "c", "d", None])
        for size in range(count + 1)
        for chosen in combinations(range(count), size)
    }
    table[frozenset()], table[frozenset(range(count))] = "a", draw.choice(["b", "b", "b", "a"])
    return table.__getitem__


@pytest.mark.parametrize("seed", range(120))
def test_all_minimal_sets_of_any_question(seed: int) -> None:
    count = seed % 6
    answer = random_answer(seed, count)
    found = causes(verdict(answer, count), count)
    every = frozenset(range(count))
    goal = answer(every)
    reaching = [
        frozenset(chosen)
        for size in range(count + 1)
        for chosen in combinations(range(count), size)
        if answer(frozenset(chosen)) == goal
    ]
    minimal = [one for one in reaching if not any(other < one for other in reaching)]
    assert [frozenset(one) for one in found.smallest] == minimal
    assert found.cap is None
    if goal == answer(frozenset()):
        assert found.smallest == ((),)
        return
    singles = [answer(frozenset([i])) for i in range(count)]
    assert found.alone == tuple(i for i, one in enumerate(singles) if one not in (None, "a"))
    assert found.refused == tuple(i for i, one in enumerate(singles) if one is None)
    assert found.needed == tuple(i for i in range(count) if answer(every - {i}) != goal)


@pytest.mark.parametrize("wanted", [{3}, {0, 17}, {4, 5, 6, 7, 8}, set(range(0, 60, 7)), set(range(60))])
def test_ddmin_finds_the_one_set_that_is_needed(wanted: set[int]) -> None:
    sets = list(ddmin(lambda chosen: wanted <= chosen, 60))
    assert sets[0] == frozenset(range(60))
    assert sets[-1] == wanted
    assert all(later < earlier for earlier, later in pairwise(sets))


@pytest.mark.parametrize("seed", range(40))
def test_ddmin_ends_where_nothing_can_be_spared(seed: int) -> None:
    draw = random.Random(seed)
    count = draw.randint(1, 9)
    reaching = {frozenset(draw.sample(range(count), draw.randint(1, count))) for _ in range(6)}
    reaching.add(frozenset(range(count)))
    last = list(ddmin(reaching.__contains__, count))[-1]
    assert last in reaching
    assert len(last) == 1 or not any(last - {i} in reaching for i in last)


def test_too_many_sets_leave_one_by_ddmin_that_says_so() -> None:
    wanted = frozenset(range(0, 60, 5))
    found = causes(verdict(lambda chosen: wanted <= chosen, 60), 60)
    assert found.smallest == (tuple(sorted(wanted)),)
    assert (found.method, found.alone) == ("ddmin", ())
    assert found.needed == tuple(sorted(wanted))
    assert found.cap == (
        "more than 1000 sets: every set of at most 1 differences was tried; "
        "of the set listed nothing can be spared"
    )


def test_small_sets_among_many_differences_are_all_found() -> None:
    ways = [frozenset({3}), frozenset({10, 20}), frozenset({11, 12})]
    found = causes(verdict(lambda chosen: any(way <= chosen for way in ways), 40), 40)
    assert found.smallest == ((3,), (10, 20), (11, 12))
    assert found.method == "by size"
    assert found.cap is not None
    assert found.cap.endswith("every set of at most 2 differences was tried, larger ones may be missing")


def test_the_tries_of_ddmin_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TRIES", 5)
    wanted = frozenset(range(0, 60, 5))
    found = causes(verdict(lambda chosen: wanted <= chosen, 60), 60)
    assert found.cap is not None
    assert found.cap.endswith("; of the set listed more may be spared")
    assert wanted <= set(found.smallest[0])


def test_differences_that_do_not_account_for_the_answer() -> None:
    judged: dict[Chosen, Verdict] = {frozenset(): Verdict.BEFORE}
    found = causes(lambda chosen: judged.get(chosen, Verdict.OTHER), 12)
    assert found.smallest == ()
    assert found.alone == tuple(range(12))


def test_no_time_at_all() -> None:
    found = causes(lambda _: Verdict.AFTER, 3, Deadline(monotonic() - 1, 0.5))
    assert (found.smallest, found.method) == ((), "none")
    assert found.cap == "the time budget of 0.5 s ran out: no set was looked for"


def test_an_answer_that_the_deadline_cut_short_is_not_used() -> None:
    deadline = Deadline(monotonic() + 0.2, 0.2)

    def slow(chosen: Chosen) -> Verdict:
        while len(chosen) == 2 and not deadline.passed:
            pass
        return Verdict.BEFORE if len(chosen) < 4 else Verdict.AFTER

    found = causes(slow, 4, deadline)
    assert found.smallest == ()
    assert found.cap is not None
    assert found.cap.startswith("the time budget of 0.2 s ran out")


def test_names_in_json() -> None:
    found = causes(verdict(lambda chosen: 1 in chosen, 2), 2).to_json(["x", "y"])
    assert found == {
        "alone": ["y"],
        "needed": ["y"],
        "smallest": [["y"]],
        "refused_alone": [],
        "complete": True,
        "method": "all",
    }
