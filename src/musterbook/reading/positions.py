"""From drafts to positions: conditions bound, figures linked, repeats merged, changes of mind marked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from musterbook.codebook import Codebook
from musterbook.codebook.ladder import level
from musterbook.model.formula import conjoin
from musterbook.model.position import Because, Position
from musterbook.model.span import Span
from musterbook.reading.clauses import clause_indices
from musterbook.reading.conditions import (
    FoundCondition,
    Segment,
    binds,
    condition_cues,
    join_leaves,
    leaves_in,
    read_segment,
    segments,
)
from musterbook.reading.drafts import Draft, by_sentence
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import Referents, ids_in


def with_conditions(
    drafts: Sequence[Draft], marked: Sequence[Marked], referents: Referents, codebook: Codebook
) -> list[Draft]:
    """Bind the conditional stretches of each draft's own sentence."""
    found = {m.tree.number: segments(m, codebook) for m in marked}
    bound = [_bind(draft, found[draft.sentence], referents, codebook) for draft in drafts]
    return _bind_rest(bound, found, referents)


def _bind_rest(drafts: Sequence[Draft], found: dict[int, list[Segment]], referents: Referents) -> list[Draft]:
    """A strong condition that hangs in no draft's clause ("..., while insisting that ... only with ...")
    goes to the
    nearest drafts before it in its sentence."""
    changed, places = list(drafts), by_sentence(drafts)
    for number, stretches in found.items():
        mine = places.get(number, [])
        for segment in stretches:
            if not segment.other or any(_holds(changed[k], segment) for k in mine):
                continue
            before = [k for k in mine if max(s.head for s in changed[k].proposal.chain) < segment.indices[0]]
            last = max((changed[k].proposal.inner.head for k in before), default=-1)
            for k in before:
                if changed[k].proposal.inner.head == last:
                    changed[k] = _with_segment(changed[k], segment, referents)
    return changed


def _holds(draft: Draft, segment: Segment) -> bool:
    span = draft.proposal.sentence.tree.span_of(list(segment.indices))
    return any(span.overlaps(at) for c in draft.conditions for _, at in c.spans)


def _with_segment(draft: Draft, segment: Segment, referents: Referents) -> Draft:
    sentence = draft.proposal.sentence
    others = _others(draft, referents)
    condition = read_segment(sentence, segment, level(draft.stance), others)
    return draft if condition is None else replace(draft, conditions=(*draft.conditions, condition))


def _bare(draft: Draft, clause: Sequence[int], codebook: Codebook) -> list[FoundCondition]:
    """Conditions that a clause names without a marker: "any operation agreed", "an agreed mission"."""
    if not 0 <= level(draft.stance) <= 3:
        return []
    ids = {" ".join(c.words): c.rule for c in condition_cues(codebook) if c.kind == "bare"}
    sentence = draft.proposal.sentence
    leaves = [pair for pair in leaves_in(sentence, clause) if pair[0] in ids]
    if not leaves:
        return []
    return [FoundCondition(join_leaves(sentence.tree, leaves), tuple(leaves), ids[leaves[0][0]])]


def _purpose(draft: Draft, codebook: Codebook) -> list[FoundCondition]:
    """Troops "to enforce a ceasefire" depend on one."""
    if not 0 <= level(draft.stance) <= 3 or draft.content.kind == "measure" or draft.on == "monitoring":
        return []
    sentence = draft.proposal.sentence
    tree = sentence.tree
    stems = {c.words[0]: c.rule for c in condition_cues(codebook) if c.kind == "purpose"}
    for step in draft.proposal.chain:
        for i in tree.subtree(step.head):
            if tree.lower[i] in stems and i > step.head and tree.upos(i) == "VERB":
                under = [k for kid in tree.children(i, "obj") for k in tree.subtree(kid)]
                leaves = [pair for pair in leaves_in(sentence, under) if pair[0] == "ceasefire"]
                if leaves:
                    return [FoundCondition(join_leaves(tree, leaves), tuple(leaves), stems[tree.lower[i]])]
    return []


def _bind(draft: Draft, stretches: Sequence[Segment], referents: Referents, codebook: Codebook) -> Draft:
    sentence = draft.proposal.sentence
    tree = sentence.tree
    heads = [step.head for step in draft.proposal.chain]
    clause = clause_indices(tree, draft.proposal.outer.head)
    others = _others(draft, referents)
    conditions = [*draft.conditions, *_bare(draft, clause, codebook), *_purpose(draft, codebook)]
    for segment in stretches:
        if binds(tree, segment, clause, heads):
            condition = read_segment(sentence, segment, level(draft.stance), others)
            if condition is not None and not _repeats(conditions, condition):
                conditions.append(condition)
    return replace(draft, conditions=tuple(conditions))


