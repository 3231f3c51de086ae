"""What the hesitant asked for: the smallest sets that would do, and who could bring them about (rule 14)."""

import random
from itertools import combinations
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases

LEAVES = ["legal_basis", "risk_shared", "un_mandate", "other:a word", "backstop"]


def position(actor: str, stance: str, condition: Any = None, text: str = "") -> Json:
    evidence = [{"doc": "d1", "start": 0, "end": len(text), "text": text}] if text else []
    stated = {} if condition is None else {"condition": condition}
    return {"actor": actor, "stance": stance, "evidence": evidence, **stated}


def seizure(*positions: Json, rule: Any = None) -> Json:
    rule = rule or {"custodian": ["BEL"], "and": {"unanimity": ["BEL", "DEU", "FRA"]}}
    return {"id": "seizure", "rule": rule, "positions": list(positions)}


def consent(measure: Json, *parts: Json, **options: Any) -> Json:
    return answer("consent", scene(measure, *parts), measure="seizure", **options)


def lift(condition: Any, *parts: Json, **options: Any) -> Json:
    found = consent(seizure(position("BEL", "withholds", condition)), *parts, **options)["lifts"]
    assert len(found) == 1
    return dict(found[0])


class TestTheFrozenAssets:
    """Belgium holds the assets and wants the risk shared; Germany will not act alone."""

    measure = seizure(
        position("BEL", "withholds", "risk_shared", "only if all share the risk"),
        position("DEU", "withholds", "multilateral", "not alone"),
        position("FRA", "offers"),
    )

    def test_who_holds_it_up(self) -> None:
        found = consent(self.measure)
        assert [(b["member"], b["stance"]) for b in found["blockers"]] == [
            ("BEL", "withholds"),
            ("DEU", "withholds"),
        ]
        assert found["blockers"][0]["evidence"][0]["text"] == "only if all share the risk"

    def test_whose_guarantee_would_lift_it(self) -> None:
        belgium, germany = consent(self.measure)["lifts"]
        assert belgium == {
            "member": "BEL",
            "stance": "withholds",
            "condition": "risk_shared",
            "needs": [["risk_shared"]],
            "guarantors": ["DEU", "FRA"],
            "brought_by": {"risk_shared": ["DEU", "FRA"]},
            "carried_then": False,
            "evidence": [{"doc": "d1", "start": 0, "end": 26, "text": "only if all share the risk"}],
        }
        assert (germany["member"], germany["guarantors"]) == ("DEU", ["BEL", "FRA"])

    def test_they_must_move_together(self) -> None:
        assert consent(self.measure)["lifts_together"] == [["BEL", "DEU"]]
        supposed = consent(self.measure, suppose=["DEU:seizure=offers"])
        assert supposed["lifts_together"] == [["BEL"]]
        assert [found["carried_then"] for found in supposed["lifts"]] == [True]

    def test_conditions_do_not_decide_whether_it_is_carried(self) -> None:
        holds = fact("risk_shared", True), fact("multilateral", True)
        found = consent(self.measure, *holds)
        assert (found["carried"], found["possible"]) == (False, False)
        assert [each["needs"] for each in found["lifts"]] == [[[]], [[]]]


class TestBlockers:
    def test_the_silent_can_hold_it_up_too(self) -> None:
        found = consent(seizure(position("FRA", "offers"), position("DEU", "considers")))
        assert [(b["member"], b["stance"]) for b in found["blockers"]] == [
            ("BEL", None),
            ("DEU", "considers"),
        ]

    def test_nobody_where_others_would_do(self) -> None:
        rule = {"at_least": [1, ["BEL", "DEU"]]}
        assert consent(seizure(position("BEL", "refuses"), rule=rule))["blockers"] == []

    @pytest.mark.parametrize("rule", [{"unanimity": []}, {"at_least": [3, ["BEL", "DEU"]]}, {"any": []}])
    def test_nobody_where_it_is_carried_or_cannot_be(self, rule: Any) -> None:
        assert consent(seizure(position("BEL", "refuses"), rule=rule))["blockers"] == []


class TestWhoAsks:
    def test_supporters_and_strangers_to_the_rule_ask_for_nothing(self) -> None:
        found = consent(
            seizure(
                position("BEL", "offers", "legal_basis"),
                position("DEU", "refuses"),
                position("USA", "withholds", "legal_basis"),
            )
        )
        assert found["lifts"] == []
        assert found["lifts_together"] == []

    def test_undecided_members_may_ask(self) -> None:
        found = consent(seizure(position("DEU", "considers", "legal_basis")))
        assert [each["member"] for each in found["lifts"]] == ["DEU"]

    def test_nothing_is_left_to_lift_where_it_is_carried(self) -> None:
        rule = {"at_least": [1, ["BEL", "DEU"]]}
        found = consent(
            seizure(position("BEL", "withholds", "legal_basis"), position("DEU", "offers"), rule=rule)
        )
        assert (found["lifts_together"], found["lifts"][0]["carried_then"]) == ([[]], True)


