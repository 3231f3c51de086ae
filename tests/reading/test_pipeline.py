"""The whole way from a text to a reading: what always holds, hostile texts, small articles of our own."""

import json
import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.codebook import default_codebook
from musterbook.errors import InputError
from musterbook.model.document import SOURCE_KINDS, Document
from musterbook.model.exchange import reading_from_json, reading_json
from musterbook.model.position import CLAIM_KINDS
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from musterbook.reading import read_document, read_text
from tests.reading.trees import SAID, formula, line, reading

NAMES = [row["name"] for row in default_codebook().rows("states")]
ARTICLE = """Northern states weigh sending troops

Danish foreign minister Ada Lund said on Monday that Denmark was ready to send up to 800 soldiers if \
there is a ceasefire.

"We will not act alone," Lund said. "We would send troops only with an American backstop."

Poland will not send troops because its soldiers are needed at home.

Norway will provide two frigates. Sweden does not rule out sending fighter jets.

More than 30 countries were at the table. The force would need up to 30,000 soldiers.

Defence ministers will meet in London on 20 March.
"""


def spans(read: Reading) -> Iterator[Span]:
    for statement in read.statements:
        yield from (*statement.source, *statement.cue, *statement.content)
    for position in read.positions:
        yield from position.evidence
        yield from (because.span for because in position.because)
    for claim in read.claims:
        yield from claim.evidence
    yield from (problem.span for problem in read.problems if problem.span is not None)


def check(read: Reading, text: str) -> None:
    """What holds of every reading, whatever the text."""
    for span in spans(read):
        assert 0 <= span.start < span.end <= len(text)
    for things in (read.statements, read.positions, read.claims):
        ids = [thing.id for thing in things]
        assert len(set(ids)) == len(ids)
    known = {statement.id for statement in read.statements}
    for position in read.positions:
        assert position.actor
        assert position.evidence
        assert position.source_kind in SOURCE_KINDS
        assert position.statement is None or position.statement in known
    for claim in read.claims:
        assert claim.kind in CLAIM_KINDS
        assert claim.statement is None or claim.statement in known
    value = json.loads(json.dumps(reading_json(read)))
    assert reading_from_json(value, text) == read


def read_or_refuse(text: str) -> Reading | None:
    """The reading; None for an InputError, the only refusal there is."""
    try:
        return read_text(text, SAID)
    except InputError as refusal:
        remedy = refusal.remedy
    assert remedy
    return None


TRADE = """Denmark Norway Poland London NATO EU Macron 26 countries troops soldiers ships sanctions 400 ready
refuses will not would could send sends sent rule out if unless only with a the ceasefire mandate said
minister \" ' “ ” , . ; : ? ! - – ( ) and or but it they we He its for now at home
20 March million euros to of"""
WORDS = st.sampled_from([*TRADE.split(), "\n", "\n\n"])
SPEECH = st.lists(WORDS, max_size=60).map(" ".join)
LETTERS = st.text(
    st.one_of(
        st.characters(min_codepoint=32, max_codepoint=126),
        st.sampled_from("“”‘’«»—–…\u00a0\u200d\u200f\u00ad\ufeff\t\n\r"),
        st.characters(min_codepoint=0x370, max_codepoint=0x6FF),
        st.characters(),
    ),
    max_size=2000,
)


@settings(max_examples=60)
@given(SPEECH)
def test_any_order_of_the_words_of_the_trade_can_be_read(text: str) -> None:
    read = read_or_refuse(text)
    if read is not None:
        check(read, text)


@settings(max_examples=60)
@given(LETTERS)
def test_any_letters_can_be_read_or_are_refused(text: str) -> None:
    read = read_or_refuse(text)
    if read is not None:
        check(read, text)


