"""From the book to a situation: offers, circumstances, requirement, measures, and the trail behind them."""

from decimal import Decimal

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.errors import QuestionError
from musterbook.model.formula import AnyOf, Leaf, parse_formula
from musterbook.model.position import Quantity
from musterbook.model.situation import (
    AllRules,
    Circumstance,
    Evidence,
    Line,
    Requirement,
    StandsFor,
    Unanimity,
    parse_situation,
    situation_json,
)
from musterbook.muster import Laid, fold_readings, requirement_from_json, situation
from musterbook.muster.offers import offer_id
from tests.book.world import MARCH, NOON, at, claim, figure, position, reading, word

CODEBOOK = default_codebook()


def lay(*readings: object, **options: object) -> Laid:
    return situation(fold_readings(readings), CODEBOOK, **options)  # type: ignore[arg-type]


def aside(laid: Laid, kind: str) -> list[tuple[str, str]]:
    return [(a.about, a.words) for a in laid.set_aside if a.kind == kind]


def test_nothing_said_lays_out_nothing() -> None:
    laid = lay()
    assert situation_json(laid.situation) == {
        "as_of": None,
        "circumstances": [],
        "offers": [],
        "requirement": None,
        "measures": [],
    }
    assert (laid.assumptions, laid.set_aside, laid.target) == ((), (), None)


def test_an_offer_holds_stance_figure_condition_and_words() -> None:
    said = position(
        quantity=figure("400", "400"), conditions="un_mandate", evidence=at("ready to send 400 soldiers")
    )
    given = reading(said)
    (offer,) = lay(given).situation.offers
    assert (offer.id, offer.actor, offer.on, offer.stance) == ("PRT:troops", "PRT", "troops", "offers")
    assert (offer.quantity, offer.condition) == (figure("400", "400"), Leaf("un_mandate"))
    start = given.document.text.index("ready")
    assert offer.evidence == (Evidence(given.document.id, start, start + 26, "ready to send 400 soldiers"),)


def test_every_rung_is_an_offer_also_a_refusal() -> None:
    laid = lay(word("PRT", "refuses"), word("ESP", "withholds"))
    assert [(o.id, o.level) for o in laid.situation.offers] == [("ESP:troops", -1), ("PRT:troops", -2)]


def test_places_are_told_apart_in_the_id_and_as_assumption() -> None:
    laid = lay(word("PRT", "offers", where="neighbouring"), word("PRT", "refuses", where="in_theatre"))
    assert [o.id for o in laid.situation.offers] == ["PRT:troops@in_theatre", "PRT:troops@neighbouring"]
    told = {a.about: a.text for a in laid.assumptions if a.kind == "place"}
    assert told["PRT:troops@neighbouring"] == "binds only in neighbouring states"


def test_a_figure_in_another_unit_leaves_the_offer_without_one_and_its_words_beside_it() -> None:
    laid = lay(
        word("PRT", "offers", quantity=Quantity(Decimal(1), Decimal(1), "company", "a company")),
        word("ESP", "offers", quantity=Quantity(words="several hundred")),
        word("FRA", "offers", quantity=figure("200", unit=None)),
        word("NOR", "offers", quantity=figure("500")),
    )
    figures = {o.actor: o.quantity for o in laid.situation.offers}
    assert figures == {"PRT": Quantity(), "ESP": Quantity(), "FRA": Quantity(), "NOR": figure("500")}
    assert aside(laid, "figure") == [
        ("ESP:troops", "several hundred"),
        ("FRA:troops", "at least 200"),
        ("PRT:troops", "a company"),
    ]


def test_one_subject_has_one_unit() -> None:
    """Money in two currencies is never added; the requirement's, else the more frequent one is kept."""
    given = [
        word(actor, "pledges", on="funding", quantity=figure("5", unit=unit))
        for actor, unit in (("PRT", "EUR"), ("ESP", "EUR"), ("NOR", "NOK"))
    ]
    laid = lay(*given)
    assert {o.actor: o.quantity.unit for o in laid.situation.offers} == {
        "PRT": "EUR",
        "ESP": "EUR",
        "NOR": None,
    }
    assert aside(laid, "figure") == [("NOR:funding", "at least 5 NOK")]
    need = reading(text="NOK.", claims=[claim(on="funding", low=Decimal(9), unit="NOK")])
    asked = lay(*given, need)
    assert {o.actor: o.quantity.unit for o in asked.situation.offers} == {
        "PRT": None,
        "ESP": None,
        "NOR": "NOK",
    }


