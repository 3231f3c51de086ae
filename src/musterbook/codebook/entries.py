"""The entries of the codebook: one frozen value per row, with its cells understood.

Dates are inclusive at both ends; an empty one is open. Every ``*_entry`` raises CodebookError with the file
and line of a row that it cannot understand.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from musterbook.codebook.tables import Row
from musterbook.errors import CodebookError

FORM_KINDS = ("contribution", "measure", "condition")
OFFICE_KINDS = (
    "head_of_government",
    "head_of_state",
    "foreign",
    "defence",
    "finance",
    "interior",
    "minister",
    "spokesperson",
    "military",
    "diplomat",
    "group_office",
    "not_government",
)
STATUSES = ("member", "state", "territory")
PEOPLE = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What can be offered. ``units`` are those in which a figure is kept (rule 9), the usual one first."""

    id: str
    label: str
    definition: str
    units: tuple[str, ...] = ()
    cameo: str | None = None

    @property
    def unit(self) -> str | None:
        return self.units[0] if self.units else None


@dataclass(frozen=True, slots=True)
class Measure:
    """A lever of pressure. ``rule`` is the JSON text of its rule of consent as written, or None."""

    id: str
    label: str
    definition: str
    cameo: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    """A circumstance. ``stands_for`` is (actor, contribution) where it is really somebody's position."""

    id: str
    label: str
    definition: str
    stands_for: tuple[str, str] | None = None
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A surface form, lower case, by which the subject ``id`` is named; ``weak`` ones need company."""

    kind: str
    id: str
    form: str
    notes: tuple[str, ...] = ()

    @property
    def weak(self) -> bool:
        return "weak" in self.notes


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. ``status``: member (of the UN), state (not a member), territory."""

    alpha3: str
    alpha2: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    region: str = ""
    status: str = "member"

    @property
    def sovereign(self) -> bool:
        return self.status != "territory"


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of states; ``actor`` ones can hold positions of their own."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    kind: str = "named set"
    actor: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    group: str
    actor: str
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Population:
    """How many people a state had on the day on which they were ``counted``."""

    actor: str
    counted: date
    people: int


