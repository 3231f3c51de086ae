"""The figure of a timeline: lines by months, each cell as full as the line is, with its figures.

Months that are alike stand together. Dark is what the low figures fill, lighter what the high ones would.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import counted, figure, listed, plain
from musterbook.presenting.names import Names
from musterbook.reports.calendars import offer_told, verdict
from musterbook.reports.svg import (
    ACCENT,
    INK,
    LINE,
    PAPER,
    QUIET,
    box,
    cut,
    haloed,
    listing,
    month_ticks,
    month_words,
    paragraph,
    sheet,
    stroke,
    text,
)

Json = Mapping[str, Any]
LEFT, PLOT, ROW, BETWEEN = 176, 720, 40, 8
FULL, PERHAPS = "#33536b", "#a9b9c4"
MOST_LINES, MOST_MOVES, MOST_NAMED = 24, 14, 6
TITLE = "Which line is filled, month by month"


def timeline_svg(answer: Json, codebook: Codebook) -> str:
    """The grid of a ``timeline`` answer."""
    names, months = Names(codebook), answer["months"]
    told = verdict(answer)
    parts, top = [text(24, 36, TITLE, size=18, weight=600)], 60.0
    for words in told:
        made = paragraph(words, top)
        parts += made
        top += 19 * len(made)
    if months:
        drawn, top = _grid(answer, top + 26)
        parts += drawn
        told_moves = _moves(months, names)
        if told_moves:
            parts.append(text(24, top + 24, "Who comes and goes", size=14, weight=600))
        moves, top = listing(told_moves, top + 46)
        parts += moves
    return sheet(LEFT + PLOT + 24, top + 24, TITLE, " ".join([*told, *_rows_told(answer)]), parts)


def _grid(answer: Json, top: float) -> tuple[list[str], float]:
    months, ids = answer["months"], _line_ids(answer["months"])
    step, shown = PLOT / len(months), ids[:MOST_LINES]
    parts, first = [*_legend(top)], top + 28
    top = first
    for id in [None, *shown]:
        parts += _row(months, id, top, step)
        top += ROW + BETWEEN
    parts += month_ticks([month["month"] for month in months], LEFT, step, top - BETWEEN, top - BETWEEN)
    marks = (("first_failure", "not filled"), ("breaks", "breaks"))
    places = {month["month"]: place for place, month in enumerate(months)}
    for key, word in marks:
        if answer[key] is not None and (key == "breaks" or answer[key] != answer["breaks"]):
            x = LEFT + step * places[answer[key]]
            parts.append(stroke(f"M{x:.1f} {first - 8}V{top - BETWEEN + 4}", ACCENT, width=2, dashes="5 3"))
            parts.append(haloed(x + 4, first - 4, word, anchor="start"))
    top += 40
    if len(ids) > MOST_LINES:
        parts.append(text(24, top, f"{counted(len(ids) - MOST_LINES, 'more line')} in the answer", QUIET))
        top += 20
    return parts, top


def _line_ids(months: Sequence[Json]) -> list[str]:
    return list(dict.fromkeys(line["id"] for month in months for line in month["lines"]))


def _legend(top: float) -> Iterator[str]:
    x = 24.0
    for fill, word in (
        (FULL, "filled"),
        (PERHAPS, "filled at the high figures only"),
        (PAPER, "missing"),
        (LINE, "not asked"),
    ):
        yield box(x, top - 12, 22, 15, fill, stroke=INK)
        yield text(x + 30, top, word, size=13)
        x += 30 + 7.2 * len(word) + 20


def _row(months: Sequence[Json], id: str | None, top: float, step: float) -> Iterator[str]:
    """A line's row; None: that of the whole requirement."""
    name = "all lines" if id is None else plain(id)
    yield text(LEFT - 12, top + 25, cut(name, 20), anchor="end", weight=600 if id is None else 400)
    cells = [_cell_of(month, id) for month in months]
    first = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or cells[place] != cells[first]:
            yield from _cell(cells[first], LEFT + step * first, top, step * (place - first))
            first = place


Cell = tuple[float, float, str] | None
"""How full at the low and at the high figures, and the words; None: not asked."""


def _cell_of(month: Json, id: str | None) -> Cell:
    if id is None:
        return (1.0, 1.0, "filled") if month["filled"] else (0.0, 0.0, "not filled")
    line = next((line for line in month["lines"] if line["id"] == id), None)
    if line is None:
        return None
    if line["quantity"] is None:
        return (1.0, 1.0, "there") if line["filled"] else (0.0, 0.0, "nobody")
    low, high = (
        1.0 if line["quantity"] == 0 else min(1.0, one / line["quantity"]) for one in line["sustained"]
    )
    return low, high, figures_told(line["sustained"], line["quantity"])


def figures_told(pair: Sequence[Any], asked: Any) -> str:
    """``18,100–23,400 of 30,000``."""
    low, high = pair
    told = figure(low) if low == high else f"{figure(low)}–{figure(high)}"
    return f"{told} of {figure(asked)}"


def _cell(cell: Cell, x: float, top: float, width: float) -> Iterator[str]:
    """Filled from the ground up; the words as they have room."""
    if cell is None:
        yield box(x, top, width, ROW, LINE, stroke=PAPER)
        return
    low, high, told = cell
    yield box(x, top, width, ROW, PAPER, stroke=INK)
    for share, fill in ((high, PERHAPS), (low, FULL)):
        if share:
            yield box(x, top + ROW * (1 - share), width, ROW * share, fill, stroke=INK)
    words = next((w for w in (told, told.partition(" of ")[0]) if 7.4 * len(w) + 6 <= width), "")
    if words and low > 0.6:
        yield text(x + width / 2, top + ROW - 15, words, PAPER, anchor="middle", size=13, weight=600)
    elif words:
        yield haloed(x + width / 2, top + (25 if high == 0 else 15), words, size=12)


def _moves(months: Sequence[Json], names: Names) -> list[str]:
    """Who comes and who goes, month by month."""
    told = []
    for month in months:
        parts = []
        for verb, key in (("come", "comes"), ("go", "goes")):
            if month[key]:
                some = [offer_told(id, names) for id in month[key][:MOST_NAMED]]
                more = len(month[key]) - MOST_NAMED
                verb = verb if len(month[key]) > 1 else verb + ("s" if verb == "come" else "es")
                parts.append(f"{listed([*some, f'{more} more'] if more > 0 else some)} {verb}")
        if parts:
            told.append(f"{month_words(month['month'])}: {'; '.join(parts)}.")
    left = len(told) - MOST_MOVES
    return told[:MOST_MOVES] + ([f"and {counted(left, 'more month')} with changes"] if left > 0 else [])


def _rows_told(answer: Json) -> Iterator[str]:
    months = answer["months"]
    for id in _line_ids(months)[:MOST_LINES]:
        cells = [_cell_of(month, id) for month in months]
        asked = [cell for cell in cells if cell is not None]
        full = sum(cell[0] == 1 for cell in asked)
        months_told = "1 month" if len(asked) == 1 else f"{len(asked)} months"
        yield f"Line {plain(id)}: filled in {full} of {months_told}."
