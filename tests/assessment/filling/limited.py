"""Random situations with alternatives, places and caveats, and a naive allotment by cuts over all subsets."""

import random
from fractions import Fraction
from itertools import combinations
from typing import Any

Json = dict[str, Any]
SUBJECTS = ("troops", "police", "naval")
PLACES = ("in_theatre", "neighbouring", "outside")
CAVEATS = ("no_combat", "no_night")


def limited(seed: int, most_lines: int = 5, most_offers: int = 6) -> Json:
    """Offers without conditions and lines that exclude some of them."""
    draw = random.Random(seed)
    offers = [_offer(draw, f"o{i}") for i in range(draw.randint(0, most_offers))]
    lines = [_line(draw, f"l{i}", i) for i in range(draw.randint(1, most_lines))]
    return {"offers": offers, "requirement": {"lines": lines}}


def _offer(draw: random.Random, name: str) -> Json:
    low, high = sorted((draw.choice([0, 1, 2, 3, 5]), draw.choice([1, 2, 4, 6])))
    figure: Json = draw.choice([{"low": low, "high": high}, {"low": low, "high": high}, {"low": None}])
    offer: Json = {"id": name, "actor": draw.choice(["GBR", "FRA", "DNK"]), "on": draw.choice(SUBJECTS[:2])}
    offer |= {"stance": "offers", "quantity": figure}
    if draw.random() < 0.6:
        offer["where"] = draw.choice(PLACES)
    if draw.random() < 0.4:
        offer["caveats"] = draw.sample(CAVEATS, draw.randint(1, 2))
    return offer


def _line(draw: random.Random, name: str, place: int) -> Json:
    line: Json = {"id": name, "on": draw.choice(SUBJECTS[:2]), "priority": draw.randint(1, 3)}
    line["quantity"] = draw.choice([None, 0, 0.5, 1, 2, 3, 4])
    if draw.random() < 0.5:
        line["where"] = draw.sample(PLACES, draw.randint(1, 2))
    if draw.random() < 0.4:
        line["excludes"] = draw.sample(CAVEATS, draw.randint(1, 2))
    if draw.random() < 0.3:
        line["or_on"] = [draw.choice(SUBJECTS)]
    if place and draw.random() < 0.3:
        line["enablers"] = [f"l{draw.randrange(place)}"]
    return line


def serves(offer: Json, line: Json) -> bool:
    if offer["on"] not in (line["on"], *line.get("or_on", ())):
        return False
    place = offer.get("where")
    fits = not line.get("where") or place is None or place in line["where"]
    return fits and not set(offer.get("caveats", ())) & set(line.get("excludes", ()))


def figure(offer: Json, end: str) -> Fraction:
    quantity = offer["quantity"]
    low = Fraction(quantity.get("low") or 0)
    high = quantity.get("high")
    return low if end == "low" or high is None else Fraction(high)


def naive_present(situation: Json, end: str) -> dict[str, Fraction]:
    """What each line with a quantity gets: the difference of greatest flows, each by its least cut."""
    lines = situation["requirement"]["lines"]
    order = [x for _, x in sorted(enumerate(lines), key=lambda pair: (pair[1]["priority"], pair[0]))]
    asking = [line for line in order if line["quantity"] is not None]
    flows = [_greatest_flow(situation["offers"], asking[:k], end) for k in range(len(asking) + 1)]
    return {line["id"]: flows[k + 1] - flows[k] for k, line in enumerate(asking)}


def _greatest_flow(offers: list[Json], lines: list[Json], end: str) -> Fraction:
    cuts = []
    for size in range(len(lines) + 1):
        for chosen in combinations(lines, size):
            paid = sum((figure(o, end) for o in offers if any(serves(o, x) for x in chosen)), Fraction(0))
            rest = [line for line in lines if line not in chosen]
            cuts.append(paid + sum((Fraction(str(line["quantity"])) for line in rest), Fraction(0)))
    return min(cuts)
