"""Requirement lines: who is served first, and what full means in terms of sums and counts (rule 10)."""

from fractions import Fraction
from graphlib import TopologicalSorter

from musterbook.model.situation import Line


def service_order(lines: tuple[Line, ...]) -> list[Line]:
    """By ascending priority, then the order of the file."""
    return sorted(lines, key=lambda line: line.priority)


def needed_sums(lines: tuple[Line, ...]) -> dict[str, Fraction]:
    """For each line with a quantity above 0 the sum on its subject from which it is full.

    Earlier lines on the subject take their quantity first, so a line is full once the sum covers them and it.
    """
    taken: dict[str, Fraction] = {}
    needed: dict[str, Fraction] = {}
    for line in service_order(lines):
        if line.quantity:
            taken[line.on] = taken.get(line.on, Fraction(0)) + Fraction(line.quantity)
            needed[line.id] = taken[line.on]
    return needed


def enabling_order(lines: tuple[Line, ...]) -> list[Line]:
    """Every line after all its enablers (a line's enablers hold no circle: the situation is checked)."""
    known = {line.id: line for line in lines}
    return [known[name] for name in TopologicalSorter({x.id: x.enablers for x in lines}).static_order()]
