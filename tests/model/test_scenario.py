"""Suppositions: how they are read and what they lay over a situation."""

import pytest

from musterbook.errors import QuestionError
from musterbook.model.scenario import Scenario, SupposedStance, SupposedTruth, lay, parse_supposition
from musterbook.model.situation import Circumstance, Offer, Situation, StandsFor, parse_situation
from tests.assessment.build import fact, offer, scene

BASE = parse_situation(
    scene(
        fact("backstop", None, "USA:air"),
        fact("vote", True, probability=0.5),
        offer("u1", "USA", "air", "refuses", condition="vote", low=5),
        offer("u2", "USA", "air", "considers"),
        offer("u3", "USA", "naval", "refuses"),
        {
            "id": "freeze",
            "rule": {"unanimity": ["BEL"]},
            "positions": [{"actor": "BEL", "stance": "refuses"}],
        },
    )
)


def offers(*supposes: str) -> dict[str, str]:
    return {o.id: o.stance for o in lay(BASE, supposes).offers}


class TestReading:
    @pytest.mark.parametrize(
        ("text", "supposed"),
        [
            ("vote=true", SupposedTruth("vote", True)),
            ("vote=false", SupposedTruth("vote", False)),
            ("vote=unknown", SupposedTruth("vote", None)),
            ("other:a=b=true", SupposedTruth("other:a=b", True)),
            ("USA:air=offers", SupposedStance("USA", "air", "offers")),
            ("USA:a:b=refuses", SupposedStance("USA", "a:b", "refuses")),
        ],
    )
    def test_split_at_the_last_equals_and_the_first_colon(
        self, text: str, supposed: SupposedTruth | SupposedStance
    ) -> None:
        assert parse_supposition(text) == supposed

    @pytest.mark.parametrize(
        "text",
        ["vote", "=true", "vote=", "vote=yes", "vote=True", "USA=offers", ":air=offers", "USA:=offers"],
    )
    def test_what_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(QuestionError) as caught:
            parse_supposition(text)
        assert caught.value.names


class TestTruths:
    def test_a_set_circumstance_loses_its_link_and_keeps_the_rest(self) -> None:
        laid = lay(BASE, ["backstop=true", "vote=unknown"])
        backstop, vote = laid.circumstances
        assert backstop == Circumstance("backstop", True, stood_for=StandsFor("USA", "air"))
        assert (vote.value, vote.probability) == (None, BASE.circumstances[1].probability)

    def test_other_words_may_be_new(self) -> None:
        assert lay(BASE, ["other:rain=false"]).circumstances[-1] == Circumstance("other:rain", False)

    def test_anything_else_unknown_is_refused(self) -> None:
        with pytest.raises(QuestionError) as caught:
            lay(BASE, ["votes=true"])
        assert caught.value.names == ("votes",)

    def test_the_last_one_counts(self) -> None:
        assert lay(BASE, ["vote=false", "vote=unknown"]).circumstances[1].value is None


class TestStances:
    def test_all_offers_of_the_actor_on_the_subject(self) -> None:
        assert offers("USA:air=pledges") == {"u1": "pledges", "u2": "pledges", "u3": "refuses"}

    def test_the_rest_of_an_offer_stays(self) -> None:
        laid = lay(BASE, ["USA:air=pledges"]).offers[0]
        assert (laid.condition, laid.quantity) == (BASE.offers[0].condition, BASE.offers[0].quantity)

    def test_a_new_one_is_unconditional_and_without_a_figure(self) -> None:
        laid = lay(BASE, ["FRA:air=offers", "FRA:air=deployed"])
        assert laid.offers[3:] == (Offer("suppose:FRA:air", "FRA", "air", "deployed"),)

    def test_a_measure_takes_the_position(self) -> None:
        laid = lay(BASE, ["BEL:freeze=offers", "FRA:freeze=withholds"])
        assert laid.offers == BASE.offers
        assert {p.actor: p.stance for p in laid.measures[0].positions} == {
            "BEL": "offers",
            "FRA": "withholds",
        }

    def test_nothing_supposed_is_nothing_changed(self) -> None:
        assert lay(BASE, []) == BASE
        assert lay(Situation(), ["FRA:air=offers"]).offers[0].id == "suppose:FRA:air"


def test_the_threshold_of_a_scenario() -> None:
    assert Scenario().threshold == 2
    assert Scenario(count_from="considers").threshold == 1
    with pytest.raises(QuestionError) as caught:
        _ = Scenario(count_from="often").threshold
    assert caught.value.names == ("often",)
