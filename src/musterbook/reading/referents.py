"""Whom a noun phrase means: states, a person who speaks for one, an office, anonymous officials, or nobody.

Phrases are resolved in text order, so that a pronoun, "his country" or "the ministry" finds the nearest
fitting phrase before it. The table that comes out is read by every later step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from musterbook.codebook import Codebook
from musterbook.model.span import Span
from musterbook.reading.groups import group_phrase, inside_border
from musterbook.reading.mentions import Marked
from musterbook.reading.offices import office, person, speaker_noun
from musterbook.reading.phrases import (
    NEUTER,
    SINGULAR_PERSON,
    Focus,
    Referent,
    WordTables,
    core,
    is_subject,
    modifiers,
    possessor,
    span_text,
    word_tables,
)
from musterbook.reading.tree import Tree

Referents = dict[tuple[int, int], Referent]


SPEAKING_FIRST = frozenset(("we", "our", "us", "i", "my", "ours", "ourselves"))
PLURAL = frozenset(("they", "their", "them", "both", "theirs", "themselves", "these", "those"))
COUNTS = {
    "two": 2,
    "both": 2,
    "either": 2,
    "neither": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
}
COUNTERS = frozenset((*COUNTS, "all"))
DIRECT = ("name", "people", "capital", "group", "adjective", "forces")


def resolve_all(marked: Sequence[Marked], codebook: Codebook) -> Referents:
    """(sentence, token) -> referent for every noun phrase head that means somebody."""
    table: Referents = {}
    focus = Focus()
    words = word_tables(codebook)
    for sentence in marked:
        for i in range(len(sentence.tree.tokens)):
            if not _nominal(sentence.tree, i):
                continue
            referent = _resolve(sentence, i, focus, words)
            if referent is not None:
                table[(sentence.tree.number, i)] = referent
                focus.note(sentence.tree.number, is_subject(sentence.tree, i), referent)
    return table


def ids_in(referents: Referents, tree: Tree) -> dict[int, tuple[str, ...]]:
    """Token of one sentence -> the actors that it means."""
    keys = ((tree.number, i) for i in range(len(tree.tokens)))
    return {key[1]: referents[key].ids for key in keys if key in referents}


def _nominal(tree: Tree, i: int) -> bool:
    return tree.upos(i) in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")


def _resolve(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    tree = sentence.tree
    if (tree.upos(i) in ("PRON", "DET") and i not in sentence.persons) or _counting_back(tree, i):
        return _pronoun(tree, i, focus)
    own = _own(sentence, i, focus, words)
    if own is None and inside_border(sentence, i):
        own = Referent()
    if own is None or tree.base_rel(i) == "conj":
        return own
    return _with_conjuncts(sentence, i, own, focus, words)


def _with_conjuncts(sentence: Marked, i: int, own: Referent, focus: Focus, words: WordTables) -> Referent:
    """Chile and Peru: the phrase of the first conjunct stands for all."""
    actors = [*_listed_before(sentence, i), *own.actors]
    for other in sentence.tree.conjuncts(i)[1:]:
        if any(sentence.tree.lower[k] == "not" for k in sentence.tree.kids[other]):
            continue
        more = _own(sentence, other, focus, words)
        if more is not None and not more.blocked:
            actors.extend(pair for pair in more.actors if pair[0] not in {a for a, _ in actors})
    return replace(own, actors=tuple(actors))


def _listed_before(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """``New Zealand, Chile and Peru``: list items that the parse left outside the coordination."""
    tree = sentence.tree
    found: list[tuple[str, Span]] = []
    if not tree.children(i, "conj"):
        return []
    at = min(core(tree, i))
    while at >= 2 and tree.lower[at - 1] == ",":
        mention = sentence.actor_at(at - 2)
        if mention is None or mention.kind == "person" or tree.head(mention.head) == i:
            break
        found.insert(0, (mention.actor, tree.span_of(list(mention.indices))))
        at = mention.indices[0]
        if at >= 1 and tree.lower[at - 1] == "the":
            at -= 1
    return found


def _own(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    for rule in (person, group_phrase, _direct, office, speaker_noun, _owned, _body):
        found = rule(sentence, i, focus, words)
        if found is not None:
            return found
    return None


def _direct(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    mention = sentence.actor_at(i)
    if mention is None or mention.head != i or inside_border(sentence, i):
        return None
    tree = sentence.tree
    if tree.base_rel(i) in ("amod", "compound", "flat") or mention.kind == "parliament":
        return None
    if mention.kind == "people" and _some_of_them(tree, i):
        return None
    span = tree.span_of(list(mention.indices))
    if mention.kind == "seat":
        return Referent(((mention.actor, span),), span_text(tree, mention.indices), "spokesperson")
    if mention.kind in DIRECT:
        return Referent(((mention.actor, span),))
    return None


CHAMBERS = frozenset(
    (
        "parliament",
        "lawmakers",
        "deputies",
        "senate",
        "congress",
        "assembly",
        "mps",
        "legislature",
        "opposition",
        "voters",
    )
)


PARTS = frozenset(("percent", "%", "majority", "half", "third", "two-thirds"))
SHARES = PARTS | {"quarter", "cent"}


def _some_of_them(tree: Tree, i: int) -> bool:
    """``most Danes``, ``61 per cent of Americans``: people in a poll, not a government."""
    near = {tree.lower[k] for k in tree.kids[i]} | {tree.lower[max(tree.head(i), 0)]}
    return bool(near & (PARTS | {"most", "many", "some", "few"}))


def _owned(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    """Danish soldiers, Lima's share, his country, the country."""
    tree = sentence.tree
    states = modifiers(sentence, i)
    if states and tree.lower[i] in CHAMBERS | SHARES:
        return Referent((), span_text(tree, core(tree, i)), "named", blocked=True)
    if states and tree.upos(i) in ("NOUN", "PROPN"):
        return Referent(tuple(dict(states).items()))
    mine = possessor(sentence, i, focus)
    if mine is not None and tree.upos(i) == "NOUN":
        return Referent(((mine, tree.span_of([i])),))
    if tree.lower[i] not in ("country", "nation", "state", "government", "capital", "republic", "kingdom"):
        return None
    owner = possessor(sentence, i, focus)
    if owner is None and any(tree.lower[k] == "the" for k in tree.children(i, "det")):
        last = focus.last(tree.number, {"single": True})
        owner = last.ids[0] if last is not None else None
    return Referent(((owner, tree.span_of([i])),)) if owner else None


