"""Conditions with negation (rule 8): the stable models, or the circle that lets none stand.

A stable model is the least fixpoint of its own reduct. A few guesses are gone through, one lane each; more
are left to clingo.
"""

from dataclasses import dataclass
from typing import Any

from musterbook.assessment.activation.cycle import odd_cycle
from musterbook.assessment.activation.guessing import TOGETHER, Guessing, Right, right_by_splitting
from musterbook.assessment.activation.solving import right_by_answer_sets
from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.answersets import MOST_LITERALS
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.orders import literals_of
from musterbook.model.formula import Not

MOST_MODELS = 10_000
MOST_TOLD = 1_000_000
"""How many offers all listed models may name together: large situations list fewer models."""


@dataclass(frozen=True, slots=True)
class StableAnswer:
    """The stable models as sorted offer ids; ``cycle`` only where there is none; ``cap`` what is missing."""

    stable: tuple[tuple[str, ...], ...]
    cycle: tuple[str, ...] | None = None
    complete: bool = True
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"stable": [list(model) for model in self.stable], "complete": self.complete}
        if self.cycle is not None:
            body["cycle"] = list(self.cycle)
        if self.cap is not None:
            body["cap"] = self.cap
        return body


@dataclass(frozen=True, slots=True)
class Found:
    """The models with their right guesses, in one order; ``formulas`` are what is guessed about."""

    wiring: Wiring
    formulas: tuple[Not, ...]
    models: tuple[tuple[str, ...], ...]
    right: tuple[Right, ...]
    cap: str | None
    open_offers: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.cap is None


def stable_models(stage: Stage, deadline: Deadline = NO_DEADLINE) -> StableAnswer:
    """The stable models in the world where unknown circumstances are false."""
    found = find_models(stage, deadline)
    cycle = None if found.cap or found.models else odd_cycle(stage, found.open_offers)
    return StableAnswer(found.models, cycle, found.complete, found.cap)


def find_models(stage: Stage, deadline: Deadline = NO_DEADLINE) -> Found:
    """The models, by size and then as lists, with the guesses that bear them."""
    guessing = Guessing(stage)
    most = max(1, min(MOST_MODELS, MOST_TOLD // max(1, len(stage.situation.offers))))
    right, complete = _right(guessing, most, deadline)
    pairs = sorted(zip(guessing.models(right), right, strict=True), key=lambda pair: (len(pair[0]), pair[0]))
    return Found(
        guessing.wiring,
        tuple(guessing.formulas),
        tuple(model for model, _ in pairs),
        tuple(guess for _, guess in pairs),
        None if complete else _cap(len(right), most, deadline),
        tuple(guessing.open_offers(deadline)) if complete and not right else (),
    )


def _right(guessing: Guessing, most: int, deadline: Deadline) -> tuple[list[Right], bool]:
    count = len(guessing.formulas)
    if count <= TOGETHER:
        right = guessing.rights((None,) * count, range(count))
        return right[:most], len(right) <= most
    if literals_of(guessing.wiring.network) > MOST_LITERALS:
        return right_by_splitting(guessing, most, deadline)
    return right_by_answer_sets(guessing, most, deadline)


def _cap(found: int, most: int, deadline: Deadline) -> str:
    if found >= most:
        return f"{most} models are listed, there are more"
    if deadline.passed:
        return f"{deadline.cap}: more models may stand"
    return "the search was too hard: more models may stand"
