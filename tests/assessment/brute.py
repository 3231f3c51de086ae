"""A second engine, naive on purpose: straight from the definitions, over JSON values, sets and fractions.

Nothing of the engine is used. It enumerates worlds, subsets of offers and subsets of changes.
"""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import Any

from tests.assessment.naive import RUNGS, fraction, rung, subsets

Json = dict[str, Any]
World = dict[str, bool]


def below(formula: Any) -> list[Any]:
    if isinstance(formula, str):
        return []
    ((key, body),) = formula.items()
    parts: list[Any] = [body] if key == "not" else body[1] if key == "at_least" else body
    return parts


def leaves(formula: Any) -> list[str]:
    if formula is None:
        return []
    return [formula] if isinstance(formula, str) else [x for part in below(formula) for x in leaves(part)]


def under_not(formula: Any) -> list[str]:
    if formula is None or isinstance(formula, str):
        return []
    if "not" in formula:
        return leaves(formula["not"])
    return [x for part in below(formula) for x in under_not(part)]


class Brute:
    """One situation (suppositions laid by the caller's own hand or by ``suppose``), one threshold."""

    def __init__(self, situation: Json, count_from: str = "offers", suppose: tuple[str, ...] = ()) -> None:
        self.s = json.loads(json.dumps(situation))
        self.threshold = rung(count_from)
        for text in suppose:
            self.suppose(text)

    def suppose(self, text: str) -> None:
        left, right = text.rsplit("=", 1)
        if right in ("true", "false", "unknown"):
            value = {"true": True, "false": False, "unknown": None}[right]
            self.s["circumstances"] = [c for c in self.s["circumstances"] if c["id"] != left]
            self.s["circumstances"].append({"id": left, "value": value})
            return
        actor, on = left.split(":", 1)
        for measure in self.s["measures"]:
            if measure["id"] == on:
                measure["positions"] = [p for p in measure["positions"] if p["actor"] != actor]
                measure["positions"].append({"actor": actor, "stance": right})
                return
        mine = [o for o in self.s["offers"] if (o["actor"], o["on"]) == (actor, on)]
        for offer in mine:
            offer["stance"] = right
        if not mine:
            offer = {"id": f"suppose:{actor}:{on}", "actor": actor, "on": on, "stance": right}
            self.s["offers"].append(offer | {"quantity": None, "condition": None})

    # what is given

    @property
    def offers(self) -> list[Json]:
        return list(self.s["offers"])

    @property
    def lines(self) -> list[Json]:
        return list((self.s["requirement"] or {"lines": []})["lines"])

    def link(self, name: str) -> tuple[str, str] | None:
        for c in self.s["circumstances"]:
            if c["id"] == name and c.get("stands_for"):
                pair = (c["stands_for"]["actor"], c["stands_for"]["on"])
                if any((o["actor"], o["on"]) == pair for o in self.offers):
                    return pair
        return None

    def given(self, name: str) -> bool | None:
        for c in self.s["circumstances"]:
            if c["id"] == name:
                value = c.get("value")
                return value if isinstance(value, bool) else None
        return None

    def is_circumstance(self, leaf: str) -> bool:
        return leaf.startswith("other:") or any(c["id"] == leaf for c in self.s["circumstances"])

    def participation(self, leaf: str) -> bool:
        return not self.is_circumstance(leaf) or self.link(leaf) is not None

    def reaching(self) -> list[Json]:
        return [o for o in self.offers if rung(o["stance"]) >= self.threshold]

    def monotone(self) -> bool:
        return not any(self.participation(x) for o in self.reaching() for x in under_not(o["condition"]))

    # whether something holds

    def holds(self, formula: Any, world: World, active: frozenset[str]) -> bool:
        if formula is None:
            return True
        if isinstance(formula, str):
            return self.leaf(formula, world, active)
        ((key, body),) = formula.items()
        if key == "not":
            return not self.holds(body, world, active)
        if key == "all":
            return all(self.holds(part, world, active) for part in body)
        if key == "any":
            return any(self.holds(part, world, active) for part in body)
        return bool(sum(self.holds(part, world, active) for part in body[1]) >= body[0])

    def leaf(self, leaf: str, world: World, active: frozenset[str]) -> bool:
        here = [o for o in self.offers if o["id"] in active]
        if self.is_circumstance(leaf):
            pair = self.link(leaf)
            if pair is not None:
                return any((o["actor"], o["on"]) == pair for o in here)
            return world.get(leaf, False)
        if leaf.startswith("joins:"):
            actor, _, on = leaf[6:].partition(":")
            return any(o["actor"] == actor and (not on or o["on"] == on) for o in here)
        if leaf.startswith("count"):
            left, right = leaf.rsplit(">=", 1)
            on = left[6:]
            return len({o["actor"] for o in here if not on or o["on"] == on}) >= int(right)
        if leaf.startswith("sum:"):
            on, right = leaf[4:].rsplit(">=", 1)
            total = sum((self.low(o) for o in here if o["on"] == on), Fraction(0))
            return total >= Fraction(right)
        lines = {line["id"]: line["filled"] for line in self.fill_of(active)}
        return all(lines.values()) if leaf == "filled" else bool(lines[leaf[7:]])

    def low(self, offer: Json) -> Fraction:
        return fraction((offer["quantity"] or {}).get("low"))

    def high(self, offer: Json) -> Fraction:
        high = (offer["quantity"] or {}).get("high")
        return self.low(offer) if high is None else fraction(high)

    # activation

    def phi(self, world: World, active: frozenset[str]) -> frozenset[str]:
        return frozenset(o["id"] for o in self.reaching() if self.holds(o["condition"], world, active))

    def fixpoint(self, world: World, concerted: bool = False) -> frozenset[str]:
        active = frozenset(o["id"] for o in self.offers) if concerted else frozenset()
        while self.phi(world, active) != active:
            active = self.phi(world, active)
        return active

    def given_world(self) -> World:
        return {c["id"]: c.get("value") is True for c in self.s["circumstances"]}

    def worlds(self) -> Iterator[World]:
        mentioned = {x for o in self.offers for x in leaves(o["condition"])}
        unknown = [
            x
            for x in sorted(mentioned)
            if self.is_circumstance(x) and self.link(x) is None and self.given(x) is None
        ]
        for true_ones in subsets(unknown):
            yield self.given_world() | {x: x in true_ones for x in unknown}

    def closure(self) -> Json:
        if not self.monotone():
            return self.stable()
        least = [self.fixpoint(w) for w in self.worlds()]
        greatest = [self.fixpoint(w, True) for w in self.worlds()]
        knot = frozenset().union(*(g - m for g, m in zip(greatest, least, strict=True)))
        return {
            "unprompted": self.three(least),
            "concerted": self.three(greatest),
            "knot": sorted(knot),
        }

    def three(self, sets: list[frozenset[str]]) -> Json:
        ids = {o["id"] for o in self.offers}
        assured = {i for i in ids if all(i in found for found in sets)}
        some = {i for i in ids if any(i in found for found in sets)}
        return {"assured": sorted(assured), "possible": sorted(some - assured), "out": sorted(ids - some)}

    def stable(self) -> Json:
        world = self.given_world()
        ids = sorted(o["id"] for o in self.reaching())
        found = [list(m) for m in subsets(ids) if self.is_stable(frozenset(m), world)]
        return {"stable": sorted(found, key=lambda model: (len(model), model))}

    def is_stable(self, model: frozenset[str], world: World) -> bool:
        reduct = Brute(self.s, RUNGS[self.threshold + 2])
        for offer in reduct.s["offers"]:
            offer["condition"] = self.reduced(offer["condition"], world, model)
        return reduct.fixpoint(world) == model

    def reduced(self, formula: Any, world: World, model: frozenset[str]) -> Any:
        if formula is None or isinstance(formula, str):
            return formula
        ((key, body),) = formula.items()
        if key == "not":
            return {"all": []} if self.holds(formula, world, model) else {"any": []}
        if key == "at_least":
            return {key: [body[0], [self.reduced(part, world, model) for part in body[1]]]}
        return {key: [self.reduced(part, world, model) for part in body]}

    # requirement

    def fill_of(self, active: frozenset[str]) -> list[Json]:
        rows: dict[str, Json] = {}
        left: dict[str, list[Fraction]] = {}
        for _, line in sorted(enumerate(self.lines), key=lambda x: (x[1]["priority"], x[0])):
            here = [o for o in self.offers if o["id"] in active and o["on"] == line["on"]]
            sums = left.setdefault(
                line["on"], [sum(map(f, here), Fraction(0)) for f in (self.low, self.high)]
            )
            rows[line["id"]] = self.row(line, here, sums)
        for line in self.lines:
            chain = self.enablers(line["id"])
            least = [min(rows[x]["ratio"][i] for x in chain) for i in (0, 1)]
            row, wanted = rows[line["id"]], line["quantity"]
            row["sustained"] = [None if wanted is None else fraction(wanted) * least[i] for i in (0, 1)]
            row["filled"] = least[0] == 1 if wanted is None else row["sustained"][0] == fraction(wanted)
        return [rows[line["id"]] for line in self.lines]

    def row(self, line: Json, here: list[Json], left: list[Fraction]) -> Json:
        without = [
            o for o in here if not o["quantity"] or o["quantity"]["low"] == o["quantity"]["high"] is None
        ]
        row: Json = {"id": line["id"], "quantity": line["quantity"], "unquantified": len(without)}
        if line["quantity"] is None:
            full = Fraction(bool(here))
            return row | {"present": [None, None], "ratio": [full, full]}
        wanted = fraction(line["quantity"])
        present = [min(wanted, left[i]) for i in (0, 1)]
        left[0] -= present[0]
        left[1] -= present[1]
        ratio = [present[i] / wanted if wanted else Fraction(1) for i in (0, 1)]
        return row | {"present": present, "ratio": ratio}

    def enablers(self, name: str) -> set[str]:
        (line,) = [x for x in self.lines if x["id"] == name]
        return {name}.union(*(self.enablers(x) for x in line["enablers"]))

    def fill(self, concerted: bool = False) -> Json | None:
        if not self.monotone():
            return None
        return {"lines": self.fill_of(self.fixpoint(self.given_world(), concerted))}

    # changes

    def default_changes(self, target: Any) -> list[str]:
        formulas = [*(o["condition"] for o in self.offers), target]
        names = {c["id"] for c in self.s["circumstances"]}
        names |= {x for f in formulas for x in leaves(f) if x.startswith("other:")}
        found = {x for x in names if self.link(x) is None and self.given(x) is not True}
        for name in names:
            pair = self.link(name)
            if pair and all(
                rung(o["stance"]) < self.threshold for o in self.offers if (o["actor"], o["on"]) == pair
            ):
                found.add(f"raise:{pair[0]}:{pair[1]}")
        return sorted(found)

    def made(self, changes: tuple[str, ...]) -> "Brute":
        after = Brute(self.s, RUNGS[self.threshold + 2])
        for change in changes:
            if not change.startswith("raise:"):
                after.suppose(f"{change}=true")
                continue
            actor, on = change[6:].split(":", 1)
            mine = [o for o in after.s["offers"] if (o["actor"], o["on"]) == (actor, on)]
            for offer in mine:
                if rung(offer["stance"]) < self.threshold:
                    offer["stance"] = RUNGS[self.threshold + 2]
            if not mine:
                offer = {"id": change, "actor": actor, "on": on, "stance": RUNGS[self.threshold + 2]}
                after.s["offers"].append(offer | {"quantity": None, "condition": None})
        return after

    def refused_form(self, target: Any, changes: list[str]) -> bool:
        """A ``not`` above a change or above participation, once all changes are made."""
        raises = tuple(c for c in changes if c.startswith("raise:"))
        after = self.made(raises)
        formulas = [target, *(o["condition"] for o in after.reaching())]
        return any(x in changes or after.participation(x) for f in formulas for x in under_not(f))

    def reaches(self, target: Any, changes: tuple[str, ...], concerted: bool = False) -> bool:
        after = self.made(changes)
        world = after.given_world()
        return after.holds(target, world, after.fixpoint(world, concerted))

    def winning(self, target: Any, changes: list[str], concerted: bool) -> set[tuple[str, ...]]:
        return {u for u in subsets(changes) if self.reaches(target, u, concerted)}


