"""Runs the engine's benchmark: ``python -m benchmarks.engine [--only NAME] [--rounds N] [--json]``.

Each part is a module with ``measure(rounds) -> list[Row]``; what a part compares, it measures in one run.
"""

import argparse
import dataclasses
import importlib
import json
import platform
import sys

from benchmarks.engine.rows import Row

PARTS = ("fixpoint", "whatif", "sets", "power", "rotation")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, of which the median counts")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = {}
    for part in given.only or PARTS:
        found[part] = importlib.import_module(f"benchmarks.engine.{part}").measure(given.rounds)
        if not given.json:
            show(part, found[part])
    if given.json:
        rows = {part: [dataclasses.asdict(row) for row in part_rows] for part, part_rows in found.items()}
        print(json.dumps({"python": platform.python_version(), "machine": platform.machine(), **rows}))


def show(part: str, rows: list[Row]) -> None:
    print(f"{part}:")
    for row in rows:
        target = f"  (target {row.target})" if row.target else ""
        note = f"  {row.note}" if row.note else ""
        print(f"  {row.name:52} {row.figure:12,.4g} {row.unit}{target}{note}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
