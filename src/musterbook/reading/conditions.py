"""What must hold first: conditional clauses, phrases and later sentences, read as leaves with their words.

A segment is the stretch of a sentence that a marker governs ("provided that the Storting agrees",
"subject to a clear mandate"). Its leaves are the condition forms of the codebook, participation of
others, or the words themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from musterbook.codebook import Codebook
from musterbook.model.formula import All, AnyOf, Formula, Leaf, conjoin
from musterbook.model.span import Span
from musterbook.reading.joining import participation
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import span_text
from musterbook.reading.tree import Tree

INSTEAD = frozenset(("unless", "until", "till", "without", "before"))
EVEN = frozenset(("even", "regardless", "irrespective", "whether", "despite", "including"))
WITH_ONLY = frozenset(
    ("us_backstop", "security_guarantee", "nato_framework", "legal_basis", "un_mandate", "eu_mandate")
)
UNDER = frozenset(("advcl", "obl", "ccomp", "nmod", "parataxis", "acl"))
NAMING = ("VERB", "ADJ", "NOUN", "PROPN", "PRON")
IDLE = frozenset(("needed", "necessary", "required", "possible", "need", "it", "appropriate"))
REFUSING = frozenset(("refuses",))


@dataclass(frozen=True, slots=True)
class ConditionCue:
    rule: str
    words: tuple[str, ...]
    kind: str
    other: bool
    note: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under a condition marker: ``top`` is their head, ``attach`` what they modify."""

    rule: str
    kind: str
    marker: str
    other: bool
    indices: tuple[int, ...]
    top: int
    attach: int


@dataclass(frozen=True, slots=True)
class FoundCondition:
    """A condition and where it stands: the formula, each leaf's span, the rule that read it.

    ``likelihood``, 0 to 1, is the network's where the network found it.
    """

    formula: Formula
    spans: tuple[tuple[str, Span], ...]
    rule: str
    likelihood: float = 1.0
    clause: Span | None = None  # all the words under the marker


@lru_cache(maxsize=4)
def condition_cues(codebook: Codebook) -> tuple[ConditionCue, ...]:
    rows = codebook.rows("condition_cues")
    cues = [
        ConditionCue(r["rule"], tuple(r["pattern"].split()), r["kind"], r["other"] == "yes", r["note"])
        for r in rows
    ]
    return tuple(sorted(cues, key=lambda cue: -len(cue.words)))


@lru_cache(maxsize=4)
def _openers(codebook: Codebook) -> dict[str, tuple[ConditionCue, ...]]:
    """First word -> the clause and phrase markers that it opens, longest first."""
    found: dict[str, list[ConditionCue]] = {}
    for cue in condition_cues(codebook):
        if cue.kind in ("clause", "phrase"):
            found.setdefault(cue.words[0], []).append(cue)
    return {word: tuple(cues) for word, cues in found.items()}


def segments(sentence: Marked, codebook: Codebook) -> list[Segment]:
    """The conditional stretches of a sentence in text order, none inside a longer one of the same marker
    word."""
    tree = sentence.tree
    openers = _openers(codebook)
    found: list[Segment] = []
    used: set[int] = set()
    for i, word in enumerate(tree.lower):
        if i in used:
            continue
        for cue in openers.get(word, ()):
            if tree.lower[i : i + len(cue.words)] != cue.words:
                continue
            segment = _segment(tree, i, cue)
            if segment is not None:
                found.append(segment)
                used.update(range(i, i + len(cue.words)))
                break
    return found


def _segment(tree: Tree, i: int, cue: ConditionCue) -> Segment | None:
    last = i + len(cue.words) - 1
    if (
        tree.upos(i) == "VERB"
        and tree.child(i, "nsubj", "nsubj:pass", "obj") is not None
        and cue.note != "inverted"
    ):
        return None
    if cue.words == ("once",) and _formerly(tree, i):
        return None
    top = _top(tree, i, last, cue)
    if top is None:
        return None
    indices = _stretch(tree, i, top) if cue.kind == "phrase" and len(cue.words) > 1 else _under(tree, i, top)
    if len(indices) <= len(cue.words) and i <= tree.head(top) <= last:  # the clause hangs on the cue itself
        indices = _under(tree, i, tree.head(top))
    if len(indices) <= len(cue.words) or (cue.words[0] == "after" and _has_happened(tree, top)):
        return None
    return Segment(
        cue.rule,
        cue.kind,
        cue.words[-1 if cue.words[0] == "only" else 0],
        cue.other,
        indices,
        top,
        _attached(tree, top, range(i, last + 1)),
    )


def _formerly(tree: Tree, i: int) -> bool:
    """``because it once marched through``: behind its subject it only says when."""
    subject = None if tree.head(i) < 0 else tree.child(tree.head(i), "nsubj", "nsubj:pass")
    return tree.base_rel(i) == "advmod" and subject is not None and subject < i < tree.head(i)


def _has_happened(tree: Tree, top: int) -> bool:
    """``After Nicosia had lifted its veto``: told, not waited for."""
    return any(tree.lower[k] == "had" for k in tree.children(top, "aux"))


