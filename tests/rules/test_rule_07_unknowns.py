"""Rule 7: unknown circumstances give three values; one that is a position takes its default from it."""

import pytest

from musterbook.assessment.activation.closure import ClosureAnswer, closure
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import Json, active, answer, fact, offer, scene


def three(situation: Json, **options: object) -> Json:
    found: Json = answer("closure", situation, **options)["unprompted"]
    return found


def test_assured_possible_and_out() -> None:
    found = three(
        scene(
            fact("peace"),
            offer("sure", "GBR", condition={"any": ["peace", {"not": "peace"}]}),
            offer("if", "FRA", condition="peace"),
            offer("unless", "DNK", condition={"not": "peace"}),
            offer("never", "SWE", condition={"all": ["peace", {"not": "peace"}]}),
        )
    )
    assert found == {"assured": ["sure"], "possible": ["if", "unless"], "out": ["never"]}


def test_a_known_circumstance_leaves_nothing_open() -> None:
    waiting = offer("a", "FRA", condition="peace")
    assert three(scene(fact("peace", True), waiting))["assured"] == ["a"]
    assert three(scene(fact("peace", False), waiting))["out"] == ["a"]
    assert three(scene(fact("peace"), waiting))["possible"] == ["a"]


def test_two_ways_that_cover_every_world_together() -> None:
    """Neither way is assured, the actor is: worlds are gone through, not each way for itself."""
    found = three(
        scene(
            fact("peace"),
            offer("if", "FRA", "naval", condition="peace"),
            offer("unless", "FRA", "air", condition={"not": "peace"}),
            offer("follows", "DNK", condition="joins:FRA"),
        )
    )
    assert found == {"assured": ["follows"], "possible": ["if", "unless"], "out": []}


def test_other_words_are_unknown_unless_listed() -> None:
    waiting = offer("a", "FRA", condition="other:the harvest is in")
    assert three(scene(waiting))["possible"] == ["a"]
    assert three(scene(fact("other:the harvest is in", False), waiting))["out"] == ["a"]


class TestLinks:
    backstop = fact("backstop", None, "USA:air_cover")
    waiting = offer("g", "GBR", condition="backstop")

    def test_no_position_means_unknown(self) -> None:
        assert three(scene(self.backstop, self.waiting))["possible"] == ["g"]

    def test_a_position_below_the_threshold_means_false(self) -> None:
        considers = offer("u", "USA", "air_cover", "considers")
        assert three(scene(self.backstop, self.waiting, considers))["out"] == ["g", "u"]
        assert active(scene(self.backstop, self.waiting, considers), count_from="considers") == ["g", "u"]

    def test_a_supposed_stance_makes_a_link_live(self) -> None:
        base = scene(self.backstop, self.waiting)
        assert three(base, suppose=["USA:air_cover=refuses"])["out"] == ["g", "suppose:USA:air_cover"]
        assert active(base, suppose=["USA:air_cover=pledges"]) == ["g", "suppose:USA:air_cover"]

    def test_a_supposed_truth_replaces_the_link(self) -> None:
        base = scene(self.backstop, self.waiting, offer("u", "USA", "air_cover", "refuses"))
        assert active(base, suppose=["backstop=true"]) == ["g"]
        assert three(base, suppose=["backstop=unknown"])["possible"] == ["g"]
        assert three(base, suppose=["backstop=false", "USA:air_cover=offers"])["out"] == ["g"]

    def test_the_condition_of_the_position_behind_counts(self) -> None:
        base = scene(
            self.backstop, self.waiting, fact("vote"), offer("u", "USA", "air_cover", condition="vote")
        )
        assert three(base) == {"assured": [], "possible": ["g", "u"], "out": []}


