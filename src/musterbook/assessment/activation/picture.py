"""The picture behind an explanation: every leaf, formula, offer and line with its three values (rules 7, 15).

The lanes are the worlds of the unknown circumstances, or the stable models where there is no single fixpoint.
"""

from musterbook.assessment.activation.cycle import signed_leaves
from musterbook.assessment.activation.stable import find_models
from musterbook.assessment.activation.stage import Stage, set_stage, unknown_circumstances
from musterbook.assessment.activation.truth import rails_of
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.worlds import Block, all_worlds, random_worlds
from musterbook.model.formula import Formula, leaves
from musterbook.model.situation import Situation

MOST_OPEN = 14
SAMPLED = 1 << 10
SEED = 20250317


class Picture:
    """Masks of everything that an explanation may name; ``contradiction`` where no stable model stands."""

    def __init__(self, laid: Situation, threshold: int, concerted: bool = False) -> None:
        plain = set_stage(laid, threshold)
        self.stage, self.wiring, (masks, self.lanes) = _monotone(plain) if plain.monotone else _stable(plain)
        self.stable = not plain.monotone
        self.contradiction = not self.lanes
        self.offers_by_id = {o.id: o for o in self.stage.situation.offers}
        for text in self._all_leaves():
            self.wiring.leaf(text)
        greatest = concerted and plain.monotone
        network = self.wiring.network
        self.gates = network.greatest(masks, self.lanes) if greatest else network.least(masks, self.lanes)
        self.offer_gates = dict(zip(self.offers_by_id, self.wiring.offers, strict=True))

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
        return self.value(rails_of(formula, self._leaf_rails, self.lanes)[0])

    def _leaf_rails(self, leaf: str) -> tuple[int, int]:
        mask = self.gates[self.wiring.leaf(leaf)]
        return mask, mask

    def _all_leaves(self) -> dict[str, None]:
        conditions = (offer.condition for offer in self.stage.situation.offers)
        return dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition))


def _monotone(plain: Stage) -> tuple[Stage, Wiring, Block]:
    unknown = unknown_circumstances(plain)
    stage = set_stage(plain.situation, plain.threshold, unknown)
    wiring = Wiring(stage)
    if len(unknown) <= MOST_OPEN:
        return stage, wiring, next(all_worlds(wiring.network, len(unknown), range(len(unknown))))
    return stage, wiring, _worst_best_and_sample(stage)


def _worst_best_and_sample(stage: Stage) -> Block:
    """Too many worlds to go through: the worst and the best one by sign, and a sample beside them."""
    masks, lanes = random_worlds(len(stage.variables), SAMPLED, SEED)
    negated = {leaf for o in stage.counting for leaf, sign in signed_leaves(o.condition) if sign}
    return [
        (mask & ~3) | (1 if name in negated else 2) for mask, name in zip(masks, stage.variables, strict=True)
    ], lanes


def _stable(plain: Stage) -> tuple[Stage, Wiring, Block]:
    search = find_models(plain)
    lanes = all_lanes(len(search.right))
    masks = [
        sum(int(guess[i]) << lane for lane, guess in enumerate(search.right))
        for i in range(len(search.formulas))
    ]
    return plain, search.wiring, (masks, lanes)
