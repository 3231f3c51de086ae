"""Claims that the network sees and no rule read: an aggregate, a requirement, an event or a warning.

The network gives the kind and the words; figures and days are read from those words as everywhere else.
"""

from collections.abc import Sequence
from datetime import date

from musterbook.model.position import Claim
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, report_of
from musterbook.reading.claims import printed
from musterbook.reading.dates import date_mentions
from musterbook.reading.quantities import QuantityMention, quantities
from musterbook.text.offering import ClaimSpan

SURE = 0.6
SHORTEST = 12  # characters: shorter runs are stray words
SIZED = ("aggregate", "requirement")
Told = tuple[Claim, Report | None]


def with_learned_claims(
    claims: Sequence[Told],
    seen: Sequence[ClaimSpan],
    text: str,
    reports: Sequence[Report],
    published: date | None,
) -> list[Told]:
    """The claims of the rules, and those of the network where no rule read one of the kind, in text order."""
    added = [
        _claim(one, text, published)
        for one in seen
        if one.likelihood >= SURE and one.span[1] - one.span[0] >= SHORTEST and not _known(one, claims)
    ]
    told = [*claims, *((claim, report_of(claim.evidence[0], reports)) for claim in added)]
    return sorted(told, key=lambda pair: pair[0].evidence[0])


def _known(one: ClaimSpan, claims: Sequence[Told]) -> bool:
    span = Span(*one.span)
    return any(claim.kind == one.kind and claim.evidence[0].overlaps(span) for claim, _ in claims)


def _claim(one: ClaimSpan, text: str, published: date | None) -> Claim:
    span = Span(*one.span)
    words = printed(text, span)
    if one.kind in SIZED:
        return _sized(one.kind, words, span, quantities(text, *one.span))
    days = [day for day in date_mentions(text, published) if span.start <= day.span[0] < span.end]
    if one.kind == "event" and days:
        return Claim("", one.kind, words, (span,), from_day=days[0].from_day, to_day=days[0].to_day)
    return Claim("", one.kind, words, (span,))


def _sized(kind: str, words: str, span: Span, figures: Sequence[QuantityMention]) -> Claim:
    known = [q for q in figures if q.low is not None or q.high is not None]
    if not known:
        return Claim("", kind, words, (span,))
    figure = known[0]
    return Claim("", kind, words, (span,), figure.low, figure.high, figure.unit, figure.on)
