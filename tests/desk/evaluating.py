"""A small marked world for the tests of the evaluation: own sentences, gold and readings made by hand."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from musterbook.codebook import default_codebook
from musterbook.desk.evaluate import Evaluation, GoldDocument, evaluate_documents
from musterbook.desk.evaluate.evaluation import Read
from musterbook.desk.evaluate.gold import GoldMeta, GoldPosition, gold_document
from musterbook.model.document import Document, Statement
from musterbook.model.formula import All, Formula, Leaf
from musterbook.model.position import Claim, Position, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans

TEXT = (
    "Norway will send 300 engineers if parliament agrees. "
    "Chile said it could lend two ships once a truce holds. "
    "Kenya and Ghana refuse to take part. More than forty states came, the host said."
)
NORWAY = "will send 300 engineers"
CHILE = "could lend two ships"
REFUSALS = "Kenya and Ghana refuse to take part"
CROWD = "More than forty states came"


def at(words: str, text: str = TEXT) -> list[int]:
    """Where the words stand, as a gold file writes it."""
    start = text.index(words)
    return [start, start + len(words)]


def marked(actor: str, on: str, stance: str, words: str, **more: Any) -> dict[str, Any]:
    """One position as a gold file writes it."""
    return {"actor": actor, "on": on, "stance": stance, "evidence": at(words), **more}


def gold(*positions: dict[str, Any], name: str = "one", text: str = TEXT, **more: Any) -> GoldDocument:
    return gold_document({"gold": list(positions), **more}, text, name, default_codebook())


def read(
    actor: str,
    on: str,
    stance: str,
    words: str,
    *,
    conditions: Sequence[str] | Formula = (),
    quantity: Quantity = Quantity(),  # noqa: B008
    **more: Any,
) -> Position:
    """One position as a reader gives it."""
    formula = conditions if not isinstance(conditions, Sequence) else all_of(conditions)
    return Position(
        id=f"{actor}-{on}-{stance}",
        actor=actor,
        actor_text=actor,
        kind="contribution",
        on=on,
        stance=stance,
        evidence=(span(words),),
        quantity=quantity,
        conditions=formula,
        **more,
    )


def span(words: str, text: str = TEXT) -> Span:
    return Span(*at(words, text))


def all_of(leaves: Sequence[str]) -> Formula | None:
    return All(tuple(Leaf(leaf) for leaf in leaves)) if leaves else None


def figure(low: int | None, high: int | None, unit: str | None = None) -> Quantity:
    return Quantity(None if low is None else Decimal(low), None if high is None else Decimal(high), unit)


def reads(*positions: Position, boilerplate: Spans = (), **more: Any) -> Read:
    """A reader that answers every text with the same records."""

    def reader(text: str, _: GoldMeta) -> Reading:
        return Reading(Document(text, boilerplate=boilerplate), positions=positions, **more)

    return reader


def judged(document: GoldDocument, *positions: Position, **more: Any) -> Evaluation:
    return evaluate_documents([document], read=reads(*positions, **more))


def counts(evaluation: Evaluation, key: str) -> tuple[int, int, int]:
    """Right, read and marked of one line."""
    tally = evaluation.score(key).tally
    return tally.hits, tally.read, tally.gold


def kinds(evaluation: Evaluation) -> list[str]:
    return [finding.kind for finding in evaluation.findings]


def as_read(document: GoldDocument) -> Reading:
    """The reading that has exactly what is marked."""
    return Reading(
        Document(document.text, boilerplate=document.boilerplate or ()),
        tuple(
            Statement(f"s{n}", (a.source,), (a.cue,), (a.content,))
            for n, a in enumerate(document.attributions or ())
        ),
        tuple(read_as_marked(n, position) for n, position in enumerate(document.positions)),
        tuple(
            Claim(f"c{n}", c.kind, c.what, (c.evidence,), c.low, c.high)
            for n, c in enumerate(document.claims or ())
        ),
    )


def read_as_marked(number: int, position: GoldPosition) -> Position:
    return Position(
        id=f"p{number}",
        actor=position.actor,
        actor_text=position.actor,
        kind="contribution",
        on=position.on,
        stance=position.stance,
        evidence=(position.evidence,),
        negated=position.negated,
        quantity=position.quantity,
        conditions=all_of(position.conditions),
        where=position.where,
        source_kind=position.source_kind,
        superseded=position.superseded,
    )


def write_pair(folder: Path, name: str, value: Any, text: str = TEXT) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / f"{name}.json").write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
