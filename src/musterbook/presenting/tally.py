"""Claims of the whole: numbers set against the named (rule 5), needs, events by date, warnings."""

import re
from collections.abc import Iterable, Iterator

from musterbook.book.entries import ClaimEntry
from musterbook.muster import Reconciliation
from musterbook.presenting.grammar import day, days, figure, listed, quoted, sentence_case, verb
from musterbook.presenting.page import EventView, Sentence, Tally
from musterbook.presenting.view import View

BEYOND = re.compile(r"\b(?:more than|over|above|upwards of)\b", re.IGNORECASE)


def tally(view: View) -> Tally:
    """The sixth section."""
    brief = view.brief
    return Tally(
        tuple(_reconciled(view, each) for each in brief.reconciliations),
        tuple(_claims(view, brief.aggregates, "agg")),
        tuple(_claims(view, brief.requirements, "req")),
        tuple(_events(view, brief.events)),
        tuple(_claims(view, brief.warnings, "warn")),
    )


def _reconciled(view: View, found: Reconciliation) -> Sentence:
    """``more than 30 claimed, 12 named, at least 18 unnamed``."""
    member = "member" if found.claimed_high == 1 else "members"
    kind = "contributor" if found.claimed_high == 1 else "contributors"
    members = member if found.on is None else f"{kind} of {view.names.subject(found.on)}"
    claimed = _claimed(view, found)
    named = f"{figure(len(found.named))} {verb(len(found.named), 'is', 'are')} named"
    told = f"{sentence_case(claimed)} {members} {_is(found)} claimed; {named}"
    if found.exceeded:
        told += ", which is more than were claimed"
    elif found.unnamed_low:
        told += f", so at least {figure(found.unnamed_low)} {verb(found.unnamed_low, 'is', 'are')} unnamed"
    if found.named:
        told += f" (named: {view.actors(found.named)})"
    return view.say(f"{told}.", found.sources)


def _claimed(view: View, found: Reconciliation) -> str:
    low, high = found.claimed_low, found.claimed_high
    if low is not None and high is None:
        beyond = any(BEYOND.search(view.notes.words(source)) for source in found.sources)
        return f"more than {figure(low - 1)}" if beyond and low > 1 else f"at least {figure(low)}"
    if low is None:
        return "an unknown number of" if high is None else f"up to {figure(high)}"
    return figure(low) if low == high else f"{figure(low)} to {figure(high or 0)}"


def _is(found: Reconciliation) -> str:
    return "is" if found.claimed_high == 1 else "are"


def _claims(view: View, entries: Iterable[ClaimEntry], prefix: str) -> Iterator[EventView]:
    for number, entry in enumerate(entries, 1):
        anchor = f"{prefix}-{number}"
        view.notes.belong([entry], anchor)
        yield EventView(anchor, day(entry.day), view.say(_claim_words(view, entry), [entry]))


def _claim_words(view: View, entry: ClaimEntry) -> str:
    """What is counted or needed, and the words that say so."""
    claim = entry.claim
    amount = view.names.amount(claim.low, claim.high, claim.unit)
    subject = view.names.subject(claim.on) if claim.on else ""
    told = ", ".join(part for part in (subject, amount) if part)
    if claim.enablers:
        needs = listed(view.names.subject(e) for e in claim.enablers)
        told = f"{told}, only with {needs}" if told else f"only with {needs}"
    words = quoted(view.notes.words(entry))
    return f"{sentence_case(told)}: {words}" if told else words


def _events(view: View, entries: Iterable[ClaimEntry]) -> Iterator[EventView]:
    for number, entry in enumerate(entries, 1):
        anchor = f"event-{number}"
        view.notes.belong([entry], anchor)
        when = days(entry.claim.from_day, entry.claim.to_day)
        yield EventView(anchor, when, view.say(quoted(view.notes.words(entry)), [entry]))
