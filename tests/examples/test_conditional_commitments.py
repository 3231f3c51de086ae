"""Conditional commitment functions are offers: the best realisation is the greatest fixpoint (Heitzig 2025).

The direct side follows the definition alone, by trying every profile of levels; the other side asks
Musterbook about the offers that ``docs/examples/bonn_1978.md`` lays out for the same functions.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from musterbook.assessment import ask

Profile = tuple[int, ...]


@dataclass(frozen=True)
class Game:
    """``steps[i][l]``: profiles of the others (own entry 0), one of which must be reached for level l + 1.

    ``amounts[i][l]`` is what player i adds when going from level l to l + 1.
    """

    steps: tuple[tuple[tuple[Profile, ...], ...], ...]
    amounts: tuple[tuple[int, ...], ...]

    @property
    def players(self) -> range:
        return range(len(self.steps))

    def committed(self, i: int, profile: Profile) -> int:
        """The value of player i's function: the highest level for which the others do enough."""
        reached = [
            level + 1
            for level, wanted in enumerate(self.steps[i])
            if any(all(profile[j] >= want[j] for j in self.players if j != i) for want in wanted)
        ]
        return max(reached, default=0)

    def profiles(self) -> list[Profile]:
        return list(product(*(range(len(levels) + 1) for levels in self.steps)))


def feasible(profiles: list[Profile], committed: Callable[[int, Profile], int]) -> list[Profile]:
    """The profiles in which nobody does more than his function says, given what the others do."""
    return [p for p in profiles if all(level <= committed(i, p) for i, level in enumerate(p))]


def largest(profiles: list[Profile]) -> Profile:
    return tuple(max(levels) for levels in zip(*profiles, strict=True))


def offers_of(game: Game) -> dict[str, Any]:
    """One offer a step: the amount it adds, on condition that the others do what it or a higher step asks."""
    offers = [
        {
            "id": f"{i}-{level}",
            "actor": f"P{i}",
            "on": f"act{i}",
            "stance": "offers",
            "quantity": {"low": game.amounts[i][level], "high": game.amounts[i][level], "unit": "x"},
            "condition": {"any": [asked(game, want) for wanted in levels[level:] for want in wanted]},
        }
        for i, levels in enumerate(game.steps)
        for level in range(len(levels))
    ]
    return {"offers": offers}


def asked(game: Game, want: Profile) -> dict[str, Any]:
    """The condition that every player does at least this much."""
    sums = [f"sum:act{j}>={sum(game.amounts[j][:level])}" for j, level in enumerate(want) if level]
    return {"all": sums}


def levels_in(game: Game, offers: list[str]) -> Profile:
    """The level of each player; fails where a step is there without those below it."""
    taken = [sorted(int(o.split("-")[1]) for o in offers if o.startswith(f"{i}-")) for i in game.players]
    assert all(steps == list(range(len(steps))) for steps in taken)
    return tuple(len(steps) for steps in taken)


def answered(game: Game) -> tuple[Profile, Profile]:
    """What Musterbook says: unprompted and concerted."""
    found = ask("closure", offers_of(game)).to_json()
    return levels_in(game, found["unprompted"]["assured"]), levels_in(game, found["concerted"]["assured"])


@st.composite
def games(draw: st.DrawFn) -> Game:
    heights = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    steps = []
    for i, height in enumerate(heights):
        others = st.tuples(*(st.integers(0, 0 if j == i else h) for j, h in enumerate(heights)))
        wanted = st.lists(others, max_size=2).map(tuple)
        steps.append(tuple(draw(st.lists(wanted, min_size=height, max_size=height))))
    amounts = tuple(tuple(draw(st.lists(st.integers(1, 9), min_size=h, max_size=h))) for h in heights)
    return Game(tuple(steps), amounts)


@given(games())
def test_the_best_realisation_is_the_greatest_fixpoint(game: Game) -> None:
    possible = feasible(game.profiles(), game.committed)
    best = largest(possible)
    assert best in possible, "the definition's own theorem: there is a largest one"
    assert answered(game)[1] == best


@given(games())
def test_unprompted_is_what_the_functions_give_from_nothing(game: Game) -> None:
    profile: Profile = (0,) * len(game.steps)
    while (after := tuple(game.committed(i, profile) for i in game.players)) != profile:
        profile = after
    assert answered(game)[0] == profile


@given(games())
def test_who_asks_no_more_than_what_comes_changes_nothing(game: Game) -> None:
    """A player who says instead: my part of the best realisation if you do yours, else nothing."""
    best = answered(game)[1]
    for i in game.players:
        others = tuple(0 if j == i else level for j, level in enumerate(best))
        plain = tuple((others,) if level < best[i] else () for level in range(len(game.steps[i])))
        changed = replace(game, steps=(*game.steps[:i], plain, *game.steps[i + 1 :]))
        assert answered(changed)[1] == best


@given(games(), st.data())
def test_a_more_generous_function_never_lowers_it(game: Game, data: st.DataObject) -> None:
    i = data.draw(st.sampled_from(game.players))
    nothing = (0,) * len(game.steps)
    generous = tuple((*wanted, nothing) for wanted in game.steps[i])
    changed = replace(game, steps=(*game.steps[:i], generous, *game.steps[i + 1 :]))
    before, after = answered(game)[1], answered(changed)[1]
    assert all(a >= b for a, b in zip(after, before, strict=True))
    assert after[i] == len(game.steps[i])


@st.composite
def sums(draw: st.DrawFn) -> list[list[tuple[int, int]]]:
    """Per player the steps (amount, what the others must give together), both growing."""
    step = st.tuples(st.integers(1, 5), st.integers(0, 8))
    players = draw(st.lists(st.lists(step, min_size=1, max_size=3), min_size=2, max_size=4))
    return [
        [(sum(a for a, _ in steps[: k + 1]), sum(t for _, t in steps[: k + 1])) for k in range(len(steps))]
        for steps in players
    ]


@given(sums())
def test_a_function_of_the_sum_counts_its_own_steps_too(players: list[list[tuple[int, int]]]) -> None:
    """Level x if the others give t together is: the sum, mine included, reaches t + x."""

    def given_by(profile: Profile, but: int) -> int:
        return sum(players[j][k - 1][0] for j, k in enumerate(profile) if k and j != but)

    def committed(i: int, profile: Profile) -> int:
        there = given_by(profile, i)
        return sum(there >= wanted for _, wanted in players[i])

    profiles = list(product(*(range(len(steps) + 1) for steps in players)))
    best = largest(feasible(profiles, committed))
    offers = [
        {
            "id": f"{i}-{k}",
            "actor": f"P{i}",
            "on": "act",
            "stance": "offers",
            "quantity": {"low": x - (steps[k - 1][0] if k else 0), "high": None, "unit": None},
            "condition": f"sum:act>={wanted + x}",
        }
        for i, steps in enumerate(players)
        for k, (x, wanted) in enumerate(steps)
    ]
    found = ask("closure", {"offers": offers}).to_json()["concerted"]["assured"]
    game = Game(tuple(tuple(() for _ in steps) for steps in players), ())
    assert levels_in(game, found) == best
