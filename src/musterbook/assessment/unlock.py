"""What unlocks the target, and whose loss blocks it (rule 12)."""

from musterbook.assessment.changes import Lever
from musterbook.assessment.minimal import (
    MOST_SETS,
    MOST_TRIES,
    Borders,
    SetsAnswer,
    borders_by_search,
    borders_of_table,
    named_sets,
)
from musterbook.assessment.worlds import EXACT


def unlock(lever: Lever) -> SetsAnswer:
    """All minimal sets of changes that reach the target."""
    found = borders(lever)
    return _answer(lever, found.reaching, found.complete)


def block(lever: Lever) -> SetsAnswer:
    """All minimal sets of changes without which the others do not reach the target."""
    found = borders(lever)
    return _answer(lever, found.blocking, found.complete)


def borders(lever: Lever) -> Borders:
    """Both lists, over the relevant changes."""
    count = len(lever.relevant)
    if count <= EXACT:
        return borders_of_table(lever.table(), count)
    return borders_by_search(lever.holds, count)


def _answer(lever: Lever, ways: list[int], complete: bool) -> SetsAnswer:
    sets = named_sets(ways, lever.relevant_names)
    return SetsAnswer(sets, complete, None if complete else cap_words(len(lever.relevant), len(sets)))


def cap_words(count: int, listed: int) -> str:
    return (
        f"{count} changes matter, more than {EXACT}: the search stops at {MOST_SETS} sets "
        f"or {MOST_TRIES} trials; {listed} are listed"
    )
