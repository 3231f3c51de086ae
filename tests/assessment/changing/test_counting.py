"""From a lever to a game: sums are recognised, and every way of counting gives the same numbers."""

from typing import Any

import pytest

from musterbook.assessment.changing.counting import counted, weighted_game
from musterbook.assessment.changing.lever import Lever, parse_target, set_lever
from musterbook.assessment.kernel.deadline import deadline_in
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import Json, fact, line, offer, scene
from tests.assessment.cases import Cases

TARGETS: tuple[Any, ...] = (
    "count>=2",
    "count:troops>=1",
    "sum:troops>=2",
    {"at_least": [2, ["c0", "joins:GBR"]]},
)


def lever_of(base: Json, target: Any, **options: Any) -> Lever:
    return set_lever(parse_situation(base), 2, parse_target(target), **options)


class TestSums:
    base = scene(
        line("force", "troops", 7),
        *(fact(name) for name in "abc"),
        offer("o", "GBR", low=5, condition="a"),
        offer("p", "FRA", low=2.5, condition="b"),
        offer("q", "DNK", low=1),
        offer("r", "SWE", low=4, stance="refuses", condition="c"),
    )

    def test_a_sum_over_changes(self) -> None:
        game = weighted_game(lever_of(self.base, "sum:troops>=6"))
        assert game is not None
        assert game.scaled == ((2, 1), 2)  # 5 and 2.5 against 6 less the 1 that is there anyway

    def test_a_line_asks_a_sum_too(self) -> None:
        game = weighted_game(lever_of(self.base, "filled"))
        assert game is not None
        assert (game.weights, game.quota) == ((10, 5), 12)

    def test_a_raise_without_a_condition_is_a_weight(self) -> None:
        base = scene(offer("o", "GBR", low=5, stance="refuses"), offer("p", "FRA", low=2, stance="refuses"))
        changes = ["raise:GBR:troops", "raise:FRA:troops"]
        game = weighted_game(lever_of(base, "sum:troops>=3", changes=changes))
        assert game is not None
        assert game.weights == (2, 5)

    @pytest.mark.parametrize("target", [{"all": ["a", "b"]}, "joins:GBR", {"any": ["sum:troops>=6", "a"]}])
    def test_other_targets_are_none(self, target: Any) -> None:
        assert weighted_game(lever_of(self.base, target)) is None

    def test_a_condition_of_two_is_none(self) -> None:
        base = scene(fact("a"), fact("b"), offer("o", "GBR", low=1, condition={"all": ["a", "b"]}))
        assert weighted_game(lever_of(base, "sum:troops>=1")) is None

    def test_a_negated_circumstance_is_none(self) -> None:
        base = scene(fact("a"), fact("b"), offer("o", "GBR", condition={"not": "a"}), offer("p", "FRA"))
        lever = lever_of(base, "count>=2", changes=["b"])
        assert counted(lever) is not None


@pytest.mark.parametrize("seed", range(80))
def test_all_ways_give_the_same_sums(seed: int) -> None:
    cases = Cases(seed + 60_000, circumstances=4, offers=6)
    base = cases.situation()
    for target in TARGETS:
        try:
            lever = lever_of(base, target)
        except QuestionError:
            continue
        table, diagram = counted(lever, "table"), counted(lever, "diagram")
        assert table is not None
        assert diagram is not None
        off = [cases.random.randint(0, 9) for _ in lever.relevant]
        on = [cases.random.randint(1, 9) for _ in lever.relevant]
        wanted = table.game.weigh(off, on)
        assert diagram.game.weigh(off, on) == wanted
        sums = weighted_game(lever)
        assert sums is None or sums.weigh(off, on) == wanted


class TestChoice:
    def many(self, count: int) -> Lever:
        facts = [fact(f"c{i:03}") for i in range(count)]
        offers = [offer(f"o{i}", f"A{i}", condition=f"c{i:03}") for i in range(count)]
        return lever_of(scene(*facts, *offers), f"count>={count // 2}")

    def test_the_first_that_fits(self) -> None:
        few, more = counted(self.many(20)), counted(self.many(21))
        assert few is not None
        assert more is not None
        assert (few.way, more.way) == ("table", "weights")

    def test_too_many_points_are_left_to_drawing(self) -> None:
        assert counted(self.many(30), points=1 << 11) is None
        assert counted(self.many(30), "weights", points=1 << 11) is not None

    def test_wide_weights_are_left_to_the_diagram(self) -> None:
        base = scene(
            *(fact(f"c{i:02}") for i in range(24)),
            *(offer(f"o{i}", f"A{i}", low=10**9 + 7**i % 999_983, condition=f"c{i:02}") for i in range(24)),
        )
        lever = lever_of(base, f"sum:troops>={13 * 10**9}")
        found = counted(lever)
        assert found is not None
        assert found.way == "diagram"
        with pytest.raises(QuestionError, match="weights"):
            counted(lever, "weights")

    def test_without_time_there_is_no_diagram(self) -> None:
        target = {"any": [{"all": [f"c{i:03}", f"c{i + 1:03}"]} for i in range(30)]}
        lever = lever_of(scene(*(fact(f"c{i:03}") for i in range(31))), target)
        assert counted(lever) is not None
        assert counted(lever, deadline=deadline_in(1e-9)) is None
        with pytest.raises(QuestionError, match="diagram"):
            counted(lever, "diagram", deadline_in(1e-9))
