"""The requirement: what is asked, present, sustained and missing (rules 9 and 10); no figure is invented."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from musterbook.desk.sheets import LineSheet
from musterbook.model.situation import Line, Offer
from musterbook.presenting.grammar import counted, interval, listed, quoted, sentence_case, verb
from musterbook.presenting.names import is_money
from musterbook.presenting.page import Bar, LineView, Prose, Sentence
from musterbook.presenting.table import figure_of
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
        sentence_case(view.line(line.id)),
        _wording(view, sheet, line),
        _bar(view, sheet, line),
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
        unit = _unit(view, line.on, sheet)
        asked = f"Required: {view.names.amount(line.quantity, line.quantity, unit)}"
    if line.enablers:
        asked += f"; counts only as far as {listed(view.line(e) for e in line.enablers)} {_is(line)} there"
    return view.say(f"{asked}.", sheet.claims)


def _is(line: Line) -> str:
    return verb(len(line.enablers), "is", "are")


def _claimed(view: View, claim: Any) -> str:
    return view.names.amount(claim.low, claim.high, claim.unit)


def _unit(view: View, on: str, sheet: LineSheet) -> str | None:
    """The unit of the claimed figure, else of the offers."""
    unit = next((c.claim.unit for c in sheet.claims if c.claim.on == on and c.claim.unit), None)
    used = (o.quantity.unit for o in view.brief.situation.offers if o.on == on and o.quantity.unit)
    return unit or next(used, None)


def _amount(view: View, sheet: LineSheet, low: Any, high: Any) -> str:
    """An interval as figures; sums of money with their currency."""
    unit = _unit(view, sheet.on, sheet)
    if is_money(unit):
        return view.names.amount(_exact(low), _exact(high), unit)
    return interval(low, high)


def _exact(value: Any) -> Decimal:
    return Decimal(str(value))


def _share(view: View, sheet: LineSheet, pair: Sequence[Any], line: Line) -> str:
    """``400 to 500 of 1,000``."""
    return f"{_amount(view, sheet, *pair)} of {_amount(view, sheet, line.quantity or 0, line.quantity or 0)}"


def _told(view: View, sheet: LineSheet, line: Line) -> Iterator[Sentence]:
    offers = {offer.id: offer for offer in view.brief.situation.offers}
    active = [offers[id] for id in sheet.offers if id in offers]
    if line.quantity is None:
        yield _in_place(view, sheet, line, active)
    else:
        yield _present(view, sheet, line, active)
        yield _sustained(view, sheet, line)
        yield _missing(view, sheet, line)
    yield from _uncounted(view, sheet, active)
    yield from _waiting(view, sheet, line, active)


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
    told = _share(view, sheet, sheet.fill["present"], line)
    if not active:
        return Sentence(f"Present: {told}.")
    who = view.actors(o.actor for o in active)
    start = "Present by the figures given" if sheet.fill["unquantified"] else "Present"
    return _say(view, f"{start}: {told}, from {who}.", active)


def _sustained(view: View, sheet: LineSheet, line: Line) -> Sentence:
    told = f"Sustained: {_share(view, sheet, sheet.fill['sustained'], line)}"
    missing = [e for e in line.enablers if not _filled(view, e)]
    if missing:
        told += f", since {listed(view.line(e) for e in missing)} {verb(len(missing), 'is', 'are')} missing"
    return Sentence(f"{told}.")


def _filled(view: View, line: str) -> bool:
    return any(sheet.fill["filled"] for sheet in view.brief.lines if sheet.id == line)


def _missing(view: View, sheet: LineSheet, line: Line) -> Sentence:
    low, high = (_exact(value) for value in sheet.fill["present"])
    wanted = line.quantity or Decimal(0)
    if wanted - low <= 0:
        return Sentence("Missing: nothing, by the figures given.")
    told = _amount(view, sheet, max(Decimal(0), wanted - high), wanted - low)
    if sheet.fill["unquantified"]:
        return Sentence(
            f"Missing by the figures given: {told}; the offers without a figure may make up for some of it."
        )
    return Sentence(f"Missing: {told}.")


def _uncounted(view: View, sheet: LineSheet, active: Sequence[Offer]) -> Iterator[Sentence]:
    """Offers without a figure that can be added; what was said instead stands beside the name."""
    count = sheet.fill["unquantified"]
    if count:
        without = [offer for offer in active if not offer.quantity.known]
        offers = sentence_case(counted(count, "offer"))
        come, are = verb(count, "comes", "come"), verb(count, "is", "are")
        names = listed(_with_words(view, offer) for offer in without)
        told = f"{offers} {come} without a figure that can be added and {are} counted apart"
        yield _say(view, f"{told}: {names}." if names else f"{told}.", without)


def _with_words(view: View, offer: Offer) -> str:
    standing = view.brief.trail.offers.get(offer.id)
    words = figure_of(view, standing) if standing is not None else ""
    name = view.names.actor(offer.actor)
    return f"{name} ({words})" if words else name


def _waiting(view: View, sheet: LineSheet, line: Line, active: Sequence[Offer]) -> Iterator[Sentence]:
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
        told += f", so the figures for {_amount(view, sheet, line.quantity, line.quantity)} are missing"
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


def _bar(view: View, sheet: LineSheet, line: Line) -> Bar | None:
    """Shares of the quantity; None for a line without one."""
    wanted = sheet.fill["quantity"]
    if not wanted:
        return None
    present = _shares(sheet.fill["present"], wanted)
    sustained = _shares(sheet.fill["sustained"], wanted)
    of = _amount(view, sheet, line.quantity, line.quantity)
    words = f"{_percent(present)} of {of} present, {_percent(sustained)} sustained"
    return Bar(present, sustained, words)


def _shares(pair: Sequence[Any], wanted: Any) -> tuple[float, float]:
    low, high = (min(1.0, float(value) / float(wanted)) for value in pair)
    return low, high


def _percent(share: tuple[float, float]) -> str:
    low, high = (int(value * 100) for value in share)
    return f"{low} %" if low == high else f"{low} to {high} %"
