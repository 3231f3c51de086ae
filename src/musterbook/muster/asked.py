"""What is asked of a coalition: the subject that *going* means, and the targets a brief may take."""

from collections.abc import Iterable

from musterbook.codebook import LADDER
from musterbook.model.formula import All, Formula, Leaf
from musterbook.model.situation import Line, Offer, Situation

UNSPECIFIED = "unspecified"


def asked_subject(situation: Situation) -> str | None:
    """The subject that *going* is about: the requirement's first, else the subject most offered.

    Most offered counts distinct actors from ``offers`` up, then above ``refuses``; support of unspecified
    kind comes last. None where nothing is offered.
    """
    first = first_line(situation)
    if first is not None:
        return first.on
    subjects = sorted({offer.on for offer in situation.offers})
    return min(subjects, key=lambda on: _order(on, situation.offers), default=None)


def _order(on: str, offers: Iterable[Offer]) -> tuple[bool, int, int, str]:
    own = [offer for offer in offers if offer.on == on]
    ready = len({offer.actor for offer in own if offer.level >= LADDER["offers"]})
    open_to = len({offer.actor for offer in own if offer.level > LADDER["refuses"]})
    return on == UNSPECIFIED, -ready, -open_to, on


def first_line(situation: Situation) -> Line | None:
    """The requirement line of the highest priority."""
    return min(situation.lines, key=lambda line: line.priority, default=None)


def targets(situation: Situation) -> tuple[Formula, ...]:
    """The targets that a brief may take, best first; it takes the first that all changes together reach.

    ``filled``; else somebody comes and every enabler of the first line is filled; else somebody comes.
    """
    subject = asked_subject(situation)
    if subject is None:
        return ()
    someone = Leaf(f"count:{subject}>=1")
    line = first_line(situation)
    if line is None:
        return (someone,)
    enabled = [Leaf(f"filled:{enabler}") for enabler in sorted(line.enablers)]
    together: Formula = All((someone, *enabled)) if enabled else someone
    return tuple(dict.fromkeys((Leaf("filled"), together, someone)))
