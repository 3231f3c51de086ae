"""Numbers that count nothing of ours: shares, hours, distances, ages, years, and those inside names."""

import re

from musterbook.model.span import Span

_REACH = 24
_SHARE = re.compile(r"\s?(?:%|‰|per ?cents?\b|percent\w*|pct\b|pp\b|basis points|percentage)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:[.:]\d\d)?\s?(?:a\.?m\b|p\.?m\b|o['’]clock|hrs\b|hours?\b|h\b|(?:[CEWM]?E?S?T|GMT|UTC|BST)\b)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?:\s|-)?(?:(?:(?!(?:an?|per|every|each|in|of|this|last|next|for|or|and|to)\b)\w+ )?"
    r"(?:years?|months?|weeks?|days?|hours?|min|mins|minutes?|seconds?|decades?|centur(?:y|ies)|nights?)\b"
    r"|(?:km|kilomet|met(?:er|re)s?\b|miles?\b|mm\b|cm\b|feet\b|foot\b|inch|knots|kph|mph|degrees|hectares|acres"
    r"|square|kg\b|kilos?\b|litres?\b|liters?\b|votes?\b|times\b|percentage|points?\b|pages?\b|goals?\b"
    r"|to one\b)"
    r"|°|mm\b|m\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?:No|Nos|Nr|Art|Arts|Article|Articles|Number|Resolution|Chapter|Section|Point|Points|Phase|Stage|Step"
    r"|Line|Paragraph|Page|Pages|Protocol|Directive|Regulation|Law|Channel|Flight|Boeing|Airbus|Leopard|Patriot"
    r"|Group of|Agenda|Room|Route|Highway|Title|Rule|Annex|Clause|Track|Unit|Battalion|Brigade|Operation|Item"
    r"|Version|Day|Su|MiG|Mi|Tu|[Aa]ged?|[Aa]rticles?|[Pp]hase|[Pp]oints?|[Rr]esolution|[Cc]hapter|[Pp]age|[Pp]arts?|[Rr]ound)\.?"
    r"|#|№|\b[Mm]inus)\s?$"
)
_SMALL = r"(?:\d|10|one|two|three|four|five|six|seven|eight|nine|ten)"
_OUT_OF = re.compile(rf"\sin\s(?:{_SMALL}|\d{{1,3}})(?![\w,.]?\d)(?!\w)", re.IGNORECASE)
_SHARE_OF = re.compile(rf"(?<![\w.,]){_SMALL}\sin\s$", re.IGNORECASE)
_AGE = re.compile(r"[^\W\d_]+,\s$")
_IN_YEAR = re.compile(
    r"(?:in|since|until|till|by|before|after|during|from|of|to|and|for|through|\(|-|–|/)\s?$"
)


def is_named(text: str, begin: int, start: int) -> bool:
    """Whether the number at ``start`` belongs to a name: ``Article 5``, ``No. 10``, ``aged 18``."""
    return _NAMED.search(text, max(begin, start - _REACH), start) is not None


def is_share(text: str, end: int, stop: int) -> bool:
    return _SHARE.match(text, end, stop) is not None


def is_measure(text: str, end: int, stop: int, *, hours: bool) -> bool:
    """Whether a word of time, length or weight follows; ``hours`` where it may be a time of day."""
    return _MEASURE.match(text, end, stop) is not None or (
        hours and _CLOCK.match(text, end, stop) is not None
    )


def is_like_year(said: str) -> bool:
    return len(said) == 4 and said.isdecimal() and 1900 <= int(said) < 2100


def is_in_year(text: str, begin: int, start: int) -> bool:
    """Whether a preposition or a dash stands before what may be a year."""
    return _IN_YEAR.search(text, max(begin, start - _REACH), start) is not None


def is_ratio(text: str, begin: int, number: Span, stop: int) -> bool:
    """``four in 10 voters``: a small number in another."""
    if _OUT_OF.match(text, number.end, stop) and number.end - number.start < 6:
        return True
    return _SHARE_OF.search(text, max(begin, number.start - _REACH), number.start) is not None


def is_age(text: str, begin: int, number: Span) -> bool:
    """``Smith, 62, said``: between commas behind a name."""
    between = text[number.end : number.end + 1] == ","
    return between and _AGE.search(text, max(begin, number.start - _REACH), number.start) is not None
