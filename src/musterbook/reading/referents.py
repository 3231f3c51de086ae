"""Whom a noun phrase means: states, a person who speaks for one, an office, anonymous officials, or nobody.

Phrases are resolved in text order, so that a pronoun, "his country" or "the ministry" finds the nearest fitting
phrase before it. The table that comes out is read by every later step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from musterbook.codebook import Codebook
from musterbook.model.span import Span
from musterbook.reading.actors import head_of
from musterbook.reading.mentions import Marked
from musterbook.reading.persons import Person, Title
from musterbook.reading.tree import Tree

CLAUSE_RELS = frozenset(("acl", "advcl", "conj", "parataxis", "cc", "ccomp", "appos", "csubj", "discourse", "list"))
SPEAKING_FIRST = frozenset(("we", "our", "us", "i", "my", "ours", "ourselves"))
SINGULAR_PERSON = frozenset(("he", "she", "his", "her", "him", "hers", "himself", "herself"))
PLURAL = frozenset(("they", "their", "them", "both", "theirs", "themselves", "these", "those"))
COUNTERS = frozenset(("two", "three", "four", "five", "six", "seven", "all", "both", "either", "neither"))
NEUTER = frozenset(("it", "its", "itself"))
DIRECT = ("name", "people", "capital", "group", "adjective", "forces")
CROWDS = frozenset(
    """thousands hundreds dozens scores number group handful battalion brigade company contingent team some many most
    couple pair lot share part crew""".split()
)
TOGETHER = frozenset(("including", "include", "includes", "among", "such", "like", "notably", "namely", "especially"))


@dataclass(frozen=True, slots=True)
class Referent:
    """``actors`` with the span that names each; ``speaker`` and ``source_kind`` if the phrase can speak.

    ``group`` holds the printed words of a counted or described group, ``count`` its bounds. ``first`` marks we/I,
    which only the enclosing statement can resolve. ``blocked`` phrases (parties, ex-officials) bind nobody.
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
    unplaced: list[str] = field(default_factory=list)

    def note(self, sentence: int, subject: bool, referent: Referent) -> None:
        if referent.actors and not referent.first:
            self.seen.append((sentence, subject, referent))
        elif referent.person and referent.speaker and referent.office != "not_government":
            self.unplaced.append(referent.speaker)

    def holder(self, office: str, state: str | None) -> Referent | None:
        """The last person mentioned with this very office (of this state, if one is named)."""
        fits = [r for _, _, r in self.seen if r.person and r.office == office and state in (None, r.ids[0])]
        return fits[-1] if fits else None

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
        "single": len(set(referent.ids)) == 1,
        "plural": len(set(referent.ids)) > 1 or referent.group is not None,
        "blocked": referent.blocked,
    }
    return all(tests[name] is value for name, value in wanted.items())


@dataclass(frozen=True, slots=True)
class WordTables:
    speakers: Mapping[str, str]
    members: frozenset[str]


@lru_cache(maxsize=4)
def word_tables(codebook: Codebook) -> WordTables:
    speakers = {row["form"]: row["source_kind"] for row in codebook.rows("speakers")}
    members = frozenset(row["form"] for row in codebook.rows("groupwords") if row["use"] == "member")
    return WordTables(speakers, members)


Referents = dict[tuple[int, int], Referent]


def resolve_all(marked: Sequence[Marked], codebook: Codebook) -> Referents:
    """(sentence, token) -> referent for every noun phrase head that means somebody."""
    table: Referents = {}
    focus = Focus()
    words = word_tables(codebook)
    for sentence in marked:
        for i in range(len(sentence.tree.tokens)):
            if not _nominal(sentence.tree, i):
                continue
            referent = _resolve(sentence, i, focus, words)
            if referent is not None:
                table[(sentence.tree.number, i)] = referent
                focus.note(sentence.tree.number, _is_subject(sentence.tree, i), referent)
    return table


def _nominal(tree: Tree, i: int) -> bool:
    return tree.upos(i) in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")


def _is_subject(tree: Tree, i: int) -> bool:
    return tree.base_rel(i) == "nsubj"


