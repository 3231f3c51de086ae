"""The trained network as shipped: loaded once, at the first sentence, and run window by window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from musterbook.text import encoding

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

Array = NDArray[np.float32]
OFFERS = ("subjects", "stances", "conditions", "claims")


@dataclass(frozen=True, slots=True)
class Network:
    """The session, the names behind its numbers, and the scores of neighbouring tags."""

    session: InferenceSession
    tags: tuple[str, ...]
    upos: tuple[str, ...]
    relations: tuple[str, ...]
    steps: NDArray[np.float64]
    window: int  # pieces; longer windows than those of training ruin the answer
    subjects: tuple[str, ...] = ()  # the classes of the heads that find offers; the first is `none`
    stances: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def start(self) -> NDArray[np.float64]:
        """No document begins inside a span."""
        return np.array([-1e4 if tag.startswith("I-") else 0.0 for tag in self.tags])

    def run(self, pieces: Sequence[Sequence[int]], features: Sequence[int]) -> dict[str, Array]:
        """The scores of one window, given the pieces and the feature of each of its words."""
        lengths = [len(word) for word in pieces]
        ids = [encoding.CLS, *(piece for word in pieces for piece in word), encoding.SEP]
        spread = np.concatenate([[8], np.repeat(features, lengths), [8]])
        given = {
            "ids": np.array(ids, np.int64),
            "features": spread.astype(np.int64),
            "first": 1 + np.cumsum(lengths, dtype=np.int64) - np.array(lengths, np.int64),
        }
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, given), strict=True))


@lru_cache(maxsize=2)
def load(threads: int = 0, folder: Path | None = None) -> Network:
    """The shipped network, or the one in `folder`; `threads` = 0 lets the runtime choose."""
    place: Traversable = folder if folder else files("musterbook.text").joinpath("weights")
    labels: dict[str, Any] = json.loads(place.joinpath("labels.json").read_text("utf-8"))
    return Network(
        _session(place.joinpath("model.onnx"), threads),
        tuple(labels["tags"]),
        tuple(labels["upos"]),
        tuple(labels["relations"]),
        np.array(labels["steps"], np.float64),
        int(labels["window"]),
        *(tuple(labels.get(kind, ())) for kind in OFFERS),
    )


def _session(model: Traversable, threads: int) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    with as_file(model) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
