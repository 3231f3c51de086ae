"""Rule 9 for figures: kept in the codebook's unit, widest over the alternatives, nothing invented."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from musterbook.book.entries import Entry
from musterbook.model.position import Quantity


def unit_in_use(entries: Iterable[Entry], allowed: Sequence[str], asked: str | None = None) -> str | None:
    """The one unit in which figures on a subject are kept: the requirement's, else the one most used."""
    if asked in allowed:
        return asked
    used = Counter(e.position.quantity.unit for e in entries if e.position.quantity.known)
    fitting = [unit for unit in allowed if used[unit]]
    return max(fitting, key=lambda unit: used[unit]) if fitting else None


def units_in_use(
    entries: Sequence[Entry], units: Mapping[str, tuple[str, ...]], asked: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The unit in use for every subject."""
    by_subject: dict[str, list[Entry]] = {}
    for entry in entries:
        by_subject.setdefault(entry.position.on, []).append(entry)
    return {on: unit_in_use(made, units.get(on, ()), asked.get(on)) for on, made in by_subject.items()}


def widest(quantities: Iterable[Quantity], unit: str | None) -> Quantity:
    """The interval that covers all figures in the unit; open below where one of them is."""
    kept = [q for q in quantities if q.known and unit is not None and q.unit == unit]
    if not kept:
        return Quantity()
    lows = [q.low for q in kept if q.low is not None]
    highs = [max(_bounds(q)) for q in kept]
    low = min(lows) if len(lows) == len(kept) else None
    ends = [q.high for q in kept if q.high is not None]
    return Quantity(low, max(highs) if ends else None, unit)


def _bounds(quantity: Quantity) -> list[Decimal]:
    return [figure for figure in (quantity.low, quantity.high) if figure is not None]


def words_of_figure(quantity: Quantity) -> str:
    """The figure as printed, else as it was read."""
    if quantity.words:
        return quantity.words
    bounds = " to ".join(dict.fromkeys(str(figure) for figure in _bounds(quantity)))
    if quantity.low is None:
        bounds = f"up to {bounds}"
    elif quantity.high is None:
        bounds = f"at least {bounds}"
    return f"{bounds} {quantity.unit or ''}".strip()
