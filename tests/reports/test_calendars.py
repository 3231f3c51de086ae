"""Fill, timeline and shock as an analyst reads them."""

from typing import Any

import pytest

from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.presenting.names import Names
from musterbook.reports import answer_text
from musterbook.reports.calendars import offer_told, span_told
from tests.assessment.build import Json, fact, line, offer, scene

WORDS = [{"doc": "d1", "start": 0, "end": 8, "text": "we stay."}]
SCENE = scene(
    line("force", "troops", 10_000, 1, "eyes") | {"where": ["in_theatre"]},
    line("eyes", "intelligence", None, 2),
    fact("us_backstop", None, "USA:air_cover"),
    offer("USA:intelligence", "USA", "intelligence", "deployed", evidence=WORDS),
    offer("USA:air_cover", "USA", "air_cover"),
    offer("GBR:troops", "GBR", low=6000, high=8000, condition={"all": ["us_backstop", "filled:eyes"]}),
    offer("FRA:troops", "FRA", low=4000, condition="joins:GBR:troops", until="2025-09-01"),
    offer("POL:troops", "POL", low=900, where="neighbouring", evidence=WORDS),
) | {"as_of": "2025-02-20"}
PAUSE: Json = {
    "id": "pause",
    "actor": "USA",
    "on": "intelligence",
    "from": "2025-03",
    "until": "2025-05",
    "evidence": WORDS,
    "disputed": [{"actor": "GBR", "says": "sharing goes on", "evidence": WORDS}],
}


def told(question: str, situation: Json = SCENE, **options: Any) -> str:
    answer = ask(question, situation, **options).to_json()
    return answer_text(question, answer, default_codebook(), 120)


def flat(question: str, situation: Json = SCENE, **options: Any) -> str:
    return " ".join(told(question, situation, **options).split())


class TestFill:
    def test_who_gives_what_and_who_cannot_with_the_words(self) -> None:
        found = told("fill")
        assert "  - the United Kingdom (troops): 6,000\n" in found
        assert (
            "not Poland (troops): it is bound to neighbouring, and only in_theatre serves the line" in found
        )
        assert "“we stay.” (d1, 0-8)" in found
        assert "the United States (intelligence): is there" in found

    def test_a_share_that_falls_is_told_at_both_ends(self) -> None:
        parts = offer("a", "GBR", low=1, high=5), offer("b", "FRA", low=5)
        found = told("fill", scene(line("force", "troops", 6), *parts))
        assert "a: 1 to 5" in found
        assert "b: 5 at the low figures, 1 at the high ones" in found

    def test_on_a_day(self) -> None:
        found = flat("fill", on="2025-09-01")
        assert "Not standing on 2025-09-01 - France (troops): it stood until 2025-09-01" in found


class TestTimeline:
    def test_the_break_comes_first_then_months_that_are_alike_together(self) -> None:
        found = flat("timeline")
        assert found.startswith(
            "Filled first in February 2025. It breaks in September 2025: force has 6000 of 10000; "
            "not standing are FRA:troops: it stood until 2025-09-01."
        )
        assert "February to August 2025: filled" in found
        assert "September 2025 to January 2026: not filled go France (troops)" in found

    def test_all_filled(self) -> None:
        found = flat("timeline", until="2025-05")
        assert found.startswith("Every line that asks is filled in February to April 2025.")

    def test_never_filled(self) -> None:
        assert "It is filled in none of these months." in flat("timeline", from_="2025-09")

    def test_cut_short(self) -> None:
        assert told("timeline", budget=1e-9).startswith("No month could be told: the time budget")


class TestShock:
    def test_what_falls_is_told_back_to_what_was_struck(self) -> None:
        found = flat("shock", shocks=[PAUSE])
        assert "pause (suspended), March to April 2025: the United States, intelligence." in found
        assert "March to April 2025: the United States (intelligence), suspended (pause)" in found
        assert (
            "France (troops) falls: it hangs on the United Kingdom taking part with troops, lost with the "
            "United Kingdom (troops), which hangs on the line “eyes” filled, lost with the United States "
            "(intelligence) (pause)"
        ) in found

    def test_the_lines_it_stops_and_what_was_disputed(self) -> None:
        found = flat("shock", shocks=[PAUSE])
        assert "March to April 2025: force has 0 instead of 10,000, of 10,000; it loses France" in found
        assert "held back by eyes" in found
        assert "The United Kingdom says: sharing goes on (on pause) “we stay.” (d1, 0-8)" in found
        assert "Still on record: the United States (intelligence), 'deployed'" in found

    def test_a_threat(self) -> None:
        threat = {"id": "t", "kind": "threat", "actor": "GBR", "on": "troops", "from": "2025-04"}
        found = flat("shock", shocks=[threat | {"calls_home": {"share": 0.5}}])
        assert (
            "from April 2025 on: the United Kingdom (troops) brings 3,000 to 4,000 instead of 6,000" in found
        )
        assert "April to August 2025: force has 7,000 to 8,000 instead of 10,000" in found
        assert "it does not recover" in found
        later = flat("shock", shocks=[threat | {"calls_home": {"share": 0.5}}], until="2025-08")
        assert "it does not recover in the months asked for" in later

    def test_a_circumstance(self) -> None:
        shock = {"id": "t", "kind": "threat", "from": "2025-04", "circumstance": {"us_backstop": False}}
        found = flat("shock", shocks=[shock])
        assert "it hangs on an American backstop, which the shock changes (t)" in found

    def test_nothing_falls(self) -> None:
        shock = {"id": "s", "actor": "POL", "from": "2027-04"}
        assert "Nothing that would come in these months falls." in flat(
            "shock", shocks=[shock], until="2026-01"
        )

    def test_a_long_chain_says_that_it_goes_on(self) -> None:
        offers = [offer("o0", "A0")] + [
            offer(f"o{i}", f"A{i}", condition=f"joins:A{i - 1}") for i in range(1, 39)
        ]
        found = flat("shock", scene(*offers), shocks=[{"id": "s", "actor": "A0", "from": "2025-04"}])
        assert "and so on back to o0 (s)" in found

    def test_a_threat_to_whom_no_figure_is_known(self) -> None:
        shock = {"id": "t", "kind": "threat", "actor": "POL", "from": "2025-04", "calls_home": {"share": 0.5}}
        found = flat("shock", scene(offer("POL:troops", "POL")), shocks=[shock])
        assert "Without a figure, so nothing is taken from them: Poland (troops)." in found

    def test_hostile_words_cannot_write_to_the_terminal(self) -> None:
        shock = PAUSE | {"id": "\x1b[31m", "disputed": [{"actor": "x\x1b", "says": "\x1b]0;t\x07"}]}
        assert "\x1b" not in told("shock", shocks=[shock])


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-03", "2025-03", "March 2025"),
        ("2025-03", "2025-05", "March to May 2025"),
        ("2025-12", "2026-01", "December 2025 to January 2026"),
    ],
)
def test_spans(first: str, last: str, words: str) -> None:
    assert span_told(first, last) == words


@pytest.mark.parametrize(
    ("id", "words"),
    [("GBR:troops", "the United Kingdom (troops)"), ("DEU:troops@outside", "Germany (troops)"), ("o1", "o1")],
)
def test_offers_by_name(id: str, words: str) -> None:
    assert offer_told(id, Names(default_codebook())) == words
