"""From proposals to drafts: who acts, on whose word, what it is about, how firmly.

One sentence after another; the topic (the subject last spoken of) and the last drafts travel along,
because real copy leaves out what was just said.
"""

from collections.abc import Sequence
from dataclasses import replace

from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of, told_at
from musterbook.reading.clauses import clause_indices
from musterbook.reading.content import Content
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import Proposal, proposals
from musterbook.reading.referents import Referent, Referents
from musterbook.reading.stance import ACTS, chain_stance, combine
from musterbook.reading.topics import Running, echoed, note_topic, spoken_of, start
from musterbook.reading.tree import Tree


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
    running = start(marked)
    for sentence in marked:
        number = sentence.tree.number
        for proposal in sorted(
            proposals(sentence, saying, excluded.get(number, frozenset())), key=lambda p: p.inner.head
        ):
            _draft(proposal, referents, reports, excluded.get(number, frozenset()), running)
        if running.topic_sentence != number:
            note_topic(sentence, running)
    return running.drafts


def _expected(proposal: Proposal) -> bool:
    """``expects 20 countries to join``: a crowd that is somebody's object is a claim, not a position."""
    subject = proposal.subject
    return subject is not None and proposal.sentence.tree.base_rel(subject) in ("obj", "iobj")


def _can_be_asked(report: Report) -> bool:
    """Whether it is known who says it, be it only that it was an official."""
    who = report.referent
    return who is not None and (bool(who.actors) or who.blocked or who.speaker is not None)


def _of_others(proposal: Proposal, content: Content) -> bool:
    """``Calls for more peacekeepers``: whoever calls for a measure backs it, for soldiers wants others'."""
    called = any(step.hit is not None and step.hit.cue.rule == "call-for" for step in proposal.chain)
    return called and content.kind == "contribution"


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
        tree.span_of([inner]),
        [r for r in reports if r.referent is not None and (r.referent.actors or r.referent.blocked)],
    )
    asked = [r for r in reports if _can_be_asked(r)]
    told = told_at(tree, inner, asked)
    referent = _who(proposal, referents, report, running)
    if referent is None or referent.blocked or not referent.actors:
        return
    stance = echoed(proposal, running) or _stance(proposal, report, referent)
    if stance is None or proposal.sentence.tree.lower[-1] == "?":
        return
    for content in spoken_of(proposal, excluded, running):
        if _of_others(proposal, content):
            continue
        for actor, actor_span in referent.actors:
            if actor.startswith("GROUP:") and _expected(proposal):
                continue
            draft = _make(proposal, actor, actor_span, content, stance, told, referent)
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
    if own is None and _exists(tree, proposal.outer.head):
        own = _owner_of_object(proposal, referents)
        if own is not None:
            return own
    if own is None and proposal.subject is not None and not _ownerless(proposal):
        return None
    if report is not None:
        return report.referent
    return _label(proposal, referents) or _just_spoken_of(proposal, running)


def _exists(tree: Tree, i: int) -> bool:
    """``There are no plans ...``: nobody is the subject."""
    return any(tree.base_rel(k) == "expl" for node in (i, tree.head(i)) if node >= 0 for k in tree.kids[node])


def _owner_of_object(proposal: Proposal, referents: Referents) -> Referent | None:
    """Whose the things are that are spoken of: "to send Danish troops"."""
    tree = proposal.sentence.tree
    for k in tree.children(proposal.inner.head, "obj", "nsubj:pass"):
        found = referents.get((tree.number, k))
        if found is not None and found.actors:
            return found
    return None


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
    if found is not None and report is not None and report.verb == "denial" and own_word:
        return combine("refuses", found)
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
    speaker, kind = source_of(report, referent)
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
        evidence=_as_said(evidence_span(proposal), report),
        negated=any(step.features.negated for step in proposal.chain),
        report=report,
        speaker=speaker,
        source_kind=kind,
        third_party=word_of_others(report, actor),
        because=because,
    )


def word_of_others(report: Report | None, actor: str) -> bool:
    """Whether somebody else than the actor says it: another government, or one who binds nobody."""
    if report is None or report.referent is None:
        return False
    return report.referent.blocked or (bool(report.referent.ids) and actor not in report.referent.ids)


def source_of(report: Report | None, referent: Referent) -> tuple[str | None, str]:
    if report is not None and report.referent is not None:
        source = report.referent
        if source.speaker is None:
            return None, "narrator"
        return source.speaker, source.source_kind
    if referent.person:
        return referent.speaker, referent.source_kind
    return None, "narrator"


def _as_said(evidence: Span, report: Report | None) -> Span:
    """Without the words of reporting that run on behind what is said: "..., a spokesman repeated"."""
    if report is None:
        return evidence
    for part in report.content:
        behind = any(part.end <= words.start < evidence.end for words in (*report.cue, *report.source))
        if behind and part.start < evidence.end and evidence.start < part.end:
            return Span(evidence.start, part.end)
    return evidence


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
