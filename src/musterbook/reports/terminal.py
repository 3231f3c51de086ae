"""The brief for a terminal: the same content in the same order as the page, readable without colour."""

from collections.abc import Iterable

from musterbook.codebook import Codebook
from musterbook.desk.sheets import Brief
from musterbook.presenting import brief_page
from musterbook.presenting.page import BriefPage, EventView, LineView, SetList, Table, TableRow
from musterbook.reports.lines import Lines, cited, width_of
from musterbook.reports.marked import paragraph

STATES = {"assured": "● assured", "possible": "◐ possible", "out": "○ out"}
LOWEST, RUNGS = -2, 7
WIDE = 90


def brief_text(brief: Brief, codebook: Codebook, width: int | None = None, colour: bool = False) -> str:
    """The brief as text, wrapped to ``width`` columns (None: the terminal's)."""
    return page_text(brief_page(brief, codebook), width, colour)


def page_text(page: BriefPage, width: int | None = None, colour: bool = False) -> str:
    out = Lines(width_of(width), colour)
    _head(out, page)
    _summary(out, page)
    _tables(out, page)
    _outlook(out, page)
    _needs(out, page)
    _measures(out, page)
    _tally(out, page)
    _texts(out, page)
    _missed(out, page)
    out.gap()
    out.para(f"Situation {page.head.hash[:16]}. Read by machine, to be checked by people.", style="quiet")
    return out.text()


def _head(out: Lines, page: BriefPage) -> None:
    out.title(page.head.title)
    room = max(len(name) for name, _ in page.head.facts)
    for name, value in page.head.facts:
        out.named(name, value, room)


def _summary(out: Lines, page: BriefPage) -> None:
    out.head("1 As things stand")
    out.para(" ".join(cited(sentence) for sentence in page.summary))


def _tables(out: Lines, page: BriefPage) -> None:
    out.head("2 The table")
    if not page.tables:
        out.para("No position was read.")
    for table in page.tables:
        out.sub(table.title)
        table_lines(out, table)


def table_lines(out: Lines, table: Table) -> None:
    """The rows of a table: a line of columns, then conditions, source and words under it."""
    for sentence in table.intro:
        out.para(cited(sentence), style="quiet")
    for row in table.rows:
        out.gap()
        _row(out, row, table.measures)


def _row(out: Lines, row: TableRow, measure: bool) -> None:
    what = "" if measure else ", ".join(part for part in (row.what, row.figure) if part)
    state = "" if measure else STATES.get(row.state or "", "not counted")
    rung = f"{ladder(row.rung.level)} {row.rung.words}"
    if out.width >= WIDE:
        rooms = (out.width * 28 // 100, out.width * 28 // 100, 24, 14)
        out.columns(zip((row.who, what, rung, state), rooms, strict=True), "strong")
    else:
        out.para(row.who + (f": {what}" if what else ""), style="strong")
        out.para("; ".join(part for part in (rung, state) if part), indent=2)
    out.para("; or ".join(row.conditions) or "no condition stated", indent=2)
    for caveat in row.caveats:
        out.para(f"caveat: {caveat}", indent=2)
    out.para(row.word, indent=2, style="quiet")
    for clause in row.clauses:
        out.para(cited(clause), indent=2)
    for mark in row.marks:
        out.item(cited(mark.sentence), mark="*", indent=2)


def ladder(level: int) -> str:
    """Seven rungs from refusal to being there; the one reached is filled."""
    return "".join("▮" if LOWEST + place == level else "·" for place in range(RUNGS))


def _outlook(out: Lines, page: BriefPage) -> None:
    look = page.outlook
    out.head("3 What would change it")
    out.para(f"{cited(look.target)} {cited(look.why)}")
    for sentence in look.hangs:
        out.para(cited(sentence), style="strong")
    for sentence in look.stable:
        out.para(cited(sentence))
    _sets(out, "What would bring it about", look.unlock)
    _sets(out, "What would prevent it", look.block)
    for title, sentences in (("Who waits for whom", look.knot), ("Ready, but waiting", look.waiting)):
        if sentences:
            out.sub(title)
            for sentence in sentences:
                out.item(cited(sentence))


def _sets(out: Lines, title: str, found: SetList | None) -> None:
    if found is None:
        return
    out.sub(title)
    out.para(cited(found.intro))
    for number, sentence in enumerate(found.sets, 1):
        out.item(cited(sentence), mark=f"{number}.")
    if found.more:
        out.para(f"And {found.more} more, left off here; the JSON form lists them all.", style="quiet")
    if not found.complete:
        out.para("The search was capped: there may be further sets.", style="quiet")


def _needs(out: Lines, page: BriefPage) -> None:
    out.head("4 The requirement")
    for sentence in page.needs_intro:
        out.para(cited(sentence), style="quiet")
    for line in page.needs:
        _need(out, line)


def _need(out: Lines, line: LineView) -> None:
    out.sub(line.title)
    out.para(cited(line.wording))
    if line.bar is not None:
        room = min(40, out.width - 20)
        out.named("Present", fill(line.bar.present, room), 9)
        out.named("Sustained", fill(line.bar.sustained, room), 9)
    for sentence in line.told:
        out.item(cited(sentence))


def fill(pair: tuple[float, float], room: int) -> str:
    """A bar: solid up to the low end, shaded up to the high end."""
    low, high = (int(share * room) for share in pair)
    return f"[{'█' * low}{'▒' * (high - low)}{'.' * (room - high)}]"


def _measures(out: Lines, page: BriefPage) -> None:
    out.head("5 Measures")
    if not page.measures:
        out.para("No measure is spoken of.")
    for measure in page.measures:
        out.sub(measure.title)
        out.para(cited(measure.rule), style="quiet")
        for sentence in measure.told:
            out.item(cited(sentence))
        table_lines(out, measure.table)


def _tally(out: Lines, page: BriefPage) -> None:
    tally = page.tally
    out.head("6 Claims and the named")
    if not tally.reconciled:
        out.para("No number of members is claimed.")
    for sentence in tally.reconciled:
        out.para(cited(sentence), style="strong")
    _dated(out, "What is said of the whole", tally.aggregates)
    _dated(out, "What is said to be needed", tally.requirements)
    _dated(out, "Events by date", tally.events)
    _dated(out, "Warnings", tally.warnings)


def _dated(out: Lines, title: str, events: Iterable[EventView]) -> None:
    found = list(events)
    if not found:
        return
    out.sub(title)
    room = max(len(event.when) for event in found)
    for event in found:
        out.named(event.when, cited(event.sentence), room)


def _texts(out: Lines, page: BriefPage) -> None:
    out.head("7 The text")
    out.para("[3: words] are the words of note 3; [?] stands before what was not understood.", style="quiet")
    for text in page.texts:
        out.sub(text.source.words)
        if text.source.url:
            out.para(text.source.url)
        if not text.whole:
            out.para("Only the paragraphs with words cited above.", style="quiet")
        for segments in text.paragraphs:
            told, news = paragraph(segments)
            out.gap()
            out.para(told if news else f"(no news) {told}", style=None if news else "quiet")


def _missed(out: Lines, page: BriefPage) -> None:
    out.head("8 What was not understood")
    for found in page.missed:
        out.item(cited(found.sentence))
    if not page.missed:
        out.para(
            "No sentence that names an actor and speaks of an offer was left unread. "
            "That is no proof that all was read rightly."
        )
    if page.set_aside:
        out.sub("Said, but set aside")
        for found in page.set_aside:
            out.item(cited(found.sentence))
    if page.assumptions:
        out.sub("Taken for granted")
        for sentence in page.assumptions:
            out.item(cited(sentence))
