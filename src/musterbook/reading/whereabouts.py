"""Phrases of place in a sentence: ``in Poland``, ``on Polish soil``, ``next to Ukraine``, ``at home``.

What names a state or one of its towns comes with the kind of the preposition before it; other phrases are
fixed. All of their words stand in the table ``places``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.cuewords import Pattern, as_words, matches, patterns_of, stands_at, top_of
from musterbook.reading.mentions import Marked
from musterbook.reading.tree import Tree

NAMES = ("name", "capital", "adjective")
TOWNS = ("capital", "part")
SIDES = ("at", "enter", "to", "for", "beside", "beyond")
BETWEEN = ("force", "area", "beside")
FIXED = ("in_theatre", "neighbouring", "outside", "home")
JOINTS = frozenset(("nmod", "amod", "compound", "flat", "appos", "nummod"))


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The table ``places``: kind -> patterns, the patterns that need a noun of area, town -> state; the words
    that may stand between a place and what it is said of."""

    by_kind: dict[str, tuple[Pattern, ...]]
    by_area: frozenset[Pattern]
    parts: dict[Pattern, str]
    areas: frozenset[str]
    between: frozenset[str]

    def of(self, kind: str) -> tuple[Pattern, ...]:
        return self.by_kind.get(kind, ())


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a place: its ``state`` (None where they point back), the token they hang by."""

    state: str | None
    kind: str
    first: int
    head: int


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase of place: ``side`` is the kind of its preposition or of a fixed phrase, ``top`` its head."""

    state: str | None
    side: str
    kind: str
    top: int
    first: int
    last: int


@lru_cache(maxsize=4)
def place_words(codebook: Codebook) -> PlaceWords:
    rows = codebook.rows("places")
    return PlaceWords(
        patterns_of(rows),
        frozenset(as_words(row["pattern"]) for row in rows if row["note"] == "area"),
        {as_words(row["pattern"]): row["note"] for row in rows if row["kind"] == "part"},
        frozenset(row["pattern"] for row in rows if row["kind"] == "area"),
        frozenset(row["pattern"] for row in rows if row["kind"] in BETWEEN),
    )


def places_in(sentence: Marked, table: PlaceWords) -> list[Place]:
    """Every phrase of place, in text order: prepositions over names, and the fixed phrases."""
    tree = sentence.tree
    found = [_phrase(tree, named, table) for named in _named(sentence, table)]
    named = [place for place in found if place is not None]
    taken = {k for place in named for k in range(place.first, place.last + 1)}
    fixed = [place for place in _fixed(tree, table) if not taken & set(range(place.first, place.last + 1))]
    return sorted((*named, *fixed), key=lambda place: (place.first, place.last))


def _named(sentence: Marked, table: PlaceWords) -> Iterator[Named]:
    tree = sentence.tree
    for mention in sentence.actors:
        if mention.kind in NAMES:
            yield Named(mention.actor, mention.kind, mention.indices[0], mention.head)
    for i, pattern in matches(tree, table.of("part")):
        if tree.tokens[i + len(pattern) - 1].text[:1].isupper():
            yield Named(table.parts[pattern], "part", i, top_of(tree, i, i + len(pattern) - 1))
    for i, pattern in matches(tree, table.of("back")):
        yield Named(None, "back", i, i + len(pattern) - 1)


def _phrase(tree: Tree, named: Named, table: PlaceWords) -> Place | None:
    """The phrase of place around a name: ``in Poland``, ``on Polish soil``, ``next to Poland``."""
    top = _top(tree, named.head, table)
    if named.kind == "adjective" and top == named.head:
        return None
    first = _start(tree, top, named.first)
    opened = _opening(tree, top, first, table, area=top != named.head)
    if opened is not None:
        return Place(named.state, opened[0], named.kind, top, opened[1], max(top, named.head))
    return _second(tree, named, top, table)


def _second(tree: Tree, named: Named, top: int, table: PlaceWords) -> Place | None:
    """The second of two names under one preposition: ``in Poland and Romania``."""
    head = tree.head(top)
    if tree.base_rel(top) != "conj" or named.kind == "adjective":
        return None
    opened = _opening(tree, head, _start(tree, head, head), table, area=False)
    return None if opened is None else Place(named.state, opened[0], named.kind, head, opened[1], top)


def _top(tree: Tree, i: int, table: PlaceWords) -> int:
    """The noun of area that a name belongs to (``soil`` of ``Polish soil``), else the name itself."""
    while tree.base_rel(i) in JOINTS and tree.lower[tree.head(i)] in table.areas and not _own_side(tree, i):
        i = tree.head(i)
    return i


def _own_side(tree: Tree, i: int) -> bool:
    """Whether a name has a preposition of its own other than "of": ``soil next to Poland``."""
    return any(tree.lower[k] not in ("of", "'s") for k in tree.children(i, "case"))


def _start(tree: Tree, top: int, first: int) -> int:
    """Where the noun phrase begins, behind its preposition."""
    kids = [k for k in tree.children(top, "det", "amod", "compound", "nmod:poss", "nummod") if k < top]
    return min((k for kid in kids for k in tree.subtree(kid)), default=min(first, top))


def _opening(tree: Tree, top: int, first: int, table: PlaceWords, *, area: bool) -> tuple[str, int] | None:
    """(kind, token) of what opens a phrase, the longest: right before it, or by the parse."""
    for end in (first - 1, *(k for k in tree.children(top, "case") if k < top)):
        found = [
            (side, end - len(pattern) + 1)
            for side in SIDES
            for pattern in table.of(side)
            if (area or pattern not in table.by_area) and _ends_at(tree, end, pattern)
        ]
        if found:
            return min(found, key=lambda pair: pair[1])
    return None


def _ends_at(tree: Tree, end: int, pattern: Pattern) -> bool:
    start = end - len(pattern) + 1
    return start >= 0 and stands_at(tree, start, pattern)


def _fixed(tree: Tree, table: PlaceWords) -> Iterator[Place]:
    """The phrases that need no name: ``at home``, ``next door``; an adjective stands for its noun."""
    for kind in FIXED:
        for i, pattern in matches(tree, table.of(kind)):
            head = top_of(tree, i, i + len(pattern) - 1)
            top = tree.head(head) if tree.base_rel(head) == "amod" else head
            yield Place(None, kind, kind, top, i, max(top, i + len(pattern) - 1))
    for i, _ in matches(tree, table.of("there")):
        if tree.base_rel(i) != "expl":
            yield Place(None, "at", "there", i, i, i)
