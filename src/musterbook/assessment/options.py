"""The options of a question, read strictly from whatever face asks: command line, batch line or Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from musterbook.assessment.changes import parse_changes, parse_target
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula
from musterbook.model.leaf import RAISE
from musterbook.model.scenario import DEFAULT_THRESHOLD, Scenario
from musterbook.model.situation import Situation
from musterbook.model.strictjson import bounded, number, shown

NAMES = (
    "suppose",
    "count_from",
    "target",
    "changes",
    "concerted",
    "probability",
    "measure",
    "offer",
    "line",
    "actor",
)


@dataclass(frozen=True, slots=True)
class Options:
    """``target`` as a formula; ``changes`` None for the default; ``probability`` exact, by id."""

    scenario: Scenario
    target: Formula
    changes: tuple[str, ...] | None
    concerted: bool
    probability: Mapping[str, Fraction]
    measure: str | None
    offer: str | None
    line: str | None
    actor: str | None


def parse_options(given: Mapping[str, Any]) -> Options:
    """The options of a question; None stands for an option not given; raises QuestionError."""
    unknown = sorted(str(name) for name in given if name not in NAMES)
    if unknown:
        remedy = f"known: {', '.join(NAMES)}"
        raise QuestionError(f"unknown option {', '.join(unknown)}", remedy=remedy, names=unknown)
    scenario = Scenario(
        _texts(given.get("suppose"), "suppose"), _text(given, "count_from") or DEFAULT_THRESHOLD
    )
    return Options(
        scenario,
        parse_target(given.get("target")),
        parse_changes(given.get("changes")),
        _flag(given.get("concerted")),
        _chances(given.get("probability")),
        _text(given, "measure"),
        _text(given, "offer"),
        _text(given, "line"),
        _text(given, "actor"),
    )


def chances_of(
    laid: Situation, changes: tuple[str, ...], given: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The chance of every change; a raise takes that of the circumstance that stands for it."""
    _check_names(laid, changes, given)
    known = {c.id: Fraction(c.probability) for c in laid.circumstances if c.probability is not None}
    known |= given
    behind: dict[str, list[str]] = {}
    for c in laid.circumstances:
        if c.stands_for is not None:
            behind.setdefault(f"{RAISE}{c.stands_for.actor}:{c.stands_for.on}", []).append(c.id)
    chances = {}
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
    if missing:
        remedy = "give each as ID=p"
        raise QuestionError(f"no probability for {', '.join(missing[:10])}", remedy=remedy, names=missing)
    return chances


def _check_names(laid: Situation, changes: tuple[str, ...], given: Mapping[str, Fraction]) -> None:
    known = {c.id for c in laid.circumstances} | set(changes)
    unknown = sorted(name for name in given if name not in known)
    if unknown:
        remedy = "name a circumstance or a change"
        raise QuestionError(
            f"a probability for nothing: {', '.join(unknown[:10])}", remedy=remedy, names=unknown
        )


def _chances(value: Any) -> dict[str, Fraction]:
    """``{"ID": p}``, or ``["ID=p", ...]`` split at the last ``=``."""
    if value is None:
        return {}
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list | tuple):
        value = dict(_split_chance(item) for item in value)
    if not isinstance(value, Mapping):
        raise QuestionError(f"probability takes ID=p, not {shown(value)}")
    return {str(name): _chance(name, p) for name, p in value.items()}


def _split_chance(item: Any) -> tuple[str, Any]:
    name, equals, text = item.rpartition("=") if isinstance(item, str) else ("", "", "")
    try:
        if not equals or not name:
            raise InvalidOperation
        return name.strip(), bounded(Decimal(text.strip()), f"probability of {name}")
    except InvalidOperation:
        names = [name or shown(item)]
        raise QuestionError(f"not a probability: {shown(item)}", remedy="write ID=0.4", names=names) from None


def _chance(name: str, value: Any) -> Fraction:
    chance = number(value, f"probability of {name}")
    if not 0 <= chance <= 1:
        raise QuestionError(f"probability {chance} of {name!r} is not in [0, 1]", names=[name])
    return Fraction(chance)


def _text(given: Mapping[str, Any], option: str) -> str | None:
    value = given.get(option)
    if value is not None and not isinstance(value, str):
        raise QuestionError(f"{option} takes a name, not {shown(value)}", names=[option])
    return value


def _texts(value: Any, option: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise QuestionError(f"{option} takes a list of texts, not {shown(value)}", names=[option])
    return tuple(value)


def _flag(value: Any) -> bool:
    if value is not None and not isinstance(value, bool):
        raise QuestionError(f"concerted takes true or false, not {shown(value)}", names=["concerted"])
    return bool(value)
