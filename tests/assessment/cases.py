"""Random small situations, from a seed: every construct of the exchange form turns up."""

import random
from typing import Any

Json = dict[str, Any]
ACTORS = ["GBR", "FRA", "USA", "DNK", "SWE"]
SUBJECTS = ["troops", "air_cover", "naval"]
STANCES = ["refuses", "withholds", "not_ruled_out", "considers", "offers", "pledges", "deployed"]
FIGURES = [None, 0, 1, 2, 0.1, 0.2, 0.3, 1.5, 10]


class Cases:
    """One generator of situations; ``negation`` is how often a formula turns into a ``not``."""

    def __init__(self, seed: int, negation: float = 0.0, circumstances: int = 4, offers: int = 6) -> None:
        self.random = random.Random(seed)
        self.negation = negation
        self.most_circumstances = circumstances
        self.most_offers = offers

    def situation(self) -> Json:
        draw = self.random
        self.names = [f"c{i}" for i in range(draw.randint(1, self.most_circumstances))]
        circumstances = [self.circumstance(name) for name in self.names]
        self.line_ids = [f"l{i}" for i in range(draw.randint(0, 3))]
        lines = [self.line(i) for i in range(len(self.line_ids))]
        pairs = [
            (draw.choice(ACTORS), draw.choice(SUBJECTS)) for _ in range(draw.randint(1, self.most_offers))
        ]
        self.subjects = sorted({on for _, on in pairs} | {line["on"] for line in lines})
        offers = [self.offer(f"o{i}", actor, on) for i, (actor, on) in enumerate(pairs)]
        return {
            "as_of": "2025-03-17",
            "circumstances": circumstances,
            "offers": offers,
            "requirement": {"lines": lines} if lines or draw.random() < 0.5 else None,
            "measures": [self.measure(f"m{i}") for i in range(draw.randint(0, 2))],
        }

    def circumstance(self, name: str) -> Json:
        draw = self.random
        found: Json = {"id": name, "value": draw.choice([None, None, None, True, False])}
        found["probability"] = draw.choice([0, 1, 0.1, 0.25, 0.4, 0.5])
        if draw.random() < 0.35:
            found["stands_for"] = {"actor": draw.choice(ACTORS), "on": draw.choice(SUBJECTS)}
        return found

    def offer(self, name: str, actor: str, on: str) -> Json:
        draw = self.random
        low, high = draw.choice(FIGURES), draw.choice(FIGURES)
        if low is not None and high is not None and low > high:
            low, high = high, low
        condition = None if draw.random() < 0.25 else self.formula(draw.randint(0, 3))
        stance = draw.choice([*STANCES, "offers", "offers", "pledges", "offers"])
        quantity = {"low": low, "high": high, "unit": draw.choice([None, "persons"])}
        return {
            "id": name,
            "actor": actor,
            "on": on,
            "stance": stance,
            "quantity": quantity,
            "condition": condition,
        }

    def line(self, place: int) -> Json:
        draw = self.random
        enablers = [name for name in self.line_ids[:place] if draw.random() < 0.4]
        return {
            "id": self.line_ids[place],
            "on": draw.choice(SUBJECTS),
            "quantity": draw.choice([None, 0, 0.3, 1, 2, 3]),
            "priority": draw.randint(1, 3),
            "enablers": enablers,
        }

    def formula(self, depth: int) -> Any:
        draw = self.random
        if draw.random() < self.negation:
            return {"not": self.formula(depth - 1)}
        if depth <= 0 or draw.random() < 0.3:
            return self.leaf()
        parts = [self.formula(depth - 1) for _ in range(draw.randint(0 if draw.random() < 0.1 else 1, 3))]
        if parts and draw.random() < 0.15:
            parts.append(parts[0])
        kind = draw.choice(["all", "any", "at_least"])
        return {kind: [draw.randint(-1, len(parts) + 1), parts] if kind == "at_least" else parts}

    def leaf(self) -> str:
        draw = self.random
        on = draw.choice(self.subjects)
        choices = [
            draw.choice(self.names),
            draw.choice(self.names),
            draw.choice(["other:x", "other:if y=1, then z"]),
            f"joins:{draw.choice(ACTORS)}",
            f"joins:{draw.choice(ACTORS)}:{on}",
            f"count>={draw.randint(0, 4)}",
            f"count:{on}>={draw.randint(0, 3)}",
            f"sum:{on}>={draw.choice(['0', '0.3', '1', '2.5', '11'])}",
        ]
        if self.line_ids:
            choices += ["filled", f"filled:{draw.choice(self.line_ids)}"]
        return draw.choice(choices)

    def measure(self, name: str) -> Json:
        draw = self.random
        named = draw.sample(ACTORS, draw.randint(0, len(ACTORS)))
        positions = [{"actor": actor, "stance": draw.choice(STANCES)} for actor in named]
        return {"id": name, "rule": self.rule(2), "positions": positions}

    def rule(self, depth: int) -> Json:
        draw = self.random
        actors = draw.sample(ACTORS, draw.randint(0, len(ACTORS)))
        kind = draw.choice(["unanimity", "at_least", "qualified", "custodian"] if depth else ["unanimity"])
        if kind == "at_least":
            return {"at_least": [draw.randint(-1, len(actors) + 1), actors]}
        if kind == "custodian":
            return {"custodian": actors[:2], "and": self.rule(depth - 1)}
        if kind == "unanimity":
            return {"unanimity": actors}
        body: Json = {
            "members": {actor: draw.choice([0, 1, 2, 3.5, 10]) for actor in actors},
            "states": draw.choice([0, 0.5, 0.55, 0.6, 1]),
            "population": draw.choice([0, 0.3, 0.65, 1]),
        }
        if draw.random() < 0.5:
            body["blocking_minority"] = draw.randint(0, 4)
        return {"qualified": body}

    def supposes(self, situation: Json) -> list[str]:
        """A few suppositions, some of which make links live or move positions on measures."""
        draw = self.random
        ons = [*SUBJECTS, *(m["id"] for m in situation["measures"])]
        found = []
        for _ in range(draw.randint(0, 3)):
            if draw.random() < 0.5:
                name = draw.choice([*self.names, "other:x", "other:if y=1, then z"])
                found.append(f"{name}={draw.choice(['true', 'false', 'unknown'])}")
            else:
                found.append(f"{draw.choice(ACTORS)}:{draw.choice(ons)}={draw.choice(STANCES)}")
        return found

    def changes(self) -> list[str] | None:
        draw = self.random
        if draw.random() < 0.5:
            return None
        named = [*self.names, "other:x", "raise:USA:air_cover", "raise:FRA:troops", "raise:DNK:naval"]
        return sorted(set(draw.choices(named, k=draw.randint(0, 5))))
