"""Positions that the network sees: the words are its finding, whom they mean is looked up.

The network says which words name an actor, which the contribution or measure, how firmly, and which words
state a condition. The tables and the referents of the text say which actor those words mean; a position whose
actor cannot be told is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from musterbook.codebook import Codebook
from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of, told_at
from musterbook.reading.clauses import clause_indices, features
from musterbook.reading.conditions import MANDATES, FoundCondition, idle, join_leaves
from musterbook.reading.content import SUBJECT_KINDS, Content
from musterbook.reading.drafting import source_of, word_of_others
from musterbook.reading.drafts import Draft
from musterbook.reading.groups import inside_border
from musterbook.reading.lexicon import Cue, CueHit
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import Proposal
from musterbook.reading.referents import Referent, Referents
from musterbook.reading.stance import Step
from musterbook.reading.tree import Tree
from musterbook.text.offering import OfferSpan

BACK = 3  # sentences
BOUND = 0.45  # the likelihood from which words are a condition of an offer
BOUND_TO_NO = 0.9  # ... and of a refusal, which seldom has one
CROWD = ("many", "most", "some", "others", "several", "few", "nobody")
MANNED = ("persons", "ships", "aircraft")
ELSEWISE = ("another", "other", "else", "different", "elsewhere")
MEMBERS = ("countries", "states", "nations", "members", "governments", "capitals")
WHOLE = ("force", "mission", "operation", "coalition", "contingent")
NOT_ONLY = (("not", "only"), ("not", "just"), ("not", "merely"), ("not", "simply"), ("n't", "only"))
RELATIVE = ("which", "who", "that")
VAGUE = "unspecified"
MAIN = 0.6  # the share of what a text speaks of that makes it the mission's
FORM, WEAK_FORM = 8.0, 2.0  # how many times likelier a subject is where the codebook's forms name it
Place = tuple[int, int]  # sentence, token
Places = dict[int, Place]  # by the offset at which a word starts


class Sight:
    """What the lookups share: the marked sentences, the referents, the reports, and where each word is."""

    def __init__(
        self,
        marked: Sequence[Marked],
        referents: Referents,
        reports: Sequence[Report],
        codebook: Codebook,
        conditional: Mapping[int, frozenset[int]] | None = None,
    ) -> None:
        self.conditional = {(n, i) for n, words in (conditional or {}).items() for i in words}
        self.marked, self.referents, self.codebook = marked, referents, codebook
        self.reports = [r for r in reports if r.referent is not None]
        self.places: Places = {
            token.start: (m.tree.number, token.index) for m in marked for token in m.tree.tokens
        }

    def words(self, spans: Iterable[tuple[int, int]]) -> list[Place]:
        """The words under some spans, in text order."""
        return [self.places[at] for start, end in spans for at in range(start, end) if at in self.places]


def learned_drafts(offers: Sequence[OfferSpan], sight: Sight) -> list[Draft]:
    """A draft for every offer whose actor is known, likely or not, in text order."""
    drafts = [draft for offer in offers for draft in _drafts(offer, sight)]
    return _of_the_mission(drafts, sight.codebook)


def _of_the_mission(drafts: Sequence[Draft], codebook: Codebook) -> list[Draft]:
    """Who is "ready to take part" in a text that speaks of policemen gives policemen."""
    shares: defaultdict[str, float] = defaultdict(float)
    for draft in drafts:
        if draft.on != VAGUE:
            shares[draft.on] += draft.confidence
    top = max(shares, key=lambda on: shares[on], default=VAGUE)
    manned = top in codebook.contributions and codebook.contribution(top).unit in MANNED
    if not manned or shares[top] <= MAIN * sum(shares.values()):
        return list(drafts)
    return [replace(d, content=replace(d.content, on=top)) if _takes_part(d) else d for d in drafts]


def _takes_part(draft: Draft) -> bool:
    """Whether a vague role is a part in the mission, not "help of another kind"."""
    lower = draft.proposal.sentence.tree.lower
    return draft.on == VAGUE and not any(lower[k] in ELSEWISE for k in draft.content.indices)


def _drafts(offer: OfferSpan, sight: Sight) -> list[Draft]:
    who, what = sight.words(offer.who), sight.words(offer.what)
    cue = sight.words([offer.cue]) if offer.cue else []
    if not who or not what or _of_another(who[0], what, cue, sight) or _not_only(offer, cue, sight):
        return []
    if all(place in sight.conditional for place in (who[0], what[0])):
        return []  # "if Russia uses the truce to move troops" is nobody's position
    found = actors_of(who, sight)
    return [_draft(offer, sight, (who, what, cue), actor, span) for actor, span in found]


def _not_only(offer: OfferSpan, cue: Sequence[Place], sight: Sight) -> bool:
    """``It is not only a question of troops`` refuses nothing."""
    if offer.stance != "refuses":
        return False
    words = [(sight.marked[n].tree.lower, i) for n, i in cue]
    near = [lower[k : k + 2] for lower, i in words for k in range(i - 1, i + 2) if k >= 0]
    return any(pair in NOT_ONLY for pair in near)


def _of_another(who: Place, what: Sequence[Place], cue: Sequence[Place], sight: Sight) -> bool:
    """``Kenya, which offered to lead, Benin and Chad``: a relative clause speaks of the noun before it.
    ``The British admit that many would not``, ``Oslo says the force could grow``: nor does a crowd, or the
    whole force, speak for whoever speaks of it."""
    tree = sight.marked[who[0]].tree
    for node in [i for n, i in cue[:1] if n == who[0] and i < who[1]]:
        clause = next((k for k in (node, *tree.ancestors(node)) if tree.rel(k) == "acl:relcl"), None)
        if clause is not None and any(tree.lower[k] in RELATIVE for k in tree.children(clause, "nsubj")):
            return not any(tree.lower[k] == "by" for k in tree.children(who[1], "case"))
    said = [i for n, i in cue if n == who[0]]
    heads = {*said, *_governing(said or [i for n, i in what if n == who[0]], tree)}
    crowds = [(i, k) for i in heads for k in tree.children(i, "nsubj") if tree.lower[k] in (*CROWD, *WHOLE)]
    return any(who[1] not in tree.subtree(i if tree.lower[k] in WHOLE else k) for i, k in crowds)


def _governing(words: Sequence[int], tree: Tree) -> list[int]:
    """The nearest word above some words that has a subject."""
    return [k for i in words[:1] for k in tree.ancestors(i) if tree.child(k, "nsubj") is not None][:1]


def actors_of(who: Sequence[Place], sight: Sight) -> list[tuple[str, Span]]:
    """Whom the words mean: a name first, then a person, then whatever the text has said of the phrase."""
    for look in (_by_name, _by_person, _by_referent, _by_phrase):
        for number, i in who:
            found = look(number, i, sight)
            if found:
                return found
    return []


def _by_name(number: int, i: int, sight: Sight) -> list[tuple[str, Span]]:
    sentence = sight.marked[number]
    mention = sentence.actor_at(i)
    if mention is None or mention.kind in ("person", "parliament") or inside_border(sentence, i):
        return []
    if mention.kind == "group" and sentence.tree.lower[sentence.tree.head(mention.head)] in MEMBERS:
        return []  # "EU countries" are not the Union
    return [(mention.actor, sentence.tree.span_of(list(mention.indices)))]


def _by_person(number: int, i: int, sight: Sight) -> list[tuple[str, Span]]:
    sentence = sight.marked[number]
    person = sentence.persons.get(i)
    if person is None or person.actor is None:
        return []
    return [(person.actor, sentence.tree.span_of([i]))]


def _by_referent(number: int, i: int, sight: Sight) -> list[tuple[str, Span]]:
    referent = sight.referents.get((number, i))
    if referent is not None and referent.first:
        report = report_of(sight.marked[number].tree.span_of([i]), sight.reports)
        referent = _last_speaker(number, i, sight) if report is None else report.referent
    if referent is None or referent.blocked:
        return []
    return list(referent.actors)


def _last_speaker(number: int, i: int, sight: Sight) -> Referent | None:
    """Who says "we" where nobody is said to speak: the last one before who can, not far back."""
    ends = {number: i} | {n: len(sight.marked[n].tree.lower) for n in range(max(number - BACK, 0), number)}
    before = [(n, k) for n in sorted(ends, reverse=True) for k in reversed(range(ends[n]))]
    found = [sight.referents[place] for place in before if place in sight.referents]
    able = [r for r in found if r.actors and not r.blocked and len(r.actors) == 1]
    return next((r for r in able if r.person), able[0] if able else None)


def _by_phrase(number: int, i: int, sight: Sight) -> list[tuple[str, Span]]:
    """The phrase around a word: "the chancellor" where only "the" and its head are known."""
    tree = sight.marked[number].tree
    for node in list(tree.ancestors(i))[:2]:
        if tree.upos(node) in ("NOUN", "PROPN"):
            found = _by_name(number, node, sight) or _by_referent(number, node, sight)
            if found:
                return found
    return []


def _draft(offer: OfferSpan, sight: Sight, words: tuple[list[Place], ...], actor: str, span: Span) -> Draft:
    who, what, cue = words
    number = _sentence(who, what, cue)
    sentence = sight.marked[number]
    tree = sentence.tree
    step = _step(sentence, [i for n, i in cue if n == number] or [i for n, i in who if n == number], offer)
    subject = next((i for n, i in who if n == number), None)
    mine = [i for part in words for n, i in part if n == number]
    evidence = _evidence(sentence, step.head, subject, mine)
    report = told_at(tree, step.head, sight.reports)
    speaker, kind = source_of(report, _speaking(who, sight) or Referent(((actor, span),)))
    content = _content(offer, what, number, sight)
    because = Because(f"model:{offer.stance}", Span(*(offer.cue or offer.what[0])), offer.stance)
    return Draft(
        sentence=number,
        proposal=Proposal(sentence, (step,), subject, subject is None),
        actor=actor,
        actor_span=span,
        content=content,
        stance=offer.stance,
        evidence=evidence,
        negated=step.features.negated,
        report=report,
        speaker=speaker,
        source_kind=kind,
        third_party=word_of_others(report, actor),
        because=(because,),
        seen=_conditions(offer, sight, (actor, content.on)),
        named=dict(offer.subjects).get(content.on, 0.0),
        rungs=offer.stances,
        confidence=offer.likelihood,
    )


def _sentence(who: Sequence[Place], what: Sequence[Place], cue: Sequence[Place]) -> int:
    """Where the position stands: where two of its three parts do, else where its actor is named.

    A list has its verb in the heading, an ellipsis in the clause before: the proof is the item, the rest.
    """
    parts = [part[0][0] for part in (who, what, cue) if part]
    return max(parts, key=lambda number: (parts.count(number), number == parts[0]))


def _speaking(who: Sequence[Place], sight: Sight) -> Referent | None:
    return next((sight.referents[place] for place in who if place in sight.referents), None)


def _step(sentence: Marked, words: Sequence[int], offer: OfferSpan) -> Step:
    """The predicate among the words of the cue: the highest in the tree."""
    tree = sentence.tree
    inside = set(words)
    head = next((i for i in words if tree.head(i) not in inside), words[0])
    seen = features(tree, head, "base")
    cue = Cue(f"model:{offer.stance}", (), "verb", "stance", offer.stance, offer.stance, "model")
    return Step(head, CueHit(cue, head, tuple(words), "base"), seen)


def _subject(offer: OfferSpan, what: Sequence[Place], sight: Sight) -> str:
    """What the words name: the network's likelihoods, raised for what the codebook's forms say."""
    own = dict(offer.subjects)
    floor, scores = min(own.values()) / 2, dict(own)
    for number, i in what:
        for mention in sight.marked[number].subjects_at(i, *SUBJECT_KINDS):
            raised = own.get(mention.on, floor) * (WEAK_FORM if mention.weak else FORM)
            scores[mention.on] = max(scores.get(mention.on, 0), raised)
    return max(scores, key=lambda name: scores[name])


def _content(offer: OfferSpan, what: Sequence[Place], number: int, sight: Sight) -> Content:
    on = _subject(offer, what, sight)
    kind = "measure" if on in sight.codebook.measures else "contribution"
    here = [i for n, i in what if n == number]
    rule = f"model:{on}"
    if not here:
        return Content(kind, on, (), None, False, rule)
    tree = sight.marked[number].tree
    head = next((i for i in here if tree.head(i) not in here), here[0])
    phrase = tree.subtree(head) if tree.upos(head) in ("NOUN", "PROPN") else here
    return Content(kind, on, tuple(phrase), head, False, rule)


def _evidence(sentence: Marked, head: int, who: int | None, words: Sequence[int]) -> Span:
    """The clause of the predicate, widened to the words of the position in its sentence; of several subjects
    it begins with the first. A share without a verb ("and Italy 15 million") is its own proof."""
    tree = sentence.tree
    clause = {i for i in clause_indices(tree, head) if tree.upos(i) != "PUNCT"}
    if who is not None and _shares(sentence, head, who):
        last = min(
            (m.indices[0] for m in sentence.actors if m.indices[0] > who), default=max(clause | {who}) + 1
        )
        own = [k for k in range(who, last) if k in clause and tree.lower[k] not in ("and", "while", "the")]
        return tree.span_of(own or [who])
    first = {_first_conjunct(tree, i) for i in words if tree.base_rel(i) == "conj" and i < head}
    return tree.span_of(sorted(clause | first | {head, *words}))


def _shares(sentence: Marked, head: int, who: int) -> bool:
    """Whether an actor stands behind the verb of another one, with a figure of its own."""
    tree = sentence.tree
    before = [m for m in sentence.actors if m.indices[-1] < who]
    return (
        head < who
        and bool(before)
        and any(tree.upos(k) == "NUM" for k in range(who + 1, min(who + 4, len(tree.lower))))
    )


def _first_conjunct(tree: Tree, i: int) -> int:
    while tree.base_rel(i) == "conj":
        i = tree.head(i)
    return i


def _conditions(offer: OfferSpan, sight: Sight, subject: tuple[str, str]) -> tuple[FoundCondition, ...]:
    """What binds the offer, with its words; ``subject`` is who gives what: nothing is its own condition."""
    found = []
    bound = BOUND_TO_NO if offer.stance in ("refuses", "withholds", "deployed") else BOUND
    for condition in (c for c in offer.conditions if c.likelihood >= bound):
        places = sight.words([condition.span])
        if places and not _says_nothing(places, sight) and _stands_for(condition.id, sight) != subject:
            tree = sight.marked[places[0][0]].tree
            leaves = [(_leaf(condition.id, places, sight), Span(*condition.span))]
            formula, rule = join_leaves(tree, leaves), f"model:{condition.id}"
            found.append(FoundCondition(formula, tuple(leaves), rule, condition.likelihood))
    return tuple(found)


def _says_nothing(places: Sequence[Place], sight: Sight) -> bool:
    """``if needed``: words under which nothing in particular must hold."""
    tree, words = sight.marked[places[0][0]].tree, [i for n, i in places if n == places[0][0]]
    return idle(tree, words)


def _bodied(name: str, places: Sequence[Place], sight: Sight) -> bool:
    """Whether the body that a mandate is of is named beside it, or a form of the mandate is."""
    sentence = sight.marked[places[0][0]]
    formed = any(s.on == name and s.kind == "condition" for s in sentence.subjects)
    return formed or any(MANDATES.get(m.actor) == name for m in sentence.actors)


def _stands_for(condition: str, sight: Sight) -> tuple[str, str] | None:
    """The actor and contribution behind a condition: the United States' air cover is ``us_backstop``."""
    return sight.codebook.stands_for(condition) if condition in sight.codebook.conditions else None


def _leaf(name: str, places: Sequence[Place], sight: Sight) -> str:
    if name == "joins":
        others = [actor for n, i in places for actor, _ in _by_name(n, i, sight)]
        return f"joins:{others[0]}" if others else f"joins:{_printed(places, sight)}"
    unknown = name == "other" or (name in MANDATES.values() and not _bodied(name, places, sight))
    return f"other:{_printed(places, sight)}" if unknown else name


def _printed(places: Sequence[Place], sight: Sight) -> str:
    return " ".join(sight.marked[n].tree.tokens[i].text for n, i in places)
