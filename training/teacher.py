"""Labels marked texts with what an earlier network reads in them, so that nothing is unlearned.

The marked texts have no trees and no attributions. Trained on their positions alone, the encoder drifts away
from parsing just the kind of text that matters (learning without forgetting: Li and Hoiem 2017).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from musterbook.text import network, syntax
from training.corpora import ROOT, Document, Labels, tag


def taught(document: Document, folder: Path) -> Document:
    """The document with the trees and attributions that the weights in `folder` give it."""
    bounds = [(document.words[a][0], document.words[b - 1][1]) for a, b in document.sentences]
    cut = [document.words[a:b] for a, b in document.sentences]
    analysis = syntax.analyse_words(document.text, bounds, cut, network.load(1, folder))
    found = [
        {"source": list(one.source), "cue": list(one.cue), "content": list(one.content)}
        for one in analysis.attributions
    ]
    return replace(document, labels=_with_trees(tag(document.words, found), document, analysis))


def _with_trees(labels: Labels, document: Document, analysis: syntax.Analysis) -> Labels:
    for (first, _), sentence in zip(document.sentences, analysis.sentences, strict=True):
        for place, token in enumerate(sentence.tokens, first):
            labels.upos[place] = token.upos
            labels.heads[place] = first + token.head if token.head >= 0 else ROOT
            labels.relations[place] = token.deprel
    return labels
