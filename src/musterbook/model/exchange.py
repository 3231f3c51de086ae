"""The exchange form of a reading as JSON values, both ways. Spans are ``[start, end]`` pairs."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from musterbook.errors import InputError
from musterbook.model.document import Document, Statement
from musterbook.model.formula import Formula, formula_json, parse_formula
from musterbook.model.position import Because, Claim, Position, Problem, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans, spans_from

Json = dict[str, Any]


def reading_json(reading: Reading) -> Json:
    """The exchange form; the document's text itself is left out, its hash is in."""
    return {
        "document": document_json(reading.document),
        "statements": [statement_json(s) for s in reading.statements],
        "positions": [position_json(p) for p in reading.positions],
        "claims": [claim_json(c) for c in reading.claims],
        "problems": [problem_json(p) for p in reading.problems],
    }


def reading_from_json(value: Json, text: str) -> Reading:
    """The reading of an exchange form, over the ``text`` it was made from; raises InputError."""
    try:
        document = document_from_json(value["document"], text)
        return Reading(
            document,
            tuple(statement_from_json(s) for s in value["statements"]),
            tuple(position_from_json(p) for p in value["positions"]),
            tuple(claim_from_json(c) for c in value["claims"]),
            tuple(problem_from_json(p) for p in value["problems"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"not an exchange form of a reading: {error!r}") from error


def document_json(document: Document) -> Json:
    return {
        "id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published": _day(document.published),
        "language": document.language,
        "media_type": document.media_type,
        "boilerplate": _pairs(document.boilerplate),
    }


def document_from_json(value: Json, text: str) -> Document:
    document = Document(
        text,
        value.get("title"),
        value.get("outlet"),
        value.get("url"),
        _from_day(value.get("published")),
        value.get("language", "en"),
        spans_from(value.get("boilerplate", [])),
        value.get("media_type", "text/plain"),
    )
    if value.get("sha256", document.sha256) != document.sha256:
        raise InputError("the text is not the one this reading was made from", remedy="read it again")
    return document


def statement_json(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "speaker": statement.speaker,
        "speaks_for": statement.speaks_for,
        "source_kind": statement.source_kind,
        "said": _day(statement.said),
    }


def statement_from_json(value: Json) -> Statement:
    return Statement(
        value["id"],
        spans_from(value["source"]),
        spans_from(value["cue"]),
        spans_from(value["content"]),
        value["speaker"],
        value["speaks_for"],
        value["source_kind"],
        _from_day(value["said"]),
    )


def position_json(position: Position) -> Json:
    """The exchange form of one position."""
    return {
        "id": position.id,
        "actor": position.actor,
        "actor_text": position.actor_text,
        "kind": position.kind,
        "on": position.on,
        "stance": position.stance,
        "level": position.level,
        "negated": position.negated,
        "quantity": quantity_json(position.quantity),
        "conditions": None if position.conditions is None else formula_json(position.conditions),
        "where": position.where,
        "caveats": list(position.caveats),
        "reason": position.reason,
        "statement": position.statement,
        "speaker": position.speaker,
        "source_kind": position.source_kind,
        "third_party": position.third_party,
        "said": _day(position.said),
        "evidence": _pairs(position.evidence),
        "because": [{"rule": b.rule, "span": list(b.span), "gives": b.gives} for b in position.because],
        "confidence": round(position.confidence, 4),
        "superseded": position.superseded,
        "members": list(position.members),
    }


def position_from_json(value: Json) -> Position:
    conditions: Formula | None = None
    if value["conditions"] is not None:
        conditions = parse_formula(value["conditions"], f"position {value['id']}")
    return Position(
        id=value["id"],
        actor=value["actor"],
        actor_text=value["actor_text"],
        kind=value["kind"],
        on=value["on"],
        stance=value["stance"],
        evidence=spans_from(value["evidence"]),
        negated=bool(value["negated"]),
        quantity=quantity_from_json(value["quantity"]),
        conditions=conditions,
        where=value["where"],
        caveats=tuple(value["caveats"]),
        reason=value["reason"],
        statement=value["statement"],
        speaker=value["speaker"],
        source_kind=value["source_kind"],
        third_party=bool(value["third_party"]),
        said=_from_day(value["said"]),
        because=tuple(Because(b["rule"], Span(*b["span"]), b["gives"]) for b in value["because"]),
        confidence=float(value["confidence"]),
        superseded=bool(value.get("superseded", False)),
        members=tuple(value.get("members", ())),
    )


def quantity_json(quantity: Quantity) -> Json:
    return {
        "low": number_json(quantity.low),
        "high": number_json(quantity.high),
        "unit": quantity.unit,
        "words": quantity.words,
    }


def quantity_from_json(value: Json) -> Quantity:
    return Quantity(
        number_from_json(value["low"]), number_from_json(value["high"]), value["unit"], value.get("words")
    )


def claim_json(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "kind": claim.kind,
        "what": claim.what,
        "low": number_json(claim.low),
        "high": number_json(claim.high),
        "unit": claim.unit,
        "on": claim.on,
        "enablers": list(claim.enablers),
        "from": _day(claim.from_day),
        "to": _day(claim.to_day),
        "evidence": _pairs(claim.evidence),
        "statement": claim.statement,
    }


def claim_from_json(value: Json) -> Claim:
    return Claim(
        value["id"],
        value["kind"],
        value["what"],
        spans_from(value["evidence"]),
        number_from_json(value["low"]),
        number_from_json(value["high"]),
        value["unit"],
        value["on"],
        tuple(value["enablers"]),
        value["statement"],
        _from_day(value["from"]),
        _from_day(value["to"]),
    )


def problem_json(problem: Problem) -> Json:
    span = None if problem.span is None else list(problem.span)
    return {"kind": problem.kind, "message": problem.message, "span": span}


def problem_from_json(value: Json) -> Problem:
    span = None if value["span"] is None else Span(*value["span"])
    return Problem(value["kind"], value["message"], span)


def number_json(number: Decimal | None) -> int | float | None:
    """A JSON number: whole where whole."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def number_from_json(value: int | float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _from_day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
