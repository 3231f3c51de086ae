"""The article of 17 March 2025: all that the example must show stands in its section of the brief.

The text stands in the read-only material beside the project; without it these tests are skipped.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief
from musterbook.desk.intake import read_file
from musterbook.desk.sheets import Brief
from musterbook.model.formula import leaves
from musterbook.model.reading import Reading
from musterbook.reports import brief_json

NAME = "articles/000_a5dff8f8c7d229fb"
Section = Callable[..., str]


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    return read_file(shared / f"{NAME}.txt", published="2025-03-17")


@pytest.fixture(scope="module")
def standing(reading: Reading) -> Brief:
    return brief(reading)


@pytest.fixture(scope="module")
def page(standing: Brief) -> dict[str, Any]:
    return brief_json(standing, default_codebook())


@pytest.fixture(scope="module")
def supposed(reading: Reading) -> Brief:
    return brief(reading, suppose=["us_backstop=true", "ceasefire=true"])


def said(section: Any) -> str:
    """Everything a section says, as one line."""
    if isinstance(section, dict):
        return " ".join(said(value) for value in section.values())
    if isinstance(section, list):
        return " ".join(said(value) for value in section)
    return section if isinstance(section, str) else ""


class TestGold:
    def test_every_required_position_is_read_with_its_stance_and_conditions(
        self, reading: Reading, shared: Path
    ) -> None:
        gold = json.loads((shared / f"{NAME}.json").read_text("utf-8"))["gold"]
        required = [g for g in gold if not g["optional"] and not g["actor"].startswith("GROUP:")]
        assert len(required) > 10
        for g in required:
            start, end = g["evidence"]
            twins = [
                p
                for p in reading.positions
                if (p.actor, p.on) == (g["actor"], g["on"])
                and any(span.start < end and start < span.end for span in p.evidence)
            ]
            assert [p.stance for p in twins] == [g["stance"]], (g["actor"], g["on"])
            assert sorted(leaves(twins[0].conditions)) == sorted(g["conditions"]), (g["actor"], g["on"])

    def test_the_neighbours_of_russia_are_a_group_that_withholds(self, reading: Reading) -> None:
        groups = [p for p in reading.positions if p.is_group]
        assert [(p.on, p.stance, p.reason) for p in groups] == [("troops", "withholds", "home defence")]
        assert "bordering" in groups[0].actor

    def test_the_first_two_lines_are_no_news(self, reading: Reading) -> None:
        covered = {i for span in reading.document.boilerplate for i in range(*span)}
        lines = reading.document.text.split("\n")
        ends = len(lines[0]) + 1 + len(lines[1])
        assert {i for i in range(ends) if not reading.document.text[i].isspace()} <= covered
        assert not any(i > ends for i in covered)


class TestStatements:
    """One test per statement of the design; each looks only at its own section."""

    def test_nobody_is_assured(self, standing: Brief, page: dict[str, Any]) -> None:
        assert standing.going.subject == "troops"
        assert standing.going.assured == ()
        assert "nobody is assured" in said(page["summary"])

    def test_three_are_ready_but_only_with_the_backstop_that_washington_refuses(
        self, page: dict[str, Any]
    ) -> None:
        words = said(page["summary"])
        assert "Australia, France and the United Kingdom are ready" in words
        assert "only with an American backstop" in words
        assert "the United States refuses air cover" in words

    def test_with_backstop_and_ceasefire_they_come_and_their_numbers_are_unknown(
        self, supposed: Brief
    ) -> None:
        assert set(supposed.going.assured) == {"GBR", "FRA", "AUS"}
        words = said(brief_json(supposed, default_codebook())["summary"])
        assert "assured" in words
        assert "no figure" in words

    def test_denmark_and_sweden_are_possible_once_an_operation_is_agreed(
        self, standing: Brief, page: dict[str, Any]
    ) -> None:
        assert set(standing.going.possible) == {"DNK", "SWE"}
        assert "Denmark and Sweden may come" in said(page["summary"])
        assert "an agreed operation" in said(page["summary"])

    def test_three_have_not_ruled_it_out_subject_to_rules_and_legal_basis(self, page: dict[str, Any]) -> None:
        words = said(page["summary"])
        assert "Belgium, Ireland and Luxembourg have not ruled out troops" in words
        assert "rules of engagement and a legal basis" in words

    def test_poland_and_the_neighbours_keep_their_soldiers_for_home_defence(
        self, page: dict[str, Any]
    ) -> None:
        words = said(page["summary"])
        assert "Poland holds back on troops, for home defence" in words
        assert "bordering countries” hold back on troops, for home defence" in words

    def test_the_requirement_is_up_to_30000_and_counts_only_with_air_cover(
        self, standing: Brief, page: dict[str, Any]
    ) -> None:
        words = said(page["needs"])
        assert "up to 30,000" in words
        assert "counts only as far as air cover is there" in words
        assert {line.on for line in standing.lines} == {"troops", "air_cover"}

    def test_the_only_single_blocker_is_the_american_position(
        self, standing: Brief, page: dict[str, Any]
    ) -> None:
        assert [s for s in standing.block.sets if len(s) == 1] == [("raise:USA:air_cover",)]
        assert "everything hangs on is the American position" in said(page["outlook"])

    def test_with_it_a_ceasefire_or_an_agreed_operation_unlocks_a_sustained_contingent(
        self, standing: Brief, page: dict[str, Any]
    ) -> None:
        assert ("ceasefire", "raise:USA:air_cover") in standing.unlock.sets
        assert ("operation_agreed", "raise:USA:air_cover") in standing.unlock.sets
        assert "unlocks a first contingent" in said(page["outlook"])

    def test_the_figures_for_the_requirement_are_missing(self, page: dict[str, Any]) -> None:
        assert "the figures for 30,000 are missing" in said(page["needs"])

    def test_japans_support_is_of_unspecified_kind(self, page: dict[str, Any]) -> None:
        assert "Japan’s support is of unspecified kind" in said(page["tables"])

    def test_the_assets_are_backed_by_london_with_others_and_resisted_by_two(
        self, page: dict[str, Any]
    ) -> None:
        words = said(page["measures"])
        assert re.search(r"Backed by the United Kingdom \([^)]*others acting too", words)
        assert "Resisted by Belgium and Germany" in words

    def test_more_than_thirty_are_claimed_and_the_named_are_counted(self, page: dict[str, Any]) -> None:
        words = said(page["tally"]["reconciled"])
        assert "More than 30" in words
        assert "are claimed; 10 are named" in words
        assert "at least 21 are unnamed" in words

    def test_the_newsletter_lines_are_greyed_not_read(self, page: dict[str, Any]) -> None:
        assert "newsletter" not in said(page["summary"]).lower()
        kinds = json.dumps(page["texts"])
        assert "boilerplate" in kinds or "no_news" in kinds

    def test_the_rough_retranslation_is_read(self, standing: Brief) -> None:
        offers = {o.id: o for o in standing.given.offers}
        assert "us_backstop" in set(leaves(offers["GBR:troops"].condition))
