"""Valid questions with something broken in them: values of wrong kinds, sizes and letters, put anywhere.

``mangled`` takes a JSON value apart and replaces, drops, doubles or renames some of its parts. What comes out
is sometimes still valid; whatever it is, it is answered or refused.
"""

import random
from typing import Any

from tests.assessment.build import Json
from tests.assessment.cases import ACTORS, SUBJECTS, Cases
from tests.assessment.monsters import PLAN, QUESTIONS

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.2, -0.0, 1e308, float("nan"), float("inf"), float("-inf"), 10**400, 5e-324),
    *("", " ", "\x00", "a\x00b", "\ud800", "\u202e", "é", "e\u0301", "x" * 5000, "0", "NaN", "1e999", "-1"),
    *(
        "joins:",
        "joins:A:",
        "joins::troops",
        "count>=-1",
        "count>=",
        "count:>=1",
        "sum:troops>=1e999",
        "sum:x",
    ),
    *(
        "filled:",
        "filled:nobody",
        "other:",
        "raise:",
        "raise:A",
        "raise::",
        "a=",
        "=true",
        "a=b=c",
        "A:b=offers",
    ),
    *([], {}, [[]], [None], {"": None}, {"all": []}, {"any": None}, {"not": []}, {"at_least": [1]}),
    *(
        {"at_least": [True, []]},
        {"at_least": [-(10**30), ["a"]]},
        {"all": ["a"], "any": ["b"]},
        {"not": {"not": "a"}},
    ),
    *(
        {"unanimity": [None]},
        {"custodian": [], "and": None},
        {"qualified": {"members": {}}},
        b"bytes",
        (1, 2),
        {1: 2},
    ),
)
"""What stands where something else was expected."""


def mangled(draw: random.Random, value: Any, often: float) -> Any:
    """The value with some of its parts broken; it itself stays as it is."""
    if draw.random() < often:
        return draw.choice(ODD)
    if isinstance(value, dict):
        found = {_key(draw, key, often): mangled(draw, one, often) for key, one in value.items()}
        if found and draw.random() < often:
            del found[draw.choice(list(found))]
        return found
    if isinstance(value, list):
        found_ones = [mangled(draw, one, often) for one in value]
        if found_ones and draw.random() < often:
            found_ones.insert(draw.randrange(len(found_ones)), draw.choice(found_ones))
        return found_ones
    return value


def _key(draw: random.Random, key: Any, often: float) -> Any:
    if draw.random() >= often / 4:
        return key
    return draw.choice(["", "id", "\ud800", f"{key} ", "x" * 3000, 7, None])


def question_of(seed: int) -> tuple[str, Json, Json]:
    """A question, a situation and options, all valid or nearly so."""
    cases = Cases(seed, negation=0.1)
    situation = cases.situation()
    draw = cases.random
    question = draw.choice(QUESTIONS)
    return question, situation, options_of(draw, question, situation)


def options_of(draw: random.Random, question: str, situation: Json) -> Json:
    """Options that make sense for the question, and some that do for others."""
    names = [one["id"] for one in situation["circumstances"]]
    actor, on = draw.choice(ACTORS), draw.choice(SUBJECTS)
    offer = draw.choice(situation["offers"])
    usual: Json = {
        "suppose": [f"{actor}:{on}=offers", f"{names[0]}=true"],
        "count_from": draw.choice(["offers", "considers", "pledges"]),
        "target": draw.choice([f"joins:{offer['actor']}", "count>=2", {"any": [names[0], "filled"]}]),
        "changes": [*names, f"raise:{actor}:{on}"],
        "concerted": True,
        "probability": dict.fromkeys([*names, "other:x", f"raise:{actor}:{on}"], 0.5),
        "groups": [{"members": names[:2], "correlation": 0.5}],
        "confidence": {offer["id"]: 0.9},
        "over": names[:2],
        "cost": {names[0]: 2},
        "on": "2025-06-01",
        "from": "2025-04",
        "until": "2025-09",
        "limit": 5,
        "method": draw.choice(["table", "diagram", "answer sets", "sampled", "weights"]),
        "samples": 100,
        "seed": 7,
        "exact": True,
        "budget": 5,
    }
    given = {name: usual[name] for name in usual if draw.random() < 0.25}
    given |= {"budget": 5}
    if question == "consent" and situation["measures"]:
        given["measure"] = situation["measures"][0]["id"]
    if question == "explain":
        given |= draw.choice([{"offer": offer["id"]}, {"actor": actor}, {"of": draw.choice(QUESTIONS)}])
    if question == "shock":
        given["shocks"] = [{"id": "k", "actor": offer["actor"], "from": "2025-04", "until": "2025-06"}]
    if question == "sustain":
        pool = {offer["on"]: 100}
        given["plan"] = PLAN | {"months": 6, "actors": {offer["actor"]: {"pool": pool}}}
    if question == "compare":
        given |= {
            "asking": draw.choice(["closure", "fill", "unlock"]),
            "against": {"suppose": [f"{names[0]}=true"]},
        }
    return given
