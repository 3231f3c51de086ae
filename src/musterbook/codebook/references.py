"""Which cells of the codebook name an id of another table, and what becomes of rows whose id is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from musterbook.codebook.consent import parse_rule, rule_names
from musterbook.codebook.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that names ``id`` in one of the tables ``of``; ``column`` says which cell."""

    column: str
    id: str
    of: tuple[str, ...]


ACTORS = ("states", "groups")
KEYS = {"states": "alpha3"}
REFERRING = (
    "conditions",
    "measures",
    "forms",
    "units",
    "members",
    "borders",
    "populations",
    "persons",
    "parliaments",
    "forces",
    "ambiguous",
)


def known_ids(tables: Mapping[str, Table]) -> dict[str, set[str]]:
    """The ids of every table that others point to."""
    named = ("contributions", "measures", "conditions", "states", "groups")
    return {
        name: {row[KEYS.get(name, "id")] for row in tables[name].rows} if name in tables else set()
        for name in named
    }


def references(table: str, row: Row) -> Iterator[Reference]:
    """The ids of other tables that a row names."""
    match table:
        case "forms":
            yield Reference("id", row["id"], (f"{row['kind']}s",))
        case "units" if row["on"]:
            yield Reference("on", row["on"], ("contributions", "measures"))
        case "members":
            yield Reference("group", row["group"], ("groups",))
            yield Reference("actor", row["actor"], ("states",))
        case "borders":
            yield Reference("a", row["a"], ("states",))
            yield Reference("b", row["b"], ("states",))
        case "populations":
            yield Reference("actor", row["actor"], ("states",))
        case "persons":
            yield Reference("actor", row["actor"], ACTORS)
        case "parliaments" | "forces":
            yield Reference("state", row["state"], ("states",))
        case "ambiguous":
            for id in (*row.many("actors"), *row.many("default")):
                yield Reference("actors", id, ACTORS)
        case "conditions":
            yield from _condition_references(row)
        case "measures":
            yield from _rule_references(row)


def _condition_references(row: Row) -> Iterator[Reference]:
    actor, colon, on = row["stands_for"].partition(":")
    if colon:
        yield Reference("stands_for", actor, ACTORS)
        yield Reference("stands_for", on, ("contributions",))
    for id in row.many("implies"):
        yield Reference("implies", id, ("conditions",))


def _rule_references(row: Row) -> Iterator[Reference]:
    try:
        names = rule_names(parse_rule(row["rule"])) if row["rule"] else ()
    except ValueError:
        return
    for id in names:
        yield Reference("rule", id, ACTORS)


def dangling(table: str, row: Row, known: Mapping[str, set[str]]) -> tuple[Reference, ...]:
    """The references of a row to ids that no table has."""
    return tuple(
        reference
        for reference in references(table, row)
        if not any(reference.id in known.get(of, ()) for of in reference.of)
    )


def without_dangling(tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables without those shipped rows that name an id which the user's own tables did away with."""
    result = dict(tables)
    for name in REFERRING:
        table = result.get(name)
        if table is None:
            continue
        known = known_ids(result)
        kept = tuple(row for row in table.rows if not (row.shipped and dangling(name, row, known)))
        result[name] = Table(name, table.columns, kept, table.file)
    return result
