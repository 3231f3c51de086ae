"""Rule 10: active offers are allotted by priority; a line counts only up to the fill of its enablers."""

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, fact, line, offer, scene


def rows(*parts: Json, **options: object) -> dict[str, Json]:
    return {row["id"]: row for row in answer("fill", scene(*parts), **options)["lines"]}


def test_lines_come_in_the_order_of_the_file() -> None:
    found = answer("fill", scene(line("z", priority=2), line("a", priority=1), offer("f", "FRA")))
    assert [row["id"] for row in found["lines"]] == ["z", "a"]


def test_priority_goes_first_then_the_file() -> None:
    found = rows(
        line("second", "troops", 10, 2),
        line("first", "troops", 10, 1),
        line("third", "troops", 10, 2),
        offer("f", "FRA", low=15, high=25),
    )
    assert found["first"]["present"] == [10, 10]
    assert found["second"]["present"] == [5, 10]
    assert found["third"]["present"] == [0, 5]


def test_each_line_takes_at_most_its_quantity() -> None:
    found = rows(line("force", "troops", 10), offer("f", "FRA", low=25))
    assert found["force"]["present"] == [10, 10]
    assert found["force"]["ratio"] == [1, 1]
    assert found["force"]["filled"] is True


def test_a_ratio_is_what_is_present_over_what_is_wanted() -> None:
    found = rows(line("force", "troops", 30000), offer("f", "FRA", low=5000, high=10000))
    assert found["force"]["ratio"] == [1 / 6, 1 / 3]
    assert found["force"]["sustained"] == [5000, 10000]
    assert found["force"]["filled"] is False


class TestEnablers:
    def test_sustained_is_the_least_ratio_of_all_enablers_recursively(self) -> None:
        found = rows(
            line("force", "troops", 100, 1, "cover"),
            line("cover", "air_cover", 10, 2, "fuel"),
            line("fuel", "logistics", 4, 3),
            offer("f", "FRA", low=80),
            offer("u", "USA", "air_cover", low=10),
            offer("d", "DNK", "logistics", low=1, high=3),
        )
        assert found["force"]["present"] == [80, 80]
        assert found["force"]["sustained"] == [25, 75]
        assert found["cover"]["sustained"] == [2.5, 7.5]
        assert not any(found[name]["filled"] for name in ("force", "cover", "fuel"))

    def test_high_may_be_bound_by_another_line_than_low(self) -> None:
        found = rows(
            line("force", "troops", 100, 1, "cover"),
            line("cover", "air_cover", 10, 2),
            offer("f", "FRA", low=10, high=100),
            offer("u", "USA", "air_cover", low=4, high=6),
        )
        assert found["force"]["sustained"] == [10, 60]

    def test_present_is_not_sustained(self) -> None:
        found = rows(
            line("force", "troops", 10, 1, "cover"), line("cover", "air_cover"), offer("f", "FRA", low=10)
        )
        assert found["force"]["present"] == [10, 10]
        assert found["force"]["sustained"] == [0, 0]
        assert found["force"]["filled"] is False

    def test_an_enabler_on_the_same_subject_takes_its_share_by_priority(self) -> None:
        found = rows(
            line("force", "troops", 10, 1, "guard"), line("guard", "troops", 5, 2), offer("f", "FRA", low=12)
        )
        assert found["guard"]["present"] == [2, 2]
        assert found["force"]["sustained"] == [4, 4]


class TestQuantityZero:
    def test_it_is_always_filled_but_passes_its_enablers_on(self) -> None:
        found = rows(
            line("force", "troops", 10, 1, "hub"),
            line("hub", "basing", 0, 2, "fuel"),
            line("fuel", "logistics", 4, 3),
            offer("f", "FRA", low=10),
            offer("d", "DNK", "logistics", low=1),
        )
        assert found["hub"]["ratio"] == [1, 1]
        assert found["hub"]["sustained"] == [0, 0]
        assert found["hub"]["filled"] is True
        assert found["force"]["sustained"] == [2.5, 2.5]

    def test_nobody_needs_to_come(self) -> None:
        found = rows(line("hub", "basing", 0))
        assert found["hub"]["filled"] is True
        assert found["hub"]["present"] == [0, 0]

    def test_the_leaf_agrees(self) -> None:
        base = scene(
            line("hub", "basing", 0, 1, "fuel"),
            line("fuel", "logistics", 4),
            offer("f", "FRA", condition="filled:hub"),
        )
        assert answer("closure", base)["unprompted"]["assured"] == ["f"]


class TestQuantityNull:
    def test_it_is_full_as_soon_as_one_comes_and_takes_nothing(self) -> None:
        parts = (line("some", "troops", None, 1), line("force", "troops", 10, 2))
        found = rows(*parts, offer("f", "FRA", low=10))
        assert found["some"]["ratio"] == [1, 1]
        assert found["some"]["filled"] is True
        assert found["some"]["present"] == found["some"]["sustained"] == [None, None]
        assert found["force"]["present"] == [10, 10]
        assert rows(*parts)["some"]["ratio"] == [0, 0]

    def test_someone_without_a_figure_is_enough(self) -> None:
        found = rows(line("cover", "air_cover"), offer("u", "USA", "air_cover"))
        assert found["cover"]["filled"] is True
        assert found["cover"]["unquantified"] == 1

    def test_it_is_filled_only_when_its_enablers_are(self) -> None:
        found = rows(
            line("cover", "air_cover", None, 1, "fuel"),
            line("fuel", "logistics", 4),
            offer("u", "USA", "air_cover"),
            offer("d", "DNK", "logistics", low=3, high=4),
        )
        assert found["cover"]["ratio"] == [1, 1]
        assert found["cover"]["filled"] is False


