"""Who is named: states by name, demonym, capital or seat of government, groups, and known office-holders.

One token trie over the lower-cased words; a hit counts only where the text writes it with a capital
letter, so that ``polish`` and ``us`` stay what they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.folding import folded, folded_words
from musterbook.reading.tree import Tree

KINDS = ("name", "adjective", "people", "capital", "seat", "group", "person", "parliament", "forces")


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor: ``head`` is the token that stands for them, ``kind`` one of KINDS."""

    actor: str
    kind: str
    indices: tuple[int, ...]
    head: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    actor: str
    kind: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ActorIndex:
    """First word -> [(all words, entry)], longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], _Entry], ...]]
    unless: dict[str, frozenset[str]]


@lru_cache(maxsize=4)
def actor_index(codebook: Codebook) -> ActorIndex:
    found: dict[str, list[tuple[tuple[str, ...], _Entry]]] = {}
    for form, entry in _forms(codebook):
        key = folded_words(form)
        if key:
            found.setdefault(key[0], []).append((key, entry))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}
    unless = {
        folded(form): frozenset(folded(w) for w in entry.unless) for form, entry in codebook.ambiguous.items()
    }
    return ActorIndex(ordered, unless)


def _forms(codebook: Codebook) -> Iterable[tuple[str, _Entry]]:
    kinds = {group.id: "group" for group in codebook.groups.values()}
    nobody = {form for form, row in codebook.ambiguous.items() if not row.actors}
    for form in (f for f in codebook.actor_forms() if f.form not in nobody):
        kind = form.role if form.actor not in kinds or form.role == "adjective" else "group"
        yield form.form, _Entry(form.actor, kind)
    for person in codebook.persons:
        yield person.name, _Entry(person.actor, "person", person.name)


def find_actors(tree: Tree, index: ActorIndex) -> list[ActorMention]:
    """Leftmost-longest mentions in text order."""
    found: list[ActorMention] = []
    at = 0
    while at < len(tree.lower):
        hit = _at(tree, at, index)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = hit.indices[-1] + 1
    return found


def _at(tree: Tree, at: int, index: ActorIndex) -> ActorMention | None:
    for key, entry in index.by_first.get(tree.lower[at], ()):
        end = at + len(key)
        if tree.lower[at:end] != key or _something_else(tree, at, end, index.unless.get(" ".join(key))):
            continue
        if _written_as_name(tree, at, end, entry):
            indices = tuple(range(at, end))
            return ActorMention(entry.actor, entry.kind, indices, head_of(tree, indices), entry.name)
    return None


def _something_else(tree: Tree, at: int, end: int, unless: frozenset[str] | None) -> bool:
    """A word beside the name that makes it another: Northern Ireland, Michael Jordan."""
    beside = {*tree.lower[max(at - 1, 0) : at], *tree.lower[end : end + 1]}
    return unless is not None and bool(unless & beside)


def _written_as_name(tree: Tree, at: int, end: int, entry: _Entry) -> bool:
    word = tree.tokens[end - 1].text if tree.lower[at] == "the" else tree.tokens[at].text
    if tree.lower[at] in ("us", "uk", "eu", "un") and end == at + 1:
        return word.isupper()
    if entry.kind in ("adjective", "people") and word == word.lower():
        return False
    if entry.kind == "forces":
        return all(t.text[:1].isupper() for t in tree.tokens[at:end] if len(t.text) > 3)
    return word[:1].isupper() or any(tree.tokens[i].text[:1].isupper() for i in range(at, end))


def head_of(tree: Tree, indices: tuple[int, ...]) -> int:
    """The token whose head lies outside the words."""
    inside = set(indices)
    outside = [i for i in indices if tree.head(i) not in inside]
    return outside[-1] if outside else indices[0]
