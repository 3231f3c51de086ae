"""The answers about time as text: fill, the calendar month by month, and what a shock brings down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from musterbook.presenting.grammar import (
    MONTHS,
    counted,
    figure,
    interval,
    listed,
    plain,
    quoted,
    sentence_case,
)
from musterbook.presenting.names import Names
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
Row = TypeVar("Row")
MOST = 40
GAP = "..."
KINDS = {"suspended": "suspended", "threat": "a threat"}


def fill_limits(out: Lines, line: Json, names: Names) -> None:
    """Who gives to a line how much, and who cannot and why, with the words."""
    shares = line.get("from_offers", {})
    for offer in sorted(shares)[:MOST]:
        out.item(f"{offer_told(offer, names)}: {_share_told(*shares[offer])}", indent=2)
    _left(out, len(shares) - MOST)
    for one in line.get("set_aside", ())[:MOST]:
        out.item(f"not {offer_told(one['offer'], names)}: {plain(one['why'])}", indent=2)
        _passages(out, one["evidence"], 6)


def _share_told(low: Any, high: Any) -> str:
    """At the high figures an offer may go to another line than at the low ones."""
    if low is None:
        return "is there"
    if low <= high:
        return interval(low, high)
    return f"{figure(low)} at the low figures, {figure(high)} at the high ones"


def away_lines(out: Lines, answer: Json, names: Names) -> None:
    """The offers that do not stand on the day asked for."""
    if answer.get("away"):
        out.sub(f"Not standing on {answer['on']}")
        for one in answer["away"][:MOST]:
            out.item(f"{offer_told(one['offer'], names)}: {plain(one['why'])}")
        _left(out, len(answer["away"]) - MOST)


def timeline_lines(out: Lines, answer: Json, names: Names) -> None:
    """The first failure and the break, then the months; months that are alike are told together."""
    for words in verdict(answer):
        out.para(words)
    if not answer["months"]:
        return
    for first, last in _runs(answer["months"]):
        state = "filled" if first["filled"] else "not filled"
        out.sub(span_told(first["month"], last["month"]) + (f": {state}" if first["lines"] else ""))
        for verb, key in (("come", "comes"), ("go", "goes")):
            if first[key]:
                out.named(verb, _offers_told(first[key], names), 6)
        out.named("active", _offers_told(first["active"], names) or "nobody", 6)
        for line in first["lines"]:
            out.item(_line_told(line), indent=2)
    _cap(out, answer)


def verdict(answer: Json) -> list[str]:
    """From which month on it is filled, and where and why it is not, in sentences."""
    months = answer["months"]
    if not months:
        return [f"No month could be told: {answer['cap']}."]
    span = span_told(months[0]["month"], months[-1]["month"])
    if not any(month["lines"] for month in months):
        return [f"No line asks for anything in {span}: there is nothing to fill."]
    if answer["first_failure"] is None:
        return [f"Every line that asks is filled in {span}."]
    told = [f"Not filled first in {month_told(answer['first_failure'])}: {plain(answer['why'])}."]
    told = told if answer["first_failure"] != answer["breaks"] else []
    if answer["first_filled"] is None:
        return [*told, "It is filled in none of these months."]
    since = month_told(answer["first_filled"])
    if answer["breaks"] is None:
        return [*told, f"Filled from {since} on."]
    breaks = f"It breaks in {month_told(answer['breaks'])}: {plain(answer['why_breaks'])}."
    return [*told, f"Filled first in {since}. {breaks}"]


def _runs(months: Sequence[Json]) -> list[tuple[Json, Json]]:
    """(first, last) of the runs of months in which nothing changes."""
    found: list[tuple[Json, Json]] = []
    for month in months:
        if found and all(month[key] == found[-1][0][key] for key in ("active", "lines")):
            found[-1] = found[-1][0], month
        else:
            found.append((month, month))
    return found


def shock_lines(out: Lines, answer: Json, names: Names) -> None:
    """The shocks, what falls and why, the lines it takes, what was disputed."""
    for shock in answer["shocks"]:
        out.para(shock_told(shock, names))
        _passages(out, shock["evidence"], 2)
    _section(out, "What falls", falls_told(answer["falls"], names), lambda told: told)
    _section(out, "What brings less", answer["less"], lambda row: less_told(row, names))
    _section(out, "What comes because of it", answer["rises"], lambda row: _rise_told(row, names))
    for title, stops in (("Lines that stop being filled", True), ("Lines that get less", False)):
        _section(out, title, _of(answer["lines"], stops), lambda row: _hit_told(row, names))
    if not answer["falls"] and not answer["less"]:
        out.para("Nothing that would come in these months falls.")
    _disputes(out, answer, names)
    _uncounted(out, answer, names)
    _cap(out, answer)


def _section(out: Lines, title: str, rows: Sequence[Row], told: Callable[[Row], str]) -> None:
    if rows:
        out.sub(title)
        for row in rows[:MOST]:
            out.item(told(row))
        _left(out, len(rows) - MOST)


def _disputes(out: Lines, answer: Json, names: Names) -> None:
    if answer["disputed"] or answer["standing"]:
        out.sub("What was disputed about it")
    for one in answer["disputed"][:MOST]:
        who = sentence_case(names.actor(one["actor"]))
        out.item(f"{who} says: {plain(one['says'])} (on {plain(one['shock'])})")
        _passages(out, one["evidence"], 4)
    for one in answer["standing"][:MOST]:
        stance = plain(one["says"].partition(" ")[0])
        out.item(f"Still on record: {offer_told(one['offer'], names)}, '{stance}'")
        _passages(out, one["evidence"], 4)
    _left(out, max(0, len(answer["disputed"]) - MOST) + max(0, len(answer["standing"]) - MOST))


def _uncounted(out: Lines, answer: Json, names: Names) -> None:
    if answer["uncounted"]:
        told = _offers_told(dict.fromkeys(one["offer"] for one in answer["uncounted"]), names)
        out.para(f"Without a figure, so nothing is taken from them: {told}.")


def shock_told(shock: Json, names: Names) -> str:
    end = None if shock["until"] is None else _before(shock["until"])
    told = f"{plain(shock['id'])} ({KINDS[shock['kind']]}), {_span_open(shock['from'], end)}"
    if shock["actor"] is None:
        return f"{told}."
    on = "all that it offers" if shock["on"] is None else names.subject(shock["on"])
    return f"{told}: {names.actor(shock['actor'])}, {on}."


def falls_told(falls: Iterable[Json], names: Names) -> list[str]:
    """What falls; offers that fall in the same months by the same chain together."""
    together: dict[tuple[Any, ...], list[Json]] = {}
    for row in falls:
        because = row["because"]
        chain = because if isinstance(because, str) else tuple(because[:-1])
        together.setdefault((row["month"], row["until"], chain, row["shock"]), []).append(row)
    return [_fall_told(rows, names) for rows in together.values()]


def _fall_told(rows: Sequence[Json], names: Names) -> str:
    first = rows[0]
    who = f"{_spell(first, 'until')}: {_offers_told((row['offer'] for row in rows), names)}"
    because = first["because"]
    if isinstance(because, str):
        return f"{who}, {because} ({plain(first['shock'])})"
    falls, hangs = ("falls", "it hangs on") if len(rows) == 1 else ("fall", "they hang on")
    return f"{who} {falls}: {_chain_told(because, hangs, names)} ({plain(first['shock'])})"


def _chain_told(chain: Sequence[str], hangs: str, names: Names) -> str:
    """From the offer back to what was struck. A chain that begins with a circumstance has an even length."""
    told: list[str] = []
    rest = list(chain[:-1])
    while rest:
        if rest[1:] == [GAP]:
            return f"{', '.join(told)}, and so on back to {offer_told(rest[0], names)}"
        leaf = plain(names.leaf(rest.pop()))
        subject = "which hangs on" if told else hangs
        told.append(f"{subject} {leaf}" + ("" if rest else ", which the shock changes"))
        if rest:
            told[-1] += f", lost with {offer_told(rest.pop(), names)}"
    return ", ".join(told)


def less_told(row: Json, names: Names) -> str:
    was, now = interval(*row["before"]), interval(*row["after"])
    told = f"{offer_told(row['offer'], names)} brings {now} instead of {was}"
    return f"{_spell(row, 'until')}: {told} ({plain(row['shock'])})"


def _rise_told(row: Json, names: Names) -> str:
    return f"{_spell(row, 'until')}: {offer_told(row['offer'], names)}"


def _hit_told(row: Json, names: Names) -> str:
    told = f"{_spell(row, 'until')}: {plain(row['id'])}"
    if row["quantity"] is not None:
        was, now = interval(*row["before"]["sustained"]), interval(*row["after"]["sustained"])
        told += f" has {now} instead of {was}, of {figure(row['quantity'])}"
    if row["lost"]:
        told += f"; it loses {_offers_told(row['lost'], names)}"
    if row["held_back_by"]:
        told += f"; held back by {listed(map(plain, row['held_back_by']))}"
    if row["stops"] and row["recovers"] is None:
        told += "; it does not recover" + (" in the months asked for" if row["until"] is None else "")
    return told


def _of(rows: Iterable[Json], stops: bool) -> list[Json]:
    return [row for row in rows if row["stops"] is stops]


def _line_told(line: Json) -> str:
    state = "filled" if line["filled"] else "not filled"
    if line["quantity"] is None:
        return f"{plain(line['id'])}: {state}"
    told = f"{plain(line['id'])}: {interval(*line['sustained'])} of {figure(line['quantity'])}, {state}"
    if line["unquantified"]:
        told += f"; {counted(line['unquantified'], 'offer')} without a figure beside"
    return told


def offer_told(id: str, names: Names) -> str:
    """``the United Kingdom (troops)``; an id of the user's own as it is."""
    actor, _, rest = id.partition(":")
    on = rest.partition("@")[0]
    if names.codebook.is_actor(actor) and on in names.codebook.contributions:
        return f"{names.actor(actor)} ({names.subject(on)})"
    return plain(id)


