"""Rule 3: whether two documents carry the same report, judged on their words and on what was read in them.

A report is what one speaker said on one occasion. A copy stands in the other text word for word. A rewrite or
a retranslation keeps the names, the figures, the day and the unusual words; two reports of their own share
the subject and little else. Where positions are at hand, another speaker, another figure or another day
makes another report, and every further position that agrees counts for one.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from musterbook.codebook import Codebook, default_codebook
from musterbook.model.document import Document
from musterbook.muster.likeness import (
    Vectors,
    Weight,
    copied,
    meant_alike,
    named_alike,
    quoted_alike,
    told_alike,
    unusual,
)
from musterbook.muster.samesaid import Positions, agreed, clash, days_apart
from musterbook.muster.wording import Wording, wording_of

COPY, LIGHT_COPY = 0.6, 0.3
NAMES = 0.5
ALIKE = 0.45
"""Measured on the pairs in ``tests/gold/copies``, as are the weights below."""
DAYS = 1
"""A report is retold on its own day or the next. What is said later is another one, unless it is a copy."""

QUOTES, USUAL_QUOTE = 0.15, 0.35
MEANING, USUAL_MEANING = 0.25, 0.45
AGREED, MOST_AGREED = 0.05, 2
CHANCE = 0.01
"""Of many passages two are somewhat alike by chance: so much less for each doubling of their number."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for one report: figures between 0 and 1, None where there is nothing to compare.

    ``passages`` is the number of pairs that were compared, ``apart`` the days between the two, ``agreed`` the
    number of positions that both hold; ``clash`` says that the positions come from two reports.
    """

    copied: float
    told: float
    named: float | None = None
    quoted: float | None = None
    meant: float | None = None
    passages: int = 1
    apart: int | None = None
    agreed: int = 0
    clash: bool = False

    @property
    def score(self) -> float:
        """The unusual words with the names, and what quotations, meaning and positions add or take away."""
        words = self.told if self.named is None else math.sqrt(self.told * self.named)
        quotes = 0.0 if self.quoted is None else QUOTES * (self.quoted - USUAL_QUOTE)
        meaning = 0.0 if self.meant is None else MEANING * (self.meant - USUAL_MEANING)
        positions = AGREED * min(MOST_AGREED, max(0, self.agreed - 1))
        return words + quotes + meaning + positions - CHANCE * math.log2(max(1, self.passages))

    @property
    def same(self) -> bool:
        """Whether it is one report."""
        if self.copied >= COPY:
            return True
        if self.clash or (self.apart or 0) > DAYS:
            return False
        light_copy = self.copied >= LIGHT_COPY and (self.named is None or self.named >= NAMES)
        return light_copy or self.score >= ALIKE


class Judge:
    """Judges documents two by two; what it knows of each is worked out once.

    ``documents`` tell which words are usual in the book, ``positions`` what was read in each document, and
    ``vectors`` (by document id) what its sentences mean. Each may be missing.
    """

    def __init__(
        self,
        documents: Iterable[Document] = (),
        positions: Mapping[Document, Positions] | None = None,
        vectors: Vectors | None = None,
        codebook: Codebook | None = None,
    ) -> None:
        self._documents = tuple(documents)
        self._positions = positions or {}
        self._vectors = vectors or {}
        self._codebook = codebook or default_codebook()
        self._wordings: dict[Document, Wording] = {}

    def same(self, one: Document, other: Document) -> bool:
        """Whether two documents carry the same report."""
        return self.likeness(one, other).same

    def likeness(self, one: Document, other: Document) -> Likeness:
        """What two documents have in common; ``told`` and ``meant`` only where something hangs on them."""
        mine, theirs = self._wording(one), self._wording(other)
        held = self._positions.get(one, ()), self._positions.get(other, ())
        apart, differ = days_apart(one, other, *held), clash(*held)
        named = named_alike(mine, theirs, self._weight)
        settled = differ or named == 0 or (apart or 0) > DAYS
        return Likeness(
            copied(mine, theirs),
            0.0 if settled else told_alike(mine, theirs, self._weight),
            named,
            quoted_alike(mine, theirs),
            None if settled else self._meant(one, other),
            len(mine.passages) * len(theirs.passages),
            apart,
            agreed(*held),
            differ,
        )

    def _wording(self, document: Document) -> Wording:
        if document not in self._wordings:
            self._wordings[document] = wording_of(document, self._codebook)
        return self._wordings[document]

    @cached_property
    def _weight(self) -> Weight:
        days: dict[str, set[date]] = {}
        for document in self._documents:
            for word in self._wording(document).items:
                days.setdefault(word, set()).add(document.published or date.min)
        return unusual(days)

    def _meant(self, one: Document, other: Document) -> float | None:
        if not self._vectors:
            return None
        mine, theirs = self._vectors.get(one.id), self._vectors.get(other.id)
        return meant_alike(mine, theirs) if mine and theirs else None
