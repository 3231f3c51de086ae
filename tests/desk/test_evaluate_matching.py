"""What answers what: the pairing of read records with marked ones."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.desk.evaluate.assignment import assign
from musterbook.desk.evaluate.matching import (
    count_of,
    formula_leaves,
    leaf_kinds,
    match_positions,
    overlap,
    same_quantity,
    same_words,
)
from musterbook.model.formula import All, AnyOf, AtLeast, Leaf, Not
from musterbook.model.span import Span
from tests.desk.evaluating import CHILE, NORWAY, REFUSALS, TEXT, at, figure, gold, marked, read, span

WEIGHTS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.just(0), st.integers(0, 9)), min_size=width, max_size=width), max_size=5
    )
)


class TestAssignment:
    @given(WEIGHTS)
    def test_no_other_assignment_weighs_more(self, weights: list[list[int]]) -> None:
        pairs = assign(weights)
        width = len(weights[0]) if weights else 0
        columns = [*range(width), *[None] * len(weights)]
        best = max(
            sum(weights[row][column] for row, column in enumerate(choice) if column is not None)
            for choice in set(permutations(columns, len(weights)))
        )
        assert sum(weights[row][column] for row, column in pairs) == best

    @given(WEIGHTS)
    def test_one_to_one_and_never_a_forbidden_pair(self, weights: list[list[int]]) -> None:
        pairs = assign(weights)
        assert all(weights[row][column] > 0 for row, column in pairs)
        for side in zip(*pairs, strict=True) if pairs else ():
            assert len(set(side)) == len(side)

    def test_the_greedy_choice_is_not_taken(self) -> None:
        assert assign([[9, 8], [8, 0]]) == [(0, 1), (1, 0)]

    def test_whole_numbers_of_any_size(self) -> None:
        huge = 10**60
        assert assign([[huge, huge + 1], [huge, huge]]) == [(0, 1), (1, 0)]

    def test_more_rows_than_columns(self) -> None:
        assert assign([[1], [3], [2]]) == [(1, 0)]

    def test_nothing_to_assign(self) -> None:
        assert assign([]) == assign([[]]) == assign([[0, 0]]) == []


class TestPositions:
    def test_actor_subject_and_overlap_are_needed(self) -> None:
        document = gold(marked("NOR", "engineering", "pledges", NORWAY))
        right = read("NOR", "engineering", "refuses", "300 engineers")
        wrong = [
            read("SWE", "engineering", "pledges", NORWAY),
            read("NOR", "troops", "pledges", NORWAY),
            read("NOR", "engineering", "pledges", CHILE),
        ]
        assert match_positions(document.positions, [right]).pairs == ((0, 0),)
        matching = match_positions(document.positions, wrong)
        assert (matching.pairs, matching.gold_alone, matching.read_alone) == ((), (0,), (0, 1, 2))

    def test_touching_is_not_overlapping(self) -> None:
        document = gold(marked("NOR", "engineering", "pledges", "will send"))
        assert (
            match_positions(document.positions, [read("NOR", "engineering", "pledges", " 300")]).pairs == ()
        )

    def test_one_to_one(self) -> None:
        document = gold(marked("NOR", "engineering", "pledges", NORWAY))
        twice = [read("NOR", "engineering", "pledges", NORWAY)] * 2
        assert match_positions(document.positions, twice).read_alone == (1,)

    def test_most_matches_first_then_stance_then_overlap(self) -> None:
        document = gold(
            marked("NOR", "engineering", "pledges", NORWAY),
            marked("NOR", "engineering", "offers", "300 engineers if parliament agrees"),
        )
        swapped = [read("NOR", "engineering", s, "300 engineers") for s in ("offers", "pledges")]
        assert match_positions(document.positions, swapped).pairs == ((0, 1), (1, 0))
        alike = [
            read("NOR", "engineering", "refuses", words)
            for words in ("engineers if parliament agrees", "will send 300")
        ]
        assert match_positions(document.positions, alike).pairs == ((0, 1), (1, 0))
        only_one_can = [
            read("NOR", "engineering", "pledges", "300 engineers"),
            read("NOR", "engineering", "refuses", "will send"),
        ]
        assert match_positions(document.positions, only_one_can).pairs == ((0, 1), (1, 0))

    def test_a_near_stance_beats_a_far_one(self) -> None:
        document = gold(marked("CHL", "naval", "considers", CHILE))
        both = [read("CHL", "naval", "refuses", CHILE), read("CHL", "naval", "offers", CHILE)]
        assert match_positions(document.positions, both).pairs == ((0, 1),)

    def test_optional_ones_take_what_is_left(self) -> None:
        document = gold(
            marked("KEN", "troops", "refuses", REFUSALS, optional=True),
            marked("KEN", "troops", "withholds", "Kenya and Ghana refuse"),
        )
        one = [read("KEN", "troops", "refuses", REFUSALS)]
        assert match_positions(document.positions, one).pairs == ((1, 0),)

    @given(st.permutations(range(4)), st.permutations(range(5)))
    def test_the_order_of_the_records_does_not_matter(
        self, gold_order: list[int], read_order: list[int]
    ) -> None:
        positions = gold(
            marked("KEN", "troops", "refuses", REFUSALS),
            marked("KEN", "troops", "refuses", "refuse to take part"),
            marked("GHA", "troops", "refuses", REFUSALS),
            marked("KEN", "troops", "withholds", "Kenya and Ghana"),
        ).positions
        found = [
            read("KEN", "troops", "refuses", "refuse"),
            read("KEN", "troops", "refuses", "refuse to"),
            read("KEN", "troops", "withholds", REFUSALS),
            read("GHA", "troops", "withholds", REFUSALS),
            read("KEN", "troops", "refuses", "refuse", source_kind="named"),
        ]
        plain = match_positions(positions, found)
        mixed = match_positions([positions[n] for n in gold_order], [found[n] for n in read_order])
        assert {(positions[g], found[r].source_kind, found[r].evidence) for g, r in plain.pairs} == {
            (positions[gold_order[g]], found[read_order[r]].source_kind, found[read_order[r]].evidence)
            for g, r in mixed.pairs
        }

    def test_a_crowded_text_is_soon_done(self) -> None:
        dice = Random(7)
        words = [TEXT[n : n + 30] for n in range(0, 120, 3)]
        document = gold(*(marked("NOR", "troops", dice.choice(["offers", "pledges"]), w) for w in words))
        found = [read("NOR", "troops", dice.choice(["offers", "refuses"]), w) for w in words]
        assert len(match_positions(document.positions, found).pairs) == len(words)


class TestGroups:
    @pytest.mark.parametrize(
        ("words", "count"),
        [
            ("GROUP:>30", 30),
            ("GROUP:26", 26),
            ("GROUP:1,200 towns", 1200),
            ("GROUP:over thirty governments", 30),
            ("GROUP:thirty-five leaders", 35),
            ("GROUP:two dozen states", 24),
            ("GROUP:three hundred and more", 300),
            ("GROUP:several dozen", None),
            ("GROUP:states on the coast", None),
            ("GROUP:", None),
        ],
    )
    def test_the_count_in_the_words(self, words: str, count: int | None) -> None:
        assert count_of(words) == count

    @pytest.mark.parametrize(
        ("mark", "printed", "same"),
        [
            ("GROUP:>40", "GROUP:More than forty states", True),
            ("GROUP:>40", "GROUP:41 states", False),
            ("GROUP:40", "GROUP:states", True),
            ("GROUP:states on the coast", "GROUP:coastal states", True),
            ("GROUP:40", "NOR", False),
            ("NOR", "GROUP:40", False),
        ],
    )
    def test_groups_agree_in_their_count_where_both_have_one(
        self, mark: str, printed: str, same: bool
    ) -> None:
        document = gold(marked(mark, "unspecified", "offers", "More than forty states came"))
        found = [read(printed, "unspecified", "offers", "forty states")]
        assert bool(match_positions(document.positions, found).pairs) is same


class TestConditions:
    def test_leaves_of_a_formula(self) -> None:
        formula = All((Leaf("a"), AnyOf((Leaf("b"), AtLeast(1, (Leaf("c"),))))))
        assert formula_leaves(formula) == ("a", "b", "c")
        assert formula_leaves(None) == ()

    def test_a_leaf_under_not_is_another_condition(self) -> None:
        assert formula_leaves(Not(All((Leaf("a"), Not(Leaf("b")))))) == ("not:a", "b")
        assert leaf_kinds(["a"]) != leaf_kinds(["not:a"])

    def test_others_compare_by_kind_one_to_one(self) -> None:
        assert leaf_kinds(["other:x"]) == leaf_kinds(["other:y"])
        assert leaf_kinds(["other:x", "other:y"])["other"] == 2

    def test_joins_compare_by_state_or_as_words(self) -> None:
        assert leaf_kinds(["joins:FRA"]) == leaf_kinds(["joins:FRA:troops"])
        assert leaf_kinds(["joins:FRA"]) != leaf_kinds(["joins:USA"])
        assert leaf_kinds(["joins:G7"]) != leaf_kinds(["joins:others"])
        assert leaf_kinds(["joins:others"]) == leaf_kinds(["joins:some neighbours"])

    def test_a_repeated_leaf_is_one(self) -> None:
        assert leaf_kinds(["a", "a"]) == leaf_kinds(["a"])


class TestQuantities:
    def test_equal_means_low_high_and_unit(self) -> None:
        mine = figure(300, 300, "persons")
        assert same_quantity(mine, figure(300, 300, "Person"))
        assert same_quantity(figure(1, 1, "companies"), figure(1, 1, "company"))
        assert not same_quantity(mine, figure(300, None, "persons"))
        assert not same_quantity(mine, figure(300, 300, "ships"))
        assert not same_quantity(mine, figure(300, 300))
        assert same_quantity(figure(None, None), figure(None, None))


class TestWords:
    def test_overlap_is_shared_over_all(self) -> None:
        assert overlap((Span(0, 10),), (Span(5, 15),)) == 333
        assert overlap((Span(0, 10),), (Span(0, 4), Span(4, 10))) == 1000
        assert overlap((Span(0, 10),), (Span(10, 20),)) == overlap((), (Span(0, 1),)) == 0
        assert overlap((Span(0, 1),), (Span(0, 9000),)) == 1

    def test_quotation_marks_at_the_edge_do_not_matter(self) -> None:
        text = 'He said: "We will come." And left.'
        quoted, bare = span('"We will come."', text), span("We will come", text)
        assert same_words(quoted, (bare,), text)
        assert not same_words(quoted, (span("will come", text),), text)
        assert not same_words(quoted, (), text)
        assert same_words(Span(*at("We will come", text)), (span("We", text), span("come", text)), text)
