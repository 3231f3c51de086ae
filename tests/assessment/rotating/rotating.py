"""An independent count of a rotation, and the best one by trying all: plain loops, no shared code."""

import itertools
from collections.abc import Iterator
from typing import Any

from tests.assessment.build import answer

Json = dict[str, Any]
NEAR = 2e-5


def sustained(situation: Json, plan: Json, **options: Any) -> Json:
    return answer("sustain", situation, plan={"from": "2025-04", **plan}, **options)


def deployed(found: Json, line: str = "force") -> list[float]:
    row = next(row for row in found["lines"] if row["id"] == line)
    return [month["deployed"] for month in row["by_month"]]


def ratios(found: Json, line: str = "force") -> list[float]:
    row = next(row for row in found["lines"] if row["id"] == line)
    return [month["ratio"] for month in row["by_month"]]


def by_month(found: Json, actor: str, key: str) -> list[float]:
    row = next(row for row in found["actors"] if row["actor"] == actor)
    return [month[key] for month in row["by_month"]]


def terms(plan: Json, actor: str) -> tuple[int, int, int]:
    """Tour, preparation, rest."""
    given = {**plan.get("defaults", {}), **plan.get("actors", {}).get(actor, {})}
    tour, preparation = given["tour"], given.get("preparation", 0)
    if "ratio" in plan.get("actors", {}).get(actor, {}) or "rest" not in given:
        return tour, preparation, (int(given["ratio"].split(":")[1]) - 1) * tour - preparation
    return tour, preparation, given["rest"]


def reserves(plan: Json, actor: str, months: int, holding: set[str]) -> list[float]:
    """The reserve of the only pool; raises count from the month given."""
    own = plan["actors"].get(actor, {})
    kept = [float(own.get("reserve", 0))] * months
    raising = own.get("reserve_if")
    if raising and raising["circumstance"] in holding:
        start = raising.get("start", 0)
        kept = [max(k, raising["reserve"]) if m >= start else k for m, k in enumerate(kept)]
    return kept


def check(found: Json, situation: Json, plan: Json) -> None:
    """Recounts everything from the tours that start, and what backfill carries."""
    months = found["months"]
    offers = {o["id"]: o for o in situation["offers"]}
    out = {o: [0.0] * len(months) for o in offers}
    lines = {row["id"]: [0.0] * len(months) for row in found["lines"]}
    for start in found["starts"]:
        tour, _, _ = terms(plan, offers[start["offer"]]["actor"])
        first = months.index(start["month"])
        assert start["figure"] > 0
        for month in range(first, min(first + tour, len(months))):
            out[start["offer"]][month] += start["figure"]
            lines[start["line"]][month] += start["figure"]
    for name, row in out.items():
        most = offers[name]["quantity"]["low"] or 0
        assert all(figure <= most * (1 + NEAR) for figure in row)
    for row in found["lines"]:
        assert_near(lines[row["id"]], [month["deployed"] for month in row["by_month"]])
    check_pools(found, situation, plan)
    check_ratios(found, situation)


def check_pools(found: Json, situation: Json, plan: Json) -> None:
    months = found["months"]
    offers = {o["id"]: o["actor"] for o in situation["offers"]}
    for actor in found["actors"]:
        name = actor["actor"]
        if actor["pool"] is None:
            continue
        tour, preparation, rest = terms(plan, name) if "tour" in plan.get("defaults", {}) else (1, 0, 0)
        used = [0.0] * len(months)
        for start in found["starts"]:
            if offers[start["offer"]] == name:
                first = months.index(start["month"])
                for month in range(max(0, first - preparation), min(len(months), first + tour + rest)):
                    used[month] += start["figure"]
        bound = [sum(d["figure"] for d in plan.get("duties", []) if d["actor"] == name)] * len(months)
        for edge in found["backfill"]:
            for month, row in enumerate(edge["by_month"]):
                bound[month] += row["figure"] * ((edge["by"] == name) - (edge["for"] == name))
        for month, row in enumerate(actor["by_month"]):
            total = used[month] + bound[month] + row["reserve"]
            assert total <= actor["pool"] * (1 + NEAR) + NEAR
            assert abs(row["deployed"] + row["preparing"] + row["resting"] - used[month]) <= NEAR * (
                1 + total
            )
            assert abs(actor["pool"] - total - row["free"]) <= NEAR * (1 + actor["pool"])


