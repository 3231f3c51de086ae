"""Conditions in words: ``only with an American backstop and a ceasefire``."""

from collections.abc import Sequence

from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not
from musterbook.presenting.grammar import either, in_words, listed
from musterbook.presenting.names import Names

DEEPEST = 12


def only(formula: Formula, names: Names) -> str:
    """``only with A and B``, ``only without C``, ``only with A and without C``."""
    return f"only {given(formula, names)}"


def given(formula: Formula, names: Names) -> str:
    """``with A and B and without C``."""
    parts = formula.parts if isinstance(formula, All) else (formula,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    told = []
    if wanted or not unwanted:
        told.append(f"with {_together(wanted, names, 1) if wanted else 'nothing further'}")
    if unwanted:
        told.append(f"without {either([words(part, names, 1) for part in unwanted])}")
    return " and ".join(told)


def words(formula: Formula, names: Names, depth: int = 0) -> str:
    """A formula as a noun phrase."""
    if depth > DEEPEST:
        return "further conditions"
    match formula:
        case Leaf(id=name):
            return names.leaf(name)
        case Not(part=part):
            return f"no {_bare(words(part, names, depth + 1))}"
        case AtLeast(k=k, parts=parts):
            told = listed(_each(parts, names, depth)) or "nothing further"
            return f"at least {in_words(k)} of {told}"
        case AnyOf(parts=parts):
            told = either(_each(parts, names, depth)) if parts else "what cannot come true"
            return f"either {told}" if depth and len(parts) > 1 else told
        case All(parts=parts):
            told = _together(parts, names, depth + 1) if parts else "nothing further"
            return f"both {told}" if depth and len(parts) == 2 else told


def _together(parts: Sequence[Formula], names: Names, depth: int) -> str:
    """Alternatives stand last, where an ``or`` cannot be misread."""
    ordered = sorted(parts, key=lambda part: not isinstance(part, Leaf))
    if len(ordered) == 1:
        return words(ordered[0], names, 0)
    return listed([words(part, names, depth) for part in ordered])


def _each(parts: Sequence[Formula], names: Names, depth: int) -> list[str]:
    return [words(part, names, depth + 1) for part in parts]


def _bare(phrase: str) -> str:
    """Without its article, to stand after ``no``."""
    head, _, rest = phrase.partition(" ")
    return rest if head in ("a", "an", "the") and rest else phrase


def holds(formula: Formula, truth: dict[str, bool]) -> bool:
    """Whether the formula holds where its leaves have these values; a leaf that is not listed holds."""
    match formula:
        case Leaf(id=name):
            return truth.get(name, True)
        case Not(part=part):
            return not holds(part, truth)
        case AtLeast(k=k, parts=parts):
            return sum(holds(part, truth) for part in parts) >= k
        case AnyOf(parts=parts):
            return any(holds(part, truth) for part in parts)
        case All(parts=parts):
            return all(holds(part, truth) for part in parts)
