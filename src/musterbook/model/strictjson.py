"""JSON without surprises: numbers stay the decimals that were written, and what JSON cannot mean is refused.

The one door through which a situation, a formula or a batch line comes in from outside.
"""

import gc
import json
import math
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Any

from musterbook.errors import QuestionError

LARGEST_EXPONENT = 300
"""No figure is larger than 10^301 or has more places than that: beyond lies only a slip or an attack."""


def load(text: str | bytes, where: str = "JSON") -> Any:
    """The value of a JSON text: whole numbers as int, others as Decimal; raises QuestionError."""
    try:
        with no_collection():
            return json.loads(
                text, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_without_repeats
            )
    except QuestionError:
        raise
    except RecursionError:
        raise QuestionError("JSON nested too deeply", where=where, remedy="flatten it") from None
    except (ValueError, InvalidOperation) as error:
        raise QuestionError(
            f"not JSON: {error}", where=where, remedy="check brackets, quotes and commas"
        ) from None


@contextmanager
def no_collection() -> Iterator[None]:
    """Reading makes values that all stay: to look for rubbish among them again and again takes most of the
    time on large input, and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def dump(value: Any) -> str:
    """The canonical text of a JSON value: keys sorted, no blanks, decimals as decimals."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(map(_dump_pair, sorted(value.items()))) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(dump, value)) + "]"
    return json.dumps(value, allow_nan=False)


def _dump_pair(pair: tuple[str, Any]) -> str:
    return f"{json.dumps(pair[0])}:{dump(pair[1])}"


def decimal_text(value: Decimal) -> str:
    """A decimal in plain digits, without idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: Decimal | None) -> int | Decimal | None:
    """A decimal as a JSON number that loses nothing: int where whole."""
    return int(value) if value is not None and value == value.to_integral_value() else value


def number(value: Any, where: str) -> Decimal:
    """A finite number as the decimal that was written; raises QuestionError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise QuestionError(f"not a number: {shown(value)}", where=where)
    if isinstance(value, float) and not math.isfinite(value):
        raise QuestionError("not a finite number", where=where)
    if isinstance(value, int) and value.bit_length() > 1100:
        raise _too_large(where)
    written = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return bounded(written, where)


def bounded(value: Decimal, where: str) -> Decimal:
    """The decimal itself, if it is finite and of a size that anything could have."""
    if not value.is_finite():
        raise QuestionError("not a finite number", where=where)
    exponent = value.as_tuple().exponent
    if (value and value.adjusted() > LARGEST_EXPONENT) or abs(int(exponent)) > 2 * LARGEST_EXPONENT:
        raise _too_large(where)
    return value if value else Decimal(0)


def whole(value: Any, where: str) -> int:
    """A whole number; raises QuestionError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise QuestionError(f"not a whole number: {shown(value)}", where=where)
    if value.bit_length() > 1100:
        raise _too_large(where)
    return value


def word(value: Any, where: str) -> str:
    """A string that is not blank; raises QuestionError."""
    if not isinstance(value, str) or not value.strip():
        raise QuestionError(f"not a name: {shown(value)}", where=where, remedy="write a string in quotes")
    return value


def array(value: Any, where: str) -> list[Any]:
    """A list; raises QuestionError."""
    if not isinstance(value, list | tuple):
        raise QuestionError(f"not a list: {shown(value)}", where=where)
    return list(value)


def record(
    value: Any, where: str, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Any]:
    """An object with all ``required`` keys and no key beyond these and ``optional``; raises QuestionError."""
    if not isinstance(value, Mapping):
        raise QuestionError(f"not an object: {shown(value)}", where=where)
    known = [*required, *optional]
    unknown = [str(key) for key in value if key not in known]
    if unknown:
        raise QuestionError(
            f"unknown key {', '.join(map(repr, unknown))}",
            where=where,
            remedy=f"known keys: {', '.join(known)}",
            names=unknown,
        )
    missing = [key for key in required if key not in value]
    if missing:
        raise QuestionError(f"missing key {', '.join(map(repr, missing))}", where=where, names=missing)
    return value


def shown(value: Any) -> str:
    """A value as an error message may show it: short, whatever it is."""
    if isinstance(value, dict | list | tuple):
        return f"{type(value).__name__} of {len(value)}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return str(value)[:80]
    text = repr(value) if not isinstance(value, int) or value.bit_length() < 200 else "a huge number"
    return text if len(text) <= 80 else f"{text[:77]}..."


def _decimal(text: str) -> Decimal:
    return bounded(Decimal(text), f"number {text[:30]}")


def _too_large(where: str) -> QuestionError:
    return QuestionError("number out of any sensible size", where=where, remedy="check the exponent")


def _no_constant(text: str) -> Any:
    raise QuestionError(f"{text} is not a number", remedy="use null where nothing is known", names=[text])


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise QuestionError(f"key {key!r} stands twice in one object", names=[key])
        found[key] = value
    return found
