"""How much two documents have in common, as plain numbers between 0 and 1 (rule 3).

Shared words count by how unusual they are: one that a book knows from many separate weeks is its subject, one
met within a few days belongs to a report. What two texts share is looked for passage by passage, so that
background which one of them adds takes nothing away (Broder's containment of w-shingles, 1997, does the
same for runs of words).
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from operator import mul

from musterbook.muster.wording import Wording

ALMOST_NOTHING = 12
SPELL = timedelta(days=3)

Weight = Callable[[str], float]
Vectors = Mapping[str, Sequence[Sequence[float]]]
"""Sentence vectors of any encoder, by the document's id."""


def copied(one: Wording, other: Wording) -> float:
    """The share of the shorter text's runs of three words that the longer one also has."""
    smaller, larger = sorted((one.runs, other.runs), key=len)
    if len(smaller) < ALMOST_NOTHING:
        return float(smaller == larger and bool(smaller))
    return len(smaller & larger) / len(smaller)


def told_alike(one: Wording, other: Wording, weight: Weight) -> float:
    """The cosine of the two passages that are most alike in their unusual words."""
    if min(len(one.words), len(other.words)) < ALMOST_NOTHING:
        return 0.0
    mine, theirs = _weighed(one, other.words, weight), _weighed(other, one.words, weight)
    best = 0.0
    for (left, most_left, mass), (right, most_right, other_mass) in product(mine, theirs):
        size = math.sqrt(mass * other_mass)
        if min(most_left, most_right) > best * size:
            best = max(best, _mass(left & right, weight) / size)
    return best


def _weighed(
    wording: Wording, shared: frozenset[str], weight: Weight
) -> list[tuple[frozenset[str], float, float]]:
    """Each passage's shared words, what they weigh, what the whole passage weighs; the likeliest first."""
    parts = [(passage & shared, passage - shared) for passage in wording.passages]
    found = [(both, _mass(both, weight), _mass(rest, weight)) for both, rest in parts]
    return sorted(((w, mass, mass + rest) for w, mass, rest in found if mass), key=lambda each: -each[1])


def _mass(words: Iterable[str], weight: Weight) -> float:
    return math.fsum(map(weight, words))


def named_alike(one: Wording, other: Wording, weight: Weight) -> float | None:
    """How many of the names and figures of the text with fewer stand in both; None where one has none.

    The first word of a sentence is a name where the other text has it as one.
    """
    mine, theirs = (a.names | (a.starts & b.names) | a.figures for a, b in ((one, other), (other, one)))
    fewer = min(_mass(mine, weight), _mass(theirs, weight))
    return _mass(mine & theirs, weight) / fewer if fewer else None


def quoted_alike(one: Wording, other: Wording) -> float | None:
    """How much the two quotations most alike share of the shorter one's words; None unless both quote."""
    pairs = product(one.quotes, other.quotes)
    return max((len(a & b) / min(len(a), len(b)) for a, b in pairs), default=None)


def meant_alike(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> float:
    """How near, on average, each sentence of the shorter text comes to one of the longer's."""
    shorter, longer = sorted((one, other), key=len)
    nearest = [max((_cosine(a, b) for b in longer), default=0.0) for a in shorter]
    return sum(nearest) / max(1, len(nearest))


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    size = math.hypot(*one) * math.hypot(*other)
    return sum(map(mul, one, other)) / size if size else 0.0


def unusual(days: Mapping[str, Iterable[date]]) -> Weight:
    """The weight of each word: one over the root of the number of spells in which the book met it."""
    weights = {word: 1 / math.sqrt(max(1, spells(met))) for word, met in days.items()}
    return lambda word: weights.get(word, 1.0)


def spells(days: Iterable[date]) -> int:
    """How many separate spells of a few days those days make."""
    count, start = 0, date.min
    for day in sorted(days):
        if not count or day - start > SPELL:
            count, start = count + 1, day
    return count
