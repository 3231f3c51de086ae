"""Shocks: a contribution or a member suspended for some months; a threat that calls soldiers home.

What a shock is, how it is read, and what it leaves of a situation in a month. What it brings down stands in
``shaken``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from musterbook.assessment.filling.months import month_text, parse_month
from musterbook.errors import QuestionError
from musterbook.model.scenario import lay
from musterbook.model.situation import Evidence, Offer, Situation, evidence_of
from musterbook.model.strictjson import array, number, record, shown, word

KINDS = ("suspended", "threat")
MOST_SHOCKS = 200
EXACT = Context(prec=6_000)
OPTIONAL = ("actor", "on", "until", "kind", "calls_home", "circumstance", "evidence", "disputed")


@dataclass(frozen=True, slots=True)
class Objection:
    """Who says otherwise of a shock, and in which words."""

    actor: str
    says: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Shock:
    """In effect in the months [``start``, ``end``); ``end`` None: no end is known.

    ``suspended`` takes the offers of an actor away, on one subject or (``on`` None) on all. A ``threat``
    calls home a ``share`` (in (0, 1]) or a ``figure`` of what they bring. Either may set circumstances.
    """

    id: str
    kind: str
    start: int
    end: int | None = None
    actor: str | None = None
    on: str | None = None
    share: Fraction | None = None
    figure: Fraction | None = None
    circumstances: tuple[tuple[str, bool], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    disputed: tuple[Objection, ...] = ()

    def strikes(self, month: int) -> bool:
        return self.start <= month and (self.end is None or month < self.end)

    def meets(self, offer: Offer) -> bool:
        return offer.actor == self.actor and self.on in (None, offer.on)

    @property
    def calls_home(self) -> bool:
        return self.share is not None or self.figure is not None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "actor": self.actor,
            "on": self.on,
            "from": month_text(self.start),
            "until": None if self.end is None else month_text(self.end),
        }


@dataclass(frozen=True, slots=True)
class Struck:
    """What shocks leave: the situation with its figures and circumstances of that month, and what they did.

    ``gone`` maps the offers taken away to (shock, "suspended" or "called home"), ``reduced`` those that bring
    less to the shock, ``set_by`` the circumstances to the shock that sets them; ``uncounted`` are (shock,
    offer) where there is no figure to call home from (rule 9).
    """

    situation: Situation
    gone: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reduced: Mapping[str, str] = field(default_factory=dict)
    set_by: Mapping[str, str] = field(default_factory=dict)
    uncounted: tuple[tuple[str, str], ...] = ()


def parse_shocks(value: Any) -> tuple[Shock, ...]:
    """The shocks of a JSON list; raises QuestionError naming what is wrong in which."""
    if value is None:
        return ()
    items = array(value, "shocks")
    if len(items) > MOST_SHOCKS:
        raise QuestionError(f"{len(items)} shocks: more than {MOST_SHOCKS}", names=["shocks"])
    found = tuple(_shock(item, f"shocks[{i}]") for i, item in enumerate(items))
    ids = [shock.id for shock in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise QuestionError(f"two shocks of one id: {', '.join(twice[:5])}", names=twice)
    return found


def check_shocks(shocks: Sequence[Shock], laid: Situation) -> None:
    """Raises QuestionError for a shock that meets no offer or sets no circumstance of the situation."""
    if not shocks:
        raise QuestionError("no shock", remedy="give --shocks FILE or a JSON list", names=["shocks"])
    for shock in shocks:
        if shock.actor is not None and not any(map(shock.meets, laid.offers)):
            about = f"{shock.actor} on {shock.on}" if shock.on is not None else shock.actor
            names = [name for name in (shock.actor, shock.on) if name is not None]
            remedy = "name an actor and a subject of its offers"
            raise QuestionError(f"no offer of {about}", where=f"shock {shock.id}", remedy=remedy, names=names)
        lay(laid, _suppositions(shock))


def strike(laid: Situation, shocks: Sequence[Shock], asleep: frozenset[str]) -> Struck:
    """What the shocks in effect leave of a situation, one after the other in the order given.

    A figure called home is taken from the actor's offers that stand (are not ``asleep``), in the order of
    their ids; an offer of which nothing is left comes no more.
    """
    situation = lay(laid, [text for shock in shocks for text in _suppositions(shock)])
    work = _Work({offer.id: offer for offer in situation.offers}, asleep)
    for shock in shocks:
        work.take(shock)
    set_by = {name: shock.id for shock in shocks for name, _ in shock.circumstances}
    offers = tuple(work.offers[offer.id] for offer in situation.offers)
    reduced = {name: shock for name, shock in work.reduced.items() if name not in work.gone}
    struck = replace(situation, offers=offers)
    return Struck(struck, work.gone, reduced, set_by, tuple(work.uncounted))


@dataclass(slots=True)
class _Work:
    offers: dict[str, Offer]
    asleep: frozenset[str]
    gone: dict[str, tuple[str, str]] = field(default_factory=dict)
    reduced: dict[str, str] = field(default_factory=dict)
    uncounted: list[tuple[str, str]] = field(default_factory=list)

    def take(self, shock: Shock) -> None:
        met = [o for o in self.offers.values() if shock.meets(o) and o.id not in self.gone]
        if shock.kind == "suspended":
            self.gone |= {offer.id: (shock.id, "suspended") for offer in met}
            return
        if not shock.calls_home:
            return
        standing = sorted((o for o in met if o.id not in self.asleep), key=lambda offer: offer.id)
        self.uncounted += [(shock.id, offer.id) for offer in standing if not offer.quantity.known]
        self._call_home(shock, [offer for offer in standing if offer.quantity.known])

    def _call_home(self, shock: Shock, standing: Sequence[Offer]) -> None:
        less = [shock.figure or Fraction(0)] * 2
        for offer in standing:
            left = []
            for end, figure in enumerate(ends_of(offer)):
                taken = figure * shock.share if shock.share is not None else min(figure, less[end])
                less[end] -= taken if shock.share is None else 0
                left.append(figure - taken)
            self._keep(shock, offer, left[0], left[1])

    def _keep(self, shock: Shock, offer: Offer, low: Fraction, high: Fraction) -> None:
        if not high:
            self.gone[offer.id] = shock.id, "called home"
        elif (low, high) != ends_of(offer):
            quantity = replace(offer.quantity, low=_decimal(low), high=_decimal(high))
            self.offers[offer.id] = replace(offer, quantity=quantity)
            self.reduced.setdefault(offer.id, shock.id)


def ends_of(offer: Offer) -> tuple[Fraction, Fraction]:
    """The low and the high figure of an offer; an open end counts as ENGINE says."""
    low = Fraction(offer.quantity.low or 0)
    return low, low if offer.quantity.high is None else Fraction(offer.quantity.high)


def _decimal(value: Fraction) -> Decimal:
    """Exact: a decimal less a decimal part of it is a decimal."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _suppositions(shock: Shock) -> list[str]:
    return [f"{name}={str(value).lower()}" for name, value in shock.circumstances]


