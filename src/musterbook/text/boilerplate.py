"""Lines that are no news: newsletter boxes, bylines, clocks, captions, corrections, paywall counters.

The cues are a table of the codebook. A cue must account for a whole line, or for a sentence at the head or
tail of one, never for a part: a sentence of news that mentions a newsletter stays.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from musterbook.errors import CodebookError
from musterbook.model.span import Span
from musterbook.text.sentences import paragraphs, sentences

PLACES = ("any", "line", "head", "tail")
_LONGEST = 300
_NEAR_END = 8
_BODY_FROM = 120
_MARGIN = " \t>*•·-–—"


class Mark(NamedTuple):
    """A line or sentence that is no news, and the id of the cue that says so."""

    span: Span
    cue: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled table: one expression for each place in the text, its groups named after the rows."""

    any: re.Pattern[str] | None
    line: re.Pattern[str] | None
    head: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    ids: tuple[str, ...]


def cues_from(rows: Iterable[Mapping[str, str]]) -> Cues:
    """The cues of table rows with id, pattern and where; raises CodebookError naming the wrong row."""
    patterns: dict[str, list[str]] = {place: [] for place in PLACES}
    ids: list[str] = []
    for row in rows:
        _check(row)
        patterns[row["where"]].append(f"(?P<c{len(ids)}>{row['pattern']})")
        ids.append(row["id"])
    compiled = {place: _compiled(found) for place, found in patterns.items()}
    return Cues(compiled["any"], compiled["line"], compiled["head"], compiled["tail"], tuple(ids))


@cache
def shipped_cues() -> Cues:
    """The cues of the table that comes with the package."""
    table = files("musterbook.codebook").joinpath("data", "boilerplate.csv")
    return cues_from(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


def boilerplate(text: str, cues: Cues | None = None) -> list[Span]:
    """The spans that are no news, in order and disjoint; neighbours on one line are one span."""
    found: list[Span] = []
    for span, _ in marks(text, cues):
        if (
            found
            and "\n" not in text[found[-1].end : span.start]
            and not text[found[-1].end : span.start].strip()
        ):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def marks(text: str, cues: Cues | None = None) -> list[Mark]:
    """Each line or sentence that is no news with its cue, in order."""
    table = cues or shipped_cues()
    lines = paragraphs(text)
    body = next((k for k, line in enumerate(lines) if line.end - line.start >= _BODY_FROM), len(lines))
    inside = _sentences_by_line(text, lines)
    near_end = len(lines) - _NEAR_END
    found: list[Mark] = []
    for k, line in enumerate(lines):
        places = [table.any, table.head if k <= body else None, table.tail if k >= near_end else None]
        patterns = [place for place in places if place]
        found.extend(_in_line(text, line, inside[k], patterns, table))
    return found


def _check(row: Mapping[str, str]) -> None:
    where = f"boilerplate.csv, row {row.get('id')!r}"
    if row.get("where") not in PLACES:
        raise CodebookError(
            f"unknown place {row.get('where')!r}", where=where, remedy=f"use {', '.join(PLACES)}"
        )
    try:
        re.compile(row["pattern"])
    except (re.error, KeyError) as error:
        raise CodebookError(
            f"not a regular expression: {error}", where=where, remedy="mend the pattern"
        ) from None


def _compiled(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _sentences_by_line(text: str, lines: list[Span]) -> list[list[Span]]:
    """The sentences of each line; both lists are in order, so one walk does."""
    found: list[list[Span]] = [[] for _ in lines]
    at = 0
    for sentence in sentences(text):
        while at < len(lines) - 1 and lines[at].end <= sentence.start:
            at += 1
        found[at].append(sentence)
    return found


def _in_line(
    text: str, line: Span, inside: list[Span], patterns: list[re.Pattern[str]], table: Cues
) -> Iterator[Mark]:
    """The line as a whole, else those of its first and last sentences that are no news."""
    whole = _cue(text, line, [*patterns, *([table.line] if table.line else [])], table.ids)
    if whole:
        yield Mark(line, whole)
        return
    told = [_cue(text, span, patterns, table.ids) for span in inside] if len(inside) > 1 else []
    for k, cue in enumerate(told):
        if cue and (all(told[:k]) or all(told[k:])):
            yield Mark(inside[k], cue)


def _cue(text: str, span: Span, patterns: list[re.Pattern[str]], ids: tuple[str, ...]) -> str | None:
    """The id of the cue that accounts for the whole span."""
    if span.end - span.start > _LONGEST:
        return None
    said = span.of(text).strip(_MARGIN).replace("’", "'")
    for pattern in patterns:
        found = pattern.fullmatch(said)
        if found:
            return ids[int(str(found.lastgroup)[1:])]
    return None
