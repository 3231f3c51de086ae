"""Shocks as given: what is read, what is refused, and what they leave of figures."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.assessment.filling.shocks import check_shocks, ends_of, parse_shocks, strike
from musterbook.errors import QuestionError
from musterbook.model.situation import Situation, parse_situation
from tests.assessment.build import Json, fact, offer, scene

PAUSE: Json = {"id": "pause", "actor": "USA", "from": "2025-03", "until": "2025-05"}
HOME: Json = {"id": "home", "kind": "threat", "actor": "POL", "on": "troops", "from": "2025-03"}


def laid(*parts: Json) -> Situation:
    return parse_situation(scene(*parts))


def left(shocks: list[Json], *parts: Json, asleep: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What is left of every offer's figures, and who is gone."""
    struck = strike(laid(*parts), parse_shocks(shocks), asleep)
    return {o.id: struck.gone.get(o.id, [float(x) for x in ends_of(o)]) for o in struck.situation.offers}


class TestReading:
    def test_a_suspension_is_the_usual_kind(self) -> None:
        (shock,) = parse_shocks([PAUSE])
        assert shock.to_json() == {
            "id": "pause",
            "kind": "suspended",
            "actor": "USA",
            "on": None,
            "from": "2025-03",
            "until": "2025-05",
        }

    def test_it_strikes_up_to_the_month_in_which_it_is_over(self) -> None:
        (shock,) = parse_shocks([PAUSE])
        march = 12 * 2025 + 2
        assert [shock.strikes(march + n) for n in (-1, 0, 1, 2)] == [False, True, True, False]

    def test_without_an_end_it_stays(self) -> None:
        (shock,) = parse_shocks([HOME | {"calls_home": {"share": 1}}])
        assert shock.strikes(12 * 9999)

    def test_days_stand_for_their_months(self) -> None:
        (shock,) = parse_shocks([PAUSE | {"from": "2025-03-04"}])
        assert shock.to_json()["from"] == "2025-03"

    def test_no_shocks(self) -> None:
        assert parse_shocks(None) == parse_shocks([]) == ()

    @pytest.mark.parametrize(
        "change",
        [
            {"until": "2025-03"},
            {"until": "2024-12"},
            {"from": None},
            {"from": "soon"},
            {"kind": "paused"},
            {"kind": 3},
            {"actor": None},
            {"actor": ""},
            {"on": 7},
            {"more": 1},
            {"calls_home": {"share": 0.5}},
            {"kind": "threat"},
            {"kind": "threat", "calls_home": {"share": 0}},
            {"kind": "threat", "calls_home": {"share": 1.5}},
            {"kind": "threat", "calls_home": {"share": -1}},
            {"kind": "threat", "calls_home": {"figure": -5}, "on": "troops"},
            {"kind": "threat", "calls_home": {"figure": 5}},
            {"kind": "threat", "calls_home": {"figure": 5, "share": 0.5}, "on": "troops"},
            {"kind": "threat", "calls_home": {}},
            {"kind": "threat", "calls_home": 0.5},
            {"kind": "threat", "calls_home": {"share": float("nan")}},
            {"kind": "threat", "actor": None, "calls_home": {"share": 0.5}},
            {"kind": "threat", "actor": None, "on": "troops", "circumstance": {"c": True}},
            {"circumstance": {"c": "true"}},
            {"circumstance": ["c"]},
            {"evidence": [{"doc": "d"}]},
            {"disputed": [{"actor": "USA"}]},
            {"disputed": "no"},
        ],
    )
    def test_what_makes_no_sense_is_refused(self, change: Json) -> None:
        with pytest.raises(QuestionError):
            parse_shocks([PAUSE | change])

    @pytest.mark.parametrize("value", [{}, "pause", 3, [3], [[]], [PAUSE, PAUSE], [PAUSE] * 201])
    def test_what_is_no_list_of_shocks_is_refused(self, value: object) -> None:
        with pytest.raises(QuestionError):
            parse_shocks(value)