def _attached(tree: Tree, top: int, cue: range) -> int:
    """What a stretch modifies; a word of the cue itself ("as long as") only hands it on."""
    node = tree.head(top)
    while node in cue:
        node = tree.head(node)
    return node


def _under(tree: Tree, i: int, top: int) -> tuple[int, ...]:
    return tuple(k for k in tree.subtree(top) if k >= i)


def _stretch(tree: Tree, i: int, top: int) -> tuple[int, ...]:
    """A long phrase runs on to the next finite verb or stop, however the parse cut it."""
    found = list(_under(tree, i, top))
    for k in range(i, len(tree.lower)):
        if (
            tree.lower[k] in (";", ":", ".", '"')
            or tree.upos(k) == "AUX"
            or tree.child(k, "nsubj") is not None
        ):
            break
        found.append(k)
    return tuple(sorted(set(found)))


def _top(tree: Tree, first: int, last: int, cue: ConditionCue) -> int | None:
    """The head of what the marker governs: a finite clause for clause markers, a phrase for the others."""
    if cue.note == "inverted":
        head = tree.head(first)
        subject = tree.child(head, "nsubj") if head >= 0 else None
        return head if subject is not None and subject > first and tree.base_rel(first) == "aux" else None
    node = last
    while tree.head(node) >= 0 and (tree.head(node) <= last or node <= last):
        up = tree.head(node)
        if up > last:
            return _fits_kind(tree, up, cue)
        node = up
        if node < first:
            break
    below = [k for word in range(first, last + 1) for k in tree.kids[word] if k > last]
    below = below or [
        k for k in range(last + 1, len(tree.lower)) if tree.head(k) < first and tree.base_rel(k) in UNDER
    ]
    return _fits_kind(tree, below[0], cue) if below else None


def _fits_kind(tree: Tree, top: int, cue: ConditionCue) -> int | None:
    finite = tree.child(top, "nsubj", "nsubj:pass", "csubj", "expl", "aux", "cop") is not None
    if cue.kind == "clause" and (not cue.other or cue.words == ("once",)):
        return top if finite or tree.upos(top) in ("VERB", "AUX") else None
    return top


def binds(tree: Tree, segment: Segment, clause: Sequence[int], heads: Sequence[int]) -> bool:
    """Whether a segment belongs to the clause of a chain: it hangs in it, or opens the sentence above it."""
    if segment.top in heads or any(h in segment.indices for h in heads):
        return False
    inside = set(clause)
    if segment.attach in inside or segment.attach in heads:
        return True
    if segment.indices[0] <= 1:
        return True
    above = any(segment.attach in _above(tree, head) for head in heads)
    return above and segment.indices[0] > max(heads)


def _above(tree: Tree, head: int) -> list[int]:
    """The words above a predicate, up to the edge of a relative clause: what waits outside waits alone."""
    found: list[int] = []
    for up in tree.ancestors(head):
        if tree.rel(head) == "acl:relcl":
            break
        found.append(up)
        head = up
    return found


def read_segment(
    sentence: Marked, segment: Segment, stance_level: int, others: dict[int, tuple[str, ...]]
) -> FoundCondition | None:
    """The condition a segment states for a position of the given rung; None where it states none.

    ``others`` maps tokens of the sentence to the actors they mean (for participation of others).
    """
    tree = sentence.tree
    if segment.indices[0] > 0 and tree.lower[segment.indices[0] - 1] in EVEN:
        return None
    if stance_level < 0 and segment.marker not in INSTEAD:
        return None
    if stance_level >= 0 and segment.marker in ("without", "before", "until", "till"):
        return None
    leaves = leaves_in(sentence, segment.indices)
    if segment.kind == "phrase" and segment.marker in ("with", "within", "under", "in", "as", "according"):
        free = segment.marker != "with" or segment.rule.startswith("only")
        leaves = [pair for pair in leaves if free or pair[0] in WITH_ONLY]
        return _found(leaves, tree, segment) if leaves else None
    rejected = _rejected(sentence, segment)
    if rejected is not None:
        leaves = [rejected]
    parts = [segment.indices] if rejected is not None else _parts(tree, segment)
    if len(parts) > 1:
        found = [leaves_in(sentence, part) or _unnamed(sentence, segment, part, others) for part in parts]
        leaves = [leaf for part in found for leaf in part]
    leaves = leaves or _unnamed(sentence, segment, segment.indices, others)
    return _found(leaves, tree, segment) if leaves else None


def _parts(tree: Tree, segment: Segment) -> list[tuple[int, ...]]:
    """The clauses under one marker: "once parliament has agreed and the costs are covered" are two."""
    ands = [k for k in tree.conjuncts(segment.top)[1:] if tree.child(k, "nsubj", "nsubj:pass") is not None]
    cuts = [min(tree.subtree(k)) for k in ands]
    if segment.kind != "clause" or not cuts or sorted(cuts) != cuts:
        return [segment.indices]
    bounds = [segment.indices[0], *cuts, segment.indices[-1] + 1]
    return [tuple(k for k in segment.indices if first <= k < last) for first, last in pairwise(bounds)]