class TestWhoServesALine:
    """Alternatives, places and caveats; the full check against naive cuts is in tests/assessment/filling."""

    def test_an_alternative_subject_counts_like_the_own(self) -> None:
        asked = line("force", "troops", 10) | {"or_on": ["police"]}
        found = rows(asked, offer("t", "FRA", low=6), offer("p", "ITA", "police", low=4))
        assert found["force"]["from_offers"] == {"p": [4, 4], "t": [6, 6]}
        assert found["force"]["filled"] is True

    def test_a_place_binds_an_offer_to_the_lines_there(self) -> None:
        asked = line("inside", "troops", 10) | {"where": ["in_theatre"]}
        parts = (offer("a", "FRA", low=6), offer("b", "POL", low=9, where="neighbouring"))
        found = rows(asked, *parts)
        assert found["inside"]["present"] == [6, 6]
        assert [one["offer"] for one in found["inside"]["set_aside"]] == ["b"]

    def test_a_caveat_that_a_line_excludes_keeps_an_offer_from_it(self) -> None:
        asked = line("front", "troops", 10) | {"excludes": ["no_combat"]}
        found = rows(asked, line("rear", "troops", 5, 2), offer("d", "DEU", low=8, caveats=["no_combat"]))
        assert (found["front"]["present"], found["rear"]["present"]) == ([0, 0], [5, 5])

    def test_an_earlier_line_leaves_to_a_later_one_what_only_that_can_use(self) -> None:
        found = rows(
            line("any", "troops", 5, 1),
            line("front", "troops", 5, 2) | {"excludes": ["no_combat"]},
            offer("f", "FRA", low=5),
            offer("d", "DEU", low=5, caveats=["no_combat"]),
        )
        assert found["any"]["filled"] is found["front"]["filled"] is True

    def test_a_line_without_a_quantity_needs_one_who_can_serve_it(self) -> None:
        asked = line("some", "troops") | {"where": ["in_theatre"]}
        assert rows(asked, offer("b", "POL", where="outside"))["some"]["filled"] is False
        found = rows(asked, offer("b", "POL", where="outside"), offer("a", "FRA"))["some"]
        assert (found["filled"], found["unquantified"], found["from_offers"]) == (
            True,
            1,
            {"a": [None, None]},
        )

    def test_conditions_and_targets_follow(self) -> None:
        base = scene(
            line("front", "troops", 5) | {"excludes": ["no_combat"]},
            fact("calm"),
            offer("d", "DEU", low=5, caveats=["no_combat"]),
            offer("f", "FRA", low=5, condition="calm"),
            offer("n", "NOR", "naval", condition="filled:front"),
        )
        assert answer("unlock", base, target="joins:NOR")["sets"] == [["calm"]]
        assert answer("fill", base, suppose=["calm=true"])["active"] == ["d", "f", "n"]

    def test_a_subject_that_only_an_alternative_names_may_stand_in_a_leaf(self) -> None:
        asked = line("force", "troops", 10) | {"or_on": ["police"]}
        assert answer("unlock", scene(asked), target="count:police>=0")["sets"] == [[]]


def test_unknown_circumstances_are_false() -> None:
    base = (line("force", "troops", 1), fact("peace"), offer("f", "FRA", low=1, condition="peace"))
    assert rows(*base)["force"]["present"] == [0, 0]
    assert rows(*base, suppose=["peace=true"])["force"]["filled"] is True


def test_concerted_fill_counts_those_who_wait_for_each_other() -> None:
    base = (
        line("force", "troops", 2),
        offer("d", "DNK", low=1, condition="joins:SWE"),
        offer("s", "SWE", low=1, condition="joins:DNK"),
    )
    assert rows(*base)["force"]["present"] == [0, 0]
    assert rows(*base, concerted=True)["force"]["filled"] is True


class TestRefusals:
    def test_an_unknown_enabler(self) -> None:
        with pytest.raises(QuestionError) as caught:
            answer("closure", scene(line("force", "troops", 1, 1, "covr")))
        assert caught.value.names == ("covr",)

    @pytest.mark.parametrize("question", ["closure", "fill", "unlock", "consent"])
    def test_a_circle_of_enablers(self, question: str) -> None:
        circle = scene(line("a", "x", 1, 1, "b"), line("b", "x", 1, 1, "c"), line("c", "x", 1, 1, "a"))
        with pytest.raises(QuestionError) as caught:
            answer(question, circle, measure="m")
        assert set(caught.value.names) == {"a", "b", "c"}

    def test_a_line_that_enables_itself(self) -> None:
        with pytest.raises(QuestionError, match="circle"):
            answer("fill", scene(line("a", "x", 1, 1, "a")))

    def test_a_negative_quantity(self) -> None:
        with pytest.raises(QuestionError, match="negative"):
            answer("fill", scene(line("a", "x", -1)))

    def test_no_requirement_is_no_lines(self) -> None:
        assert answer("fill", scene(offer("f", "FRA")))["lines"] == []
