"""What is spoken of: contributions, measures and conditions by their surface forms in the codebook."""

from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.actors import head_of
from musterbook.reading.inflect import irregular_verbs, verb_forms
from musterbook.reading.tree import Tree
from musterbook.text.words import words


@dataclass(frozen=True, slots=True)
class SubjectMention:
    """Words that name a contribution, a measure or a condition (``kind``); ``weak`` forms need company."""

    kind: str
    on: str
    indices: tuple[int, ...]
    head: int
    weak: bool


_Row = tuple[tuple[str, ...], str, str, bool]


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    by_first: dict[str, tuple[_Row, ...]]
    verbs: dict[str, str]


@lru_cache(maxsize=4)
def subject_index(codebook: Codebook) -> SubjectIndex:
    found: dict[str, list[_Row]] = {}
    for entry in codebook.forms:
        key = tuple(entry.form[a:b].lower() for a, b in words(entry.form))
        if key:
            found.setdefault(key[0], []).append((key, entry.kind, entry.id, entry.weak))
    ordered = {
        first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[3]))) for first, rows in found.items()
    }
    return SubjectIndex(ordered, _inflected(codebook))


def _inflected(codebook: Codebook) -> dict[str, str]:
    """Inflected verb -> base, for the verbs that open a form ("the guns have fallen silent")."""
    irregular = irregular_verbs(codebook)
    return {form: base for base in irregular for form in verb_forms(base, irregular)}


def find_subjects(tree: Tree, index: SubjectIndex, kinds: frozenset[str]) -> list[SubjectMention]:
    """Leftmost-longest mentions of the wanted kinds; one span may name a condition and a contribution."""
    found: list[SubjectMention] = []
    for kind in sorted(kinds):
        at = 0
        while at < len(tree.lower):
            hit = _at(tree, at, index, kind)
            if hit is None:
                at += 1
                continue
            found.append(hit)
            at = hit.indices[-1] + 1
    return sorted(found, key=lambda hit: (hit.indices, hit.kind))


def _at(tree: Tree, at: int, index: SubjectIndex, kind: str) -> SubjectMention | None:
    first = tree.lower[at]
    for word in dict.fromkeys((first, _singular(first), index.verbs.get(first, first))):
        for key, row_kind, on, weak in index.by_first.get(word, ()):
            if row_kind == kind and _same(tree, at, key, index):
                indices = tuple(range(at, at + len(key)))
                return SubjectMention(kind, on, indices, head_of(tree, indices), weak)
            if row_kind == kind and len(key) == 2 and _with_name_between(tree, at, key, index):
                indices = (at, at + 2)
                return SubjectMention(kind, on, indices, head_of(tree, (at, at + 1, at + 2)), weak)
    return None


def _with_name_between(tree: Tree, at: int, key: tuple[str, ...], index: SubjectIndex) -> bool:
    """``frozen Russian assets`` is a frozen asset: one name or adjective of origin may stand between."""
    if at + 2 >= len(tree.lower) or not tree.tokens[at + 1].text[:1].isupper():
        return False
    return _word_fits(tree.lower[at], key[0], index) and _word_fits(tree.lower[at + 2], key[1], index)


def _same(tree: Tree, at: int, key: tuple[str, ...], index: SubjectIndex) -> bool:
    if at + len(key) > len(tree.lower):
        return False
    return all(_word_fits(tree.lower[at + k], word, index) for k, word in enumerate(key))


def _word_fits(seen: str, listed: str, index: SubjectIndex) -> bool:
    return seen == listed or _singular(seen) == listed or index.verbs.get(seen) == listed


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
