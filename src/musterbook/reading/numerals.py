"""Numbers as they are written: "30,000", "30.000", "13 thousand", "half a billion", "two dozen".

A numeral is the number alone, without bounds and units. Crowds without a figure ("hundreds", "several
thousand") are numerals too, with ``value`` None: no figure is invented (rule 9).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from musterbook.model.span import Span

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![.,]?\d)|\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mark>[^\w\s]|_)|(?P<line>\n+)"
)
_LONGEST = 40
_MOST_DIGITS = 12


def _numbered(listed: str, first: int, step: int) -> dict[str, int]:
    return {word: first + step * k for k, word in enumerate(listed.split())}


_ONES = _numbered(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""",
    1,
    1,
)
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bln": 10**9,
    "mln": 10**6,
}
_SCALES |= {"milliard": 10**9, "lakh": 10**5, "crore": 10**7}
_GLUED = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "bln": 10**9,
    "tn": 10**12,
}
_LOTS = {"dozen": 12, "score": 20, "hundred": 100}
_SCALES_AND_LOTS = _SCALES | _LOTS
_CROWDS = frozenset(["tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions"])
_SOME = frozenset(["several", "few", "many"])
_OPENERS = _CROWDS | _SOME | _ONES.keys() | _TENS.keys() | {"a", "couple", "half"}


class Token(NamedTuple):
    """A piece of text: ``kind`` is digits, word, mark or line; ``low`` is it in lower case."""

    start: int
    end: int
    kind: str
    low: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value`` is None for a crowd. ``first``/``last`` are token indices, last exclusive.

    ``glued`` is the letter stuck to the digits ("20m"); ``scaled`` whether a scale word was part of it.
    """

    span: Span
    value: Decimal | None
    first: int
    last: int
    in_words: bool = False
    scaled: bool = False
    glued: str | None = None


def tokens(text: str, start: int, end: int) -> list[Token]:
    return [_token(found) for found in _TOKEN.finditer(text, start, end)]


def _token(found: re.Match[str]) -> Token:
    said = found.group()
    return Token(found.start(), found.end(), str(found.lastgroup), said.lower(), said[:1].isupper())


def numeral_at(text: str, found: Sequence[Token], k: int) -> Numeral | None:
    """The numeral that begins at token ``k``, the longest one, or None."""
    token = found[k]
    if token.kind == "digits":
        return _of_digits(text, found, k)
    if token.kind == "word" and token.low in _OPENERS:
        return _of_crowd(found, k) or _of_words(found, k)
    return None


def _made(found: Sequence[Token], first: int, last: int, value: Decimal | None, **more: object) -> Numeral:
    span = Span(found[first].start, found[last - 1].end)
    return Numeral(span, value, first, last, **more)  # type: ignore[arg-type]


def _of_digits(text: str, found: Sequence[Token], k: int) -> Numeral | None:
    token = found[k]
    if _stands_in_a_name(text, token) or token.end - token.start > _LONGEST:
        return None
    follower = found[k + 1] if k + 1 < len(found) else None
    glued = None
    last = k + 1
    scale = 1
    if follower is not None and follower.start == token.end and follower.kind == "word":
        if follower.low not in _GLUED:
            return None
        glued, scale, last = follower.low, _GLUED[follower.low], k + 2
    elif follower is not None and follower.kind == "word":
        scale = _SCALES.get(follower.low, _LOTS.get(follower.low, 1))
        last += scale > 1
    value = digits_value(token.low, scaled=scale > 1)
    if value is None:
        return None
    return _made(found, k, last, _whole(value * scale), scaled=scale > 1, glued=glued)


def _whole(value: Decimal) -> Decimal:
    """Without the empty decimals that scaling leaves behind."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _stands_in_a_name(text: str, token: Token) -> bool:
    """``G7``, ``F-16``, ``14:05``, ``1/3``, ``'08``: digits tied to something else."""
    before, behind = text[max(0, token.start - 2) : token.start], text[token.end : token.end + 2]
    if before[-1:] in ("'", "’") and token.end - token.start == 2 and not before[:-1].strip():
        return True
    if before and (before[-1].isalpha() or before[-1] in "/:#@_.,^+×" or before[-1].isdigit()):
        return not (before[-1] in ".,:" and not before[0].isdigit())
    if len(before) == 2 and before[1] in "-–" and before[0].isalpha():
        return True
    return bool(behind) and (behind[0] == "_" or (behind[0] in "/:+×" and behind[1:2].isdigit()))


