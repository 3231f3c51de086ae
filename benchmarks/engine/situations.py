"""Random situations for the engine's benchmark, from a seed: networks of conditions, books for what-ifs."""

import random
from typing import Any

from musterbook.model.situation import Situation, parse_situation

CIRCUMSTANCES = 20
Json = dict[str, Any]


def network_situation(actors: int, seed: int) -> Situation:
    """One offer an actor; each hangs on about three guards over circumstances and on who else joins."""
    draw = random.Random(seed)
    names = [f"c{i}" for i in range(CIRCUMSTANCES)]
    offers = [
        {
            "id": f"o{i}",
            "actor": f"A{i}",
            "on": "troops",
            "stance": "offers",
            "condition": _guards(draw, names, actors),
        }
        for i in range(actors)
    ]
    facts = [{"id": name, "value": None} for name in names]
    return parse_situation({"circumstances": facts, "offers": offers})


def _guards(draw: random.Random, names: list[str], actors: int) -> Any:
    leaves = [
        draw.choice(names) if draw.random() < 0.5 else f"joins:A{draw.randrange(actors)}"
        for _ in range(draw.choice([2, 3, 3, 4]))
    ]
    kind = draw.choice(["all", "any", "at_least", "nested"])
    if kind == "at_least":
        return {"at_least": [2, leaves]}
    if kind == "nested":
        return {"all": [leaves[0], {"any": leaves[1:]}]}
    return {kind: leaves}


SUBJECTS = ("troops", "air_cover", "naval", "logistics", "medical", "funding")


def book_situation(seed: int, actors: int = 40) -> Situation:
    """A book as for a what-if: one or two offers an actor on six subjects, conditions over twenty unknown
    circumstances and over who joins, how many, and with how much; four requirement lines with enablers."""
    draw = random.Random(seed)
    names = [f"c{i}" for i in range(CIRCUMSTANCES)]
    offers = [
        _offer(draw, f"A{i}", on, actors, names)
        for i in range(actors)
        for on in draw.sample(SUBJECTS, draw.choice([1, 1, 2]))
    ]
    lines = [
        {
            "id": "force",
            "on": "troops",
            "quantity": 15 * actors,
            "priority": 1,
            "enablers": ["cover", "supply"],
        },
        {"id": "cover", "on": "air_cover", "quantity": None, "priority": 2, "enablers": []},
        {"id": "supply", "on": "logistics", "quantity": 3 * actors, "priority": 2, "enablers": ["care"]},
        {"id": "care", "on": "medical", "quantity": None, "priority": 3, "enablers": []},
    ]
    facts = [{"id": name, "value": None} for name in names]
    return parse_situation({"circumstances": facts, "offers": offers, "requirement": {"lines": lines}})


def _offer(draw: random.Random, actor: str, on: str, actors: int, names: list[str]) -> Json:
    low = draw.choice([None, 50, 100, 150, 250, 500])
    quantity = {"low": low, "high": None, "unit": "persons" if low else None}
    condition = None if draw.random() < 0.1 else _condition(draw, actors, names)
    stance = draw.choice(["offers", "offers", "pledges", "considers"])
    return {
        "id": f"{actor}:{on}",
        "actor": actor,
        "on": on,
        "stance": stance,
        "quantity": quantity,
        "condition": condition,
    }


def _condition(draw: random.Random, actors: int, names: list[str]) -> Any:
    others = [
        f"joins:A{draw.randrange(actors)}",
        f"count:{draw.choice(SUBJECTS)}>={draw.randint(1, 4)}",
        f"sum:troops>={draw.choice([200, 500, 1000])}",
    ]
    facts = draw.sample(names, draw.choice([1, 2, 2, 3]))
    kind = draw.choice(["all", "all", "any", "at_least", "nested", "mixed"])
    if kind == "at_least":
        return {"at_least": [2, [*facts, draw.choice(others)]]}
    if kind == "nested":
        return {"all": [facts[0], {"any": [*facts[1:], draw.choice(others)]}]}
    if kind == "mixed":
        return {"any": [{"all": facts}, {"all": draw.sample(others, 2)}]}
    return {kind: [*facts, *draw.sample(others, draw.choice([0, 1]))]}
