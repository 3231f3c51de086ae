"""Where a position binds: in the theatre, beside it, or outside - only if its own clause says so.

The theatre is the state most often named as a place that gives little itself. A phrase of place counts for
a draft if it hangs in its chain of predicates or in the phrase of what is given; a phrase under another noun
("the war in ...") or in another clause says nothing of it. The words stand in the table ``places``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.codebook.ladder import level
from musterbook.model.position import Because
from musterbook.reading.cuewords import matches
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import word_set
from musterbook.reading.mentions import Marked
from musterbook.reading.stance import ACTS
from musterbook.reading.tree import Tree
from musterbook.reading.whereabouts import FIXED, TOWNS, Place, PlaceWords, place_words, places_in

COUNTED = ("name", "capital", "adjective", "people")
HANGING = frozenset(("obl", "nmod", "advmod", "conj", "acl", "advcl", "xcomp", "root", "obj"))
INSTEAD = frozenset(("not", "n't", "never", "nor", "than", "instead", "except", "but"))
REACH = 2
LEAD = 0.8
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday yesterday today")


Places = dict[int, list[Place]]  # by sentence


def places_of(marked: Sequence[Marked], codebook: Codebook) -> Places:
    """The phrases of place of every sentence."""
    table = place_words(codebook)
    return {m.tree.number: places_in(m, table) for m in marked}


def with_places(
    drafts: Sequence[Draft], places: Places, theatre: str | None, codebook: Codebook
) -> list[Draft]:
    """The drafts, with ``where`` filled if their own clause binds them to one place."""
    if theatre is None:
        return list(drafts)
    table, known = place_words(codebook), _looked_up(places, theatre)
    return [_placed(draft, known[draft.sentence], theatre, table, codebook) for draft in drafts]


# The theatre


def theatre_of(
    drafts: Sequence[Draft],
    marked: Sequence[Marked],
    places: Places,
    codebook: Codebook,
) -> str | None:
    """The state most often named, as a place above all: a host of the table ``parties``, or one named as a
    place more often than it gives. None where a second one is named nearly as often."""
    found = [p for phrases in places.values() for p in phrases if p.state in codebook.states]
    placed = Counter(p.state for p in found if p.state is not None and p.kind != "capital")
    named = _mentions(marked, codebook)
    gives = Counter(d.actor for d in drafts if level(d.stance) > 0)
    hosts = {s for s in played(codebook, "host") if placed[s] + named[s] > 1}
    others = {s for s, n in placed.items() if n > max(1, gives[s])} - played(codebook, "adversary")
    return _first({s: 2 * placed[s] + named[s] for s in hosts | others})


def _first(scores: dict[str, int]) -> str | None:
    """The highest score, None where a second one comes near it."""
    ranked = sorted(scores, key=lambda s: -scores[s])
    if len(ranked) > 1 and LEAD * scores[ranked[0]] < scores[ranked[1]]:
        return None
    return ranked[0] if ranked else None


def _mentions(marked: Sequence[Marked], codebook: Codebook) -> Counter[str]:
    """How often each state is named, by its parts too."""
    table = place_words(codebook)
    named = Counter(m.actor for sentence in marked for m in sentence.actors if m.kind in COUNTED)
    named.update(table.parts[pattern] for s in marked for _, pattern in matches(s.tree, table.of("part")))
    return named


@lru_cache(maxsize=8)
def played(codebook: Codebook, role: str) -> frozenset[str]:
    """The states that the table ``parties`` names in a role."""
    names = {row["name"].lower() for row in codebook.rows("parties") if row["role"] == role}
    states = {f.actor for f in codebook.actor_forms(("name",)) if f.form.lower() in names}
    towns = {state for part, state in place_words(codebook).parts.items() if " ".join(part) in names}
    return frozenset((states | towns) & set(codebook.states))


def _looked_up(places: dict[int, list[Place]], theatre: str) -> dict[int, list[Place]]:
    """The places with what points back resolved to the place named last before it, else the theatre."""
    known: dict[int, list[Place]] = {}
    last: tuple[int, str] | None = None
    for number, found in sorted(places.items()):
        known[number] = []
        for place in found:
            if place.kind in ("back", "there"):
                near = last if last is not None and number - last[0] < REACH else None
                state = near[1] if near else theatre if place.kind == "back" else None
                place = replace(place, state=state)
            elif place.state is not None:
                last = (number, place.state)
            known[number].append(place)
    return known


# What binds a draft


def _placed(
    draft: Draft, places: Sequence[Place], theatre: str, table: PlaceWords, codebook: Codebook
) -> Draft:
    if draft.content.kind == "measure" or (draft.on,) in table.of("unplaced"):
        return draft
    tree = draft.proposal.sentence.tree
    found: dict[str, Place] = {}
    for place in places:
        where = _side_of(draft, place, theatre, codebook)
        if where is not None and not denied(tree, place) and hangs(draft, place, table):
            found.setdefault(where, place)
    if len(found) != 1:
        return draft
    ((where, place),) = found.items()
    because = Because(f"place-{place.side}", tree.span_of([place.first, place.last]), "where")
    return replace(draft, where=where, because=(*draft.because, because))


def _side_of(draft: Draft, place: Place, theatre: str, codebook: Codebook) -> str | None:
    """On which side of the theatre's border a phrase lies; a no is bound only in or beside the theatre."""
    where = _by_kind(place, theatre, codebook)
    return None if where == "outside" and level(draft.stance) < 0 else where


