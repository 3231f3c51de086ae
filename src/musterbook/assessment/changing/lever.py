"""Changes and the target (rules 12, 13): what may come true or be raised, and whether the target then
holds.

A ``Lever`` is the question made ready: over the changes, lane by lane, one gate of the network says whether
the target holds. Changes on which the target cannot depend are told apart: they double the worlds, no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from musterbook.assessment.activation.stage import Stage, raise_pair, set_stage, under_not
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.integers import until
from musterbook.assessment.kernel.lanes import all_lanes, transposed
from musterbook.assessment.kernel.words import settle
from musterbook.assessment.kernel.worlds import truth_table
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula, leaves, parse_formula
from musterbook.model.leaf import OTHER, RAISE
from musterbook.model.situation import Situation
from musterbook.model.strictjson import load

DEFAULT_TARGET = "filled"


@dataclass(frozen=True, slots=True)
class Lever:
    """``names`` are the changes, sorted; ``relevant`` the places of those on which the target may depend.

    Behind the changes come the ``doubted`` offers: variables that say whether each was read rightly.
    """

    stage: Stage
    wiring: Wiring
    gate: int
    names: tuple[str, ...]
    relevant: tuple[int, ...]
    concerted: bool
    doubted: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of variables: changes and doubted offers."""
        return len(self.names) + len(self.doubted)

    def table(self, deadline: Deadline = NO_DEADLINE) -> int:
        """The mask of the target over all 2^relevant ways to make the relevant changes; raises Tired."""
        network = self.wiring.network
        return truth_table(network, self.gate, self.width, self.relevant, self.concerted, deadline=deadline)

    def holds(self, made: Sequence[int]) -> list[bool]:
        """Whether the target holds for each of several ways, given as masks over the relevant changes."""
        lanes = all_lanes(len(made))
        held = self.mask(self.spread(transposed(made, len(self.relevant))), lanes)
        return [bool(held >> i & 1) for i in range(len(made))]

    def spread(self, masks: Sequence[int]) -> list[int]:
        """A mask for every variable from those of the relevant ones: the others are never true."""
        spread = [0] * self.width
        for place, mask in zip(self.relevant, masks, strict=True):
            spread[place] = mask
        return spread

    def mask(self, masks: Sequence[int], lanes: int, deadline: Deadline = NO_DEADLINE) -> int:
        """The lanes in which the target holds, given a mask for every change; raises Tired."""
        program = self.wiring.network.program([self.gate])
        return settle(program, masks, lanes, self.concerted, patience=until(deadline))[0]

    @property
    def relevant_names(self) -> tuple[str, ...]:
        named = (*self.names, *self.doubted)
        return tuple(named[place] for place in self.relevant)


def parse_target(value: Any) -> Formula:
    """The target of an option: a formula as a JSON value or text, or a single leaf; ``filled`` by default."""
    if value is None:
        value = DEFAULT_TARGET
    if isinstance(value, str) and value.lstrip().startswith(("{", '"', "[")):
        value = load(value, "target")
    return parse_formula(value, "target")


def parse_changes(value: Any) -> tuple[str, ...] | None:
    """The changes of an option: a list, a JSON list as text, or ``a,b,c``; None for the default."""
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        value = load(text, "changes") if text.startswith("[") else [c.strip() for c in text.split(",")]
        value = [change for change in value if change != ""]
    if not isinstance(value, list | tuple) or not all(isinstance(c, str) and c.strip() for c in value):
        raise QuestionError("changes take a list of names", remedy="write a,b,raise:ACTOR:ON")
    return tuple(sorted(set(value)))


def default_changes(stage: Stage, target: Formula) -> tuple[str, ...]:
    """Every exogenous circumstance not already true, and a raise for every linked one below the threshold."""
    laid = stage.situation
    named = dict.fromkeys(c.id for c in laid.circumstances)
    said = (leaf for read in stage.conditions.values() for leaf, _ in read)
    named |= dict.fromkeys(leaf for leaf in chain(said, leaves(target)) if leaf.startswith(OTHER))
    found = {name for name in named if name not in stage.linked and stage.values.get(name) is not True}
    up = {(offer.actor, offer.on) for offer in laid.offers if offer.level >= stage.threshold}
    below = {pair for pair in stage.linked.values() if pair not in up}
    return tuple(sorted(found | {f"{RAISE}{actor}:{on}" for actor, on in below}))


def set_lever(
    laid: Situation,
    threshold: int,
    target: Formula,
    changes: Iterable[str] | None = None,
    concerted: bool = False,
    doubted: Iterable[str] = (),
) -> Lever:
    """The question made ready; raises QuestionError for what is missing or of a form it cannot answer.

    ``doubted`` are offers that are there only where a variable of their own says so.
    """
    plain = set_stage(laid, threshold) if changes is None else None
    names = tuple(sorted(set(changes or ()))) if plain is None else default_changes(plain, target)
    _check_changes(laid, names)
    stage = set_stage(laid, threshold, names, plain)
    stage.check_formula(target, "target")
    _check_form(stage, target)
    doubts = tuple(doubted)
    _check_doubted(laid, doubts)
    wiring = Wiring(stage, doubted={offer: len(names) + i for i, offer in enumerate(doubts)})
    gate = wiring.formula(target)
    depends = wiring.network.cone([gate])
    used = {s.variable for s in wiring.network.sources if s.gate in depends and s.variable is not None}
    return Lever(stage, wiring, gate, names, tuple(sorted(used)), concerted, doubts)


def _check_doubted(laid: Situation, doubted: Iterable[str]) -> None:
    known = {offer.id for offer in laid.offers}
    unknown = sorted(name for name in doubted if name not in known)
    if unknown:
        remedy = "name offers of the situation"
        raise QuestionError(f"no offer {unknown[0]!r}", where="confidence", remedy=remedy, names=unknown)


def _check_changes(laid: Situation, names: Iterable[str]) -> None:
    known = {c.id for c in laid.circumstances}
    for name in names:
        if name.startswith(RAISE):
            raise_pair(name)
        elif name not in known and not name.startswith(OTHER):
            remedy = "name a circumstance, or write raise:ACTOR:ON"
            raise QuestionError(f"no change {name!r}", where="changes", remedy=remedy, names=[name])


def _check_form(stage: Stage, target: Formula) -> None:
    """ENGINE: refused where a ``not`` stands above a change or above participation."""
    made = set(stage.variables)

    def blamed(leaf: str) -> bool:
        return leaf in made or stage.participates(leaf)

    for leaf in under_not(target):
        if blamed(leaf):
            raise _wrong_form(leaf, "target", [leaf])
    for leaf, offer in stage.negated_leaves(blamed):
        raise _wrong_form(leaf, f"condition of offer {offer.id}", [leaf, offer.id])


def _wrong_form(leaf: str, where: str, names: list[str]) -> QuestionError:
    return QuestionError(
        f"a not stands above {leaf!r}: more changes could mean less",
        where=where,
        remedy="name other changes, or suppose that circumstance true or false",
        names=names,
    )
