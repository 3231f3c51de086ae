"""The common ground of the tests holds: skips are named, CI refuses a missing part, pages cannot wander."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def run_alone(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> "RunAlone":
    return RunAlone(tmp_path, root, monkeypatch)


class RunAlone:
    """Runs one test file under the house's conftest in a process of its own."""

    def __init__(self, folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.root, self.monkeypatch = folder, root, monkeypatch

    def __call__(self, body: str, ci: str) -> str:
        (self.folder / "test_alone.py").write_text(body)
        (self.folder / "conftest.py").write_text("pytest_plugins = ['tests.conftest']\n")
        self.monkeypatch.setenv("CI", ci)
        self.monkeypatch.setenv("PYTHONPATH", str(self.root))
        command = [sys.executable, "-m", "pytest", str(self.folder), "-p", "no:cacheprovider"]
        return subprocess.run(command, capture_output=True, text=True, cwd=self.folder).stdout


class TestGuards:
    def test_a_missing_component_is_skipped_by_name_here(self, run_alone: RunAlone) -> None:
        said = run_alone("import pytest\ndef test_x():\n    pytest.skip('missing: a thing')\n", ci="")
        assert "1 skipped" in said
        assert "1 not run, and why" in said
        assert "   1  missing: a thing" in said

    def test_a_missing_component_fails_on_ci(self, run_alone: RunAlone) -> None:
        said = run_alone("import pytest\ndef test_x():\n    pytest.skip('missing: a thing')\n", ci="true")
        assert "1 failed" in said
        assert "CI must not skip this - missing: a thing" in said

    def test_a_skip_for_another_reason_is_counted_on_ci(self, run_alone: RunAlone) -> None:
        said = run_alone("import pytest\ndef test_x():\n    pytest.skip('only on Windows')\n", ci="true")
        assert "1 skipped" in said

    def test_a_page_that_asks_outside_fails_its_test(self, run_alone: RunAlone) -> None:
        body = (
            "def test_x(open_page, tmp_path):\n    path = tmp_path / 'p.html'\n"
            "    path.write_text('<img src=\"http://192.0.2.1/far.png\">')\n    open_page(path)\n"
        )
        said = run_alone(body, ci="")
        assert "asked for http://192.0.2.1/far.png" in said or "missing: chromium" in said
