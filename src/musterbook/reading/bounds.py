"""The words around a numeral that open, close or blur it: "up to", "at least", "some", "or more"."""

import re
from typing import NamedTuple

_FLOOR = (
    r"(?:slightly |just |a little |well |far )?(?:more|greater|higher) than"
    r"|(?:just |well |slightly )?(?:over|above)|at (?:the very )?least|(?:no|not) (?:fewer|less) than"
    r"|upwards? of|in excess of|(?:a )?minimum (?:of)?|beyond|exceeding|a floor of|north of"
)
_CEILING = (
    r"(?:as|so) (?:many|much) as|up ?to|(?:slightly |just |a little |well |far )?(?:fewer|less|lower) than"
    r"|(?:just |well |slightly )?(?:under|below)|(?:no|not) (?:more|greater|higher) than"
    r"|at (?:the very )?most|(?:a )?maximum (?:of)?|a ceiling of|not exceeding|capped at|limited to"
    r"|anything up to"
)
_BLUR = (
    r"about|around|some|roughly|approximately|approx\.?|circa|ca?\.|nearly|almost|close to|an? estimated"
    r"|estimated|in the (?:region|order|neighbou?rhood) of|perhaps|maybe"
    r"|probably|something like|~|≈|virtually"
)
_MORE = r"another|an? (?:further|additional|extra)|(?:a )?further|additional|extra"
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?P<blur>{_BLUR})|(?P<more>{_MORE}))"
    r"\s*[\"“'‘]?$",
    re.IGNORECASE,
)
_LEAST, _MOST = r"at (?:the very )?least|(?:at )?minimum", r"at (?:the very )?most|(?:at )?maximum"
_BEHIND = re.compile(
    rf"(?P<floor>\+(?!\d)|-?\s?plus\b|\s?or (?:more|above)\b|\s?(?:and|or) (?:upwards?|over)\b"
    rf"|\s?(?:{_LEAST})\b)"
    rf"|(?P<ceiling>\s?or (?:fewer|less)\b|\s?(?:{_MOST})\b)"
    r"|(?P<blur>\s?or so\b|-odd\b|\s?or thereabouts\b)",
    re.IGNORECASE,
)
_EACH = re.compile(r"\s?(?:each|apiece)\b", re.IGNORECASE)
_PER = re.compile(
    r"\s?(?:(?:per|an?|every)\s|/\s?)(?P<unit>year|month|week|day|annum|hour|quarter|barrel|head|country|state|soldier"
    r"|person|rotation|tour|dose|tonne|ton|piece|unit|member|nation|brigade|battalion)\b|\s?(?P<adverb>annually"
    r"|yearly|monthly|weekly|daily)\b",
    re.IGNORECASE,
)
_REACH = 60


class Bounds(NamedTuple):
    """How a number is bounded: ``kind`` is floor, ceiling or empty; ``start``/``end`` take in the words."""

    kind: str
    words: str | None
    approx: bool
    more: bool
    start: int
    end: int


def bounds_around(text: str, begin: int, start: int, end: int) -> Bounds:
    """The bounding words before ``start`` (not before ``begin``) and right behind ``end``."""
    kind, words, approx, more = "", None, False, False
    at = start
    while (found := _BEFORE.search(text, max(begin, at - _REACH), at)) is not None:
        name = str(found.lastgroup)
        said = found[name]
        if name == "blur":
            approx = True
        elif name == "more":
            more = True
        elif not kind:
            kind, words = name, " ".join(said.lower().split())
        at = found.start(name)
    behind = _BEHIND.match(text, end)
    if behind is not None:
        end = behind.end()
        approx = approx or behind.lastgroup == "blur"
        if behind.lastgroup != "blur" and not kind:
            kind, words = str(behind.lastgroup), " ".join(behind.group().lower().split())
    return Bounds(kind, words, approx, more, at, end)


def behind_bounds(text: str, end: int) -> int:
    """The end of bounding words right behind ``end`` (``+``, "-odd", "or more"); ``end`` without any."""
    found = _BEHIND.match(text, end)
    return found.end() if found else end


def each_behind(text: str, end: int) -> int | None:
    """The end of "each" or "apiece" right behind ``end``, or None."""
    found = _EACH.match(text, end)
    return found.end() if found else None


def per_behind(text: str, end: int) -> tuple[str, int] | None:
    """What a rate is counted by ("a barrel", "per year") right behind ``end``, and its end."""
    found = _PER.match(text, end)
    if found is None:
        return None
    adverbs = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}
    said = (found["unit"] or adverbs[found["adverb"].lower()]).lower()
    return ("year" if said == "annum" else said), found.end()
