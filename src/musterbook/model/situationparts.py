"""The frozen values that make up a situation; ``situation`` is their door and knows their exchange form."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from musterbook.codebook.ladder import level
from musterbook.model.consentrule import ConsentRule
from musterbook.model.formula import Formula
from musterbook.model.position import Quantity

NO_FIGURE = Quantity()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a document: ``text`` is what stands at ``start:end`` of ``doc``."""

    doc: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StandsFor:
    """The position that a circumstance really is."""

    actor: str
    on: str


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A named fact: true, false or (None) unknown; ``probability`` is the user's, in [0, 1].

    ``stood_for`` is the link that a supposition replaced: its subject is still one that may be named.
    """

    id: str
    value: bool | None = None
    probability: Decimal | None = None
    stands_for: StandsFor | None = None
    stood_for: StandsFor | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One standing position of an actor on a contribution.

    ``where`` is the one place (PLACES) that it binds itself to; None binds it to none. ``caveats`` are limits
    on use, by the names that the lines' ``excludes`` use. It stands in [``from_day`` + ``notice`` days,
    ``until``); without ``from_day`` the notice runs from the day of the situation.
    """

    id: str
    actor: str
    on: str
    stance: str
    quantity: Quantity = NO_FIGURE
    condition: Formula | None = None
    evidence: tuple[Evidence, ...] = ()
    where: str | None = None
    caveats: tuple[str, ...] = ()
    from_day: date | None = None
    until: date | None = None
    notice: int = 0

    @property
    def level(self) -> int:
        return level(self.stance)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the requirement; without a quantity it is full as soon as anyone comes.

    An offer serves it on ``on`` or on one of ``or_on`` (same unit), unless it binds itself to a place that is
    not among ``where`` (empty: any place serves) or carries a caveat that the line ``excludes``. The line
    asks for something in [``from_day``, ``until``).
    """

    id: str
    on: str
    quantity: Decimal | None = None
    priority: int = 1
    enablers: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    or_on: tuple[str, ...] = ()
    from_day: date | None = None
    until: date | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects whose offers serve the line, each once, its own first."""
        return (self.on,) if not self.or_on else tuple(dict.fromkeys((self.on, *self.or_on)))


@dataclass(frozen=True, slots=True)
class Requirement:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MeasurePosition:
    """Where an actor stands on a measure, and what would have to hold for it to support (None: not said)."""

    actor: str
    stance: str
    evidence: tuple[Evidence, ...] = ()
    condition: Formula | None = None

    @property
    def level(self) -> int:
        return level(self.stance)


@dataclass(frozen=True, slots=True)
class Measure:
    """A lever of pressure, the rule of its consent (None: no rule known) and the positions on it."""

    id: str
    rule: ConsentRule | None = None
    positions: tuple[MeasurePosition, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The whole input of an assessment; ``check_situation`` says what it may not contradict."""

    as_of: date | None = None
    circumstances: tuple[Circumstance, ...] = ()
    offers: tuple[Offer, ...] = ()
    requirement: Requirement | None = None
    measures: tuple[Measure, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return () if self.requirement is None else self.requirement.lines
