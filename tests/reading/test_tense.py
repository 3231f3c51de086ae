"""Which way a clause looks: the nearest verb that tells."""

from __future__ import annotations

import pytest

from musterbook.reading.tense import looks_ahead


def ahead(text: str, word: str) -> bool | None:
    start = text.index(word)
    return looks_ahead(text, start, start + len(word), 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Friday.", True),
        ("They'll meet on Friday.", True),
        ("They should hold talks near Oslo on Friday.", True),
        ("Talks are due on Friday.", True),
        ("The plan is to be opened on Friday.", True),
        ("They met on Friday.", False),
        ("She said on Friday that they will come.", False),
        ("He announced it on Friday.", False),
        ("It has been so since Friday.", False),
        ("On Friday the ministers meet.", True),
        ("On Friday she left; they will follow.", False),
        ("They will come. On Friday she left.", False),
        ("Friday.", None),
        ("The united fleet on Friday.", None),
    ],
)
def test_the_nearest_verb_tells(text: str, expected: bool | None) -> None:
    assert ahead(text, "Friday") is expected


def test_only_the_stretch_given_is_looked_at() -> None:
    text = "They will come on Friday, he said."
    assert looks_ahead(text, 18, 24, 15, 24) is None
