"""Members that are called by name take their group's stance: as many as were counted, no others."""

import pytest

from musterbook.reading.pipeline import read_text
from musterbook.reading.rollcall import RULE


def read(text: str) -> set[tuple[str, str]]:
    return {(p.actor, p.on) for p in read_text(text, rules_alone=True).positions}


@pytest.mark.parametrize(
    "text",
    [
        "Four nations said they would send warships to the Red Sea: Italy, Spain, Greece and Malta.",
        "Four countries - Italy, Spain, Greece and Malta - have promised warships for the Red Sea.",
        "Four governments have promised warships. They are Italy, Spain, Greece and Malta.",
        "Four governments have promised warships. A diplomat listed them: Italy, Spain, Greece and Malta.",
    ],
)
def test_members_that_are_called_take_the_stance_of_the_group(text: str) -> None:
    assert read(text) == {(actor, "naval") for actor in ("ITA", "ESP", "GRC", "MLT")}


@pytest.mark.parametrize(
    "text",
    [
        "Six governments have promised warships. They are led by Italy, Spain, Greece and Malta.",
        "Four governments have promised warships. Ministers from Italy, Spain, Greece and Malta met in Rome.",
        "Some forty governments have promised warships. They thanked Italy.",
        "Two countries have promised warships. They asked Italy and Spain to follow.",
    ],
)
def test_who_is_named_beside_a_group_is_no_member(text: str) -> None:
    assert not {actor for actor, on in read(text) if on == "naval"} & {"ITA", "ESP", "GRC", "MLT"}


def test_the_list_proves_it_and_the_rule_says_so() -> None:
    text = "Three countries have promised warships. They are Italy, Spain and Greece."
    found = read_text(text, rules_alone=True).positions
    assert {text[p.evidence[0].start : p.evidence[0].end] for p in found} == {"Italy, Spain and Greece"}
    assert all(RULE in {b.rule for b in p.because} for p in found)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Kenya will give personnel to the police mission in Haiti.", "police"),
        ("Kenya will send personnel.", "troops"),
        ("Doctors are wanted, field hospitals too. Kenya will send personnel.", "medical"),
    ],
)
def test_personnel_belongs_to_the_service_that_is_spoken_of(text: str, on: str) -> None:
    assert ("KEN", on) in read(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thirty governments will sign up to the coalition.", ("unspecified", "offers")),
        ("Thirty governments will send soldiers.", ("troops", "pledges")),
    ],
)
def test_what_a_crowd_gives_to_the_whole_stays_open(text: str, wanted: tuple[str, str]) -> None:
    (position,) = read_text(text, rules_alone=True).positions
    assert (position.on, position.stance) == wanted
