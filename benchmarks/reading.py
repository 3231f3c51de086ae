"""How fast the reader is, from raw text to positions on one thread, beside a spaCy pipeline in the same run.

Three figures: words per second and their ratio to spaCy's; seconds and memory for 1, 10, 100 ... articles;
a new process until its first position. The texts are the project's own, ``tests/gold/dev``, over and over,
the paragraphs dealt anew each time. Where spaCy is missing this is said, and the rest is measured.
"""

import argparse
import json
import math
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from startup import timed

TEXTS = Path(__file__).parents[1] / "tests/gold/dev"
PUBLISHED = "2025-03-17"
MEMORY_LIMIT = 600  # MB, whatever the number of articles
POOLS = ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB_MAXIMUM", "RAYON")
ONE_THREAD = {f"{pool}_NUM_THREADS": "1" for pool in POOLS} | {"TOKENIZERS_PARALLELISM": "false"}
FIRST_POSITION = """
from musterbook.reading import read_text
assert read_text("Denmark will send troops if there is a ceasefire.").positions
"""
Json = dict[str, Any]


def main() -> None:
    options = arguments()
    if options.worker:
        serve(options.worker)
        return
    found: Json = {"machine": machine()}
    found["speed"] = speed(options.articles, options.rounds, options.spacy_python)
    found["growth"] = growth(options.articles)
    found["startup"] = startup(options.rounds)
    print(json.dumps(found, indent=1) if options.json else table(found))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000, help="the most articles read (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each figure is taken (default 5)")
    parser.add_argument("--spacy-python", default=sys.executable, help="a Python that has spaCy")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--worker", choices=sorted(READERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.articles < 1 or options.rounds < 1:
        parser.error("--articles and --rounds must be at least 1")
    return options


def say(told: str) -> None:
    """How far it is, for those who wait."""
    print(told, file=sys.stderr, flush=True)


def machine() -> Json:
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
    }


# The texts


