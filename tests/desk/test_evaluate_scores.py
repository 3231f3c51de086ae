"""Figures and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.desk.evaluate.marking import Tally
from musterbook.desk.evaluate.scores import LINES, by_stance, f1, f1_estimate, scores, wilson

TALLIES = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)).map(
    lambda t: Tally(t[0], t[0] + t[1], t[0] + t[2])
)


class TestWilson:
    def test_published_values(self) -> None:
        """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
        for hits, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):
            estimate = wilson(hits, n)
            assert estimate is not None
            assert [estimate.low, estimate.high] == pytest.approx([low, high], abs=5e-5)

    def test_of_nothing_there_is_no_share(self) -> None:
        assert wilson(0, 0) is None

    @given(st.integers(0, 500), st.integers(0, 500))
    def test_the_interval_holds_the_share_and_keeps_within_bounds(self, hits: int, others: int) -> None:
        estimate = wilson(hits, hits + others)
        if estimate is None:
            assert hits + others == 0
            return
        assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
        assert estimate.low < estimate.high


class TestF1:
    def test_is_the_harmonic_mean(self) -> None:
        assert f1(Tally(3, 4, 6)) == pytest.approx(2 / (4 / 3 + 6 / 3))

    def test_of_nothing_there_is_none(self) -> None:
        assert f1_estimate([]) is None
        assert f1_estimate([Tally(), Tally()]) is None

    def test_nothing_right_is_zero(self) -> None:
        estimate = f1_estimate([Tally(0, 3, 0), Tally(0, 0, 2)])
        assert estimate is not None
        assert (estimate.value, estimate.low, estimate.high) == (0, 0, 0)

    def test_the_same_seed_gives_the_same_interval(self) -> None:
        parts = [Tally(n % 5, 4 + n, 5 + n % 3) for n in range(12)]
        assert f1_estimate(parts, 1) == f1_estimate(parts, 1)
        assert f1_estimate(parts, 1) != f1_estimate(parts, 2)

    def test_texts_that_differ_widen_the_interval(self) -> None:
        even = f1_estimate([Tally(5, 10, 10)] * 8)
        uneven = f1_estimate([Tally(10, 10, 10), Tally(0, 10, 10)] * 4)
        assert even is not None
        assert uneven is not None
        assert even.value == uneven.value == 0.5
        assert even.high - even.low == pytest.approx(0)
        assert uneven.low < 0.3
        assert uneven.high > 0.7

    @given(st.lists(TALLIES, max_size=6))
    def test_the_interval_holds_the_figure_and_keeps_within_bounds(self, parts: list[Tally]) -> None:
        estimate = f1_estimate(parts)
        if estimate is not None:
            assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


class TestLines:
    def test_every_key_once(self) -> None:
        keys = [line.key for line in LINES]
        assert len(keys) == len(set(keys))

    def test_a_text_without_a_line_does_not_count_in_it(self) -> None:
        with_claims = {"positions": Tally(1, 1, 1), "claims": Tally(1, 2, 2)}
        result = {s.key: s for s in scores([with_claims, {"positions": Tally(0, 1, 1)}])}
        assert result["claims"].tally == Tally(1, 2, 2)
        assert result["claims"].texts == 1
        assert result["positions"].texts == 2
        assert result["stance"].headline is None

    def test_recall_has_no_precision_and_a_share_has_neither(self) -> None:
        result = {s.key: s for s in scores([{"claims": Tally(1, 2, 2), "stance": Tally(1, 2, 2)}])}
        assert result["claims"].precision is None
        assert result["claims"].headline == result["claims"].recall
        assert result["stance"].recall is None
        assert result["stance"].headline == result["stance"].share

    @given(st.lists(TALLIES, max_size=4))
    def test_f1_lies_between_precision_and_recall(self, parts: list[Tally]) -> None:
        score = scores([{"positions": part} for part in parts])[0]
        if score.precision and score.recall and score.f1:
            low, high = sorted((score.precision.value, score.recall.value))
            assert low - 1e-9 <= score.f1.value <= high + 1e-9


def test_one_rung_of_a_stance_table() -> None:
    table = {
        ("offers", "offers"): 3,
        ("offers", "pledges"): 1,
        ("offers", "missed"): 2,
        ("none", "offers"): 4,
        ("refuses", "refuses"): 9,
    }
    assert by_stance(table.items(), "offers") == Tally(3, 7, 6)