class TestChecking:
    @pytest.mark.parametrize(
        ("change", "names"),
        [
            ({"actor": "XXX"}, ("XXX",)),
            ({"on": "naval"}, ("USA", "naval")),
            ({"circumstance": {"peace": True}}, ("peace",)),
        ],
    )
    def test_what_meets_nothing_is_refused_by_name(self, change: Json, names: tuple[str, ...]) -> None:
        with pytest.raises(QuestionError) as caught:
            check_shocks(parse_shocks([PAUSE | change]), laid(offer("u", "USA"), fact("ceasefire")))
        assert caught.value.names == names

    def test_no_shock_is_no_question(self) -> None:
        with pytest.raises(QuestionError, match="no shock"):
            check_shocks((), laid(offer("u", "USA")))


class TestStriking:
    parts = (
        offer("a", "POL", low=100, high=300),
        offer("b", "POL", low=50),
        offer("c", "POL", "naval", low=9),
    )

    def test_a_member_is_suspended_with_all_that_it_offers(self) -> None:
        found = left([PAUSE], offer("u", "USA", low=1), offer("v", "USA", "naval"), offer("g", "GBR", low=2))
        assert found == {"u": ("pause", "suspended"), "v": ("pause", "suspended"), "g": [2, 2]}

    def test_one_contribution_is_suspended(self) -> None:
        found = left([PAUSE | {"on": "naval"}], offer("u", "USA", low=1), offer("v", "USA", "naval"))
        assert found == {"u": [1, 1], "v": ("pause", "suspended")}

    def test_a_share_is_called_home(self) -> None:
        assert left([HOME | {"calls_home": {"share": 0.5}}], *self.parts) == {
            "a": [50, 150],
            "b": [25, 25],
            "c": [9, 9],
        }

    def test_a_figure_is_taken_offer_by_offer_at_each_end(self) -> None:
        assert left([HOME | {"calls_home": {"figure": 120}}], *self.parts) == {
            "a": [0, 180],
            "b": [30, 50],
            "c": [9, 9],
        }

    def test_what_is_called_home_wholly_comes_no_more(self) -> None:
        found = left([HOME | {"calls_home": {"figure": 340}}], *self.parts)
        assert found["a"] == ("home", "called home")
        assert found["b"] == [0, 10]

    def test_a_figure_is_taken_from_those_that_stand(self) -> None:
        found = left([HOME | {"calls_home": {"figure": 20}}], *self.parts, asleep=frozenset("a"))
        assert found["a"] == [100, 300]
        assert found["b"] == [30, 30]

    def test_one_blow_after_the_other(self) -> None:
        half = HOME | {"calls_home": {"share": 0.5}}
        assert left([half, half | {"id": "again"}], *self.parts)["b"] == [12.5, 12.5]

    def test_no_figure_is_invented(self) -> None:
        struck = strike(
            laid(offer("p", "POL")), parse_shocks([HOME | {"calls_home": {"share": 0.5}}]), frozenset()
        )
        assert struck.uncounted == (("home", "p"),)
        assert not struck.situation.offers[0].quantity.known

    def test_a_circumstance_is_set_and_its_link_replaced(self) -> None:
        shock = PAUSE | {"circumstance": {"backstop": True}}
        struck = strike(
            laid(fact("backstop", None, "USA:troops"), offer("u", "USA")), parse_shocks([shock]), frozenset()
        )
        (circumstance,) = struck.situation.circumstances
        assert circumstance.value is True
        assert circumstance.stands_for is None
        assert struck.set_by == {"backstop": "pause"}

    @settings(max_examples=80, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=4),
        st.decimals("0.01", 1, places=17),
    )
    def test_shares_are_exact(self, figures: list[tuple[int, int]], share: Any) -> None:
        offers = [offer(f"o{i}", "POL", low=min(f), high=max(f)) for i, f in enumerate(figures)]
        shocks = parse_shocks([HOME | {"calls_home": {"share": share}}])
        struck = strike(laid(*offers), shocks, frozenset())
        for was, now in zip(offers, struck.situation.offers, strict=True):
            if now.id not in struck.gone:
                kept = 1 - Fraction(share)
                ends = was["quantity"]["low"] * kept, was["quantity"]["high"] * kept
                assert ends_of(now) == ends
