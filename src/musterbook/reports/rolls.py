"""What a book says, as text and JSON: who stands where (``show``), and what changed (``changes``)."""

from collections.abc import Iterable
from typing import Any

from musterbook.book.entries import Entry
from musterbook.codebook import Codebook
from musterbook.model.exchange import claim_json, position_json
from musterbook.muster import Change, Muster, Reconciliation, Standing
from musterbook.presenting.formulas import only
from musterbook.presenting.grammar import counted, day, either, listed, moment, quoted, sentence_case
from musterbook.presenting.names import PLACES, Names
from musterbook.presenting.shown import Library
from musterbook.presenting.table import word_of
from musterbook.presenting.view import conditions_of
from musterbook.reports.lines import Lines, width_of
from musterbook.reports.terminal import ladder

KINDS = {
    "new": "new",
    "withdrawn": "nothing stands any more",
    "conflict": "sources have come to differ",
    "hardened": "hardened",
    "softened": "softened",
    "condition": "other conditions",
    "figure": "another figure",
    "restated": "said again",
}


class _Words:
    """Names, and the words of entries without markup."""

    def __init__(self, codebook: Codebook) -> None:
        self.names = Names(codebook)
        self.library = Library(())

    def of(self, entry: Entry) -> str:
        return quoted(self.library.shown(entry.document).words(entry.position.evidence))


def muster_text(muster: Muster, codebook: Codebook, width: int | None = None) -> str:
    """The standing positions, by actor; then the numbers claimed against the named."""
    out, words = Lines(width_of(width)), _Words(codebook)
    out.para(_when(muster))
    reviewed = f"positions: {muster.proposed} proposed, {muster.accepted} accepted"
    out.para(f"{sentence_case(counted(len(muster.documents), 'document'))}; {reviewed}.")
    for standing in muster.standings:
        out.gap()
        _standing(out, standing, words)
    if not muster.standings:
        out.para("Nothing stands.")
    if muster.reconciliations:
        out.sub("Claimed and named")
        for found in muster.reconciliations:
            out.item(f"{_claimed(found, words.names)}.")
    return out.text()


def _when(muster: Muster) -> str:
    said = f"As of {day(muster.as_of)}" if muster.as_of else "All that was said"
    known = f", as known by {moment(muster.known_by)}" if muster.known_by else ""
    return f"{said}{known}."


def _standing(out: Lines, standing: Standing, words: _Words) -> None:
    names = words.names
    what = names.label(standing.on) + (f", {PLACES[standing.where]}" if standing.where else "")
    figure = either(
        dict.fromkeys(q for e in standing.alternatives if (q := names.quantity(e.position.quantity)))
    )
    head = f"{sentence_case(names.actor(standing.actor))}: {what}" + (f", {figure}" if figure else "")
    out.para(head)
    out.para(
        f"{ladder(standing.level)} {names.rung(standing.stance, standing.on)}{_condition(standing, names)}",
        indent=2,
    )
    for entry in standing.alternatives:
        out.para(f"{words.of(entry)} ({word_of(entry)}; {entry.state}, {entry.id})", indent=2)
    out.para(_reports(standing), indent=2)
    for told, entries in (
        ("conflict", standing.conflict or ()),
        ("overruled", standing.overruled),
        ("earlier", standing.history),
    ):
        for entry in entries:
            rung = names.rung(entry.position.stance, standing.on)
            out.item(f"{told}: {rung}, {words.of(entry)} ({word_of(entry)})", mark="*", indent=2)


def _condition(standing: Standing, names: Names) -> str:
    condition = conditions_of(standing)
    return "" if condition is None else f", {only(condition, names)}"


def _reports(standing: Standing) -> str:
    return counted(standing.corroboration, "independent report")


def _claimed(found: Reconciliation, names: Names) -> str:
    what = "members" if found.on is None else names.subject(found.on)
    low = found.claimed_low if found.claimed_low is not None else "?"
    high = found.claimed_high if found.claimed_high is not None else "more"
    claimed = (
        f"{low}"
        if low == high
        else f"{low} to {high}"
        if found.claimed_high is not None
        else f"{low} or more"
    )
    named = (
        f"{len(found.named)} named ({listed(names.actor(a) for a in found.named)})"
        if found.named
        else "none named"
    )
    return f"{sentence_case(what)}: {claimed} claimed, {named}, at least {found.unnamed_low} unnamed"


