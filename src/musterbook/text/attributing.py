"""Scores to attributions: the best tags over neighbouring windows, then a source and a cue for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from musterbook.text import decoding
from musterbook.text.decoding import Scores
from musterbook.text.network import Array, Network

Span = tuple[int, int]
Run = tuple[int, int]  # first and last + 1 word in the block
Parts = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """A window that was read: its sentence parts, the offsets of its words, and their scores."""

    parts: list[tuple[int, int, int]]
    words: list[Span]
    scores: dict[str, Array]


def attributions(block: Sequence[Read], net: Network) -> Iterator[Parts]:
    """Source, cue and content spans of each attribution, in the order of the cues."""
    offsets = [span for read in block for span in read.words]
    runs = _runs(block, net)
    contents = _by_cue(block, runs)
    for cue in runs["cue"]:
        if contents.get(cue):
            source = _source(block, cue, runs["source"])
            yield _spans(offsets, source), _spans(offsets, [cue]), _spans(offsets, contents[cue])


def _runs(block: Sequence[Read], net: Network) -> dict[str, list[Run]]:
    own = np.concatenate([_within_sentences(read, net) for read in block])
    path = decoding.best_path(own, net.steps, net.start)
    runs: dict[str, list[Run]] = {"source": [], "cue": [], "content": []}
    for label, first, last in decoding.spans([net.tags[tag] for tag in path]):
        runs[label].append((first, last))
    return runs


def _within_sentences(read: Read, net: Network) -> Scores:
    """The tag scores of a window; a source or cue does not run on from one sentence into the next."""
    own = read.scores["tags"].astype(np.float64)
    lengths = [last - first for _, first, last in read.parts]
    places = np.cumsum([0, *lengths[:-1]])
    starts = [place for place, (_, first, _) in zip(places, read.parts, strict=True) if not first]
    running = [net.tags.index("I-source"), net.tags.index("I-cue")]
    own[np.ix_(starts, running)] = decoding.FAR
    return own


def _spans(offsets: Sequence[Span], runs: Sequence[Run]) -> tuple[Span, ...]:
    return tuple((offsets[first][0], offsets[last - 1][1]) for first, last in runs)


def _by_cue(block: Sequence[Read], runs: dict[str, list[Run]]) -> dict[Run, list[Run]]:
    """The contents of each cue; a content belongs to the cue that its words point at most."""
    found: dict[Run, list[Run]] = {}
    for content in runs["content"]:
        scores = _pointed(block, content, runs["cue"], "to_cue")
        if scores:
            found.setdefault(max(scores, key=lambda cue: scores[cue]), []).append(content)
    return found


def _source(block: Sequence[Read], cue: Run, sources: Sequence[Run]) -> list[Run]:
    scores = _pointed(block, cue, sources, "to_source", nothing=True)
    best = max(scores, key=lambda run: scores[run], default=None)
    return [best] if best and best != (-1, -1) else []


def _pointed(
    block: Sequence[Read], run: Run, targets: Sequence[Run], name: str, *, nothing: bool = False
) -> dict[Run, float]:
    """How much the words of a run point at each target in their window, on average."""
    scores: dict[Run, float] = {(-1, -1): -np.inf} if nothing else {}
    base = 0
    for read in block:
        size = len(read.words)
        rows = slice(max(run[0] - base, 0), min(run[1] - base, size))
        if rows.start < rows.stop:
            table = read.scores[name][rows].mean(0)
            near = [target for target in targets if base <= target[0] < base + size]
            found = {target: float(table[target[0] - base + 1]) for target in near}
            if nothing:
                found[(-1, -1)] = float(table[0])
            for target, value in found.items():
                scores[target] = max(value, scores.get(target, -np.inf))
        base += size
    return scores
