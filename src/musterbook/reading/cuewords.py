"""Words of a table found in a sentence: patterns by kind, where they stand, which token stands for them.

Three steps share it that look for phrases rather than predicates: places, caveats, reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from musterbook.reading.folding import folded_words
from musterbook.reading.tree import Tree

Pattern = tuple[str, ...]
OWNERS = frozenset(("its", "their", "his", "her", "our", "my"))


def patterns_of(rows: Sequence[Mapping[str, str]]) -> dict[str, tuple[Pattern, ...]]:
    """kind -> the patterns of a table of cue words, as words, the longest first."""
    found: dict[str, list[Pattern]] = {}
    for row in rows:
        pattern = as_words(row["pattern"])
        if pattern:
            found.setdefault(row["kind"], []).append(pattern)
    return {kind: tuple(sorted(patterns, key=len, reverse=True)) for kind, patterns in found.items()}


def as_words(pattern: str) -> Pattern:
    return folded_words(pattern)


def matches(tree: Tree, patterns: tuple[Pattern, ...]) -> Iterator[tuple[int, Pattern]]:
    """Where patterns start, the longest at each token."""
    by_first = _by_first(patterns)
    if by_first.keys().isdisjoint(tree.lower):
        return
    for i, word in enumerate(tree.lower):
        found = next((p for p in by_first.get(word, ()) if stands_at(tree, i, p)), None)
        if found is not None:
            yield i, found


@lru_cache(maxsize=64)
def _by_first(patterns: tuple[Pattern, ...]) -> dict[str, tuple[Pattern, ...]]:
    """First word -> the patterns that it may open, in their order."""
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for word in OWNERS if pattern[0] == "its" else (pattern[0],):
            found.setdefault(word, []).append(pattern)
    return {word: tuple(rows) for word, rows in found.items()}


def stands_at(tree: Tree, i: int, pattern: Pattern) -> bool:
    """Whether a pattern stands at a place; its "its" is any possessive."""
    there = tree.lower[i : i + len(pattern)]
    if len(there) < len(pattern):
        return False
    return all(a == b or (b == "its" and a in OWNERS) for a, b in zip(there, pattern, strict=True))


def top_of(tree: Tree, first: int, last: int) -> int:
    """The token of a stretch whose head lies outside it."""
    inside = range(first, last + 1)
    return next((i for i in reversed(inside) if tree.head(i) not in inside), inside[-1])
