"""The tree of a whole answer: the root states it in one sentence, its children are its cells, each with the
reasons down to the sentences.

It works on the JSON form of an answer, so that it says what the reader of the answer has before them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.picture import Picture
from musterbook.assessment.changing.lever import set_lever
from musterbook.assessment.kernel.deadline import NO_DEADLINE
from musterbook.assessment.telling.cells import told_cells
from musterbook.assessment.telling.changes import MOST_SETS, Changes, derivation, target_id, way
from musterbook.assessment.telling.prose import Part, Prose, Term, say
from musterbook.assessment.telling.reason import COMPUTED, REASONS, Reason
from musterbook.assessment.telling.story import Limits, Story
from musterbook.assessment.telling.votes import vote
from musterbook.errors import QuestionError
from musterbook.model.formula import Formula
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Situation

Json = Mapping[str, Any]
MOST_CELLS = 300
WAYS = {"unprompted": "nobody moves first", "concerted": "all move together"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question was asked about: the situation with all suppositions laid, and its options."""

    laid: Situation
    scenario: Scenario
    target: Formula
    changes: tuple[str, ...] | None = None
    concerted: bool = False
    measure: str | None = None
    limits: Limits | None = None

    def story(self, concerted: bool, *also: Formula) -> Story:
        """The story over all worlds of the unknown circumstances."""
        deadline = NO_DEADLINE if self.limits is None else self.limits.deadline
        picture = Picture(self.laid, self.scenario.threshold, concerted, *also, deadline=deadline)
        return Story(picture, self.scenario, self.limits)

    def as_it_stands(self, *also: Formula) -> Story:
        """The story of the one world in which unknown circumstances are false."""
        picture = Picture.of_world(self.laid, self.scenario.threshold, self.concerted, *also)
        return Story(picture, self.scenario, self.limits)

    def lever_names(self) -> tuple[str, ...]:
        threshold = self.scenario.threshold
        return set_lever(self.laid, threshold, self.target, self.changes, concerted=self.concerted).names


def whole(question: str, answer: Json, asked: Asked) -> Reason:
    """The tree of an answer in its JSON form; one of a question without its own telling is told cell by
    cell."""
    kind = "stable" if "stable" in answer else question
    return _TOLD.get(kind, _any_answer)(question, answer, asked)


def _closure(_: str, answer: Json, asked: Asked) -> Reason:
    """Who comes unprompted; concerted, those of whom something else holds; and who waits for each other."""
    mine, together = answer["unprompted"], answer["concerted"]
    fresh = any(set(together[state]) - set(mine[state]) for state in STATES)
    later = asked.story(True) if fresh or answer["knot"] else None
    below = (
        _three("unprompted", mine, {state: [] for state in STATES}, asked.story(False)),
        _three("concerted", together, mine, later),
        _knot(answer, None if later is None else later.again()),
    )
    assured, possible, out = (len(mine[state]) or "no" for state in STATES)
    waiting = len(answer["knot"])
    why = f"if nobody moves first, {assured} offers are assured, {possible} possible and {out} out; "
    why += f"{waiting} wait for each other" if waiting else "nobody waits for another who waits in turn"
    return Reason("answer", "closure", None, say(why), (), below)


def _three(way_of: str, states: Json, known: Json, story: Story | None) -> Reason:
    """The three states of one way of moving; offers of whom the same is known are not told again."""
    below = []
    for state in STATES:
        fresh = sorted(set(states[state]) - set(known[state]))
        told, left = _offers(fresh, story)
        same = len(states[state]) - len(fresh)
        again = f"; {same} of them as above" if same else ""
        why = say(f"{len(states[state])} offers {STATE_WORDS[state]}", again, _more(left))
        below.append(
            Reason("cell", state, None, why, (), told, more=left, rests=REASONS if told else COMPUTED)
        )
    return Reason("cell", way_of, None, say(WAYS[way_of]), (), tuple(below))


STATES = ("assured", "possible", "out")
STATE_WORDS = {
    "assured": "active whatever the unknown turns out to be",
    "possible": "active in some worlds only",
    "out": "active in none",
}


def _knot(answer: Json, story: Story | None) -> Reason:
    """Who waits for each other: active concerted and not unprompted in some world."""
    told, left = _offers(answer["knot"], story)
    if not answer["knot"]:
        return Reason("cell", "knot", None, say("nobody waits for another who waits in turn"), rests=COMPUTED)
    why = say(f"{len(answer['knot'])} offers come only if they come together", _more(left))
    return Reason("cell", "knot", None, why, (), told, more=left)


def _offers(ids: Sequence[str], story: Story | None) -> tuple[tuple[Reason, ...], int]:
    """The offers in the order in which they come about, and how many are left off."""
    if story is None:
        return (), len(ids)
    known = story.picture.offers_by_id
    order = sorted(ids, key=lambda name: (story.picture.round_of_offer(name), name))
    return tuple(story.offer(known[name], 1) for name in order[:MOST_CELLS]), max(0, len(ids) - MOST_CELLS)


