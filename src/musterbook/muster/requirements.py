"""What the mission needs, from what was claimed: the latest requirement claim per subject.

A figure comes from the latest claim that gives one, enablers from the latest that names any: "up to 30,000"
of Monday still holds when "only with air power" is added on Tuesday.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from musterbook.book.entries import ClaimEntry
from musterbook.model.situation import Line, Requirement
from musterbook.muster.laid import Assumption, SetAside

Units = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Needs:
    """A requirement as claimed; ``units`` gives the unit of each line's quantity, ``sources`` its claims."""

    requirement: Requirement | None
    units: Mapping[str, str | None]
    sources: Mapping[str, tuple[ClaimEntry, ...]]
    assumptions: tuple[Assumption, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def needs_of(claims: Iterable[ClaimEntry], units: Units) -> Needs:
    """The requirement of the claims, which come in order of their day; None where there is none."""
    made = [entry for entry in claims if entry.claim.kind == "requirement"]
    by_subject: dict[str, list[ClaimEntry]] = {}
    for entry in made:
        if entry.claim.on in units:
            by_subject.setdefault(entry.claim.on or "", []).append(entry)
    if not by_subject:
        return Needs(None, {}, {}, (), tuple(_left_out(made, units, {})))
    lines, sources = _lines(by_subject, units)
    figures = {on: _figure_claim(entries, units[on]) for on, entries in by_subject.items()}
    return Needs(
        Requirement(tuple(lines)),
        {on: entry.claim.unit for on, entry in figures.items() if entry is not None},
        sources,
        tuple(_told(lines, figures)),
        tuple(_left_out(made, units, figures)),
    )


def _lines(
    by_subject: Mapping[str, list[ClaimEntry]], units: Units
) -> tuple[list[Line], dict[str, tuple[ClaimEntry, ...]]]:
    """The claimed subjects first, in the order of need; then enablers that nobody asks for by themselves."""
    enablers = {on: _enablers(on, entries, units) for on, entries in by_subject.items()}
    kept = _without_circles(enablers)
    order = _by_need(kept, {on: _figure_claim(by_subject[on], units[on]) is None for on in by_subject})
    lines, sources = [], {}
    for priority, on in enumerate(order, 1):
        figure = _figure_claim(by_subject.get(on, ()), units[on])
        lines.append(Line(on, on, _quantity(figure), priority, kept.get(on, ())))
        asking = [e for wants, entries in by_subject.items() if on in kept.get(wants, ()) for e in entries]
        used = by_subject.get(on) or [e for e in asking if on in e.claim.enablers]
        sources[on] = tuple(used)
    return lines, sources


def _by_need(kept: Mapping[str, tuple[str, ...]], bare: Mapping[str, bool]) -> list[str]:
    """What nothing else waits for goes first, before it what has a figure; what is needed follows.

    ``bare`` holds the claimed subjects in the order told, True where no figure is given.
    """
    needed = {enabler for enablers in kept.values() for enabler in enablers}
    told = sorted(bare, key=lambda on: (on in needed, bare[on]))
    return list(dict.fromkeys([*told, *sorted(needed)]))


def _figure_claim(entries: Sequence[ClaimEntry], allowed: Sequence[str]) -> ClaimEntry | None:
    """The latest claim with a figure in the codebook's unit."""
    fitting = [e for e in entries if _known(e) and (e.claim.unit in allowed)]
    return fitting[-1] if fitting else None


def _known(entry: ClaimEntry) -> bool:
    return entry.claim.low is not None or entry.claim.high is not None


def _quantity(entry: ClaimEntry | None) -> Decimal | None:
    """Its high, else its low."""
    if entry is None:
        return None
    return entry.claim.high if entry.claim.high is not None else entry.claim.low


def _enablers(on: str, entries: Sequence[ClaimEntry], units: Units) -> tuple[str, ...]:
    """What the latest day's claims that name any say it needs."""
    naming = [entry for entry in entries if set(entry.claim.enablers) & set(units)]
    latest = [entry for entry in naming if entry.day == naming[-1].day]
    found = {enabler for entry in latest for enabler in entry.claim.enablers}
    return tuple(sorted(enabler for enabler in found if enabler in units and enabler != on))


def _without_circles(enablers: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The enablers, less those that would close a circle."""
    kept: dict[str, tuple[str, ...]] = {}
    for on in sorted(enablers):
        kept[on] = tuple(each for each in enablers[on] if not _leads_to(each, on, kept))
    return kept


def _leads_to(start: str, aim: str, kept: Mapping[str, tuple[str, ...]]) -> bool:
    ahead, seen = [start], {start}
    while ahead:
        for each in kept.get(ahead.pop(), ()):
            if each not in seen:
                seen.add(each)
                ahead.append(each)
    return aim in seen


def _told(lines: Iterable[Line], figures: Mapping[str, ClaimEntry | None]) -> Iterator[Assumption]:
    for line in lines:
        entry = figures.get(line.on)
        figure = "no figure is given" if entry is None else f"as claimed: “{entry.evidence_text}”"
        yield Assumption("requirement", line.id, figure)


def _left_out(
    made: Iterable[ClaimEntry], units: Units, figures: Mapping[str, ClaimEntry | None]
) -> Iterator[SetAside]:
    """Requirement claims about nothing the codebook knows, and figures that another one replaced."""
    for entry in made:
        on = entry.claim.on or ""
        if on not in units:
            text = "names nothing that can be offered"
            yield SetAside("requirement", on or entry.claim.what, text, entry.evidence_text, entry)
        elif _known(entry) and entry is not figures.get(on):
            fits = entry.claim.unit in units[on]
            text = "a later claim gives another figure" if fits else "not in a unit of the codebook"
            yield SetAside("requirement", on, text, entry.evidence_text, entry)
