"""Gates against plain evaluation: formulas under both signs, rails, and requirement lines."""

import random
from fractions import Fraction
from typing import Any

import pytest

from musterbook.assessment.activation.lines import Service, enabling_order, full_when, service_order
from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.activation.truth import rails_of
from musterbook.assessment.activation.wiring import Wiring, guessed_formulas
from musterbook.assessment.filling.fill import allot
from musterbook.assessment.kernel.lanes import all_lanes
from musterbook.assessment.kernel.worlds import all_worlds, one_world
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not, parse_formula
from musterbook.model.situation import parse_situation
from tests.assessment.build import fact, line, offer, scene
from tests.assessment.cases import Cases

NAMES = ("c0", "c1", "c2", "c3")


def circumstances_only(seed: int) -> Any:
    cases = Cases(seed, 0.25)
    cases.names, cases.line_ids, cases.subjects = list(NAMES), [], ["troops"]
    cases.leaf = lambda: cases.random.choice(NAMES)  # type: ignore[method-assign]
    return cases.formula(4)


def plainly(formula: Formula, world: int) -> bool:
    match formula:
        case Leaf(id=name):
            return bool(world >> NAMES.index(name) & 1)
        case Not(part=part):
            return not plainly(part, world)
        case All(parts=parts):
            return all(plainly(part, world) for part in parts)
        case AnyOf(parts=parts):
            return any(plainly(part, world) for part in parts)
        case AtLeast(k=k, parts=parts):
            return sum(plainly(part, world) for part in parts) >= k


@pytest.mark.parametrize("seed", range(80))
def test_a_formula_and_its_negation_in_every_world(seed: int) -> None:
    formula = parse_formula(circumstances_only(seed))
    stage = set_stage(parse_situation(scene(*map(fact, NAMES))), 2, NAMES)
    wiring = Wiring(stage)
    plain, negated = wiring.formula(formula), wiring.formula(formula, negated=True)
    ((masks, lanes),) = all_worlds(wiring.network, 4, range(4))
    gates = wiring.network.least(masks, lanes)
    wanted = sum(1 << world for world in range(16) if plainly(formula, world))
    assert gates[plain] == wanted
    assert gates[negated] == lanes ^ wanted
    exact = rails_of(formula, lambda leaf: (masks[NAMES.index(leaf)],) * 2, lanes)
    assert exact == (wanted, wanted)


@pytest.mark.parametrize("seed", range(60))
def test_rails_never_promise_too_much(seed: int) -> None:
    """Where some leaves are open, the rails bound the formula under every completion of them."""
    formula = parse_formula(circumstances_only(seed + 500))
    draw = random.Random(seed)
    known = {name: draw.choice([True, False, None]) for name in NAMES}
    rails = {name: (int(value is True), int(value is not False)) for name, value in known.items()}
    low, high = rails_of(formula, rails.__getitem__, 1)
    worlds = [
        w
        for w in range(16)
        if all(value in (None, bool(w >> i & 1)) for i, value in enumerate(known.values()))
    ]
    found = {plainly(formula, world) for world in worlds}
    assert not (low and False in found)
    assert high or True not in found


@pytest.mark.parametrize("seed", range(150))
def test_the_gates_of_lines_agree_with_the_allotment(seed: int) -> None:
    cases = Cases(seed + 9000)
    situation = cases.situation()
    for given in situation["offers"]:
        given["condition"] = None
    parsed = parse_situation(situation)
    wiring = Wiring(set_stage(parsed, 2))
    gates = wiring.network.least(*one_world(0))
    active = [o for o, gate in zip(parsed.offers, wiring.offers, strict=True) if gates[gate]]
    for row in allot(parsed.lines, active):
        assert bool(gates[wiring.filled[row.id]]) == row.filled
        assert bool(gates[wiring.full[row.id]]) == (row.ratio[0] == 1)


class TestLines:
    lines = parse_situation(
        scene(
            line("late", "troops", 0.5, 3),
            line("null", "troops", None, 1),
            line("first", "troops", 0.1, 1),
            line("zero", "troops", 0, 2, "ships"),
            line("ships", "naval", 2, 1),
            line("twin", "troops", 0.2, 1, "zero", "ships"),
        )
    ).lines

    def test_service_is_by_priority_then_file(self) -> None:
        wanted = ["null", "first", "ships", "twin", "zero", "late"]
        assert [x.id for x in service_order(self.lines)] == wanted

    def test_sums_of_one_kind_cover_those_served_before(self) -> None:
        offers = parse_situation(scene(offer("g", "GBR"), offer("n", "NOR", "naval"))).offers
        service = Service(self.lines, offers)
        found = {
            name: conjuncts
            for pool in service.pools()
            for name, conjuncts in full_when(pool, service.kind_of).items()
        }
        wanted = {
            "first": Fraction(1, 10),
            "twin": Fraction(3, 10),
            "late": Fraction(8, 10),
            "ships": Fraction(2),
        }
        assert {name: [need for _, need in needs] for name, (needs,) in found.items()} == {
            name: [need] for name, need in wanted.items()
        }

    def test_enablers_come_before_what_they_enable(self) -> None:
        order = [x.id for x in enabling_order(self.lines)]
        assert sorted(order) == sorted(x.id for x in self.lines)
        assert order.index("ships") < order.index("zero") < order.index("twin")


def test_guesses_are_the_outermost_nots_above_participation() -> None:
    condition = {
        "all": [{"not": {"any": [{"not": "joins:GBR"}, "c0"]}}, {"not": "c0"}, {"any": [{"not": "count>=2"}]}]
    }
    base = scene(
        fact("c0"), offer("a", "FRA", condition=condition), offer("b", "DNK", condition={"not": "count>=2"})
    )
    found = guessed_formulas(set_stage(parse_situation(base), 2))
    assert found == [
        Not(AnyOf((Not(Leaf("joins:GBR")), Leaf("c0")))),
        Not(Leaf("count>=2")),
    ]


def test_lanes_of_one_world() -> None:
    assert one_world(3, [1]) == ([0, 1, 0], all_lanes(1))
