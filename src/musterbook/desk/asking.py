"""Questions at the desk: the engine's answer for a situation, a book, readings or a JSON value."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from musterbook.assessment import Answer
from musterbook.assessment import ask as ask_engine
from musterbook.book.entries import Entry
from musterbook.codebook import Codebook, default_codebook
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule
from musterbook.model.reading import Reading
from musterbook.model.situation import Requirement, Situation, parse_situation
from musterbook.muster import Laid, fold, fold_readings
from musterbook.muster import situation as lay_out


def situation(
    source: Any,
    *,
    as_of: date | None = None,
    known_by: datetime | None = None,
    accepted_only: bool = False,
    requirement: Requirement | None = None,
    rules: Mapping[str, ConsentRule] | None = None,
    codebook: Codebook | None = None,
) -> Situation:
    """The situation of a book, a reading or several readings at (as of, known by); rules 1-5."""
    return _laid(
        source,
        as_of=as_of,
        known_by=known_by,
        accepted_only=accepted_only,
        requirement=requirement,
        rules=rules,
        codebook=codebook,
    ).situation


def _laid(
    source: Any,
    *,
    as_of: date | None = None,
    known_by: datetime | None = None,
    accepted_only: bool = False,
    requirement: Requirement | None = None,
    rules: Mapping[str, ConsentRule] | None = None,
    codebook: Codebook | None = None,
) -> Laid:
    words = codebook or default_codebook()
    if isinstance(source, Reading):
        source = [source]
    if isinstance(source, Iterable):
        muster = fold_readings(source, as_of=as_of, codebook=words)
    else:
        muster = fold(source, as_of=as_of, known_by=known_by, codebook=words, accepted_only=accepted_only)
    return lay_out(muster, words, requirement=requirement, rules=rules)


def reading_confidence(laid: Laid) -> dict[str, float]:
    """How surely each offer was read rightly: that of the surest of its standing positions, 1 where accepted.

    Offers without doubt are left out.
    """
    sure = {
        offer: max(_confidence(entry) for entry in standing.alternatives)
        for offer, standing in laid.trail.offers.items()
    }
    return {offer: confidence for offer, confidence in sure.items() if confidence < 1}


def _confidence(entry: Entry) -> float:
    return 1.0 if entry.state == "accepted" else min(1.0, max(0.0, entry.position.confidence))


def ask(question: str, source: Any, **options: Any) -> Answer:
    """The engine's answer (ENGINE: closure, fill, unlock, block, consent, explain ...).

    ``source`` is a Situation, its JSON value or text, a Reading, or a Book; ``options`` are those of the
    question, plus ``as_of`` and ``known_by`` for a book. With ``reading_confidence`` the odds take in that
    the reader may have erred: each offer of a book or reading is as sure as its position (rule 16).
    ``with_as_of`` and ``with_known_by`` lay a book out once more, as the other side of a comparison.
    Raises QuestionError with the names to blame.
    """
    _other_day(source, options)
    return ask_engine(question, _situation_of(source, options), **options)


def _other_day(source: Any, options: dict[str, Any]) -> None:
    """Lays the book out for another day, as the other side of a comparison."""
    other = {name: options.pop(f"with_{name}") for name in OTHER if options.get(f"with_{name}") is not None}
    if not other:
        return
    if isinstance(source, (Situation, str, dict)):
        remedy = "give --book BOOK, or the other situation"
        raise QuestionError("another day needs a book or readings", remedy=remedy, names=["with_as_of"])
    against = options.get("against") or {}
    if against.get("situation") is not None:
        remedy = "give another day or another situation"
        raise QuestionError("two other sides to compare with", remedy=remedy, names=["against"])
    laying = {name: options[name] for name in LAYING if name in options} | other
    options["against"] = {**against, "situation": _laid(source, **laying).situation}


def _situation_of(source: Any, options: dict[str, Any]) -> Situation:
    carried = options.pop("reading_confidence", None)
    if carried and isinstance(source, (Situation, str, dict)):
        raise QuestionError(
            "a situation has no readings to doubt",
            remedy="give --book, or the confidence of its offers",
            names=["reading_confidence"],
        )
    if isinstance(source, Situation):
        return source
    if isinstance(source, (str, dict)):
        return parse_situation(source)
    if isinstance(source, (bytes, int, float, type(None))):
        raise QuestionError(
            f"{type(source).__name__} holds no situation",
            remedy="give a Situation, its JSON, a reading or a book",
        )
    laid = _laid(source, **{name: options.pop(name) for name in LAYING if name in options})
    if carried:
        if options.get("confidence") is not None:
            raise QuestionError("give the confidence of readings once", names=["confidence"])
        options["confidence"] = reading_confidence(laid)
    return laid.situation


OTHER = ("as_of", "known_by")
LAYING = ("as_of", "known_by", "accepted_only", "requirement", "rules", "codebook")
