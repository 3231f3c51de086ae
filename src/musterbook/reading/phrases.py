"""What noun phrases share: their words without clauses, the states that qualify them, and what was
mentioned before.

A ``Referent`` is whom a phrase means; ``Focus`` remembers referents in text order, for whatever points back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.span import Span
from musterbook.reading.folding import folded
from musterbook.reading.inflect import word_set
from musterbook.reading.mentions import Marked
from musterbook.reading.tree import Tree

CLAUSE_RELS = frozenset(
    ("acl", "advcl", "conj", "parataxis", "cc", "ccomp", "appos", "csubj", "discourse", "list")
)
SINGULAR_PERSON = frozenset(("he", "she", "his", "her", "him", "hers", "himself", "herself"))
NEUTER = frozenset(("it", "its", "itself"))
SPOKEN_FOR = word_set("spokesman spokeswoman spokesperson spokesmen minister secretary official adviser")
CROWDS = word_set(
    """
    thousands hundreds dozens scores number group handful battalion brigade company contingent team
    some many most couple pair lot share part crew
    """
)


@dataclass(frozen=True, slots=True)
class Referent:
    """``actors`` with the span that names each; ``speaker`` and ``source_kind`` if the phrase can speak.

    ``group`` holds the printed words of a counted or described group, ``count`` its bounds. ``first``
    marks we/I, which only the enclosing statement can resolve. ``blocked`` phrases (parties,
    ex-officials) bind nobody.
    """

    actors: tuple[tuple[str, Span], ...] = ()
    speaker: str | None = None
    source_kind: str = "narrator"
    group: str | None = None
    group_span: Span | None = None
    first: bool = False
    blocked: bool = False
    person: bool = False
    office: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(actor for actor, _ in self.actors)


@dataclass(slots=True)
class Focus:
    """What has been mentioned so far, newest last: (sentence, is subject, referent)."""

    seen: list[tuple[int, bool, Referent]] = field(default_factory=list)
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)

    def note(self, sentence: int, subject: bool, referent: Referent) -> None:
        if referent.actors and not referent.first:
            self.seen.append((sentence, subject, referent))
        elif referent.person and referent.speaker and referent.office != "not_government":
            self.unplaced.append((sentence, referent.speaker))

    def bare_name(self, sentence: int) -> str | None:
        """The one bare name of the sentence or the two before it, of whom the text has yet to say whose."""
        near = {name for where, name in self.unplaced if sentence - where <= 2}
        return next(iter(near)) if len(near) == 1 else None

    def holder(self, office: str, state: str | None) -> Referent | None:
        """The last person mentioned with this very office (of this state, if one is named)."""
        fits = [r for _, _, r in self.seen if r.person and r.office == office and state in (None, r.ids[0])]
        return fits[-1] if fits else None

    def body(self, called: frozenset[str]) -> str | None:
        """The organisation of these that was mentioned last, wherever in the text."""
        found = [r.ids[0] for _, _, r in self.seen if len(r.ids) == 1 and r.ids[0] in called]
        return found[-1] if found else None

    def last_several(self, sentence: int, count: int, reach: int = 6) -> Referent | None:
        """The last so many states that were subjects, one after another: "all four" of them."""
        found: dict[str, Span] = {}
        for where, subject, referent in reversed(self.seen):
            if subject and len(set(referent.ids)) == 1 and referent.group is None and not referent.blocked:
                if sentence - where > reach:
                    break
                found.setdefault(*referent.actors[0])
            if len(found) == count:
                return Referent(tuple(reversed(found.items())))
        return None

    def last(self, sentence: int, fits: "Mapping[str, bool]", reach: int = 4) -> Referent | None:
        """The newest fitting referent, subjects of the same sentence distance first."""
        best: tuple[tuple[int, bool, int], Referent] | None = None
        for order, (where, subject, referent) in enumerate(self.seen):
            if sentence - where > reach or not _fits(referent, fits):
                continue
            key = (where, subject, order)
            if best is None or key > best[0]:
                best = (key, referent)
        return None if best is None else best[1]


def _fits(referent: Referent, wanted: Mapping[str, bool]) -> bool:
    tests = {
        "person": referent.person,
        "single": len(set(referent.ids)) == 1 and referent.group is None,
        "plural": len(set(referent.ids)) > 1 or referent.group is not None,
        "blocked": referent.blocked,
    }
    return all(tests[name] is value for name, value in wanted.items())


@dataclass(frozen=True, slots=True)
class WordTables:
    speakers: Mapping[str, str]
    members: frozenset[str]
    bodies: Mapping[str, frozenset[str]]  # "alliance", "union" -> the organisations that are called so


@lru_cache(maxsize=4)
def word_tables(codebook: Codebook) -> WordTables:
    speakers = {row["form"]: row["source_kind"] for row in codebook.rows("speakers")}
    members = frozenset(row["form"] for row in codebook.rows("groupwords") if row["use"] == "member")
    return WordTables(speakers, members, _bodies(codebook))


def _bodies(codebook: Codebook) -> dict[str, frozenset[str]]:
    """What kinds of organisation are called: those with the word in a name, or any."""
    rows = [row for row in codebook.rows("groups") if row["kind"] == "organisation"]
    names = {row["id"]: folded(f"{row['name']}|{row['names']}").replace("|", " ").split() for row in rows}
    return {
        row["form"]: frozenset(
            id for id, words in names.items() if row["use"] == "any_body" or row["form"] in words
        )
        for row in codebook.rows("groupwords")
        if row["use"] in ("body", "any_body")
    }


def core(tree: Tree, i: int) -> list[int]:
    """The words of a noun phrase without its clauses, coordinations and appositions."""
    found, stack = [], [i]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(k for k in tree.kids[node] if _in_core(tree, k, top=node == i))
    return sorted(found)


def _in_core(tree: Tree, k: int, *, top: bool) -> bool:
    if tree.base_rel(k) in CLAUSE_RELS or tree.lower[k] == ",":
        return False
    return not (top and tree.base_rel(k) in ("case", "mark", "punct"))


def span_text(tree: Tree, indices: Sequence[int]) -> str:
    out = ""
    last_end = None
    for i in sorted(indices):
        token = tree.tokens[i]
        out += (" " if last_end is not None and token.start > last_end else "") + token.text
        last_end = token.end
    return out


def modifier(sentence: Marked, i: int) -> str | None:
    """The state among the modifiers of a phrase: British, Poland's, of Kenya."""
    inside = set(core(sentence.tree, i)) - {i}
    for mention in sentence.actors:
        if mention.kind != "person" and set(mention.indices) <= inside:
            return mention.actor
    return None


