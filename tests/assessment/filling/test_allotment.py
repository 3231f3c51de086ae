"""Allotment: feasible, lexicographically greatest; and the gates of the lines agree with it."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from musterbook.assessment import ask
from musterbook.assessment.activation.stage import set_stage
from musterbook.assessment.activation.wiring import Wiring
from musterbook.assessment.kernel.worlds import one_world
from musterbook.errors import QuestionError
from musterbook.model.situation import parse_situation
from tests.assessment.build import answer, line, offer, scene
from tests.assessment.filling.limited import figure, limited, naive_present, serves

Json = dict[str, Any]
ENDS = ("low", "high")


def rows(situation: Json) -> dict[str, Json]:
    return {row["id"]: row for row in answer("fill", situation)["lines"]}


@pytest.mark.parametrize("seed", range(250))
def test_lines_get_the_lexicographically_greatest_vector(seed: int) -> None:
    situation = limited(seed)
    found = rows(situation)
    for place, end in enumerate(ENDS):
        for name, wanted in naive_present(situation, end).items():
            assert found[name]["present"][place] == float(wanted)


@pytest.mark.parametrize("seed", range(250))
def test_shares_are_feasible_and_add_up(seed: int) -> None:
    situation = limited(seed)
    found = rows(situation)
    offers = {o["id"]: o for o in situation["offers"]}
    for place, end in enumerate(ENDS):
        spent = dict.fromkeys(offers, Fraction(0))
        for asked in situation["requirement"]["lines"]:
            row = found[asked["id"]]
            if asked["quantity"] is None:
                continue
            shares = {name: Fraction(pair[place]) for name, pair in row["from_offers"].items()}
            assert all(serves(offers[name], asked) for name in shares)
            assert sum(shares.values()) == Fraction(row["present"][place])
            spent = {name: spent[name] + shares.get(name, 0) for name in spent}
        assert all(spent[name] <= figure(o, end) for name, o in offers.items())


@pytest.mark.parametrize("seed", range(25))
def test_a_linear_program_finds_no_more(seed: int) -> None:
    """Line by line: the most that a line can get while the earlier ones keep what they have."""
    situation = limited(seed + 1000)
    found = rows(situation)
    offers = situation["offers"]
    lines = sorted(situation["requirement"]["lines"], key=lambda x: x["priority"])
    lines = [x for x in lines if x["quantity"]]
    cells = [(i, j) for i, o in enumerate(offers) for j, x in enumerate(lines) if serves(o, x)]
    if not cells:
        assert all(found[x["id"]]["present"] == [0, 0] for x in lines)
        return
    for place, end in enumerate(ENDS):
        spent = np.array([[float(i == o) for i, _ in cells] for o in range(len(offers))])
        supply = [float(figure(o, end)) for o in offers]
        got = np.array([[float(j == k) for _, j in cells] for k in range(len(lines))])
        for k, asked in enumerate(lines):
            kept = [found[x["id"]]["present"][place] for x in lines[:k]]
            best = linprog(
                -got[k],
                A_ub=np.vstack([spent, got]),
                b_ub=[*supply, *(x["quantity"] for x in lines)],
                A_eq=got[:k] if k else None,
                b_eq=kept or None,
            )
            assert found[asked["id"]]["present"][place] == pytest.approx(-float(best.fun or 0), abs=1e-9)


@pytest.mark.parametrize("seed", range(400))
def test_the_gates_agree_with_the_allotment(seed: int) -> None:
    situation = limited(seed, most_lines=7, most_offers=8)
    parsed = parse_situation(situation)
    wiring = Wiring(set_stage(parsed, 2))
    gates = wiring.network.least(*one_world(0))
    for name, row in rows(situation).items():
        assert bool(gates[wiring.full[name]]) == (row["ratio"][0] == 1), name
        assert bool(gates[wiring.filled[name]]) == row["filled"], name


@pytest.mark.parametrize("seed", range(60))
def test_the_gates_agree_in_every_world(seed: int) -> None:
    """Every offer hangs on its own circumstance: the target over all worlds against the naive allotment."""
    situation = limited(seed, most_lines=4, most_offers=5)
    situation["circumstances"] = [{"id": f"c{o['id']}"} for o in situation["offers"]]
    for made in situation["offers"]:
        made["condition"] = f"c{made['id']}"
    for asked in situation["requirement"]["lines"]:
        target = f"filled:{asked['id']}"
        wins = set(map(tuple, answer("unlock", situation, target=target)["sets"]))
        for world in range(1 << len(situation["offers"])):
            there = [o for i, o in enumerate(situation["offers"]) if world >> i & 1]
            plain = [{key: o[key] for key in o if key != "condition"} for o in there]
            row = rows({**situation, "offers": plain})[asked["id"]]
            names = {f"c{o['id']}" for o in there}
            assert row["filled"] == any(names.issuperset(win) for win in wins)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_offer_never_lowers_a_line(seed: int, other: int) -> None:
    situation = limited(seed)
    more = limited(other)["offers"]
    before = rows(situation)
    after = rows({**situation, "offers": [*situation["offers"], *({**o, "id": f"x{o['id']}"} for o in more)]})
    for name, row in before.items():
        assert after[name]["filled"] >= row["filled"]
        for key in ("present", "ratio", "sustained"):
            if row[key] != [None, None]:
                assert all(new >= old for new, old in zip(after[name][key], row[key], strict=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_low_is_never_above_high(seed: int) -> None:
    for row in rows(limited(seed)).values():
        if row["quantity"] is not None:
            assert row["present"][0] <= row["present"][1]
            assert row["sustained"][0] <= row["sustained"][1]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_limits_that_exclude_nobody_change_nothing(seed: int) -> None:
    """A place list with all places, caveats that nobody has: the answer is the plain one."""
    situation = limited(seed)
    plain: Json = {
        "offers": [
            {k: v for k, v in o.items() if k not in ("where", "caveats")} for o in situation["offers"]
        ],
        "requirement": {
            "lines": [
                {k: v for k, v in x.items() if k not in ("where", "excludes", "or_on")}
                for x in situation["requirement"]["lines"]
            ]
        },
    }
    idle = {
        "offers": situation["offers"],
        "requirement": {
            "lines": [
                {**x, "where": ["in_theatre", "neighbouring", "outside"], "excludes": ["nobody_has_it"]}
                for x in plain["requirement"]["lines"]
            ]
        },
    }
    assert answer("fill", plain) == answer("fill", idle)


def test_an_offer_is_split_and_handed_on() -> None:
    """The first line takes what only it can take, so that the second gets the rest."""
    found = rows(
        scene(
            line("anywhere", "troops", 10, 1),
            line("inside", "troops", 5, 2) | {"where": ["in_theatre"]},
            offer("both", "GBR", low=8, where="in_theatre"),
            offer("near", "POL", low=7, where="neighbouring"),
        )
    )
    assert found["anywhere"]["from_offers"] == {"both": [3, 3], "near": [7, 7]}
    assert found["inside"]["from_offers"] == {"both": [5, 5]}
    assert found["inside"]["set_aside"] == [
        {
            "offer": "near",
            "why": "it is bound to neighbouring, and only in_theatre serves the line",
            "evidence": [],
        }
    ]


def test_a_chain_of_handing_on_keeps_every_earlier_line() -> None:
    found = rows(
        scene(
            line("a", "x", 4, 1) | {"or_on": ["y"]},
            line("b", "y", 4, 1) | {"or_on": ["z"]},
            line("c", "x", 4, 1),
            offer("x", "GBR", "x", low=4),
            offer("y", "FRA", "y", low=4),
            offer("z", "DNK", "z", low=4),
        )
    )
    assert all(row["filled"] for row in found.values())
    assert found["a"]["from_offers"] == {"y": [4, 4]}


def test_evidence_of_what_is_set_aside_stands_beside_it() -> None:
    words = [{"doc": "d", "start": 0, "end": 5, "text": "words"}]
    found = rows(
        scene(
            line("force", "troops", 1) | {"excludes": ["no_combat"]},
            offer("d", "DEU", low=5, caveats=["no_combat"], evidence=words),
        )
    )
    assert found["force"]["filled"] is False
    assert found["force"]["set_aside"] == [
        {"offer": "d", "why": "the line excludes its caveat no_combat", "evidence": words}
    ]


class TestHostile:
    def test_too_many_kinds_of_lines_that_share_an_offer(self) -> None:
        lines = [line(f"l{i}", "troops", 1) | {"excludes": [f"x{i}"]} for i in range(9)]
        with pytest.raises(QuestionError, match="share offers in too many ways") as caught:
            ask("fill", scene(*lines, offer("g", "GBR", low=1)))
        assert "l0" in caught.value.names

    def test_many_kinds_that_share_nothing(self) -> None:
        lines = [line(f"l{i}", f"s{i}", 1) | {"excludes": [f"x{i}"]} for i in range(60)]
        assert not any(row["filled"] for row in rows(scene(*lines, offer("g", "GBR", low=1))).values())

    def test_eight_kinds_and_their_thousands_of_cuts(self) -> None:
        lines = [line(f"l{i}", "troops", 1) | {"excludes": [f"x{i}"]} for i in range(8)]
        offers = [
            offer(f"o{i}", "GBR", low=1, caveats=[f"x{j}" for j in range(8) if i >> j & 1]) for i in range(64)
        ]
        found = rows(scene(*lines, *offers))
        assert all(row["filled"] for row in found.values())

    def test_ten_thousand_offers_on_one_line(self) -> None:
        offers = [
            offer(f"o{i}", f"A{i}", low=1, caveats=[f"c{i}"], where="outside" if i % 2 else None)
            for i in range(10_000)
        ]
        found = rows(
            scene(line("l", "troops", 9_000) | {"excludes": ["c0"], "where": ["in_theatre"]}, *offers)
        )
        assert found["l"]["present"] == [4999, 4999]
        assert len(found["l"]["set_aside"]) == 500
        assert found["l"]["set_aside_more"] == 4501
        assert found["l"]["from_offers_more"] == 4499

    def test_a_thousand_lines_of_two_kinds(self) -> None:
        lines = [
            line(f"l{i}", "troops", 1) | ({"where": ["in_theatre"]} if i % 2 else {}) for i in range(1000)
        ]
        found = rows(
            scene(
                *lines,
                offer("g", "GBR", low=600, where="in_theatre"),
                offer("p", "POL", low=400, where="outside"),
            )
        )
        assert all(row["filled"] for row in found.values())

    def test_too_many_offers_for_so_many_kinds(self) -> None:
        lines = [line(f"l{i}", "troops", 500) | {"excludes": [f"x{i}"]} for i in range(8)]
        offers = [
            offer(f"o{i}", "GBR", low=1, caveats=[f"x{j}" for j in range(8) if i >> j & 1])
            for i in range(5000)
        ]
        with pytest.raises(QuestionError, match="too many offers on lines that share them"):
            ask("fill", scene(*lines, *offers))

    def test_too_many_lines_of_many_kinds(self) -> None:
        lines = [line(f"l{i}", "troops", 1) | {"excludes": [f"x{i % 8}"]} for i in range(200)]
        offers = [
            offer(f"o{i}", "GBR", low=1, caveats=[f"x{j}" for j in range(8) if i >> j & 1])
            for i in range(256)
        ]
        with pytest.raises(QuestionError, match="too many ways"):
            ask("fill", scene(*lines, *offers))
