"""How the steps of a story are put into words, and in which order they are told."""

from collections.abc import Sequence
from fractions import Fraction

from musterbook.assessment.activation.picture import Picture
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.telling.prose import Prose, Term, say
from musterbook.model.formula import All, AnyOf, AtLeast, Formula, Leaf, Not
from musterbook.model.position import Quantity
from musterbook.model.situation import Offer


def does(offer: Offer) -> Prose:
    """``GBR offers troops, 5000 to 10000 persons``."""
    told = say(Term("actor", offer.actor), " ", Term("does", f"{offer.stance} {offer.on}"))
    return say(told, ", ", amount(offer.quantity)) if offer.quantity.known else told


def amount(quantity: Quantity) -> Prose:
    """The figure with its unit: ``5000 to 10000 persons``, ``up to 3``."""
    low, high = (None if n is None else figure(Fraction(n)) for n in (quantity.low, quantity.high))
    unit = () if quantity.unit is None else (" ", quantity.unit)
    if low is None:
        return say("up to ", high or "", *unit)
    return say(low, *(() if high in (None, low) else (" to ", high)), *unit)


def figure(value: Fraction) -> Term:
    return Term("figure", str(json_number(value)))


def actors_told(offers: Sequence[Offer], picture: Picture, k: int) -> Prose:
    """How many actors a count needs, has for sure, and may have."""
    sure = {o.actor for o in offers if picture.offer(o.id) is True}
    maybe = {o.actor for o in offers if picture.offer(o.id) is not False}
    wanted = Term("figure", str(k))
    more = f", {len(maybe - sure)} more possible" if maybe - sure else ""
    return say("needs ", wanted, f": {len(sure)} assured{more}")


def sums_told(offers: Sequence[Offer], picture: Picture, q: Fraction | None = None) -> Prose:
    """What the low figures add up to for sure and at best, and how many are without one."""
    sure = sum((_low(o) for o in offers if picture.offer(o.id) is True), Fraction(0))
    maybe = sum((_low(o) for o in offers if picture.offer(o.id) is not False), Fraction(0))
    without = sum(not o.quantity.known for o in offers if picture.offer(o.id) is not False)
    needs = () if q is None else ("needs ", figure(q), ": ")
    return say(*needs, figure(sure), " assured, ", figure(maybe), f" at best, {without} without a figure")


def _low(offer: Offer) -> Fraction:
    return Fraction(offer.quantity.low or 0)


def kind_of(formula: Formula) -> str:
    """``all``, ``any``, ``at_least 2``, ``not``; the id of a leaf."""
    match formula:
        case All():
            return "all"
        case AnyOf():
            return "any"
        case AtLeast(k=k):
            return f"at_least {k}"
        case Not():
            return "not"
        case Leaf(id=name):
            return name


def order_of(holds: bool | None, part: bool | None) -> int:
    """What decides comes first: the failing parts of what does not hold, the holding ones of what does, and
    of what depends the parts that depend."""
    first: dict[bool | None, tuple[bool | None, ...]] = {
        False: (False, None, True),
        None: (None, False, True),
        True: (True, None, False),
    }
    return first[holds].index(part)
