"""Conditions with negation (rule 8): the stable models, or the circle that lets none stand.

A stable model is the least fixpoint of its own reduct. Guessing the truth of every outermost ``not``
therefore finds them all: a guess is right when the least fixpoint under it gives each ``not`` the guessed
value. Guesses are first narrowed from both sides (the well-founded approximation of Van Gelder, Ross and
Schlipf 1991); what stays open is split, and at the end up to 2^12 guesses are settled at once, one lane
each.
"""

from dataclasses import dataclass
from typing import Any

from musterbook.assessment.activation.cycle import odd_cycle
from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.activation.truth import Rails, rails_of
from musterbook.assessment.activation.wiring import Wiring, guessed_formulas
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, variable_mask
from musterbook.model.formula import Formula, leaves

TOGETHER = 12
MOST_MODELS = 10_000
MOST_WORK = 10_000_000

Guess = tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class StableAnswer:
    """The stable models as sorted offer ids; ``cycle`` only where there is none."""

    stable: tuple[tuple[str, ...], ...]
    cycle: tuple[str, ...] | None = None
    complete: bool = True

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"stable": [list(model) for model in self.stable], "complete": self.complete}
        if self.cycle is not None:
            body["cycle"] = list(self.cycle)
        if not self.complete:
            body["cap"] = f"the search stops at {MOST_MODELS} models or {MOST_WORK} steps"
        return body


def stable_models(stage: Stage) -> StableAnswer:
    """The stable models in the world where unknown circumstances are false."""
    search = find_models(stage)
    complete = search.complete
    models = tuple(sorted(search.models, key=lambda model: (len(model), model)))
    cycle = odd_cycle(stage, search.open_offers()) if complete and not models else None
    return StableAnswer(models, cycle, complete)


def find_models(stage: Stage) -> "Search":
    """The finished search, with the right guesses beside the models."""
    search = Search(stage)
    search.complete = search.run()
    return search


class Search:
    """Splits on one undecided guess after another, narrowing in between."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.formulas: list[Formula] = guessed_formulas(stage)
        first = len(stage.variables)
        self.wiring = Wiring(stage, {formula: first + i for i, formula in enumerate(self.formulas)})
        self.asked = {leaf: self.wiring.leaf(leaf) for leaf in _leaves_of(self.formulas)}
        self.models: list[tuple[str, ...]] = []
        self.right: list[list[bool]] = []
        self.complete = False
        self.work = MOST_WORK

    def run(self) -> bool:
        """Whether the search came to its end."""
        open_ones: list[Guess] = [(None,) * len(self.formulas)]
        while open_ones:
            if self.work < 0 or len(self.models) > MOST_MODELS:
                return False
            guess = self._narrowed(open_ones.pop())
            if guess is None:
                continue
            undecided = [i for i, value in enumerate(guess) if value is None]
            if len(undecided) <= TOGETHER:
                self._settle(guess, undecided)
            else:
                open_ones += [_with(guess, undecided[0], value) for value in (True, False)]
        return True

    def _narrowed(self, guess: Guess) -> Guess | None:
        """The guess with all that follows from it; None where it contradicts itself."""
        while self.work >= 0:
            low, high = self._bounds(guess)
            found = self._met(guess, low, high)
            if found is None or found == guess:
                return found
            guess = found
        return guess

    def _met(self, guess: Guess, low: list[int], high: list[int]) -> Guess | None:
        """The guess with every ``not`` that is settled; None where one is settled against its guess."""
        met: list[bool | None] = []
        for value, formula in zip(guess, self.formulas, strict=True):
            surely, possibly = rails_of(formula, lambda leaf: self._rail(leaf, low, high), 1)
            settled = bool(surely) if surely == possibly else None
            if settled is not None and value not in (None, settled):
                return None
            met.append(value if settled is None else settled)
        return tuple(met)

    def open_offers(self) -> list[str]:
        """The offers that narrowing alone leaves open."""
        guess = self._narrowed((None,) * len(self.formulas))
        if guess is None:
            return []
        low, high = self._bounds(guess)
        return [
            offer.id
            for offer, gate in zip(self.stage.situation.offers, self.wiring.offers, strict=True)
            if low[gate] != high[gate]
        ]

    def _bounds(self, guess: Guess) -> tuple[list[int], list[int]]:
        low = self._least([value is True for value in guess])
        return low, self._least([value is not False for value in guess])

    def _least(self, guessed: list[bool]) -> list[int]:
        masks = [0] * len(self.stage.variables) + [int(value) for value in guessed]
        self.work -= len(masks) + 2 * len(self.wiring.network)
        return self.wiring.network.least(masks, 1)

    def _rail(self, leaf: str, low: list[int], high: list[int]) -> Rails:
        gate = self.asked[leaf]
        return low[gate], high[gate]

    def _settle(self, guess: Guess, undecided: list[int]) -> None:
        """All completions of the guess at once: the lanes whose fixpoint bears their guess out."""
        count = len(undecided)
        lanes = all_lanes(1 << count)
        guessed = [lanes if value else 0 for value in guess]
        for place, i in enumerate(undecided):
            guessed[i] = variable_mask(place, count)
        gates = self.wiring.network.least([0] * len(self.stage.variables) + guessed, lanes)
        right = lanes
        for formula, mask in zip(self.formulas, guessed, strict=True):
            held, _ = rails_of(formula, lambda leaf: self._rail(leaf, gates, gates), lanes)
            right &= ~(held ^ mask)
        offers = self.stage.situation.offers
        for lane in lanes_on(right):
            active = (
                o.id for o, gate in zip(offers, self.wiring.offers, strict=True) if gates[gate] >> lane & 1
            )
            self.models.append(tuple(sorted(active)))
            self.right.append([bool(mask >> lane & 1) for mask in guessed])


def _with(guess: Guess, place: int, value: bool) -> Guess:
    return (*guess[:place], value, *guess[place + 1 :])


def _leaves_of(formulas: list[Formula]) -> list[str]:
    return list(dict.fromkeys(leaf for formula in formulas for leaf in leaves(formula)))
