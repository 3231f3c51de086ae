"""What the weights are learned from, and that learning finds what is there."""

import pytest

from musterbook.reading.weighing import Trait
from training.marked import parse
from training.weigh import as_gold, cases, curve, fit

TEXT = """### t-1 | 2026-03-01 | wire | A mission
Kenya will send 400 police officers to Haiti if parliament agrees. Chad has ruled out soldiers.
---
KEN police pledges | who=Kenya | cue=will send | what=police officers | in=Kenya will send 400 police officers to Haiti | if=parliament_approval: if parliament agrees
"""  # noqa: E501


def test_a_marked_text_in_the_form_of_the_gold_files() -> None:
    (text,) = parse(TEXT)
    gold = as_gold(text)
    (position,) = gold.positions
    assert (position.actor, position.on, position.stance) == ("KEN", "police", "pledges")
    assert position.conditions == ("parliament_approval",)
    assert position.evidence.of(gold.text) == "Kenya will send 400 police officers to Haiti"


def test_every_candidate_is_a_case_right_or_wrong() -> None:
    (text,) = parse(TEXT)
    found = list(cases([as_gold(text)]))
    assert {name for name, _, _ in found} == {"t-1"}
    assert sorted(right for *_, right in found)[-1]
    assert not all(right for *_, right in found)


def some(trait: str, right: int, of: int) -> list[tuple[str, list[Trait], bool]]:
    return [(f"{trait}-{k}", [("net always", 1.0), (trait, 1.0)], k < right) for k in range(of)]


def test_weights_tell_good_traits_from_bad_ones() -> None:
    weights = fit([*some("net good", 90, 100), *some("net bad", 10, 100)])
    assert weights["net good"] > 1 > -1 > weights["net bad"]


def test_weights_of_nothing_in_particular_are_small() -> None:
    weights = fit([*some("net one", 50, 100), *some("net other", 50, 100)])
    assert all(abs(weight) < 0.01 for weight in weights.values())


def test_the_curve_says_what_is_true() -> None:
    found = curve([*some("net good", 180, 200), *some("net bad", 40, 200)])
    assert sum(size for *_, size in found) == 400
    for said, true, size in found:
        if size > 50:
            assert said == pytest.approx(true, abs=0.05)
