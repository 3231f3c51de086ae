"""Odds: exact and drawn, with ranges, groups and doubted readings (rule 13)."""

import random
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest

from musterbook.assessment.changing.odds import expected
from musterbook.assessment.kernel.extension import game_of_table
from musterbook.errors import QuestionError
from tests.assessment.brute import Brute
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases


class TestOdds:
    base = scene(
        fact("backstop", None, "USA:air_cover", probability=0.1),
        fact("ceasefire", probability=0.4),
        offer("g", "GBR", condition={"all": ["backstop", "ceasefire"]}),
        offer("u", "USA", "air_cover", "refuses"),
    )

    def test_a_raise_takes_the_probability_of_its_circumstance(self) -> None:
        found = answer("odds", self.base, target="joins:GBR")
        assert (found["probability"], found["method"]) == (0.04, "exact")
        assert found["birnbaum"] == {"ceasefire": 0.1, "raise:USA:air_cover": 0.4}

    @pytest.mark.parametrize(
        "given", [{"backstop": 0.5}, ["backstop=0.5"], "backstop=0.5", {"raise:USA:air_cover": 0.5}]
    )
    def test_a_given_probability_counts(self, given: object) -> None:
        assert answer("odds", self.base, target="joins:GBR", probability=given)["probability"] == 0.2

    def test_missing_ones_are_named(self) -> None:
        base = scene(fact("a"), fact("b", probability=0.5), fact("c"))
        with pytest.raises(QuestionError) as caught:
            answer("odds", base, target={"all": ["a", "b"]})
        assert caught.value.names == ("a", "c")

    def test_a_missing_one_behind_a_raise(self) -> None:
        base = scene(fact("backstop", None, "USA:air_cover"), offer("u", "USA", "air_cover", "refuses"))
        with pytest.raises(QuestionError) as caught:
            answer("odds", base, target="joins:USA")
        assert set(caught.value.names) == {"backstop", "raise:USA:air_cover"}

    @pytest.mark.parametrize("p", [-0.1, 1.1, 2])
    def test_a_number_outside_is_refused(self, p: float) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("odds", self.base, target="joins:GBR", probability={"ceasefire": p})
        assert caught.value.names == ("ceasefire",)
        with pytest.raises(QuestionError) as caught:
            answer("odds", scene(fact("a", probability=p)), target="a")
        assert caught.value.names == ("a",)

    @pytest.mark.parametrize(
        "given", ["ceasefire", ["=0.5"], ["ceasefire=x"], {"ceasefire": True}, 5, {"typo": 0.5}]
    )
    def test_what_is_no_probability_is_refused(self, given: object) -> None:
        with pytest.raises(QuestionError):
            answer("odds", self.base, target="joins:GBR", probability=given)

    def test_two_circumstances_behind_one_raise_must_agree(self) -> None:
        def base(p: float) -> Json:
            return scene(
                fact("a", None, "USA:air", probability=0.3),
                fact("b", None, "USA:air", probability=p),
                offer("u", "USA", "air", "refuses"),
            )

        assert answer("odds", base(0.3), target="joins:USA")["probability"] == 0.3
        with pytest.raises(QuestionError, match="several"):
            answer("odds", base(0.4), target="joins:USA")

    def test_tenths_are_exact(self) -> None:
        base = scene(*(fact(f"c{i}", probability=0.1) for i in range(3)))
        target = {"any": ["c0", "c1", "c2"]}
        assert answer("odds", base, target=target)["probability"] == 0.271


def chance_of(table: int, chances: list[Fraction]) -> Fraction:
    return expected(game_of_table(table, len(chances)), tuple(chances), ())[0]


