"""What the figures share: the sheet with its title and description, text, a month axis, grounds that print.

Light paper, dark ink. A ground is a colour and, beside it, a pattern, so that two that stand together are
told apart without colour. The colours are those of Okabe and Ito (2008), kept apart in every kind of sight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from musterbook.presenting.grammar import MONTHS, shortened

INK, QUIET, LINE, PAPER, ACCENT = "#1e1f21", "#5a5d61", "#d9d4c7", "#fdfcf8", "#8a2432"
FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
STRIPES = {
    "none": "",
    "rising": "M-2 10L10 -2M-2 2L2 -2M6 10L10 6",
    "falling": "M-2 -2L10 10M6 -2L10 2M-2 6L2 10",
    "upright": "M2 0V8M6 0V8",
    "level": "M0 2H8M0 6H8",
    "crossed": "M0 4H8M4 0V8",
    "dotted": "M1 2h2M5 6h2",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A colour, the pattern on it and the pattern's colour."""

    colour: str
    pattern: str = "none"
    ink: str = INK


ACTOR_GROUNDS = (
    Ground("#0072b2"),
    Ground("#e69f00", "rising"),
    Ground("#56b4e9"),
    Ground("#009e73", "falling", PAPER),
    Ground("#f0e442", "dotted"),
    Ground("#d55e00", "upright", PAPER),
    Ground("#e3b5cf", "level"),
    Ground("#4d4d4d", "crossed", PAPER),
)
OTHERS = Ground("#c9c9c4", "upright", PAPER)


def sheet(
    width: float, height: float, title: str, told: str, parts: Sequence[str], defs: Sequence[str] = ()
) -> str:
    """A figure as a file of its own; it shrinks to a narrow window and says the same in words."""
    patterns = f"<defs>{''.join(defs)}</defs>\n" if defs else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" style="max-width:100%;height:auto" role="img" aria-labelledby="title desc" '
        f'font-family="{FONT}" font-size="14">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(told)}</desc>\n'
        f'{patterns}<rect width="100%" height="100%" fill="{PAPER}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def text(
    x: float,
    y: float,
    words: str,
    colour: str = INK,
    *,
    anchor: str = "start",
    size: int = 14,
    weight: int = 400,
    more: str = "",
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}" {more}>{escape(words)}</text>'
    )


def haloed(x: float, y: float, words: str, *, anchor: str = "middle", size: int = 12) -> str:
    """Words that are read on any ground."""
    halo = f'stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return text(x, y, words, anchor=anchor, size=size, weight=600, more=halo)


def box(x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "none") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def stroke(path: str, colour: str = LINE, *, width: float = 1, dashes: str = "", more: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed} {more}/>'


def pattern(name: str, ground: Ground) -> str:
    """The definition of a ground; it is painted with ``url(#name)``."""
    lines = STRIPES[ground.pattern]
    drawn = f'<path d="{lines}" stroke="{ground.ink}" stroke-width="1.1"/>' if lines else ""
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{ground.colour}"/>{drawn}</pattern>'
    )


def cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def wrapped(words: str, longest: int, most: int) -> list[str]:
    """The words in at most ``most`` lines of ``longest`` characters."""
    from textwrap import wrap

    return wrap(shortened(words, longest * most), longest, max_lines=most, placeholder=" …")


def paragraph(words: str, y: float) -> list[str]:
    """A sentence across the sheet, of three lines at most."""
    return [text(24, y + 19 * i, line) for i, line in enumerate(wrapped(words, 118, 3))]


def listing(items: Sequence[str], y: float) -> tuple[list[str], float]:
    """Items below each other, of two lines at most, and where the next thing begins."""
    parts = []
    for item in items:
        for place, line in enumerate(wrapped(item, 124, 2)):
            parts += [text(24, y, "–", QUIET, size=13)] if place == 0 else []
            parts.append(text(38, y, line, QUIET, size=13))
            y += 18
    return parts, y


def month_ticks(months: Sequence[str], left: float, step: float, top: float, foot: float) -> Iterator[str]:
    """The months under a grid: every one where there is room, else every third or January; years below."""
    every = 1 if step >= 30 else 3 if step >= 9 else 12
    for place, month in enumerate(months):
        year, number = int(month[:4]), int(month[5:])
        x = left + step * place
        if place == 0 or number == 1:
            yield stroke(f"M{x:.1f} {top:.1f}V{foot + 34:.1f}", LINE)
            if place == 0 or step * 12 >= 36:
                yield text(x + 4, foot + 32, str(year), INK, size=12, weight=600)
        if (number - 1) % every == 0 and every < 12:
            yield text(x + step / 2, foot + 16, MONTHS[number - 1][:3], QUIET, anchor="middle", size=11)


def month_words(month: str) -> str:
    """``March 2025``."""
    return f"{MONTHS[int(month[5:]) - 1]} {int(month[:4])}"


def steps(points: Sequence[float], left: float, step: float) -> str:
    """A line that keeps a height through each month and steps between them."""
    path, before = [], None
    for place, y in enumerate(points):
        x = left + step * place
        if before is None:
            path.append(f"M{x:.1f} {y:.1f}")
        elif y != before:
            path.append(f"V{y:.1f}")
        path.append(f"H{x + step:.1f}")
        before = y
    return "".join(path)


def band(
    low: Sequence[float], high: Sequence[float], left: float, step: float
) -> tuple[str, list[tuple[int, int]]]:
    """The outline of what stands between two step lines, and its stretches of months (first, one beyond)."""
    stretches: list[tuple[int, int]] = []
    for place, (under, over) in enumerate(zip(low, high, strict=True)):
        if abs(under - over) < 0.05:
            continue
        if stretches and stretches[-1][1] == place:
            stretches[-1] = stretches[-1][0], place + 1
        else:
            stretches.append((place, place + 1))
    path = []
    for first, last in stretches:
        path.append(steps(high[first:last], left + step * first, step))
        back = steps(list(reversed(low[first:last])), left + step * last, -step)
        path.append("L" + back[1:] + "Z")
    return "".join(path), stretches
