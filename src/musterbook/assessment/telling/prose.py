"""Sentences that know what they speak of: plain English, and beside it which words are the name of what.

A face may then print ``the United Kingdom`` for ``GBR`` without a second wording of the sentence.
"""

from dataclasses import dataclass

About = tuple[int, int, str]
"""Start and end in the text (Python string indices, end exclusive), and the kind of what stands there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name inside a sentence. Kinds: ``actor``, ``subject``, ``leaf``, ``change``, ``line``, ``measure``,
    ``figure``, ``does`` (``refuses air_cover``), ``votes`` (``refuses asset_seizure``)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, and the places of the names in it, ascending and apart."""

    text: str
    about: tuple[About, ...] = ()


Part = str | Term | Prose


def say(*parts: Part) -> Prose:
    """One sentence of several parts."""
    text, about = "", []
    for part in parts:
        if isinstance(part, Term):
            about.append((len(text), len(text) + len(part.id), part.kind))
            text += part.id
        elif isinstance(part, Prose):
            about += [(start + len(text), end + len(text), kind) for start, end, kind in part.about]
            text += part.text
        else:
            text += part
    return Prose(text, tuple(about))


def listing(parts: list[Term], most: int = 12, word: str = "and") -> Prose:
    """``a, b and c``, cut with the number left off."""
    shown: list[str | Term] = []
    last = len(parts) - 1
    for place, part in enumerate(parts[:most]):
        shown += ["" if place == 0 else f" {word} " if place == last else ", ", part]
    if len(parts) > most:
        shown.append(f" and {len(parts) - most} more")
    return say(*shown)