class TestTables:
    def test_a_majority_of_three(self) -> None:
        table = 0b11101000
        assert chance_of(table, [Fraction(1, 2)] * 3) == Fraction(1, 2)
        assert chance_of(table, [Fraction(1), Fraction(0), Fraction(1, 3)]) == Fraction(1, 3)

    def test_twenty_changes_are_exact(self) -> None:
        facts = [fact(f"c{i:02}", probability=0.5) for i in range(20)]
        base = scene(
            line("force", "troops", 10),
            *facts,
            *(offer(f"o{i}", f"A{i}", low=1, condition=f"c{i:02}") for i in range(20)),
        )
        assert answer("sweep", base)["holds"] == 616666
        assert answer("odds", base)["probability"] == 616666 / 2**20
        assert {row["shapley"] for row in answer("pivot", base)["pivot"].values()} == {0.05}


class TestRanges:
    base = scene(fact("a"), fact("b", probability=0.5), offer("o", "GBR", condition={"any": ["a", "b"]}))

    @pytest.mark.parametrize("given", [{"a": [0.2, 0.4]}, ["a=0.2..0.4"], "a=0.2..0.4"])
    def test_from_all_low_ends_to_all_high_ends(self, given: object) -> None:
        found = answer("odds", self.base, target="joins:GBR", probability=given)
        assert (found["range"], found["probability"]) == ([0.6, 0.7], 0.65)

    def test_fractions(self) -> None:
        found = answer("odds", self.base, target="joins:GBR", probability="a=0.2..0.4", exact=True)
        assert (found["range"], found["probability"]) == (["3/5", "7/10"], "13/20")
        assert found["birnbaum"] == {"a": "1/2", "b": "7/10"}

    def test_no_range_without_one(self) -> None:
        assert "range" not in answer("odds", self.base, target="joins:GBR", probability={"a": [0.3, 0.3]})

    def test_every_point_of_the_ranges_stays_within(self) -> None:
        draw = random.Random(4)
        for seed in range(20):
            case = monotone_case(seed)
            if case is None:
                continue
            base, target, changes = case
            ends = {name: sorted((draw.randint(0, 10) / 10, draw.randint(0, 10) / 10)) for name in changes}
            low, high = answer("odds", base, target=target, probability=ends).get("range", [0, 1])
            inner = {name: draw.uniform(*pair) for name, pair in ends.items()}
            found = answer("odds", base, target=target, probability=inner)["probability"]
            assert low - 1e-12 <= found <= high + 1e-12

    @pytest.mark.parametrize(
        "given", ["a=0.4..0.2", {"a": [0.4, 0.2]}, {"a": [0.1]}, {"a": [0, 1.2]}, {"a": [0, float("nan")]}]
    )
    def test_what_is_no_range_is_refused(self, given: object) -> None:
        with pytest.raises(QuestionError):
            answer("odds", self.base, target="joins:GBR", probability=given)


def monotone_case(seed: int) -> tuple[Json, Any, list[str]] | None:
    """A random situation, a target and its changes; None where the question would be refused or is empty."""
    cases = Cases(seed + 40_000, circumstances=3, offers=5)
    base = cases.situation()
    target = {"any": ["count>=2", "joins:GBR"]}
    try:
        changes = sorted(answer("pivot", base, target=target)["pivot"])
    except QuestionError:
        return None
    return (base, target, changes) if 0 < len(changes) <= 5 else None


def by_worlds(weights: dict[tuple[str, ...], Fraction], holding: set[tuple[str, ...]]) -> Fraction:
    return sum((weight for made, weight in weights.items() if made in holding), Fraction(0))


