"""Candidate positions: a chain of predicates with somebody who acts and something spoken of.

For each inner predicate the chain climbs through infinitives, gerunds, nouns ("readiness to send") and
options ("sending troops is out of the question") to the outermost cue that has the same subject. What a
conditional clause or a purpose says is nobody's position and is left to other steps.
"""

from dataclasses import dataclass, replace

from musterbook.reading.clauses import Features, agent_of, features, left_neighbour, marker, subject_of
from musterbook.reading.inflect import word_set
from musterbook.reading.lexicon import Cue, CueHit
from musterbook.reading.mentions import Marked
from musterbook.reading.stance import ACTS, STANCES, Step
from musterbook.reading.tree import Tree

CONDITIONAL = word_set(
    """
    if unless once provided providing should when whenever until till after before as whether
    assuming than lest
    """
)
INNER_ROLES = ACTS | STANCES | {"echo"}
CLIMB = frozenset(
    ("xcomp", "acl", "obj", "obl", "nmod", "csubj", "csubj:pass", "ccomp", "nsubj", "nsubj:pass", "advcl")
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A chain in one sentence, inner first; ``subject`` is the token of who acts, None where nobody is
    named."""

    sentence: Marked
    chain: tuple[Step, ...]
    subject: int | None
    agentless: bool

    @property
    def inner(self) -> Step:
        return self.chain[0]

    @property
    def outer(self) -> Step:
        return self.chain[-1]


OPEN = Cue("open-verb", (), "verb", "give", None, None, "open")


def open_verbs(sentence: Marked, saying: frozenset[str]) -> list[CueHit]:
    """Verbs that no table knows and that open no report: what they do with a contribution counts as giving
    it."""
    tree = sentence.tree
    known = {i for hit in sentence.cues for i in hit.indices}
    return [
        CueHit(OPEN, i, (i,), _tag_by_shape(tree, i))
        for i, word in enumerate(tree.lower)
        if tree.upos(i) == "VERB"
        and i not in known
        and word not in saying
        and tree.child(i, "aux:pass", "nsubj:pass") is None
        and not any(
            _cue_noun(sentence, k) or tree.lower[k] in ("that", "which") for k in tree.children(i, "obj")
        )
    ]


def proposals(
    sentence: Marked, saying: frozenset[str] = frozenset(), excluded: frozenset[int] = frozenset()
) -> list[Proposal]:
    """The chains of a sentence; a cue that is the outer step of another chain starts none of its own."""
    hits = [hit for hit in sentence.cues if hit.cue.role in INNER_ROLES] + open_verbs(sentence, saying)
    hits = [hit for hit in hits if hit.head not in excluded]
    found = [_proposal(sentence, hit) for hit in hits]
    kept = [p for p in found if p is not None]
    outer = {step.head for p in kept for step in p.chain[1:]}
    return [p for p in kept if p.inner.head not in outer]


def _proposal(sentence: Marked, hit: CueHit) -> Proposal | None:
    tree = sentence.tree
    anchor = predicate_of(tree, hit)
    if _only_wished(tree, anchor) or _instead(tree, anchor) or _attends(tree, hit):
        return None
    if _subordinate(tree, anchor) or _modifier_only(sentence, anchor, hit) or _reports(tree, anchor, hit):
        return None
    chain = _climb(sentence, anchor, hit)
    top = chain[-1].head
    subject = subject_of(tree, top)
    if subject is None and tree.base_rel(top) in ("xcomp", "root", "conj", "ccomp"):
        subject = left_neighbour(tree, top)
    if subject is None and hit.cue.part == "noun":
        subject = chain[-1].head
    if chain[-1].features.passive:
        agent = agent_of(tree, top)
        subject = agent if agent is not None else subject
    return Proposal(sentence, tuple(chain), subject, subject is None)


def predicate_of(tree: Tree, hit: CueHit) -> int:
    """The token that carries the clause of a cue: the highest of its words."""
    inside = set(hit.indices)
    tops = [i for i in hit.indices if tree.head(i) not in inside] or [hit.head]
    return next((i for i in tops if tree.upos(i) == "VERB"), tops[0])


def _modifier_only(sentence: Marked, i: int, hit: CueHit) -> bool:
    """``an agreed mission``, ``frozen assets``: a participle before a noun tells no act of will."""
    tree = sentence.tree
    if hit.cue.part != "verb":
        return False
    before = tree.base_rel(i) in ("amod", "compound", "case", "mark") and tree.head(i) > i
    if tree.rel(i) == "acl" and marker(tree, i) == "to" and hit.cue.role in ACTS:
        return not _cue_noun(sentence, tree.head(i))
    bare = tree.rel(i) == "acl" and hit.tag in ("ing", "past", "participle") and agent_of(tree, i) is None
    return before or (bare and tree.upos(tree.head(i)) in ("NOUN", "PROPN", "PRON") and not marker(tree, i))


def _cue_noun(sentence: Marked, i: int) -> bool:
    """A noun that stands for an act of will: plans, refusal, readiness."""
    hit = sentence.cue_at(i)
    return hit is not None and hit.cue.role in STANCES


OCCASIONS = word_set(
    "talks meeting summit conference discussions discussion negotiations vote call ceremony session debate"
)


def _attends(tree: Tree, hit: CueHit) -> bool:
    """``took part in the talks``: being at a meeting offers nothing."""
    if hit.cue.role != "join":
        return False
    return any(
        tree.lower[k] in OCCASIONS for j in hit.indices for k in tree.children(j, "obl", "nmod", "obj")
    )


def _reports(tree: Tree, i: int, hit: CueHit) -> bool:
    """``he added that ...``, ``it announced that ...``: the words open a report, they give nothing."""
    if hit.cue.role not in ACTS | {"hedge"}:
        return False
    told = [k for k in tree.children(i, "ccomp") if tree.child(k, "nsubj", "nsubj:pass", "expl") is not None]
    if hit.cue.role == "act" and tree.child(i, "xcomp") is not None and tree.child(i, "obj") is None:
        return True
    return bool(told) or (tree.base_rel(i) == "parataxis" and tree.child(i, "obj") is None)


DEMANDING = word_set(
    """ask asked asks asking urge urged urges urging tell told tells order ordered orders invite invited
    invites
    press pressed presses push pushed pushes call called calls expect expects expected require required
    requires encourage encouraged encourages beg begged begs request requested"""
)
RUMOURS = word_set(
    "report reports rumour rumours rumor rumors speculation claim claims suggestion suggestions"
)
UNSURE = word_set(
    "doubt doubts doubted wonder wonders wondered question questions questioned pretend pretends"
)
ASKED = word_set(
    "asked expected urged invited told ordered required pressed begged called requested supposed needed"
)


def _only_wished(tree: Tree, i: int) -> bool:
    """Under a doubt, a plea or a denial of truth nobody takes a position: "was asked to send", "it is not
    true that"."""
    node = i
    while tree.head(node) >= 0:
        up, relation = tree.head(node), tree.base_rel(node)
        if relation in ("ccomp", "xcomp", "csubj", "acl", "advcl") and _untrue(tree, up, relation):
            return True
        if (
            relation in ("advcl", "obl", "nmod", "xcomp")
            and marker(tree, node) == "for"
            and tree.child(up, "obj", "iobj") is not None
        ):
            return tree.upos(node) == "VERB"
        node = up
    return False


def _untrue(tree: Tree, up: int, relation: str) -> bool:
    word = tree.lower[up]
    if relation == "acl" and word in RUMOURS:
        return True
    if (
        word in DEMANDING
        and relation in ("xcomp", "csubj")
        and tree.child(up, "obj", "iobj", "nsubj:pass") is not None
    ):
        return True
    if word in UNSURE and relation == "ccomp":
        return True
    if word in ("true", "correct") and any(tree.lower[k] in ("not", "n't") for k in tree.kids[up]):
        return True
    return (
        word in ASKED and relation in ("xcomp", "ccomp") and bool(tree.children(up, "aux:pass", "nsubj:pass"))
    )


def _instead(tree: Tree, i: int) -> bool:
    """``rather than send troops``, ``instead of sending troops``."""
    before = tree.lower[max(i - 3, 0) : i]
    return ("rather" in before and "than" in before) or ("instead" in before and "of" in before)


def _subordinate(tree: Tree, i: int) -> bool:
    """Whether ``i`` stands in a conditional, temporal or causal clause, or in a bare purpose."""
    node = i
    while node >= 0:
        if tree.base_rel(node) == "advcl":
            word = marker(tree, node)
            if (word in CONDITIONAL and not _past_fact(tree, node, word)) or _inverted(tree, node):
                return True
            if word == "to" and not _adjective_head(tree, node) and not _reflexive(tree, tree.head(node)):
                return True
        if any(tree.lower[k] == "whether" for k in tree.children(node, "mark")):
            return True
        if tree.base_rel(node) in ("ccomp", "parataxis", "root"):
            return False
        node = tree.head(node)
    return False


def _past_fact(tree: Tree, i: int, word: str | None) -> bool:
    """``after Oslo had dropped its objection`` tells what happened."""
    return word in ("after", "when", "once", "before") and any(
        tree.lower[k] == "had" for k in tree.children(i, "aux")
    )


def _reflexive(tree: Tree, i: int) -> bool:
    """``cannot force itself to agree``."""
    return any(
        tree.lower[k] in ("himself", "herself", "itself", "themselves") for k in tree.children(i, "obj")
    )


def _inverted(tree: Tree, i: int) -> bool:
    """``should the other side attack ...``: an auxiliary before its subject opens a condition."""
    helper, subject = tree.child(i, "aux"), tree.child(i, "nsubj")
    return (
        helper is not None
        and subject is not None
        and helper < subject
        and tree.lower[helper] in ("should", "had", "were")
    )


def _adjective_head(tree: Tree, i: int) -> bool:
    return tree.upos(tree.head(i)) in ("ADJ", "NOUN")


def _climb(sentence: Marked, anchor: int, hit: CueHit) -> list[Step]:
    tree = sentence.tree
    used: set[int] = set()
    chain = [_step(tree, anchor, hit, used)]
    node = anchor
    while True:
        up = _governor(tree, node)
        if up is None or any(step.head == up for step in chain):
            return _without_loose_end(chain)
        found = sentence.cue_at(up)
        if found is not None and (found.cue.role == "none" or up not in found.indices):
            found = None
        if found is not None and found.cue.role in INNER_ROLES | {"event"}:
            up = predicate_of(tree, found)
            chain.append(_step(tree, up, found, used))
        elif tree.base_rel(node) in ("xcomp", "ccomp", "obj", "obl") and tree.upos(up) in (
            "VERB",
            "AUX",
            "ADJ",
        ):
            chain.append(_step(tree, up, None, used))
        else:
            return _without_loose_end(chain)
        node = up


def _without_loose_end(chain: list[Step]) -> list[Step]:
    """Cut outer verbs that are no cues, unless they deny or hedge what stands below."""
    while (
        len(chain) > 1
        and chain[-1].hit is None
        and not (chain[-1].features.negated or chain[-1].features.modal)
    ):
        chain.pop()
    return chain


def _governor(tree: Tree, i: int) -> int | None:
    """The predicate above ``i`` in the same act of will, or None at a border (own subject, report, root)."""
    if tree.child(i, "nsubj", "nsubj:pass") is not None:
        return None
    relation, head = tree.rel(i), tree.head(i)
    base = relation.split(":", 1)[0]
    if head < 0:
        return None
    if base == "conj":
        return _governor(tree, head) if tree.upos(head) == tree.upos(i) else None
    if relation == "acl:relcl":
        return None
    if base in ("obj", "obl", "nmod", "nsubj") and tree.upos(i) == "VERB":
        return head
    if base == "advcl" and _bare_gerund(tree, i, head):
        return head
    if base == "advcl":
        return (
            head
            if marker(tree, i) in ("to", "from", "of", "about", "in", "for", "on", "against", "at")
            else None
        )
    return head if base in CLIMB else None


def _bare_gerund(tree: Tree, i: int, head: int) -> bool:
    """``ruled out sending troops``, where the parse makes the gerund an adjunct: no marker, no comma before
    it."""
    near = head < i and not any(tree.lower[k] in (",", ";") for k in range(head + 1, i))
    return near and tree.lower[i].endswith("ing") and marker(tree, i) is None


def _step(tree: Tree, i: int, hit: CueHit | None, used: set[int]) -> Step:
    tag = hit.tag if hit is not None else _tag_by_shape(tree, i)
    seen = features(tree, i, tag)
    if seen.modal is None and tree.base_rel(i) in ("conj", "parataxis") and tree.child(i, "nsubj") is None:
        seen = replace(seen, modal=features(tree, tree.head(i), "base").modal)
    if seen.negation is not None and seen.negation in used:
        seen = Features(False, seen.modal, seen.time, seen.passive, None)
    if seen.negation is not None:
        used.add(seen.negation)
    return Step(i, hit, seen)


def _tag_by_shape(tree: Tree, i: int) -> str:
    word = tree.lower[i]
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed"):
        return "past"
    return "s" if word.endswith("s") else "base"
