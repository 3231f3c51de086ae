"""Pivot, odds and sweep: published power tables, and what must agree with what (rule 13)."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb

import pytest

from musterbook.assessment.changing.power import chance_of, drawn_masks, shapley_of, swings_by_size, wilson
from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene


def weighted(weights: Sequence[int]) -> Json:
    """Every player brings his weight once his circumstance comes true."""
    facts = [fact(f"p{i:02}", probability=0.5) for i in range(len(weights))]
    votes = [
        offer(f"o{i}", f"A{i}", "votes", low=weight, condition=f"p{i:02}") for i, weight in enumerate(weights)
    ]
    return scene(*facts, *votes)


def power(weights: Sequence[int], quota: int) -> list[Json]:
    found = answer("pivot", weighted(weights), target=f"sum:votes>={quota}")
    return list(found["pivot"].values())


def column(weights: Sequence[int], quota: int, index: str) -> list[float]:
    return [row[index] for row in power(weights, quota)]


class TestPublishedTables:
    def test_the_security_council(self) -> None:
        council = [7] * 5 + [1] * 10
        shapley = column(council, 39, "shapley")
        assert shapley == [float(Fraction(421, 2145))] * 5 + [float(Fraction(4, 2145))] * 10
        normal = column(council, 39, "banzhaf_normalized")
        assert normal[0] == pytest.approx(0.166929, abs=5e-7)
        assert normal[-1] == pytest.approx(0.016535, abs=5e-7)

    def test_the_six_of_1958(self) -> None:
        found = power([4, 4, 4, 2, 2, 1], 12)
        assert [row["banzhaf_normalized"] for row in found] == [5 / 21] * 3 + [3 / 21] * 2 + [0]
        assert [round(row["shapley"], 6) for row in found] == [0.233333] * 3 + [0.15] * 2 + [0]

    @pytest.mark.parametrize(("weights", "quota"), [([9, 9, 7, 3, 1, 1], 16), ([31, 31, 28, 21, 2, 2], 58)])
    def test_three_dummies_in_nassau_county(self, weights: list[int], quota: int) -> None:
        assert column(weights, quota, "banzhaf_normalized") == [1 / 3] * 3 + [0] * 3

    def test_nassau_county_1970(self) -> None:
        found = column([31, 31, 28, 21, 2, 2], 63, "shapley")
        assert [round(value, 6) for value in found] == [0.283333, 0.283333, 0.216667, 0.116667, 0.05, 0.05]

    def test_the_nine_of_1973(self) -> None:
        found = column([10, 10, 10, 10, 5, 5, 3, 3, 2], 41, "shapley")
        assert [round(found[i], 6) for i in (0, 4, 6, 8)] == [0.178571, 0.080952, 0.057143, 0.009524]

    def test_the_fifteen(self) -> None:
        found = column([10] * 4 + [8] + [5] * 4 + [4] * 2 + [3] * 3 + [2], 62, "shapley")
        wanted = [0.116667, 0.095460, 0.055175, 0.045360, 0.035254, 0.020690]
        assert [round(found[i], 6) for i in (0, 4, 5, 9, 11, 14)] == pytest.approx(wanted, abs=1.1e-6)

    def test_the_victoria_charter(self) -> None:
        provinces = ["AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK"]
        prairies = ["AB", "MB", "SK"]
        west = {"any": [{"all": ["BC", {"any": prairies}]}, {"all": prairies}]}
        target = {"all": ["ON", "QC", {"at_least": [2, ["NB", "NS", "PE", "NL"]]}, west]}
        found = answer("pivot", scene(*map(fact, provinces)), target=target)["pivot"]
        shapley = [round(found[name]["shapley"], 6) for name in ("ON", "BC", "AB", "NS")]
        assert shapley == pytest.approx([0.315476, 0.125, 0.041667, 0.029762], abs=1.1e-6)
        banzhaf = [round(found[name]["banzhaf_normalized"], 6) for name in ("ON", "BC", "AB", "NS")]
        assert banzhaf == pytest.approx([0.217822, 0.163366, 0.054455, 0.059406], abs=1.1e-6)


class TestAgreement:
    weights = (5, 4, 3, 3, 2, 1, 1)
    quota = 10

    def test_shapley_values_add_up_to_one(self) -> None:
        assert sum(column(self.weights, self.quota, "shapley")) == pytest.approx(1, abs=1e-12)

    def test_odds_at_one_half_are_the_share(self) -> None:
        base, target = weighted(self.weights), f"sum:votes>={self.quota}"
        swept = answer("sweep", base, target=target)
        assert answer("odds", base, target=target)["probability"] == swept["share"]
        assert swept["share"] == swept["holds"] / swept["worlds"]

    def test_birnbaum_at_one_half_is_banzhaf(self) -> None:
        base, target = weighted(self.weights), f"sum:votes>={self.quota}"
        for name, row in answer("pivot", base, target=target)["pivot"].items():
            sure = answer("odds", base, target=target, probability={name: 1})["probability"]
            never = answer("odds", base, target=target, probability={name: 0})["probability"]
            assert sure - never == row["banzhaf"]

    def test_a_dummy_changes_nothing(self) -> None:
        base = weighted(self.weights)
        more = {**base, "circumstances": [*base["circumstances"], fact("idle", probability=0.9)]}
        target = f"sum:votes>={self.quota}"
        found = answer("pivot", more, target=target)["pivot"]
        assert found.pop("idle") == {"shapley": 0, "banzhaf": 0, "banzhaf_normalized": 0}
        assert found == answer("pivot", base, target=target)["pivot"]
        assert answer("odds", more, target=target) == answer("odds", base, target=target)

    def test_no_swing_no_power(self) -> None:
        found = answer("pivot", scene(fact("a"), fact("b")), target="count>=0")["pivot"]
        assert found == {name: {"shapley": 0, "banzhaf": 0, "banzhaf_normalized": 0} for name in "ab"}

    def test_no_changes_at_all(self) -> None:
        assert answer("pivot", scene(), target="count>=0") == {"pivot": {}}
        assert answer("odds", scene(), target="count>=1")["probability"] == 0


class TestOdds:
    base = scene(
        fact("backstop", None, "USA:air_cover", probability=0.1),
        fact("ceasefire", probability=0.4),
        offer("g", "GBR", condition={"all": ["backstop", "ceasefire"]}),
        offer("u", "USA", "air_cover", "refuses"),
    )

    def test_a_raise_takes_the_probability_of_its_circumstance(self) -> None:
        assert answer("odds", self.base, target="joins:GBR") == {"probability": 0.04, "method": "exact"}

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


class TestTables:
    def test_a_majority_of_three(self) -> None:
        table = 0b11101000
        assert swings_by_size(table, 0, 3) == [0, 2, 0]
        assert shapley_of([0, 2, 0], 3) == Fraction(1, 3)
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


class TestSampling:
    many = 24
    base = scene(
        *(fact(f"c{i:02}", probability=0.3) for i in range(many)),
        *(offer(f"o{i}", f"A{i}", condition=f"c{i:02}") for i in range(many)),
    )

    def wanted(self, least: int) -> float:
        return sum(comb(self.many, k) * 0.3**k * 0.7 ** (self.many - k) for k in range(least, self.many + 1))

    @pytest.mark.parametrize("least", [3, 7, 12])
    def test_beyond_twenty_the_interval_holds_the_truth_and_the_seed_is_named(self, least: int) -> None:
        found = answer("odds", self.base, target=f"count>={least}")
        assert found["method"] == "sampled"
        assert found["low"] <= found["probability"] <= found["high"]
        assert found["low"] <= self.wanted(least) <= found["high"]
        assert found["high"] - found["low"] < 0.01
        assert (found["samples"], found["seed"]) == (65536, 20250317)
        assert answer("odds", self.base, target=f"count>={least}") == found

    def test_twenty_that_matter_among_more_stay_exact(self) -> None:
        target = {"all": [f"c{i:02}" for i in range(20)]}
        found = answer("odds", self.base, target=target)
        assert found == {"probability": float(Fraction(3, 10) ** 20), "method": "exact"}

    def test_masks_are_drawn_with_their_chance(self) -> None:
        width = 1 << 16
        for chance in (Fraction(0), Fraction(1), Fraction(1, 3), Fraction(1, 1000)):
            (mask,) = drawn_masks([chance], width, 7)
            low, high = wilson(mask.bit_count(), width)
            assert low - 1e-9 <= chance <= high + 1e-9

    def test_an_interval_stays_within_zero_and_one(self) -> None:
        assert wilson(0, 100)[0] == 0.0
        assert wilson(100, 100)[1] == 1.0
        low, high = wilson(50, 100)
        assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)

    def test_more_changes_than_a_number_can_tell_of_are_refused(self) -> None:
        base = scene(*(fact(f"c{i}") for i in range(5000)))
        with pytest.raises(QuestionError, match="5000 changes"):
            answer("sweep", base, target="c0")
