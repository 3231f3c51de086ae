"""How alike two texts are, as numbers (rule 3)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.codebook import default_codebook
from musterbook.model.document import Document
from musterbook.muster.likeness import (
    copied,
    meant_alike,
    named_alike,
    quoted_alike,
    spells,
    told_alike,
    unusual,
)
from musterbook.muster.wording import Wording, wording_of

STORY = (
    "The frigate Sines sails for the strait with divers, a surgeon and spare rotors, Beatriz Loureiro "
    "promised. Fishermen in the harbour doubted whether its boilers would survive the monsoon. The hull was "
    "laid down in Viana forty years ago, the shipyard has since become a shopping centre, and the last "
    "engineer who understands the turbines retires at Easter."
)
RETOLD = (
    "Divers and a surgeon board the frigate Sines, which carries spare rotors to the strait. So Beatriz "
    "Loureiro has promised; whether boilers survive a monsoon is what harbour fishermen doubt. Forty years "
    "old, the hull comes from a Viana shipyard where people now go shopping. At Easter the turbines lose "
    "the last engineer who understood them: he is retiring."
)
OTHER = (
    "Bakers went on strike in three provinces over flour prices, and queues formed before dawn at every "
    "mill. A mediator, Ilse Brandt, begins talks with the guild tomorrow about wages and night shifts. The "
    "bread tax, which is older than the republic, brings the treasury less than its collection costs, and "
    "rye from abroad is cheaper than straw."
)
DAY = date(2031, 3, 1)


def worded(text: str) -> Wording:
    return wording_of(Document(text), default_codebook())


def flat(_word: str) -> float:
    return 1.0


def test_a_copy_and_a_rewrite() -> None:
    one, other = worded(STORY), worded(RETOLD)
    assert copied(one, one) == 1
    assert copied(one, other) < 0.2
    assert told_alike(one, other, flat) > 0.8
    assert told_alike(one, worded(OTHER), flat) < 0.1


def test_background_takes_little_away() -> None:
    longer = worded(" ".join([OTHER, RETOLD, OTHER, OTHER]))
    assert told_alike(worded(STORY), longer, flat) > 0.6
    assert copied(worded(STORY), worded(f"{OTHER} {STORY}")) == 1


def test_hardly_any_words_are_too_few_to_be_alike() -> None:
    assert told_alike(worded("Lisbon will come."), worded("Lisbon will come."), flat) == 0
    assert copied(worded("Lisbon will come."), worded("LISBON, will come")) == 1
    assert copied(worded("Lisbon will come."), worded("Madrid will come.")) == 0
    assert copied(worded("?"), worded("!")) == 0


def test_names_and_figures_are_counted_by_the_text_with_fewer() -> None:
    one = worded("So said Beatriz Loureiro about 140 marines.")
    more = worded("The 140 marines obey Beatriz Loureiro, Tomas Falcao and Rui Pinto.")
    assert named_alike(one, more, flat) == 1
    assert named_alike(one, worded("So said Ilse Brandt about 30 mills."), flat) == 0
    assert named_alike(one, worded("Nobody was named."), flat) is None


def test_a_name_at_the_start_of_a_sentence_is_known_by_the_other_text() -> None:
    assert named_alike(worded("Loureiro spoke."), worded("So spoke Loureiro."), flat) == 1
    assert named_alike(worded("Loureiro met Falcao."), worded("So Falcao met Loureiro."), flat) == 1
    both = worded("Loureiro met the mayor. Rui Pinto and Ilse Brandt did not.")
    assert named_alike(both, worded("So Loureiro met Tomas Falcao and Ana Reis in Leixoes."), flat) == 0.25


def test_quotations_are_compared_where_both_quote() -> None:
    one = worded('She said: "No state should carry this burden alone."')
    again = worded('It was clear, "no country should carry such a burden alone", she said.')
    assert quoted_alike(one, one) == 1
    assert quoted_alike(one, again) == pytest.approx(5 / 7)
    assert quoted_alike(one, worded('He said: "We go home when the ice melts."')) == 0
    assert quoted_alike(one, worded("He said nothing.")) is None


def test_meaning_is_compared_sentence_by_sentence() -> None:
    east, north, both = (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)
    assert meant_alike([east], [north, east]) == 1
    assert meant_alike([east, north], [east]) == 1
    assert meant_alike([east, north, both], [east, east, east]) == pytest.approx((1 + 0 + 0.5**0.5) / 3)
    assert meant_alike([east], [(0.0, 0.0)]) == meant_alike([], [east]) == 0


def test_what_a_book_knows_from_many_weeks_is_its_subject() -> None:
    weeks = [DAY + timedelta(weeks=n) for n in range(9)]
    weight = unusual({"strait": weeks, "rotor": weeks[:1], "monsoon": [DAY, DAY + timedelta(1)]})
    assert (weight("strait"), weight("rotor"), weight("monsoon"), weight("never met")) == (1 / 3, 1, 1, 1)


@pytest.mark.parametrize(
    ("offsets", "count"), [([], 0), ([0], 1), ([0, 1, 3], 1), ([0, 4], 2), ([0, 3, 6, 9], 2), ([9, 0, 0], 2)]
)
def test_days_close_together_are_one_spell(offsets: list[int], count: int) -> None:
    assert spells([DAY + timedelta(n) for n in offsets]) == count


def test_a_document_without_a_day_is_a_spell_of_its_own() -> None:
    assert spells([date.min, DAY]) == 2


TEXTS = st.lists(st.sampled_from([*STORY.split(". "), *RETOLD.split(". "), *OTHER.split(". ")]), max_size=6)


@given(TEXTS, TEXTS)
def test_likeness_is_between_nothing_and_one_and_has_no_direction(one: list[str], other: list[str]) -> None:
    a, b = worded(". ".join(one)), worded(". ".join(other))
    for measure in (told_alike(a, b, flat), copied(a, b), named_alike(a, b, flat), quoted_alike(a, b)):
        assert measure is None or 0 <= measure <= 1 + 1e-9
    assert told_alike(a, b, flat) == pytest.approx(told_alike(b, a, flat))
    assert copied(a, b) == copied(b, a)
    assert named_alike(a, b, flat) == named_alike(b, a, flat)
