"""What a chain of predicates is about: contributions or measures among its objects, one per coordinated
phrase.

Explicit words decide; an object that only points back ("it", "do so", "taking part") takes the topic, the
subject last spoken of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from musterbook.reading.clauses import marker
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import CONDITIONAL, Proposal
from musterbook.reading.subjects import SubjectMention
from musterbook.reading.tree import Tree

GENERIC = frozenset(
    ("troops", "equipment", "naval", "air", "funding", "unspecified", "police", "engineering")
)
SUBJECT_KINDS = ("contribution", "measure")
CAUSAL = frozenset(("because", "since", "although", "though", "while", "whereas", "so", "given"))
COUNTED = frozenset(("things", "items", "points", "measures", "steps", "contributions", "ways", "forms"))
OTHERS = ("iobj", "obl", "xcomp", "ccomp", "nmod", "acl", "compound", "advcl", "amod", "advmod")
OTHERWISE = frozenset(("other", "another", "further", "any"))


@dataclass(frozen=True, slots=True)
class Content:
    """One thing spoken of; ``indices`` are the words of its phrase, empty where the topic was taken over."""

    kind: str
    on: str
    indices: tuple[int, ...]
    head: int | None
    weak: bool
    rule: str


def contents(proposal: Proposal, excluded: frozenset[int]) -> list[Content]:
    """The explicit subjects of a proposal, without the words of conditions (``excluded``)."""
    sentence, inner = proposal.sentence, proposal.inner
    covering = _covering(sentence, inner.head)
    if covering is not None:
        return [covering]
    by_verb = _verb_subject(proposal)
    if by_verb is not None:
        return [by_verb]
    listed = _listed(proposal, excluded)
    if listed:
        return listed
    for roots in _root_groups(proposal):
        found = _of_roots(sentence, roots, excluded)
        if found:
            return found
    return _own_words(sentence, inner.head)


def _verb_subject(proposal: Proposal) -> Content | None:
    """``train``, ``host``, ``airlift`` say themselves what is given."""
    hit = proposal.inner.hit
    if hit is None or not hit.cue.note.startswith("on:"):
        return None
    tree = proposal.sentence.tree
    return Content(
        "contribution", hit.cue.note[3:], tuple(tree.subtree(hit.head)), hit.head, False, hit.cue.rule
    )


def _listed(proposal: Proposal, excluded: frozenset[int]) -> list[Content]:
    """``offers three things: jets, ships to clear mines and courses``: the items behind the colon."""
    sentence, tree = proposal.sentence, proposal.sentence.tree
    counted = [k for k in tree.children(proposal.inner.head, "obj") if tree.lower[k] in COUNTED]
    colon = next((k + 1 for k in counted if tree.lower[k + 1 : k + 2] == (":",)), None)
    if colon is None:
        return []
    found: list[Content] = []
    for item in _items(tree, colon + 1):
        best = _item(sentence, set(item) - excluded)
        if best is not None and all(best.on != other.on for other in found):
            found.append(Content(best.kind, best.on, item, best.head, best.weak, f"form:{best.on}"))
    return found


def _items(tree: Tree, start: int) -> list[tuple[int, ...]]:
    """The words from ``start`` on, cut at commas, semicolons and "and"."""
    items: list[list[int]] = [[]]
    for k in range(start, len(tree.lower)):
        if tree.lower[k] in (",", ";", "and"):
            items.append([])
        else:
            items[-1].append(k)
    return [tuple(item) for item in items if item]


def _item(sentence: Marked, inside: set[int]) -> SubjectMention | None:
    """What an item of a list names: a use before a thing, a firm form before a weak one."""
    hits = [s for s in sentence.subjects if s.kind in SUBJECT_KINDS and set(s.indices) <= inside]
    ranked = sorted(hits, key=lambda s: (s.weak, s.on in GENERIC, s.indices))
    return ranked[0] if ranked else None


def _own_words(sentence: Marked, i: int) -> list[Content]:
    """A weak form on the predicate itself that still says which kind: "stand behind"."""
    mentions = [m for m in sentence.subjects_at(i, "contribution") if m.on != "unspecified"]
    return [_content(sentence.tree, mentions[0], i)] if mentions else []


def _covering(sentence: Marked, i: int) -> Content | None:
    """A form that names deed and thing at once: "opens its airfields", "sweep mines"."""
    mentions = [m for m in sentence.subjects_at(i, *SUBJECT_KINDS) if not m.weak and len(m.indices) > 1]
    return _content(sentence.tree, mentions[0], i) if mentions else None


def _root_groups(proposal: Proposal) -> list[list[int]]:
    """Where to look, best place first: objects, then obliques and complements, then the subject itself."""
    tree, head = proposal.sentence.tree, proposal.inner.head
    role = proposal.inner.hit.cue.role if proposal.inner.hit is not None else "stance"
    passive = proposal.inner.features.passive
    objects = tree.children(head, "obj", "nsubj:pass" if passive else "obj")
    others = [k for k in tree.children(head, *OTHERS) if not _causal(tree, k)]
    subjects = tree.children(head, "nsubj", "csubj", "nsubj:pass")
    if _is_open(proposal):
        return [objects]
    if role == "come":
        led = [k for step in proposal.chain[1:] for k in tree.children(step.head, "obj")]
        moved = [k for k in others if not _place_only(proposal.sentence, k)]
        return [subjects, led, moved] if hedged(proposal) else [subjects, led]
    if role == "option":
        return [subjects, objects, others]
    over = [s.head for s in proposal.chain[1:]]
    above = [k for s in over for k in tree.children(s, "obj") if k != head]
    subject_phrase = subjects if passive or not objects else []
    return [objects, others, above, subject_phrase]


def _place_only(sentence: Marked, i: int) -> bool:
    """``would come under Chilean command``: where somebody goes is not what he brings."""
    on = {m.on for m in sentence.subjects if m.kind == "contribution" and m.head in sentence.tree.subtree(i)}
    return bool(on & {"command", "basing", "funding", "equipment"})


def _is_open(proposal: Proposal) -> bool:
    hit = proposal.inner.hit
    return hit is not None and hit.cue.note == "open"


def _causal(tree: Tree, i: int) -> bool:
    """Clauses of reason, time and condition say nothing of what is given."""
    return tree.base_rel(i) == "advcl" and marker(tree, i) in CONDITIONAL | CAUSAL


def hedged(proposal: Proposal) -> bool:
    """Whether a motion verb is denied or in some mood: "would go", "will not serve"."""
    return (
        any(s.features.negated or s.features.modal is not None for s in proposal.chain)
        or len(proposal.chain) > 1
    )


def _of_roots(sentence: Marked, roots: Sequence[int], excluded: frozenset[int]) -> list[Content]:
    found: list[Content] = []
    for root in roots:
        for part in sentence.tree.conjuncts(root):
            best = _best_in(sentence, part, excluded)
            if best is not None and all(best.on != other.on for other in found):
                found.append(best)
    strong = [c for c in found if not c.weak]
    return [c for c in strong if not _remainder(sentence.tree, c, strong)] or found[:1]


def _remainder(tree: Tree, content: Content, found: Sequence[Content]) -> bool:
    """``Air cover or any other help``: what is named beside it is meant."""
    vague = content.on == "unspecified" and any(other.on != "unspecified" for other in found)
    return vague and bool(OTHERWISE & {tree.lower[k] for k in content.indices})


def _best_in(sentence: Marked, part: int, excluded: frozenset[int]) -> Content | None:
    """The subject of one coordinated phrase: nearest to its head, a specific use before a generic thing."""
    tree = sentence.tree
    phrase = _phrase(tree, part)
    inside = set(phrase) - excluded
    hits = [s for s in sentence.subjects if s.kind in SUBJECT_KINDS and set(s.indices) <= inside]
    if not hits:
        return None
    strong = [s for s in hits if not s.weak] or hits
    ranked = sorted(strong, key=lambda s: (_depth(tree, s.head, part), -len(s.indices), s.indices))
    best = ranked[0]
    if best.on in GENERIC:
        best = next(
            (s for s in ranked[1:] if s.on not in GENERIC and _used_for(tree, s.head, best.head)), best
        )
    return _content(tree, best, part)


def _used_for(tree: Tree, inner: int, outer: int) -> bool:
    """Whether ``inner`` stands in a purpose of ``outer``: "divers to sweep mines"."""
    for node in [inner, *tree.ancestors(inner)]:
        if node == outer:
            return False
        if tree.base_rel(node) in ("acl", "advcl") and tree.head(node) == outer:
            return True
    return False


def _phrase(tree: Tree, part: int) -> list[int]:
    """A coordinated phrase without the phrases coordinated with it."""
    outside = {k for kid in tree.children(part, "conj") for k in tree.subtree(kid)}
    return [k for k in tree.subtree(part) if k not in outside]


def _depth(tree: Tree, node: int, top: int) -> int:
    depth = 0
    while node != top and tree.head(node) >= 0:
        node = tree.head(node)
        depth += 1
    return depth


def _content(tree: Tree, mention: SubjectMention, part: int) -> Content:
    return Content(
        mention.kind, mention.on, tuple(_phrase(tree, part)), part, mention.weak, f"form:{mention.on}"
    )
