"""Persons and offices as phrases: a name, a title with or without its holder, a ministry, officials who
stay unnamed."""

from dataclasses import replace

from musterbook.model.span import Span
from musterbook.reading.actors import head_of
from musterbook.reading.mentions import Marked
from musterbook.reading.persons import Person, Title
from musterbook.reading.phrases import (
    NEUTER,
    Focus,
    Referent,
    WordTables,
    core,
    is_subject,
    modifier,
    modifiers,
    possessor,
    span_text,
)
from musterbook.reading.tree import Tree

ENVOYS = frozenset(("diplomat", "diplomats", "ambassador", "ambassadors", "envoy", "envoys"))
PLURAL_OWNERS = frozenset(("their", "theirs"))


def person(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    """A named person, with the state the text gives: beside the name, by the office, or by context."""
    tree = sentence.tree
    known = sentence.persons.get(i) or _person_of_title(sentence, i)
    if known is None or (tree.base_rel(i) in ("flat", "compound") and tree.head(i) in sentence.persons):
        return None
    span = tree.span_of([k for k in core(tree, i) if k in sentence.persons] or [i])
    state = known.actor or focus.placed.get(known.name) or _state_of(sentence, i, known, focus)
    if state is None or known.office == "not_government":
        return Referent((), known.name, "named", blocked=True, person=True, office=known.office)
    focus.placed[known.name] = state
    return Referent(((state, span),), known.name, "named", person=True, office=known.office)


def _state_of(sentence: Marked, i: int, known: Person, focus: Focus) -> str | None:
    found = modifier(sentence, i) or _appositive_state(sentence, i, focus)
    if found is not None or known.office is None or known.office == "not_government":
        return found
    last = focus.last(sentence.tree.number, {"single": True, "person": False}, 1)
    return last.ids[0] if last is not None and not last.ids[0].startswith("GROUP:") else None


def _person_of_title(sentence: Marked, i: int) -> Person | None:
    """``Prime Minister Kari Holm`` may be headed by the title."""
    title = sentence.title_at(i)
    if title is None:
        return None
    after = title.indices[-1] + 1
    person = sentence.persons.get(after)
    if person is not None:
        return person
    for kid in sentence.tree.children(i, "appos", "flat"):
        if kid in sentence.persons:
            return sentence.persons[kid]
    return None


def _appositive_state(sentence: Marked, i: int, focus: Focus) -> str | None:
    """``its foreign minister, Ari Voss``: the office's owner, also through a pronoun."""
    tree = sentence.tree
    around = [i, tree.head(i), *tree.kids[i]]
    for node in (n for n in around if n >= 0 and sentence.title_at(n)):
        state = modifier(sentence, node)
        if state is not None:
            return state
        if any(tree.lower[k] in NEUTER | PLURAL_OWNERS for k in tree.children(node, "nmod:poss", "det")):
            last = focus.last(tree.number, {"single": True, "person": False})
            if last is not None:
                return last.ids[0]
    return None


def office(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    title = sentence.title_at(i)
    tree = sentence.tree
    if title is None or tree.upos(i) not in ("NOUN", "PROPN") or head_of(tree, title.indices) != i:
        return None
    if title.kind == "not_government" or _former(tree, i):
        return Referent((), span_text(tree, core(tree, i)), "named", blocked=True, person=True)
    if tree.lower[i] in words.members or tree.lower[i] in words.speakers or _named(sentence, title):
        return None
    span = tree.span_of(list(title.indices))
    speaker = span_text(tree, core(tree, i))
    state = modifier(sentence, i) or possessor(sentence, i, focus)
    holder = focus.holder(title.office, state)
    if holder is not None:
        return replace(holder, actors=((holder.ids[0], span),))
    if state is None:
        return _unowned_office(tree, title, span, speaker, focus)
    name = focus.bare_name(tree.number)
    if name is not None:
        return Referent(((state, span),), name, "named", person=True, office=title.office)
    return Referent(((state, span),), speaker, "spokesperson", person=True, office=title.office)


def _former(tree: Tree, i: int) -> bool:
    """An ex-minister binds nobody."""
    return bool({"former", "ex", "retired", "ex-"} & {tree.lower[k] for k in core(tree, i)})


def _named(sentence: Marked, title: Title) -> bool:
    """Whether a name of its own follows the title: then the title is no other person's."""
    after = title.indices[-1] + 1
    return after in sentence.persons and title.kind != "not_government"


def _unowned_office(tree: Tree, title: Title, span: Span, speaker: str, focus: Focus) -> Referent | None:
    """``the prime minister`` without a state: somebody just named, else the state last spoken of."""
    known = focus.last(tree.number, {"person": True, "blocked": False}, 2)
    if known is not None and known.office in (None, title.office):
        return replace(known, actors=((known.ids[0], span),))
    last = focus.last(tree.number, {"single": True}, 6)
    if last is None:
        return None
    name = focus.bare_name(tree.number)
    kind = "named" if name else "spokesperson"
    return Referent(((last.ids[0], span),), name or speaker, kind, person=True, office=title.office)


def speaker_noun(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    tree = sentence.tree
    kind = words.speakers.get(tree.lower[i])
    if kind is None or tree.upos(i) not in ("NOUN", "PROPN"):
        return None
    states = modifiers(sentence, i)
    speaker = span_text(tree, core(tree, i))
    if not states:
        states = [(p.actor, tree.span_of([k])) for k, p in _persons_in(sentence, i) if p.actor is not None][
            :1
        ]
    if not states:
        states = _posted(sentence, i)
    if not states:
        owner = possessor(sentence, i, focus)
        if owner is None and _can_speak(tree, i) and not _of_elsewhere(tree, i):
            last = focus.last(tree.number, {"single": True}, 1)
            owner = last.ids[0] if last is not None else None
        states = [(owner, tree.span_of([i]))] if owner else []
    return Referent(tuple(states[:4]), speaker, kind)


def _posted(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """``Officials in Washington``, ``the ministry in Rome``: of that state, but for diplomats there."""
    tree = sentence.tree
    if tree.lower[i] in ENVOYS or _of_elsewhere(tree, i):
        return []
    return [
        (mention.actor, tree.span_of(list(mention.indices)))
        for k in tree.children(i, "nmod")
        if "in" in {tree.lower[c] for c in tree.children(k, "case")}
        and (mention := sentence.actor_at(k)) is not None
        and mention.kind == "capital"
    ]


def _persons_in(sentence: Marked, i: int) -> list[tuple[int, Person]]:
    """``Holm's spokesman``: the person for whom somebody speaks."""
    return [(k, sentence.persons[k]) for k in core(sentence.tree, i) if k != i and k in sentence.persons]


def _can_speak(tree: Tree, i: int) -> bool:
    """Subject of something, or behind "according to": the places of a source."""
    cases = {tree.lower[k] for k in tree.children(i, "case")}
    return is_subject(tree, i) or bool(cases & {"according", "to"})


def _of_elsewhere(tree: Tree, i: int) -> bool:
    """``one European diplomat``, ``Western officials``: qualified by a name that is no state of ours."""
    return any(tree.tokens[k].text[:1].isupper() and k > 0 for k in core(tree, i) if k != i)
