"""How long a new process takes, warm disk cache: import, help, and the brief of a 700-word article.

Each command runs once unmeasured, then ``--runs`` times. On a busy machine processor time is the fairer.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = 700
ARTICLE = Path(__file__).parents[1] / "src/musterbook/examples/coalition/article.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs: int = parser.parse_args().runs
    program = str(Path(sys.executable).with_name("musterbook"))
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(long_article(), "utf-8")
        bare = timed([sys.executable, "-c", "pass"], runs)
        show("python -c pass", bare)
        show("import musterbook", timed([sys.executable, "-c", "import musterbook"], runs))
        show("musterbook --help", timed([program, "--help"], runs))
        brief = [program, "brief", str(article), "--published", "2025-03-17", "-o", f"{folder}/brief.html"]
        show(f"musterbook brief, {len(long_article().split())} words", timed(brief, runs))


def long_article() -> str:
    """Whole paragraphs of the shipped example, over and over, up to about 700 words."""
    paragraphs = ARTICLE.read_text("utf-8").splitlines()
    text: list[str] = []
    while sum(len(p.split()) for p in text) < WORDS:
        text.append(paragraphs[len(text) % len(paragraphs)])
    return "\n".join(text)


def timed(command: list[str], runs: int) -> list[tuple[float, float]]:
    """Wall and processor seconds of each run but the first."""
    seconds = []
    for _ in range(runs + 1):
        start, worked = time.perf_counter(), processor_seconds()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append((time.perf_counter() - start, processor_seconds() - worked))
    return seconds[1:]


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(name: str, seconds: list[tuple[float, float]]) -> None:
    wall, worked = (sorted(column) for column in zip(*seconds, strict=True))
    print(
        f"{name:34} wall median {statistics.median(wall):6.3f} s ({wall[0]:.3f} to {wall[-1]:.3f}), "
        f"processor median {statistics.median(worked):6.3f} s, {len(seconds)} runs"
    )


if __name__ == "__main__":
    main()
