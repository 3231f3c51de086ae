"""The answer of ``compare`` as text: what changed, the differences with their words, and which did it."""

from collections.abc import Mapping, Sequence
from typing import Any

from musterbook.model.formula import parse_formula
from musterbook.presenting.formulas import words
from musterbook.presenting.grammar import counted, figure, interval, listed, plain, quoted
from musterbook.presenting.names import Names
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
MOST = 40
KINDS = {"added": "new", "removed": "gone", "changed": "changed"}
BESIDE = ("actor", "on")
WAYS = {"unprompted": "concerted", "concerted": "unprompted"}
PATHS = {"sets": "smallest sets", "knot": "waiting for each other", "active": "active offers"}
LINE_KEYS = {"unquantified": "offers without a figure"}
STATES = {
    "unprompted.assured": "made {} sure to come",
    "unprompted.possible": "made {} possible",
    "unprompted.out": "left {} out",
}


def compare_lines(out: Lines, answer: Json, names: Names) -> None:
    """Writes the whole answer."""
    differences = answer["differences"]
    out.para(f"Asked of both: {plain(answer['asking'])}.")
    if not answer["changed"]:
        told = counted(len(differences), "difference") if differences else "no difference"
        out.para(f"The answer is the same, with {told} between the two.")
    _changed(out, answer["changed"])
    for difference in differences[:MOST]:
        _difference(out, difference, answer, names)
    _left(out, len(differences) - MOST)
    if answer["changed"]:
        _made_by(out, answer["made_by"])


def _changed(out: Lines, changed: Sequence[Json]) -> None:
    if not changed:
        return
    out.sub("What changed in the answer")
    told = _alike(changed)
    for one in told[:MOST]:
        out.item(one)
    _left(out, len(told) - MOST)


def _alike(changed: Sequence[Json]) -> list[str]:
    """Every change in words; what moves unprompted and concerted alike is told once."""
    moves = {change["path"]: _moved(change) for change in changed}
    told = []
    for path, moved in moves.items():
        way, _, state = path.partition(".")
        if way in WAYS and moves.get(f"{WAYS[way]}.{state}") == moved:
            told += [f"{plain(state)}: {moved}"] if way == "unprompted" else []
        else:
            told.append(f"{_path(path)}: {moved}")
    return told


def _change_words(change: Json) -> str:
    """``assured, unprompted: no longer FRA:troops; now ITA:troops``."""
    return f"{_path(change['path'])}: {_moved(change)}"


def _path(path: str) -> str:
    """Where in an answer, in words: ``line force, filled`` for ``lines.force.filled``."""
    first, _, rest = path.partition(".")
    if first in WAYS and rest:
        return f"{plain(rest)}, {first}"
    if first == "lines" and "." in rest:
        line, _, key = rest.rpartition(".")
        return f"line {plain(line)}, {LINE_KEYS.get(key, plain(key))}"
    return PATHS.get(path, plain(path))


def _moved(change: Json) -> str:
    if "gone" not in change:
        return f"{_was(change['from'])} before, {_was(change['to'])} now"
    words = (("no longer", "gone"), ("now", "come"))
    return "; ".join(f"{word} {_several(change[key])}" for word, key in words if change[key])


def _was(value: Any) -> str:
    """A value of an answer: a pair as an interval, a truth as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and len(value) == 2 and all(isinstance(x, int | float) for x in value):
        return interval(*value)
    return _value(value)


def _several(items: Sequence[Any]) -> str:
    told = [plain(x) if isinstance(x, str) else "{" + ", ".join(map(plain, x)) + "}" for x in items[:MOST]]
    left = len(items) - MOST
    return listed([*told, f"{figure(left)} more"] if left > 0 else told)


def _difference(out: Lines, difference: Json, answer: Json, names: Names) -> None:
    out.sub(f"{_who(difference['id'], names)}: {KINDS[difference['kind']]}")
    fields = [(name, body) for name, body in difference["fields"].items() if name not in BESIDE]
    for name, body in fields:
        out.item(
            f"{_field(name)}: {_told(name, body['from'], names)} before, {_told(name, body['to'], names)} now"
        )
    for key, when in (("evidence_before", "before"), ("evidence_after", "after")):
        for passage in difference[key]:
            place = f"{plain(passage['doc'])}, {passage['start']}-{passage['end']}"
            out.para(f"{when}: {quoted(passage['text'])} ({place})", 2)
    effect = answer["effects"].get(difference["id"])
    if effect:
        _alone(out, _effect(effect))
    elif difference["id"] in answer["made_by"]["refused_alone"]:
        out.para("It cannot stand without others.", 2)
    elif answer["changed"]:
        out.para("Alone it changed nothing in the answer.", 2)


def _alone(out: Lines, told: Sequence[str]) -> None:
    if len(told) == 1:
        out.para(f"That alone {told[0]}.", 2)
        return
    out.para("That alone", 2)
    for one in told:
        out.item(one, indent=2)


def _effect(effect: Sequence[Json]) -> list[str]:
    """``left FRA:troops out``; what holds unprompted and all together alike is told once."""
    comes = {change["path"]: change["come"] for change in effect if change.get("come")}
    told = [words.format(_several(comes[path])) for path, words in STATES.items() if path in comes]
    for change in effect[:MOST]:
        way, _, state = change["path"].partition(".")
        twin = f"unprompted.{state}"
        if twin not in STATES or (way == "concerted" and comes.get(twin) != comes.get(change["path"])):
            told.append(f"changed {_change_words(change)}")
    return told or [f"changed {_change_words(change)}" for change in effect[:MOST]]


def _made_by(out: Lines, made_by: Json) -> None:
    out.sub("What made the whole change")
    for number, found in enumerate(made_by["smallest"][:MOST], 1):
        out.item(listed(map(plain, found)), mark=f"{number}.")
    _left(out, len(made_by["smallest"]) - MOST)
    needed = made_by["needed"]
    if needed:
        out.para(f"Needed in any case: {listed(map(plain, needed[:MOST]))}.")
    if "cap" in made_by:
        out.para(f"Capped: {plain(made_by['cap'])}.")


def _who(id: str, names: Names) -> str:
    """``offer:USA:air_cover (the United States, air cover)``; other ids as they are."""
    kind, _, rest = id.partition(":")
    actor, _, on = rest.partition(":")
    book = names.codebook
    if kind == "offer" and book.is_actor(actor) and on in book.contributions:
        return f"{plain(id)} ({names.actor(actor)}, {names.subject(on)})"
    return plain(id)


def _field(name: str) -> str:
    return plain(name.replace("_", " "))


def _told(name: str, value: Any, names: Names) -> str:
    """A field's value in words: conditions by their names, figures as an interval."""
    if value is None:
        return "none"
    if name == "condition":
        return words(parse_formula(value), names)
    if name == "quantity":
        return _figures(value)
    return _value(value)


def _figures(quantity: Json) -> str:
    low, high = quantity["low"], quantity["high"]
    if low is None and high is None:
        return "no figure"
    told = _value(low) if high in (None, low) else f"{_value(low)} to {_value(high)}"
    return f"{told} {plain(quantity['unit'] or '')}".rstrip()


def _value(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return figure(value)
        case str():
            return plain(value).replace("_", " ") if value.isidentifier() else plain(value)
        case _:
            return plain(str(value))


def _left(out: Lines, count: int) -> None:
    if count > 0:
        out.para(f"and {figure(count)} more; --json lists them")
