"""Rule 3: two documents with the same report are one source; corroboration counts independent reports."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from musterbook.model.document import Document
from musterbook.model.reading import Reading
from musterbook.model.span import Span
from musterbook.muster import Muster, fold_readings, independent
from musterbook.muster.copies import runs
from tests.book.world import MARCH, figure, position, reading, word

WIRE = (
    "LISBON - Portugal is prepared to put a company of marines and a patrol ship at the service of the "
    "strait force, the defence minister told reporters on Monday after a meeting with her colleagues, adding "
    "that the parliament would be asked in April and that no state should have to carry the burden alone."
)
COPY = WIRE.replace("LISBON - ", "").replace("on Monday ", "") + " The agency's report was edited for length."
OWN = (
    "Our correspondent asked the minister in the corridor. Yes, she said, the marines can go, and so can one "
    "ship if the deputies agree next month. Others must come too: that was all she wanted to say about it."
)

NAMED = (
    "LISBON - Portugal can give the strait force 140 marines and the patrol ship Sines, Defence Minister "
    "Beatriz Loureiro said on Saturday in Setubal, after she had met the admiral who is to command it, Tomas "
    'Falcao. The deputies decide in April. "No state should have to carry the burden alone," she said.'
)
RETOLD = (
    "If the deputies agree in April, the Sines and 140 of Portugal's marines sail for the strait. Beatriz "
    "Loureiro had just shaken hands in Setubal with Tomas Falcao, the force's future commander, when she "
    'made the offer. The burden, said the minister, was not one that "a single state should have to carry '
    'alone".'
)
RETRANSLATED = (
    "Portugal is able to hand over to the forces of the strait 140 infantrymen of the sea and the guard ship "
    '"Sines", declared on Saturday in Setubal the minister of defence Beatris Loureyro. She met with the '
    "admiral Tomash Falcao, who will command. In April will decide the deputies. "
    '"Not one state must carry the burden alone."'
)
INTERVIEW = (
    'Beatriz Loureiro pours the coffee herself. Will the marines really leave? "Ask me when the deputies '
    'have voted," says the minister, who grew up on the docks of Leixoes and still knows every crane. A '
    "company and a ship she would give gladly; what she lacks are cooks. Eleven resigned at Christmas."
)


def said(text: str, day: int = 0, **fields: Any) -> Reading:
    """Loureiro's word as a paper has it, some days after the first of March."""
    made = {"speaker": "Beatriz Loureiro", "source_kind": "named", "said": MARCH, **fields}
    return reading(position(**made), text=text, day=MARCH + timedelta(day))


def corroboration(muster: Muster, actor: str = "PRT") -> int:
    found = muster.of(actor, "troops")
    assert found is not None
    return found.corroboration


def test_a_copy_does_not_corroborate() -> None:
    said = [word("PRT", "offers", text=text) for text in (WIRE, COPY)]
    assert corroboration(fold_readings(said)) == 1


def test_a_report_of_its_own_corroborates() -> None:
    said = [word("PRT", "offers", text=text) for text in (WIRE, COPY, OWN)]
    assert corroboration(fold_readings(said)) == 2


@pytest.mark.parametrize("text", [RETOLD, RETRANSLATED])
@pytest.mark.parametrize("day", [0, 1, 9])
def test_a_rewrite_does_not_corroborate_however_late(text: str, day: int) -> None:
    """Where the day on which it was said is known, the day of printing is no matter."""
    assert corroboration(fold_readings([said(NAMED), said(text, day)])) == 1


def test_a_longer_text_with_the_report_in_it_does_not_corroborate() -> None:
    longer = f"{OWN.replace('Our correspondent', 'A fisherman')} {RETOLD} {OWN}"
    assert corroboration(fold_readings([said(NAMED), said(longer)])) == 1


def test_an_interview_corroborates() -> None:
    assert corroboration(fold_readings([said(NAMED), said(INTERVIEW)])) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker": "Rui Pinto"},
        {"source_kind": "anonymous", "speaker": None},
        {"quantity": figure("90", "90")},
        {"said": MARCH + timedelta(4)},
    ],
)
def test_another_voice_figure_or_day_corroborates(fields: dict[str, Any]) -> None:
    """Alike as the words may be: two governments, ministers or days can sound the same."""
    first = said(NAMED, quantity=figure("140", "140"))
    assert corroboration(fold_readings([first, said(RETOLD, 5)])) == 1
    assert corroboration(fold_readings([first, said(RETOLD, 5, **fields)])) == 2