def _offers_told(ids: Iterable[str], names: Names) -> str:
    told = [offer_told(id, names) for id in ids]
    more = [counted(len(told) - MOST, "more offer")] if len(told) > MOST else []
    return listed(told[:MOST] + more)


def month_told(month: str) -> str:
    """``March 2025``."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def span_told(first: str, last: str) -> str:
    """``March 2025``, ``March to May 2025``, ``December 2025 to January 2026``; the last month included."""
    if first == last:
        return month_told(first)
    start = month_told(first)
    return f"{start.rpartition(' ')[0] if first[:4] == last[:4] else start} to {month_told(last)}"


def _span_open(first: str, last: str | None) -> str:
    return f"from {month_told(first)} on" if last is None else span_told(first, last)


def _spell(row: Json, key: str) -> str:
    return _span_open(row["month"], None if row[key] is None else _before(row[key]))


def _before(month: str) -> str:
    """The month before."""
    first = date.fromisoformat(f"{month}-01")
    year, number = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    return f"{year:04}-{number:02}"


def _passages(out: Lines, evidence: Iterable[Json], indent: int) -> None:
    for passage in evidence:
        where = f"{plain(passage['doc'])}, {passage['start']}-{passage['end']}"
        out.para(f"{quoted(passage['text'])} ({where})", indent)


def _left(out: Lines, count: int) -> None:
    if count > 0:
        out.para(f"and {figure(count)} more; --json lists them all")


def _cap(out: Lines, answer: Json) -> None:
    if answer.get("cap"):
        out.para(f"Capped: {answer['cap']}.")
