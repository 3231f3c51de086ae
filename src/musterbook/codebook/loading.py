"""From tables to a codebook: the shipped one, or a user's own laid over it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from musterbook.codebook import entries as make
from musterbook.codebook.codebook import Codebook
from musterbook.codebook.entries import Form, State
from musterbook.codebook.references import without_dangling
from musterbook.codebook.roles import filled
from musterbook.codebook.tables import Row, Table, merged, shipped_tables, user_tables

Entry = TypeVar("Entry")
Tables = Mapping[str, Table]


@cache
def default_codebook() -> Codebook:
    """The codebook that comes with Musterbook; read once."""
    return build(shipped_tables())


def read_codebook(directory: str | Path) -> Codebook:
    """The shipped codebook with the tables of a directory laid over it, not yet checked.

    ``forms.csv`` replaces the shipped table, ``forms+.csv`` extends it. Shipped rows that name an id which
    the user's tables did away with go with it. Raises CodebookError with file and line.
    """
    tables = merged(shipped_tables(), user_tables(Path(directory)))
    return build(without_dangling(tables))


def build(tables: Tables) -> Codebook:
    states = _by(tables, "states", make.state_entry, lambda entry: entry.alpha3)
    return Codebook(
        contributions=_by(tables, "contributions", make.contribution_entry, lambda entry: entry.id),
        measures=_by(tables, "measures", make.measure_entry, lambda entry: entry.id),
        conditions=_by(tables, "conditions", make.condition_entry, lambda entry: entry.id),
        states=states,
        groups=_by(tables, "groups", make.group_entry, lambda entry: entry.id),
        regions=_by(tables, "regions", make.region_entry, lambda entry: entry.id),
        forms=_forms(tables),
        units=_all(tables, "units", make.unit_entry),
        offices=_all(tables, "offices", make.office_entry),
        persons=_all(tables, "persons", make.person_entry),
        memberships=_all(tables, "members", make.membership_entry),
        ambiguous=_by(tables, "ambiguous", make.ambiguous_entry, lambda entry: entry.form),
        parliaments=_all(tables, "parliaments", lambda row: (row["state"], row["name"])),
        forces=_all(tables, "forces", lambda row: (row["state"], row["name"])),
        populations=_all(tables, "populations", make.population_entry),
        borders=_neighbours(_rows(tables, "borders"), states),
        tables=MappingProxyType(dict(tables)),
    )


def _rows(tables: Tables, name: str) -> tuple[Row, ...]:
    table = tables.get(name)
    return table.rows if table else ()


def _all(tables: Tables, name: str, entry: Callable[[Row], Entry]) -> tuple[Entry, ...]:
    return tuple(entry(row) for row in _rows(tables, name))


def _by(
    tables: Tables, name: str, entry: Callable[[Row], Entry], key: Callable[[Entry], str]
) -> Mapping[str, Entry]:
    return MappingProxyType({key(one): one for one in _all(tables, name, entry)})


def _forms(tables: Tables) -> tuple[Form, ...]:
    """The surface forms, those with a role in braces once for every party of that role."""
    parties: dict[str, list[str]] = {}
    for row in _rows(tables, "parties"):
        parties.setdefault(row["role"], []).append(row["name"])
    forms = (
        form
        for plain in _all(tables, "forms", make.form_entry)
        for form in (filled(plain, parties) if "{" in plain.form else (plain,))
    )
    return tuple(dict.fromkeys(forms))


def _neighbours(rows: Iterable[Row], states: Mapping[str, State]) -> Mapping[str, tuple[str, ...]]:
    beside: dict[str, set[str]] = {}
    for row in rows:
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            if other in states and states[other].sovereign:
                beside.setdefault(one, set()).add(other)
    return MappingProxyType({alpha3: tuple(sorted(others)) for alpha3, others in beside.items()})
