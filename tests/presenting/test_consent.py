"""Measures: who consents, who hesitates, who is silent, and the rule as an assumption (rule 14)."""

from decimal import Decimal
from typing import Any

import pytest

from musterbook.model.consentrule import (
    AllRules,
    AnyRule,
    AtLeastOf,
    ConsentRule,
    Custodian,
    Qualified,
    Unanimity,
)
from musterbook.presenting.page import MeasureView
from tests.presenting.world import brief_of, full_brief, page_of, position

FUNDS = "Taking the frozen funds"


def measure(*made: Any, rule: ConsentRule | None = None, on: str = "asset_seizure") -> MeasureView:
    rules = None if rule is None else {on: rule}
    return page_of(brief_of(*made, rules=rules)).measures[0]


def told(found: MeasureView) -> list[str]:
    return [sentence.text for sentence in found.told]


def stand(actor: str, stance: str, on: str = "asset_seizure", **fields: Any) -> Any:
    return position(actor, on, stance, FUNDS, **fields)


class TestShippedRule:
    def test_backed_hesitant_resisted_and_silent_are_told_apart(self) -> None:
        found = page_of(full_brief()).measures[0]
        assert found.title == "Use of frozen assets"
        assert told(found) == [
            "The use of frozen assets: not carried under this rule as things stand, not even if all the "
            "undecided joined: Belgium and Germany stand against it.",
            "Backed by Portugal (on condition of others acting too).",
            "Hesitant: Belgium.",
            "Resisted by Germany.",
            "Canada, France, Italy, Japan, the United Kingdom and the United States are silent, which is not "
            "refusal.",
            "It would carry with the further support of Belgium, Canada, France, Germany, Italy, Japan, "
            "the United Kingdom and the United States.",
            "Any one of the members can stop it.",
        ]

    def test_the_rule_is_printed_as_an_assumption(self) -> None:
        found = page_of(full_brief()).measures[0]
        assert found.rule.text == (
            "Assumed rule of consent (by the codebook, and replaceable): Belgium as the custodian, "
            "and all of Canada, France, Germany, Italy, Japan, the United Kingdom and the United States."
        )

    def test_each_row_leads_to_its_words(self) -> None:
        table = page_of(full_brief()).measures[0].table
        assert [(r.actor, r.rung.words, r.state) for r in table.rows] == [
            ("BEL", "hesitates", None),
            ("DEU", "opposes", None),
            ("PRT", "supports", None),
        ]
        assert all(row.clauses[0].notes for row in table.rows)


class TestGivenRules:
    def test_carried(self) -> None:
        found = measure(stand("PRT", "offers"), stand("CHL", "pledges"), rule=Unanimity(("PRT", "CHL")))
        assert told(found)[0] == "The use of frozen assets: carried under this rule as things stand."
        assert found.rule.text == "Assumed rule of consent (as given): all of Chile and Portugal."

    def test_possible(self) -> None:
        found = measure(stand("PRT", "offers"), rule=Unanimity(("PRT", "CHL")))
        assert told(found) == [
            "The use of frozen assets: not carried under this rule as things stand; it would be if all the "
            "undecided joined.",
            "Backed by Portugal.",
            "Chile is silent, which is not refusal.",
            "It would carry with the further support of Chile.",
            "Any one of the members can stop it.",
        ]

    def test_several_ways_to_carry(self) -> None:
        found = measure(stand("PRT", "offers"), rule=AtLeastOf(2, ("PRT", "CHL", "KEN")))
        assert "It would carry with the further support of Chile; or of Kenya." in told(found)

    def test_who_can_stop_it_alone(self) -> None:
        rule = Custodian(("BEL",), AtLeastOf(1, ("PRT", "CHL")))
        assert "Belgium can stop it alone." in told(measure(stand("PRT", "offers"), rule=rule))

    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            (AtLeastOf(2, ("PRT", "CHL", "KEN")), "at least two of Chile, Kenya and Portugal"),
            (
                Qualified((("PRT", Decimal(10)), ("CHL", Decimal(19))), Decimal("0.55"), Decimal("0.65"), 4),
                "55 % of two states with 65 % of their population, or fewer than four who do not support it",
            ),
            (
                AnyRule((Unanimity(("PRT",)), AtLeastOf(2, ("CHL", "KEN", "PRT")))),
                "all of Portugal; or at least two of Chile, Kenya and Portugal",
            ),
            (
                AllRules((Unanimity(("PRT",)), Unanimity(("CHL",)))),
                "all of Portugal; and all of Chile",
            ),
            (AllRules(()), "nothing"),
        ],
    )
    def test_rules_in_words(self, rule: ConsentRule, words: str) -> None:
        assert measure(stand("PRT", "offers"), rule=rule).rule.text.endswith(f"{words}.")


class TestLifted:
    """Whose conditions, once met, would carry it."""

    def test_one_of_them(self) -> None:
        rule = AtLeastOf(2, ("PRT", "CHL", "KEN"))
        found = measure(
            stand("PRT", "offers"), stand("CHL", "withholds", conditions="risk_shared"), rule=rule
        )
        line = next(s for s in found.told if s.text.startswith("It would carry once"))
        assert line.text == "It would carry once the condition of Chile is met."
        assert line.notes, "it leads to the words"

    def test_both_together(self) -> None:
        rule = Unanimity(("PRT", "CHL"))
        found = measure(
            stand("PRT", "withholds", conditions="legal_basis"),
            stand("CHL", "considers", conditions="risk_shared"),
            rule=rule,
        )
        assert "It would carry once the conditions of Chile and Portugal are met." in told(found)

    def test_nothing_is_said_where_it_would_not_do(self) -> None:
        found = measure(stand("CHL", "withholds", conditions="risk_shared"), rule=Unanimity(("PRT", "CHL")))
        assert not [text for text in told(found) if "once" in text]


class TestWithoutARule:
    def test_no_verdict_is_given(self) -> None:
        found = measure(stand("PRT", "offers", "visa"), stand("CHL", "considers", "visa"), on="visa")
        assert found.rule.text == "No rule of consent is known for it, so no verdict is given."
        assert told(found) == ["Backed by Portugal.", "Considered by Chile."]


class TestSupposed:
    def test_a_supposed_stance_moves_the_camp(self) -> None:
        page = page_of(full_brief(suppose=["DEU:asset_seizure=offers"]))
        assert "Backed by Germany and Portugal (on condition of others acting too)." in told(page.measures[0])
