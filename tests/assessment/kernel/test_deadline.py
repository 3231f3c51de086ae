"""A time budget: seconds left, and what an answer says when they ran out."""

from time import monotonic

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline, deadline_in


def test_without_a_limit_it_never_passes() -> None:
    assert not NO_DEADLINE.passed
    assert NO_DEADLINE.left is None
    assert deadline_in(None) == NO_DEADLINE


def test_a_limit_far_off() -> None:
    deadline = deadline_in(1000.0)
    assert not deadline.passed
    assert deadline.left is not None
    assert 0 < deadline.left <= 1000


def test_a_limit_gone_by() -> None:
    deadline = Deadline(monotonic() - 1, 0.5)
    assert deadline.passed
    assert deadline.left == 0
    assert deadline.cap == "the time budget of 0.5 s ran out"
