"""A reading and the codebook as text and JSON."""

import json

from musterbook.cli.common import pretty
from musterbook.codebook import default_codebook
from musterbook.reports import codebook_json, codebook_text, reading_text
from tests.presenting.world import READY, figures, full_reading, position, reading

WORDS = default_codebook()


class TestReading:
    def test_positions_have_rung_conditions_word_and_clause(self) -> None:
        text = reading_text(full_reading(), WORDS, 100)
        assert text.splitlines()[:2] == [
            "A force for the strait",
            f"The Harbour Post, 4 March 2031, {full_reading().document.id}",
        ]
        assert (
            "p3 Kenya: Troops\n"
            "  ····▮·· offers, only with an American backstop and a ceasefire\n"
            "  as reported, The Harbour Post, 4 March 2031\n"
            f"  “{READY}”\n"
        ) in text

    def test_claims_statements_and_problems_follow(self) -> None:
        text = " ".join(reading_text(full_reading(), WORDS, 120).split())
        assert "c1 aggregate (at least 21 countries): “More than 20 nations”" in text
        assert "c2 requirement (troops, up to 12,000 persons, only with air cover):" in text
        assert "c3 event (7 March 2031):" in text
        assert "s1 the port authority (spokesperson): “More than 20 nations will guard" in text
        assert "not understood: “Uruguay is weighing" in text

    def test_details_of_a_position(self) -> None:
        made = position(
            "PRT",
            "troops",
            "offers",
            READY,
            quantity=figures(400, 400),
            where="neighbouring",
            caveats=("not in a combat role",),
            reason="old ties",
            superseded=True,
        )
        text = reading_text(reading([made]), WORDS, 100)
        assert "p1 Portugal: Troops, in neighbouring states, 400 persons" in text
        assert "  caveat: not in a combat role" in text
        assert "  reason: “old ties”" in text
        assert "overturned in the same text" in text


class TestCodebook:
    def test_text_has_every_id_with_its_definition(self) -> None:
        text = codebook_text(WORDS, 100)
        for id in (*WORDS.contributions, *WORDS.measures, *WORDS.conditions):
            assert f"\n{id} " in text
        assert "stands for USA:air_cover" in " ".join(text.split())

    def test_json_has_the_tables(self) -> None:
        made = json.loads(pretty(codebook_json(WORDS)))
        assert made["digest"] == WORDS.digest
        assert [row["id"] for row in made["contributions"]] == list(WORDS.contributions)
        backstop = next(row for row in made["conditions"] if row["id"] == "us_backstop")
        assert backstop["stands_for"] == {"actor": "USA", "on": "air_cover"}
        seizure = next(row for row in made["measures"] if row["id"] == "asset_seizure")
        assert seizure["rule"] == {"custodian": ["BEL"], "and": {"unanimity": ["G7"]}}
        assert made["actors"]["NOR"] == "Norway"
