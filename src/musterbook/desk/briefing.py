"""The brief worked out: fold, lay out, suppose, ask every question, and put the answers on sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from musterbook.assessment import ask
from musterbook.book.entries import ClaimEntry
from musterbook.codebook import LADDER, Codebook, default_codebook
from musterbook.desk.sheets import (
    Brief,
    Change,
    Going,
    LineSheet,
    MeasureSheet,
    Row,
    Sets,
    Waiting,
)
from musterbook.desk.supposing import check_lines, check_terms, read_target, suppose
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule, rule_members
from musterbook.model.formula import Formula, formula_json, parse_formula
from musterbook.model.reading import Reading
from musterbook.model.situation import Requirement, Situation
from musterbook.muster import (
    Laid,
    Muster,
    Standing,
    asked_subject,
    fold,
    fold_entries,
    fold_readings,
    situation,
    targets,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user lays down for a brief: suppositions, threshold, target, requirement and rules."""

    suppose: tuple[str, ...] = ()
    count_from: str = "offers"
    target: Formula | None = None
    requirement: Requirement | None = None
    rules: Mapping[str, ConsentRule] | None = None


def brief(
    reading: Reading | None = None,
    *,
    book: Any = None,
    readings: Iterable[Reading] = (),
    as_of: date | None = None,
    known_by: datetime | None = None,
    accepted_only: bool = False,
    suppose: Sequence[str] = (),
    count_from: str = "offers",
    target: Any = None,
    requirement: Requirement | None = None,
    rules: Mapping[str, ConsentRule] | None = None,
    codebook: Codebook | None = None,
) -> Brief:
    """The brief of a reading, of several, or of a book (with a reading laid over it, not written into it).

    ``target`` is a formula as a JSON value, its text or a single leaf. Raises QuestionError for
    suppositions, targets and rules that the engine refuses, BookError for the book.
    """
    words = codebook or default_codebook()
    terms = Terms(tuple(suppose), count_from, read_target(target, words), requirement, rules)
    check_terms(requirement, rules, words)
    muster = _muster(reading, readings, book, as_of, known_by, accepted_only, words)
    laid = situation(muster, words, requirement=requirement, rules=rules, target=terms.target)
    check_lines(terms.target, laid.situation)
    return _work_out(reading, muster, laid, terms, words)


def _muster(
    reading: Reading | None,
    readings: Iterable[Reading],
    book: Any,
    as_of: date | None,
    known_by: datetime | None,
    accepted_only: bool,
    codebook: Codebook,
) -> Muster:
    together = [*([reading] if reading is not None else []), *readings]
    if book is None:
        day = as_of or max((r.document.published for r in together if r.document.published), default=None)
        return fold_readings(together, as_of=day, codebook=codebook)
    if not together:
        return fold(book, as_of=as_of, known_by=known_by, codebook=codebook, accepted_only=accepted_only)
    return _over_book(together, book, as_of, known_by, accepted_only, codebook)


def _over_book(
    readings: Sequence[Reading],
    book: Any,
    as_of: date | None,
    known_by: datetime | None,
    accepted_only: bool,
    codebook: Codebook,
) -> Muster:
    """The book's entries and those of new readings; a document that the book holds counts once."""
    from musterbook.book import entries_of

    states = ("accepted",) if accepted_only else ("proposed", "accepted")
    held = {entry.document.id for entry in book.documents(known_by=known_by)}
    made = [entries_of(r) for r in readings if r.document.id not in held]
    kept = book.positions(as_of=as_of, known_by=known_by, states=states)
    entries = [*kept, *(e for found, _ in made for e in found)]
    claims = [*book.claims(as_of=as_of, known_by=known_by), *(c for _, found in made for c in found)]
    return fold_entries(entries, claims, as_of=as_of, known_by=known_by, codebook=codebook)


def _work_out(reading: Reading | None, muster: Muster, laid: Laid, terms: Terms, codebook: Codebook) -> Brief:
    supposed = suppose(laid.situation, terms.suppose, terms.count_from, codebook)
    options = {"count_from": terms.count_from}
    closure = ask("closure", supposed, **options).to_json()
    stable = closure if "stable" in closure else None
    target, reason = (laid.target, "given") if laid.target is not None else choose_target(supposed, options)
    unlocking = _sets("unlock", supposed, target, options)
    blocking = _sets("block", supposed, target, options)
    going = _going(supposed, closure)
    rows = _rows(muster.contributions, laid, closure, going.subject)
    return Brief(
        reading=reading,
        documents=muster.documents or ((reading.document,) if reading is not None else ()),
        as_of=supposed.as_of,
        known_by=muster.known_by,
        supposed=terms.suppose,
        count_from=terms.count_from,
        muster=muster,
        given=laid.situation,
        situation=supposed,
        trail=laid.trail,
        assumptions=laid.assumptions,
        set_aside=laid.set_aside,
        target=target,
        target_reason=reason,
        going=going,
        rows=rows,
        group_rows=tuple(Row(s, None, None) for s in muster.groups),
        closure=None if stable is not None else closure,
        stable=stable,
        knot=tuple(closure.get("knot", ())),
        unlock=unlocking,
        block=blocking,
        changes=_changes(unlocking, blocking, muster),
        waiting=_waiting(supposed, going, options, terms.count_from) if stable is None else (),
        lines=_lines(supposed, laid, closure, options) if stable is None else (),
        measures=_measures(muster, supposed),
        reconciliations=muster.reconciliations,
        aggregates=_claims(muster, "aggregate"),
        requirements=_claims(muster, "requirement"),
        events=tuple(sorted(_claims(muster, "event"), key=_event_day)),
        warnings=_claims(muster, "warning"),
    )


