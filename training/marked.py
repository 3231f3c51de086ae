"""Reads the texts that were written and marked for training: `training/marked/*.txt`.

A file holds several texts. Each has a line `### id | date | genre | mission`, the text, a line `---`, and a
line for every position:

    KEN,TCD police pledges | who=Kenya;Chad | cue=will send | what=police | in=Kenya and Chad will send police

Actors, subject and stance come first; `who`, `cue` and `what` are the words that stand for them, `in` is the
evidence. `if=id: words` is a condition, `or=` one of several that suffice, `q=low..high unit` the figure,
`claim KIND | in=...` a claim. Every quotation must stand in the text to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]
STANCES = ("refuses", "withholds", "not_ruled_out", "considers", "offers", "pledges", "deployed")
CLAIMS = ("aggregate", "requirement", "event", "warning")
HELD_OF, HELD = 16, 7  # of so many texts one is held out, the one with this remainder
_CONDITION = re.compile(r"(joins:[^:]+|[a-z_]+):\s*(.+)")
_FIGURE = re.compile(r"([\d.]*?)\.\.([\d.]*)(?:\s+(.+))?")


class MarkError(ValueError):
    """A mark that does not fit its text; says which text, what is wrong and in which line."""


@dataclass(frozen=True, slots=True)
class MarkedCondition:
    """A condition's id and the words that state it."""

    id: str
    span: Span
    either: bool = False


@dataclass(frozen=True, slots=True)
class MarkedPosition:
    """One actor, one subject, one stance, with the words that stand for each."""

    actor: str
    on: str
    stance: str
    evidence: Span
    who: Span
    cue: Span
    what: Span
    conditions: tuple[MarkedCondition, ...] = ()
    quantity: tuple[float | None, float | None, str | None] | None = None
    optional: bool = False
    superseded: bool = False


@dataclass(slots=True)
class MarkedText:
    """A text with all its positions and claims."""

    name: str
    published: str
    genre: str
    mission: str
    text: str
    positions: list[MarkedPosition] = field(default_factory=list)
    claims: list[tuple[str, Span]] = field(default_factory=list)


def marked_texts(folder: Path) -> list[MarkedText]:
    """All texts of a folder, in the order of their files."""
    return [text for path in sorted(folder.glob("*.txt")) for text in parse(path.read_text("utf-8"))]


def is_held(number: int) -> bool:
    """Whether a marked text, by its place among all, is kept out of training, to measure on."""
    return number % HELD_OF == HELD


def parse(raw: str) -> Iterator[MarkedText]:
    """The texts of one file; raises MarkError for a mark that does not fit."""
    for block in re.split(r"(?m)^### ", raw)[1:]:
        head, _, rest = block.partition("\n")
        fields = [part.strip() for part in head.split("|")]
        cut = re.split(r"(?m)^---[ \t]*$", rest, maxsplit=1)
        if len(fields) != 4 or len(cut) != 2:
            raise MarkError(f"{head}: wants `### id | date | genre | mission`, a text, a line --- and marks")
        name, published, genre, mission = fields
        made = MarkedText(name, published, genre, mission, cut[0].strip("\n"))
        for line in filter(None, map(str.strip, cut[1].splitlines())):
            _read_line(made, line)
        yield made


def _read_line(made: MarkedText, line: str) -> None:
    head, *rest = line.split(" | ")
    pairs = [part.partition("=") for part in rest]
    given = {key.strip(): value.strip() for key, _, value in pairs}
    evidence = _first(made, given.get("in", ""), line)
    words = head.split()
    if words[0] == "claim":
        made.claims.append((words[1], evidence))
        return
    conditions = tuple(
        _condition(made, key, value.strip(), evidence, line) for key, _, value in pairs if key in ("if", "or")
    )
    actors, who = words[0].split(","), given.get("who", "").split(";")
    if len(words) != 3 or len(actors) != len(who):
        raise MarkError(f"{made.name}: wants ACTORS subject stance and as many `who`: {line}")
    cue, what = (_near(made, given.get(key, ""), evidence, line) for key in ("cue", "what"))
    for actor, name in zip(actors, who, strict=True):
        spot = _near(made, name.strip(), evidence, line)
        made.positions.append(
            MarkedPosition(
                actor, words[1], words[2], evidence, spot, cue, what, conditions,
                _figure(given.get("q")), "optional" in given, "superseded" in given,
            )
        )  # fmt: skip


def _condition(made: MarkedText, key: str, value: str, evidence: Span, line: str) -> MarkedCondition:
    found = _CONDITION.fullmatch(value)
    if not found:
        raise MarkError(f"{made.name}: wants `if=id: words`: {line}")
    return MarkedCondition(found[1], _near(made, found[2], evidence, line), key == "or")


def _figure(given: str | None) -> tuple[float | None, float | None, str | None] | None:
    found = _FIGURE.fullmatch(given or "")
    if not found:
        return None
    low, high = (float(part) if part else None for part in found.groups()[:2])
    return low, high, found[3]


def _occurrences(text: str, words: str) -> list[Span]:
    """Where the words stand as words, not inside longer ones."""
    if not words:
        return []
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return [found.span() for found in re.finditer(left + re.escape(words) + right, text)]


def _first(made: MarkedText, words: str, line: str) -> Span:
    found = made.text.find(words) if words else -1
    if found < 0:
        raise MarkError(f"{made.name}: the evidence is not in the text: {line}")
    whole = _occurrences(made.text, words)
    return whole[0] if whole else (found, found + len(words))


def _near(made: MarkedText, words: str, evidence: Span, line: str) -> Span:
    """The occurrence inside the evidence, else the nearest one, rather before than after."""
    found = _occurrences(made.text, words)
    if not found:
        raise MarkError(f"{made.name}: {words!r} is not in the text: {line}")
    inside = [span for span in found if evidence[0] <= span[0] and span[1] <= evidence[1]]
    if inside:
        return inside[0]
    first, last = evidence
    return min(found, key=lambda s: (min(abs(s[1] - first), abs(s[0] - last)), s[0] > first))
