"""What every part of the engine's benchmark hands back: one measured figure with its target."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``figure`` in ``unit``; ``target`` as it is worded (``>= 200x``), empty where there is none."""

    name: str
    figure: float
    unit: str
    target: str = ""
    note: str = ""


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of so many calls."""
    return statistics.median(seconds(work) for _ in range(rounds))
