"""The benchmarks start and say what they measure. What they measure is no matter for a test."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
SCRIPTS = ("reading.py", "startup.py")


def benchmark(script: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), *options], capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_says_what_it_measures(script: str) -> None:
    told = benchmark(script, "--help")
    assert "--runs" in told or "--rounds" in told
    assert f"`{script}`" in (FOLDER / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """The smallest run, beside a Python that has no spaCy."""
    options = ("--articles", "10", "--rounds", "1", "--spacy-python", sys.executable, "--json")
    made: dict[str, Any] = json.loads(benchmark("reading.py", *options))
    return made


def test_words_per_second_by_both_clocks(found: dict[str, Any]) -> None:
    speed = found["speed"]
    assert speed["articles"] == 10
    assert speed["words"] > 1000
    assert {clock for clock in speed["musterbook"] if speed["musterbook"][clock]["median"] > 0} == {
        "processor",
        "wall",
    }


def test_without_spacy_this_is_said_and_with_it_there_is_a_ratio(found: dict[str, Any]) -> None:
    speed = found["speed"]
    assert ("spacy" in speed) == ("ratio" in speed) == ("spacy_missing" not in speed)
    assert "spacy" in speed or "spacy" in speed["spacy_missing"]


def test_growth_names_each_size_with_its_memory(found: dict[str, Any]) -> None:
    growth = found["growth"]
    assert [row["articles"] for row in growth["rows"]] == [1, 10]
    assert all(row["peak"] > 10 and row["found"] >= 0 for row in growth["rows"])
    assert growth["exponent"] is not None


def test_start_up_is_told(found: dict[str, Any]) -> None:
    assert found["startup"]["wall"]["median"] > 0


def test_a_size_that_is_none_is_refused() -> None:
    command = [sys.executable, str(FOLDER / "reading.py"), "--articles", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "at least 1" in done.stderr


def test_the_table_is_plain() -> None:
    told = benchmark("reading.py", "--articles", "1", "--rounds", "1")
    for part in ("Words per second", "musterbook", "1 articles", "limit 600 MB", "first position"):
        assert part in told


def test_what_is_compared_with_is_pinned_and_no_dependency() -> None:
    wanted = [
        line for line in (FOLDER / "requirements.txt").read_text("utf-8").splitlines() if line[:1] != "#"
    ]
    assert [line.partition("==")[0] for line in wanted] == ["spacy"]
    assert "spacy" not in (FOLDER.parent / "pyproject.toml").read_text("utf-8").lower()
