"""``musterbook ask ... -o X.svg``: the figures of rotation, timeline and shock, and what is refused."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from musterbook.cli.app import run
from tests.reports.figured import PLAN, SITUATION

SHOCKS = [{"id": "pause", "kind": "suspended", "actor": "USA", "from": "2026-03", "until": "2026-05"}]
MONTHS = ["--from", "2026-01", "--until", "2026-07"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in (("s", SITUATION), ("plan", PLAN), ("shocks", SHOCKS)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("sustain", ["--plan", "plan.json"]),
        ("timeline", MONTHS),
        ("shock", ["--shocks", "shocks.json", *MONTHS]),
    ],
)
def test_a_figure_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], question: str, options: list[str]
) -> None:
    assert run(["ask", question, "--situation", "s.json", *options, "-o", "x.svg"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Written: x.svg\n")
    root = ElementTree.parse(folder / "x.svg").getroot()
    assert root.get("role") == "img"
    assert run(["ask", question, "--situation", "s.json", *options, "-o", "x.svg", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_anything_but_an_svg_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "timeline", "--situation", "s.json", *MONTHS, "-o", "x.png"]) == 2
    assert "a figure of timeline is an .svg - give -o x.svg" in capsys.readouterr().err
    assert not (folder / "x.png").exists()


@pytest.mark.usefixtures("folder")
def test_a_question_without_a_figure_is_sent_to_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "closure", "--situation", "s.json", "-o", "x.svg"]) == 2
    assert "ask explain --of closure -o x.svg" in capsys.readouterr().err
