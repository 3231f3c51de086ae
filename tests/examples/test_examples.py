"""The two shipped stories hold: read as a person reads them, laid out as shipped, answered as shipped."""

from typing import Any

import pytest

from musterbook import examples
from musterbook.assessment import ask
from musterbook.codebook import default_codebook
from musterbook.errors import InputError
from musterbook.model.exchange import number_json
from musterbook.model.formula import formula_json
from musterbook.model.position import Position
from musterbook.model.reading import Reading
from musterbook.model.situation import parse_situation, situation_text
from musterbook.muster import fold_readings, situation
from musterbook.reading import read_document


def row(position: Position) -> list[Any]:
    conditions = None if position.conditions is None else formula_json(position.conditions)
    figure = position.quantity
    return [
        position.actor,
        position.on,
        position.stance,
        conditions,
        number_json(figure.low),
        number_json(figure.high),
        figure.unit,
    ]


def readings(name: str) -> list[Reading]:
    return [read_document(document) for document in examples.story(name).documents]


@pytest.mark.parametrize("name", examples.NAMES)
class TestStory:
    def test_positions_are_read_as_shipped(self, name: str) -> None:
        for reading, expected in zip(readings(name), examples.story(name).positions, strict=True):
            assert [row(p) for p in reading.positions] == [list(r) for r in expected]

    def test_situation_is_laid_out_as_shipped(self, name: str) -> None:
        story = examples.story(name)
        day = story.documents[-1].published
        laid = situation(fold_readings(readings(name), as_of=day), default_codebook())
        assert situation_text(laid.situation) == situation_text(parse_situation(story.situation))

    def test_answers_are_those_shipped(self, name: str) -> None:
        story = examples.story(name)
        assert story.answers
        for entry in story.answers:
            assert ask(entry["question"], story.situation, **entry["options"]).to_json() == entry["answer"]

    def test_every_position_is_proved_by_words_of_its_document(self, name: str) -> None:
        for reading in readings(name):
            for position in reading.positions:
                assert all(span.of(reading.document.text).strip() for span in position.evidence)


class TestCoalition:
    """What a person takes from the story; written by hand, not recorded."""

    def test_three_wait_for_the_american_cover(self) -> None:
        found = {r[0]: r for r in examples.story("coalition").positions[0] if r[1] == "troops"}
        for actor in ("CAN", "NLD", "NOR"):
            assert found[actor][2:4] == ("offers", {"all": ["ceasefire", "us_backstop"]})

    def test_nobody_is_assured_and_the_american_position_blocks(self) -> None:
        story = examples.story("coalition")
        closure = ask("closure", story.situation).to_json()
        assert closure["unprompted"]["assured"] == []
        target = {"all": ["count:troops>=1", "filled:air_cover"]}
        blocking = ask("block", story.situation, target=target).to_json()["sets"]
        assert [s for s in blocking if len(s) == 1] == [["raise:USA:air_cover"]]

    def test_the_parliament_three_sentences_away_is_the_italian_condition(self) -> None:
        rows = [r for r in examples.story("coalition").positions[0] if r[0] == "ITA"]
        assert rows
        assert all(r[3] == "parliament_approval" for r in rows)


class TestRelief:
    def test_a_change_of_mind_stands_as_the_later_word(self) -> None:
        situation_json = examples.story("relief").situation
        offers = {o["id"]: o for o in situation_json["offers"]}
        assert offers["AUS:funding"]["stance"] == "pledges"
        assert offers["SAU:funding"]["stance"] == "refuses"

    def test_euros_are_not_added_to_dollars(self) -> None:
        offers = {o["id"]: o for o in examples.story("relief").situation["offers"]}
        assert offers["DEU:funding"]["quantity"]["low"] is None
        assert offers["JPN:funding"]["quantity"]["low"] == 40000000


def test_unknown_story_is_refused_with_the_names() -> None:
    with pytest.raises(InputError, match="coalition, relief"):
        examples.story("velmora")
