"""The values of laying a muster out as a situation: its trail, and what was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from musterbook.book.entries import ClaimEntry, Entry
from musterbook.model.formula import Formula
from musterbook.model.situation import Situation
from musterbook.muster.roll import Standing


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the situation takes for granted: of which ``kind``, ``about`` whom or what, in ``text``."""

    kind: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something said that the situation cannot hold, kept with its words and its source."""

    kind: str
    about: str
    text: str
    words: str
    source: Entry | ClaimEntry


@dataclass(frozen=True, slots=True)
class Trail:
    """Where each part of the situation comes from (rule 15), by its id.

    ``measures`` is keyed by (measure, actor); ``circumstances`` names the offers whose conditions use it.
    """

    offers: Mapping[str, Standing] = field(default_factory=dict)
    lines: Mapping[str, tuple[ClaimEntry, ...]] = field(default_factory=dict)
    measures: Mapping[tuple[str, str], Standing] = field(default_factory=dict)
    circumstances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Laid:
    """A situation laid out from a muster. ``target`` is the given target as laid, or None."""

    situation: Situation
    trail: Trail
    assumptions: tuple[Assumption, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    target: Formula | None = None