@dataclass(frozen=True, slots=True)
class Region:
    """A described set: the words for it, and its parts (UN M49 subregions or alpha-3 codes)."""

    id: str
    forms: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A title. ``person``: its bearer is a named person; else an office is speaking."""

    title: str
    kind: str
    person: bool = True
    note: str = ""

    @property
    def government(self) -> bool:
        return self.kind != "not_government"


@dataclass(frozen=True, slots=True)
class Person:
    """Who held which office for which actor, from and to which day."""

    name: str
    surname: str
    actor: str
    office: str
    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether in office on that day; without a day, whether still in office."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of count. ``factor`` turns it into ``unit``; ``on`` is the contribution that it implies."""

    form: str
    unit: str
    factor: Decimal = Decimal(1)
    on: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def weak(self) -> bool:
        return "weak" in self.notes


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name of several things: the actors it may mean, the one it means where nothing tells otherwise."""

    form: str
    actors: tuple[str, ...]
    default: str | None = None
    start: date | None = None
    end: date | None = None
    unless: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActorForm:
    """A name of an actor as printed. ``role``: name, adjective, people, capital, seat, parliament, forces."""

    form: str
    actor: str
    role: str


def contribution_entry(row: Row) -> Contribution:
    return Contribution(row["id"], row["label"], row["definition"], row.many("unit"), row["cameo"] or None)


def measure_entry(row: Row) -> Measure:
    rule = row["rule"] or None
    if rule is not None:
        try:
            json.loads(rule)
        except (ValueError, RecursionError):
            raise CodebookError(
                f"the rule of {row['id']!r} is not JSON",
                where=row.where,
                remedy='write for example "{""unanimity"": [""G7""]}"',
                names=[row["id"]],
            ) from None
    return Measure(row["id"], row["label"], row["definition"], row["cameo"] or None, rule)


def condition_entry(row: Row) -> ConditionEntry:
    stands_for = None
    if row["stands_for"]:
        actor, colon, on = row["stands_for"].partition(":")
        if not (actor and colon and on):
            raise CodebookError(
                f"stands_for {row['stands_for']!r} is not ACTOR:CONTRIBUTION",
                where=row.where,
                remedy="write for example USA:air_cover",
                names=[row["id"]],
            )
        stands_for = (actor, on)
    return ConditionEntry(row["id"], row["label"], row["definition"], stands_for, row.many("implies"))


def form_entry(row: Row) -> Form:
    kind = _one_of(row, "kind", FORM_KINDS)
    return Form(kind, row["id"], " ".join(row["form"].lower().split()), row.many("note"))


def state_entry(row: Row) -> State:
    return State(
        row["alpha3"],
        row["alpha2"],
        row["name"],
        row.many("names"),
        row.many("adjectives"),
        row.many("people"),
        row.many("capital"),
        row.many("seats"),
        row["region"],
        _one_of(row, "status", STATUSES) if row["status"] else "member",
    )


def group_entry(row: Row) -> Group:
    return Group(
        row["id"],
        row["name"],
        row.many("names"),
        row.many("adjectives"),
        row.many("seats"),
        row["kind"],
        _yes(row, "actor"),
    )


def membership_entry(row: Row) -> Membership:
    return Membership(row["group"], row["actor"], *_dates(row))


def population_entry(row: Row) -> Population:
    counted = _date(row, "counted")
    if counted is None or not PEOPLE.fullmatch(row["people"]):
        raise CodebookError(
            f"no population of {row['actor']!r}: {row['people']!r} counted on {row['counted']!r}",
            where=row.where,
            remedy="write a whole number above 0 and the day of the count, as 83445000 and 2024-01-01",
            names=[row["actor"]],
        )
    return Population(row["actor"], counted, int(row["people"]))


def region_entry(row: Row) -> Region:
    return Region(row["id"], row.many("forms"), row.many("parts"))


def office_entry(row: Row) -> Office:
    kind = _one_of(row, "kind", OFFICE_KINDS)
    return Office(row["title"], kind, _yes(row, "person") if row["person"] else True, row["note"])


def person_entry(row: Row) -> Person:
    return Person(row["name"], row["surname"], row["actor"], row["office"], *_dates(row))


def unit_entry(row: Row) -> Unit:
    try:
        factor = Decimal(row["factor"]) if row["factor"] else Decimal(1)
    except InvalidOperation:
        factor = Decimal("NaN")
    if not (factor.is_finite() and factor > 0):
        raise CodebookError(
            f"factor {row['factor']!r} is not a number above 0",
            where=row.where,
            remedy="write for example 1000",
        )
    notes = tuple(part.strip() for part in row["note"].replace(";", "|").split("|") if part.strip())
    return Unit(row["form"], row["unit"], factor, row["on"] or None, notes)


def ambiguous_entry(row: Row) -> Ambiguous:
    default = row["default"] or None
    return Ambiguous(row["form"], row.many("actors"), default, *_dates(row), row.many("unless"), row["note"])


def _dates(row: Row) -> tuple[date | None, date | None]:
    return _date(row, "from"), _date(row, "to")


def _date(row: Row, column: str) -> date | None:
    cell = row[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CodebookError(
            f"{column} {cell!r} is not a date",
            where=row.where,
            remedy="write it as 2025-03-17, or leave it empty",
        ) from None


def _yes(row: Row, column: str) -> bool:
    return _one_of(row, column, ("yes", "no")) == "yes"


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    if row[column] not in allowed:
        raise CodebookError(
            f"{column} {row[column]!r} is none of {', '.join(allowed)}",
            where=row.where,
            remedy="use one of them as written",
            names=[row[column]],
        )
    return row[column]
