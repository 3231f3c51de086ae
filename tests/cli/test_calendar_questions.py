"""``ask fill --on``, ``ask timeline`` and ``ask shock`` from the command line and in a batch."""

import json
from pathlib import Path
from typing import Any

import pytest

from musterbook.cli.app import run
from tests.assessment.build import line, offer, scene

SITUATION = scene(
    line("force", "troops", 5),
    offer("GBR:troops", "GBR", low=5, until="2025-06-01", condition="joins:USA"),
    offer("USA:air_cover", "USA", "air_cover"),
) | {"as_of": "2025-03-17"}
SHOCKS = [{"id": "pause", "actor": "USA", "from": "2025-04", "until": "2025-05"}]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    situation, shocks = tmp_path / "situation.json", tmp_path / "shocks.json"
    situation.write_text(json.dumps(SITUATION))
    shocks.write_text(json.dumps(SHOCKS))
    return str(situation), str(shocks)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["ask", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_fill_on_a_day(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "fill", "--situation", files[0], "--on", "2025-06-01")
    assert [one["offer"] for one in found["away"]] == ["GBR:troops"]


def test_the_months_asked_for(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "timeline", "--situation", files[0], "--from", "2025-05", "--until", "2025-07")
    assert [(row["month"], row["filled"]) for row in found["months"]] == [
        ("2025-05", True),
        ("2025-06", False),
    ]


def test_shocks_of_a_file(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "shock", "--situation", files[0], "--shocks", files[1])
    assert {row["offer"] for row in found["falls"]} == {"GBR:troops", "USA:air_cover"}


def test_as_text(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "shock", "--situation", files[0], "--shocks", files[1]]) == 0
    assert "April 2025: the United States (air cover), suspended (pause)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "--from", "soon"),
        ("timeline", "--from", "2025-05", "--until", "2025-05"),
        ("fill", "--on", "someday"),
        ("shock",),
        ("shock", "--shocks", "nowhere.json"),
    ],
)
def test_refusals_are_one_line(
    arguments: tuple[str, ...], files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", *arguments, "--situation", files[0]]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_in_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "batch.jsonl"
    lines = [
        {"question": "timeline", "situation": SITUATION, "options": {"from": "2025-05", "until": "2025-06"}},
        {"question": "shock", "situation": SITUATION, "options": {"shocks": SHOCKS}},
        {"question": "shock", "situation": SITUATION, "options": {"shocks": [{"id": "x"}]}},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert run(["ask", "--batch", str(path), "--json"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert len(first["months"]) == 1
    assert second["complete"] is True
    assert third["error"]["names"] == ["from"]
