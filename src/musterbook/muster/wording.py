"""The words of a document as rule 3 compares them: unusual words by passage, names, figures, quotations.

Everything is brought to one plain spelling first (no accents, no doubled letters, no endings, ``y`` and ``j``
as ``i``), because a retranslation spells names anew and a rewrite bends its words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.document import Document

RUN = 3
PASSAGE = 80
"""Words: about a short news item, or what a longer text takes to tell another one's story."""

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=\W?[A-Z0-9])|\n+")
_QUOTED = re.compile(r"[\"“„«‹](\w[^\"“”„«»‹›]{7,400})[\"”“»›]|‘(\w[^‘’\n]{7,400})’(?!\w)")
_ENDING = re.compile(
    r"(?<=\w{4})(?:ations?|ments?|ings?|edly|ness|iers?|ers?|ied|ies|ed|es|ly|[iy]?[jy]|[sei])$"
)
_APOSTROPHE = re.compile(r"['’]s?$|['’]")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_SPELLING = str.maketrans({"y": "i", "j": "i", "w": "v", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae"})
_SMALL_OR_YEAR = re.compile(r"0*(?:\d|1[0-2]|(?:19|20)\d\d)")
_CALENDAR = """
january february march april may june july august september october november december jan feb mar apr jun
jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday
"""
_PLAIN = """
a about according add added adds after again against all also although an and another any are as at be
because been before being between both but by can could did do does down during each even every few for
from had has have having he her here him his how i if in into is it its just like made make many may me
might more most much must my no nor not now of off on only onto or other our out over own per said same
say says shall she should since so some still such tell tells than that the their them then there these
they this those through to told too under until up us very was we were what when where whether which while
who whom whose why will with without would yes yet you your one two three four five six seven eight nine
ten mr mrs ms dr
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """``names`` stand with a capital inside a sentence; ``starts`` begin one, and may be names or not."""

    runs: frozenset[tuple[str, ...]]
    words: frozenset[str]
    passages: tuple[frozenset[str], ...]
    names: frozenset[str]
    starts: frozenset[str]
    figures: frozenset[str]
    quotes: tuple[frozenset[str], ...]

    @property
    def items(self) -> frozenset[str]:
        """Everything whose weight is asked for."""
        return self.words | self.names | self.starts | self.figures


def wording_of(document: Document, codebook: Codebook) -> Wording:
    """How a document is worded, boilerplate left out."""
    text = news_of(document)
    sentences = [found for part in _END.split(text) if (found := _TOKEN.findall(part))]
    known = known_words(codebook)
    names = {_key(token) for row in sentences for token in row[1:] if token[0].isupper()} - known
    starts = {_key(row[0]) for row in sentences} - known
    told = [_told(row) for row in sentences]
    return Wording(
        runs(text),
        frozenset().union(*told),
        tuple(_passages(told, [len(row) for row in sentences])),
        frozenset(name for name in names if len(name) > 2),
        frozenset(starts),
        frozenset(_figures(text, document)),
        tuple(_quotes(text)),
    )


def news_of(document: Document) -> str:
    """The text without its boilerplate."""
    kept, at = [], 0
    for start, end in sorted(document.boilerplate):
        kept.append(document.text[at:start])
        at = max(at, end)
    return " ".join([*kept, document.text[at:]])


def runs(text: str, length: int = RUN) -> frozenset[tuple[str, ...]]:
    """The runs of ``length`` words in a text, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(zip(*(words[i:] for i in range(length)), strict=False))


@lru_cache(maxsize=8)
def known_words(codebook: Codebook) -> frozenset[str]:
    """What stands with a capital in every text: states, groups, offices, days, months."""
    forms = [form.form for form in codebook.actor_forms()] + [office.title for office in codebook.offices]
    listed = " ".join([*forms, _CALENDAR, _PLAIN])
    return plain_words(listed)


def plain_words(text: str) -> frozenset[str]:
    """The words of a text in their plain spelling."""
    return frozenset(_key(token) for token in _TOKEN.findall(text))


def _key(token: str) -> str:
    """The plain spelling of a word, without a genitive's ending."""
    return _stem(_APOSTROPHE.sub("", token))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _ENDING.sub("", _DOUBLED.sub(r"\1", plain)).translate(_SPELLING)


_LITTLE = plain_words(_PLAIN)


def _told(tokens: Iterable[str]) -> frozenset[str]:
    """The words that tell something; figures are looked at for themselves."""
    keys = {_key(token) for token in tokens if not token[0].isdigit()}
    return frozenset(key for key in keys if len(key) > 2) - _LITTLE


def _passages(told: list[frozenset[str]], lengths: list[int]) -> Iterator[frozenset[str]]:
    """As many sentences as make a passage, from every half passage on; a short text is one."""
    since = PASSAGE
    for first, length in enumerate(lengths):
        if since >= PASSAGE / 2:
            since, last, words = 0, first, 0
            while last < len(told) and words < PASSAGE:
                words += lengths[last]
                last += 1
            if first == 0 or words >= PASSAGE:
                yield frozenset().union(*told[first:last])
        since += length


def _figures(text: str, document: Document) -> Iterator[str]:
    """Figures that say something: no small ones, no years, not the day of the dateline."""
    day = str(document.published.day) if document.published else ""
    for token in _TOKEN.findall(text):
        if token[0].isdigit():
            plain = _THOUSANDS.sub("", token).replace(",", ".")
            if plain != day and not _SMALL_OR_YEAR.fullmatch(plain):
                yield plain


def _quotes(text: str) -> Iterator[frozenset[str]]:
    """The words of each quotation that is longer than a catchword, plain ones kept."""
    for found in _QUOTED.finditer(text):
        words = plain_words(found[1] or found[2])
        if len(words) > 3:
            yield words
