"""`python -m musterbook` does what the command does, where scripts are not on the path."""

import subprocess
import sys


def test_the_package_can_be_run() -> None:
    run = subprocess.run([sys.executable, "-m", "musterbook", "--version"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("musterbook ")
