"""The ratchet: what the reader could once do on a gold set, it must not lose unnoticed.

``python -m musterbook.desk.evaluate.ratchet DIR --floors FILE`` raises the floors of that set where the
scores are better, and refuses to lower any. A set is known by its directory, seen from where the command
runs, and by the digest of what is marked in it; another digest is another set and is pinned anew only with
``--renew``.
"""

import json
import math
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musterbook.desk.evaluate.evaluation import Evaluation, Read, evaluate
from musterbook.desk.evaluate.scores import LINES
from musterbook.errors import InputError, MusterbookError

DIGITS = 4
KEYS = tuple(line.key for line in LINES if not line.diagnostic)


@dataclass(frozen=True, slots=True)
class Floors:
    """The pinned figures of one gold set by score key, with the digest of the set."""

    digest: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fall:
    """A score below its floor; ``now`` is None where nothing is scored any more."""

    key: str
    floor: float
    now: float | None

    def __str__(self) -> str:
        now = "not scored" if self.now is None else f"{self.now:.{DIGITS}f}"
        return f"{self.key} {now} < {self.floor:.{DIGITS}f}"


def figures(evaluation: Evaluation) -> dict[str, float]:
    """The headline figures that floors hold, rounded down so that a floor never exceeds its score."""
    known = ((key, evaluation.score(key).headline) for key in KEYS)
    return {key: _down(estimate.value) for key, estimate in known if estimate is not None}


def _down(value: float) -> float:
    scale = 10.0**DIGITS
    return math.floor(value * scale + 1e-6) / scale


def falls(evaluation: Evaluation, floors: Floors) -> tuple[Fall, ...]:
    """The scores below their floors; raises InputError where the floors are of another gold set."""
    if evaluation.digest != floors.digest:
        raise InputError(
            f"the floors are of gold {floors.digest[:12]}, these texts are gold {evaluation.digest[:12]}",
            remedy="pin them anew with --renew, and say in the commit what changed in the gold",
        )
    now = figures(evaluation)
    return tuple(
        Fall(key, floor, now.get(key))
        for key, floor in sorted(floors.figures.items())
        if now.get(key, -1.0) < floor
    )


def raised(evaluation: Evaluation, floors: Floors | None) -> Floors:
    """The floors after a run that is nowhere worse; raises InputError naming every score that fell."""
    if floors is not None and (fallen := falls(evaluation, floors)):
        raise InputError(
            f"below the floor: {'; '.join(map(str, fallen))}",
            remedy="mend the reader; floors are not lowered",
            names=[fall.key for fall in fallen],
        )
    return Floors(evaluation.digest, figures(evaluation))


def load_floors(path: Path | str) -> dict[str, Floors]:
    """The floors by directory of the gold set, empty where there is no file yet; raises InputError."""
    file = Path(path)
    if not file.exists():
        return {}
    try:
        value: Any = json.loads(file.read_text("utf-8"))
        return {name: Floors(str(item["digest"]), _numbers(item["floors"])) for name, item in value.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"not a file of floors: {error!r}", where=file.name, remedy="restore it from the history"
        ) from error


def _numbers(value: Mapping[str, Any]) -> dict[str, float]:
    return {str(key): float(number) for key, number in value.items()}


def save_floors(path: Path | str, floors: Mapping[str, Floors]) -> None:
    """Writes the floors, whole or not at all."""
    value = {
        name: {"digest": known.digest, "floors": dict(sorted(known.figures.items()))}
        for name, known in sorted(floors.items())
    }
    file = Path(path)
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
        fresh.replace(file)
    except OSError as error:
        raise InputError(f"cannot write the floors: {error}", remedy="name a place to write to") from error


def turn(directory: Path | str, path: Path | str, *, read: Read | None = None, renew: bool = False) -> Floors:
    """One turn of the ratchet: evaluates, raises the floors in the file, returns them; raises InputError."""
    known = load_floors(path)
    name = Path(os.path.relpath(directory)).as_posix()
    evaluation = evaluate(directory, read=read)
    old = known.get(name)
    if renew and old is not None and old.digest != evaluation.digest:
        old = None
    new = raised(evaluation, old)
    save_floors(path, {**known, name: new})
    return new


def main(arguments: Sequence[str] | None = None, *, read: Read | None = None) -> int:
    """0 when the floors stand or rose; 2 with one line on the error stream when one fell or is unusable."""
    options = _options(arguments)
    try:
        floors = turn(options.directory, options.floors, read=read, renew=options.renew)
    except MusterbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for key, floor in sorted(floors.figures.items()):
        print(f"{key:24} {floor:.{DIGITS}f}")
    return 0


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m musterbook.desk.evaluate.ratchet", description="Raise the floors of a gold set."
    )
    parser.add_argument("directory", help="a directory of NAME.txt and NAME.json pairs")
    parser.add_argument("--floors", required=True, metavar="FILE", help="where the floors are pinned")
    parser.add_argument("--renew", action="store_true", help="pin anew where the gold itself has changed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
