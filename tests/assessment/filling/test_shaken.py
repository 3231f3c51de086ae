"""What a shock brings down: against two calendars, its chains link by link, the worked case of a pause."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.errors import QuestionError
from tests.assessment.brute import Brute, leaves
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import ACTORS, Cases
from tests.assessment.test_against_brute import unknown_leaf

WORDS = [{"doc": "d1", "start": 0, "end": 8, "text": "we stay."}]

PAUSE: Json = {
    "id": "pause",
    "actor": "USA",
    "on": "intelligence",
    "from": "2025-03",
    "until": "2025-05",
    "evidence": WORDS,
    "disputed": [{"actor": "GBR", "says": "sharing goes on", "evidence": WORDS}],
}


def dated(*parts: Json) -> Json:
    return scene(*parts) | {"as_of": "2025-02-20"}


def falls(found: Json) -> dict[str, Any]:
    return {row["offer"]: row["because"] for row in found["falls"]}


class TestPause:
    """Aid and intelligence are paused in March 2025; what is flown on them cannot come."""

    scene = dated(
        line("force", "troops", 10_000, 1, "eyes"),
        line("eyes", "intelligence", None, 2),
        fact("us_backstop", None, "USA:air_cover"),
        offer("USA:intelligence", "USA", "intelligence", "deployed", evidence=WORDS),
        offer("USA:air_cover", "USA", "air_cover"),
        offer("GBR:troops", "GBR", low=6000, high=8000, condition={"all": ["us_backstop", "filled:eyes"]}),
        offer("FRA:troops", "FRA", low=4000, condition="joins:GBR:troops"),
        offer("NOR:troops", "NOR", low=500),
    )

    def found(self, **more: Any) -> Json:
        return answer("shock", self.scene, shocks=[PAUSE | more])

    def test_who_falls_when_and_by_which_chain(self) -> None:
        spell = {"month": "2025-03", "until": "2025-05", "shock": "pause"}
        assert self.found()["falls"] == [
            spell | {"offer": "USA:intelligence", "because": "suspended"},
            spell | {"offer": "GBR:troops", "because": ["USA:intelligence", "filled:eyes", "GBR:troops"]},
            spell
            | {
                "offer": "FRA:troops",
                "because": [
                    "USA:intelligence",
                    "filled:eyes",
                    "GBR:troops",
                    "joins:GBR:troops",
                    "FRA:troops",
                ],
            },
        ]

    def test_which_lines_stop_and_when_they_recover(self) -> None:
        eyes, force = self.found()["lines"]
        assert (eyes["id"], eyes["month"], eyes["recovers"], eyes["stops"]) == (
            "eyes",
            "2025-03",
            "2025-05",
            True,
        )
        assert eyes["lost"] == ["USA:intelligence"]
        assert force["before"] == {"present": [10000, 10000], "sustained": [10000, 10000], "filled": True}
        assert force["after"] == {"present": [500, 500], "sustained": [0, 0], "filled": False}
        assert force["lost"] == ["FRA:troops", "GBR:troops"]
        assert force["held_back_by"] == ["eyes"]

    def test_months_stand_before_and_after(self) -> None:
        february, march, *_ = self.found()["months"]
        assert february["before"] == february["after"]
        assert february["shocks"] == []
        assert march["shocks"] == ["pause"]
        assert march["after"]["active"] == ["NOR:troops", "USA:air_cover"]
        assert (march["before"]["filled"], march["after"]["filled"]) == (True, False)

    def test_what_was_disputed_with_its_words(self) -> None:
        found = self.found()
        assert found["disputed"] == [
            {"shock": "pause", "actor": "GBR", "says": "sharing goes on", "evidence": WORDS}
        ]
        assert found["standing"] == [
            {
                "shock": "pause",
                "offer": "USA:intelligence",
                "actor": "USA",
                "says": "deployed intelligence",
                "evidence": WORDS,
            }
        ]
        assert found["shocks"][0]["evidence"] == WORDS

    def test_without_an_end_nothing_recovers(self) -> None:
        found = self.found(until=None)
        assert {row["until"] for row in found["falls"]} == {None}
        assert {row["recovers"] for row in found["lines"]} == {None}

    def test_a_member_suspended_whole(self) -> None:
        found = falls(self.found(on=None))
        assert found["USA:air_cover"] == found["USA:intelligence"] == "suspended"
        assert found["GBR:troops"] == ["USA:air_cover", "us_backstop", "GBR:troops"]

    def test_two_shocks_one_after_the_other(self) -> None:
        later = PAUSE | {"id": "later", "on": "air_cover", "from": "2025-05", "until": "2025-06"}
        found = answer("shock", self.scene, shocks=[PAUSE, later])
        spells = [(r["month"], r["until"]) for r in found["falls"] if r["offer"] == "GBR:troops"]
        assert spells == [("2025-03", "2025-06")]
        assert [r["shock"] for r in found["falls"] if r["offer"] == "USA:air_cover"] == ["later"]


class TestThreat:
    scene = dated(
        line("force", "troops", 100),
        fact("border_calm", True),
        offer("p", "POL", low=80, high=120, until="2025-07-01"),
        offer("l", "LTU", low=40, condition="sum:troops>=60"),
        offer("e", "EST", low=5, condition={"not": "border_calm"}),
    )

    def test_figures_called_home_bring_down_who_hangs_on_the_sum(self) -> None:
        shock = {"id": "t", "kind": "threat", "actor": "POL", "on": "troops", "from": "2025-04"}
        found = answer(
            "shock", self.scene, shocks=[shock | {"until": "2025-05", "calls_home": {"share": 0.75}}]
        )
        assert found["less"] == [
            {
                "month": "2025-04",
                "until": "2025-05",
                "offer": "p",
                "shock": "t",
                "before": [80, 120],
                "after": [20, 30],
            }
        ]
        assert falls(found) == {"l": ["p", "sum:troops>=60", "l"]}
        (hit,) = found["lines"]
        assert (hit["before"]["present"], hit["after"]["present"]) == ([100, 100], [20, 30])

    def test_called_home_wholly(self) -> None:
        shock = {"id": "t", "kind": "threat", "actor": "POL", "from": "2025-04", "calls_home": {"share": 1}}
        assert falls(answer("shock", self.scene, shocks=[shock]))["p"] == "called home"

    def test_a_circumstance_makes_some_fall_and_others_come(self) -> None:
        base = self.scene | {"offers": [*self.scene["offers"], offer("d", "DNK", condition="border_calm")]}
        shock = {"id": "t", "kind": "threat", "from": "2025-04", "circumstance": {"border_calm": False}}
        found = answer("shock", base, shocks=[shock], until="2025-06")
        assert falls(found) == {"d": ["border_calm", "d"]}
        assert found["rises"] == [{"month": "2025-04", "until": None, "offer": "e"}]

    def test_a_window_that_ends_is_no_fall(self) -> None:
        shock = {"id": "t", "actor": "POL", "from": "2025-06"}
        (fall,) = [r for r in answer("shock", self.scene, shocks=[shock])["falls"] if r["offer"] == "p"]
        assert (fall["month"], fall["until"]) == ("2025-06", "2025-07")

    def test_a_line_that_was_never_filled_gets_less(self) -> None:
        base = dated(line("force", "troops", 500), offer("p", "POL", low=80))
        (hit,) = answer("shock", base, shocks=[{"id": "t", "actor": "POL", "from": "2025-04"}])["lines"]
        assert hit["stops"] is False
        assert hit["lost"] == ["p"]

    def test_a_line_recovers_only_when_it_is_filled_again(self) -> None:
        base = dated(
            line("force", "troops", 100) | {"until": "2025-11-01"},
            offer("p", "POL", low=80),
            offer("l", "LTU", low=20, until="2025-07-01"),
        )
        shock = {"id": "t", "actor": "POL", "from": "2025-04", "until": "2025-05"}
        whole, left, gone = (
            answer("shock", base, shocks=[shock | {"until": end}])["lines"]
            for end in ("2025-05", "2025-09", "2026-01")
        )
        assert [(row["stops"], row["until"], row["recovers"]) for row in whole] == [
            (True, "2025-05", "2025-05")
        ]
        assert [(row["stops"], row["until"], row["recovers"]) for row in left] == [
            (True, "2025-07", None),
            (False, "2025-09", "2025-09"),
        ]
        assert [row["recovers"] for row in gone] == [None, None]

    def test_without_a_figure_nothing_is_taken_and_it_says_so(self) -> None:
        base = dated(offer("p", "POL"))
        shock = {"id": "t", "kind": "threat", "actor": "POL", "from": "2025-04", "calls_home": {"share": 0.5}}
        found = answer("shock", base, shocks=[shock])
        assert found["uncounted"] == [{"shock": "t", "offer": "p"}]
        assert found["falls"] == found["less"] == []


def shocked(seed: int) -> tuple[Json, list[Json]]:
    cases = Cases(seed)
    situation = cases.situation() | {"as_of": "2025-01-01"}
    draw = cases.random
    shocks: list[Json] = []
    for actor in draw.sample(ACTORS, 2):
        if any(o["actor"] == actor for o in situation["offers"]):
            start = draw.randint(1, 4)
            shocks.append({"id": f"s{actor}", "actor": actor, "from": f"2025-{start:02}"})
            if draw.random() < 0.5:
                shocks[-1]["until"] = f"2025-{start + draw.randint(1, 3):02}"
    for name in cases.names[: draw.randint(0, 2)]:
        shock = {"id": f"c{name}", "kind": "threat", "from": "2025-02", "until": "2025-04"}
        shocks.append(shock | {"circumstance": {name: draw.random() < 0.3}})
    return situation, shocks


def struck(situation: Json, shocks: list[Json], month: str) -> Brute:
    """The month by hand: suspended offers can never come, circumstances are as set."""
    here = [s for s in shocks if s["from"] <= month < s.get("until", "9999")]
    out = {s["actor"] for s in here if "actor" in s}
    offers = [o | {"condition": {"any": []}} if o["actor"] in out else o for o in situation["offers"]]
    second = Brute(situation | {"offers": offers})
    for shock in here:
        for name, value in shock.get("circumstance", {}).items():
            second.suppose(f"{name}={str(value).lower()}")
    return second


@pytest.mark.parametrize("seed", range(120))
def test_before_and_after_are_naive_fixpoints_and_every_fall_has_its_chain(seed: int) -> None:
    situation, shocks = shocked(seed)
    concerted = seed % 2 == 1
    if not shocks or unknown_leaf(Brute(situation)):
        with pytest.raises(QuestionError):
            answer("shock", situation, shocks=shocks)
        return
    found = answer("shock", situation, shocks=shocks, concerted=concerted)
    offers = {o["id"]: o for o in situation["offers"]}
    plain = Brute(situation)
    before = plain.fixpoint(plain.given_world(), concerted)
    fallen: dict[str, set[str]] = {}
    for row in found["months"]:
        second = struck(situation, shocks, row["month"])
        after = second.fixpoint(second.given_world(), concerted)
        assert row["before"]["active"] == sorted(before)
        assert row["after"]["active"] == sorted(after)
        fallen[row["month"]] = set(before) - set(after)
    for name in offers:
        runs = {m for m in fallen if name in fallen[m]}
        told = [f for f in found["falls"] if f["offer"] == name]
        assert runs == {m for m in fallen for f in told if f["month"] <= m < (f["until"] or "9999")}
    for fall in found["falls"]:
        check_chain(fall, fallen[fall["month"]], offers, shocks)


def check_chain(fall: Json, fallen: set[str], offers: dict[str, Json], shocks: list[Json]) -> None:
    """Every second link is an offer that fell, with the leaf before it in its condition; a shock begins."""
    shock = next(s for s in shocks if s["id"] == fall["shock"])
    if fall["because"] == "suspended":
        assert offers[fall["offer"]]["actor"] == shock["actor"]
        return
    chain = list(fall["because"])
    assert chain[-1] == fall["offer"]
    while len(chain) > 1:
        name, leaf = chain.pop(), chain.pop()
        assert name in fallen
        assert leaf in leaves(offers[name]["condition"])
    if chain:
        assert chain[0] in fallen
        assert offers[chain[0]]["actor"] == shock["actor"]
    else:
        assert leaf in shock["circumstance"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_suspension_lifts_nobody(seed: int) -> None:
    situation, shocks = shocked(seed)
    suspended = [s for s in shocks if "actor" in s]
    if suspended and not unknown_leaf(Brute(situation)):
        found = answer("shock", situation, shocks=suspended)
        assert found["rises"] == []
        for row in found["months"]:
            filled = {x["id"]: x["filled"] for x in row["before"]["lines"]}
            assert all(filled[x["id"]] >= x["filled"] for x in row["after"]["lines"])


class TestMonthsAsked:
    base = dated(offer("u", "USA"), offer("g", "GBR", condition="joins:USA"))

    def test_they_reach_to_the_end_of_the_last_shock(self) -> None:
        shock = {"id": "s", "actor": "USA", "from": "2026-06", "until": "2026-09"}
        months = [row["month"] for row in answer("shock", self.base, shocks=[shock])["months"]]
        assert (months[0], months[-1]) == ("2025-02", "2026-09")

    def test_without_a_day_they_begin_with_the_first_shock(self) -> None:
        base = {key: value for key, value in self.base.items() if key != "as_of"}
        found = answer("shock", base, shocks=[{"id": "s", "actor": "USA", "from": "2026-06"}])
        assert found["months"][0]["month"] == "2026-06"

    def test_a_shock_outside_them_brings_nothing_down(self) -> None:
        shock = {"id": "s", "actor": "USA", "from": "2026-06"}
        found = answer("shock", self.base, shocks=[shock], from_="2025-03", until="2025-06")
        assert found["falls"] == []

    def test_shocks_as_a_text(self) -> None:
        text = '[{"id": "s", "actor": "USA", "from": "2025-03"}]'
        assert set(falls(answer("shock", self.base, shocks=text))) == {"g", "u"}

    def test_a_spent_budget_says_so(self) -> None:
        found = answer(
            "shock", self.base, shocks=[{"id": "s", "actor": "USA", "from": "2025-03"}], budget=1e-9
        )
        assert (found["complete"], found["months"], found["falls"]) == (False, [], [])
        assert "time budget" in found["cap"]


class TestHostile:
    def test_a_long_chain_of_thousands(self) -> None:
        offers = [offer("o0", "A0")] + [
            offer(f"o{i}", f"A{i}", condition=f"joins:A{i - 1}") for i in range(1, 3000)
        ]
        found = answer("shock", dated(*offers), shocks=[{"id": "s", "actor": "A0", "from": "2025-03"}])
        assert len(found["falls"]) == 3000
        last = falls(found)["o2999"]
        assert last[:3] == ["o0", "...", "o2969"]
        assert last[-2:] == ["joins:A2998", "o2999"]

    def test_thousands_that_all_count_each_other(self) -> None:
        offers = [offer(f"o{i}", f"A{i}", condition="count>=3000") for i in range(3000)]
        found = answer(
            "shock",
            dated(*offers),
            shocks=[{"id": "s", "actor": "A7", "from": "2025-03"}],
            concerted=True,
        )
        assert falls(found)["o5"] == ["o7", "count>=3000", "o5"]
