"""A made-up report on a force for an invented strait, read by hand, and the briefs made of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief as make_brief
from musterbook.desk.sheets import Brief
from musterbook.model.document import Document, Statement
from musterbook.model.formula import Formula, parse_formula
from musterbook.model.position import Claim, Position, Problem, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans
from musterbook.presenting import BriefPage, brief_page

DAY = date(2031, 3, 4)
FRIDAY = date(2031, 3, 7)
TEXT = """Sign up for our harbour letter, every morning in your inbox
More than 20 nations will guard the Strait of Pearls, the port authority forecast on Tuesday.
Portugal, Chile and Kenya are ready to send ground units, each if Washington stands behind them with jets.
Norway and Iceland would also take part as soon as a plan for the mission has been drawn up.
Malta, Cyprus and Austria do not exclude soldiers, given clear rules on the use of force and a mandate.
Peru keeps its battalions at home, because they guard its own frontier. So do the lands along the gulf.
A spokesman for the White House ruled out any help from the air.
Planners spoke of a force of no more than 12,000 men, which could only last with cover from the air.
South Korea promised “help” of some sort.
Taking the frozen funds is favoured by Lisbon if all holders act; Brussels balks at it, Berlin is against.
Staff officers meet in Valletta on Friday. “It will end badly for everyone,” an admiral warned.
Uruguay is weighing the matter of the lighthouse with some in the navy."""


def at(words: str, text: str = TEXT) -> Spans:
    """Where the words stand."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def formula(value: Any) -> Formula | None:
    return None if value is None else parse_formula(value)


def position(actor: str, on: str, stance: str, words: str, conditions: Any = None, **fields: Any) -> Position:
    """A position proved by these words of TEXT; conditions in JSON form."""
    kind = "measure" if on in default_codebook().measures else "contribution"
    text = fields.pop("text", TEXT)
    evidence = fields.pop("evidence", None) or at(words, text)
    made = Position("p", actor, actor, kind, on, stance, evidence, conditions=formula(conditions))
    return replace(made, **fields)


def claim(kind: str, words: str, **fields: Any) -> Claim:
    return Claim("c", kind, fields.pop("what", kind), at(words), **fields)


def reading(
    positions: Sequence[Position] = (),
    claims: Sequence[Claim] = (),
    *,
    text: str = TEXT,
    day: date | None = DAY,
    problems: Sequence[Problem] = (),
    statements: Sequence[Statement] = (),
    **details: Any,
) -> Reading:
    """A reading with its positions and claims numbered as given."""
    return Reading(
        Document(text, published=day, **details),
        tuple(statements),
        tuple(replace(p, id=f"p{n}") for n, p in enumerate(positions, 1)),
        tuple(replace(c, id=f"c{n}") for n, c in enumerate(claims, 1)),
        tuple(problems),
    )


READY = "Portugal, Chile and Kenya are ready to send ground units"
OPEN = "Malta, Cyprus and Austria do not exclude soldiers"


def positions() -> list[Position]:
    """All that TEXT says of who offers what."""
    rules = {"all": ["rules_of_engagement", "legal_basis"]}
    joined = "Norway and Iceland would also take part"
    frontier = {"reason": "they guard its own frontier"}
    return [
        *(position(a, "troops", "offers", READY, "us_backstop") for a in ("PRT", "CHL")),
        position("KEN", "troops", "offers", READY, {"all": ["us_backstop", "ceasefire"]}),
        *(position(a, "troops", "offers", joined, "operation_agreed") for a in ("NOR", "ISL")),
        *(position(a, "troops", "not_ruled_out", OPEN, rules, negated=True) for a in ("MLT", "CYP", "AUT")),
        position("PER", "troops", "withholds", "keeps its battalions at home", **frontier),
        position("GROUP:the lands along the gulf", "troops", "withholds", "So do the lands along the gulf"),
        position(
            "USA",
            "air_cover",
            "refuses",
            "ruled out any help from the air",
            speaker="A spokesman for the White House",
            source_kind="spokesperson",
        ),
        position("KOR", "unspecified", "offers", "South Korea promised “help” of some sort"),
        position("PRT", "asset_seizure", "offers", "is favoured by Lisbon", "multilateral"),
        position("BEL", "asset_seizure", "withholds", "Brussels balks at it"),
        position("DEU", "asset_seizure", "refuses", "Berlin is against"),
    ]


def claims() -> list[Claim]:
    return [
        claim("aggregate", "More than 20 nations", what="members", low=Decimal(21), unit="countries"),
        claim(
            "requirement",
            "a force of no more than 12,000 men, which could only last with cover from the air",
            high=Decimal(12000),
            unit="persons",
            on="troops",
            enablers=("air_cover",),
        ),
        claim("event", "Staff officers meet in Valletta on Friday", from_day=FRIDAY, to_day=FRIDAY),
        claim("warning", "It will end badly for everyone"),
    ]


def full_reading(**details: Any) -> Reading:
    """TEXT as a careful reader would read it."""
    forecast = Statement(
        "s1",
        at("the port authority"),
        at("forecast"),
        at("More than 20 nations will guard the Strait of Pearls"),
        speaker="the port authority",
        source_kind="spokesperson",
    )
    dark = at("Uruguay is weighing the matter of the lighthouse with some in the navy.")[0]
    return reading(
        positions(),
        claims(),
        problems=(
            Problem("not_understood", dark.of(TEXT), dark),
            Problem("encoding", "not UTF-8; read as cp1252"),
        ),
        statements=(forecast,),
        boilerplate=at("Sign up for our harbour letter, every morning in your inbox"),
        **{"title": "A force for the strait", "outlet": "The Harbour Post", **details},
    )


def brief_of(*made: Position, claims: Sequence[Claim] = (), **options: Any) -> Brief:
    """The brief of a few positions."""
    return make_brief(reading(made, claims), **options)


def full_brief(**options: Any) -> Brief:
    return make_brief(full_reading(), **options)


def page_of(brief: Brief) -> BriefPage:
    return brief_page(brief, default_codebook())


def figures(
    low: int | None, high: int | None = None, unit: str = "persons", words: str | None = None
) -> Quantity:
    return Quantity(
        None if low is None else Decimal(low), None if high is None else Decimal(high), unit, words
    )
