"""Conditions of a position, made into formulas that the engine accepts; every leaf that it cannot read as
participation becomes a circumstance, so that nothing said is lost.

Silence is not refusal (rule 1): the participation of an actor without a position is an unknown circumstance
beside the leaf, not a no. A group is not its members (rule 5): whether the G7 join is a circumstance of its
own, which no member's position decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from musterbook.codebook import Codebook
from musterbook.errors import QuestionError
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not
from musterbook.model.leaf import OTHER, Count, Filled, Joins, Sum, is_reserved, parse_leaf
from musterbook.model.situation import Circumstance, StandsFor

JOINS = "joins:"


@dataclass(slots=True)
class Ground:
    """What conditions are laid on: the codebook, who offers what, the lines; it gathers the circumstances."""

    codebook: Codebook
    offered: frozenset[tuple[str, str]]
    subjects: frozenset[str]
    lines: frozenset[str]
    circumstances: dict[str, Circumstance] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)

    def circumstance(self, name: str, link: StandsFor | None = None) -> Leaf:
        """The leaf of a circumstance, entered among those that the situation lists."""
        self.circumstances.setdefault(name, Circumstance(name, stands_for=link))
        return Leaf(name)

    def joins(self, actor: str, on: str | None = None) -> bool:
        """Whether the actor holds any position on the subject, or on anything."""
        return any(a == actor and on in (None, subject) for a, subject in self.offered)


def lay(formula: Formula, ground: Ground) -> Formula:
    """The formula as the engine takes it."""
    match formula:
        case Leaf(id=name):
            return _leaf(name, ground)
        case All(parts=parts):
            return All(tuple(lay(part, ground) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(tuple(lay(part, ground) for part in parts))
        case AtLeast(k=k, parts=parts):
            return AtLeast(k, tuple(lay(part, ground) for part in parts))
        case Not(part=part):
            return Not(lay(part, ground))


def _leaf(name: str, ground: Ground) -> Formula:
    if name.startswith(JOINS):
        return _joining(name.removeprefix(JOINS), ground)
    if name.startswith(OTHER):
        return ground.circumstance(name)
    if is_reserved(name):
        return Leaf(name) if _readable(name, ground) else ground.circumstance(OTHER + name)
    return _with_implying(name, ground)


def _with_implying(name: str, ground: Ground) -> Formula:
    """A circumstance, or any that brings it with it: a peace agreement brings a ceasefire."""
    brings = ground.codebook.implied_by(name)
    leaves = [ground.circumstance(each, _link(each, ground.codebook)) for each in (name, *brings)]
    return leaves[0] if not brings else AnyOf(tuple(leaves))


def _link(name: str, codebook: Codebook) -> StandsFor | None:
    behind = codebook.stands_for(name)
    return None if behind is None else StandsFor(*behind)


def _joining(words: str, ground: Ground) -> Formula:
    actor, _, on = words.partition(":")
    codebook = ground.codebook
    if not codebook.is_actor(actor) or (on and on not in codebook.contributions):
        return ground.circumstance(f"{OTHER}joins {words}")
    if ground.joins(actor, on or None):
        return Leaf(JOINS + words)
    ground.silent[words] = actor
    if on:
        return ground.circumstance(f"{OTHER}joins {words}", StandsFor(actor, on))
    return AnyOf((Leaf(JOINS + words), ground.circumstance(f"{OTHER}joins {words}")))


def _readable(name: str, ground: Ground) -> bool:
    """Whether the engine would accept a leaf about counts, sums or fill here."""
    try:
        said = parse_leaf(name)
    except QuestionError:
        return False
    match said:
        case Count(on=on):
            return on is None or on in ground.subjects
        case Sum(on=on):
            return on in ground.subjects
        case Filled(line=line):
            return bool(ground.lines) if line is None else line in ground.lines
        case _:
            return isinstance(said, Joins)


def alternatives(formulas: Iterable[Formula | None]) -> Formula | None:
    """Alternative ways to take part as one condition: any of them; None where one asks for nothing."""
    once = tuple(dict.fromkeys(formulas))
    if not once or None in once:
        return None
    kept = tuple(formula for formula in once if formula is not None)
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def in_words(formula: Formula) -> str:
    """A condition for the eye: ``ceasefire and (un_mandate or eu_mandate)``."""
    match formula:
        case Leaf(id=name):
            return name
        case Not(part=part):
            return f"not {_bracketed(part)}"
        case All(parts=parts):
            return " and ".join(map(_bracketed, parts)) or "nothing"
        case AnyOf(parts=parts):
            return " or ".join(map(_bracketed, parts)) or "what cannot be"
        case AtLeast(k=k, parts=parts):
            return f"at least {k} of {', '.join(map(_bracketed, parts))}"


def _bracketed(formula: Formula) -> str:
    return formula.id if isinstance(formula, Leaf) else f"({in_words(formula)})"