def minimal(ways: list[tuple[str, ...]]) -> list[list[str]]:
    least = [w for w in ways if not any(set(v) < set(w) for v in ways)]
    return sorted((sorted(w) for w in least), key=lambda w: (len(w), w))


def unlock(winning: set[tuple[str, ...]]) -> list[list[str]]:
    return minimal(sorted(winning))


def block(winning: set[tuple[str, ...]], changes: list[str]) -> list[list[str]]:
    lost = [b for b in subsets(changes) if tuple(c for c in changes if c not in b) not in winning]
    return minimal(lost)


def pivot(winning: set[tuple[str, ...]], changes: list[str]) -> Json:
    """Shapley by all orders, Banzhaf by all coalitions."""
    orders = list(permutations(changes))
    pivotal = dict.fromkeys(changes, 0)
    for order in orders:
        for place, change in enumerate(order):
            before = tuple(sorted(order[:place]))
            pivotal[change] += before not in winning and tuple(sorted((*before, change))) in winning
    swings = {
        c: sum(c in w and tuple(x for x in w if x != c) not in winning for w in winning) for c in changes
    }
    total = sum(swings.values())
    return {
        c: {
            "shapley": Fraction(pivotal[c], len(orders)),
            "banzhaf": Fraction(swings[c], 2 ** (len(changes) - 1)),
            "banzhaf_normalized": Fraction(swings[c], total) if total else Fraction(0),
        }
        for c in changes
    }