def _stable(_: str, answer: Json, asked: Asked) -> Reason:
    models = answer["stable"]
    if not models:
        return _contradiction(answer, asked)
    below = []
    for number, model in enumerate(models[:MOST_SETS], 1):
        picture = Picture.of_model(asked.laid, asked.scenario.threshold, model)
        told, left = _offers(model, Story(picture, asked.scenario, asked.limits))
        why = say(f"{len(model)} offers bear each other out" if model else "nobody comes", _more(left))
        below.append(Reason("cell", f"model {number}", None, why, (), told, more=left))
    left = len(models) - len(below)
    why = say(f"{len(models)} stable outcomes, unknown circumstances taken as false", _more(left))
    return Reason("answer", "closure", None, why, (), tuple(below), more=left)


def _contradiction(answer: Json, asked: Asked) -> Reason:
    told, left = _offers(answer.get("cycle") or [], asked.story(False))
    why = say("no outcome is stable: each of these depends on the next, the last on the first", _more(left))
    return Reason("answer", "closure", None, why, (), told, more=left)


def _fill(_: str, answer: Json, asked: Asked) -> Reason:
    story = asked.as_it_stands()
    rows = {row["id"]: row for row in answer["lines"]}
    below = tuple(_line(row, rows, story) for row in answer["lines"][:MOST_CELLS])
    left = len(rows) - len(below)
    below += _others(answer["active"], below, story)
    filled = sum(row["filled"] for row in rows.values())
    why = say(f"{filled} of {len(rows)} lines filled, unknown circumstances taken as false", _more(left))
    return Reason("answer", "fill", all(row["filled"] for row in rows.values()), why, (), below, more=left)


def _others(active: Sequence[str], lines: Sequence[Reason], story: Story) -> tuple[Reason, ...]:
    """The active offers that none of the lines told names."""
    named = {step.id for line in lines for step in line.children}
    rest = [name for name in active if name not in named]
    told, left = _offers(rest, story)
    why = say(f"{len(rest)} active offers that serve no line told above", _more(left))
    return (Reason("cell", "further", None, why, (), told, more=left),) if rest else ()


def _line(row: Json, rows: Mapping[str, Json], story: Story) -> Reason:
    """A line with what it gets of whom, then those who are missing, then its enablers."""
    line = story.lines[row["id"]]
    offers = sorted(story.serving(line), key=lambda o: not story.picture.offer(o.id))
    active = sum(story.picture.offer(o.id) is True for o in offers)
    shares = row.get("from_offers", {})
    told = [_allotted(story.offer(o, 1), shares.get(o.id)) for o in offers[:MOST_CELLS]]
    left = len(offers) - len(told)
    aside = [_set_aside(found, story) for found in row.get("set_aside", [])[:MOST_SETS]]
    below = (*told, *aside, *(_enabler(rows[name]) for name in dict.fromkeys(line.enablers)))
    counts = f"; {active} of {len(offers)} offers that serve it are active"
    why = say(*_present(row), counts, _more(left))
    return Reason("line", line.id, row["filled"], why, (), below, more=left)


def _allotted(offer: Reason, share: Sequence[Any] | None) -> Reason:
    return offer if share is None else replace(offer, why=say(offer.why, *_pair(share, "allotted")))


def _set_aside(found: Json, story: Story) -> Reason:
    """An active offer on the subject of a line that does not serve it."""
    offer = story.as_it_stands(story.picture.offers_by_id[found["offer"]])
    return replace(offer, why=say(offer.why, f", set aside: {found['why']}"))


def _present(row: Json) -> list[Part]:
    if row["quantity"] is None:
        return ["full as soon as one offer is active"]
    pairs = [*_pair(row["present"], "present"), *_pair(row["sustained"], "sustained")]
    return ["needs ", _number(row["quantity"]), *pairs]


def _pair(pair: Sequence[Any], word: str) -> list[Part]:
    high: list[Part] = [] if pair[0] == pair[1] else [" to ", _number(pair[1])]
    return [", ", word, " ", _number(pair[0]), *high]


def _enabler(row: Json) -> Reason:
    why = say("enables it: ", "filled" if row["filled"] else "not filled, so that it counts up to this only")
    return Reason("line", row["id"], row["filled"], why, see=row["id"])


def _sets(question: str, answer: Json, asked: Asked) -> Reason:
    found, reach = answer["sets"], question == "unlock"
    story = asked.as_it_stands(asked.target)
    changes = Changes(story)
    words = "made together, the target holds" if reach else "without them the target fails"
    told = changes.sets("set", found, words) if found != [[]] else ()
    below = [_now(story, asked.target), *told]
    names = asked.lever_names()
    if found and found[0]:
        made = found[0] if reach else [name for name in names if name not in found[0]]
        below.insert(1, _way(asked, names, made))
    elif not reach or not found:
        below.append(_way(asked, names, names))
    left = len(found) - len(told) if told else 0
    why = say(_sets_told(found, reach), _more(left), _capped(answer))
    return Reason("answer", question, bool(found) if reach else None, why, (), tuple(below), more=left)


