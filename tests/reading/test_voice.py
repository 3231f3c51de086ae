"""In an interview and in a statement one voice speaks, however far from its name."""

import pytest

from musterbook.reading.pipeline import read_text

INTERVIEW = """Norway's defence minister, Kari Holm, on ships and soldiers

What can Oslo offer at all?

We will send two frigates. I am sure of that.

Would your country send soldiers?

The government will not send soldiers. My party agrees with me.

And France has said it would lead. Is that enough?

We are ready to train sailors.
"""
STATEMENT = """STATEMENT BY THE MINISTRY OF FOREIGN AFFAIRS OF NORWAY

The talks in Tallinn went well. The Government will send two frigates. It would offer courses for sailors.
Estonia was thanked.
"""


def read(text: str) -> set[tuple[str, str, str, str]]:
    found = read_text(text, rules_alone=True).positions
    return {(p.actor, p.on, p.stance, p.source_kind) for p in found}


def test_we_and_the_government_are_of_the_one_who_is_interviewed() -> None:
    found = read(INTERVIEW)
    assert ("NOR", "naval", "pledges", "named") in found
    assert ("NOR", "troops", "refuses", "named") in found
    assert ("NOR", "training", "offers", "named") in found


def test_it_and_the_government_are_of_the_one_who_issues_a_statement() -> None:
    assert read(STATEMENT) == {
        ("NOR", "naval", "pledges", "spokesperson"),
        ("NOR", "training", "offers", "spokesperson"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The statement by the embassy of Norway came late. The government will send two frigates.",
        "Norway and Kari Holm met. Who? Where? The talks went on.",
    ],
)
def test_no_voice_where_nobody_speaks_alone(text: str) -> None:
    assert all(kind == "narrator" for _, _, _, kind in read(text))
