"""How many of what: the numbers of a text with their bounds and units, each with its words.

A printed number is kept as printed: "more than 130" is low 130, "up to 10,000" is high 10,000, "about 800" is
800 and marked approximate, "several thousand" has words and no number (rule 9). Years, days, hours, ages,
shares, ordinals and numbers inside names are no quantities.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from musterbook.codebook import default_codebook
from musterbook.model.span import Span
from musterbook.reading.amounts import MEMBERS, QuantityMention, disjoint, with_formations, with_units
from musterbook.reading.bounds import Bounds, behind_bounds, bounds_around, each_behind, per_behind
from musterbook.reading.counted import (
    CLOSED,
    UnitHit,
    UnitWords,
    prefix_before,
    unit_behind,
    unit_words,
)
from musterbook.reading.dates import date_spans
from musterbook.reading.numerals import Numeral, numeral_at, tokens
from musterbook.reading.uncounted import (
    is_age,
    is_in_year,
    is_like_year,
    is_measure,
    is_named,
    is_ratio,
    is_share,
)
from musterbook.text.wordlist import word_set

__all__ = ["MEMBERS", "QuantityMention", "quantities", "with_units"]


def quantities(
    text: str, start: int = 0, end: int | None = None, units: UnitWords | None = None
) -> list[QuantityMention]:
    """The quantities in ``text[start:end]``, in order and disjoint; ``units`` are the shipped codebook's."""
    stop = len(text) if end is None else min(end, len(text))
    reader = _Reader(text, start, stop, units or unit_words(default_codebook()))
    return with_formations(text, disjoint(reader.run()))


_FIRMS = re.compile(
    r"(?:oil|gas|energy|insurance|shipping|tech|technology|media|security|defen[cs]e|arms|private|state|car|drug"
    r"|phone|parent|holding|limited|train|rail|public|family|weapons|construction|software|owned|listed|power"
    r"|trading)\s$",
    re.IGNORECASE,
)
_DIGIT_BEHIND = re.compile(r"[-–]\d")
_OF_A_BODY = re.compile(
    r"\sof (?:the )?(?:\w+ )?(?:parliament|congress|house|senate|bundestag|duma|staff|family|crew|team|public"
    r"|party)\b",
    re.IGNORECASE,
)
_UNION = re.compile(
    r"\s(?:\w+ )?(?:bloc|union|alliance|coalition|group|organi[sz]ation|club|community|council|eu|nato)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"troops|soldiers?|battalions?|brigades?|infantry|army|deploy|peacekeep|regiments?|armou?red|platoons?|militar",
    re.IGNORECASE,
)
_MOST_MEMBERS = 250
_NEAR = 150
_RANGE = re.compile(r"(?<!\w)(?:between|from)\s$", re.IGNORECASE)
_NOT_ONE = word_set("persons countries leaders rounds missiles items doses satellites beds")
_COUNTS = word_set("a an another one two three four five six seven eight nine ten eleven twelve")
_ADDED = word_set("more extra additional further fresh")
_ADVERBS = word_set("altogether overall made thought needed now later today next only so")
_QUALIFIED = word_set(
    """commander commanders spokesman spokeswoman official chief owner owners leader member executive said
    says director boss head factory maker crew pilot carrier visit"""
)


