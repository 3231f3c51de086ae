"""The words nearest to a misspelt one, for the remedy of an error."""

import difflib
from collections.abc import Iterable
from itertools import takewhile


def plain(words: str) -> str:
    """Words as compared: any letter case, one kind of apostrophe, single spaces, no leading "the"."""
    return " ".join(words.casefold().replace("’", "'").split()).removeprefix("the ")


def near_matches(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words like ``word``, the likest first; of equals the one that begins alike."""
    folded: dict[str, str] = {}
    for name in sorted(known):
        folded.setdefault(plain(name), name)
    wanted = plain(word)[:80]
    near = difflib.get_close_matches(wanted, folded, n=12, cutoff=0.6)
    return [folded[match] for match in sorted(near, key=lambda match: _unlike(wanted, match))[:3]]


def _unlike(wanted: str, match: str) -> tuple[float, int, str]:
    ratio = difflib.SequenceMatcher(None, match, wanted).ratio()
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, match, strict=False)))
    return -ratio, -alike, match


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy that names the known words nearest to ``word``, or ``otherwise``."""
    near = near_matches(word, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
