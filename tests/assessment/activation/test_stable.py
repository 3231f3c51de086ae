"""Stable models beyond what one block of lanes holds: splitting, narrowing, caps; and the circles."""

from collections.abc import Iterator

import pytest

from musterbook.assessment.activation import guessing, stable
from musterbook.assessment.activation.guessing import Guessing, right_by_splitting
from musterbook.assessment.activation.solving import right_by_answer_sets
from musterbook.assessment.activation.stable import StableAnswer, find_models, stable_models
from musterbook.assessment.activation.stage import Stage, set_stage
from musterbook.assessment.kernel.deadline import Deadline
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.brute import Brute
from tests.assessment.build import Json, offer, scene
from tests.assessment.cases import Cases


def stage(situation: Json) -> Stage:
    return set_stage(parse_situation(situation), 2)


def negated_stages(seeds: range) -> Iterator[tuple[Json, Stage]]:
    for seed in seeds:
        situation = Cases(seed, 0.35, offers=8).situation()
        try:
            found = stage(situation)
        except QuestionError:
            continue
        if not found.monotone:
            yield situation, found


@pytest.mark.parametrize("block", range(8))
def test_both_ways_and_the_naive_engine_find_the_same_models(block: int) -> None:
    tried = 0
    for situation, found in negated_stages(range(40_000 + 100 * block, 40_100 + 100 * block)):
        ways = Guessing(found)
        split, split_complete = right_by_splitting(ways, 1000)
        solved, solved_complete = right_by_answer_sets(ways, 1000)
        assert split_complete
        assert solved_complete
        assert sorted(split) == sorted(solved)
        wanted = Brute(situation).stable()["stable"]
        assert sorted(map(list, ways.models(solved))) == sorted(wanted)
        assert [list(model) for model in stable_models(found).stable] == wanted
        tried += 1
    assert tried >= 40


@pytest.mark.parametrize("seed", range(80))
def test_splitting_down_to_one_guess_finds_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for _, found in negated_stages(range(50_000 + seed, 50_001 + seed)):
        whole = right_by_splitting(Guessing(found), 1000)
        monkeypatch.setattr(guessing, "TOGETHER", 1)
        split = right_by_splitting(Guessing(found), 1000)
        assert (sorted(split[0]), split[1]) == (sorted(whole[0]), True)


def test_a_double_negation_lends_no_support_and_takes_none_away() -> None:
    """ENGINE: the outermost ``not`` is replaced by its truth value in the set, so both sets are stable."""
    alone = scene(offer("a", "FRA", condition={"not": {"not": "joins:FRA"}}))
    for way in (right_by_splitting, right_by_answer_sets):
        ways = Guessing(stage(alone))
        right, complete = way(ways, 10)
        assert complete
        assert sorted(ways.models(right)) == [(), ("a",)]


def test_a_long_chain_of_negations_is_followed() -> None:
    chain = [offer(f"o{i:03}", f"A{i}", condition={"not": f"joins:A{i + 1}"}) for i in range(400)]
    (model,) = stable_models(stage(scene(*chain))).stable
    assert model == tuple(f"o{i:03}" for i in range(399, -1, -2))[::-1]
    narrowed = Guessing(stage(scene(*chain[:60]))).narrowed((None,) * 60)
    assert narrowed == tuple(bool(i % 2) for i in range(60))


def even_loops(count: int) -> list[Json]:
    """2^count stable models."""
    return [
        offer(f"o{i:02}{x}", f"A{i}{x}", condition={"not": f"joins:A{i}{y}"})
        for i in range(count)
        for x, y in ("ab", "ba")
    ]


class TestCaps:
    def test_thirty_even_loops_are_capped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stable, "MOST_MODELS", 500)
        found = stable_models(stage(scene(*even_loops(30))))
        assert (len(set(found.stable)), found.complete) == (500, False)
        assert all(len(model) == 30 for model in found.stable)
        assert found.cap == "500 models are listed, there are more"
        assert found.to_json()["cap"] == found.cap

    def test_exactly_as_many_as_allowed_are_complete(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stable, "MOST_MODELS", 1 << 7)
        assert stable_models(stage(scene(*even_loops(7)))).complete
        assert not stable_models(stage(scene(*even_loops(8)))).complete

    def test_an_odd_circle_beside_many_even_ones_is_found(self) -> None:
        odd = offer("z", "Z", condition={"not": "joins:Z"})
        found = stable_models(stage(scene(*even_loops(30), odd)))
        assert (found.stable, found.cycle, found.complete) == ((), ("z",), True)

    def test_a_passed_deadline_names_no_cycle(self) -> None:
        found = stable_models(stage(scene(*even_loops(30))), Deadline(0.0, 2.5))
        assert (found.stable, found.cycle, found.complete) == ((), None, False)
        assert str(found.cap).startswith("the time budget of 2.5 s ran out")

    def test_a_search_cut_short_by_splitting_is_said_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guessing, "MOST_WORK", 10)
        monkeypatch.setattr(guessing, "TOGETHER", 0)
        monkeypatch.setattr(stable, "MOST_LITERALS", -1)
        found = stable_models(stage(scene(*even_loops(20))))
        assert found == StableAnswer((), None, False, "the search was too hard: more models may stand")


def test_the_right_guesses_stand_beside_the_models() -> None:
    pair = scene(
        offer("a", "FRA", condition={"not": "joins:GBR"}), offer("b", "GBR", condition={"not": "joins:FRA"})
    )
    found = find_models(stage(pair))
    assert found.models == (("a",), ("b",))
    assert found.right == ((True, False), (False, True))


class TestCircles:
    def test_the_shortest_is_named(self) -> None:
        long_ring = [offer(f"l{i}", f"L{i}", condition={"not": f"joins:L{(i + 1) % 5}"}) for i in range(5)]
        short = offer("s", "SWE", condition={"not": "joins:SWE"})
        assert stable_models(stage(scene(*long_ring, short))).cycle == ("s",)

    def test_it_runs_through_links_counts_sums_and_lines(self) -> None:
        ring = scene(
            {"id": "cover", "value": None, "stands_for": {"actor": "USA", "on": "air"}},
            {"id": "force", "on": "troops", "quantity": 5, "priority": 1, "enablers": []},
            offer("u", "USA", "air", condition="count:naval>=1"),
            offer("n", "NOR", "naval", condition="filled:force"),
            offer("t", "FRA", "troops", low=5, condition={"not": "cover"}),
        )
        found = stable_models(stage(ring))
        assert found.stable == ()
        assert found.cycle is not None
        start = found.cycle.index("u")
        assert found.cycle[start:] + found.cycle[:start] == ("u", "n", "t")

    def test_an_even_circle_is_no_reason(self) -> None:
        ring = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{(i + 1) % 4}"}) for i in range(4)]
        found = stable_models(stage(scene(*ring)))
        assert found.stable == (("o0", "o2"), ("o1", "o3"))
        assert found.cycle is None

    def test_who_cannot_come_anyway_is_in_no_circle(self) -> None:
        dead = offer("d", "DNK", condition={"all": [{"any": []}, {"not": "joins:DNK"}]})
        ring = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{(i + 1) % 3}"}) for i in range(3)]
        assert set(stable_models(stage(scene(dead, *ring))).cycle or ()) == {"o0", "o1", "o2"}