def _resolve(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    tree = sentence.tree
    if (tree.upos(i) in ("PRON", "DET") and i not in sentence.persons) or _counting_back(tree, i):
        return _pronoun(tree, i, focus)
    own = _own(sentence, i, focus, words)
    if own is None and _inside_border(sentence, i):
        own = Referent()
    if own is None or tree.base_rel(i) == "conj":
        return own
    return _with_conjuncts(sentence, i, own, focus, words)


def _with_conjuncts(
    sentence: Marked, i: int, own: Referent, focus: Focus, words: WordTables
) -> Referent:
    """Denmark and Sweden: the phrase of the first conjunct stands for all."""
    actors = [*_listed_before(sentence, i), *own.actors]
    for other in sentence.tree.conjuncts(i)[1:]:
        more = _own(sentence, other, focus, words)
        if more is not None and not more.blocked:
            actors.extend(pair for pair in more.actors if pair[0] not in {a for a, _ in actors})
    return replace(own, actors=tuple(actors))


def _listed_before(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """``Great Britain, France and Australia``: list items that the parse left outside the coordination."""
    tree, found = sentence.tree, []
    if not tree.children(i, "conj"):
        return []
    at = min(core(tree, i))
    while at >= 2 and tree.lower[at - 1] == ",":
        mention = sentence.actor_at(at - 2)
        if mention is None or mention.kind == "person" or tree.head(mention.head) == i:
            break
        found.insert(0, (mention.actor, tree.span_of(list(mention.indices))))
        at = mention.indices[0]
        if at >= 1 and tree.lower[at - 1] == "the":
            at -= 1
    return found


def _own(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    for rule in (_person, _group_phrase, _direct, _office, _speaker_noun, _owned):
        found = rule(sentence, i, focus, words)
        if found is not None:
            return found
    return None


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


def _person(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    tree = sentence.tree
    person = sentence.persons.get(i) or _person_of_title(sentence, i)
    if person is None:
        return None
    if tree.base_rel(i) in ("flat", "compound") and tree.head(i) in sentence.persons:
        return None
    span = tree.span_of([k for k in core(tree, i) if k in sentence.persons] or [i])
    if person.actor is None:
        state = _modifier(sentence, i) or _appositive_state(sentence, i, focus)
        if state is None or person.office == "not_government":
            return Referent((), person.name, "named", blocked=True, person=True, office=person.office)
        return Referent(((state, span),), person.name, "named", person=True, office=person.office)
    return Referent(((person.actor, span),), person.name, "named", person=True, office=person.office)


def _person_of_title(sentence: Marked, i: int) -> Person | None:
    """``Prime Minister Donald Tusk`` may be headed by the title."""
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
    """``its foreign minister, Constantinos Kombos``: the office's owner, also through a pronoun."""
    tree = sentence.tree
    around = [i, tree.head(i), *tree.kids[i]]
    for node in (n for n in around if n >= 0 and sentence.title_at(n)):
        state = _modifier(sentence, node)
        if state is not None:
            return state
        if any(tree.lower[k] in NEUTER | PLURAL for k in tree.children(node, "nmod:poss", "det")):
            last = focus.last(tree.number, {"single": True, "person": False})
            if last is not None:
                return last.ids[0]
    return None


def _modifier(sentence: Marked, i: int) -> str | None:
    """The state among the modifiers of a phrase: British, Poland's, of Kenya."""
    inside = set(core(sentence.tree, i)) - {i}
    for mention in sentence.actors:
        if mention.kind != "person" and set(mention.indices) <= inside:
            return mention.actor
    return None


def _modifiers(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """The states that own or qualify a phrase: adjectives, compounds, possessors, "of", "from" and "by" phrases."""
    tree = sentence.tree
    found: list[tuple[str, Span]] = []
    counted = [k for k in tree.children(i, "nmod") if tree.upos(i) in ("NUM", "NOUN") and tree.lower[i] in CROWDS]
    for kid in (k for node in (i, *counted) for k in tree.kids[node]):
        if not _owning(tree, kid):
            continue
        for node in tree.conjuncts(kid):
            mention = sentence.actor_at(node)
            if mention is not None and mention.kind not in ("person", "parliament"):
                found.append((mention.actor, tree.span_of(list(mention.indices))))
    return found


def _owning(tree: Tree, k: int) -> bool:
    relation = tree.base_rel(k)
    if relation == "nmod":
        cases = [tree.lower[c] for c in tree.children(k, "case")]
        return tree.rel(k) == "nmod:poss" or any(c in ("of", "from", "by", "'s") for c in cases)
    return relation in ("amod", "compound", "flat", "det")


def _direct(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    mention = sentence.actor_at(i)
    if mention is None or mention.head != i or _inside_border(sentence, i):
        return None
    tree = sentence.tree
    if tree.base_rel(i) in ("amod", "compound", "flat") or mention.kind == "parliament":
        return None
    span = tree.span_of(list(mention.indices))
    if mention.kind == "seat":
        return Referent(((mention.actor, span),), span_text(tree, mention.indices), "spokesperson")
    if mention.kind in DIRECT:
        return Referent(((mention.actor, span),))
    return None


def span_text(tree: Tree, indices: Sequence[int]) -> str:
    out = ""
    last_end = None
    for i in sorted(indices):
        token = tree.tokens[i]
        out += (" " if last_end is not None and token.start > last_end else "") + token.text
        last_end = token.end
    return out


def _office(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    title = sentence.title_at(i)
    tree = sentence.tree
    if title is None or tree.upos(i) not in ("NOUN", "PROPN") or head_of(tree, title.indices) != i:
        return None
    if tree.lower[i] in words.members or tree.lower[i] in words.speakers:
        return None
    if title.kind == "not_government":
        return Referent((), span_text(tree, core(tree, i)), "named", blocked=True, person=True)
    span = tree.span_of(list(title.indices))
    speaker = span_text(tree, core(tree, i))
    state = _modifier(sentence, i) or _possessor(sentence, i, focus)
    holder = focus.holder(title.office, state)
    if holder is not None:
        return replace(holder, actors=((holder.ids[0], span),))
    if state is None:
        return _unowned_office(tree, title, span, speaker, focus)
    if focus.unplaced:
        return Referent(((state, span),), focus.unplaced[-1], "named", person=True, office=title.office)
    return Referent(((state, span),), speaker, "spokesperson", person=True, office=title.office)


def _unowned_office(tree: Tree, title: Title, span: Span, speaker: str, focus: Focus) -> Referent | None:
    """``the prime minister`` without a state: somebody just named, else the state last spoken of."""
    known = focus.last(tree.number, {"person": True, "blocked": False}, 2)
    if known is not None and known.office in (None, title.office):
        return replace(known, actors=((known.ids[0], span),))
    last = focus.last(tree.number, {"single": True}, 6)
    if last is None:
        return None
    name = focus.unplaced[-1] if focus.unplaced else None
    kind = "named" if name else "spokesperson"
    return Referent(((last.ids[0], span),), name or speaker, kind, person=True, office=title.office)


def _possessor(sentence: Marked, i: int, focus: Focus) -> str | None:
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


def _speaker_noun(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:
    tree = sentence.tree
    kind = words.speakers.get(tree.lower[i])
    if kind is None or tree.upos(i) not in ("NOUN", "PROPN"):
        return None
    states = _modifiers(sentence, i)
    speaker = span_text(tree, core(tree, i))
    if not states:
        owner = _possessor(sentence, i, focus)
        if owner is None and _can_speak(tree, i) and not _of_elsewhere(tree, i):
            last = focus.last(tree.number, {"single": True}, 1)
            owner = last.ids[0] if last is not None else None
        states = [(owner, tree.span_of([i]))] if owner else []
    return Referent(tuple(states[:4]), speaker, kind)


def _can_speak(tree: Tree, i: int) -> bool:
    """Subject of something, or behind "according to": the places of a source."""
    cases = {tree.lower[k] for k in tree.children(i, "case")}
    return _is_subject(tree, i) or bool(cases & {"according", "to"})


def _of_elsewhere(tree: Tree, i: int) -> bool:
    """``one European diplomat``, ``Western officials``: qualified by a name that is no state of ours."""
    return any(tree.tokens[k].text[:1].isupper() and k > 0 for k in core(tree, i) if k != i)


def _owned(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    """British soldiers, Warsaw's share, his country, the country."""
    tree = sentence.tree
    states = _modifiers(sentence, i)
    if states and tree.upos(i) in ("NOUN", "PROPN"):
        return Referent(tuple(dict(states).items()))
    mine = _possessor(sentence, i, focus)
    if mine is not None and tree.upos(i) == "NOUN":
        return Referent(((mine, tree.span_of([i])),))
    if tree.lower[i] not in ("country", "nation", "state", "government", "capital", "republic", "kingdom"):
        return None
    owner = _possessor(sentence, i, focus)
    if owner is None and any(tree.lower[k] == "the" for k in tree.children(i, "det")):
        last = focus.last(tree.number, {"single": True})
        owner = last.ids[0] if last is not None else None
    return Referent(((owner, tree.span_of([i])),)) if owner else None


def _group_phrase(sentence: Marked, i: int, focus: Focus, words: WordTables) -> Referent | None:  # noqa: ARG001
    """26 countries; countries bordering Russia; a group of EU countries, including Ireland and Belgium."""
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
    full = tree.span_of([k for k in tree.subtree(i) if k <= max(core(tree, i)) + 8]) if _described(sentence, i) else span
    printed = span_text(tree, tree.indices_in(full))
    return Referent(((f"GROUP:{printed}", full),), group=printed, group_span=full)


def _of_a_group(sentence: Marked, i: int) -> Referent | None:
    """``European Union leaders`` speak as the Union; a number in front makes them a counted group instead."""
    tree = sentence.tree
    groups = [(a, s) for a, s in _modifiers(sentence, i) if len(a) != 3]
    if len(groups) != 1 or _counted(tree, i) or tree.lower[i] not in ("leaders", "ministers", "members", "countries", "states"):
        return None
    partial = {"some", "several", "many", "most", "few", "other"} & {tree.lower[k] for k in core(tree, i)}
    return None if partial else Referent((groups[0],))


def _bordering(sentence: Marked, i: int) -> Span | None:
    """``Russia-bordering countries``, also where rough copy strings names together before "-bordering"."""
    tree = sentence.tree
    if tree.lower[i - 1] not in ("bordering", "neighbouring", "neighboring") or i < 3 or tree.lower[i - 2] != "-":
        return None
    start = i - 3
    while start >= 2 and tree.lower[start - 1] == "and" and sentence.actor_at(start - 2) is not None:
        start -= 2
    return tree.span_of(list(range(start, i + 1))) if sentence.actor_at(start) is not None else None


def _inside_border(sentence: Marked, i: int) -> bool:
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
    return word in words.members and (word.endswith("s") or tree.lower[max(i - 1, 0)] in ("no", "each", "every"))


def _group_of_members(tree: Tree, i: int, words: WordTables) -> bool:
    if tree.lower[i] not in ("group", "number", "handful", "majority", "dozen", "score", "most", "several", "coalition"):
        return False
    return any(tree.lower[k] in words.members for k in tree.children(i, "nmod"))


def _counted(tree: Tree, i: int) -> bool:
    return any(tree.upos(k) == "NUM" for k in (*core(tree, i), *range(max(i - 2, 0), i)))


def _described(sentence: Marked, i: int) -> bool:
    tree = sentence.tree
    clause = [k for k in tree.subtree(i) if k not in core(tree, i)]
    return any(set(m.indices) & set(clause) for m in sentence.actors) or bool(_modifiers(sentence, i))


def _members_named(sentence: Marked, i: int) -> list[tuple[str, Span]]:
    """The states that "including", "such as", "among them" list for a group phrase, up to its verb."""
    tree = sentence.tree
    start = next((k for k in range(i + 1, min(i + 14, len(tree.lower))) if tree.lower[k] in TOGETHER), None)
    if start is None or any(tree.upos(k) in ("VERB", "AUX") and tree.rel(k) != "case" for k in range(i + 1, start)):
        return []
    end = next((k for k in range(start + 1, len(tree.lower)) if tree.upos(k) in ("VERB", "AUX")), len(tree.lower))
    return [
        (m.actor, tree.span_of(list(m.indices)))
        for m in sentence.actors
        if start < m.indices[0] < end and m.kind in ("name", "people", "capital")
    ]


def _counting_back(tree: Tree, i: int) -> bool:
    """``all three warned``, ``the two agreed``: a number that stands alone as subject."""
    alone = not any(tree.base_rel(k) in ("nmod", "amod", "obl") for k in tree.kids[i])
    return tree.lower[i] in COUNTERS and _is_subject(tree, i) and alone


def _pronoun(tree: Tree, i: int, focus: Focus) -> Referent | None:
    word = tree.lower[i]
    span = tree.span_of([i])
    if word in ("whose", "who", "which"):
        return focus.seen[-1][2] if focus.seen and focus.seen[-1][0] == tree.number else None
    if word in SPEAKING_FIRST:
        return Referent(first=True)
    wanted: Mapping[str, bool] | None = None
    if word in SINGULAR_PERSON:
        wanted = {"person": True}
    elif word in PLURAL or word in COUNTERS:
        wanted = {"plural": True}
    elif word in NEUTER:
        wanted = {"single": True, "person": False}
    if wanted is None:
        return None
    last = focus.last(tree.number, wanted)
    if last is None and word in NEUTER:
        last = focus.last(tree.number, {"single": True})
    if last is None:
        return None
    return replace(last, actors=tuple((actor, span) for actor, _ in last.actors), group=None)
