"""Learns how far to trust the rules, the network, and both: prints `src/musterbook/reading/weights.py`.

`python -m training.weigh --gold tests/gold/dev --marked training/marked --known ../shared/gold`

Every candidate of either reader is kept, the readings are held against the marks, and a logistic regression
with an L2 penalty is fitted to what was right. Of the marked texts only those held out of training count. The
known texts, on which the rules have grown, are few and read well: each counts several times, so that what
they teach about the rules is not forgotten. The curve is of the other texts alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from musterbook.codebook import default_codebook
from musterbook.desk.evaluate.evaluation import own_reader
from musterbook.desk.evaluate.gold import GoldDocument, gold_document, load_gold
from musterbook.desk.evaluate.marking import mark
from musterbook.reading import pipeline
from musterbook.reading.drafts import Draft
from musterbook.reading.fusing import fused
from musterbook.reading.weighing import Trait, candidates, traits
from training.marked import MarkedPosition, MarkedText, is_held, marked_texts

PENALTY = 2.0
KNOWN = 6  # how often a known text counts
STEP = 10_000  # positions of a text that can be told apart by their confidence
Case = tuple[str, list[Trait], bool]


def as_gold(text: MarkedText) -> GoldDocument:
    """A marked text in the form of the gold files."""
    value = {"published": text.published, "gold": [_position(p) for p in text.positions]}
    return gold_document(value, text.text, text.name, default_codebook())


def _position(one: MarkedPosition) -> dict[str, Any]:
    actor = "GROUP:" + "crowd" if one.actor == "GROUP" else one.actor
    conditions = [c.id if c.id != "other" else "other:words" for c in one.conditions]
    return {
        "actor": actor,
        "on": one.on,
        "stance": one.stance,
        "evidence": list(one.evidence),
        "conditions": conditions,
        "optional": one.optional,
    }


def cases(documents: Sequence[GoldDocument]) -> Iterator[Case]:
    """Every candidate: the text, its traits, whether it is a marked position."""
    read = own_reader()
    for document in documents:
        kept: list[list[Trait]] = []

        def keep_all(
            rules: Sequence[Draft], seen: Sequence[Draft], kept: list[list[Trait]] = kept
        ) -> list[Draft]:
            proposed = candidates(rules, seen)
            kept += [traits(one) for one in proposed]
            numbered = [replace(fused(one), confidence=k / STEP) for k, one in enumerate(proposed)]
            return sorted(numbered, key=lambda d: (d.sentence, d.proposal.inner.head))

        with mock.patch.object(pipeline, "together", keep_all):
            marked = mark(document, read(document.text, document.meta))
        right = {r for g, r in marked.positions.pairs}
        for place, position in enumerate(marked.reading.positions):
            number = round(position.confidence * STEP)  # a later step's own positions have higher numbers
            if place not in marked.read_excused and number < len(kept):
                yield document.name, kept[number], place in right


def fit(found: Sequence[Case]) -> dict[str, float]:
    """The weights of each trait, by Newton's method."""
    names = sorted({name for _, seen, _ in found for name, _ in seen})
    place = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, (_, seen, _) in enumerate(found):
        for name, value in seen:
            x[row, place[name]] = value
    y = np.array([right for *_, right in found], float)
    weights = _newton(x, y, np.where([name.endswith("always") for name in names], 0.05, PENALTY))
    return dict(zip(names, weights.tolist(), strict=True))


def _newton(
    x: NDArray[np.float64], y: NDArray[np.float64], penalty: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        share = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (share - y) + penalty * weights
        bend = (x * (share * (1 - share))[:, None]).T @ x + np.diag(penalty)
        move = np.linalg.solve(bend, slope)
        weights -= move
        if np.abs(move).max() < 1e-9:
            break
    return weights


def curve(
    found: Sequence[Case], known: Sequence[Case] = (), parts: int = 5
) -> list[tuple[float, float, int]]:
    """Said and true shares, and how many, in ten bins; each text judged by weights that did not see it."""
    texts = sorted({text for text, *_ in found})
    said, true = [], []
    for part in range(parts):
        mine = set(texts[part::parts])
        weights = fit([*(case for case in found if case[0] not in mine), *known])
        for text, seen, right in found:
            if text in mine:
                score = sum(weights.get(name, 0.0) * value for name, value in seen)
                said.append(1 / (1 + np.exp(-score)))
                true.append(right)
    return _bins(np.array(said), np.array(true, float))


def _bins(said: NDArray[np.float64], true: NDArray[np.float64]) -> list[tuple[float, float, int]]:
    bins = np.minimum((said * 10).astype(int), 9)
    return [
        (float(said[bins == k].mean()), float(true[bins == k].mean()), int((bins == k).sum()))
        for k in range(10)
        if (bins == k).any()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of texts for development")
    parser.add_argument("--marked", type=Path, required=True, help="folder of the marked texts")
    parser.add_argument("--known", type=Path, nargs="*", default=[], help="folders of texts the rules know")
    args = parser.parse_args()
    held = [as_gold(text) for n, text in enumerate(marked_texts(args.marked)) if is_held(n)]
    found = list(cases([*load_gold(args.gold), *held]))
    known = list(cases([text for folder in args.known for text in load_gold(folder)])) * KNOWN
    print('"""The weights of ``weighing``: printed by ``python -m training.weigh``, never set by hand."""\n')
    print("WEIGHTS: dict[str, float] = {")
    for name, weight in fit([*found, *known]).items():
        print(f'    "{name}": {weight:.3f},')
    print("}\n\n# Said and true, on texts not fitted to:")
    for said, true, size in curve(found, known):
        print(f"# {said:.2f} {true:.2f} of {size}")


if __name__ == "__main__":
    main()
