"""Candidates of both readers: who belongs to whom, what speaks against it, and how likely it is."""

from dataclasses import replace
from math import exp

import pytest

from musterbook.model.span import Span
from musterbook.reading import weighing
from musterbook.reading.content import Content
from musterbook.reading.proposals import proposals
from musterbook.reading.weighing import Candidate, candidates, likelihood, traits
from musterbook.reading.weights import WEIGHTS
from tests.reading.making import SANCTIONS, draft
from tests.reading.test_fusing import NAVAL, VAGUE, seen
from tests.reading.trees import one

FAR = Span(100, 120)


def names(candidate: Candidate) -> set[str]:
    return {name for name, _ in traits(candidate)}


def test_the_two_sights_of_one_position_are_one_candidate() -> None:
    (both,) = candidates([draft()], [seen()])
    assert (both.case, both.rule, both.model) == ("both", draft(), seen())


def test_what_one_reader_sees_alone_is_its_own_candidate() -> None:
    rule, model = candidates([draft()], [seen(evidence=FAR, sentence=1)])
    assert (rule.case, model.case) == ("rule", "net")
    assert (rule.draft, model.draft) == (draft(), seen(evidence=FAR, sentence=1))


def test_the_same_word_in_the_same_sentence_is_one_candidate_wherever_it_stands() -> None:
    (both,) = candidates([draft()], [seen(evidence=FAR)])
    assert both.case == "both"
    rule, model = candidates([draft()], [seen(0.9, "refuses", evidence=FAR)])
    assert (rule.case, model.case) == ("rule", "net")


def test_the_weaker_echo_of_what_the_network_sees_is_left_out() -> None:
    (one,) = candidates([], [seen(0.9), seen(0.4, evidence=FAR)])
    assert one.model == seen(0.9)


def test_of_two_cells_for_one_position_the_surer_counts_and_neither_is_left_over() -> None:
    (both,) = candidates([draft()], [seen(0.6), seen(0.9)])
    assert both.model == seen(0.9)


def test_the_same_stance_counts_for_more_than_a_little_likelihood() -> None:
    (both,) = candidates([draft(stance="refuses")], [seen(0.8, "refuses"), seen(0.9, "pledges")])
    assert both.model == seen(0.8, "refuses")


def test_rivals_speak_against_each_other() -> None:
    rule, model = candidates([draft()], [seen(0.8, content=NAVAL)])
    assert (rule.subject, rule.actor, rule.rules) == (0.8, 0.0, False)
    assert (model.subject, model.actor, model.rules) == (0.0, 0.0, True)
    one, two = candidates([], [seen(0.8), seen(0.7, actor="NOR")])
    assert (one.actor, two.actor) == (0.7, 0.8)


def test_what_stands_elsewhere_is_no_rival() -> None:
    rule, _ = candidates([draft()], [seen(0.8, content=NAVAL, evidence=FAR)])
    assert rule.subject == 0.0


TWO = (
    "Denmark/PROPN/nsubj>1 sends/VERB/root troops/NOUN/obj>1 "
    "but/CCONJ/cc>5 it/PRON/nsubj>5 keeps/VERB/conj>1 ships/NOUN/obj>5"
)


def test_another_clause_of_the_sentence_is_no_rival() -> None:
    first, second = proposals(one(TWO))[:2]
    assert (first.outer.head, second.outer.head) == (1, 5)
    rule, _ = candidates([draft(proposal=first)], [seen(0.8, content=NAVAL, proposal=second)])
    assert rule.subject == 0.0
    rule, _ = candidates([draft(proposal=first)], [seen(0.8, content=NAVAL, proposal=first)])
    assert rule.subject == 0.8


@pytest.mark.parametrize(
    ("candidate", "trait"),
    [
        (Candidate(draft(), None), "rule deed"),
        (Candidate(draft(), None), "rule actor named in the sentence"),
        (Candidate(draft(content=SANCTIONS), None), "rule measure"),
        (Candidate(None, seen(content=VAGUE)), "net unspecified"),
        (Candidate(None, seen(actor="GROUP:>30")), "net group"),
        (Candidate(None, seen(third_party=True)), "net others' word"),
        (Candidate(draft(), seen()), "both same stance"),
        (Candidate(draft(), seen(), rules=True), "both other subject by rules"),
    ],
)
def test_traits_are_named_by_case(candidate: Candidate, trait: str) -> None:
    assert trait in names(candidate)


def test_traits_that_do_not_hold_are_left_out() -> None:
    found = names(Candidate(draft(), seen(stance="offers")))
    assert not found & {"both same stance", "both group", "both measure", "both unspecified"}
    assert all(name.startswith("both ") for name in found)


def test_likelihoods_enter_as_log_odds_within_bounds() -> None:
    found = dict(traits(Candidate(None, seen(1.0, named=0.0))))
    assert (found["net position"], found["net subject"]) == (5.0, -5.0)
    assert "net position" not in dict(traits(Candidate(None, seen(0.5))))


def test_the_likelihood_is_that_of_the_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "WEIGHTS", {"rule always": 1.0, "rule deed": 0.5, "net always": 9.0})
    assert likelihood(Candidate(draft(), None)) == pytest.approx(1 / (1 + exp(-1.5)))


def test_shipped_weights_are_of_known_traits_and_prefer_what_both_see() -> None:
    for name in WEIGHTS:
        assert name.split()[0] in ("both", "rule", "net")
    both = likelihood(Candidate(draft(), seen(0.9, named=0.9)))
    alone = likelihood(Candidate(None, replace(seen(0.9), named=0.9)))
    assert both > 0.7
    assert both > alone > likelihood(Candidate(None, replace(seen(0.3), named=0.5)))


def test_a_candidate_of_nobody_has_no_draft() -> None:
    with pytest.raises(AssertionError):
        _ = Candidate(None, None).draft


def test_contents_are_told_apart_by_subject_alone() -> None:
    other = Content("contribution", "troops", (1,), 1, False, "elsewhere")
    assert weighing.same(draft(), draft(content=other))
