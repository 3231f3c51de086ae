"""Power: Shapley-Shubik of a weighted game of 100 players, beside the package ``powerindex``.

    python -m benchmarks.engine.power --peers-python PEERS/bin/python

The peer runs in a process of its own, with the Python of a folder where it is installed (the option above,
or PEERS_PYTHON in the environment); its start is not counted. Without it there are no ratios.
"""

import argparse
import json
import math
import os
import random
import statistics
import subprocess
from fractions import Fraction

from benchmarks.engine.peers import has
from benchmarks.engine.rows import Row, median_seconds
from musterbook.assessment.kernel.extension import diagonal_mean, swings_by_size
from musterbook.assessment.kernel.weighted import WeightedGame

PLAYERS = 100
SIZES = (50, 100, 200, 400)
HEAVIEST = 50
PEER = """
import json, sys, time
from powerindex import Game
given = json.load(sys.stdin)
start = time.perf_counter()
game = Game(given["quota"], weights=given["weights"])
game.calc_shapley_shubik()
print(json.dumps({"seconds": time.perf_counter() - start, "shapley": list(game.shapley_shubik)}))
"""


def game_of(players: int, compiled: bool) -> WeightedGame:
    """Weights from 1 to HEAVIEST from a seed, and a simple majority."""
    draw = random.Random(players)
    weights = tuple(draw.randint(1, HEAVIEST) for _ in range(players))
    return WeightedGame(weights, sum(weights) // 2 + 1, compiled)


def measure(rounds: int, peers_python: str | None = None) -> list[Row]:
    """Seconds and ratios by medians; the errors against exact fractions; the growth in players."""
    peers_python = peers_python or os.environ.get("PEERS_PYTHON")
    ours = {way: game_of(PLAYERS, way == "numba") for way in ("numpy", "numba")}
    exact = exact_indices(ours["numpy"])
    rows = []
    times = {}
    for way, game in ours.items():
        worst = max(abs(float(one) - near) for one, near in zip(exact, diagonal_mean(game), strict=True))
        times[way] = median_seconds(lambda game=game: diagonal_mean(game), rounds)
        rows.append(Row(f"{PLAYERS} players, {way}", times[way], "s"))
        rows.append(Row(f"{PLAYERS} players, {way}: error", worst, "", "<= 1e-12"))
    if peers_python and has(peers_python, "powerindex"):
        rows += peer_rows(peers_python, ours["numpy"], exact, rounds, times)
    return rows + growth(rounds)


def exact_indices(game: WeightedGame) -> list[Fraction]:
    count = game.count
    ways = [math.factorial(s) * math.factorial(count - 1 - s) for s in range(count)]
    swings = swings_by_size(game)
    return [
        Fraction(sum(way * n for way, n in zip(ways, row, strict=True)), math.factorial(count))
        for row in swings
    ]


def peer_rows(
    peers_python: str, game: WeightedGame, exact: list[Fraction], rounds: int, times: dict[str, float]
) -> list[Row]:
    found = [run_peer(peers_python, game) for _ in range(rounds)]
    theirs = statistics.median(one["seconds"] for one in found)
    worst = max(abs(float(one) - near) for one, near in zip(exact, found[0]["shapley"], strict=True))
    return [
        Row(f"{PLAYERS} players, powerindex", theirs, "s", note=f"error {worst:.1e}"),
        Row("numpy to powerindex", theirs / times["numpy"], "x", ">= 20x"),
        Row("numba to powerindex", theirs / times["numba"], "x", ">= 80x"),
    ]


def run_peer(python: str, game: WeightedGame) -> dict:
    given = json.dumps({"quota": game.quota, "weights": list(game.weights)})
    run = subprocess.run([python, "-c", PEER], input=given, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def growth(rounds: int) -> list[Row]:
    """The exponent of seconds over players, by least squares on the logarithms; the sum at 200 players."""
    rows = []
    for way in ("numpy", "numba"):
        logs = []
        for size in SIZES:
            game = game_of(size, way == "numba")
            took = median_seconds(lambda game=game: diagonal_mean(game), min(rounds, 3))
            logs.append((math.log(size), math.log(took)))
        slope = statistics.linear_regression(*zip(*logs, strict=True)).slope
        rows.append(Row(f"growth with players, {way}", slope, "exponent"))
    sum_off = abs(float(diagonal_mean(game_of(200, False)).sum()) - 1)
    return [*rows, Row("200 players: sum of the indices less 1", sum_off, "", "<= 1e-12")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers-python", help="the Python of a folder where powerindex is installed")
    given = parser.parse_args()
    for row in measure(given.rounds, given.peers_python):
        print(f"{row.name:52} {row.figure:12,.4g} {row.unit}  {row.target}  {row.note}")


if __name__ == "__main__":
    main()
