"""A no for the time being, and a no for the sake of one's own defence: both are withholding, not refusing.

The patterns stand in the table ``limits``: time limits are looked for in the clause itself, the reason of
home or allied defence also in the sentence after it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.clauses import clause_indices
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.tree import Tree

HOME_REASON = "home defence"


@lru_cache(maxsize=4)
def limit_patterns(codebook: Codebook) -> dict[str, tuple[tuple[str, ...], ...]]:
    """kind -> patterns as words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in codebook.rows("limits"):
        found.setdefault(row["kind"], []).append(tuple(row["pattern"].split()))
    return {kind: tuple(rows) for kind, rows in found.items()}


def with_limits(
    drafts: Sequence[Draft], marked: Sequence[Marked], codebook: Codebook, published: date | None = None
) -> list[Draft]:
    """Drafts whose refusal is limited in time, or reserved for home, on the rung ``withholds``."""
    patterns = limit_patterns(codebook)
    return [
        _limited(draft, marked, patterns)
        for draft in drafts
        if not _history(draft, patterns["history"], published)
    ]


def _history(draft: Draft, patterns: Sequence[tuple[str, ...]], published: date | None) -> bool:
    """Deployments to other missions long ago are no positions."""
    if draft.stance != "deployed":
        return False
    tree = draft.proposal.sentence.tree
    clause = set(clause_indices(tree, draft.proposal.outer.head))
    return any(k in clause for k in find(tree, patterns)) or any(
        _in_a_past_year(tree, k, published) for k in clause
    )


def _in_a_past_year(tree: Tree, i: int, published: date | None) -> bool:
    """``in 2021``: a year before that of publication, not "since 2021"."""
    word = tree.lower[i]
    if published is None or len(word) != 4 or not word.isdecimal() or i == 0 or tree.lower[i - 1] != "in":
        return False
    return 1900 <= int(word) < published.year


def _limited(
    draft: Draft, marked: Sequence[Marked], patterns: dict[str, tuple[tuple[str, ...], ...]]
) -> Draft:
    if draft.stance == "considers":
        return _in_reserve(draft, patterns.get("reserve", ()))
    if draft.stance not in ("refuses", "not_ruled_out", "withholds") or draft.content.kind == "measure":
        return _time_limited(draft, patterns["time"])
    home = _home_reason(draft, marked, patterns["home"])
    if home is not None and (draft.negated or draft.stance == "refuses"):
        because = (*draft.because, Because("home-defence", home, "withholds"))
        return replace(draft, stance="withholds", reason=HOME_REASON, because=because)
    return _time_limited(draft, patterns["time"])


def _in_reserve(draft: Draft, patterns: Sequence[tuple[str, ...]]) -> Draft:
    """``Another battalion can be called up if needed``: kept open for a need, not thought about now."""
    tree = draft.proposal.sentence.tree
    inside = tree.indices_in(draft.evidence)
    at = next((k for k in find(tree, patterns) if {k, k - 1, k - 2} & set(inside)), None)
    if at is None or "can" not in {tree.lower[k] for k in inside if k < at}:
        return draft
    because = (*draft.because, Because("reserve", tree.span_of([at]), "not_ruled_out"))
    return replace(draft, stance="not_ruled_out", because=because)


def _time_limited(draft: Draft, patterns: Sequence[tuple[str, ...]]) -> Draft:
    if draft.stance != "refuses":
        return draft
    tree = draft.proposal.sentence.tree
    clause = set(clause_indices(tree, draft.proposal.outer.head))
    heads = [step.head for step in draft.proposal.chain]
    near = [k for k in find(tree, patterns) if k in clause or any(abs(k - h) <= 4 for h in heads)]
    at = near[0] if near else None
    if at is None:
        return draft
    span = tree.span_of([at])
    return replace(
        draft, stance="withholds", because=(*draft.because, Because("time-limit", span, "withholds"))
    )


def _home_reason(draft: Draft, marked: Sequence[Marked], patterns: Sequence[tuple[str, ...]]) -> Span | None:
    for number in (draft.sentence, draft.sentence + 1):
        if number >= len(marked) or (number > draft.sentence and not _goes_on(marked[number], draft.actor)):
            continue
        tree = marked[number].tree
        at = next((k for k in find(tree, patterns) if not office_of_defence(tree, k)), None)
        if at is not None:
            return tree.span_of([at, min(at + 1, len(tree.lower) - 1)])
    return None


def office_of_defence(tree: Tree, i: int) -> bool:
    """``his own defence minister`` is no reason."""
    return bool({"minister", "ministry", "secretary", "chief"} & set(tree.lower[i : i + 4]))


def _goes_on(sentence: Marked, actor: str) -> bool:
    """Whether a sentence speaks of the same actor: it points back, and opens with no other state."""
    words = set(sentence.tree.lower[:8])
    back = words & {"their", "they", "these", "those", "its", "it", "his", "her", "our", "we", "he", "she"}
    others = [m for m in sentence.actors if m.indices[0] < 6 and m.actor != actor and m.kind == "name"]
    return bool(back) and not others


def with_past(drafts: Sequence[Draft], codebook: Codebook) -> list[Draft]:
    """Mark as superseded what is told as past and overturned by the same actor in the same text (rule 2)."""
    patterns = limit_patterns(codebook)["past"]
    past = [k for k, d in enumerate(drafts) if _told_as_past(d, patterns)]
    changed = list(drafts)
    for k in past:
        if any(_overturns(other, drafts[k]) for j, other in enumerate(drafts) if j not in past):
            changed[k] = replace(drafts[k], superseded=True)
    return changed


def _told_as_past(draft: Draft, patterns: Sequence[tuple[str, ...]]) -> bool:
    if draft.stance == "deployed":
        return False
    tree = draft.proposal.sentence.tree
    clause = clause_indices(tree, draft.proposal.outer.head)
    near = range(min(clause) - 4, max(clause) + 1)
    return any(k in near for k in find(tree, patterns))


def _overturns(new: Draft, old: Draft) -> bool:
    return (new.actor, new.on) == (old.actor, old.on) and new.stance != old.stance


def find(tree: Tree, patterns: Sequence[tuple[str, ...]]) -> list[int]:
    """Where patterns start in a sentence, in text order."""
    there = set(tree.lower)
    return sorted(
        i
        for pattern in patterns
        if pattern[0] in there
        for i in range(len(tree.lower))
        if tree.lower[i : i + len(pattern)] == pattern
    )
