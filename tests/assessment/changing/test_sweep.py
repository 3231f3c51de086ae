"""Sweep: shares of worlds, the tornado, single flips and the heat over two changes (rule 13)."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.brute import Brute
from tests.assessment.build import Json, answer, fact, offer, scene
from tests.assessment.cases import Cases

BASE = scene(
    fact("a", probability=0.2),
    fact("b", probability=0.5),
    fact("c"),
    fact("idle"),
    offer("o", "GBR", condition={"any": [{"all": ["a", "b"]}, "c"]}),
)


def swept(**options: Any) -> Json:
    return answer("sweep", BASE, target="joins:GBR", **options)


class TestShares:
    def test_worlds_and_share(self) -> None:
        found = swept()
        assert (found["worlds"], found["holds"], found["share"]) == (16, 10, 0.625)
        assert swept(exact=True)["share"] == "5/8"

    def test_a_target_without_changes(self) -> None:
        found = answer("sweep", scene(), target="count>=0")
        assert (found["worlds"], found["holds"], found["tornado"]) == (1, 1, [])
        assert found["flips"]["from_none"] == {"holds": True, "flips": []}

    def test_more_than_twenty_are_counted_by_weights_or_diagram(self) -> None:
        base = scene(
            *(fact(f"c{i:02}") for i in range(30)),
            *(offer(f"o{i}", f"A{i}", condition=f"c{i:02}") for i in range(30)),
        )
        for method in (None, "weights", "diagram"):
            found = answer("sweep", base, target="count>=15", method=method)
            assert found["holds"] == 614429672
            assert {bar["swing"] for bar in found["tornado"]} == {77558760 / 2**29}

    def test_more_changes_than_a_number_can_tell_of_are_refused(self) -> None:
        base = scene(*(fact(f"c{i}") for i in range(5000)))
        with pytest.raises(QuestionError, match="5000 changes"):
            answer("sweep", base, target="c0")

    def test_it_is_never_drawn(self) -> None:
        with pytest.raises(QuestionError, match="never sampled"):
            swept(method="sampled")


class TestTornado:
    def test_by_swing_then_by_name(self) -> None:
        assert swept()["tornado"] == [
            {"change": "c", "without": 0.25, "with": 1, "swing": 0.75},
            {"change": "a", "without": 0.5, "with": 0.75, "swing": 0.25},
            {"change": "b", "without": 0.5, "with": 0.75, "swing": 0.25},
            {"change": "idle", "without": 0.625, "with": 0.625, "swing": 0},
        ]

    def test_a_swing_is_the_banzhaf_index(self) -> None:
        power = answer("pivot", BASE, target="joins:GBR")["pivot"]
        for bar in swept()["tornado"]:
            assert bar["swing"] == power[bar["change"]]["banzhaf"]

    def test_flips(self) -> None:
        assert swept()["flips"] == {
            "from_none": {"holds": False, "flips": ["c"]},
            "from_all": {"holds": True, "flips": []},
        }
        every = answer("sweep", BASE, target={"all": ["a", "b", "c"]})["flips"]
        assert every["from_none"] == {"holds": False, "flips": []}
        assert every["from_all"] == {"holds": True, "flips": ["a", "b", "c"]}


class TestHeat:
    def test_the_four_cells(self) -> None:
        found = swept(over=["a", "b"])["heat"]
        assert found["over"] == ["a", "b"]
        assert (found["cells"], found["worlds"]) == ([[0.5, 0.5], [0.5, 1]], 4)

    @pytest.mark.parametrize("over", ["a,b", " a , b ", '["a", "b"]', ("a", "b")])
    def test_ways_to_name_two(self, over: object) -> None:
        assert swept(over=over)["heat"] == swept(over=["a", "b"])["heat"]

    def test_odds_in_steps_need_the_probabilities_of_the_others(self) -> None:
        assert "odds" not in swept(over="a,b")["heat"]
        heat = swept(over="a,b", probability={"c": 0.1, "idle": 0.5})["heat"]
        assert heat["steps"] == [i / 10 if 0 < i < 10 else i // 10 for i in range(11)]
        for i, j in ((0, 0), (2, 5), (10, 10), (7, 0)):
            given = {"a": i / 10, "b": j / 10, "c": 0.1, "idle": 0.5}
            wanted = answer("odds", BASE, target="joins:GBR", probability=given)["probability"]
            assert heat["odds"][i][j] == wanted

    def test_the_two_themselves_need_none(self) -> None:
        assert "odds" in swept(over="c,idle")["heat"]

    @pytest.mark.parametrize(
        ("over", "blamed"), [("a,typo", ("typo",)), ("a,a", ("a",)), ("a", ("over",)), ([1, 2], ("over",))]
    )
    def test_what_are_no_two_changes_is_refused(self, over: object, blamed: tuple[str, ...]) -> None:
        with pytest.raises(QuestionError) as caught:
            swept(over=over)
        assert caught.value.names == blamed


@pytest.mark.parametrize("seed", range(60))
def test_against_all_worlds(seed: int) -> None:
    cases = Cases(seed + 50_000, circumstances=4, offers=5)
    base, target = cases.situation(), "count>=2"
    try:
        changes = [bar["change"] for bar in answer("sweep", base, target=target)["tornado"]]
    except QuestionError:
        return
    if not 2 <= len(changes) <= 5:
        return
    holding = Brute(base).winning(target, sorted(changes), False)
    over = changes[:2]
    found = answer("sweep", base, target=target, over=over, exact=True)
    half = 2 ** (len(changes) - 1)
    for bar in found["tornado"]:
        made = sum(bar["change"] in world for world in holding)
        assert Fraction(bar["with"]) == Fraction(made, half)
        assert Fraction(bar["without"]) == Fraction(len(holding) - made, half)
    for i, row in enumerate(found["heat"]["cells"]):
        for j, cell in enumerate(row):
            own = sum((over[0] in w) == bool(i) and (over[1] in w) == bool(j) for w in holding)
            assert Fraction(cell) == Fraction(own, found["heat"]["worlds"])
    everything = tuple(sorted(changes))
    singles = [w for w in combinations(everything, 1) if (w in holding) != (() in holding)]
    losses = [
        w for w in combinations(everything, len(changes) - 1) if (w in holding) != (everything in holding)
    ]
    assert found["flips"]["from_none"] == {"holds": () in holding, "flips": [w[0] for w in singles]}
    left_out = sorted(next(name for name in changes if name not in w) for w in losses)
    assert found["flips"]["from_all"] == {"holds": everything in holding, "flips": left_out}
