"""Forces kept at home: withheld without a word of refusing, and only where they are somebody's own."""

import pytest

from tests.reading.trees import positions, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Finland and Estonia have argued that their soldiers are needed at home.",
            ["EST troops withholds", "FIN troops withholds"],
        ),
        ("Latvia says that it needs its own troops to defend its borders.", ["LVA troops withholds"]),
        ("Denmark praised its soldiers at home.", []),
        ("Soldiers are needed at home.", []),
        ("The Danish defence minister keeps his own diary.", []),
    ],
)
def test_own_forces_that_are_needed_at_home_are_withheld(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


def test_the_reason_and_its_words_are_kept() -> None:
    text = "Finland says that its soldiers are needed at home."
    (position,) = reading(text).positions
    assert position.reason == "home defence"
    assert [(b.rule, b.gives) for b in position.because] == [("home-defence", "withholds")]
    assert "soldiers are needed at home" in position.evidence[0].of(text)


def test_a_sentence_that_offers_is_left_alone() -> None:
    text = "Finland will send troops although its soldiers are needed at home."
    assert positions(text) == ["FIN troops pledges"]


def test_the_speaker_of_a_quotation_keeps_his_own_forces() -> None:
    text = 'Norwegian Prime Minister Kari Holm spoke on Monday. "Our soldiers are needed at home," Holm said.'
    (position,) = reading(text).positions
    assert (position.actor, position.speaker, position.source_kind) == ("NOR", "Kari Holm", "named")
