"""Peers run in a Python of their own; where one is not installed, its rows are left out."""

import subprocess


def has(python: str | None, package: str) -> bool:
    """Whether that Python can import the package."""
    if python is None:
        return False
    return (
        subprocess.run([python, "-c", f"import {package}"], capture_output=True, check=False).returncode == 0
    )
