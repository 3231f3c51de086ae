"""``musterbook ask sustain`` from end to end: a situation file, a plan file, JSON and text, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from musterbook.cli.app import run
from tests.assessment.build import line, offer, scene

PLAN = {"from": "2025-04", "months": 3, "defaults": {"tour": 3}}


@pytest.fixture
def situation(tmp_path: Path) -> str:
    path = tmp_path / "situation.json"
    path.write_text(json.dumps(scene(line("force", "troops", 500), offer("f", "FRA", low=400))), "utf-8")
    return str(path)


def plan_file(tmp_path: Path, plan: Any) -> str:
    path = tmp_path / "plan.json"
    path.write_text(plan if isinstance(plan, str) else json.dumps(plan), "utf-8")
    return str(path)


def test_json_and_text(situation: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ask", "sustain", "--situation", situation, "--plan", plan_file(tmp_path, PLAN)]
    assert run([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["months"] == ["2025-04", "2025-05", "2025-06"]
    assert found["breaks"]["month"] == "2025-04"
    assert run(asked) == 0
    assert capsys.readouterr().out.startswith("The requirement fails first in 2025-04, on line force:")


@pytest.mark.parametrize(
    ("plan", "told"),
    [("{", "not JSON"), ({"tour": 6}, "unknown key 'tour'"), ({"months": 3}, "no first month")],
)
def test_a_plan_that_is_none_is_refused(
    situation: str, tmp_path: Path, plan: Any, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(["ask", "sustain", "--situation", situation, "--plan", plan_file(tmp_path, plan), "--json"]) == 2
    )
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert "Traceback" not in said.err


def test_without_a_plan_the_remedy_is_told(situation: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "sustain", "--situation", situation]) == 2
    assert "give --plan FILE" in capsys.readouterr().err


def test_a_batch_line_carries_its_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = scene(line("force", "troops", 500), offer("f", "FRA", low=500))
    path = tmp_path / "batch.jsonl"
    path.write_text(
        json.dumps({"question": "sustain", "situation": base, "options": {"plan": PLAN}}), "utf-8"
    )
    assert run(["ask", "--batch", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["breaks"] is None