def test_circumstances_are_the_leaves_used_with_links_and_in_order() -> None:
    laid = lay(word("PRT", "offers", conditions={"all": ["us_backstop", "ceasefire", "other:a harbour"]}))
    assert laid.situation.circumstances == (
        Circumstance("ceasefire"),
        Circumstance("other:a harbour"),
        Circumstance("peace_agreement"),
        Circumstance("us_backstop", stands_for=StandsFor("USA", "air_cover")),
    )
    assert laid.situation.offers[0].condition == parse_formula(
        {"all": ["us_backstop", {"any": ["ceasefire", "peace_agreement"]}, "other:a harbour"]}
    )
    assert laid.trail.circumstances["ceasefire"] == ("PRT:troops",)
    kinds = {(a.kind, a.about) for a in laid.assumptions}
    assert kinds == {("stands_for", "us_backstop"), ("implies", "peace_agreement")}


def test_the_leaves_of_a_target_are_circumstances_too() -> None:
    laid = lay(word("PRT", "offers"), target=parse_formula({"all": ["joins:PRT", "ceasefire"]}))
    assert [c.id for c in laid.situation.circumstances] == ["ceasefire", "peace_agreement"]
    assert laid.target == parse_formula({"all": ["joins:PRT", {"any": ["ceasefire", "peace_agreement"]}]})


def test_a_requirement_from_a_file_replaces_the_claimed_one() -> None:
    given = requirement_from_json({"lines": [{"id": "force", "on": "troops", "quantity": 500}]})
    need = reading(text="Needed.", claims=[claim(on="troops", high=Decimal(9000), unit="persons")])
    assert given == Requirement((Line("force", "troops", Decimal(500)),))
    laid = lay(word("PRT", "offers"), need, requirement=given)
    assert laid.situation.requirement == given
    assert laid.trail.lines == {}


def test_the_claimed_requirement_has_its_claims_in_the_trail() -> None:
    laid = lay(reading(text="Needed.", claims=[claim(on="troops", high=Decimal(9000), unit="persons")]))
    assert [line.quantity for line in laid.situation.lines] == [9000]
    assert laid.trail.lines["troops"][0].claim.high == 9000


def test_a_measure_has_the_codebooks_rule_with_the_members_of_the_day() -> None:
    laid = lay(word("HUN", "refuses", on="sanctions", kind="measure"))
    (measure,) = laid.situation.measures
    assert isinstance(measure.rule, Unanimity)
    assert len(measure.rule.members) == 27
    assert "HUN" in measure.rule.members
    assert "GBR" not in measure.rule.members
    assert [a.about for a in laid.assumptions if a.kind == "rule"] == ["sanctions"]


def test_a_given_rule_replaces_the_shipped_one_also_of_a_measure_nobody_spoke_of() -> None:
    given = {"sanctions": Unanimity(("HUN", "AUT")), "visa": Unanimity(("AUT",))}
    laid = lay(word("HUN", "refuses", on="sanctions", kind="measure"), rules=given)
    assert {m.id: m.rule for m in laid.situation.measures} == given
    assert laid.situation.measures[1].positions == ()


def test_a_measure_without_a_rule_has_none_and_says_so() -> None:
    laid = lay(word("HUN", "refuses", on="visa", kind="measure"))
    assert laid.situation.measures[0].rule is None
    assert [a.text for a in laid.assumptions] == ["no rule of consent is known: no verdict"]


def test_a_measure_of_another_codebook_has_no_rule() -> None:
    assert lay(word("HUN", "refuses", on="carbon_price", kind="measure")).situation.measures[0].rule is None


def test_one_position_per_actor_on_a_measure_the_lower_of_two_places() -> None:
    laid = lay(
        word("HUN", "offers", on="sanctions", kind="measure", where="outside"),
        word("HUN", "withholds", on="sanctions", kind="measure"),
    )
    assert [(p.actor, p.stance) for p in laid.situation.measures[0].positions] == [("HUN", "withholds")]
    assert laid.trail.measures["sanctions", "HUN"].stance == "withholds"


