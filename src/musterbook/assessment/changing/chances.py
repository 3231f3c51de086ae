"""The chances of the changes (rule 13): the user's own, exact, as numbers or ranges, alone or in groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musterbook.assessment.kernel.given import given_json, given_pairs, split_number
from musterbook.assessment.kernel.numbers import json_number
from musterbook.errors import QuestionError
from musterbook.model.leaf import OTHER, RAISE
from musterbook.model.situation import Situation
from musterbook.model.strictjson import array, number, record, word

RANGE = ".."


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability, or the range it lies in; both ends in [0, 1]."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2

    @property
    def is_range(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that go together: with chance ``correlation`` one common draw decides them all.

    Each member then comes true where the draw stays below its own probability, which therefore stays what it
    is; otherwise each is drawn on its own. 0 means independent, 1 as dependent as their probabilities allow.
    """

    members: tuple[str, ...]
    correlation: Fraction

    def to_json(self) -> dict[str, Any]:
        return {"members": list(self.members), "correlation": json_number(self.correlation)}


def given_chances(given: Mapping[str, Any], option: str = "probability") -> dict[str, Chance]:
    """``{"ID": 0.4, "ID": [0.2, 0.4]}`` or ``["ID=0.4", "ID=0.2..0.4"]``; exact; raises QuestionError."""
    pairs = given_pairs(given, option, _split)
    return {name: _chance(one, name, option) for name, one in pairs.items()}


def given_groups(given: Mapping[str, Any]) -> tuple[Group, ...]:
    """``[{"members": [CHANGE, ...], "correlation": 0.5}, ...]``, as JSON or its text; disjoint."""
    value = given_json(given, "groups")
    groups = tuple(_group(one) for one in array([] if value is None else value, "groups"))
    seen: set[str] = set()
    for group in groups:
        times = Counter(group.members)
        twice = sorted(name for name, count in times.items() if name in seen or count > 1)
        if twice:
            remedy = "put each change into one group, once"
            raise QuestionError(f"{twice[0]!r} stands in two places of groups", remedy=remedy, names=twice)
        seen.update(group.members)
    return groups


def given_confidence(given: Mapping[str, Any]) -> dict[str, Fraction]:
    """``{OFFER: p}``: with what chance each offer was read rightly; those sure are left out."""
    chances = given_chances(given, "confidence")
    ranges = sorted(name for name, chance in chances.items() if chance.is_range)
    if ranges:
        raise QuestionError(f"confidence of {ranges[0]!r} takes one number, no range", names=ranges)
    return {name: chance.low for name, chance in sorted(chances.items()) if chance.low < 1}


def chances_of(laid: Situation, changes: Sequence[str], given: Mapping[str, Chance]) -> dict[str, Chance]:
    """The chance of every change; a raise takes that of the circumstance that stands for it.

    Raises QuestionError for unknown names, for what is missing, and for several that differ.
    """
    check_chances(laid, changes, given)
    found, missing = _known_chances(laid, changes, given)
    if missing:
        remedy = "give each as ID=p"
        missing = list(dict.fromkeys(missing))
        raise QuestionError(f"no probability for {', '.join(missing[:10])}", remedy=remedy, names=missing)
    return found


def chances_if_known(
    laid: Situation, changes: Sequence[str], given: Mapping[str, Chance]
) -> dict[str, Chance] | None:
    """The chance of every change, or None where one is missing or not clear."""
    check_chances(laid, changes, given)
    try:
        found, missing = _known_chances(laid, changes, given)
    except QuestionError:
        return None
    return None if missing else found


def check_chances(laid: Situation, changes: Sequence[str], given: Mapping[str, Chance]) -> None:
    known = {c.id for c in laid.circumstances} | set(changes)
    unknown = sorted(name for name in given if name not in known and not name.startswith(OTHER))
    if unknown:
        remedy = "name a circumstance or a change"
        raise QuestionError(
            f"a probability for nothing: {', '.join(unknown[:10])}", remedy=remedy, names=unknown
        )


def check_groups(changes: Sequence[str], groups: Sequence[Group]) -> None:
    known = set(changes)
    unknown = sorted(name for group in groups for name in group.members if name not in known)
    if unknown:
        remedy = "name changes of this question"
        raise QuestionError(f"no change {unknown[0]!r}", where="groups", remedy=remedy, names=unknown)


def _known_chances(
    laid: Situation, changes: Sequence[str], given: Mapping[str, Chance]
) -> tuple[dict[str, Chance], list[str]]:
    """The chances found, and the names that lack one."""
    known = {
        c.id: Chance(Fraction(c.probability), Fraction(c.probability))
        for c in laid.circumstances
        if c.probability is not None
    }
    known |= given
    behind: dict[str, list[str]] = {}
    for c in laid.circumstances:
        if c.stands_for is not None:
            behind.setdefault(f"{RAISE}{c.stands_for.actor}:{c.stands_for.on}", []).append(c.id)
    chances: dict[str, Chance] = {}
    missing: list[str] = []
    for change in changes:
        found = {known[name] for name in behind.get(change, []) if name in known}
        found = {known[change]} if change in known else found
        if len(found) > 1:
            names = [change, *behind[change]]
            raise QuestionError(
                f"several probabilities for {change!r}", remedy="give it its own", names=names
            )
        if found:
            chances[change] = found.pop()
        else:
            missing += [change, *behind.get(change, [])]
    return chances, missing


def _split(item: Any, option: str) -> tuple[str, Any]:
    """``ID=0.4`` or ``ID=0.2..0.4``, split at the last ``=``."""
    name, equals, text = item.rpartition("=") if isinstance(item, str) else ("", "", "")
    if not equals or RANGE not in text:
        return split_number(item, option)
    low, _, high = text.partition(RANGE)
    return name.strip(), [split_number(f"{name}={end}", option)[1] for end in (low, high)]


def _chance(value: Any, name: str, option: str) -> Chance:
    ends = list(value) if isinstance(value, list | tuple) else [value, value]
    if len(ends) != 2:
        raise QuestionError(f"{option} of {name!r} takes a number or [low, high]", names=[name])
    low, high = (_inside(Fraction(number(end, f"{option} of {name}")), name, option) for end in ends)
    if low > high:
        remedy = "write the lower end first"
        raise QuestionError(f"{option} of {name!r} runs backwards", remedy=remedy, names=[name])
    return Chance(low, high)


def _inside(chance: Fraction, name: str, option: str) -> Fraction:
    if not 0 <= chance <= 1:
        raise QuestionError(f"{option} {float(chance):g} of {name!r} is not in [0, 1]", names=[name])
    return chance


def _group(value: Any) -> Group:
    body = record(value, "groups", ("members", "correlation"))
    members = tuple(word(name, "members of groups") for name in array(body["members"], "members of groups"))
    correlation = Fraction(number(body["correlation"], "correlation"))
    if not 0 <= correlation <= 1:
        text = f"correlation {float(correlation):g} is not in [0, 1]"
        raise QuestionError(text, where="groups", names=members)
    return Group(members, correlation)
