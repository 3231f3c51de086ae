"""The one door of the assessment: a question, a situation and options in, a frozen answer out.

Every answer is a pure function of these; the same code answers ``ask`` and, from a book, the briefs and
pages.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from musterbook.assessment.activation.closure import closure
from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.changing.chances import chances_if_known, chances_of, check_groups
from musterbook.assessment.changing.lever import Lever, set_lever
from musterbook.assessment.changing.odds import odds
from musterbook.assessment.changing.pivot import pivot
from musterbook.assessment.changing.sweep import sweep
from musterbook.assessment.changing.unlock import block, unlock
from musterbook.assessment.consenting.ballot import ballot
from musterbook.assessment.consenting.consent import consent, measure_with_rule
from musterbook.assessment.filling.calendar import fill_on, timeline
from musterbook.assessment.filling.fill import fill
from musterbook.assessment.filling.shaken import shock
from musterbook.assessment.kernel.minimal import WAYS, Wanted
from musterbook.assessment.options import Options, parse_options
from musterbook.assessment.rotating.outcome import SustainAnswer
from musterbook.assessment.rotating.sustain import sustain
from musterbook.assessment.telling.compare import compare
from musterbook.assessment.telling.differences import Side
from musterbook.assessment.telling.explain import explain, explain_answer
from musterbook.assessment.telling.story import Limits
from musterbook.assessment.telling.whole import Asked
from musterbook.errors import MusterbookError, QuestionError
from musterbook.model.consentrule import rule_members
from musterbook.model.scenario import lay
from musterbook.model.situation import Situation, check_situation, parse_situation
from musterbook.model.strictjson import load, record, shown


class Answer(Protocol):
    """What every question gives: a frozen value with a JSON form."""

    def to_json(self) -> dict[str, Any]: ...


def ask(question: str, situation: Situation | Mapping[str, Any] | str, **options: Any) -> Answer:
    """The answer to one of QUESTIONS about a situation (the value, its JSON value or its JSON text).

    Options: those of ``options.NAMES``, as the reference lists them by question. Raises QuestionError naming
    what is to blame.
    """
    answer = QUESTIONS.get(question) if isinstance(question, str) else None
    if answer is None:
        remedy = f"ask one of {', '.join(QUESTIONS)}"
        raise QuestionError(f"unknown question {shown(question)}", remedy=remedy, names=[str(question)[:80]])
    try:
        return _answered(answer, situation, options)
    except RecursionError:
        raise QuestionError("nested too deeply", remedy="flatten it") from None


def _answered(
    answer: "Answering", situation: Situation | Mapping[str, Any] | str, options: Mapping[str, Any]
) -> Answer:
    read = parse_options(options)
    given = situation if isinstance(situation, Situation) else parse_situation(situation)
    if answer is _compare:
        return _compare(given, read)
    if answer is _explain and read.of == "compare":
        return _told("compare", _compare(given, read), lay(given, read.scenario.supposes), read)
    return _asked(answer, Side(given, read.scenario), read)


def _asked(answer: "Answering", side: Side, options: Options) -> Answer:
    laid = lay(side.situation, side.scenario.supposes)
    check_situation(laid)
    return answer(laid, options)


def answer_line(line: str) -> str:
    """One line of JSON for one batch line: the answer, or ``{"error": {"message", "names"}}``."""
    try:
        body = record(load(line, "batch line"), "batch line", ("question", "situation"), ("options",))
        options = {} if body.get("options") is None else body["options"]
        if not isinstance(options, Mapping):
            raise QuestionError(f"options take an object, not {shown(options)}", names=["options"])
        if isinstance(body["situation"], str):
            raise QuestionError("the situation of a batch line is an object, not a text", names=["situation"])
        found = ask(body["question"], body["situation"], **options).to_json()
    except MusterbookError as error:
        found = error_json(error)
    return json.dumps(found)


def error_json(error: MusterbookError) -> dict[str, Any]:
    """The JSON form of a refusal."""
    return {"error": {"message": str(error), "names": list(error.names)}}


def _lever(laid: Situation, options: Options) -> Lever:
    return set_lever(
        laid, options.scenario.threshold, options.target, options.changes, concerted=options.concerted
    )


def _closure(laid: Situation, options: Options) -> Answer:
    return closure(laid, options.scenario.threshold, options.deadline)


def _fill(laid: Situation, options: Options) -> Answer:
    if options.on is not None:
        return fill_on(laid, options.scenario.threshold, options.concerted, options.on)
    return fill(laid, options.scenario.threshold, options.concerted)


def _sustain(laid: Situation, options: Options) -> Answer:
    if options.plan is None:
        raise QuestionError("sustain needs a plan", remedy="give --plan FILE", names=["plan"])
    return SustainAnswer(
        sustain(laid, options.scenario.threshold, options.concerted, options.plan, options.deadline)
    )


def _timeline(laid: Situation, options: Options) -> Answer:
    threshold, concerted = options.scenario.threshold, options.concerted
    months = {"first": options.first, "end": options.end}
    return timeline(laid, threshold, concerted, **months, deadline=options.deadline)


def _shock(laid: Situation, options: Options) -> Answer:
    threshold, concerted = options.scenario.threshold, options.concerted
    months = {"first": options.first, "end": options.end}
    return shock(laid, threshold, options.shocks, concerted, **months, deadline=options.deadline)


def _unlock(laid: Situation, options: Options) -> Answer:
    return unlock(_lever(laid, options), _wanted(options), options.cost)


def _block(laid: Situation, options: Options) -> Answer:
    return block(_lever(laid, options), _wanted(options), options.cost)


def _wanted(options: Options) -> Wanted:
    if options.method not in (None, *WAYS):
        what = f"{options.method} counts and lists no sets"
        raise QuestionError(what, remedy=f"use one of {', '.join(WAYS)}", names=["method"])
    return Wanted(limit=options.limit, method=options.method, deadline=options.deadline)


def _lever_or_ballot(laid: Situation, options: Options) -> Lever:
    """With a measure, the target is that it is carried, and the changes are the support of its members."""
    if options.measure is None:
        return _lever(laid, options)
    set_stage(laid, options.scenario.threshold)
    _, rule = measure_with_rule(laid, options.measure)
    bare = set_stage(Situation(), options.scenario.threshold)
    wiring = Wiring(bare)
    votes = ballot(rule, (), rule_members(rule), network=wiring.network)
    return Lever(bare, wiring, votes.gate, votes.names, votes.places, False)


def _pivot(laid: Situation, options: Options) -> Answer:
    lever = _lever_or_ballot(laid, options)
    return pivot(
        lever,
        _middles(laid, lever.names, options),
        exact=options.exact,
        method=options.method,
        samples=options.samples,
        seed=options.seed,
        deadline=options.deadline,
    )


def _sweep(laid: Situation, options: Options) -> Answer:
    lever = _lever_or_ballot(laid, options)
    return sweep(
        lever,
        options.over,
        _middles(laid, [name for name in lever.names if name not in (options.over or ())], options),
        exact=options.exact,
        method=options.method,
        deadline=options.deadline,
    )


def _middles(laid: Situation, names: Sequence[str], options: Options) -> dict[str, Fraction] | None:
    """The chance of every one of some changes where all are known; a range at its middle."""
    known = chances_if_known(laid, names, options.probability)
    return None if known is None else {name: chance.middle for name, chance in known.items()}


def _odds(laid: Situation, options: Options) -> Answer:
    lever = set_lever(
        laid,
        options.scenario.threshold,
        options.target,
        options.changes,
        concerted=options.concerted,
        doubted=options.confidence,
    )
    check_groups(lever.names, options.groups)
    return odds(
        lever,
        chances_of(laid, lever.names, options.probability),
        groups=options.groups,
        confidence=options.confidence,
        exact=options.exact,
        method=options.method,
        samples=options.samples,
        seed=options.seed,
        deadline=options.deadline,
    )


def _consent(laid: Situation, options: Options) -> Answer:
    if options.measure is None:
        raise QuestionError("consent needs a measure", remedy="give --measure ID", names=["measure"])
    return consent(set_stage(laid, options.scenario.threshold), options.measure, _wanted(options))


def _explain(laid: Situation, options: Options) -> Answer:
    if options.of is not None:
        return _explain_of(options.of, laid, options)
    # A target or measure may stand among the options for other questions: what is named outranks it.
    named = any(name is not None for name in (options.offer, options.line, options.actor))
    return explain(
        laid,
        options.scenario,
        options.concerted,
        offer=options.offer,
        line=options.line,
        actor=options.actor,
        target=options.target if options.aimed and not named else None,
        measure=None if named else options.measure,
        deadline=options.deadline,
    )


def _explain_of(question: str, laid: Situation, options: Options) -> Answer:
    """The tree of the whole answer to another question, asked with the same options."""
    if question not in QUESTIONS or question == "explain":
        remedy = f"name one of {', '.join(name for name in QUESTIONS if name != 'explain')}"
        what = f"no answer of {shown(question)} to explain"
        raise QuestionError(what, remedy=remedy, names=[question[:80]])
    return _told(question, QUESTIONS[question](laid, options), laid, options)


def _told(question: str, answer: Answer, laid: Situation, options: Options) -> Answer:
    asked = Asked(
        laid,
        options.scenario,
        options.target,
        options.changes,
        options.concerted,
        options.measure,
        Limits(options.deadline),
    )
    return explain_answer(question, answer.to_json(), asked)


def _compare(given: Situation, options: Options) -> Answer:
    """The suppositions are not laid yet: each is a difference of its own."""
    if options.against is None:
        remedy = 'give --with FILE or --with-suppose X=Y (in JSON: "against": {...})'
        raise QuestionError("compare needs another side", remedy=remedy, names=["against"])
    answer = QUESTIONS.get(options.asking or "")
    if answer is None or answer is _compare:
        remedy = f"give --asking with one of {', '.join(name for name in QUESTIONS if name != 'compare')}"
        what = "compare needs a question that both sides are asked"
        raise QuestionError(what, remedy=remedy, names=["asking"])
    first = Side(given, options.scenario)

    def ask_side(side: Side) -> dict[str, Any]:
        return _asked(answer, side, replace(options, scenario=side.scenario)).to_json()

    return compare(str(options.asking), first, options.against.side(first), ask_side, options.deadline)


Answering = Callable[[Situation, Options], Answer]

QUESTIONS: Mapping[str, Answering] = {
    "closure": _closure,
    "fill": _fill,
    "timeline": _timeline,
    "shock": _shock,
    "sustain": _sustain,
    "unlock": _unlock,
    "block": _block,
    "pivot": _pivot,
    "odds": _odds,
    "sweep": _sweep,
    "consent": _consent,
    "explain": _explain,
    "compare": _compare,
}
