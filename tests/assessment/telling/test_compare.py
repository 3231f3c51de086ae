"""Compare: two situations, two scenarios, and which entries made the answer another one."""

import json
from typing import Any

import pytest

from musterbook.assessment import QUESTIONS, ask
from musterbook.assessment.telling.compare import changes, said
from musterbook.assessment.telling.differences import Side, applied, differences
from musterbook.errors import QuestionError
from musterbook.model.scenario import Scenario
from musterbook.model.situation import parse_situation, situation_json
from tests.assessment.build import Json, answer, fact, line, offer, scene
from tests.assessment.cases import Cases


def sentence(text: str) -> list[Json]:
    return [{"doc": "d1", "start": 0, "end": len(text), "text": text}]


def march(american: str, text: str, *more: Json) -> Json:
    """Ready with an American backstop, which stands or falls with one position."""
    return scene(
        fact("us_backstop", stands_for="USA:air_cover"),
        fact("ceasefire"),
        offer("GBR:troops", "GBR", condition="us_backstop"),
        offer("FRA:troops", "FRA", condition={"all": ["us_backstop", "ceasefire"]}),
        offer("DNK:troops", "DNK", condition="ceasefire"),
        offer("USA:air_cover", "USA", "air_cover", stance=american, evidence=sentence(text)),
        line("force", "troops", None, 1, "cover"),
        line("cover", "air_cover", None, 2),
        *more,
    )


BEFORE = march("offers", "we will cover them")
AFTER = march("refuses", "no jets from us", offer("POL:troops", "POL", stance="refuses"))


def compare(first: Json, asking: str, against: Json, **options: Any) -> Json:
    return answer("compare", first, asking=asking, against=against, **options)


class TestTheAmericanPosition:
    """It moves from offers to refuses; beside it Poland says what changes nothing for the others."""

    found = compare(BEFORE, "closure", {"situation": AFTER})

    def test_both_answers_are_there(self) -> None:
        assert self.found["asking"] == "closure"
        assert self.found["before"] == answer("closure", BEFORE)
        assert self.found["after"] == answer("closure", AFTER)

    def test_what_changed(self) -> None:
        changed = {change["path"]: change for change in self.found["changed"]}
        assert changed["unprompted.assured"]["gone"] == ["GBR:troops", "USA:air_cover"]
        assert changed["unprompted.possible"]["gone"] == ["FRA:troops"]
        assert changed["unprompted.out"]["come"] == [
            "FRA:troops",
            "GBR:troops",
            "POL:troops",
            "USA:air_cover",
        ]

    def test_which_entries_differ_with_their_words(self) -> None:
        told = {difference["id"]: difference for difference in self.found["differences"]}
        assert list(told) == ["offer:POL:troops", "offer:USA:air_cover"]
        american = told["offer:USA:air_cover"]
        assert american["fields"] == {"stance": {"from": "offers", "to": "refuses"}}
        assert american["evidence_before"][0]["text"] == "we will cover them"
        assert american["evidence_after"][0]["text"] == "no jets from us"

    def test_which_of_them_made_it(self) -> None:
        assert self.found["made_by"] == {
            "alone": ["offer:POL:troops", "offer:USA:air_cover"],
            "needed": ["offer:POL:troops", "offer:USA:air_cover"],
            "smallest": [["offer:POL:troops", "offer:USA:air_cover"]],
            "refused_alone": [],
            "complete": True,
            "method": "all",
        }
        effect = {change["path"]: change for change in self.found["effects"]["offer:USA:air_cover"]}
        assert effect["unprompted.out"]["come"] == ["FRA:troops", "GBR:troops", "USA:air_cover"]

    def test_for_the_fill_it_alone_did_it(self) -> None:
        found = compare(BEFORE, "fill", {"situation": AFTER})
        assert found["made_by"]["alone"] == ["offer:USA:air_cover"]
        assert found["made_by"]["smallest"] == [["offer:USA:air_cover"]]
        assert {"path": "lines.cover.filled", "from": True, "to": False} in found["changed"]

    def test_the_way_back(self) -> None:
        found = compare(AFTER, "fill", {"situation": BEFORE})
        assert found["made_by"]["smallest"] == [["offer:USA:air_cover"]]
        assert {"path": "lines.cover.filled", "from": False, "to": True} in found["changed"]


