"""The parts of a situation that a page shows stand in the file that the page links."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from musterbook import examples

PAGES = Path(__file__).parents[2] / "docs/examples"
SHOWN = re.compile(r"(?<!`:\n\n)^```json\n(.*?)^```$", re.M | re.S)


def stands_in(shown: Any, given: Any) -> bool:
    """Whether a value is a part of another: some keys of an object, some items of a list."""
    if isinstance(shown, dict):
        return isinstance(given, dict) and all(
            key in given and stands_in(v, given[key]) for key, v in shown.items()
        )
    if isinstance(shown, list) and isinstance(given, list):
        return all(any(stands_in(item, other) for other in given) for item in shown)
    return bool(shown == given)


@pytest.mark.parametrize("name", examples.SITUATIONS)
class TestPage:
    def text(self, name: str) -> str:
        return (PAGES / f"{name}.md").read_text("utf-8")

    def test_what_it_shows_stands_in_the_file(self, name: str) -> None:
        parts = [json.loads(body) for body in SHOWN.findall(self.text(name))]
        assert parts
        assert all(stands_in(part, examples.situation(name)) for part in parts)

    def test_it_links_its_file(self, name: str) -> None:
        assert f"(../../src/musterbook/examples/{name}/{name}.json>`" in self.text(name).replace("<", "(")

    def test_it_says_what_is_assumed_and_where_it_is_from(self, name: str) -> None:
        headings = re.findall(r"^## (.*)$", self.text(name), re.M)
        assert "What is assumed" in headings
        assert "Sources" in headings


@pytest.mark.parametrize(
    ("shown", "given", "expected"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        ([{"a": 1}], [{"a": 2}, {"a": 1, "b": 0}], True),
        ([3], [1, 2], False),
        ({"a": [1]}, {"a": 1}, False),
    ],
)
def test_a_part_is_known_from_what_is_none(shown: Any, given: Any, expected: bool) -> None:
    assert stands_in(shown, given) is expected


def test_every_situation_has_its_page_in_the_contents() -> None:
    contents = (PAGES / "index.md").read_text("utf-8")
    assert all(f"\n{name}\n" in contents for name in examples.SITUATIONS)
