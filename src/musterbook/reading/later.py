"""Conditions told in another sentence: "much will hang on ...", "three hurdles: ...", "this works only if ...".

A sentence without an offer of its own that speaks of dependence binds the drafts before it, up to three sentences
back, for the actors it speaks of; from "not ruled out" to "pledges" only.
"""

from collections.abc import Sequence
from dataclasses import replace

from musterbook.codebook import Codebook
from musterbook.codebook.ladder import level
from musterbook.reading.conditions import (
    FoundCondition,
    condition_cues,
    join_leaves,
    leaves_in,
    read_segment,
    segments,
)
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import irregular_verbs, noun_forms, verb_forms
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import Referents

REACH = 3
DEPENDING = ("predicate", "noun")


def with_later_sentences(
    drafts: Sequence[Draft], marked: Sequence[Marked], referents: Referents, codebook: Codebook
) -> list[Draft]:
    """Drafts with the conditions of following sentences bound to them."""
    changed = list(drafts)
    for sentence in marked:
        condition = _condition_of(sentence, referents, codebook)
        if condition is None:
            continue
        number = sentence.tree.number
        for k in _bound(changed, number, _actors_in(sentence, referents)):
            known = {leaf for c in changed[k].conditions for leaf, _ in c.spans}
            if not known & {leaf for leaf, _ in condition.spans}:
                changed[k] = replace(changed[k], conditions=(*changed[k].conditions, condition))
    return changed


def _condition_of(sentence: Marked, referents: Referents, codebook: Codebook) -> FoundCondition | None:
    """The condition a sentence states of something said before it."""
    dependence = _dependence(sentence, codebook)
    if dependence is not None:
        return dependence
    if not _points_back(sentence):
        return None
    others = {i: r.ids for (n, i), r in referents.items() if n == sentence.tree.number}
    for segment in segments(sentence, codebook):
        if segment.other and "only" in sentence.tree.lower:
            found = read_segment(sentence, segment, 2, others)
            if found is not None:
                return found
    return None


def _dependence(sentence: Marked, codebook: Codebook) -> FoundCondition | None:
    """A predicate or noun of dependence with a condition in its own clause."""
    tree = sentence.tree
    irregular = irregular_verbs(codebook)
    for cue in condition_cues(codebook):
        if cue.kind not in DEPENDING:
            continue
        forms = verb_forms(cue.words[0], irregular) if cue.kind == "predicate" else noun_forms(cue.words[0])
        for i, word in enumerate(tree.lower):
            if word in forms and tree.lower[i + 1 : i + len(cue.words)] == cue.words[1:]:
                leaves = leaves_in(sentence, _own_clause(sentence, i))
                if leaves:
                    return FoundCondition(join_leaves(tree, leaves), tuple(leaves), cue.rule)
    return None


def _own_clause(sentence: Marked, i: int) -> list[int]:
    """The words of the cue's clause without its adverbial clauses; a noun's list may stand in the whole sentence."""
    tree = sentence.tree
    if tree.upos(i) != "VERB":
        return list(range(len(tree.lower)))
    outside = {k for kid in tree.children(i, "advcl", "parataxis") for k in tree.subtree(kid)}
    return [k for k in tree.subtree(i) if k not in outside]


def _points_back(sentence: Marked) -> bool:
    return bool({"it", "this", "that", "such", "they", "these", "mission"} & set(sentence.tree.lower[:6]))


def _actors_in(sentence: Marked, referents: Referents) -> set[str]:
    number = sentence.tree.number
    return {actor for (n, _), r in referents.items() if n == number for actor in r.ids}


def _bound(drafts: Sequence[Draft], number: int, actors: set[str]) -> list[int]:
    """The drafts of the nearest earlier (or the same) sentence that has some, for the actors spoken of."""
    open_ = [
        k
        for k, d in enumerate(drafts)
        if 0 <= number - d.sentence <= REACH and 0 <= level(d.stance) <= 3
    ]
    mine = [k for k in open_ if drafts[k].actor in actors] or open_
    if not mine:
        return []
    nearest = max(drafts[k].sentence for k in mine)
    return [k for k in mine if drafts[k].sentence == nearest]
