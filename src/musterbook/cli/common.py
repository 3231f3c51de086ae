"""What the commands share: options' types, files of JSON, writing results out."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from musterbook.errors import InputError


def load_json_file(path: Path, what: str) -> Any:
    """The JSON value of a file with decimals as written; raises InputError with the file's name."""
    from musterbook.model.strictjson import load

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"there is no file {path}", remedy=f"name the {what}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text", remedy=f"the {what} is a JSON file") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", remedy="check the path") from None
    return load(text, str(path))


def print_json(value: Any) -> None:
    """JSON on standard output, as UTF-8."""
    from musterbook.model.strictjson import dump

    sys.stdout.write(dump(value) if not isinstance(value, (list, dict)) else pretty(value))
    sys.stdout.write("\n")


def pretty(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    from decimal import Decimal

    from musterbook.model.exchange import number_json

    if isinstance(value, Decimal):
        return number_json(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def write_out(path: Path, text: str) -> None:
    """Write a result file whole or not at all; raises InputError where it cannot be written."""
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", errors="replace")
            return
        _replace(path, text)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}", remedy="choose another place"
        ) from None


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def terminal_colour() -> bool:
    """Whether to colour: standard output is a terminal that wants it (NO_COLOR, TERM=dumb are heeded)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def parse_moment(value: str | None) -> datetime | None:
    """A point in time from ISO text; a bare day means its end; without a zone it is UTC."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InputError(
            f"{value!r} is no time",
            remedy="write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM, for example 2025-03-17T18:00",
        ) from None
    if len(value) == 10:
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
