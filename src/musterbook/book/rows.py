"""Values to rows of the tables and back; every field of a reading returns exactly as it came."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from musterbook.book.entries import Decision, words_of
from musterbook.model.document import Document, Statement
from musterbook.model.exchange import position_from_json, position_json, problem_from_json, problem_json
from musterbook.model.formula import formula_json, parse_formula
from musterbook.model.position import Because, Claim, Position, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans, spans_from

Row = dict[str, Any]
Found = RowMapping


def document_row(reading: Reading, recorded: datetime) -> Row:
    document = reading.document
    return {
        "id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "media_type": document.media_type,
        "text": document.text,
        "boilerplate": _pairs(document.boilerplate),
        "problems": [problem_json(problem) for problem in reading.problems],
        "recorded": recorded,
    }


def document_of(row: Found) -> Document:
    return Document(
        row["text"],
        row["title"],
        row["outlet"],
        row["url"],
        row["published"],
        row["language"],
        spans_from(row["boilerplate"]),
        row["media_type"],
    )


def statement_rows(reading: Reading) -> list[Row]:
    document = reading.document.id
    return [
        {
            "id": f"{document}/{statement.id}",
            "document_id": document,
            "place_in_reading": place,
            "local_id": statement.id,
            "speaker": statement.speaker,
            "speaks_for": statement.speaks_for,
            "source_kind": statement.source_kind,
            "said": statement.said,
            "source": _pairs(statement.source),
            "cue": _pairs(statement.cue),
            "content": _pairs(statement.content),
        }
        for place, statement in enumerate(reading.statements)
    ]


def statement_of(row: Found) -> Statement:
    return Statement(
        row["local_id"],
        spans_from(row["source"]),
        spans_from(row["cue"]),
        spans_from(row["content"]),
        row["speaker"],
        row["speaks_for"],
        row["source_kind"],
        row["said"],
    )


def position_rows(reading: Reading) -> list[Row]:
    return [
        _position_row(position, reading.document, place) for place, position in enumerate(reading.positions)
    ]


def _position_row(position: Position, document: Document, place: int) -> Row:
    return {
        "id": f"{document.id}/{position.id}",
        "document_id": document.id,
        "statement_id": _within(document, position.statement),
        "place_in_reading": place,
        "local_id": position.id,
        "actor": position.actor,
        "actor_text": position.actor_text,
        "kind": position.kind,
        "subject": position.on,
        "place": position.where,
        "stance": position.stance,
        "level": position.level,
        "negated": position.negated,
        "reason": position.reason,
        "speaker": position.speaker,
        "source_kind": position.source_kind,
        "third_party": position.third_party,
        "said": position.said,
        "day": position.said or document.published,
        "confidence": position.confidence,
        "superseded": position.superseded,
        **_figure(position.quantity),
        **_lists(position, document),
    }


def _figure(quantity: Quantity) -> Row:
    return {
        "quantity_low": quantity.low,
        "quantity_high": quantity.high,
        "unit": quantity.unit,
        "quantity_words": quantity.words,
    }


def _lists(position: Position, document: Document) -> Row:
    conditions = position.conditions
    return {
        "conditions": None if conditions is None else formula_json(conditions),
        "caveats": list(position.caveats),
        "evidence": _pairs(position.evidence),
        "evidence_text": words_of(document.text, position.evidence),
        "because": [[because.rule, list(because.span), because.gives] for because in position.because],
        "members": list(position.members),
    }


def position_of(row: Found) -> Position:
    conditions = row["conditions"]
    return Position(
        id=row["local_id"],
        actor=row["actor"],
        actor_text=row["actor_text"],
        kind=row["kind"],
        on=row["subject"],
        stance=row["stance"],
        evidence=spans_from(row["evidence"]),
        negated=row["negated"],
        quantity=Quantity(row["quantity_low"], row["quantity_high"], row["unit"], row["quantity_words"]),
        conditions=None if conditions is None else parse_formula(conditions),
        where=row["place"],
        caveats=tuple(row["caveats"]),
        reason=row["reason"],
        statement=_local(row["statement_id"]),
        speaker=row["speaker"],
        source_kind=row["source_kind"],
        third_party=row["third_party"],
        said=row["said"],
        because=tuple(Because(rule, Span(*span), gives) for rule, span, gives in row["because"]),
        confidence=row["confidence"],
        superseded=row["superseded"],
        members=tuple(row["members"]),
    )


def claim_rows(reading: Reading) -> list[Row]:
    said = {statement.id: statement.said for statement in reading.statements}
    return [
        _claim_row(claim, reading.document, place) | _days(claim, reading.document, said)
        for place, claim in enumerate(reading.claims)
    ]


def _claim_row(claim: Claim, document: Document, place: int) -> Row:
    return {
        "id": f"{document.id}/{claim.id}",
        "document_id": document.id,
        "statement_id": _within(document, claim.statement),
        "place_in_reading": place,
        "local_id": claim.id,
        "kind": claim.kind,
        "what": claim.what,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "subject": claim.on,
        "enablers": list(claim.enablers),
        "evidence": _pairs(claim.evidence),
        "evidence_text": words_of(document.text, claim.evidence),
    }


def _days(claim: Claim, document: Document, said: Mapping[str, Any]) -> Row:
    day = said.get(claim.statement or "")
    return {
        "from_day": claim.from_day,
        "to_day": claim.to_day,
        "said": day,
        "day": day or document.published,
    }


def claim_of(row: Found) -> Claim:
    return Claim(
        row["local_id"],
        row["kind"],
        row["what"],
        spans_from(row["evidence"]),
        row["low"],
        row["high"],
        row["unit"],
        row["subject"],
        tuple(row["enablers"]),
        _local(row["statement_id"]),
        row["from_day"],
        row["to_day"],
    )


def reading_of(
    document: Found, statements: list[Found], positions: list[Found], claims: list[Found]
) -> Reading:
    return Reading(
        document_of(document),
        tuple(map(statement_of, statements)),
        tuple(map(position_of, positions)),
        tuple(map(claim_of, claims)),
        tuple(map(problem_from_json, document["problems"])),
    )


def decision_row(decision: Decision, document: Document) -> Row:
    return {
        "position_id": decision.position_id,
        "decision": decision.decision,
        "reviewer": decision.reviewer,
        "note": decision.note,
        "correction": _correction(decision.correction, document),
        "into_id": decision.into,
        "recorded": decision.recorded,
    }


def _correction(position: Position | None, document: Document) -> Row | None:
    """The exchange form, with the day and the words beside it for the views."""
    if position is None:
        return None
    day = position.said or document.published
    return position_json(position) | {
        "day": None if day is None else day.isoformat(),
        "evidence_text": words_of(document.text, position.evidence),
    }


def decision_of(row: Found) -> Decision:
    correction = row["correction"]
    return Decision(
        row["position_id"],
        row["decision"],
        row["reviewer"],
        row["recorded"],
        row["note"],
        None if correction is None else position_from_json(correction),
        row["into_id"],
    )


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _within(document: Document, statement: str | None) -> str | None:
    return None if statement is None else f"{document.id}/{statement}"


def _local(entry_id: str | None) -> str | None:
    return None if entry_id is None else entry_id.partition("/")[2]