def _others(draft: Draft, referents: Referents) -> dict[int, tuple[str, ...]]:
    """Whom the words of its sentence mean, without the actor itself: nobody waits for himself."""
    found = ids_in(referents, draft.proposal.sentence.tree)
    return {i: others for i, ids in found.items() if (others := tuple(a for a in ids if a != draft.actor))}


def _closed(sentence: Marked, segment: Segment) -> bool:
    """Whether a stretch can hold nobody's position: a conditional clause, or a phrase that states
    conditions."""
    if segment.kind == "clause":
        return True
    return "only" not in segment.rule and (
        segment.other
        or (segment.marker in ("according", "in") and bool(leaves_in(sentence, segment.indices)))
    )


def _repeats(conditions: Sequence[FoundCondition], condition: FoundCondition) -> bool:
    known = {leaf for c in conditions for leaf, _ in c.spans}
    return {leaf for leaf, _ in condition.spans} <= known


def excluded_words(marked: Sequence[Marked], codebook: Codebook) -> dict[int, frozenset[int]]:
    """The words inside conditional clauses, where nobody takes a position."""
    return {
        m.tree.number: frozenset(i for s in segments(m, codebook) if _closed(m, s) for i in s.indices)
        for m in marked
    }


def without_headline(drafts: Sequence[Draft], headline: Span | None) -> list[Draft]:
    """A headline only repeats: its drafts stand where the text says nothing else of the actor."""
    if headline is None:
        return list(drafts)
    told = {d.actor for d in drafts if not d.evidence.overlaps(headline)}
    return [d for d in drafts if not (d.evidence.overlaps(headline) and d.actor in told)]


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """One statement is one position: repeats with the same actor, subject and stance join the first."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((k for k, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
    return kept


def _same(one: Draft, two: Draft) -> bool:
    return (one.actor, one.on, one.stance, one.where) == (two.actor, two.on, two.stance, two.where) and (
        one.evidence.overlaps(two.evidence)
        or one.speaker == two.speaker
        or not (two.conditions or _hardened(one, two))
        or one.conditions == two.conditions
    )


def _hardened(one: Draft, two: Draft) -> bool:
    """First "once we can", then a figure without a condition: two statements."""
    return bool(one.conditions) and two.quantity.known and not one.quantity.known


SPEAKING_ORDER = ("named", "spokesperson", "anonymous", "narrator")


def _joined(one: Draft, two: Draft) -> Draft:
    """The first with what the second adds; the better word of the two is its source."""
    better = min((one, two), key=lambda d: SPEAKING_ORDER.index(d.source_kind))
    return replace(
        one,
        speaker=better.speaker,
        source_kind=better.source_kind,
        report=better.report,
        third_party=one.third_party and two.third_party,
        conditions=(*one.conditions, *(c for c in two.conditions if not _repeats(one.conditions, c))),
        quantity=one.quantity if one.quantity.known else two.quantity,
        caveats=tuple(dict.fromkeys((*one.caveats, *two.caveats))),
        reason=one.reason or two.reason,
        confidence=max(one.confidence, two.confidence),
        because=one.because + tuple(b for b in two.because if b not in one.because),
        further=(
            *one.further,
            *(s for s in (two.evidence, *two.further) if not s.overlaps(one.evidence)),
        ),
    )


def finish(
    drafts: Sequence[Draft], statement_ids: dict[int, str], text: str, said: date | None
) -> tuple[Position, ...]:
    """The model's positions in text order; ``statement_ids`` maps id(report) to statement id."""
    ordered = sorted(drafts, key=lambda d: (d.evidence, d.actor, d.on, level(d.stance)))
    return tuple(_position(f"p{k}", draft, statement_ids, text, said) for k, draft in enumerate(ordered, 1))


def _position(
    name: str, draft: Draft, statement_ids: dict[int, str], text: str, said: date | None
) -> Position:
    formula = conjoin([c.formula for c in draft.conditions])
    because = draft.because + tuple(
        Because(c.rule, span, leaf) for c in draft.conditions for leaf, span in c.spans
    )
    return Position(
        id=name,
        actor=draft.actor,
        actor_text=_words(draft.actor_span, text),
        kind=draft.content.kind,
        on=draft.on,
        stance=draft.stance,
        evidence=(draft.evidence, *draft.further),
        negated=draft.negated,
        quantity=draft.quantity,
        conditions=formula,
        where=draft.where,
        caveats=draft.caveats,
        reason=draft.reason,
        statement=None if draft.report is None else statement_ids.get(id(draft.report)),
        speaker=draft.speaker,
        source_kind=draft.source_kind,
        third_party=draft.third_party,
        said=said,
        because=because,
        confidence=round(draft.confidence, 4),
        superseded=draft.superseded,
    )


def _words(span: Span, text: str) -> str:
    return span.of(text)


def conditions_of(found: Sequence[FoundCondition]) -> tuple[str, ...]:
    return tuple(leaf for condition in found for leaf, _ in condition.spans)
