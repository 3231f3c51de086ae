"""From the network's scores to tags, spans and trees: plain searches over small arrays of numbers.

Tags follow the best path through a chain (Viterbi). Heads form the best tree with a single root
(Chu and Liu 1965, Edmonds 1967), so that every sentence is a tree whatever the network says.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Places = NDArray[np.intp]

FAR = -1e4
_ROOT_COST = 1e6


def best_path(scores: Scores, steps: Scores, start: Scores) -> list[int]:
    """The tags of the best path: own scores per word, `steps[before, after]` between neighbours."""
    if not len(scores):
        return []
    reached = scores[0] + start
    back = []
    for own in scores[1:]:
        ways = reached[:, None] + steps
        origin = ways.argmax(0)
        back.append(origin)
        reached = ways[origin, np.arange(len(origin))] + own
    path = [int(reached.argmax())]
    for origin in reversed(back):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """The labelled runs (label, first, last + 1) in a list of B-, I- and O tags."""
    found: list[tuple[str, int, int]] = []
    for place, tag in enumerate(tags):
        mark, _, label = tag.partition("-")
        if mark == "I" and found and found[-1][0] == label and found[-1][2] == place:
            found[-1] = (label, found[-1][1], place + 1)
        elif label:
            found.append((label, place, place + 1))
    return found


def log_softmax(scores: Scores) -> Scores:
    """Row by row."""
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))


def tree(scores: Scores) -> list[int]:
    """The heads of the best tree; row = word, column 0 = root, column k = word k-1; -1 marks the root."""
    size = len(scores)
    if not size:
        return []
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:] = log_softmax(np.asarray(scores, np.float64))
    np.fill_diagonal(square, -np.inf)
    heads = square.argmax(1)
    if (heads[1:] == 0).sum() != 1 or _cycle(heads) is not None:
        square[1:, 0] -= _ROOT_COST  # one root is unavoidable, a second is never worth it
        heads = _arborescence(square)
    return [int(head) - 1 for head in heads[1:]]


def _cycle(heads: Places) -> list[int] | None:
    """The members of some cycle, if there is one; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for first in range(1, len(heads)):
        trail, node = [], first
        while not state[node]:
            state[node] = 1
            trail.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return trail[trail.index(node) :]
        for passed in trail:
            state[passed] = 2
    return None


def _arborescence(scores: Scores) -> Places:
    """Best head of every node; a cycle is shrunk to one node, solved, and opened where it is entered."""
    heads: Places = scores.argmax(1)
    ring = _cycle(heads)
    if ring is None:
        return heads
    inside = np.array(ring)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    small, entry, leave = _shrink(scores, heads, inside, outside)
    solved = _arborescence(small)
    heads[outside] = np.append(outside, -1)[solved[:-1]]
    for place in np.flatnonzero(solved[:-1] == len(outside)):
        heads[outside[place]] = inside[leave[place]]
    heads[inside[entry[solved[-1]]]] = outside[solved[-1]]
    return heads


def _shrink(scores: Scores, heads: Places, inside: Places, outside: Places) -> tuple[Scores, Places, Places]:
    """The problem with the cycle as its last node, and where each outer node enters and leaves the cycle."""
    gain = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    below = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = gain.max(0)
    small[:-1, -1] = below.max(1)
    return small, gain.argmax(0), below.argmax(1)