def _body(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    """``the alliance``, ``the organisation``: the one of the kind that the text spoke of last."""
    tree = sentence.tree
    called = words.bodies.get(tree.lower[i])
    if called is None or not any(tree.lower[k] in ("the", "this") for k in tree.children(i, "det")):
        return None
    if any(tree.base_rel(k) in ("amod", "compound", "nmod", "acl") for k in tree.kids[i]):
        return None
    found = focus.body(called)
    return None if found is None else Referent(((found, tree.span_of([i])),))


def _counting_back(tree: Tree, i: int) -> bool:
    """``all three warned``, ``the two agreed``: a number that stands alone as subject."""
    alone = not any(tree.base_rel(k) in ("nmod", "amod", "obl") for k in tree.kids[i])
    return tree.lower[i] in COUNTERS and is_subject(tree, i) and alone


def _pronoun(tree: Tree, i: int, focus: Focus) -> Referent | None:
    word = tree.lower[i]
    span = tree.span_of([i])
    if word in ("whose", "who", "which"):
        return focus.seen[-1][2] if focus.seen and focus.seen[-1][0] == tree.number else None
    if word in SPEAKING_FIRST:
        return Referent(first=True)
    wanted: Mapping[str, bool] | None = None
    if word in SINGULAR_PERSON:
        wanted = {"person": True}
    elif word in PLURAL or word in COUNTERS:
        wanted = {"plural": True}
    elif word in NEUTER:
        wanted = {"single": True, "person": False}
    if wanted is None:
        return None
    last = focus.last(tree.number, wanted)
    if word in COUNTS and (last is None or len(set(last.ids)) != COUNTS[word]):
        last = focus.last_several(tree.number, COUNTS[word]) or last
    if last is None and word in NEUTER:
        last = focus.last(tree.number, {"single": True})
    if last is None:
        return None
    return replace(last, actors=tuple((actor, span) for actor, _ in last.actors), group=None)


__all__ = ["Referent", "Referents", "resolve_all", "span_text"]
