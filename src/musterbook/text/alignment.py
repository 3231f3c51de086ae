"""How a mended text lies over the text as given: which characters came from where, in both directions."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from musterbook.model.span import Span


class Piece(NamedTuple):
    """``length`` characters of the mended text at ``start`` stand for ``source_length`` at ``source``.

    Equal lengths run in step, character by character; unequal ones stand for each other as a whole. What lies
    between two pieces was dropped.
    """

    start: int
    length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pieces in order, none empty on the mended side; ``length`` of the mended text and of its source."""

    pieces: tuple[Piece, ...]
    length: int
    source_length: int

    def to_source(self, start: int, end: int) -> Span:
        """The source span of a mended span: from its first character to its last."""
        start, end = max(0, start), min(end, self.length)
        if not self.pieces:
            return Span(0, 0)
        if start >= end:
            at = self._source_start(start)
            return Span(at, at)
        return Span(self._source_start(start), self._source_end(end - 1))

    def to_mended(self, start: int, end: int) -> Span:
        """The mended span of everything that came from the source span; empty where all of it was dropped."""
        first = self._mended_at(start)
        last = self._mended_at(end)
        reach = self._mended_behind(end) if end > start else first
        return Span(first, max(first, last, reach))

    def _piece(self, at: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, at, key=lambda p: p.start) - 1)]

    def _source_start(self, at: int) -> int:
        if at >= self.length:
            return self.source_length
        piece = self._piece(at)
        return piece.source + (at - piece.start if piece.length == piece.source_length else 0)

    def _source_end(self, at: int) -> int:
        piece = self._piece(at)
        step = at - piece.start + 1 if piece.length == piece.source_length else piece.source_length
        return piece.source + step

    def _mended_at(self, at: int) -> int:
        """The mended offset of the first character that came from ``at`` or behind it."""
        k = bisect_right(self.pieces, at, key=lambda p: p.source) - 1
        if k < 0:
            return 0
        piece = self.pieces[k]
        inside = at - piece.source
        if inside >= piece.source_length:
            return piece.start + piece.length
        return piece.start + (inside if piece.length == piece.source_length else 0)

    def _mended_behind(self, at: int) -> int:
        """The mended offset behind the last character that came from before ``at``."""
        k = bisect_right(self.pieces, at - 1, key=lambda p: p.source) - 1
        if k < 0:
            return 0
        piece = self.pieces[k]
        inside = min(at - piece.source, piece.source_length)
        return piece.start + (inside if piece.length == piece.source_length else piece.length)


def aligned(parts: Iterable[tuple[str, int, int]], source_length: int) -> tuple[str, Alignment]:
    """The text of ``(words, source start, source end)`` parts in order, and how it lies over its source."""
    pieces: list[Piece] = []
    words: list[str] = []
    length = 0
    for said, start, end in parts:
        if not said:
            continue
        words.append(said)
        last = pieces[-1] if pieces else None
        if last is not None and _runs_on(last, start) and len(said) == end - start:
            pieces[-1] = Piece(
                last.start, last.length + len(said), last.source, last.source_length + len(said)
            )
        else:
            pieces.append(Piece(length, len(said), start, end - start))
        length += len(said)
    return "".join(words), Alignment(tuple(pieces), length, source_length)


def _runs_on(last: Piece, start: int) -> bool:
    return last.length == last.source_length and last.source + last.source_length == start
