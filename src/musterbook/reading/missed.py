"""What was not understood: sentences that name an actor and a word of offering but gave no position."""

from collections.abc import Sequence

from musterbook.model.position import Claim, Problem
from musterbook.reading.attribution import Report
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked

OFFERING = frozenset(("stance", "give", "join", "option", "echo"))


def not_understood(
    text: str,
    marked: Sequence[Marked],
    drafts: Sequence[Draft],
    claims: Sequence[tuple[Claim, Report | None]],
) -> tuple[Problem, ...]:
    """One problem per such sentence, in text order; sentences that gave a claim are understood."""
    read = {draft.sentence for draft in drafts}
    claimed = [claim.evidence[0] for claim, _ in claims]
    return tuple(
        Problem("not_understood", " ".join(sentence.tree.span.of(text).split()), sentence.tree.span)
        for sentence in marked
        if sentence.tree.number not in read
        and _speaks_of_offers(sentence)
        and not any(span.overlaps(sentence.tree.span) for span in claimed)
    )


def _speaks_of_offers(sentence: Marked) -> bool:
    names = any(m.kind != "parliament" for m in sentence.actors) or bool(sentence.persons)
    spoken = any(s.kind != "condition" and not s.weak for s in sentence.subjects)
    return names and spoken and any(hit.cue.role in OFFERING for hit in sentence.cues)
