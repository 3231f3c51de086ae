"""From proposals to drafts: who acts, on whose word, what it is about, how firmly.

One sentence after another; the topic (the subject last spoken of) and the last drafts travel along,
because real copy leaves out what was just said.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.clauses import clause_indices
from musterbook.reading.content import Content, contents
from musterbook.reading.content import hedged as _hedged
from musterbook.reading.drafts import Draft
from musterbook.reading.inflect import word_set
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import Proposal, proposals
from musterbook.reading.referents import Referent, Referents
from musterbook.reading.stance import ACTS, chain_stance

TOPIC_REACH = 4
ANAPHORS = word_set(
    """
    it that this so them these those one which part step likewise same either too anything nothing
    everything himself herself itself themselves
    """
)


@dataclass(slots=True)
class Running:
    """What the text was last about: the topic and where it was last explicit, the drafts so far."""

    topic: Content | None = None
    topic_sentence: int = -99
    main: str | None = None
    measure: str | None = None
    drafts: list[Draft] = field(default_factory=list)


def draft_all(
    marked: Sequence[Marked],
    referents: Referents,
    reports: Sequence[Report],
    excluded: dict[int, frozenset[int]],
    saying: frozenset[str],
) -> list[Draft]:
    """Drafts in text order. ``excluded`` gives the words of conditional stretches per sentence;
    ``saying`` the
    inflected verbs of reporting."""
    running = Running(main=main_subject(marked, "contribution"), measure=main_subject(marked, "measure"))
    for sentence in marked:
        number = sentence.tree.number
        for proposal in sorted(
            proposals(sentence, saying, excluded.get(number, frozenset())), key=lambda p: p.inner.head
        ):
            _draft(proposal, referents, reports, excluded.get(number, frozenset()), running)
        if running.topic_sentence != number:
            _note_topic(sentence, running)
    return running.drafts


def main_subject(marked: Sequence[Marked], kind: str) -> str | None:
    """The contribution or measure the text mostly speaks of; None where none is named twice."""
    counts: Counter[str] = Counter()
    for sentence in marked:
        for mention in sentence.subjects:
            if mention.kind == kind and mention.on != "unspecified":
                counts[mention.on] += 1 if mention.weak else 2
    best = max(counts.values(), default=0)
    return min((on for on, n in counts.items() if n == best), default=None) if best >= 3 else None


def _expected(proposal: Proposal) -> bool:
    """``expects 20 countries to join``: a crowd that is somebody's object is a claim, not a position."""
    subject = proposal.subject
    return subject is not None and proposal.sentence.tree.base_rel(subject) in ("obj", "iobj")


def _note_topic(sentence: Marked, running: Running) -> None:
    for mention in sentence.subjects:
        if mention.kind != "condition" and not mention.weak:
            running.topic = Content(mention.kind, mention.on, (), None, False, f"topic:{mention.on}")
            running.topic_sentence = sentence.tree.number
            return


def _draft(
    proposal: Proposal,
    referents: Referents,
    reports: Sequence[Report],
    excluded: frozenset[int],
    running: Running,
) -> None:
    tree = proposal.sentence.tree
    inner = proposal.inner.head
    if inner in excluded:
        return
    report = report_of(
        tree.span_of([inner]), [r for r in reports if r.referent is not None and r.referent.actors]
    )
    referent = _who(proposal, referents, report, running)
    if referent is None or referent.blocked or not referent.actors:
        return
    stance = _echoed(proposal, running) or _stance(proposal, report, referent)
    if stance is None or proposal.sentence.tree.lower[-1] == "?":
        return
    found = _branch(
        proposal, _known_measure(contents(proposal, excluded), running), running
    ) or _topic_content(proposal, running)
    for content in found:
        for actor, actor_span in referent.actors:
            if actor.startswith("GROUP:") and _expected(proposal):
                continue
            draft = _make(proposal, actor, actor_span, content, stance, report, referent)
            if _worth_keeping(draft):
                running.drafts.append(draft)
        running.topic, running.topic_sentence = replace(content, indices=(), head=None), tree.number


def _who(
    proposal: Proposal, referents: Referents, report: Report | None, running: Running
) -> Referent | None:
    """The subject's referent; the speaker where the subject is we, missing, or a thing nobody owns."""
    tree = proposal.sentence.tree
    own = None if proposal.subject is None else referents.get((tree.number, proposal.subject))
    if own is not None and not own.first:
        return own
    if own is None and proposal.subject is not None and not _ownerless(proposal):
        return None
    if report is not None:
        return report.referent
    return _label(proposal, referents) or _just_spoken_of(proposal, running)


