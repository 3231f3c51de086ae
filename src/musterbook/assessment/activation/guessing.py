"""Guesses (rule 8): the truth of every outermost ``not`` above participation, and what follows from one.

A guess is right when the least fixpoint under it gives each ``not`` the guessed value: the right guesses are
the stable models. A guess left partly open is narrowed from both sides (the well-founded approximation of
Van Gelder, Ross and Schlipf 1991). Splitting on what stays open finds all models; up to 2^12 guesses are
settled at once, one lane each. The answer sets of ``solving`` find the same, faster where there are many.
"""

from collections.abc import Sequence

from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.activation.truth import Rails, rails_of
from musterbook.assessment.activation.wiring import Wiring, guessed_formulas
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.lanes import all_lanes, lanes_on, members, transposed, variable_mask
from musterbook.model.formula import Formula, Not, leaves

TOGETHER = 12
MOST_WORK = 10_000_000
SOON = 1_000_000

Guess = tuple[bool | None, ...]
Right = tuple[bool, ...]


class Guessing:
    """The guesses of a stage: ``formulas`` are the ``not`` formulas guessed about, in order."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.formulas: list[Not] = guessed_formulas(stage)
        self.first = len(stage.variables)
        self.wiring = Wiring(stage, {formula: self.first + i for i, formula in enumerate(self.formulas)})
        self.asked = {leaf: self.wiring.leaf(leaf) for leaf in _leaves_of(self.formulas)}

    def models(self, right: Sequence[Right]) -> list[tuple[str, ...]]:
        """The active offers under each of several right guesses, as sorted ids."""
        lanes = all_lanes(len(right))
        numbers = [sum(value << i for i, value in enumerate(guess)) for guess in right]
        gates = self.least(transposed(numbers, len(self.formulas)), lanes)
        rows = transposed([gates[gate] for gate in self.wiring.offers], len(right))
        ids = [offer.id for offer in self.stage.situation.offers]
        return [tuple(sorted(ids[i] for i in members(row))) for row in rows]

    def least(self, guessed: Sequence[int], lanes: int = 1) -> list[int]:
        """The least fixpoint in lanes, given the mask of every guess."""
        return self.wiring.network.least([0] * self.first + list(guessed), lanes)

    def narrowed(
        self, guess: Guess, most_work: int = MOST_WORK, deadline: Deadline = NO_DEADLINE
    ) -> Guess | None:
        """The guess with all that follows from it (or, where that is much work, with some of it); None where
        it contradicts itself."""
        for _ in range(1 + most_work // (1 + len(self.wiring.network))):
            found = self._met(guess, *self._bounds(guess))
            if found is None or found == guess or deadline.passed:
                return found
            guess = found
        return guess

    def open_offers(self, deadline: Deadline = NO_DEADLINE) -> list[str]:
        """The offers that narrowing alone leaves open; where that is much work, perhaps more."""
        guess = self.narrowed((None,) * len(self.formulas), SOON, deadline)
        if guess is None:
            return []
        low, high = self._bounds(guess)
        return [
            offer.id
            for offer, gate in zip(self.stage.situation.offers, self.wiring.offers, strict=True)
            if low[gate] != high[gate]
        ]

    def rights(self, guess: Guess, undecided: Sequence[int]) -> list[Right]:
        """The right ones among all completions of a guess, settled at once."""
        count = len(undecided)
        lanes = all_lanes(1 << count)
        guessed = [lanes if value else 0 for value in guess]
        for place, i in enumerate(undecided):
            guessed[i] = variable_mask(place, count)
        gates = self.least(guessed, lanes)
        right = lanes
        for formula, mask in zip(self.formulas, guessed, strict=True):
            held, _ = rails_of(formula, lambda leaf: self._rail(leaf, gates, gates), lanes)
            right &= ~(held ^ mask)
        return [tuple(bool(mask >> lane & 1) for mask in guessed) for lane in lanes_on(right)]

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

    def _bounds(self, guess: Guess) -> tuple[list[int], list[int]]:
        low = self.least([int(value is True) for value in guess])
        return low, self.least([int(value is not False) for value in guess])

    def _rail(self, leaf: str, low: list[int], high: list[int]) -> Rails:
        gate = self.asked[leaf]
        return low[gate], high[gate]


def right_by_splitting(
    guessing: Guessing, most: int, deadline: Deadline = NO_DEADLINE
) -> tuple[list[Right], bool]:
    """Up to ``most`` right guesses, and whether these are all: splits on one undecided guess after another,
    down to TOGETHER of them."""
    right: list[Right] = []
    open_ones: list[Guess] = [(None,) * len(guessing.formulas)]
    work = MOST_WORK
    while open_ones:
        if work < 0 or len(right) > most or deadline.passed:
            return right[:most], False
        work -= 2 * len(guessing.wiring.network)
        guess = guessing.narrowed(open_ones.pop(), deadline=deadline)
        if guess is None:
            continue
        undecided = [i for i, value in enumerate(guess) if value is None]
        if len(undecided) <= TOGETHER:
            right += guessing.rights(guess, undecided)
        else:
            open_ones += [_with(guess, undecided[0], value) for value in (True, False)]
    return right[:most], len(right) <= most


def _with(guess: Guess, place: int, value: bool) -> Guess:
    return (*guess[:place], value, *guess[place + 1 :])


def _leaves_of(formulas: Sequence[Formula]) -> list[str]:
    return list(dict.fromkeys(leaf for formula in formulas for leaf in leaves(formula)))
