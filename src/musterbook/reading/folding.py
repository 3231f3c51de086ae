"""Words as tables and texts are compared: in lower case, with plain apostrophes and without accents.

English copy drops accents as it likes: "Erdogan" is Erdoğan, "communique" a communiqué.
"""

import unicodedata
from functools import lru_cache

from musterbook.text.words import words

_PLAIN = str.maketrans({"’": "'", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    """The word to compare by; as long as it is no name of a table, only its case and accents are lost."""
    lower = word.lower()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFD", lower.translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


def folded_words(form: str) -> tuple[str, ...]:
    """The words of a form of a table, cut as texts are cut and folded."""
    return tuple(folded(form[start:end]) for start, end in words(form))
