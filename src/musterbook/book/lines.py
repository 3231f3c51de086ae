"""The exchange of whole books as JSON lines: one line a reading with its text, then one a decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from musterbook.book.check import check_reading, in_utc, moment
from musterbook.book.entries import Decision
from musterbook.errors import InputError, MusterbookError
from musterbook.model.exchange import position_from_json, position_json, reading_from_json, reading_json
from musterbook.model.reading import Reading

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the lines of an exchange hold: readings with the time of their recording, and decisions."""

    readings: tuple[tuple[Reading, datetime], ...]
    decisions: tuple[Decision, ...]


def reading_line(reading: Reading, recorded: datetime) -> Json:
    """The line of a reading: the exchange form, the text it was made from, and when it was recorded."""
    return {"reading": reading_json(reading), "text": reading.document.text, "recorded": recorded.isoformat()}


def decision_line(decision: Decision) -> Json:
    correction = decision.correction
    body = {
        "position": decision.position_id,
        "decision": decision.decision,
        "reviewer": decision.reviewer,
        "note": decision.note,
        "correction": None if correction is None else position_json(correction),
        "into": decision.into,
        "recorded": decision.recorded.isoformat(),
    }
    return {"decision": body}


def parcel(values: Iterable[Json], recorded: datetime | None) -> Parcel:
    """What the lines hold; ``recorded`` replaces the lines' own times. Raises InputError naming the line."""
    readings: list[tuple[Reading, datetime]] = []
    decisions: list[Decision] = []
    for number, value in enumerate(values, 1):
        try:
            _sort_in(value, recorded, readings, decisions)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            told = str(error) if isinstance(error, MusterbookError) else f"not a line of a book: {error!r}"
            raise InputError(told, where=f"line {number}", remedy="import what `export` wrote") from None
    return Parcel(tuple(readings), tuple(decisions))


def _sort_in(
    value: Json,
    recorded: datetime | None,
    readings: list[tuple[Reading, datetime]],
    decisions: list[Decision],
) -> None:
    if "decision" in value:
        decisions.append(_decision(value["decision"], recorded))
    else:
        reading = reading_from_json(value["reading"], value["text"])
        check_reading(reading)
        readings.append((reading, recorded or _at(value)))


def _decision(body: Json, recorded: datetime | None) -> Decision:
    correction = body.get("correction")
    return Decision(
        _words(body["position"]),
        _words(body["decision"]),
        _words(body["reviewer"]),
        recorded or _at(body),
        None if body.get("note") is None else _words(body["note"]),
        None if correction is None else position_from_json(correction),
        None if body.get("into") is None else _words(body["into"]),
    )


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{value!r} is no text")
    return value


def _at(value: Mapping[str, Any]) -> datetime:
    given = value.get("recorded")
    return moment(None) if given is None else in_utc(datetime.fromisoformat(given))


def check_same_readings(parcel: Parcel, held: Callable[[str], Reading | None]) -> None:
    """Refuse decisions about a document held in another reading: their ids mean other positions."""
    decided = {decision.position_id.partition("/")[0] for decision in parcel.decisions}
    for reading, _ in parcel.readings:
        name = reading.document.id
        if name not in decided:
            continue
        kept = held(name)
        if kept is not None and not _alike(kept, reading):
            raise InputError(
                "the book holds another reading of this document, so the decisions about it do not fit",
                where=f"document {name}",
                remedy="import into a new book, or leave these decisions out",
                names=[name],
            )


def _alike(one: Reading, other: Reading) -> bool:
    return [position_json(p) for p in one.positions] == [position_json(p) for p in other.positions]
