"""What training minimises: a chain over the tags, pointers to heads, sources and cues, labels."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as fn

from training.batches import IGNORE
from training.corpora import TAGS

FAR = -1e4
WEIGHTS = {"tags": 2.0, "to_source": 0.25, "to_cue": 0.25, "arcs": 1.0, "relations": 1.0, "upos": 0.5}
WEIGHTS |= {  # of the heads for positions
    "subjects": 1.0,
    "cues": 1.0,
    "conditions": 1.5,
    "claims": 0.5,
    "table": 1.0,
    "bound": 0.7,
}


def forbidden(size: int) -> Tensor:
    """Adds FAR where an inside tag does not follow its own begin or inside tag."""
    out = torch.zeros(size, size)
    for after, name in enumerate(TAGS[:size]):
        if name.startswith("I-"):
            out[:, after] = FAR
            out[after - 1, after] = out[after, after] = 0
    return out


def losses(model: torch.nn.Module, batch: dict[str, Tensor], out: dict[str, Tensor]) -> dict[str, Tensor]:
    """Of every head that has answered, but those for positions."""
    found = {}
    if "arcs" in out:
        found["arcs"] = _arcs(batch, out)
        found["relations"] = _relations(batch, out)
        found["upos"] = _labels(batch, out, "upos")
    if "tags" in out:
        found["tags"] = chain(out["tags"].float(), batch["tags"], model.transitions)
        found["to_source"] = _links(batch, out, "to_source")
        found["to_cue"] = _links(batch, out, "to_cue")
    return found


def total(found: dict[str, Tensor]) -> Tensor:
    return sum((WEIGHTS[name] * value for name, value in found.items()), torch.zeros(()))


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    flat, wanted = scores.float().flatten(0, -2), gold.flatten()
    return fn.cross_entropy(flat, wanted, ignore_index=IGNORE, reduction="sum") / (
        wanted != IGNORE
    ).sum().clamp(min=1)


def _labels(batch: dict[str, Tensor], out: dict[str, Tensor], name: str) -> Tensor:
    return _entropy(out[name], batch[name])


def _same_sentence(sentence: Tensor) -> Tensor:
    same = sentence.unsqueeze(2) == sentence.unsqueeze(1)
    return fn.pad(same, (1, 0), value=True)


def _arcs(batch: dict[str, Tensor], out: dict[str, Tensor]) -> Tensor:
    scores = out["arcs"].float().masked_fill(~_same_sentence(batch["sentence"]), FAR)
    return _entropy(scores, batch["heads"])


def _links(batch: dict[str, Tensor], out: dict[str, Tensor], name: str) -> Tensor:
    real = fn.pad(batch["sentence"] >= 0, (1, 0), value=True).unsqueeze(1)
    return _entropy(out[name].float().masked_fill(~real, FAR), batch[name])


def _relations(batch: dict[str, Tensor], out: dict[str, Tensor]) -> Tensor:
    """Only the rows with a gold head are scored: the label factors are large."""
    rows = batch["heads"] != IGNORE
    if not rows.any():
        return torch.zeros(())
    where = rows.nonzero()
    keys = out["above"][where[:, 0], batch["heads"][rows]]
    below = out["below"][rows].view(len(keys), -1, keys.shape[-1])
    return _entropy(torch.einsum("nrd,nd->nr", below.float(), keys.float()), batch["relations"][rows])


def chain(scores: Tensor, tags: Tensor, transitions: Tensor) -> Tensor:
    """The negative log likelihood of the gold tags under a linear chain, per word."""
    kept = (tags != IGNORE).any(1)
    scores, tags = scores[kept], tags[kept]
    if not len(tags):
        return torch.zeros(())
    steps = transitions + forbidden(transitions.shape[0])
    real = tags != IGNORE
    return (_all_paths(scores, steps, real) - _gold_path(scores, steps, real, tags)).sum() / real.sum()


def _gold_path(scores: Tensor, steps: Tensor, real: Tensor, tags: Tensor) -> Tensor:
    safe = tags.clamp(min=0)
    own = scores.gather(2, safe.unsqueeze(2)).squeeze(2) * real
    moves = steps[safe[:, :-1], safe[:, 1:]] * real[:, 1:]
    return own.sum(1) + moves.sum(1)


def _all_paths(scores: Tensor, steps: Tensor, real: Tensor) -> Tensor:
    alpha = scores[:, 0]
    for place in range(1, scores.shape[1]):
        reached = torch.logsumexp(alpha.unsqueeze(2) + steps, 1) + scores[:, place]
        alpha = torch.where(real[:, place, None], reached, alpha)
    return alpha.logsumexp(1)