class TestManyUnknowns:
    def test_three_values_need_no_enumeration(self) -> None:
        facts = [fact(f"c{i}") for i in range(40)]
        offers = [
            offer(f"o{i}", f"A{i}", condition={"any": [f"c{i}", {"not": f"c{(i + 20) % 40}"}, f"joins:A{i}"]})
            for i in range(20)
        ]
        found = answer("closure", scene(*facts, *offers))
        assert len(found["unprompted"]["possible"]) == 20
        assert len(found["knot"]) == 20
        assert found["knot_complete"] is True

    def test_a_knot_that_only_enumeration_would_find_is_a_lower_bound_that_says_so(self) -> None:
        """The two wait for each other in one of 2^30 worlds: eight circumstances that stand both ways."""
        facts = [fact(f"c{i}") for i in range(30)]
        hidden = [f"c{i}" if i % 2 or i >= 8 else {"not": f"c{i}"} for i in range(30)]
        both = [{"not": leaf} if isinstance(leaf, str) else leaf["not"] for leaf in hidden[:8]]
        pair = [
            offer("a", "FRA", condition={"all": ["joins:DNK", *hidden]}),
            offer("b", "DNK", condition="joins:FRA"),
        ]
        found = answer("closure", scene(*facts, *pair, offer("c", "SWE", condition={"all": both})))
        assert found["knot"] == []
        assert found["knot_complete"] is False
        assert "30 unknown circumstances" in found["cap"]

    def test_the_knot_of_many_unknowns_is_a_lower_bound(self) -> None:
        facts = [fact(f"c{i}") for i in range(25)]
        pair = [
            offer("a", "FRA", condition={"any": ["joins:DNK", {"all": [f"c{i}" for i in range(25)]}]}),
            offer("b", "DNK", condition="joins:FRA"),
        ]
        found = answer("closure", scene(*facts, *pair))
        assert found["knot"] == ["a", "b"]
        assert found["unprompted"] == {"assured": [], "possible": ["a", "b"], "out": []}

    def test_without_a_circle_there_is_no_knot_and_no_cap(self) -> None:
        facts = [fact(f"c{i}") for i in range(30)]
        found = closure(
            parse_situation(scene(*facts, *(offer(f"o{i}", f"A{i}", condition=f"c{i}") for i in range(30)))),
            2,
        )
        assert isinstance(found, ClosureAnswer)
        assert found.knot_complete
        assert "cap" not in found.to_json()

    def test_every_world_is_gone_through_up_to_twenty(self) -> None:
        """The one world in which two wait for each other, and the one in which somebody does not come."""
        names = [f"c{i:02}" for i in range(20)]
        one_world = [name if i % 3 else {"not": name} for i, name in enumerate(names)]
        found = answer(
            "closure",
            scene(
                *map(fact, names),
                offer("a", "FRA", condition={"all": [*one_world, "joins:DNK"]}),
                offer("b", "DNK", condition={"all": ["joins:FRA", {"any": [{"not": "c00"}, "c01"]}]}),
                offer("c", "GBR", condition={"not": {"all": [*one_world, {"not": "c00"}]}}),
                offer("d", "SWE", condition={"any": [*one_world, *({"not": part} for part in one_world)]}),
            ),
        )
        assert found["knot"] == ["a", "b"]
        assert found["knot_complete"] is True
        assert found["unprompted"] == {"assured": ["d"], "possible": ["c"], "out": ["a", "b"]}
        assert found["concerted"]["possible"] == ["a", "b", "c"]

    def test_more_than_twenty_that_stand_both_ways_are_refused_by_name(self) -> None:
        names = [f"c{i:02}" for i in range(21)]
        both = {
            "any": [{"all": [name, {"not": other}]} for name, other in zip(names, names[::-1], strict=True)]
        }
        with pytest.raises(QuestionError) as caught:
            answer("closure", scene(*map(fact, names), offer("a", "FRA", condition=both)))
        assert caught.value.names == tuple(names)


def test_a_subject_that_only_a_replaced_link_knows_may_still_be_named() -> None:
    base = scene(fact("c", None, "USA:air_cover"), offer("f", "FRA", condition="joins:USA:air_cover"))
    for supposed in ("c=true", "c=false", "c=unknown"):
        found = answer("closure", base, suppose=[supposed])
        assert found["unprompted"]["out"] == ["f"]
