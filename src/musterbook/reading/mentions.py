"""Everything that the tables recognise in a sentence, found once and handed on: actors, titles, persons,
subjects, cues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.reading.actors import ActorMention, actor_index, find_actors
from musterbook.reading.folding import folded
from musterbook.reading.lexicon import CueHit, cue_index, find_cues
from musterbook.reading.persons import (
    Person,
    Registry,
    Title,
    dated,
    find_titles,
    is_name_word,
    name_beside,
    table_person,
    title_index,
)
from musterbook.reading.subjects import SubjectMention, find_subjects, subject_index
from musterbook.reading.tree import Tree
from musterbook.text.wordlist import word_set

MODIFIER_KINDS = ("name", "adjective", "people", "capital", "seat", "group", "parliament", "forces")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its marks. ``persons`` maps each token of a person's name to the person."""

    tree: Tree
    actors: tuple[ActorMention, ...]
    titles: tuple[Title, ...]
    persons: Mapping[int, Person]
    subjects: tuple[SubjectMention, ...]
    cues: tuple[CueHit, ...]

    def actor_at(self, i: int) -> ActorMention | None:
        return next((m for m in self.actors if i in m.indices), None)

    def title_at(self, i: int) -> Title | None:
        return next((t for t in self.titles if i in t.indices), None)

    def subjects_at(self, i: int, *kinds: str) -> list[SubjectMention]:
        return [s for s in self.subjects if i in s.indices and s.kind in kinds]

    def cue_at(self, i: int) -> CueHit | None:
        return next((c for c in self.cues if i in c.indices), None)


def mark(trees: Sequence[Tree], codebook: Codebook, published: date | None = None) -> tuple[Marked, ...]:
    """Mark every sentence; persons learned anywhere in the text count everywhere in it."""
    first = _seated([_first_pass(tree, codebook, published) for tree in trees], codebook)
    registry = Registry({})
    holders = _holders(codebook, published)
    for tree, actors, titles in first:
        _learn(tree, actors, titles, registry, codebook, published)
    for surname, person in holders.items():
        if _fills(person, registry.by_name.get(surname)):
            registry.by_name[surname] = person
    return tuple(_finish(tree, actors, titles, registry, codebook) for tree, actors, titles in first)


@lru_cache(maxsize=8)
def _holders(codebook: Codebook, published: date | None) -> dict[str, Person]:
    """Surname -> the only office-holder of that name on the day of publication."""
    found: dict[str, list[Person]] = {}
    for row in codebook.persons:
        if published is None or (row.start or published) <= published <= (row.end or published):
            found.setdefault(folded(row.surname), []).append(Person(row.name, row.actor, row.office))
    return {surname: people[0] for surname, people in found.items() if len({p.name for p in people}) == 1}


def _fills(holder: Person, known: Person | None) -> bool:
    """Whether the table tells what the text leaves open: whose prime minister "Prime Minister Holm" is."""
    return known is None or (known.actor is None and known.office == holder.office)


_First = tuple[Tree, tuple[ActorMention, ...], tuple[Title, ...]]


def _first_pass(tree: Tree, codebook: Codebook, published: date | None) -> _First:
    actors = tuple(dated(m, codebook, published) for m in find_actors(tree, actor_index(codebook)))
    titles = tuple(find_titles(tree, title_index(codebook)))
    return tree, actors, titles


def _seated(first: Sequence[_First], codebook: Codebook) -> list[_First]:
    """``Brussels`` is Belgium where the text speaks of Belgium too, else the Union, or NATO if that is.

    So for every capital that the table of ambiguous names gives to several actors without a default.
    """
    mentioned = {m.actor for _, actors, _ in first for m in actors if m.kind != "capital"}
    shared = {folded(form): row.actors for form, row in codebook.ambiguous.items() if not row.default}

    def seat(tree: Tree, mention: ActorMention) -> ActorMention:
        others = shared.get(" ".join(tree.lower[i] for i in mention.indices), ())[1:]
        if mention.kind != "capital" or mention.actor in mentioned or not others:
            return mention
        named = [actor for actor in others if actor in mentioned]
        return replace(mention, actor=(named or others)[0])

    return [(tree, tuple(seat(tree, m) for m in actors), titles) for tree, actors, titles in first]


def _learn(
    tree: Tree,
    actors: Sequence[ActorMention],
    titles: Sequence[Title],
    registry: Registry,
    codebook: Codebook,
    published: date | None,
) -> None:
    taken = _taken(actors, titles)
    for mention in actors:
        person = table_person(mention, codebook, published)
        if person is not None:
            registry.learn(person)
    for title in titles:
        name = name_beside(tree, title, taken)
        if name:
            registry.learn(_titled_person(tree, title, name, actors))
    _learn_bare_names(tree, taken, actors, registry)


