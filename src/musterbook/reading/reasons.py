"""The reason given for a position, in the words printed: what follows "because", "citing", "owing to".

A reason counts for a draft whose predicates govern its marker; what is denied ("not because ...") is none,
and a "since" counts only where its clause tells no past event. Home defence, read by ``limits``, stays. The
markers stand in the table ``reasons``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.position import Because
from musterbook.reading.clauses import features
from musterbook.reading.cuewords import Pattern, as_words, matches, patterns_of
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import irregular_verbs
from musterbook.reading.mentions import Marked
from musterbook.reading.phrases import span_text
from musterbook.reading.places import governed
from musterbook.reading.tree import Tree

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
FINITE = ("nsubj", "nsubj:pass", "csubj", "expl", "aux", "cop")


@dataclass(frozen=True, slots=True)
class Reason:
    """The words of a reason, from ``first`` to ``last``; ``attach`` is the token that it explains."""

    rule: str
    marker: int
    first: int
    last: int
    attach: int


def with_reasons(drafts: Sequence[Draft], marked: Sequence[Marked], codebook: Codebook) -> list[Draft]:
    """The drafts, with the printed reason of those that have none yet."""
    found = {sentence.tree.number: reasons_in(sentence.tree, codebook) for sentence in marked}
    return [_explained(draft, found[draft.sentence]) for draft in drafts]


def _explained(draft: Draft, found: Sequence[Reason]) -> Draft:
    tree = draft.proposal.sentence.tree
    reason = next((r for r in found if _explains(draft, r)), None)
    if reason is None or draft.reason is not None:
        return draft
    because = Because(reason.rule, tree.span_of([reason.marker, reason.last]), "reason")
    printed = span_text(tree, range(reason.first, reason.last + 1))
    return replace(draft, reason=printed, because=(*draft.because, because))


def _explains(draft: Draft, reason: Reason) -> bool:
    """Whether a reason hangs on a draft's predicates, or on the verb that reports them, behind them."""
    tree, outer = draft.proposal.sentence.tree, draft.proposal.outer.head
    if reason.attach < 0:
        return False
    reported = tree.base_rel(outer) == "ccomp" and tree.head(outer) == reason.attach
    return governed(draft, reason.attach) or (reported and reason.marker > draft.proposal.inner.head)


@lru_cache(maxsize=4)
def reason_markers(codebook: Codebook) -> dict[str, tuple[Pattern, ...]]:
    """kind -> markers as words."""
    return patterns_of(codebook.rows("reasons"))


@lru_cache(maxsize=4)
def _noted(codebook: Codebook, note: str) -> frozenset[Pattern]:
    return frozenset(as_words(row["pattern"]) for row in codebook.rows("reasons") if row["note"] == note)


@lru_cache(maxsize=4)
def _pasts(codebook: Codebook) -> frozenset[str]:
    return frozenset(form for past, _ in irregular_verbs(codebook).values() for form in past)


def reasons_in(tree: Tree, codebook: Codebook) -> list[Reason]:
    """The reasons told in a sentence, in text order."""
    markers = reason_markers(codebook)
    denials = {pattern[0] for pattern in markers.get("denial", ())}
    found: list[Reason] = []
    for kind in ("clause", "phrase"):
        for i, pattern in matches(tree, markers.get(kind, ())):
            if i > 0 and tree.lower[i - 1] in denials:
                continue
            reason = _reason(tree, i, pattern, kind, codebook)
            if reason is not None:
                found.append(reason)
    return sorted(found, key=lambda r: r.marker)


def _reason(tree: Tree, i: int, pattern: Pattern, kind: str, codebook: Codebook) -> Reason | None:
    last = i + len(pattern) - 1
    top, attach = _top(tree, i, last)
    if top is None or not (
        _clause(tree, top, pattern, codebook) if kind == "clause" else _noun(tree, i, top)
    ):
        return None
    if pattern in _noted(codebook, "noun") and tree.base_rel(i) not in ("case", "mark"):
        return None
    end = _end(tree, last, top)
    first = _first_kept(tree, i) if pattern in _noted(codebook, "kept") else last + 1
    return Reason("-".join(("reason", *pattern)), i, first, end, attach) if end > last else None


def _first_kept(tree: Tree, i: int) -> int:
    """A marker that is part of the reason stays, without its preposition: ``fear of a wider war``."""
    while tree.upos(i) == "ADP" or tree.lower[i] == "of":
        i += 1
    return i


def _top(tree: Tree, first: int, last: int) -> tuple[int | None, int]:
    """The head of what a marker opens, and what that explains: by a word before it, or by the marker's own
    verb."""
    inside = range(first, last + 1)
    for k in reversed(inside):
        if tree.head(k) > last:
            above = tree.head(tree.head(k))
            return tree.head(k), tree.head(above) if above in inside else above
    top = next((k for i in inside for k in tree.kids[i] if k > last and tree.upos(k) != "PUNCT"), None)
    head = next((i for i in inside if tree.head(i) not in inside), first)
    return top, tree.head(head)


def _clause(tree: Tree, top: int, pattern: Pattern, codebook: Codebook) -> bool:
    """A clause with a subject of its own; after "since" one that tells no past event."""
    if tree.child(top, *FINITE) is None:
        return False
    return pattern not in _noted(codebook, "present") or not _past(tree, top, codebook)


def _past(tree: Tree, top: int, codebook: Codebook) -> bool:
    word = tree.lower[top]
    shaped = tree.upos(top) == "VERB" and (word.endswith("ed") or word in _pasts(codebook))
    seen = features(tree, top, "past" if shaped else "base")
    return seen.time == "past" and seen.modal is None


def _noun(tree: Tree, first: int, top: int) -> bool:
    return tree.upos(top) in NOMINAL and tree.lower[first - 1 : first] != ("been",)


def _end(tree: Tree, last: int, top: int) -> int:
    """The last word of an unbroken run under the head, without what is set against it or beside it."""
    beside = [k for k in tree.subtree(top) if tree.base_rel(k) == "parataxis" or _set_against(tree, k)]
    own = set(tree.subtree(top)) - {i for k in beside if k != top for i in tree.subtree(k)}
    end = last
    while end + 1 in own:
        end += 1
    end = _before_the_join(tree, last, end)
    while end > last and tree.upos(end) == "PUNCT":
        end -= 1
    return end


def _before_the_join(tree: Tree, last: int, end: int) -> int:
    """A run that breaks off before a verb has taken in that verb's subject: cut it where that was joined."""
    if end + 1 >= len(tree.lower) or tree.upos(end + 1) not in ("AUX", "VERB"):
        return end
    joins = [k for k in range(last + 2, end) if tree.upos(k) == "CCONJ" or tree.lower[k] == ","]
    return joins[-1] - 1 if joins else end


def _set_against(tree: Tree, i: int) -> bool:
    """``..., but it will pay``: a second half that is no part of the reason."""
    against = {tree.lower[k] for k in tree.children(i, "cc")} & {"but", "yet"}
    return tree.base_rel(i) == "conj" and bool(against) and tree.child(i, *FINITE) is not None
