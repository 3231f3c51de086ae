"""Why an offer falls: the shortest chain from what a shock strikes, by way of the leaves that no longer hold.

An offer falls with its condition, so some leaf that held before holds no more: one whose offers went or bring
less, or a circumstance that was set. Breadth first from what was struck, each lost leaf and each fallen offer
is reached once. All are reached: an offer whose condition needed only what did not fall would still stand
(induction over the order in which the fixpoint grows; over the order in which it shrinks, where all move
together).
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from musterbook.assessment.activation.lines import feeding
from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.filling.calendar import enablers_of
from musterbook.model.formula import leaves
from musterbook.model.leaf import Count, Filled, Joins, Named, Sum
from musterbook.model.situation import Offer

Group = tuple[str, ...]
"""What a leaf asks about: an actor, a position, a subject's actors or its figures, or anyone."""

MOST_LINKS = 61
GAP = "..."

Chain = tuple[str, ...]
"""What was struck, the leaf lost by it, the offer that hung on it, and so on to the offer that falls."""


def chains(
    stage: Stage,
    fallen: Sequence[str],
    struck: Sequence[str],
    reduced: Collection[str],
    changed: Collection[str],
    lost: Collection[str],
) -> dict[str, Chain]:
    """The chain of every fallen offer that was not struck itself.

    ``struck`` offers are taken away, ``reduced`` ones bring less, ``changed`` are the circumstances set,
    ``lost`` the leaves of conditions that held before and hold no more, or hold now and did not.
    """
    return _Search(stage, fallen, reduced, changed, lost).run(dict.fromkeys(struck))


class _Search:
    def __init__(
        self,
        stage: Stage,
        fallen: Sequence[str],
        reduced: Collection[str],
        changed: Collection[str],
        lost: Collection[str],
    ) -> None:
        self.stage = stage
        self.offers = {offer.id: offer for offer in stage.situation.offers}
        self.feeds = feeding(stage.situation.lines)
        self.fallen, self.reduced = set(fallen), reduced
        self.set = [leaf for leaf in sorted(lost) if leaf in changed]
        self.hanging: dict[str, list[str]] = {leaf: [] for leaf in lost}
        for name in fallen:
            for leaf in dict.fromkeys(leaves(self.offers[name].condition)):
                if leaf in self.hanging:
                    self.hanging[leaf].append(name)
        self.asking: dict[Group, list[str]] = {}
        for leaf in sorted(set(lost) - set(self.set)):
            for group in self._groups(leaf):
                self.asking.setdefault(group, []).append(leaf)
        self.after_leaf: dict[str, str | None] = {}
        self.after_offer: dict[str, str] = {}
        self.root: dict[str, str] = {}
        self.waiting: deque[str] = deque()

    def run(self, struck: Collection[str]) -> dict[str, Chain]:
        for leaf in self.set:
            self._lose(leaf, None)
        for name in (*struck, *sorted(self.reduced)):
            self.root.setdefault(name, name)
            self.waiting.append(name)
        while self.waiting:
            name = self.waiting.popleft()
            for leaf in self._missed(self.offers[name], name in self.fallen or name in struck):
                self._lose(leaf, name)
        return {name: self._chain(name) for name in self.after_offer if name not in struck}

    def _lose(self, leaf: str, by: str | None) -> None:
        """A leaf is lost, by an offer or (None) by a shock that sets it, and with it who hangs on it."""
        if leaf in self.after_leaf:
            return
        self.after_leaf[leaf] = by
        for name in self.hanging.get(leaf, ()):
            if name not in self.after_offer:
                self.after_offer[name] = leaf
                self.root.setdefault(name, leaf if by is None else self.root[by])
                self.waiting.append(name)

    def _chain(self, offer: str) -> Chain:
        """The way back from an offer to what was struck; of a long one its beginning and its end."""
        way, here = [offer], offer
        while len(way) < MOST_LINKS:
            leaf = self.after_offer[here]
            by = self.after_leaf[leaf]
            way += [leaf] if by is None else [leaf, by]
            if by is None or by == self.root[by]:
                return tuple(reversed(way))
            here = by
        return tuple(reversed([*way, GAP, self.root[here]]))

    def _missed(self, offer: Offer, gone: bool) -> Iterator[str]:
        """The lost leaves that ask about an offer that is gone, or brings less."""
        figures: list[Group] = [("figures", offer.on)]
        whole: list[Group] = [
            ("pair", offer.actor, offer.on),
            ("actor", offer.actor),
            ("on", offer.on),
            ("all",),
        ]
        for group in [*whole, *figures] if gone else figures:
            yield from self.asking.get(group, ())

    def _groups(self, leaf: str) -> Iterable[Group]:
        match self.stage.said(leaf):
            case Named(id=name):
                return [("pair", *self.stage.linked[name])] if name in self.stage.linked else []
            case Joins(actor=actor, on=on):
                return [("actor", actor) if on is None else ("pair", actor, on)]
            case Count(on=on):
                return [("all",) if on is None else ("on", on)]
            case Sum(on=on):
                return [("figures", on)]
            case Filled(line=line):
                return [("figures", on) for on in sorted(self._feeding(line))]

    def _feeding(self, line: str | None) -> set[str]:
        lines = self.stage.situation.lines
        known = {one.id: one for one in lines}
        names = known if line is None else [line, *enablers_of(line, known)]
        return set().union(*(self.feeds[name] for name in names))
