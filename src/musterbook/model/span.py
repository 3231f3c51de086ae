"""Where words stand: half-open pairs of Python string indices into the text exactly as given."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def spans_from(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of ``spans`` (at least one)."""
    known = list(spans)
    return Span(min(s.start for s in known), max(s.end for s in known))
