"""Two readers of one sentence become one: the rules over the parse and the network.

Where both see a position it keeps the grammar of the rules; the stance is the likeliest in the light of
both. What only the network sees is added where it is sure. What only the rules read stays, unless the network
sees the actor give something else in the same clause: it names things better than the rules do.
"""

from collections.abc import Sequence
from dataclasses import replace

from musterbook.codebook.ladder import LADDER
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.drafts import Draft
from musterbook.reading.stance import STANCES as SPEAKING

SURE = 0.5
VAGUE = 0.9  # how sure the network must be of a contribution of no named kind
BESIDE = 0.7  # ... and of a position beside a surer one of the same actor in the same clause
# How many times likelier the rules' stance becomes: read from a word of will, from a deed, from an open verb.
WORD_OF_WILL, DEED, OPEN = 8.0, 3.0, 1.5


def together(rules: Sequence[Draft], candidates: Sequence[Draft]) -> list[Draft]:
    """The drafts of both, in text order."""
    sure = _sure(candidates, rules)
    kept = [rule for rule in rules if not _better_named(rule, sure)]
    for draft in sure:
        twin = next((k for k, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
    return sorted(kept, key=lambda d: (d.sentence, d.proposal.inner.head))


def _sure(candidates: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """What the network alone may add, and what it only has to confirm."""
    likely = [draft for draft in candidates if draft.confidence >= SURE]
    return [
        draft
        for draft in likely
        if any(_same(rule, draft) for rule in rules)
        or (
            draft.confidence >= (VAGUE if draft.on == "unspecified" else SURE)
            and (draft.confidence >= BESIDE or not _outdone(draft, likely))
        )
    ]


def _outdone(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether the network is surer of another subject of this actor in this clause."""
    return any(
        other.actor == draft.actor
        and other.on != draft.on
        and other.confidence > draft.confidence
        and other.evidence.overlaps(draft.evidence)
        for other in others
    )


def _better_named(rule: Draft, sure: Sequence[Draft]) -> bool:
    """Whether the network sees the actor give something else there, and not what the rule names."""
    there = {d.on for d in sure if d.actor == rule.actor and d.evidence.overlaps(rule.evidence)}
    return bool(there) and rule.on not in there


def _same(one: Draft, two: Draft) -> bool:
    return (one.actor, one.on) == (two.actor, two.on) and one.evidence.overlaps(two.evidence)


def _joined(rule: Draft, model: Draft) -> Draft:
    return replace(
        rule,
        stance=_stance(rule, model),
        because=(*rule.because, *model.because),
        seen=(*rule.seen, *model.seen),
        rungs=model.rungs,
        confidence=max(rule.confidence, model.confidence),
    )


def _stance(rule: Draft, model: Draft) -> str:
    """The network's likelihoods, raised for what the rules read."""
    raised = dict(zip(LADDER, model.rungs, strict=True))
    raised[rule.stance] = max(raised[rule.stance], 0.01) * _weight(rule)
    return max(raised, key=lambda stance: raised[stance])


def _weight(rule: Draft) -> float:
    hits = [step.hit for step in rule.proposal.chain if step.hit is not None]
    if any(hit.cue.role in SPEAKING for hit in hits):
        return WORD_OF_WILL
    return OPEN if hits and hits[0].cue.note == "open" else DEED


def with_seen_conditions(drafts: Sequence[Draft]) -> list[Draft]:
    """The conditions of the network beside those of the rules; the same words are not read twice."""
    return [replace(draft, conditions=(*draft.conditions, *_new(draft))) for draft in drafts]


def _new(draft: Draft) -> list[FoundCondition]:
    known = [(leaf, span) for condition in draft.conditions for leaf, span in condition.spans]
    found: list[FoundCondition] = []
    for condition in draft.seen:
        ((leaf, span),) = condition.spans
        if not any(leaf == other or span.overlaps(where) for other, where in known):
            found.append(condition)
            known.append((leaf, span))
    return found
