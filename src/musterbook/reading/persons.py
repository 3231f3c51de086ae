"""Who speaks for whom in this text: office titles, names beside them, and surnames that come back later.

``Prime Minister Kari Holm``, ``Chile's president, Rosa Lind`` or ``Ari Voss, who speaks for
the Danish government`` each teach the text one person; the table of office-holders is only the fallback.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.codebook.entries import Person as OfficeHolder
from musterbook.reading.actors import ActorMention
from musterbook.reading.folding import folded, folded_words
from musterbook.reading.tree import Tree


@dataclass(frozen=True, slots=True)
class Person:
    """A named person as this text or the table presents one; ``actor`` is None for those who bind nobody."""

    name: str
    actor: str | None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An office title found in a sentence."""

    indices: tuple[int, ...]
    office: str
    kind: str


@dataclass(frozen=True, slots=True)
class TitleIndex:
    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@lru_cache(maxsize=4)
def title_index(codebook: Codebook) -> TitleIndex:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in codebook.rows("offices"):
        key = folded_words(row["title"])
        if key:
            found.setdefault(key[0], []).append((key, row["kind"]))
    return TitleIndex(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}
    )


def find_titles(tree: Tree, index: TitleIndex) -> list[Title]:
    found, at = [], 0
    while at < len(tree.lower):
        hit = _title_at(tree, at, index)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at = hit.indices[-1] + 1
    return found


def _title_at(tree: Tree, at: int, index: TitleIndex) -> Title | None:
    first = tree.lower[at]
    for word in dict.fromkeys((first, first[:-1] if first.endswith("s") else first)):
        for key, kind in index.by_first.get(word, ()):
            end = at + len(key)
            seen = tree.lower[at:end]
            if len(seen) == len(key) and all(s in (k, k + "s") for s, k in zip(seen, key, strict=True)):
                return Title(tuple(range(at, end)), " ".join(key), kind)
    return None


def name_beside(tree: Tree, title: Title, taken: set[int]) -> tuple[int, ...]:
    """The proper name that goes with a title: right after it, or set off by commas before or after it."""
    after = _name_from(tree, title.indices[-1] + 1, taken)
    if after:
        return after
    return _name_after_comma(tree, title, taken) or _name_before_comma(tree, title, taken)


def _name_from(tree: Tree, start: int, taken: set[int]) -> tuple[int, ...]:
    i = start
    while i < len(tree.lower) and i not in taken and is_name_word(tree, i):
        i += 1
    return tuple(range(start, i))


def is_name_word(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.upos not in ("PROPN", "X", "NOUN", "ADJ") or not token.text[:1].isupper():
        return token.upos == "PROPN" and tree.lower[i] in (
            "von",
            "der",
            "de",
            "van",
            "al",
            "bin",
            "di",
            "da",
            "la",
        )
    return token.upos == "PROPN" or i > 0


def _name_after_comma(tree: Tree, title: Title, taken: set[int]) -> tuple[int, ...]:
    """``the foreign minister, Ari Voss``: the name is an apposition of the title's phrase."""
    at = title.indices[-1] + 1
    while at < len(tree.lower) and at < title.indices[-1] + 7 and tree.lower[at] != ",":
        if tree.lower[at] in (";", ":", ".") or tree.upos(at) == "VERB":
            return ()
        at += 1
    if at >= len(tree.lower) or tree.lower[at] != ",":
        return ()
    name = _name_from(tree, at + 1, taken)
    end = (name[-1] + 1) if name else 0
    closed = end >= len(tree.lower) or tree.lower[end] in (",", ";", ".", "-", "–", "—") or not name
    return name if closed and len(name) >= 2 else ()


def _name_before_comma(tree: Tree, title: Title, taken: set[int]) -> tuple[int, ...]:
    """``Nikos Christodoulides, the foreign minister``."""
    at = title.indices[0] - 1
    while at >= 0 and at > title.indices[0] - 6 and tree.lower[at] != ",":
        if tree.upos(at) == "VERB":
            return ()
        at -= 1
    if at <= 0 or tree.lower[at] != ",":
        return ()
    end = at
    start = end
    while start > 0 and start - 1 not in taken and is_name_word(tree, start - 1):
        start -= 1
    return tuple(range(start, end)) if end - start >= 1 else ()


@dataclass(slots=True)
class Registry:
    """The persons of one text by surname and full name; filled in text order, read by later sentences."""

    by_name: dict[str, Person]

    def learn(self, person: Person) -> None:
        for key in (folded(person.name), folded(person.name.split()[-1])):
            known = self.by_name.get(key)
            if known is None or (known.actor is None and person.actor is not None):
                self.by_name[key] = person

    def find(self, words_: tuple[str, ...]) -> Person | None:
        for key in (" ".join(words_), words_[-1] if words_ else ""):
            if key and key in self.by_name:
                return self.by_name[key]
        return None


@lru_cache(maxsize=4)
def _rows(codebook: Codebook) -> dict[str, tuple[OfficeHolder, ...]]:
    found: dict[str, list[OfficeHolder]] = {}
    for row in codebook.persons:
        found.setdefault(row.name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def office_on(name: str, codebook: Codebook, day: date | None) -> OfficeHolder | None:
    """The office a person of the table holds on a day; else the last one before it, else the first."""
    rows = _rows(codebook).get(name, ())
    if day is None or not rows:
        return rows[0] if rows else None
    before = sorted((row for row in rows if (row.start or day) <= day), key=lambda row: row.start or date.min)
    return next((row for row in rows if row.holds(day)), before[-1] if before else rows[0])


def dated(mention: ActorMention, codebook: Codebook, day: date | None) -> ActorMention:
    """A person's mention with the actor of the day: first Estonia's premier, later the Union's envoy."""
    row = office_on(mention.name, codebook, day) if mention.kind == "person" and mention.name else None
    return mention if row is None else replace(mention, actor=row.actor)


def table_person(mention: ActorMention, codebook: Codebook, day: date | None = None) -> Person | None:
    """The person behind a mention that the table knows."""
    if mention.kind != "person" or mention.name is None:
        return None
    known = office_on(mention.name, codebook, day)
    return Person(mention.name, mention.actor, None if known is None else known.office)
