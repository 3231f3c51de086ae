"""What is spoken of: contributions, measures and conditions by their surface forms in the codebook."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.actors import head_of
from musterbook.reading.folding import folded_words
from musterbook.reading.inflect import irregular_verbs, verb_forms
from musterbook.reading.tree import Tree


@dataclass(frozen=True, slots=True)
class SubjectMention:
    """Words that name a contribution, a measure or a condition (``kind``); ``weak`` forms need company."""

    kind: str
    on: str
    indices: tuple[int, ...]
    head: int
    weak: bool


_Row = tuple[tuple[str, ...], str, bool]
_Words = list[tuple[str, ...]]  # each word as the forms may list it


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """``by_first``: kind -> first word -> the forms that it opens, the longest first."""

    by_first: dict[str, dict[str, tuple[_Row, ...]]]
    verbs: dict[str, str]


@lru_cache(maxsize=4)
def subject_index(codebook: Codebook) -> SubjectIndex:
    found: dict[str, dict[str, list[_Row]]] = {}
    for entry in codebook.forms:
        key = folded_words(entry.form)
        if key:
            found.setdefault(entry.kind, {}).setdefault(key[0], []).append((key, entry.id, entry.weak))
    ordered = {
        kind: {
            first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[2])))
            for first, rows in of_kind.items()
        }
        for kind, of_kind in found.items()
    }
    return SubjectIndex(ordered, _inflected(codebook))


def _inflected(codebook: Codebook) -> dict[str, str]:
    """Inflected verb -> base, for the verbs that open a form ("the guns have fallen silent")."""
    irregular = irregular_verbs(codebook)
    return {form: base for base in irregular for form in verb_forms(base, irregular)}


def find_subjects(tree: Tree, index: SubjectIndex, kinds: frozenset[str]) -> list[SubjectMention]:
    """Leftmost-longest mentions of the wanted kinds; one span may name a condition and a contribution."""
    found: list[SubjectMention] = []
    openings = [_openings(word, index) for word in tree.lower]
    for kind in sorted(kinds):
        by_first = index.by_first.get(kind, {})
        behind = 0
        for at, firsts in enumerate(openings):
            rows = [row for first in firsts for row in by_first.get(first, ())] if at >= behind else []
            hit = _at(tree, at, openings, kind, rows) if rows else None
            if hit is not None:
                found.append(hit)
                behind = hit.indices[-1] + 1
    return sorted(found, key=lambda hit: (hit.indices, hit.kind))


def _openings(word: str, index: SubjectIndex) -> tuple[str, ...]:
    """A word as it stands, in the singular, and as the verb it is a form of."""
    return tuple(dict.fromkeys((word, _singular(word), index.verbs.get(word, word))))


def _at(tree: Tree, at: int, words: _Words, kind: str, rows: Iterable[_Row]) -> SubjectMention | None:
    for key, on, weak in rows:
        if _same(words, at, key):
            indices = tuple(range(at, at + len(key)))
            return SubjectMention(kind, on, indices, head_of(tree, indices), weak)
        if len(key) == 2 and _with_name_between(tree, at, key, words):
            indices = (at, at + 2)
            return SubjectMention(kind, on, indices, head_of(tree, (at, at + 1, at + 2)), weak)
    return None


def _with_name_between(tree: Tree, at: int, key: tuple[str, ...], words: _Words) -> bool:
    """``frozen Russian assets`` is a frozen asset: one name or adjective of origin may stand between."""
    if at + 2 >= len(words) or not tree.tokens[at + 1].text[:1].isupper():
        return False
    return key[0] in words[at] and key[1] in words[at + 2]


def _same(words: _Words, at: int, key: tuple[str, ...]) -> bool:
    """Whether a form stands at a place, each of its words as it is listed or inflected."""
    if at + len(key) > len(words):
        return False
    return all(listed in words[k] for k, listed in enumerate(key, at))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
