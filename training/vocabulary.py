"""Writes the word pieces to ship: `python -m training.vocabulary VOCAB_TXT_OF_MINILM FILE`.

English copy needs neither the pieces of Asian and Arabic scripts nor the unused ones; without them the
package is a megabyte smaller. The first pieces keep their places: special ones are known by number.
"""

from __future__ import annotations

import argparse
from pathlib import Path

SPECIAL = 104  # the first pieces, up to [MASK]
EUROPEAN = range(0x530)  # Latin, Greek, Cyrillic
MARKS = range(0x1E00, 0x2C00)  # more Latin and Greek, punctuation, currency, arrows


def kept(pieces: list[str]) -> list[str]:
    """The pieces to ship, in their order."""
    return [piece for k, piece in enumerate(pieces) if k < SPECIAL or not (_unused(piece) or _foreign(piece))]


def _unused(piece: str) -> bool:
    return piece.startswith("[unused")


def _foreign(piece: str) -> bool:
    return any(ord(letter) not in EUROPEAN and ord(letter) not in MARKS for letter in piece)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("whole", type=Path)
    parser.add_argument("file", type=Path)
    args = parser.parse_args()
    args.file.write_text("\n".join(kept(args.whole.read_text("utf-8").splitlines())) + "\n", "utf-8")


if __name__ == "__main__":
    main()
