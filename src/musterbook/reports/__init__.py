"""The forms in which results leave the house: pages, text for a terminal, JSON."""

from importlib import import_module
from typing import Any

_HOMES = {
    "answer_text": "answers",
    "brief_html": "html",
    "brief_json": "twin",
    "brief_text": "terminal",
    "changes_json": "rolls",
    "changes_text": "rolls",
    "codebook_json": "vocabulary",
    "codebook_text": "vocabulary",
    "muster_json": "rolls",
    "muster_text": "rolls",
    "reading_text": "readings",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'musterbook.reports' has no attribute {name!r}")
    return getattr(import_module(f"musterbook.reports.{_HOMES[name]}"), name)
