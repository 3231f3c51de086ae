"""Reading options strictly: a value of the right kind, or a refusal that names the option."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.strictjson import bounded, load, number, shown


def given_text(given: Mapping[str, Any], option: str) -> str | None:
    value = given.get(option)
    if value is not None and not isinstance(value, str):
        raise QuestionError(f"{option} takes a name, not {shown(value)}", names=[option])
    return value


def given_texts(given: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """A list of texts, or one text."""
    value = given.get(option)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise QuestionError(f"{option} takes a list of texts, not {shown(value)}", names=[option])
    return tuple(value)


def given_flag(given: Mapping[str, Any], option: str) -> bool:
    value = given.get(option)
    if value is not None and not isinstance(value, bool):
        raise QuestionError(f"{option} takes true or false, not {shown(value)}", names=[option])
    return bool(value)


def given_choice(given: Mapping[str, Any], option: str, choices: tuple[str, ...]) -> str | None:
    value = given_text(given, option)
    if value is not None and value not in choices:
        remedy = f"use one of {', '.join(choices)}"
        raise QuestionError(f"{option} {shown(value)} is unknown", remedy=remedy, names=[option])
    return value


def given_whole(given: Mapping[str, Any], option: str, least: int, most: int) -> int | None:
    """A whole number between ``least`` and ``most``."""
    value = given.get(option)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise QuestionError(
            f"{option} takes a whole number from {least} to {most}, not {shown(value)}", names=[option]
        )
    return value


def given_seconds(given: Mapping[str, Any], option: str) -> float | None:
    """A number of seconds above 0."""
    value = given.get(option)
    if value is None:
        return None
    try:
        seconds = float(number(value, option))
    except QuestionError:
        seconds = 0.0
    if seconds <= 0:
        raise QuestionError(f"{option} takes seconds above 0, not {shown(value)}", names=[option])
    return seconds


def given_numbers(given: Mapping[str, Any], option: str) -> dict[str, Fraction]:
    """``{"ID": number}``, or ``["ID=number", ...]`` split at the last ``=``; exact."""
    pairs = given_pairs(given, option, split_number)
    return {name: Fraction(number(one, f"{option} of {name}")) for name, one in pairs.items()}


def given_pairs(
    given: Mapping[str, Any], option: str, split: Callable[[Any, str], tuple[str, Any]]
) -> dict[str, Any]:
    """An object by id; or texts, one or a list, each taken apart by ``split``; the values as they are."""
    value = given.get(option)
    if value is None:
        return {}
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list | tuple):
        value = dict(split(item, option) for item in value)
    if not isinstance(value, Mapping):
        raise QuestionError(f"{option} takes ID=number, not {shown(value)}", names=[option])
    return {str(name): one for name, one in value.items()}


def split_number(item: Any, option: str) -> tuple[str, Decimal]:
    """``ID=number`` as the pair of them."""
    name, equals, text = item.rpartition("=") if isinstance(item, str) else ("", "", "")
    try:
        if not equals or not name:
            raise InvalidOperation
        return name.strip(), bounded(Decimal(text.strip()), f"{option} of {name}")
    except InvalidOperation:
        names = [name or shown(item)]
        raise QuestionError(f"not a {option}: {shown(item)}", remedy="write ID=0.4", names=names) from None


def given_json(given: Mapping[str, Any], option: str) -> Any:
    """A JSON value, or the text of one."""
    value = given.get(option)
    return load(value, option) if isinstance(value, str | bytes) else value
