"""Minimal sets: clingo's listing and the first ten on random books of 100 circumstances; the diagram's counts
on generated fault trees, beside the package ``relibmss``.

    python -m benchmarks.engine.sets --peers-python PEERS/bin/python

The peer runs in a process of its own, with the Python of a folder where it is installed (the option above,
or PEERS_PYTHON in the environment); its start is not counted. Without it there are no ratios.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
from typing import Any

from benchmarks.engine.peers import has
from benchmarks.engine.rows import Row, seconds
from musterbook.assessment.changing.lever import Lever, parse_target, set_lever
from musterbook.assessment.changing.unlock import asked_of
from musterbook.assessment.kernel.diagram import diagram_of
from musterbook.assessment.kernel.families import minimal_family
from musterbook.assessment.kernel.minimal import ANSWER_SETS, Wanted, border_of
from musterbook.assessment.kernel.network import Network
from musterbook.model.situation import parse_situation

CIRCUMSTANCES = 100
ACTORS = 40
LISTED = 10_000
TREES = 5
EVENTS = 100
GATES = 50
TOP = 6
PEER = """
import json, sys, time
import relibmss
for tree in json.load(sys.stdin):
    start = time.perf_counter()
    system = relibmss.BSS()
    known = [system.defvar(f"e{i:03}") for i in range(tree["events"])]
    for least, inputs in tree["gates"]:
        known.append(system.kofn(least, [known[i] for i in inputs]))
    paths = system.getbdd(known[-1]).minpath()
    print(json.dumps({"count": paths.count(), "seconds": time.perf_counter() - start}))
"""
Json = dict[str, Any]


def book(seed: int) -> Lever:
    """40 offers over 100 circumstances and each other; the requirement is what they bring on average."""
    draw = random.Random(seed)
    names = [f"c{i:03}" for i in range(CIRCUMSTANCES)]
    offers = [
        {
            "id": f"o{i}",
            "actor": f"A{i}",
            "on": "troops",
            "stance": "offers",
            "quantity": {"low": 100 * draw.randint(1, 30), "high": None, "unit": "persons"},
            "condition": _condition(draw, names),
        }
        for i in range(ACTORS)
    ]
    line = {"id": "force", "on": "troops", "quantity": 500 * ACTORS, "priority": 1}
    facts = [{"id": name, "value": None} for name in names]
    situation = {"circumstances": facts, "offers": offers, "requirement": {"lines": [line]}}
    return set_lever(parse_situation(situation), 2, parse_target("filled"))


def _condition(draw: random.Random, names: list[str]) -> Json:
    guards = [_guard(draw, names) for _ in range(3)]
    return {"all": guards} if draw.random() < 0.6 else {"any": [{"all": guards[:2]}, guards[2]]}


def _guard(draw: random.Random, names: list[str]) -> Any:
    kind = draw.choice(["fact", "fact", "either", "either", "joins", "count"])
    if kind == "either":
        return {"any": draw.sample(names, 2)}
    if kind == "joins":
        return f"joins:A{draw.randrange(ACTORS)}"
    return draw.choice(names) if kind == "fact" else f"count:troops>={draw.randint(1, ACTORS // 3)}"


def tree(seed: int) -> Json:
    """A fault tree by levels: each gate asks for one, some or all of two to four things from a window that
    moves on from the events to the gates; the top asks for some of the last."""
    draw = random.Random(seed)
    gates = []
    for i in range(GATES):
        inputs = draw.sample(range(i, i + EVENTS), draw.randint(2, 4))
        gates.append([draw.choice([1, 1, 2, len(inputs)]), sorted(inputs)])
    return {"events": EVENTS, "gates": [*gates, [TOP, list(range(GATES, EVENTS + GATES))[-3 * TOP :]]]}


def counted(given: Json) -> int | None:
    """How many minimal sets, by our own diagram; None where it does not fit."""
    network = Network()
    known = [network.variable(i) for i in range(given["events"])]
    for least, inputs in given["gates"]:
        known.append(network.at_least(least, [known[i] for i in inputs]))
    diagram = diagram_of(network, known[-1], range(given["events"]))
    family = None if diagram is None else minimal_family(diagram)
    return None if family is None else family.count()


def measure(rounds: int, peers_python: str | None = None) -> list[Row]:
    """Medians over ``rounds`` books; the fault trees once a round each."""
    levers = [asked_of(book(seed)) for seed in range(rounds)]
    rows = []
    for blocking, word in ((False, "unlock"), (True, "block")):
        first = [_first_ten(one, blocking) for one in levers]
        rows.append(Row(f"{word}: the first ten", statistics.median(first), "s", "< 1 s"))
        rates = [_rate(one, blocking) for one in levers]
        rows.append(Row(f"{word}: sets listed by clingo", statistics.median(rates), "sets/s", ">= 5,000"))
    return rows + _trees(rounds, peers_python or os.environ.get("PEERS_PYTHON"))


def _list(asked: Any, blocking: bool, limit: int) -> int:
    return len(border_of(asked, blocking, Wanted(limit=limit, method=ANSWER_SETS)).ways)


def _first_ten(asked: Any, blocking: bool) -> float:
    return seconds(lambda: _list(asked, blocking, 10))


def _rate(asked: Any, blocking: bool) -> float:
    found: list[int] = []
    taken = seconds(lambda: found.append(_list(asked, blocking, LISTED)))
    return found[0] / taken


def _trees(rounds: int, peers_python: str | None) -> list[Row]:
    trees = [tree(seed) for seed in range(TREES)]
    counts = [counted(one) for one in trees]
    ours = [statistics.median(seconds(lambda one=one: counted(one)) for _ in range(rounds)) for one in trees]
    rows = [
        Row(
            f"fault tree {i}: counted",
            taken,
            "s",
            note="does not fit" if count is None else f"{count:,} sets",
        )
        for i, (count, taken) in enumerate(zip(counts, ours, strict=True))
    ]
    if peers_python is None or not has(peers_python, "relibmss"):
        return rows
    runs = [_peer(peers_python, trees) for _ in range(rounds)]
    for i, count in enumerate(counts):
        if count is not None and runs[0][i]["count"] != count:
            raise SystemExit(f"fault tree {i}: relibmss counts {runs[0][i]['count']}, we {count}")
        theirs = statistics.median(run[i]["seconds"] for run in runs)
        rows.append(Row(f"fault tree {i}: relibmss / ours", theirs / ours[i], "x", note="counts agree"))
    return rows


def _peer(python: str, trees: list[Json]) -> list[Json]:
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(trees), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    for row in measure(given.rounds, given.peers_python):
        print(f"{row.name:40} {row.figure:12,.4g} {row.unit} {row.target} {row.note}")
