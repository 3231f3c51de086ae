"""What is counted from one text, rule by rule."""

from typing import Any

import pytest

from musterbook.desk.evaluate.marking import Tally
from musterbook.model.document import Statement
from musterbook.model.formula import Leaf, Not
from musterbook.model.position import Claim, Quantity
from musterbook.model.span import Span
from tests.desk.evaluating import (
    CHILE,
    CROWD,
    NORWAY,
    REFUSALS,
    TEXT,
    at,
    counts,
    figure,
    gold,
    judged,
    marked,
    read,
    span,
)

MARKED = marked("NOR", "engineering", "pledges", NORWAY)


class TestPositions:
    def test_found_missed_and_false(self) -> None:
        document = gold(MARKED, marked("CHL", "naval", "considers", CHILE))
        result = judged(
            document, read("NOR", "engineering", "offers", NORWAY), read("SWE", "air", "offers", CHILE)
        )
        assert counts(result, "positions") == (1, 2, 2)
        assert counts(result, "positions_stance") == (0, 2, 2)
        assert counts(result, "evidence") == (2, 2, 2)

    def test_an_optional_position_counts_neither_way(self) -> None:
        document = gold(MARKED, marked("CHL", "naval", "considers", CHILE, optional=True))
        norway, chile = read("NOR", "engineering", "pledges", NORWAY), read("CHL", "naval", "refuses", CHILE)
        assert counts(judged(document, norway), "positions") == (1, 1, 1)
        assert counts(judged(document, norway, chile), "positions") == (1, 1, 1)
        assert counts(judged(document, norway, chile), "stance") == (1, 1, 1)

    def test_an_optional_position_found_twice_is_once_false(self) -> None:
        document = gold(marked("CHL", "naval", "considers", CHILE, optional=True))
        twice = [read("CHL", "naval", "considers", CHILE), read("CHL", "naval", "offers", CHILE)]
        assert counts(judged(document, *twice), "positions") == (0, 1, 0)

    def test_a_superseded_position_is_to_be_found_like_any_other(self) -> None:
        document = gold({**MARKED, "superseded": True})
        assert counts(judged(document), "positions") == (0, 0, 1)
        found = judged(document, read("NOR", "engineering", "pledges", NORWAY))
        assert counts(found, "positions") == (1, 1, 1)
        assert counts(found, "superseded") == (0, 0, 1)

    def test_partial_credit_lines(self) -> None:
        document = gold(MARKED)
        elsewhere = judged(document, read("NOR", "engineering", "pledges", CHILE))
        assert counts(elsewhere, "positions") == (0, 1, 1)
        assert counts(elsewhere, "actor_subject_anywhere") == counts(elsewhere, "actor_anywhere") == (1, 1, 1)
        other_subject = judged(document, read("NOR", "troops", "pledges", NORWAY))
        assert counts(other_subject, "actor") == (1, 1, 1)
        assert counts(other_subject, "subject") == (0, 1, 1)
        other_actor = judged(document, read("SWE", "engineering", "pledges", NORWAY))
        assert counts(other_actor, "actor") == (0, 1, 1)
        assert counts(other_actor, "subject") == (1, 1, 1)

    def test_wide_evidence_is_seen(self) -> None:
        assert (
            counts(judged(gold(MARKED), read("NOR", "engineering", "pledges", TEXT)), "evidence_half")[0] == 0
        )


class TestCrowds:
    GROUP = marked("GROUP:>40", "unspecified", "offers", CROWD)

    def aggregate(self, low: int | None) -> Claim:
        return Claim("c1", "aggregate", "states", (span(CROWD),), figure(low, None).low)

    @pytest.mark.parametrize(("low", "excused"), [(40, True), (41, True), (None, True), (30, False)])
    def test_a_crowd_marked_as_aggregate_may_stand_in_the_claims(
        self, low: int | None, excused: bool
    ) -> None:
        result = judged(gold({**self.GROUP, "aggregate": True}), claims=(self.aggregate(low),))
        assert counts(result, "positions") == (0, 0, 0 if excused else 1)

    def test_a_crowd_not_so_marked_may_not(self) -> None:
        assert counts(judged(gold(self.GROUP), claims=(self.aggregate(41),)), "positions") == (0, 0, 1)

    def test_nor_may_it_be_left_out_altogether(self) -> None:
        assert counts(judged(gold({**self.GROUP, "aggregate": True})), "positions") == (0, 0, 1)

    @pytest.mark.parametrize(("low", "false"), [(41, 0), (12, 1)])
    def test_a_crowd_read_as_a_position_where_the_gold_has_a_claim(self, low: int, false: int) -> None:
        claim = {"kind": "aggregate", "what": "states", "low": low, "high": None, "evidence": at(CROWD)}
        result = judged(
            gold(claims=[claim]), read("GROUP:More than forty states", "unspecified", "offers", CROWD)
        )
        assert counts(result, "positions") == (0, false, 0)

    def test_a_state_is_no_crowd(self) -> None:
        claim = {"kind": "aggregate", "what": "states", "low": None, "high": None, "evidence": at(CROWD)}
        result = judged(gold(claims=[claim]), read("NOR", "unspecified", "offers", CROWD))
        assert counts(result, "positions") == (0, 1, 0)


