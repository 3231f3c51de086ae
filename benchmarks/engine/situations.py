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
