"""Soldiers who are needed at home: a withholding told without any word of refusing.

``Finland and Estonia have argued that their soldiers are needed at home``; ``we need our forces to defend
our own borders``. A sentence without another position that keeps somebody's own forces for a reason of
the table ``limits`` (kind home) withholds them.
"""

from collections.abc import Sequence

from musterbook.codebook import Codebook
from musterbook.model.position import Because
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.clauses import Features
from musterbook.reading.content import Content
from musterbook.reading.drafting import source_of, word_of_others
from musterbook.reading.drafts import Draft
from musterbook.reading.limits import HOME_REASON, find, limit_patterns, office_of_defence
from musterbook.reading.mentions import Marked
from musterbook.reading.proposals import Proposal
from musterbook.reading.referents import Referent, Referents
from musterbook.reading.stance import Step
from musterbook.reading.subjects import SubjectMention
from musterbook.reading.tree import Tree

FORCES = frozenset(("troops", "police", "air", "naval", "air_defence", "equipment"))
KEEPING = frozenset(
    ("need", "needs", "needed", "required", "keep", "kept", "reserved", "stay", "remain", "role")
)
OWN = frozenset(("their", "its", "our", "his", "her", "own"))


def with_home(
    drafts: Sequence[Draft],
    marked: Sequence[Marked],
    referents: Referents,
    reports: Sequence[Report],
    codebook: Codebook,
) -> list[Draft]:
    """The drafts, and a withholding for every sentence that only keeps forces at home."""
    spoken = {draft.sentence for draft in drafts}
    patterns = limit_patterns(codebook)["home"]
    kept = [
        draft
        for sentence in marked
        if sentence.tree.number not in spoken
        for draft in _kept_at_home(sentence, referents, reports, patterns)
    ]
    return sorted((*drafts, *kept), key=lambda d: d.sentence)


def _kept_at_home(
    sentence: Marked,
    referents: Referents,
    reports: Sequence[Report],
    patterns: Sequence[tuple[str, ...]],
) -> list[Draft]:
    tree = sentence.tree
    at = next((k for k in find(tree, patterns) if not office_of_defence(tree, k)), None)
    forces = next((m for m in sentence.subjects if _own_forces(tree, m)), None)
    if at is None or forces is None or not KEEPING & set(tree.lower):
        return []
    report = report_of(tree.span_of(list(forces.indices)), [r for r in reports if r.referent is not None])
    who = _whose(tree, forces, referents, report)
    if who is None:
        return []
    return [_draft(sentence, forces, at, (actor, span), report, who) for actor, span in who.actors]


def _own_forces(tree: Tree, mention: SubjectMention) -> bool:
    if mention.kind != "contribution" or mention.on not in FORCES:
        return False
    return bool(OWN & {tree.lower[k] for k in tree.kids[mention.head]})


def _whose(
    tree: Tree, forces: SubjectMention, referents: Referents, report: Report | None
) -> Referent | None:
    for k in (forces.head, *tree.kids[forces.head]):
        found = referents.get((tree.number, k))
        if found is not None and found.actors and not found.blocked:
            return found
    said = None if report is None else report.referent
    return said if said is not None and said.actors else None


def _draft(
    sentence: Marked,
    forces: SubjectMention,
    at: int,
    actor: tuple[str, Span],
    report: Report | None,
    who: Referent,
) -> Draft:
    tree = sentence.tree
    step = Step(forces.head, None, Features(False, None, "present", False, None))
    speaker, kind = source_of(report, who)
    words = [k for k in range(len(tree.lower)) if tree.upos(k) != "PUNCT"]
    return Draft(
        sentence=tree.number,
        proposal=Proposal(sentence, (step,), forces.head, False),
        actor=actor[0],
        actor_span=actor[1],
        content=Content("contribution", forces.on, forces.indices, forces.head, False, f"form:{forces.on}"),
        stance="withholds",
        evidence=tree.span_of(words),
        negated=False,
        report=report,
        speaker=speaker,
        source_kind=kind,
        third_party=word_of_others(report, actor[0]),
        because=(Because("home-defence", tree.span_of([at]), "withholds"),),
        reason=HOME_REASON,
        confidence=0.6,
    )
