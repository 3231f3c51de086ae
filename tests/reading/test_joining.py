"""Whose joining a condition waits for, from hand-made trees."""

import pytest

from musterbook.reading.joining import participation
from tests.reading.trees import one

SENDING = "Denmark/PROPN/nsubj>1 sends/VERB/root troops/NOUN/obj>1 if/SCONJ/mark>{head} "


@pytest.mark.parametrize(
    ("clause", "head", "wanted"),
    [
        ("others/NOUN/nsubj>5 pay/VERB/advcl>1", 5, ["joins:others"]),
        ("other/ADJ/amod>5 countries/NOUN/nsubj>6 pay/VERB/advcl>1", 6, ["joins:other countries"]),
        ("Japan/PROPN/nsubj>5 does/VERB/advcl>1", 5, ["joins:JPN"]),
        ("Japan/PROPN/nsubj>5 sleeps/VERB/advcl>1", 5, []),
    ],
)
def test_who_comes_along(clause: str, head: int, wanted: list[str]) -> None:
    sentence = one(SENDING.format(head=head) + clause)
    found = participation(sentence, range(3, head + 1), {4: ("JPN",)})
    assert [leaf for leaf, _ in found] == wanted
