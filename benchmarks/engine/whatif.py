"""A what-if on a book of 40 actors and 20 circumstances: closure, unlock, pivot and fill in turn.

The situation is given as a value, the process is warm, and every what-if supposes something else about a
position (so that no answer can be kept from the one before): all twenty circumstances stay open. The median
over several books, and the slowest of them, are reported.
"""

import time
from statistics import median
from typing import Any

from benchmarks.engine.rows import Row
from benchmarks.engine.situations import book_situation
from musterbook.assessment import ask
from musterbook.model.situation import Situation

QUESTIONS = ("closure", "unlock", "pivot", "fill")
BOOKS = 5
STANCES = ("pledges", "considers", "refuses", "deployed", "offers")


def measure(rounds: int) -> list[Row]:
    """Milliseconds for each question and for all four together."""
    books = [book_situation(seed) for seed in range(BOOKS)]
    for book in books:
        _what_if(book, 0, {"limit": 1000})
    times: dict[str, list[float]] = {name: [] for name in (*QUESTIONS, "together")}
    for book in books:
        found = [_what_if(book, turn, {"limit": 1000}) for turn in range(1, rounds + 1)]
        for name in times:
            times[name].append(median(one[name] for one in found))
    rows = [Row(f"what-if: {name}", median(times[name]), "ms") for name in QUESTIONS]
    together = times["together"]
    rows.append(Row("what-if: all four, median book", median(together), "ms", "< 100"))
    rows.append(Row("what-if: all four, slowest book", max(together), "ms", "< 100"))
    return rows


def _what_if(book: Situation, turn: int, unlocking: dict[str, Any]) -> dict[str, float]:
    offer = book.offers[(7 * turn) % len(book.offers)]
    suppose = [f"{offer.actor}:{offer.on}={STANCES[turn % len(STANCES)]}"]
    spent = {}
    for question in QUESTIONS:
        start = time.perf_counter()
        ask(question, book, suppose=suppose, **(unlocking if question == "unlock" else {}))
        spent[question] = 1000 * (time.perf_counter() - start)
    return spent | {"together": sum(spent.values())}
