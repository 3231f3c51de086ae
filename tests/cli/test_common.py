"""What the commands share: times, writing a result, colour."""

from pathlib import Path

import pytest

from musterbook.cli.common import parse_moment, print_json, terminal_colour, write_out
from musterbook.errors import InputError


class TestTimes:
    def test_a_bare_day_means_its_end(self) -> None:
        moment = parse_moment("2025-03-17")
        assert moment is not None
        assert moment.isoformat() == "2025-03-17T23:59:59.999999+00:00"
        assert parse_moment(None) is None

    def test_a_time_without_a_zone_is_utc_and_what_is_none_is_refused(self) -> None:
        moment = parse_moment("2025-03-17T18:00")
        assert moment is not None
        assert moment.isoformat() == "2025-03-17T18:00:00+00:00"
        with pytest.raises(InputError, match="is no time"):
            parse_moment("noonish")


class TestWriting:
    def test_json_keeps_letters_and_exact_numbers(self, capsys: pytest.CaptureFixture[str]) -> None:
        from decimal import Decimal

        print_json({"name": "Łódź", "low": Decimal("2.50"), "high": Decimal("3E+2")})
        assert capsys.readouterr().out == '{\n "name": "Łódź",\n "low": 2.5,\n "high": 300\n}\n'

    def test_a_lone_surrogate_is_replaced(self, tmp_path: Path) -> None:
        write_out(tmp_path / "a.html", "a\ud800b")
        assert (tmp_path / "a.html").read_text("utf-8") == "a?b"

    def test_a_failed_write_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        target = tmp_path / "page.html"
        target.write_text("old")

        def full(*_: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(InputError, match="cannot be written: No space left on device"):
            write_out(target, "new")
        assert target.read_text() == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


class TestColour:
    def test_colour_is_for_terminals_that_want_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not terminal_colour()
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert terminal_colour()
        monkeypatch.setenv("NO_COLOR", "1")
        assert not terminal_colour()
