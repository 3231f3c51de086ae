"""The calendar against fills of single days, and the months in which it fails and breaks."""

import random
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.brute import Brute
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases
from tests.assessment.test_against_brute import unknown_leaf


def dated(*parts: Json) -> Json:
    return scene(*parts) | {"as_of": "2025-03-17"}


def month(found: Json, name: str) -> Json:
    (row,) = [row for row in found["months"] if row["month"] == name]
    return dict(row)


class TestMonths:
    scene = dated(
        line("force", "troops", 10),
        offer("g", "GBR", low=6, notice=30),
        offer("f", "FRA", low=4, until="2025-09-15", condition="joins:GBR"),
        offer("d", "DNK", low=1, condition="joins:FRA"),
    )

    def test_twelve_months_from_the_day_of_the_situation(self) -> None:
        names = [row["month"] for row in answer("timeline", self.scene)["months"]]
        assert names[0] == "2025-03"
        assert names[-1] == "2026-02"
        assert len(names) == 12

    def test_conditions_on_others_follow_month_by_month(self) -> None:
        found = answer("timeline", self.scene)
        assert month(found, "2025-04")["active"] == []
        assert month(found, "2025-05")["active"] == ["d", "f", "g"]
        assert month(found, "2025-05")["comes"] == ["d", "f", "g"]
        assert month(found, "2025-09")["active"] == ["d", "f", "g"]
        assert month(found, "2025-10")["active"] == ["g"]
        assert month(found, "2025-10")["goes"] == ["d", "f"]

    def test_the_first_failure_and_the_break_are_told(self) -> None:
        found = answer("timeline", self.scene)
        assert found["first_failure"] == "2025-03"
        assert found["first_filled"] == "2025-05"
        assert found["breaks"] == "2025-10"
        assert found["why_breaks"] == "force has 6 of 10; not standing are f: it stood until 2025-09-15"

    def test_no_failure(self) -> None:
        found = answer("timeline", self.scene, **{"from": "2025-06", "until": "2025-08"})
        assert [row["month"] for row in found["months"]] == ["2025-06", "2025-07"]
        assert found["first_failure"] is found["why"] is found["breaks"] is None
        assert found["complete"] is True

    def test_python_may_write_from_with_a_bar(self) -> None:
        assert (
            answer("timeline", self.scene, from_="2025-06", until="2025-07")["months"][0]["month"]
            == "2025-06"
        )

    def test_a_line_asks_in_its_window_only(self) -> None:
        late = dated(line("force", "troops", 10) | {"from": "2025-05-01", "until": "2025-06-01"})
        found = answer("timeline", late)
        assert [row["filled"] for row in found["months"]][:4] == [True, True, False, True]
        assert month(found, "2025-04")["lines"] == []
        assert found["first_failure"] == "2025-05"
        assert found["why"] == "force has 0 of 10"

    def test_a_line_held_back_by_its_enabler_says_so(self) -> None:
        base = dated(line("force", "troops", 1, 1, "hub"), line("hub", "basing", 1), offer("g", "GBR", low=1))
        assert answer("timeline", base)["why"] == "force is held back by hub; hub has 0 of 1"

    def test_a_condition_on_a_line_outside_its_window_holds(self) -> None:
        base = dated(
            line("hub", "basing", 1) | {"from": "2025-06-01"},
            offer("g", "GBR", low=1, condition="filled:hub"),
        )
        found = answer("timeline", base)
        assert month(found, "2025-05")["active"] == ["g"]
        assert month(found, "2025-06")["active"] == []

    def test_concerted(self) -> None:
        base = dated(
            offer("d", "DNK", condition="joins:SWE"),
            offer("s", "SWE", condition="joins:DNK", until="2025-06-01"),
        )
        assert not any(row["active"] for row in answer("timeline", base)["months"])
        found = answer("timeline", base, concerted=True)
        assert month(found, "2025-05")["active"] == ["d", "s"]
        assert month(found, "2025-06")["active"] == []


def windowed(seed: int) -> Json:
    """A random situation whose offers and lines stand for a while."""
    cases = Cases(seed)
    situation = cases.situation()
    draw = random.Random(seed)
    for part in [*situation["offers"], *(situation["requirement"] or {"lines": []})["lines"]]:
        if draw.random() < 0.6:
            part["from"] = f"2025-{draw.randint(1, 6):02}-{draw.choice([1, 2, 15]):02}"
        if draw.random() < 0.6:
            part["until"] = f"2025-{draw.randint(7, 12):02}-{draw.choice([1, 2, 15]):02}"
    return situation | {"as_of": "2025-01-01"}


