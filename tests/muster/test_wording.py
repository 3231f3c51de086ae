"""What rule 3 compares in a text: plain spelling, names, figures, quotations, passages."""

from datetime import date
from itertools import pairwise

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.document import Document
from musterbook.model.span import Span
from musterbook.muster.wording import PASSAGE, Wording, known_words, news_of, runs, wording_of

TEXT = (
    "LISBON, March 1 - Portugal can lend 1,400 marines, Defence Minister Beatriz Loureiro said on Saturday. "
    "“No state should carry this alone,” she told reporters in Setúbal. Loureiro named 2.5 million euros, "
    "two ships and the year 2031."
)


def worded(text: str, **details: object) -> Wording:
    return wording_of(Document(text, published=date(2031, 3, 1), **details), default_codebook())  # type: ignore[arg-type]


def test_names_stand_inside_a_sentence_and_are_no_states_offices_or_days() -> None:
    assert worded(TEXT).names == {"beatriz", "loureiro", "setubal"}
    assert "loureiro" in worded(TEXT).starts


def test_figures_that_say_something() -> None:
    """No small ones, no years, and not the day in the dateline."""
    assert worded(TEXT).figures == {"1400", "2.5"}
    assert worded("They want 30.000 men, 30,000 boots and 12 dogs by the 23rd.").figures == {"30000", "23"}


def test_a_figure_of_any_length_is_taken() -> None:
    assert worded(f"It cost {'9' * 6000} euros.").figures == {"9" * 6000}


@pytest.mark.parametrize("quote", ["“{}”", '"{}"', "„{}“", "«{}»", "‘{}’"])
def test_quotations_are_found_in_any_marks(quote: str) -> None:
    found = worded(f"He said: {quote.format('we are not going there at all')}.").quotes
    assert found == worded('"We are NOT going there at all," he said.').quotes
    assert len(found[0]) == 7


def test_a_catchword_in_quotation_marks_is_no_quotation() -> None:
    assert worded('They call it a "coalition of the willing", and it is none.').quotes != ()
    assert worded('They call it a "reassurance force" now.').quotes == ()
    assert worded("The ministers' plans and the soldiers' pay were discussed.").quotes == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelensky"),
        ("Zelenskiy", "Zelenskij"),
        ("Wouter's", "Vouter"),
        ("Türkiye", "Turkije"),
        ("Søren", "Soren"),
        ("promised", "promises"),
        ("deployments", "deployed"),
    ],
)
def test_one_word_in_two_spellings(one: str, other: str) -> None:
    assert worded(f"Here {one} came.").words == worded(f"Here {other} came.").words


def test_little_words_tell_nothing() -> None:
    assert worded("He said that they would not be there for more than ten of them.").words == frozenset()


def test_a_short_text_is_one_passage() -> None:
    wording = worded(TEXT)
    assert wording.passages == (wording.words,)
    assert worded("").passages == ()


def test_a_long_text_is_many_passages_that_overlap() -> None:
    text = " ".join(f"Sentence {'abcdefghijklmnopqrstuvwxyz'[n % 26] * 4} has five words." for n in range(60))
    passages = worded(text).passages
    assert len(passages) == pytest.approx(60 * 5 / (PASSAGE / 2), abs=2)
    assert all(a & b for a, b in pairwise(passages))
    assert frozenset().union(*passages) == worded(text).words


def test_boilerplate_is_left_out() -> None:
    notice = "Subscribe to the Harbour Post. "
    document = Document(notice + TEXT, boilerplate=(Span(0, len(notice)),))
    assert news_of(document).strip() == TEXT
    assert "harbour" not in wording_of(document, default_codebook()).items
    assert "harbour" in worded(notice + TEXT).items


def test_runs_are_of_words_in_lower_case() -> None:
    assert runs("One, two: THREE four") == {("one", "two", "three"), ("two", "three", "four")}


def test_the_codebook_knows_what_no_report_is_known_by() -> None:
    known = known_words(default_codebook())
    assert {"portugal", "lisbon", "march"} <= known
    assert "loureiro" not in known
