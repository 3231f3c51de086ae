"""Two readers of one sentence become one: the rules over the parse and the network.

Where both see a position it keeps the grammar of the rules; the stance is the likeliest in the light of
both. What one of them sees alone stays where its likelihood (``weighing``) is high enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from musterbook.codebook.ladder import LADDER
from musterbook.model.formula import Leaf
from musterbook.model.span import Span
from musterbook.reading.conditions import FoundCondition
from musterbook.reading.drafts import Draft
from musterbook.reading.lexicon import CueHit
from musterbook.reading.stance import STANCES as SPEAKING
from musterbook.reading.weighing import Candidate, candidates, grounds, likelihood

# The likelihood from which a candidate is a position: what a cue of the codebook stands behind needs less
# than what the network sees alone.
KEPT = {"both": 0.3, "rule": 0.3, "net": 0.55}
FIRM = 0.55  # ... and the network must be so sure of its rung
NAMED = 0.86  # the likelihood from which the network's name for a condition replaces the words of it
# How many times likelier the rules' stance becomes, by what they read it from.
SAID = 10.0  # ... and its rung, by a cue of the codebook among the words that the network alone sees
TRUST = {"word of will": 100.0, "deed": 30.0, "open verb": 1.5}


def together(rules: Sequence[Draft], seen: Sequence[Draft]) -> list[Draft]:
    """The drafts of both that are likely enough, in text order; their confidence is that likelihood."""
    found = candidates(rules, seen)
    drafts = [replace(fused(one), confidence=likelihood(one)) for one in found]
    stands = [_stands(one, draft.confidence) for one, draft in zip(found, drafts, strict=True)]
    firm = [draft for draft, stood in zip(drafts, stands, strict=True) if stood]
    said = {_word(draft) for draft in firm}
    kept = [
        draft
        for one, draft, stood in zip(found, drafts, stands, strict=True)
        if stood or (one.rule is not None and (_word(draft) in said or _beside(draft, firm)))
    ]
    return sorted(_in_step(kept), key=lambda d: (d.sentence, d.proposal.inner.head))


def _in_step(drafts: Sequence[Draft]) -> list[Draft]:
    """``Canada gave the most, then the United States``: one verb says the same of all that hangs on it."""
    read = _alike([draft for draft in drafts if not draft.seen_only])
    told = {(d.sentence, d.proposal.inner.head, d.on): d.stance for d in read}
    seen = [replace(d, stance=_of_its_verb(d, told)) for d in drafts if d.seen_only]
    return [*read, *seen]


def _alike(drafts: Sequence[Draft]) -> list[Draft]:
    """What the rules read of one actor in one chain of verbs has one rung: that of the surest."""
    surest: dict[tuple[int, str], Draft] = {}
    for draft in drafts:
        key = id(draft.proposal), draft.actor
        surest[key] = max(surest.get(key, draft), draft, key=lambda d: d.confidence)
    return [replace(d, stance=surest[id(d.proposal), d.actor].stance) for d in drafts]


def _of_its_verb(draft: Draft, told: Mapping[tuple[int, int, str], str]) -> str:
    hit = draft.proposal.inner.hit
    words = () if hit is None else hit.indices
    found = [told[key] for i in words if (key := (draft.sentence, i, draft.on)) in told]
    return found[0] if found else draft.stance


def _word(draft: Draft) -> tuple[str, str, str]:
    """Said once, it is likely to be said again: a repeat is more proof, not one more position."""
    return draft.actor, draft.on, draft.stance


def _beside(draft: Draft, firm: Sequence[Draft]) -> bool:
    """``Logistics and intelligence``: what is named in one breath with something certain, of one verb."""
    tree, head = draft.proposal.sentence.tree, draft.content.head
    return head is not None and any(
        head in tree.conjuncts(other.content.head) or other.content.head in tree.conjuncts(head)
        for other in firm
        if other.proposal is draft.proposal and other.actor == draft.actor and other.content.head is not None
    )


def _stands(one: Candidate, share: float) -> bool:
    firm = one.rule is not None or one.model is None or max(one.model.rungs) >= FIRM
    return firm and share >= KEPT[one.case]


def fused(candidate: Candidate) -> Draft:
    """The draft of the one reader, or of both."""
    if candidate.model is None:
        return candidate.draft
    if candidate.rule is None:
        return _looked_up(candidate.model)
    return _joined(candidate.rule, candidate.model)


def _looked_up(model: Draft) -> Draft:
    """What the network alone sees, its rung raised for what the codebook says of the words that show it."""
    if model.proposal.inner.features.negated:
        return model
    times = {c.cue.stance: TRUST["word of will"] if _judges(c) else SAID for c in _shown(model)}
    return replace(model, stance=_raised(model, times)) if len(times) == 1 and None not in times else model


def _shown(model: Draft) -> list[CueHit]:
    """The phrases that stand in its clause, else the cues among the words that show its stance."""
    sentence, hit = model.proposal.sentence, model.proposal.inner.hit
    words = set() if hit is None else set(hit.indices)
    inside = set(sentence.tree.indices_in(model.evidence))
    speaking = [cue for cue in sentence.cues if cue.cue.role in SPEAKING]
    phrases = [cue for cue in speaking if _judges(cue) and set(cue.indices) <= inside]
    return phrases or [cue for cue in speaking if words & set(cue.indices)]


def _judges(cue: CueHit) -> bool:
    """``Off the table``, ``in the wrong direction``: phrases that mean nothing else."""
    return cue.cue.part == "phrase" and cue.cue.role == "option"


def _joined(rule: Draft, model: Draft) -> Draft:
    return replace(
        rule,
        stance=_stance(rule, model),
        because=(*rule.because, *model.because),
        seen=(*rule.seen, *model.seen),
        rungs=model.rungs,
        further=() if rule.evidence.overlaps(model.evidence) else (model.evidence,),
    )


def _stance(rule: Draft, model: Draft) -> str:
    """The network's likelihoods, raised for what the rules read."""
    return _raised(model, {rule.stance: TRUST[grounds(rule)]})


