"""The network: a small BERT encoder and the heads for attribution, parts of speech and dependencies.

Who says what and who offers what is found on layers of their own, which branch off half-way up the encoder:
learning it changes no tree. The first run has no branch yet: its attributions stand where the trees do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from musterbook.text import encoding

SIZE, LAYERS, TIMES, INNER = 384, 6, 12, 1536
SHARED = 3  # layers below the branch
ARC, RELATION, LINK, HIDDEN = 256, 64, 128, 192


class Dropout(nn.Module):
    """Dropout whose coins are tossed once: tossing them anew for each layer is slow on CPUs.

    Each call reads a pool of coins from another place, chosen by torch's seeded generator.
    """

    def __init__(self, share: float, pool: int = 1 << 22) -> None:
        super().__init__()
        self.share, self.pool = share, pool
        self.coins: dict[torch.dtype, Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        size = x.numel()
        coins = self._coins(x.dtype, max(self.pool, 2 * size))
        place = int(torch.randint(len(coins) - size, ()))
        return x * coins[place : place + size].view(x.shape)

    def _coins(self, kind: torch.dtype, size: int) -> Tensor:
        if kind not in self.coins or len(self.coins[kind]) < size:
            self.coins[kind] = ((torch.rand(size) >= self.share).float() / (1 - self.share)).to(kind)
        return self.coins[kind]


class Norm(nn.LayerNorm):
    """Keeps the sums between layers in the narrow type under autocast: fewer conversions."""

    def forward(self, x: Tensor) -> Tensor:
        with torch.autocast("cpu", enabled=False):
            return super().forward(x)


class Layer(nn.Module):
    """One transformer layer, normalised after each sum, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(SIZE, 3 * SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.norm1 = Norm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, INNER)
        self.down = nn.Linear(INNER, SIZE)
        self.norm2 = Norm(SIZE, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, TIMES, SIZE // TIMES).permute(2, 0, 3, 1, 4)
        scores = (q * (SIZE // TIMES) ** -0.5) @ k.transpose(-1, -2)
        mixed = (scores if mask is None else scores + mask).softmax(-1) @ v
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(rows, length, SIZE))))
        return self.norm2(x + self.dropout(self.down(fn.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with one more input: the case and quotation feature."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(encoding.tokenizer().get_vocab_size(), SIZE)
        self.places = nn.Embedding(512, SIZE)
        self.features = nn.Embedding(encoding.FEATURES, SIZE)
        self.norm = Norm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.dropout = Dropout(dropout)
        nn.init.zeros_(self.features.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Iterator[Tensor]:
        """The states after each layer, from the lowest on; who needs only the lower ones stops there."""
        places = self.places(torch.arange(ids.shape[1], device=ids.device))
        x = self.norm(self.words(ids) + places + self.features(features))
        x = self.dropout(x.bfloat16() if torch.is_autocast_enabled("cpu") else x)
        for layer in self.layers:
            x = layer(x, mask)
            yield x


def mlp(size: int, dropout: float = 0.2) -> nn.Sequential:
    return nn.Sequential(Dropout(dropout), nn.Linear(SIZE, size), nn.GELU(), Dropout(dropout))


class Pointer(nn.Module):
    """Scores every word (row) against column 0 (root, or nothing) and every word (columns 1..n)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.below, self.above = mlp(size), mlp(size)
        self.weight = nn.Linear(size, size + 1)
        self.scale = size**-0.5

    def forward(self, below: Tensor, above: Tensor) -> Tensor:
        keys = self.above(above)
        queries = self.weight(self.below(below))
        bias = queries[..., -1:]
        return (queries[..., :-1] @ keys.transpose(-1, -2) + bias) * self.scale


class Relations(nn.Module):
    """A label for each word under a given head, in two factors that meet after the tree is known."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.below, self.above = mlp(RELATION * 2), mlp(RELATION - 1)
        self.weight = nn.Linear(RELATION * 2, labels * RELATION)

    def forward(self, below: Tensor, above: Tensor) -> tuple[Tensor, Tensor]:
        keys = self.above(above)
        return self.weight(self.below(below)), fn.pad(keys, (0, 1), value=1.0)


class Offers(nn.Module):
    """Layers and heads that find positions: runs of words, a table of stances, and what is bound to what."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS - SHARED)])
        runs = {"subjects": "subjects", "cues": "stances", "conditions": "conditions", "claims": "claims"}
        self.runs = nn.ModuleDict(
            {name: nn.Sequential(mlp(HIDDEN), nn.Linear(HIDDEN, sizes[kind])) for name, kind in runs.items()}
        )
        self.table = Relations(sizes["stances"])
        self.bound = Relations(4)
        with torch.no_grad():  # most cells hold nothing: starting from there spares the first steps
            self.table.weight.bias.zero_()
            self.table.weight.bias[RELATION - 1] = 5.0

    def climb(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The states at the end of the branch, of those where it begins."""
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, words: Tensor) -> dict[str, Tensor]:
        out = {name: head(words) for name, head in self.runs.items()}
        out["offer_below"], out["offer_above"] = self.table(words, words)
        out["bind_below"], out["bind_above"] = self.bound(words, words)
        return out


class Reader(nn.Module):
    """Encoder and heads. `tags` = 0 leaves the attribution heads out, no `sizes` those for positions."""

    def __init__(self, tags: int, upos: int, relations: int, sizes: dict[str, int] | None = None) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.upos = nn.Sequential(Dropout(0.2), nn.Linear(SIZE, upos))
        self.arcs = Pointer(ARC)
        self.relations = Relations(relations)
        self.attributes = tags > 0
        if tags:
            self.tags = nn.Sequential(mlp(HIDDEN), nn.Linear(HIDDEN, tags))
            self.to_source = Pointer(LINK)
            self.to_cue = Pointer(LINK)
            self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.offers = Offers(sizes) if sizes else None

    def forward(
        self, ids: Tensor, features: Tensor, first: Tensor, mask: Tensor | None = None
    ) -> dict[str, Tensor]:
        states = list(self.encoder(ids, features, mask))
        out = self._trees(states[-1], first)
        if self.offers:
            return out | self._contents(self.offers.climb(states[SHARED - 1], mask), first)
        return out | (self._contents(states[-1], first) if self.attributes else {})

    def contents(self, ids: Tensor, features: Tensor, first: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """What the branch answers; its layers and heads are all that learns from that."""
        assert self.offers is not None
        with torch.no_grad():
            middle = next(islice(self.encoder(ids, features, mask), SHARED - 1, None))
        return self._contents(self.offers.climb(middle, mask), first)

    def _trees(self, x: Tensor, first: Tensor) -> dict[str, Tensor]:
        words = of_words(x, first)
        above = torch.cat([x[:, :1], words], 1)
        below, keys = self.relations(words, above)
        return {"upos": self.upos(words), "arcs": self.arcs(words, above), "below": below, "above": keys}

    def _contents(self, x: Tensor, first: Tensor) -> dict[str, Tensor]:
        words = of_words(x, first)
        above = torch.cat([x[:, :1], words], 1)
        out = self.offers(words) if self.offers else {}
        if not self.attributes:
            return out
        pointers = {"to_source": self.to_source(words, above), "to_cue": self.to_cue(words, above)}
        return out | {"tags": self.tags(words)} | pointers

    def branch(self) -> None:
        """Lets the layers of the branch begin as the encoder's own upper ones."""
        assert self.offers is not None
        for mine, layer in zip(self.offers.layers, self.encoder.layers[SHARED:], strict=True):
            mine.load_state_dict(layer.state_dict())


def of_words(x: Tensor, first: Tensor) -> Tensor:
    """The states of the words: those of their first pieces."""
    return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, SIZE))


def fresh(labels: dict[str, list[str]]) -> Reader:
    """An untrained network for these labels."""
    kinds = ("subjects", "stances", "conditions", "claims")
    sizes = {kind: len(labels[kind]) for kind in kinds} if "subjects" in labels else None
    return Reader(len(labels["tags"]), len(labels["upos"]), len(labels["relations"]), sizes)


def load_encoder(encoder: Encoder, folder: Path) -> None:
    """Fills the encoder from the published MiniLM weights; the segment embedding joins the places.

    Of the word pieces those in the shipped vocabulary are taken.
    """
    from safetensors.torch import load_file

    given = load_file(folder / "model.safetensors")
    rows = {piece: k for k, piece in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines())}
    known = encoding.tokenizer().get_vocab()
    kept = torch.tensor([rows[piece] for piece in sorted(known, key=lambda piece: known[piece])])
    with torch.no_grad():
        encoder.words.weight.copy_(given["embeddings.word_embeddings.weight"][kept])
        places = (
            given["embeddings.position_embeddings.weight"]
            + given["embeddings.token_type_embeddings.weight"][0]
        )
        encoder.places.weight.copy_(places)
    _copy(encoder.norm, given, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layers):
        _load_layer(layer, given, f"encoder.layer.{number}")


def _load_layer(layer: Layer, given: dict[str, Tensor], at: str) -> None:
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    with torch.no_grad():
        layer.qkv.weight.copy_(torch.cat([given[f"{part}.weight"] for part in parts]))
        layer.qkv.bias.copy_(torch.cat([given[f"{part}.bias"] for part in parts]))
    _copy(layer.out, given, f"{at}.attention.output.dense")
    _copy(layer.norm1, given, f"{at}.attention.output.LayerNorm")
    _copy(layer.up, given, f"{at}.intermediate.dense")
    _copy(layer.down, given, f"{at}.output.dense")
    _copy(layer.norm2, given, f"{at}.output.LayerNorm")


def _copy(module: nn.Module, given: dict[str, Tensor], at: str) -> None:
    module.load_state_dict({"weight": given[f"{at}.weight"], "bias": given[f"{at}.bias"]})