class TestScenarios:
    def test_two_scenarios_of_one_situation(self) -> None:
        found = compare(AFTER, "closure", {"suppose": ["us_backstop=true", "POL:troops=refuses"]})
        assert [(d["id"], d["kind"]) for d in found["differences"]] == [
            ("suppose:POL:troops", "added"),
            ("suppose:us_backstop", "added"),
        ]
        assert found["made_by"]["smallest"] == [["suppose:us_backstop"]]
        assert found["made_by"]["alone"] == ["suppose:us_backstop"]

    def test_the_other_side_keeps_what_it_does_not_replace(self) -> None:
        suppose = ["ceasefire=true"]
        kept = compare(AFTER, "closure", {"count_from": "considers"}, suppose=suppose)
        assert [d["id"] for d in kept["differences"]] == ["count_from"]
        assert kept["after"] == answer("closure", AFTER, suppose=suppose, count_from="considers")
        dropped = compare(AFTER, "closure", {"suppose": []}, suppose=suppose)
        assert [(d["id"], d["kind"]) for d in dropped["differences"]] == [("suppose:ceasefire", "removed")]

    def test_the_rung_from_which_offers_count(self) -> None:
        low = scene(offer("g", "GBR", stance="considers"))
        found = compare(low, "closure", {"count_from": "considers"})
        assert found["made_by"]["smallest"] == [["count_from"]]

    def test_options_of_the_question_go_to_both_sides(self) -> None:
        options = {"target": "joins:GBR", "changes": ["ceasefire", "raise:USA:air_cover"]}
        found = compare(BEFORE, "unlock", {"situation": AFTER}, **options)
        assert found["before"]["sets"] == [[]]
        assert found["after"]["sets"] == [["raise:USA:air_cover"]]
        assert found["changed"] == [{"path": "sets", "gone": [[]], "come": [["raise:USA:air_cover"]]}]

    def test_a_measure_carried_by_one_more(self) -> None:
        rule = {"unanimity": ["BEL", "DEU"]}
        held = {"id": "m", "rule": rule, "positions": [{"actor": "DEU", "stance": "offers"}]}
        base = scene(held)
        found = compare(base, "consent", {"suppose": ["BEL:m=offers"]}, measure="m")
        assert {"path": "carried", "from": False, "to": True} in found["changed"]
        assert found["made_by"]["alone"] == ["suppose:BEL:m"]


class TestTheSame:
    def test_nothing_differs(self) -> None:
        found = compare(BEFORE, "closure", {"situation": BEFORE})
        assert (found["changed"], found["differences"], found["effects"]) == ([], [], {})
        assert found["made_by"]["smallest"] == [[]]

    def test_differences_that_change_nothing(self) -> None:
        found = compare(BEFORE, "fill", {"situation": march("pledges", "surely")})
        assert [d["id"] for d in found["differences"]] == ["offer:USA:air_cover"]
        assert (found["changed"], found["made_by"]["smallest"]) == ([], [[]])


class TestWhatHangsTogether:
    def test_a_line_whose_enabler_is_new_too_cannot_stand_alone(self) -> None:
        first = scene(offer("g", "GBR"), line("force"))
        second = scene(
            offer("g", "GBR"), line("force", "troops", None, 1, "cover"), line("cover", "air_cover")
        )
        found = compare(first, "fill", {"situation": second})
        assert found["made_by"]["refused_alone"] == ["line:force"]
        assert found["made_by"]["smallest"] == [["line:cover", "line:force"]]
        assert found["made_by"]["alone"] == ["line:cover"]

    def test_one_difference_undoes_another(self) -> None:
        first = scene(offer("g", "GBR", stance="refuses"), fact("x"))
        second = scene(offer("g", "GBR", condition="x"), fact("x", False))
        assert compare(first, "closure", {"situation": second})["made_by"]["smallest"] == [[]]
        alone = compare(first, "closure", {"situation": scene(offer("g", "GBR", condition="x"), fact("x"))})
        assert alone["made_by"]["smallest"] == [["offer:g"]]


@pytest.mark.parametrize("seed", range(60))
def test_the_smallest_sets_of_random_pairs_give_the_answer_after(seed: int) -> None:
    """Applied by hand, each of them does, none of its parts does, and the first side is left as it was."""
    cases = Cases(seed, negation=0.05, circumstances=2, offers=3)
    first, second = cases.situation(), cases.situation()
    supposes = cases.supposes(second)
    asking = ("closure", "fill")[seed % 2]
    try:
        found = compare(first, asking, {"situation": second, "suppose": supposes})
    except QuestionError:
        assert refused(asking, first, ()) or refused(asking, second, supposes)
        return
    sides = Side(parse_situation(first), Scenario()), Side(parse_situation(second), Scenario(tuple(supposes)))
    by_id = {difference.id: difference for difference in differences(*sides)}
    assert list(by_id) == [difference["id"] for difference in found["differences"]]
    wanted = said(asking, found["after"])
    assert found["made_by"]["smallest"] or not found["made_by"]["complete"]
    for chosen in found["made_by"]["smallest"]:
        assert given(asking, sides, [by_id[id] for id in chosen]) == wanted, (seed, chosen)
        for left_out in chosen:
            fewer = [by_id[id] for id in chosen if id != left_out]
            assert given(asking, sides, fewer) != wanted, (seed, chosen, left_out)
    for id in found["made_by"]["alone"]:
        assert given(asking, sides, [by_id[id]]) not in (None, said(asking, found["before"])), (seed, id)
    for id in by_id:
        rest = [each for each in by_id.values() if each.id != id]
        is_needed = bool(found["changed"]) and given(asking, sides, rest) != wanted
        assert is_needed == (id in found["made_by"]["needed"]), (seed, id)


