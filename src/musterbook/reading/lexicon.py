"""Cue words: where a sentence holds a word of offering, refusing, giving, joining or imposing.

A pattern of the table ``cues`` is a few words. Its first word is inflected as its part of speech asks;
the others follow at once, or - for verbs - within a short gap ("ruled it out"). ``its`` stands for any
possessive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.inflect import irregular_verbs, noun_forms, verb_forms
from musterbook.reading.tree import Tree

POSSESSIVES = frozenset(["its", "their", "his", "her", "our", "my", "your", "the"])
GAP = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table: ``stance`` when affirmed, ``negated`` when denied; ``role`` says how it is used."""

    rule: str
    words: tuple[str, ...]
    part: str
    role: str
    stance: str | None
    negated: str | None
    note: str


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a tree: ``head`` is the token of its first word, ``tag`` the inflection seen there."""

    cue: Cue
    head: int
    indices: tuple[int, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class CueIndex:
    """First word as inflected -> (cue, tag), longest patterns first."""

    by_word: dict[str, tuple[tuple[Cue, str], ...]]


@lru_cache(maxsize=4)
def cue_index(codebook: Codebook) -> CueIndex:
    irregular = irregular_verbs(codebook)
    found: dict[str, list[tuple[Cue, str]]] = {}
    for row in codebook.rows("cues"):
        cue = _cue(row)
        for word, tag in _first_words(cue, irregular).items():
            found.setdefault(word, []).append((cue, tag))
    return CueIndex(
        {word: tuple(sorted(cues, key=lambda pair: -len(pair[0].words))) for word, cues in found.items()}
    )


def _cue(row: dict[str, str]) -> Cue:
    return Cue(
        row["rule"],
        tuple(row["pattern"].split()),
        row["part"],
        row["role"],
        row["stance"] or None,
        row["negated"] or None,
        row["note"],
    )


def _first_words(cue: Cue, irregular: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> dict[str, str]:
    first = cue.words[0]
    if cue.part == "verb":
        return verb_forms(first, irregular)
    if cue.part == "noun":
        return dict.fromkeys(noun_forms(first), "base")
    return {first: "base"}


def find_cues(tree: Tree, index: CueIndex) -> list[CueHit]:
    """The cues of a sentence in text order; a word serves as the head of one cue at most, the longest."""
    hits: list[CueHit] = []
    taken: set[int] = set()
    for i, word in enumerate(tree.lower):
        if i in taken:
            continue
        hit = _best_hit(tree, i, index.by_word.get(word, ()))
        if hit is not None:
            hits.append(hit)
            taken.update(hit.indices)
    return hits


def _best_hit(tree: Tree, i: int, candidates: Iterable[tuple[Cue, str]]) -> CueHit | None:
    for cue, tag in candidates:
        indices = _match(tree, i, cue)
        if indices is not None and _part_fits(tree, i, cue, tag):
            return CueHit(cue, i, indices, tag)
    return None


def _match(tree: Tree, i: int, cue: Cue) -> tuple[int, ...] | None:
    indices, at = [i], i
    for word in cue.words[1:]:
        gap = 1 if cue.part != "verb" or cue.role == "echo" else GAP
        found = next(
            (j for j in range(at + 1, min(at + 1 + gap, len(tree.lower))) if _same(tree, j, word)), None
        )
        if found is None or _crosses_clause(tree, at, found):
            return None
        indices.append(found)
        at = found
    return tuple(indices)


def _same(tree: Tree, j: int, word: str) -> bool:
    return tree.lower[j] == word or (word == "its" and tree.lower[j] in POSSESSIVES)


def _crosses_clause(tree: Tree, start: int, end: int) -> bool:
    return any(tree.lower[k] in ",;:." for k in range(start + 1, end))


def _part_fits(tree: Tree, i: int, cue: Cue, tag: str) -> bool:
    """A verb cue needs a word that acts as verb here; nouns and adjectives likewise, with the tagger's
    slack."""
    upos = tree.upos(i)
    if cue.part == "verb" and cue.note == "to" and not _followed(tree, i, "to"):
        return False
    if cue.part == "verb":
        return upos in ("VERB", "AUX") or (upos == "ADJ" and tag in ("past", "participle"))
    if cue.part == "noun":
        return upos in ("NOUN", "PROPN") and (cue.note != "plural" or tree.lower[i].endswith("s"))
    if cue.note == "cop":
        return tree.child(i, "cop") is not None
    if (
        cue.part == "adj" and upos == "VERB" and tree.children(i, "obj")
    ):  # "to open its airports to the force"
        return False
    if cue.part == "adj":
        return upos in ("ADJ", "VERB", "ADV") and (not cue.note or _followed(tree, i, cue.note))
    return True


def _followed(tree: Tree, i: int, word: str) -> bool:
    return word in tree.lower[i + 1 : i + 4] or (
        word == "to" and any(tree.base_rel(k) == "xcomp" for k in tree.kids[i])
    )
