"""A number with what it counts, and what neighbouring numbers say about each other.

``a battalion of some 600`` is one quantity; ``4,000 soldiers ... another 2,000`` shares its unit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from musterbook.model.position import Quantity
from musterbook.model.span import Span
from musterbook.text.wordlist import word_set

MEMBERS = frozenset(["countries", "leaders"])
_FORCES = word_set("force forces army corps mission presence detachment garrison deployment group")
_FORMATIONS = word_set(
    "battalion brigade regiment battlegroup division company platoon contingent unit squadron team"
)


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number and what it counts. ``low``/``high`` are in ``unit``, None where open; both None for a crowd.

    ``bound`` are the words that open or close it; ``approx`` "about"; ``more`` "another", "extra"; ``each``
    "each"; ``per`` what a rate is counted by; ``bare`` where no noun follows, so that the unit may be elided
    ("and Chile another 2,000"); ``formation`` the unit word that a headcount describes ("a battalion of
    about 800"); ``on`` the contribution that the unit word implies; ``weak`` where its word is not sure.
    """

    span: Span
    number: Span
    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    unit_span: Span | None = None
    on: str | None = None
    bound: str | None = None
    approx: bool = False
    more: bool = False
    each: bool = False
    per: str | None = None
    bare: bool = False
    formation: str | None = None
    weak: bool = False

    @property
    def vague(self) -> bool:
        """Whether it is a crowd without a figure."""
        return self.low is None and self.high is None

    def quantity(self, text: str) -> Quantity:
        return Quantity(self.low, self.high, self.unit, self.span.of(text))


def with_units(mentions: Sequence[QuantityMention]) -> list[QuantityMention]:
    """Bare numbers with the unit of the last number before them that has one: "4,000 soldiers ... 2,000".

    Members (countries, leaders) hand nothing on: who is counted differs from what they bring.
    """
    found: list[QuantityMention] = []
    last: QuantityMention | None = None
    for mention in mentions:
        if mention.unit is not None and mention.unit not in MEMBERS and mention.formation is None:
            last = mention
        elif mention.unit is None and mention.bare and last is not None:
            mention = replace(mention, unit=last.unit, on=last.on)
        found.append(mention)
    return found


def disjoint(mentions: Iterator[QuantityMention]) -> list[QuantityMention]:
    """Without the second of two that claim the same words."""
    found: list[QuantityMention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last is None or mention.span.start >= last.span.end:
            found.append(mention)
        elif mention.span.end > last.span.end and (
            last.unit_span is None or mention.number.start >= last.span.end
        ):
            found.append(replace(mention, span=Span(last.span.end, mention.span.end)))
    return found


_OF = re.compile(r"\s(?:of|with|numbering|counting|totalling|some \w+ of)\s$")


def with_formations(text: str, mentions: list[QuantityMention]) -> list[QuantityMention]:
    """``a battalion of some 600`` is one quantity: 800 persons, called a battalion."""
    found: list[QuantityMention] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last is not None and _describes(text, last, mention):
            men = replace(mention, unit=mention.unit or "persons", on=mention.on or last.on, bare=False)
            if last.low == last.high == 1:
                start, more = last.span.start, mention.more or last.more
                found[-1] = replace(men, span=Span(start, mention.span.end), more=more, formation=last.unit)
            else:
                found.append(replace(men, each=True, formation=last.unit))
        elif mention.unit is None and mention.bare and _of_a_force(text, mention):
            found.append(replace(mention, unit="persons", bare=False))
        else:
            found.append(mention)
    return found


def _describes(text: str, formation: QuantityMention, mention: QuantityMention) -> bool:
    """Whether ``mention`` says how many men the formation right before it has."""
    if formation.unit not in _FORMATIONS or mention.vague:
        return False
    linked = _OF.fullmatch(text, formation.span.end, mention.span.start) is not None
    return linked and (mention.bare if mention.unit is None else mention.unit == "persons")


def _of_a_force(text: str, mention: QuantityMention) -> bool:
    """``a force of up to 30,000``: a bare number behind a word for a body of men."""
    before = text[max(0, mention.span.start - 30) : mention.span.start].lower().split()
    return len(before) >= 2 and before[-1] == "of" and before[-2] in _FORCES
