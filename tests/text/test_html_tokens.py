"""Cutting pages into tags and text: broken markup, hostile markup, attributes, entities."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.text.html_tokens import attributes, tokens, words


def cut(source: str) -> list[tuple[str, str]]:
    """Kind and name of tags, kind and words of texts."""
    return [
        (t.kind, t.name if t.kind in ("open", "close") else source[t.start : t.end]) for t in tokens(source)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<P>a</p >", [("open", "p"), ("text", "a"), ("close", "p")]),
        ("a < b <3 </ c", [("text", "a < b <3 </ c")]),
        ("<br/>x", [("open", "br"), ("text", "x")]),
        ("<!-- a <p> --><!doctype html><?xml?>b", [("text", "b")]),
        ("<!-- never ends <b>x", [("text", " never ends "), ("open", "b"), ("text", "x")]),
        ("<![CDATA[<p>]]>y", [("text", "y")]),
        ("<script>a<b '<p>'</SCRIPT>", [("open", "script"), ("raw", "a<b '<p>'"), ("close", "script")]),
        ("<style>p{}", [("open", "style"), ("raw", "p{}")]),
        ("<title>t <b>x", [("open", "title"), ("raw", ""), ("text", "t "), ("open", "b"), ("text", "x")]),
        ("<a title='x > y'>q</a>", [("open", "a"), ("text", "q"), ("close", "a")]),
        ("<a title='never>q</a>", [("open", "a"), ("text", "q"), ("close", "a")]),
        ("<a", [("text", "<a")]),
    ],
)
def test_markup_is_cut(source: str, expected: list[tuple[str, str]]) -> None:
    assert cut(source) == expected


def test_attributes_are_read_as_browsers_do() -> None:
    source = """<a HREF="x?a=1&amp;b=2" class='one two' id=me checked data-x = "y" id=you>"""
    (token,) = tokens(source)
    assert attributes(source, token) == {
        "href": "x?a=1&b=2",
        "class": "one two",
        "id": "me",
        "checked": "",
        "data-x": "y",
    }


def test_entities_stand_for_what_they_mean() -> None:
    source = "R&D &amp; &eacute;&#8217;&#x41; &bogus; &lt"
    parts = list(words(source, 0, len(source)))
    assert "".join(said for said, _, _ in parts) == "R&D & é’A &bogus; <"
    assert [source[a:b] for said, a, b in parts if said == "é"] == ["&eacute;"]


SIGNS = "<|>|</|<p|<p>|</p>|<a href='|\"|'|<!--|-->|<script>|</script>|&amp;|x |<![CDATA[|]]>|<?|<title>|&#"
markup = st.lists(st.sampled_from(SIGNS.split("|")), max_size=40).map("".join)


@given(st.one_of(markup, st.text(max_size=100)))
def test_any_source_is_cut_in_order_and_within_bounds(source: str) -> None:
    found = list(tokens(source))
    assert all(0 <= t.start <= t.end <= len(source) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for token in found:
        if token.kind == "open":
            assert all(name == name.lower() for name in attributes(source, token))


HOSTILE = (
    """<|<a |<a b="|<!--|<!-- x |&|&#|<![CDATA[|<!x |<?|<script>|<script></|</a |<a '>' |<title>|<a b='"|</"""
)


@pytest.mark.parametrize("piece", HOSTILE.split("|"))
def test_hostile_markup_takes_seconds(piece: str) -> None:
    source = piece * (200_000 // len(piece))
    start = time.process_time()
    for token in tokens(source):
        attributes(source, token)
    assert time.process_time() - start < 20
