"""The first paragraph: as things stand, who would go and who would not, and why."""

from collections.abc import Iterable, Iterator, Sequence

from musterbook.book.entries import Entry
from musterbook.desk.sheets import Row
from musterbook.model.formula import Formula, leaves
from musterbook.muster.asked import UNSPECIFIED
from musterbook.presenting.formulas import given, holds, words
from musterbook.presenting.grammar import listed, plain, quoted, sentence_case, verb
from musterbook.presenting.page import Prose, Sentence
from musterbook.presenting.table import figure_of
from musterbook.presenting.view import View, by_name, conditions_of
from musterbook.presenting.worlds import stable_sentences

MOST_OTHERS = 6


def summary(view: View) -> Prose:
    """Sentences in the order of firmness; the last says that silence is no refusal (rule 1)."""
    if view.brief.stable is not None:
        return (*stable_sentences(view), _silence())
    subject = view.brief.going.subject
    if subject is None:
        return (Sentence("Nothing is offered by anybody named here."), _silence())
    rows = [row for row in view.brief.rows if row.standing.on == subject]
    ready = [row for row in rows if row.state == "out" and _counts(view, row)]
    told = (
        _headline(view, rows),
        *_possible(view, [row for row in rows if row.state == "possible"]),
        *_kept_out(view, ready),
        *_below(view, [row for row in rows if row.state == "out" and not _counts(view, row)]),
        *_groups(view, subject),
    )
    return (*told, *_others(view, subject, told), _silence())


def _others(view: View, subject: str, told: Iterable[Sentence]) -> Iterator[Sentence]:
    """What is said on other contributions, in short; what has been told already is left out."""
    known = {number for sentence in told for number in sentence.notes}
    rows = [
        row
        for row in view.brief.rows
        if row.standing.on not in (subject, UNSPECIFIED)
        and not known.issuperset(view.notes.of(row.standing.alternatives))
    ]
    found = list(_below(view, rows))
    yield from found[:MOST_OTHERS]
    if len(found) > MOST_OTHERS:
        yield Sentence("More positions on other contributions stand in the table.")


def _counts(view: View, row: Row) -> bool:
    from musterbook.codebook import LADDER

    return LADDER[view.stance(row)] >= view.threshold


def _headline(view: View, rows: Sequence[Row]) -> Sentence:
    start = "With what is supposed" if view.brief.supposed else "As things stand"
    coming = view.names.coming(view.brief.going.subject or "")
    assured = [row for row in rows if row.state == "assured"]
    subject = view.brief.going.subject
    added = [o.actor for o in view.invented if o.on == subject and view.states.get(o.id) == "assured"]
    if not assured and not added:
        return Sentence(f"{start}, nobody is assured to {coming}.")
    names = sorted([*_with_figures(view, assured), *(view.names.actor(a) for a in added)], key=by_name)
    who, many = listed(names), len(names)
    told = f"{start}, {who} {verb(many, 'is', 'are')} assured to {coming}"
    unknown = not any(figure_of(view, row.standing) for row in assured)
    return view.say(f"{told}; no figure is given." if unknown else f"{told}.", _proofs(assured))


def _with_figures(view: View, rows: Sequence[Row]) -> list[str]:
    """Each name with the figures given for it, by name."""
    told: dict[str, list[str]] = {}
    for row in rows:
        figure = figure_of(view, row.standing)
        told.setdefault(view.names.actor(row.standing.actor), []).extend([figure] if figure else [])
    ordered = sorted(told.items(), key=lambda each: by_name(each[0]))
    return [f"{name} ({listed(dict.fromkeys(figures))})" if figures else name for name, figures in ordered]


def _possible(view: View, rows: Sequence[Row]) -> Iterator[Sentence]:
    for condition, found in _by_condition(rows).items():
        who, many = view.actors(r.standing.actor for r in found), _distinct(found)
        told = f"{who} may come"
        if condition is not None:
            each = "it is" if many == 1 else "each is"
            told += f": {each} ready, but only {given(condition, view.names)}{_open(view, condition)}"
        yield view.say(f"{sentence_case(told)}.", _proofs(found))


def _open(view: View, condition: Formula) -> str:
    """Which part of a condition is not settled."""
    told = list(dict.fromkeys(leaves(condition)))
    unsettled = [leaf for leaf in told if view.truth(leaf) is None]
    if len(unsettled) == len(told):
        return ", and that is open"
    return f"; still open: {listed(view.names.leaf(leaf) for leaf in unsettled)}" if unsettled else ""


