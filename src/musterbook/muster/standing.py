"""Rules 2 and 4 for one key: which of all the words on it stands, and what becomes of the others."""

from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.book.entries import Entry
from musterbook.muster.copies import Reports
from musterbook.muster.roll import Standing

NO_DAY = date.min


def stand(entries: Iterable[Entry], reports: Reports) -> Standing | None:
    """What stands on one (actor, on, where); None where all was overturned in its own text."""
    known = sorted(entries, key=_order)
    candidates = [entry for entry in known if not entry.position.superseded]
    if not candidates:
        return None
    top = max(entry.rank for entry in candidates)
    ranked = [entry for entry in candidates if entry.rank == top]
    day = _day(ranked[-1])
    said = [entry for entry in ranked if _day(entry) == day]
    lowest = min(entry.position.level for entry in said)
    alternatives = tuple(entry for entry in said if entry.position.level == lowest)
    others = tuple(entry for entry in said if entry.position.level != lowest)
    overruled = tuple(entry for entry in candidates if entry.rank < top and _day(entry) >= day)
    kept = {entry.id for entry in (*said, *overruled)}
    first = alternatives[0].position
    return Standing(
        first.actor,
        first.on,
        first.kind,
        first.where,
        first.stance,
        alternatives,
        others or None,
        overruled,
        tuple(entry for entry in known if entry.id not in kept),
        _corroboration(first.stance, ranked, candidates, reports),
    )


def _order(entry: Entry) -> tuple[date, str, int, str]:
    """By day, then by where it stands: never by when it was recorded, so the order of adding is no matter."""
    start = min((span.start for span in entry.position.evidence), default=0)
    return _day(entry), entry.document_id, start, entry.id


def _day(entry: Entry) -> date:
    """What carries no day goes before everything that does."""
    return entry.day or NO_DAY


def _corroboration(
    stance: str, ranked: Sequence[Entry], candidates: Sequence[Entry], reports: Reports
) -> int:
    """Independent reports of the stance since it was last contradicted, whatever their rank (rule 3)."""
    since = run_start(stance, ranked)
    agreeing = [e for e in candidates if e.position.stance == stance and _day(e) >= since]
    return reports.count({d for e in agreeing for d in (e.document, *e.also)})


def run_start(stance: str, ranked: Sequence[Entry]) -> date:
    """The first day of the unbroken run of one stance that reaches to the latest day."""
    days = sorted({_day(entry) for entry in ranked}, reverse=True)
    start = days[0]
    for day in days[1:]:
        if any(e.position.stance != stance for e in ranked if _day(e) == day):
            break
        start = day
    return start
