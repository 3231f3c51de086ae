"""A reading as text: positions with rung, conditions, word and clause; claims; problems."""

from musterbook.book.entries import entries_of
from musterbook.codebook import Codebook
from musterbook.model.position import Claim, Position
from musterbook.model.reading import Reading
from musterbook.model.span import Spans
from musterbook.presenting.formulas import only
from musterbook.presenting.grammar import day, days, listed, plain, quoted, sentence_case
from musterbook.presenting.names import PLACES, Names
from musterbook.presenting.shown import Shown, shown
from musterbook.presenting.table import word_of
from musterbook.reports.lines import Lines, width_of
from musterbook.reports.terminal import ladder


def reading_text(reading: Reading, codebook: Codebook, width: int | None = None) -> str:
    """What was read in one document, in its order."""
    out, names, page = Lines(width_of(width)), Names(codebook), shown(reading.document)
    document = reading.document
    out.title(plain(document.title) if document.title else f"Document {document.id}")
    out.para(
        ", ".join(
            part for part in (plain(document.outlet or ""), day(document.published), document.id) if part
        )
    )
    out.head(f"Positions ({len(reading.positions)})")
    for entry in entries_of(reading)[0]:
        _position(out, entry.position, word_of(entry), names, page)
    out.head(f"Claims ({len(reading.claims)})")
    for claim in reading.claims:
        out.item(f"{claim.id} {_claim(claim, names)}: {_quote(claim.evidence, page)}")
    out.head(f"Statements ({len(reading.statements)})")
    for statement in reading.statements:
        who = page.words(statement.source) or statement.speaker or "unnamed"
        told = f"{statement.id} {plain(who)} ({statement.source_kind}): {_quote(statement.content, page)}"
        out.item(told)
    out.head(f"Not understood and other remarks ({len(reading.problems)})")
    for problem in reading.problems:
        out.item(f"{problem.kind.replace('_', ' ')}: {quoted(problem.message)}")
    return out.text()


def _quote(spans: Spans, page: Shown) -> str:
    return quoted(page.words(spans))


def _position(out: Lines, position: Position, word: str, names: Names, page: Shown) -> None:
    what = names.label(position.on) + (f", {PLACES[position.where]}" if position.where else "")
    figure = names.quantity(position.quantity)
    out.gap()
    out.para(
        f"{position.id} {sentence_case(names.actor(position.actor))}: {what}"
        + (f", {figure}" if figure else "")
    )
    rung = f"{ladder(position.level)} {names.rung(position.stance, position.on)}"
    condition = f", {only(position.conditions, names)}" if position.conditions is not None else ""
    out.para(f"{rung}{condition}", indent=2)
    for caveat in position.caveats:
        out.para(f"caveat: {plain(caveat)}", indent=2)
    if position.reason:
        out.para(f"reason: {quoted(position.reason)}", indent=2)
    out.para(word + (", overturned in the same text" if position.superseded else ""), indent=2)
    out.para(_quote(position.evidence, page), indent=2)


def _claim(claim: Claim, names: Names) -> str:
    amount = names.amount(claim.low, claim.high, claim.unit)
    subject = names.subject(claim.on) if claim.on else ""
    when = days(claim.from_day, claim.to_day) if claim.from_day else ""
    needs = f"only with {listed(names.subject(e) for e in claim.enablers)}" if claim.enablers else ""
    told = ", ".join(part for part in (subject, amount, when, needs) if part)
    return f"{claim.kind}" + (f" ({told})" if told else "")
