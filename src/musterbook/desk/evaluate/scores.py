"""From tallies to figures: precision, recall, F1 and shares, each with its counts and a 95 % interval.

Shares, precision and recall are proportions of counted records and take Wilson's interval (JASA 22, 1927),
which stays honest for few records and at 0 and 1, where a bootstrap of some texts collapses to a point.
F1 is no proportion; its interval comes from drawing whole texts again with a seed (percentile bootstrap,
Efron 1979). Records of one text resemble each other, so Wilson's is rather too narrow than too wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from musterbook.desk.evaluate.marking import Tally

SEED = 20250317
DRAWS = 2000
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the result. ``kind`` is ``f1``, ``recall`` or ``share``; what does not apply is None."""

    key: str
    label: str
    kind: str
    tally: Tally
    texts: int
    precision: Estimate | None = None
    recall: Estimate | None = None
    f1: Estimate | None = None
    share: Estimate | None = None

    @property
    def headline(self) -> Estimate | None:
        """The figure that stands for the line, and that a floor holds; None where nothing was marked."""
        return {"f1": self.f1, "recall": self.recall, "share": self.share}[self.kind]


@dataclass(frozen=True, slots=True)
class Line:
    """What is scored: its key, how people call it, which figures it has, whether for diagnosis only."""

    key: str
    label: str
    kind: str
    diagnostic: bool = False


LINES = (
    Line("positions", "positions (actor, subject, overlapping evidence)", "f1"),
    Line("positions_stance", "positions with the exact stance", "f1"),
    Line("stance", "stance of those found", "share"),
    Line("stance_near", "stance within one rung", "share"),
    Line("conditions", "conditions of those found", "f1"),
    Line("quantity", "quantity of those found (low, high, unit)", "f1"),
    Line("source_kind", "source kind of those found", "share"),
    Line("claims", "claims", "recall"),
    Line("claim_figures", "figures of claims found", "share"),
    Line("attributions", "attributions (linked: source, cue, half the content)", "recall"),
    Line("source_exact", "source, exact", "recall"),
    Line("source_overlap", "source, overlapping", "recall"),
    Line("cue_exact", "cue, exact", "recall"),
    Line("cue_overlap", "cue, overlapping", "recall"),
    Line("content_exact", "content, exact", "recall"),
    Line("content_overlap", "content, overlapping", "recall"),
    Line("boilerplate", "boilerplate (characters)", "f1"),
    Line("actor", "actor, overlapping evidence", "f1", True),
    Line("subject", "subject, overlapping evidence", "f1", True),
    Line("evidence", "overlapping evidence alone", "f1", True),
    Line("actor_subject_anywhere", "actor and subject, anywhere", "f1", True),
    Line("actor_anywhere", "actor, anywhere", "f1", True),
    Line("conditions_exact", "all conditions of a position", "share", True),
    Line("evidence_half", "evidence shares half its characters", "share", True),
    Line("figures", "figures of those found (low, high)", "f1", True),
    Line("negated", "negated", "share", True),
    Line("where", "where", "share", True),
    Line("superseded", "superseded", "f1", True),
)


def scores(tallies: Sequence[dict[str, Tally]], seed: int = SEED) -> tuple[Score, ...]:
    """One score per line; ``tallies`` holds what was counted in each text, in a fixed order of texts."""
    return tuple(_score(line, [t[line.key] for t in tallies if line.key in t], seed) for line in LINES)


def _score(line: Line, parts: Sequence[Tally], seed: int) -> Score:
    total = sum(parts, Tally())
    texts = sum(part.gold > 0 or part.read > 0 for part in parts)
    precision, recall = wilson(total.hits, total.read), wilson(total.hits, total.gold)
    if line.kind == "f1":
        return Score(line.key, line.label, "f1", total, texts, precision, recall, f1_estimate(parts, seed))
    if line.kind == "recall":
        return Score(line.key, line.label, "recall", total, texts, recall=recall)
    return Score(line.key, line.label, "share", total, texts, share=recall)


def wilson(hits: int, n: int) -> Estimate | None:
    """A proportion with Wilson's 95 % interval; None of nothing."""
    if n == 0:
        return None
    share, spread = hits / n, Z95 * Z95 / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    return Estimate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def f1_estimate(parts: Sequence[Tally], seed: int = SEED) -> Estimate | None:
    """F1 over all texts, its interval from drawing the texts again; None where nothing was there or read."""
    total = sum(parts, Tally())
    if total.read + total.gold == 0:
        return None
    drawn = _drawn_f1(parts, seed)
    value = f1(total)
    return Estimate(value, min(value, _quantile(drawn, 0.025)), max(value, _quantile(drawn, 0.975)))


def f1(tally: Tally) -> float:
    """The harmonic mean of precision and recall: 2 x hits over all read and all marked."""
    return 2 * tally.hits / (tally.read + tally.gold)


def _drawn_f1(parts: Sequence[Tally], seed: int) -> list[float]:
    """F1 of ``DRAWS`` resamples of the texts, in order of size; draws without any record are left out."""
    import numpy as np

    counts = np.array([(2 * p.hits, p.read + p.gold) for p in parts], dtype=np.int64)
    times = np.random.default_rng(seed).multinomial(len(parts), [1 / len(parts)] * len(parts), size=DRAWS)
    sums = times @ counts
    return sorted(float(top) / float(bottom) for top, bottom in sums.tolist() if bottom)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    before = int(place)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (place - before) * (ordered[after] - ordered[before])


def by_stance(table: Iterable[tuple[tuple[str, str], int]], stance: str) -> Tally:
    """Right, read and marked of one rung in a stance table."""
    cells = list(table)
    return Tally(
        sum(n for (gold, read), n in cells if gold == read == stance),
        sum(n for (_, read), n in cells if read == stance),
        sum(n for (gold, _), n in cells if gold == stance),
    )
