"""The engine's answers as text, from their JSON form: what ``ask`` prints without ``--json``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import counted, figure, interval, listed, plain, quoted, sentence_case
from musterbook.presenting.names import Names
from musterbook.presenting.told import steps_told
from musterbook.reports.calendars import away_lines, fill_limits, shock_lines, timeline_lines
from musterbook.reports.compared import compare_lines
from musterbook.reports.consented import consent_lines
from musterbook.reports.knotted import knot_lines
from musterbook.reports.lines import Lines, width_of
from musterbook.reports.plans import sustain_lines
from musterbook.reports.weighed import change_words, odds_lines, pivot_lines, sweep_lines

Json = Mapping[str, Any]
HOLDS = {"holds": "yes", "fails": "no ", "depends": "?  ", "": "-  "}
MOST, FEW = 40, 12
SAME = "The same: nobody waits for another who waits in turn."


def answer_text(question: str, answer: Json, codebook: Codebook, width: int | None = None) -> str:
    """A readable form of an answer; one of an unknown kind is shown as its keys and values."""
    out = Lines(width_of(width))
    kind = "stable" if "stable" in answer else question
    _TOLD.get(kind, _other)(out, answer, Names(codebook))
    return out.text()


def offer_words(id: str, names: Names) -> str:
    """``GBR:troops (the United Kingdom, troops)``; an id of the user's own as it is."""
    actor, _, rest = id.removeprefix("raise:").partition(":")
    on = rest.partition("@")[0]
    if names.codebook.is_actor(actor) and on in names.codebook.contributions:
        return f"{plain(id)} ({names.actor(actor)}, {names.subject(on)})"
    return plain(id)


def _closure(out: Lines, answer: Json, names: Names) -> None:
    for title, way in (
        ("Unprompted: nobody moves first", "unprompted"),
        ("Concerted: all move together", "concerted"),
    ):
        out.sub(title)
        if way == "concerted" and not answer["knot"] and answer["concerted"] == answer["unprompted"]:
            out.para(SAME if answer.get("knot_complete", True) else "The same.")
            continue
        for state in ("assured", "possible", "out"):
            out.named(state, _who(answer[way][state], names), 8)
    if answer["knot"]:
        _waiting(out, answer, names)
    if answer.get("unknown"):
        out.gap()
        out.para(f"Unknown: {listed(plain(id) for id in answer['unknown'])}.")
    _cap(out, answer)


def _who(ids: Sequence[str], names: Names) -> str:
    """The offers; of many how many first."""
    told = listed(offer_words(id, names) for id in ids) or "nobody"
    return told if len(ids) <= FEW else f"{counted(len(ids), 'offer')}: {told}"


def _waiting(out: Lines, answer: Json, names: Names) -> None:
    knot = listed(offer_words(id, names) for id in answer["knot"])
    out.gap()
    out.para(f"Waiting for each other: {knot}.")
    knot_lines(out, answer, lambda id: offer_words(id, names))


def _stable(out: Lines, answer: Json, names: Names) -> None:
    models = answer["stable"]
    if not models and answer.get("cycle"):
        out.para("No outcome is stable: the conditions contradict each other.")
        chain = [*answer["cycle"], answer["cycle"][0]]
        out.para("Each of these depends on the next: " + " > ".join(offer_words(id, names) for id in chain))
        return
    out.para(
        f"{sentence_case(counted(len(models), 'stable outcome'))}, unknown circumstances taken as false:"
    )
    for number, model in enumerate(models[:MOST], 1):
        out.item(listed(offer_words(id, names) for id in model) or "nobody comes", mark=f"{number}.")
    _left(out, len(models) - MOST)
    _cap(out, answer)


def _fill(out: Lines, answer: Json, names: Names) -> None:
    if not answer["lines"]:
        out.para("No line asks for anything: there is nothing to fill.")
    for line in answer["lines"]:
        out.sub(f"{plain(line['id'])}: {'filled' if line['filled'] else 'not filled'}")
        if line["quantity"] is not None:
            wanted = figure(line["quantity"])
            out.named("present", f"{interval(*line['present'])} of {wanted}", 9)
            out.named("sustained", f"{interval(*line['sustained'])} of {wanted}", 9)
        else:
            out.para(
                "no quantity asked: full as soon as anyone comes"
                if line["ratio"][0] != 1
                else "somebody is there"
            )
        if line["unquantified"]:
            out.para(f"{counted(line['unquantified'], 'offer')} without a figure, counted apart")
        fill_limits(out, line, names)
    out.gap()
    out.para(f"Active: {_who(answer['active'], names)}.")
    away_lines(out, answer, names)


def _unlock(out: Lines, answer: Json, names: Names) -> None:
    if answer["sets"] == [[]]:
        out.para("The target holds as things stand; nothing need change.")
    elif not answer["sets"]:
        out.para("No change considered reaches the target, not even all together.")
        out.para("What is missing then: explain --of unlock.")
    else:
        out.para("The smallest sets of changes that reach the target:")
        _sets(out, answer["sets"], names)
    _cap(out, answer)


def _block(out: Lines, answer: Json, names: Names) -> None:
    if answer["sets"] == [[]]:
        out.para("The target fails even if every change comes true.")
        out.para("What is missing then: explain --of block.")
    elif not answer["sets"]:
        out.para("No failure of any change prevents the target.")
    else:
        out.para("The smallest sets of changes whose absence prevents the target:")
        _sets(out, answer["sets"], names)
    _cap(out, answer)


def _sets(out: Lines, sets: Sequence[Sequence[str]], names: Names) -> None:
    for number, found in enumerate(sets[:MOST], 1):
        out.item(listed(change_words(id, names) for id in found), mark=f"{number}.")
    _left(out, len(sets) - MOST)


def _left(out: Lines, count: int) -> None:
    if count > 0:
        out.para(f"and {figure(count)} more; --json lists them all")


def _cap(out: Lines, answer: Json) -> None:
    if answer.get("cap"):
        out.para(f"Capped: {answer['cap']}.")


def _explain(out: Lines, answer: Json, names: Names) -> None:
    """The tree, each reason under the one it explains."""
    steps = steps_told(answer["tree"], names)
    meant = {step.see for step in steps}
    for step in steps:
        indent = min(2 * step.deep, out.width // 2)
        name = f"{step.name}: " if step.name else ""
        rests = f" ({step.rests})" if step.rests else ""
        see = f" #{step.see}" if step.see is not None else ""
        tags = f" [{step.id}]" * bool(step.id) + f" (#{step.number})" * (step.number in meant)
        out.item(f"{name}{step.why}{see}{rests}{tags}", mark=HOLDS[step.truth], indent=indent)
        for quote in step.quotes:
            out.para(f"{quoted(quote.text)} ({quote.doc}, {quote.start}-{quote.end})", indent + 4)
        for note in step.notes:
            out.para(note, indent + 4)
    _cap(out, answer)


def _other(out: Lines, answer: Json, _: Names) -> None:
    for name, value in _flat("", answer):
        out.named(name, value, 12)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), item)
    else:
        yield name, plain(str(value))


_TOLD: dict[str, Callable[[Lines, Json, Names], None]] = {
    "closure": _closure,
    "stable": _stable,
    "fill": _fill,
    "timeline": timeline_lines,
    "shock": shock_lines,
    "unlock": _unlock,
    "block": _block,
    "compare": compare_lines,
    "consent": consent_lines,
    "explain": _explain,
    "pivot": pivot_lines,
    "odds": odds_lines,
    "sweep": sweep_lines,
    "sustain": sustain_lines,
}