def _label(proposal: Proposal, referents: Referents) -> Referent | None:
    """``Germany: doubles its budget``: the name before a colon at the head of a line."""
    tree = proposal.sentence.tree
    colon = next((k for k in range(min(6, len(tree.lower))) if tree.lower[k] == ":"), None)
    if colon is None or proposal.inner.head < colon:
        return None
    found = [referents[tree.number, k] for k in range(colon) if (tree.number, k) in referents]
    return found[0] if found else None


def _just_spoken_of(proposal: Proposal, running: Running) -> Referent | None:
    """A passive without a doer goes on about the actor of the position before it, on the same word."""
    if not running.drafts or not (proposal.outer.features.passive or proposal.inner.features.passive):
        return None
    last = running.drafts[-1]
    if proposal.sentence.tree.number - last.sentence > 1:
        return None
    return Referent(
        ((last.actor, last.actor_span),),
        last.speaker,
        last.source_kind,
        person=last.source_kind != "narrator",
    )


def _ownerless(proposal: Proposal) -> bool:
    """A subject that is itself the thing given ("troops could be sent", "that is out of the question")."""
    tree, subject = proposal.sentence.tree, proposal.subject
    assert subject is not None
    if proposal.sentence.subjects_at(subject, "contribution", "measure"):
        return True
    return tree.lower[subject] in ("it", "this", "that", "there") or tree.upos(subject) == "VERB"


def _stance(proposal: Proposal, report: Report | None, referent: Referent) -> str | None:
    own_word = report is None or report.referent is None or set(referent.ids) <= set(report.referent.ids)
    pledging = report is not None and report.verb == "pledging"
    found = chain_stance(proposal.chain, pledging=pledging, own_word=own_word)
    return "offers" if found == "considers" and _next_step(proposal, own_word) else found


def _next_step(proposal: Proposal, own_word: bool) -> bool:
    """``We can use the assets``: a measure that one's own side can take next is backed."""
    tree, inner = proposal.sentence.tree, proposal.inner
    can = any(tree.lower[k] in ("can", "ca") for s in proposal.chain for k in tree.children(s.head, "aux"))
    can = can or any(
        tree.lower[k] == "can"
        for k in tree.children(tree.head(inner.head), "aux")
        if tree.head(inner.head) >= 0
    )
    return own_word and can and inner.hit is not None and inner.hit.cue.role == "act"


def _known_measure(found: list[Content], running: Running) -> list[Content]:
    """``the ban``, ``the package``: a weak word for a measure means the measure the text is about."""
    return [_named_by_text(c, running) for c in found]


GIFTS = frozenset(("funding", "medical"))


def _named_by_text(content: Content, running: Running) -> Content:
    if content.kind == "measure" and content.weak and running.measure is not None:
        return replace(content, on=running.measure)
    if content.on == "unspecified" and content.weak and running.main in GIFTS:
        return replace(content, on=running.main)
    return content


def _branch(proposal: Proposal, found: list[Content], running: Running) -> list[Content]:
    """Taking part in an unnamed mission means what the text is about."""
    hit = proposal.inner.hit
    if hit is None or hit.cue.role != "join" or any(c.on != "unspecified" for c in found):
        return found
    if running.main is not None:
        return [Content("contribution", running.main, (), None, True, "main-subject")]
    topic = running.topic
    return [topic] if topic is not None and topic.kind == "contribution" and found else found


def _echoed(proposal: Proposal, running: Running) -> str | None:
    """``London followed suit``: an echo in no mood of its own repeats the rung before it."""
    step = proposal.inner
    if step.hit is None or step.hit.cue.role != "echo" or len(proposal.chain) > 1 or not running.drafts:
        return None
    plain = step.features.modal is None and not step.features.negated
    return running.drafts[-1].stance if plain else None


def _topic_content(proposal: Proposal, running: Running) -> list[Content]:
    """What a clause without an object of its own is about: the topic, if it points back or joins in."""
    tree, hit = proposal.sentence.tree, proposal.inner.hit
    if hit is not None and running.main is not None and _indefinite(proposal):
        return [Content("contribution", running.main, (), None, True, "main-subject")]
    if running.topic is None or tree.number - running.topic_sentence > TOPIC_REACH or hit is None:
        return []
    if hit.cue.role in ("join", "echo") or _points_back(proposal):
        return [running.topic]
    number = _bare_number(proposal)
    if number is not None and running.topic.kind == "contribution":
        on = (
            running.main
            if running.main is not None and not _fresh(running, tree.number)
            else running.topic.on
        )
        return [replace(running.topic, on=on, indices=tuple(tree.subtree(number)), head=number)]
    if hit.cue.role == "act" and running.topic.kind == "measure":
        return [running.topic]
    if hit.cue.role == "come" and running.topic.kind == "contribution" and _hedged(proposal):
        return [running.topic]
    if hit.cue.role == "stance" and hit.cue.part == "noun" and running.topic.kind == "measure":
        return [running.topic]
    measure = running.topic.kind == "measure"
    if (
        measure
        and hit.cue.role == "stance"
        and hit.cue.part == "verb"
        and not tree.children(hit.head, "obj", "obl", "xcomp", "ccomp")
    ):
        return [running.topic]
    return []


