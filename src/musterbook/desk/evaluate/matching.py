"""Which read record answers which marked one: each at most once, the best assignment as a whole.

Two positions match when they have the same actor, the same subject and overlapping evidence. Among several
ways to pair them the one with most matches wins, then most equal stances, then most overlap, then the most
that agrees besides; the answer never depends on the order of the records.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from musterbook.codebook.ladder import level
from musterbook.desk.evaluate.assignment import assign
from musterbook.desk.evaluate.gold import GoldAttribution, GoldClaim, GoldPosition
from musterbook.model.document import Statement
from musterbook.model.formula import Formula, Leaf, Not, children
from musterbook.model.position import Claim, Position, Quantity
from musterbook.model.span import Span, Spans, hull

GROUP = "GROUP:"
PERMILLE = 1000
TRAITS = ("source_kind", "negated", "superseded", "where")
G = TypeVar("G")
R = TypeVar("R")
Rule = Callable[[GoldPosition, Position], bool]


@dataclass(frozen=True, slots=True)
class Matching:
    """Indices into the marked and the read records: the pairs, and who stayed alone on either side."""

    pairs: tuple[tuple[int, int], ...]
    gold_alone: tuple[int, ...]
    read_alone: tuple[int, ...]


# What makes two positions the same


def same_actor(gold: GoldPosition, read: Position) -> bool:
    """Equal ids; two described groups (rule 5) when their counts agree, where both print one."""
    if gold.actor.startswith(GROUP) and read.actor.startswith(GROUP):
        return same_count(count_of(gold.actor), count_of(read.actor))
    return gold.actor == read.actor


def same_subject(gold: GoldPosition, read: Position) -> bool:
    return gold.on == read.on


def same_place(gold: GoldPosition, read: Position) -> bool:
    return any(gold.evidence.overlaps(span) for span in read.evidence)


def same_position(gold: GoldPosition, read: Position) -> bool:
    """The main definition: actor, subject and overlapping evidence."""
    return same_actor(gold, read) and same_subject(gold, read) and same_place(gold, read)


def near_stance(gold: GoldPosition, read: Position) -> bool:
    """Within one rung of the ladder."""
    return abs(level(gold.stance) - level(read.stance)) <= 1


def same_quantity(gold: Quantity, read: Quantity) -> bool:
    """Equal low, high and unit; units compare without case and plural."""
    return same_figures(gold, read) and _unit(gold.unit) == _unit(read.unit)


def same_figures(gold: Quantity, read: Quantity) -> bool:
    return (gold.low, gold.high) == (read.low, read.high)


def _unit(unit: str | None) -> str | None:
    if unit is None:
        return None
    word = unit.strip().casefold()
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


# Counted groups

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: n for n, word in enumerate(f"{_ONES} {_TEENS}".split(), 1)}
_NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_MULTIPLES = {"dozen": 12, "hundred": 100}
_DIGITS = re.compile(r"\d[\d,]*")


def count_of(words: str) -> int | None:
    """The count in a group's words (``over thirty governments`` gives 30); None without one."""
    if found := _DIGITS.search(words):
        return int(found.group().replace(",", ""))
    total: int | None = None
    for word in re.findall(r"[a-z]+", words.removeprefix(GROUP).casefold()):
        number = _NUMBERS.get(word)
        if number is not None:
            total = (total or 0) + number
        elif word in _MULTIPLES and total is not None:
            total *= _MULTIPLES[word]
        elif total is not None:
            break
    return total


