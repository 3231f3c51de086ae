"""The scenario: suppositions laid over a situation, and the rung from which an offer counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from musterbook.codebook.ladder import LADDER
from musterbook.errors import QuestionError
from musterbook.model.leaf import OTHER, split_pair
from musterbook.model.situation import Circumstance, Measure, MeasurePosition, Offer, Situation

TRUTHS: dict[str, bool | None] = {"true": True, "false": False, "unknown": None}
DEFAULT_THRESHOLD = "offers"


@dataclass(frozen=True, slots=True)
class Scenario:
    """``supposes`` in the form of ``--suppose``; offers count from the rung ``count_from``."""

    supposes: tuple[str, ...] = ()
    count_from: str = DEFAULT_THRESHOLD

    @property
    def threshold(self) -> int:
        if self.count_from not in LADDER:
            remedy = f"use one of {', '.join(LADDER)}"
            raise QuestionError(f"unknown stance {self.count_from!r}", remedy=remedy, names=[self.count_from])
        return LADDER[self.count_from]


@dataclass(frozen=True, slots=True)
class SupposedTruth:
    """A circumstance is set; a link of it is replaced."""

    id: str
    value: bool | None


@dataclass(frozen=True, slots=True)
class SupposedStance:
    """An actor stands on a rung, on a contribution or (where ``on`` is one) on a measure."""

    actor: str
    on: str
    stance: str


def parse_supposition(text: str) -> SupposedTruth | SupposedStance:
    """``ID=true|false|unknown`` or ``ACTOR:ON=STANCE``, split at the last ``=``; raises QuestionError."""
    left, equals, right = text.rpartition("=")
    left, right = left.strip(), right.strip()
    if not equals or not left:
        raise _unread(text)
    if right in TRUTHS:
        return SupposedTruth(left, TRUTHS[right])
    if right not in LADDER:
        remedy = f"write true, false, unknown or one of {', '.join(LADDER)}"
        where = f"suppose {text[:80]}"
        raise QuestionError(f"unknown stance {right[:80]!r}", where=where, remedy=remedy, names=[right])
    actor, on = split_pair(left)
    if not actor or not on:
        raise _unread(text)
    return SupposedStance(actor, on, right)


def lay(situation: Situation, supposes: Iterable[str]) -> Situation:
    """The situation with the suppositions laid over it; the last one about a thing counts."""
    truths: dict[str, SupposedTruth] = {}
    stances: dict[tuple[str, str], SupposedStance] = {}
    for text in supposes:
        supposed = parse_supposition(text)
        if isinstance(supposed, SupposedTruth):
            truths[supposed.id] = supposed
        else:
            stances[supposed.actor, supposed.on] = supposed
    measures = {measure.id for measure in situation.measures}
    levers = {pair: s for pair, s in stances.items() if pair[1] in measures}
    offered = {pair: s for pair, s in stances.items() if pair[1] not in measures}
    return replace(
        situation,
        circumstances=_circumstances(situation.circumstances, truths),
        offers=_offers(situation.offers, offered),
        measures=tuple(_measure(measure, levers) for measure in situation.measures),
    )


def _circumstances(
    given: tuple[Circumstance, ...], truths: dict[str, SupposedTruth]
) -> tuple[Circumstance, ...]:
    known = {c.id for c in given}
    missing = sorted(name for name in truths if name not in known and not name.startswith(OTHER))
    if missing:
        raise QuestionError(
            f"no circumstance {', '.join(missing)} to suppose",
            remedy="name one of the situation's, or write other:words",
            names=missing,
        )
    set_ones = tuple(
        replace(c, value=truths[c.id].value, stands_for=None, stood_for=c.stands_for or c.stood_for)
        if c.id in truths
        else c
        for c in given
    )
    return set_ones + tuple(Circumstance(s.id, s.value) for s in truths.values() if s.id not in known)


def _offers(given: tuple[Offer, ...], stances: dict[tuple[str, str], SupposedStance]) -> tuple[Offer, ...]:
    held = {(offer.actor, offer.on) for offer in given}
    moved = tuple(
        replace(offer, stance=stances[offer.actor, offer.on].stance)
        if (offer.actor, offer.on) in stances
        else offer
        for offer in given
    )
    return moved + tuple(
        Offer(f"suppose:{s.actor}:{s.on}", s.actor, s.on, s.stance)
        for pair, s in stances.items()
        if pair not in held
    )


def _measure(measure: Measure, levers: dict[tuple[str, str], SupposedStance]) -> Measure:
    mine = {actor: s.stance for (actor, on), s in levers.items() if on == measure.id}
    kept = tuple(p for p in measure.positions if p.actor not in mine)
    moved = tuple(replace(p, stance=mine[p.actor]) for p in measure.positions if p.actor in mine)
    held = {p.actor for p in measure.positions}
    added = tuple(MeasurePosition(actor, stance) for actor, stance in mine.items() if actor not in held)
    return replace(measure, positions=kept + moved + added)


def _unread(text: str) -> QuestionError:
    return QuestionError(
        f"not a supposition: {text[:80]!r}",
        remedy="write ID=true|false|unknown or ACTOR:ON=STANCE",
        names=[text[:200]],
    )
