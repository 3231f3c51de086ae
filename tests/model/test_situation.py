"""The situation: its JSON form both ways, its canonical text and hash, and everything it refuses."""

import json
from decimal import Decimal
from typing import Any

import pytest

from musterbook.errors import QuestionError
from musterbook.model.formula import All, AnyOf, Leaf
from musterbook.model.position import Quantity
from musterbook.model.situation import (
    AtLeastOf,
    Circumstance,
    Custodian,
    Evidence,
    Line,
    Measure,
    MeasurePosition,
    Offer,
    Qualified,
    Requirement,
    Situation,
    StandsFor,
    Unanimity,
    parse_situation,
    situation_hash,
    situation_json,
    situation_text,
)
from tests.assessment.cases import Cases

WHOLE: dict[str, Any] = {
    "as_of": "2025-03-17",
    "circumstances": [
        {"id": "ceasefire", "value": None, "probability": 0.4, "stands_for": None},
        {"id": "backstop", "value": True, "probability": None, "stands_for": {"actor": "USA", "on": "air"}},
    ],
    "offers": [
        {
            "id": "o1",
            "actor": "GBR",
            "on": "troops",
            "stance": "offers",
            "quantity": {"low": 5000, "high": 10000.5, "unit": "persons"},
            "condition": {"all": ["backstop", "ceasefire"]},
            "evidence": [{"doc": "d", "start": 0, "end": 4, "text": "word"}],
        }
    ],
    "requirement": {
        "lines": [
            {"id": "force", "on": "troops", "quantity": 0.1, "priority": 1, "enablers": ["cover"]},
            {"id": "cover", "on": "air", "quantity": None, "priority": 2, "enablers": []},
        ]
    },
    "measures": [
        {
            "id": "freeze",
            "rule": {"custodian": ["BEL"], "and": {"at_least": [1, ["DEU", "FRA"]]}},
            "positions": [{"actor": "BEL", "stance": "refuses", "evidence": []}],
        },
        {"id": "visa", "rule": {"unanimity": ["EST"]}, "positions": []},
        {"id": "open", "rule": None, "positions": []},
        {
            "id": "trade",
            "rule": {
                "qualified": {
                    "members": {"A": 1, "B": 2.5},
                    "states": 0.55,
                    "population": 0.65,
                    "blocking_minority": 4,
                }
            },
            "positions": [],
        },
    ],
}


def broken(path: str, value: Any) -> dict[str, Any]:
    """The whole situation with one thing replaced; a path like ``offers.0.stance``."""
    copy: Any = json.loads(json.dumps(WHOLE))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = copy
    for step in way:
        place = place[step]
    place[last] = value
    return dict(copy)


class TestForm:
    def test_every_field_is_read(self) -> None:
        found = parse_situation(WHOLE)
        assert found.as_of is not None
        assert found.as_of.isoformat() == "2025-03-17"
        assert found.circumstances == (
            Circumstance("ceasefire", None, Decimal("0.4")),
            Circumstance("backstop", True, None, StandsFor("USA", "air")),
        )
        assert found.offers == (
            Offer(
                "o1",
                "GBR",
                "troops",
                "offers",
                Quantity(Decimal(5000), Decimal("10000.5"), "persons"),
                All((Leaf("backstop"), Leaf("ceasefire"))),
                (Evidence("d", 0, 4, "word"),),
            ),
        )
        assert found.requirement == Requirement(
            (Line("force", "troops", Decimal("0.1"), 1, ("cover",)), Line("cover", "air", None, 2))
        )
        assert found.measures == (
            Measure(
                "freeze",
                Custodian(("BEL",), AtLeastOf(1, ("DEU", "FRA"))),
                (MeasurePosition("BEL", "refuses"),),
            ),
            Measure("visa", Unanimity(("EST",))),
            Measure("open"),
            Measure(
                "trade",
                Qualified((("A", Decimal(1)), ("B", Decimal("2.5"))), Decimal("0.55"), Decimal("0.65"), 4),
            ),
        )

    def test_levels_follow_the_ladder(self) -> None:
        found = parse_situation(WHOLE)
        assert found.offers[0].level == 2
        assert found.measures[0].positions[0].level == -2

    def test_from_text_or_value_it_is_the_same(self) -> None:
        assert parse_situation(json.dumps(WHOLE)) == parse_situation(WHOLE)
        assert parse_situation(json.dumps(WHOLE).encode()) == parse_situation(WHOLE)

    def test_back_to_json(self) -> None:
        again = situation_json(parse_situation(WHOLE))
        assert json.loads(situation_text(parse_situation(WHOLE))) == WHOLE
        assert again["requirement"]["lines"][0]["quantity"] == Decimal("0.1")

    def test_what_may_be_left_out(self) -> None:
        assert parse_situation({}) == Situation()
        small = {"offers": [{"id": "o", "actor": "A", "on": "x", "stance": "offers"}]}
        assert parse_situation(small).offers == (Offer("o", "A", "x", "offers"),)
        assert parse_situation({"circumstances": [{"id": "c"}]}).circumstances == (Circumstance("c"),)

    @pytest.mark.parametrize("seed", range(60))
    def test_random_ones_survive_the_way_there_and_back(self, seed: int) -> None:
        situation = parse_situation(Cases(seed, 0.2).situation())
        again = parse_situation(situation_text(situation))
        assert again == situation
        assert situation_hash(again) == situation_hash(situation)


