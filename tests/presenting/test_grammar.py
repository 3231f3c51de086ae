"""Plain English: lists, plurals, figures, days and quotations."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.presenting import grammar


class TestLists:
    @pytest.mark.parametrize(
        ("items", "told"),
        [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
    )
    def test_the_last_is_joined_by_and(self, items: list[str], told: str) -> None:
        assert grammar.listed(items) == told

    def test_alternatives_are_joined_by_or(self) -> None:
        assert grammar.either(["A", "B", "C"]) == "A, B or C"


class TestCounts:
    @pytest.mark.parametrize(
        ("count", "told"),
        [(0, "no reports"), (1, "one report"), (12, "twelve reports"), (1300, "1,300 reports")],
    )
    def test_small_numbers_are_words_and_the_noun_agrees(self, count: int, told: str) -> None:
        assert grammar.counted(count, "report") == told

    def test_the_verb_agrees(self) -> None:
        assert [grammar.verb(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


class TestFigures:
    @pytest.mark.parametrize(
        ("value", "told"),
        [(30000, "30,000"), (Decimal("2.50"), "2.5"), (Decimal("1E+4"), "10,000"), (0, "0"), (-3, "-3")],
    )
    def test_thousands_stand_apart_and_zeros_are_not_idle(self, value: Decimal, told: str) -> None:
        assert grammar.figure(value) == told

    @pytest.mark.parametrize(
        ("low", "high", "told"),
        [
            (None, None, ""),
            (None, 30000, "up to 30,000"),
            (400, None, "at least 400"),
            (400, 400, "400"),
            (400, 1500, "400 to 1,500"),
        ],
    )
    def test_an_interval_says_which_end_is_open(self, low: int | None, high: int | None, told: str) -> None:
        assert grammar.interval(low, high) == told

    @pytest.mark.parametrize(
        ("value", "told"),
        [
            ("400000000", "400 million"),
            ("2500000000", "2.5 billion"),
            ("1234567", "1,234,567"),
            ("900", "900"),
        ],
    )
    def test_round_sums_are_words(self, value: str, told: str) -> None:
        assert grammar.scaled(Decimal(value)) == told


class TestDays:
    def test_a_day_is_written_out(self) -> None:
        assert grammar.day(date(2031, 3, 4)) == "4 March 2031"
        assert grammar.day(None) == "no day given"

    @pytest.mark.parametrize(
        ("start", "end", "told"),
        [
            (date(2031, 3, 4), date(2031, 3, 4), "4 March 2031"),
            (date(2031, 3, 4), date(2031, 3, 9), "4 to 9 March 2031"),
            (date(2031, 3, 30), date(2031, 4, 2), "30 March 2031 to 2 April 2031"),
            (None, date(2031, 4, 2), "2 April 2031"),
            (None, None, "no day given"),
        ],
    )
    def test_a_span_of_days_names_the_month_once(
        self, start: date | None, end: date | None, told: str
    ) -> None:
        assert grammar.days(start, end) == told

    def test_a_moment_has_its_zone(self) -> None:
        assert grammar.moment(datetime(2031, 3, 4, 18, 5, tzinfo=UTC)) == "4 March 2031, 18:05 UTC"
        assert grammar.moment(None) == ""


class TestWords:
    @pytest.mark.parametrize(
        ("label", "told"),
        [
            ("Air cover", "air cover"),
            ("UN mandate", "UN mandate"),
            ("American backstop", "American backstop"),
            ("NATO framework", "NATO framework"),
        ],
    )
    def test_labels_lose_their_capital_only_where_they_may(self, label: str, told: str) -> None:
        assert grammar.lower_first(label) == told

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("ready  to\nsend", "“ready to send”"),
            ("“ready”", "“ready”"),
            ("he said “no” twice", "“he said ‘no’ twice”"),
            ("more than 30” of them", "“more than 30 of them”"),
            ('the "force" of', "“the ‘force’ of”"),
        ],
    )
    def test_quotations_are_on_one_line_with_paired_marks(self, words: str, told: str) -> None:
        assert grammar.quoted(words) == told

    def test_long_quotations_are_cut_at_a_blank(self) -> None:
        told = grammar.quoted("word " * 100, 40)
        assert told.endswith("word …”")
        assert len(told) < 45

    def test_a_word_without_end_is_cut_too(self) -> None:
        assert len(grammar.quoted("x" * 20_000)) < 230

    def test_control_characters_do_not_reach_a_face(self) -> None:
        assert grammar.plain("a\x1b[31mb\x00\u202ec\ud800") == "a\ufffd[31mb\ufffd\ufffdc\ufffd"

    @given(st.text(st.characters(codec=None), max_size=60))
    def test_printable_keeps_the_length_and_can_be_written(self, text: str) -> None:
        shown = grammar.printable(text)
        assert len(shown) == len(text)
        shown.encode("utf-8")
        assert "\x1b" not in shown
