"""The seven rungs."""

from typing import Any

import pytest

from musterbook.codebook import LADDER, level
from musterbook.errors import CodebookError


def test_the_rungs_in_order() -> None:
    assert list(LADDER) == [
        "refuses",
        "withholds",
        "not_ruled_out",
        "considers",
        "offers",
        "pledges",
        "deployed",
    ]
    assert [level(stance) for stance in LADDER] == [-2, -1, 0, 1, 2, 3, 4]


@pytest.mark.parametrize("stance", ["", "Offers", "offer", None, 2, [], "committed"])
def test_anything_else_is_refused_and_the_rungs_are_listed(stance: Any) -> None:
    with pytest.raises(CodebookError, match="refuses, withholds, not_ruled_out") as caught:
        level(stance)
    assert caught.value.names == (str(stance),)