def muster_json(muster: Muster, codebook: Codebook) -> dict[str, Any]:
    """The muster as JSON values: standing positions with all their entries, claims, reconciliations."""
    words = _Words(codebook)
    return {
        "as_of": None if muster.as_of is None else muster.as_of.isoformat(),
        "known_by": None if muster.known_by is None else muster.known_by.isoformat(),
        "proposed": muster.proposed,
        "accepted": muster.accepted,
        "documents": [d.id for d in muster.documents],
        "standings": [standing_json(s, words) for s in muster.standings],
        "claims": [
            {"id": c.id, "doc": c.document.id, **claim_json(c.claim)} | {"id": c.id} for c in muster.claims
        ],
        "reconciliations": [_reconciliation_json(r) for r in muster.reconciliations],
    }


def standing_json(standing: Standing, words: _Words) -> dict[str, Any]:
    return {
        "actor": standing.actor,
        "name": words.names.actor(standing.actor),
        "kind": standing.kind,
        "on": standing.on,
        "where": standing.where,
        "stance": standing.stance,
        "level": standing.level,
        "day": None if standing.day is None else standing.day.isoformat(),
        "corroboration": standing.corroboration,
        "alternatives": _entries(standing.alternatives, words),
        "conflict": _entries(standing.conflict or (), words),
        "overruled": _entries(standing.overruled, words),
        "history": _entries(standing.history, words),
    }


def _entries(entries: Iterable[Entry], words: _Words) -> list[dict[str, Any]]:
    return [
        {
            **position_json(entry.position),
            "id": entry.id,
            "doc": entry.document.id,
            "day": None if entry.day is None else entry.day.isoformat(),
            "recorded": None if entry.recorded is None else entry.recorded.isoformat(),
            "state": entry.state,
            "reviewer": entry.reviewer,
            "words": words.library.shown(entry.document).words(entry.position.evidence),
        }
        for entry in entries
    ]


def _reconciliation_json(found: Reconciliation) -> dict[str, Any]:
    return {
        "on": found.on,
        "claimed": [found.claimed_low, found.claimed_high],
        "named": list(found.named),
        "unnamed_low": found.unnamed_low,
        "sources": [source.id for source in found.sources],
    }


def changes_text(changes: Iterable[Change], codebook: Codebook, width: int | None = None) -> str:
    """One paragraph a change, with the words behind it."""
    out, words = Lines(width_of(width)), _Words(codebook)
    found = list(changes)
    for change in found:
        out.gap()
        out.para(f"{_who(change, words.names)}: {KINDS.get(change.kind, change.kind)}")
        out.para(f"{_side(change.before, words.names)} > {_side(change.after, words.names)}", indent=2)
        for passage in change.evidence:
            out.para(f"{quoted(passage.text)} ({passage.doc})", indent=2)
    if not found:
        out.para("Nothing changed between the two.")
    return out.text()


def _who(change: Change, names: Names) -> str:
    place = f", {PLACES[change.where]}" if change.where else ""
    return f"{sentence_case(names.actor(change.actor))}, {names.subject(change.on)}{place}"


def _side(standing: Standing | None, names: Names) -> str:
    if standing is None:
        return "nothing known"
    figure = either(
        dict.fromkeys(q for e in standing.alternatives if (q := names.quantity(e.position.quantity)))
    )
    told = names.rung(standing.stance, standing.on) + (f" {figure}" if figure else "")
    return f"{told}{_condition(standing, names)} ({day(standing.day)})"


def changes_json(changes: Iterable[Change], codebook: Codebook) -> list[dict[str, Any]]:
    """The changes as JSON values, each with the standing before and after."""
    words = _Words(codebook)
    return [
        {
            "actor": change.actor,
            "on": change.on,
            "where": change.where,
            "kind": change.kind,
            "before": None if change.before is None else standing_json(change.before, words),
            "after": None if change.after is None else standing_json(change.after, words),
            "evidence": [
                {"doc": e.doc, "start": e.start, "end": e.end, "text": e.text} for e in change.evidence
            ],
        }
        for change in changes
    ]