def joint(chances: dict[str, Fraction], groups: list[Json]) -> dict[tuple[str, ...], Fraction]:
    """The chance of every set of changes: groups by common draws over the steps between their chances."""
    blocks = [(group["members"], Fraction(str(group["correlation"]))) for group in groups]
    grouped = {name for members, _ in blocks for name in members}
    blocks += [([name], Fraction(0)) for name in chances if name not in grouped]
    weights: dict[frozenset[str], Fraction] = {frozenset(): Fraction(1)}
    for members, correlation in blocks:
        together: dict[frozenset[str], Fraction] = {}
        for choice in product((False, True), repeat=len(members)):
            weight = 1 - correlation
            for name, made in zip(members, choice, strict=True):
                weight *= chances[name] if made else 1 - chances[name]
            chosen = frozenset(name for name, made in zip(members, choice, strict=True) if made)
            together[chosen] = together.get(chosen, Fraction(0)) + weight
        steps = sorted({Fraction(0), Fraction(1), *(chances[name] for name in members)})
        for low, high in pairwise(steps):
            chosen = frozenset(name for name in members if chances[name] > low)
            together[chosen] = together.get(chosen, Fraction(0)) + correlation * (high - low)
        weights = {a | b: p * q for a, p in weights.items() for b, q in together.items()}
    return {tuple(sorted(made)): weight for made, weight in weights.items()}


class TestGroups:
    base = scene(
        *(fact(name, probability=p) for name, p in (("a", 0.2), ("b", 0.5), ("c", 0.9))),
        offer("o", "GBR", condition={"all": ["a", "b", "c"]}),
        offer("p", "FRA", condition={"any": ["a", "b", "c"]}),
    )

    def test_together_as_far_as_can_be(self) -> None:
        groups = [{"members": ["a", "b", "c"], "correlation": 1}]
        assert answer("odds", self.base, target="joins:GBR", groups=groups)["probability"] == 0.2
        assert answer("odds", self.base, target="joins:FRA", groups=groups)["probability"] == 0.9

    def test_half_together(self) -> None:
        groups = '[{"members": ["a", "b"], "correlation": 0.5}]'
        found = answer("odds", self.base, target={"all": ["a", "b"]}, groups=groups)
        assert found["probability"] == 0.15
        assert found["birnbaum"] == {"a": 0.5, "b": 0.2, "c": 0}

    def test_a_single_chance_stays_what_it_is(self) -> None:
        groups = [{"members": ["a", "b", "c"], "correlation": 0.7}]
        for name, p in (("a", 0.2), ("b", 0.5), ("c", 0.9)):
            assert answer("odds", self.base, target=name, groups=groups)["probability"] == p

    def test_without_correlation_there_is_no_group(self) -> None:
        groups = [{"members": ["a", "b", "c"], "correlation": 0}]
        alone = answer("odds", self.base, target="joins:GBR")
        grouped = answer("odds", self.base, target="joins:GBR", groups=groups)
        assert grouped == alone | {"groups": groups}

    @pytest.mark.parametrize("seed", range(40))
    def test_against_all_worlds(self, seed: int) -> None:
        case = monotone_case(seed)
        if case is None:
            return
        base, target, changes = case
        draw = random.Random(seed)
        chances = {name: Fraction(draw.randint(0, 10), 10) for name in changes}
        draw.shuffle(changes)
        cut = draw.randint(1, len(changes))
        groups = [
            {"members": members, "correlation": draw.choice([0, 0.25, 0.5, 1])}
            for members in (changes[:cut], changes[cut:])
            if members
        ]
        holding = Brute(base).winning(target, sorted(changes), False)
        given = {name: float(chance) for name, chance in chances.items()}
        found = answer("odds", base, target=target, probability=given, groups=groups, exact=True)
        assert Fraction(found["probability"]) == by_worlds(joint(chances, groups), holding)

    def test_sampled_groups_cover_the_exact_value(self) -> None:
        groups = [{"members": ["a", "b", "c"], "correlation": 0.6}]
        exact = answer("odds", self.base, target="joins:GBR", groups=groups)["probability"]
        inside = 0
        for seed in range(200):
            found = answer(
                "odds", self.base, target="joins:GBR", groups=groups, method="sampled", samples=400, seed=seed
            )
            inside += found["low"] <= exact <= found["high"]
        assert 0.9 <= inside / 200 <= 0.99

    @pytest.mark.parametrize(
        ("groups", "blamed"),
        [
            ([{"members": ["a", "typo"], "correlation": 0.5}], ("typo",)),
            ([{"members": ["a"], "correlation": 0.5}, {"members": ["a"], "correlation": 0}], ("a",)),
            ([{"members": ["a", "a"], "correlation": 0.5}], ("a",)),
            ([{"members": ["a", "b"], "correlation": 1.5}], ("a", "b")),
            ([{"members": ["a", "b"], "correlation": -0.5}], ("a", "b")),
        ],
    )
    def test_wrong_groups_are_refused_by_name(self, groups: Any, blamed: tuple[str, ...]) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("odds", self.base, target="joins:GBR", groups=groups)
        assert caught.value.names == blamed

    @pytest.mark.parametrize(
        "groups",
        ["x", 5, [5], [{}], [{"members": "a", "correlation": 1}], [{"members": ["a"]}], '[{"a": 1}]'],
    )
    def test_what_is_no_group_is_refused(self, groups: object) -> None:
        with pytest.raises(QuestionError):
            answer("odds", self.base, target="joins:GBR", groups=groups)