def _raised(model: Draft, times: Mapping[str | None, float]) -> str:
    """The likeliest rung, some of them so many times likelier than the network says."""
    found = dict(zip(LADDER, model.rungs, strict=True))
    for stance, more in times.items():
        found[str(stance)] = max(found[str(stance)], 0.01) * more
    return max(found, key=lambda stance: found[stance])


def with_seen_conditions(drafts: Sequence[Draft]) -> list[Draft]:
    """The conditions of the network beside those of the rules; the same words are not read twice."""
    told = [_named(draft) for draft in drafts]
    return [replace(d, conditions=(*own, *_new(own, d.seen))) for d, own in zip(drafts, told, strict=True)]


def _named(draft: Draft) -> list[FoundCondition]:
    """The conditions of the rules; where they only have the words, the network may know their name."""
    return [next((_as(c, one) for one in draft.seen if _names(one, c)), c) for c in draft.conditions]


def _names(seen: FoundCondition, told: FoundCondition) -> bool:
    """Whether the network names what the rules left in its own words, or took for somebody's joining."""
    (leaf, span), (own, where) = seen.spans[0], told.spans[0]
    vague = len(told.spans) == 1 and own.startswith(("other:", "joins:"))
    sure = seen.likelihood >= NAMED and not leaf.startswith("other:")
    return vague and sure and span.overlaps(where) and own != leaf


def _as(told: FoundCondition, seen: FoundCondition) -> FoundCondition:
    leaf, (_, where) = seen.spans[0][0], told.spans[0]
    return FoundCondition(Leaf(leaf), ((leaf, where),), seen.rule)


def _new(told: Sequence[FoundCondition], seen: Sequence[FoundCondition]) -> list[FoundCondition]:
    known = [(leaf, span) for condition in told for leaf, span in condition.spans]
    clauses = [condition.clause for condition in told if condition.clause is not None]
    clauses += [span for one in seen for leaf, span in one.spans if not leaf.startswith("other:")]
    found: list[FoundCondition] = []
    for condition in seen:
        ((leaf, span),) = condition.spans
        if leaf.startswith("other:") and _scrap(span, clauses):
            continue
        if not any(leaf == other or span.overlaps(where) for other, where in known):
            found.append(condition)
            known.append((leaf, span))
    return found


def _scrap(span: Span, clauses: Sequence[Span]) -> bool:
    """Whether words without a name touch a condition that is known already: they belong to it."""
    return any(span.start <= clause.end + 1 and clause.start <= span.end + 1 for clause in clauses)
