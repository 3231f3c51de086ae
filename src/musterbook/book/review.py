"""Rule 16: reading proposes, people decide. What holds of a position after the decisions about it.

Decisions pile up; an ``undo`` takes the last one that is still in force off the pile. What remains is read
from the bottom: a correction stays when the corrected position is later accepted or rejected.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from musterbook.book.check import check_position
from musterbook.book.entries import DECISIONS, Decision, Entry
from musterbook.errors import InputError
from musterbook.model.document import Document

_STATE = {"accept": "accepted", "correct": "accepted", "reject": "rejected", "merge": "merged"}


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions about one position that no undo took back, in the order they were made."""
    pile: list[Decision] = []
    for decision in decisions:
        if decision.decision != "undo":
            pile.append(decision)
        elif pile:
            pile.pop()
    return tuple(pile)


def reviewed(entries: Iterable[Entry], decisions: Iterable[Decision]) -> tuple[Entry, ...]:
    """The entries as the decisions leave them; a merged one hands its documents to the one it went into."""
    piles: dict[str, list[Decision]] = {}
    for decision in decisions:
        piles.setdefault(decision.position_id, []).append(decision)
    standing = {entry_id: in_force(pile) for entry_id, pile in piles.items()}
    decided = {entry.id: _decided(entry, standing.get(entry.id, ())) for entry in entries}
    return tuple(_with_merged(decided, targets_of(standing)))


def _decided(entry: Entry, pile: Sequence[Decision]) -> Entry:
    if not pile:
        return entry
    corrections = [d.correction for d in pile if d.correction is not None]
    return replace(
        entry,
        position=corrections[-1] if corrections else entry.position,
        state=_STATE[pile[-1].decision],
        reviewer=pile[-1].reviewer,
        corrected=bool(corrections),
    )


def targets_of(standing: dict[str, tuple[Decision, ...]]) -> dict[str, str]:
    """What each merged entry went into, by the last decision in force."""
    return {
        entry_id: pile[-1].into or entry_id
        for entry_id, pile in standing.items()
        if pile and pile[-1].decision == "merge"
    }


def _with_merged(decided: dict[str, Entry], targets: dict[str, str]) -> list[Entry]:
    also: dict[str, list[Document]] = {}
    for entry_id in targets:
        if entry_id in decided:
            also.setdefault(root_of(entry_id, targets), []).append(decided[entry_id].document)
    return [
        replace(entry, also=tuple(sorted(also[entry.id], key=lambda d: d.id))) if entry.id in also else entry
        for entry in decided.values()
    ]


def root_of(entry_id: str, targets: dict[str, str]) -> str:
    """Where a chain of merges ends."""
    seen = {entry_id}
    while (entry_id := targets.get(entry_id, entry_id)) not in seen:
        seen.add(entry_id)
    return entry_id


def check_decision(decision: Decision, entries: dict[str, Entry], earlier: Sequence[Decision]) -> None:
    """Refuse a decision that cannot be; ``entries`` are as reviewed so far, ``earlier`` is about this one."""
    where = f"position {decision.position_id}"
    if decision.decision not in DECISIONS:
        raise InputError(
            f"unknown decision {decision.decision!r}",
            where=where,
            remedy=f"use one of {', '.join(DECISIONS)}",
            names=[decision.decision],
        )
    if not decision.reviewer.strip():
        raise InputError("a decision needs a reviewer", where=where, remedy="give the name of who decides")
    _check_times(decision, entries[decision.position_id], earlier, where)
    if decision.decision == "undo" and not in_force(earlier):
        raise InputError("there is no decision to undo", where=where)
    _check_correction(decision, entries[decision.position_id], where)
    _check_merge(decision, entries, where)


def _check_times(decision: Decision, entry: Entry, earlier: Sequence[Decision], where: str) -> None:
    known = [d.recorded for d in earlier] + ([entry.recorded] if entry.recorded else [])
    if known and decision.recorded < max(known):
        raise InputError(
            f"a decision of {decision.recorded.isoformat()} on what was recorded {max(known).isoformat()}",
            where=where,
            remedy="decisions follow what they are about; check the clock",
        )


def _check_correction(decision: Decision, entry: Entry, where: str) -> None:
    if (decision.decision == "correct") != (decision.correction is not None):
        remedy = "give the corrected position with `correct`, and only with it"
        raise InputError("a correction and `correct` go together", where=where, remedy=remedy)
    if decision.correction is not None:
        known = () if decision.correction.statement is None else (entry.position.statement or "",)
        check_position(decision.correction, entry.document, known)


def _check_merge(decision: Decision, entries: dict[str, Entry], where: str) -> None:
    if (decision.decision == "merge") != (decision.into is not None):
        remedy = "name the position to merge into with `merge`, and only with it"
        raise InputError("a target and `merge` go together", where=where, remedy=remedy)
    if decision.into is None:
        return
    target = entries.get(decision.into)
    if target is None or target.id == decision.position_id or target.state in ("merged", "rejected"):
        state = "unknown" if target is None else "the same" if target.state in STANDING else target.state
        raise InputError(
            f"cannot merge into {decision.into}: it is {state}",
            where=where,
            remedy="name a standing position",
            names=[decision.into],
        )
    own, other = entries[decision.position_id].position, target.position
    if (own.actor, own.on) != (other.actor, other.on):
        raise InputError(
            f"{own.actor} on {own.on} is not {other.actor} on {other.on}",
            where=where,
            remedy="merge only two reports of the same position; correct one of them first",
            names=[decision.into],
        )


STANDING = ("proposed", "accepted")
