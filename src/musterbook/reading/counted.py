"""What is counted: the unit words of the codebook behind, before or around a numeral."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from musterbook.codebook import Codebook, Unit
from musterbook.reading.numerals import Token, tokens
from musterbook.text.wordlist import word_set

_MODIFIERS = 5
_TRANSPARENT = frozenset(['"', "'", "“", "”", "‘", "’", "-"])


CLOSED = word_set(
    """of to in for and or but from with by at on the who whom that which it its they we he she you i is are
    was were be been being will would has have had could can may might shall should must do does did not
    if when while where as than then already each apiece this these those their his her our your my into onto
    over under between among within without until since after before during because so yet there here per via
    about against a an"""
)


class UnitHit(NamedTuple):
    """A unit and the tokens that say it, last exclusive."""

    unit: Unit
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class UnitWords:
    """The unit forms by their first word, the longest first; ``prefixes`` stand before a figure."""

    by_word: dict[str, tuple[tuple[tuple[str, ...], Unit], ...]]
    prefixes: dict[str, Unit]


@lru_cache(maxsize=4)
def unit_words(codebook: Codebook) -> UnitWords:
    return units_from(codebook.units)


def units_from(units: Iterable[Unit]) -> UnitWords:
    """The lookup over unit forms; a form in the singular also serves compounds such as ``26-nation``."""
    by_word: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    prefixes: dict[str, Unit] = {}
    for unit in units:
        form = unit.form.lower()
        if "prefix" in unit.notes or (len(form) == 3 and form.isalpha() and form.upper() == unit.unit):
            prefixes[form] = unit
        words = tuple(token.low for token in tokens(form, 0, len(form)))
        if words:
            by_word.setdefault(words[0], []).append((words, unit))
    ordered = {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in by_word.items()}
    return UnitWords(ordered, prefixes)


def form_at(words: UnitWords, found: Sequence[Token], k: int) -> UnitHit | None:
    """The longest unit form that begins at token ``k``."""
    for form, unit in words.by_word.get(found[k].low, ()):
        if all(k + n < len(found) and found[k + n].low == word for n, word in enumerate(form)):
            return UnitHit(unit, k, k + len(form))
    return None


def unit_behind(words: UnitWords, found: Sequence[Token], k: int) -> UnitHit | None:
    """The head of the noun phrase that goes on at token ``k``: ``[30 extra British] soldiers``."""
    hit: UnitHit | None = None
    for at in range(k, min(k + _MODIFIERS + 1, len(found))):
        if hit is not None and at < hit.last:
            continue
        now = form_at(words, found, at)
        if now is None and (hit is not None or not _modifies(found, at)):
            break
        hit = now or hit
    return hit


def _modifies(found: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase can go on across this token: no closed word, no figure but in a type's name."""
    token = found[at]
    if token.kind == "mark":
        return token.low in _TRANSPARENT
    if token.kind == "digits":
        return found[at - 1].capital and token.end - token.start < 4
    return token.kind == "word" and token.low not in CLOSED


def prefix_before(words: UnitWords, found: Sequence[Token], k: int) -> UnitHit | None:
    """The currency that stands right before token ``k``: ``€``, ``US$``, ``EUR``."""
    for length in (2, 1):
        if k - length < 0:
            continue
        said = "".join(token.low for token in found[k - length : k])
        glued = length == 1 or found[k - 2].end == found[k - 1].start
        if glued and said in words.prefixes:
            return UnitHit(words.prefixes[said], k - length, k)
    return None
