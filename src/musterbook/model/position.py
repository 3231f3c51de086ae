"""Positions and claims: what one actor is reported to offer or refuse, and what is said of the whole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from musterbook.codebook.ladder import level
from musterbook.model.formula import Formula
from musterbook.model.span import Span, Spans

PLACES = ("in_theatre", "neighbouring", "outside")
CLAIM_KINDS = ("aggregate", "requirement", "event", "warning")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed interval of printed numbers; None where open or unprinted. ``words`` are as printed."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    words: str | None = None

    @property
    def known(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Because:
    """Which rule read what from which words: ``gives`` is the stance, leaf or field that it set."""

    rule: str
    span: Span
    gives: str


@dataclass(frozen=True, slots=True)
class Position:
    """One actor x one contribution or measure x one stance x one dated public statement (DESIGN, words)."""

    id: str
    actor: str
    actor_text: str
    kind: str
    on: str
    stance: str
    evidence: Spans
    negated: bool = False
    quantity: Quantity = Quantity()
    conditions: Formula | None = None
    where: str | None = None
    caveats: tuple[str, ...] = ()
    reason: str | None = None
    statement: str | None = None
    speaker: str | None = None
    source_kind: str = "narrator"
    third_party: bool = False
    said: date | None = None
    because: tuple[Because, ...] = ()
    confidence: float = 1.0
    superseded: bool = False
    members: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        return level(self.stance)

    @property
    def is_group(self) -> bool:
        """Whether the actor is a counted or described group (rule 5), not a state or a registered group."""
        return self.actor.startswith("GROUP:")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement says of the whole: an aggregate, a requirement, an event or a warning.

    ``low``/``high`` are in ``unit``; ``on`` and ``enablers`` are codebook ids (requirements);
    ``from_day``/``to_day`` bound the day of an event.
    """

    id: str
    kind: str
    what: str
    evidence: Spans
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    on: str | None = None
    enablers: tuple[str, ...] = ()
    statement: str | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A passage that was not understood, or a file oddity that was mended: shown, never hidden."""

    kind: str
    message: str
    span: Span | None = None
