"""What unlocks the target, and whose loss blocks it (rule 12); each element with its sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.stage import Pair, Stage
from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.minimal import ALL_OF_THEM, Asked, Border, Sets, Wanted, border_of
from musterbook.assessment.kernel.numbers import json_number
from musterbook.errors import QuestionError
from musterbook.model.situation import Evidence, Offer


@dataclass(frozen=True, slots=True)
class Element:
    """A change that stands in a listed set: what needs it (offer ids), and the sentences behind it.

    ``kind`` is ``raise`` or ``circumstance``.
    """

    kind: str
    needed_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "needed_by": list(self.needed_by),
            "evidence": [
                {"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in self.evidence
            ],
        }


@dataclass(frozen=True, slots=True)
class SetsAnswer:
    """Minimal sets, each sorted, by (cost,) size and then as lists; ``cap`` says what is not listed.

    ``count`` and ``by_size`` speak of all minimal sets, listed or not; None where they are not known.
    ``costs`` are those of the listed sets where costs were given.
    """

    sets: Sets
    complete: bool = True
    cap: str | None = None
    method: str = "table"
    count: int | None = None
    by_size: Mapping[int, int] | None = None
    elements: Mapping[str, Element] = field(default_factory=dict)
    costs: tuple[Fraction, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "sets": [list(found) for found in self.sets],
            "complete": self.complete,
            "method": self.method,
            "count": self.count,
            "listed": len(self.sets),
            "by_size": self.by_size and {str(size): count for size, count in self.by_size.items()},
            "elements": {name: element.to_json() for name, element in self.elements.items()},
        }
        if self.cap is not None:
            body["cap"] = self.cap
        if self.costs is not None:
            body["costs"] = [json_number(cost) for cost in self.costs]
        return body


def unlock(
    lever: Lever, wanted: Wanted = ALL_OF_THEM, costs: Mapping[str, Fraction] | None = None
) -> SetsAnswer:
    """The minimal sets of changes that reach the target, cheapest first where ``costs`` (1 by default) are
    given; raises QuestionError."""
    return _answer(lever, False, wanted, costs or {})


def block(
    lever: Lever, wanted: Wanted = ALL_OF_THEM, costs: Mapping[str, Fraction] | None = None
) -> SetsAnswer:
    """The minimal sets of changes without which the others do not reach the target; as ``unlock``."""
    return _answer(lever, True, wanted, costs or {})


def asked_of(lever: Lever) -> Asked:
    """The question of a lever as the kernel takes it."""
    return Asked(lever.wiring.network, lever.gate, lever.relevant, len(lever.names), lever.concerted)


def _answer(lever: Lever, blocking: bool, wanted: Wanted, costs: Mapping[str, Fraction]) -> SetsAnswer:
    names = lever.relevant_names
    own = _costs(lever, costs)
    wanted = Wanted(wanted.limit, own, wanted.method, wanted.deadline)
    found = border_of(asked_of(lever), blocking, wanted)
    sets = tuple(_named(way, names) for way in found.ways)
    return SetsAnswer(
        sets,
        found.complete,
        found.cap,
        found.method,
        found.count,
        found.by_size,
        elements_of(lever.stage, sorted({name for members in sets for name in members})),
        None if own is None else _totals(found, own),
    )


def _named(way: int, names: Sequence[str]) -> tuple[str, ...]:
    """The names of a mask: they are sorted, and so is this."""
    return tuple(name for i, name in enumerate(names) if way >> i & 1)


def _totals(found: Border, costs: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(
        sum((cost for i, cost in enumerate(costs) if way >> i & 1), Fraction(0)) for way in found.ways
    )


def _costs(lever: Lever, costs: Mapping[str, Fraction]) -> tuple[Fraction, ...] | None:
    unknown = sorted(name for name in costs if name not in lever.names)
    if unknown:
        raise QuestionError(
            f"a cost for nothing: {', '.join(unknown[:10])}", remedy="name one of the changes", names=unknown
        )
    return tuple(costs.get(name, Fraction(1)) for name in lever.relevant_names) if costs else None


def elements_of(stage: Stage, names: Iterable[str]) -> dict[str, Element]:
    """For every change named what needs it, with the sentences (rule 15)."""
    wanted = list(names)
    mentions: dict[str, list[Offer]] = {name: [] for name in wanted}
    by_pair: dict[Pair, list[Offer]] = {}
    for offer in stage.situation.offers:
        by_pair.setdefault((offer.actor, offer.on), []).append(offer)
        if stage.counts(offer):
            for leaf in dict.fromkeys(leaf for leaf, _ in stage.conditions.get(offer.id, ())):
                if leaf in mentions:
                    mentions[leaf].append(offer)
    raised = {change: pair for pair, change in stage.raised.items()}
    moving = {name: by_pair.get(raised[name], []) for name in wanted if name in raised}
    return {name: _element(stage, name, moving.get(name), mentions[name], by_pair) for name in wanted}


def _element(
    stage: Stage,
    name: str,
    raised: Sequence[Offer] | None,
    mentions: Sequence[Offer],
    by_pair: Mapping[Pair, Sequence[Offer]],
) -> Element:
    if raised is not None:
        return Element("raise", tuple(sorted(o.id for o in raised)), _sentences(raised))
    linked = by_pair.get(stage.linked[name], ()) if name in stage.linked else ()
    return Element("circumstance", tuple(sorted(o.id for o in mentions)), _sentences([*linked, *mentions]))


def _sentences(offers: Iterable[Offer]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(passage for offer in offers for passage in offer.evidence))
