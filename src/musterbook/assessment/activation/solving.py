"""Stable models as answer sets (rule 8): the network under guesses, and what bears each guess out.

The guess "``not F`` holds" follows from F's not holding, under default negation: it lends no support, so
that the answer sets are the sets that equal the least fixpoint of their own reduct (Gelfond and Lifschitz
1988). F itself is read off the model by atoms of its own, which nothing else hangs on.
"""

from musterbook.assessment.activation.guessing import Guessing, Right
from musterbook.assessment.kernel.answersets import Rules, solve
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.orders import wires_of
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not

MOST_CONFLICTS = 1_000_000


def right_by_answer_sets(
    guessing: Guessing, most: int, deadline: Deadline = NO_DEADLINE
) -> tuple[list[Right], bool]:
    """Up to ``most`` right guesses, and whether these are all."""
    from clingo import Control, Function, Model, Number

    control = Control(["0", f"--solve-limit={MOST_CONFLICTS}"], message_limit=0)
    symbols = [Function("holds", [Number(i)]) for i in range(len(guessing.formulas))]
    place = {symbol: i for i, symbol in enumerate(symbols)}
    with control.backend() as backend:
        rules = Rules(backend)
        _state(guessing, rules, [rules.atom(symbol) for symbol in symbols])
    right: list[Right] = []

    def take(model: Model) -> bool:
        held = {place[symbol] for symbol in model.symbols(atoms=True)}
        right.append(tuple(i in held for i in range(len(symbols))))
        return len(right) <= most

    complete = solve(control, take, deadline)
    return right[:most], complete and len(right) <= most


def _state(guessing: Guessing, rules: Rules, guesses: list[int]) -> None:
    """The rules: the network's, given the guesses; and for each guess the one that bears it out."""
    wiring = guessing.wiring
    roots = [*dict.fromkeys([*wiring.offers, *guessing.asked.values()])]
    variables = {guessing.first + i: atom for i, atom in enumerate(guesses)}
    marks = rules.gates(wires_of(wiring.network, *roots), variables.get)
    known: dict[Formula, int] = {Leaf(leaf): marks[gate] for leaf, gate in guessing.asked.items()}
    for formula, guess in zip(guessing.formulas, guesses, strict=True):
        rules.rule(guess, [-_truth(formula.part, rules, known)])


def _truth(formula: Formula, rules: Rules, known: dict[Formula, int]) -> int:
    """An atom that holds where the formula does; its depth is bounded by the formula's own limit."""
    if formula not in known:
        atom = known[formula] = rules.atom()
        match formula:
            case Not(part=part):
                rules.rule(atom, [-_truth(part, rules, known)])
            case All(parts=parts):
                rules.rule(atom, [_truth(part, rules, known) for part in parts])
            case AnyOf(parts=parts):
                for part in parts:
                    rules.rule(atom, [_truth(part, rules, known)])
            case AtLeast(k=k, parts=parts):
                rules.reaches(atom, [(_truth(part, rules, known), 1) for part in parts], k)
    return known[formula]
