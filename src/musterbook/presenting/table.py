"""The table: a row for every standing position, with what supports it and what speaks against it."""

from collections.abc import Iterable, Iterator, Sequence

from musterbook.book.entries import Entry
from musterbook.desk.sheets import Row
from musterbook.muster import Standing
from musterbook.presenting.formulas import only
from musterbook.presenting.grammar import counted, day, either, figure, listed, plain, quoted, sentence_case
from musterbook.presenting.names import PLACES
from musterbook.presenting.page import Mark, Rung, Sentence, Table, TableRow
from musterbook.presenting.view import View

DOUBTFUL = 0.5
KINDS = {
    "named": "",
    "spokesperson": "official word",
    "anonymous": "anonymous source",
    "narrator": "as reported",
}


def tables(view: View) -> tuple[Table, ...]:
    """Contributions, support of unspecified kind, described groups; empty ones are left out."""
    rows = view.brief.rows
    known = [row for row in rows if row.standing.on != "unspecified"]
    unspecified = [row for row in rows if row.standing.on == "unspecified"]
    made = (
        Table("who", "Who offers what", _intro(view), _rows(view, known, "row")),
        Table(
            "support",
            "Support of unspecified kind",
            _about_support(view, unspecified),
            _rows(view, unspecified, "sup"),
        ),
        Table(
            "groups",
            "Groups that are not named",
            _about_groups(),
            _rows(view, view.brief.group_rows, "grp"),
        ),
        Table("past", "Told as past, and overturned in the same text", (), _rows(view, _past(view), "past")),
    )
    return tuple(table for table in made if table.rows)


def _past(view: View) -> Iterator[Row]:
    """Positions of the read text that were overturned in it and that nothing later replaced."""
    standing = {entry.id for s in view.brief.muster.standings for entry in s.entries}
    for proof in view.notes.proofs:
        if isinstance(proof, Entry) and proof.id not in standing and proof.position.superseded:
            p = proof.position
            yield Row(Standing(p.actor, p.on, p.kind, p.where, p.stance, (proof,)), None, None)


def _intro(view: View) -> tuple[Sentence, ...]:
    rung = view.names.rung(view.brief.count_from, "")
    return (
        Sentence(
            f"An offer counts from the rung “{rung}” upwards, and only if its condition holds. "
            "Assured: whatever the open circumstances turn out to be. Possible: under some of them. "
            "Out: under none."
        ),
    )


def _about_support(view: View, rows: Sequence[Row]) -> tuple[Sentence, ...]:
    return tuple(
        view.say(
            f"{_possessive(view, row)} support is of unspecified kind.",
            row.standing.alternatives,
        )
        for row in rows
        if row.standing.level > 0
    )


def _possessive(view: View, row: Row) -> str:
    name = sentence_case(view.names.actor(row.standing.actor))
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _about_groups() -> tuple[Sentence, ...]:
    return (Sentence("A described or counted group is not its members: it adds nobody to the count."),)


def _rows(view: View, rows: Iterable[Row], prefix: str) -> tuple[TableRow, ...]:
    return tuple(table_row(view, row, f"{prefix}-{number}") for number, row in enumerate(rows, 1))


def table_row(view: View, row: Row, anchor: str) -> TableRow:
    """One line of a table; its notes lead back to it."""
    standing = row.standing
    view.notes.belong(standing.entries, anchor)
    stance = view.stance(row)
    return TableRow(
        anchor,
        standing.actor,
        standing.on,
        sentence_case(view.names.actor(standing.actor)),
        view.names.label(standing.on) + (f", {PLACES[standing.where]}" if standing.where else ""),
        figure_of(view, standing),
        Rung(_level(stance), stance, view.names.rung(stance, standing.on)),
        row.state,
        _conditions(view, standing),
        tuple(dict.fromkeys(plain(c) for e in standing.alternatives for c in e.position.caveats)),
        listed(dict.fromkeys(word_of(e) for e in standing.alternatives)),
        _clauses(view, standing.alternatives),
        tuple(_marks(view, row)),
    )


def _level(stance: str) -> int:
    from musterbook.codebook import LADDER

    return LADDER[stance]


def figure_of(view: View, standing: Standing) -> str:
    """The figures as printed, else empty: none is invented (rule 9)."""
    told = (view.names.quantity(e.position.quantity) for e in standing.alternatives)
    return either(dict.fromkeys(words for words in told if words))


def _conditions(view: View, standing: Standing) -> tuple[str, ...]:
    stated = (e.position.conditions for e in standing.alternatives)
    return tuple(only(formula, view.names) for formula in dict.fromkeys(stated) if formula is not None)


