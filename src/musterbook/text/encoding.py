"""Turns words into what the network reads: word pieces, a letter-case and quotation feature, windows.

The encoder is uncased and was trained on tidy text, so quotation marks and dashes of every style are
mapped to one, and the case of a word and its place inside or outside quotation marks come as a
feature. Training and serving share this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]

CLS, SEP, UNKNOWN = 101, 102, 100
WORD_PIECES = 8
WORD_LETTERS = 64
FEATURES = 12
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

_DOUBLE = frozenset('"“”„‟«»″') | {"''", "``", "<<", ">>"}
_SINGLE = frozenset("'‘’‚‹›`")
_LOOSE_BEFORE = frozenset("([{<—–-/:") | _DOUBLE | _SINGLE
_LOOSE_AFTER = frozenset(")]}>—–.,;:!?") | _DOUBLE | _SINGLE
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‹›`´", "'") | {"…": "...", "‑": "-", "–": "—"}
)


def plain(word: str) -> str:
    """One style of quotation marks, apostrophes and dashes."""
    short = word[:WORD_LETTERS].translate(_PLAIN)
    if word in _DOUBLE or (short[:1] == '"' and set(short) == {'"'}):
        return '"'
    return "—" if short == "--" else short


@cache
def tokenizer() -> Tokenizer:
    """The word-piece vocabulary that the encoder was trained with."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    listing = files("musterbook.text").joinpath("weights/vocab.txt").read_text("utf-8")
    vocab = {piece: number for number, piece in enumerate(listing.splitlines())}
    made = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=WORD_LETTERS))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def pieces(words: Sequence[str]) -> list[list[int]]:
    """The piece numbers of each word: at least one, at most `WORD_PIECES`."""
    different = list(dict.fromkeys(plain(word) for word in words))
    encoded = tokenizer().encode_batch(different, add_special_tokens=False)
    numbers = {
        word: code.ids[:WORD_PIECES] or [UNKNOWN] for word, code in zip(different, encoded, strict=True)
    }
    return [numbers[plain(word)] for word in words]


def features(text: str, spans: Sequence[Span]) -> list[int]:
    """One number per word: its letter case, and whether it stands inside quotation marks."""
    return [
        _feature(text[a:b], state) for (a, b), state in zip(spans, quote_states(text, spans), strict=True)
    ]


def _feature(word: str, state: int) -> int:
    return 8 + state if state in (OPENING, CLOSING) else 2 * _case(word) + state


def _case(word: str) -> int:
    """0 lower, 1 capital first, 2 all capitals, 3 mixed, 4 no letters."""
    if not any(letter.isalpha() for letter in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def quote_states(text: str, spans: Sequence[Span]) -> list[int]:
    """For each word: outside, inside, or itself an opening or closing quotation mark."""
    states, within, last = [], "", 0
    for start, end in spans:
        if "\n" in text[last:start]:
            within = ""  # an open quotation is opened again by the next paragraph
        state = _mark(text, start, end, within)
        if state == OPENING:
            within = _kind(text[start:end])
        elif state == CLOSING:
            within = ""
        states.append((INSIDE if within else OUTSIDE) if state is None else state)
        last = end
    return states


def _kind(word: str) -> str:
    if word in _DOUBLE or (len(word) < 4 and set(word) <= _DOUBLE):
        return "double"
    return "single" if word in _SINGLE else ""


def _mark(text: str, start: int, end: int, within: str) -> int | None:
    """OPENING or CLOSING for a quotation mark, None for anything else."""
    kind = _kind(text[start:end])
    if not kind or (within == "double" and kind == "single"):
        return None
    before = start > 0 and not text[start - 1].isspace() and text[start - 1] not in _LOOSE_BEFORE
    after = end < len(text) and not text[end].isspace() and text[end] not in _LOOSE_AFTER
    if kind == "single":
        return _single(text[end : end + 1], before, after, within)
    if before != after:
        return OPENING if after else CLOSING
    if within:
        return CLOSING
    return OPENING


def _single(following: str, before: bool, after: bool, within: str) -> int | None:
    """A lone apostrophe opens a quotation only before a letter; it closes only what one opened."""
    if within == "single":
        return CLOSING if not after else None
    return OPENING if after and not before and following.isalpha() else None


def windows(lengths: Sequence[Sequence[int]], limit: int) -> Iterator[list[tuple[int, int, int]]]:
    """Packs sentences, given as piece counts per word, into windows of parts (sentence, first, last word)."""
    window: list[tuple[int, int, int]] = []
    room = limit
    for number, counts in enumerate(lengths):
        for first, last in _cut(counts, limit):
            need = sum(counts[first:last])
            if need > room and window:
                yield window
                window, room = [], limit
            window.append((number, first, last))
            room -= need
    if window:
        yield window


def _cut(counts: Sequence[int], limit: int) -> Iterator[Span]:
    """A sentence whole, or in parts that fit a window."""
    first = used = 0
    for place, count in enumerate(counts):
        if used + count > limit:
            yield first, place
            first, used = place, 0
        used += count
    if first < len(counts):
        yield first, len(counts)
