"""An explanation as it is read: every step with its name, its sentence in words, and what it rests on.

It works on the JSON form of an explanation; the sentences are the engine's own, only the ids in them (which
``about`` places) are put into words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from musterbook.errors import QuestionError
from musterbook.model.formula import parse_formula
from musterbook.model.strictjson import load
from musterbook.presenting.formulas import words
from musterbook.presenting.grammar import counted, figure, listed, plain, sentence_case, shortened
from musterbook.presenting.names import STANCES, Names

Json = Mapping[str, Any]
LONGEST = 160
MOST_EXAMPLE = 6
TRUTHS = {True: "holds", False: "fails", None: "depends"}
WITHOUT_TRUTH = frozenset(("answer", "cell"))
RESTS = {
    "given": "given in the situation, without a sentence",
    "supposed": "a supposition, without a sentence",
    "unknown": "no sentence says either way",
    "no sentence": "no sentence is on record",
    "computed": "worked out from the situation",
}
FORMULAS = {"all": "All of these", "any": "Any of these", "not": "Not this"}
RULES = {
    "unanimity": "Unanimity",
    "qualified": "A qualified majority",
    "custodian": "The custodian",
    "custodian and rule": "The custodian and a rule",
    "states": "States",
    "population": "Population",
    "blocking_minority": "No blocking minority",
    "all": "All of these rules",
    "any": "Any of these rules",
}
ANSWERS = {
    "closure": "Who comes",
    "fill": "What is filled",
    "unlock": "What would bring it about",
    "block": "What would prevent it",
    "pivot": "On whom it hangs",
    "odds": "How likely it is",
    "sweep": "In how many cases it holds",
    "consent": "Whether it is carried",
}
CELLS = {
    "unprompted": "Unprompted",
    "concerted": "Concerted",
    "assured": "Assured",
    "possible": "Possible",
    "out": "Out",
    "knot": "The knot",
    "unlock": "What it would take",
    "derivation": "How it comes about",
    "together": "Together",
    "further": "Further offers",
    "carry": "Would carry it",
    "block": "Would stop it",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Printed words and where they stand: document, start and end."""

    text: str
    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``truth`` is ``holds``, ``fails``, ``depends`` or empty; ``see`` the number of the step where
    it is told in full; ``rests`` says so where it rests on no sentence; ``deep`` is its depth."""

    number: int
    deep: int
    kind: str
    truth: str
    name: str
    why: str
    id: str
    quotes: tuple[Quote, ...]
    rests: str
    notes: tuple[str, ...]
    see: int | None
    below: int


def steps_told(tree: Json, names: Names) -> tuple[Step, ...]:
    """The steps of a tree in the order of reading, numbered from 1."""
    found = list(_walk(tree))
    places = _places([node for node, _ in found])
    return tuple(
        _step(number, deep, node, places[number - 1], names) for number, (node, deep) in enumerate(found, 1)
    )


def title_of(tree: Json, names: Names) -> str:
    """What an explanation is about, as a head: ``Who comes, and why``, ``The line troops, and why``."""
    kind, id = tree["kind"], tree["id"]
    if kind == "answer":
        about = ANSWERS.get(id, f"The answer to {plain(id)}")
    elif kind == "offer":
        spans = [(tree["why"][start:end], what) for start, end, what in tree.get("about", ())]
        actor = next((names.actor(text) for text, what in spans if what == "actor"), plain(id))
        on = next((text.partition(" ")[2] for text, what in spans if what == "does"), "")
        about = f"{actor}: {names.subject(on)}" if on else actor
    else:
        about = _name(kind, id, names)
    return f"{sentence_case(shortened(about, LONGEST))}, and why"


def _walk(tree: Json) -> Iterator[tuple[Json, int]]:
    todo = [(tree, 0)]
    while todo:
        node, deep = todo.pop()
        yield node, deep
        todo.extend((child, deep + 1) for child in reversed(node["children"]))


def _places(nodes: list[Json]) -> list[int | None]:
    """For every node that points elsewhere the number of the nearest one before it that is told in full; else
    of the first one after it."""
    first: dict[tuple[str, str], int] = {}
    for number, node in enumerate(nodes, 1):
        if "see" not in node:
            first.setdefault((node["kind"], node["id"]), number)
    latest: dict[tuple[str, str], int] = {}
    places: list[int | None] = []
    for number, node in enumerate(nodes, 1):
        key = (node["kind"], node["id"])
        if "see" in node:
            places.append(latest.get(key, first.get(key)))
        else:
            latest[key] = number
            places.append(None)
    return places


def _step(number: int, deep: int, node: Json, see: int | None, names: Names) -> Step:
    kind, why = node["kind"], reworded(node["why"], node.get("about", ()), names)
    begins = any(start == 0 and what != "figure" for start, _, what in node.get("about", ()))
    name = "" if begins or kind in ("answer", "offer") else shortened(_name(kind, node["id"], names), LONGEST)
    truth = "" if kind in WITHOUT_TRUTH and node["holds"] is None else TRUTHS[node["holds"]]
    quotes = tuple(Quote(plain(e["text"]), plain(e["doc"]), e["start"], e["end"]) for e in node["evidence"])
    shown = kind in ("offer", "change")
    return Step(
        number,
        deep,
        kind,
        truth,
        name,
        why if name else sentence_case(why),
        shortened(plain(node["id"]), LONGEST) if shown else "",
        quotes,
        RESTS.get(node["rests_on"], "") if see is None else "",
        tuple(_notes(node, names)),
        see,
        len(node["children"]),
    )


def reworded(why: str, about: Any, names: Names) -> str:
    """A sentence of the engine with the ids in it put into words."""
    told, place = [], 0
    for start, end, kind in about:
        told += [plain_inside(why[place:start]), _term(kind, why[start:end], names)]
        place = end
    return "".join([*told, plain_inside(why[place:])]).strip()


def plain_inside(text: str) -> str:
    """A part of a sentence on one line, with the blanks at its ends."""
    made = plain(text)
    if not made:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{made}{' ' if text[-1].isspace() else ''}"


def _term(kind: str, id: str, names: Names) -> str:
    match kind:
        case "actor":
            told = names.actor(id)
        case "subject" | "measure":
            told = names.subject(id)
        case "change":
            told = names.change(id)
        case "line":
            told = names.line(id)
        case "figure":
            told = number(id)
        case "does":
            told = names.does(*_stance_and_subject(id))
        case "votes":
            stance, on = _stance_and_subject(id)
            told = f"{STANCES['measure'][stance][1]} {names.subject(on)}"
        case _:
            told = names.leaf(id)
    return shortened(told, LONGEST)


def _stance_and_subject(text: str) -> tuple[str, str]:
    stance, _, on = text.partition(" ")
    return stance, on


def number(text: str) -> str:
    """A figure with its thousands apart, at most six digits behind the point; another text as it is."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return plain(text)
    if not value.is_finite() or abs(value) >= 10**18:
        return plain(text)
    return figure(round(value, 6))


