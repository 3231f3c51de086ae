"""Lays a muster out as the situation that an assessment takes (DESIGN, *From the book to a situation*)."""

from collections.abc import Iterable, Iterator, Mapping

from musterbook.codebook import Codebook
from musterbook.model.consentrule import ConsentRule
from musterbook.model.formula import Formula, leaves
from musterbook.model.situation import Circumstance, Offer, Requirement, Situation, check_situation
from musterbook.muster.conditions import Ground, lay
from musterbook.muster.figures import units_in_use
from musterbook.muster.laid import Assumption, Laid, SetAside, Trail
from musterbook.muster.measures import conditions_set_aside, measures_of, one_each, rules_told, shipped_rules
from musterbook.muster.offers import (
    assumptions_about,
    figures_set_aside,
    groups_set_aside,
    offer_id,
    offer_of,
)
from musterbook.muster.requirements import Needs, needs_of
from musterbook.muster.roll import Muster, Standing


def situation(
    muster: Muster,
    codebook: Codebook,
    *,
    requirement: Requirement | None = None,
    rules: Mapping[str, ConsentRule] | None = None,
    target: Formula | None = None,
) -> Laid:
    """The situation of a muster, with its trail, its assumptions and what it could not hold.

    ``requirement`` and ``rules`` replace what the claims and the codebook say. A ``target`` is laid like a
    condition: its circumstances are listed too. Raises QuestionError for what the engine would refuse.
    """
    needs = needs_of(muster.claims, units_of(codebook)) if requirement is None else Needs(requirement, {}, {})
    ground = ground_of(muster, codebook, needs.requirement)
    offers = _offers(muster, _units(muster, codebook, needs), ground)
    measures = measures_of(muster.measures, rules or {}, shipped_rules(muster, codebook), ground)
    aim = None if target is None else lay(target, ground)
    laid = Situation(
        muster.as_of or muster.latest,
        tuple(ground.circumstances[name] for name in sorted(ground.circumstances)),
        offers,
        needs.requirement,
        measures,
    )
    check_situation(laid)
    assumed = _assumptions(muster, ground, needs, rules_told(measures, rules or {}))
    aside = _set_aside(muster, codebook, needs)
    return Laid(laid, _trail(muster, laid, needs), tuple(assumed), tuple(aside), aim)


def ground_of(muster: Muster, codebook: Codebook, requirement: Requirement | None) -> Ground:
    """What the conditions of a muster are laid on."""
    lines = () if requirement is None else requirement.lines
    offered = frozenset((s.actor, s.on) for s in muster.contributions)
    subjects = {on for _, on in offered} | {on for line in lines for on in line.subjects}
    return Ground(codebook, offered, frozenset(subjects), frozenset(line.id for line in lines))


def units_of(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The units in which figures on each contribution are kept."""
    return {on: entry.units for on, entry in codebook.contributions.items()}


def _units(muster: Muster, codebook: Codebook, needs: Needs) -> dict[str, str | None]:
    entries = [entry for standing in muster.contributions for entry in standing.alternatives]
    return units_in_use(entries, units_of(codebook), needs.units)


def _offers(muster: Muster, units: Mapping[str, str | None], ground: Ground) -> tuple[Offer, ...]:
    return tuple(offer_of(standing, units, ground) for standing in muster.contributions)


def _trail(muster: Muster, laid: Situation, needs: Needs) -> Trail:
    used: dict[str, list[str]] = {circumstance.id: [] for circumstance in laid.circumstances}
    for offer in laid.offers:
        for name in dict.fromkeys(leaves(offer.condition)):
            if name in used:
                used[name].append(offer.id)
    return Trail(
        {offer_id(standing): standing for standing in muster.contributions},
        needs.sources,
        one_each(muster.measures),
        {name: tuple(offers) for name, offers in used.items()},
    )


def _assumptions(
    muster: Muster, ground: Ground, needs: Needs, rules: Iterable[Assumption]
) -> Iterator[Assumption]:
    yield from needs.assumptions
    yield from _about_circumstances(ground)
    yield from rules
    yield from assumptions_about((*muster.contributions, *muster.measures), ground.codebook)


def _about_circumstances(ground: Ground) -> Iterator[Assumption]:
    for name in sorted(ground.circumstances):
        yield from _links(ground.circumstances[name], ground)
    for words in sorted(ground.silent):
        text = f"{ground.silent[words]} has no such position: silence is not refusal, so it is unknown"
        yield Assumption("silence", f"joins:{words}", text)


def _links(circumstance: Circumstance, ground: Ground) -> Iterator[Assumption]:
    link = circumstance.stands_for
    if link is not None:
        text = f"stands for the position of {link.actor} on {link.on}"
        yield Assumption("stands_for", circumstance.id, text)
    brings = ground.codebook.implies(circumstance.id)
    if brings:
        yield Assumption("implies", circumstance.id, f"brings {', '.join(brings)} with it")


def _set_aside(muster: Muster, codebook: Codebook, needs: Needs) -> Iterator[SetAside]:
    yield from needs.set_aside
    yield from figures_set_aside(muster.contributions, _units(muster, codebook, needs))
    yield from groups_set_aside(muster.groups)
    yield from conditions_set_aside(muster.measures)
    yield from _overruled(muster.standings)


def _overruled(standings: Iterable[Standing]) -> Iterator[SetAside]:
    for standing in standings:
        for entry in standing.overruled:
            text = f"says {entry.position.stance}; a source of higher rank goes before it"
            yield SetAside("overruled", offer_id(standing), text, entry.evidence_text, entry)
