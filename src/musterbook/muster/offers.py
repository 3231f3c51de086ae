"""Standing contribution positions as offers of a situation: one each, groups left out (rules 2, 5 and 9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from musterbook.book.entries import Entry
from musterbook.codebook import Codebook
from musterbook.model.formula import Formula
from musterbook.model.situation import Evidence, Offer
from musterbook.muster.caveats import caveats_of, differ
from musterbook.muster.conditions import Ground, lay
from musterbook.muster.conditions import alternatives as any_of
from musterbook.muster.figures import widest, words_of_figure
from musterbook.muster.laid import Assumption, SetAside
from musterbook.muster.roll import Standing

_PLACES = {
    "in_theatre": "in the theatre",
    "neighbouring": "in neighbouring states",
    "outside": "outside the area",
}


def offer_id(standing: Standing) -> str:
    """``GBR:troops``, or ``DEU:troops@neighbouring`` where the position binds one place only."""
    place = f"@{standing.where}" if standing.where else ""
    return f"{standing.actor}:{standing.on}{place}"


def offer_of(standing: Standing, units: Mapping[str, str | None], ground: Ground) -> Offer:
    """The offer of a standing position: any of its alternatives' conditions, and their widest figure.

    Its place is that of the position, as positions on other places stand by themselves (rule 2); its caveats
    are those that the alternatives have in common.
    """
    return Offer(
        offer_id(standing),
        standing.actor,
        standing.on,
        standing.stance,
        widest((e.position.quantity for e in standing.alternatives), units.get(standing.on)),
        condition_of(standing, ground),
        evidence_of(standing.alternatives),
        standing.where,
        caveats_of(standing.alternatives, ground.codebook),
    )


def condition_of(standing: Standing, ground: Ground) -> Formula | None:
    """Any of the stated conditions. A report that states none does not take away what another states."""
    stated = [e.position.conditions for e in standing.alternatives if e.position.conditions is not None]
    return any_of([lay(formula, ground) for formula in dict.fromkeys(stated)])


def evidence_of(entries: Iterable[Entry]) -> tuple[Evidence, ...]:
    """The passages that prove the entries, each once."""
    passages = (
        Evidence(entry.document_id, span.start, span.end, span.of(entry.document.text))
        for entry in entries
        for span in entry.position.evidence
    )
    return tuple(dict.fromkeys(passages))


def figures_set_aside(standings: Iterable[Standing], units: Mapping[str, str | None]) -> Iterator[SetAside]:
    """Figures that are not in the unit in use, and figures told in words only, with these words."""
    for standing in standings:
        for entry in standing.alternatives:
            quantity = entry.position.quantity
            fits = quantity.known and quantity.unit is not None and quantity.unit == units.get(standing.on)
            if fits or not (quantity.known or quantity.words):
                continue
            unit = units.get(standing.on)
            why = f"not a number of {unit}" if quantity.known and unit else "no figure that can be added up"
            yield SetAside("figure", offer_id(standing), why, words_of_figure(quantity), entry)


def groups_set_aside(groups: Iterable[Standing]) -> Iterator[SetAside]:
    """Described and counted groups: shown, but nobody's offer (rule 5)."""
    for group in groups:
        for entry in group.alternatives:
            text = "a group is not its members: it adds no one"
            yield SetAside("group", f"{group.actor} on {group.on}", text, entry.evidence_text, entry)


def assumptions_about(standings: Sequence[Standing], codebook: Codebook) -> Iterator[Assumption]:
    """What was decided about standings on the way: conflicts, places, missing days, unstated conditions."""
    for standing in standings:
        about = offer_id(standing)
        if standing.conflict:
            others = ", ".join(sorted({e.position.stance for e in standing.conflict}))
            text = f"reports of one day differ ({standing.stance}, {others}): the lower is taken"
            yield Assumption("conflict", about, text)
        if standing.rank < 2:
            whose = "an anonymous source" if standing.rank == 1 else "a third party"
            yield Assumption("rank", about, f"rests on the word of {whose} only")
        if standing.where:
            yield Assumption("place", about, f"binds only {_PLACES[standing.where]}")
        if standing.day is None:
            yield Assumption("undated", about, "carries no day: any dated word goes before it")
        stated = {e.position.conditions for e in standing.alternatives}
        if None in stated and len(stated) > 1:
            text = "one report states no condition; the conditions of the others are kept"
            yield Assumption("condition", about, text)
        if differ(standing.alternatives, codebook):
            text = "reports differ on its limits of use: only those in common bind the offer"
            yield Assumption("caveat", about, text)
