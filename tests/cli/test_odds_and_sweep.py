"""``musterbook ask pivot | odds | sweep`` from end to end: options, figures, refusals."""

import json
from pathlib import Path

import pytest

from musterbook.cli.app import run
from tests.assessment.build import Json, fact, offer, scene


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    path = tmp_path / "situation.json"
    facts = [fact("ceasefire", probability=0.4), fact("legal_basis", probability=0.5)]
    condition = {"any": ["ceasefire", "legal_basis"]}
    path.write_text(json.dumps(scene(*facts, offer("o", "GBR", condition=condition))), "utf-8")
    return ["--situation", str(path), "--target", "joins:GBR"]


def answered(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Json:
    assert run(["ask", *arguments, "--json"]) == 0
    found: Json = json.loads(capsys.readouterr().out)
    return found


def test_ranges_groups_and_confidence(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(["odds", *asked, "--probability", "ceasefire=0.2..0.6"], capsys)
    assert (found["probability"], found["range"]) == (0.7, [0.6, 0.8])
    groups = '[{"members": ["ceasefire", "legal_basis"], "correlation": 1}]'
    assert answered(["odds", *asked, "--groups", groups], capsys)["probability"] == 0.5
    found = answered(["odds", *asked, "--confidence", "o=0.5", "--exact"], capsys)
    assert (found["probability"], found["doubted"]) == ("7/20", 1)


def test_draws(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    drawn = ["--method", "sampled", "--samples", "100", "--seed", "5"]
    for question in ("odds", "pivot"):
        found = answered([question, *asked, *drawn], capsys)
        assert (found["method"], found["samples"], found["seed"]) == ("sampled", 100, 5)


def test_heat(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(["sweep", *asked, "--over", "ceasefire,legal_basis"], capsys)
    assert found["heat"]["cells"] == [[0, 1], [1, 1]]


def test_figures(asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sweep.svg"
    assert run(["ask", "sweep", *asked, "-o", str(target)]) == 0
    assert "Tornado" in target.read_text("utf-8")
    assert "Written" in capsys.readouterr().err
    heat = ["--over", "ceasefire,legal_basis", "-o", str(tmp_path / "heat.svg")]
    assert run(["ask", "sweep", *asked, *heat]) == 0
    assert "Heat map" in (tmp_path / "heat.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["odds", "--probability", "ceasefire=1.2"], "not in [0, 1]"),
        (["odds", "--probability", "ceasefire=0.6..0.2"], "backwards"),
        (["odds", "--groups", "["], "not JSON"),
        (["odds", "--confidence", "typo=0.5"], "no offer 'typo'"),
        (["odds", "--reading-confidence"], "no readings to doubt"),
        (["sweep", "--over", "ceasefire,typo"], "no change 'typo'"),
        (["sweep", "-o", "x.html"], "a figure of sweep is an .svg"),
        (["pivot", "--method", "guess"], "unknown"),
    ],
)
def test_refusals(
    arguments: list[str], told: str, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", *arguments, *asked]) == 2
    assert told in capsys.readouterr().err
