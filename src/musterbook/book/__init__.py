"""The book: the append-only, bitemporal ledger of documents, positions, claims and decisions about them.

The values of the ledger are cheap to import; the ledger itself brings SQL and is loaded when first touched.
"""

from typing import TYPE_CHECKING, Any

from musterbook.book.entries import (
    DECISIONS,
    Added,
    ClaimEntry,
    Decision,
    DocumentEntry,
    Entry,
    Imported,
    entries_of,
)

if TYPE_CHECKING:
    from musterbook.book.ledger import Book

__all__ = [
    "DECISIONS",
    "Added",
    "Book",
    "ClaimEntry",
    "Decision",
    "DocumentEntry",
    "Entry",
    "Imported",
    "entries_of",
]


def __getattr__(name: str) -> Any:
    if name == "Book":
        from musterbook.book.ledger import Book

        return Book
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