def _unnamed(
    sentence: Marked, segment: Segment, indices: tuple[int, ...], others: dict[int, tuple[str, ...]]
) -> list[tuple[str, Span]]:
    """What no form of the codebook names: somebody's joining, else the words themselves."""
    joining = participation(sentence, indices, others)
    if joining or not segment.other or idle(sentence.tree, indices):
        return joining
    return [_other(sentence.tree, segment, indices)]


def idle(tree: Tree, indices: Sequence[int]) -> bool:
    """``if needed``, ``if officials are to be believed``: nothing in particular must hold."""
    named = {tree.lower[k] for k in indices if tree.upos(k) in NAMING}
    return named <= IDLE or "believed" in named


def _found(leaves: list[tuple[str, Span]], tree: Tree, segment: Segment) -> FoundCondition:
    clause = tree.span_of(list(segment.indices))
    return FoundCondition(join_leaves(tree, leaves), tuple(leaves), segment.rule, clause=clause)


def join_leaves(tree: Tree, leaves: list[tuple[str, Span]]) -> Formula:
    """``any`` where "or" stands between the first and the last leaf, else ``all``."""
    parts = [Leaf(name) for name in dict.fromkeys(name for name, _ in leaves)]
    if len(parts) > 1:
        between = [tree.lower[k] for k in tree.indices_in(Span(leaves[0][1].start, leaves[-1][1].end))]
        if "or" in between:
            return AnyOf(tuple(parts))
    return conjoin(list(parts)) or All(())


def leaves_in(sentence: Marked, indices: Sequence[int]) -> list[tuple[str, Span]]:
    """Codebook conditions named within some words: strong forms, or weak ones if there is no strong one."""
    inside = set(indices)
    hits = [s for s in sentence.subjects if s.kind == "condition" and _mostly(s.indices, inside)]
    strong = [s for s in hits if not s.weak] or hits
    found: dict[str, Span] = {}
    for hit in strong:
        found.setdefault(hit.on, sentence.tree.span_of(list(hit.indices)))
    for mention in sentence.actors:
        if mention.kind == "parliament" and set(mention.indices) <= inside:
            found.setdefault("parliament_approval", sentence.tree.span_of(list(mention.indices)))
    return _without_implied(_of_whom(found, sentence, inside))


MANDATES = {"EU": "eu_mandate", "UN": "un_mandate", "UNSC": "un_mandate", "OSCE": "osce_framework"}


def _of_whom(found: dict[str, Span], sentence: Marked, inside: set[int]) -> dict[str, Span]:
    """A mandate beside the bodies that give it is theirs: "if the EU adopts a mandate", "a UN or EU
    mandate"."""
    bodies = {
        MANDATES[m.actor]: sentence.tree.span_of(list(m.indices))
        for m in sentence.actors
        if m.actor in MANDATES and set(m.indices) <= inside
    }
    mandated = found.keys() & {"legal_basis", *MANDATES.values()}
    if not bodies or not mandated:
        return found
    others = {name: span for name, span in found.items() if name not in mandated}
    return {**others, **bodies}


def _mostly(indices: Sequence[int], inside: set[int]) -> bool:
    """The last word and at least half of all: a form may take in the marker itself ("the day after a
    ceasefire")."""
    return indices[-1] in inside and 2 * len(set(indices) & inside) >= len(indices)


def _without_implied(found: dict[str, Span]) -> list[tuple[str, Span]]:
    """One span names one condition: the longer form wins where two overlap."""
    kept: list[tuple[str, Span]] = []
    for name, span in sorted(found.items(), key=lambda pair: (pair[1].start - pair[1].end, pair[0])):
        if not any(span.overlaps(other) for _, other in kept):
            kept.append((name, span))
    return sorted(kept, key=lambda pair: pair[1])


def _rejected(sentence: Marked, segment: Segment) -> tuple[str, Span] | None:
    """``if Russia rejects a ceasefire``: the other side's refusal, not the ceasefire."""
    tree = sentence.tree
    for hit in sentence.cues:
        if hit.head in segment.indices and hit.cue.stance in REFUSING and hit.cue.part == "verb":
            subject = tree.child(hit.head, "nsubj")
            if subject is not None and sentence.actor_at(subject) is not None:
                return "adversary_refusal", tree.span_of(list(segment.indices))
    return None


def _other(tree: Tree, segment: Segment, indices: Sequence[int]) -> tuple[str, Span]:
    words = [k for k in indices if tree.lower[k] not in (segment.marker, "that", ",", "only")]
    while len(words) > 1 and tree.lower[words[0]] in ("and", "or"):
        words.pop(0)
    while len(words) > 1 and tree.lower[words[-1]] in ("and", "or"):
        words.pop()
    span = tree.span_of(words or list(indices))
    return f"other:{span_text(tree, words)[:120]}", span
