"""Writes a checkpoint as the files the run time loads: `python -m training.export CHECKPOINT FOLDER`.

The network is traced for a single window and its matrices and embeddings are quantised to eight bits.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.losses import forbidden
from training.model import Reader, fresh


class Window(nn.Module):
    """The network on one window, without the batch axis, its answers in a fixed order."""

    def __init__(self, model: Reader, names: list[str]) -> None:
        super().__init__()
        self.model, self.names = model, names

    def forward(self, ids: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        out = self.model(ids.unsqueeze(0), features.unsqueeze(0), first.unsqueeze(0))
        return tuple(out[name].squeeze(0) for name in self.names)


def restore(path: Path) -> tuple[Reader, dict[str, Any]]:
    kept = torch.load(path, weights_only=True)
    model = fresh(kept["labels"])
    model.load_state_dict(kept["model"])
    return model.eval(), kept


def export(checkpoint: Path, folder: Path, vocabulary: Path, *, whole: bool = False) -> None:
    """`whole` leaves the weights at 32 bits, to measure what the narrowing costs."""
    folder.mkdir(parents=True, exist_ok=True)
    model, kept = restore(checkpoint)
    large = folder / ("model.onnx" if whole else "whole.onnx")
    _trace(model, large)
    if not whole:
        _narrow(large, folder / "model.onnx")
        large.unlink()
    (folder / "labels.json").write_text(json.dumps(_labels(model, kept), indent=1) + "\n")
    if vocabulary.resolve() != (folder / "vocab.txt").resolve():
        shutil.copy(vocabulary, folder / "vocab.txt")


def _labels(model: Reader, kept: dict[str, Any]) -> dict[str, Any]:
    names = kept["labels"]
    steps = (model.transitions + forbidden(len(names["tags"]))).tolist() if model.attributes else []
    rounded = [[round(value, 4) for value in row] for row in steps]
    return names | {"steps": rounded, "window": kept["settings"]["window"]}


def _trace(model: Reader, path: Path) -> None:
    names = ["upos", "arcs", "below", "above", *(["tags", "to_source", "to_cue"] if model.attributes else [])]
    if model.offers:
        names += [*model.offers.runs, "offer_below", "offer_above", "bind_below", "bind_above"]
    ids, first = torch.arange(1000, 1020), torch.arange(1, 19)
    torch.onnx.export(
        Window(model, names).eval(),
        (ids, torch.zeros_like(ids), first),
        str(path),
        input_names=["ids", "features", "first"],
        output_names=names,
        dynamic_axes={"ids": {0: "pieces"}, "features": {0: "pieces"}, "first": {0: "words"}},
        opset_version=17,
        dynamo=False,
    )


def _narrow(large: Path, small: Path) -> None:
    quantize_dynamic(
        str(large),
        str(small),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vocabulary", type=Path, default=Path("src/musterbook/text/weights/vocab.txt"))
    parser.add_argument("--whole", action="store_true", help="32-bit weights")
    args = parser.parse_args()
    export(args.checkpoint, args.folder, args.vocabulary, whole=args.whole)


if __name__ == "__main__":
    main()
