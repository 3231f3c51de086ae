"""Two whole stories and four worked situations, shipped: what doctests, tutorial and examples speak of.

A story has documents, the positions a person reads in them, the situation, and answers: ``coalition`` is an
article in the manner of a wire report about a force that only goes with an American backstop, ``relief`` a
pledging round told in two reports. Their places (Velmora, Tarsk, Orlanda) and persons are invented. A worked
situation is a real case built by hand from public facts, which stand beside it as a text of our own.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from musterbook.errors import InputError
from musterbook.model.document import Document

NAMES = ("coalition", "relief")
SITUATIONS = ("bonn_1978", "frozen_assets", "march_2025", "paris_2016")


@dataclass(frozen=True, slots=True)
class Story:
    """A story. ``positions`` holds per document rows (actor, on, stance, conditions, low, high, unit);
    ``situation`` is the JSON value for the engine; ``answers`` hold question, options and answer.
    """

    name: str
    documents: tuple[Document, ...]
    positions: tuple[tuple[tuple[Any, ...], ...], ...]
    situation: dict[str, Any]
    answers: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A party to the climate convention (ISO 3166-1 alpha-3) as Article 21 of the Paris Agreement counts it.

    ``emissions`` in gigagrams of carbon dioxide equivalent and ``percent`` of the world's as printed by the
    secretariat, to two digits (None: it lists none); ``deposited`` the day of its instrument (None: by the
    end of September 2017 it had none).
    """

    party: str
    emissions: int | None
    percent: Decimal | None
    deposited: date | None


def story(name: str) -> Story:
    """One of NAMES; raises InputError for another.

    >>> from musterbook import examples
    >>> examples.story("coalition").documents[0].published.isoformat()
    '2027-05-12'
    """
    _check_name(name, NAMES)
    return _load(name)


def situation(name: str) -> dict[str, Any]:
    """One of SITUATIONS as a JSON value of your own, to ask about and to change; raises InputError.

    >>> from musterbook import ask, examples
    >>> len(ask("closure", examples.situation("bonn_1978")).knot)
    8
    """
    _check_name(name, SITUATIONS)
    value: dict[str, Any] = json.loads(_text(name, f"{name}.json"))
    return value


def facts(name: str) -> str:
    """The text that the evidence of one of SITUATIONS points into; raises InputError.

    >>> from musterbook import examples
    >>> examples.facts("march_2025").splitlines()[0]
    'Written for Musterbook as a neutral summary of public facts. Nothing here is a quotation.'
    """
    _check_name(name, SITUATIONS)
    return _text(name, "facts.txt")


def shares() -> tuple[Share, ...]:
    """Every party of the Paris example with its emissions and the day of its instrument, in listed order.

    >>> from musterbook import examples
    >>> [(s.party, str(s.percent)) for s in examples.shares() if s.emissions and s.emissions > 5_000_000]
    [('CHN', '20.09'), ('USA', '17.89')]
    """
    return tuple(_share(row) for row in csv.DictReader(_text("paris_2016", "shares.csv").splitlines()))


def _share(row: dict[str, str]) -> Share:
    return Share(
        row["party"],
        int(row["emissions"]) if row["emissions"] else None,
        Decimal(row["share"]) if row["share"] else None,
        date.fromisoformat(row["deposited"]) if row["deposited"] else None,
    )


def _check_name(name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise InputError(f"there is no example {name!r}", remedy=f"take one of {', '.join(names)}")


def _text(folder: str, file: str) -> str:
    return (files("musterbook.examples") / folder / file).read_text("utf-8")


@lru_cache(maxsize=2)
def _load(name: str) -> Story:
    folder = files("musterbook.examples") / name
    value = json.loads((folder / "story.json").read_text("utf-8"))
    documents = tuple(
        Document(
            (folder / entry["file"]).read_text("utf-8"),
            outlet=entry["outlet"],
            published=date.fromisoformat(entry["published"]),
        )
        for entry in value["documents"]
    )
    positions = tuple(tuple(tuple(row) for row in entry["positions"]) for entry in value["documents"])
    return Story(name, documents, positions, value["situation"], tuple(value["answers"]))
