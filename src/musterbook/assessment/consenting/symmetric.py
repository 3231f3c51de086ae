"""Rules in which all members count alike: their minimal sets are all of one size, known without a search."""

from collections.abc import Mapping, Sequence
from itertools import combinations, islice
from math import comb

from musterbook.assessment.kernel.minimal import MOST_SETS, Border
from musterbook.model.consentrule import AllRules, AtLeastOf, ConsentRule, Custodian, Unanimity, rule_members

COUNTING = "counting"
MOST_LISTED = 1 << 18
"""Members in all the sets listed together."""


def further_needed(rule: ConsentRule, sure: Sequence[str]) -> int | None:
    """How many members beside the ``sure`` ones are needed, whoever they are; None where it matters who.

    At most 0: it is carried already; more than there are: it cannot be.
    """
    wanted = _wanted(rule)
    return None if wanted is None else wanted - len(set(rule_members(rule)) & set(sure))


def border_of_size(size: int, among: Sequence[int], limit: int | None) -> Border:
    """All sets of ``size`` places out of ``among``: counted, and the first of them as masks."""
    if size <= 0:
        return Border((0,), COUNTING, True, 1, {0: 1})
    if size > len(among):
        return Border((), COUNTING, True, 0, {})
    count = comb(len(among), size)
    usual = len(among) if size == 1 else MOST_SETS
    most = min(usual if limit is None else limit, max(1, MOST_LISTED // size))
    ways = tuple(sum(1 << place for place in found) for found in islice(combinations(among, size), most))
    by_size: Mapping[int, int] = {size: count}
    if len(ways) == count:
        return Border(ways, COUNTING, True, count, by_size)
    return Border(ways, COUNTING, False, count, by_size, f"{len(ways)} of {told(count)} sets are listed")


def told(count: int) -> str:
    """A count, or about how large it is."""
    return str(count) if count.bit_length() < 200 else f"about 10^{int(count.bit_length() * 0.30103)}"


def _wanted(rule: ConsentRule) -> int | None:
    """How many members have to support, where any of them will do; all of them for rules of unanimity."""
    match rule:
        case AtLeastOf(k=k):
            return k
        case Unanimity():
            return len(rule.members)
        case Custodian(rule=inner) if _is_unanimous(inner):
            return len(rule_members(rule))
        case AllRules(rules=rules) if all(map(_is_unanimous, rules)):
            return len(rule_members(rule))
        case _:
            return None


def _is_unanimous(rule: ConsentRule) -> bool:
    match rule:
        case Unanimity():
            return True
        case Custodian(rule=inner):
            return _is_unanimous(inner)
        case AllRules(rules=rules):
            return all(map(_is_unanimous, rules))
        case _:
            return False
