"""The answers of ``pivot``, ``odds`` and ``sweep`` as text: indices, chances, shares of worlds."""

from collections.abc import Mapping, Sequence
from typing import Any

from musterbook.presenting.grammar import counted, figure, listed, plain, sentence_case
from musterbook.presenting.names import Names
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
INDICES = (("shapley", 7), ("banzhaf", 7), ("banzhaf_normalized", 6))
HEADS = "Shapley  Banzhaf  swings"
"""Shapley-Shubik, absolute Banzhaf, the share of all swings."""
MOST = 40


def change_words(id: str, names: Names) -> str:
    """``ceasefire (a ceasefire)``, ``raise:USA:air_cover (the United States offering air cover)``."""
    told = names.change(id)
    known = id.startswith("raise:") or id in names.codebook.conditions
    return f"{plain(id)} ({told})" if known else plain(id)


def pivot_lines(out: Lines, answer: Json, names: Names) -> None:
    """Every change with its indices, the greatest first."""
    out.para("How often each change tips the balance (Shapley-Shubik, Banzhaf, its share of all swings):")
    rows = sorted(answer["pivot"].items(), key=lambda row: (-_value(row[1]["shapley"]), row[0]))
    cells = [
        ("  ".join(f"{_told(power[key], 3):<{room}}" for key, room in INDICES), id) for id, power in rows
    ]
    room = max([len(HEADS), *(len(numbers) for numbers, _ in cells)])
    out.named(HEADS, "change", room)
    for numbers, id in cells:
        out.named(numbers, change_words(id, names), room)
    if not any(_value(power["banzhaf"]) for _, power in rows):
        out.para("No change tips the balance: the target holds with all of them or with none, or never.")
    _importance(out, answer, names)
    if "seed" in answer:
        drawn = f"Drawn in {figure(answer['samples'])} orders and worlds from seed {answer['seed']}"
        out.para(f"{drawn}; --json gives the 95 % intervals.")
    _cap(out, answer)


def odds_lines(out: Lines, answer: Json, names: Names) -> None:
    """The chance, its range or interval, what it hangs on, and what it rests on."""
    out.para(
        f"Probability of the target: {_share(answer['probability'])} ({answer['method']}).{_drawn(answer)}"
    )
    if "range" in answer:
        low, high = map(_share, answer["range"])
        out.para(
            f"Over the ranges given it lies between {low} and {high}; the first figure is at their middles."
        )
    _importance(out, answer, names)
    out.para("It rests on the probabilities given; changes in no common group are taken as independent.")
    if "doubted" in answer:
        doubted = sentence_case(counted(answer["doubted"], "offer"))
        out.para(f"{doubted} may have been misread; the odds take that in.")
    _cap(out, answer)


def sweep_lines(out: Lines, answer: Json, names: Names) -> None:
    """The share of worlds, what single changes do to it, and two of them together."""
    out.para(
        f"The target holds in {figure(answer['holds'])} of {figure(answer['worlds'])} combinations of the "
        f"changes ({_share(answer['share'])})."
    )
    out.para("That is a share of combinations and no probability.")
    if answer["tornado"]:
        out.sub("Share of the combinations that reach it, without and with each change")
        for bar in answer["tornado"][:MOST]:
            numbers = f"{_told(bar['without'], 3)}  {_told(bar['with'], 3)}"
            out.named(numbers, change_words(bar["change"], names), 12)
        if len(answer["tornado"]) > MOST:
            out.para(f"and {figure(len(answer['tornado']) - MOST)} more; --json lists them all")
    out.gap()
    for start, key in (("As things stand", "from_none"), ("With every change made", "from_all")):
        _flips(out, start, answer["flips"][key], names)
    if "heat" in answer:
        _heat(out, answer["heat"], names)


def _flips(out: Lines, start: str, found: Json, names: Names) -> None:
    holds = "the target holds" if found["holds"] else "the target does not hold"
    flips = [change_words(id, names) for id in found["flips"]]
    way = "undone" if start.startswith("With") else "made"
    then = "ends that" if found["holds"] else "reaches it"
    if not flips:
        out.para(f"{start} {holds}. No single change, {way}, {then}.")
    else:
        which = "This alone" if len(flips) == 1 else "Each of these alone"
        out.para(f"{start} {holds}. {which}, {way}, {then}: {listed(flips)}.")


def _heat(out: Lines, heat: Json, names: Names) -> None:
    rows, columns = (plain(id) for id in heat["over"])
    told = counted(heat["worlds"], "combination")
    out.sub(f"Share of {told} of the other changes, by {rows} and {columns}")
    for i, row in enumerate(heat["cells"]):
        for j, cell in enumerate(row):
            made = [change_words(id, names) for id, on in zip(heat["over"], (i, j), strict=True) if on]
            out.named(_told(cell, 3), f"with {listed(made)}" if made else "with neither", 5)
    if "odds" in heat:
        _grid(out, heat, rows, columns)


def _grid(out: Lines, heat: Json, rows: str, columns: str) -> None:
    out.sub(f"Odds by the probability of {rows} (down) and of {columns} (across)")
    out.columns([("", 6), *((f"{step:g}", 6) for step in heat["steps"])])
    for step, row in zip(heat["steps"], heat["odds"], strict=True):
        out.columns([(f"{step:g}", 6), *((f"{_value(cell):.2f}", 6) for cell in row)])


def _importance(out: Lines, answer: Json, names: Names) -> None:
    found: Sequence[tuple[str, Any]] = [*answer.get("birnbaum", {}).items()]
    told = sorted((row for row in found if _value(row[1])), key=lambda row: (-_value(row[1]), row[0]))
    if not told:
        return
    out.sub("How much the probability rises from a change surely not made to surely made (Birnbaum)")
    room = max(len(_told(one, 3)) for _, one in told)
    for id, one in told[:MOST]:
        out.named(_told(one, 3), change_words(id, names), room)
    out.gap()


def _drawn(answer: Json) -> str:
    if "low" not in answer:
        return ""
    low, high = _share(answer["low"]), _share(answer["high"])
    interval = f" 95 % interval {low} to {high}, seed {answer['seed']}."
    return f"{interval} {figure(answer['samples'])} worlds were drawn."


def _cap(out: Lines, answer: Json) -> None:
    if answer.get("cap"):
        out.para(f"Capped: {answer['cap']}.")


def _value(value: Any) -> float:
    """A number, also where it was printed as a fraction."""
    if isinstance(value, str):
        above, _, below = value.partition("/")
        return int(above) / int(below or 1)
    return float(value)


def _told(value: Any, digits: int) -> str:
    return value if isinstance(value, str) else f"{value:.{digits}f}"


def _share(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"
