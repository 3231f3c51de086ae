"""JSON without surprises."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import QuestionError
from musterbook.model.strictjson import decimal_text, dump, exact, load, number, shown, whole


class TestLoad:
    def test_figures_stay_what_was_written(self) -> None:
        found = load("[1, 0.1, 1e2, -0.0, 100000000000000000000000.5]")
        assert found[0] == 1
        assert isinstance(found[0], int)
        assert found[1] == Decimal("0.1")
        assert found[2] == 100
        assert found[4] == Decimal("100000000000000000000000.5")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "nul",
            "[1",
            "{'a': 1}",
            '{"a": 1, "a": 2}',
            '{"x": {"a": 1, "a": 1}}',
            "NaN",
            "[Infinity]",
            "-Infinity",
            "1e400",
            "-1e400",
            "1e99999999999999999999",
            "1e-9999",
            "9" * 5000,
            "[" * 20000 + "]" * 20000,
            '{"a":' * 20000 + "1" + "}" * 20000,
            b"\xff\xfe\x00",
        ],
    )
    def test_what_json_cannot_mean_is_refused(self, text: str | bytes) -> None:
        with pytest.raises(QuestionError):
            load(text)

    def test_a_repeated_key_is_named(self) -> None:
        with pytest.raises(QuestionError) as caught:
            load('{"offers": [], "offers": []}')
        assert caught.value.names == ("offers",)


class TestNumbers:
    @pytest.mark.parametrize("value", [True, "1", None, [], float("nan"), float("inf"), 10**400])
    def test_what_is_no_number(self, value: Any) -> None:
        with pytest.raises(QuestionError):
            number(value, "here")

    @pytest.mark.parametrize(
        ("value", "wanted"),
        [(5, "5"), (0.1, "0.1"), (Decimal("1E+3"), "1000"), (-0.0, "0"), (1e-7, "0.0000001")],
    )
    def test_a_float_is_the_decimal_that_it_prints_as(self, value: Any, wanted: str) -> None:
        assert decimal_text(number(value, "here")) == wanted

    @pytest.mark.parametrize("value", [1.0, True, "1", None, Decimal(1), 10**400])
    def test_what_is_not_whole(self, value: Any) -> None:
        with pytest.raises(QuestionError):
            whole(value, "here")

    def test_exact_is_whole_where_it_can_be(self) -> None:
        assert isinstance(exact(Decimal("10.0")), int)
        assert exact(Decimal("0.5")) == Decimal("0.5")
        assert exact(None) is None


class TestDump:
    def test_canonical(self) -> None:
        value = {"b": [Decimal("0.50"), 1, None, True], "a": {"é": "ü"}}
        assert dump(value) == '{"a":{"\\u00e9":"\\u00fc"},"b":[0.5,1,null,true]}'

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=5),
            lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part, max_size=3),
            max_leaves=12,
        )
    )
    def test_what_is_dumped_loads_as_it_was(self, value: Any) -> None:
        assert load(dump(value)) == value

    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
    def test_decimals_survive(self, value: Decimal) -> None:
        assert Decimal(load(dump(value))) == value


def test_shown_is_short() -> None:
    assert len(shown("x" * 1000)) <= 80
    assert shown([1, 2]) == "list of 2"
    assert shown(10**300) == "a huge number"
