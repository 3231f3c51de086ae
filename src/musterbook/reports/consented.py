"""The answer of ``consent`` as text: carried or not, who holds it up on which condition, the least sets."""

from collections.abc import Mapping, Sequence
from typing import Any

from musterbook.model.formula import parse_formula
from musterbook.presenting.formulas import words
from musterbook.presenting.grammar import figure, in_words, listed, plain, quoted, sentence_case, verb
from musterbook.presenting.names import Names
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
MOST, FEW = 40, 10
CAMPS = (("Support", "supporters"), ("Against", "against"), ("Undecided", "undecided"))


def consent_lines(out: Lines, answer: Json, names: Names) -> None:
    """Writes the whole answer."""
    out.para(_verdict(answer))
    for title, key in CAMPS:
        out.named(title, _actors(answer[key], names) or "nobody", 9)
    _blockers(out, answer, names)
    _lifts(out, answer, names)
    for title, key in (("Would carry it", "carry"), ("Would stop it", "block")):
        _sets(out, title, answer[key], answer[f"{key}_count"], names)
    if answer.get("cap"):
        out.para(f"Capped: {answer['cap']}.")


def _verdict(answer: Json) -> str:
    if answer["carried"]:
        return "Carried as things stand."
    undecided = "it would be if all the undecided joined"
    more = undecided if answer["possible"] else "not even with all the undecided"
    return f"Not carried as things stand; {more}."


def _blockers(out: Lines, answer: Json, names: Names) -> None:
    """Who stands in every set that would carry it, with the words of those who spoke."""
    blockers = answer["blockers"]
    if not blockers:
        return
    out.sub("Nothing carries it without")
    for blocker in blockers[:MOST]:
        stance = blocker["stance"]
        told = "silent" if stance is None else stance.replace("_", " ")
        out.item(f"{names.actor(blocker['member'])} ({told})")
        _quotes(out, blocker["evidence"])
    _left(out, len(blockers) - MOST)


def _lifts(out: Lines, answer: Json, names: Names) -> None:
    for lift in answer["lifts"][:MOST]:
        who = names.actor(lift["member"])
        condition = words(parse_formula(lift["condition"]), names)
        out.sub(f"{sentence_case(who)} would move on condition of {condition}")
        out.para(_needed(lift, names))
        then = "it is carried" if lift["carried_then"] else "it is still not carried"
        out.para(f"With the support of {who} and all else as it is, {then}.")
        _quotes(out, lift["evidence"])
    _left(out, len(answer["lifts"]) - MOST)
    ways = [found for found in answer["lifts_together"] if found]
    if ways and not answer["carried"]:
        out.gap()
        told = "; or of ".join(_actors(found, names) for found in ways[:MOST])
        out.para(f"It is carried once the conditions of these are met: {told}.")


def _needed(lift: Json, names: Names) -> str:
    if lift["needs"] == [[]]:
        return "That holds already."
    if not lift["needs"]:
        return "Nothing that could be brought about would do."
    told = "; or ".join(listed(names.leaf(leaf) for leaf in found) for found in lift["needs"][:MOST])
    who = _actors(lift["guarantors"], names, FEW)
    return f"It needs {told}." + (f" Who could bring that about: {who}." if who else "")


def _sets(out: Lines, title: str, sets: Sequence[Sequence[str]], count: int | None, names: Names) -> None:
    if not sets or list(sets) == [[]]:
        return
    out.sub(title)
    for found in sets[:FEW]:
        out.item(_actors(found, names))
    _left(out, (len(sets) if count is None else count) - FEW)


def _quotes(out: Lines, evidence: Sequence[Json]) -> None:
    for passage in evidence:
        place = f"{plain(passage['doc'])}, {passage['start']}-{passage['end']}"
        out.para(f"{quoted(passage['text'])} ({place})", 4)


def _actors(actors: Sequence[str], names: Names, most: int = MOST) -> str:
    if len(actors) <= most:
        return listed(names.actor(id) for id in actors)
    left = len(actors) - most
    return listed(
        [*(names.actor(id) for id in actors[:most]), f"{in_words(left)} {verb(left, 'other', 'others')}"]
    )


def _left(out: Lines, count: int) -> None:
    if count > 0:
        out.para(f"and {figure(count)} more; --json lists them")
