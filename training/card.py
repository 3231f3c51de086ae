"""Writes the card that travels with the weights: what they are, learned from, and how good they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

Scores = dict[str, float]

_HEAD = """# The language model of Musterbook

One small encoder reads English text in windows of whole sentences and gives {tasks}.

| part | origin | terms |
|---|---|---|
| encoder | all-MiniLM-L6-v2 (22.7 million parameters, uncased), fine-tuned | Apache-2.0 |
| parse | Universal Dependencies English Web Treebank, training part | annotations CC BY-SA 4.0 |
{quotes}{marked}
No text of these corpora is in the package. The PolNeAR and treebank test parts were never read.
"""
_POLNEAR = (
    "| attributions | PolNeAR 1.0, training part: US political news of 2015-16 | published without a licence"
    " file; used for training and measuring only, no text or span of it is shipped |\n"
)
_MARKED = (
    "| positions, claims | texts written and marked for this project (`training/marked`): exercises in the"
    " manner of news, most of them about invented statements | Apache-2.0 |\n"
)
_LIMITS = """
Limits: trained on news about one US campaign and on web text; attributions are flat (reports within
reports must come from the parse); names and offers are not labelled. Weights without PolNeAR are made by
adding `--syntax-only`.
"""
_LIMITS_OF_OFFERS = """
Limits: trained on news about one US campaign, on web text, and on texts that one kind of hand wrote and
marked; attributions are flat (reports within reports must come from the parse); whom words mean is not
learned. Weights without PolNeAR and positions are made by adding `--syntax-only`.
"""


def write_card(folder: Path, whole: Scores, narrow: Scores, settings: dict[str, Any]) -> None:
    """`whole` and `narrow` are the scores on the development parts at 32 and at 8 bits."""
    attributes, offers = "cue exact" in narrow, "position" in narrow
    tasks = "dependency trees, parts of speech"
    tasks += ", attributions (source, cue, content)" if attributes else ""
    tasks += ", and positions with the words that prove them" if offers else ""
    parts = [
        _HEAD.format(tasks=tasks, quotes=_POLNEAR if attributes else "", marked=_MARKED if offers else ""),
        _table(folder, whole, narrow),
        _LIMITS_OF_OFFERS if offers else _LIMITS,
        f"\nMade by the {'second' if offers else 'first'} run of `sh training/make.sh`, with the options\n",
        f"`{_options(settings).strip()}`.\n",
    ]
    (folder / "CARD.md").write_text("".join(parts), "utf-8")


def _table(folder: Path, whole: Scores, narrow: Scores) -> str:
    size = (folder / "model.onnx").stat().st_size / 1e6
    rows = [f"| {name} | {whole.get(name, '')} | {score} |" for name, score in narrow.items()]
    head = f"\nThe network has {size:.1f} MB at 8 bits. Development parts:\n"
    return "\n".join([head, "| F1 unless said | 32 bits | 8 bits, shipped |", "|---|---|---|", *rows]) + "\n"


def _options(settings: dict[str, Any]) -> str:
    given = (
        (name.replace("_", "-"), value)
        for name, value in settings.items()
        if value not in (False, 0) and name != "cue_bias"
    )
    return "".join(f" --{name}" if value is True else f" --{name} {value}" for name, value in given)