def word_of(entry: Entry) -> str:
    """Whose word it is and of which day: ``Downing Street, official word, 17 March 2025``."""
    position = entry.position
    speaker = plain(position.speaker) if position.speaker else ""
    kind = KINDS.get(position.source_kind, position.source_kind)
    if position.third_party:
        kind = f"{kind}, speaking for another" if kind else "speaking for another"
    parts = [part for part in (speaker, kind, plain(entry.document.outlet or ""), day(entry.day)) if part]
    return ", ".join(parts)


def _clauses(view: View, entries: Sequence[Entry]) -> tuple[Sentence, ...]:
    """The proving words, each once, with the notes that lead to them."""
    by_words: dict[str, list[Entry]] = {}
    for entry in entries:
        by_words.setdefault(quoted(view.notes.words(entry)), []).append(entry)
    return tuple(view.say(words, found) for words, found in by_words.items())


def _marks(view: View, row: Row) -> Iterator[Mark]:
    standing = row.standing
    yield from _supposed(view, row)
    yield from _reports(view, standing)
    yield from _against(view, standing)
    yield from _earlier(view, standing)
    yield from _care(view, standing)
    yield from _reviewed(view, standing)


def _supposed(view: View, row: Row) -> Iterator[Mark]:
    if view.moved(row):
        said = view.names.rung(row.standing.stance, row.standing.on)
        yield Mark("supposed", view.say(f"Supposed; as reported it is “{said}”.", row.standing.alternatives))


def _reports(view: View, standing: Standing) -> Iterator[Mark]:
    if standing.corroboration > 1:
        told = f"{sentence_case(counted(standing.corroboration, 'independent report'))} of this stance."
        yield Mark("corroborated", view.say(told, standing.alternatives))
    ways = {e.position.conditions for e in standing.alternatives}
    if len(ways) > 1 and None not in ways:
        yield Mark(
            "alternatives",
            view.say("Alternative ways to take part, all of which stand.", standing.alternatives),
        )
    elif len(ways) > 1:
        told = "One report states no condition; the conditions of the others are kept."
        yield Mark("alternatives", view.say(told, standing.alternatives))
    reasons = dict.fromkeys(plain(e.position.reason) for e in standing.alternatives if e.position.reason)
    for reason in reasons:
        yield Mark("reason", view.say(f"Reason: {_as_said(view, standing, reason)}.", standing.alternatives))


def _as_said(view: View, standing: Standing, reason: str) -> str:
    """Between quotation marks where these are the words of the text, else as the reader names it."""
    pages = (view.notes.library.shown(e.document) for e in standing.alternatives)
    return quoted(reason) if any(reason in plain(page.text) for page in pages) else reason


def _against(view: View, standing: Standing) -> Iterator[Mark]:
    for entry in standing.conflict or ():
        rung = view.names.rung(entry.position.stance, standing.on)
        told = f"Conflict: “{rung}” on the same day ({word_of(entry)}); the lower rung is taken."
        yield Mark("conflict", view.say(told, [entry]))
    for entry in standing.overruled:
        rung = view.names.rung(entry.position.stance, standing.on)
        who = "a third party" if entry.rank == 0 else "an anonymous source"
        told = f"Overruled: “{rung}” by the word of {who} ({word_of(entry)})."
        yield Mark("overruled", view.say(told, [entry]))


def _earlier(view: View, standing: Standing) -> Iterator[Mark]:
    for entry in reversed(standing.history):
        rung = view.names.rung(entry.position.stance, standing.on)
        how = "overturned in the same text" if entry.position.superseded else "superseded"
        yield Mark("earlier", view.say(f"Earlier, {how}: “{rung}” ({word_of(entry)}).", [entry]))


def _care(view: View, standing: Standing) -> Iterator[Mark]:
    if standing.rank < 2:
        who = "an anonymous source" if standing.rank == 1 else "a third party"
        yield Mark("rank", view.say(f"Rests on the word of {who} only.", standing.alternatives))
    if standing.where:
        yield Mark("place", view.say(f"Binds only {PLACES[standing.where]}.", standing.alternatives))
    if standing.day is None:
        yield Mark("undated", view.say("Carries no day.", standing.alternatives))
    doubtful = [e for e in standing.alternatives if e.position.confidence < DOUBTFUL]
    for entry in doubtful:
        told = f"Read with low confidence ({figure(round(entry.position.confidence, 2))})."
        yield Mark("doubt", view.say(told, [entry]))


def _reviewed(view: View, standing: Standing) -> Iterator[Mark]:
    for entry in standing.alternatives:
        if entry.state == "accepted" or entry.corrected:
            done = "Corrected" if entry.corrected else "Accepted"
            told = f"{done} by {plain(entry.reviewer or 'a reviewer')}."
            yield Mark("review", view.say(told, [entry]))
