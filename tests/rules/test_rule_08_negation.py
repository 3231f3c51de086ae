"""Rule 8: a ``not`` above participation is solved as stable models; none is reported with its cycle."""

import pytest

from musterbook.errors import QuestionError
from tests.assessment.build import answer, fact, line, offer, scene


def test_only_if_the_other_does_not_come() -> None:
    found = answer(
        "closure",
        scene(offer("a", "SRB", condition={"not": "joins:USA"}), offer("u", "USA", stance="refuses")),
    )
    assert found["stable"] == [["a"]]
    assert "cycle" not in found


def test_two_who_shun_each_other_have_two_models() -> None:
    found = answer(
        "closure",
        scene(
            offer("a", "FRA", condition={"not": "joins:GBR"}),
            offer("b", "GBR", condition={"not": "joins:FRA"}),
        ),
    )
    assert found["stable"] == [["a"], ["b"]]


def test_models_are_sorted_by_size_then_as_lists() -> None:
    found = answer(
        "closure",
        scene(
            offer("z", "FRA", condition={"not": "joins:GBR"}),
            offer("b", "GBR", condition={"not": "joins:FRA"}),
            offer("c", "DNK", condition="joins:GBR"),
        ),
    )
    assert found["stable"] == [["z"], ["b", "c"]]


def test_who_comes_only_without_himself_contradicts_himself() -> None:
    found = answer("closure", scene(offer("a", "FRA", condition={"not": "joins:FRA"})))
    assert found["stable"] == []
    assert found["cycle"] == ["a"]


def test_a_circle_of_three_is_named() -> None:
    ring = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{(i + 1) % 3}"}) for i in range(3)]
    found = answer("closure", scene(*ring, offer("x", "FRA")))
    assert found["stable"] == []
    assert sorted(found["cycle"]) == ["o0", "o1", "o2"]
    place = found["cycle"].index("o0")
    assert found["cycle"][(place + 1) % 3] == "o1"


def test_nobody_holds_himself_up_in_a_stable_model() -> None:
    """The least fixpoint of the reduct, not any fixpoint: those who wait for each other do not come."""
    found = answer(
        "closure",
        scene(
            offer("a", "FRA", condition={"all": ["joins:DNK", {"not": "joins:USA"}]}),
            offer("b", "DNK", condition="joins:FRA"),
        ),
    )
    assert found["stable"] == [[]]


def test_a_double_not_counts_as_a_not() -> None:
    found = answer("closure", scene(offer("a", "FRA", condition={"not": {"not": "joins:FRA"}})))
    assert found["stable"] == [[], ["a"]]


def test_a_not_above_a_circumstance_is_plain() -> None:
    assert "unprompted" in answer("closure", scene(fact("war"), offer("a", "FRA", condition={"not": "war"})))


@pytest.mark.parametrize(
    "leaf", ["joins:GBR", "count>=0", "sum:troops>=1", "filled", "filled:force", "backstop"]
)
def test_every_kind_of_participation_counts(leaf: str) -> None:
    base = scene(
        fact("backstop", None, "GBR:troops"),
        line("force", "troops", 5),
        offer("g", "GBR", low=1),
        offer("a", "FRA", "naval", condition={"not": leaf}),
    )
    empty = leaf.startswith("filled")
    assert answer("closure", base)["stable"] == ([["a", "g"]] if empty else [["g"]])


def test_a_not_in_an_offer_below_the_threshold_does_not_count() -> None:
    shy = offer("a", "FRA", stance="considers", condition={"not": "joins:FRA"})
    assert "unprompted" in answer("closure", scene(shy))
    assert answer("closure", scene(shy), count_from="considers")["stable"] == []


def test_a_supposition_can_turn_a_plain_condition_into_participation() -> None:
    base = scene(fact("backstop", None, "USA:air"), offer("a", "FRA", condition={"not": "backstop"}))
    assert "unprompted" in answer("closure", base)
    assert answer("closure", base, suppose=["USA:air=refuses"])["stable"] == [["a"]]


def test_unknown_circumstances_are_false_in_the_stable_models() -> None:
    base = scene(
        fact("peace"),
        offer("a", "FRA", condition={"all": ["peace", {"not": "joins:USA"}]}),
        offer("b", "DNK", condition={"all": [{"not": "peace"}, {"not": "joins:USA"}]}),
    )
    assert answer("closure", base)["stable"] == [["b"]]


def test_fill_is_refused_where_there_are_stable_models() -> None:
    with pytest.raises(QuestionError) as caught:
        answer("fill", scene(line("l"), offer("a", "FRA", condition={"not": "joins:USA"})))
    assert caught.value.names == ("joins:USA", "a")


def test_many_pairs_are_listed_up_to_a_cap() -> None:
    few = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{i ^ 1}"}) for i in range(16)]
    found = answer("closure", scene(*few))
    assert len(found["stable"]) == 2**8
    assert found["complete"] is True
    many = [offer(f"o{i}", f"A{i}", condition={"not": f"joins:A{i ^ 1}"}) for i in range(40)]
    found = answer("closure", scene(*many))
    assert found["complete"] is False
    assert "cap" in found
    assert "cycle" not in found
