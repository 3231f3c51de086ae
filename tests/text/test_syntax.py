"""The language model at run time: every sentence a tree, every span within the text, known sentences read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.text.syntax import Analysis, ParsedSentence, Token, analyse

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"


def one(text: str) -> Analysis:
    return analyse(text, [(0, len(text))], threads=1)


def assert_tree(sentence: ParsedSentence) -> None:
    tokens = sentence.tokens
    assert [token.index for token in tokens] == list(range(len(tokens)))
    assert sum(token.head == -1 for token in tokens) == (1 if tokens else 0)
    assert all((token.head == -1) == (token.deprel == "root") for token in tokens)
    for token in tokens:
        assert climbs_to_root(tokens, token)


def climbs_to_root(tokens: tuple[Token, ...], token: Token) -> bool:
    for _ in tokens:
        if token.head == -1:
            return True
        token = tokens[token.head]
    return False


def by_text(analysis: Analysis, text: str) -> Token:
    return next(token for sentence in analysis.sentences for token in sentence.tokens if token.text == text)


def test_a_simple_sentence_has_its_subject() -> None:
    analysis = one("Britain will send troops to Ukraine.")
    tokens = analysis.sentences[0].tokens
    assert by_text(analysis, "send").deprel == "root"
    assert by_text(analysis, "Britain").deprel == "nsubj"
    assert tokens[by_text(analysis, "Britain").head].text == "send"
    assert by_text(analysis, "troops").deprel == "obj"
    assert by_text(analysis, "Britain").upos == "PROPN"


def test_a_simple_attribution_is_found() -> None:
    text = "The minister said that Denmark would send soldiers."
    (found,) = one(text).attributions
    assert [text[a:b] for a, b in found.source] == ["The minister"]
    assert [text[a:b] for a, b in found.cue] == ["said"]
    assert "Denmark would send soldiers" in text[found.content[0][0] : found.content[-1][1]]


def test_nothing_comes_of_nothing() -> None:
    assert analyse("", []) == Analysis((), ())
    blank = analyse("  \n ", [(0, 4)])
    assert blank == Analysis((ParsedSentence(0, 4, ()),), ())


def test_reading_twice_gives_the_same() -> None:
    text = "“We are ready,” he said. Paris has not ruled it out."
    assert one(text) == one(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aThe said“”»'. ")), max_size=40),
        max_size=6,
    )
)
def test_any_text_gives_trees_within_the_text(parts: list[str]) -> None:
    text, bounds = "", []
    for part in parts:
        bounds.append((len(text), len(text) + len(part)))
        text += part + "\n"
    analysis = analyse(text, bounds, threads=1)
    assert [(s.start, s.end) for s in analysis.sentences] == bounds
    for sentence in analysis.sentences:
        assert_tree(sentence)
        assert all(sentence.start <= t.start < t.end <= sentence.end for t in sentence.tokens)
        assert all(t.text == text[t.start : t.end] for t in sentence.tokens)
    for found in analysis.attributions:
        assert all(
            0 <= a < b <= len(text) for part in (found.source, found.cue, found.content) for a, b in part
        )


def test_a_very_long_sentence_is_one_tree() -> None:
    (sentence,) = one("the old soldiers said that they would go " * 500).sentences
    assert len(sentence.tokens) == 4000
    assert sum(token.head == -1 for token in sentence.tokens) == 1
    assert len([t for t in sentence.tokens if t.head == -1 and t.deprel == "root"]) == 1


def test_one_endless_word_is_one_token() -> None:
    (sentence,) = one("x" * 1_000_000).sentences
    assert len(sentence.tokens) == 1


def test_importing_loads_no_runtime() -> None:
    code = "import sys, musterbook.text.syntax; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FLOORS = {
    "UPOS": 95.2,
    "UAS": 87.5,
    "LAS": 84.3,
    "source exact": 79.4,
    "cue exact": 72.5,
    "content exact": 65.8,
    "linked": 67.2,
}


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora of ../shared are not here")
def test_scores_on_the_development_parts_hold() -> None:
    from training.evaluate import measure

    scores = measure(None, CORPORA)
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}
