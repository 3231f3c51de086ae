"""Reading a formula off known leaves, on two rails: what surely holds and what may hold, in every lane."""

from collections.abc import Callable

from musterbook.assessment.kernel.lanes import at_least
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not

Rails = tuple[int, int]
"""Masks (surely, possibly); equal where nothing is open."""


def rails_of(formula: Formula, leaf_rails: Callable[[str], Rails], lanes: int) -> Rails:
    """The rails of a formula; its depth is bounded by the formula's own limit."""
    match formula:
        case Leaf(id=leaf):
            return leaf_rails(leaf)
        case Not(part=part):
            low, high = rails_of(part, leaf_rails, lanes)
            return lanes ^ high, lanes ^ low
        case All(parts=parts):
            return _count_rails(len(parts), parts, leaf_rails, lanes)
        case AnyOf(parts=parts):
            return _count_rails(1, parts, leaf_rails, lanes)
        case AtLeast(k=k, parts=parts):
            return _count_rails(k, parts, leaf_rails, lanes)


def _count_rails(k: int, parts: tuple[Formula, ...], leaf_rails: Callable[[str], Rails], lanes: int) -> Rails:
    rails = [rails_of(part, leaf_rails, lanes) for part in parts]
    return at_least(k, [low for low, _ in rails], lanes), at_least(k, [high for _, high in rails], lanes)
