"""Targets and suppositions of a brief: checked against the codebook, laid on the positions behind them."""

from decimal import Decimal
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.supposing import check_lines, check_terms, read_target, suppose
from musterbook.errors import CodebookError, QuestionError
from musterbook.model.consentrule import Unanimity
from musterbook.model.formula import formula_json
from musterbook.model.situation import (
    Circumstance,
    Line,
    Measure,
    Offer,
    Requirement,
    Situation,
    StandsFor,
)

WORDS = default_codebook()
BACKSTOP = Circumstance("us_backstop", stands_for=StandsFor("USA", "air_cover"))
GIVEN = Situation(
    circumstances=(Circumstance("ceasefire"), BACKSTOP),
    offers=(
        Offer("GBR:troops", "GBR", "troops", "offers"),
        Offer("USA:air_cover", "USA", "air_cover", "refuses"),
    ),
    requirement=Requirement((Line("men", "troops", Decimal(10)),)),
    measures=(Measure("visa"),),
)


def laid(*texts: str, given: Situation = GIVEN, count_from: str = "offers") -> Situation:
    return suppose(given, texts, count_from, WORDS)


def stances(situation: Situation) -> dict[str, str]:
    return {offer.id: offer.stance for offer in situation.offers}


class TestTargets:
    @pytest.mark.parametrize(
        ("value", "read"),
        [
            (None, None),
            ("joins:GBR:troops", "joins:GBR:troops"),
            (' {"all": ["ceasefire", "filled"]}', {"all": ["ceasefire", "filled"]}),
            (
                {"any": ["other:a harbour", "count:troops>=2"]},
                {"any": ["other:a harbour", "count:troops>=2"]},
            ),
            ('"ceasefire"', "ceasefire"),
        ],
    )
    def test_json_text_value_or_a_leaf(self, value: Any, read: Any) -> None:
        formula = read_target(value, WORDS)
        assert (formula if formula is None else formula_json(formula)) == read

    @pytest.mark.parametrize(
        "value", ["snow", "joins:Atlantis", "joins:GBR:cavalry", "count:cavalry>=1", "sum:cavalry>=1"]
    )
    def test_unknown_ids_are_refused(self, value: str) -> None:
        with pytest.raises(CodebookError):
            read_target(value, WORDS)

    @pytest.mark.parametrize("value", ["", "{", "count:troops>=-1", {"all": "x"}, 3])
    def test_what_is_no_formula_is_refused(self, value: Any) -> None:
        with pytest.raises(QuestionError):
            read_target(value, WORDS)

    def test_lines_must_be_there(self) -> None:
        check_lines(read_target("filled:men", WORDS), GIVEN)
        check_lines(None, Situation())
        with pytest.raises(QuestionError, match="the lines are men"):
            check_lines(read_target("filled:ships", WORDS), GIVEN)
        with pytest.raises(QuestionError, match="there is no requirement"):
            check_lines(read_target("filled", WORDS), Situation())


class TestTerms:
    def test_subjects_and_members_must_be_known(self) -> None:
        check_terms(GIVEN.requirement, {"visa": Unanimity(("NOR", "EU"))}, WORDS)
        check_terms(None, None, WORDS)
        with pytest.raises(CodebookError, match="cavalry"):
            check_terms(Requirement((Line("a", "cavalry"),)), None, WORDS)
        with pytest.raises(CodebookError, match="visaa"):
            check_terms(None, {"visaa": Unanimity(("NOR",))}, WORDS)
        with pytest.raises(CodebookError, match="Atlantis"):
            check_terms(None, {"visa": Unanimity(("Atlantis",))}, WORDS)


class TestTruths:
    def test_a_plain_circumstance_is_set(self) -> None:
        found = {c.id: c.value for c in laid("ceasefire=true").circumstances}
        assert found == {"ceasefire": True, "us_backstop": None}

    def test_a_linked_one_moves_the_position_behind_it(self) -> None:
        assert stances(laid("us_backstop=true"))["USA:air_cover"] == "offers"
        assert stances(laid("us_backstop=true", count_from="pledges"))["USA:air_cover"] == "pledges"
        assert BACKSTOP in laid("us_backstop=true").circumstances

    def test_its_condition_falls_away(self) -> None:
        from dataclasses import replace

        from musterbook.model.formula import Leaf

        bound = replace(GIVEN.offers[1], condition=Leaf("ceasefire"))
        given = replace(GIVEN, offers=(GIVEN.offers[0], bound))
        assert laid("us_backstop=true", given=given).offers[1].condition is None

    def test_false_is_a_refusal(self) -> None:
        assert stances(laid("us_backstop=true", "us_backstop=false"))["USA:air_cover"] == "refuses"

    def test_where_nobody_spoke_true_lays_an_offer_and_false_a_fact(self) -> None:
        silent = Situation(circumstances=(BACKSTOP,))
        assert stances(laid("us_backstop=true", given=silent)) == {"suppose:USA:air_cover": "offers"}
        away = laid("us_backstop=false", given=silent)
        assert away.offers == ()
        assert [(c.id, c.value) for c in away.circumstances] == [("us_backstop", False)]

    def test_unknown_cuts_the_link(self) -> None:
        (_, backstop) = laid("us_backstop=unknown").circumstances
        assert (backstop.value, backstop.stands_for) == (None, None)

    def test_one_that_no_condition_names_may_be_supposed(self) -> None:
        assert laid("un_mandate=true").circumstances[-1] == Circumstance("un_mandate", True)

    def test_words_of_ones_own_may_be_supposed(self) -> None:
        assert laid("other:a harbour=true").circumstances[-1] == Circumstance("other:a harbour", True)

    @pytest.mark.parametrize("text", ["snow=true", "joins:GBR=true", "filled=true"])
    def test_what_is_no_circumstance_is_refused(self, text: str) -> None:
        with pytest.raises((CodebookError, QuestionError)):
            laid(text)


class TestStances:
    def test_somebody_moves(self) -> None:
        assert stances(laid("GBR:troops=refuses"))["GBR:troops"] == "refuses"

    def test_somebody_new_may_be_named_as_a_user_would(self) -> None:
        assert stances(laid("Norway:naval=pledges"))["suppose:NOR:naval"] == "pledges"

    def test_on_a_measure_too(self) -> None:
        (measure,) = laid("NOR:visa=offers").measures
        assert [(p.actor, p.stance) for p in measure.positions] == [("NOR", "offers")]

    @pytest.mark.parametrize("text", ["Atlantis:troops=offers", "NOR:cavalry=offers", "NOR=offers", "x"])
    def test_unknown_ids_are_refused(self, text: str) -> None:
        with pytest.raises((CodebookError, QuestionError)):
            laid(text)

    def test_an_unknown_threshold_is_refused(self) -> None:
        with pytest.raises(CodebookError, match="unknown stance 'hopes'"):
            laid(count_from="hopes")