class TestStance:
    @pytest.mark.parametrize(
        ("stance", "exact", "near"),
        [("pledges", 1, 1), ("offers", 0, 1), ("deployed", 0, 1), ("considers", 0, 0), ("refuses", 0, 0)],
    )
    def test_exact_and_within_one_rung(self, stance: str, exact: int, near: int) -> None:
        result = judged(gold(MARKED), read("NOR", "engineering", stance, NORWAY))
        assert counts(result, "stance") == (exact, 1, 1)
        assert counts(result, "stance_near") == (near, 1, 1)

    def test_only_of_those_found(self) -> None:
        assert counts(judged(gold(MARKED)), "stance") == (0, 0, 0)

    def test_the_table_of_stances(self) -> None:
        document = gold(MARKED, marked("CHL", "naval", "considers", CHILE))
        result = judged(
            document, read("NOR", "engineering", "offers", NORWAY), read("KEN", "air", "refuses", CHILE)
        )
        assert dict(result.stances) == {
            ("pledges", "offers"): 1,
            ("considers", "missed"): 1,
            ("none", "refuses"): 1,
        }


class TestConditions:
    def tally(self, mine: list[str] | None, theirs: Any) -> tuple[int, int, int]:
        more = {} if mine is None else {"conditions": mine}
        result = judged(
            gold({**MARKED, **more}), read("NOR", "engineering", "pledges", NORWAY, conditions=theirs)
        )
        return counts(result, "conditions")

    def test_leaves_one_to_one(self) -> None:
        assert self.tally(["ceasefire", "legal_basis"], ["ceasefire", "un_mandate"]) == (1, 2, 2)

    def test_other_by_kind(self) -> None:
        assert self.tally(["other:a full moon"], ["other:clear skies", "other:calm seas"]) == (1, 2, 1)

    def test_a_leaf_under_not_is_wrong(self) -> None:
        assert self.tally(["ceasefire"], Not(Leaf("ceasefire"))) == (0, 1, 1)

    def test_not_marked_not_scored(self) -> None:
        assert self.tally(None, ["ceasefire"]) == (0, 0, 0)

    def test_none_marked_is_scored(self) -> None:
        assert self.tally([], ["ceasefire"]) == (0, 1, 0)

    def test_of_a_missed_position_nothing_counts(self) -> None:
        assert counts(judged(gold({**MARKED, "conditions": ["ceasefire"]})), "conditions") == (0, 0, 0)


class TestQuantity:
    def tally(self, mine: tuple[Any, ...], theirs: Quantity, key: str = "quantity") -> tuple[int, int, int]:
        low, high, unit = mine
        position = {**MARKED, "quantity_low": low, "quantity_high": high, "unit": unit}
        result = judged(gold(position), read("NOR", "engineering", "pledges", NORWAY, quantity=theirs))
        return counts(result, key)

    def test_right(self) -> None:
        assert self.tally((300, 300, "persons"), figure(300, 300, "persons")) == (1, 1, 1)

    def test_wrong_is_both_a_miss_and_an_invention(self) -> None:
        assert self.tally((300, None, "persons"), figure(300, 300, "persons")) == (0, 1, 1)

    def test_invented(self) -> None:
        assert self.tally((None, None, None), figure(300, 300, "persons")) == (0, 1, 0)

    def test_overlooked(self) -> None:
        assert self.tally((300, 300, "persons"), figure(None, None)) == (0, 0, 1)

    def test_no_number_on_either_side_is_no_case(self) -> None:
        assert self.tally((None, None, "persons"), figure(None, None)) == (0, 0, 0)

    def test_figures_leave_the_unit_aside(self) -> None:
        assert self.tally((2, 2, "ships"), figure(2, 2, "vessels")) == (0, 1, 1)
        assert self.tally((2, 2, "ships"), figure(2, 2, "vessels"), "figures") == (1, 1, 1)

    def test_not_marked_not_scored(self) -> None:
        result = judged(gold(MARKED), read("NOR", "engineering", "pledges", NORWAY, quantity=figure(3, 3)))
        assert counts(result, "quantity") == (0, 0, 0)


class TestFields:
    @pytest.mark.parametrize(
        ("key", "value", "other"),
        [("source_kind", "anonymous", "named"), ("negated", True, False), ("where", "outside", None)],
    )
    def test_scored_where_given(self, key: str, value: object, other: object) -> None:
        for found, right in ((value, 1), (other, 0)):
            more: dict[str, Any] = {key: found}
            position = read("NOR", "engineering", "pledges", NORWAY, **more)
            assert counts(judged(gold({**MARKED, key: value}), position), key) == (right, 1, 1)
            assert counts(judged(gold(MARKED), position), key) == (0, 0, 0)