def _by_kind(place: Place, theatre: str, codebook: Codebook) -> str | None:
    if place.side in FIXED:
        return "outside" if place.side == "home" else place.side
    if place.state == theatre:
        return _about_theatre(place)
    if place.side not in ("at", "enter", "to") or place.kind in TOWNS or place.state not in codebook.states:
        return None
    return "neighbouring" if place.state in codebook.neighbours(theatre) else "outside"


def _about_theatre(place: Place) -> str | None:
    """In it, next to it or outside it; going *to* it is what every offer means and binds to nothing."""
    if place.side == "beside":
        return "in_theatre" if place.kind in TOWNS else "neighbouring"
    return {"at": "in_theatre", "enter": "in_theatre", "beyond": "outside"}.get(place.side)


def denied(tree: Tree, place: Place) -> bool:
    """``but not in Poland``, ``rather than in Poland``: a no to that very place."""
    return place.side != "enter" and place.first > 0 and tree.lower[place.first - 1] in INSTEAD


def hangs(draft: Draft, place: Place, table: PlaceWords) -> bool:
    """Whether a phrase belongs to what the draft's predicates govern, or to the phrase of what is given."""
    tree, heads, given = draft.proposal.sentence.tree, governing(draft), _given(draft)
    top = _first_of(tree, place.top)
    if tree.base_rel(top) not in HANGING:
        return False
    for node in tree.ancestors(top):
        if node == draft.content.head and node not in heads:
            return place.kind != "capital" or not _dated(tree, place)
        if _governs(tree, node, heads, place):
            return _moves(draft, node, place)
        if node in heads or not (node in given or _passes(tree, node, heads, table)):
            return False
    return False


def _first_of(tree: Tree, i: int) -> int:
    """The first of several joined nouns: of "in Germany and in Poland" the one that hangs in the clause."""
    while tree.base_rel(i) == "conj" and tree.upos(tree.head(i)) in ("NOUN", "PROPN"):
        i = tree.head(i)
    return i


def _given(draft: Draft) -> set[int]:
    """The nouns of what is given, under which a place may stand."""
    sentence = draft.proposal.sentence
    inside = set(draft.content.indices)
    return {s.head for s in sentence.subjects if s.kind == "contribution" and s.head in inside}


def _dated(tree: Tree, place: Place) -> bool:
    """``in Kyiv on Thursday``: where and when it was said."""
    return bool(DAYS & set(tree.lower[place.last + 1 : place.last + 3]))


def governing(draft: Draft) -> set[int]:
    """The predicates of the chain, and those between them and what is given ("ready to *send* troops")."""
    tree, heads = draft.proposal.sentence.tree, {step.head for step in draft.proposal.chain}
    between: set[int] = set()
    for node in () if draft.content.head is None else tree.ancestors(draft.content.head):
        if node in heads:
            return heads | between
        between.add(node)
    return heads


def governed(draft: Draft, node: int) -> bool:
    """Whether the nearest predicate from a token upwards is one of the draft's, or its phrase is what is
    given."""
    tree, heads = draft.proposal.sentence.tree, governing(draft)
    for above in (node, *tree.ancestors(node)):
        if above in heads or above == draft.content.head:
            return True
        if tree.upos(above) in ("VERB", "AUX"):
            return False
    return False


def _governs(tree: Tree, node: int, heads: set[int], place: Place) -> bool:
    """Whether a verb has the phrase behind it: its own, or the last of several verbs before the phrase."""
    later = [k for k in tree.children(node, "conj") if k < place.first and tree.upos(k) == "VERB"]
    if node not in heads:
        return any(k in heads for k in later)
    return node <= place.first and all(_shares(tree, k) for k in later)


def _passes(tree: Tree, node: int, heads: set[int], table: PlaceWords) -> bool:
    """Forces, areas and borders may stand between; so may a second verb that shares its place with the
    first."""
    if tree.lower[node] in table.between:
        return True
    return tree.base_rel(node) == "conj" and tree.head(node) in heads and _shares(tree, node)


def _shares(tree: Tree, verb: int) -> bool:
    """``would monitor and train outside the country``: the first verb has nothing of its own behind it."""
    first = tree.head(verb)
    own = tree.children(first, "obj", "obl", "xcomp", "ccomp")
    return tree.child(verb, "nsubj", "nsubj:pass") is None and not [k for k in own if first < k < verb]


def _moves(draft: Draft, node: int, place: Place) -> bool:
    """Whether a verb takes a thing somewhere: a promise made in a capital is not kept there."""
    steps = [s for s in draft.proposal.chain if s.head == node and s.hit is not None]
    acts = all(s.hit is not None and s.hit.cue.role in ACTS for s in steps)
    return place.kind != "capital" or (acts and not _dated(draft.proposal.sentence.tree, place))
