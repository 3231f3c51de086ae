"""Finds how readily a cue should begin, on training documents that were held out of training.

A missed cue costs its whole attribution, a false one only itself; so the best F1 wants more cues than
the likelihood does. The finding is added to the bias of the tag head and needs nothing at run time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from musterbook.text import attributing, network, syntax
from training.corpora import TAGS, Document
from training.evaluate import Counts, count_links, count_spans

CHOICES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
_CUE = TAGS.index("B-cue")


def best_cue_bias(documents: Sequence[Document], folder: Path) -> float:
    net = network.load(0, folder)
    read = [_read(document, net) for document in documents]
    return max(CHOICES, key=lambda bias: _score(documents, read, net, bias))


def _read(document: Document, net: network.Network) -> list[list[attributing.Read]]:
    cut = [document.words[first:last] for first, last in document.sentences]
    return list(syntax.blocks(document.text, cut, net))


def _score(
    documents: Sequence[Document], read: list[list[list[attributing.Read]]], net: network.Network, bias: float
) -> float:
    """Cue, content and links together: the three that a cue decides."""
    counts = Counts()
    for document, blocks in zip(documents, read, strict=True):
        found = [
            syntax.AttributionSpan(*parts)
            for block in blocks
            for parts in attributing.attributions([_shift(one, bias) for one in block], net)
        ]
        count_spans(counts, document, found)
        count_links(counts["linked"], document, found)
    scores = counts.scores()
    return scores["cue exact"] + scores["content exact"] + scores["linked"]


def _shift(read: attributing.Read, bias: float) -> attributing.Read:
    tags = read.scores["tags"] + bias * (np.arange(len(TAGS)) == _CUE)
    return attributing.Read(read.parts, read.words, read.scores | {"tags": tags})


def add_cue_bias(checkpoint: Path, bias: float) -> None:
    kept = torch.load(checkpoint, weights_only=True)
    kept["model"]["tags.1.bias"][_CUE] += bias
    kept["settings"]["cue_bias"] = bias
    torch.save(kept, checkpoint)
