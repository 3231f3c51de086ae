"""Plain English: lists, plurals, figures, days and quotations. Knows no brief and no codebook."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
COUNTED = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
LONGEST_QUOTE = 220


def listed(items: Iterable[str], word: str = "and") -> str:
    """``A, B and C``."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def either(items: Iterable[str]) -> str:
    return listed(items, "or")


def counted(count: int, one: str, many: str | None = None) -> str:
    """``one report``, ``12 reports``: small numbers in words."""
    return f"{in_words(count)} {one if count == 1 else many or one + 's'}"


def in_words(count: int) -> str:
    return COUNTED[count] if 0 <= count < len(COUNTED) else figure(count)


def verb(count: int, one: str, many: str) -> str:
    """``is`` or ``are``."""
    return one if count == 1 else many


def sentence_case(text: str) -> str:
    """With a capital at the start; the rest as it stands."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """In the middle of a sentence; acronyms (``UN mandate``) and proper adjectives keep their capitals."""
    first = text.split(" ", 1)[0]
    keeps = first[1:].lower() != first[1:] or first.removesuffix("'s") in PROPER
    return text if keeps else text[:1].lower() + text[1:]


PROPER = frozenset(("American", "European", "British", "Article"))


def figure(value: Decimal | int | float) -> str:
    """``30,000``, ``2.5``: thousands apart, no idle zeros."""
    number = Decimal(str(value))
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number:,f}".rstrip("0").rstrip(".")


def scaled(value: Decimal) -> str:
    """Round sums of money in words: ``400 million``; others in figures."""
    for size, word in SCALES:
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return f"{figure(value / size)} {word}"
    return figure(value)


def interval(low: Any, high: Any) -> str:
    """``400``, ``400 to 500``, ``at least 400``, ``up to 500``; empty where both ends are open."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {figure(high)}"
    if high is None:
        return f"at least {figure(low)}"
    return figure(low) if low == high else f"{figure(low)} to {figure(high)}"


def day(value: date | None) -> str:
    """``17 March 2025``; ``no day given`` for None."""
    if value is None:
        return "no day given"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(start: date | None, end: date | None) -> str:
    """``20 March 2025``, ``20 to 22 March 2025``, ``30 March 2025 to 2 April 2025``."""
    if start is None or end is None or start == end:
        return day(start or end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def moment(value: datetime | None) -> str:
    """``17 March 2025, 18:00 UTC``."""
    if value is None:
        return ""
    zone = value.strftime("%Z") or ""
    return f"{day(value.date())}, {value:%H:%M} {zone}".strip()


def plain(text: str) -> str:
    """One line of text: blanks joined, what cannot be printed replaced."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """The same length of text without control characters and lone surrogates (newline and tab stay)."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t" or _harmless(c) else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def _harmless(character: str) -> bool:
    """Blanks, soft hyphens and joiners; not controls, surrogates or marks that reorder the line."""
    code = ord(character)
    if code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000:
        return character == "\r"
    return code not in REORDERING


REORDERING = frozenset((0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069))


def quoted(words: str, longest: int = LONGEST_QUOTE) -> str:
    """Printed words between quotation marks, cut at a blank where they are long."""
    text = _inner(plain(words).strip('“”" '))
    return f"“{shortened(text, longest)}”"


OPENING, CLOSING = "“«„", "”»"


def _inner(text: str) -> str:
    """Quotation marks inside others become single; a mark without its other half is left out."""
    open_ones: list[int] = []
    made = list(text)
    for place, character in enumerate(text):
        shuts = character in CLOSING or (character == '"' and open_ones and text[open_ones[-1]] == '"')
        if shuts and open_ones:
            made[open_ones.pop()], made[place] = "‘", "’"
        elif shuts:
            made[place] = ""
        elif character in OPENING or character == '"':
            open_ones.append(place)
    for place in open_ones:
        made[place] = ""
    return "".join(made)


def shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:") + " …"
