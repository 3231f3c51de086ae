"""The knots of a closure in words: who waits for whom, and who must move first to untie them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from musterbook.presenting.grammar import counted, figure, listed, plain
from musterbook.reports.lines import Lines

Json = Mapping[str, Any]
Words = Callable[[str], str]
MOST = 20
MOST_NAMED = 12


def knot_lines(out: Lines, answer: Json, words: Words) -> None:
    """Adds a passage for every knot, and who only follows; ``words`` names an offer."""
    for knot in answer.get("knots", [])[:MOST]:
        _knot(out, knot, words)
    _left(out, len(answer.get("knots", [])) - MOST, "knot")
    if answer.get("followers"):
        out.gap()
        out.para(f"They only follow: {_named(answer['followers'], words)}.")


def _knot(out: Lines, knot: Json, words: Words) -> None:
    members = knot["members"]
    out.sub(f"A knot of {counted(len(members), 'offer')}: {_named(members, words)}")
    for name in members[:MOST]:
        waited = knot["waits"][name]
        others = _named(waited, words) if waited != [name] else "itself"
        out.item(f"{words(name)} waits for {others}")
    _left(out, len(members) - MOST, "offer")
    if knot["world"]:
        out.para(f"Seen {_world(knot['world'])}.")
    if knot["behind"]:
        out.para(f"It also hangs on {_named(knot['behind'], words)}, taken here as coming.")
    out.para(_push(knot, words))


def _push(knot: Json, words: Words) -> str:
    sets = knot["push"]
    if not sets:
        return f"No push was found: {knot['push_cap']}."
    ways = "; or ".join(_named(found, words) for found in sets[:MOST])
    more = f"; and {figure(len(sets) - MOST)} more ways" if len(sets) > MOST else ""
    kind = "The smallest push" if knot["push_smallest"] else "A push"
    capped = f" ({knot['push_cap']})" if knot.get("push_cap") else ""
    return f"{kind} that unties it, whoever moves first whatever the conditions: {ways}{more}{capped}."


def _world(world: Mapping[str, bool]) -> str:
    true = [plain(name) for name, holds in world.items() if holds]
    if not true:
        return "where no unknown circumstance is true"
    rest = ", the other unknown ones false" if len(true) < len(world) else ""
    return f"where {listed(true)} {'is' if len(true) == 1 else 'are'} true{rest}"


def _named(names: Sequence[str], words: Words) -> str:
    some = [words(name) for name in names[:MOST_NAMED]]
    more = len(names) - MOST_NAMED
    return listed([*some, f"{figure(more)} more"] if more > 0 else some)


def _left(out: Lines, count: int, what: str) -> None:
    if count > 0:
        out.para(f"and {counted(count, f'more {what}')}; --json lists them all")
