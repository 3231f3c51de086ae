"""Groups as phrases: counted ("26 countries"), described ("countries bordering Russia"), or with their
members named."""

from musterbook.model.span import Span
from musterbook.reading.mentions import Marked
from musterbook.reading.phrases import Focus, Referent, WordTables, core, modifiers, span_text
from musterbook.reading.tree import Tree

TOGETHER = frozenset(
    ("including", "include", "includes", "among", "such", "like", "notably", "namely", "especially")
)


def group_phrase(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    """26 countries; countries bordering Russia; a group of island states, including Malta and Fiji."""
    tree = sentence.tree
    if sentence.actor_at(i) is not None:
        return None
    border = _bordering(sentence, i)
    if border is not None:
        printed = span_text(tree, tree.indices_in(border))
        return Referent(((f"GROUP:{printed}", border),), group=printed, group_span=border)
    if not _plural_member(tree, i, words) and not _group_of_members(tree, i, words):
        return None
    named = _members_named(sentence, i)
    span = tree.span_of(core(tree, i))
    if named:
        return Referent(tuple(named))
    whole = _of_a_group(sentence, i)
    if whole is not None:
        return whole
    if not (_counted(tree, i) or _described(sentence, i)):
        return None
    full = (
        tree.span_of([k for k in tree.subtree(i) if k <= max(core(tree, i)) + 8])
        if _described(sentence, i)
        else span
    )
    printed = span_text(tree, tree.indices_in(full))
    return Referent(((f"GROUP:{printed}", full),), group=printed, group_span=full)


def _of_a_group(sentence: Marked, i: int) -> Referent | None:
    """``European Union leaders`` speak as the Union; a number in front makes them a counted group instead."""
    tree = sentence.tree
    states = [(a, s) for a, s in modifiers(sentence, i) if len(a) == 3]
    if (
        states
        and tree.lower[i] in ("governments", "capitals", "ministers", "ministries")
        and not _counted(tree, i)
    ):
        return Referent(tuple(states))
    groups = [(a, s) for a, s in modifiers(sentence, i) if len(a) != 3]
    if (
        len(groups) != 1
        or _counted(tree, i)
        or tree.lower[i] not in ("leaders", "ministers", "members", "countries", "states")
    ):
        return None
    partial = {"some", "several", "many", "most", "few", "other"} & {tree.lower[k] for k in core(tree, i)}
    return None if partial else Referent((groups[0],))


def _bordering(sentence: Marked, i: int) -> Span | None:
    """``Russia-bordering countries``, also where rough copy strings names together before "-bordering"."""
    tree = sentence.tree
    if (
        tree.lower[i - 1] not in ("bordering", "neighbouring", "neighboring")
        or i < 3
        or tree.lower[i - 2] != "-"
    ):
        return None
    start = i - 3
    while start >= 2 and tree.lower[start - 1] == "and" and sentence.actor_at(start - 2) is not None:
        start -= 2
    return tree.span_of(list(range(start, i + 1))) if sentence.actor_at(start) is not None else None


def inside_border(sentence: Marked, i: int) -> bool:
    """Whether a name only says which border a described group lies at."""
    tree = sentence.tree
    for k in range(i + 1, min(i + 6, len(tree.lower))):
        span = _bordering(sentence, k)
        if span is not None and span.start <= tree.tokens[i].start:
            return True
    return False


def _plural_member(tree: Tree, i: int, words: WordTables) -> bool:
    """``countries``, ``leaders``; a singular only after "each" or "no"."""
    word = tree.lower[i]
    return word in words.members and (
        word.endswith("s") or tree.lower[max(i - 1, 0)] in ("no", "each", "every")
    )


def _group_of_members(tree: Tree, i: int, words: WordTables) -> bool:
    if tree.lower[i] not in (
        "group",
        "number",
        "handful",
        "majority",
        "dozen",
        "score",
        "most",
        "several",
        "coalition",
    ):
        return False
    return any(tree.lower[k] in words.members for k in tree.children(i, "nmod"))


def _counted(tree: Tree, i: int) -> bool:
    return any(tree.upos(k) == "NUM" for k in (*core(tree, i), *range(max(i - 2, 0), i)))


def _described(sentence: Marked, i: int) -> bool:
    tree = sentence.tree
    clause = [k for k in tree.subtree(i) if k not in core(tree, i)]
    return any(set(m.indices) & set(clause) for m in sentence.actors) or bool(modifiers(sentence, i))


def _members_named(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """The states that "including", "such as", "among them" list for a group phrase, up to its verb."""
    tree = sentence.tree
    start = next((k for k in range(i + 1, min(i + 14, len(tree.lower))) if tree.lower[k] in TOGETHER), None)
    if start is None or any(
        tree.upos(k) in ("VERB", "AUX") and tree.rel(k) != "case" for k in range(i + 1, start)
    ):
        return []
    end = next(
        (k for k in range(start + 1, len(tree.lower)) if tree.upos(k) in ("VERB", "AUX")), len(tree.lower)
    )
    return [
        (m.actor, tree.span_of(list(m.indices)))
        for m in sentence.actors
        if start < m.indices[0] < end and m.kind in ("name", "people", "capital")
    ]
