"""Differences between two sides: found, told, and made one by one."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from musterbook.assessment.telling.differences import (
    Difference,
    Side,
    applied,
    differences,
    merged,
    thing_of,
)
from musterbook.errors import QuestionError
from musterbook.model.scenario import Scenario
from musterbook.model.situation import Requirement, Situation, parse_situation, situation_json
from tests.assessment.build import fact, line, offer, scene
from tests.assessment.cases import Cases


def side(situation: Any, *supposes: str, count_from: str = "offers") -> Side:
    return Side(parse_situation(situation), Scenario(supposes, count_from))


def ids(found: tuple[Difference, ...]) -> list[tuple[str, str]]:
    return [(difference.id, difference.kind) for difference in found]


def measure(rule: Any, **positions: str) -> dict[str, Any]:
    stances = [{"actor": actor, "stance": stance} for actor, stance in positions.items()]
    return {"id": "m", "rule": rule, "positions": stances}


def two() -> tuple[Side, Side]:
    rule = {"unanimity": ["BEL", "DEU"]}
    first = scene(
        fact("ceasefire"),
        fact("gone", True),
        offer("g", "GBR", low=5),
        offer("u", "USA", "air_cover"),
        line("force", quantity=10),
        measure(rule, BEL="refuses", DEU="offers"),
    )
    second = scene(
        fact("ceasefire", True),
        offer("g", "GBR", low=7, high=9, condition="ceasefire"),
        offer("f", "FRA"),
        line("force", quantity=20),
        line("cover", "air_cover"),
        measure({"at_least": [1, ["BEL", "DEU"]]}, BEL="offers", FRA="offers"),
    )
    return side(first, "ceasefire=true", "GBR:troops=pledges"), side(
        second, "GBR:troops=considers", count_from="pledges"
    )


def test_every_kind_of_difference_is_found() -> None:
    assert ids(differences(*two())) == [
        ("circumstance:ceasefire", "changed"),
        ("circumstance:gone", "removed"),
        ("count_from", "changed"),
        ("line:cover", "added"),
        ("line:force", "changed"),
        ("measure:m", "changed"),
        ("offer:f", "added"),
        ("offer:g", "changed"),
        ("offer:u", "removed"),
        ("position:m:BEL", "changed"),
        ("position:m:DEU", "removed"),
        ("position:m:FRA", "added"),
        ("suppose:GBR:troops", "changed"),
        ("suppose:ceasefire", "removed"),
    ]


def test_a_difference_is_told_field_by_field() -> None:
    told = {found.id: found.to_json() for found in differences(*two())}
    assert told["offer:g"]["fields"] == {
        "quantity": {
            "from": {"low": 5, "high": None, "unit": None},
            "to": {"low": 7, "high": 9, "unit": None},
        },
        "condition": {"from": None, "to": "ceasefire"},
    }
    assert told["position:m:BEL"]["fields"] == {"stance": {"from": "refuses", "to": "offers"}}
    assert told["count_from"]["fields"] == {"value": {"from": "offers", "to": "pledges"}}
    assert told["measure:m"]["fields"]["rule"]["to"] == {"at_least": [1, ["BEL", "DEU"]]}
    assert told["offer:u"]["fields"]["stance"] == {"from": "offers", "to": None}


def test_sentences_go_with_it_and_are_no_difference_themselves() -> None:
    def said(stance: str, text: str) -> Side:
        evidence = [{"doc": "d", "start": 0, "end": 1, "text": text}]
        return side(scene(offer("u", "USA", stance=stance, evidence=evidence)))

    assert differences(said("offers", "yes"), said("offers", "yes, still")) == ()
    (found,) = differences(said("offers", "yes"), said("refuses", "no"))
    told = found.to_json()
    assert [told[key][0]["text"] for key in ("evidence_before", "evidence_after")] == ["yes", "no"]


def test_figures_are_told_apart_exactly() -> None:
    first, second = (
        side(scene(offer("o", "A", low=Decimal(low)))) for low in ("0.1", "0.1" + 20 * "0" + "1")
    )
    assert ids(differences(first, second)) == [("offer:o", "changed")]


def test_nothing_made_is_the_first_and_all_made_is_the_second() -> None:
    first, second = two()
    assert applied(first, second, ()) == first
    made = applied(first, second, differences(first, second))
    assert same(made, second)


@pytest.mark.parametrize("seed", range(150))
def test_any_two_sides(seed: int) -> None:
    cases = Cases(seed)
    first, second = random_side(cases), random_side(cases)
    found = differences(first, second)
    assert same(applied(first, second, ()), first), seed
    assert same(applied(first, second, found), second), seed
    assert differences(first, first) == ()
    back = differences(second, first)
    assert [(d.key, d.before, d.after) for d in back] == [(d.key, d.after, d.before) for d in found], seed


def random_side(cases: Cases) -> Side:
    situation = cases.situation()
    return side(situation, *cases.supposes(situation))


def same(one: Side, other: Side) -> bool:
    """Equal up to the order of what is named by ids, but for the lines."""

    def told(each: Side) -> Any:
        body = situation_json(each.situation)
        lines = (body["requirement"] or {"lines": []})["lines"]
        measures = sorted(
            (m["id"], repr(m["rule"]), sorted(map(repr, m["positions"]))) for m in body["measures"]
        )
        supposes = {thing_of(text): text for text in each.scenario.supposes}
        listed = [sorted(map(repr, body[key])) for key in ("circumstances", "offers")]
        return body["as_of"], listed, lines, measures, supposes, each.scenario.count_from

    return bool(told(one) == told(other))


class TestOrderOfLines:
    lines = ("a", "b", "c")

    def of(self, *names: str) -> Side:
        return side(scene(*(line(name) for name in names)))

    def test_it_is_a_difference_of_its_own(self) -> None:
        first, second = self.of("a", "b", "c"), self.of("c", "a", "x")
        found = differences(first, second)
        assert ids(found) == [("line:b", "removed"), ("line:x", "added"), ("order:lines", "changed")]
        assert [x.id for x in applied(first, second, found[:2]).situation.lines] == ["a", "c", "x"]
        assert [x.id for x in applied(first, second, found[2:]).situation.lines] == ["c", "a", "b"]
        assert [x.id for x in applied(first, second, found).situation.lines] == ["c", "a", "x"]

    def test_new_ones_stand_where_the_second_has_them(self) -> None:
        first, second = self.of("a", "b"), self.of("a", "x", "b", "y")
        found = differences(first, second)
        assert ids(found) == [("line:x", "added"), ("line:y", "added")]
        assert [x.id for x in applied(first, second, found[:1]).situation.lines] == ["a", "x", "b"]

    @pytest.mark.parametrize(
        ("leading", "other", "wanted"),
        [
            ("", "", ""),
            ("ab", "", "ab"),
            ("", "ab", "ab"),
            ("acb", "axb", "axcb"),
            ("ab", "ba", "ab"),
            ("abc", "xcya", "xabcy"),
        ],
    )
    def test_merged(self, leading: str, other: str, wanted: str) -> None:
        assert "".join(merged(leading, other)) == wanted


class TestWhatCannotStandAlone:
    def test_a_position_on_a_measure_that_is_not_there(self) -> None:
        first, second = side(scene()), side(scene(measure({"unanimity": ["BEL"]}, BEL="offers")))
        found = differences(first, second)
        assert ids(found) == [("measure:m", "added"), ("position:m:BEL", "added")]
        assert applied(first, second, found[:1]).situation.measures[0].positions == ()
        with pytest.raises(QuestionError) as caught:
            applied(first, second, found[1:])
        assert caught.value.names == ("m",)
        with pytest.raises(QuestionError):
            applied(second, first, differences(second, first)[:1])


def test_ids_with_colons_are_not_mixed_up() -> None:
    first = side(
        {"measures": [{"id": "a", "positions": [{"actor": "b:c", "stance": "offers"}]}, {"id": "a:b"}]}
    )
    second = side(
        {"measures": [{"id": "a:b", "positions": [{"actor": "c", "stance": "offers"}]}, {"id": "a"}]}
    )
    assert len(differences(first, second)) == 2
    assert same(applied(first, second, differences(first, second)), second)


def test_all_that_a_situation_holds_is_compared() -> None:
    """Whoever gives situations a new field must say what becomes of it here."""
    assert {each.name for each in fields(Situation)} == {
        "as_of",
        "circumstances",
        "offers",
        "requirement",
        "measures",
    }
    assert {each.name for each in fields(Requirement)} == {"lines"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [("ceasefire=true", "ceasefire"), ("GBR:troops=offers", "GBR:troops"), ("other:a=b=false", "other:a=b")],
)
def test_what_a_supposition_is_about(text: str, thing: str) -> None:
    assert thing_of(text) == thing
