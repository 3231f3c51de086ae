"""The page of a brief as typed values: what every face shows, and nothing about how.

A number in ``notes`` is that of a Note, which holds the words that prove the sentence (rule 15). Anchors
are unique on a page. All text is free text of documents or plain English; a face must escape it.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement of the brief and the numbers of the notes behind it."""

    text: str
    notes: tuple[int, ...] = ()


Prose = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document, offsets as in the exchange form; ``words`` as shown."""

    document: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A position or claim with its words. ``row`` is the anchor of the line that tells of it, if any does."""

    number: int
    anchor: str
    kind: str
    id: str
    about: str
    passages: tuple[Passage, ...]
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the brief rests on."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """The title block."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    supposed: Prose
    hash: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder: level -2 to 4 and how it is called for this subject."""

    level: int
    stance: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a row; ``kind``: corroborated, conflict, overruled, earlier, rank, review, doubt ..."""

    kind: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class TableRow:
    """One standing position; ``state`` is assured, possible, out or None (not counted)."""

    anchor: str
    actor: str
    on: str
    who: str
    what: str
    figure: str
    rung: Rung
    state: str | None
    conditions: tuple[str, ...]
    caveats: tuple[str, ...]
    word: str
    clauses: tuple[Sentence, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one sort with what introduces them."""

    anchor: str
    title: str
    intro: Prose
    rows: tuple[TableRow, ...]
    measures: bool = False


@dataclass(frozen=True, slots=True)
class SetList:
    """Minimal sets of changes; ``more`` were left off, and not ``complete``: not all were sought."""

    intro: Sentence
    sets: Prose
    more: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would change it."""

    target: Sentence
    why: Sentence
    hangs: Prose
    unlock: SetList | None
    block: SetList | None
    knot: Prose
    waiting: Prose
    stable: Prose


@dataclass(frozen=True, slots=True)
class Bar:
    """A fill bar: shares of the quantity in [0, 1], low and high, and in words."""

    present: tuple[float, float]
    sustained: tuple[float, float]
    words: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A requirement line."""

    anchor: str
    title: str
    wording: Sentence
    bar: Bar | None
    told: Prose


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure of pressure and its consent."""

    anchor: str
    title: str
    told: Prose
    rule: Sentence
    table: Table


@dataclass(frozen=True, slots=True)
class EventView:
    """A dated claim; ``when`` in words."""

    anchor: str
    when: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims set against the named, events, warnings."""

    reconciled: Prose
    aggregates: tuple[EventView, ...]
    requirements: tuple[EventView, ...]
    events: tuple[EventView, ...]
    warnings: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under one set of marks: ``kinds`` among position, claim, source, cue, content,
    boilerplate, missed. ``opens`` are the notes whose words begin here, ``first`` those of them that begin
    for the first time; ``closes`` those that end at its end; ``missed`` anchors of what was not understood.
    """

    text: str
    kinds: tuple[str, ...] = ()
    opens: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextView:
    """A document in paragraphs; not ``whole``: only those that hold evidence."""

    source: Source
    whole: bool
    paragraphs: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class MissedView:
    """A passage or remark of the last section; ``anchor`` of its words in the text, if shown there."""

    kind: str
    sentence: Sentence
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class BriefPage:
    """The whole page; ``results`` are the engine's answers and the situation as JSON values."""

    head: Head
    summary: Prose
    tables: tuple[Table, ...]
    outlook: Outlook
    needs: tuple[LineView, ...]
    needs_intro: Prose
    measures: tuple[MeasureView, ...]
    tally: Tally
    texts: tuple[TextView, ...]
    missed: tuple[MissedView, ...]
    set_aside: tuple[MissedView, ...]
    assumptions: Prose
    notes: tuple[Note, ...]
    results: dict[str, Any]
