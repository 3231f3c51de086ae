"""Positions in the making: everything known of one, still tied to its sentence and tree.

The steps of the pipeline take drafts and give drafts; only ``positions.finish`` turns them into the
model's values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from musterbook.model.position import Because, Quantity
from musterbook.model.span import Span
from musterbook.reading.attribution import Report
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.content import Content
from musterbook.reading.proposals import Proposal

NO_FIGURE = Quantity()


@dataclass(frozen=True, slots=True)
class Draft:
    """A position with its grammar. ``sentence`` is the sentence number, ``evidence`` the clause's span."""

    sentence: int
    proposal: Proposal
    actor: str
    actor_span: Span
    content: Content
    stance: str
    evidence: Span
    negated: bool
    report: Report | None
    speaker: str | None
    source_kind: str
    third_party: bool
    because: tuple[Because, ...]
    quantity: Quantity = NO_FIGURE
    conditions: tuple[FoundCondition, ...] = field(default=())
    where: str | None = None
    caveats: tuple[str, ...] = ()
    reason: str | None = None
    superseded: bool = False
    confidence: float = 0.8
    further: tuple[Span, ...] = ()
    seen: tuple[FoundCondition, ...] = ()  # conditions that the network binds, weighed after the rules' own
    named: float = 0.0  # the network's likelihood that its subject is meant
    rungs: tuple[float, ...] = ()  # the network's likelihood of each stance, from refuses to deployed

    @property
    def seen_only(self) -> bool:
        """Whether the network alone sees it: no cue of the codebook stands behind it."""
        hit = self.proposal.inner.hit
        return hit is not None and hit.cue.note == "model"

    @property
    def on(self) -> str:
        return self.content.on


def by_sentence(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """Sentence number -> where its drafts stand among all."""
    places: dict[int, list[int]] = {}
    for k, draft in enumerate(drafts):
        places.setdefault(draft.sentence, []).append(k)
    return places
