"""Rule 9: no figure is invented; totals are intervals with the count of the unquantified beside them."""

from typing import Any

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import Json, answer, line, offer, scene


def only_line(*parts: Json, **options: Any) -> Json:
    (found,) = answer("fill", scene(*parts), **options)["lines"]
    return dict(found)


def test_low_null_counts_as_nothing_and_high_null_as_low() -> None:
    found = only_line(
        line("force", "troops", 100),
        offer("a", "FRA", low=10),
        offer("b", "GBR", high=20),
        offer("c", "DNK", low=5, high=7),
    )
    assert found["present"] == [15, 37]
    assert found["unquantified"] == 0


def test_an_offer_without_a_figure_is_counted_not_guessed() -> None:
    found = only_line(
        line("force", "troops", 100), offer("a", "FRA"), offer("b", "GBR", low=1), offer("c", "DNK")
    )
    assert found["present"] == [1, 1]
    assert found["unquantified"] == 2


def test_only_active_offers_on_the_subject_count() -> None:
    found = only_line(
        line("force", "troops", 100),
        offer("a", "FRA", stance="refuses"),
        offer("b", "GBR", condition="joins:FRA"),
        offer("c", "DNK", "naval"),
    )
    assert (found["present"], found["unquantified"]) == ([0, 0], 0)


def test_tenths_add_up_exactly() -> None:
    parts = [offer(f"o{i}", f"A{i}", low=0.1) for i in range(3)]
    found = only_line(line("force", "troops", 0.3), *parts)
    assert found["filled"] is True
    assert found["present"] == [0.3, 0.3]


@pytest.mark.parametrize(
    ("figure", "word"),
    [
        ({"low": 2, "high": 1}, "above"),
        ({"low": -1}, "negative"),
        ({"high": -1}, "negative"),
        ({"low": True}, "number"),
        ({"low": "5"}, "number"),
        ({"low": float("nan")}, "finite"),
        ({"low": float("inf")}, "finite"),
        ({"low": 10**400}, "size"),
    ],
)
def test_a_figure_that_is_none_is_refused(figure: Json, word: str) -> None:
    with pytest.raises(QuestionError, match=word):
        answer("closure", scene(offer("a", "FRA", **figure)))


def test_two_units_on_one_subject_are_refused() -> None:
    with pytest.raises(QuestionError) as caught:
        answer(
            "closure", scene(offer("a", "FRA", low=1, unit="persons"), offer("b", "GBR", low=1, unit="EUR"))
        )
    assert caught.value.names == ("troops", "a", "b")


def test_a_null_unit_fits_any_and_subjects_are_apart() -> None:
    parts = (
        offer("a", "FRA", low=1, unit="persons"),
        offer("b", "GBR", low=1),
        offer("c", "FRA", "funding", low=1, unit="EUR"),
    )
    assert answer("closure", scene(*parts))["unprompted"]["assured"] == ["a", "b", "c"]
