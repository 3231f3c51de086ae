"""Scores to a parse: parts of speech, the best tree, and a relation for every word under its head."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from musterbook.text import decoding
from musterbook.text.network import Array, Network

_JOIN = "parataxis"  # joins the later parts of a sentence too long for one window


@dataclass(frozen=True, slots=True)
class Parse:
    """One entry per word of a sentence; `heads` -1 marks the root."""

    upos: list[str]
    heads: list[int]
    relations: list[str]

    @classmethod
    def blank(cls, size: int) -> Parse:
        return cls(["X"] * size, [-1] * size, ["root"] * size)


def parse(scores: dict[str, Array], rows: slice, net: Network) -> Parse:
    """The parse of the words in `rows` of a window, taken as one sentence."""
    columns = np.r_[0, rows.start + 1 : rows.stop + 1]
    heads = decoding.tree(scores["arcs"][rows][:, columns].astype(np.float64))
    above = scores["above"][columns][[head + 1 for head in heads]]
    below = scores["below"][rows].reshape(len(heads), -1, above.shape[-1])
    labels = _labels((below @ above[:, :, None])[:, :, 0], heads, net.relations)
    return Parse([net.upos[best] for best in scores["upos"][rows].argmax(1)], heads, labels)


def _labels(scores: Array, heads: list[int], names: tuple[str, ...]) -> list[str]:
    """The best relations; `root` belongs to the root alone."""
    scores[:, names.index("root")] = -np.inf
    return ["root" if head < 0 else names[best] for head, best in zip(heads, scores.argmax(1), strict=True)]


def fill(whole: Parse, first: int, part: Parse) -> None:
    """Lays a part into its sentence; the root of a later part hangs on the first root."""
    size = len(part.heads)
    heads = [head + first if head >= 0 else -1 for head in part.heads]
    if first:
        place = part.heads.index(-1)
        heads[place], part.relations[place] = whole.heads.index(-1), _JOIN
    whole.upos[first : first + size] = part.upos
    whole.heads[first : first + size] = heads
    whole.relations[first : first + size] = part.relations
