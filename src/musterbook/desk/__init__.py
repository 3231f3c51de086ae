"""What a person does at the desk: read, keep, ask, brief, evaluate. Every face of the product calls these."""

from importlib import import_module
from typing import Any

_HOMES = {
    "Book": "book",
    "Brief": "desk.sheets",
    "ask": "desk.asking",
    "brief": "desk.briefing",
    "default_codebook": "codebook",
    "load_codebook": "codebook",
    "parse_situation": "model.situation",
    "read": "desk.intake",
    "situation": "desk.asking",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'musterbook.desk' has no attribute {name!r}")
    return getattr(import_module(f"musterbook.{_HOMES[name]}"), name)
