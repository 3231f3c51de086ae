"""The two small figures of a brief as inline SVG, the ladder and the fill bar; text says the same."""

from typing import Any

from musterbook.presenting.page import Bar

LOWEST, HIGHEST = -2, 4
WIDTH = 320


def ladder(level: int) -> Any:
    """Seven steps from a flat no to being there; the one reached is filled."""
    from markupsafe import Markup

    steps = "".join(_step(rung, rung == level) for rung in range(LOWEST, HIGHEST + 1))
    return Markup(
        '<svg class="ladder" viewBox="0 0 63 20" width="63" height="20" aria-hidden="true" focusable="false">'
        f"{steps}</svg>"
    )


def _step(rung: int, reached: bool) -> str:
    height = 4 + 2 * (rung - LOWEST)
    x, y = 9 * (rung - LOWEST) + 0.75, 18 - height
    kind = "reached" if reached else ("below" if rung < 0 else "step")
    return f'<rect class="{kind}" x="{x}" y="{y}" width="6.5" height="{height}"/>'


def fill_bar(bar: Bar) -> Any:
    """Present above, sustained below, each solid up to its low end and hatched up to its high end."""
    from markupsafe import Markup

    lanes = "".join(_lane(pair, y) for pair, y in ((bar.present, 2), (bar.sustained, 16)))
    return Markup(
        f'<svg class="bar" viewBox="0 0 {WIDTH} 28" aria-hidden="true" focusable="false" '
        'preserveAspectRatio="none">'
        f"{lanes}</svg>"
    )


def _lane(pair: tuple[float, float], y: int) -> str:
    low, high = (round(share * WIDTH, 1) for share in pair)
    return (
        f'<rect class="track" x="0.5" y="{y}" width="{WIDTH - 1}" height="10"/>'
        f'<rect class="high" x="0" y="{y}" width="{high}" height="10"/>'
        f'<rect class="low" x="0" y="{y}" width="{low}" height="10"/>'
    )
