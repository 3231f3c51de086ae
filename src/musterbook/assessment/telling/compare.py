"""Compare: what changed in an answer from one situation or scenario to another, and which entries did it.

The question is asked of both sides, and then of the first side with some of the differences made. Answers are
compared on what they say, not on how it was found: the way, the seed and the sentences are left out.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline, deadline_in
from musterbook.assessment.kernel.given import given_text, given_texts
from musterbook.assessment.telling.causes import Causes, Chosen, Verdict, causes
from musterbook.assessment.telling.differences import Difference, Side, applied, differences
from musterbook.errors import QuestionError
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Situation, parse_situation
from musterbook.model.strictjson import record

MANY = 40
"""With more differences than this, sets are tried until PATIENCE ends, where no time budget is given."""
PATIENCE = 60.0

Json = dict[str, Any]
Asking = Callable[[Side], Json]
"""The answer to the question about a side, as JSON; raises QuestionError where it is refused."""

SAID: Mapping[str, tuple[str, ...]] = {
    "closure": ("unprompted", "concerted", "knot", "stable", "cycle"),
    "fill": ("lines",),
    "unlock": ("sets",),
    "block": ("sets",),
    "pivot": ("pivot",),
    "odds": ("probability",),
    "sweep": ("worlds", "holds", "share"),
    "consent": ("carried", "possible", "supporters", "against", "undecided", "carry", "block"),
}
"""What the answer to a question says; of another question, all but ASIDE."""
LINE = ("id", "quantity", "present", "unquantified", "ratio", "sustained", "filled")
ASIDE = frozenset(
    {"method", "seed", "samples", "complete", "cap", "elements", "evidence", "count", "listed", "by_size"}
)


@dataclass(frozen=True, slots=True)
class Against:
    """The other side as asked for: None where it is that of the first."""

    situation: Situation | None = None
    supposes: tuple[str, ...] | None = None
    count_from: str | None = None

    def side(self, first: Side) -> Side:
        scenario = Scenario(
            first.scenario.supposes if self.supposes is None else self.supposes,
            first.scenario.count_from if self.count_from is None else self.count_from,
        )
        return Side(first.situation if self.situation is None else self.situation, scenario)


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """Both answers, what changed from one to the other, the differences, and which of them did it.

    ``effects`` says, for each difference that turns the answer alone, what it alone changes.
    """

    asking: str
    before: Json
    after: Json
    changed: tuple[Json, ...]
    differences: tuple[Difference, ...]
    made_by: Causes
    effects: Mapping[str, tuple[Json, ...]]

    def to_json(self) -> Json:
        body = {
            "asking": self.asking,
            "before": self.before,
            "after": self.after,
            "changed": list(self.changed),
            "differences": [difference.to_json() for difference in self.differences],
            "made_by": self.made_by.to_json([difference.id for difference in self.differences]),
            "effects": {name: list(effect) for name, effect in self.effects.items()},
            "complete": self.cap is None,
        }
        return body if self.cap is None else {**body, "cap": self.cap}

    @property
    def cap(self) -> str | None:
        """Which of the answers, or of the search for what made the change, was cut short."""
        caps = {"before": self.before.get("cap"), "after": self.after.get("cap"), "made by": self.made_by.cap}
        return "; ".join(f"{name}: {cap}" for name, cap in caps.items() if cap is not None) or None


def compare(
    asking: str, first: Side, second: Side, ask: Asking, deadline: Deadline = NO_DEADLINE
) -> CompareAnswer:
    """The comparison of two sides; raises QuestionError where one of the two answers is refused."""
    before, after = ask(first), ask(second)
    found = differences(first, second)
    told = said(asking, before), said(asking, after)
    single: dict[int, Json] = {}

    def verdict(chosen: Chosen) -> Verdict:
        try:
            answer = said(asking, ask(applied(first, second, [found[i] for i in chosen])))
        except QuestionError:
            return Verdict.REFUSED
        if len(chosen) == 1:
            single[min(chosen)] = answer
        if answer == told[1]:
            return Verdict.AFTER
        return Verdict.BEFORE if answer == told[0] else Verdict.OTHER

    if deadline.until is None and len(found) > MANY:
        deadline = deadline_in(PATIENCE)
    made_by = causes(verdict, len(found), deadline)
    effects = {found[i].id: tuple(changes(told[0], single[i])) for i in made_by.alone}
    return CompareAnswer(asking, before, after, tuple(changes(*told)), found, made_by, effects)


def parse_against(given: Mapping[str, Any]) -> Against | None:
    """The option ``against``: ``{"situation", "suppose", "count_from"}``, each of which may be left out."""
    value = given.get("against")
    if value is None:
        return None
    body = record(value, "against", (), ("situation", "suppose", "count_from"))
    other = body.get("situation")
    if other is not None and not isinstance(other, Situation):
        other = parse_situation(other)
    supposes = None if body.get("suppose") is None else given_texts(body, "suppose")
    return Against(other, supposes, given_text(body, "count_from"))


def said(asking: str, answer: Mapping[str, Any]) -> Json:
    """What an answer says, without how it was found and without its sentences."""
    if asking not in SAID:
        return {name: _bare(value) for name, value in answer.items() if name not in ASIDE}
    body = {name: answer[name] for name in SAID[asking] if name in answer}
    if asking == "fill":
        body["lines"] = [{name: line[name] for name in LINE} for line in answer["lines"]]
    return body


def changes(before: Any, after: Any, path: str = "") -> Iterator[Json]:
    """What is not the same, place by place: ``gone`` and ``come`` of a list of names or sets, else ``from``
    and ``to``. The path goes by keys, and through lists of things by their id.
    """
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            yield from changes(before.get(name), after.get(name), f"{path}.{name}" if path else str(name))
    elif _have_ids(before) and _have_ids(after):
        yield from changes({x["id"]: x for x in before}, {x["id"]: x for x in after}, path)
    elif _is_of_names(before) and _is_of_names(after) and (moved := _moved(before, after)):
        yield {"path": path, **moved}
    else:
        yield {"path": path, "from": before, "to": after}


def _moved(before: Sequence[Any], after: Sequence[Any]) -> Json | None:
    old, new = {json.dumps(x): x for x in before}, {json.dumps(x): x for x in after}
    gone = [x for name, x in old.items() if name not in new]
    come = [x for name, x in new.items() if name not in old]
    return {"gone": gone, "come": come} if gone or come else None


def _is_of_names(value: Any) -> bool:
    """A list of names, or of lists of names; a pair of numbers is none."""
    return isinstance(value, list) and all(
        isinstance(x, str) or (isinstance(x, list) and all(isinstance(y, str) for y in x)) for x in value
    )


def _have_ids(value: Any) -> bool:
    return (
        isinstance(value, list) and bool(value) and all(isinstance(x, Mapping) and "id" in x for x in value)
    )


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _bare(each) for name, each in value.items() if name not in ASIDE}
    return [_bare(each) for each in value] if isinstance(value, list) else value
