"""The door of the house: a file or a string becomes a Document, with the clean text that is read for it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from musterbook.errors import InputError
from musterbook.model.document import Document
from musterbook.model.position import Problem
from musterbook.model.span import Span
from musterbook.text.boilerplate import Cues, boilerplate
from musterbook.text.clean import CleanText, clean
from musterbook.text.html_meta import day_of
from musterbook.text.html_text import HtmlText, read_html
from musterbook.text.sentences import paragraphs
from musterbook.text.source_bytes import check_characters, decode

PLAIN = ("text/plain", "text/markdown")
PAGES = ("text/html", "application/xhtml+xml")
_SUFFIXES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".md": "text/markdown"}
_LOOKS_LIKE_PAGE = re.compile(
    r"\ufeff?\s*(?:<!doctype\s+html|<html|<head|<body|<article|<\?xml[^>]*>\s*<html)", re.I
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_HEADLINE_UP_TO = 160
_HALVES = re.compile("[\ud800-\udfff]")
_ENGLISH = re.compile(
    r"the|of|to|and|in|a|is|that|for|it|on|with|as|was|by|be|are|has|have|not|will|said", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document ready to be read: ``clean`` is what is read, ``skip`` what is no news in it (its offsets).

    ``headline`` is its span in the clean text; ``document`` keeps offsets of the text as given.
    """

    document: Document
    clean: CleanText
    skip: tuple[Span, ...] = ()
    headline: Span | None = None
    problems: tuple[Problem, ...] = ()


def load_document(
    data: bytes | str,
    *,
    name: str,
    media_type: str | None = None,
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    cues: Cues | None = None,
) -> Loaded:
    """Decodes, takes the text out of a page, cleans it and marks what is no news.

    ``name`` is what error messages call it. What is given outranks what a page says of itself. Raises
    InputError for what is no text: binary, empty, over 5 MB, NUL characters, unknown media type, bad date.
    """
    day = _day(published, name)
    text, problems = decode(data, name) if isinstance(data, bytes) else (data, [])
    check_characters(text, name)
    kind = _media_type(media_type, name, text)
    page = read_html(text) if kind in PAGES else None
    mended = _mended(text, page, name)
    skip = _skip(mended, page, cues)
    headline = _headline(mended.text, skip)
    document = Document(
        text,
        _whole(page.title if page else _printed(mended, headline)),
        outlet or (_whole(page.site) if page else None),
        url or (_whole(page.url) if page else None),
        day or (page.published if page else None),
        _language(page),
        tuple(mended.to_original(*span) for span in skip),
        kind,
    )
    problems += [*mended.problems, *_doubts(document, mended.text)]
    return Loaded(document, mended, skip, headline, tuple(problems))


def _day(published: date | str | None, name: str) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    day = day_of(published) if _ISO_DAY.match(published.strip()) else None
    if day is None:
        raise InputError(
            f"{published!r} is no day",
            where=f"{name}, published",
            remedy="write it as YYYY-MM-DD",
            names=[published],
        )
    return day


def _media_type(given: str | None, name: str, text: str) -> str:
    """The media type given, else that of the file's suffix, else what the text looks like."""
    if given is not None:
        kind = given.split(";")[0].strip().lower()
        if kind not in PLAIN + PAGES:
            raise InputError(
                f"{given!r} is not read",
                where=name,
                remedy=f"give one of {', '.join(PLAIN + PAGES)}",
                names=[given],
            )
        return kind
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    return "text/html" if _LOOKS_LIKE_PAGE.match(text) else "text/plain"


def _mended(text: str, page: HtmlText | None, name: str) -> CleanText:
    """The clean text over the text as given; a page puts one more layer between them."""
    if page is None:
        return clean(text)
    if not any(letter.isalnum() for letter in page.text):
        raise InputError(
            "the page holds no readable text", where=name, remedy="save the article as plain text"
        )
    mended = clean(page.text)
    problems = tuple(_traced(problem, page) for problem in mended.problems)
    return CleanText(mended.text, text, (page.layer, *mended.layers), problems)


def _traced(problem: Problem, page: HtmlText) -> Problem:
    span = page.layer.to_source(*problem.span) if problem.span else None
    return Problem(problem.kind, problem.message, span)


def _skip(mended: CleanText, page: HtmlText | None, cues: Cues | None) -> tuple[Span, ...]:
    """What is no news by its words or by its place in a page, in clean offsets, joined and in order."""
    found = boilerplate(mended.text, cues)
    if page is not None:
        found += [mended.layers[-1].to_mended(*span) for span in page.boilerplate]
    joined: list[Span] = []
    for span in sorted(span for span in found if span.end > span.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _headline(text: str, skip: tuple[Span, ...]) -> Span | None:
    """The first line that is news, where it is short, does not end as a sentence does, and more follows."""
    gaps = iter([*skip, Span(len(text), len(text))])
    gap = next(gaps)
    lines: list[Span] = []
    for line in paragraphs(text):
        while gap.end <= line.start:
            gap = next(gaps)
        if not line.overlaps(gap):
            lines.append(line)
        if len(lines) == 2:
            break
    else:
        return None
    first = lines[0]
    short = first.end - first.start <= _HEADLINE_UP_TO
    return first if short and text[first.end - 1] not in ".;:,…" else None


def _printed(mended: CleanText, headline: Span | None) -> str | None:
    """The headline as it stands in the text as given."""
    return mended.to_original(*headline).of(mended.original).strip() if headline else None


def _whole(said: str | None) -> str | None:
    """Without halves of characters: two lone ones side by side would come out of JSON as one."""
    return said and _HALVES.sub("\N{REPLACEMENT CHARACTER}", said)


def _language(page: HtmlText | None) -> str:
    said = (page.language or "") if page else ""
    return said.split("-")[0].split("_")[0].lower() or "en"


def _doubts(document: Document, text: str) -> list[Problem]:
    """What the reader should know before trusting the reading."""
    doubts = []
    if document.published is None:
        doubts.append(Problem("date", "no day of publication: days such as 'on Monday' cannot be resolved"))
    words = re.findall(r"[^\W\d_]+", text[:20_000])
    common = sum(_ENGLISH.fullmatch(word) is not None for word in words)
    if len(words) >= 40 and common < 0.12 * len(words):
        doubts.append(Problem("language", "the text does not look English; only English is read"))
    return doubts
