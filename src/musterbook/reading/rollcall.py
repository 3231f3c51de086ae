"""A counted group whose members are called one by one: "Seven states are willing ... A source listed them:
Kenya, Benin and Chad, ...".

As many states must be named as were counted; then each of them takes the group's stance.
"""

from collections.abc import Sequence
from dataclasses import replace

from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.actors import ActorMention
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.drafting import source_of, word_of_others
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.numerals import numeral_at, tokens
from musterbook.reading.phrases import Referent
from musterbook.reading.tree import Tree
from musterbook.text.wordlist import word_set

REACH = 2
RULE = "roll-call"
LEAST = 3  # two names behind "two countries" may be anybody
OPENERS = frozenset((":", "-", "–", "—", "("))
THEY = word_set("they them these those")
WHOLE = word_set("coalition mission operation force alliance partners guarantee guarantees")
LISTED = ("name", "people", "capital")


def with_members(drafts: Sequence[Draft], marked: Sequence[Marked], reports: Sequence[Report]) -> list[Draft]:
    """Drafts in which each counted group that is called by name is replaced by its members."""
    return [member for draft in drafts for member in _members(draft, marked, reports)]


def _members(draft: Draft, marked: Sequence[Marked], reports: Sequence[Report]) -> list[Draft]:
    if not draft.actor.startswith("GROUP:"):
        return [draft]
    tree, names = _called(draft, marked)
    if not names:
        return [_as_a_crowd(draft)]
    last = names[-1].indices[-1]
    listed = tree.span_of([names[0].indices[0], last])
    because = (*draft.because, Because(RULE, listed, draft.stance))
    report = report_of(tree.span_of([last]), reports) or draft.report
    whose = replace(draft, evidence=listed, further=(draft.evidence,), because=because, report=report)
    return [_as(name, tree.span_of(list(name.indices)), whose) for name in names]


def _as(name: ActorMention, span: Span, draft: Draft) -> Draft:
    speaker, kind = source_of(draft.report, Referent(((name.actor, span),)))
    others = word_of_others(draft.report, name.actor)
    return replace(
        draft, actor=name.actor, actor_span=span, speaker=speaker, source_kind=kind, third_party=others
    )


def _as_a_crowd(draft: Draft) -> Draft:
    """``Thirty governments will sign up to the coalition``: it stays open what each of them gives."""
    certain = _names_soldiers(draft) and not _either(draft)
    if draft.on != "troops" or certain or not _counted(draft.actor):
        return draft
    stance = "offers" if draft.stance == "pledges" else draft.stance
    return replace(draft, content=replace(draft.content, on="unspecified"), stance=stance)


def _either(draft: Draft) -> bool:
    """``Either to send soldiers or to supply other things``: who of them does which is not told."""
    tree = draft.proposal.sentence.tree
    return {"either", "or"} <= {tree.lower[k] for k in tree.indices_in(draft.evidence)}


def _names_soldiers(draft: Draft) -> bool:
    """Whether a plain word for soldiers stands in what is given, none that also means the whole mission."""
    sentence = draft.proposal.sentence
    found = [s for i in draft.content.indices for s in sentence.subjects_at(i, "contribution")]
    words = {sentence.tree.lower[i] for i in draft.content.indices}
    return any(s.on == "troops" and not s.weak for s in found) and not words & WHOLE


def _called(draft: Draft, marked: Sequence[Marked]) -> tuple[Tree, list[ActorMention]]:
    """The list that calls the members of a group, and its sentence: the group's own, or one soon after."""
    count, own = _count(draft.actor), marked[draft.sentence]
    near = marked[draft.sentence : draft.sentence + REACH + 1] if count >= LEAST else ()
    for sentence in near:
        same = sentence is own
        behind = draft.actor_span.start if same else sentence.tree.span.start
        names = _list(sentence, behind, same=same)
        if len({m.actor for m in names}) == len(names) == count:
            return sentence.tree, names
    return own.tree, []


def _count(actor: str) -> int:
    """The exact number a group was counted with: 0 for "some ten" or "more than thirty"."""
    said = actor.removeprefix("GROUP:")
    found = tokens(said, 0, len(said))
    numeral = numeral_at(said, found, 0) if found else None
    value = None if numeral is None else numeral.value
    return int(value) if value is not None and value == int(value) else 0


def _counted(actor: str) -> bool:
    """Whether a group goes by a number, however vague."""
    found = tokens(actor, 0, len(actor))
    return any(numeral_at(actor, found, k) is not None for k in range(len(found)))


def _list(sentence: Marked, behind: int, *, same: bool) -> list[ActorMention]:
    """The states named behind what opens a list: a colon or dash, or "they are" in a sentence of its own."""
    tree = sentence.tree
    names = [m for m in sentence.actors if m.kind in LISTED and tree.tokens[m.indices[0]].start >= behind]
    opened = next(
        (i for i, t in enumerate(tree.tokens) if t.start >= behind and tree.lower[i] in OPENERS), None
    )
    meant = THEY & set(tree.lower[: names[0].indices[0]]) if names else frozenset()
    if opened is not None and (same or meant):
        return [m for m in names if m.indices[0] > opened]
    return names if meant and not same else []
