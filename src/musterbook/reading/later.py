"""Conditions told in another sentence: "it all turns on ...", "two conditions: ...", "this works only if
...".

A sentence without an offer of its own that speaks of dependence binds the drafts before it, up to three
sentences back, for the actors it speaks of; from "not ruled out" to "pledges" only.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.codebook.ladder import level
from musterbook.reading.conditions import (
    ConditionCue,
    FoundCondition,
    condition_cues,
    join_leaves,
    leaves_in,
    read_segment,
    segments,
)
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import irregular_verbs, noun_forms, verb_forms, word_set
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import Referents, ids_in

REACH = 3
DEPENDING = ("predicate", "noun")
THE_SAME = ("the", "same")
TERMS = word_set("condition conditions terms basis proviso provisos footing understanding")
CASES = (("in", "that", "case"), ("in", "that", "event"))


def with_later_sentences(
    drafts: Sequence[Draft], marked: Sequence[Marked], referents: Referents, codebook: Codebook
) -> list[Draft]:
    """Drafts with the conditions of following sentences bound to them."""
    changed = list(drafts)
    spoken = {draft.sentence for draft in drafts}
    for sentence in marked:
        number = sentence.tree.number
        condition = _condition_of(sentence, referents, codebook, alone=number not in spoken)
        if condition is None:
            continue
        if any(_has(d, condition) for d in changed if d.sentence == number):
            continue
        for k in _meant(_bound(changed, number, _actors_in(sentence, referents)), changed, sentence):
            known = {leaf for c in changed[k].conditions for leaf, _ in c.spans}
            if not known & {leaf for leaf, _ in condition.spans}:
                changed[k] = replace(changed[k], conditions=(*changed[k].conditions, condition))
    return _on_the_same_terms(_with_frames(changed, marked, codebook))


def _on_the_same_terms(drafts: Sequence[Draft]) -> list[Draft]:
    """``On the same conditions``, ``in that case``: those of the position told before it."""
    changed = list(drafts)
    for k, draft in enumerate(changed):
        if draft.conditions or not _points_back(draft):
            continue
        before = [d for d in changed[:k] if d.conditions and draft.sentence - d.sentence <= REACH]
        if before:
            changed[k] = replace(draft, conditions=before[-1].conditions)
    return changed


def _points_back(draft: Draft) -> bool:
    tree = draft.proposal.sentence.tree
    said = [tree.lower[k : k + 3] for k in range(len(tree.lower))]
    return any(
        words in CASES or (words[:2] == THE_SAME and words[2:3] and words[2] in TERMS) for words in said
    )


def _meant(bound: list[int], drafts: Sequence[Draft], sentence: Marked) -> list[int]:
    """``this last option``, ``the latter``: of several things just named only the last."""
    if not bound or not {"last", "latter"} & set(sentence.tree.lower[:8]):
        return bound
    end = max(drafts[k].proposal.inner.head for k in bound)
    return [k for k in bound if drafts[k].proposal.inner.head == end]


def _has(draft: Draft, condition: FoundCondition) -> bool:
    mine = {leaf for c in draft.conditions for leaf, _ in c.spans}
    return bool(mine & {leaf for leaf, _ in condition.spans})


def _with_frames(drafts: Sequence[Draft], marked: Sequence[Marked], codebook: Codebook) -> list[Draft]:
    """``If the other side rejects a truce, we have more cards``: a case put first frames the measures named
    after it."""
    changed = list(drafts)
    read = {d.sentence for d in drafts}
    for sentence in marked:
        if sentence.tree.number in read:
            continue
        for segment in segments(sentence, codebook):
            found = read_segment(sentence, segment, 2, {}) if segment.kind == "clause" else None
            if found is None or found.spans[0][0] != "adversary_refusal":
                continue
            for k, draft in enumerate(changed):
                after = 0 < draft.sentence - sentence.tree.number <= REACH
                if after and draft.content.kind == "measure" and 0 <= level(draft.stance) <= 3:
                    changed[k] = replace(draft, conditions=(*draft.conditions, found))
    return changed


def _condition_of(
    sentence: Marked, referents: Referents, codebook: Codebook, *, alone: bool
) -> FoundCondition | None:
    """The condition a sentence states of something said before it."""
    dependence = _dependence(sentence, codebook) or (
        _last_word(sentence) if alone or ";" in sentence.tree.lower else None
    )
    if dependence is not None:
        return dependence
    others = ids_in(referents, sentence.tree)
    for segment in segments(sentence, codebook):
        if segment.other and "only" in sentence.tree.lower and _of_the_mission(sentence, segment.attach):
            found = read_segment(sentence, segment, 2, others)
            if found is not None:
                return found
    return None


@lru_cache(maxsize=4)
def _depending(codebook: Codebook) -> tuple[tuple[ConditionCue, frozenset[str]], ...]:
    """The predicates and nouns of dependence, each with the forms of its first word."""
    irregular = irregular_verbs(codebook)
    return tuple(
        (
            cue,
            frozenset(
                verb_forms(cue.words[0], irregular) if cue.kind == "predicate" else noun_forms(cue.words[0])
            ),
        )
        for cue in condition_cues(codebook)
        if cue.kind in DEPENDING
    )


def _dependence(sentence: Marked, codebook: Codebook) -> FoundCondition | None:
    """A predicate or noun of dependence with a condition in its own clause."""
    tree = sentence.tree
    there = set(tree.lower)
    for cue, forms in _depending(codebook):
        if there.isdisjoint(forms):
            continue
        for i, word in enumerate(tree.lower):
            if word in forms and tree.lower[i + 1 : i + len(cue.words)] == cue.words[1:]:
                leaves = leaves_in(sentence, _own_clause(sentence, i))
                if cue.note == "points-back" and not _should_be(sentence, i):
                    continue
                if leaves:
                    return FoundCondition(join_leaves(tree, leaves), tuple(leaves), cue.rule)
    return None


DECIDERS = ("parliament_approval", "cabinet_decision")
COMING = frozenset(("will", "would", "must", "has", "have", "'ll", "shall", "needs"))


def _last_word(sentence: Marked) -> FoundCondition | None:
    """``Parliament will have the last word``: a decision still to come by those who must agree."""
    tree = sentence.tree
    if not COMING & set(tree.lower):
        return None
    subjects = [k for i in range(len(tree.lower)) if tree.base_rel(i) == "nsubj" for k in tree.subtree(i)]
    deciding = [s for s in sentence.subjects if s.on in DECIDERS and set(s.indices) & set(subjects)]
    deciding_names = [m for m in sentence.actors if m.kind == "parliament" and m.indices[0] in subjects]
    if not deciding and not deciding_names:
        return None
    leaves = [pair for pair in leaves_in(sentence, range(len(tree.lower))) if pair[0] in DECIDERS]
    return FoundCondition(join_leaves(tree, leaves), tuple(leaves), "last-word") if leaves else None


def _should_be(sentence: Marked, i: int) -> bool:
    """``such a step must be multilateral``: the subject of the copula points back."""
    tree = sentence.tree
    return _of_the_mission(sentence, tree.head(i) if tree.upos(i) == "AUX" else i)


def _own_clause(sentence: Marked, i: int) -> list[int]:
    """The words of the cue's clause without its adverbial clauses; a noun's list may stand in the whole
    sentence."""
    tree = sentence.tree
    if tree.upos(i) == "AUX":
        return tree.subtree(tree.head(i)) if tree.head(i) >= 0 else [i]
    if tree.upos(i) != "VERB":
        return list(range(len(tree.lower)))
    outside = {k for kid in tree.children(i, "advcl", "parataxis") for k in tree.subtree(kid)}
    return [k for k in tree.subtree(i) if k not in outside]


BACK = word_set(
    """
    it this that such they these those mission force forces troops soldiers deployment operation
    contingent step option measure move participation contribution offer
    """
)


def _of_the_mission(sentence: Marked, verb: int) -> bool:
    """Whether a clause is about what was offered: its subject points back or names the mission."""
    tree = sentence.tree
    subject = tree.child(verb, "nsubj", "nsubj:pass") if verb >= 0 else None
    return subject is not None and bool(
        BACK & {tree.lower[subject], *(tree.lower[k] for k in tree.kids[subject])}
    )


def _actors_in(sentence: Marked, referents: Referents) -> set[str]:
    """Whom a sentence speaks of; a state in the name of a condition ("an American backstop") is not meant."""
    named = {i for s in sentence.subjects if s.kind == "condition" for i in s.indices}
    meant = ids_in(referents, sentence.tree)
    return {actor for i, ids in meant.items() if i not in named for actor in ids}


def _bound(drafts: Sequence[Draft], number: int, actors: set[str]) -> list[int]:
    """The drafts of the nearest earlier (or the same) sentence that has some, for the actors spoken of."""
    open_ = [
        k for k, d in enumerate(drafts) if 0 <= number - d.sentence <= REACH and 0 <= level(d.stance) <= 3
    ]
    mine = [k for k in open_ if drafts[k].actor in actors]
    if not actors:
        mine = [k for k in open_ if drafts[k].on != "unspecified"]
    if not mine:
        return []
    nearest = max(drafts[k].sentence for k in mine)
    return [k for k in mine if drafts[k].sentence == nearest]
