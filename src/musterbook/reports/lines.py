"""Lines for a terminal: wrapped to its width, styled only where colour is asked for."""

import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from musterbook.presenting.page import Sentence

NARROWEST, WIDEST, PIPED = 40, 120, 100
STYLES = {"title": "bold", "head": "bold red", "strong": "bold", "quiet": "dim"}


def width_of(width: int | None) -> int:
    """The width to write to: as asked for, else the terminal's, else that of a page."""
    found = width if width is not None else shutil.get_terminal_size((PIPED, 40)).columns
    return max(NARROWEST, min(WIDEST, found))


@dataclass(slots=True)
class Lines:
    """Gathers lines; ``text()`` joins them. Words longer than a line are broken."""

    width: int
    colour: bool = False
    _made: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "\n".join(self._made).rstrip("\n")

    def gap(self) -> None:
        """One empty line, never two."""
        if self._made and self._made[-1]:
            self._made.append("")

    def title(self, text: str) -> None:
        self._add(text, "title")

    def head(self, text: str) -> None:
        """A section's head with a rule under it."""
        self.gap()
        self._add(text.upper(), "head")
        self._made.append("─" * min(self.width, 72))

    def sub(self, text: str) -> None:
        self.gap()
        self._add(text, "strong")

    def para(self, text: str, indent: int = 0, style: str | None = None) -> None:
        self._add(text, style, " " * indent, " " * indent)

    def item(self, text: str, mark: str = "-", indent: int = 0, style: str | None = None) -> None:
        first = " " * indent + mark + " "
        self._add(text, style, first, " " * len(first))

    def named(self, name: str, text: str, room: int, indent: int = 0) -> None:
        """A name and what it says, the texts of several below each other."""
        first = " " * indent + f"{name:<{room}}  "
        self._add(text, None, first, " " * len(first))

    def columns(self, cells: Iterable[tuple[str, int]], style: str | None = None) -> None:
        """One row of cells, each wrapped in its room."""
        wrapped = [(textwrap.wrap(text, max(1, room - 2)) or [""], room) for text, room in cells]
        for place in range(max(len(lines) for lines, _ in wrapped)):
            parts = (f"{lines[place] if place < len(lines) else '':<{room}}" for lines, room in wrapped)
            self._made.append(self._styled("".join(parts).rstrip(), style))

    def _add(self, text: str, style: str | None = None, first: str = "", rest: str = "") -> None:
        wrapped = textwrap.wrap(
            " ".join(text.split()), self.width, initial_indent=first, subsequent_indent=rest
        )
        self._made += [self._styled(line, style) for line in wrapped or [first.rstrip()]]

    def _styled(self, line: str, style: str | None) -> str:
        if not self.colour or style is None:
            return line
        from rich.style import Style

        return Style.parse(STYLES[style]).render(line)


def cited(sentence: Sentence) -> str:
    """The sentence with the numbers of its notes: ``Nobody is assured. [2, 3]``."""
    return f"{sentence.text} {numbers(sentence.notes)}" if sentence.notes else sentence.text


def numbers(notes: Iterable[int]) -> str:
    return f"[{', '.join(map(str, notes))}]"
