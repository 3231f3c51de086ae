"""Stable models beyond what one block of lanes holds: splitting, narrowing, caps; and the circles."""

import pytest

from musterbook.assessment.activation import stable
from musterbook.assessment.activation.stable import StableAnswer, find_models, stable_models
from musterbook.assessment.activation.stage import Stage, set_stage
from musterbook.model.situation import parse_situation
from tests.assessment.brute import Brute
from tests.assessment.build import Json, offer, scene
from tests.assessment.cases import Cases


def stage(situation: Json) -> Stage:
    return set_stage(parse_situation(situation), 2)


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("together", [0, 1])
def test_splitting_finds_the_same_models(seed: int, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stable, "TOGETHER", together)
    situation = Cases(seed + 40_000, 0.3).situation()
    second = Brute(situation)
    if second.monotone() or not second.lines:
        return
    found = stable_models(stage(situation))
    assert [list(model) for model in found.stable] == second.stable()["stable"]
    assert found.complete


def test_a_long_chain_of_negations_is_narrowed_without_guessing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stable, "TOGETHER", 0)
    chain = [offer(f"o{i:02}", f"A{i}", condition={"not": f"joins:A{i + 1}"}) for i in range(60)]
    (model,) = stable_models(stage(scene(*chain))).stable
    assert model == tuple(f"o{i:02}" for i in range(59, -1, -2))[::-1]


def test_a_search_that_gives_up_names_no_cycle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stable, "MOST_WORK", 10)
    monkeypatch.setattr(stable, "TOGETHER", 0)
    ring = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{(i + 1) % 5}"}) for i in range(5)]
    found = stable_models(stage(scene(*ring)))
    assert found == StableAnswer((), None, False)
    assert "cap" in found.to_json()


def test_the_right_guesses_stand_beside_the_models() -> None:
    pair = scene(
        offer("a", "FRA", condition={"not": "joins:GBR"}), offer("b", "GBR", condition={"not": "joins:FRA"})
    )
    search = find_models(stage(pair))
    assert len(search.models) == len(search.right) == 2
    for model, guess in zip(search.models, search.right, strict=True):
        assert guess == ([True, False] if model == ("a",) else [False, True])


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