def _kept_out(view: View, rows: Sequence[Row]) -> Iterator[Sentence]:
    """Those at the threshold who do not come, by what keeps them out."""
    by_lack: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_lack.setdefault(lacking(view, row), []).append(row)
    for lacks, found in by_lack.items():
        yield _ready_but(view, found, lacks)


def lacking(view: View, row: Row) -> tuple[str, ...]:
    """The leaves that the condition cannot do without and that do not hold, in the order written."""
    condition = conditions_of(row.standing)
    if condition is None:
        return ()
    told = dict.fromkeys(leaves(condition))
    return tuple(leaf for leaf in told if view.truth(leaf) is False and not holds(condition, {leaf: False}))


def _ready_but(view: View, rows: Sequence[Row], lacks: tuple[str, ...]) -> Sentence:
    who, many = view.actors(r.standing.actor for r in rows), _distinct(rows)
    told = f"{sentence_case(who)} {verb(many, 'is', 'are')} ready, but "
    proofs = _proofs(rows)
    if lacks:
        each = "each " if many > 1 else ""
        told += f"{each}only with {listed(view.names.leaf(leaf) for leaf in lacks)}"
        why, further = _why_not(view, lacks)
        told += f", and {listed(why)}" if why else ", which does not hold"
        proofs += further
    else:
        conditions = {conditions_of(row.standing) for row in rows} - {None}
        told += _unmet(view, conditions)
    return view.say(f"{told}.", proofs)


def _unmet(view: View, conditions: Iterable[Formula | None]) -> str:
    told = sorted({words(c, view.names) for c in conditions if c is not None})
    return (
        f"what is asked for does not come about as things stand: {'; '.join(told)}" if told else "not counted"
    )


def _why_not(view: View, lacks: Iterable[str]) -> tuple[list[str], list[Entry]]:
    """The positions that keep the leaves from holding."""
    told: dict[str, None] = {}
    proofs: list[Entry] = []
    for leaf in lacks:
        circumstance = next((c for c in view.brief.situation.circumstances if c.id == leaf), None)
        behind = view.behind(circumstance) if circumstance is not None else None
        if behind is None:
            continue
        actor, on = behind
        for row in view.brief.rows:
            if (row.standing.actor, row.standing.on) == behind and row.state == "out":
                stance = view.stance(row)
                told[f"{view.names.actor(actor)} {view.names.does(stance, on)}"] = None
                proofs += row.standing.alternatives
    return list(told), proofs


def _below(view: View, rows: Sequence[Row]) -> Iterator[Sentence]:
    """What is offered or refused, by subject, rung, condition and reason."""
    kinds: dict[tuple[str, str, Formula | None, str], list[Row]] = {}
    for row in rows:
        key = row.standing.on, view.stance(row), conditions_of(row.standing), _reason(row)
        kinds.setdefault(key, []).append(row)
    for (_, stance, condition, reason), found in kinds.items():
        yield _rung_sentence(view, found, stance, condition, reason)


def _rung_sentence(
    view: View, rows: Sequence[Row], stance: str, condition: Formula | None, reason: str
) -> Sentence:
    who, many = listed(_with_figures(view, rows)), _distinct(rows)
    plural = 2 if rows[0].standing.is_group else many
    told = f"{who} {view.names.does(stance, rows[0].standing.on, plural)}"
    if condition is not None:
        told += f", subject to {words(condition, view.names)}"
    if reason:
        said = any(reason in plain(e.document.text) for row in rows for e in row.standing.alternatives)
        told += f", giving as the reason {quoted(reason)}" if said else f", for {reason}"
    return view.say(f"{sentence_case(told)}.", _proofs(rows))


def _reason(row: Row) -> str:
    told = [e.position.reason for e in row.standing.alternatives if e.position.reason]
    return plain(told[0]) if told else ""


def _groups(view: View, subject: str) -> Iterator[Sentence]:
    yield from _below(view, [row for row in view.brief.group_rows if row.standing.on == subject])


def _silence() -> Sentence:
    return Sentence("Whoever is not named is unknown, not unwilling.")


def _by_condition(rows: Iterable[Row]) -> dict[Formula | None, list[Row]]:
    found: dict[Formula | None, list[Row]] = {}
    for row in rows:
        found.setdefault(conditions_of(row.standing), []).append(row)
    return found


def _distinct(rows: Iterable[Row]) -> int:
    return len({row.standing.actor for row in rows})


def _proofs(rows: Iterable[Row]) -> list[Entry]:
    return [entry for row in rows for entry in row.standing.alternatives]