def _name(kind: str, id: str, names: Names) -> str:
    match kind:
        case "leaf":
            return sentence_case(names.leaf(id))
        case "line":
            return f"Line {names.line(id)}"
        case "formula":
            return FORMULAS.get(id) or f"At least {id.removeprefix('at_least ')} of these"
        case "actor" | "member":
            return sentence_case(names.actor(id))
        case "measure":
            return sentence_case(names.subject(id))
        case "change" | "set":
            return sentence_case(names.change(id))
        case "rule":
            return RULES.get(id) or f"At least {id.removeprefix('at_least ')} of them"
        case "target":
            return f"Target: {_target(id, names)}"
        case _:
            return CELLS.get(id) or sentence_case(plain(id))


def _target(id: str, names: Names) -> str:
    if not id.startswith("{"):
        return names.leaf(id)
    try:
        return words(parse_formula(load(id, "target")), names)
    except QuestionError:
        return plain(id)


def _notes(node: Json, names: Names) -> Iterator[str]:
    if "round" in node and node["holds"] is True and node["round"] > 1:
        yield f"active in round {node['round']}, once what it needs is there"
    if "example" in node:
        holds, fails = node["example"]["holds"], node["example"]["fails"]
        yield f"for instance, it holds {_world(holds, names)}, and fails {_world(fails, names)}"


def _world(world: Mapping[str, bool], names: Names) -> str:
    true = [shortened(names.leaf(name), LONGEST) for name, value in world.items() if value]
    if not true:
        return "with nothing of it true" if len(world) > 1 else f"without {names.leaf(next(iter(world), ''))}"
    shown = true[:MOST_EXAMPLE]
    more = [counted(len(true) - len(shown), "further thing")] if len(true) > len(shown) else []
    return f"with {listed([*shown, *more])}"