def modifiers(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """The states that own or qualify a phrase: adjectives, compounds, possessors, "of", "from" and "by"
    phrases."""
    tree = sentence.tree
    found: list[tuple[str, Span]] = []
    counted = [
        k for k in tree.children(i, "nmod") if tree.upos(i) in ("NUM", "NOUN") and tree.lower[i] in CROWDS
    ]
    for kid in (k for node in (i, *counted) for k in tree.kids[node]):
        if not _owning(tree, kid):
            continue
        for node in _with_owners(tree, kid):
            mention = sentence.actor_at(node)
            if mention is not None and mention.kind not in ("person", "parliament"):
                found.append((mention.actor, tree.span_of(list(mention.indices))))
    return found


def _with_owners(tree: Tree, kid: int) -> list[int]:
    """Behind "for" the owner may be an adjective of what is spoken for: "for the Danish government"; before a
    noun, one of the noun between: "Danish government sources"."""
    spoken = any(tree.lower[k] == "for" for k in tree.children(kid, "case"))
    between = tree.base_rel(kid) == "compound" and tree.upos(kid) == "NOUN"
    return core(tree, kid) if spoken or between else tree.conjuncts(kid)


def _owning(tree: Tree, k: int) -> bool:
    relation = tree.base_rel(k)
    if relation == "nmod":
        cases = [tree.lower[c] for c in tree.children(k, "case")]
        return tree.rel(k) == "nmod:poss" or any(
            c in ("of", "from", "by", "for", "'s")
            for c in cases
            if c != "for" or tree.lower[tree.head(k)] in SPOKEN_FOR
        )
    return relation in ("amod", "compound", "flat", "det")


def possessor(sentence: Marked, i: int, focus: Focus) -> str | None:
    tree = sentence.tree
    for kid in tree.children(i, "nmod:poss", "det"):
        last = None
        if tree.lower[kid] in NEUTER:
            last = focus.last(tree.number, {"single": True, "person": False})
        elif tree.lower[kid] in SINGULAR_PERSON:
            last = focus.last(tree.number, {"person": True})
        elif tree.lower[kid] == "whose" and focus.seen and focus.seen[-1][0] == tree.number:
            last = focus.seen[-1][2]
        if last is not None and last.actors:
            return last.ids[0]
    return None


def is_subject(tree: Tree, i: int) -> bool:
    return tree.base_rel(i) == "nsubj"
