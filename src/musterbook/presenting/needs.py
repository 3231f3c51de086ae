"""The requirement: what is asked, present, sustained and missing (rules 9 and 10); no figure is invented."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from musterbook.desk.sheets import LineSheet
from musterbook.model.situation import Line, Offer
from musterbook.presenting.grammar import counted, figure, interval, listed, quoted, sentence_case, verb
from musterbook.presenting.page import Bar, LineView, Prose, Sentence
from musterbook.presenting.view import View


def needs(view: View) -> tuple[LineView, ...]:
    """One entry per requirement line, in the order of the requirement."""
    lines = {line.id: line for line in view.brief.situation.lines}
    return tuple(_line(view, sheet, lines[sheet.id], n) for n, sheet in enumerate(view.brief.lines, 1))


def intro(view: View) -> Prose:
    if not view.brief.situation.lines:
        return (Sentence("No requirement is stated in the text, and none was given."),)
    if view.brief.stable is not None:
        return (Sentence("With several or no stable outcomes there is no single fill."),)
    return (
        Sentence(
            "Counted are the offers that come about with every open circumstance taken as false. "
            "Offers without a figure are counted apart."
        ),
    )


def _line(view: View, sheet: LineSheet, line: Line, number: int) -> LineView:
    anchor = f"line-{number}"
    view.notes.belong(sheet.claims, anchor)
    return LineView(
        anchor,
        sentence_case(view.names.line(line.id)),
        _wording(view, sheet, line),
        _bar(sheet),
        tuple(_told(view, sheet, line)),
    )


def _wording(view: View, sheet: LineSheet, line: Line) -> Sentence:
    """The requirement as worded where the text words it, else as given."""
    told = [w for c in sheet.claims if c.claim.on == line.on and (w := _claimed(view, c.claim))]
    if told:
        worded = listed(dict.fromkeys(quoted(view.notes.words(c), 120) for c in sheet.claims))
        asked = f"Required: {listed(dict.fromkeys(told))}, worded as {worded}"
    elif line.quantity is None:
        asked = f"Required: {view.names.subject(line.on)}, no quantity stated"
    else:
        asked = f"Required: {figure(line.quantity)} {_unit(view, line.on, sheet)}".rstrip()
    if line.enablers:
        asked += (
            f"; counts only as far as {listed(view.names.line(e) for e in line.enablers)} {_is(line)} there"
        )
    return view.say(f"{asked}.", sheet.claims)


def _is(line: Line) -> str:
    return verb(len(line.enablers), "is", "are")


def _claimed(view: View, claim: Any) -> str:
    return view.names.amount(claim.low, claim.high, claim.unit)


def _unit(view: View, on: str, sheet: LineSheet) -> str:
    unit = next((c.claim.unit for c in sheet.claims if c.claim.on == on and c.claim.unit), None)
    used = next(
        (o.quantity.unit for o in view.brief.situation.offers if o.on == on and o.quantity.unit), None
    )
    return view.names.unit(unit or used)


def _told(view: View, sheet: LineSheet, line: Line) -> Iterator[Sentence]:
    offers = {offer.id: offer for offer in view.brief.situation.offers}
    active = [offers[id] for id in sheet.offers if id in offers]
    if line.quantity is None:
        yield _in_place(view, sheet, line, active)
    else:
        yield _present(view, sheet, line, active)
        yield _sustained(view, sheet, line)
        yield _missing(sheet, line)
    yield from _uncounted(sheet)
    yield from _waiting(view, line, active)


def _in_place(view: View, sheet: LineSheet, line: Line, active: Sequence[Offer]) -> Sentence:
    on = view.names.subject(line.on)
    if active:
        who = view.actors(o.actor for o in active)
        if sheet.fill["filled"]:
            return _say(view, f"In place: {on} from {who}.", active)
        return _say(view, f"{sentence_case(on)} from {who} would be there, but not what enables it.", active)
    spoken = [o for o in view.brief.situation.offers if o.on == line.on and o.level < view.threshold]
    if not spoken:
        return Sentence(f"Missing: nobody named here provides {on}.")
    told = [f"{view.names.actor(o.actor)} {view.names.does(o.stance, o.on)}" for o in spoken]
    return _say(view, f"Missing: {listed(told)}.", spoken)


def _present(view: View, sheet: LineSheet, line: Line, active: Sequence[Offer]) -> Sentence:
    low, high = sheet.fill["present"]
    of = f"of {figure(line.quantity or 0)}"
    if not active:
        return Sentence(f"Present: 0 {of}.")
    who = view.actors(o.actor for o in active)
    start = "Present by the figures given" if sheet.fill["unquantified"] else "Present"
    return _say(view, f"{start}: {interval(low, high)} {of}, from {who}.", active)


def _sustained(view: View, sheet: LineSheet, line: Line) -> Sentence:
    low, high = sheet.fill["sustained"]
    told = f"Sustained: {interval(low, high)} of {figure(line.quantity or 0)}"
    missing = [e for e in line.enablers if not _filled(view, e)]
    if missing:
        told += (
            f", since {listed(view.names.line(e) for e in missing)} {verb(len(missing), 'is', 'are')} missing"
        )
    return Sentence(f"{told}.")


def _filled(view: View, line: str) -> bool:
    return any(sheet.fill["filled"] for sheet in view.brief.lines if sheet.id == line)


def _missing(sheet: LineSheet, line: Line) -> Sentence:
    low, high = (Decimal(str(v)) for v in sheet.fill["present"])
    wanted = line.quantity or Decimal(0)
    if wanted - low <= 0:
        return Sentence("Missing: nothing, by the figures given.")
    told = interval(max(Decimal(0), wanted - high), wanted - low)
    if sheet.fill["unquantified"]:
        return Sentence(
            f"Missing by the figures given: {told}; the offers without a figure may make up for some of it."
        )
    return Sentence(f"Missing: {told}.")


def _uncounted(sheet: LineSheet) -> Iterator[Sentence]:
    count = sheet.fill["unquantified"]
    if count:
        offers = sentence_case(counted(count, "offer"))
        come, are = verb(count, "comes", "come"), verb(count, "is", "are")
        yield Sentence(f"{offers} {come} without a figure and {are} counted apart.")


def _waiting(view: View, line: Line, active: Sequence[Offer]) -> Iterator[Sentence]:
    """Those ready but not there: how many of them named a figure."""
    there = {o.id for o in active}
    ready = [
        o
        for o in view.brief.situation.offers
        if o.on == line.on and o.level >= view.threshold and o.id not in there
    ]
    if not ready:
        return
    who = sentence_case(view.actors(o.actor for o in ready))
    many = len({o.actor for o in ready})
    told = f"{who} {verb(many, 'is', 'are')} ready but not there"
    known = [o for o in ready if o.quantity.known]
    if line.quantity is not None and not known:
        told += f"; {'it has' if many == 1 else 'none of them has'} given {'no' if many == 1 else 'a'} figure"
        told += f", so the figures for {figure(line.quantity)} are missing"
    elif known:
        low = sum((o.quantity.low or Decimal(0) for o in known), Decimal(0))
        high = sum((o.quantity.high or o.quantity.low or Decimal(0) for o in known), Decimal(0))
        told += (
            f", with {view.names.amount(low, high, known[0].quantity.unit)} between them"
            if many > 1
            else (f", with {view.names.quantity(known[0].quantity)}")
        )
        if len(known) < len(ready):
            told += f" and {counted(len(ready) - len(known), 'offer')} without a figure"
    yield _say(view, f"{told}.", ready)


def _say(view: View, text: str, offers: Sequence[Offer]) -> Sentence:
    found = [view.brief.trail.offers[o.id] for o in offers if o.id in view.brief.trail.offers]
    return view.say(text, [entry for standing in found for entry in standing.alternatives])


def _bar(sheet: LineSheet) -> Bar | None:
    """Shares of the quantity; None for a line without one."""
    wanted = sheet.fill["quantity"]
    if not wanted:
        return None
    present = _shares(sheet.fill["present"], wanted)
    sustained = _shares(sheet.fill["sustained"], wanted)
    words = f"{_percent(present)} of {figure(wanted)} present, {_percent(sustained)} sustained"
    return Bar(present, sustained, words)


def _shares(pair: Sequence[Any], wanted: Any) -> tuple[float, float]:
    low, high = (min(1.0, float(value) / float(wanted)) for value in pair)
    return low, high


def _percent(share: tuple[float, float]) -> str:
    low, high = (int(value * 100) for value in share)
    return f"{low} %" if low == high else f"{low} to {high} %"
