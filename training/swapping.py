"""Gives a marked text other states and people, so that the network learns offers and not who makes them.

Every state that is named in single words is replaced by another one throughout the text, in its name, its
adjective, its people and its capital alike; surnames of office-holders likewise.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

from musterbook.codebook import default_codebook
from musterbook.text import encoding

Piece = tuple[int, ...]
FORMS = ("name", "adjective", "person", "people", "capital")
SHARE = 0.6  # of the copies


@cache
def states() -> tuple[tuple[Piece, ...], ...]:
    """The pieces of the five forms of each state that has them all, each a single word."""
    found = []
    for row in default_codebook().rows("states"):
        people = [*row["people"].split("|"), "", ""][:2]
        forms = (row["name"], row["adjectives"].split("|")[0], *people, row["capital"])
        if all(form.isalpha() for form in forms):
            found.append(tuple(tuple(pieces) for pieces in encoding.pieces(forms)))
    return tuple(found)


@cache
def surnames() -> tuple[Piece, ...]:
    """The pieces of the surnames of office-holders that are single words, each once."""
    last = {row["name"].split()[-1] for row in default_codebook().rows("persons")}
    return tuple(tuple(pieces) for pieces in encoding.pieces(sorted(name for name in last if name.isalpha())))


@cache
def _places() -> dict[Piece, tuple[int, int]]:
    """The state and the form that a word stands for."""
    return {form: (n, k) for n, forms in enumerate(states()) for k, form in enumerate(forms)}


def swapped(words: list[list[int]], features: Sequence[int], dice: random.Random) -> list[list[int]]:
    """The pieces of the words with other names, or now and then as they are; `features` tell capitals."""
    if dice.random() >= SHARE:
        return words
    given = [tuple(pieces) for pieces in words]
    capital = [2 <= feature < 8 for feature in features]
    there = {piece for piece, is_name in zip(given, capital, strict=True) if is_name}
    instead = _states_instead(there, dice) | _people_instead(there, dice)
    new = [instead.get(p, p) if is_name else p for p, is_name in zip(given, capital, strict=True)]
    return [list(piece) for piece in new]


def _states_instead(there: set[Piece], dice: random.Random) -> dict[Piece, Piece]:
    """Other states for those named, one for one; never one that the text names itself."""
    named = sorted({_places()[piece][0] for piece in there if piece in _places()})
    free = [n for n in range(len(states())) if n not in named]
    out: dict[Piece, Piece] = {}
    for old, new in zip(named, dice.sample(free, min(len(named), len(free))), strict=False):
        pairs = list(zip(states()[old], states()[new], strict=True))
        out |= dict(reversed(pairs))  # a word that is adjective and person stays an adjective
    return out


def _people_instead(there: set[Piece], dice: random.Random) -> dict[Piece, Piece]:
    named = sorted(there.intersection(surnames()))
    return dict(zip(named, dice.sample(surnames(), len(named)), strict=True))
