"""Limits on use, as an offer carries them: the words printed, and the names of those that are known.

A requirement line excludes a caveat by its name; the one that the table ``caveats`` knows is ``no_combat``:
a phrase noted so, a denial of a part noted ``combat`` ("not in a combat role"), or a restriction to a part
noted ``no combat`` ("only as trainers").
"""

import re
from collections.abc import Iterable, Iterator

from musterbook.book.entries import Entry
from musterbook.codebook import Codebook

NO_COMBAT = "no_combat"


def caveats_of(alternatives: Iterable[Entry], codebook: Codebook) -> tuple[str, ...]:
    """The caveats that all alternatives which state any have in common, in the order of the first.

    A report that states none does not take away what another states; of different ones neither is kept, as
    each alternative is a way of its own to take part.
    """
    stated = stated_caveats(alternatives, codebook)
    return tuple(name for name in (stated[0] if stated else ()) if all(name in one for one in stated))


def differ(alternatives: Iterable[Entry], codebook: Codebook) -> bool:
    """Whether alternatives state caveats of which some are not in common."""
    stated = stated_caveats(alternatives, codebook)
    return any(set(one) != set(stated[0]) for one in stated)


def stated_caveats(alternatives: Iterable[Entry], codebook: Codebook) -> list[tuple[str, ...]]:
    """The caveats of each alternative that states any: their names, where known, and the words printed."""
    given = (entry.position.caveats for entry in alternatives if entry.position.caveats)
    return [tuple(dict.fromkeys([*_names(words, codebook), *words])) for words in given]


def _names(words: Iterable[str], codebook: Codebook) -> Iterator[str]:
    return (NO_COMBAT for printed in words if _is_no_combat(printed, codebook))


def _is_no_combat(printed: str, codebook: Codebook) -> bool:
    rows = [row for row in codebook.rows("caveats") if _stands_in(row["pattern"], printed)]
    kinds = {row["kind"] for row in rows}
    notes = {(row["kind"], row["note"]) for row in rows}
    denied = "denial" in kinds and ("role", "combat") in notes
    restricted = "only" in kinds and ("role", "no combat") in notes and ("role", "combat") not in notes
    return ("phrase", "no combat") in notes or denied or restricted


def _stands_in(pattern: str, printed: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(pattern)}(?!\w)", printed, re.IGNORECASE) is not None
