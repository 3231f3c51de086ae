"""The reasons of an answer down to the leaf that failed, with the sentences (rule 15)."""

from collections.abc import Mapping
from typing import Any

from musterbook.assessment.changing.lever import set_lever
from musterbook.assessment.changing.unlock import unlock
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.telling.changes import Changes, derivation, target_id, way
from musterbook.assessment.telling.prose import say
from musterbook.assessment.telling.reason import ExplainAnswer, Reason
from musterbook.assessment.telling.story import Limits, Story
from musterbook.assessment.telling.votes import vote
from musterbook.assessment.telling.whole import Asked, whole
from musterbook.errors import QuestionError
from musterbook.model.formula import All, Formula
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Situation

CHEAP = 12
"""Up to so many changes that matter the nearest unlocking sets are told beside a target that fails."""
NEAREST = 3
TARGET_WORDS = {
    True: "holds in every world considered",
    False: "holds in no world considered",
    None: "holds in some worlds only",
}
_NOTHING = All(())


def explain(
    laid: Situation,
    scenario: Scenario,
    concerted: bool = False,
    *,
    offer: str | None = None,
    line: str | None = None,
    actor: str | None = None,
    target: Formula | None = None,
    measure: str | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> ExplainAnswer:
    """Why an offer is active or not, a line filled or not, an actor there or not, a target reached or not, a
    measure carried or not: name exactly one. Raises QuestionError."""
    named = {"offer": offer, "line": line, "actor": actor, "target": target, "measure": measure}
    given = [name for name, value in named.items() if value is not None]
    if len(given) != 1:
        raise QuestionError(
            "explain takes one offer, line or actor, one target, one measure, or a question",
            remedy="name exactly one, or give --of QUESTION",
            names=given,
        )
    limits = Limits(deadline)
    asked = Asked(laid, scenario, target or _NOTHING, None, concerted, limits=limits)
    story = asked.story(concerted) if target is None else asked.story(concerted, target)
    if target is not None:
        tree = _target(target, story, asked)
    elif measure is not None:
        tree = vote(laid, measure, story.supposed)
    elif offer is not None:
        tree = story.offer(_found(offer, story.picture.offers_by_id, "offer"))
    elif line is not None:
        tree = story.line(_found(line, story.lines, "requirement line"))
    else:
        tree = story.actor(str(actor))
    return ExplainAnswer(tree, limits.cap or story.picture.cap)


def explain_answer(question: str, answer: Mapping[str, Any], asked: Asked) -> ExplainAnswer:
    """The tree of the whole answer to another question, given in its JSON form."""
    return ExplainAnswer(whole(question, answer, asked), None if asked.limits is None else asked.limits.cap)


def _target(target: Formula, story: Story, asked: Asked) -> Reason:
    """The target, its parts, and where it does not hold for sure what it would take."""
    holds = story.picture.formula(target)
    told = TARGET_WORDS[holds] if not story.picture.contradiction else "has no value: no outcome is stable"
    below = [story.formula(target)]
    if holds is not True:
        below += _nearest(target, asked)
    example = story.example(target)
    return Reason(
        "target", target_id(target), holds, say("the target ", told), (), tuple(below), example=example
    )


def _nearest(target: Formula, asked: Asked) -> list[Reason]:
    """The nearest unlocking sets and the way of the first, where they are cheap to find."""
    try:
        lever = set_lever(asked.laid, asked.scenario.threshold, target, None, concerted=asked.concerted)
    except QuestionError as error:
        return [Reason("cell", "unlock", None, say(f"what it would take is not asked: {error}"))]
    if len(lever.relevant) > CHEAP:
        why = f"{len(lever.relevant)} changes matter: ask unlock for the sets that would do"
        return [Reason("cell", "unlock", None, say(why))]
    found = unlock(lever).sets
    if not found:
        return [Reason("cell", "unlock", None, say("no change considered reaches it, not even all together"))]
    if not found[0]:
        return [Reason("cell", "unlock", None, say("it holds already where unknown circumstances are false"))]
    changes = Changes(asked.as_it_stands(target))
    told = changes.sets("set", found[:NEAREST], "made together, the target holds")
    left = len(found) - len(told)
    chain = way(
        asked.laid, asked.scenario, target, asked.concerted, lever.names, found[0], asked.limits or Limits()
    )
    cut = f"; and {left} more, not told here" if left else ""
    took = say("the smallest sets of changes first", cut)
    return [Reason("cell", "unlock", None, took, (), (*told, derivation(chain, target)), more=left)]


def _found(name: str, known: Mapping[str, Any], kind: str) -> Any:
    if name not in known:
        some = sorted(known)[:10]
        raise QuestionError(f"no {kind} {name!r}", remedy=f"known: {', '.join(some)}", names=[name])
    return known[name]