class TestClaims:
    CLAIM = {"kind": "aggregate", "what": "states", "low": 41, "high": None, "evidence": at(CROWD)}  # noqa: RUF012

    def claims(self, *claims: Claim) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        result = judged(gold(claims=[self.CLAIM]), claims=claims)
        return counts(result, "claims"), counts(result, "claim_figures")

    def test_found_by_kind_and_overlap_the_others_do_not_count(self) -> None:
        right = Claim("c1", "aggregate", "x", (span("forty states"),), figure(41, None).low)
        other = Claim("c2", "event", "y", (span(CHILE),))
        assert self.claims(other, right) == ((1, 1, 1), (1, 1, 1))

    def test_another_kind_or_another_place_is_a_miss(self) -> None:
        kind = Claim("c1", "event", "x", (span(CROWD),))
        place = Claim("c2", "aggregate", "x", (span(CHILE),))
        assert self.claims(kind, place) == ((0, 1, 1), (0, 0, 0))

    def test_figures_of_those_found(self) -> None:
        rough = Claim("c1", "aggregate", "x", (span(CROWD),), figure(40, None).low)
        assert self.claims(rough) == ((1, 1, 1), (0, 1, 1))

    def test_the_one_with_the_right_figure_is_taken(self) -> None:
        rough = Claim("c1", "aggregate", "x", (span(CROWD),))
        right = Claim("c2", "aggregate", "x", (span("states came"),), figure(41, None).low)
        assert self.claims(rough, right)[1] == (1, 1, 1)

    def test_not_marked_not_scored(self) -> None:
        assert counts(judged(gold(), claims=(Claim("c1", "event", "x", (span(CROWD),)),)), "claims") == (
            0,
            0,
            0,
        )


class TestAttributions:
    SAID = {"source": at("the host"), "cue": at("said."), "content": at(CROWD)}  # noqa: RUF012

    def recall(self, *statements: Statement) -> dict[str, int]:
        result = judged(gold(attributions=[self.SAID]), statements=statements)
        keys = [f"{part}_{how}" for part in ("source", "cue", "content") for how in ("exact", "overlap")]
        assert all(counts(result, key)[2] == 1 for key in ["attributions", *keys])
        return {key: counts(result, key)[0] for key in ["attributions", *keys] if counts(result, key)[0]}

    def test_all_parts(self) -> None:
        whole = Statement("s1", (span("the host"),), (span("said."),), (span(CROWD + ","),))
        assert len(self.recall(whole)) == 7

    def test_parts_that_only_overlap(self) -> None:
        part = Statement("s1", (span("host"),), (span("said."),), (span("forty states came"),))
        assert self.recall(part) == {
            "attributions": 1,
            "source_overlap": 1,
            "cue_overlap": 1,
            "cue_exact": 1,
            "content_overlap": 1,
        }

    def test_less_than_half_the_content_is_not_linked(self) -> None:
        little = Statement("s1", (span("the host"),), (span("said."),), (span("came"),))
        assert "attributions" not in self.recall(little)

    def test_another_sentence_is_a_miss(self) -> None:
        other = Statement("s1", (span("Chile"),), (span("said it"),), (span(CHILE),))
        assert self.recall(other) == {}
        assert self.recall() == {}

    def test_the_better_of_two_is_taken(self) -> None:
        poor = Statement("s1", (), (), (span(CROWD),))
        good = Statement("s2", (span("the host"),), (span("said."),), (span("forty states"),))
        assert self.recall(poor, good)["source_exact"] == 1

    def test_not_marked_not_scored(self) -> None:
        result = judged(gold(), statements=(Statement("s1", (), (), (span(CROWD),)),))
        assert counts(result, "attributions") == (0, 0, 0)


class TestBoilerplate:
    def test_counted_in_characters_that_are_not_blank(self) -> None:
        document = gold(boilerplate=[at("Norway will send")])
        result = judged(document, boilerplate=(span("will send 300"),))
        assert counts(result, "boilerplate") == (8, 11, 14)

    def test_beyond_the_end_nothing_counts(self) -> None:
        result = judged(gold(boilerplate=[]), boilerplate=(Span(len(TEXT) - 2, len(TEXT) + 9),))
        assert counts(result, "boilerplate") == (0, 2, 0)

    def test_not_marked_not_scored(self) -> None:
        assert counts(judged(gold(), boilerplate=(span("Norway"),)), "boilerplate") == (0, 0, 0)


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 3) + Tally(4, 5, 6) == Tally(5, 7, 9)


def test_two_refusers_of_one_sentence_are_two_positions() -> None:
    document = gold(*(marked(actor, "troops", "refuses", REFUSALS) for actor in ("KEN", "GHA")))
    assert counts(judged(document, read("KEN", "troops", "refuses", REFUSALS)), "positions") == (1, 1, 2)
