"""What a mission is made of, what a bare verb leaves, and what is nobody's to give."""

import pytest

from musterbook.reading.pipeline import read_text

SHIPS = "Two frigates patrol the strait. Warships are wanted, and minehunters of the navy. "


def read(text: str) -> set[tuple[str, str, str]]:
    return {(p.actor, p.on, p.stance) for p in read_text(text, rules_alone=True).positions}


def test_the_mission_is_what_the_text_speaks_of() -> None:
    assert ("ESP", "naval", "refuses") in read(SHIPS + "Spain will not take part in the mission.")


def test_who_pulls_out_leaves_what_was_spoken_of() -> None:
    assert ("SWE", "troops", "refuses") in read(
        "Soldiers are wanted in Mali. Sweden has decided to pull out."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Washington has called for twice as many peacekeepers.",
        "Sixty-one percent of Americans support troops for Ukraine.",
    ],
)
def test_a_call_and_a_poll_give_nothing(text: str) -> None:
    assert read(text) == set()


def test_forces_kept_at_home_are_withheld() -> None:
    assert ("POL", "troops", "withholds") in read("Poland will keep its soldiers at home.")


def test_a_relative_clause_does_not_wait_for_what_its_sentence_waits_for() -> None:
    text = "Kenya, which has agreed to lead the mission, will send police once parliament has agreed."
    found = {p.on: p.conditions for p in read_text(text, rules_alone=True).positions}
    assert found["command"] is None
    assert found["police"] is not None