class TestCanonicalText:
    def test_keys_are_sorted_and_decimals_stay(self) -> None:
        text = situation_text(parse_situation('{"circumstances": [{"probability": 0.10, "id": "c"}]}'))
        assert '{"id":"c","probability":0.1,"stands_for":null,"value":null}' in text
        assert text.startswith('{"as_of":null,"circumstances":')

    def test_the_hash_looks_at_values_not_at_spelling(self) -> None:
        def one(figure: str) -> str:
            offer = (
                f'{{"on": "x", "id": "o", "actor": "A", "stance": "offers", "quantity": {{"low": {figure}}}}}'
            )
            return situation_hash(parse_situation(f'{{"offers": [{offer}]}}'))

        assert one("1e3") == one("1000") == one("1000.0")
        assert one("0.1") != one("0.1000000000000000055511151231257827")
        assert len(one("1")) == 64

    def test_every_change_changes_the_hash(self) -> None:
        base = situation_hash(parse_situation(WHOLE))
        for path, value in (
            ("offers.0.stance", "pledges"),
            ("circumstances.0.value", False),
            ("requirement.lines.0.priority", 3),
            ("measures.0.positions.0.stance", "offers"),
            ("as_of", None),
        ):
            assert situation_hash(parse_situation(broken(path, value))) != base


class TestRefusals:
    @pytest.mark.parametrize(
        ("path", "value", "blamed"),
        [
            ("extra", 1, "extra"),
            ("offers.0.extra", 1, "extra"),
            ("offers.0.quantity.words", "some", "words"),
            ("offers.0.evidence.0.page", 1, "page"),
            ("circumstances.0.evidence", [], "evidence"),
            ("requirement.extra", 1, "extra"),
            ("requirement.lines.0.evidence", [], "evidence"),
            ("measures.0.extra", 1, "extra"),
            ("measures.0.positions.0.quantity", None, "quantity"),
            ("circumstances.1.stands_for.who", "x", "who"),
            ("offers.0.stance", "will", "will"),
            ("measures.0.positions.0.stance", "will", "will"),
            ("circumstances.1.id", "ceasefire", "ceasefire"),
            ("requirement.lines.1.id", "force", "force"),
            ("measures.1.id", "freeze", "freeze"),
            ("requirement.lines.0.enablers", ["covr"], "covr"),
            ("requirement.lines.1.enablers", ["force"], "force"),
            ("circumstances.0.value", 1, "ceasefire"),
            ("circumstances.0.value", "true", "ceasefire"),
            ("circumstances.0.probability", 1.5, "ceasefire"),
            ("circumstances.0.id", "joins:USA", "joins:USA"),
            ("circumstances.0.id", "filled", "filled"),
            ("circumstances.0.id", "count>=2", "count>=2"),
            ("circumstances.0.id", "raise:USA:air", "raise:USA:air"),
            ("offers.0.quantity.low", 20000, "o1"),
            ("offers.0.quantity.low", -1, "o1"),
            ("requirement.lines.0.quantity", -0.1, "force"),
            ("measures.0.rule", {"xor": []}, "xor"),
            ("measures.1.rule", {"unanimity": ["EST", "EST"]}, "EST"),
        ],
    )
    def test_names_what_is_to_blame(self, path: str, value: Any, blamed: str) -> None:
        with pytest.raises(QuestionError) as caught:
            parse_situation(broken(path, value))
        assert blamed in caught.value.names

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("as_of", "yesterday"),
            ("as_of", 20250317),
            ("circumstances", {}),
            ("circumstances.0", "ceasefire"),
            ("circumstances.0.id", ""),
            ("circumstances.0.id", 5),
            ("circumstances.0.probability", True),
            ("circumstances.0.probability", "0.4"),
            ("circumstances.1.stands_for", "USA:air"),
            ("offers.0.actor", None),
            ("offers.0.on", " "),
            ("offers.0.stance", None),
            ("offers.0.stance", 2),
            ("offers.0.quantity", 5000),
            ("offers.0.quantity.low", "5000"),
            ("offers.0.quantity.unit", 1),
            ("offers.0.condition", []),
            ("offers.0.condition", ""),
            ("offers.0.condition", {"all": "x"}),
            ("offers.0.condition", {"all": [], "any": []}),
            ("offers.0.condition", {"at_least": [1]}),
            ("offers.0.condition", {"at_least": [True, []]}),
            ("offers.0.condition", {"at_least": [1.0, []]}),
            ("offers.0.condition", {"xor": ["a"]}),
            ("offers.0.evidence", "here"),
            ("offers.0.evidence.0.start", -1),
            ("offers.0.evidence.0.end", -1),
            ("offers.0.evidence.0.text", None),
            ("requirement", []),
            ("requirement.lines.0.priority", 1.5),
            ("requirement.lines.0.priority", True),
            ("requirement.lines.0.enablers", "cover"),
            ("measures.0.rule", "unanimity"),
            ("measures.0.rule", {"at_least": [1]}),
            ("measures.0.rule", {"custodian": ["BEL"]}),
            ("measures.3.rule.qualified.members", ["A"]),
            ("measures.3.rule.qualified.members.A", -1),
            ("measures.3.rule.qualified.states", 55),
            ("measures.3.rule.qualified.blocking_minority", 0.5),
        ],
    )
    def test_plainly(self, path: str, value: Any) -> None:
        with pytest.raises(QuestionError):
            parse_situation(broken(path, value))

    @pytest.mark.parametrize("key", ["id", "actor", "on", "stance"])
    def test_a_missing_key(self, key: str) -> None:
        part = {"id": "o", "actor": "A", "on": "x", "stance": "offers"}
        del part[key]
        with pytest.raises(QuestionError) as caught:
            parse_situation({"offers": [part]})
        assert caught.value.names == (key,)

    def test_duplicate_offers(self) -> None:
        part = {"id": "o", "actor": "A", "on": "x", "stance": "offers"}
        with pytest.raises(QuestionError) as caught:
            parse_situation({"offers": [part, part, {**part, "id": "p"}]})
        assert caught.value.names == ("o",)

    def test_a_rule_nested_too_deeply(self) -> None:
        rule: Any = {"unanimity": []}
        for _ in range(300):
            rule = {"custodian": [], "and": rule}
        with pytest.raises(QuestionError, match="deep"):
            parse_situation({"measures": [{"id": "m", "rule": rule}]})

    def test_a_long_circle_of_enablers(self) -> None:
        lines = [{"id": f"l{i}", "on": "x", "enablers": [f"l{(i + 1) % 3000}"]} for i in range(3000)]
        with pytest.raises(QuestionError, match="circle"):
            parse_situation({"requirement": {"lines": lines}})


