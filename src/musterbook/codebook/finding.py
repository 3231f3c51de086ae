"""What a check of the codebook found."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the ``check`` that found it, its ``level`` (error or warning), and the remedy."""

    check: str
    level: str
    where: str
    what: str
    remedy: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.what} - {self.remedy}"


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy that names the known words nearest to ``word``, or ``otherwise``."""
    near = difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
