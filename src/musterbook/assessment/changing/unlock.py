"""What unlocks the target, and whose loss blocks it (rule 12)."""

from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.minimal import (
    Borders,
    SetsAnswer,
    borders_by_search,
    borders_of_table,
    named_sets,
)
from musterbook.assessment.kernel.worlds import EXACT


def unlock(lever: Lever) -> SetsAnswer:
    """All minimal sets of changes that reach the target."""
    found = borders(lever)
    return _answer(lever, found.reaching, found)


def block(lever: Lever) -> SetsAnswer:
    """All minimal sets of changes without which the others do not reach the target."""
    found = borders(lever)
    return _answer(lever, found.blocking, found)


def borders(lever: Lever) -> Borders:
    """Both lists, over the relevant changes."""
    count = len(lever.relevant)
    if count <= EXACT:
        return borders_of_table(lever.table(), count)
    return borders_by_search(lever.holds, count)


def _answer(lever: Lever, ways: list[int], found: Borders) -> SetsAnswer:
    return SetsAnswer(named_sets(ways, lever.relevant_names), found.complete, found.cap)
