"""One line of a rotation over the months: who is deployed, what is asked, what is there and not sustained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from musterbook.presenting.grammar import figure
from musterbook.reports.svg import (
    ACCENT,
    INK,
    LINE,
    PAPER,
    QUIET,
    band,
    box,
    cut,
    haloed,
    steps,
    stroke,
    text,
)

LEFT, PLOT, TALL, FLAT = 96, 800, 150, 26
THERE = "#dfe6e9"
Bounds = tuple[Sequence[float], Sequence[float]]
Frame = tuple[float, float, float]
"""The foot of a plot, the height of one soldier (ship, ...) in it, the width of a month."""


@dataclass(frozen=True, slots=True)
class Stack:
    """What an actor has deployed; ``ground`` is the number of its ground."""

    ground: int
    actor: str
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One line; ``stacks`` from the ground up; ``fails`` the first month in which it is not full, and why."""

    name: str
    required: tuple[float | None, ...]
    deployed: tuple[float, ...]
    sustained: tuple[float, ...]
    filled: tuple[bool, ...]
    stacks: tuple[Stack, ...]
    fails: int | None
    state: str
    reason: str

    @property
    def flat(self) -> bool:
        """A line without a quantity: there or not."""
        return None in self.required

    @property
    def height(self) -> int:
        return FLAT if self.flat else TALL


def panel_drawn(panel: Panel, top: float, step: float) -> Iterator[str]:
    """The panel below ``top``; a month is ``step`` wide. The months that are not full are barred below."""
    yield text(24, top, cut(panel.name, 60), weight=600)
    yield text(LEFT + PLOT, top, panel.state, QUIET if panel.fails is None else ACCENT, anchor="end", size=13)
    top += 12
    yield from _there(panel, top, step) if panel.flat else _stacked(panel, top, step)
    foot = top + panel.height
    for first, last in runs([not full for full in panel.filled]):
        yield box(LEFT + step * first, foot + 3, step * (last - first), 6, ACCENT)
    if panel.fails is not None:
        yield from _mark(panel, top, foot, step)


def runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches that are true: (first, one beyond)."""
    found: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and found and found[-1][1] == place:
            found[-1] = found[-1][0], place + 1
        elif flag:
            found.append((place, place + 1))
    return found


def _there(panel: Panel, top: float, step: float) -> Iterator[str]:
    yield box(LEFT, top, PLOT, FLAT, "none", stroke=LINE)
    for first, last in runs(panel.filled):
        yield box(LEFT + step * first, top, step * (last - first), FLAT, THERE, stroke=INK)
    for flags, word in ((panel.filled, "there"), ([not full for full in panel.filled], "not there")):
        for first, last in runs(flags):
            if step * (last - first) > 70:
                yield text(LEFT + step * (first + last) / 2, top + 18, word, anchor="middle", size=13)


def _stacked(panel: Panel, top: float, step: float) -> Iterator[str]:
    foot = top + TALL
    most = max(*(asked or 0.0 for asked in panel.required), *panel.deployed, 1e-9) * 1.1
    frame = foot, TALL / most, step
    for tick in ticks(most):
        y = foot - tick * TALL / most
        yield stroke(f"M{LEFT} {y:.1f}H{LEFT + PLOT}", LINE if tick else INK)
        yield text(LEFT - 8, y + 4, figure(tick), QUIET, anchor="end", size=12)
    low = [0.0] * len(panel.deployed)
    labels: list[str] = []
    for stack in panel.stacks:
        high = [under + own for under, own in zip(low, stack.figures, strict=True)]
        yield from _block(stack, (low, high), frame)
        labels += _label(stack.actor, (low, high), frame)
        low = high
    yield from _unsustained(panel, frame)
    yield from _asked(panel, frame)
    yield from labels


def ticks(most: float) -> list[float]:
    """0 and three or four round figures up to ``most``."""
    rough = most / 4
    base = 10.0 ** floor(log10(rough))
    step = next(base * k for k in (1, 2, 2.5, 5, 10) if base * k >= rough)
    return [step * n for n in range(int(most / step) + 1)]


def _block(stack: Stack, bounds: Bounds, frame: Frame) -> Iterator[str]:
    low, high = _heights(bounds, frame)
    path, _ = band(low, high, LEFT, frame[2])
    if path:
        yield f'<path d="{path}" fill="url(#a{stack.ground})" stroke="{PAPER}" stroke-width="0.8"/>'


def _heights(bounds: Bounds, frame: Frame) -> tuple[list[float], list[float]]:
    foot, scale, _ = frame
    low, high = ([foot - one * scale for one in row] for row in bounds)
    return low, high


def _label(actor: str, bounds: Bounds, frame: Frame) -> Iterator[str]:
    """The actor's name on its longest level stretch, where it has room."""
    low, high = _heights(bounds, frame)
    level: list[tuple[int, int]] = []
    for place in range(len(low)):
        same = place and (low[place], high[place]) == (low[place - 1], high[place - 1])
        level = [*level[:-1], (level[-1][0], place + 1)] if same else [*level, (place, place + 1)]
    first, last = max((run for run in level if low[run[0]] - high[run[0]] >= 14), key=_length, default=(0, 0))
    words = cut(actor, 14)
    if frame[2] * (last - first) >= 8.5 * len(words) + 4:
        middle = (low[first] + high[first]) / 2
        yield haloed(LEFT + frame[2] * (first + last) / 2, middle + 4, words)


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0]


def _unsustained(panel: Panel, frame: Frame) -> Iterator[str]:
    """A veil over what is deployed and does not count, as an enabler is short."""
    used = [min(out, asked or 0.0) for out, asked in zip(panel.deployed, panel.required, strict=True)]
    kept = [min(one, other) for one, other in zip(panel.sustained, used, strict=True)]
    low, high = _heights((kept, used), frame)
    path, stretches = band(low, high, LEFT, frame[2])
    if path:
        yield f'<path d="{path}" fill="{PAPER}" fill-opacity="0.72"/>'
    for first, last in stretches:
        line = steps(low[first:last], LEFT + frame[2] * first, frame[2])
        yield stroke(line, ACCENT, width=2.2, dashes="6 3")
        told = f"sustained {figure(round(kept[first], 6))}"
        if first == stretches[0][0] or frame[2] * (last - first) >= 7 * len(told):
            yield haloed(LEFT + frame[2] * first + 6, min(low[first], frame[0]) - 6, told, anchor="start")


def _asked(panel: Panel, frame: Frame) -> Iterator[str]:
    heights, _ = _heights(([asked or 0.0 for asked in panel.required], ()), frame)
    yield stroke(steps(heights, LEFT, frame[2]), PAPER, width=4.5)
    yield stroke(steps(heights, LEFT, frame[2]), INK, width=2.2)
    first = next((place for place, asked in enumerate(panel.required) if asked), None)
    if first is not None:
        told = f"asked {figure(panel.required[first] or 0)}"
        yield haloed(LEFT + frame[2] * first + 6, heights[first] - 6, told, anchor="start")


def _mark(panel: Panel, top: float, foot: float, step: float) -> Iterator[str]:
    """The month in which the line fails first, and on the line that breaks the requirement why."""
    assert panel.fails is not None
    x = LEFT + step * panel.fails
    yield stroke(f"M{x:.1f} {top - 4:.1f}V{foot + 9:.1f}", ACCENT, width=2, dashes="5 3")
    if panel.reason and not panel.flat:
        right = panel.fails * step > PLOT / 2
        yield haloed(x - 6 if right else x + 6, foot - 8, panel.reason, anchor="end" if right else "start")
