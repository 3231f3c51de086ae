"""Whether the clause around a day looks ahead or back, from the nearest verb that tells."""

import re

from musterbook.text.wordlist import word_set

_AHEAD = word_set(
    """will shall should would may might could can must due scheduled expected planned plans plan upcoming
    coming ahead meets meet convenes wants intends hopes set forthcoming next gather gathers takes
    'll"""
)
_BACK = word_set(
    """said told was were had met spoke wrote gave took held sent came went made saw put did began became left
    found paid won lost stood rose fell led brought thought since has have says ago flew struck broke drew
    kept sought spent felt dealt hit shut grew knew threw ran sat chose drove fought bought built sold heard
    swore"""
)
_NOT_BACK = word_set("need indeed speed exceed feed proceed red united armed hundred")
_WORD = re.compile(r"'ll|[^\W\d_]+")
_STOP = re.compile(r"[.!?;:](?=\s|$)|\n\s*\n")
_REACH = 140


def looks_ahead(text: str, start: int, end: int, begin: int, stop: int) -> bool | None:
    """True for a future clause around ``text[start:end]``, False for a past one, None where no verb tells."""
    before = text[max(begin, start - _REACH) : start]
    before = before[max((m.end() for m in _STOP.finditer(before)), default=0) :]
    words = [m.group().lower() for m in _WORD.finditer(before)]
    found = _nearest_before(words)
    if found is not None:
        return found
    after = _STOP.split(text[end : min(stop, end + _REACH)], maxsplit=1)[0]
    return _first_after([m.group().lower() for m in _WORD.finditer(after)])


def _nearest_before(words: list[str]) -> bool | None:
    for k in range(len(words) - 1, -1, -1):
        told = _told(words[k])
        if words[k] == "to" and k and words[k - 1] in ("is", "are"):
            return True
        if told is False and k and words[k - 1] in ("be", "to") and words[k].endswith("ed"):
            continue
        if told is not None:
            return told
    return None


def _first_after(words: list[str]) -> bool | None:
    return next((told for word in words if (told := _told(word)) is not None), None)


def _told(word: str) -> bool | None:
    if word in _AHEAD:
        return True
    if word in _BACK or (len(word) > 3 and word.endswith("ed") and word not in _NOT_BACK):
        return False
    return None
