"""The plan: a planner's assumptions about tours, rest, pools, reserves, duties and backfill (rules 9, 11).

Nothing here is known from the sources and nothing is invented: what a rotation needs and the plan does not
give is refused by name, and the plan is printed back with every answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from musterbook.errors import QuestionError
from musterbook.model.strictjson import array, load, number, record, shown, whole, word

T = TypeVar("T")
GRADES = ("continuous", "joining", "units")
FIGURES = ("low", "high")
LEVERS = ("pool", "offer", "reserve", "requirement", "backfill", "newcomer")
MOST_MONTHS = 240
LARGEST, SMALLEST = Decimal(10) ** 15, Decimal(10) ** -6
TERMS = ("tour", "preparation", "rest", "ratio", "unit_size", "least", "notice")


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a contingent rotates: months, and figures in the subject's unit; None where not given.

    ``rest`` follows a tour; ``unit_size`` is what comes as one; ``least`` is what whoever joins sends in all;
    ``notice`` is how many months after the first the first tour can begin.
    """

    tour: int | None = None
    preparation: int | None = None
    rest: int | None = None
    ratio: Decimal | None = None
    unit_size: Decimal | None = None
    least: Decimal | None = None
    notice: int | None = None


@dataclass(frozen=True, slots=True)
class Raise:
    """A higher reserve by subject, while a circumstance holds (None: always) and within months."""

    circumstance: str | None
    reserve: Mapping[str, Decimal]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ActorPlan:
    """The deployable pool and the home-defence reserve of an actor, by subject."""

    terms: Terms
    pool: Mapping[str, Decimal]
    reserve: Mapping[str, Decimal]
    raises: tuple[Raise, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty elsewhere that binds ``figure`` of an actor's pool in all, its own rotation included."""

    id: str
    actor: str
    on: str
    figure: Decimal
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Backfill:
    """``by`` takes over up to ``figure`` of a duty of another, from its own pool on ``on``.

    ``of`` names that other, if given. ``needs`` are other backfills which it is carried no further than, in
    shares of their figures.
    """

    id: str
    by: str
    of: str | None
    duty: str
    on: str | None
    figure: Decimal
    needs: tuple[str, ...]
    circumstance: str | None
    whole: bool
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """``start`` is the first month, as year * 12 + month - 1 (None: that of the as-of day)."""

    start: int | None
    months: int
    figure: str
    grade: str | None
    gap: Decimal
    defaults: Terms
    subjects: Mapping[str, Terms]
    actors: Mapping[str, ActorPlan]
    duties: tuple[Duty, ...]
    backfill: tuple[Backfill, ...]
    must: tuple[str, ...]
    costs: Mapping[str, Decimal]


def parse_plan(value: Any) -> Plan:
    """The plan of a JSON value or text; raises QuestionError naming the place."""
    body = load(value, "plan") if isinstance(value, str | bytes) else value
    keys = ("from", "months", "figure", "grade", "gap", "defaults", "subjects", "actors")
    body = record(body, "plan", (), (*keys, "duties", "backfill", "must", "costs"))
    return Plan(
        _month(body, "from", "plan"),
        _months(body, "months", "plan", 1, MOST_MONTHS) or 36,
        _choice(body, "figure", FIGURES) or "low",
        _choice(body, "grade", GRADES),
        _gap(body),
        _terms(body.get("defaults"), "defaults"),
        _by_name(body, "subjects", _terms),
        _by_name(body, "actors", _actor),
        _each(body, "duties", _duty),
        _each(body, "backfill", _backfill),
        tuple(word(item, "must") for item in array(_given(body, "must", []), "must")),
        _costs(body),
    )


def _given(body: Mapping[str, Any], key: str, otherwise: Any) -> Any:
    value = body.get(key)
    return otherwise if value is None else value


def _by_name(body: Mapping[str, Any], key: str, read: Callable[[Any, str], T]) -> dict[str, T]:
    value = _given(body, key, {})
    if not isinstance(value, Mapping):
        raise QuestionError(f"{key} takes an object by name, not {shown(value)}", where="plan", names=[key])
    return {word(name, key): read(item, f"{key}, {name}") for name, item in value.items()}


def _each(body: Mapping[str, Any], key: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    return tuple(read(item, f"{key}[{i}]") for i, item in enumerate(array(_given(body, key, []), key)))


def _choice(body: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str | None:
    value = body.get(key)
    if value is not None and value not in choices:
        remedy = f"use one of {', '.join(choices)}"
        raise QuestionError(f"{key} {shown(value)} is unknown", where="plan", remedy=remedy, names=[key])
    return None if value is None else str(value)


def _months(body: Mapping[str, Any], key: str, where: str, least: int, most: int) -> int | None:
    if body.get(key) is None:
        return None
    count = whole(body[key], f"{where}, {key}")
    if not least <= count <= most:
        raise QuestionError(
            f"{key} is a number of months from {least} to {most}, not {shown(count)}",
            where=where,
            names=[key],
        )
    return count


def _month(body: Mapping[str, Any], key: str, where: str) -> int | None:
    value = body.get(key)
    if value is None:
        return None
    year, _, month = value.partition("-") if isinstance(value, str) else ("", "", "")
    written = len(year) == 4 and len(month) == 2 and (year + month).isascii() and (year + month).isdigit()
    if written and 1 <= int(month) <= 12:
        return int(year) * 12 + int(month) - 1
    raise QuestionError(f"not a month: {shown(value)}", where=where, remedy="write 2025-04", names=[key])


def _figure(value: Any, where: str) -> Decimal:
    found = number(value, where)
    if found < 0:
        raise QuestionError(f"negative figure {found}", where=where, remedy="give 0 or more")
    return sensible(found, where)


def sensible(figure: Decimal, where: str) -> Decimal:
    """The figure, if the solver can carry it beside others; raises QuestionError."""
    if figure and not SMALLEST <= figure <= LARGEST:
        raise QuestionError(
            f"figure {figure:.3E} cannot be planned with",
            where=where,
            remedy="use a unit in which it lies between 10^-6 and 10^15",
        )
    return figure


def _above_zero(body: Mapping[str, Any], key: str, where: str) -> Decimal | None:
    if body.get(key) is None:
        return None
    found = _figure(body[key], f"{where}, {key}")
    if not found:
        raise QuestionError(f"{key} is 0", where=where, remedy="give a figure above 0", names=[key])
    return found


def _figures(value: Any, where: str) -> dict[str, Decimal]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise QuestionError(
            f"not figures by subject: {shown(value)}", where=where, remedy='write {"troops": 12000}'
        )
    return {word(on, where): _figure(item, f"{where}, {on}") for on, item in value.items()}


def _terms(value: Any, where: str) -> Terms:
    return _terms_of(record({} if value is None else value, where, (), TERMS), where)


def _terms_of(body: Mapping[str, Any], where: str) -> Terms:
    if body.get("rest") is not None and body.get("ratio") is not None:
        raise QuestionError("both rest and ratio", where=where, remedy="give one of them", names=["ratio"])
    return Terms(
        _months(body, "tour", where, 1, MOST_MONTHS),
        _months(body, "preparation", where, 0, MOST_MONTHS),
        _months(body, "rest", where, 0, MOST_MONTHS),
        _ratio(body.get("ratio"), where),
        _above_zero(body, "unit_size", where),
        _above_zero(body, "least", where),
        _months(body, "notice", where, 0, MOST_MONTHS),
    )


def _ratio(value: Any, where: str) -> Decimal | None:
    """The 4 of ``1:4``: of so many months in the cycle one is on tour."""
    if value is None:
        return None
    one, colon, cycle = value.partition(":") if isinstance(value, str) else ("", "", "")
    if one.strip() == "1" and colon and cycle.strip().replace(".", "", 1).isdecimal() and cycle.isascii():
        found = Decimal(cycle.strip())
        if 1 <= found <= 100:
            return found
    remedy = "write 1:4, of the cycle's months one in four on tour"
    raise QuestionError(f"not a ratio: {shown(value)}", where=where, remedy=remedy, names=["ratio"])


def _actor(value: Any, where: str) -> ActorPlan:
    body = record(value, where, (), (*TERMS, "pool", "reserve", "reserve_if"))
    raises = _given(body, "reserve_if", [])
    raises = [raises] if isinstance(raises, Mapping) else array(raises, f"{where}, reserve_if")
    pool = _figures(body.get("pool"), f"{where}, pool")
    return ActorPlan(
        _terms_of(body, where),
        pool,
        _reserve(body.get("reserve"), pool, f"{where}, reserve"),
        tuple(_raise(item, pool, f"{where}, reserve_if") for item in raises),
    )


def _reserve(value: Any, pool: Mapping[str, Decimal], where: str) -> dict[str, Decimal]:
    """By subject; a bare figure is that of the only pool. A reserve stays out of a pool, so it needs one."""
    if isinstance(value, int | float | Decimal) and len(pool) == 1:
        value = {next(iter(pool)): value}
    found = _figures(value, where)
    without = sorted(set(found) - set(pool))
    if without:
        raise QuestionError(
            f"a reserve of {', '.join(without)} without a pool",
            where=where,
            remedy="give the pool",
            names=without,
        )
    return found


def _raise(value: Any, pool: Mapping[str, Decimal], where: str) -> Raise:
    body = record(value, where, ("reserve",), ("circumstance", "from", "until"))
    fact = body.get("circumstance")
    reserve = _reserve(body["reserve"], pool, where)
    start, end = _span(body, where)
    return Raise(None if fact is None else word(fact, where), reserve, start, end)


def _span(body: Mapping[str, Any], where: str) -> tuple[int | None, int | None]:
    start, end = _month(body, "from", where), _month(body, "until", where)
    if start is not None and end is not None and end < start:
        raise QuestionError("until before from", where=where, remedy="turn them round", names=["until"])
    return start, end


def _duty(value: Any, where: str) -> Duty:
    body = record(value, where, ("id", "actor", "on", "figure"), ("from", "until"))
    name = word(body["id"], where)
    where = f"duty {name}"
    figure = _figure(body["figure"], f"{where}, figure")
    return Duty(name, word(body["actor"], where), word(body["on"], where), figure, *_span(body, where))


def _backfill(value: Any, where: str) -> Backfill:
    optional = ("id", "for", "on", "needs", "circumstance", "whole", "from", "until")
    body = record(value, where, ("by", "duty", "figure"), optional)
    by, duty = word(body["by"], where), word(body["duty"], where)
    taken = _given(body, "whole", False)
    if not isinstance(taken, bool):
        raise QuestionError(f"whole takes true or false, not {shown(taken)}", where=where, names=["whole"])
    figure = _above_zero(body, "figure", where)
    if figure is None:
        raise QuestionError("a backfill without a figure", where=where, remedy="give its most", names=[duty])
    return Backfill(
        word(_given(body, "id", f"{by}>{duty}"), where),
        by,
        None if body.get("for") is None else word(body["for"], where),
        duty,
        None if body.get("on") is None else word(body["on"], where),
        figure,
        tuple(word(item, f"{where}, needs") for item in array(_given(body, "needs", []), f"{where}, needs")),
        None if body.get("circumstance") is None else word(body["circumstance"], where),
        taken,
        *_span(body, where),
    )


def _gap(body: Mapping[str, Any]) -> Decimal:
    gap = _figure(_given(body, "gap", Decimal("0.005")), "plan, gap")
    if gap >= 1:
        raise QuestionError(f"gap {gap} is not below 1", where="plan", remedy="write 0.01", names=["gap"])
    return gap


def _costs(body: Mapping[str, Any]) -> dict[str, Decimal]:
    """The price of one unit of each kind of mend; 1 where not given."""
    given = _figures(body.get("costs"), "costs")
    unknown = sorted(set(given) - set(LEVERS))
    if unknown:
        remedy = f"known: {', '.join(LEVERS)}"
        raise QuestionError(
            f"a cost of nothing: {', '.join(unknown)}", where="costs", remedy=remedy, names=unknown
        )
    return {kind: given.get(kind, Decimal(1)) for kind in LEVERS}
