"""What the grammar says about a predicate: who is its subject, is it denied, hedged, future, past, passive.

Every function takes a tree and the token of a predicate (a verb, or the adjective or noun of a copula).
"""

from dataclasses import dataclass

from musterbook.reading.inflect import word_set
from musterbook.reading.tree import Tree

NEGATORS = frozenset(
    ("not", "n't", "never", "no", "neither", "nor", "none", "nobody", "hardly", "nothing", "without")
)
FUTURE = frozenset(("will", "'ll", "shall", "wo", "ll"))
POSSIBLE = frozenset(("could", "can", "may", "might", "ca"))
WOULD = frozenset(("would", "'d"))
DEMAND = frozenset(("should", "must", "ought", "need"))
BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m"))
HAVE = frozenset(("have", "has", "had", "'ve"))
PAST_AUX = frozenset(("had", "was", "were", "did"))


@dataclass(frozen=True, slots=True)
class Features:
    """``modal`` is future, possible, would, demand or None; ``time`` is past, perfect, present, progressive
    or base."""

    negated: bool
    modal: str | None
    time: str
    passive: bool
    negation: int | None
    without: bool = False


def features(tree: Tree, i: int, tag: str) -> Features:
    """The clause features of predicate ``i``, whose inflection tag is base, s, past, participle or ing."""
    helpers = [k for k in tree.children(i, "aux", "cop") if k < i or tree.upos(k) == "AUX"]
    words = [tree.lower[k] for k in helpers]
    passive = bool(tree.children(i, "aux:pass", "nsubj:pass"))
    passive = passive or (tag in ("past", "participle") and bool(BE & set(words)) and not HAVE & set(words))
    negation = negator(tree, i)
    without = negation is not None and tree.lower[negation] == "without"
    return Features(
        negation is not None, _modal(tree, i, words), _time(words, tag, passive), passive, negation, without
    )


def _modal(tree: Tree, i: int, words: list[str]) -> str | None:
    for name, group in (("future", FUTURE), ("would", WOULD), ("possible", POSSIBLE), ("demand", DEMAND)):
        if group & set(words):
            return name
    if _be_to(tree, i):
        return "future"
    return None


def _be_to(tree: Tree, i: int) -> bool:
    """``Britain is to provide``, ``is going to provide``."""
    to = next((k for k in tree.children(i, "mark") if tree.lower[k] == "to"), None)
    if to is None or to == 0:
        return False
    before = to - 1
    while before > 0 and tree.lower[before] in ("not", "n't", "also", "now", "still", "then"):
        before -= 1
    if tree.lower[before] == "going":
        return True
    return tree.lower[before] in BE


def _time(words: list[str], tag: str, passive: bool) -> str:
    if HAVE & set(words):
        return "perfect"
    if tag == "ing" and BE & set(words):
        return "past" if PAST_AUX & set(words) else "progressive"
    if passive or tag == "participle":
        return "past" if {"was", "were"} & set(words) else ("passive" if words else "participle")
    if tag == "past":
        return "past"
    return "present" if tag == "s" or not words else ("past" if PAST_AUX & set(words) else "base")


def negator(tree: Tree, i: int) -> int | None:
    """The token that denies predicate ``i``: an adverb, a ``no`` on its subject or object, neither/nor,
    without."""
    for kid in tree.kids[i]:
        word = tree.lower[kid]
        if _beyond_comma(tree, kid, i):
            continue
        if word == "against" and tree.base_rel(kid) in ("mark", "case"):
            return kid
        if word in (
            "not",
            "n't",
            "never",
            "neither",
            "nor",
            "hardly",
            "nothing",
            "nobody",
            "none",
            "nowhere",
        ):
            return kid
        if word in ("no",) and tree.base_rel(kid) in ("advmod", "det"):
            return kid
        if word == "longer" and kid > 0 and tree.lower[kid - 1] == "no":
            return kid
        if word == "without" and tree.base_rel(kid) in ("mark", "case"):
            return kid
    for kid in tree.children(i, "nsubj", "obj", "obl", "nsubj:pass", "iobj"):
        found = _phrase_negator(tree, kid)
        if found is not None:
            return found
    before = _clause_start(tree, i) - 1
    return before if before >= 0 and tree.lower[before] in ("nor", "neither") else None


def _beyond_comma(tree: Tree, kid: int, i: int) -> bool:
    """Whether a denial stands in another clause, behind a comma or a "but"."""
    if kid > i:
        return any(tree.lower[k] in (",", ";", "-", "–", "—") for k in range(i + 1, kid))
    return any(tree.lower[k] in ("but", ";") for k in range(kid + 1, i))


def _phrase_negator(tree: Tree, i: int) -> int | None:
    if tree.lower[i] in ("none", "nobody", "nothing", "neither"):
        return i
    for kid in tree.kids[i]:
        if tree.lower[kid] in ("no", "neither", "none", "not") and tree.base_rel(kid) in (
            "det",
            "cc",
            "cc:preconj",
            "advmod",
        ):
            return kid
        if tree.lower[kid] == "no" and kid < i:
            return kid
    if i >= 2 and tree.lower[i - 1] == "one" and tree.lower[i - 2] == "no":
        return i - 2
    return None


def _clause_start(tree: Tree, i: int) -> int:
    return min(k for k in tree.subtree(i))