class TestNeeds:
    def test_what_holds_is_granted(self) -> None:
        condition = {"all": ["legal_basis", "un_mandate"]}
        facts = fact("legal_basis", True), fact("un_mandate")
        assert lift(condition, *facts)["needs"] == [["un_mandate"]]

    def test_unknown_false_and_unlisted_circumstances_may_come_true(self) -> None:
        condition = {"at_least": [2, ["legal_basis", "un_mandate", "other:a word"]]}
        found = lift(condition, fact("legal_basis", False), fact("un_mandate"))
        assert found["needs"] == [
            ["legal_basis", "other:a word"],
            ["legal_basis", "un_mandate"],
            ["other:a word", "un_mandate"],
        ]

    def test_what_stands_under_a_not_stays_as_it_is(self) -> None:
        condition = {"all": ["legal_basis", {"not": "war"}]}
        assert lift(condition, fact("war"))["needs"] == [["legal_basis"]]
        assert lift(condition, fact("war", True))["needs"] == []
        both = {"any": ["war", {"all": ["legal_basis", {"not": "war"}]}]}
        assert lift(both, fact("war"))["needs"] == [["legal_basis"]]

    def test_participation_is_that_of_the_offers(self) -> None:
        condition = {"all": ["joins:FRA", "count:troops>=2", "filled:force"]}
        here = offer("f", "FRA", low=5), offer("g", "GBR", condition="mandate"), fact("mandate")
        found = lift(condition, *here, line("force", quantity=5))
        assert found["needs"] == [["count:troops>=2"]]
        assert found["guarantors"] == []

    def test_who_takes_part_is_who_could_bring_it(self) -> None:
        condition = {"any": ["joins:USA:troops", "backstop"]}
        here = offer("g", "GBR"), fact("backstop", stands_for="CAN:air_cover")
        found = lift(condition, *here)
        assert found["brought_by"] == {"backstop": ["CAN"], "joins:USA:troops": ["USA"]}
        assert found["guarantors"] == ["CAN", "USA"]

    def test_a_live_link_is_the_position_behind_it(self) -> None:
        here = offer("c", "CAN", "air_cover"), fact("backstop", stands_for="CAN:air_cover")
        assert lift("backstop", *here)["needs"] == [[]]

    def test_participation_is_not_granted_where_offers_have_no_one_fixpoint(self) -> None:
        here = offer("f", "FRA", condition={"not": "joins:GBR"}), fact("legal_basis", True)
        found = lift({"all": ["joins:FRA", "legal_basis"]}, *here)
        assert found["needs"] == [["joins:FRA"]]

    def test_the_empty_conditions(self) -> None:
        assert lift({"all": []})["needs"] == [[]]
        assert lift({"any": []})["needs"] == []


@pytest.mark.parametrize("seed", range(150))
def test_needs_are_the_minimal_sets_of_a_naive_reading(seed: int) -> None:
    cases = Cases(seed, negation=0.25)
    cases.names, cases.line_ids, cases.subjects = LEAVES, [], ["troops"]
    condition = cases.formula(3)
    facts = [fact(name, random.Random(seed).choice([None, True, False])) for name in LEAVES[:3]]
    found = lift(condition, *facts, offer("t", "NOR", condition="other:x"))
    given = {each["id"]: each["value"] is True for each in facts}
    assert found["needs"] == naive_needs(condition, given), condition


def naive_needs(condition: Any, given: dict[str, bool]) -> list[list[str]]:
    """Over all sets of the leaves that do not hold and stand nowhere under a ``not``."""
    under = set(leaves_of(condition, False, True))
    every = set(leaves_of(condition, False, False)) | set(leaves_of(condition, True, False)) | under
    held = {leaf for leaf in every if given.get(leaf) or is_zero(leaf)}
    free = sorted(every - held - under)
    ways = [
        set(way)
        for size in range(len(free) + 1)
        for way in combinations(free, size)
        if holds(condition, held | set(way))
    ]
    return [sorted(way) for way in ways if not any(other < way for other in ways)]


def is_zero(leaf: str) -> bool:
    return leaf in ("count>=0", "count:troops>=0", "sum:troops>=0")


def leaves_of(formula: Any, under: bool, wanted: bool) -> list[str]:
    if isinstance(formula, str):
        return [formula] if under == wanted else []
    ((key, body),) = formula.items()
    if key == "not":
        return leaves_of(body, True, wanted)
    parts = body[1] if key == "at_least" else body
    return [leaf for part in parts for leaf in leaves_of(part, under, wanted)]


def holds(formula: Any, held: set[str]) -> bool:
    if isinstance(formula, str):
        return formula in held
    ((key, body),) = formula.items()
    if key == "not":
        return not holds(body, held)
    if key == "at_least":
        return bool(sum(holds(part, held) for part in body[1]) >= body[0])
    return bool((all if key == "all" else any)(holds(part, held) for part in body))


class TestRefusals:
    @pytest.mark.parametrize(
        ("condition", "name"),
        [
            ("joins:FRA:horses", "horses"),
            ("count:troops>=x", "count:troops>=x"),
            ("sum:troops>=1", "troops"),
            ("filled", "filled"),
        ],
    )
    def test_participation_in_what_is_not_there(self, condition: str, name: str) -> None:
        with pytest.raises(QuestionError) as caught:
            consent(seizure(position("BEL", "offers", condition)))
        assert name in caught.value.names

    def test_a_condition_that_is_none(self) -> None:
        with pytest.raises(QuestionError, match="measure seizure, BEL, condition"):
            consent(seizure(position("BEL", "withholds", {"most": []})))

    def test_other_questions_do_not_ask_for_them(self) -> None:
        strange = scene(seizure(position("BEL", "withholds", "joins:FRA:horses")), offer("g", "GBR"))
        assert answer("closure", strange)["unprompted"]["assured"] == ["g"]
