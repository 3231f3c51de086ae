"""The table of offers: cells that touch make one offer, runs are bound to it, and nothing leaves the text."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from musterbook.text import offering
from musterbook.text.attributing import Read
from musterbook.text.network import Network

SUBJECTS = ("none", "troops", "naval")
STANCES = ("none", "refuses", "pledges")
CONDITIONS = ("none", "ceasefire", "other")
CLAIMS = ("none", "aggregate")
FIRM, NOT = 8.0, -8.0


def network() -> Network:
    blank = np.zeros((0, 0))
    return Network(
        cast(Any, None), (), (), (), blank, 0, SUBJECTS, STANCES, CONDITIONS, CLAIMS
    )  # fmt: skip


def words(count: int) -> list[tuple[int, int]]:
    return [(2 * k, 2 * k + 1) for k in range(count)]


def blank(count: int) -> dict[str, Any]:
    """Scores that say nothing at all."""
    none = np.zeros((count, 3), np.float32)
    none[:, 0] = FIRM
    return {
        "subjects": none.copy(),
        "cues": none.copy(),
        "conditions": none.copy(),
        "claims": none[:, :2].copy(),
        "offer_below": np.tile(_cell(0), (count, 1)),
        "offer_above": np.tile(_key(-1), (count, 1)),
        "bind_below": np.zeros((count, 4 * 4), np.float32),
        "bind_above": np.zeros((count, 4), np.float32),
    }


def _cell(stance: int) -> Any:
    """Row factors: class 0 by itself, `stance` wherever the column's first factor is on."""
    table = np.zeros((3, 4), np.float32)
    table[0, 3] = FIRM
    if stance:
        table[stance, 0] = 3 * FIRM
    return table.reshape(-1)


def _key(on: float) -> Any:
    return np.array([on, 0, 0, 1], np.float32)


def sentence() -> Read:
    """Word 0 pledges what words 3 and 4 name, by the cue 1, on the condition 6."""
    scores = blank(8)
    scores["offer_below"][0] = _cell(2)
    scores["offer_above"][3:5] = _key(1)
    scores["subjects"][3:5, 2] = 2 * FIRM
    scores["cues"][1, 2] = 2 * FIRM
    scores["conditions"][6, 1] = 2 * FIRM
    scores["bind_above"][0, 0] = scores["bind_above"][3, 1] = 1
    scores["bind_below"][6] = [FIRM, 0, 0, 0, 0, FIRM, 0, 0, *[0] * 8]
    scores["bind_below"][1] = [*[0] * 8, FIRM, 0, 0, 0, 0, FIRM, 0, 0]
    return Read([(0, 0, 8)], words(8), scores)


def test_touching_cells_are_one_offer_with_its_words() -> None:
    (offer,) = offering.offers(sentence(), network())
    assert offer.who == ((0, 1),)
    assert offer.what == ((6, 9),)
    assert (offer.subject, offer.stance) == ("naval", "pledges")
    assert offer.likelihood > 0.99


def test_cue_and_condition_are_those_bound_to_it() -> None:
    (offer,) = offering.offers(sentence(), network())
    assert offer.cue == (2, 3)
    assert [(c.id, c.span) for c in offer.conditions] == [("ceasefire", (12, 13))]


def test_a_condition_that_is_bound_to_nothing_stays_out() -> None:
    read = sentence()
    read.scores["bind_below"][6] = -read.scores["bind_below"][6]
    (offer,) = offering.offers(read, network())
    assert offer.conditions == ()


def test_cells_apart_are_two_offers() -> None:
    read = sentence()
    read.scores["offer_below"][5] = _cell(1)
    found = offering.offers(read, network())
    assert [(offer.who, offer.stance) for offer in found] == [
        (((0, 1),), "pledges"),
        (((10, 11),), "refuses"),
    ]


def test_a_claim_is_a_run_of_its_words() -> None:
    read = sentence()
    read.scores["claims"][2:5, 1] = 2 * FIRM
    (claim,) = offering.claims(read, network())
    assert (claim.kind, claim.span) == ("aggregate", (4, 9))


def test_without_the_heads_nothing_is_offered() -> None:
    bare = Network(cast(Any, None), (), (), (), np.zeros((0, 0)), 0)
    assert offering.offers(sentence(), bare) == []
    assert offering.claims(sentence(), bare) == []


def test_nothing_is_found_in_silence() -> None:
    assert offering.offers(Read([(0, 0, 5)], words(5), blank(5)), network()) == []
    assert offering.offers(Read([], [], blank(0)), network()) == []


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 9).flatmap(
        lambda n: st.tuples(st.just(n), hnp.arrays(np.float32, (n, 12), elements=st.floats(-9, 9, width=32)))
    )
)
def test_whatever_the_scores_spans_are_those_of_words(drawn: tuple[int, Any]) -> None:
    count, noise = drawn
    scores = blank(count)
    scores["offer_below"] = noise
    scores["offer_above"] = noise[:, :4]
    scores["subjects"] = noise[:, 4:7]
    scores["cues"] = scores["conditions"] = noise[:, 6:9]
    read = Read([(0, 0, count)], words(count), scores)
    for offer in offering.offers(read, network()):
        assert 0 <= offer.likelihood <= 1
        assert sum(offer.stances) == pytest.approx(1)
        for start, end in (*offer.who, *offer.what):
            assert 0 <= start < end <= 2 * count