def subject_of(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The token of the subject of predicate ``i``, through control, coordination, participles and
    relatives."""
    if depth > 8:
        return None
    own = _own_subject(tree, i)
    if own is not None:
        return _antecedent(tree, i, own)
    relation, head = tree.base_rel(i), tree.head(i)
    if head < 0:
        return _late_subject(tree, i)
    if relation == "xcomp":
        return controller(tree, head) if _controls_object(tree, head) else subject_of(tree, head, depth + 1)
    if relation in ("conj", "advcl", "parataxis", "ccomp"):
        return subject_of(tree, head, depth + 1)
    if relation == "acl":
        return _of_noun(tree, i, head)
    if relation in ("obj", "obl", "nsubj", "nmod", "appos"):
        return owner(tree, i) if tree.upos(i) == "NOUN" else subject_of(tree, head, depth + 1)
    return None


def _own_subject(tree: Tree, i: int) -> int | None:
    """The subject among the children; a stray neither/none gives way to the noun it denies."""
    found = tree.children(i, "nsubj", "nsubj:pass", "csubj")
    return next((k for k in found if tree.lower[k] not in NEGATORS), found[0] if found else None)


def left_neighbour(tree: Tree, i: int) -> int | None:
    """The noun that opens the clause of ``i``, for parses that lost the subject."""
    for k in range(i - 1, -1, -1):
        if tree.lower[k] in (";", ":", ".") or (tree.upos(k) == "VERB" and k not in tree.ancestors(i)):
            return None
        if tree.upos(k) in ("PROPN", "PRON") and tree.base_rel(k) not in ("obj", "obl", "amod", "compound"):
            return next(
                (
                    u
                    for u in [k, *tree.ancestors(k)]
                    if tree.upos(u) == "PROPN" and tree.base_rel(u) != "conj"
                ),
                k,
            )
    return None


def _antecedent(tree: Tree, i: int, subject: int) -> int | None:
    """A relative pronoun stands for the noun its clause modifies."""
    if tree.lower[subject] not in ("who", "which", "that", "whom") or not tree.rel(i).startswith("acl"):
        return subject
    head = tree.head(i)
    before = subject - 2 if subject >= 2 and tree.lower[subject - 1] == "," else subject - 1
    if before < 0 or subject - head <= 8 or tree.upos(before) not in ("PROPN", "NOUN"):
        return head
    return next(
        (k for k in [before, *tree.ancestors(before)] if tree.base_rel(k) not in ("flat", "compound")), before
    )


def _late_subject(tree: Tree, i: int) -> int | None:
    return tree.child(i, "dislocated", "vocative")


def _controls_object(tree: Tree, head: int) -> bool:
    return controller(tree, head) is not None and tree.upos(head) == "VERB"


def controller(tree: Tree, head: int) -> int | None:
    """The object that an object-control verb puts in charge: "asked Berlin to send"."""
    if tree.lower[head] in OBJECT_CONTROL:
        return tree.child(head, "obj", "iobj")
    return None


OBJECT_CONTROL = word_set(
    """
    ask asked asks asking urge urged urges urging want wants wanted tell told tells order ordered
    orders invite invited invites press pressed presses push pushed pushes call called calls expect
    expects expected allow allowed allows enable enabled enables force forced forces persuade
    persuaded persuades help helped let lets require required requires encourage encouraged
    encourages beg begged begs leave leaves left need needs
    """
)


def _of_noun(tree: Tree, i: int, noun: int) -> int | None:
    """Whose act a clause on a noun tells: the owner of "a promise to send", or the noun itself ("countries
    willing")."""
    if tree.rel(i).startswith("acl:relcl"):
        return noun
    mine = owner(tree, noun)
    return mine if mine is not None else noun


def owner(tree: Tree, noun: int) -> int | None:
    """Whose a noun is: its possessor, its adjective or compound, or - where it is somebody's act - the
    subject."""
    for kid in tree.children(noun, "nmod:poss"):
        return kid
    for kid in tree.children(noun, "nmod"):
        if any(tree.lower[k] in ("of", "by", "from") for k in tree.children(kid, "case")):
            return kid
    head = tree.head(noun)
    if head >= 0 and tree.base_rel(noun) in ("obj", "obl"):
        return subject_of(tree, head)
    return None


def agent_of(tree: Tree, i: int) -> int | None:
    """The doer of a passive: "by Denmark"."""
    for kid in tree.children(i, "obl", "obl:agent"):
        if any(tree.lower[k] == "by" for k in tree.children(kid, "case")):
            return kid
    return None


def marker(tree: Tree, i: int) -> str | None:
    """The subordinator of a clause: if, once, unless, to, because ..."""
    words = [tree.lower[k] for k in tree.children(i, "mark", "case") if k < i]
    words += [
        tree.lower[k]
        for k in tree.children(i, "advmod")
        if k < i and tree.lower[k] in ("when", "once", "where")
    ]
    return words[0] if words else None


def stray_subjects(tree: Tree, i: int) -> list[int]:
    """A second subject behind a verb that has one before it is the speaker's: "..., Minister Holm said"."""
    subjects = tree.children(i, "nsubj")
    reported = tree.base_rel(i) == "ccomp" and tree.head(i) > i
    return [k for k in subjects if i < k < tree.head(i)] if reported and min(subjects, default=i) < i else []


def clause_indices(tree: Tree, i: int) -> list[int]:
    """The words of a clause without the clauses beside or above it: for evidence spans."""
    outside = {k for kid in tree.children(i, "parataxis") for k in tree.subtree(kid)}
    outside |= {k for stray in stray_subjects(tree, i) for k in tree.subtree(stray)}
    if tree.base_rel(i) == "ccomp" and tree.head(i) > i:  # "... , he said on Friday": the day is the saying's
        outside |= set(range(tree.head(i), len(tree.lower)))
    for kid in tree.children(i, "conj"):
        if tree.child(kid, "nsubj") is not None:
            outside |= set(tree.subtree(kid))
    return [k for k in tree.subtree(i) if k not in outside]
