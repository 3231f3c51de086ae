"""Reads the two corpora into documents of words with their labels.

PolNeAR gives attributions over running text; the English Web Treebank gives trees over its own words.
Both become the same value: words with offsets, sentences as word ranges, and one number per word for
every label, with `NONE` where a corpus has nothing to say.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musterbook.text.sentences import sentences
from musterbook.text.words import words

Span = tuple[int, int]
Block = tuple[str, list[list[str]], bool]  # text, rows, whether a paragraph begins

NONE, NOWHERE, ROOT = -9, -2, -1
PARTS = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(slots=True)
class Labels:
    """One number per word; heads and links are word numbers in the document."""

    tags: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    to_source: list[int] = field(default_factory=list)  # for words of a cue
    to_cue: list[int] = field(default_factory=list)  # for words of a content


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its words, its sentences as ranges of words, and what the corpus says of them."""

    name: str
    text: str
    words: list[Span]
    sentences: list[Span]
    labels: Labels
    attributions: list[dict[str, list[Span]]] = field(default_factory=list)


def polnear(path: Path) -> list[Document]:
    """The documents of PolNeAR with flat tags and links."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_attributed(json.loads(line)) for line in lines]


def _attributed(row: dict[str, Any]) -> Document:
    text = row["text"]
    found = [words(text, start, end) for start, end in sentences(text)]
    flat = [word for sentence in found for word in sentence]
    attributions = [{part: _pairs(one[part]) for part in PARTS} for one in row["attributions"]]
    labels = tag(flat, attributions)
    return Document(row["id"], text, flat, _ranges(found), labels, attributions)


def _pairs(spans: list[list[int]]) -> list[Span]:
    return [(start, end) for start, end in spans]


def _ranges(found: list[list[Span]]) -> list[Span]:
    ranges, place = [], 0
    for sentence in filter(None, found):
        ranges.append((place, place + len(sentence)))
        place += len(sentence)
    return ranges


def tag(flat: list[Span], attributions: list[dict[str, list[Span]]]) -> Labels:
    """Flat tags and links of attributions over words; nothing on syntax."""
    size = len(flat)
    labels = Labels([0] * size, [""] * size, [NONE] * size, [""] * size, [NONE] * size, [NONE] * size)
    index = _WordIndex(flat)
    for attribution in attributions:
        _tag_one(labels, index, attribution)
    return labels


def _tag_one(labels: Labels, index: _WordIndex, attribution: dict[str, list[Span]]) -> None:
    covered = {part: [index.covered(span) for span in attribution[part]] for part in attribution}
    first = {part: next((found[0] for found in spans if found), NOWHERE) for part, spans in covered.items()}
    for part, begin in (("source", 1), ("cue", 3), ("content", 5)):
        for found in covered[part]:
            for place, word in enumerate(found):
                if labels.tags[word] == 0:
                    labels.tags[word] = begin + (place > 0)
    for word in (word for found in covered["cue"] for word in found):
        labels.to_source[word] = first["source"]
    for word in (word for found in covered["content"] for word in found):
        labels.to_cue[word] = first["cue"]


class _WordIndex:
    """Finds the words under a span of characters."""

    def __init__(self, flat: list[Span]) -> None:
        self.at = {place: number for number, (start, end) in enumerate(flat) for place in range(start, end)}

    def covered(self, span: Span) -> list[int]:
        return sorted({self.at[place] for place in range(*span) if place in self.at})


def treebank(path: Path) -> list[Document]:
    """The documents of a treebank in CoNLL-U."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_parsed(name, blocks) for name, blocks in _documents(lines)]


def _documents(lines: Iterable[str]) -> Iterator[tuple[str, list[Block]]]:
    name, kept = "", list[Block]()
    for comments, rows in _blocks(lines):
        if "newdoc id" in comments and kept:
            yield name, kept
            kept = []
        name = comments.get("newdoc id", name)
        kept.append((comments["text"], rows, "newpar id" in comments))
    if kept:
        yield name, kept


def _blocks(lines: Iterable[str]) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line.strip():
            rows.append(line.rstrip("\n").split("\t"))
        elif rows:
            yield comments, [row for row in rows if row[0].isdigit()]
            comments, rows = {}, []


def _parsed(name: str, blocks: list[Block]) -> Document:
    text, labels = "", Labels()
    flat: list[Span] = []
    ranges: list[Span] = []
    for body, rows, paragraph in blocks:
        text += ("\n\n" if paragraph else " ") if text else ""
        base = len(flat)
        flat += _align(body, [row[1] for row in rows], len(text))
        text += body
        ranges.append((base, len(flat)))
        labels.heads += [base + int(row[6]) - 1 if row[6] != "0" else ROOT for row in rows]
        labels.relations += [row[7] for row in rows]
        labels.upos += [row[3] for row in rows]
    blank = [NONE] * len(flat)
    labels.tags, labels.to_source, labels.to_cue = blank, blank, blank
    return Document(name, text, flat, ranges, labels)


def _align(body: str, forms: list[str], base: int) -> list[Span]:
    spans, place = [], 0
    for form in forms:
        start = body.index(form, place)
        place = start + len(form)
        spans.append((base + start, base + place))
    return spans


def inventory(documents: list[Document]) -> tuple[list[str], list[str]]:
    """The part-of-speech tags and relations of a treebank, most frequent first."""
    upos = Counter(tag for document in documents for tag in document.labels.upos if tag)
    relations = Counter(name for document in documents for name in document.labels.relations if name)
    return [tag for tag, _ in upos.most_common()], [name for name, _ in relations.most_common()]