def test_without_positions_a_late_rewrite_is_a_report_of_its_own() -> None:
    one, soon, late = (
        Document(text, published=MARCH + timedelta(days))
        for text, days in ((NAMED, 0), (RETOLD, 1), (RETRANSLATED, 9))
    )
    assert len(independent([one, soon])) == 1
    assert len(independent([one, late])) == 2


def test_sentence_vectors_can_be_given() -> None:
    readings = [said(NAMED), said(INTERVIEW)]
    alike = {r.document.id: [[1.0, 0.0], [0.6, 0.8]] for r in readings}
    assert corroboration(fold_readings(readings)) == 2
    assert corroboration(fold_readings(readings, vectors=alike)) == 1


def test_the_same_text_twice_is_one_document() -> None:
    said = [word("PRT", "offers", text=WIRE), reading(position(), text=WIRE, day=MARCH, outlet="Another")]
    muster = fold_readings(said)
    assert corroboration(muster) == 1
    assert len(muster.documents) == 1


def test_two_sentences_of_one_text_are_one_report() -> None:
    assert (
        corroboration(fold_readings([reading(position(), position(conditions="ceasefire"), text=WIRE)])) == 1
    )


def test_a_word_that_is_repeated_later_is_corroborated_by_the_earlier_reports() -> None:
    said = [
        word("PRT", "offers", MARCH, text=WIRE),
        word("PRT", "offers", MARCH + timedelta(3), text=OWN),
    ]
    assert corroboration(fold_readings(said)) == 2


def test_reports_from_before_a_change_of_mind_do_not_count() -> None:
    said = [
        word("PRT", "offers", MARCH, text=WIRE),
        word("PRT", "refuses", MARCH + timedelta(1)),
        word("PRT", "offers", MARCH + timedelta(3), text=OWN),
    ]
    assert corroboration(fold_readings(said)) == 1


def test_a_lower_source_that_agrees_corroborates_one_that_differs_does_not() -> None:
    said = [
        word("PRT", "offers", text=WIRE),
        word("PRT", "offers", text=OWN, third_party=True),
        word("PRT", "refuses", source_kind="anonymous"),
    ]
    assert corroboration(fold_readings(said)) == 2


def test_a_copy_of_a_copy_belongs_to_the_same_report() -> None:
    words = WIRE.split()
    first, last = Document(" ".join(words[:30])), Document(" ".join(words[24:]))
    whole = Document(WIRE)
    assert len(independent([first, last])) == 2
    assert len(independent([first, last, whole])) == 1


def test_boilerplate_makes_no_copies() -> None:
    notice = (
        "All rights are reserved by the publishing house and its licensors in every land of the earth. " * 2
    )
    given = [reading(position(), text=notice + text) for text in (WIRE, OWN)]
    plain = [r.document for r in given]
    marked = [replace(d, boilerplate=(Span(0, len(notice)),)) for d in plain]
    assert len(independent(plain)) == 1
    assert len(independent(marked)) == 2


def test_very_short_texts_are_copies_only_when_they_are_the_same() -> None:
    one, two, three = (
        Document("Lisbon will come."),
        Document("Madrid will come."),
        Document("LISBON, will come"),
    )
    assert len(independent([one, two, three])) == 2
    assert len(independent([Document("?"), Document("!")])) == 2


def test_the_judge_can_be_replaced() -> None:
    """A judge by meaning sees what the words do not show."""
    documents = [Document(WIRE), Document(OWN)]
    assert len(independent(documents)) == 2
    assert len(independent(documents, lambda _one, _other: True)) == 1
    said = [word("PRT", "offers", text=text) for text in (WIRE, OWN)]
    assert corroboration(fold_readings(said, same=lambda _one, _other: True)) == 1


def test_groups_do_not_depend_on_the_order() -> None:
    documents = [Document(text) for text in (WIRE, COPY, OWN)]
    assert independent(documents) == independent(documents[::-1])


def test_runs_are_of_words_in_lower_case() -> None:
    assert runs("One, two: THREE four") == {("one", "two", "three"), ("two", "three", "four")}
    assert runs("one two") == frozenset()
