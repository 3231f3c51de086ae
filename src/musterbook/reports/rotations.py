"""The figure of a rotation: for every line who is deployed month by month, what is asked, where it breaks.

Below the lines what the pools do (``pools``). What a colour tells, a pattern, a label or a bar tells too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import counted, figure, listed, plain
from musterbook.presenting.names import Names
from musterbook.reports.panels import LEFT, PLOT, Panel, Stack, panel_drawn
from musterbook.reports.pools import STATES, pool_strips
from musterbook.reports.svg import (
    ACTOR_GROUNDS,
    INK,
    OTHERS,
    QUIET,
    Ground,
    box,
    cut,
    listing,
    month_ticks,
    month_words,
    paragraph,
    pattern,
    sheet,
    text,
)

Json = Mapping[str, Any]
WIDTH = LEFT + PLOT + 24
TITLE = "Who is deployed, month by month"
MOST_LINES, MOST_REASONS = 12, 4
REST = "others"
KINDS = {
    "enabler": "its enabler is short",
    "nobody": "nobody offers",
    "figure": "an offer has no figure",
    "window": "an offer has ended or not begun",
    "offer": "all that is offered is out",
    "pool": "a pool is exhausted",
    "reserve": "a reserve is raised",
    "unit": "less than a unit is left",
    "timing": "a tour is kept for later",
}


def sustain_svg(answer: Json, codebook: Codebook) -> str:
    """The rotation of a ``sustain`` answer."""
    names, months, order = Names(codebook), answer["months"], _order(answer)
    panels = [_panel(answer, line, order) for line in answer["lines"][:MOST_LINES]]
    keys, step = _keys(order, names), PLOT / len(months)
    parts = [text(24, 36, TITLE, size=18, weight=600), *paragraph(_verdict(answer), 60)]
    items, top = listing(_reasons(answer), 80)
    parts += items
    top, drawn = _legend(keys, top + 12)
    parts += drawn
    for panel in panels:
        parts += panel_drawn(panel, top, step)
        top += panel.height + 54
    parts += month_ticks(months, LEFT, step, top - 32, top - 30)
    if len(answer["lines"]) > MOST_LINES:
        parts.append(
            text(
                24,
                top + 22,
                f"{counted(len(answer['lines']) - MOST_LINES, 'more line')} in the answer",
                QUIET,
            )
        )
        top += 22
    strips, top = pool_strips(answer, names, top + 46)
    parts += strips
    defs = [pattern(f"a{i}", ground) for i, (_, ground) in enumerate(keys)]
    defs += [pattern(f"s-{key}", ground) for key, _, ground in STATES]
    return sheet(WIDTH, top + 16, TITLE, _told(answer, panels, names), parts, defs)


def _order(answer: Json) -> list[str]:
    """The actors with a ground of their own, those that send most first; REST at the end for further ones."""
    sent: dict[str, float] = {}
    for row in answer["actors"]:
        out = sum(month["deployed"] for month in row["by_month"])
        sent[row["actor"]] = sent.get(row["actor"], 0.0) + out
    there = sorted((actor for actor in sent if sent[actor]), key=lambda actor: (-sent[actor], actor))
    most = len(ACTOR_GROUNDS)
    return there[:most] + ([REST] if len(there) > most else [])


def _panel(answer: Json, line: Json, order: Sequence[str]) -> Panel:
    rows, places = line["by_month"], {month: place for place, month in enumerate(answer["months"])}
    out = {actor: [0.0] * len(rows) for actor in order}
    for start in answer["starts"]:
        if start["line"] == line["id"]:
            row = out[start["actor"] if start["actor"] in out else REST]
            for month in range(places[start["month"]], places[start["last"]] + 1):
                row[month] += start["figure"]
    broken, fails = answer["breaks"], line["fails"]
    breaks = broken is not None and broken["line"] == line["id"]
    return Panel(
        plain(line["id"]),
        tuple(row["required"] for row in rows),
        tuple(float(row["deployed"]) for row in rows),
        tuple(float(row["sustained"] or 0) for row in rows),
        tuple(row["filled"] for row in rows),
        tuple(Stack(order.index(actor), actor, tuple(row)) for actor, row in out.items() if any(row)),
        None if fails is None else places[fails],
        "full throughout" if fails is None else f"fails first in {month_words(fails)}",
        _short_reason(broken["why"]) if breaks else "",
    )


def _short_reason(why: Sequence[Json]) -> str:
    kinds = dict.fromkeys(KINDS[reason["kind"]] for reason in why if reason["kind"] in KINDS)
    return listed(list(kinds)[:2])


def _verdict(answer: Json) -> str:
    months, broken = answer["months"], answer["breaks"]
    if broken is None:
        span = f"{month_words(months[0])} to {month_words(months[-1])}"
        return f"The requirement holds in every month from {span}."
    return f"The requirement fails first in {month_words(broken['month'])}, on line {plain(broken['line'])}:"


def _reasons(answer: Json) -> list[str]:
    """What holds the line that breaks back."""
    why = () if answer["breaks"] is None else answer["breaks"]["why"]
    left = len(why) - MOST_REASONS
    told = [plain(reason["words"]) for reason in why[:MOST_REASONS]]
    return [*told, *([f"and {counted(left, 'more reason')}"] if left > 0 else [])]


def _keys(order: Sequence[str], names: Names) -> list[tuple[str, Ground]]:
    grounds = [OTHERS if actor == REST else ACTOR_GROUNDS[i] for i, actor in enumerate(order)]
    return [(_full_name(actor, names), ground) for actor, ground in zip(order, grounds, strict=True)]


def _full_name(actor: str, names: Names) -> str:
    return f"{names.actor(actor)} ({actor})" if names.codebook.is_actor(actor) else plain(actor)


def _legend(keys: Sequence[tuple[str, Ground]], top: float) -> tuple[float, list[str]]:
    """Swatches in rows, in the order in which they stand from the ground up; where the next thing begins."""
    parts, x, y = [], 24.0, top
    for number, (name, _) in enumerate(keys):
        words = cut(name, 40)
        room = 30 + 7.2 * len(words) + 16
        if x + room > WIDTH - 24 and x > 24:
            x, y = 24.0, y + 24
        parts += [box(x, y - 12, 22, 15, f"url(#a{number})", stroke=INK), text(x + 30, y, words, size=13)]
        x += room
    return (y + 44 if keys else top + 16), parts


def _told(answer: Json, panels: Sequence[Panel], names: Names) -> str:
    """The figure in words."""
    parts = [_verdict(answer), f"{'; '.join(_reasons(answer))}."]
    for panel in panels:
        who = listed(
            f"{_full_name(stack.actor, names)} up to {figure(max(stack.figures))}" for stack in panel.stacks
        )
        parts.append(f"Line {panel.name}: {panel.state}; {who or 'nobody is deployed'}.")
    return " ".join(parts)