def test_a_condition_on_a_measure_is_set_aside_and_shown() -> None:
    laid = lay(word("BEL", "withholds", on="asset_seizure", kind="measure", conditions="risk_shared"))
    assert aside(laid, "condition") == [("BEL on asset_seizure", "BEL wi")]
    assert laid.situation.circumstances == ()


def test_a_group_on_a_measure_is_set_aside() -> None:
    laid = lay(word("GROUP:some states", "refuses", on="sanctions", kind="measure"))
    assert laid.situation.measures == ()
    assert aside(laid, "group") == [("GROUP:some states on sanctions", "GROUP:")]


def test_the_trail_leads_from_every_offer_to_its_standing() -> None:
    readings = [word("PRT", "offers"), word("ESP", "refuses", on="naval", where="outside")]
    laid = lay(*readings)
    assert set(laid.trail.offers) == {o.id for o in laid.situation.offers}
    for offer in laid.situation.offers:
        standing = laid.trail.offers[offer.id]
        assert offer_id(standing) == offer.id
        assert standing.stance == offer.stance


def test_the_day_of_the_situation_is_the_one_asked_for_else_the_latest_known() -> None:
    given = word("PRT", "offers", MARCH)
    assert lay(given).situation.as_of == MARCH
    asked = fold_readings([given], as_of=NOON.date())
    assert situation(asked, CODEBOOK).situation.as_of == NOON.date()


def test_what_is_laid_out_reads_back_as_the_exchange_form() -> None:
    laid = lay(
        word("PRT", "offers", conditions={"all": ["us_backstop", "joins:others"]}, quantity=figure("0.5")),
        word("USA", "refuses", on="air_cover"),
        word("BEL", "refuses", on="asset_seizure", kind="measure"),
        reading(
            text="Needed.", claims=[claim(on="troops", high=Decimal(9), unit="persons", enablers=("naval",))]
        ),
    )
    assert parse_situation(situation_json(laid.situation)) == laid.situation


def test_what_the_engine_would_refuse_is_refused_here() -> None:
    bad = Requirement((Line("a", "troops", enablers=("b",)),))
    with pytest.raises(QuestionError, match="unknown enabler"):
        lay(word("PRT", "offers"), requirement=bad)


def test_alternatives_of_laid_conditions_stay_alternatives() -> None:
    laid = lay(reading(position(conditions="ceasefire"), position(conditions="peace_agreement")))
    condition = laid.situation.offers[0].condition
    assert condition == AnyOf((AnyOf((Leaf("ceasefire"), Leaf("peace_agreement"))), Leaf("peace_agreement")))


class TestConditionsOnMeasures:
    """They are laid out with the position; what they alone name is no circumstance that an offer hangs on."""

    def test_the_condition_goes_with_the_position(self) -> None:
        laid = lay(
            word("BEL", "withholds", on="asset_seizure", kind="measure", conditions="risk_shared"),
            word("DEU", "withholds", on="asset_seizure", kind="measure"),
            word("GBR", "offers", conditions="ceasefire"),
        )
        (measure,) = laid.situation.measures
        assert {p.actor: p.condition for p in measure.positions} == {"BEL": Leaf("risk_shared"), "DEU": None}
        assert "risk_shared" not in {c.id for c in laid.situation.circumstances}

    def test_what_stands_for_a_position_is_listed(self) -> None:
        laid = lay(word("BEL", "withholds", on="asset_seizure", kind="measure", conditions="us_backstop"))
        links = {c.id: c.stands_for for c in laid.situation.circumstances}
        assert links == {"us_backstop": StandsFor("USA", "air_cover")}

    def test_the_engine_takes_it_up(self) -> None:
        laid = lay(
            word("BEL", "withholds", on="asset_seizure", kind="measure", conditions="joins:GHA"),
            word("PRT", "withholds", on="asset_seizure", kind="measure", conditions="risk_shared"),
            rules={"asset_seizure": AllRules((Unanimity(("BEL", "PRT")),))},
        )
        found = ask("consent", laid.situation, measure="asset_seizure").to_json()
        assert {each["member"]: each["guarantors"] for each in found["lifts"]} == {
            "BEL": ["GHA"],
            "PRT": ["BEL"],
        }
        assert found["lifts_together"] == [["BEL", "PRT"]]
