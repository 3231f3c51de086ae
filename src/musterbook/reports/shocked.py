"""The figure of a shock: what each line has with and without it, its months shaded, what falls named.

Low figures are drawn. What the shock takes is hatched, so that it is seen without colour.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import counted, figure, listed, plain
from musterbook.presenting.names import Names
from musterbook.reports.calendars import falls_told, less_told, offer_told, shock_told
from musterbook.reports.panels import runs, ticks
from musterbook.reports.svg import (
    ACCENT,
    INK,
    LINE,
    PAPER,
    QUIET,
    Ground,
    band,
    box,
    cut,
    haloed,
    listing,
    month_ticks,
    paragraph,
    pattern,
    sheet,
    steps,
    stroke,
    text,
)

Json = Mapping[str, Any]
LEFT, PLOT, TALL, FLAT = 96, 800, 120, 24
TITLE = "What the shock takes, line by line"
SHADE, KEPT, LOST = "#f1e3df", "#33536b", Ground("#fdfcf8", "rising", ACCENT)
TINT = f'fill="{ACCENT}" fill-opacity="0.13"'
MOST_LINES, MOST_TOLD, MOST_SHOCKS = 12, 10, 8


def shock_svg(answer: Json, codebook: Codebook) -> str:
    """Before and after, of a ``shock`` answer."""
    names, months = Names(codebook), answer["months"]
    told = [shock_told(shock, names) for shock in answer["shocks"][:MOST_SHOCKS]]
    falls = _told(answer, names)
    parts, top = [text(24, 36, TITLE, size=18, weight=600)], 60.0
    for words in told:
        made = paragraph(words, top)
        parts += made
        top += 19 * len(made)
    items, top = listing(falls, top + 4)
    parts += items
    if months:
        drawn, top = _panels(answer, names, top + 20)
        parts += drawn
    return sheet(LEFT + PLOT + 24, top + 16, TITLE, " ".join([*told, *falls]), parts, [pattern("lost", LOST)])


def _told(answer: Json, names: Names) -> list[str]:
    rows = [*falls_told(answer["falls"], names), *(less_told(row, names) for row in answer["less"])]
    left = len(rows) - MOST_TOLD
    rows = rows[:MOST_TOLD] + ([f"and {counted(left, 'more fall')}"] if left > 0 else [])
    return rows or ["Nothing that would come in these months falls."]


def _panels(answer: Json, names: Names, top: float) -> tuple[list[str], float]:
    months = answer["months"]
    step, parts = PLOT / len(months), [*_legend(top)]
    top += 26
    for shock in answer["shocks"][:MOST_SHOCKS]:
        parts += _spell(shock, months, top, step)
        top += 22
    ids = list(dict.fromkeys(line["id"] for month in months for line in month["before"]["lines"]))
    shaded = runs([bool(month["shocks"]) for month in months])
    top += 26
    for id in ids[:MOST_LINES]:
        height, drawn = _panel(answer, id, names, (top, step, shaded))
        parts += drawn
        top += height + 48
    parts += month_ticks([month["month"] for month in months], LEFT, step, top - 34, top - 32)
    if len(ids) > MOST_LINES:
        parts.append(
            text(24, top + 20, f"{counted(len(ids) - MOST_LINES, 'more line')} in the answer", QUIET)
        )
        top += 20
    return parts, top + 8


def _legend(top: float) -> Iterator[str]:
    x = 24.0
    for fill, word in (
        (KEPT, "left with the shock"),
        ("url(#lost)", "taken by it"),
        (SHADE, "while it lasts"),
    ):
        yield box(x, top - 12, 22, 15, fill, stroke=INK)
        yield text(x + 30, top, word, size=13)
        x += 30 + 7.2 * len(word) + 20
    yield stroke(f"M{x} {top - 4}h22", INK, width=2.2)
    yield text(x + 30, top, "asked", size=13)


def _spell(shock: Json, months: Sequence[Json], top: float, step: float) -> Iterator[str]:
    """A bar over the months in which a shock is in effect; its name beside it, or on it for want of room."""
    words = cut(plain(shock["id"]), 50)
    for first, last in runs([shock["id"] in month["shocks"] for month in months]):
        left, right = LEFT + step * first, LEFT + step * last
        yield box(left, top - 12, right - left, 16, SHADE, stroke=ACCENT)
        if right + 6 + 7.5 * len(words) <= LEFT + PLOT + 20:
            yield text(right + 6, top + 1, words, size=12)
        elif left - 6 - 7.5 * len(words) >= 0:
            yield text(left - 6, top + 1, words, anchor="end", size=12)
        else:
            yield text(left + 6, top + 1, cut(words, max(3, int((right - left) / 7.5))), size=12)


Frame = tuple[float, float, list[tuple[int, int]]]
"""Where a panel begins, how wide a month is, and the stretches of months that are shaded."""


def _panel(answer: Json, id: str, names: Names, frame: Frame) -> tuple[float, list[str]]:
    top, step, shaded = frame
    rows = [(_of(month["before"], id), _of(month["after"], id)) for month in answer["months"]]
    flat = all(before is None or before["quantity"] is None for before, _ in rows)
    height = FLAT if flat else TALL
    parts = [text(24, top, cut(plain(id), 60), weight=600)]
    top += 10
    parts += _there(rows, top, step) if flat else _heights(rows, top, step)
    for first, last in shaded:
        parts += _shade(LEFT + step * first, top, step * (last - first), height)
    parts += [*_losses(answer, id, names, (top - 10, step, 14 + height / 2))]
    return height, parts


def _shade(x: float, top: float, width: float, height: float) -> Iterator[str]:
    """The months of a shock: tinted over whatever is drawn, their ends dashed."""
    yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height}" {TINT}/>'
    for end in (x, x + width):
        yield stroke(f"M{end:.1f} {top - 4:.1f}V{top + height + 4:.1f}", ACCENT, width=1.4, dashes="4 3")


def _of(outcome: Json, id: str) -> Json | None:
    return next((line for line in outcome["lines"] if line["id"] == id), None)


Rows = Sequence[tuple[Json | None, Json | None]]


def _there(rows: Rows, top: float, step: float) -> Iterator[str]:
    yield box(LEFT, top, PLOT, FLAT, "none", stroke=LINE)
    states = [(bool(b and b["filled"]), bool(a and a["filled"])) for b, a in rows]
    for flags, fill in (
        ([after for _, after in states], KEPT),
        ([before and not after for before, after in states], "url(#lost)"),
    ):
        for first, last in runs(flags):
            yield box(LEFT + step * first, top, step * (last - first), FLAT, fill, stroke=INK)


def _heights(rows: Rows, top: float, step: float) -> Iterator[str]:
    before, after = (
        [float(line["sustained"][0] or 0) if line else 0.0 for line in side]
        for side in zip(*rows, strict=True)
    )
    asked = [float(line["quantity"] or 0) if line else 0.0 for line, _ in rows]
    most = max(*asked, *before, *after, 1e-9) * 1.1
    foot, scale = top + TALL, TALL / most
    for tick in ticks(most):
        y = foot - tick * scale
        yield stroke(f"M{LEFT} {y:.1f}H{LEFT + PLOT}", LINE if tick else INK)
        yield text(LEFT - 8, y + 4, figure(tick), QUIET, anchor="end", size=12)
    left = [min(pair) for pair in zip(before, after, strict=True)]
    zero, low, high, top_line = (
        [foot - x * scale for x in row] for row in ([0.0] * len(rows), left, before, asked)
    )
    for path, fill in (
        (band(zero, low, LEFT, step)[0], KEPT),
        (band(low, high, LEFT, step)[0], "url(#lost)"),
    ):
        if path:
            yield f'<path d="{path}" fill="{fill}" stroke="{INK}" stroke-width="0.8"/>'
    yield stroke(steps(top_line, LEFT, step), PAPER, width=4.5)
    yield stroke(steps(top_line, LEFT, step), INK, width=2.2)


def _losses(answer: Json, id: str, names: Names, frame: tuple[float, float, float]) -> Iterator[str]:
    """Beside a line's name what it loses first; ``frame``: its top, a month's width, its plot's middle."""
    hits = [hit for hit in answer["lines"] if hit["id"] == id]
    if not hits:
        yield text(LEFT + PLOT, frame[0], "loses nothing", QUIET, anchor="end", size=13)
        return
    hit = hits[0]
    parts = []
    if hit["lost"]:
        told = [offer_told(one, names) for one in hit["lost"][:2]]
        more = len(hit["lost"]) - 2
        parts.append(f"loses {listed([*told, f'{more} more'] if more > 0 else told)}")
    if hit["held_back_by"]:
        parts.append(f"held back by {listed(map(plain, hit['held_back_by'][:2]))}")
    again = f"; {counted(len(hits) - 1, 'more time')}" if len(hits) > 1 else ""
    yield text(LEFT + PLOT, frame[0], cut("; ".join(parts) + again, 95), ACCENT, anchor="end", size=13)
    place = next(n for n, month in enumerate(answer["months"]) if month["month"] == hit["month"])
    if hit["stops"]:
        x = LEFT + frame[1] * place
        yield haloed(x + 4, frame[0] + frame[2], "no longer filled", anchor="start")
