"""Whether a measure finds its consent (rule 14): carried, blocked by whom, and the smallest sets either way.

A consent rule is a small monotone network over its members; the question is then the same as unlocking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Any

from musterbook.assessment.kernel.lanes import all_lanes, transposed
from musterbook.assessment.kernel.minimal import (
    Borders,
    Sets,
    borders_by_search,
    borders_of_table,
    named_sets,
)
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.worlds import EXACT, truth_table
from musterbook.codebook.ladder import LADDER
from musterbook.errors import QuestionError
from musterbook.model.consentrule import (
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
    rule_members,
)
from musterbook.model.situation import Measure, Situation

SUPPORT = LADDER["offers"]


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """``carry``: minimal further supporters; ``block``: minimal losses; both complete up to 20 members."""

    carried: bool
    possible: bool
    supporters: tuple[str, ...]
    against: tuple[str, ...]
    undecided: tuple[str, ...]
    carry: Sets
    block: Sets
    complete: bool = True
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "carried": self.carried,
            "possible": self.possible,
            "supporters": list(self.supporters),
            "against": list(self.against),
            "undecided": list(self.undecided),
            "carry": [list(members) for members in self.carry],
            "block": [list(members) for members in self.block],
            "complete": self.complete,
        }
        if self.cap is not None:
            body["cap"] = self.cap
        return body


def consent(laid: Situation, measure_id: str) -> ConsentAnswer:
    """The consent to a measure as things stand; raises QuestionError."""
    measure = find_measure(laid, measure_id)
    if measure.rule is None:
        remedy = "give it a rule"
        raise QuestionError(f"measure {measure_id!r} has no rule", remedy=remedy, names=[measure_id])
    rungs = {position.actor: position.level for position in measure.positions}
    members = rule_members(measure.rule)
    supporters = tuple(m for m in members if rungs.get(m, 0) >= SUPPORT)
    against = tuple(m for m in members if rungs.get(m, 0) < 0)
    undecided = tuple(m for m in members if 0 <= rungs.get(m, 0) < SUPPORT)
    carry = _Vote(measure.rule, supporters, sorted(against + undecided))
    block = _Vote(measure.rule, (), members)
    carrying, blocking = carry.borders(), block.borders()
    return ConsentAnswer(
        is_carried(measure.rule, supporters),
        is_carried(measure.rule, supporters + undecided),
        supporters,
        against,
        undecided,
        named_sets(carrying.reaching, carry.relevant),
        named_sets(blocking.blocking, block.relevant),
        carrying.complete and blocking.complete,
        _caps(carrying, blocking),
    )


def _caps(carrying: Borders, blocking: Borders) -> str | None:
    caps = {"carry": carrying.cap, "block": blocking.cap}
    return "; ".join(f"{name}: {cap}" for name, cap in caps.items() if cap is not None) or None


def find_measure(laid: Situation, measure_id: str) -> Measure:
    for measure in laid.measures:
        if measure.id == measure_id:
            return measure
    known = ", ".join(sorted(measure.id for measure in laid.measures)[:10])
    raise QuestionError(f"no measure {measure_id!r}", remedy=f"known: {known or 'none'}", names=[measure_id])


def is_carried(rule: ConsentRule, supporters: Sequence[str]) -> bool:
    """Whether exactly these supporters carry the rule."""
    return bool(_Vote(rule, supporters, ()).holds([0])[0])


class _Vote:
    """The network of a rule: ``sure`` members support, each ``open`` one is a variable."""

    def __init__(self, rule: ConsentRule, sure: Sequence[str], open_ones: Sequence[str]) -> None:
        self.network = Network()
        self.open = tuple(open_ones)
        self.gates: dict[str, int] = {name: self.network.variable(i) for i, name in enumerate(self.open)}
        yes, no = self.network.constant(True), self.network.constant(False)
        self.gates |= dict.fromkeys(sure, yes)
        self.gates |= {name: no for name in rule_members(rule) if name not in self.gates}
        self.gate = self._rule(rule)
        depends = self.network.cone([self.gate])
        self.places = [i for i, name in enumerate(self.open) if self.gates[name] in depends]

    @property
    def relevant(self) -> tuple[str, ...]:
        return tuple(self.open[i] for i in self.places)

    def borders(self) -> Borders:
        if len(self.places) <= EXACT:
            table = truth_table(self.network, self.gate, len(self.open), self.places)
            return borders_of_table(table, len(self.places))
        return borders_by_search(self.holds, len(self.places))

    def holds(self, ways: Sequence[int]) -> list[bool]:
        masks = [0] * len(self.open)
        for place, mask in zip(self.places, transposed(ways, len(self.places)), strict=True):
            masks[place] = mask
        held = self.network.least(masks, all_lanes(len(ways)))[self.gate]
        return [bool(held >> lane & 1) for lane in range(len(ways))]

    def _rule(self, rule: ConsentRule) -> int:
        match rule:
            case Unanimity(members=members):
                return self.network.all([self.gates[m] for m in members])
            case AtLeastOf(k=k, members=members):
                return self.network.at_least(k, [self.gates[m] for m in members])
            case Custodian(custodians=custodians, rule=inner):
                return self.network.all([*(self.gates[c] for c in custodians), self._rule(inner)])
            case Qualified():
                return self._qualified(rule)

    def _qualified(self, rule: Qualified) -> int:
        """Enough states and enough people; or too few outside to block."""
        people = {member: Fraction(count) for member, count in rule.populations}
        wanted = Fraction(rule.population) * sum(people.values())
        ways = [
            self.network.all(
                [
                    self._weighed(dict.fromkeys(people, Fraction(1)), Fraction(rule.states) * len(people)),
                    self._weighed(people, wanted),
                ]
            )
        ]
        if rule.blocking_minority is not None:
            least = len(people) - rule.blocking_minority + 1
            ways.append(self._weighed(dict.fromkeys(people, Fraction(1)), Fraction(least)))
        return self.network.any(ways)

    def _weighed(self, weights: Mapping[str, Fraction], least: Fraction) -> int:
        scale = lcm(*(weight.denominator for weight in weights.values()))
        tally = self.network.tally([(self.gates[m], int(w * scale)) for m, w in weights.items()])
        return self.network.threshold(tally, ceil(least * scale))
