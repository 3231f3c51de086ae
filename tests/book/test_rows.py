"""Values to rows and back: whatever a reading may hold returns exactly as it came."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.book import Book
from musterbook.book.check import check_reading
from musterbook.codebook import LADDER
from musterbook.model.document import SOURCE_KINDS, Document, Statement
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not
from musterbook.model.position import CLAIM_KINDS, PLACES, Because, Claim, Position, Problem, Quantity
from musterbook.model.reading import Reading
from musterbook.model.span import Span

LENGTH = 12
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NAMES = WORDS.filter(str.strip)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
FIGURE = st.none() | st.decimals(0, 10**9, allow_nan=False, places=3)
SPAN = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda p: Span(*sorted(p)))
SPANS = st.lists(SPAN, min_size=1, max_size=3).map(tuple)
FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    NAMES.map(Leaf),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | st.builds(AtLeast, st.integers(-2, 5), st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=5,
)
QUANTITIES = st.builds(Quantity, FIGURE, FIGURE, MAYBE, MAYBE).filter(
    lambda q: q.low is None or q.high is None or q.low <= q.high
)


def positions(number: int) -> st.SearchStrategy[Position]:
    return st.builds(
        Position,
        id=st.just(f"p{number}"),
        actor=NAMES,
        actor_text=WORDS,
        kind=st.sampled_from(["contribution", "measure"]),
        on=NAMES,
        stance=st.sampled_from(sorted(LADDER)),
        evidence=SPANS,
        negated=st.booleans(),
        quantity=QUANTITIES,
        conditions=st.none() | FORMULAS,
        where=st.none() | st.sampled_from(PLACES),
        caveats=st.lists(WORDS, max_size=2).map(tuple),
        reason=MAYBE,
        statement=st.none() | st.just("s1"),
        speaker=MAYBE,
        source_kind=st.sampled_from(SOURCE_KINDS),
        third_party=st.booleans(),
        said=DAYS,
        because=st.lists(st.builds(Because, WORDS, SPAN, WORDS), max_size=2).map(tuple),
        confidence=st.floats(0, 1),
        superseded=st.booleans(),
        members=st.lists(WORDS, max_size=2).map(tuple),
    )


CLAIMS = st.builds(
    Claim,
    id=st.just("c1"),
    kind=st.sampled_from(CLAIM_KINDS),
    what=WORDS,
    evidence=SPANS,
    low=FIGURE,
    high=FIGURE,
    unit=MAYBE,
    on=MAYBE,
    enablers=st.lists(WORDS, max_size=2).map(tuple),
    statement=st.none() | st.just("s1"),
    from_day=DAYS,
    to_day=DAYS,
).filter(lambda c: c.low is None or c.high is None or c.low <= c.high)
STATEMENT = st.builds(
    Statement, st.just("s1"), SPANS, SPANS, SPANS, MAYBE, MAYBE, st.sampled_from(SOURCE_KINDS), DAYS
)
DOCUMENTS = st.builds(
    Document,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=LENGTH, max_size=40).filter(str.strip),
    MAYBE,
    MAYBE,
    MAYBE,
    DAYS,
    WORDS,
    SPANS,
    WORDS,
)
READINGS = st.builds(
    Reading,
    DOCUMENTS,
    STATEMENT.map(lambda s: (s,)),
    st.tuples(positions(1), positions(2)) | st.just(()),
    CLAIMS.map(lambda c: (c,)) | st.just(()),
    st.lists(st.builds(Problem, WORDS, WORDS, st.none() | SPAN), max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(READINGS)
def test_any_reading_returns_exactly_as_it_came(
    tmp_path_factory: pytest.TempPathFactory, reading: Reading
) -> None:
    check_reading(reading)
    path: Path = tmp_path_factory.mktemp("book") / "muster.book"
    with Book.open(path, create=True) as book:
        book.add(reading)
        assert book.reading(reading.document.id) == reading
        assert [e.position for e in book.positions()] == list(reading.positions)
        assert [c.claim for c in book.claims()] == list(reading.claims)


def test_figures_keep_how_they_were_written(tmp_path: Path) -> None:
    """1.50 and 1.5 are one number, but a book does not tidy up what it was given."""
    offer = Position(
        "p1",
        "PRT",
        "Lisbon",
        "contribution",
        "funding",
        "offers",
        (Span(0, 6),),
        quantity=Quantity(Decimal("1.50")),
    )
    with Book.open(tmp_path / "muster.book", create=True) as book:
        book.add(Reading(Document("Lisbon gives 1.50 million."), (), (offer,)))
        assert str(book.positions()[0].position.quantity.low) == "1.50"
