"""The figures of a sweep as SVG files of their own: the tornado of single changes, the heat over two of them.

Light paper, dark ink, print-safe; a title and a description say the same in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import counted, plain
from musterbook.presenting.names import Names
from musterbook.reports.svg import ACCENT, INK, LINE, PAPER, QUIET, cut, sheet, text

Json = Mapping[str, Any]
COOL, WARM = (244, 241, 232), (138, 36, 50)
DARK = 0.65
"""From this share on the ground of a cell is so dark that light figures read better than dark ones."""
MOST_BARS = 30
LABEL, BARS, ROW = 320, 360, 26
CELL, FINE = 110, 38
LONGEST = 38


def sweep_svg(answer: Json, codebook: Codebook) -> str:
    """The heat map of a sweep that has one, else its tornado."""
    return heat_svg(answer, codebook) if "heat" in answer else tornado_svg(answer, codebook)


def tornado_svg(answer: Json, codebook: Codebook) -> str:
    """A bar for every change, from the share of worlds that hold without it to the share with it."""
    names, bars = Names(codebook), answer["tornado"]
    shown = bars[:MOST_BARS]
    top = 92
    foot = top + ROW * len(shown) + 12
    width, height = LABEL + BARS + 130, foot + (66 if len(shown) < len(bars) else 46)
    parts = [
        text(24, 36, "What each change does to the target", size=18, weight=600),
        text(24, 58, "Share of combinations that reach it: without the change (left end) and with it", QUIET),
        *_axis(top, foot),
        *(part for i, bar in enumerate(shown) for part in _bar(bar, top + ROW * i, names)),
        *_middle(answer["share"], top, foot),
    ]
    if len(shown) < len(bars):
        parts.append(text(24, foot + 50, f"{len(bars) - len(shown)} more with a smaller swing", QUIET))
    told = "; ".join(
        f"{_name(bar['change'], names)} {_percent(bar['without'])} without, {_percent(bar['with'])} with"
        for bar in shown
    )
    return sheet(
        width,
        height,
        "Tornado: what each change does to the target",
        f"{_percent(answer['share'])} of all combinations reach it. {told}.",
        parts,
    )


def heat_svg(answer: Json, codebook: Codebook) -> str:
    """The four shares over two changes, and beside them the odds for their probabilities where known."""
    names, heat = Names(codebook), answer["heat"]
    rows, columns = (_name(change, names) for change in heat["over"])
    left, top = 200, 130
    parts = [
        text(24, 36, f"{rows} × {columns}", size=18, weight=600),
        text(24, 58, f"Share of {counted(heat['worlds'], 'combination')} of the other changes", QUIET),
        *_cells(heat["cells"], left, top, CELL),
        *_sides(left, top, rows, columns),
    ]
    width, height = left + 2 * CELL + 40, top + 2 * CELL + 40
    if "odds" in heat:
        start = left + 2 * CELL + 130
        parts += _grid(heat, start, top, rows, columns)
        width, height = start + FINE * 11 + 40, top + FINE * 11 + 70
    told = "; ".join(
        f"{_state(rows, i)}, {_state(columns, j)}: {_percent(heat['cells'][i][j])}"
        for i in range(2)
        for j in range(2)
    )
    return sheet(width, height, f"Heat map over {rows} and {columns}", f"{told}.", parts)


def _axis(top: int, foot: int) -> Iterator[str]:
    for step in range(5):
        x = LABEL + BARS * step / 4
        yield f'<path d="M{x:g} {top - 6}V{foot}" stroke="{LINE}"/>'
        yield text(x, foot + 18, f"{25 * step} %", QUIET, anchor="middle", size=12)


def _middle(share: Any, top: int, foot: int) -> Iterator[str]:
    x = LABEL + BARS * _number(share)
    yield f'<path d="M{x:.1f} {top - 10}V{foot}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    yield text(x, top - 14, f"all: {_percent(share)}", anchor="middle", size=12)


def _bar(bar: Json, y: int, names: Names) -> Iterator[str]:
    low, high = _number(bar["without"]), _number(bar["with"])
    x, width = LABEL + BARS * low, max(1.5, BARS * (high - low))
    yield text(LABEL - 12, y + 17, cut(_name(bar["change"], names), LONGEST), anchor="end")
    yield f'<rect x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="{ROW - 8}" fill="{ACCENT}"/>'
    yield text(LABEL + BARS + 14, y + 17, f"+{100 * _number(bar['swing']):.3g} points", QUIET)


def _cells(cells: Sequence[Sequence[Any]], left: int, top: int, size: int) -> Iterator[str]:
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            yield from _cell(left + size * j, top + size * i, size, _number(cell), _percent(cell), 17)


def _cell(x: int, y: int, size: int, value: float, told: str, font: int) -> Iterator[str]:
    ink = PAPER if value > DARK else INK
    side = f'width="{size - 2}" height="{size - 2}"'
    yield f'<rect x="{x}" y="{y}" {side} fill="{_colour(value)}" stroke="{LINE}"/>'
    yield text(x + size / 2 - 1, y + size / 2 + font / 3, told, ink, anchor="middle", size=font)


def _sides(left: int, top: int, rows: str, columns: str) -> Iterator[str]:
    yield text(left, top - 34, cut(columns, 34), weight=600)
    yield text(24, top - 12, cut(rows, 20), weight=600)
    for i, word in enumerate(("not made", "made")):
        yield text(left + CELL * i + CELL / 2, top - 12, word, QUIET, anchor="middle")
        yield text(left - 14, top + CELL * i + CELL / 2 + 4, word, QUIET, anchor="end")


def _grid(heat: Json, left: int, top: int, rows: str, columns: str) -> Iterator[str]:
    yield text(left - 60, 58, "Odds of the target, the other probabilities as given (in %)", QUIET)
    yield text(
        left + FINE * 5.5, top - 34, f"probability: {cut(columns, LONGEST)}", anchor="middle", weight=600
    )
    middle = top + FINE * 5.5
    turned = f'transform="rotate(-90 {left - 58} {middle})"'
    yield text(
        left - 58, middle, f"probability: {cut(rows, LONGEST)}", anchor="middle", weight=600, more=turned
    )
    for i, step in enumerate(heat["steps"]):
        yield text(left + FINE * i + FINE / 2 - 1, top - 10, f"{step:g}", QUIET, anchor="middle", size=12)
        yield text(left - 10, top + FINE * i + FINE / 2 + 4, f"{step:g}", QUIET, anchor="end", size=12)
    for i, row in enumerate(heat["odds"]):
        for j, cell in enumerate(row):
            value = _number(cell)
            yield from _cell(left + FINE * j, top + FINE * i, FINE, value, f"{100 * value:.0f}", 12)


def _colour(value: float) -> str:
    """From paper to the accent, evenly."""
    mixed = (round(cool + (warm - cool) * value) for cool, warm in zip(COOL, WARM, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _number(value: Any) -> float:
    """A share as a float, also where it was printed as a fraction."""
    if isinstance(value, str):
        above, _, below = value.partition("/")
        return int(above) / int(below or 1)
    return float(value)


def _percent(value: Any) -> str:
    return f"{100 * _number(value):.3g} %"


def _name(change: str, names: Names) -> str:
    known = change.startswith("raise:") or change in names.codebook.conditions
    return names.change(change) if known else plain(change)


def _state(name: str, made: int) -> str:
    return f"with {name}" if made else f"without {name}"