class _Reader:
    """Walks over the tokens of a stretch of text once and gives its quantities from left to right."""

    def __init__(self, text: str, start: int, stop: int, units: UnitWords) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.units = units
        self.tokens = tokens(text, start, stop)
        self.days = date_spans(text, start, stop)

    def run(self) -> Iterator[QuantityMention]:
        k = 0
        while k < len(self.tokens):
            numeral = numeral_at(self.text, self.tokens, k)
            if numeral is None:
                single = self._single(k)
                if single is not None:
                    yield single
                k += 1
                continue
            mention, k = self._mention(numeral)
            if mention is not None:
                yield mention

    def _mention(self, numeral: Numeral) -> tuple[QuantityMention | None, int]:
        """The mention of a numeral, or of the range it opens, and the token where to go on."""
        second = self._second(numeral)
        last = second or numeral
        prefix = prefix_before(self.units, self.tokens, numeral.first)
        if self._is_none(numeral, last, prefix):
            return None, last.last
        unit = self._unit(last)
        if prefix is not None:
            return self._built(numeral, second, prefix, prefix), last.last
        if not self._stands(numeral, last, unit):
            return None, last.last
        return self._built(numeral, second, None, unit), max(last.last, unit.last if unit else 0)

    def _unit(self, numeral: Numeral) -> UnitHit | None:
        """The unit behind a numeral; ``800-strong`` counts persons, ``26-nation`` countries."""
        k = numeral.last
        if self._hyphen(numeral):
            return self._compound(k + 1) if k + 1 < len(self.tokens) else None
        behind = behind_bounds(self.text, numeral.span.end)
        while k < len(self.tokens) and self.tokens[k].start < behind:
            k += 1
        if numeral.value is None:
            k += self._says(k, '"', "”", "'", "’")
            k += self._says(k, "of")
        hit = unit_behind(self.units, self.tokens, k)
        return None if hit and self._other_than_it_looks(numeral, hit) else hit

    def _other_than_it_looks(self, numeral: Numeral, hit: UnitHit) -> bool:
        """Members of a parliament or in their thousands are no states; companies may be firms."""
        if hit.unit.unit in MEMBERS and numeral.value is not None and numeral.value > _MOST_MEMBERS:
            return True
        of_a_body = _OF_A_BODY.match(self.text, self.tokens[hit.last - 1].end, self.stop)
        return of_a_body is not None or self._is_firm(hit)

    def _says(self, k: int, *words: str) -> bool:
        return k < len(self.tokens) and self.tokens[k].low in words

    def _compound(self, k: int) -> UnitHit | None:
        """The unit of a word tied on by a hyphen: by its plural, or persons for ``strong``."""
        said = self.tokens[k].low
        if said == "member" and not _UNION.match(self.text, self.tokens[k].end, self.stop):
            return None
        plural = said[:-1] + "ies" if said.endswith("y") else said + "s"
        for word in ("soldiers",) if said == "strong" else (plural, said):
            for form, unit in self.units.by_word.get(word, ()):
                if form == (word,):
                    return UnitHit(unit, k, k + 1)
        return None

    def _hyphen(self, numeral: Numeral) -> bool:
        """Whether a word is tied to the numeral by a hyphen."""
        end = numeral.span.end
        tied = self.text[end : end + 1] == "-" and self.text[end + 1 : end + 2].isalpha()
        return tied and behind_bounds(self.text, end) == end

    def _second(self, numeral: Numeral) -> Numeral | None:
        """The numeral that closes a range begun by this one: ``5,000 to 10,000``, ``between 5 and 10``."""
        k = numeral.last
        if numeral.value is None or k + 1 >= len(self.tokens):
            return None
        joint = self.tokens[k].low
        between = joint == "and" and self._before(numeral, "between")
        if not (joint in ("-", "–", "—", "to", "or") or between):
            return None
        k += 1
        if self.tokens[k].low in self.units.prefixes and k + 1 < len(self.tokens):
            k += 1
        second = numeral_at(self.text, self.tokens, k)
        if second is None or second.value is None or (joint == "-" and second.in_words != numeral.in_words):
            return None
        return second if self._scaled(numeral, second) < second.value else None

    def _before(self, numeral: Numeral, word: str) -> bool:
        head = self.text[max(self.start, numeral.span.start - 24) : numeral.span.start].lower().split()
        return word in head[-3:]

    @staticmethod
    def _scaled(first: Numeral, second: Numeral) -> Decimal:
        """The first number of a range takes the scale of the second: ``5 to 10 million``."""
        value, top = first.value or Decimal(0), second.value or Decimal(0)
        if first.scaled or not second.scaled or value >= 1000:
            return value
        for scale in (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6, Decimal(10) ** 3):
            if top >= scale:
                return value * scale
        return value

    def _is_none(self, numeral: Numeral, last: Numeral, prefix: UnitHit | None) -> bool:
        """Numbers that count nothing of ours: in dates, names, hours, shares, measures of time and length."""
        span = Span(numeral.span.start, last.span.end)
        if self._in_a_day(span) or self._is_score(last):
            return True
        if is_named(self.text, self.start, span.start) or is_share(self.text, span.end, self.stop):
            return True
        if prefix is not None:
            return False
        if numeral.glued in ("m", "b") and self._unit(last) is None:
            return True
        if is_ratio(self.text, self.start, span, self.stop):
            return True
        return is_measure(self.text, span.end, self.stop, hours=not numeral.in_words)

    def _in_a_day(self, span: Span) -> bool:
        k = bisect_right(self.days, span.start, key=lambda day: day.start) - 1
        return any(day.overlaps(span) for day in self.days[max(0, k) : k + 2])

    def _is_score(self, numeral: Numeral) -> bool:
        """``3-1``: figures with a hyphen between them that rise no further are no range."""
        before = self.text[max(self.start, numeral.span.start - 2) : numeral.span.start]
        behind = self.text[numeral.span.end : numeral.span.end + 2]
        tied = len(before) == 2 and before[0].isdigit() and before[1] in "-–"
        return not numeral.in_words and ((tied and self._lone(numeral)) or bool(_DIGIT_BEHIND.match(behind)))

    def _lone(self, numeral: Numeral) -> bool:
        first = numeral_at(self.text, self.tokens, numeral.first - 2) if numeral.first > 1 else None
        return first is None or first.value is None or (numeral.value or 0) <= first.value

    def _stands(self, numeral: Numeral, last: Numeral, unit: UnitHit | None) -> bool:
        """Whether a number without a currency sign counts: no year, no age, no pronoun."""
        span = numeral.span
        if self._hyphen(last) and unit is None:
            return False
        if numeral.value is not None and is_like_year(span.of(self.text)):
            return unit is not None and not is_in_year(self.text, self.start, span.start)
        if unit is not None:
            return numeral.value is None or numeral.value != 1 or self._counts_one(unit)
        if numeral.value is None:
            return numeral.last - numeral.first > 1 or self._of_follows(numeral)
        if not numeral.in_words and numeral.value < 100 and is_age(self.text, self.start, span):
            return False
        return not numeral.in_words or numeral.scaled or self._is_stressed(numeral, last)

    def _is_stressed(self, numeral: Numeral, last: Numeral) -> bool:
        """Whether a small number in words without a unit counts: "at least twenty", "another three"."""
        bounds = bounds_around(self.text, self.start, numeral.span.start, last.span.end)
        many = (numeral.value or 0) >= 10 and bool(bounds.kind or bounds.approx)
        return (many or (bounds.more and numeral.value != 1)) and self._is_bare(last)

    def _of_follows(self, numeral: Numeral) -> bool:
        return [t.low for t in self.tokens[numeral.last : numeral.last + 2] if t.kind == "word"][:1] == ["of"]

    def _counts_one(self, unit: UnitHit) -> bool:
        """``one battalion`` is a count; ``one country`` and ``one diplomat`` are mostly not."""
        return unit.unit.unit not in _NOT_ONE and not unit.unit.weak

    def _single(self, k: int) -> QuantityMention | None:
        """``a battalion``, ``a further bridging platoon``: an article and a unit counted by the piece."""
        token = self.tokens[k]
        if token.low not in ("a", "an", "another") or k + 1 >= len(self.tokens):
            return None
        unit = unit_behind(self.units, self.tokens, k + 1)
        if unit is None or not self._counts_one(unit) or unit.unit.form.endswith("s"):
            return None
        if unit.unit.on == "funding" or self._is_firm(unit) or self._goes_on(unit):
            return None
        words = [t.low for t in self.tokens[k + 1 : unit.last]]
        span = Span(token.start, self.tokens[unit.last - 1].end)
        more = token.low == "another" or bool({"further", "additional", "extra", "second"} & set(words))
        return QuantityMention(
            span,
            Span(token.start, token.end),
            *(unit.unit.factor, unit.unit.factor),
            unit=unit.unit.unit,
            unit_span=self._span(unit),
            on=unit.unit.on,
            more=more,
        )

    def _is_firm(self, unit: UnitHit) -> bool:
        """Companies that trade rather than march."""
        if unit.unit.unit != "company":
            return False
        at = self.tokens[unit.first].start
        if _FIRMS.search(self.text, max(self.start, at - 20), at):
            return True
        plain = self.tokens[unit.first - 1].kind == "digits" or self.tokens[unit.first - 1].low in _COUNTS
        return plain and _MILITARY.search(self.text, max(0, at - _NEAR), at + _NEAR) is None

    def _goes_on(self, unit: UnitHit) -> bool:
        """Whether the unit word only qualifies the next noun: ``a battalion commander``, ``a ship owner``."""
        follower = self.tokens[unit.last] if unit.last < len(self.tokens) else None
        return follower is not None and follower.kind == "word" and follower.low in _QUALIFIED

    def _span(self, unit: UnitHit) -> Span:
        return Span(self.tokens[unit.first].start, self.tokens[unit.last - 1].end)

    def _built(
        self, numeral: Numeral, second: Numeral | None, prefix: UnitHit | None, unit: UnitHit | None
    ) -> QuantityMention:
        last = second or numeral
        head = self.tokens[prefix.first].start if prefix else numeral.span.start
        bounds = bounds_around(self.text, self.start, head, last.span.end)
        low, high = self._figures(numeral, second, bounds, unit)
        unit_span = self._span(unit) if unit else None
        end = max(bounds.end, unit_span.end if unit_span else 0)
        rate = per_behind(self.text, end)
        each = each_behind(self.text, rate[1] if rate else end)
        inner = {t.low for t in self.tokens[last.last : unit.first]} if unit and not prefix else set()
        bare = unit is None and self._is_bare(last)
        start = self._opening(bounds.start) if second else bounds.start
        return QuantityMention(
            Span(start, max(end, rate[1] if rate else 0, each or 0)),
            Span(numeral.span.start, last.span.end),
            low,
            high,
            unit=unit.unit.unit if unit else None,
            unit_span=unit_span,
            on=unit.unit.on if unit else None,
            bound=bounds.words,
            approx=bounds.approx,
            more=bounds.more or bool(inner & _ADDED) or (bare and self._added_behind(last)),
            each=each is not None,
            per=rate[0] if rate else None,
            bare=bare,
            weak=unit.unit.weak if unit else False,
        )

    def _opening(self, start: int) -> int:
        """Takes in the word that opens a range: ``between``, ``from``."""
        found = _RANGE.search(self.text, max(self.start, start - 12), start)
        return start - len(found.group()) if found else start

    def _figures(
        self, numeral: Numeral, second: Numeral | None, bounds: Bounds, unit: UnitHit | None
    ) -> tuple[Decimal | None, Decimal | None]:
        factor = unit.unit.factor if unit else Decimal(1)
        if numeral.value is None:
            return None, None
        if second is not None and second.value is not None:
            return self._scaled(numeral, second) * factor, second.value * factor
        value = numeral.value * factor
        return (None if bounds.kind == "ceiling" else value), (None if bounds.kind == "floor" else value)

    def _is_bare(self, numeral: Numeral) -> bool:
        """Whether no noun follows that could be what is counted."""
        follower = self.tokens[numeral.last] if numeral.last < len(self.tokens) else None
        if follower is None or follower.kind in ("mark", "line"):
            return True
        return follower.low in CLOSED or follower.low in _ADDED or follower.low in _ADVERBS

    def _added_behind(self, numeral: Numeral) -> bool:
        return numeral.last < len(self.tokens) and self.tokens[numeral.last].low in _ADDED
