"""Questions at the desk: the engine's answer for a situation, a book, readings or a JSON value."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from musterbook.assessment import Answer
from musterbook.assessment import ask as ask_engine
from musterbook.codebook import Codebook, default_codebook
from musterbook.errors import QuestionError
from musterbook.model.consentrule import ConsentRule
from musterbook.model.reading import Reading
from musterbook.model.situation import Requirement, Situation, parse_situation
from musterbook.muster import fold, fold_readings
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
    words = codebook or default_codebook()
    if isinstance(source, Reading):
        source = [source]
    if isinstance(source, Iterable):
        muster = fold_readings(source, as_of=as_of, codebook=words)
    else:
        muster = fold(source, as_of=as_of, known_by=known_by, codebook=words, accepted_only=accepted_only)
    return lay_out(muster, words, requirement=requirement, rules=rules).situation


def ask(question: str, source: Any, **options: Any) -> Answer:
    """The engine's answer (ENGINE: closure, fill, unlock, block, consent, explain ...).

    ``source`` is a Situation, its JSON value or text, a Reading, or a Book; ``options`` are those of the
    question, plus ``as_of`` and ``known_by`` for a book. Raises QuestionError with the names to blame.
    """
    return ask_engine(question, _situation_of(source, options), **options)


def _situation_of(source: Any, options: dict[str, Any]) -> Situation:
    if isinstance(source, Situation):
        return source
    if isinstance(source, (str, dict)):
        return parse_situation(source)
    if isinstance(source, (bytes, int, float, type(None))):
        raise QuestionError(
            f"{type(source).__name__} holds no situation",
            remedy="give a Situation, its JSON, a reading or a book",
        )
    laying = {name: options.pop(name) for name in LAYING if name in options}
    return situation(source, **laying)


LAYING = ("as_of", "known_by", "accepted_only", "requirement", "rules", "codebook")
