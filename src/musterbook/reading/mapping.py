"""Back to the text as given: every span of a reading moves from the cleaned text to the original."""

from collections.abc import Iterable
from dataclasses import replace

from musterbook.model.document import Statement
from musterbook.model.position import Because, Claim, Position, Problem
from musterbook.model.reading import Reading
from musterbook.model.span import Span, Spans
from musterbook.text.clean import CleanText


def to_original(reading: Reading, clean: CleanText) -> Reading:
    """The reading with all its spans in offsets of ``clean.original``."""
    return replace(
        reading,
        statements=tuple(_statement(s, clean) for s in reading.statements),
        positions=tuple(_position(p, clean) for p in reading.positions),
        claims=tuple(_claim(c, clean) for c in reading.claims),
        problems=tuple(_problem(p, clean) for p in reading.problems),
    )


def _spans(spans: Iterable[Span], clean: CleanText) -> Spans:
    return tuple(clean.to_original(*span) for span in spans)


def _statement(statement: Statement, clean: CleanText) -> Statement:
    return replace(
        statement,
        source=_spans(statement.source, clean),
        cue=_spans(statement.cue, clean),
        content=_spans(statement.content, clean),
    )


def _position(position: Position, clean: CleanText) -> Position:
    because = tuple(Because(b.rule, clean.to_original(*b.span), b.gives) for b in position.because)
    return replace(position, evidence=_spans(position.evidence, clean), because=because)


def _claim(claim: Claim, clean: CleanText) -> Claim:
    return replace(claim, evidence=_spans(claim.evidence, clean))


def _problem(problem: Problem, clean: CleanText) -> Problem:
    """Only what the reading found is in clean offsets; what loading found is in the original's."""
    if problem.span is None or problem.kind != "not_understood":
        return problem
    return replace(problem, span=clean.to_original(*problem.span))
