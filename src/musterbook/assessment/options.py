"""The options of a question, read strictly from whatever face asks: command line, batch line or Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from musterbook.assessment.changing.chances import (
    Chance,
    Group,
    given_chances,
    given_confidence,
    given_groups,
)
from musterbook.assessment.changing.lever import parse_changes, parse_target
from musterbook.assessment.filling.months import parse_month
from musterbook.assessment.filling.shocks import Shock, parse_shocks
from musterbook.assessment.kernel.deadline import Deadline, deadline_in
from musterbook.assessment.kernel.given import (
    given_choice,
    given_flag,
    given_json,
    given_numbers,
    given_seconds,
    given_text,
    given_texts,
    given_whole,
)
from musterbook.assessment.rotating.plan import Plan, parse_plan
from musterbook.assessment.telling.compare import Against, parse_against
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula
from musterbook.model.scenario import DEFAULT_THRESHOLD, Scenario
from musterbook.model.situation import day_of
from musterbook.model.strictjson import load

NAMES = (
    "suppose",
    "count_from",
    "target",
    "changes",
    "concerted",
    "probability",
    "groups",
    "confidence",
    "over",
    "measure",
    "offer",
    "line",
    "actor",
    "of",
    "on",
    "from",
    "from_",
    "until",
    "shocks",
    "budget",
    "cost",
    "exact",
    "limit",
    "method",
    "samples",
    "seed",
    "plan",
    "asking",
    "against",
)
METHODS = ("table", "diagram", "answer sets", "weights", "sampled")
SEED = 20250317
MOST_LISTED = 1_000_000
MOST_SAMPLES = 1 << 24


@dataclass(frozen=True, slots=True)
class Options:
    """``target`` as a formula; ``changes`` None for the default; ``probability`` and ``cost`` exact, by id.

    ``of`` is the question whose answer is explained, ``aimed`` whether a target was given.
    ``probability`` may be ranges, ``groups`` of changes may go together, ``confidence`` says how surely an
    offer was read rightly, ``over`` names the two changes of a heat map.
    ``on`` is the day of a fill; ``first`` and ``end`` are the months of a calendar, ``shocks`` strike in it.
    ``asking`` is the question whose answers are compared, ``against`` the other side of the comparison.
    ``deadline`` is the time budget; ``limit`` how many sets to list; ``method`` None lets the engine choose.
    """

    scenario: Scenario
    target: Formula
    changes: tuple[str, ...] | None
    concerted: bool
    probability: Mapping[str, Chance]
    groups: tuple[Group, ...]
    confidence: Mapping[str, Fraction]
    over: tuple[str, str] | None
    measure: str | None
    offer: str | None
    line: str | None
    actor: str | None
    on: date | None
    first: int | None
    end: int | None
    shocks: tuple[Shock, ...]
    of: str | None
    aimed: bool
    deadline: Deadline
    cost: Mapping[str, Fraction]
    exact: bool
    limit: int | None
    method: str | None
    samples: int | None
    seed: int
    plan: Plan | None
    asking: str | None
    against: Against | None


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
        probability=given_chances(given),
        groups=given_groups(given),
        confidence=given_confidence(given),
        over=_over(given),
        measure=given_text(given, "measure"),
        offer=given_text(given, "offer"),
        line=given_text(given, "line"),
        actor=given_text(given, "actor"),
        on=_day(given),
        first=_month(given, "from_" if given.get("from_") is not None else "from"),
        end=_month(given, "until"),
        shocks=parse_shocks(given_json(given, "shocks")),
        of=given_text(given, "of"),
        aimed=given.get("target") is not None,
        deadline=deadline_in(given_seconds(given, "budget")),
        cost=_costs(given),
        exact=given_flag(given, "exact"),
        limit=given_whole(given, "limit", 1, MOST_LISTED),
        method=given_choice(given, "method", METHODS),
        samples=given_whole(given, "samples", 1, MOST_SAMPLES),
        seed=SEED if seed is None else seed,
        plan=None if given.get("plan") is None else parse_plan(given["plan"]),
        asking=given_text(given, "asking"),
        against=parse_against(given),
    )


def _day(given: Mapping[str, Any]) -> date | None:
    value = given.get("on")
    return value if isinstance(value, date) else day_of(value, "on")


def _month(given: Mapping[str, Any], option: str) -> int | None:
    """The number of a month: ``2025-03``, or a day of it."""
    value = given.get(option)
    return None if value is None else parse_month(value, option)


def _over(given: Mapping[str, Any]) -> tuple[str, str] | None:
    """Two changes: a list, a JSON list as text, or ``A,B``."""
    value = given.get("over")
    if value is None:
        return None
    if isinstance(value, str):
        value = load(value, "over") if value.lstrip().startswith("[") else value.split(",")
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(x, str) for x in value):
        raise QuestionError("over takes two changes", remedy="write A,B", names=["over"])
    return value[0].strip(), value[1].strip()


def _costs(given: Mapping[str, Any]) -> dict[str, Fraction]:
    costs = given_numbers(given, "cost")
    negative = sorted(name for name, cost in costs.items() if cost < 0)
    if negative:
        raise QuestionError(f"negative cost of {', '.join(negative[:10])}", names=negative)
    return costs