def same_count(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


# Conditions


def leaf_kinds(leaves: Iterable[str]) -> Counter[str]:
    """The distinct leaves as they are compared: ``other`` by kind, ``joins`` by who, the rest by id."""
    return Counter(_leaf_kind(leaf) for leaf in dict.fromkeys(leaves))


def _leaf_kind(leaf: str) -> str:
    if leaf.startswith("not:"):
        return f"not:{_leaf_kind(leaf.removeprefix('not:'))}"
    if leaf.startswith("other:"):
        return "other"
    if leaf.startswith("joins:"):
        who = leaf.split(":")[1]
        return f"joins:{who}" if re.fullmatch(r"[A-Z][A-Z0-9]+", who) else "joins:words"
    return leaf


def formula_leaves(formula: Formula | None, negated: bool = False) -> tuple[str, ...]:
    """The leaves of a formula as the gold's flat list has them; a leaf under ``not`` is another condition."""
    match formula:
        case None:
            return ()
        case Leaf(id=name):
            return (f"not:{name}",) if negated else (name,)
        case Not(part=part):
            return formula_leaves(part, not negated)
        case _:
            return tuple(leaf for part in children(formula) for leaf in formula_leaves(part, negated))


# How much two passages share


def overlap(one: Spans, other: Spans) -> int:
    """Shared characters over all characters of both, in thousandths; 0 only where none is shared."""
    left, right = _points(one), _points(other)
    shared = len(left & right)
    return max(1, PERMILLE * shared // len(left | right)) if shared else 0


def _points(spans: Spans) -> set[int]:
    return {point for span in spans for point in range(span.start, span.end)}


def same_words(one: Span, other: Spans, text: str) -> bool:
    """Equal but for quotation marks, punctuation and blanks at the edges."""
    return bool(other) and _core(one, text) == _core(hull(other), text)


def _core(span: Span, text: str) -> Span:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


# Pairing


def match_positions(
    gold: Sequence[GoldPosition], read: Sequence[Position], rule: Rule = same_position
) -> Matching:
    """Pairs positions under ``rule``; optional ones only take what is left over."""
    return match(gold, read, lambda g, r: _likeness(g, r) if rule(g, r) else None, _gold_order, _read_order)


def _likeness(gold: GoldPosition, read: Position) -> tuple[int, ...]:
    return (
        int(not gold.optional) * PERMILLE,
        PERMILLE,
        int(gold.stance == read.stance) * PERMILLE,
        int(near_stance(gold, read)) * PERMILLE,
        overlap((gold.evidence,), read.evidence),
        int(leaf_kinds(gold.conditions) == leaf_kinds(formula_leaves(read.conditions))) * PERMILLE,
        int(same_quantity(gold.quantity, read.quantity)) * PERMILLE,
        sum(getattr(gold, name) == getattr(read, name) for name in TRAITS),
    )


def _gold_order(gold: GoldPosition) -> tuple[object, ...]:
    return (
        gold.evidence,
        gold.actor,
        gold.on,
        gold.stance,
        sorted(gold.conditions),
        str(gold.quantity),
        gold.note,
    )


def _read_order(read: Position) -> tuple[object, ...]:
    conditions = sorted(formula_leaves(read.conditions))
    rest = (read.source_kind, read.negated, read.superseded, str(read.where))
    return (read.evidence, read.actor, read.on, read.stance, conditions, str(read.quantity), rest, read.id)


def match_claims(gold: Sequence[GoldClaim], read: Sequence[Claim]) -> Matching:
    """Pairs claims of one kind whose evidence overlaps; equal figures first, then overlap."""

    def likeness(one: GoldClaim, other: Claim) -> tuple[int, ...] | None:
        shared = overlap((one.evidence,), other.evidence) if one.kind == other.kind else 0
        equal = (one.low, one.high) == (other.low, other.high)
        return (PERMILLE, int(equal) * PERMILLE, shared) if shared else None

    return match(
        gold, read, likeness, lambda g: (g.evidence, g.kind, g.what), lambda r: (r.evidence, r.kind, r.id)
    )


def match_attributions(gold: Sequence[GoldAttribution], read: Sequence[Statement], text: str) -> Matching:
    """Pairs attributions whose cue or content overlaps; most parts touched first, then most parts exact."""

    def likeness(one: GoldAttribution, other: Statement) -> tuple[int, ...] | None:
        parts = ((one.source, other.source), (one.cue, other.cue), (one.content, other.content))
        shared = [overlap((mine,), theirs) for mine, theirs in parts]
        if not (shared[1] or shared[2]):
            return None
        exact = sum(same_words(mine, theirs, text) for mine, theirs in parts)
        return (PERMILLE, sum(map(bool, shared)) * PERMILLE // 3, exact * PERMILLE // 3, shared[2])

    return match(
        gold,
        read,
        likeness,
        lambda g: (g.cue, g.source, g.content),
        lambda r: (r.cue, r.source, r.content, r.id),
    )


def match(
    gold: Sequence[G],
    read: Sequence[R],
    likeness: Callable[[G, R], tuple[int, ...] | None],
    gold_order: Callable[[G], Any],
    read_order: Callable[[R], Any],
) -> Matching:
    """The best pairing under ``likeness``: digits of 0 to 1000, the first counts most; None forbids a pair.

    The records are put in an order of their own first, so that ties fall the same way however they came.
    """
    rows = sorted(range(len(gold)), key=lambda n: gold_order(gold[n]))
    columns = sorted(range(len(read)), key=lambda n: read_order(read[n]))
    base = PERMILLE * min(len(gold), len(read)) + 1
    weights = [[_whole(likeness(gold[g], read[r]), base) for r in columns] for g in rows]
    pairs = sorted((rows[row], columns[column]) for row, column in assign(weights))
    gold_taken, read_taken = {g for g, _ in pairs}, {r for _, r in pairs}
    return Matching(
        tuple(pairs),
        tuple(n for n in range(len(gold)) if n not in gold_taken),
        tuple(n for n in range(len(read)) if n not in read_taken),
    )


def _whole(digits: tuple[int, ...] | None, base: int) -> int:
    """One whole number in which an earlier digit outweighs all later ones of all pairs together."""
    total = 0
    for digit in digits or ():
        total = total * base + digit
    return total