class TestConfidence:
    base = scene(
        fact("a", probability=0.5),
        fact("backstop", None, "USA:air_cover", probability=0.1),
        offer("o", "GBR", condition={"all": ["a", "backstop"]}),
        offer("u", "USA", "air_cover"),
    )

    def test_an_offer_that_was_misread_is_not_there(self) -> None:
        found = answer("odds", self.base, target="joins:GBR", confidence={"o": 0.8})
        assert (found["probability"], found["doubted"]) == (0.4, 1)
        assert list(found["birnbaum"]) == ["a"]

    def test_a_link_stays_a_link(self) -> None:
        """With the position behind it misread, the circumstance is false, not open again."""
        found = answer("odds", self.base, target="joins:GBR", confidence={"u": 0.8, "o": 0.5})
        assert (found["probability"], found["doubted"]) == (0.2, 2)

    def test_sure_readings_are_not_doubted(self) -> None:
        found = answer("odds", self.base, target="joins:GBR", confidence={"u": 1, "o": 1})
        assert found == answer("odds", self.base, target="joins:GBR")

    @pytest.mark.parametrize("given", [{"typo": 0.5}, {"o": 1.5}, {"o": [0.1, 0.2]}, {"o": "x"}, 5])
    def test_what_is_no_confidence_is_refused(self, given: object) -> None:
        with pytest.raises(QuestionError):
            answer("odds", self.base, target="joins:GBR", confidence=given)

    @pytest.mark.parametrize("seed", range(40))
    def test_against_leaving_offers_out(self, seed: int) -> None:
        """Every set of misread offers, each made impossible by a condition that never holds."""
        case = monotone_case(seed)
        if case is None:
            return
        base, target, changes = case
        draw = random.Random(seed)
        chances = {name: Fraction(draw.randint(0, 10), 10) for name in changes}
        offers = [one["id"] for one in base["offers"]]
        doubted = {
            name: Fraction(draw.randint(0, 9), 10) for name in draw.sample(offers, min(2, len(offers)))
        }
        wanted = Fraction(0)
        for right in product((False, True), repeat=len(doubted)):
            weight, wrong = Fraction(1), set()
            for (name, chance), is_right in zip(doubted.items(), right, strict=True):
                weight *= chance if is_right else 1 - chance
                wrong |= set() if is_right else {name}
            holding = Brute(impossible(base, wrong)).winning(target, changes, False)
            wanted += weight * by_worlds(joint(chances, []), holding)
        found = answer(
            "odds",
            base,
            target=target,
            probability={name: float(chance) for name, chance in chances.items()},
            confidence={name: float(chance) for name, chance in doubted.items()},
            changes=changes,
            exact=True,
        )
        assert Fraction(found["probability"]) == wanted


def impossible(base: Json, wrong: set[str]) -> Json:
    never: Json = {"any": []}
    offers = [{**one, "condition": never} if one["id"] in wrong else one for one in base["offers"]]
    return {**base, "offers": offers}
