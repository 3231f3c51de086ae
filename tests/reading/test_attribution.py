"""Who says what: labels, report clauses and the model's attributions, the innermost around a clause."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.model.span import Span
from musterbook.reading.attribution import Report, find_reports, report_of, report_verbs
from musterbook.reading.mentions import Marked
from musterbook.reading.referents import resolve_all
from musterbook.text.syntax import Analysis, AttributionSpan
from tests.reading.trees import marked, printed, reading

BOOK = default_codebook()
TOLD = (
    "Lund/PROPN/nsubj>1 said/VERB/root that/SCONJ/mark>5 Denmark/PROPN/nsubj>5 will/AUX/aux>5 "
    "send/VERB/ccomp>1 "
    "troops/NOUN/obj>5"
)
TRAILING = (
    "Denmark/PROPN/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2 ,/PUNCT/punct>6 "
    "Copenhagen/PROPN/nsubj>6 "
    "said/VERB/parataxis>2"
)
NESTED = (
    "Copenhagen/PROPN/nsubj>1 said/VERB/root Oslo/PROPN/nsubj>3 announced/VERB/ccomp>1 that/SCONJ/mark>7 "
    "it/PRON/nsubj>7 will/AUX/aux>7 send/VERB/ccomp>3 troops/NOUN/obj>7"
)
LUND = "Danish/ADJ/amod>1 minister/NOUN/nsubj>4 Ada/PROPN/flat>1 Lund/PROPN/flat>1 smiled/VERB/root"


def reports(sentences: tuple[Marked, ...], *found: AttributionSpan) -> tuple[Report, ...]:
    return find_reports(Analysis((), found), sentences, resolve_all(sentences, BOOK), BOOK)


def content(report: Report, sentences: tuple[Marked, ...]) -> str:
    text = " ".join(printed(sentence.tree) for sentence in sentences)
    return " ... ".join(span.of(text) for span in report.content)


def test_report_verbs_are_known_in_all_their_forms() -> None:
    verbs = report_verbs(BOOK)
    assert verbs["said"] == verbs["says"] == ("say", "plain")
    assert verbs["promised"][1] == "pledging"
    assert all(" " not in form for form in verbs)


def test_a_report_clause_of_the_parse() -> None:
    sentences = marked(LUND, TOLD)
    (report,) = reports(sentences)
    assert content(report, sentences) == "that Denmark will send troops"
    assert report.referent is not None
    assert (report.referent.speaker, report.verb) == ("Ada Lund", "plain")


def test_a_report_may_come_last() -> None:
    sentences = marked(TRAILING)
    (report,) = reports(sentences)
    assert content(report, sentences).startswith("Denmark will send troops")
    assert report.referent is not None
    assert report.referent.ids == ("DNK",)


def test_the_innermost_report_around_a_clause_counts() -> None:
    sentences = marked(NESTED)
    found = reports(sentences)
    assert len(found) == 2
    sending = sentences[0].tree.span_of([7])
    inner = report_of(sending, found)
    assert inner is not None
    assert inner.referent is not None
    assert inner.referent.ids == ("NOR",)


def test_outside_all_contents_there_is_no_report() -> None:
    sentences = marked(TOLD)
    assert report_of(Span(0, 4), reports(sentences)) is None


def test_where_model_and_parse_see_one_cue_the_models_content_stands() -> None:
    sentences = marked(LUND, TOLD)
    cue, whole = sentences[1].tree.span_of([1]), sentences[1].tree.span_of([3, 4, 5, 6])
    source = sentences[1].tree.span_of([0])
    (report,) = reports(sentences, AttributionSpan((source,), (cue,), (whole,)))
    assert content(report, sentences) == "Denmark will send troops"
    assert report.referent is not None
    assert report.referent.speaker == "Ada Lund"


def test_an_attribution_without_content_is_dropped() -> None:
    assert reports(marked(LUND), AttributionSpan(((0, 5),), ((6, 8),), ())) == ()


def test_an_attribution_without_a_source_has_no_speaker() -> None:
    sentences = marked(LUND)
    (report,) = reports(sentences, AttributionSpan((), ((0, 6),), ((7, 15),)))
    assert (report.referent, report.words) == (None, None)


def test_a_name_before_a_colon_speaks_the_rest_of_the_line() -> None:
    line = (
        "Lund/PROPN/root :/PUNCT/punct>0 We/PRON/nsubj>4 will/AUX/aux>4 send/VERB/parataxis>0 "
        "troops/NOUN/obj>4"
    )
    sentences = marked(LUND, line)
    (report,) = reports(sentences)
    assert content(report, sentences) == "We will send troops"
    assert report.referent is not None
    assert report.referent.speaker == "Ada Lund"


def test_a_lone_label_speaks_until_the_next() -> None:
    label = "Lund/PROPN/root :/PUNCT/punct>0"
    answer = "We/PRON/nsubj>2 will/AUX/aux>2 send/VERB/root troops/NOUN/obj>2"
    sentences = marked(LUND, label, answer, answer, "Question/NOUN/root :/PUNCT/punct>0", answer)
    found = reports(sentences)
    assert [content(report, sentences) for report in found] == [
        "We will send troops We will send troops",
        "We will send troops",
    ]
    assert found[1].referent is None


def test_a_colon_after_a_verb_is_no_label() -> None:
    (report,) = reports(marked("He/PRON/nsubj>1 said/VERB/root :/PUNCT/punct>1 yes/INTJ/parataxis>1"))
    assert report.cue == (Span(3, 7),)


def test_a_label_with_nothing_after_it_says_nothing() -> None:
    assert reports(marked("Lund/PROPN/root :/PUNCT/punct>0")) == ()


def test_the_first_of_two_equal_reports_counts() -> None:
    one = Report((), (), (Span(0, 10),), None, None, "a")
    two = Report((), (), (Span(0, 10),), None, None, "b")
    assert report_of(Span(2, 3), (one, two)) is one
    assert one.covers(Span(0, 10))
    assert not one.covers(Span(5, 11))


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("Danish foreign minister Ada Lund said Denmark was ready to send troops.", "Ada Lund", "named"),
        ('"We are ready to send troops," said Danish foreign minister Ada Lund.', "Ada Lund", "named"),
        (
            '"We are ready to send troops," the Danish foreign ministry said.',
            "the Danish foreign ministry",
            "spokesperson",
        ),
        ("Danish officials said the country was ready to send troops.", "Danish officials", "anonymous"),
        ("Denmark is ready to send troops.", None, "narrator"),
        (
            "Danish foreign minister Ada Lund spoke on Monday. Lund said Denmark was ready to send troops.",
            "Ada Lund",
            "named",
        ),
        (
            "Danish foreign minister Ada Lund met us. She said her country was ready to send troops.",
            "Ada Lund",
            "named",
        ),
    ],
)
def test_speaker_and_kind_of_source(text: str, speaker: str | None, kind: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.stance) == ("DNK", "offers")
    assert (position.speaker, position.source_kind, position.third_party) == (speaker, kind, False)


def test_who_speaks_for_another_is_a_third_party() -> None:
    text = "French president Emmanuel Macron said that Denmark was ready to send troops."
    (position,) = reading(text).positions
    assert (position.actor, position.speaker, position.third_party) == ("DNK", "Emmanuel Macron", True)


def test_would_after_a_promise_is_will() -> None:
    told = {verb: reading(f"Denmark {verb} that it would send troops.") for verb in ("promised", "announced")}
    assert {r.positions[0].stance for r in told.values()} == {"pledges"}


def test_what_an_opponent_says_is_not_the_narrators_word() -> None:
    (position,) = reading("The opposition leader said Denmark would send troops.").positions
    assert position.third_party or position.source_kind != "narrator"


def test_according_to_a_ministry() -> None:
    (position,) = reading("According to the Danish foreign ministry, Denmark will send troops.").positions
    assert position.source_kind == "spokesperson"


@pytest.mark.parametrize(
    "text",
    [
        "Denmark will send troops, according to the Danish foreign ministry.",
        "The sea is calm; Denmark will send troops, according to the Danish foreign ministry.",
        "According to the Danish foreign ministry, Denmark will send troops; the sea is calm.",
    ],
)
def test_according_to_covers_the_rest_of_its_clause(text: str) -> None:
    (position,) = reading(text).positions
    assert (position.source_kind, position.speaker) == ("spokesperson", "the Danish foreign ministry")


def test_according_to_a_plan_is_nobodys_word() -> None:
    (position,) = reading("Denmark will send troops according to plan.").positions
    assert position.source_kind == "narrator"


@pytest.mark.parametrize(
    ("notation", "source", "content"),
    [
        (
            '"/PUNCT/punct>2 Bad/ADJ/amod>2 news/NOUN/nsubj>5 ,/PUNCT/punct>2 "/PUNCT/punct>2 '
            "sniffs/VERB/root Denmark/PROPN/obj>5",
            "Denmark",
            '" Bad news , "',
        ),
        (
            "Norway/PROPN/nsubj>2 will/AUX/aux>2 pay/VERB/ccomp>6 ,/PUNCT/punct>6 Ada/PROPN/nsubj>2 "
            "Lund/PROPN/flat>4 announced/VERB/root on/ADP/case>8 Friday/PROPN/obl>2",
            "Ada Lund",
            "Norway will pay",
        ),
    ],
)
def test_a_speaker_behind_his_words_whatever_the_parse(notation: str, source: str, content: str) -> None:
    (sentence,) = marked(notation)
    referents = resolve_all([sentence], default_codebook())
    (found,) = find_reports(Analysis((), ()), [sentence], referents, default_codebook())
    text = printed(sentence.tree)
    assert ([s.of(text) for s in found.source], [c.of(text) for c in found.content]) == ([source], [content])


def test_a_body_that_is_cited_speaks_through_its_spokespeople() -> None:
    text = "NATO met in Vilnius. Denmark will send troops, according to the alliance."
    (position,) = reading(text).positions
    assert (position.actor, position.source_kind, position.speaker) == ("DNK", "spokesperson", "the alliance")


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        (
            "British troops will not join, officials in London said.",
            "anonymous",
            "officials in London",
        ),
        ("Burundi has promised 1,700 troops, an army spokesman in Bujumbura said.", "spokesperson", None),
        ("Azerbaijan may send troops, according to a government official in Baku.", "anonymous", None),
        ("Denmark will send troops, a Western diplomat in Kinshasa said.", "anonymous", None),
    ],
)
def test_who_is_quoted_without_a_name_is_still_the_source(text: str, kind: str, speaker: str | None) -> None:
    (position,) = reading(text).positions
    assert position.source_kind == kind
    assert speaker is None or position.speaker == speaker


def test_what_goes_on_behind_the_speaker_is_the_speakers_word() -> None:
    text = "Romania will not send troops, President Ilinca Dumitrescu said, but it will send ships."
    found = {p.on: p.speaker for p in reading(text).positions}
    assert found == {"troops": "Ilinca Dumitrescu", "naval": "Ilinca Dumitrescu"}
