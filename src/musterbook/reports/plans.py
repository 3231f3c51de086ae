"""The answer of ``sustain`` as text: the break and why, then lines, actors, mends, assumptions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from musterbook.presenting.grammar import counted, figure, listed, plain
from musterbook.presenting.names import Names
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
MOST = 40
STATES = {
    "deployed": "deployed",
    "preparing": "preparing",
    "resting": "resting",
    "reserve": "in reserve",
    "duties": "on duty elsewhere",
    "free": "free",
}
GRADES = {
    "continuous": "Planned with parts of units and offers",
    "joining": "Planned with whole offers and lines where it matters, and parts of units",
    "units": "Planned in whole units",
}


def sustain_lines(out: Lines, answer: Json, names: Names) -> None:
    """Writes the whole answer."""
    _break(out, answer)
    _how_good(out, answer)
    for line in answer["lines"]:
        _line(out, line)
    _actors(out, answer, names)
    _backfill(out, answer, names)
    _listed(out, "What would mend it, each by itself, the cheapest first", answer["mend"], _mend_words)
    if not answer["mend_complete"]:
        out.para("Time ran out: other mends may be cheaper. Give a larger budget.")
    _listed(out, "What clashes: not all of these can hold", answer["clash"], lambda row: plain(row["words"]))
    _assumptions(out, answer, names)


def _break(out: Lines, answer: Json) -> None:
    months = answer["months"]
    broken = answer["breaks"]
    if broken is None:
        out.para(f"The requirement holds in every month from {months[0]} to {months[-1]}.")
        return
    out.para(f"The requirement fails first in {broken['month']}, on line {plain(broken['line'])}:")
    for reason in broken["why"][:MOST]:
        out.item(plain(reason["words"]))


def _how_good(out: Lines, answer: Json) -> None:
    if answer["objective"]:
        short, bound = figure(answer["objective"]), figure(answer["bound"])
        least = "no rotation can do with fewer" + ("" if short == bound else f" than {bound}")
        split = f" ({figure(answer['lp_bound'])} if units could be split)"
        told = f"In all {short} line-months are missing; {least}"
        out.para(f"{told}{split if answer['lp_bound'] != answer['bound'] else ''}.")
    out.para(f"{GRADES[answer['grade']]}; the solution is {answer['status']}.")


def _line(out: Lines, line: Json) -> None:
    """Months with the same figures together."""
    out.sub(
        f"{plain(line['id'])}: {'full throughout' if line['fails'] is None else 'fails ' + line['fails']}"
    )
    for first, last, row in runs(line["by_month"], ("required", "deployed", "sustained", "filled")):
        out.named(_span(first, last), _row_words(row), 18)


def _row_words(row: Json) -> str:
    state = "" if row["filled"] else ": not full"
    if row["required"] is None:
        there = f"{figure(row['deployed'])} deployed" if row["deployed"] else "there, without a figure"
        return f"{there if row['filled'] or row['deployed'] else 'nobody'}, no quantity asked{state}"
    told = f"{figure(row['sustained'])} of {figure(row['required'])} sustained"
    if row["deployed"] != row["sustained"]:
        told += f", {figure(row['deployed'])} deployed"
    return told + state


def runs(rows: Sequence[Json], keys: Sequence[str]) -> list[tuple[str, str, Json]]:
    """Stretches of months in which the rows agree in ``keys``: (first month, last month, one of the rows)."""
    found: list[tuple[str, str, Json]] = []
    for row in rows:
        if found and all(found[-1][2][key] == row[key] for key in keys):
            found[-1] = (found[-1][0], row["month"], row)
        else:
            found.append((row["month"], row["month"], row))
    return found


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _actors(out: Lines, answer: Json, names: Names) -> None:
    keys = tuple(STATES)
    for actor in answer["actors"]:
        if actor["pool"] is None and not any(row["deployed"] for row in actor["by_month"]):
            continue
        pool = "no pool known" if actor["pool"] is None else f"pool {figure(actor['pool'])}"
        out.sub(f"{_actor(names, actor['actor'])}, {plain(actor['on'])}: {pool}")
        for first, last, row in runs(actor["by_month"], keys):
            parts = [f"{figure(row[key])} {STATES[key]}" for key in keys if row[key]]
            out.named(_span(first, last), listed(parts) or "nothing", 18)


def _actor(names: Names, id: str) -> str:
    return f"{plain(id)} ({names.actor(id)})" if names.codebook.is_actor(id) else plain(id)


def _backfill(out: Lines, answer: Json, names: Names) -> None:
    if answer["backfill"]:
        out.sub("Backfill")
    for edge in answer["backfill"]:
        who = f"{_actor(names, edge['by'])} for {_actor(names, edge['for'])}, {plain(edge['duty'])}"
        parts = [
            f"{figure(row['figure'])} ({_span(first, last)})"
            for first, last, row in runs(edge["by_month"], ("figure",))
            if row["figure"]
        ]
        out.item(f"{who}: {listed(parts) or 'not used'}")
    for circle in answer["circles"]:
        state = f"carried, {figure(circle['most'])} at most" if circle["carried"] else "idle"
        round_ = listed(plain(id) for id in circle["backfill"])
        out.item(f"a circle of {circle['kind']}, {round_}: {state}; it frees nothing by itself")


def _listed(out: Lines, title: str, rows: Sequence[Json], words: Callable[[Json], str]) -> None:
    if rows:
        out.sub(title)
    for row in rows[:MOST]:
        out.item(words(row))


def _mend_words(mend: Json) -> str:
    parts = listed(_parts_words(mend["parts"][:MOST])) or "nothing"
    cost = "" if mend["cost"] is None else f" (cost {figure(mend['cost'])})"
    mixed = "the cheapest of all together: " if mend["kind"] == "together" else ""
    return f"{mixed}{parts}{cost}"


def _parts_words(parts: Sequence[Json]) -> list[str]:
    """Each part in words; those who would rest equally long together."""
    rests: dict[tuple[Any, str], list[str]] = {}
    for part in parts:
        if part["kind"] == "rest":
            rests.setdefault((part["figure"], part["on"]), []).append(plain(part["name"]))
    told = [plain(part["words"]) for part in parts if part["kind"] != "rest"]
    for (months, on), actors in rests.items():
        verb = "rests" if len(actors) == 1 else "rest"
        told.append(f"{listed(actors)} {verb} {counted(months, 'month')} only after a tour on {plain(on)}")
    return told


def _assumptions(out: Lines, answer: Json, names: Names) -> None:
    """What the planner gave: never read from a source, never invented."""
    plan = answer["assumptions"]
    out.sub("Assumptions of the plan")
    out.item(
        f"{counted(len(answer['months']), 'month')} from {answer['months'][0]}, {plan['figure']} figures"
    )
    out.item(f"defaults: {_terms(plan['defaults'])}")
    for on, terms in plan["subjects"].items():
        out.item(f"{plain(on)}: {_terms(terms)}")
    for id, actor in plan["actors"].items():
        out.item(f"{_actor(names, id)}: {_terms(actor)}")
    for duty in plan["duties"]:
        out.item(f"duty {plain(duty['id'])}: {figure(duty['figure'])} of {_actor(names, duty['actor'])}")
    for key, words in (("unquantified", "Without a figure, so not deployed"), ("unpooled", "Without a pool")):
        if answer[key]:
            out.para(f"{words}: {listed(plain(id) for id in answer[key])}.")


def _terms(terms: Json) -> str:
    parts = []
    for key, value in terms.items():
        if isinstance(value, Mapping):
            told = listed(f"{figure(amount)} {plain(on)}" for on, amount in value.items())
            parts += [f"{key} {told}"] if told else []
        elif key == "reserve_if":
            parts += [_raise(one) for one in value]
        else:
            parts.append(f"{key.replace('_', ' ')} {value if isinstance(value, str) else figure(value)}")
    return ", ".join(parts) or "none given"


def _raise(one: Json) -> str:
    when = f"while {plain(one['circumstance'])} holds" if one["circumstance"] else "in any case"
    told = listed(f"{figure(amount)} {plain(on)}" for on, amount in one["reserve"].items())
    since = "" if one["from"] is None else f" from {one['from']}"
    until = "" if one["until"] is None else f" until {one['until']}"
    return f"reserve {told} {when}{since}{until}"
