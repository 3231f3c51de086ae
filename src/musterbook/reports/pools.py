"""What the pools of a rotation do, month by month: a strip for each.

What goes round stands on the ground, what is bound hangs from the top: where nothing is free between them the
pool is exhausted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musterbook.presenting.grammar import counted, figure, plain, sentence_case
from musterbook.presenting.names import Names
from musterbook.reports.panels import LEFT, PLOT
from musterbook.reports.svg import INK, PAPER, QUIET, Ground, band, box, cut, month_ticks, text

Json = Mapping[str, Any]
MOST_POOLS = 8
HIGH, BETWEEN = 44, 34
STATES = (
    ("deployed", "deployed", Ground("#33536b")),
    ("preparing", "preparing", Ground("#f1efe6", "rising")),
    ("resting", "resting", Ground("#b3b8bb")),
    ("free", "free", Ground(PAPER)),
    ("duties", "on duty elsewhere", Ground("#8c8f92", "crossed", PAPER)),
    ("reserve", "in reserve", Ground("#f1efe6", "dotted")),
)
"""Key in the answer, word, ground: from the ground up."""


def pool_strips(answer: Json, names: Names, top: float) -> tuple[list[str], float]:
    """The strips of the pools that send most, and where they end; nothing where no pool is known."""
    pools = [row for row in answer["actors"] if row["pool"]]
    if not pools:
        return [], top - 20
    pools.sort(key=lambda row: -sum(month["deployed"] for month in row["by_month"]))
    months, step = answer["months"], PLOT / len(answer["months"])
    parts = [text(24, top, "What the pools do", size=16, weight=600), *_legend(top + 28)]
    top += 62
    for row in pools[:MOST_POOLS]:
        parts += _strip(row, names, top, step)
        top += HIGH + BETWEEN
    parts += month_ticks(months, LEFT, step, top - BETWEEN, top - BETWEEN)
    top += 16
    if len(pools) > MOST_POOLS:
        told = f"{counted(len(pools) - MOST_POOLS, 'more pool')} in the answer"
        parts.append(text(24, top + 14, told, QUIET))
        top += 28
    return parts, top


def _legend(y: float) -> Iterator[str]:
    x = 24.0
    for key, word, _ in STATES:
        yield box(x, y - 12, 22, 15, f"url(#s-{key})", stroke=INK)
        yield text(x + 30, y, word, size=13)
        x += 30 + 7.2 * len(word) + 20


def _strip(row: Json, names: Names, top: float, step: float) -> Iterator[str]:
    who = names.actor(row["actor"]) if names.codebook.is_actor(row["actor"]) else plain(row["actor"])
    yield text(
        24,
        top - 6,
        cut(f"{sentence_case(who)}, {names.subject(row['on'])}: a pool of {figure(row['pool'])}", 90),
        size=13,
    )
    foot, scale = top + HIGH, HIGH / row["pool"]
    low: Sequence[float] = [foot] * len(row["by_month"])
    for key, _, _ in STATES:
        high = [
            max(top, under - max(0.0, month[key] or 0.0) * scale)
            for under, month in zip(low, row["by_month"], strict=True)
        ]
        path, _ = band(low, high, LEFT, step)
        if path:
            yield f'<path d="{path}" fill="url(#s-{key})" stroke="{INK}" stroke-width="0.6"/>'
        low = high
    yield box(LEFT, top, PLOT, HIGH, "none", stroke=INK)