def articles(count: int) -> list[str]:
    """So many articles: the texts as they are, then their paragraphs dealt anew, so that none comes twice."""
    texts = [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    made, dealer = list(texts[:count]), random.Random(0)
    while len(made) < count:
        paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
        dealer.shuffle(paragraphs)
        size = len(paragraphs) // len(texts)
        made += ["\n\n".join(paragraphs[k * size : (k + 1) * size]) for k in range(len(texts))]
    return made[:count]


def words(texts: list[str]) -> int:
    """Words as blanks part them: the same count for both readers."""
    return sum(len(text.split()) for text in texts)


# The workers: processes that read what they are told to, and say what it cost


def own_reader() -> Callable[[list[str]], int]:
    """The reader on one thread; how many positions it finds."""
    from datetime import date

    from musterbook.reading import read_text
    from musterbook.text import network

    load, day = network.load, date.fromisoformat(PUBLISHED)
    network.load = lambda _threads=0, folder=None: load(1, folder)
    return lambda texts: sum(len(read_text(text, day).positions) for text in texts)


def spacy_reader() -> Callable[[list[str]], int]:
    from spacy_small import read_all, small

    language = small()
    return lambda texts: read_all(language, texts)


READERS = {"musterbook": own_reader, "spacy": spacy_reader}


def serve(name: str) -> None:
    """Read the first article once unmeasured; then for each line, so many articles from a place on."""
    read = READERS[name]()
    read(articles(1))
    print("ready", flush=True)
    for line in sys.stdin:
        texts = articles(int(line))
        wall, worked = time.perf_counter(), time.process_time()
        found = read(texts)
        wall, worked = time.perf_counter() - wall, time.process_time() - worked
        print(json.dumps({"wall": wall, "processor": worked, "found": found, "peak": peak()}), flush=True)


def peak() -> float:
    """The most memory this process ever held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1_000_000 if sys.platform == "darwin" else 1_000)


class Worker:
    """A child process with one thread for its sums."""

    def __init__(self, name: str, python: str = sys.executable) -> None:
        command = [python, __file__, "--worker", name]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, text=True, env=os.environ | ONE_THREAD, **pipes)
        self.ready = self._line() == "ready"

    def read(self, count: int) -> Json:
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return json.loads(self._line())

    def _line(self) -> str:
        return self.process.stdout.readline().strip()

    def close(self) -> str:
        """Let it end; what it complained of."""
        return self.process.communicate()[1]


@contextmanager
def working(name: str, python: str = sys.executable) -> Iterator[Worker]:
    worker = Worker(name, python)
    if not worker.ready:
        raise SystemExit(f"the reader does not start:\n{worker.close()}")
    try:
        yield worker
    finally:
        worker.close()


# (a) Words per second


def speed(most: int, rounds: int, spacy_python: str) -> Json:
    """Both readers over the same texts in turn; the ratio is taken round by round."""
    count = min(most, len(list(TEXTS.glob("*.txt"))))
    told: Json = {"articles": count, "words": words(articles(count)), "rounds": rounds}
    other = Worker("spacy", spacy_python)
    try:
        with working("musterbook") as own:
            pairs = [_pair(own, other, count, f"round {k} of {rounds}") for k in range(1, rounds + 1)]
    finally:
        complaint = other.close()
    told["musterbook"] = rates([mine for mine, _ in pairs], told["words"])
    if other.ready:
        told["spacy"] = rates([theirs for _, theirs in pairs], told["words"])
        told["ratio"] = {clock: ratio(pairs, clock) for clock in ("processor", "wall")}
    else:
        told["spacy_missing"] = (complaint.strip().splitlines() or ["it does not start"])[-1]
    return told


def _pair(own: Worker, other: Worker, count: int, told: str) -> tuple[Json, Json | None]:
    say(told)
    return own.read(count), other.read(count) if other.ready else None


def rates(taken: list[Json], count: int) -> Json:
    """Words per second: median, least and most, by both clocks."""
    made = {}
    for clock in ("processor", "wall"):
        found = sorted(count / one[clock] for one in taken)
        made[clock] = {"median": statistics.median(found), "least": found[0], "most": found[-1]}
    return made


def ratio(pairs: list[tuple[Json, Json]], clock: str) -> Json:
    """Our words per second over spaCy's, pair by pair."""
    found = sorted(theirs[clock] / mine[clock] for mine, theirs in pairs)
    return {"median": statistics.median(found), "least": found[0], "most": found[-1]}


# (b) Growth


def growth(most: int) -> Json:
    """1, 10, 100 ... articles one after the other in one process: seconds, and its peak memory so far."""
    sizes = [10**k for k in range(int(math.log10(most)) + 1)]
    with working("musterbook") as worker:
        rows = [_row(worker, size) for size in sizes]
    return {
        "rows": rows,
        "exponent": exponent([(row["words"], row["processor"]) for row in rows]),
        "memory_growth": rows[-1]["peak"] - rows[min(1, len(rows) - 1)]["peak"],
        "memory_kept": rows[-1]["peak"] <= MEMORY_LIMIT,
    }


def _row(worker: Worker, size: int) -> Json:
    say(f"{size:,} articles")
    return {"articles": size, "words": words(articles(size)), **worker.read(size)}


def exponent(points: list[tuple[float, float]]) -> float | None:
    """The slope of seconds over words, both as logarithms: 1 means twice the text in twice the time."""
    if len(points) < 2:
        return None
    logs = [(math.log(x), math.log(y)) for x, y in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


# (c) Start-up


def startup(runs: int) -> Json:
    """A new process until it has its first position, warm disk cache."""
    taken = timed([sys.executable, "-c", FIRST_POSITION], runs)
    wall, worked = (sorted(column) for column in zip(*taken, strict=True))
    return {
        "wall": {"median": statistics.median(wall), "least": wall[0], "most": wall[-1]},
        "processor": {"median": statistics.median(worked), "least": worked[0], "most": worked[-1]},
    }


# The table


def table(found: Json) -> str:
    return "\n".join([*_machine(found["machine"]), "", *_speed(found["speed"]), "", *_rest(found)])


def _machine(told: Json) -> Iterator[str]:
    yield f"{told['system']}, {told['cores']} cores, Python {told['python']}, load {told['load']} at start"
    yield "Each reader is a process with one thread. On a busy machine processor time is the fairer clock."


def _speed(told: Json) -> Iterator[str]:
    yield f"Words per second, raw text to positions: {told['articles']} articles ({told['words']:,} words), "
    yield f"{told['rounds']} rounds, in each round one reader after the other; median (least to most)."
    for name in ("musterbook", "spacy"):
        for clock, found in told.get(name, {}).items():
            yield f"  {name:12} {clock:10} {_spread(found, ',.0f')}"
    for clock, found in told.get("ratio", {}).items():
        yield f"  {'ratio':12} {clock:10} {_spread(found, '.3f')}  musterbook over spaCy, pair by pair"
    if "spacy_missing" in told:
        yield f"  spaCy is not measured: {told['spacy_missing']}"
        yield "  See benchmarks/requirements.txt, and --spacy-python."


def _rest(found: Json) -> Iterator[str]:
    grown, started = found["growth"], found["startup"]
    yield "Articles one after the other in one process; its peak memory so far."
    for row in grown["rows"]:
        clocks = f"{row['wall']:9.2f} s wall {row['processor']:9.2f} s processor"
        yield f"  {row['articles']:6,} articles {row['words']:9,} words {clocks} {row['peak']:7.0f} MB"
    if grown["exponent"] is not None:
        yield f"  seconds grow with words to the power {grown['exponent']:.2f}; 1 is in proportion"
    kept = f"limit {MEMORY_LIMIT} MB: {'kept' if grown['memory_kept'] else 'EXCEEDED'}"
    yield f"  memory grew by {grown['memory_growth']:.0f} MB from 10 articles on; {kept}"
    yield ""
    yield "A new process until its first position, warm disk cache; median (least to most), seconds."
    for clock in ("wall", "processor"):
        yield f"  {clock:10} {_spread(started[clock], '.3f')}"


def _spread(found: Json, form: str) -> str:
    return f"{found['median']:{form}} ({found['least']:{form}} to {found['most']:{form}})"


if __name__ == "__main__":
    main()
