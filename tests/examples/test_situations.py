"""The four worked situations say what is known of them: evidence, thresholds and answers, written by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from musterbook import examples
from musterbook.assessment import ask
from musterbook.errors import InputError
from musterbook.model.situation import parse_situation, situation_text

UNION = frozenset(examples.situation("frozen_assets")["measures"][0]["rule"]["unanimity"]) | {"GBR"}
MARCH = {"all": ["count:troops>=1", "filled:cover"]}
PARIS = {"all": ["count:ratification>=55", "sum:ratification>=20442589.2"]}
FIFTH_OF_OCTOBER = ("AUT", "BOL", "CAN", "DEU", "FRA", "HUN", "MLT", "NPL", "PRT", "SVK")


def answer(question: str, name: str, **options: Any) -> dict[str, Any]:
    return ask(question, examples.situation(name), **options).to_json()


def passages(value: Any) -> Iterator[dict[str, Any]]:
    """Every passage of evidence, however deep it lies."""
    if isinstance(value, dict):
        yield from value.get("evidence", ())
        for inner in value.values():
            yield from passages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


@pytest.mark.parametrize("name", examples.SITUATIONS)
class TestEverySituation:
    def test_it_is_read_and_printed_as_the_same(self, name: str) -> None:
        read = parse_situation(examples.situation(name))
        assert parse_situation(situation_text(read)) == read

    def test_every_offer_and_position_has_its_words_in_the_facts(self, name: str) -> None:
        value, text = examples.situation(name), examples.facts(name)
        said = [*value["offers"], *(p for m in value["measures"] for p in m["positions"])]
        assert said
        assert all(entry["evidence"] for entry in said)
        for passage in passages(value):
            assert passage["doc"] == "summary"
            assert text[passage["start"] : passage["end"]] == passage["text"]

    def test_the_facts_say_that_they_are_no_quotation(self, name: str) -> None:
        assert examples.facts(name).startswith("Written for Musterbook as a neutral summary")

    def test_each_caller_has_a_value_of_its_own(self, name: str) -> None:
        mine = examples.situation(name)
        mine["offers"].clear()
        assert examples.situation(name)["offers"]


@pytest.mark.parametrize("call", [examples.situation, examples.facts])
def test_an_unknown_situation_is_refused_with_the_names(call: Any) -> None:
    with pytest.raises(InputError, match="bonn_1978, frozen_assets, march_2025, paris_2016"):
        call("coalition")


class TestMarch:
    def test_nobody_is_assured_to_come_with_troops(self) -> None:
        found = answer("closure", "march_2025")["unprompted"]
        assert found["assured"] == ["JPN:unspecified", "USA:equipment", "USA:intelligence"]
        assert found["possible"] == ["DNK:troops", "SWE:troops"]

    def test_everything_hangs_on_the_american_position(self) -> None:
        sets = answer("block", "march_2025", target=MARCH)["sets"]
        assert [s for s in sets if len(s) == 1] == [["raise:USA:air_cover"]]

    def test_backstop_and_ceasefire_bring_the_three(self) -> None:
        found = answer("closure", "march_2025", suppose=["us_backstop=true", "ceasefire=true"])
        assert {"AUS:troops", "FRA:troops", "GBR:troops"} <= set(found["unprompted"]["assured"])

    def test_the_figures_for_thirty_thousand_are_missing(self) -> None:
        assert answer("unlock", "march_2025")["sets"] == []
        made = ["USA:air_cover=offers", "ceasefire=true", "operation_agreed=true"]
        line = answer("fill", "march_2025", suppose=made)["lines"][0]
        assert (line["present"], line["unquantified"]) == ([0, 0], 5)

    def test_the_assets_are_stopped_by_two_who_resist(self) -> None:
        found = answer("consent", "march_2025", measure="asset_seizure")
        assert (found["carried"], found["against"]) == (False, ["BEL", "DEU"])

    def test_the_record_bears_out_the_stances(self, shared: Any) -> None:
        """Every actor whose troops the situation names stands in the record of that spring."""
        record = (shared / "record/positions.csv").read_text("utf-8")
        troops = {o["actor"] for o in examples.situation("march_2025")["offers"] if o["on"] == "troops"}
        spring = [line.split(",") for line in record.splitlines() if line.startswith(("2025-02", "2025-03"))]
        assert troops <= {row[2] for row in spring if "troops" in row}


class TestBonn:
    def test_nobody_moves_first_and_all_move_together(self) -> None:
        found = answer("closure", "bonn_1978")
        everyone = sorted(o["id"] for o in examples.situation("bonn_1978")["offers"])
        assert found["unprompted"]["out"] == found["concerted"]["assured"] == found["knot"] == everyone

    def test_two_first_steps_of_three_untie_the_first_knot(self) -> None:
        """One first mover brings neither of the other two to act; any two of the three bring all six."""
        core = ("DEU:expansion-1", "JPN:growth", "USA:oil_imports")
        for size, expected in ((1, 1), (2, 3)):
            for movers in combinations(core, size):
                assured = self.led_by(movers)
                assert len(assured & {*core}) == expected
                assert (len({o.split(":")[0] for o in assured}) == 6) is (size == 2)

    def test_the_price_of_oil_and_the_second_half_stay_tied(self) -> None:
        everyone = {o["id"] for o in examples.situation("bonn_1978")["offers"]}
        assert everyone - self.led_by(("DEU:expansion-1", "JPN:growth")) == {
            "DEU:expansion-2",
            "USA:oil_price",
        }
        assert self.led_by(("DEU:expansion-1", "JPN:growth", "USA:oil_price")) == everyone

    def test_the_smallest_push_is_what_trying_all_pairs_finds(self) -> None:
        everyone = sorted(o["id"] for o in examples.situation("bonn_1978")["offers"])
        assert all(self.led_by((one,)) != {*everyone} for one in everyone)
        pairs = [[*pair] for pair in combinations(everyone, 2) if self.led_by(pair) == {*everyone}]
        assert pairs
        (knot,) = answer("closure", "bonn_1978")["knots"]
        assert (knot["members"], knot["push"], knot["push_smallest"]) == (everyone, pairs, True)

    def led_by(self, movers: tuple[str, ...]) -> set[str]:
        """Who acts unprompted once these offers are made without a condition."""
        value = examples.situation("bonn_1978")
        for offer in value["offers"]:
            offer["condition"] = None if offer["id"] in movers else offer["condition"]
        return set(ask("closure", value).to_json()["unprompted"]["assured"])


class TestAssets:
    def test_what_needs_every_member_fails_and_what_needs_a_majority_is_carried(self) -> None:
        assert answer("consent", "frozen_assets", measure="freeze_by_renewal")["carry"] == [["HUN", "SVK"]]
        assert answer("consent", "frozen_assets", measure="freeze_by_article_122")["carried"] is True

    def test_the_opponents_are_too_few_unless_france_joins_them(self) -> None:
        """The press counted so in December 2025: seven against are too few, with France they are enough."""
        assert answer("consent", "frozen_assets", measure="loan_by_vote")["possible"] is True
        with_france = answer(
            "consent", "frozen_assets", measure="loan_by_vote", suppose=["FRA:loan_by_vote=refuses"]
        )
        assert with_france["possible"] is False

    def test_belgium_alone_stops_it_where_the_custodian_must_agree(self) -> None:
        found = answer("consent", "frozen_assets", measure="loan_with_custodian")
        assert (found["possible"], found["block"][0]) == (False, ["BEL"])
        assert all("BEL" in members for members in found["carry"])

    def test_the_populations_are_the_printed_percentages(self) -> None:
        rule = examples.situation("frozen_assets")["measures"][1]["rule"]["qualified"]
        assert set(rule["members"]) == {*UNION} - {"GBR"}
        assert sum(Fraction(str(share)) for share in rule["members"].values()) == Fraction("100.01")


class TestParis:
    WORLD = sum(s.emissions or 0 for s in examples.shares())

    def deposited(self, day: date) -> list[examples.Share]:
        return [s for s in examples.shares() if s.deposited is not None and s.deposited <= day]

    def test_the_threshold_is_55_per_cent_of_the_sum(self) -> None:
        assert Fraction(self.WORLD * 55, 100) == Fraction("20442589.2")

    def test_every_printed_percentage_is_the_share_of_the_printed_emissions(self) -> None:
        """A row that was copied wrongly would not agree with itself."""
        listed = [s for s in examples.shares() if s.emissions is not None and s.percent is not None]
        assert len(listed) == 190
        for share in listed:
            assert share.emissions is not None
            exact = Fraction(share.emissions * 100, self.WORLD)
            assert abs(exact - Fraction(str(share.percent))) <= Fraction(5001, 10**6), share

    def test_the_union_is_the_sum_of_its_members(self) -> None:
        """The secretariat prints 4,488,404 for the Union, which the table leaves out (Art. 21, 4)."""
        members = sum(s.emissions or 0 for s in examples.shares() if s.party in UNION)
        assert abs(members - 4_488_404) <= 1

    @pytest.mark.parametrize(
        ("day", "parties", "percent"),
        [((2016, 10, 2), 62, "51.89"), ((2016, 10, 4), 63, "52.11"), ((2016, 10, 5), 73, "58.82")],
    )
    def test_the_count_of_the_days(self, day: tuple[int, int, int], parties: int, percent: str) -> None:
        there = self.deposited(date(*day))
        assert len(there) == parties
        assert sum(s.percent or Decimal(0) for s in there) == Decimal(percent)

    def test_the_situation_is_the_table_of_the_fourth_of_october(self) -> None:
        there = {s.party for s in self.deposited(date(2016, 10, 4))}
        offers = examples.situation("paris_2016")["offers"]
        assert {o["actor"] for o in offers if o["stance"] == "deployed"} == there
        assert {o["actor"]: o["quantity"]["low"] for o in offers} == {
            s.party: s.emissions for s in examples.shares()
        }

    def test_what_tipped_it_is_what_a_plain_count_finds(self) -> None:
        changes = [f"raise:{party}:ratification" for party in FIFTH_OF_OCTOBER]
        sets = answer("unlock", "paris_2016", target=PARIS, changes=changes)["sets"]
        assert {frozenset(name.split(":")[1] for name in s) for s in sets} == self.tipping()

    def tipping(self) -> set[frozenset[str]]:
        """The smallest sets of the ten, by trying all 1,024."""
        emissions = {s.party: s.emissions or 0 for s in examples.shares()}
        before = sum(s.emissions or 0 for s in self.deposited(date(2016, 10, 4)))
        enough: list[frozenset[str]] = []
        for size in range(len(FIFTH_OF_OCTOBER) + 1):
            for some in combinations(FIFTH_OF_OCTOBER, size):
                reached = 100 * (before + sum(emissions[p] for p in some)) >= 55 * self.WORLD
                if reached and not any(smaller <= set(some) for smaller in enough):
                    enough.append(frozenset(some))
        return set(enough)