def digits_value(said: str, *, scaled: bool = False) -> Decimal | None:
    """The number that digits with commas, points and blanks write; None for telephone numbers.

    Three digits behind a point or comma are thousands ("30.000 soldiers"), unless a scale follows ("1.125
    million") or the whole is nought.
    """
    plain = re.sub(r"[ \u00a0\u202f]", "", said)
    if plain.isdecimal():
        return Decimal(plain) if len(plain) <= _MOST_DIGITS else None
    if _THOUSANDS.fullmatch(plain) and not (scaled and "." in plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    found = _ENGLISH.fullmatch(plain) or _CONTINENTAL.fullmatch(plain) or _FRACTION.fullmatch(plain)
    return Decimal(re.sub(r"[.,]", "", found["whole"]) + "." + found["part"]) if found else None


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}")
_ENGLISH = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d+)")
_CONTINENTAL = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d+)")
_FRACTION = re.compile(r"(?P<whole>\d+)[.,](?P<part>\d+)")


def _of_crowd(found: Sequence[Token], k: int) -> Numeral | None:
    """``hundreds``, ``tens of thousands``, ``several thousand``, ``a few hundred``."""
    low = [token.low for token in found[k : k + 5]]
    if low[0] in _CROWDS:
        last = k + 1
        while (
            low[last - k : last - k + 1] == ["of"]
            and low[last - k + 1 : last - k + 2][:1]
            and (low[last - k + 1] in _CROWDS)
        ):
            last += 2
        return _made(found, k, last, None, in_words=True)
    head = 1 + (low[0] == "a")
    some = low[head - 1] if len(low) >= head else ""
    if some in _SOME or low[head - 1 : head + 1] == ["couple", "of"]:
        at = k + head + (some == "couple")
        last = at
        while last < len(found) and (found[last].low in _SCALES or found[last].low in _LOTS):
            last += 1
        if last > at:
            return _made(found, k, last, None, in_words=True)
    return None


def _of_words(found: Sequence[Token], k: int) -> Numeral | None:
    """Number words up to trillions: ``two hundred and fifty thousand``, ``half a billion``."""
    low = [token.low if token.kind != "line" else "\n" for token in found[k : k + 14]]
    fixed = _phrase(low)
    if fixed is not None:
        length, value = fixed
        return _made(found, k, k + length, value, in_words=True, scaled=value >= 1000)
    length, number = _cardinal(low)
    if not length:
        return None
    return _made(found, k, k + length, number, in_words=True, scaled=number >= 100)


def _phrase(low: list[str]) -> tuple[int, Decimal] | None:
    """Set phrases: halves, dozens, pairs."""
    bare = [word for word in low if word != "-"]
    hyphens = len([word for word in low[:6] if word == "-"])
    scales = _SCALES_AND_LOTS
    if bare[:2] == ["half", "a"] and bare[2:3] and bare[2] in scales:
        return 3 + hyphens, Decimal(scales[bare[2]]) / 2
    if (
        low[:4] in (["a", "quarter", "of", "a"], ["one", "quarter", "of", "a"])
        and low[4:5]
        and low[4] in scales
    ):
        return 5, Decimal(scales[low[4]]) / 4
    if low[:2] == ["a", "half"] and low[2:3] and low[2] in scales:
        return 3, Decimal(scales[low[2]]) / 2
    if low[:3] in (["a", "couple", "of"], ["a", "pair", "of"]):
        return 3, Decimal(2)
    if low[:1] == ["a"] and low[1:2] and low[1] in scales and low[1] != "score":
        length, rest = _cardinal(["one", *low[1:]])
        return length, rest
    if low[1:4] == ["and", "a", "half"] and low[0] in _ONES and low[4:5] and low[4] in _SCALES:
        return 5, Decimal((2 * _ONES[low[0]] + 1) * _SCALES[low[4]] // 2)
    return None


def _cardinal(low: list[str]) -> tuple[int, Decimal]:
    """How many tokens from the first on write a number, and which: (0, 0) where none do."""
    total = current = 0
    at = done = 0
    last = ""
    while at < len(low):
        kind = _kind(low[at])
        if kind == "joint" and last and _kind(low[at + 1] if at + 1 < len(low) else "") in ("one", "ten"):
            if (low[at] == "and") != (last in ("lot", "scale")) or (low[at] == "-" and last != "ten"):
                break
            at += 1
            continue
        if not kind or kind == "joint" or not _may_follow(last, kind):
            break
        total, current = _added(low[at], kind, total, current)
        last, at = kind, at + 1
        done = at
    return done, Decimal(total + current)


def _kind(word: str) -> str:
    if word in _ONES:
        return "one"
    if word in _TENS:
        return "ten"
    if word in _LOTS:
        return "lot"
    if word in _SCALES:
        return "scale"
    return "joint" if word in ("and", "-") else ""


def _may_follow(last: str, kind: str) -> bool:
    allowed = {"": ("one", "ten"), "one": ("lot", "scale"), "ten": ("one", "lot", "scale")}
    allowed |= {"lot": ("one", "ten", "scale"), "scale": ("one", "ten")}
    return kind in allowed[last]


def _added(word: str, kind: str, total: int, current: int) -> tuple[int, int]:
    if kind == "scale":
        return total + max(1, current) * _SCALES[word], 0
    if kind == "lot":
        return total, max(1, current) * _LOTS[word]
    return total, current + (_ONES.get(word) or _TENS[word])
