"""What holds for every command: refusals in one line, exit statuses, streams that break, interrupts."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from musterbook.cli import app as module
from musterbook.cli import main
from musterbook.cli.app import run
from musterbook.errors import QuestionError

PROGRAM = [sys.executable, "-c", "from musterbook.cli import main; main()"]
SITUATION = {"offers": [{"id": "o", "actor": "NOR", "on": "naval", "stance": "offers"}]}

Capture = pytest.CaptureFixture[str]


def refused(capsys: Capture, *arguments: str) -> str:
    """The one line of a refusal, which has exit status 2 and prints nothing else."""
    assert run(list(arguments)) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert told.err.startswith("musterbook: ")
    assert "Traceback" not in told.err
    return told.err.strip()


@pytest.fixture
def situation(tmp_path: Path) -> Path:
    path = tmp_path / "situation.json"
    path.write_text(json.dumps(SITUATION))
    return path


class TestRefusals:
    def test_slips_of_the_command_line(self, capsys: Capture) -> None:
        for arguments, told in (
            (["sing"], "no such command 'sing' - see musterbook --help"),
            (["read"], "missing argument 'FILE' - see musterbook read --help"),
            (["show"], "missing option '--book' - see musterbook show --help"),
            (["brief", "--loud", "x"], "no such option: --loud - see musterbook brief --help"),
        ):
            assert told in refused(capsys, *arguments)

    def test_errors_of_the_house(self, capsys: Capture) -> None:
        line = refused(capsys, "brief", "no-such-file.txt")
        assert line == "musterbook: there is no file no-such-file.txt - check the path"

    def test_a_message_of_many_lines_becomes_one(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(**_: object) -> None:
            raise QuestionError("one\ntwo", remedy="three\n four")

        monkeypatch.setattr(module, "app", fails)
        assert refused(capsys) == "musterbook: one two - three four"

    @pytest.mark.parametrize(
        ("error", "told"), [(RecursionError(), "nested too deeply"), (MemoryError(), "more memory")]
    )
    def test_what_is_too_much(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
    ) -> None:
        def fails(**_: object) -> None:
            raise error

        monkeypatch.setattr(module, "app", fails)
        assert told in refused(capsys)


class TestStatus:
    def test_help_and_version(self, capsys: Capture) -> None:
        assert run(["--help"]) == 0
        assert "brief" in capsys.readouterr().out
        assert run(["--version"]) == 0
        assert capsys.readouterr().out.startswith("musterbook 0.")

    def test_without_a_command_the_help_is_shown(self, capsys: Capture) -> None:
        assert run([]) == 2
        told = capsys.readouterr()
        assert "Usage:" in told.out
        assert told.err == "musterbook: no command - see musterbook --help\n"

    def test_main_exits_with_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "argv", ["musterbook", "--version"])
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0

    def test_an_interrupt_is_130(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(**_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(module, "app", interrupted)
        assert run([]) == 130
        assert capsys.readouterr().err == "musterbook: interrupted; nothing half-written is kept\n"


class TestStreams:
    """In processes of their own, as a shell runs them."""

    def test_a_reader_that_has_enough_is_no_error(self) -> None:
        command = [*PROGRAM, "codebook"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.close()
            assert running.stderr is not None
            told = running.stderr.read()
        assert told == b""
        assert running.returncode in (0, 1)

    def test_a_reader_of_a_batch_that_has_enough(self, tmp_path: Path) -> None:
        path = tmp_path / "batch.jsonl"
        line = json.dumps({"question": "closure", "situation": SITUATION})
        path.write_text(f"{line}\n" * 3000)
        command = [*PROGRAM, "ask", "--batch", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert json.loads(running.stdout.readline())["knot"] == []
            running.stdout.close()
            assert running.stderr is not None
            assert running.stderr.read() == b""

    @pytest.mark.parametrize(("stream", "status"), [("<&-", 2), (">&-", 0), ("2>&-", 0)])
    def test_closed_streams(self, stream: str, status: int) -> None:
        command = "read -" if status else "codebook"
        program = " ".join(f"'{word}'" for word in PROGRAM)
        done = subprocess.run(["sh", "-c", f"{program} {command} {stream}"], capture_output=True, text=True)
        assert done.returncode == status
        assert "Traceback" not in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_is_told(self, situation: Path) -> None:
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [*PROGRAM, "ask", "closure", "--situation", str(situation), "--json"],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        assert done.returncode == 2
        assert done.stderr.startswith("musterbook: the output cannot be written: No space left")
        assert done.stderr.count("\n") == 1

    def test_a_terminal_without_the_letters_gets_stand_ins(self) -> None:
        environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        done = subprocess.run([*PROGRAM, "codebook"], capture_output=True, env=environment)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr

    def test_ctrl_c_while_it_waits_for_input(self) -> None:
        with subprocess.Popen(
            [*PROGRAM, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdin is not None
            running.stdin.write(b"Norway ")
            running.stdin.flush()
            wait_until_loaded(running.pid)
            running.send_signal(signal.SIGINT)
            assert running.stderr is not None
            told = running.stderr.read().decode()
        assert running.returncode == 130
        assert "Traceback" not in told


def wait_until_loaded(pid: int) -> None:
    """Until the process sleeps in a read of its input (Linux tells where it waits)."""
    import time

    for _ in range(600):
        try:
            waits = Path(f"/proc/{pid}/wchan").read_text()
        except OSError:
            return
        if "pipe_read" in waits or "anon_pipe" in waits:
            return
        time.sleep(0.05)
