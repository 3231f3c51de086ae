"""The options of a question, read strictly from whatever face asks: command line, batch line or Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musterbook.assessment.changing.lever import parse_changes, parse_target
from musterbook.assessment.kernel.deadline import Deadline, deadline_in
from musterbook.assessment.kernel.given import (
    given_choice,
    given_flag,
    given_numbers,
    given_seconds,
    given_text,
    given_texts,
    given_whole,
)
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula
from musterbook.model.leaf import RAISE
from musterbook.model.scenario import DEFAULT_THRESHOLD, Scenario
from musterbook.model.situation import Situation

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
    "budget",
    "cost",
    "exact",
    "limit",
    "method",
    "samples",
    "seed",
)
METHODS = ("table", "diagram", "answer sets")
SEED = 20250317
MOST_LISTED = 1_000_000
MOST_SAMPLES = 1 << 24


@dataclass(frozen=True, slots=True)
class Options:
    """``target`` as a formula; ``changes`` None for the default; ``probability`` and ``cost`` exact, by id.

    ``deadline`` is the time budget; ``limit`` how many sets to list; ``method`` None lets the engine choose.
    """

    scenario: Scenario
    target: Formula
    changes: tuple[str, ...] | None
    concerted: bool
    probability: Mapping[str, Fraction]
    measure: str | None
    offer: str | None
    line: str | None
    actor: str | None
    deadline: Deadline
    cost: Mapping[str, Fraction]
    exact: bool
    limit: int | None
    method: str | None
    samples: int | None
    seed: int


def parse_options(given: Mapping[str, Any]) -> Options:
    """The options of a question; None stands for an option not given; raises QuestionError."""
    unknown = sorted(str(name) for name in given if name not in NAMES)
    if unknown:
        remedy = f"known: {', '.join(NAMES)}"
        raise QuestionError(f"unknown option {', '.join(unknown)}", remedy=remedy, names=unknown)
    seed = given_whole(given, "seed", 0, (1 << 63) - 1)
    return Options(
        scenario=Scenario(
            given_texts(given, "suppose"), given_text(given, "count_from") or DEFAULT_THRESHOLD
        ),
        target=parse_target(given.get("target")),
        changes=parse_changes(given.get("changes")),
        concerted=given_flag(given, "concerted"),
        probability=_chances(given),
        measure=given_text(given, "measure"),
        offer=given_text(given, "offer"),
        line=given_text(given, "line"),
        actor=given_text(given, "actor"),
        deadline=deadline_in(given_seconds(given, "budget")),
        cost=_costs(given),
        exact=given_flag(given, "exact"),
        limit=given_whole(given, "limit", 1, MOST_LISTED),
        method=given_choice(given, "method", METHODS),
        samples=given_whole(given, "samples", 1, MOST_SAMPLES),
        seed=SEED if seed is None else seed,
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


def _chances(given: Mapping[str, Any]) -> dict[str, Fraction]:
    chances = given_numbers(given, "probability")
    for name, chance in chances.items():
        if not 0 <= chance <= 1:
            raise QuestionError(f"probability {float(chance):g} of {name!r} is not in [0, 1]", names=[name])
    return chances


def _costs(given: Mapping[str, Any]) -> dict[str, Fraction]:
    costs = given_numbers(given, "cost")
    negative = sorted(name for name, cost in costs.items() if cost < 0)
    if negative:
        raise QuestionError(f"negative cost of {', '.join(negative[:10])}", names=negative)
    return costs