@settings(max_examples=10)
@given(st.permutations(ARTICLE.split("\n\n")))
def test_the_paragraphs_of_an_article_in_any_order(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    check(reading(text), text)


def test_the_same_text_gives_the_same_reading() -> None:
    assert reading(ARTICLE) == reading(ARTICLE)
    assert json.dumps(reading_json(reading(ARTICLE))) == json.dumps(reading_json(reading(ARTICLE)))


def test_an_article_of_our_own() -> None:
    read = reading(ARTICLE)
    check(read, ARTICLE)
    assert {line(p) for p in read.positions} >= {
        "DNK troops offers",
        "NOR naval pledges",
        "SWE air not_ruled_out",
        "POL troops withholds",
    }
    danish = next(p for p in read.positions if line(p) == "DNK troops offers")
    assert (danish.speaker, danish.source_kind) == ("Ada Lund", "named")
    assert "ceasefire" in formula(danish.conditions)
    assert {c.kind for c in read.claims} == {"aggregate", "requirement", "event"}
    assert read.document.title == "Northern states weigh sending troops"


def test_every_position_is_said_on_the_day_of_publication() -> None:
    assert {p.said for p in reading(ARTICLE).positions} == {SAID}


def test_without_a_day_the_reading_says_what_it_lacks() -> None:
    read = read_text("Denmark will send troops.")
    assert [p.said for p in read.positions] == [None]
    assert "date" in {problem.kind for problem in read.problems}


def test_a_document_keeps_what_is_known_of_it() -> None:
    document = Document("Denmark will send troops.", outlet="The Gazette", published=date(2025, 3, 17))
    read = read_document(document)
    assert (read.document.outlet, read.document.published) == ("The Gazette", date(2025, 3, 17))
    assert read.document.sha256 == document.sha256


UNBALANCED = '"We will send troops, said the Danish prime minister. "Denmark is "ready" to send \'troops.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UNBALANCED, {"DNK"}),
        ("Denmark will send \ud800 troops.", {"DNK"}),
        ("\u202bDenmark will send troops.\u202c", {"DNK"}),
        ("Denmark will send " + "9" * 5000 + " soldiers.", {"DNK"}),
        ("Denmark will send " + "a" * 20_000 + " troops.", {"DNK"}),
        ("Denmark said that " * 300 + "it will send troops.", {"DNK"}),
        ("🇩🇰 Denmark will send troops 🪖.", {"DNK"}),
        ("Denmark will send troops.\r\nNorway refuses to send troops.\r\n", {"DNK", "NOR"}),
        ("الدنمارك سترسل قوات إلى أوكرانيا. לא יישלחו חיילים.", set()),
        ("Dänemark ist bereit, Truppen zu entsenden. Polen lehnt es ab.", set()),
        ("Данія готова надіслати війська. Польща відмовляється.", set()),
        ("A: " * 1000, set()),
        ("word " * 3000, set()),
    ],
)
def test_hostile_texts_are_read_as_far_as_they_go(text: str, expected: set[str]) -> None:
    read = reading(text)
    check(read, text)
    assert {p.actor for p in read.positions} == expected


@pytest.mark.parametrize(
    "text", ["", " \n ", '"' * 4000, "...!?;:,--()[]{}" * 100, "Denmark\x00 will send troops."]
)
def test_what_is_no_text_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_text(text)
    assert refused.value.remedy


def test_a_sentence_of_twenty_thousand_words_ends() -> None:
    text = "Denmark will send troops " + "and the long road goes on past the old mill " * 2000 + "."
    began = time.process_time()
    read = reading(text)
    assert time.process_time() - began < 60
    check(read, text)
    assert {line(p) for p in read.positions} == {"DNK troops pledges"}


def test_hundreds_of_quotations() -> None:
    text = '"We will send troops," Denmark said. ' * 200
    read = reading(text)
    check(read, text)
    assert [line(p) for p in read.positions] == ["DNK troops pledges"]
    assert len(read.statements) == 200


def test_a_list_of_five_hundred_states() -> None:
    text = f"These will send troops: {', '.join((NAMES * 3)[:500])}."
    check(reading(text), text)


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    """Nothing grows with the square of the text: a guard with much room, not a stopwatch."""
    paragraph = "Denmark will send troops if there is a ceasefire. Ministers will meet on Tuesday. "
    reading(paragraph)
    began = time.process_time()
    reading(paragraph * 20)
    small = time.process_time() - began
    reading(paragraph * 200)
    assert time.process_time() - began - small < 60 * small
