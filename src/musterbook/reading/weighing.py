"""How likely a candidate is to be a position, in the light of both readers: the rules and the network.

A logistic regression over what is known of the candidate, one for each of three cases: both readers see it
("both"), the rules alone ("rule"), the network alone ("net"). Its weights are learned from texts on which
neither reader was made (``python -m training.weigh``), so that the likelihood can be taken at its word: of
the positions with confidence 0.7, seven in ten are right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from musterbook.reading.clauses import subject_of
from musterbook.reading.drafts import Draft, by_sentence
from musterbook.reading.rollcall import RULE as ROLL_CALL
from musterbook.reading.stance import STANCES as SPEAKING
from musterbook.reading.weights import WEIGHTS

FULL = ("conj", "ccomp", "advcl", "parataxis", "acl", "csubj")
TAKEN_OVER = ("topic", "main-subject")
FARTHEST = 5.0  # log odds: beyond, the network's likelihoods say nothing more
Trait = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A position as the rules read it, as the network sees it, or both, and what speaks against it.

    Each rival is the likelihood, 0 to 1, of another reading of its clause: ``subject`` the same actor giving
    something else, ``actor`` somebody else giving the same; ``rules`` says that the rules read the former.
    """

    rule: Draft | None
    model: Draft | None
    subject: float = 0.0
    actor: float = 0.0
    rules: bool = False

    @property
    def case(self) -> str:
        if self.rule is not None and self.model is not None:
            return "both"
        return "net" if self.rule is None else "rule"

    @property
    def draft(self) -> Draft:
        found = self.rule or self.model
        assert found is not None
        return found


def candidates(rules: Sequence[Draft], seen: Sequence[Draft]) -> list[Candidate]:
    """All that either reader proposes, each with its rivals, sentence by sentence."""
    told, sighted = by_sentence(rules), by_sentence(seen)
    return [
        one
        for number in sorted(told.keys() | sighted.keys())
        for one in _of_sentence(
            [rules[k] for k in told.get(number, ())], [seen[k] for k in sighted.get(number, ())]
        )
    ]


def _of_sentence(rules: Sequence[Draft], seen: Sequence[Draft]) -> list[Candidate]:
    twins = [_twin(rule, seen) for rule in rules]
    alone = [draft for draft in seen if not any(same(rule, draft) for rule in rules)]
    alone = [d for d in alone if not any(_repeats(d, other) for other in alone if other is not d)]
    pairs = [*zip(rules, twins, strict=True), *((None, draft) for draft in alone)]
    return [_weighed(rule, model, rules, seen) for rule, model in pairs]


def _twin(rule: Draft, seen: Sequence[Draft]) -> Draft | None:
    """The surest of what the network sees of the same position; the same stance first."""
    found = [draft for draft in seen if same(rule, draft)]
    return max(found, key=lambda d: d.confidence * (1.5 if d.stance == rule.stance else 1), default=None)


def same(one: Draft, two: Draft) -> bool:
    """Whether two drafts of one sentence speak of the same actor and subject at the same place."""
    near = one.evidence.overlaps(two.evidence) or one.stance == two.stance
    return (one.actor, one.on) == (two.actor, two.on) and near


def _repeats(one: Draft, two: Draft) -> bool:
    """Whether a draft is the weaker echo of another one of its sentence."""
    said = (one.actor, one.on, one.stance) == (two.actor, two.on, two.stance)
    return said and one.confidence < two.confidence


def _weighed(
    rule: Draft | None, model: Draft | None, rules: Sequence[Draft], seen: Sequence[Draft]
) -> Candidate:
    mine = rule or model
    assert mine is not None
    rivals = [d for d in seen if d is not model and _together(d, mine)]
    subject = [d.confidence for d in rivals if d.actor == mine.actor and d.on != mine.on]
    actor = [d.confidence for d in rivals if d.actor != mine.actor and d.on == mine.on]
    other = any(d.actor == mine.actor and d.on != mine.on and _together(d, mine) for d in rules)
    return Candidate(rule, model, max(subject, default=0.0), max(actor, default=0.0), other)


