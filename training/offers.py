"""Turns marked texts into labels for words: what is offered, by whom, how firmly, on which conditions.

A position is a rectangle in a table of words by words: the rows are the words that name the actor, the
columns those that name the contribution or measure, the value is the stance. Conditions and cues are runs of
words that are bound to a position by two scores, one against its actor and one against what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from musterbook.codebook import default_codebook
from musterbook.text.sentences import sentences
from musterbook.text.words import words
from training.corpora import NONE, Document, Labels, Span
from training.marked import CLAIMS, STANCES, MarkedPosition, MarkedText

IGNORE = -100
CHANNELS = ("condition-who", "condition-what", "cue-who", "cue-what")


@dataclass(frozen=True, slots=True)
class Offer:
    """A position over word numbers; `stance` counts from 1, IGNORE where annotators may differ."""

    who: tuple[int, ...]
    what: tuple[int, ...]
    stance: int
    cue: tuple[int, ...]
    conditions: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """One number per word for each kind of run (0 = none), and the offers."""

    subjects: np.ndarray
    cues: np.ndarray
    conditions: np.ndarray
    claims: np.ndarray
    offers: tuple[Offer, ...]


def inventory() -> dict[str, list[str]]:
    """The classes of each kind of run; the first of each is `none`."""
    book = default_codebook()
    subjects = [row["id"] for table in ("contributions", "measures") for row in book.rows(table)]
    conditions = [row["id"] for row in book.rows("conditions")]
    return {
        "subjects": ["none", *subjects],
        "stances": ["none", *STANCES],
        "conditions": ["none", *conditions, "joins", "other"],
        "claims": ["none", *CLAIMS],
    }


def document(marked: MarkedText, names: dict[str, list[str]]) -> tuple[Document, Marks]:
    """A text as the other corpora are given, without their labels, and its marks."""
    cut = [words(marked.text, start, end) for start, end in sentences(marked.text)]
    cut = [spans for spans in cut if spans]
    flat = [span for spans in cut for span in spans]
    size = len(flat)
    blank = [NONE] * size
    labels = Labels(blank, [""] * size, blank, [""] * size, blank, blank)
    ends = np.cumsum([len(spans) for spans in cut]).tolist()
    ranges = list(zip([0, *ends[:-1]], ends, strict=True))
    return Document(marked.name, marked.text, flat, ranges, labels), _marks(marked, flat, names)


def _marks(marked: MarkedText, flat: Sequence[Span], names: dict[str, list[str]]) -> Marks:
    runs = {kind: np.zeros(len(flat), np.int64) for kind in ("subjects", "cues", "conditions", "claims")}
    offers = []
    for position in marked.positions:
        offers.append(_offer(position, flat, names, runs))
    for kind, span in marked.claims:
        runs["claims"][list(_covered(flat, span))] = names["claims"].index(kind)
    return Marks(**runs, offers=tuple(offers))


def _offer(
    position: MarkedPosition, flat: Sequence[Span], names: dict[str, list[str]], runs: dict[str, np.ndarray]
) -> Offer:
    who, what, cue = (_covered(flat, span) for span in (position.who, position.what, position.cue))
    stance = names["stances"].index(position.stance)
    runs["subjects"][list(what)] = names["subjects"].index(position.on)
    runs["cues"][list(cue)] = stance
    conditions = []
    for condition in position.conditions:
        place = _covered(flat, condition.span)
        kind = "joins" if condition.id.startswith("joins:") else condition.id
        runs["conditions"][list(place)] = names["conditions"].index(kind)
        conditions.append(place)
    return Offer(who, what, IGNORE if position.optional else stance, cue, tuple(conditions))


def _covered(flat: Sequence[Span], span: Span) -> tuple[int, ...]:
    return tuple(k for k, (start, end) in enumerate(flat) if start < span[1] and span[0] < end)


def table(marks: Marks | None, first: int, last: int) -> np.ndarray:
    """The stances of a window, word by word; IGNORE all over where nothing was marked."""
    size = last - first
    if marks is None:
        return np.full((size, size), IGNORE, np.int64)
    out = np.zeros((size, size), np.int64)
    for offer in marks.offers:
        rows = [k - first for k in offer.who if first <= k < last]
        columns = [k - first for k in offer.what if first <= k < last]
        out[np.ix_(rows, columns)] = offer.stance
    return out


def bindings(marks: Marks | None, first: int, last: int) -> np.ndarray:
    """Rows of (channel pair, run word, who word, what word, bound or not) for a window."""
    out: list[tuple[int, int, int, int, int]] = []
    everything = marks.offers if marks else ()
    inside = [o for o in everything if first <= o.who[0] < last and first <= o.what[0] < last]
    conditions = {run[0] for o in inside for run in o.conditions if first <= run[0] < last}
    cues = {o.cue[0] for o in inside if first <= o.cue[0] < last}
    for offer in inside:
        mine = {run[0] for run in offer.conditions}
        ends = (offer.who[0] - first, offer.what[0] - first)
        out += [(0, run - first, *ends, int(run in mine)) for run in conditions]
        out += [(1, run - first, *ends, int(run == offer.cue[0])) for run in cues]
    return np.array(out, np.int64).reshape(-1, 5)


def losses(batch: dict[str, Tensor], out: dict[str, Tensor]) -> dict[str, Tensor]:
    """The table, the runs, and what is bound to what."""
    found = {name: _entropy(out[name], batch[name]) for name in ("cues", "conditions", "claims")}
    named = batch["subjects"].masked_fill(batch["subjects"] == 0, IGNORE)  # the table says where there is one
    return found | {
        "subjects": _entropy(out["subjects"], named),
        "table": _table(batch["table"], out),
        "bound": _bound(batch["bindings"], out),
    }


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Words without a label count half: a run that is missed costs more than one too many."""
    if not (gold != IGNORE).any():
        return torch.zeros(())
    weights = torch.ones(scores.shape[-1])
    weights[0] = 0.5
    return torch.nn.functional.cross_entropy(
        scores.float().flatten(0, -2), gold.flatten(), weights, ignore_index=IGNORE
    )


def _table(gold: Tensor, out: dict[str, Tensor]) -> Tensor:
    """Summed over all cells, shared by the cells of offers: those without are far more and easy."""
    kept = (gold != IGNORE).flatten(1).any(1)
    if not kept.any():
        return torch.zeros(())
    gold = gold[kept]
    below, above = out["offer_below"][kept].float(), out["offer_above"][kept].float()
    rows, size = below.shape[:2]
    scores = torch.einsum("bird,bjd->bijr", below.view(rows, size, -1, above.shape[-1]), above)
    summed = torch.nn.functional.cross_entropy(
        scores.flatten(0, 2), gold.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return summed / (gold > 0).sum().clamp(min=4)


def _bound(rows: Tensor, out: dict[str, Tensor]) -> Tensor:
    if not len(rows):
        return torch.zeros(())
    window, kind, run, who, what, gold = rows.unbind(1)
    above = out["bind_above"].float()
    below = out["bind_below"].float().view(*out["bind_below"].shape[:2], len(CHANNELS), -1)
    to_who = (below[window, run, 2 * kind] * above[window, who]).sum(1)
    to_what = (below[window, run, 2 * kind + 1] * above[window, what]).sum(1)
    return torch.nn.functional.binary_cross_entropy_with_logits(to_who + to_what, gold.float())
