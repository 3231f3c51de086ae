"""Scores to offers: which words name an actor, what it offers or refuses, how firmly, under which conditions.

The network fills a table of words by words: row = a word that stands for an actor, column = a word that names
a contribution or measure, value = a stance or nothing. Cells that touch make one offer (table filling:
Miwa and Sasaki 2014). Runs of words that state a stance or a condition are bound to an offer by a score
against its actor and one against what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from musterbook.text.attributing import Read
from musterbook.text.network import Array, Network

Span = tuple[int, int]
Scores = NDArray[np.float64]
NEAR = 0.2  # the likelihood from which a cell belongs to an offer; what is kept is the reader's choice
BOUND = 0.3
BEST = 5  # subjects named
GAP = 2  # words
CONDITION, CUE = 0, 2  # the first channel of each kind of binding; the second one follows it


@dataclass(frozen=True, slots=True)
class ConditionSpan:
    """Words that state a condition: the id of the codebook, and how likely it is that and binds the offer."""

    id: str
    span: Span
    likelihood: float


@dataclass(frozen=True, slots=True)
class OfferSpan:
    """A position as words: `likelihood` says how sure the network is that it is one at all.

    `subjects` are the likeliest contributions and measures for the words in `what`, best first.
    """

    who: tuple[Span, ...]
    what: tuple[Span, ...]
    subjects: tuple[tuple[str, float], ...]
    stance: str
    cue: Span | None
    conditions: tuple[ConditionSpan, ...]
    likelihood: float
    stances: tuple[float, ...]

    @property
    def subject(self) -> str:
        return self.subjects[0][0]


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """Words that speak of the whole: an aggregate, a requirement, an event or a warning."""

    kind: str
    span: Span
    likelihood: float


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one class."""

    first: int
    last: int
    label: int
    likelihood: float


def offers(read: Read, net: Network) -> list[OfferSpan]:
    """The offers of one window, in the order of their actors."""
    if not net.stances or not read.words:
        return []
    cells = _table(read.scores)
    subjects = _softmax(read.scores["subjects"])
    runs = {kind: _runs(_softmax(read.scores[kind])) for kind in ("cues", "conditions")}
    return [_offer(read, net, piece, cells, subjects, runs) for piece in _pieces(1 - cells[:, :, 0] > NEAR)]


def claims(read: Read, net: Network) -> list[ClaimSpan]:
    """The claims of one window, in text order."""
    if not net.stances or not read.words:
        return []
    return [
        ClaimSpan(net.claims[run.label], _span(read, run.first, run.last), run.likelihood)
        for run in _runs(_softmax(read.scores["claims"]))
    ]


def _table(scores: dict[str, Array]) -> Scores:
    """Likelihoods: actor word x subject word x stance, class 0 for nothing."""
    above = scores["offer_above"]
    below = scores["offer_below"].reshape(len(above), -1, above.shape[-1])
    flat = below.reshape(-1, above.shape[-1]) @ above.T
    return _softmax(flat.reshape(len(above), -1, len(above)).transpose(0, 2, 1))


def _softmax(scores: Array) -> Scores:
    risen = np.exp(scores.astype(np.float64) - scores.max(-1, keepdims=True))
    return np.asarray(risen / risen.sum(-1, keepdims=True))


def _pieces(filled: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns of each group of touching cells."""
    left = set(zip(*(axis.tolist() for axis in filled.nonzero()), strict=True))
    found = []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        group, stack = [start], [start]
        while stack:
            i, j = stack.pop()
            for cell in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                if cell in left:
                    left.discard(cell)
                    group.append(cell)
                    stack.append(cell)
        found.append((sorted({i for i, _ in group}), sorted({j for _, j in group})))
    return found


def _offer(
    read: Read,
    net: Network,
    piece: tuple[list[int], list[int]],
    cells: Scores,
    subjects: Scores,
    runs: dict[str, list[Run]],
) -> OfferSpan:
    rows, columns = piece
    part = cells[np.ix_(rows, columns)]
    stances = part[:, :, 1:].sum((0, 1))
    stances = stances / stances.sum()
    cue = max(
        ((_bound(read, run, CUE, rows[0], columns[0]), run) for run in runs["cues"]),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    conditions = [(run, _bound(read, run, CONDITION, rows[0], columns[0])) for run in runs["conditions"]]
    return OfferSpan(
        _spans(read, rows),
        _spans(read, columns),
        _likeliest(subjects[columns], net.subjects),
        net.stances[int(stances.argmax()) + 1],
        _span(read, cue[1].first, cue[1].last) if cue[1] and cue[0] > BOUND else None,
        tuple(
            ConditionSpan(net.conditions[run.label], _span(read, run.first, run.last), bound * run.likelihood)
            for run, bound in conditions
            if bound > BOUND
        ),
        float((1 - part[:, :, 0]).max()),
        tuple(stances.tolist()),
    )


def _likeliest(rows: Scores, names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The best classes of some words together, `none` left out, with their likelihoods."""
    mean = rows[:, 1:].mean(0)
    mean = mean / mean.sum()
    return tuple((names[k + 1], float(mean[k])) for k in np.argsort(-mean, kind="stable")[:BEST])


def _bound(read: Read, run: Run, channel: int, who: int, what: int) -> float:
    above = read.scores["bind_above"].astype(np.float64)
    below = read.scores["bind_below"].reshape(len(above), -1, above.shape[-1])[run.first]
    score = below[channel] @ above[who] + below[channel + 1] @ above[what]
    return float(1 / (1 + np.exp(-score)))


def _runs(likelihoods: Scores) -> list[Run]:
    """Maximal runs of words whose likeliest class is the same and not `none`, over small gaps."""
    own = likelihoods.argmax(-1)
    best = _bridged(own)
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    found = []
    for first, last in pairwise(edges):
        label = int(best[first])
        if label:
            named = likelihoods[first:last, label][own[first:last] == label]
            found.append(Run(first, last, label, float(named.mean())))
    return found


def _bridged(best: NDArray[np.intp]) -> NDArray[np.intp]:
    """A word or two without a class between words of one class are of that class too."""
    filled = best.copy()
    named = np.flatnonzero(best)
    for before, after in pairwise(named.tolist()):
        if best[before] == best[after] and after - before <= GAP + 1:
            filled[before:after] = best[before]
    return filled


def _span(read: Read, first: int, last: int) -> Span:
    return read.words[first][0], read.words[last - 1][1]


def _spans(read: Read, words: Sequence[int]) -> tuple[Span, ...]:
    """The words as spans; neighbours join."""
    found: list[list[int]] = []
    for word in words:
        if found and found[-1][1] == word:
            found[-1][1] = word + 1
        else:
            found.append([word, word + 1])
    return tuple(_span(read, first, last) for first, last in found)
