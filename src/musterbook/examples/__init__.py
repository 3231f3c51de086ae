"""Two whole stories, shipped: documents, the positions a person reads in them, the situation, and answers.

``coalition`` is an article in the manner of a wire report about a force that only goes with an American
backstop; ``relief`` a pledging round told in two reports. Doctests and tutorials speak of this world: its
places (Velmora, Tarsk, Orlanda) and persons are invented.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from musterbook.errors import InputError
from musterbook.model.document import Document

NAMES = ("coalition", "relief")


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


def story(name: str) -> Story:
    """One of NAMES; raises InputError for another.

    >>> from musterbook import examples
    >>> examples.story("coalition").documents[0].published.isoformat()
    '2027-05-12'
    """
    if name not in NAMES:
        raise InputError(f"there is no example {name!r}", remedy=f"take one of {', '.join(NAMES)}")
    return _load(name)


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
