"""The stage: a situation with everything laid over it, and what is left open - the variables of the lanes.

Variables are either the unknown circumstances of a closure (rule 7) or the changes of a question (rule 12).
Links are decided here, on the result of laying, and here every leaf is checked to exist.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from musterbook.errors import QuestionError
from musterbook.model.formula import Formula, leaves, leaves_under_nots
from musterbook.model.leaf import OTHER, RAISE, Count, Filled, Joins, Named, Said, Sum, parse_leaf, split_pair
from musterbook.model.situation import Offer, Situation

Pair = tuple[str, str]
Read = tuple[tuple[str, int], ...]
"""The leaves of a condition, in the order written, each with how many ``not`` stand above it."""


@dataclass(frozen=True)
class Stage:
    """``situation`` holds the offers that raises add; ``linked`` maps circumstances to live positions.

    ``base_linked`` are those that are live without any change made: their given value is not used.
    ``added`` are the ids of the offers that only a change brings about.
    ``conditions`` are the leaves of the conditions that offers have, by offer.
    """

    situation: Situation
    threshold: int
    variables: tuple[str, ...]
    linked: Mapping[str, Pair]
    base_linked: frozenset[str]
    conditions: Mapping[str, Read]
    added: frozenset[str]

    @cached_property
    def values(self) -> dict[str, bool | None]:
        return {c.id: c.value for c in self.situation.circumstances}

    @cached_property
    def raised(self) -> dict[Pair, str]:
        """The positions that a change raises, with the change."""
        raises = [name for name in self.variables if name.startswith(RAISE)]
        pairs = pairs_of(self.situation) if raises else frozenset()
        return {raise_pair(name, pairs): name for name in raises}

    @cached_property
    def subjects(self) -> frozenset[str]:
        stand = (c.stands_for or c.stood_for for c in self.situation.circumstances)
        links = (link.on for link in stand if link is not None)
        return frozenset(
            [
                *(o.on for o in self.situation.offers),
                *(on for x in self.situation.lines for on in x.subjects),
                *links,
            ]
        )

    @cached_property
    def line_ids(self) -> frozenset[str]:
        return frozenset(line.id for line in self.situation.lines)

    @cached_property
    def _said(self) -> dict[str, Said]:
        return {}

    def said(self, leaf: str, where: str = "formula") -> Said:
        """What a leaf says, checked to exist; raises QuestionError."""
        known = self._said.get(leaf)
        if known is None:
            known = parse_leaf(leaf, where)
            self._check(known, leaf, where)
            self._said[leaf] = known
        return known

    def participates(self, leaf: str) -> bool:
        """Whether a leaf depends on who takes part."""
        said = self.said(leaf)
        return not isinstance(said, Named) or said.id in self.linked

    def counts(self, offer: Offer) -> bool:
        """Whether an offer reaches the threshold once every change is made."""
        return offer.level >= self.threshold or (offer.actor, offer.on) in self.raised

    @cached_property
    def counting(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.situation.offers if self.counts(offer))

    @property
    def monotone(self) -> bool:
        """Whether no ``not`` stands above participation in the condition of an offer that counts (rule 8)."""
        return not any(True for _ in self.negated_leaves(self.participates))

    def negated_leaves(self, blamed: Callable[[str], bool]) -> Iterator[tuple[str, Offer]]:
        """The leaves under a ``not`` that are ``blamed``, with the counting offer whose condition it is."""
        for offer in self.counting:
            for leaf, nots in self.conditions.get(offer.id, ()):
                if nots and blamed(leaf):
                    yield leaf, offer

    def check_conditions(self) -> None:
        for offer, read in self.conditions.items():
            for leaf, _ in read:
                if leaf not in self._said:
                    self.said(leaf, f"condition of offer {offer}")

    def check_formula(self, formula: Formula, where: str) -> None:
        for leaf in leaves(formula):
            self.said(leaf, where)

    def _check(self, said: Said, leaf: str, where: str) -> None:
        match said:
            case Named(id=name):
                if name not in self.values and not said.is_other:
                    remedy = f"list it, or write {OTHER}{name}"
                    raise _missing("circumstance", name, where, remedy)
            case Joins(on=on) | Count(on=on) | Sum(on=on):
                if on is not None and on not in self.subjects:
                    raise _missing(
                        "subject", on, f"leaf {leaf} of {where}", "no offer or line is on it", leaf
                    )
            case Filled(line=None):
                if not self.line_ids:
                    remedy = "give a requirement, or another target"
                    raise QuestionError(
                        "no requirement line to fill", where=where, remedy=remedy, names=[leaf]
                    )
            case Filled(line=line) if line not in self.line_ids:
                raise _missing("line", str(line), f"leaf {leaf} of {where}", "name a requirement line", leaf)


def set_stage(
    laid: Situation, threshold: int, variables: Iterable[str] = (), like: Stage | None = None
) -> Stage:
    """The stage of a situation with its suppositions laid, open in ``variables``.

    ``like`` is a stage of the same offers: their conditions are not read again.
    """
    names = tuple(variables)
    added = _added_offers(laid, names)
    held = {(offer.actor, offer.on) for offer in laid.offers}
    held_then = held | {(offer.actor, offer.on) for offer in added}
    links = {
        c.id: (c.stands_for.actor, c.stands_for.on) for c in laid.circumstances if c.stands_for is not None
    }
    stage = Stage(
        replace(laid, offers=laid.offers + added),
        threshold,
        names,
        {name: pair for name, pair in links.items() if pair in held_then},
        frozenset(name for name, pair in links.items() if pair in held),
        _conditions(laid) if like is None else like.conditions,
        frozenset(offer.id for offer in added),
    )
    stage.check_conditions()
    return stage


def _conditions(laid: Situation) -> dict[str, Read]:
    offers = (offer for offer in laid.offers if offer.condition is not None)
    return {offer.id: tuple(leaves_under_nots(offer.condition)) for offer in offers}


def pairs_of(situation: Situation) -> frozenset[Pair]:
    """Who is known to stand, or may stand, on what: by an offer, or by a link."""
    links = (c.stands_for for c in situation.circumstances if c.stands_for is not None)
    return frozenset(
        [*((o.actor, o.on) for o in situation.offers), *((link.actor, link.on) for link in links)]
    )


def raise_pair(change: str, known: Collection[Pair] = ()) -> Pair:
    """The actor and subject of ``raise:ACTOR:ON``, split at the first colon, unless only another split is
    ``known``: an actor's name may hold one; raises QuestionError."""
    actor, on = split_pair(change.removeprefix(RAISE))
    if (actor, on) not in known and (on or "").count(":"):
        words = change.removeprefix(RAISE).split(":")
        splits = ((":".join(words[:i]), ":".join(words[i:])) for i in range(2, len(words)))
        actor, on = next((pair for pair in splits if pair in known), (actor, on))
    if not actor or not on:
        remedy = "write raise:ACTOR:ON"
        raise QuestionError(f"not a change: {change[:80]!r}", remedy=remedy, names=[change[:200]])
    return actor, on


