"""A small made-up world for the tests of the book and the muster: a force for an invented strait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from musterbook.model.document import Document, Statement
from musterbook.model.formula import All, Formula, Leaf, parse_formula
from musterbook.model.position import Because, Claim, Position, Problem, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span

MARCH = date(2031, 3, 1)
NOON = datetime(2031, 3, 2, 12, tzinfo=UTC)
TEXT = (
    "Lisbon said it was ready to send 400 soldiers to the strait once the guns are silent. "
    "A minister put the force at up to 6,000 men, with ships to carry it."
)


def at(words: str, text: str = TEXT) -> tuple[Span, ...]:
    """Where the words stand in the text."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def position(actor: str = "PRT", on: str = "troops", stance: str = "offers", **fields: Any) -> Position:
    """A position with evidence at the start of any text; ``conditions`` may be given in JSON form."""
    conditions = fields.pop("conditions", None)
    kind = fields.pop("kind", "contribution")
    evidence = fields.pop("evidence", (Span(0, 6),))
    made = Position(fields.pop("id", "p1"), actor, actor, kind, on, stance, evidence)
    return replace(made, conditions=formula(conditions), **fields)


def formula(value: Any) -> Formula | None:
    return None if value is None else parse_formula(value)


def figure(low: str | None, high: str | None = None, unit: str | None = "persons") -> Quantity:
    return Quantity(None if low is None else Decimal(low), None if high is None else Decimal(high), unit)


def claim(kind: str = "requirement", what: str = "troops", **fields: Any) -> Claim:
    return Claim(fields.pop("id", "c1"), kind, what, fields.pop("evidence", (Span(0, 6),)), **fields)


def reading(
    *positions: Position,
    text: str = TEXT,
    day: date | None = MARCH,
    claims: Sequence[Claim] = (),
    statements: Sequence[Statement] = (),
    **details: Any,
) -> Reading:
    """A reading of a document of that day; positions are numbered in the order given."""
    numbered = tuple(replace(p, id=f"p{i}") for i, p in enumerate(positions, 1))
    named = tuple(replace(c, id=f"c{i}") for i, c in enumerate(claims, 1))
    return Reading(Document(text, published=day, **details), tuple(statements), numbered, named)


def word(
    actor: str, stance: str, day: date | None = MARCH, *, text: str | None = None, **fields: Any
) -> Reading:
    """One document with one position, in words of its own."""
    made = position(actor, fields.pop("on", "troops"), stance, **fields)
    said = f"{actor} {stance} {made.on} {made.where or ''} {made.source_kind} {made.conditions} {day}."
    return reading(made, text=text or said, day=day)


def full_reading() -> Reading:
    """A reading that uses every field of the exchange form."""
    document = Document(
        TEXT,
        "A force for the strait",
        "The Harbour Post",
        "https://harbour.example/1",
        MARCH,
        "en",
        at("with ships to carry it"),
        "text/html",
    )
    statement = Statement(
        "s1", at("Lisbon"), at("said"), at("it was ready"), "Lisbon", "PRT", "spokesperson", date(2031, 2, 28)
    )
    offer = Position(
        id="p1",
        actor="PRT",
        actor_text="Lisbon",
        kind="contribution",
        on="troops",
        stance="offers",
        evidence=(*at("ready to send 400 soldiers"), *at("once the guns are silent")),
        negated=True,
        quantity=Quantity(Decimal("400"), Decimal("400.5"), "persons", "400 soldiers"),
        conditions=All((Leaf("ceasefire"), Leaf("other:a harbour"))),
        where="neighbouring",
        caveats=("not in a combat role",),
        reason="old ties",
        statement="s1",
        speaker="a spokeswoman",
        source_kind="spokesperson",
        third_party=True,
        said=date(2031, 2, 28),
        because=(Because("ready-to", at("ready to")[0], "offers"),),
        confidence=0.87654321,
        superseded=True,
        members=("PRT", "ESP"),
    )
    need = Claim(
        "c1",
        "requirement",
        "troops",
        at("up to 6,000 men"),
        None,
        Decimal("6000"),
        "persons",
        "troops",
        ("naval",),
        "s1",
        date(2031, 4, 1),
        date(2031, 4, 30),
    )
    problem = Problem("sentence", "too long to be read", at("A minister")[0])
    return Reading(document, (statement,), (offer,), (need,), (problem, Problem("file", "mended")))
