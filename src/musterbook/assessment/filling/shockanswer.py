"""The answer about a shock: months before and after, falls, rises, lines hit, and what was disputed."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musterbook.assessment.activation.stage import Stage
from musterbook.assessment.filling.calendar import line_json
from musterbook.assessment.filling.chains import Chain
from musterbook.assessment.filling.fill import LineFill
from musterbook.assessment.filling.moments import Outcome
from musterbook.assessment.filling.months import month_text
from musterbook.assessment.filling.shocks import Shock, Struck
from musterbook.assessment.kernel.numbers import json_number
from musterbook.model.situation import Offer, evidence_json

Json = dict[str, Any]
Cause = str | Chain
"""``suspended``, ``called home``, or the chain on which the offer hung."""


@dataclass(frozen=True, slots=True)
class Fall:
    """An offer that comes no more; ``until`` no shock keeps it away (None: in none of the months asked)."""

    month: int
    until: int | None
    offer: str
    because: Cause
    shock: str

    @property
    def steps(self) -> int:
        """How far from what was struck; 0 for what was struck itself."""
        return 0 if isinstance(self.because, str) else len(self.because)

    def to_json(self) -> Json:
        because = self.because if isinstance(self.because, str) else list(self.because)
        return {**_spell_json(self), "offer": self.offer, "because": because, "shock": self.shock}


@dataclass(frozen=True, slots=True)
class Rise:
    """An offer that comes only because of a shock: its condition waited for a circumstance that was set."""

    month: int
    until: int | None
    offer: str

    def to_json(self) -> Json:
        return {**_spell_json(self), "offer": self.offer}


@dataclass(frozen=True, slots=True)
class Less:
    """An offer that brings less."""

    month: int
    until: int | None
    offer: str
    shock: str
    before: tuple[Fraction, Fraction]
    after: tuple[Fraction, Fraction]

    def to_json(self) -> Json:
        figures = {
            key: [json_number(x) for x in pair]
            for key, pair in (("before", self.before), ("after", self.after))
        }
        return {**_spell_json(self), "offer": self.offer, "shock": self.shock, **figures}


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that gets less; ``stops``: it was filled before and is not after. Figures of the first month.

    ``until`` is the first month in which that is no longer so, ``recovers`` the same if it is whole again
    then (and not merely unfilled without the shock too, or no longer asked for).

    ``lost`` are the offers of which it gets less, ``held_back_by`` the enablers that fell short.
    """

    month: int
    until: int | None
    recovers: int | None
    stops: bool
    before: LineFill
    after: LineFill
    lost: tuple[str, ...]
    held_back_by: tuple[str, ...]

    def to_json(self) -> Json:
        keys = ("present", "sustained", "filled")
        states = {"before": line_json(self.before), "after": line_json(self.after)}
        return {
            "id": self.before.id,
            "month": month_text(self.month),
            "until": None if self.until is None else month_text(self.until),
            "recovers": None if self.recovers is None else month_text(self.recovers),
            "stops": self.stops,
            "quantity": states["before"]["quantity"],
            **{when: {key: state[key] for key in keys} for when, state in states.items()},
            "lost": list(self.lost),
            "held_back_by": list(self.held_back_by),
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One month before and after the shocks that are in effect in it."""

    month: int
    shocks: tuple[Shock, ...]
    before: Outcome
    after: Outcome
    struck: Struck
    stage: Stage

    def to_json(self) -> Json:
        return {
            "month": month_text(self.month),
            "shocks": [shock.id for shock in self.shocks],
            "before": _outcome_json(self.before),
            "after": _outcome_json(self.after),
        }


@dataclass(frozen=True, slots=True)
class ShockAnswer:
    """``standing`` are the suspended offers that the record still holds: the word against the suspension."""

    shocks: tuple[Shock, ...]
    months: tuple[Compared, ...]
    falls: tuple[Fall, ...]
    rises: tuple[Rise, ...]
    less: tuple[Less, ...]
    lines: tuple[Hit, ...]
    standing: tuple[tuple[str, Offer], ...]
    uncounted: tuple[tuple[str, str], ...]
    cap: str | None = None

    def to_json(self) -> Json:
        body: Json = {
            "shocks": [s.to_json() | {"evidence": evidence_json(s.evidence)} for s in self.shocks],
            "months": [month.to_json() for month in self.months],
            "falls": [fall.to_json() for fall in self.falls],
            "rises": [rise.to_json() for rise in self.rises],
            "less": [less.to_json() for less in self.less],
            "lines": [hit.to_json() for hit in self.lines],
            "disputed": [one for shock in self.shocks for one in _disputed_json(shock)],
            "standing": [_standing_json(shock, offer) for shock, offer in self.standing],
            "uncounted": [{"shock": shock, "offer": offer} for shock, offer in self.uncounted],
            "complete": self.cap is None,
        }
        return body if self.cap is None else body | {"cap": self.cap}


def _spell_json(spell: Fall | Rise | Less) -> Json:
    until = spell.until
    return {"month": month_text(spell.month), "until": None if until is None else month_text(until)}


def _outcome_json(outcome: Outcome) -> Json:
    lines = [line_json(line) for line in outcome.lines]
    return {"active": list(outcome.active), "lines": lines, "filled": outcome.filled}


def _disputed_json(one: Shock) -> list[Json]:
    return [
        {"shock": one.id, "actor": o.actor, "says": o.says, "evidence": evidence_json(o.evidence)}
        for o in one.disputed
    ]


def _standing_json(name: str, offer: Offer) -> Json:
    return {
        "shock": name,
        "offer": offer.id,
        "actor": offer.actor,
        "says": f"{offer.stance} {offer.on}",
        "evidence": evidence_json(offer.evidence),
    }
