"""Reading at the desk: files, standard input, strings, dates."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from musterbook.desk import intake
from musterbook.errors import InputError

TEXT = "Norway is ready to send two ships, the minister said."


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


class TestSources:
    def test_a_string(self) -> None:
        found = intake.read(TEXT, published="2025-03-17", outlet="The Post", url="https://p.example")
        assert found.document.text == TEXT
        assert (found.document.published, found.document.outlet) == (date(2025, 3, 17), "The Post")

    def test_a_file_and_standard_input_read_alike(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text(TEXT)
        monkeypatch.setattr("sys.stdin", Stdin(TEXT.encode()))
        assert intake.read_file(path) == intake.read_file("-")

    def test_a_source_without_end_is_not_swallowed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[int] = []

        class Endless(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                asked.append(size or -1)
                return b"a word " * 1_000_000

        stdin: Any = Stdin(b"")
        stdin.buffer = Endless()
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(InputError, match="MB"):
            intake.read_file("-")
        assert asked == [intake.MOST_BYTES]


class TestRefusals:
    def test_files(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="there is no file"):
            intake.read_file(tmp_path / "none.txt")
        with pytest.raises(InputError, match="is a directory"):
            intake.read_file(tmp_path)

    def test_an_unreadable_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def denied(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
        with pytest.raises(InputError, match="cannot be read: Permission denied"):
            intake.read_file("a.txt")

    @pytest.mark.parametrize("text", ["", "  \n "])
    def test_nothing_to_read(self, text: str) -> None:
        with pytest.raises(InputError):
            intake.read(text)


class TestDays:
    def test_iso_text_date_or_none(self) -> None:
        assert intake.parse_day("2025-03-17") == date(2025, 3, 17)
        assert intake.parse_day(date(2025, 3, 17)) == date(2025, 3, 17)
        assert intake.parse_day(None) is None

    @pytest.mark.parametrize("value", ["17 March", "2025-02-30", "", "x" * 1000])
    def test_anything_else_is_refused_with_the_form(self, value: str) -> None:
        with pytest.raises(InputError, match="YYYY-MM-DD"):
            intake.parse_day(value)
