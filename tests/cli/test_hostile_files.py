"""Bad and huge files on the command line: status 2 and one line, or JSON; and an interrupt is heard."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from musterbook.assessment.engine import QUESTIONS
from musterbook.cli.app import run
from tests.assessment.build import fact, line, offer, scene
from tests.assessment.monsters import MONSTERS, PLAN, SHOCK, options_for

Capture = pytest.CaptureFixture[str]
OFFER = '{"id": "a", "actor": "A", "on": "x", "stance": "offers"'
DEEP = '{"all":[' * 10_000 + '"peace"' + "]}" * 10_000
BAD: dict[str, str] = {
    "not JSON": "{",
    "nothing": "",
    "a list": "[]",
    "a list of nothing": "[null]",
    "a number": "5",
    "null": "null",
    "a text": '"peace"',
    "NaN": '{"offers": [{"id": "a", "actor": "A", "on": "x", "stance": "offers", "quantity": {"low": NaN}}]}',
    "beyond all numbers": '{"circumstances": [{"id": "c", "probability": 1e400}]}',
    "five thousand digits": '{"circumstances": [{"id": "c", "probability": ' + "9" * 5000 + "}]}",
    "ten thousand deep": f'{{"offers": [{OFFER}, "condition": {DEEP}}}]}}',
    "lists in lists": "[" * 100_000,
    "a key twice": '{"offers": [], "offers": []}',
    "an unknown leaf": json.dumps(scene(offer("a", "FRA", condition="ceasfire"))),
    "a circle of enablers": json.dumps(scene(line("a", "x", 1, 1, "b"), line("b", "x", 1, 1, "a"))),
    "a half letter": '{"offers": [{"id": "\\ud800", "actor": "", "on": "x", "stance": "offers"}]}',
    "a chance of 1.2": json.dumps(scene(fact("c", probability=1.2))),
    "less than nothing": json.dumps(scene(offer("a", "FRA", low=-1))),
}


def arguments(question: str, directory: Path, situation: Path) -> list[str]:
    """The command that asks a question of a file, with what the question needs."""
    for name, value in (("plan", PLAN), ("shocks", [SHOCK])):
        (directory / name).write_text(json.dumps(value), encoding="utf-8")
    needed = {
        "sustain": ["--plan", str(directory / "plan")],
        "shock": ["--shocks", str(directory / "shocks")],
        "consent": ["--measure", "m"],
        "explain": ["--actor", "FRA"],
        "compare": ["--asking", "closure", "--with-suppose", "a=true"],
    }
    return ["ask", question, "--situation", str(situation), *needed.get(question, [])]


@pytest.mark.parametrize("name", BAD)
class TestBadFiles:
    def test_every_question_refuses_it_in_json(self, name: str, tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "situation.json"
        file.write_text(BAD[name], encoding="utf-8")
        for question in QUESTIONS:
            assert run([*arguments(question, tmp_path, file), "--json"]) == 2
            printed, complained = capsys.readouterr()
            assert json.loads(printed)["error"]["message"] or complained
            assert "Traceback" not in printed + complained

    def test_and_in_one_plain_line(self, name: str, tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "situation.json"
        file.write_text(BAD[name], encoding="utf-8")
        assert run(arguments("closure", tmp_path, file)) == 2
        printed, complained = capsys.readouterr()
        assert not printed
        assert complained.startswith("musterbook: ")
        assert complained.count("\n") == 1

    def test_and_a_batch_goes_on(self, name: str, tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "batch.jsonl"
        body = BAD[name].replace("\n", " ") or "null"
        good = json.dumps({"question": "closure", "situation": scene(offer("a", "FRA"))})
        file.write_text(f'{{"question": "closure", "situation": {body}}}\n{good}\n', encoding="utf-8")
        assert run(["ask", "--batch", str(file), "--json"]) == 0
        first, second = capsys.readouterr().out.splitlines()
        assert "error" in json.loads(first)
        assert json.loads(second)["unprompted"]["assured"] == ["a"]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", ["ring", "wide", "lines", "measures", "nots"])
def test_a_monster_from_a_file(name: str, tmp_path: Path, capsys: Capture) -> None:
    make, size = MONSTERS[name]
    file = tmp_path / "situation.json"
    file.write_text(json.dumps(make(size)), encoding="utf-8")
    assert run(["ask", "closure", "--situation", str(file), "--budget", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("budget", ["0", "-1", "nan", "inf"])
def test_a_budget_that_is_none(budget: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "situation.json"
    file.write_text(json.dumps(scene(offer("a", "FRA"))), encoding="utf-8")
    assert run(["ask", "closure", "--situation", str(file), "--budget", budget, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["names"] == ["budget"]


@pytest.mark.skipif(sys.platform == "win32", reason="no interrupt can be sent to a process there")
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "monster", "size", "more"),
    [
        ("unlock", "scattered", 2000, ["--method", "answer sets", "--limit", "1000000"]),
        ("sustain", "links", 4000, []),
        ("closure", "dense nots", 4000, []),
    ],
)
def test_an_interrupt_is_heard(
    question: str, monster: str, size: int, more: list[str], tmp_path: Path
) -> None:
    """In clingo, in HiGHS and between guesses: status 130, one line, no traceback."""
    body: Any = MONSTERS[monster][0](size)
    file = tmp_path / "situation.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    if question == "sustain":
        (tmp_path / "plan").write_text(json.dumps(options_for("sustain", body)["plan"]), encoding="utf-8")
        more = ["--plan", str(tmp_path / "plan")]
    command = [sys.executable, "-m", "musterbook", "ask", question, "--situation", str(file), *more]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ}) as process:
        for _ in range(200):
            time.sleep(0.25)
            if _is_at_work(process):
                break
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=30)
    assert "Traceback" not in complained
    assert process.returncode == 130
    assert "interrupted" in complained


def _is_at_work(process: "subprocess.Popen[str]") -> bool:
    """Whether it has worked for some seconds: everything is loaded and the search goes on."""
    if process.poll() is not None:
        return True
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        time.sleep(4)
        return True
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") > 3
