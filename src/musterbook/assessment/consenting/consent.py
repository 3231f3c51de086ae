"""Whether a measure finds its consent (rule 14): carried, held up by whom, and the smallest sets either way.

A consent rule is a small monotone network over its members; the question is then the same as unlocking.
"""

from dataclasses import dataclass, field
from typing import Any

from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.consenting.ballot import ballot, is_carried
from musterbook.assessment.consenting.lifting import (
    Blocker,
    Lift,
    blockers_of,
    check_conditions,
    lifted_together,
    lifts_of,
)
from musterbook.assessment.kernel.minimal import ALL_OF_THEM, Border, Sets, Wanted
from musterbook.codebook.ladder import LADDER
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule, rule_members
from musterbook.model.situation import Measure, Situation

__all__ = [
    "SUPPORT",
    "Camps",
    "ConsentAnswer",
    "Lifting",
    "camps_of",
    "consent",
    "find_measure",
    "is_carried",
    "measure_with_rule",
]

SUPPORT = LADDER["offers"]
MOST_BITS = 1000


@dataclass(frozen=True, slots=True)
class Camps:
    """The members of a rule by where they stand; silence and the rungs 0 and 1 are undecided."""

    members: tuple[str, ...]
    supporters: tuple[str, ...]
    against: tuple[str, ...]
    undecided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lifting:
    """Who stands in every set that would carry it; what each hesitant member asked for; and the smallest
    sets of these whose support carries it."""

    blockers: tuple[Blocker, ...] = ()
    lifts: tuple[Lift, ...] = ()
    together: Sets = ()


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """``carry``: minimal further supporters; ``block``: minimal losses; ``cap`` says where one was cut.

    ``carry_count`` and ``block_count`` speak of all of them, listed or not; None where not known.
    """

    carried: bool
    possible: bool
    supporters: tuple[str, ...]
    against: tuple[str, ...]
    undecided: tuple[str, ...]
    carry: Sets
    block: Sets
    carry_count: int | None = None
    block_count: int | None = None
    complete: bool = True
    cap: str | None = None
    lifting: Lifting = field(default_factory=Lifting)

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "carried": self.carried,
            "possible": self.possible,
            "supporters": list(self.supporters),
            "against": list(self.against),
            "undecided": list(self.undecided),
            "carry": [list(members) for members in self.carry],
            "block": [list(members) for members in self.block],
            "carry_count": self.carry_count,
            "block_count": self.block_count,
            "complete": self.complete,
            "blockers": [blocker.to_json() for blocker in self.lifting.blockers],
            "lifts": [lift.to_json() for lift in self.lifting.lifts],
            "lifts_together": [list(members) for members in self.lifting.together],
        }
        if self.cap is not None:
            body["cap"] = self.cap
        return body


def consent(stage: Stage, measure_id: str, wanted: Wanted = ALL_OF_THEM) -> ConsentAnswer:
    """The consent to a measure as things stand; raises QuestionError."""
    measure, rule = measure_with_rule(stage.situation, measure_id)
    check_conditions(measure, stage)
    camps = camps_of(measure, rule)
    further = ballot(rule, camps.supporters, sorted(camps.against + camps.undecided), wanted)
    losses = ballot(rule, (), camps.members, wanted)
    carry, block = further.sufficing, losses.preventing
    lifts = lifts_of(measure, rule, camps.supporters, stage, wanted)
    return ConsentAnswer(
        is_carried(rule, camps.supporters),
        is_carried(rule, camps.supporters + camps.undecided),
        camps.supporters,
        camps.against,
        camps.undecided,
        further.named(carry),
        losses.named(block),
        _printable(carry.count),
        _printable(block.count),
        carry.complete and block.complete,
        _caps(carry, block),
        Lifting(blockers_of(further, measure), lifts, lifted_together(lifts, rule, camps.supporters, wanted)),
    )


def camps_of(measure: Measure, rule: ConsentRule) -> Camps:
    """Where the members of the rule stand on the measure."""
    rungs = {position.actor: position.level for position in measure.positions}
    members = rule_members(rule)
    return Camps(
        members,
        tuple(m for m in members if rungs.get(m, 0) >= SUPPORT),
        tuple(m for m in members if rungs.get(m, 0) < 0),
        tuple(m for m in members if 0 <= rungs.get(m, 0) < SUPPORT),
    )


def measure_with_rule(laid: Situation, measure_id: str) -> tuple[Measure, ConsentRule]:
    """A measure and its rule; raises QuestionError where there is none of them."""
    measure = find_measure(laid, measure_id)
    if measure.rule is None:
        remedy = "give it a rule"
        raise QuestionError(f"measure {measure_id!r} has no rule", remedy=remedy, names=[measure_id])
    return measure, measure.rule


def find_measure(laid: Situation, measure_id: str) -> Measure:
    for measure in laid.measures:
        if measure.id == measure_id:
            return measure
    known = ", ".join(sorted(measure.id for measure in laid.measures)[:10])
    raise QuestionError(f"no measure {measure_id!r}", remedy=f"known: {known or 'none'}", names=[measure_id])


def _printable(count: int | None) -> int | None:
    """A count that any reader of JSON takes, else None."""
    return count if count is not None and count.bit_length() <= MOST_BITS else None


def _caps(carry: Border, block: Border) -> str | None:
    caps = {"carry": carry.cap, "block": block.cap}
    return "; ".join(f"{name}: {cap}" for name, cap in caps.items() if cap is not None) or None
