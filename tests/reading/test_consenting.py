"""The state on whose soil a mission stands does not join it: it agrees."""

import pytest

from musterbook.model.formula import leaves
from musterbook.reading.pipeline import read_text

THEATRE = "Fighting in Mali goes on, and the mission in Mali is short of men. Villages in Mali have emptied. "


def conditions(text: str, actor: str) -> set[str]:
    found = read_text(THEATRE + text, rules_alone=True).positions
    return {
        leaf for p in found if p.actor == actor and p.conditions is not None for leaf in leaves(p.conditions)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Bangladesh is ready to send troops if Bamako gives its consent.",
        "Bangladesh is ready to send troops if Mali agrees.",
        "Bangladesh is ready to send troops, provided that Mali accepts them.",
    ],
)
def test_the_host_agrees(text: str) -> None:
    assert conditions(text, "BGD") == {"host_consent"}


def test_another_state_joins() -> None:
    assert conditions("Bangladesh is ready to send troops if Senegal takes part.", "BGD") == {"joins:SEN"}


def test_what_the_host_does_otherwise_keeps_its_words() -> None:
    assert conditions("Bangladesh is ready to send troops if Mali holds elections.", "BGD") == {
        "other:Mali holds elections"
    }
