"""The values that a brief is made of: what was worked out, before anybody words or draws it.

Ids are codebook ids (actors, subjects, circumstances); spans index the text of the document they name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from musterbook.book.entries import ClaimEntry
from musterbook.model.document import Document
from musterbook.model.formula import Formula
from musterbook.model.reading import Reading
from musterbook.model.situation import Situation
from musterbook.muster import Assumption, Muster, Reconciliation, SetAside, Standing, Trail

STATES = ("assured", "possible", "out")
TARGET_REASONS = ("given", "first", "reached", "none", "refused", "nothing")
"""Why a brief has its target: the user's; the fullest, and reached; the fullest reached;
the last of those that no change reaches; the engine refuses to say; nothing is offered."""


@dataclass(frozen=True, slots=True)
class Going:
    """Rule 7 for the subject asked about: whose offer on it is active in every world, in some, in none."""

    subject: str | None
    assured: tuple[str, ...]
    possible: tuple[str, ...]
    out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A standing position, the offer it became, and its state (one of STATES; None for a measure)."""

    standing: Standing
    offer: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An actor at the threshold who does not come, and the smallest sets of changes that bring it."""

    actor: str
    offer: str
    sets: tuple[tuple[str, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change that unlocking or blocking sets name: its circumstance, or the position behind a ``raise``."""

    id: str
    actor: str | None
    on: str | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Sets:
    """Minimal sets of changes, smallest first; ``complete`` is False where a cap cut them.

    ``refused`` is what the engine says where it does not answer: a ``not`` stands in the way (rule 8).
    """

    sets: tuple[tuple[str, ...], ...]
    complete: bool
    refused: str | None = None

    @property
    def smallest(self) -> tuple[tuple[str, ...], ...]:
        """The sets of the least size."""
        size = min((len(s) for s in self.sets), default=0)
        return tuple(s for s in self.sets if len(s) == size)


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A requirement line: ``fill`` is its entry in the engine's answer, ``offers`` the active offers on its
    subject, ``claims`` how the text words it.
    """

    id: str
    on: str
    fill: Mapping[str, Any]
    offers: tuple[str, ...]
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A measure: the consent answer (None without a rule), its rows, and who was named but is silent."""

    id: str
    consent: Mapping[str, Any] | None
    rows: tuple[Row, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief. ``situation`` has the suppositions laid on; ``given`` is the situation without them.

    ``closure`` and the fill in ``lines`` are the engine's answers as JSON values; ``stable`` is its answer
    where conditions contain negation (rule 8), else None. ``target_reason`` is one of TARGET_REASONS.
    """

    reading: Reading | None
    documents: tuple[Document, ...]
    as_of: date | None
    known_by: datetime | None
    supposed: tuple[str, ...]
    count_from: str
    muster: Muster
    given: Situation
    situation: Situation
    trail: Trail
    assumptions: tuple[Assumption, ...]
    set_aside: tuple[SetAside, ...]
    target: Formula | None
    target_reason: str
    going: Going
    rows: tuple[Row, ...]
    group_rows: tuple[Row, ...]
    closure: Mapping[str, Any] | None
    stable: Mapping[str, Any] | None
    knot: tuple[str, ...]
    unlock: Sets
    block: Sets
    changes: Mapping[str, Change]
    waiting: tuple[Waiting, ...]
    lines: tuple[LineSheet, ...]
    measures: tuple[MeasureSheet, ...]
    reconciliations: tuple[Reconciliation, ...]
    aggregates: tuple[ClaimEntry, ...]
    requirements: tuple[ClaimEntry, ...]
    events: tuple[ClaimEntry, ...]
    warnings: tuple[ClaimEntry, ...]
