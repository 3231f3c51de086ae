"""Who holds a measure up, and what would lift it: what the hesitant asked for, and who could guarantee it.

Conditions do not apply to whether a measure is carried (ENGINE); here they are read as what a member says
that it wants before it supports. Leaves that hold already are granted; each of the others may be brought
about, save those under a ``not``, which stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.activation.stage import Stage, under_not
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.consenting.ballot import ballot
from musterbook.assessment.consenting.choice import Choice
from musterbook.assessment.kernel.minimal import Sets, Wanted
from musterbook.assessment.kernel.network import Network
from musterbook.model.consentrule import ConsentRule, rule_members
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not, formula_json, leaves
from musterbook.model.leaf import Joins, Named, parse_leaf
from musterbook.model.situation import Evidence, Measure, MeasurePosition

SHARED = frozenset({"multilateral", "risk_shared"})
"""Circumstances that all who decide bring about together (DESIGN: not alone; all holders act)."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """A member without whom no further support carries the measure; ``stance`` None where it is silent."""

    member: str
    stance: str | None
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, Any]:
        return {"member": self.member, "stance": self.stance, "evidence": passages(self.evidence)}


@dataclass(frozen=True, slots=True)
class Lift:
    """What a member that does not support asked for. ``needs``: the smallest sets of leaves that would do.

    ``brought_by`` names for each of them who could bring it about; ``carried_then``: with this one's support.
    """

    member: str
    stance: str
    condition: Formula
    needs: Sets
    complete: bool
    brought_by: Mapping[str, tuple[str, ...]]
    carried_then: bool
    evidence: tuple[Evidence, ...]

    @property
    def guarantors(self) -> tuple[str, ...]:
        return tuple(sorted({actor for actors in self.brought_by.values() for actor in actors}))

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "member": self.member,
            "stance": self.stance,
            "condition": formula_json(self.condition),
            "needs": [list(found) for found in self.needs],
            "guarantors": list(self.guarantors),
            "brought_by": {leaf: list(actors) for leaf, actors in self.brought_by.items()},
            "carried_then": self.carried_then,
            "evidence": passages(self.evidence),
        }
        return body if self.complete else body | {"complete": False}


def blockers_of(further: Choice, measure: Measure) -> tuple[Blocker, ...]:
    """The members below support who stand in every set of ``further`` supporters that would carry it."""
    held = {position.actor: position for position in measure.positions}
    return tuple(
        Blocker(name, held[name].stance, held[name].evidence) if name in held else Blocker(name, None, ())
        for name in further.needed()
    )


def lifts_of(
    measure: Measure, rule: ConsentRule, supporters: tuple[str, ...], stage: Stage, wanted: Wanted
) -> tuple[Lift, ...]:
    """One for each member below support that named a condition, by member."""
    members = rule_members(rule)
    hesitant = set(members).difference(supporters)
    wanting = [p for p in measure.positions if p.condition is not None and p.actor in hesitant]
    if not wanting:
        return ()
    wanting.sort(key=lambda position: position.actor)
    ground = _Ground(stage, members)
    enough = ballot(rule, supporters, [position.actor for position in wanting]).alone()
    return tuple(ground.lift(position, position.actor in enough, wanted) for position in wanting)


def lifted_together(
    lifts: tuple[Lift, ...], rule: ConsentRule, supporters: tuple[str, ...], wanted: Wanted
) -> Sets:
    """The smallest sets of these members whose support carries it."""
    asking = ballot(rule, supporters, [lift.member for lift in lifts], wanted)
    return asking.named(asking.sufficing)


def check_conditions(measure: Measure, stage: Stage) -> None:
    """Raises QuestionError for a leaf that cannot be: participation must be in what the situation knows."""
    for position in measure.positions:
        for leaf in dict.fromkeys(leaves(position.condition)):
            where = f"condition of {position.actor} on measure {measure.id}"
            if not _is_unlisted(leaf, stage, where):
                stage.said(leaf, where)


def passages(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    """The JSON form of passages."""
    return [{"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in evidence]


def _is_unlisted(leaf: str, stage: Stage, where: str) -> bool:
    """A circumstance that the situation does not list: for a measure it is simply unknown."""
    said = parse_leaf(leaf, where)
    return isinstance(said, Named) and said.id not in stage.values


class _Ground:
    """What holds now, unknown circumstances false: the ground on which the wishes of members stand."""

    def __init__(self, stage: Stage, members: tuple[str, ...]) -> None:
        self.stage = stage
        self.members = members
        self.wiring = Wiring(stage) if stage.monotone else None
        self.settled: list[int] = []

    def lift(self, position: MeasurePosition, carried_then: bool, wanted: Wanted) -> Lift:
        assert position.condition is not None
        wish = _wish(position.condition, self.held(position.condition), wanted)
        needs = wish.named(wish.sufficing)
        asked = sorted({leaf for found in needs for leaf in found})
        return Lift(
            position.actor,
            position.stance,
            position.condition,
            needs,
            wish.sufficing.complete,
            {leaf: self.brings(leaf, position.actor) for leaf in asked},
            carried_then,
            position.evidence,
        )

    def held(self, condition: Formula) -> dict[str, bool]:
        """Whether each leaf of a condition holds now.

        Where the conditions of offers contradict the one fixpoint (rule 8), participation is not granted.
        """
        names = list(dict.fromkeys(leaves(condition)))
        listed = [leaf for leaf in names if not _is_unlisted(leaf, self.stage, "condition")]
        if self.wiring is None:
            given = {leaf: self.stage.values.get(leaf) is True for leaf in listed}
            return dict.fromkeys(names, False) | given
        gates = {leaf: self.wiring.leaf(leaf) for leaf in listed}
        if len(self.settled) < len(self.wiring.network):
            self.settled = self.wiring.network.least([], 1)
        held = self.settled
        return dict.fromkeys(names, False) | {leaf: bool(held[gate]) for leaf, gate in gates.items()}

    def brings(self, leaf: str, asking: str) -> tuple[str, ...]:
        """Who could bring a leaf about: whose participation or position it is, or all who decide."""
        said = parse_leaf(leaf)
        if isinstance(said, Joins):
            return (said.actor,)
        if leaf in SHARED:
            return tuple(member for member in self.members if member != asking)
        links = [c.stands_for for c in self.stage.situation.circumstances if c.id == leaf]
        return tuple(link.actor for link in links if link is not None)


def _wish(condition: Formula, held: Mapping[str, bool], wanted: Wanted) -> Choice:
    """The choice of leaves to bring about; what holds, and what stands under a ``not``, is as it is."""
    fixed = set(under_not(condition))
    names = tuple(sorted(leaf for leaf, holds in held.items() if not holds and leaf not in fixed))
    network = Network()
    truths = {value: network.constant(value) for value in (False, True)}
    gates = {leaf: truths[holds] for leaf, holds in held.items()}
    gates |= {name: network.variable(place) for place, name in enumerate(names)}

    def gate(formula: Formula) -> int:
        match formula:
            case Leaf(id=leaf):
                return gates[leaf]
            case Not(part=part):
                return truths[not _holds(part, held)]
            case All(parts=parts):
                return network.all([gate(part) for part in parts])
            case AnyOf(parts=parts):
                return network.any([gate(part) for part in parts])
            case AtLeast(k=k, parts=parts):
                return network.at_least(k, [gate(part) for part in parts])

    return Choice(network, gate(condition), names, wanted)


def _holds(formula: Formula, held: Mapping[str, bool]) -> bool:
    match formula:
        case Leaf(id=leaf):
            return held[leaf]
        case Not(part=part):
            return not _holds(part, held)
        case All(parts=parts):
            return all(_holds(part, held) for part in parts)
        case AnyOf(parts=parts):
            return any(_holds(part, held) for part in parts)
        case AtLeast(k=k, parts=parts):
            return sum(_holds(part, held) for part in parts) >= k
