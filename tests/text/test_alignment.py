"""Alignments: every character of a mended text leads back to where it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from musterbook.model.span import Span
from musterbook.text.alignment import Alignment, Piece, aligned

MENDED, LAYER = aligned([("ab", 0, 2), ("é", 2, 4), ("", 4, 5), ("cd", 5, 7), ("fi", 7, 8)], 8)


def test_parts_become_text_and_pieces() -> None:
    assert MENDED == "abécdfi"
    assert LAYER.pieces == (Piece(0, 2, 0, 2), Piece(2, 1, 2, 2), Piece(3, 2, 5, 2), Piece(5, 2, 7, 1))


def test_equal_lengths_run_in_step() -> None:
    assert LAYER.to_source(1, 2) == Span(1, 2)
    assert LAYER.to_source(3, 5) == Span(5, 7)


def test_unequal_lengths_stand_for_each_other_as_a_whole() -> None:
    assert LAYER.to_source(2, 3) == Span(2, 4)
    assert LAYER.to_source(5, 6) == LAYER.to_source(6, 7) == Span(7, 8)
    assert LAYER.to_mended(3, 4) == Span(2, 3)


def test_what_was_dropped_is_taken_in_between_and_left_out_alone() -> None:
    assert LAYER.to_source(2, 4) == Span(2, 6)
    dropped = LAYER.to_mended(4, 5)
    assert dropped.start == dropped.end == 3


def test_empty_and_outer_spans() -> None:
    assert LAYER.to_source(3, 3) == Span(5, 5)
    assert LAYER.to_source(7, 9) == Span(8, 8)
    assert Alignment((), 0, 4).to_source(0, 0) == Span(0, 0)
    assert Alignment((), 0, 4).to_mended(1, 2) == Span(0, 0)


parts_of = st.lists(st.tuples(st.text("xyz", max_size=3), st.integers(0, 3), st.integers(0, 2)), max_size=12)


def laid_out(drawn: list[tuple[str, int, int]]) -> tuple[list[tuple[str, int, int]], int]:
    """Parts one behind the other in a source, with gaps."""
    parts, at = [], 0
    for said, length, gap in drawn:
        at += gap
        parts.append((said, at, at + max(length, 1)))
        at += max(length, 1)
    return parts, at


@given(parts_of)
def test_there_and_back_covers_where_one_started(drawn: list[tuple[str, int, int]]) -> None:
    parts, length = laid_out(drawn)
    mended, layer = aligned(parts, length)
    for at in range(len(mended)):
        source = layer.to_source(at, at + 1)
        assert 0 <= source.start < source.end <= length
        assert layer.to_mended(*source).covers(Span(at, at + 1))


@given(parts_of)
def test_source_spans_keep_the_order(drawn: list[tuple[str, int, int]]) -> None:
    parts, length = laid_out(drawn)
    mended, layer = aligned(parts, length)
    starts = [layer.to_source(at, at + 1).start for at in range(len(mended))]
    assert starts == sorted(starts)
