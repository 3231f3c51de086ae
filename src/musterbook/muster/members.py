"""Rule 5: a descriptive or counted group is not its members; claims are set against the named states.

"More than 30 countries" adds no one; it bounds the number of members, and the named ones are counted against
it: "12 named, at least 19 unnamed".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from musterbook.book.entries import ClaimEntry, Entry
from musterbook.muster.roll import Reconciliation, Standing, whole

MEMBERS = "members"
STATES = ("countries", "states", "nations", "members")
REFUSES = -2


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of states that somebody claims."""

    on: str | None
    low: Decimal | None
    high: Decimal | None
    day: date | None
    source: Entry | ClaimEntry


def reconcile(
    standings: Sequence[Standing], claims: Iterable[ClaimEntry], is_state: Callable[[str], bool]
) -> tuple[Reconciliation, ...]:
    """The claimed numbers against the named states, membership in any form first, then by contribution."""
    counts = [count for claim in claims if (count := _of_claim(claim)) is not None]
    counts += [_of_group(entry) for s in standings if _is_counted(s) for entry in s.alternatives]
    subjects = sorted({count.on for count in counts}, key=lambda on: on or "")
    return tuple(
        _reconciled(on, [c for c in counts if c.on == on], named(standings, is_state, on)) for on in subjects
    )


def named(
    standings: Iterable[Standing], is_state: Callable[[str], bool], on: str | None = None
) -> tuple[str, ...]:
    """The states with a contribution above ``refuses``, on one subject or (None) on any."""
    return tuple(
        sorted(
            {
                s.actor
                for s in standings
                if s.kind == "contribution"
                and s.level > REFUSES
                and on in (None, s.on)
                and not s.is_group
                and is_state(s.actor)
            }
        )
    )


def _of_claim(entry: ClaimEntry) -> _Count | None:
    claim = entry.claim
    counted = claim.what == MEMBERS or (claim.on is not None and claim.unit in STATES)
    if claim.kind != "aggregate" or not counted or (claim.low is None and claim.high is None):
        return None
    return _Count(_subject(claim.on), claim.low, claim.high, entry.day, entry)


def _is_counted(standing: Standing) -> bool:
    """A counted group ("26 countries would send ..."): a number of states with a stance above ``refuses``."""
    figure = standing.alternatives[0].position.quantity
    counted = figure.known and figure.unit in STATES
    return standing.is_group and standing.kind == "contribution" and standing.level > REFUSES and counted


def _of_group(entry: Entry) -> _Count:
    figure = entry.position.quantity
    return _Count(_subject(entry.position.on), figure.low, figure.high, entry.day, entry)


def _subject(on: str | None) -> str | None:
    """Support of unspecified kind is membership in any form."""
    return None if on == "unspecified" else on


def _reconciled(on: str | None, counts: Sequence[_Count], names: tuple[str, ...]) -> Reconciliation:
    """Set the latest day's claims against the names; where they differ, what they span."""
    latest = max(count.day or date.min for count in counts)
    said = [count for count in counts if (count.day or date.min) == latest]
    low = whole(min((c.low if c.low is not None else Decimal(0) for c in said), default=None))
    highs = [c.high for c in said]
    high = None if None in highs else whole(max(h for h in highs if h is not None))
    unnamed = max(0, (low or 0) - len(names))
    known_low = low if any(c.low is not None for c in said) else None
    return Reconciliation(on, known_low, high, names, unnamed, tuple(c.source for c in said))