class TestConditionOnAMeasure:
    def given(self, **more: Any) -> dict[str, Any]:
        position = {"actor": "BEL", "stance": "withholds", "evidence": [], **more}
        return {"measures": [{"id": "m", "rule": None, "positions": [position]}]}

    def test_it_is_kept(self) -> None:
        value = self.given(condition={"any": ["risk_shared", "joins:FRA"]})
        found = parse_situation(value)
        position = found.measures[0].positions[0]
        assert position.condition == AnyOf((Leaf("risk_shared"), Leaf("joins:FRA")))
        assert parse_situation(situation_text(found)) == found

    def test_without_one_nothing_is_written(self) -> None:
        """So a situation of before keeps its hash."""
        plain, empty = parse_situation(self.given()), parse_situation(self.given(condition=None))
        assert "condition" not in situation_json(plain)["measures"][0]["positions"][0]
        assert situation_hash(plain) == situation_hash(empty)

    @pytest.mark.parametrize("condition", ["", 3, {"all": 1}, {"most": []}, {"all": [], "any": []}])
    def test_what_is_none_is_refused_with_the_place(self, condition: Any) -> None:
        with pytest.raises(QuestionError, match="measure m, BEL, condition"):
            parse_situation(self.given(condition=condition))


@pytest.mark.parametrize(
    ("path", "value", "blamed"),
    [
        (("offers", 0, "condition"), {"some": []}, "o1"),
        (("offers", 0, "quantity"), 3, "o1"),
        (("offers", 0, "quantity"), {"low": "many"}, "o1"),
        (("offers", 0, "stance"), None, "o1"),
        (("circumstances", 0, "probability"), "half", "ceasefire"),
        (("requirement", "lines", 0, "priority"), 1.5, "force"),
        (("as_of",), "yesterday", "as_of"),
    ],
)
def test_every_refusal_names_the_entry(path: tuple[Any, ...], value: Any, blamed: str) -> None:
    body: Any = {
        "circumstances": [{"id": "ceasefire"}],
        "offers": [{"id": "o1", "actor": "FRA", "on": "troops", "stance": "offers"}],
        "requirement": {"lines": [{"id": "force", "on": "troops"}]},
    }
    place = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(QuestionError) as refused:
        parse_situation(body)
    assert refused.value.names == (blamed,)
    assert "Decimal" not in str(refused.value)
    assert "None" not in str(refused.value)
