"""Short hands for writing situations in tests: JSON values in the exchange form."""

from typing import Any

from musterbook.assessment import ask

Json = dict[str, Any]


def offer(name: str, actor: str, on: str = "troops", stance: str = "offers", **more: Any) -> Json:
    """An offer; ``low``, ``high`` and ``unit`` make its figure, the rest stands as it is."""
    quantity = {key: more.pop(key, None) for key in ("low", "high", "unit")}
    return {"id": name, "actor": actor, "on": on, "stance": stance, "quantity": quantity, **more}


def fact(name: str, value: bool | None = None, stands_for: str | None = None, **more: Any) -> Json:
    """A circumstance; ``stands_for`` as ``ACTOR:ON``."""
    found: Json = {"id": name, "value": value, **more}
    if stands_for is not None:
        actor, on = stands_for.split(":")
        found["stands_for"] = {"actor": actor, "on": on}
    return found


def line(name: str, on: str = "troops", quantity: Any = None, priority: int = 1, *enablers: str) -> Json:
    return {"id": name, "on": on, "quantity": quantity, "priority": priority, "enablers": list(enablers)}


def scene(*parts: Json) -> Json:
    """A situation from offers (with a stance), lines (with a priority), measures (with a rule) and facts."""
    lines = [part for part in parts if "priority" in part]
    measures = [part for part in parts if "rule" in part]
    offers = [part for part in parts if "stance" in part]
    rest = [part for part in parts if not any(part in group for group in (lines, measures, offers))]
    requirement = {"lines": lines} if lines else None
    return {"circumstances": rest, "offers": offers, "requirement": requirement, "measures": measures}


def answer(question: str, situation: Json, **options: Any) -> Json:
    return ask(question, situation, **options).to_json()


def active(situation: Json, concerted: bool = False, **options: Any) -> list[str]:
    """The offers assured in the closure."""
    found = answer("closure", situation, **options)
    return list(found["concerted" if concerted else "unprompted"]["assured"])