def check_ratios(found: Json, situation: Json) -> None:
    """Ratios with enablers, the shortfall, and the month of the break."""
    asked = {line["id"]: line for line in situation["requirement"]["lines"]}
    rows = {row["id"]: row["by_month"] for row in found["lines"]}
    total = 0.0
    broken: list[int] = []
    for month in range(len(found["months"])):
        known: dict[str, float] = {}
        for name in asked:
            ratio = ratio_of(name, month, asked, rows, known)
            assert abs(ratio - rows[name][month]["ratio"]) <= NEAR
            total += 1 - ratio
            if not rows[name][month]["filled"]:
                assert ratio < 1
                broken.append(month)
    assert abs(total - found["objective"]) <= NEAR * (1 + total)
    assert found["bound"] <= found["objective"] + NEAR
    assert found["lp_bound"] <= found["bound"] + NEAR
    first = found["months"][min(broken)] if broken else None
    assert (found["breaks"] or {"month": None})["month"] == first


def ratio_of(name: str, month: int, asked: Json, rows: Json, known: dict[str, float]) -> float:
    if name not in known:
        line = asked[name]
        own = min(1.0, rows[name][month]["deployed"] / line["quantity"]) if line["quantity"] else 1.0
        own = 1.0 if own > 1 - 1e-6 else own
        known[name] = min([own, *(ratio_of(e, month, asked, rows, known) for e in line["enablers"])])
    return known[name]


def assert_near(one: list[float], other: list[float]) -> None:
    assert all(abs(a - b) <= NEAR * (1 + abs(a)) for a, b in zip(one, other, strict=True))


def best_by_trying(situation: Json, plan: Json) -> list[tuple[int, float]]:
    """For each priority (months full, line-months short): the best of all rotations in whole units.

    For one line an offer's subject, no backfill: every number of units started in every month is tried.
    """
    months, unit = plan["months"], plan["defaults"]["unit_size"]
    lines = situation["requirement"]["lines"]
    ways = [list(rotations(o, plan, months, unit)) for o in situation["offers"]]
    best: list[tuple[int, float]] | None = None
    for chosen in itertools.product(*ways):
        found = score(situation["offers"], lines, chosen, months)
        if best is None or preferred(found) > preferred(best):
            best = found
    assert best is not None
    return best


def preferred(score: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(full, -round(short, 9)) for full, short in score]


def rotations(offer: Json, plan: Json, months: int, unit: int) -> Iterator[list[float]]:
    """What is deployed month by month in every rotation that the pool and the offer allow."""
    tour, preparation, rest = terms(plan, offer["actor"])
    pool = plan["actors"][offer["actor"]]["pool"]["troops"]
    kept = reserves(plan, offer["actor"], months, {"threat"})
    most = int(offer["quantity"]["low"] // unit)
    for starts in itertools.product(range(most + 1), repeat=months):
        away = [
            sum(n for s, n in enumerate(starts) if s - preparation <= m < s + tour + rest)
            for m in range(months)
        ]
        out = [sum(n for s, n in enumerate(starts) if s <= m < s + tour) * unit for m in range(months)]
        if (
            all(a * unit <= pool - k for a, k in zip(away, kept, strict=True))
            and max(out) <= offer["quantity"]["low"]
        ):
            yield [float(o) for o in out]


def score(
    offers: list[Json], lines: list[Json], chosen: tuple[list[float], ...], months: int
) -> list[tuple[int, float]]:
    shares: dict[str, list[float]] = {}
    for line in lines:
        present = [
            sum(way[m] for o, way in zip(offers, chosen, strict=True) if o["on"] == line["on"])
            for m in range(months)
        ]
        shares[line["id"]] = [min(1.0, p / line["quantity"]) for p in present]
    found = []
    for rank in sorted({line["priority"] for line in lines}):
        mine = [
            [min(shares[x][m] for x in (line["id"], *line["enablers"])) for m in range(months)]
            for line in lines
            if line["priority"] == rank
        ]
        full = next((m for m in range(months) if any(row[m] < 1 for row in mine)), months)
        found.append((full, sum(1 - share for row in mine for share in row)))
    return found
