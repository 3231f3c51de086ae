"""Cuts documents into windows and stacks windows into tensors of numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from musterbook.text import encoding
from training import offers
from training.corpora import NONE, NOWHERE, ROOT, Document

IGNORE = -100
MASK = 103


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document as numbers, one entry per word."""

    pieces: list[list[int]]
    sentences: list[tuple[int, int]]
    sentence_of: np.ndarray
    features: np.ndarray
    tags: np.ndarray
    upos: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    to_source: np.ndarray
    to_cue: np.ndarray
    marks: offers.Marks | None = None

    def counts(self) -> list[list[int]]:
        return [[len(p) for p in self.pieces[a:b]] for a, b in self.sentences]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole words of one document."""

    document: Encoded
    first: int
    last: int

    @property
    def size(self) -> int:
        return 2 + sum(len(p) for p in self.document.pieces[self.first : self.last])


def encode(
    document: Document, upos: dict[str, int], relations: dict[str, int], marks: offers.Marks | None = None
) -> Encoded:
    labels = document.labels
    sentence_of = np.zeros(len(document.words), np.int64)
    for number, (first, last) in enumerate(document.sentences):
        sentence_of[first:last] = number
    return Encoded(
        encoding.pieces([document.text[a:b] for a, b in document.words]),
        document.sentences,
        sentence_of,
        np.array(encoding.features(document.text, document.words), np.int64),
        np.array(labels.tags),
        np.array([upos.get(tag, NONE) for tag in labels.upos]),
        np.array(labels.heads),
        np.array([relations.get(name, NONE) for name in labels.relations]),
        np.array(labels.to_source),
        np.array(labels.to_cue),
        marks,
    )


def cut(document: Encoded, dice: random.Random, window: int) -> list[Window]:
    """Windows of whole sentences that start at a different sentence each time; some are short."""
    counts = document.counts()
    skip = dice.randrange(min(len(counts), 12)) if counts else 0
    first = list(encoding.windows(counts[:skip], window))
    limit = window if dice.random() < 0.8 else dice.randrange(40, window)
    rest = [[(s + skip, a, b) for s, a, b in part] for part in encoding.windows(counts[skip:], limit)]
    return [_window(document, parts) for parts in first + rest]


def _window(document: Encoded, parts: list[tuple[int, int, int]]) -> Window:
    (start, first, _), (end, _, last) = parts[0], parts[-1]
    return Window(document, document.sentences[start][0] + first, document.sentences[end][0] + last)


def batches(windows: list[Window], budget: int, dice: random.Random) -> Iterator[list[Window]]:
    """Groups of windows of like length, at most `budget` padded pieces each, in random order."""
    dice.shuffle(windows)
    groups: list[list[Window]] = []
    for chunk in range(0, len(windows), 256):
        group: list[Window] = []
        for window in sorted(windows[chunk : chunk + 256], key=lambda w: w.size):
            if group and (len(group) + 1) * window.size > budget:
                groups.append(group)
                group = []
            group.append(window)
        groups.append(group)
    dice.shuffle(groups)
    yield from groups


def stack(windows: list[Window], noise: Noise | None = None) -> dict[str, Tensor]:
    """The tensors of a batch, padded; labels padded with IGNORE."""
    rows = [_numbers(window) for window in windows]
    if noise:
        rows = [noise.spoil(row) for row in rows]
    fill = {"ids": 0, "features": 0, "first": 0, "sentence": -1}
    flat = {key: _pad([row[key] for row in rows], fill.get(key, IGNORE)) for key in rows[0]}
    return flat | _offers(windows)


def _offers(windows: list[Window]) -> dict[str, Tensor]:
    """The tables of stances, padded to squares, and the rows of what is bound to what."""
    width = max(window.last - window.first for window in windows)
    tables = np.full((len(windows), width, width), IGNORE, np.int64)
    rows = [np.empty((0, 6), np.int64)]
    for number, window in enumerate(windows):
        marks, first, last = window.document.marks, window.first, window.last
        tables[number, : last - first, : last - first] = offers.table(marks, first, last)
        rows.append(np.insert(offers.bindings(marks, first, last), 0, number, axis=1))
    return {"table": torch.from_numpy(tables), "bindings": torch.from_numpy(np.concatenate(rows))}


class Noise:
    """What rough texts do to words, on the training side only: unreadable words, lost case and quotation."""

    def __init__(self, seed: int, words: float, marks: float) -> None:
        self.dice, self.words, self.marks = np.random.default_rng(seed), words, marks

    def spoil(self, row: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        features, ids = row["features"].copy(), row["ids"].copy()
        hidden = self.dice.random(len(ids)) < self.words
        ids[hidden & (ids != encoding.CLS) & (ids != encoding.SEP)] = MASK
        if self.dice.random() < self.marks:
            features = np.where(features >= 8 + encoding.OPENING, features, features - features % 2)
        if self.dice.random() < self.marks / 2:
            features = np.where(features < 8, self.dice.choice([0, 4]) + features % 2, features)
        return row | {"ids": ids, "features": features}


def _pad(rows: list[np.ndarray], fill: int) -> Tensor:
    width = max(len(row) for row in rows)
    out = np.full((len(rows), width), fill, np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return torch.from_numpy(out)


def _numbers(window: Window) -> dict[str, np.ndarray]:
    doc, a, b = window.document, window.first, window.last
    pieces = doc.pieces[a:b]
    lengths = np.array([len(p) for p in pieces])
    return {
        "ids": np.array([encoding.CLS, *(p for word in pieces for p in word), encoding.SEP]),
        "features": np.concatenate([[8], np.repeat(doc.features[a:b], lengths), [8]]),
        "first": 1 + np.cumsum(lengths) - lengths,
        "sentence": doc.sentence_of[a:b],
        "tags": _labels(doc.tags[a:b]),
        "upos": _labels(doc.upos[a:b]),
        "relations": _labels(doc.relations[a:b]),
        "heads": _pointers(doc.heads[a:b], a, b, ROOT),
        "to_source": _pointers(doc.to_source[a:b], a, b, NOWHERE),
        "to_cue": _pointers(doc.to_cue[a:b], a, b, NOWHERE),
    } | _runs(doc.marks, a, b)


def _runs(marks: offers.Marks | None, first: int, last: int) -> dict[str, np.ndarray]:
    kinds = ("subjects", "cues", "conditions", "claims")
    blank = np.full(last - first, IGNORE)
    return {kind: getattr(marks, kind)[first:last] if marks else blank for kind in kinds}


def _labels(values: np.ndarray) -> np.ndarray:
    return np.where(values == NONE, IGNORE, values)


def _pointers(values: np.ndarray, first: int, last: int, zero: int) -> np.ndarray:
    """Word numbers in the document to columns 1..n of the window; column 0 is the root, or nothing."""
    inside = (values >= first) & (values < last)
    return np.where(values == zero, 0, np.where(inside, values - first + 1, IGNORE))
