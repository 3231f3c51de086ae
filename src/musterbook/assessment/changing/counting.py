"""The target of a lever as a game that the kernel can count: by its table, its weights, or its diagram."""

from collections.abc import Mapping
from dataclasses import dataclass

from musterbook.assessment.changing.lever import Lever
from musterbook.assessment.kernel.deadline import NO_DEADLINE, Deadline
from musterbook.assessment.kernel.diagram import diagram_of
from musterbook.assessment.kernel.extension import Game, game_of_diagram, game_of_table
from musterbook.assessment.kernel.gates import ALL, ANY, THRESHOLD
from musterbook.assessment.kernel.integers import Tired
from musterbook.assessment.kernel.network import Network
from musterbook.assessment.kernel.weighted import WeightedGame
from musterbook.assessment.kernel.worlds import EXACT
from musterbook.errors import QuestionError

MOST_HELD = 1 << 26
MOST_STEPS = 1 << 30
"""A game may hold so many numbers, and take so many steps at all points together."""
MOST_POINTS = 1 << 10
"""Quadrature takes no more points; and no diagram of a sum over more changes is tried."""
WAYS = ("table", "diagram", "weights", "sampled")


@dataclass(frozen=True, slots=True)
class Counted:
    """The game over the relevant changes, and which of WAYS it was taken from."""

    game: Game
    way: str


def counted(
    lever: Lever, method: str | None = None, deadline: Deadline = NO_DEADLINE, points: int = 1
) -> Counted | None:
    """The game of a lever: the way asked for, or the first that fits; None where only drawing is left.

    ``points``: at how many points its gradient may be asked for.

    Raises QuestionError where the way asked for does not fit.
    """
    if method is not None and method not in WAYS:
        raise QuestionError(
            f"{method} lists sets and counts none", remedy=f"use one of {', '.join(WAYS)}", names=["method"]
        )
    if method == "sampled":
        return None
    for way in ("table", "weights", "diagram") if method is None else (method,):
        game = _game(lever, way, deadline)
        if game is not None and _fits(game, 1 if method else points):
            return Counted(game, way)
        if way == "weights" and game is not None and game.count > MOST_POINTS:
            break  # a diagram of so many players would not fit either
    if method is None:
        return None
    raise QuestionError(
        f"no {method} fits this target", remedy="leave the method to the engine", names=["method"]
    )


def refuse_to_count(lever: Lever, deadline: Deadline = NO_DEADLINE) -> QuestionError:
    """What is said where nothing fits, in the time there was, and nothing may be drawn."""
    within = "" if deadline.seconds is None else f" in {deadline.seconds:g} s"
    return QuestionError(
        f"the target depends on {len(lever.relevant)} changes, and no diagram of it fits{within}; "
        f"{EXACT} can be gone through",
        remedy="name fewer with --changes, or suppose some true or false",
        names=lever.relevant_names,
    )


def _fits(game: Game, points: int) -> bool:
    """Whether the numbers of a game can be held, and met at so many points in seconds."""
    return len(game) <= MOST_HELD and len(game) * points <= MOST_STEPS and points <= MOST_POINTS


def _game(lever: Lever, way: str, deadline: Deadline) -> Game | None:
    count = len(lever.relevant)
    if way == "table":
        return _by_table(lever, deadline) if count <= EXACT else None
    if way == "weights":
        return weighted_game(lever)
    diagram = diagram_of(
        lever.wiring.network, lever.gate, lever.relevant, greatest=lever.concerted, deadline=deadline.half
    )
    return None if diagram is None else game_of_diagram(diagram, lever.relevant)


def _by_table(lever: Lever, deadline: Deadline) -> Game | None:
    try:
        return game_of_table(lever.table(deadline), len(lever.relevant))
    except Tired:
        return None


def weighted_game(lever: Lever) -> WeightedGame | None:
    """The game of a target that asks one sum over changes, each with a weight of its own; else None."""
    network = lever.wiring.network
    found = _asked(network, lever.gate)
    if found is None:
        return None
    pairs, quota = found
    constants = {source.gate: source for source in network.sources}
    place = {variable: i for i, variable in enumerate(lever.relevant)}
    weights = [0] * len(place)
    for gate, weight in pairs:
        gate = _plain(network, gate)
        if network.kinds[gate] == ALL and not network.inputs[gate]:
            quota -= weight  # nothing is asked of it: it always holds
            continue
        source = constants.get(gate)
        if source is None or source.negated:
            return None
        if source.variable in place:
            weights[place[source.variable]] += weight
        elif source.variable is None and source.constant:
            quota -= weight
    return WeightedGame(tuple(weights), quota)


def _asked(network: Network, gate: int) -> tuple[tuple[tuple[int, int], ...], int] | None:
    """The weighed inputs of a threshold and what it asks of them; None for another kind of gate."""
    gate = _plain(network, gate)
    if network.kinds[gate] != THRESHOLD:
        return None
    asked: Mapping[int, tuple[tuple[tuple[int, int], ...], int]] = {
        asking: (weighed.inputs, least) for weighed in network.tallies for least, asking in weighed.asked
    }
    return asked[gate]


def _plain(network: Network, gate: int) -> int:
    """The gate that a chain of gates with a single input hands on."""
    passed = {gate}
    while network.kinds[gate] in (ALL, ANY) and len(network.inputs[gate]) == 1:
        gate = network.inputs[gate][0]
        if gate in passed:
            break
        passed.add(gate)
    return gate
