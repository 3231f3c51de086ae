"""The texts with every span marked, cut into runs wherever a mark begins or ends: marks may overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musterbook.book.entries import Entry
from musterbook.model.document import Document
from musterbook.model.span import Span, Spans
from musterbook.presenting.head import source_of
from musterbook.presenting.notes import spans_of
from musterbook.presenting.page import Segment, TextView
from musterbook.presenting.shown import Shown
from musterbook.presenting.view import View

ORDER = ("boilerplate", "content", "source", "cue", "missed", "claim", "position")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked span of the shown text; ``first``: the first span of its ``note``."""

    span: Span
    kind: str
    note: int | None = None
    missed: str | None = None
    first: bool = False


def texts(view: View, missed: Sequence[tuple[str, Span]]) -> tuple[TextView, ...]:
    """The text that was read in whole; of other documents the paragraphs that prove something.

    ``missed`` are the anchors and spans of passages of the read text that were not understood.
    """
    own = view.brief.reading.document.id if view.brief.reading is not None else None
    single = len(view.notes.library.documents) == 1
    made = []
    for document in view.notes.library.documents.values():
        whole = single or document.id == own
        made.append(_text(view, document, whole, missed if document.id == own else ()))
    return tuple(made)


def _text(view: View, document: Document, whole: bool, missed: Sequence[tuple[str, Span]]) -> TextView:
    page = view.notes.library.shown(document)
    stretches = [*_noted(view, page), *_read(view, page, whole), *_missed(page, missed)]
    paragraphs = [p for p in _paragraphs(page.text, stretches) if whole or any(s.opens for s in p)]
    return TextView(source_of(document), whole, tuple(paragraphs))


def _noted(view: View, page: Shown) -> Iterator[Stretch]:
    for proof in view.notes.proofs:
        if proof.document.id == page.document.id:
            number = view.notes.number[proof.id]
            kind = "position" if isinstance(proof, Entry) else "claim"
            yield from _stretches(page, spans_of(proof), kind, number)


def _stretches(page: Shown, spans: Spans, kind: str, note: int | None = None) -> Iterator[Stretch]:
    first = True
    for span in spans:
        placed = page.place(span)
        if placed.end > placed.start:
            yield Stretch(placed, kind, note, None, first and note is not None)
            first = False


def _read(view: View, page: Shown, whole: bool) -> Iterator[Stretch]:
    """Boilerplate of the document, and the statements where it is the one that was read."""
    yield from _stretches(page, page.document.boilerplate, "boilerplate")
    reading = view.brief.reading
    if not whole or reading is None or reading.document.id != page.document.id:
        return
    for statement in reading.statements:
        yield from _stretches(page, statement.source, "source")
        yield from _stretches(page, statement.cue, "cue")
        yield from _stretches(page, statement.content, "content")


def _missed(page: Shown, missed: Iterable[tuple[str, Span]]) -> Iterator[Stretch]:
    for anchor, span in missed:
        placed = page.place(span)
        if placed.end > placed.start:
            yield Stretch(placed, "missed", None, anchor)


def _paragraphs(text: str, stretches: Sequence[Stretch]) -> Iterator[tuple[Segment, ...]]:
    """The lines of the text that are not empty, each cut into segments."""
    cuts = sorted({edge for s in stretches for edge in s.span})
    starts, ends = defaultdict(list), defaultdict(list)
    for stretch in stretches:
        starts[stretch.span.start].append(stretch)
        ends[stretch.span.end].append(stretch)
    active: list[Stretch] = []
    place = 0
    pending: list[int] = []
    for line in _lines(text):
        edges = [line.start]
        while place < len(cuts) and cuts[place] <= line.start:
            pending.append(cuts[place])
            place += 1
        _move(active, pending, starts, ends)
        pending = []
        inner = []
        while place < len(cuts) and cuts[place] < line.end:
            inner.append(cuts[place])
            place += 1
        edges += inner
        yield tuple(_segments(text, [*edges, line.end], active, starts, ends))


def _move(
    active: list[Stretch],
    cuts: Iterable[int],
    starts: dict[int, list[Stretch]],
    ends: dict[int, list[Stretch]],
) -> None:
    """Bring the list of open stretches past these cuts."""
    for cut in cuts:
        for stretch in ends.get(cut, ()):
            if stretch in active:
                active.remove(stretch)
        active.extend(starts.get(cut, ()))


def _segments(
    text: str,
    edges: Sequence[int],
    active: list[Stretch],
    starts: dict[int, list[Stretch]],
    ends: dict[int, list[Stretch]],
) -> Iterator[Segment]:
    """Runs between edges. What opened before the line opens with its first run."""
    for number, (start, end) in enumerate(pairwise(edges)):
        if number:
            _move(active, [start], starts, ends)
        fresh = [
            s
            for s in active
            if s.span.start == start or (number == 0 and s.span.start >= _line_start(text, start))
        ]
        closing = [
            s
            for s in active
            if s.span.end == end or (end == edges[-1] and _only_blank(text, end, s.span.end))
        ]
        yield Segment(
            text[start:end],
            tuple(kind for kind in ORDER if any(s.kind == kind for s in active)),
            _numbers(fresh),
            _numbers(s for s in fresh if s.first),
            _numbers(closing),
            tuple(s.missed for s in fresh if s.missed is not None),
        )


def _line_start(text: str, place: int) -> int:
    """Where the blank space before a line begins."""
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place


def _only_blank(text: str, start: int, end: int) -> bool:
    return start <= end and not text[start:end].strip() and end - start < 200


def _numbers(stretches: Iterable[Stretch]) -> tuple[int, ...]:
    return tuple(sorted({s.note for s in stretches if s.note is not None}))


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold anything, without the blanks around them."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield Span(first, first + len(stripped))
        start += len(line)
