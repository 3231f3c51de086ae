"""What every test stands on: steady random examples, no network, named skips, the read-only material."""

import os
import sys
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ("tests.browser.fixtures",)

ROOT = Path(__file__).parents[1]
MISSING = ("missing: ", "could not import")
LOCAL = ("localhost", "127.", "::1", "0.0.0.0")

settings.register_profile("house", derandomize=True, deadline=None, print_blob=True, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only material that stands beside the checkout: gold, articles, corpora, record."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            "missing: ../shared (gold, articles, corpora), which stands beside the developers' checkout"
        )
    return folder


def refuse_outside(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook: no test talks to anything but this machine (``pytest.fail`` passes every ``except``)."""
    if (event == "socket.connect" and isinstance(args[1], tuple)) or event == "socket.getaddrinfo":
        host = args[1][0] if event == "socket.connect" else args[0]
        name = host.decode() if isinstance(host, bytes) else host
        if name and not str(name).startswith(LOCAL):
            pytest.fail(f"a test reached for the network: {event} {name}")


def pytest_configure() -> None:
    sys.addaudithook(refuse_outside)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On a CI machine everything must be there: a skip for want of a component is a failure."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = skip_reason(report)
        if reason.startswith(MISSING):
            report.outcome = "failed"
            report.longrepr = f"CI must not skip this - {reason}"
    return report


def skip_reason(report: pytest.TestReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if isinstance(r, pytest.TestReport)]
    if not skipped:
        return
    terminalreporter.section(f"{len(skipped)} not run, and why")
    for reason, count in sorted(Counter(map(skip_reason, skipped)).items()):
        terminalreporter.line(f"{count:4}  {reason}")
