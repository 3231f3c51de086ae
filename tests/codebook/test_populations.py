"""Populations as data: what was counted when, and which count a day uses (rule 14)."""

from datetime import date
from pathlib import Path

import pytest

from musterbook.codebook import Codebook, default_codebook
from musterbook.codebook.loading import read_codebook
from musterbook.errors import CodebookError
from tests.codebook.writing import write

UNION = {2020: 447_706_209, 2024: 449_206_579}
"""The totals of the 27 that Eurostat printed with the figures of each year."""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return default_codebook()


@pytest.mark.parametrize("year", UNION)
def test_the_figures_of_a_year_are_of_the_union_and_add_up_to_its_printed_total(
    book: Codebook, year: int
) -> None:
    counted = {entry.actor: entry.people for entry in book.populations if entry.counted.year == year}
    assert set(counted) == set(book.members("EU", date(2025, 3, 17)))
    assert sum(counted.values()) == UNION[year]


def test_every_figure_says_where_it_is_from(book: Codebook) -> None:
    assert all(row["source"].startswith("Eurostat") for row in book.rows("populations"))


@pytest.mark.parametrize(
    ("day", "germany"),
    [
        (date(2019, 5, 1), 83_166_711),
        (date(2020, 12, 31), 83_166_711),
        (date(2024, 12, 31), 83_166_711),
        (date(2025, 1, 1), 83_445_000),
        (date.max, 83_445_000),
    ],
)
def test_a_day_uses_the_last_count_of_an_earlier_year(book: Codebook, day: date, germany: int) -> None:
    assert book.people(["DEU", "MLT"], day)["DEU"] == germany


def test_a_state_without_a_figure_is_refused_by_name(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="no population of NOR, USA") as caught:
        book.people(["DEU", "USA", "NOR"], date(2025, 3, 17))
    assert caught.value.names == ("NOR", "USA")


def test_nobody_has_no_figures(book: Codebook) -> None:
    assert book.people([], date(2025, 3, 17)) == {}


def test_a_rule_of_the_union_has_the_populations_of_its_members(book: Codebook) -> None:
    rule = book.expanded_rule({"any": [{"qualified": "EU"}, {"unanimity": ["G7"]}]}, date(2025, 3, 17))
    first, second = rule["any"]
    assert len(first["qualified"]["members"]) == 27
    assert first["qualified"]["blocking_minority"] == 4
    assert second == {"unanimity": ["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"]}


def test_a_group_without_populations_is_refused(book: Codebook) -> None:
    with pytest.raises(CodebookError, match="no population of CAN, GBR, JPN, USA"):
        book.expanded_rule({"qualified": "G7"}, date(2025, 3, 17))


@pytest.mark.parametrize(
    ("counted", "people"),
    [
        ("2024-01-01", ""),
        ("2024-01-01", "0"),
        ("2024-01-01", "-5"),
        ("2024-01-01", "NaN"),
        ("2024-01-01", "1e6"),
        ("2024-01-01", "9" * 5000),
        ("2024-01-01", "\u0661\u0662"),
        ("", "5"),
        ("2024", "5"),
    ],
)
def test_what_is_no_count_is_refused(tmp_path: Path, counted: str, people: str) -> None:
    with pytest.raises(CodebookError) as caught:
        read_codebook(write(tmp_path, populations_plus=f"actor,counted,people\nNOR,{counted},{people}\n"))
    assert "populations+.csv:2" in str(caught.value)


def test_a_users_own_count_goes_beside_the_shipped_ones(tmp_path: Path) -> None:
    own = read_codebook(write(tmp_path, populations_plus="actor,counted,people\nNOR,2024-01-01,5550203\n"))
    assert own.people(["NOR", "SWE"], date(2025, 1, 1)) == {"NOR": 5_550_203, "SWE": 10_551_707}
