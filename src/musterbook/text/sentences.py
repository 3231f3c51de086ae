"""Where paragraphs and sentences stand: a rule-based splitter over offsets, linear in the text.

A line end is a paragraph end, unless the line was only wrapped. Within a paragraph a stop ends a sentence
unless an abbreviation, an initial, a figure or a clause of saying speaks against it. Datelines and speaker
labels are sentences of their own, so that what follows them can be parsed as it would be alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from musterbook.model.span import Span
from musterbook.text.wordlist import word_set

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-*–—•·▪●◦>»]+\s+)*")
_ENUMERATOR = re.compile(r"\s*(?:\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)])(?=\s)")
_UP = "A-ZÀ-ÖØ-ÞĆČĐĘŁŃŚŠŹŻŽ"
_SHOUTED = rf"[{_UP}][{_UP}.'’\-]+(?:[ /][{_UP}][{_UP}.'’\-]+){{0,3}}(?:,\s[{_UP}][\w.]+){{0,2}}"
_NAMED = rf"[{_UP}][\w'’.]+(?:[ -][{_UP}][\w'’.]+){{0,2}}"
_DAY = r"(?:,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?"
_DASH = r"\s(?:-{1,2}|–|—)\s(?=\S)"
_DATELINE = re.compile(
    rf"\s*(?:\([A-Z][\w .]{{1,24}}\)|(?:{_SHOUTED}|{_NAMED}){_DAY}(?:\s\([^()\n]{{2,60}}\))?){_DASH}"
)
_LABEL = re.compile(rf"\s*([{_UP}][\w.'’-]{{0,24}}(?:\s[{_UP}][\w.'’-]{{0,24}}){{0,3}}):\s+(?=\S)")
_STOP = re.compile(r"(?:[.!?…。]+)(?:[\"'”’»)\]}]|[ \u00a0](?=[»”](?:\s|$)))*")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BEFORE = re.compile(r"[^\s\"“”«»()\[\]]*$")
_OPENERS = " \t\u00a0\"'“”„‘’«»([{-–—•*"
_CLOSERS = "\"'”’»)]}"


_TITLES = word_set(
    """mr mrs ms mx dr prof gen maj col lt sgt capt cmdr adm brig cpl pvt sen rep gov pres sec amb hon rev fr
    msgr st ste mt ft messrs mme mlle supt insp det vs v viz cf al ed eds approx ca e.g i.e"""
)
_NUMBERED = word_set("no nos nr art arts fig figs p pp vol vols par para sec ch pt ed op res cap")
_MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri")
_MAYBE = word_set("co inc ltd corp bros jr sr plc llc etc esq ave blvd rd est dept min max a.m p.m")
_STARTERS = word_set(
    """the a an he she it they we you i this that these those there here his her its their our my but and or
    so yet in on at as if for from by with after before when while since until although though however
    meanwhile still what who why how where which nor not no yes one some many most all both each every
    another other asked according earlier later last next now then thus also more even only once under over
    between during"""
)
_SAYING = word_set(
    """said says say asked asks ask told tells added adds replied replies wondered wonders wrote writes cried
    joked answered answers warned warns quipped insisted insists demanded demands shouted exclaimed"""
)
_NOT_SITES = word_set("com org net eu uk de fr ru ua info gov int io html php pdf")
_LABELS = word_set("question answer q a background interviewer reporter moderator host")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs in order: lines without their margins, wrapped lines joined. Never empty spans."""
    lines = [_trim(text, m.start(), m.end()) for m in _LINE.finditer(text)]
    lines = [line for line in lines if line.end > line.start]
    width = _wrap_width(text, lines)
    found: list[Span] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _continues(text, before, line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def sentences(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """The sentences in order, outside of ``skip``: non-empty, disjoint, without margins and bullets."""
    labels = speaker_labels(text)
    heads = {label.start: label.end for label in labels}
    found: list[Span] = []
    for piece in _without(paragraphs(text), sorted(skip)):
        found.extend(_in_paragraph(text, piece, heads))
    return found


def speaker_labels(text: str) -> list[Span]:
    """Where paragraphs open with who speaks, colon included ("Question:"): known labels or repeated ones."""
    matches = [m for p in paragraphs(text) if (m := _LABEL.match(text, p.start, min(p.end, p.start + 130)))]
    often = Counter(m.group(1) for m in matches)
    return [
        Span(m.start(1), m.end(1) + 1)
        for m in matches
        if often[m.group(1)] > 1 or m.group(1).lower() in _LABELS
    ]


def dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline at the head of a paragraph, dash included ("PARIS, Oct 14 -"), or None."""
    found = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + 160))
    if found is None:
        return None
    span = _trim(text, found.start(), found.end())
    words = span.of(text)
    shouted = words.split()[0].strip(",.").isupper()
    return span if shouted or (len(words) < 40 and _looks_like_place(words)) else None


def _looks_like_place(words: str) -> bool:
    """Mixed-case datelines only where nothing but names and a date stands before the dash."""
    head = words.split(",")[0].rstrip("-–— ").split()
    return len(head) <= 3 and all(w.lower() not in _STARTERS for w in head)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The column at which the text was wrapped, 0 where it was not: no next word would have fitted."""
    width = max((line.end - line.start for line in lines), default=0)
    if len(lines) < 4 or not 40 <= width <= 100:
        return 0
    joins = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    full = sum(_did_not_fit(text, a, b, width) for a, b in joins)
    return width if full >= 3 and full >= 0.7 * len(joins) else 0


def _adjacent(text: str, before: Span, after: Span) -> bool:
    gap = text[before.end : after.start]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n") == 1


def _did_not_fit(text: str, before: Span, after: Span, width: int) -> bool:
    word = text[after.start : after.start + 40].split(maxsplit=1)[0]
    return before.end - before.start + 1 + len(word) > width


def _continues(text: str, before: Span, line: Span, width: int) -> bool:
    if not _adjacent(text, before, line) or _BULLET.match(text, line.start).end() > line.start:  # type: ignore[union-attr]
        return False
    if width:
        return _did_not_fit(text, before, line, width)
    long = before.end - before.start >= 40
    figure = text[line.start].isdigit() and line.end - line.start >= 40
    goes_on = text[line.start].islower() or figure
    return long and goes_on and text[before.end - 1] not in '.!?:…"”»'


def _without(spans: Sequence[Span], skip: Sequence[Span]) -> Iterator[Span]:
    """The parts of ordered ``spans`` that lie outside the ordered ``skip``."""
    at = 0
    for start, end in spans:
        while at < len(skip) and skip[at].end <= start:
            at += 1
        k = at
        while k < len(skip) and skip[k].start < end:
            if skip[k].start > start:
                yield Span(start, skip[k].start)
            start = max(start, skip[k].end)
            k += 1
        if start < end:
            yield Span(start, end)


def _in_paragraph(text: str, piece: Span, heads: dict[int, int]) -> Iterator[Span]:
    start = piece.start
    head = dateline(text, piece)
    cut = head.end if head else heads.get(start, start)
    for end in (cut, *_ends(text, cut, piece.end), piece.end):
        if end <= start:
            continue
        span = _trim(text, start, end)
        span = _trim(text, _BULLET.match(text, span.start, span.end).end(), span.end)  # type: ignore[union-attr]
        if any(c.isalnum() for c in span.of(text)):
            yield span
        start = end


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Offsets just behind each sentence that ends before ``stop``."""
    numbered = _ENUMERATOR.match(text, start, stop)
    first = numbered.end() if numbered else start
    begin = first
    for found in _STOP.finditer(text, first, stop):
        end = _behind_closers(text, found.end(), stop)
        if end < stop and _is_end(text, begin, found.start(), end, stop):
            yield end
            begin = end


def _behind_closers(text: str, end: int, stop: int) -> int:
    """Takes in a closing quote that a translation has set apart with a space: ``underway. "``."""
    if text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2] in ('"', "”", "»"):
        behind = text[end + 2 : end + 3]
        return end + 2 if end + 2 >= stop or behind.isspace() else end
    return end


def _is_end(text: str, begin: int, dot: int, end: int, stop: int) -> bool:
    """Whether the stop at ``dot``, closers up to ``end``, ends the sentence that began at ``begin``."""
    before = _BEFORE.search(text, max(begin, dot - 40), dot)
    word = before.group() if before else ""
    if not text[end].isspace():
        return _space_is_missing(text, word, dot, end, stop)
    after = text[end : min(stop, end + 60)].lstrip()
    first = after.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    if text[dot] in "!?":
        return not _clause_of_saying(after)
    if text[dot] != "." or text[dot : dot + 2] == "..":
        return first.isupper() or not first.isalpha()
    return _full_stop(word, _first_word(after), after, whole=_only_capital(text, begin, dot))


def _first_word(after: str) -> str:
    found = _WORD.match(after.lstrip(_OPENERS))
    return found.group() if found else ""


def _only_capital(text: str, begin: int, dot: int) -> bool:
    """Whether a capital or nothing stands before the word at the dot, as before an initial in a name."""
    words = text[max(begin, dot - 60) : dot].split()
    return len(words) < 2 or words[-2][:1].isupper()


def _full_stop(word: str, following: str, after: str, *, whole: bool) -> bool:
    """Whether a single full stop behind ``word`` ends the sentence, ``after`` being what comes next."""
    low = word.lower().lstrip("'’-–—")
    starts = following.lower() in _STARTERS
    if low in _TITLES:
        return False
    if low in _NUMBERED:
        return not after[:1].isdigit()
    if low in _MONTHS and word[:1].isupper():
        return starts
    if len(low) == 1 and low.isalpha():
        return starts or not (whole or (word.isupper() and not following))
    if low in _MAYBE or ("." in low and len(low) <= 7 and low.replace(".", "").isalpha()):
        return starts or not following or low == "etc"
    if low.isdigit() and len(low) <= 2:
        return following.lower()[:3] not in _MONTHS or starts
    return True


def _clause_of_saying(after: str) -> bool:
    """``"Why?" Holm asked``: up to three capitalised words and then a verb of saying."""
    for word in after.split()[:4]:
        if word.strip(".,;:") in _SAYING:
            return True
        if not word[:1].isupper() or word[0] in _OPENERS:
            return False
    return False


def _space_is_missing(text: str, word: str, dot: int, end: int, stop: int) -> bool:
    """``on Monday.The minister``: a plain word before the stop and a capitalised one behind it."""
    rest = text[end : min(stop, end + 30)]
    token = rest.split(maxsplit=1)[0] if rest.strip() else ""
    plain = len(word) >= 3 and word.isalpha() and word[-1].islower()
    closed = (text[end - 1] in _CLOSERS and len(word) >= 2) or (not word and text[dot - 1] in _CLOSERS)
    head = _WORD.match(token.lstrip("\"“‘'"))
    if not (plain or closed) or head is None or not head.group()[0].isupper():
        return False
    name = head.group()
    tail = token.lstrip("\"“‘'")[len(name) :]
    ordinary = name[1:].islower() or name in ("I", "A")
    return ordinary and name.lower() not in _NOT_SITES and not re.search(r"[./@]\w", tail)
