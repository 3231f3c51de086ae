"""What every section is written from: the brief, the names and the notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musterbook.book.entries import ClaimEntry, Entry
from musterbook.codebook import LADDER
from musterbook.desk.sheets import STATES, Brief, Row
from musterbook.model.formula import AnyOf, Formula
from musterbook.model.leaf import Joins, parse_leaf
from musterbook.model.situation import Circumstance, Offer
from musterbook.muster import Standing
from musterbook.presenting.grammar import listed
from musterbook.presenting.names import Names
from musterbook.presenting.notes import Notes
from musterbook.presenting.page import Sentence


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A brief with what it takes to word it."""

    brief: Brief
    names: Names
    notes: Notes

    def say(self, text: str, proofs: Iterable[Entry | ClaimEntry] = ()) -> Sentence:
        return Sentence(text, self.notes.of(proofs))

    @property
    def threshold(self) -> int:
        """The rung from which an offer counts."""
        return LADDER[self.brief.count_from]

    @property
    def states(self) -> Mapping[str, str]:
        """Offer id -> assured, possible or out."""
        unprompted = (self.brief.closure or {}).get("unprompted", {})
        return {offer: state for state in STATES for offer in unprompted.get(state, ())}

    def actors(self, ids: Iterable[str]) -> str:
        """``Australia, France and the United Kingdom``, by name."""
        return listed(sorted((self.names.actor(id) for id in dict.fromkeys(ids)), key=by_name))

    @property
    def invented(self) -> list[Offer]:
        """The offers that a supposition added: nobody made them."""
        return [o for o in self.brief.situation.offers if o.id not in self.brief.trail.offers]

    def line(self, id: str) -> str:
        """A requirement line by its subject where no other line has it, else by its own id."""
        lines = {line.id: line.on for line in self.brief.situation.lines}
        on = lines.get(id)
        alone = on is not None and list(lines.values()).count(on) == 1
        return self.names.subject(on) if on is not None and alone else self.names.line(id)

    def stance(self, row: Row) -> str:
        """The rung in the scenario: a supposition may have moved it."""
        moved = {offer.id: offer.stance for offer in self.brief.situation.offers}
        return moved.get(row.offer or "", row.standing.stance)

    def moved(self, row: Row) -> bool:
        return self.stance(row) != row.standing.stance

    def truth(self, leaf: str) -> bool | None:
        """Whether a leaf of a condition holds in every world (True), in none (False), or is open (None)."""
        circumstance = next((c for c in self.brief.situation.circumstances if c.id == leaf), None)
        if circumstance is not None:
            behind = self.behind(circumstance)
            return self.comes(*behind) if behind else circumstance.value
        if leaf.startswith("joins:"):
            said = parse_leaf(leaf)
            return self.comes(said.actor, said.on) if isinstance(said, Joins) else None
        return None

    def behind(self, circumstance: Circumstance) -> tuple[str, str] | None:
        """The actor and subject that a linked circumstance is; None where nothing stands behind it."""
        link = circumstance.stands_for
        held = link is not None and any(
            (offer.actor, offer.on) == (link.actor, link.on) for offer in self.brief.situation.offers
        )
        return (link.actor, link.on) if link is not None and held else None

    def comes(self, actor: str, on: str | None) -> bool | None:
        """Whether an actor takes part, by the states of its offers; open where it has none (rule 1)."""
        own = [o.id for o in self.brief.situation.offers if o.actor == actor and on in (None, o.on)]
        found = {self.states.get(offer) for offer in own} - {None}
        if "assured" in found:
            return True
        return False if found == {"out"} else None

    def standings(self, actor: str, on: str) -> list[Standing]:
        return [s for s in self.brief.muster.standings if (s.actor, s.on) == (actor, on)]


def conditions_of(standing: Standing) -> Formula | None:
    """What a standing position asks for, as it was read: any of its stated alternatives."""
    stated = [e.position.conditions for e in standing.alternatives if e.position.conditions is not None]
    once = tuple(dict.fromkeys(stated))
    if not once:
        return None
    return once[0] if len(once) == 1 else AnyOf(once)


def by_name(name: str) -> str:
    """The key that sorts names regardless of article and letter case."""
    return name.removeprefix("the ").casefold()
