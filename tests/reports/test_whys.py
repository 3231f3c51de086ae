"""The grounds of a reading as text for a terminal."""

from musterbook.codebook import default_codebook
from musterbook.model.position import Because
from musterbook.reports import why_text
from tests.presenting.world import READY, at, figures, full_reading, position, reading

WORDS = default_codebook()
GROUNDS = (Because("ready", at("ready")[0], "offers"), Because("if", at("Washington")[0], "us_backstop"))


def test_a_position_with_each_ground_on_a_line_of_its_own() -> None:
    made = position(
        "PRT", "troops", "offers", READY, "us_backstop", because=GROUNDS, quantity=figures(400, 400)
    )
    text = why_text(reading([made]), WORDS, 110)
    assert (
        "p1 Portugal (“PRT”): Troops\n"
        "  ····▮·· offers, only with an American backstop\n"
        "  as reported, 4 March 2031\n"
        f"  clause      3:1   “{READY}”\n"
        "  stance      3:31  “ready”, rule ready: an adjective that stands for “offers”\n"
        "  condition   3:67  “Washington”, rule if: a condition stated with “if”: an American backstop\n"
        "  quantity          400 persons\n"
        "  confidence  1"
    ) in text


def test_the_head_counts_what_is_to_be_checked_first() -> None:
    made = [position("PRT", "troops", "offers", READY, confidence=c) for c in (0.9, 0.3, 0.49)]
    text = why_text(reading(made, title="A force"), WORDS, 110)
    assert text.splitlines()[0] == "A force"
    assert "Three positions, 2 read with low confidence (under 0.5): p2 and p3." in text
    assert text.count("low: under 0.5, check it first") == 2


def test_without_doubts_or_positions_this_is_said() -> None:
    assert "One position, none read with low confidence (under 0.5)." in why_text(
        reading([position("PRT", "troops", "offers", READY)]), WORDS, 110
    )
    assert why_text(reading(), WORDS, 110).endswith(
        "No positions, none read with low confidence (under 0.5)."
    )


def test_it_keeps_to_the_width() -> None:
    for width in (40, 80):
        assert max(map(len, why_text(full_reading(), WORDS, width).splitlines())) <= width
