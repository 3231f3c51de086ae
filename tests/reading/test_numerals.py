"""Numbers as written, in digits and words, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.reading.numerals import Numeral, digits_value, numeral_at, tokens


def numerals(text: str) -> list[Numeral]:
    found = tokens(text, 0, len(text))
    seen: list[Numeral] = []
    k = 0
    while k < len(found):
        numeral = numeral_at(text, found, k)
        if numeral is not None:
            seen.append(numeral)
        k = numeral.last if numeral else k + 1
    return seen


def values(text: str) -> list[str | None]:
    return [None if n.value is None else str(n.value) for n in numerals(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30,000", "30000"),
        ("30.000", "30000"),
        ("30 000", "30000"),
        ("30\u00a0000", "30000"),
        ("1.234.567", "1234567"),
        ("1,00,000", "100000"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("44.10", "44.10"),
        ("2,5", "2.5"),
        ("0.250", "0.250"),
        ("13 thousand", "13000"),
        ("1.8 million", "1800000"),
        ("3,2 million", "3200000"),
        ("1.125 billion", "1125000000"),
        ("20m", "20000000"),
        ("1.2bn", "1200000000"),
        ("20k", "20000"),
        ("twenty-seven", "27"),
        ("nineteen", "19"),
        ("two hundred and fifty thousand", "250000"),
        ("one million two hundred thousand", "1200000"),
        ("Sixty-six million", "66000000"),
        ("a hundred", "100"),
        ("a thousand and one", "1001"),
        ("half a billion", "500000000"),
        ("half-a-million", "500000"),
        ("a quarter of a million", "250000"),
        ("one and a half million", "1500000"),
        ("two and a half thousand", "2500"),
        ("a dozen", "12"),
        ("half a dozen", "6"),
        ("two dozen", "24"),
        ("three score", "60"),
        ("a couple of", "2"),
        ("a hundred thousand", "100000"),
    ],
)
def test_one_numeral_over_all_of_it(text: str, value: str) -> None:
    (numeral,) = numerals(text)
    assert str(numeral.value) == value
    assert numeral.span.of(text) == text


@pytest.mark.parametrize(
    "crowd",
    ["hundreds", "dozens", "tens of thousands", "hundreds of thousands", "several thousand", "a few hundred"],
)
def test_a_crowd_has_no_value(crowd: str) -> None:
    (numeral,) = numerals(crowd)
    assert numeral.value is None
    assert numeral.span.of(crowd) == crowd


@pytest.mark.parametrize(
    "text",
    [
        "G7",
        "F-16",
        "A400M",
        "COVID-19",
        "14:05",
        "1/3",
        "20th",
        "44mm",
        "203.961.7523",
        "2+4",
        "x_5",
        "no number",
    ],
)
def test_figures_in_names_and_signs_are_none(text: str) -> None:
    assert not [n for n in numerals(text) if n.span.start == 0 and n.span.end == len(text)]


@pytest.mark.parametrize("text", ["G7", "F-16", "COVID-19", "14:05", "20th", "44mm", "203.961.7523"])
def test_no_part_of_a_name_is_a_number(text: str) -> None:
    assert numerals(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("five and six", ["5", "6"]),
        ("twenty and thirty", ["20", "30"]),
        ("one two three", ["1", "2", "3"]),
        ("2024 300", ["2024", "300"]),
        ("5-10", ["5", "10"]),
        ("3. Then 4,", ["3", "4"]),
        ("a million and several thousand", ["1000000", None]),
        ("one hundred twenty", ["120"]),
        ("a score", []),
        ("several ships", []),
    ],
)
def test_neighbours_stay_apart(text: str, expected: list[str | None]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("said", "scaled", "value"),
    [
        ("12", False, "12"),
        ("12.500", False, "12500"),
        ("12.500", True, "12.500"),
        ("12,500", True, "12500"),
        ("12,50", False, "12.50"),
        ("1.2.3", False, None),
        ("1,23,4", False, None),
    ],
)
def test_commas_and_points(said: str, scaled: bool, value: str | None) -> None:
    assert digits_value(said, scaled=scaled) == (None if value is None else Decimal(value))


@given(st.integers(0, 10**12))
def test_grouped_figures_read_as_written(number: int) -> None:
    for said in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " ")):
        assert values(said) == [str(number)]
    if number >= 1000:
        assert values(f"{number:,}".replace(",", ".")) == [str(number)]


ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def below_hundred(number: int) -> str:
    if number < 20:
        return [*ONES, *TEENS][number - 1]
    ten = TENS[number // 10 - 2]
    return f"{ten}-{ONES[number % 10 - 1]}" if number % 10 else ten


@given(
    st.integers(1, 99),
    st.integers(0, 9),
    st.sampled_from([("", 1), (" thousand", 1000), (" million", 10**6)]),
)
def test_number_words_read_as_counted(low: int, hundreds: int, scale: tuple[str, int]) -> None:
    head = f"{ONES[hundreds - 1]} hundred and " if hundreds else ""
    assert values(head + below_hundred(low) + scale[0]) == [str((100 * hundreds + low) * scale[1])]


words = st.sampled_from(
    [
        "30,000",
        "1.5",
        "a",
        "half",
        "one",
        "twenty",
        "-",
        "hundred",
        "thousand",
        "of",
        "and",
        "several",
        "tens",
        "m",
        "7",
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(words, max_size=20).map(" ".join), st.lists(words).map("".join))
)
def test_any_text_gives_numerals_in_order(text: str) -> None:
    last = 0
    for numeral in numerals(text):
        assert last <= numeral.span.start < numeral.span.end <= len(text)
        assert numeral.value is None or numeral.value >= 0
        last = numeral.span.end
