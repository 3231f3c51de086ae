"""The plan printed back with an answer: every assumption as it was understood, defaults included (rule 9)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from musterbook.assessment.filling.months import month_text
from musterbook.assessment.kernel.numbers import json_number
from musterbook.assessment.rotating.plan import ActorPlan, Backfill, Duty, Plan, Raise, Terms


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan in the form it is given in, every key there."""
    return {
        "from": month_json(plan.start),
        "months": plan.months,
        "figure": plan.figure,
        "grade": plan.grade,
        "gap": figure_json(plan.gap),
        "defaults": _terms(plan.defaults),
        "subjects": {on: _terms(terms) for on, terms in sorted(plan.subjects.items())},
        "actors": {name: _actor(actor) for name, actor in sorted(plan.actors.items())},
        "duties": [_duty(duty) for duty in plan.duties],
        "backfill": [_backfill(edge) for edge in plan.backfill],
        "must": list(plan.must),
        "costs": _figures(plan.costs),
    }


def month_json(month: int | None) -> str | None:
    return None if month is None else month_text(month)


def figure_json(figure: Decimal | None) -> int | float | str | None:
    return None if figure is None else json_number(Fraction(figure))


def _figures(figures: Mapping[str, Decimal]) -> dict[str, Any]:
    return {name: figure_json(figure) for name, figure in sorted(figures.items())}


def _terms(terms: Terms) -> dict[str, Any]:
    """The terms that are given."""
    given = {
        "tour": terms.tour,
        "preparation": terms.preparation,
        "rest": terms.rest,
        "ratio": None if terms.ratio is None else f"1:{terms.ratio}",
        "unit_size": figure_json(terms.unit_size),
        "least": figure_json(terms.least),
        "notice": terms.notice,
    }
    return {key: value for key, value in given.items() if value is not None}


def _actor(actor: ActorPlan) -> dict[str, Any]:
    return {
        **_terms(actor.terms),
        "pool": _figures(actor.pool),
        "reserve": _figures(actor.reserve),
        "reserve_if": [_raise(one) for one in actor.raises],
    }


def _raise(one: Raise) -> dict[str, Any]:
    span = {"from": month_json(one.start), "until": month_json(one.end)}
    return {"circumstance": one.circumstance, "reserve": _figures(one.reserve), **span}


def _duty(duty: Duty) -> dict[str, Any]:
    span = {"from": month_json(duty.start), "until": month_json(duty.end)}
    return {"id": duty.id, "actor": duty.actor, "on": duty.on, "figure": figure_json(duty.figure), **span}


def _backfill(edge: Backfill) -> dict[str, Any]:
    return {
        "id": edge.id,
        "by": edge.by,
        "for": edge.of,
        "duty": edge.duty,
        "on": edge.on,
        "figure": figure_json(edge.figure),
        "needs": list(edge.needs),
        "circumstance": edge.circumstance,
        "whole": edge.whole,
        "from": month_json(edge.start),
        "until": month_json(edge.end),
    }