def _titled_person(tree: Tree, title: Title, name: tuple[int, ...], actors: Sequence[ActorMention]) -> Person:
    words = " ".join(tree.tokens[i].text for i in name)
    if title.kind == "not_government":
        return Person(words, None, "not_government")
    return Person(words, _actor_near(tree, title.indices, actors), title.office)


def _actor_near(tree: Tree, indices: Sequence[int], actors: Sequence[ActorMention]) -> str | None:
    """The state beside a title: ``British foreign minister``, ``Kenya's president``, ``president of
    Kenya``."""
    for mention in reversed(actors):
        gap = indices[0] - mention.indices[-1]
        if (
            mention.kind in MODIFIER_KINDS
            and 0 < gap <= 3
            and not _comma_between(tree, mention.indices[-1], indices[0])
        ):
            return mention.actor
    for mention in actors:
        gap = mention.indices[0] - indices[-1]
        between = tree.lower[indices[-1] + 1 : mention.indices[0]]
        if mention.kind in MODIFIER_KINDS and 0 < gap <= 5 and "of" in between and "," not in between:
            return mention.actor
    return None


def _comma_between(tree: Tree, start: int, end: int) -> bool:
    return "," in tree.lower[start:end]


def _learn_bare_names(
    tree: Tree, taken: set[int], actors: Sequence[ActorMention], registry: Registry
) -> None:
    """``Rosa Lind of Chile``, ``Ari Voss, who speaks for the Danish government``: two name
    words or more."""
    i = 0
    while i < len(tree.lower):
        end = i
        while (
            end < len(tree.lower)
            and end not in taken
            and is_name_word(tree, end)
            and tree.upos(end) == "PROPN"
        ):
            end += 1
        if end - i >= 2:
            name = " ".join(tree.tokens[k].text for k in range(i, end))
            actor = _actor_after(tree, end, actors)
            if actor is not None or _speaks(tree, i, end):
                registry.learn(Person(name, actor))
        i = max(end, i + 1)


def _speaks(tree: Tree, start: int, end: int) -> bool:
    """Whether a bare name is the subject of a verb: a person of whom the text has yet to say whose."""
    top = next((i for i in range(start, end) if not start <= tree.head(i) < end), start)
    return tree.base_rel(top) == "nsubj" and tree.upos(tree.head(top)) == "VERB"


def _actor_after(tree: Tree, end: int, actors: Sequence[ActorMention]) -> str | None:
    """A state in ``of X`` or in a ``who speaks for ...`` clause right behind a name."""
    words = tree.lower[end : end + 3]
    if words[:1] == ("of",):
        reach = 4
    elif words[:2] == (",", "who") and any(
        w in ("speaks", "spoke", "represents") for w in tree.lower[end : end + 5]
    ):
        reach = 9
    else:
        return None
    return next(
        (m.actor for m in actors if end < m.indices[0] <= end + reach and m.kind in MODIFIER_KINDS), None
    )


def _taken(actors: Sequence[ActorMention], titles: Sequence[Title]) -> set[int]:
    taken = {i for m in actors if m.kind != "person" for i in m.indices}
    return taken | {i for t in titles for i in t.indices}


def _finish(
    tree: Tree,
    actors: tuple[ActorMention, ...],
    titles: tuple[Title, ...],
    registry: Registry,
    codebook: Codebook,
) -> Marked:
    kinds = frozenset(("contribution", "measure", "condition"))
    return Marked(
        tree,
        actors,
        titles,
        _persons_in(tree, actors, titles, registry, codebook),
        tuple(find_subjects(tree, subject_index(codebook), kinds)),
        tuple(find_cues(tree, cue_index(codebook))),
    )


DATING = word_set("until till in by since from of last next this early late mid")


def _is_month(tree: Tree, i: int) -> bool:
    """``until May next year``: the month, not the prime minister."""
    beside = (*tree.lower[max(i - 1, 0) : i], *tree.lower[i + 1 : i + 2])
    dated = bool(DATING & set(beside)) or any(word.isdecimal() for word in beside)
    return tree.lower[i] == "may" and dated


def _persons_in(
    tree: Tree,
    actors: Sequence[ActorMention],
    titles: Sequence[Title],
    registry: Registry,
    codebook: Codebook,
) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for mention in actors:
        person = table_person(mention, codebook)
        if person is not None:
            found.update(dict.fromkeys(mention.indices, person))
    taken = _taken(actors, titles)
    for i in range(len(tree.lower)):
        if i in taken or i in found or tree.upos(i) != "PROPN" or _is_month(tree, i):
            continue
        end = i
        while end < len(tree.lower) and end not in taken and tree.upos(end) == "PROPN":
            end += 1
        person = registry.find(tuple(tree.lower[i:end])) or registry.find((tree.lower[i],))
        if person is not None:
            found.update(dict.fromkeys(range(i, end), person))
    return found