def _fresh(running: Running, number: int) -> bool:
    """Whether the topic was given in this very sentence or the one before by a draft."""
    return bool(running.drafts) and number - running.drafts[-1].sentence <= 1


def _bare_number(proposal: Proposal) -> int | None:
    """``would send about 100``: the number that stands where the thing given would."""
    tree = proposal.sentence.tree
    head = proposal.inner.head
    found = [k for k in tree.children(head, "obj", "obl", "obl:unmarked") if tree.upos(k) == "NUM"]
    beside = [k for kid in tree.children(head, "obj", "parataxis", "appos", "dep") for k in tree.subtree(kid)]
    found += [k for k in beside if tree.lower[k] in ("million", "billion", "trillion")]
    return found[0] if found else None


def _indefinite(proposal: Proposal) -> bool:
    """``We rule nothing out``: said of whatever the text is about."""
    tree = proposal.sentence.tree
    objects = tree.children(proposal.inner.head, "obj", "nsubj:pass")
    return any(tree.lower[k] in ("anything", "nothing", "everything") for k in objects)


def _points_back(proposal: Proposal) -> bool:
    tree, head = proposal.sentence.tree, proposal.inner.head
    objects = tree.children(head, "obj", "obl", "nsubj:pass", "advmod", "advcl")
    if proposal.inner.hit is not None and proposal.inner.hit.cue.role == "option":
        objects += tree.children(head, "nsubj")
    return any(tree.lower[k] in ANAPHORS for k in objects)


def _make(
    proposal: Proposal,
    actor: str,
    actor_span: Span,
    content: Content,
    stance: str,
    report: Report | None,
    referent: Referent,
) -> Draft:
    tree = proposal.sentence.tree
    speaker, kind = _source(report, referent)
    speaking = report.referent.ids if report is not None and report.referent is not None else ()
    because = tuple(
        Because(step.hit.cue.rule, tree.span_of(list(step.hit.indices)), stance)
        for step in proposal.chain
        if step.hit is not None
    )
    return Draft(
        sentence=tree.number,
        proposal=proposal,
        actor=actor,
        actor_span=actor_span,
        content=content,
        stance=stance,
        evidence=evidence_span(proposal),
        negated=any(step.features.negated for step in proposal.chain),
        report=report,
        speaker=speaker,
        source_kind=kind,
        third_party=bool(speaking) and actor not in speaking,
        because=because,
    )


def _source(report: Report | None, referent: Referent) -> tuple[str | None, str]:
    if report is not None and report.referent is not None:
        source = report.referent
        if source.speaker is None:
            return None, "narrator"
        return source.speaker, source.source_kind
    if referent.person:
        return referent.speaker, referent.source_kind
    return None, "narrator"


def evidence_span(proposal: Proposal) -> Span:
    """The clause from its subject to the end of its objects."""
    tree = proposal.sentence.tree
    indices = set(clause_indices(tree, proposal.outer.head))
    for step in proposal.chain:
        indices.add(step.head)
    if proposal.subject is not None and abs(proposal.subject - proposal.outer.head) < 40:
        indices.add(proposal.subject)
    words = [k for k in indices if tree.upos(k) != "PUNCT"] or [proposal.outer.head]
    return tree.span_of(words)


def _worth_keeping(draft: Draft) -> bool:
    """A deed counts only on something named; weak words need a joining or a stance cue."""
    hit = draft.proposal.inner.hit
    role = hit.cue.role if hit is not None else ""
    if hit is not None and hit.cue.note == "open" and len(draft.proposal.chain) == 1:
        return not draft.content.weak and draft.content.kind != "measure"
    if role == "act" or (hit is not None and hit.cue.note == "measure"):
        return draft.content.kind == "measure"
    if role in ("give", "come") and draft.content.kind == "measure":
        return False
    if role in ACTS and role != "join" and draft.content.weak and draft.on == "unspecified":
        return len(draft.proposal.chain) > 1 or draft.proposal.inner.features.modal is not None
    return True
