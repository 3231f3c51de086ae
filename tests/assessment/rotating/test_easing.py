"""Mends by easing terms: the longest rest that holds, the windows that would have to be longer."""

from musterbook.assessment.kernel.deadline import NO_DEADLINE, deadline_in
from musterbook.assessment.rotating.easing import MOST_ALONE, Part, eased_terms, filled
from musterbook.assessment.rotating.force import Force
from musterbook.assessment.rotating.linear import INFEASIBLE, Watch
from tests.assessment.rotating.forces import asks, force, pool, sends

Parts = tuple[Part, ...]


def eased(made: Force, grade: str = "continuous") -> list[tuple[str, Parts]]:
    return [*eased_terms(made, grade, Watch(NO_DEADLINE))]


def named(found: list[tuple[str, Parts]]) -> list[tuple[str, list[tuple[str, float]]]]:
    return [(kind, [(part.name, part.figure) for part in parts]) for kind, parts in found]


def test_the_longest_rest_that_holds() -> None:
    """Tour 2, pool of two forces: at once two tours fit into a cycle of 4, so 2 months of rest."""
    made = force([pool("FRA", 200, 2, 0, 4)], [sends(100)], [asks(100)])
    assert named(eased(made)) == [("rest", [("FRA", 2.0)])]


def test_a_rest_that_is_no_help_is_left_out() -> None:
    assert eased(force([pool("FRA", 50, 2, 0, 4)], [sends(100)], [asks(100)])) == []


def test_all_pools_alike_and_each_alone() -> None:
    made = force(
        [pool("FRA", 200, 2, 0, 4), pool("GBR", 200, 2, 0, 4)],
        [sends(100), sends(100, 1, name="g")],
        [asks(200, (0, 1))],
    )
    assert named(eased(made)) == [("rest", [("FRA", 2.0), ("GBR", 2.0)])]
    loose = force(made.pools, made.contingents, [asks(150, (0, 1))])
    kinds = named(eased(loose))
    assert ("rest", [("FRA", 2.0)]) in kinds
    assert ("rest", [("GBR", 2.0)]) in kinds


def test_an_offer_that_would_stay_longer() -> None:
    made = force([pool("FRA", None, 2)], [sends(100, 0, 0, 3)], [asks(100)])
    assert named(eased(made)) == [("window", [("f", 2.0)])]


def test_one_window_is_told_before_several() -> None:
    two = [sends(100, 0, 0, 3), sends(100, 0, 0, 2, name="g")]
    made = force([pool("FRA", None, 2)], two, [asks(100, (0, 1))])
    assert named(eased(made)) == [("window", [("f", 2.0)]), ("window", [("g", 3.0)])]
    both = force([pool("FRA", None, 2)], two, [asks(200, (0, 1))])
    assert named(eased(both)) == [("window", [("f", 2.0), ("g", 3.0)])]


def test_many_windows_are_tried_together_only() -> None:
    many = [sends(10, 0, 0, 3, name=f"o{n}") for n in range(MOST_ALONE + 1)]
    made = force([pool("FRA", None, 2)], many, [asks(10, range(len(many)))])
    ((kind, parts),) = eased(made)
    assert (kind, len(parts)) == ("window", len(many))


def test_the_filled_program_holds_every_line_full() -> None:
    made = force([pool("FRA", None)], [sends(50)], [asks(100)])
    assert filled(made, (), "continuous").program.solve({}).status == INFEASIBLE
    assert filled(made, ("offer",), "continuous").program.solve({}).values is not None


def test_no_time_is_said() -> None:
    watch = Watch(deadline_in(1e-9))
    assert [*eased_terms(force([pool("FRA", 200, 2, 0, 4)], [sends(100)], [asks(100)]), "units", watch)] == []
    assert watch.cut
