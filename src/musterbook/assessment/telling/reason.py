"""One step of an explanation, and the tree that such steps make."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.telling.prose import Prose
from musterbook.model.situation import Evidence

SENTENCES = "sentences"
REASONS = "reasons"
GIVEN = "given"
SUPPOSED = "supposed"
UNKNOWN = "unknown"
SILENCE = "silence"
NOTHING = "no sentence"
COMPUTED = "computed"
"""What a step rests on: its own evidence; the steps below it; the situation as given; a supposition, or a
change taken to be made; nothing, for it is unknown; the silence of an actor; a position without a sentence;
arithmetic over the whole answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """The smallest worlds gone through in which something holds and fails, over what it depends on."""

    holds: dict[str, bool]
    fails: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step: ``holds`` is None where it depends on what is unknown, or where a cell has no truth.

    ``kind`` says what ``id`` is. ``see``: told in full at the nearest step before with this kind and id.
    ``round``: when it became active. ``more``: how many children were left off.
    """

    kind: str
    id: str
    holds: bool | None
    why: Prose
    evidence: tuple[Evidence, ...] = ()
    children: tuple["Reason", ...] = ()
    rests: str = REASONS
    see: str | None = None
    round: int | None = None
    example: Example | None = None
    more: int = 0

    @property
    def rests_on(self) -> str:
        if self.evidence and self.rests in (REASONS, NOTHING):
            return SENTENCES
        alone = not self.children and self.see is None and not self.more
        return COMPUTED if alone and self.rests == REASONS else self.rests

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "id": self.id,
            "holds": self.holds,
            "why": self.why.text,
            "evidence": [
                {"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in self.evidence
            ],
            "children": [child.to_json() for child in self.children],
            "kind": self.kind,
            "rests_on": self.rests_on,
        }
        return body | self._further()

    def _further(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.why.about:
            found["about"] = [list(place) for place in self.why.about]
        if self.see is not None:
            found["see"] = self.see
        if self.round is not None:
            found["round"] = self.round
        if self.example is not None:
            found["example"] = {"holds": self.example.holds, "fails": self.example.fails}
        if self.more:
            found["more"] = self.more
        return found


@dataclass(frozen=True, slots=True)
class ExplainAnswer:
    """``cap`` names what was left off, None where everything was told."""

    tree: Reason
    cap: str | None = None

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"tree": self.tree.to_json()}
        return body if self.cap is None else body | {"cap": self.cap}


def steps(reason: Reason) -> Iterator[Reason]:
    """The step and all below it, in the order of reading."""
    todo = [reason]
    while todo:
        step = todo.pop()
        yield step
        todo.extend(reversed(step.children))