def choose_target(given: Situation, options: Mapping[str, Any]) -> tuple[Formula | None, str]:
    """The first of the brief's targets that all changes together reach, and its TARGET_REASON."""
    wanted = targets(given)
    found = [_sets("unlock", given, target, options) for target in wanted]
    for number, (target, sets) in enumerate(zip(wanted, found, strict=True)):
        if sets.sets:
            return target, "first" if number == 0 else "reached"
    if not wanted:
        return None, "nothing"
    return wanted[-1], "refused" if any(sets.refused for sets in found) else "none"


def _sets(question: str, given: Situation, target: Formula | None, options: Mapping[str, Any]) -> Sets:
    """The engine's sets; where a ``not`` forbids the question (rule 8), none, with what the engine says."""
    if target is None:
        return Sets((), True)
    try:
        answer = ask(question, given, target=formula_json(target), **options).to_json()
    except QuestionError as error:
        return Sets((), False, str(error))
    return Sets(tuple(tuple(s) for s in answer["sets"]), bool(answer["complete"]))


def _going(given: Situation, closure: Mapping[str, Any]) -> Going:
    subject = asked_subject(given)
    if "stable" in closure or subject is None:
        return Going(subject, (), (), ())
    states = _states(closure)
    best: dict[str, int] = {}
    for offer in given.offers:
        if offer.on == subject:
            rank = ("assured", "possible", "out").index(states.get(offer.id, "out"))
            best[offer.actor] = min(rank, best.get(offer.actor, rank))
    found = [tuple(sorted(a for a, r in best.items() if r == rank)) for rank in range(3)]
    return Going(subject, *found)


def _states(closure: Mapping[str, Any]) -> dict[str, str]:
    """Offer id -> assured, possible or out, unprompted."""
    unprompted = closure.get("unprompted", {})
    return {offer: state for state in ("assured", "possible", "out") for offer in unprompted.get(state, ())}


def _rows(
    standings: Sequence[Standing], laid: Laid, closure: Mapping[str, Any], asked: str | None
) -> tuple[Row, ...]:
    """The rows of the table: the subject asked about first, the firmest first within it and after it."""
    states = _states(closure)
    offers = {standing.key: offer for offer, standing in laid.trail.offers.items()}
    rows = [Row(s, offers.get(s.key), states.get(offers.get(s.key, ""))) for s in standings]
    return tuple(sorted(rows, key=lambda row: _row_order(row.standing, asked)))


def _row_order(standing: Standing, asked: str | None) -> tuple[bool, int, str, str, str]:
    return standing.on != asked, -standing.level, standing.on, standing.actor, standing.where or ""


def _changes(unlocking: Sets, blocking: Sets, muster: Muster) -> dict[str, Change]:
    names = sorted({name for sets in (unlocking, blocking) for s in sets.sets for name in s})
    return {name: _change(name, muster) for name in names}


def _change(name: str, muster: Muster) -> Change:
    if not name.startswith("raise:"):
        return Change(name, None, None, None)
    _, actor, on = name.split(":", 2)
    standing = next((s for s in muster.contributions if (s.actor, s.on) == (actor, on)), None)
    return Change(name, actor, on, standing)


def _waiting(
    given: Situation, going: Going, options: Mapping[str, Any], count_from: str
) -> tuple[Waiting, ...]:
    """Those ready to come who are not assured, with what would bring each."""
    found = []
    for offer in given.offers:
        ready = offer.level >= LADDER[count_from]
        if offer.on == going.subject and ready and offer.actor not in going.assured:
            sets = _sets("unlock", given, parse_formula(f"joins:{offer.actor}:{offer.on}"), options)
            if sets.refused is None:
                found.append(Waiting(offer.actor, offer.id, sets.sets, sets.complete))
    return tuple(found)


def _lines(
    given: Situation, laid: Laid, closure: Mapping[str, Any], options: Mapping[str, Any]
) -> tuple[LineSheet, ...]:
    if not given.lines:
        return ()
    states = _states(closure)
    answer = ask("fill", given, **options).to_json()
    return tuple(
        LineSheet(
            line.id,
            line.on,
            filled,
            tuple(o.id for o in given.offers if o.on == line.on and states.get(o.id) == "assured"),
            laid.trail.lines.get(line.id, ()),
        )
        for line, filled in zip(given.lines, answer["lines"], strict=True)
    )


def _measures(muster: Muster, given: Situation) -> tuple[MeasureSheet, ...]:
    sheets = []
    for measure in given.measures:
        rows = tuple(Row(s, None, None) for s in muster.measures if s.on == measure.id)
        verdict = None if measure.rule is None else ask("consent", given, measure=measure.id).to_json()
        members = rule_members(measure.rule) if measure.rule is not None else ()
        spoken = {position.actor for position in measure.positions}
        sheets.append(MeasureSheet(measure.id, verdict, rows, tuple(sorted(set(members) - spoken))))
    return tuple(sheets)


def _claims(muster: Muster, kind: str) -> tuple[ClaimEntry, ...]:
    return tuple(entry for entry in muster.claims if entry.claim.kind == kind)


def _event_day(entry: ClaimEntry) -> tuple[date, str]:
    return entry.claim.from_day or date.max, entry.id
