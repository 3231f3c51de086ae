"""What was read in one document: statements, positions, claims, and what was not understood."""

from dataclasses import dataclass

from musterbook.model.document import Document, Statement
from musterbook.model.position import Claim, Position, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole of one document's reading; its JSON is the exchange form (``exchange.reading_json``)."""

    document: Document
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
