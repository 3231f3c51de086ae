"""The reasons down to the leaf that failed, with the sentences (rule 15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.picture import Picture
from musterbook.assessment.kernel.numbers import json_number
from musterbook.codebook.ladder import level
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula, Leaf, Not, children
from musterbook.model.leaf import Count, Filled, Joins, Named, Sum
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Evidence, Line, Offer, Situation

DEEPEST = 120
MOST_CHILDREN = 60
TRUTH_WORDS = {True: "holds", False: "does not hold", None: "holds in some worlds only"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: ``holds`` is None where it depends on what is unknown."""

    id: str
    holds: bool | None
    why: str
    evidence: tuple[Evidence, ...] = ()
    children: tuple["Reason", ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "holds": self.holds,
            "why": self.why,
            "evidence": [
                {"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in self.evidence
            ],
            "children": [child.to_json() for child in self.children],
        }


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    tree: Reason

    def to_json(self) -> dict[str, Any]:
        return {"tree": self.tree.to_json()}


def explain(
    laid: Situation,
    scenario: Scenario,
    concerted: bool = False,
    *,
    offer: str | None = None,
    line: str | None = None,
    actor: str | None = None,
) -> ExplainAnswer:
    """Why an offer is active or not, a line filled or not, an actor there or not: name exactly one."""
    named = [name for name in (offer, line, actor) if name is not None]
    if len(named) != 1:
        raise QuestionError("explain takes one offer, line or actor", remedy="name exactly one", names=named)
    picture = Picture(laid, scenario.threshold, concerted)
    story = _Story(picture, scenario.count_from)
    if offer is not None:
        return ExplainAnswer(story.offer(_found(offer, picture.offers_by_id, "offer"), 0))
    if line is not None:
        return ExplainAnswer(story.line(_found(line, story.lines, "requirement line"), 0))
    return ExplainAnswer(story.actor(str(actor)))


class _Story:
    """Tells every offer and line once; where it comes up again it points back."""

    def __init__(self, picture: Picture, count_from: str) -> None:
        self.picture = picture
        self.count_from = count_from
        self.situation = picture.stage.situation
        self.lines = {line.id: line for line in self.situation.lines}
        self.told: set[str] = set()

    def offer(self, offer: Offer, depth: int) -> Reason:
        holds = self.picture.offer(offer.id)
        why = f"{offer.actor} {offer.stance} {offer.on}"
        below = offer.level < level(self.count_from)
        if below:
            return Reason(offer.id, False, f"{why}: below {self.count_from!r}", offer.evidence)
        if self._already(f"offer {offer.id}", depth):
            return Reason(offer.id, holds, f"{why}: explained elsewhere in this tree", offer.evidence)
        if offer.condition is None:
            return Reason(offer.id, holds, f"{why}, without a condition", offer.evidence)
        condition = self.formula(offer.condition, depth + 1)
        return Reason(
            offer.id, holds, f"{why}; its condition {self._words(holds)}", offer.evidence, (condition,)
        )

    def formula(self, formula: Formula, depth: int) -> Reason:
        if isinstance(formula, Leaf):
            return self.leaf(formula.id, depth)
        holds = self.picture.formula(formula)
        parts = children(formula)
        below = () if depth >= DEEPEST else tuple(self.formula(p, depth + 1) for p in parts[:MOST_CHILDREN])
        true = sum(self.picture.formula(part) is True for part in parts)
        kind = _kind(formula)
        why = f"{self._words(holds)}: {true} of {len(parts)} hold in every world considered"
        return Reason(kind, holds, why, (), below)

    def leaf(self, leaf: str, depth: int) -> Reason:
        holds = self.picture.formula(Leaf(leaf))
        said = self.picture.stage.said(leaf)
        match said:
            case Named(id=name) if name in self.picture.stage.linked:
                actor, on = self.picture.stage.linked[name]
                return self._offers(leaf, holds, f"stands for {actor} on {on}", self._of(actor, on), depth)
            case Named(id=name):
                return Reason(leaf, holds, self._circumstance(name))
            case Joins(actor=actor, on=on):
                return self._joins(leaf, holds, actor, on, depth)
            case Count(on=on, k=k):
                offers = [o for o in self.situation.offers if on in (None, o.on)]
                return self._offers(leaf, holds, self._count_words(offers, k), offers, depth)
            case Sum(on=on, q=q):
                offers = [o for o in self.situation.offers if o.on == on]
                return self._offers(leaf, holds, self._sum_words(offers, Fraction(q)), offers, depth)
            case Filled(line=line):
                lines = self.lines.values() if line is None else [self.lines[line]]
                below = tuple(self.line(x, depth + 1) for x in lines)
                return Reason(leaf, holds, "requirement lines", (), below)

    def line(self, line: Line, depth: int) -> Reason:
        holds = self.picture.line(line.id)
        offers = [o for o in self.situation.offers if o.on == line.on]
        if line.quantity is None:
            why = f"full as soon as one offer on {line.on} is active"
        else:
            why = f"needs {json_number(Fraction(line.quantity))}; {self._sum_words(offers, None)}"
        if self._already(f"line {line.id}", depth):
            return Reason(line.id, holds, f"{why}: explained elsewhere in this tree")
        below = self._tell(offers, holds, depth)
        below += tuple(self.line(self.lines[e], depth + 1) for e in dict.fromkeys(line.enablers))
        if line.enablers:
            why += f"; enabled by {', '.join(line.enablers)}"
        return Reason(line.id, holds, why, (), below)

    def actor(self, actor: str) -> Reason:
        offers = [offer for offer in self.situation.offers if offer.actor == actor]
        levers = [(m.id, p) for m in self.situation.measures for p in m.positions if p.actor == actor]
        below = tuple(self.offer(offer, 1) for offer in offers)
        below += tuple(
            Reason(name, p.level >= level("offers"), f"{actor} {p.stance} {name} (a measure)", p.evidence)
            for name, p in levers
        )
        if not offers:
            return Reason(actor, None, "no position on a contribution: silence is not refusal", (), below)
        masks = [self.picture.gates[self.picture.offer_gates[offer.id]] for offer in offers]
        joined = 0
        for mask in masks:
            joined |= mask
        holds = self.picture.value(joined)
        return Reason(actor, holds, f"takes part: {self._words(holds)}", (), below)

    def _joins(self, leaf: str, holds: bool | None, actor: str, on: str | None, depth: int) -> Reason:
        offers = self._of(actor, on)
        why = f"participation of {actor}" if on is None else f"participation of {actor} on {on}"
        if not offers:
            why += ": no position, and silence is not refusal"
        return self._offers(leaf, holds, why, offers, depth)

    def _offers(self, leaf: str, holds: bool | None, why: str, offers: list[Offer], depth: int) -> Reason:
        return Reason(leaf, holds, why, (), self._tell(offers, holds, depth))

    def _tell(self, offers: list[Offer], holds: bool | None, depth: int) -> tuple[Reason, ...]:
        """The offers that make it so: the active ones of what holds, the others of what does not."""
        if depth >= DEEPEST:
            return ()
        wanted = [o for o in offers if self.picture.offer(o.id) is True] if holds else []
        wanted = wanted or [o for o in offers if self.picture.offer(o.id) is not True] or offers
        return tuple(self.offer(offer, depth + 1) for offer in wanted[:MOST_CHILDREN])

    def _of(self, actor: str, on: str | None) -> list[Offer]:
        return [o for o in self.situation.offers if o.actor == actor and on in (None, o.on)]

    def _already(self, key: str, depth: int) -> bool:
        if key in self.told or depth >= DEEPEST:
            return True
        self.told.add(key)
        return False

    def _circumstance(self, name: str) -> str:
        value = self.picture.stage.values.get(name)
        if value is None:
            return "unknown, taken as false" if self.picture.stable else "unknown"
        return "given as true" if value else "given as false"

    def _count_words(self, offers: list[Offer], k: int) -> str:
        sure = {o.actor for o in offers if self.picture.offer(o.id) is True}
        maybe = {o.actor for o in offers if self.picture.offer(o.id) is not False}
        return f"needs {k}: {len(sure)} assured, {len(maybe - sure)} more possible"

    def _sum_words(self, offers: list[Offer], q: Fraction | None) -> str:
        sure = sum(Fraction(o.quantity.low or 0) for o in offers if self.picture.offer(o.id) is True)
        maybe = sum(Fraction(o.quantity.low or 0) for o in offers if self.picture.offer(o.id) is not False)
        without = sum(not o.quantity.known for o in offers if self.picture.offer(o.id) is not False)
        needs = "" if q is None else f"needs {json_number(q)}: "
        return (
            f"{needs}{json_number(Fraction(sure))} assured, {json_number(Fraction(maybe))} at best, "
            f"{without} without a figure"
        )

    def _words(self, holds: bool | None) -> str:
        if self.picture.contradiction:
            return "has no value: the conditions contradict each other"
        if holds is None and self.picture.stable:
            return "holds in some stable models only"
        return TRUTH_WORDS[holds]


def _kind(formula: Formula) -> str:
    from musterbook.model.formula import All, AnyOf, AtLeast

    match formula:
        case All():
            return "all"
        case AnyOf():
            return "any"
        case AtLeast(k=k):
            return f"at_least {k}"
        case Not():
            return "not"
        case Leaf(id=name):
            return name


def _found(name: str, known: Any, kind: str) -> Any:
    if name not in known:
        some: Iterable[str] = sorted(known)[:10]
        raise QuestionError(f"no {kind} {name!r}", remedy=f"known: {', '.join(some)}", names=[name])
    return known[name]
