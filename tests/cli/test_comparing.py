"""``musterbook ask compare`` from end to end: two files, two scenarios, two days of one book."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musterbook.cli.app import run

Done = Callable[..., str]
EARLY = "Norway is ready to send 400 soldiers to the strait, the foreign minister said on Monday.\n"
LATE = "Norway will not send any soldiers to the strait, the foreign minister said on Friday.\n"


@pytest.fixture
def done(capsys: pytest.CaptureFixture[str]) -> Done:
    """Run a command that must succeed; its output."""

    def call(*arguments: str) -> str:
        code = run(list(arguments))
        told = capsys.readouterr()
        assert code == 0, told.err
        return told.out

    return call


def written(folder: Path, name: str, stance: str) -> str:
    offer = {"id": "NOR:troops", "actor": "NOR", "on": "troops", "stance": stance}
    measure = {"id": "visa", "rule": {"at_least": [1, ["NOR", "SWE"]]}}
    path = folder / name
    path.write_text(json.dumps({"offers": [offer], "measures": [measure]}))
    return str(path)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    return [written(tmp_path, "a.json", "offers"), written(tmp_path, "b.json", "refuses")]


def compared(done: Done, *arguments: str) -> Any:
    return json.loads(done("ask", "compare", *arguments, "--json"))


def test_two_files(files: list[str], done: Done) -> None:
    found = compared(done, "--situation", files[0], "--with", files[1], "--asking", "closure")
    assert found["made_by"]["smallest"] == [["offer:NOR:troops"]]
    text = done("ask", "compare", "--situation", files[0], "--with", files[1], "--asking", "closure")
    assert "offer:NOR:troops (Norway, troops): changed" in text
    assert "That alone left NOR:troops out." in text


def test_two_scenarios(files: list[str], done: Done) -> None:
    base = ["--situation", files[0], "--asking", "closure"]
    found = compared(done, *base, "--with-suppose", "NOR:troops=refuses")
    assert [d["id"] for d in found["differences"]] == ["suppose:NOR:troops"]
    found = compared(done, *base, "--with-count-from", "deployed")
    assert [d["id"] for d in found["differences"]] == ["count_from"]
    measure = ["--measure", "visa", "--with-suppose", "SWE:visa=offers"]
    found = compared(done, "--situation", files[0], "--asking", "consent", *measure)
    assert {"path": "carried", "from": False, "to": True} in found["changed"]


def test_two_days_of_a_book(tmp_path: Path, done: Done) -> None:
    book = str(tmp_path / "m.book")
    for name, text, day in (("one", EARLY, "2025-03-10"), ("two", LATE, "2025-03-21")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        done("add", str(tmp_path / f"{name}.txt"), "--book", book, "--published", day)
    days = ["--as-of", "2025-03-12", "--with-as-of", "2025-03-25"]
    found = compared(done, "--book", book, "--asking", "closure", *days)
    told = {difference["id"]: difference for difference in found["differences"]}
    assert told["offer:NOR:troops"]["fields"]["stance"] == {"from": "offers", "to": "refuses"}
    assert told["offer:NOR:troops"]["evidence_after"]
    assert found["made_by"]["smallest"] == [["offer:NOR:troops"]]


def test_a_batch_line(files: list[str], tmp_path: Path, done: Done) -> None:
    first, second = (json.loads(Path(name).read_text()) for name in files)
    options = {"asking": "closure", "against": {"situation": second}}
    path = tmp_path / "batch.jsonl"
    path.write_text(json.dumps({"question": "compare", "situation": first, "options": options}))
    assert json.loads(done("ask", "--batch", str(path)))["made_by"]["alone"] == ["offer:NOR:troops"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--asking", "closure"], "compare needs another side"),
        (["--with", "B"], "compare needs a question"),
        (["--with", "no.json", "--asking", "closure"], "there is no file no.json"),
        (["--with-as-of", "2025-03-12", "--asking", "closure"], "--with-as-of goes with a book"),
    ],
)
def test_refusals(
    arguments: list[str], told: str, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = [files[1] if argument == "B" else argument for argument in arguments]
    assert run(["ask", "compare", "--situation", files[0], *given]) == 2
    assert told in capsys.readouterr().err
