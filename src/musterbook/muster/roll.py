"""The values of the muster: who stands where, on whose word, and what is claimed of the whole."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from musterbook.book.entries import ClaimEntry, Entry
from musterbook.codebook.ladder import level
from musterbook.model.document import Document

Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one actor on one subject at one place (rules 2 and 4).

    ``alternatives`` all stand: one stance, said on one day, perhaps on different conditions. ``conflict``
    holds the entries of the same rank and day with another stance (the lower rung was taken), or is None.
    ``overruled`` came at the same time or later, but from a lower rank. ``history`` came before.
    ``corroboration`` counts the independent reports of the standing stance (rule 3).
    """

    actor: str
    on: str
    kind: str
    where: str | None
    stance: str
    alternatives: tuple[Entry, ...]
    conflict: tuple[Entry, ...] | None = None
    overruled: tuple[Entry, ...] = ()
    history: tuple[Entry, ...] = ()
    corroboration: int = 1

    @property
    def key(self) -> Key:
        return self.actor, self.on, self.where

    @property
    def level(self) -> int:
        return level(self.stance)

    @property
    def day(self) -> date | None:
        """The day it was said; None where no source carries a day."""
        return self.alternatives[0].day

    @property
    def rank(self) -> int:
        """Rule 4: 2 for the government's own word, 1 for an anonymous one, 0 for a third party's claim."""
        return self.alternatives[0].rank

    @property
    def is_group(self) -> bool:
        """Whether this is a described or counted group, which is not its members (rule 5)."""
        return self.alternatives[0].position.is_group

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is known on this key: what stands, contradicts it, was overruled, came before."""
        return (*self.alternatives, *(self.conflict or ()), *self.overruled, *self.history)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A claimed number of members against the named ones (rule 5).

    ``on`` is None for membership in any form, else a contribution. ``claimed_low`` and ``claimed_high`` span
    what the latest claims say; None where open. ``named`` are the states above ``refuses``, in order.
    """

    on: str | None
    claimed_low: int | None
    claimed_high: int | None
    named: tuple[str, ...]
    unnamed_low: int
    sources: tuple[Entry | ClaimEntry, ...] = ()

    @property
    def exceeded(self) -> bool:
        """Whether more are named than were claimed at most."""
        return self.claimed_high is not None and len(self.named) > self.claimed_high


@dataclass(frozen=True, slots=True)
class Muster:
    """The roll at (as of, known by): every standing position, and the claims made by then.

    ``proposed`` and ``accepted`` count the positions used, by whether a person has accepted them (rule 16).
    """

    as_of: date | None
    known_by: datetime | None
    standings: tuple[Standing, ...]
    claims: tuple[ClaimEntry, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    proposed: int = 0
    accepted: int = 0
    documents: tuple[Document, ...] = ()

    def of(self, actor: str, on: str, where: str | None = None) -> Standing | None:
        """The standing position of an actor on a subject; None is silence, not refusal (rule 1)."""
        return next((s for s in self.standings if s.key == (actor, on, where)), None)

    @property
    def contributions(self) -> tuple[Standing, ...]:
        """What states and registered groups stand for; described and counted groups are left out (rule 5)."""
        return tuple(s for s in self.standings if s.kind == "contribution" and not s.is_group)

    @property
    def measures(self) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.kind == "measure" and not s.is_group)

    @property
    def groups(self) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.is_group)

    @property
    def latest(self) -> date | None:
        """The last day on which anything known was said; None where nothing carries a day."""
        days = [entry.day for s in self.standings for entry in s.entries] + [c.day for c in self.claims]
        return max((day for day in days if day is not None), default=None)

    @property
    def conflicts(self) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.conflict)

    @property
    def undated(self) -> tuple[Entry, ...]:
        """What stands without any day; a dated word always goes before it."""
        return tuple(entry for s in self.standings if s.day is None for entry in s.alternatives)


def whole(figure: Decimal | None) -> int | None:
    """A number of states: fractions are dropped."""
    return None if figure is None else int(figure)
