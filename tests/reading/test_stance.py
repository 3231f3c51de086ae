"""How cues, modality, time and negation compose along a chain of predicates."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.codebook.ladder import LADDER, level
from musterbook.reading.clauses import Features
from musterbook.reading.lexicon import Cue, CueHit
from musterbook.reading.pipeline import read_text
from musterbook.reading.stance import Step, act_stance, chain_stance, combine, cue_stance

RUNGS = sorted(LADDER, key=level)
POSITIVE = [rung for rung in RUNGS if level(rung) > 0]
NEGATIVE = [rung for rung in RUNGS if level(rung) < 0]
MODALS = (None, "future", "would", "possible", "demand")
TIMES = ("base", "present", "past", "perfect", "progressive", "passive", "participle")


def feats(
    modal: str | None = None, time: str = "present", *, negated: bool = False, without: bool = False
) -> Features:
    return Features(negated, modal, time, False, None, without)


def step(
    stance: str | None, negated_to: str | None = None, seen: Features | None = None, role: str = "stance"
) -> Step:
    cue = Cue("rule", ("word",), "verb", role, stance, negated_to, "")
    return Step(0, CueHit(cue, 0, (0,), "base"), seen or feats())


def act(seen: Features | None = None) -> Step:
    return step(None, None, seen, "give")


def over(*steps: Step, pledging: bool = False, own_word: bool = False) -> str | None:
    return chain_stance(steps, pledging=pledging, own_word=own_word)


@pytest.mark.parametrize(("outer", "inner"), list(product(NEGATIVE, NEGATIVE)))
def test_a_no_over_a_no_is_not_ruled_out(outer: str, inner: str) -> None:
    assert combine(outer, inner) == "not_ruled_out"


@pytest.mark.parametrize(("outer", "inner"), [(o, i) for o in NEGATIVE for i in RUNGS if level(i) >= 0])
def test_a_no_over_anything_else_is_that_no(outer: str, inner: str) -> None:
    assert combine(outer, inner) == outer


@pytest.mark.parametrize("inner", RUNGS)
def test_not_ruled_out_over_anything_is_not_ruled_out(inner: str) -> None:
    assert combine("not_ruled_out", inner) == "not_ruled_out"


@pytest.mark.parametrize(("outer", "inner"), [(o, i) for o in POSITIVE for i in RUNGS if level(i) <= 0])
def test_a_yes_over_a_no_is_the_no(outer: str, inner: str) -> None:
    assert combine(outer, inner) == inner


@pytest.mark.parametrize(("outer", "inner"), list(product(POSITIVE, POSITIVE)))
def test_of_two_positives_the_weaker_stands(outer: str, inner: str) -> None:
    assert level(combine(outer, inner)) == min(level(outer), level(inner))


@pytest.mark.parametrize("rung", RUNGS)
def test_a_positive_rung_over_itself_is_itself(rung: str) -> None:
    assert combine(rung, rung) == (rung if level(rung) >= 0 else "not_ruled_out")


@pytest.mark.parametrize(("one", "two", "three"), list(product(POSITIVE, POSITIVE, POSITIVE)))
def test_among_positives_the_order_of_nesting_does_not_matter(one: str, two: str, three: str) -> None:
    assert combine(one, combine(two, three)) == combine(combine(one, two), three)


@pytest.mark.parametrize(
    ("seen", "stance"),
    [
        (feats("future", "base"), "pledges"),
        (feats("would", "base"), "offers"),
        (feats("possible", "base"), "considers"),
        (feats(), "pledges"),
        (feats(time="progressive"), "pledges"),
        (feats(time="past"), "deployed"),
        (feats(time="perfect"), "deployed"),
        (feats("future", "base", negated=True), "refuses"),
        (feats("would", "base", negated=True), "refuses"),
        (feats("possible", "base", negated=True), "refuses"),
        (feats(negated=True), "refuses"),
        (feats(time="past", negated=True), "withholds"),
        (feats(time="perfect", negated=True), "withholds"),
        (feats("demand", "base"), None),
    ],
)
def test_the_rung_of_a_deed_by_its_mood_and_time(seen: Features, stance: str | None) -> None:
    assert act_stance(seen, embedded=False, pledging=False, own_word=False) == stance


def test_would_is_will_after_a_verb_of_promising() -> None:
    assert act_stance(feats("would", "base"), embedded=False, pledging=True, own_word=False) == "pledges"


def test_we_must_send_is_an_offer_and_we_must_not_a_refusal() -> None:
    demand, denied = feats("demand", "base"), feats("demand", "base", negated=True)
    assert act_stance(demand, embedded=False, pledging=False, own_word=True) == "offers"
    assert act_stance(denied, embedded=False, pledging=False, own_word=True) == "refuses"


def test_an_embedded_bare_deed_leaves_the_rung_to_what_stands_above() -> None:
    assert act_stance(feats(time="participle"), embedded=True, pledging=False, own_word=False) == "pledges"
    denied = feats(time="base", negated=True)
    assert act_stance(denied, embedded=True, pledging=False, own_word=False) == "refuses"


@pytest.mark.parametrize(
    ("seen", "stance"),
    [
        (feats(), "offers"),
        (feats(negated=True), "withholds"),
        (feats("possible", "base"), "considers"),
        (feats(without=True, negated=True), "not_ruled_out"),
    ],
)
def test_the_rung_of_a_cue_affirmed_denied_and_hedged(seen: Features, stance: str) -> None:
    assert cue_stance(step("offers", "withholds", seen), pledging=False) == stance


def test_would_lowers_a_pledge_and_nothing_below_it() -> None:
    would = feats("would", "base")
    assert cue_stance(step("pledges", "refuses", would), pledging=False) == "offers"
    assert cue_stance(step("pledges", "refuses", would), pledging=True) == "pledges"
    assert cue_stance(step("considers", "refuses", would), pledging=False) == "considers"


def test_without_a_no_is_still_the_denied_rung() -> None:
    without = feats(negated=True, without=True)
    assert cue_stance(step("refuses", "not_ruled_out", without), pledging=False) == "not_ruled_out"


READY, UNREADY = step("offers", "withholds"), step("offers", "withholds", feats(negated=True))
REFUSE, NOT_REFUSE = step("refuses", "not_ruled_out"), step("refuses", "not_ruled_out", feats(negated=True))
SENDING, NOT_SENDING = act(feats(time="base")), act(feats(time="base", negated=True))


@pytest.mark.parametrize(
    ("steps", "stance"),
    [
        ((SENDING, READY), "offers"),
        ((SENDING, UNREADY), "withholds"),
        ((SENDING, REFUSE), "refuses"),
        ((SENDING, NOT_REFUSE), "not_ruled_out"),
        ((NOT_SENDING, REFUSE), "not_ruled_out"),
        ((NOT_SENDING, READY), "refuses"),
        ((SENDING, READY, REFUSE), "refuses"),
        ((SENDING, REFUSE, REFUSE), "not_ruled_out"),
        ((SENDING, READY, step("considers")), "considers"),
        ((READY,), "offers"),
        ((REFUSE,), "refuses"),
    ],
)
def test_chains_from_the_inner_to_the_outer(steps: tuple[Step, ...], stance: str) -> None:
    assert over(*steps) == stance


def test_a_verb_of_no_rung_passes_its_mood_on() -> None:
    helping = Step(0, None, feats("possible", "base"))
    denied = Step(0, None, feats("future", "base", negated=True))
    plain = Step(0, None, feats())
    assert over(SENDING, helping) == "considers"
    assert over(SENDING, denied) == "refuses"
    assert over(SENDING, plain) == "pledges"
    assert over(REFUSE, denied) == "not_ruled_out"


def test_a_demand_on_others_is_no_position() -> None:
    assert over(act(feats("demand", "base"))) is None
    assert over(act(feats("demand", "base")), own_word=True) == "offers"


STEPS = st.builds(
    step,
    st.sampled_from(RUNGS),
    st.sampled_from(RUNGS),
    st.builds(
        feats, st.sampled_from(MODALS), st.sampled_from(TIMES), negated=st.booleans(), without=st.booleans()
    ),
    st.sampled_from(("stance", "give", "join", "option", "hedge", "event", "echo")),
)


@settings(max_examples=200)
@given(st.lists(STEPS, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_any_chain_ends_on_a_rung_or_on_none(chain: list[Step], pledging: bool, own_word: bool) -> None:
    found = over(*chain, pledging=pledging, own_word=own_word)
    assert found is None or found in LADDER


@settings(max_examples=100)
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_a_plain_refusal_above_never_makes_a_yes(chain: list[Step]) -> None:
    found = over(*chain, REFUSE)
    assert found is None or level(found) <= 0


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Hungary said it would take its decision on the soldiers next week.", "withholds"),
        ("Hungary will decide on the soldiers next week.", "withholds"),
        ("Hungary will veto any decision to send soldiers.", "refuses"),
        ("Hungary has decided to send soldiers.", "pledges"),
        ("Poland has no objections to a troop deployment.", "not_ruled_out"),
        ("Poland will support the mission with soldiers.", "pledges"),
        ("Poland supports the mission with soldiers.", "offers"),
    ],
)
def test_what_is_still_to_be_decided_is_not(text: str, stance: str) -> None:
    assert {p.stance for p in read_text(text, rules_alone=True).positions} == {stance}