def _together(one: Draft, two: Draft) -> bool:
    """Whether two drafts of one sentence speak of the same clause."""
    return one.evidence.overlaps(two.evidence) and _clause_of(one) == _clause_of(two)


def _clause_of(draft: Draft) -> int:
    """The verb at the head of the innermost full clause in which the stance stands."""
    tree, node = draft.proposal.sentence.tree, draft.proposal.outer.head
    while tree.head(node) >= 0 and not (
        tree.base_rel(node) in FULL and tree.child(node, "nsubj", "nsubj:pass", "expl") is not None
    ):
        node = tree.head(node)
    return node


def likelihood(candidate: Candidate) -> float:
    """How likely the candidate is a position, 0 to 1."""
    score = sum(WEIGHTS.get(name, 0.0) * value for name, value in traits(candidate))
    return 1 / (1 + exp(-score))


def traits(candidate: Candidate) -> list[Trait]:
    """What is known of a candidate, as named numbers; the names begin with its case."""
    return [(f"{candidate.case} {name}", float(value)) for name, value in _traits(candidate) if value]


def _traits(candidate: Candidate) -> Iterator[Trait]:
    draft = candidate.draft
    yield "always", 1
    yield "other subject", candidate.subject
    yield "other actor", candidate.actor
    yield "other subject by rules", candidate.rules
    yield "unspecified", draft.on == "unspecified"
    yield "measure", draft.content.kind == "measure"
    yield "called by name", any(b.rule == ROLL_CALL for b in draft.because)
    yield "group", draft.actor.startswith("GROUP:")
    yield "others' word", draft.third_party
    yield "actor named in the sentence", any(m.actor == draft.actor for m in draft.proposal.sentence.actors)
    yield draft.stance, 1
    if candidate.rule is not None:
        yield grounds(candidate.rule), 1
        yield from _grammar(candidate.rule)
    if candidate.model is not None:
        yield from _seen(candidate.model)
    if candidate.rule is not None and candidate.model is not None:
        yield "same stance", candidate.rule.stance == candidate.model.stance


def _seen(model: Draft) -> Iterator[Trait]:
    yield "position", _log_odds(model.confidence)
    yield "subject", _log_odds(model.named)
    yield "stance", _log_odds(max(model.rungs, default=0.5))
    yield from _clause(model)


def _clause(model: Draft) -> Iterator[Trait]:
    """Whether the clause has a subject of its own: "the British admit that many would not"."""
    tree, who = model.proposal.sentence.tree, model.proposal.subject
    subject = subject_of(tree, model.proposal.inner.head)
    if subject is not None and who is not None and who not in tree.subtree(subject):
        yield "subject of the clause another noun", tree.upos(subject) in ("NOUN", "PROPN")


def grounds(rule: Draft) -> str:
    """What the rules read a stance from: a word of will, a deed, or a verb that no table knows."""
    hits = [step.hit for step in rule.proposal.chain if step.hit is not None]
    if any(hit.cue.role in SPEAKING for hit in hits):
        return "word of will"
    return "deed" if hits and hits[0].cue.note != "open" else "open verb"


def _grammar(rule: Draft) -> Iterator[Trait]:
    inner = rule.proposal.inner.hit
    yield "told by somebody", rule.report is not None
    yield "subject taken over", rule.content.rule in TAKEN_OVER
    yield "subject by the verb", rule.content.rule not in TAKEN_OVER and ":" not in rule.content.rule
    yield "several steps", len(rule.proposal.chain) > 1
    yield f"verb of {inner.cue.role}" if inner is not None else "no verb", 1


def _log_odds(share: float) -> float:
    kept = min(max(share, 1e-6), 1 - 1e-6)
    return max(-FARTHEST, min(FARTHEST, log(kept / (1 - kept))))