def given(asking: str, sides: tuple[Side, Side], chosen: Any) -> Any:
    """What the question says of the first side with the chosen differences made; None where it is refused."""
    try:
        side = applied(*sides, chosen)
        options = {"suppose": list(side.scenario.supposes), "count_from": side.scenario.count_from}
        return said(asking, answer(asking, situation_json(side.situation), **options))
    except QuestionError:
        return None


def refused(asking: str, situation: Json, supposes: Any) -> bool:
    try:
        ask(asking, situation, suppose=list(supposes))
    except QuestionError:
        return True
    return False


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "names"),
        [
            ({}, ("against",)),
            ({"asking": "closure"}, ("against",)),
            ({"against": {}}, ("asking",)),
            ({"against": {}, "asking": "compare"}, ("asking",)),
            ({"against": {}, "asking": "weather"}, ("asking",)),
            ({"against": {"situations": {}}, "asking": "closure"}, ("situations",)),
            ({"against": {"suppose": [3]}, "asking": "closure"}, ("suppose",)),
            ({"against": {"suppose": ["gone=true"]}, "asking": "closure"}, ("gone",)),
            ({"against": {"count_from": "shouts"}, "asking": "closure"}, ("shouts",)),
            (
                {"against": {"situation": {"offers": [{"id": "x"}]}}, "asking": "closure"},
                ("actor", "on", "stance"),
            ),
            ({"against": {}, "asking": "consent"}, ("measure",)),
        ],
    )
    def test_what_is_to_blame_is_named(self, options: Json, names: tuple[str, ...]) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("compare", BEFORE, **options)
        assert caught.value.names == names

    def test_an_answer_refused_on_either_side_is_refused(self) -> None:
        bad = scene(offer("g", "GBR", condition="nowhere"))
        for one, other in ((BEFORE, bad), (bad, BEFORE)):
            with pytest.raises(QuestionError, match="nowhere"):
                compare(one, "closure", {"situation": other})

    def test_it_is_one_of_the_questions(self) -> None:
        assert "compare" in QUESTIONS


def test_a_budget_that_is_gone_gives_the_answers_and_says_so() -> None:
    found = compare(BEFORE, "closure", {"situation": AFTER}, budget=1e-9)
    assert found["changed"]
    assert found["made_by"]["complete"] is False
    assert found["made_by"]["cap"] == "the time budget of 1e-09 s ran out: no set was looked for"


def test_many_differences() -> None:
    first = scene(*(offer(f"o{i:03}", f"A{i:03}") for i in range(60)))
    second = scene(*(offer(f"o{i:03}", f"A{i:03}", low=i) for i in range(60)), line("force", quantity=9))
    found = compare(first, "fill", {"situation": second}, budget=20)
    assert len(found["differences"]) == 61
    assert found["changed"] == [{"path": "lines", "from": [], "to": said("fill", found["after"])["lines"]}]
    assert json.dumps(found)


class TestSaid:
    def test_how_it_was_found_is_left_out(self) -> None:
        assert said("odds", {"probability": 0.5, "method": "sampled", "seed": 3}) == {"probability": 0.5}
        assert said("unlock", {"sets": [], "complete": True, "elements": {"a": 1}}) == {"sets": []}

    def test_of_other_questions_all_but_what_is_aside(self) -> None:
        tree = {"tree": {"id": "x", "evidence": [1], "children": [{"id": "y", "evidence": []}]}, "seed": 1}
        assert said("explain", tree) == {"tree": {"id": "x", "children": [{"id": "y"}]}}


class TestChanges:
    @pytest.mark.parametrize(
        ("before", "after", "wanted"),
        [
            ({"a": 1}, {"a": 1}, []),
            ({"a": 1}, {"a": 2}, [{"path": "a", "from": 1, "to": 2}]),
            (
                {"a": 1},
                {"b": 2},
                [{"path": "a", "from": 1, "to": None}, {"path": "b", "from": None, "to": 2}],
            ),
            ({"a": ["x"]}, {"a": ["y"]}, [{"path": "a", "gone": ["x"], "come": ["y"]}]),
            ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [{"path": "a", "from": ["x", "y"], "to": ["y", "x"]}]),
            ({"a": [[]]}, {"a": [["x"]]}, [{"path": "a", "gone": [[]], "come": [["x"]]}]),
            ({"a": [0, 1]}, {"a": [0, 2]}, [{"path": "a", "from": [0, 1], "to": [0, 2]}]),
            ({"a": {"b": []}}, {"a": {"b": ["x"]}}, [{"path": "a.b", "gone": [], "come": ["x"]}]),
            (
                {"a": [{"id": "l", "n": 1}, {"id": "m", "n": 1}]},
                {"a": [{"id": "l", "n": 2}, {"id": "m", "n": 1}]},
                [{"path": "a.l.n", "from": 1, "to": 2}],
            ),
            ({"a": None}, {"a": ["x"]}, [{"path": "a", "from": None, "to": ["x"]}]),
        ],
    )
    def test_place_by_place(self, before: Json, after: Json, wanted: list[Json]) -> None:
        assert list(changes(before, after)) == wanted