def on_first(situation: Json, name: str) -> Json:
    """The situation of a month by hand: who does not stand can never come, lines that do not ask are idle."""
    day = f"{name}-01"

    def stands(part: Json) -> bool:
        return str(part.get("from", "0")) <= day < str(part.get("until", "9"))

    def bare(part: Json, **more: Any) -> Json:
        return {key: value for key, value in part.items() if key not in ("from", "until")} | more

    offers = [bare(o) if stands(o) else bare(o, condition={"any": []}) for o in situation["offers"]]
    lines = [
        bare(x) if stands(x) else bare(x, quantity=0, enablers=[])
        for x in (situation["requirement"] or {"lines": []})["lines"]
    ]
    return situation | {"offers": offers, "requirement": {"lines": lines} if lines else None}


@pytest.mark.parametrize("seed", range(60))
def test_every_month_is_the_naive_fixpoint_of_that_month(seed: int) -> None:
    situation = windowed(seed)
    concerted = seed % 2 == 1
    if unknown_leaf(Brute(situation)):
        with pytest.raises(QuestionError):
            answer("timeline", situation, concerted=concerted)
        return
    found = answer("timeline", situation, concerted=concerted)
    for row in found["months"]:
        second = Brute(on_first(situation, row["month"]))
        active = second.fixpoint(second.given_world(), concerted)
        assert row["active"] == sorted(active)
        filled = {line["id"]: line["filled"] for line in second.fill_of(active)}
        asked = {line["id"]: line["filled"] for line in row["lines"]}
        assert asked == {name: filled[name] for name in asked}
        assert all(filled[name] for name in filled if name not in asked)
        assert row["filled"] == all(asked.values())


class TestRefusals:
    def test_no_month_to_begin_with(self) -> None:
        with pytest.raises(QuestionError, match="no month to begin with"):
            answer("timeline", scene(offer("g", "GBR")))

    def test_no_single_fixpoint(self) -> None:
        with pytest.raises(QuestionError, match="no single fixpoint"):
            answer("timeline", dated(offer("g", "GBR", condition={"not": "joins:FRA"}), offer("f", "FRA")))

    @pytest.mark.parametrize(
        ("first", "end"), [("2025-05", "2025-05"), ("2025-05", "2024-01"), ("1000-01", "9999-01")]
    )
    def test_months_out_of_order_or_too_many(self, first: str, end: str) -> None:
        with pytest.raises(QuestionError):
            answer("timeline", dated(offer("g", "GBR")), from_=first, until=end)

    def test_too_many_offers_for_so_many_months(self) -> None:
        offers = [offer(f"o{i}", "GBR") for i in range(4000)]
        with pytest.raises(QuestionError, match="months of 4000 offers"):
            answer("timeline", dated(*offers), from_="2025-01", until="2100-01")

    def test_too_many_months_in_which_other_lines_ask(self) -> None:
        lines = [
            line(f"l{i}", "troops", 1) | {"until": f"{2025 + i // 12}-{1 + i % 12:02}-15"} for i in range(600)
        ]
        with pytest.raises(QuestionError, match="ask for fewer months"):
            answer("timeline", dated(*lines, offer("g", "GBR", low=1)), until="2100-01")


class TestHostile:
    def test_windows_of_nine_thousand_years(self) -> None:
        part = offer("g", "GBR", low=1, **{"from": "0001-01-01", "until": "9999-12-31"})
        found = answer("timeline", dated(line("l", "troops", 1), part), from_="9999-06")
        assert found["breaks"] is None
        assert len(found["months"]) == 7

    def test_thousands_of_offers_that_come_and_go(self) -> None:
        offers = [
            offer(f"o{i}", f"A{i}", low=1, until=f"2025-{4 + i % 9:02}-01", condition="count>=0")
            for i in range(3000)
        ]
        found = answer("timeline", dated(line("l", "troops", 1000), *offers))
        assert found["breaks"] == "2025-09"

    def test_a_budget_that_is_spent_returns_the_months_known_by_then(self) -> None:
        found = answer("timeline", dated(line("l", "troops", 1)), budget=1e-9)
        assert found["complete"] is False
        assert found["months"] == []
        assert "time budget" in found["cap"]

    def test_an_id_that_looks_like_the_hidden_circumstance(self) -> None:
        base = dated(fact("other:\x00stands g", False), offer("g", "GBR", until="2025-05-01"))
        found = answer("timeline", base)
        assert month(found, "2025-04")["active"] == ["g"]
        assert month(found, "2025-05")["active"] == []