def odds(winning: set[tuple[str, ...]], chances: dict[str, Fraction]) -> Fraction:
    total = Fraction(0)
    for way in winning:
        weight = Fraction(1)
        for change, chance in chances.items():
            weight *= chance if change in way else 1 - chance
        total += weight
    return total


# consent


def carried(rule: Json, supporters: set[str]) -> bool:
    if "unanimity" in rule:
        return all(a in supporters for a in rule["unanimity"])
    if "at_least" in rule:
        return bool(sum(a in supporters for a in rule["at_least"][1]) >= rule["at_least"][0])
    if "custodian" in rule:
        return all(a in supporters for a in rule["custodian"]) and carried(rule["and"], supporters)
    if "all" in rule:
        return all(carried(each, supporters) for each in rule["all"])
    if "any" in rule:
        return any(carried(each, supporters) for each in rule["any"])
    body = rule["qualified"]
    people = {a: fraction(n) for a, n in body["members"].items()}
    yes = [a for a in people if a in supporters]
    enough_states = len(yes) >= fraction(body["states"]) * len(people)
    enough_people = sum(people[a] for a in yes) >= fraction(body["population"]) * sum(people.values())
    few_outside = "blocking_minority" in body and len(people) - len(yes) < body["blocking_minority"]
    return bool((enough_states and enough_people) or few_outside)


def members(rule: Json) -> set[str]:
    if "custodian" in rule:
        return set(rule["custodian"]) | members(rule["and"])
    if "unanimity" in rule:
        return set(rule["unanimity"])
    if "all" in rule or "any" in rule:
        return {member for part in rule.values() for each in part for member in members(each)}
    return set(rule["at_least"][1] if "at_least" in rule else rule["qualified"]["members"])


def consent(measure: Json) -> Json:
    rule = measure["rule"]
    everyone = sorted(members(rule))
    rungs = {p["actor"]: rung(p["stance"]) for p in measure["positions"]}
    yes = {a for a in everyone if rungs.get(a, 0) >= 2}
    against = [a for a in everyone if rungs.get(a, 0) < 0]
    undecided = [a for a in everyone if a not in yes and a not in against]
    others = sorted(undecided + against)
    test: Callable[[set[str]], bool] = lambda found: carried(rule, found)  # noqa: E731
    return {
        "carried": test(yes),
        "possible": test(yes | set(undecided)),
        "against": against,
        "undecided": undecided,
        "carry": minimal([b for b in subsets(others) if test(yes | set(b))]),
        "block": minimal([b for b in subsets(everyone) if not test(set(everyone) - set(b))]),
    }
