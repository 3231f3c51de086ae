"""Why a position reads as it does: field by field the words that gave it, their place, and the rule."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.book.entries import Entry, entries_of
from musterbook.codebook import LADDER, Codebook
from musterbook.model.position import Because, Position
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from musterbook.presenting.formulas import only
from musterbook.presenting.grammar import figure, plain, quoted, sentence_case
from musterbook.presenting.names import PLACES, Names
from musterbook.presenting.page import Rung
from musterbook.presenting.shown import Shown, shown
from musterbook.presenting.table import DOUBTFUL, word_of

NETWORK = "model:"
FIELDS = {"where": "where", "reason": "reason", "caveats": "caveat"}
MEANINGS = {"caveat": "a limit on use", "reason": "the reason given"}
PARTS = {"adj": "an adjective", "noun": "a noun", "verb": "a verb", "phrase": "a phrase"}
OPEN = "a verb that no table knows, over words of a contribution or measure"
LIMITS = {
    "home-defence": "forces are kept for one’s own defence",
    "time-limit": "a no for the time being",
    "reserve": "kept for a need that may arise",
}
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Ground:
    """What gave one field: ``place`` is line and column (``3:14``), empty where the words stand nowhere."""

    field: str
    place: str
    told: str


@dataclass(frozen=True, slots=True)
class Why:
    """A position with its grounds; ``low``: read with so little confidence that it is to be checked first."""

    id: str
    who: str
    what: str
    rung: Rung
    condition: str
    word: str
    grounds: tuple[Ground, ...]
    confidence: str
    low: bool


def whys(reading: Reading, codebook: Codebook) -> tuple[Why, ...]:
    """Every position of a reading, in its order."""
    sight = _Sight(reading, codebook)
    return tuple(_why(entry, sight) for entry in entries_of(reading)[0])


class Places:
    """Line and column of an offset, both counted from 1, in a text as given."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def of(self, offset: int) -> str:
        line = bisect_right(self._starts, offset)
        return f"{line}:{offset - self._starts[line - 1] + 1}"


class _Sight:
    """What all positions of a reading are worded with."""

    def __init__(self, reading: Reading, codebook: Codebook) -> None:
        self.names = Names(codebook)
        self.page: Shown = shown(reading.document)
        self.text = reading.document.text
        self.places = Places(self.text)
        self.cues = {row["rule"]: row for row in codebook.rows("cues")}
        self.markers = {row["rule"]: row for row in codebook.rows("condition_cues")}

    def quoted(self, span: Span) -> str:
        return quoted(self.page.words((span,)))

    def find(self, words: str | None, position: Position) -> str:
        """Where printed words stand in the clauses that prove a position."""
        for span in position.evidence if words else ():
            at = self.text.find(words or "", *span)
            if at >= 0:
                return self.places.of(at)
        return ""


def _why(entry: Entry, sight: _Sight) -> Why:
    position, names = entry.position, sight.names
    where = f", {PLACES[position.where]}" if position.where else ""
    low = position.confidence < DOUBTFUL
    doubt = f", low: under {figure(DOUBTFUL)}, check it first" if low else ""
    return Why(
        position.id,
        f"{sentence_case(names.actor(position.actor))} ({quoted(position.actor_text)})",
        names.label(position.on) + where,
        Rung(position.level, position.stance, names.rung(position.stance, position.on)),
        "" if position.conditions is None else only(position.conditions, names),
        word_of(entry),
        tuple(_grounds(position, sight)),
        f"{figure(round(position.confidence, 2))}{doubt}",
        low,
    )


def _grounds(position: Position, sight: _Sight) -> Iterator[Ground]:
    for span in position.evidence:
        yield Ground("clause", sight.places.of(span.start), sight.quoted(span))
    given = [(_field(because), because) for because in position.because]
    for field in ("stance", "condition", "where", "caveat", "reason"):
        for because in (b for f, b in given if f == field):
            place = sight.places.of(because.span.start)
            yield Ground(field, place, _told(field, because, position, sight))
    yield from _unproved(position, {field for field, _ in given}, sight)
    quantity = position.quantity
    if quantity.words or quantity.known:
        yield Ground("quantity", sight.find(quantity.words, position), _quantity(position, sight.names))


def _field(because: Because) -> str:
    if because.gives in LADDER:
        return "stance"
    return FIELDS.get(because.gives, "condition")


def _unproved(position: Position, proved: set[str], sight: _Sight) -> Iterator[Ground]:
    """Fields without a rule on record: the words alone, with their place where it can be found."""
    if "stance" not in proved:
        yield Ground("stance", "", "no rule is on record")
    for caveat in position.caveats if "caveat" not in proved else ():
        yield Ground("caveat", sight.find(caveat, position), quoted(caveat))
    if position.reason and "reason" not in proved:
        yield Ground("reason", sight.find(position.reason, position), plain(position.reason))


def _told(field: str, because: Because, position: Position, sight: _Sight) -> str:
    match field:
        case "stance":
            return _stance(because, position, sight)
        case "condition":
            return _condition(because, sight)
        case "where":
            return f"{_named(because, sight)}: binds only {PLACES.get(position.where or '', 'there')}"
        case _:
            return f"{_named(because, sight)}: {MEANINGS[field]}"


def _stance(because: Because, position: Position, sight: _Sight) -> str:
    words, rung = sight.quoted(because.span), quoted(sight.names.rung(because.gives, position.on))
    over = "" if because.gives == position.stance else " (overruled)"
    if because.rule.startswith(NETWORK):
        return f"the network reads {words} as {rung}{over}"
    return f"{words}, rule {because.rule}: {_of_rule(because, rung, position.on, sight)}{over}"


def _of_rule(because: Because, rung: str, on: str, sight: _Sight) -> str:
    """What a rule of the tables says of a stance: by itself, or with the words around it."""
    cue = sight.cues.get(because.rule)
    if because.rule in LIMITS:
        return f"{LIMITS[because.rule]}, read as {rung}"
    if cue is None:
        return f"{OPEN if because.rule == 'open-verb' else 'words'}; mood, time and negation make it {rung}"
    part = PARTS.get(cue["part"], "a word")
    if cue["stance"] in LADDER and cue["stance"] != because.gives:
        own = quoted(sight.names.rung(cue["stance"], on))
        return f"{part} that stands for {own}; negation, mood and the words around it make it {rung}"
    if cue["stance"] in LADDER:
        return f"{part} that stands for {rung}"
    return f"{part} of doing; mood, time, negation and the words around it make it {rung}"


def _condition(because: Because, sight: _Sight) -> str:
    words, leaf = sight.quoted(because.span), sight.names.leaf(because.gives)
    if because.rule.startswith(NETWORK):
        return f"the network reads {words} as the condition {leaf}"
    marker = sight.markers.get(because.rule)
    if marker is None:
        told = "read as a condition"
    elif marker["kind"] == "bare":
        told = "named as a condition without a marker"
    else:
        told = f"a condition stated with “{marker['pattern']}”"
    return f"{words}, rule {because.rule}: {told}: {leaf}"


def _named(because: Because, sight: _Sight) -> str:
    words = sight.quoted(because.span)
    return f"{words}, by the network" if because.rule.startswith(NETWORK) else f"{words}, rule {because.rule}"


def _quantity(position: Position, names: Names) -> str:
    quantity = position.quantity
    read = names.amount(quantity.low, quantity.high, quantity.unit) or "kept as words, no figure read"
    return f"{quoted(quantity.words)}: {read}" if quantity.words else read
