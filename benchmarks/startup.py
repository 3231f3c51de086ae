"""How long a new process takes, warm disk cache: import, help, and the brief of a 700-word article.

Each command runs once unmeasured, then ``--runs`` times; median, least and most seconds are printed.
"""

import argparse
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
    paragraphs = ARTICLE.read_text("utf-8").split("\n\n")
    text: list[str] = []
    while sum(len(p.split()) for p in text) < WORDS:
        text.append(paragraphs[len(text) % len(paragraphs)])
    return "\n\n".join(text)


def timed(command: list[str], runs: int) -> list[float]:
    seconds = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return seconds[1:]


def show(name: str, seconds: list[float]) -> None:
    middle, least, most = statistics.median(seconds), min(seconds), max(seconds)
    print(f"{name:40} median {middle:6.3f} s   ({least:.3f} to {most:.3f}, {len(seconds)} runs)")


if __name__ == "__main__":
    main()
