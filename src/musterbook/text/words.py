"""Cuts a sentence into words, the way Universal Dependencies cuts English.

Training and serving share this one tokeniser: clitics (`n't`, `'s`) and most hyphens are words of
their own; figures (`30,000`, `44.10`), abbreviations (`U.S.`, `Mr.`), addresses and the prefixes that
the treebank leaves attached (`non-`, `anti-`) stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TITLES = (
    "Mr Mrs Ms Dr Prof St Sen Rep Reps Sens Gov Gen Lt Col Capt Sgt Maj Adm Rev Hon Pres Amb Cmdr Brig Jr Sr"
    " Inc Corp Co Ltd Ft Mt vs etc Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
    " Mon Tue Tues Wed Thu Thur Thurs Fri Attn Blvd Ave Vol al approx Calif Fla Va Pa La Tenn Mass Conn"
)
_PREFIXES = (
    "e co non anti pre post pro ex multi mid re semi neo sub counter arch socio un bi tri"
    " inter intra ultra pseudo"
)
_SITES = "com|org|net|gov|edu|eu|ru|ua|uk|int|mil|pdf|docx?|xlsx?|txt|html?"
_LETTER = r"[^\W\d_]"
_WORD = rf"(?:{_LETTER}|\d|[\u0300-\u036f\u00ad\u200d])"

_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]           # web addresses
  | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+              # mail addresses
  | (?<![\w.])(?:[A-Za-z]\.){{2,8}}                                # U.S., a.m.
  | (?<!\w)(?:{"|".join(_TITLES.split())})\.                       # Mr.
  | (?<!\w)Nos?\.(?=\s?\d)
  | (?<![\w.])[A-Z]\.(?=\s+[A-Z])                                  # initials
  | (?<!\w)[:;]-?[)(DPp](?!\w)                                     # faces
  | (?<!\w)[A-Z]{{1,3}}\$                                          # US$
  | (?<!\w)[#@]\w+
  | (?<!\w)[A-Z]{{1,3}}(?:&[A-Z]{{1,3}})+(?!\w)                    # R&D
  | (?<![\w-])\d{{3}}-\d{{3}}-\d{{4}}(?!\w)
  | (?<![\w.])[A-Za-z][\w-]{{0,63}}\.(?:{_SITES})(?!\w)
  | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)(?!\w))?                  # 30,000  20th  1970s
  | (?<!\w)(?i:{"|".join(_PREFIXES.split())})-(?={_LETTER}{{2}}){_WORD}+             # non-combat
  | {_WORD}+(?:['’]{_WORD}+)*
  | [!?]{{2,}}
  | ([^\w\s]|_)\1+                                                 # ... -- »»
  | \S
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(
    r"(?i)^(?:(.*?[^\W\d_])(n['’]t)|(.+?)(['’](?:s|m|d|ll|re|ve))|(can)(not)|(gon|wan|got)(na|ta))$",
    re.DOTALL,
)
_MAX_CLITIC = 64


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The offsets of the words of `text[start:end]`, in order, none empty."""
    stop = len(text) if end is None else end
    return [piece for match in _TOKEN.finditer(text, start, stop) for piece in _split(text, *match.span())]


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word and its clitics; the usual word passes through whole."""
    found = _CLITIC.match(text[start:end]) if 2 < end - start < _MAX_CLITIC else None
    if found is None:
        yield start, end
        return
    stem = next(group for group in found.groups() if group)
    yield from _split(text, start, start + len(stem))
    yield start + len(stem), end
