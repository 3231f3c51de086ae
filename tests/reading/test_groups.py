"""Counted and described groups are not their members; groups that list members are those members."""

import pytest

from tests.reading.test_offices import meant


@pytest.mark.parametrize(
    ("notation", "printed"),
    [
        ("26/NUM/nummod>1 countries/NOUN/nsubj>2 agreed/VERB/root", "26 countries"),
        (
            "countries/NOUN/nsubj>3 bordering/VERB/acl>0 Russia/PROPN/obj>1 agreed/VERB/root",
            "countries bordering Russia",
        ),
        (
            "Russia/PROPN/nsubj>4 -/PUNCT/punct>0 bordering/ADJ/amod>3 countries/NOUN/nsubj>4 "
            "agreed/VERB/root",
            None,
        ),
    ],
)
def test_a_counted_or_described_group_is_an_actor_of_its_own(notation: str, printed: str | None) -> None:
    found = meant(notation)
    assert found is not None
    if printed is not None:
        assert found.ids == (f"GROUP:{printed}",)
        assert found.group == printed


def test_the_border_a_group_lies_at_takes_no_part() -> None:
    found = meant(
        "Russia/PROPN/compound>3 -/PUNCT/punct>0 bordering/ADJ/amod>3 countries/NOUN/nsubj>4 agreed/VERB/root"
    )
    assert found is not None
    assert found.ids == ("GROUP:Russia - bordering countries",)


def test_members_that_are_listed_stand_for_the_group() -> None:
    found = meant(
        "several/ADJ/amod>1 countries/NOUN/nsubj>8 ,/PUNCT/punct>4 including/VERB/case>4 "
        "Ireland/PROPN/nmod>1 "
        "and/CCONJ/cc>6 Belgium/PROPN/conj>4 ,/PUNCT/punct>4 agreed/VERB/root"
    )
    assert found is not None
    assert found.ids == ("IRL", "BEL")


def test_leaders_of_a_registered_group_speak_as_it() -> None:
    found = meant("EU/PROPN/compound>1 leaders/NOUN/nsubj>2 agreed/VERB/root")
    assert found is not None
    assert found.ids == ("EU",)


def test_some_of_a_registered_group_are_not_the_group() -> None:
    found = meant("some/DET/det>2 EU/PROPN/compound>2 leaders/NOUN/nsubj>3 agreed/VERB/root")
    assert found is not None
    assert found.ids == ("GROUP:some EU leaders",)


def test_a_bare_crowd_is_nobody() -> None:
    assert meant("many/ADJ/amod>1 countries/NOUN/nsubj>2 agreed/VERB/root") is None
    assert meant("a/DET/det>1 country/NOUN/nsubj>2 agreed/VERB/root") is None