def unknown_circumstances(stage: Stage) -> list[str]:
    """The exogenous unknown circumstances that the condition of a counting offer mentions, sorted."""
    found = set()
    for offer in stage.counting:
        for leaf, _ in stage.conditions.get(offer.id, ()):
            said = stage.said(leaf)
            if isinstance(said, Named) and said.id not in stage.linked and stage.values.get(leaf) is None:
                found.add(leaf)
    return sorted(found)


def under_not(formula: Formula | None) -> Iterator[str]:
    """The leaves that stand below a ``not``, a double one included."""
    return (leaf for leaf, nots in leaves_under_nots(formula) if nots)


def _added_offers(laid: Situation, names: tuple[str, ...]) -> tuple[Offer, ...]:
    raises = [name for name in names if name.startswith(RAISE)]
    if not raises:
        return ()
    held = {(offer.actor, offer.on) for offer in laid.offers}
    taken = {offer.id for offer in laid.offers}
    known = pairs_of(laid)
    added = []
    for name in raises:
        pair = raise_pair(name, known)
        if pair not in held:
            if name in taken:
                raise QuestionError(f"offer id {name!r} is taken", remedy="rename that offer", names=[name])
            added.append(Offer(name, *pair, "refuses"))
    return tuple(added)


def _missing(kind: str, name: str, where: str, remedy: str, leaf: str | None = None) -> QuestionError:
    names = [name] if leaf is None else [name, leaf]
    return QuestionError(f"no {kind} {name!r}", where=where, remedy=remedy, names=names)
