"""The picture behind an explanation: every leaf, formula, offer and line with its three values (rules 7, 15).

The lanes are the worlds of the unknown circumstances, or the stable models where there is no single fixpoint;
or one world alone: unknown circumstances false, some changes made.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from musterbook.assessment.activation.rounds import NEVER, rounds
from musterbook.assessment.activation.stable import Found, find_models
from musterbook.assessment.activation.stage import Stage, set_stage, unknown_circumstances
from musterbook.assessment.activation.truth import rails_of
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, layers
from musterbook.assessment.kernel.worlds import Block, all_worlds, block_bits, one_world, random_worlds
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula, leaves, leaves_under_nots
from musterbook.model.leaf import Named
from musterbook.model.situation import Offer, Situation

MOST_OPEN = 14
SAMPLED = 1 << 10
SEED = 20250317

World = dict[str, bool]


class Picture:
    """Masks of everything that an explanation may name; ``contradiction`` where no stable model stands.

    ``sampled``: there were too many worlds to go through. ``made`` are the changes of its one world.
    ``cap``: why not all stable models are in it; raises QuestionError where none was found in time.
    """

    def __init__(
        self,
        laid: Situation,
        threshold: int,
        concerted: bool = False,
        *also: Formula,
        deadline: Deadline = NO_DEADLINE,
    ) -> None:
        plain = set_stage(laid, threshold)
        self._also = also
        self.concerted = concerted and plain.monotone
        self.stable = not plain.monotone
        self.cap: str | None = None
        self.made: tuple[str, ...] = ()
        self.open_names: frozenset[str] = frozenset()
        if self.stable:
            search = find_models(plain, deadline)
            self.cap = search.cap
            self._settle(plain, search.wiring, _lanes_of(search))
        else:
            self._settle(*_monotone(plain, also))
        if not self.stable:
            self.open_names = frozenset(self.stage.variables)

    @classmethod
    def of_world(
        cls,
        laid: Situation,
        threshold: int,
        concerted: bool = False,
        *also: Formula,
        changes: Sequence[str] = (),
        made: Sequence[str] = (),
    ) -> "Picture":
        """The one world in which ``made``, among ``changes``, come true and what is unknown is false."""
        picture = cls.__new__(cls)
        stage = set_stage(laid, threshold, changes)
        picture._also, picture.concerted, picture.stable, picture.made = also, concerted, False, tuple(made)
        picture.open_names, picture.cap = frozenset(), None
        block = one_world(len(stage.variables), [i for i, name in enumerate(stage.variables) if name in made])
        picture._settle(stage, Wiring(stage), block)
        return picture

    @classmethod
    def of_model(cls, laid: Situation, threshold: int, model: Sequence[str], *also: Formula) -> "Picture":
        """One stable model alone, given by its offers."""
        picture = cls(laid, threshold, False, *also)
        wanted = set(model)
        for lane in lanes_on(picture.lanes):
            active = {o for o in picture.offers_by_id if picture.gates[picture.offer_gates[o]] >> lane & 1}
            if active == wanted:
                picture._settle(picture.stage, picture.wiring, ([m >> lane & 1 for m in picture.masks], 1))
                return picture
        return picture

    def _settle(self, stage: Stage, wiring: Wiring, block: Block) -> None:
        self.stage, self.wiring = stage, wiring
        self.masks, self.lanes = block
        self.contradiction = not self.lanes
        self.sampled = not self.stable and 1 < self.lanes.bit_length() < 1 << len(stage.variables)
        self.offers_by_id = {o.id: o for o in stage.situation.offers}
        for text in self._all_leaves():
            wiring.leaf(text)
        network = wiring.network
        self.gates = (network.greatest if self.concerted else network.least)(self.masks, self.lanes)
        self.offer_gates = dict(zip(self.offers_by_id, wiring.offers, strict=True))
        self._worst = self._rounds_at(best=False)
        self._best = self._rounds_at(best=True) if self.lanes > 1 and not self.stable else self._worst

    def value(self, mask: int) -> bool | None:
        """True where it holds in all lanes, False where in none, None between (or without any lane)."""
        if self.contradiction or 0 != mask != self.lanes:
            return None
        return mask != 0

    def offer(self, name: str) -> bool | None:
        return self.value(self.gates[self.offer_gates[name]])

    def line(self, name: str) -> bool | None:
        return self.value(self.gates[self.wiring.filled[name]])

    def full(self, name: str) -> bool | None:
        return self.value(self.gates[self.wiring.full[name]])

    def formula(self, formula: Formula) -> bool | None:
        return self.value(self.mask(formula))

    def any_of(self, offers: Iterable[Offer]) -> bool | None:
        """Whether at least one of the offers is active."""
        joined = 0
        for offer in offers:
            joined |= self.gates[self.offer_gates[offer.id]]
        return self.value(joined)

    def mask(self, formula: Formula) -> int:
        """The worlds in which a formula holds; its leaves must be those of a condition or of ``also``."""
        return rails_of(formula, self._leaf_rails, self.lanes)[0]

    def came(self, gate: int, holds: bool | None) -> int:
        """The round of a gate in the worst world (asked of what holds in all), or in the best one."""
        return (self._worst if holds else self._best)[gate]

    def round_of_offer(self, name: str) -> int:
        """The round of an offer: in the worst world where it is active in all, in the best one otherwise."""
        gate = self.offer_gates[name]
        return self.came(gate, self.offer(name)) if self.gates[gate] else NEVER

    def example(self, mask: int) -> tuple[World, World] | None:
        """A smallest world in ``mask`` and one outside, over the variables on which it depends.

        None where it does not depend, and where there were too many worlds to go through.
        """
        outside = self.lanes & ~mask
        if self.stable or self.sampled or not mask or not outside:
            return None
        used = [i for i in range(len(self.stage.variables)) if self._matters(mask, i)]
        return self._smallest(mask, used), self._smallest(outside, used)

    def _smallest(self, mask: int, used: list[int]) -> World:
        """One with the fewest true: what does not matter is false in it."""
        fewest = next(mask & layer for layer in layers(len(self.stage.variables)) if mask & layer)
        lane = next(lanes_on(fewest))
        return {self.stage.variables[i]: bool(lane >> i & 1) for i in used}

    def _matters(self, mask: int, variable: int) -> bool:
        without = self.lanes & ~self.masks[variable]
        return bool((mask ^ (mask >> (1 << variable))) & without)

    def _rounds_at(self, best: bool) -> list[int]:
        """Rounds in the first lane of one world or of stable models, else in the worst or the best world."""
        if self.lanes <= 1 or self.stable:
            given = [bool(mask & 1) for mask in self.masks]
        else:
            negated = self._negated()
            given = [(name in negated) != best for name in self.stage.variables]
        return rounds(self.wiring.network, given, self.wiring.offers)

    def _negated(self) -> set[str]:
        found = {(leaf, nots & 1) for leaf, nots in _read(self.stage)}
        return {leaf for leaf, odd in found if odd and (leaf, 0) not in found}

    def _leaf_rails(self, leaf: str) -> tuple[int, int]:
        mask = self.gates[self.wiring.leaf(leaf)]
        return mask, mask

    def _all_leaves(self) -> dict[str, None]:
        read = (leaf for each in self.stage.conditions.values() for leaf, _ in each)
        asked = (leaf for formula in self._also for leaf in leaves(formula))
        return dict.fromkeys(chain(read, asked))


def _monotone(plain: Stage, also: Sequence[Formula]) -> tuple[Stage, Wiring, Block]:
    for formula in also:
        plain.check_formula(formula, "target")
    unknown = sorted({*unknown_circumstances(plain), *_unknown_in(plain, also)})
    stage = set_stage(plain.situation, plain.threshold, unknown, plain)
    wiring = Wiring(stage)
    if block_bits(wiring.network, len(unknown)) == len(unknown) <= MOST_OPEN:
        return stage, wiring, next(all_worlds(wiring.network, len(unknown), range(len(unknown))))
    return stage, wiring, _worst_best_and_sample(stage, also)


def _read(stage: Stage) -> Iterator[tuple[str, int]]:
    """The leaves of the conditions of counting offers, each with how many ``not`` stand above it."""
    return (pair for offer in stage.counting for pair in stage.conditions.get(offer.id, ()))


def _unknown_in(stage: Stage, formulas: Sequence[Formula]) -> set[str]:
    said = ((leaf, stage.said(leaf)) for formula in formulas for leaf in leaves(formula))
    return {
        leaf
        for leaf, what in said
        if isinstance(what, Named) and leaf not in stage.linked and stage.values.get(leaf) is None
    }


def _worst_best_and_sample(stage: Stage, also: Sequence[Formula]) -> Block:
    """Too many worlds to go through: the worst and the best one by sign, and a sample beside them."""
    masks, lanes = random_worlds(len(stage.variables), SAMPLED, SEED)
    asked = (pair for formula in also for pair in leaves_under_nots(formula))
    negated = {leaf for leaf, nots in chain(_read(stage), asked) if nots & 1}
    return [
        (mask & ~3) | (1 if name in negated else 2) for mask, name in zip(masks, stage.variables, strict=True)
    ], lanes


def _lanes_of(search: Found) -> Block:
    """The stable models that were found, a lane each."""
    if search.cap is not None and not search.right:
        remedy = "give more time, or suppose some offers away"
        raise QuestionError(f"no stable model is known: {search.cap}", remedy=remedy)
    lanes = all_lanes(len(search.right))
    masks = [
        sum(int(guess[i]) << lane for lane, guess in enumerate(search.right))
        for i in range(len(search.formulas))
    ]
    return masks, lanes
