"""What a gate can be, and the parts of a network that whoever reads it may rely on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

SOURCE: Final = 0
ALL: Final = 1
ANY: Final = 2
THRESHOLD: Final = 3
TALLY: Final = 4
WIDE: Final = 12
"""From this many inputs on an *all* or *any* gate within a circle is kept as a tally: scanning its inputs
each time would cost more."""


@dataclass(frozen=True, slots=True)
class Source:
    """A gate that is given from outside: a constant, or a variable (or its negation)."""

    gate: int
    constant: bool = False
    variable: int | None = None
    negated: bool = False


@dataclass(slots=True)
class Weighed:
    """A tally: its own gate (which bears no mask), its weighed inputs, and the thresholds that ask it."""

    gate: int
    inputs: tuple[tuple[int, int], ...]
    asked: list[tuple[int, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(weight for _, weight in self.inputs)


class Gates(Protocol):
    """Gate i has ``kinds[i]`` and reads ``inputs[i]``; sources and tallies name their gates."""

    @property
    def kinds(self) -> Sequence[int]: ...
    @property
    def inputs(self) -> Sequence[tuple[int, ...]]: ...
    @property
    def sources(self) -> Sequence[Source]: ...
    @property
    def tallies(self) -> Sequence[Weighed]: ...
