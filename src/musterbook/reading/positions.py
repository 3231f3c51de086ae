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
    read_segment,
    segments,
)
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import Referents


def with_conditions(
    drafts: Sequence[Draft], marked: Sequence[Marked], referents: Referents, codebook: Codebook
) -> list[Draft]:
    """Bind the conditional stretches of each draft's own sentence."""
    found = {m.tree.number: segments(m, codebook) for m in marked}
    return [_bind(draft, found[draft.sentence], referents) for draft in drafts]


def _bind(draft: Draft, stretches: Sequence[Segment], referents: Referents) -> Draft:
    sentence = draft.proposal.sentence
    tree = sentence.tree
    heads = [step.head for step in draft.proposal.chain]
    clause = clause_indices(tree, draft.proposal.outer.head)
    others = {i: r.ids for (n, i), r in referents.items() if n == tree.number}
    conditions = list(draft.conditions)
    for segment in stretches:
        if binds(tree, segment, clause, heads):
            condition = read_segment(sentence, segment, level(draft.stance), others)
            if condition is not None:
                conditions.append(condition)
    return replace(draft, conditions=tuple(conditions))


def excluded_words(marked: Sequence[Marked], codebook: Codebook) -> dict[int, frozenset[int]]:
    """The words inside conditional clauses, where nobody takes a position."""
    return {
        m.tree.number: frozenset(i for s in segments(m, codebook) if s.kind == "clause" for i in s.indices)
        for m in marked
    }


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
        or not two.conditions
        or one.conditions == two.conditions
    )


def _joined(one: Draft, two: Draft) -> Draft:
    return replace(
        one,
        conditions=one.conditions or two.conditions,
        quantity=one.quantity if one.quantity.known else two.quantity,
        because=one.because + tuple(b for b in two.because if b not in one.because),
    )


def finish(drafts: Sequence[Draft], statement_ids: dict[int, str], text: str, said: date | None) -> tuple[Position, ...]:
    """The model's positions in text order; ``statement_ids`` maps id(report) to statement id."""
    ordered = sorted(drafts, key=lambda d: (d.evidence, d.actor, d.on, level(d.stance)))
    return tuple(_position(f"p{k}", draft, statement_ids, text, said) for k, draft in enumerate(ordered, 1))


def _position(name: str, draft: Draft, statement_ids: dict[int, str], text: str, said: date | None) -> Position:
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
        evidence=(draft.evidence,),
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
        confidence=draft.confidence,
        superseded=draft.superseded,
    )


def _words(span: Span, text: str) -> str:
    return span.of(text)


def conditions_of(found: Sequence[FoundCondition]) -> tuple[str, ...]:
    return tuple(leaf for condition in found for leaf, _ in condition.spans)