def _way(asked: Asked, names: Sequence[str], made: Sequence[str]) -> Reason:
    story = way(
        asked.laid, asked.scenario, asked.target, asked.concerted, names, made, asked.limits or Limits()
    )
    return derivation(story, asked.target)


def _sets_told(found: Sequence[Sequence[str]], reach: bool) -> str:
    if found == [[]]:
        held = "the target holds as things stand; nothing need change"
        return held if reach else "the target fails even if every change comes true"
    if not found:
        none = "no change considered reaches the target, not even all together"
        return none if reach else "no failure of any change prevents the target"
    few = "1 smallest set of changes" if len(found) == 1 else f"{len(found)} smallest sets of changes"
    return f"{few} {'reach' if reach else 'prevent'}{'es' if len(found) == 1 and reach else ''} the target"


def _power(question: str, answer: Json, asked: Asked) -> Reason:
    rows = sorted(answer["pivot"].items(), key=lambda row: (-_worth(row[1]["shapley"]), row[0]))
    told = {
        name: say(*(p for key in ("shapley", "banzhaf") for p in (key, " ", _number(power[key]), ", ")))
        for name, power in rows
    }
    why = say(f"the weight of {len(rows)} changes for the target", _capped(answer))
    return _by_change(question, why, told, asked)


def _worth(value: Any) -> Fraction:
    return Fraction(str(value))


def _odds(question: str, answer: Json, asked: Asked) -> Reason:
    given = {c.id: c.probability for c in asked.laid.circumstances if c.probability is not None}
    told = {name: _chance(given.get(name)) for name in asked.lever_names()}
    chance = answer.get("probability")
    why = say("the target holds with probability ", _number(chance), f" ({answer.get('method', '')})")
    return _by_change(question, say(why, "; it rests on the probabilities given"), told, asked)


def _chance(given: Any) -> Prose:
    if given is None:
        return say("its probability is the user’s own and rests on no sentence; ")
    return say("probability ", _number(given), ", the user’s own figure, which rests on no sentence; ")


def _sweep(question: str, answer: Json, asked: Asked) -> Reason:
    why = say("the target holds in ", _number(answer["holds"]), " of ", _number(answer["worlds"]))
    why = say(why, " combinations of the changes: a share, and no probability")
    return _by_change(question, why, dict.fromkeys(asked.lever_names(), say("")), asked)


def _by_change(question: str, why: Prose, told: Mapping[str, Prose], asked: Asked) -> Reason:
    """The target as things stand, and every change with its figure."""
    story = asked.as_it_stands(asked.target)
    changes = Changes(story)
    below = tuple(changes.change(name, words) for name, words in list(told.items())[:MOST_CELLS])
    left = len(told) - len(below)
    return Reason(
        "answer", question, None, say(why, _more(left)), (), (_now(story, asked.target), *below), more=left
    )


def _now(story: Story, target: Formula) -> Reason:
    holds = story.picture.formula(target)
    why = say("the target as things stand, unknown circumstances taken as false")
    return Reason("target", target_id(target), holds, why, (), (story.formula(target),))


def _consent(_: str, answer: Json, asked: Asked) -> Reason:
    supposed = Story(Picture.of_world(asked.laid, asked.scenario.threshold), asked.scenario).supposed
    rule = vote(asked.laid, str(asked.measure), supposed)
    cells = [
        _member_sets(name, answer[name], words)
        for name, words in (("carry", "joining as well, they carry it"), ("block", "without them it fails"))
    ]
    why = say(Term("measure", rule.id), ": ", rule.why, _capped(answer))
    return Reason("answer", "consent", rule.holds, why, (), (rule, *cells))


def _member_sets(name: str, found: Sequence[Sequence[str]], words: str) -> Reason:
    below = []
    for members in [m for m in found if m][:MOST_SETS]:
        told = tuple(Reason("member", m, None, say("a member"), see=m) for m in members)
        below.append(Reason("set", " + ".join(members), True, say(words), (), told))
    left = max(0, len(found) - MOST_SETS)
    plural = "" if len(found) == 1 else "s"
    why = say(f"{len(found)} smallest set{plural} of members", _more(left))
    if not below:
        why = say("nobody need join" if found and name == "carry" else "no set of members does")
    return Reason("cell", name, None, why, (), tuple(below), more=left)


def _any_answer(question: str, answer: Json, asked: Asked) -> Reason:
    try:
        story = asked.as_it_stands()
    except QuestionError:
        story = asked.story(False)
    below, left = told_cells(answer, story)
    why = say(f"the answer to {question}, cell by cell", _more(left))
    return Reason("answer", question, None, why, (), below, more=left)


def _number(value: Any) -> Term:
    return Term("figure", str(value))


def _more(left: int) -> str:
    return f"; and {left} more, not told here" if left > 0 else ""


def _capped(answer: Json) -> str:
    return f"; capped: {answer['cap']}" if answer.get("cap") else ""


_TOLD: dict[str, Callable[[str, Json, Asked], Reason]] = {
    "closure": _closure,
    "stable": _stable,
    "fill": _fill,
    "unlock": _sets,
    "block": _sets,
    "pivot": _power,
    "odds": _odds,
    "sweep": _sweep,
    "consent": _consent,
}
