"""The grammar of leaves."""

from decimal import Decimal

import pytest

from musterbook.errors import QuestionError
from musterbook.model.leaf import Count, Filled, Joins, Named, Said, Sum, is_reserved, parse_leaf, split_pair


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ceasefire", Named("ceasefire")),
        ("other:if A joins, then >= 3", Named("other:if A joins, then >= 3")),
        ("counted", Named("counted")),
        ("count", Named("count")),
        ("sum", Named("sum")),
        ("joins", Named("joins")),
        ("joins:FRA", Joins("FRA", None)),
        ("joins:FRA:troops", Joins("FRA", "troops")),
        ("joins:FRA:a:b", Joins("FRA", "a:b")),
        ("count>=0", Count(None, 0)),
        ("count>=12", Count(None, 12)),
        ("count:troops>=3", Count("troops", 3)),
        ("count:odd>=name>=3", Count("odd>=name", 3)),
        ("sum:troops>=30000", Sum("troops", Decimal(30000))),
        ("sum:troops>=0.3", Sum("troops", Decimal("0.3"))),
        ("sum:troops>=1e3", Sum("troops", Decimal(1000))),
        ("filled", Filled(None)),
        ("filled:force", Filled("force")),
        ("filled:a:b", Filled("a:b")),
    ],
)
def test_what_a_leaf_says(text: str, said: Said) -> None:
    assert parse_leaf(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "joins:",
        "joins::troops",
        "joins:FRA:",
        "count>=",
        "count>=-1",
        "count>=1.0",
        "count>=one",
        "count>= 1",
        "count:>=1",
        "count:troops",
        "count:troops>1",
        "count>=" + "9" * 400,
        "sum:troops",
        "sum:>=1",
        "sum:troops>=",
        "sum:troops>=-1",
        "sum:troops>=NaN",
        "sum:troops>=Infinity",
        "sum:troops>=1e9999",
        "sum:troops>=1_000",
        "filled:",
    ],
)
def test_what_is_malformed_is_refused_by_name(text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        parse_leaf(text)
    assert caught.value.names[:1] in ((text[:200],), ())


@pytest.mark.parametrize(
    "name", ["filled", "filled:x", "joins:A", "count>=1", "count:x", "sum:x", "raise:A:x"]
)
def test_reserved_names(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["ceasefire", "other:x", "count", "counting", "filled_in", "raise"])
def test_free_names(name: str) -> None:
    assert not is_reserved(name)


def test_pairs_are_split_at_the_first_colon() -> None:
    assert split_pair("FRA:a:b") == ("FRA", "a:b")
    assert split_pair("FRA") == ("FRA", None)
