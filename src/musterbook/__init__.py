"""Musterbook: who offers what, how firmly, on which conditions, with the words that prove it.

The names below are the whole public face; each is loaded when it is first used, so that importing the
package costs next to nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "read": "reports.python",
    "Book": "book",
    "situation": "desk.asking",
    "ask": "desk.asking",
    "brief": "reports.python",
    "evaluate": "desk.evaluate",
    "examples": "examples",
    "parse_situation": "model.situation",
    "default_codebook": "codebook",
    "load_codebook": "codebook",
    "Reading": "model.reading",
    "Document": "model.document",
    "Position": "model.position",
    "Situation": "model.situation",
    "MusterbookError": "errors",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'musterbook' has no attribute {name!r}")
    module = import_module(f"musterbook.{home}")
    value = module if home == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