def _shock(value: Any, where: str) -> Shock:
    body = record(value, where, ("id", "from"), OPTIONAL)
    name = word(body["id"], where)
    where = f"shock {name}"
    kind = "suspended" if body.get("kind") is None else body["kind"]
    if kind not in KINDS:
        remedy = f"use one of {', '.join(KINDS)}"
        raise QuestionError(f"unknown kind {shown(kind)}", where=where, remedy=remedy, names=[name])
    start = parse_month(body["from"], f"{where}, from")
    end = None if body.get("until") is None else parse_month(body["until"], f"{where}, until")
    share, figure = _called_home(body.get("calls_home"), where)
    shock = Shock(
        name,
        kind,
        start,
        end,
        None if body.get("actor") is None else word(body["actor"], f"{where}, actor"),
        None if body.get("on") is None else word(body["on"], f"{where}, on"),
        share,
        figure,
        _circumstances(body.get("circumstance"), where),
        evidence_of(body.get("evidence"), where),
        _objections(body.get("disputed"), where),
    )
    _demand_sense(shock, where)
    return shock


def _called_home(value: Any, where: str) -> tuple[Fraction | None, Fraction | None]:
    """``{"share": 0.5}`` or ``{"figure": 2000}``."""
    if value is None:
        return None, None
    body = record(value, f"{where}, calls_home", (), ("share", "figure"))
    given = {key: Fraction(number(body[key], f"{where}, {key}")) for key in body if body[key] is not None}
    right = len(given) == 1 and all(one > 0 for one in given.values()) and given.get("share", 1) <= 1
    if not right:
        remedy = 'write {"share": 0.5} (above 0, at most 1) or {"figure": 2000} (above 0)'
        raise QuestionError("calls_home takes a share or a figure", where=where, remedy=remedy)
    return given.get("share"), given.get("figure")


def _circumstances(value: Any, where: str) -> tuple[tuple[str, bool], ...]:
    given = {} if value is None else value
    if not isinstance(given, Mapping) or not all(isinstance(truth, bool) for truth in given.values()):
        remedy = 'write {"ceasefire": false}'
        raise QuestionError("circumstance takes ids with true or false", where=where, remedy=remedy)
    return tuple((word(name, where), given[name]) for name in sorted(given))


def _objections(value: Any, where: str) -> tuple[Objection, ...]:
    found = []
    for item in [] if value is None else array(value, f"{where}, disputed"):
        body = record(item, f"{where}, disputed", ("actor", "says"), ("evidence",))
        actor, says = word(body["actor"], where), word(body["says"], where)
        found.append(Objection(actor, says, evidence_of(body.get("evidence"), where)))
    return tuple(found)


def _demand_sense(shock: Shock, where: str) -> None:
    """Raises QuestionError for a shock that contradicts itself or does nothing."""
    wrong = None
    if shock.end is not None and shock.end <= shock.start:
        wrong = f"until {month_text(shock.end)} is not after from {month_text(shock.start)}"
    elif shock.kind == "suspended" and shock.actor is None:
        wrong = "a suspension without an actor"
    elif shock.kind == "suspended" and shock.calls_home:
        wrong = "a suspension takes all away; what calls part home is a threat"
    elif shock.calls_home and shock.actor is None:
        wrong = "nobody to call home: the actor is missing"
    elif shock.figure is not None and shock.on is None:
        wrong = "a figure called home of no subject: figures on several subjects are not one sum"
    elif shock.on is not None and shock.actor is None:
        wrong = "a subject without an actor"
    elif shock.kind == "threat" and not shock.calls_home and not shock.circumstances:
        wrong = "a threat that calls nobody home and sets no circumstance"
    if wrong is not None:
        raise QuestionError(wrong, where=where, names=[shock.id])
