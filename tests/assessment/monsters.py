"""Situations that nobody would write and that must not stop the engine: large, dense, deep and circular.

Each is valid: every question answers it or refuses it plainly. ``options_for`` gives options with which a
question can be asked of any of them.
"""

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from tests.assessment.build import Json, fact, line, offer

Maker = Callable[[int], Json]


def whole(
    offers: list[Json], facts: list[Json] | None = None, lines: list[Json] | None = None, **more: Any
) -> Json:
    return {
        "as_of": "2025-03-17",
        "circumstances": facts or [],
        "offers": offers,
        "requirement": None if lines is None else {"lines": lines},
        "measures": [],
        **more,
    }


def crowd(count: int, condition: Callable[[int], Any], **more: Any) -> list[Json]:
    """So many actors with one soldier each."""
    return [offer(f"o{i}", f"A{i}", low=1, condition=condition(i), **more) for i in range(count)]


def subjects(count: int) -> Json:
    """Everyone offers something of its own, if the one before does."""
    offers = [
        offer(f"o{i}", f"A{i}", f"s{i}", condition=f"joins:A{i - 1}:s{i - 1}" if i else "peace")
        for i in range(count)
    ]
    return whole(offers, [fact("peace", probability=0.5)], [line("l", "s1", None)])


def ring(count: int) -> Json:
    return whole(crowd(count, lambda i: f"joins:A{(i + 1) % count}"), lines=[line("l", quantity=count // 2)])


def dense_counts(count: int) -> Json:
    """Everyone waits for another number of others, and for a circumstance."""
    facts = [fact(f"c{i}", probability=0.5) for i in range(12)]
    offers = crowd(count, lambda i: {"all": [f"count:troops>={i + 1}", f"c{i % 12}"]})
    return whole(offers, facts, [line("l", quantity=count // 2)])


def huge_figures(count: int) -> Json:
    """Figures of 300 digits, and as many sums that ask for them."""
    offers = [
        offer(f"o{i}", f"A{i}", low=10**299 + 7**i % 10**290, condition=f"sum:troops>={i}{'3' * 290}")
        for i in range(count)
    ]
    return whole(offers, lines=[line("l", quantity=10**300)])


def deep(count: int) -> Json:
    """Conditions 98 deep, each of its own."""

    def condition(i: int) -> Any:
        found: Any = f"joins:A{(i + 1) % count}"
        for _ in range(97):
            found = {"any": [found]}
        return {"all": [found, f"c{i % 10}"]}

    return whole(
        crowd(count, condition),
        [fact(f"c{i}", probability=0.5) for i in range(10)],
        [line("l", quantity=count // 2)],
    )


def wide(count: int) -> Json:
    """One condition ten times as wide as there are actors."""
    parts = [f"joins:B{i}" for i in range(10 * count)]
    offers = [offer("a", "FRA", low=3, condition={"at_least": [2, [*parts, "peace", "joins:DNK"]]})]
    facts = [fact("peace", probability=0.5)]
    return whole([*offers, offer("d", "DNK", low=1)], facts, [line("l", quantity=4)])


def unknowns(count: int) -> Json:
    """Thirty unknown circumstances, so many conditions on seven of any ten."""
    names = [f"c{i:02}" for i in range(30)]
    chosen = [ten for ten, _ in zip(combinations(names, 10), range(count), strict=False)]
    offers = crowd(
        len(chosen), lambda i: {"all": [{"at_least": [7, list(chosen[i])]}, f"count>={i % 50 + 1}"]}
    )
    facts = [fact(name, probability=0.3) for name in names]
    return whole(offers, facts, [line("l", quantity=max(1, count // 2))])


def scattered(count: int) -> Json:
    """Thirty unknown circumstances in conditions that no order of theirs suits."""
    names = [f"c{i:02}" for i in range(30)]
    picked = [[names[(i * 7 + j * j * (i % 11 + 1)) % 30] for j in range(10)] for i in range(count)]
    offers = crowd(count, lambda i: {"at_least": [5, sorted(set(picked[i]))]})
    facts = [fact(name, probability=0.3) for name in names]
    return whole(offers, facts, [line("l", quantity=max(1, count // 2))])


def lines(count: int) -> Json:
    """So many lines, each enabled by the next, on a hundred subjects."""
    found = [
        line(f"l{i}", f"s{i % 100}", i % 7, i % 5, *([f"l{i + 1}"] if i < count - 1 else []))
        for i in range(count)
    ]
    offers = [
        offer(f"o{i}", f"A{i}", f"s{i % 100}", low=3, condition="peace" if i % 3 else None)
        for i in range(max(1, count // 10))
    ]
    return whole(offers, [fact("peace", probability=0.5)], found)


def measures(count: int) -> Json:
    """So many measures of the ten same members."""
    members = [f"A{i}" for i in range(10)]
    found = [
        {
            "id": "m" if not i else f"m{i}",
            "rule": {"at_least": [i % 11, members]},
            "positions": [
                {"actor": name, "stance": "refuses" if (i + j) % 3 else "offers"}
                for j, name in enumerate(members)
            ],
        }
        for i in range(count)
    ]
    offers = crowd(10, lambda _: None)
    return whole(offers, lines=[line("l", quantity=4)], measures=found)


def custodian(count: int) -> Json:
    """A rule of so many members: a custodian, and half of the others."""
    members = [f"A{i}" for i in range(count)]
    rule = {"custodian": ["A0"], "and": {"at_least": [count // 2, members]}}
    positions = [{"actor": name, "stance": "refuses", "condition": "other:peace"} for name in members[:9]]
    measure = {"id": "m", "rule": rule, "positions": positions}
    return whole(crowd(9, lambda _: None), lines=[line("l", quantity=4)], measures=[measure])


def qualified(count: int) -> Json:
    """A qualified majority of so many members, all of different size."""
    rule = {
        "qualified": {
            "members": {f"A{i}": 1 + i * i for i in range(count)},
            "states": 0.55,
            "population": 0.65,
            "blocking_minority": 4,
        }
    }
    measure = {"id": "m", "rule": rule, "positions": []}
    return whole(crowd(9, lambda _: None), lines=[line("l", quantity=4)], measures=[measure])


def nots(count: int) -> Json:
    """A ring in which everyone comes only if the next does not, unless a circumstance holds."""
    offers = crowd(count, lambda i: {"any": [{"not": f"joins:A{(i + 1) % count}"}, f"c{i % 30}"]})
    return whole(offers, [fact(f"c{i}", probability=0.5) for i in range(30)], [line("l", quantity=4)])


def dense_nots(count: int) -> Json:
    """Everyone comes only while fewer than so many others do."""
    offers = crowd(count, lambda i: {"any": [{"not": f"count:troops>={i + 2}"}, f"joins:A{(i * 7) % count}"]})
    return whole(offers, lines=[line("l", quantity=4)])


def links(count: int) -> Json:
    """A chain of circumstances that stand for positions, each on the one before."""
    facts = [fact(f"c{i}", None, f"A{i}:troops", probability=0.5) for i in range(count)]
    offers = crowd(
        count, lambda i: f"c{i + 1}" if i < count - 1 else None, stance="refuses" if count < 40 else "offers"
    )
    return whole(offers, facts, [line("l", quantity=count)])


def raised(count: int) -> Json:
    """Nobody comes yet; each may be brought to, and waits for a third of the others."""
    facts = [fact(f"c{i}", None, f"A{i}:troops", probability=0.5) for i in range(count)]
    offers = crowd(count, lambda i: f"count:troops>={i // 3}", stance="considers")
    return whole(offers, facts, [line("l", quantity=max(1, count // 2))])


def changes(count: int) -> Json:
    """So many changes in weighed sums that no diagram holds."""
    facts = [fact(f"c{i}", probability=0.5) for i in range(count)]
    offers = [
        offer(f"o{i}", f"A{i}", low=1 + (i * i * 7919) % 10007, condition={"any": [f"c{i}", "filled:x"]})
        for i in range(count)
    ]
    extra = [
        offer(f"x{i}", f"A{i}", "extra", low=1 + (i * 104729) % 10009, condition=f"c{i}")
        for i in range(count)
    ]
    total = sum(one["quantity"]["low"] for one in offers)
    more = sum(one["quantity"]["low"] for one in extra)
    return whole(
        [*offers, *extra],
        facts,
        [line("l", quantity=total // 2, priority=1), line("x", "extra", more // 2, 2)],
    )


def dated(count: int) -> Json:
    """Everyone stands from another day on, for another time, and waits for the one before."""
    offers = [
        offer(
            f"o{i}",
            f"A{i}",
            low=1,
            notice=i % 300,
            until=f"20{26 + i % 9}-0{1 + i % 9}-01",
            condition=f"count:troops>={i // 2}",
        )
        for i in range(count)
    ]
    return whole(offers, lines=[line("l", quantity=count // 2)])


MONSTERS: Mapping[str, tuple[Maker, int]] = {
    "subjects": (subjects, 10_000),
    "ring": (ring, 10_000),
    "dense counts": (dense_counts, 10_000),
    "huge figures": (huge_figures, 1_000),
    "deep": (deep, 10_000),
    "wide": (wide, 10_000),
    "unknowns": (unknowns, 2_000),
    "scattered": (scattered, 2_000),
    "lines": (lines, 10_000),
    "measures": (measures, 10_000),
    "custodian": (custodian, 10_000),
    "qualified": (qualified, 2_000),
    "nots": (nots, 10_000),
    "dense nots": (dense_nots, 10_000),
    "links": (links, 10_000),
    "raised": (raised, 10_000),
    "changes": (changes, 100),
    "dated": (dated, 10_000),
}
"""By name: what makes it, and the size at which it is a monster."""

PLAN: Json = {
    "months": 24,
    "grade": "continuous",
    "defaults": {"tour": 6, "preparation": 2, "ratio": "1:3"},
}
SHOCK: Json = {"id": "k", "actor": "A1", "from": "2025-04", "until": "2025-06"}
QUESTIONS = (
    "closure",
    "fill",
    "timeline",
    "shock",
    "sustain",
    "unlock",
    "block",
    "pivot",
    "odds",
    "sweep",
    "consent",
    "explain",
    "compare",
)


def options_for(question: str, situation: Json) -> Json:
    """Options with which a question may be asked of a monster."""
    first = situation["offers"][0]
    if question == "sustain":
        return {"plan": PLAN | {"actors": {first["actor"]: {"pool": {first["on"]: 1000}}}}}
    if question == "shock":
        return {"shocks": [SHOCK]}
    if question == "consent":
        return {"measure": "m"}
    if question == "explain":
        return {"offer": first["id"]}
    if question == "compare":
        return {"asking": "closure", "against": {"suppose": ["A1:troops=refuses"]}}
    return {}
