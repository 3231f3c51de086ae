"""A parsed sentence as rules walk it: children, subtrees, coordination, spans."""

from musterbook.model.span import Span
from tests.reading.trees import printed, tree, trees

SENDING = tree(
    "Denmark/PROPN/nsubj>5 and/CCONJ/cc>2 Norway/PROPN/conj>0 will/AUX/aux>5 not/PART/advmod>5 "
    "send/VERB/root troops/NOUN/obj>5 to/ADP/case>8 Ukraine/PROPN/obl:to>5 ./PUNCT/punct>5"
)


def test_children_by_relation_with_or_without_subtype() -> None:
    assert SENDING.children(5, "obl") == [8]
    assert SENDING.children(5, "obl:to") == [8]
    assert SENDING.children(5, "obj", "nsubj") == [0, 6]
    assert SENDING.children(5) == [0, 3, 4, 6, 8, 9]


def test_child_is_the_first_or_none() -> None:
    assert SENDING.child(5, "aux", "advmod") == 3
    assert SENDING.child(5, "ccomp") is None


def test_relations_with_and_without_subtype() -> None:
    assert (SENDING.rel(8), SENDING.base_rel(8)) == ("obl:to", "obl")


def test_the_root_has_no_head() -> None:
    assert SENDING.head(5) == -1
    assert list(SENDING.ancestors(5)) == []


def test_ancestors_climb_nearest_first() -> None:
    assert list(SENDING.ancestors(1)) == [2, 0, 5]


def test_a_subtree_is_in_text_order_and_holds_its_top() -> None:
    assert SENDING.subtree(0) == [0, 1, 2]
    assert SENDING.subtree(5) == list(range(10))
    assert SENDING.subtree(6) == [6]


def test_conjuncts_follow_chains() -> None:
    chained = tree("a/NOUN/root b/NOUN/conj>0 c/NOUN/conj>1 d/NOUN/nmod>0")
    assert chained.conjuncts(0) == [0, 1, 2]
    assert chained.conjuncts(3) == [3]


def test_spans_are_hulls_in_the_text_parsed() -> None:
    text = printed(SENDING)
    assert SENDING.span_of([8, 6]).of(text) == "troops to Ukraine"
    assert SENDING.span.of(text) == text


def test_indices_in_a_span_are_those_that_touch_it() -> None:
    text = printed(SENDING)
    at = text.index("troops")
    assert SENDING.indices_in(Span(at, at + 9)) == [6, 7]
    assert SENDING.indices_in(Span(at + 2, at + 3)) == [6]


def test_words_are_lower_case_with_plain_apostrophes() -> None:
    curly = tree("Poland’s/PROPN/nmod:poss>1 TROOPS/NOUN/root")
    assert curly.lower == ("poland's", "troops")
    assert curly.words([1, 0]) == "troops poland's"


def test_sentences_of_a_text_follow_one_another() -> None:
    first, second = trees("Yes/INTJ/root ./PUNCT/punct>0", "No/INTJ/root")
    assert (first.number, second.number) == (0, 1)
    assert first.span.end + 1 == second.span.start
