"""The codebook as a value: the vocabularies and actor names of one subject, and what can be asked of them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from musterbook.codebook.consent import Rule, expanded, parse_rule
from musterbook.codebook.entries import (
    ActorForm,
    Ambiguous,
    ConditionEntry,
    Contribution,
    Form,
    Group,
    Measure,
    Membership,
    Office,
    Person,
    Population,
    Region,
    State,
    Unit,
)
from musterbook.codebook.nearest import nearest, plain
from musterbook.codebook.tables import Table
from musterbook.errors import CodebookError

FREE_LEAVES = ("joins:", "other:")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Codebook:
    """Vocabularies and names, read-only. Equal only to itself, so that it can key a cache.

    Mappings go from id to entry in the order of the table.
    """

    contributions: Mapping[str, Contribution]
    measures: Mapping[str, Measure]
    conditions: Mapping[str, ConditionEntry]
    states: Mapping[str, State]
    groups: Mapping[str, Group]
    regions: Mapping[str, Region]
    forms: tuple[Form, ...]
    units: tuple[Unit, ...]
    offices: tuple[Office, ...]
    persons: tuple[Person, ...]
    memberships: tuple[Membership, ...]
    ambiguous: Mapping[str, Ambiguous]
    parliaments: tuple[tuple[str, str], ...]
    forces: tuple[tuple[str, str], ...]
    populations: tuple[Population, ...]
    borders: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]

    @property
    def digest(self) -> str:
        """SHA-256 over all cells: two codebooks with one digest read a text alike."""
        return _digest(self)

    def __repr__(self) -> str:
        return f"Codebook({self.digest[:12]})"

    def rows(self, table: str) -> tuple[dict[str, str], ...]:
        """The rows of any table as plain dicts of strings, also of tables without a class of their own."""
        return tuple(dict(row.cells) for row in _entry(self.tables, table, "table").rows)

    def contribution(self, id: str) -> Contribution:
        return _entry(self.contributions, id, "contribution")

    def measure(self, id: str) -> Measure:
        return _entry(self.measures, id, "measure")

    def condition(self, id: str) -> ConditionEntry:
        return _entry(self.conditions, id, "condition")

    def state(self, alpha3: str) -> State:
        return _entry(self.states, alpha3, "state")

    def group(self, id: str) -> Group:
        return _entry(self.groups, id, "group")

    def subject(self, on: str) -> Contribution | Measure:
        """The contribution or measure of that id; raises CodebookError with the nearest ids."""
        subjects: dict[str, Contribution | Measure] = {**self.contributions, **self.measures}
        return _entry(subjects, on, "contribution or measure")

    def kind_of(self, on: str) -> str:
        """``contribution`` or ``measure``."""
        return "contribution" if isinstance(self.subject(on), Contribution) else "measure"

    def fits(self, on: str, unit: str | None) -> bool:
        """Whether a figure in that unit is kept for that subject (rule 9)."""
        subject = self.subject(on)
        return isinstance(subject, Contribution) and unit in subject.units

    def forms_of(self, *kinds: str) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if form.kind in kinds)

    def is_actor(self, id: str) -> bool:
        """Whether that id can hold a position: a state, or a group registered as an actor."""
        return id in self.states or (id in self.groups and self.groups[id].actor)

    def actor_name(self, id: str) -> str:
        """The name to print; the printed words of a described group (``GROUP:words``)."""
        if id.startswith("GROUP:"):
            return id.removeprefix("GROUP:")
        if id in self.groups:
            return self.groups[id].name
        return _entry(self.states, id, "actor").name

    def actor_id(self, words: str) -> str:
        """The actor that a user means: a code, a group id, or a name in any letter case.

        Raises CodebookError with the nearest names, or with the choices where the name is ambiguous.
        """
        found, doubt = _named(self).get(plain(words), (frozenset(), None))
        if doubt and doubt.default:
            return doubt.default
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise _doubtful(words, sorted(found))
        names = {form.form for form in self.actor_forms(("name",))} | set(self.states) | set(self.groups)
        raise _unknown(words, "actor", names)

    def actor_forms(self, roles: Iterable[str] = ()) -> tuple[ActorForm, ...]:
        """Every name by which an actor is printed, with its role; all roles, or the given ones."""
        wanted = set(roles)
        found = (*_state_forms(self.states), *_group_forms(self.groups))
        found += tuple(ActorForm(name, state, "parliament") for state, name in self.parliaments)
        found += tuple(ActorForm(name, state, "forces") for state, name in self.forces)
        return tuple(dict.fromkeys(form for form in found if not wanted or form.role in wanted))

    def members(self, group: str, on: date) -> tuple[str, ...]:
        """The member states of a group on a day, sorted."""
        _entry(self.groups, group, "group")
        return tuple(sorted({m.actor for m in self.memberships if m.group == group and m.covers(on)}))

    def groups_of(self, actor: str, on: date) -> tuple[str, ...]:
        """The groups of which a state is a member on a day, sorted."""
        return tuple(sorted({m.group for m in self.memberships if m.actor == actor and m.covers(on)}))

    def neighbours(self, alpha3: str) -> tuple[str, ...]:
        """The sovereign states with a land border to that one, sorted."""
        self.state(alpha3)
        return self.borders.get(alpha3, ())

    def region_states(self, region: str) -> tuple[str, ...]:
        """The sovereign states of a region, given by id or by one of its words (``Nordic``), sorted."""
        named = self.regions.get(region) or next(
            (r for r in self.regions.values() if plain(region) in map(plain, r.forms)), None
        )
        if named is None:
            words = {form for entry in self.regions.values() for form in entry.forms} | set(self.regions)
            raise _unknown(region, "region", words)
        parts = set(named.parts)
        return tuple(
            sorted(a for a, s in self.states.items() if a in parts or (s.sovereign and s.region in parts))
        )

    def in_office(self, actor: str, on: date | None = None) -> tuple[Person, ...]:
        """Who holds an office for that actor on that day (None: to our knowledge still)."""
        return tuple(person for person in self.persons if person.actor == actor and person.holds(on))

    def rule_of(self, measure: str, on: date) -> Rule | None:
        """The measure's rule of consent with groups expanded to their members of that day, or None."""
        entry = self.measure(measure)
        if entry.rule is None:
            return None
        rule: Rule = self.expanded_rule(parse_rule(entry.rule), on)
        return rule

    def expanded_rule(self, rule: Any, on: date) -> Any:
        """A rule of consent with groups as their members of that day, and populations filled in.

        What is not of the form of a rule stays as it is. Raises CodebookError where a qualified majority of
        a group needs a population that the table lacks.
        """
        return expanded(rule, lambda name: self._expand(name, on), lambda states: self.people(states, on))

    def _expand(self, name: str, on: date) -> tuple[str, ...]:
        return self.members(name, on) if name in self.groups else (name,)

    def people(self, states: Iterable[str], on: date) -> dict[str, int]:
        """The population of each state for use on a day: the last count of an earlier year, else the first.

        So the Council of the EU takes for each year the figures that are known when it begins (Article 11(6)
        of its Rules of Procedure). Raises CodebookError naming the states without one.
        """
        counts: dict[str, list[Population]] = {state: [] for state in states}
        for entry in self.populations:
            counts.get(entry.actor, []).append(entry)
        missing = sorted(state for state, known in counts.items() if not known)
        if missing:
            remedy = 'add it to populations.csv, or write {"qualified": {"members": {"A": people ...} ...}}'
            raise CodebookError(f"no population of {', '.join(missing[:10])}", remedy=remedy, names=missing)
        return {state: _latest(known, on).people for state, known in counts.items()}

    def is_condition(self, leaf: str) -> bool:
        """Whether a leaf is in the codebook or of a free form (``joins:...``, ``other:words``)."""
        return leaf in self.conditions or any(leaf.startswith(head) and leaf != head for head in FREE_LEAVES)

    def stands_for(self, condition: str) -> tuple[str, str] | None:
        """(actor, contribution) of the position that a circumstance really is; None for the others."""
        entry = self.conditions.get(condition)
        return entry.stands_for if entry else None

    def implies(self, condition: str) -> tuple[str, ...]:
        """What comes true with that circumstance, directly or in turn, sorted."""
        seen: set[str] = set()
        todo = [condition]
        while todo:
            entry = self.conditions.get(todo.pop())
            fresh = set(entry.implies) - seen if entry else set()
            seen |= fresh
            todo.extend(fresh)
        return tuple(sorted(seen - {condition}))

    def implied_by(self, condition: str) -> tuple[str, ...]:
        """The circumstances that bring that one with them, directly or in turn, sorted."""
        return tuple(sorted(id for id in self.conditions if condition in self.implies(id)))

    def label(self, id: str) -> str:
        """How a contribution, measure or condition is shown; free leaves by their words."""
        words: dict[str, Contribution | Measure | ConditionEntry] = {
            **self.conditions,
            **self.measures,
            **self.contributions,
        }
        if id not in words and self.is_condition(id):
            return id.partition(":")[2]
        return _entry(words, id, "contribution, measure or condition").label


Entry = TypeVar("Entry")


def _latest(counts: Iterable[Population], on: date) -> Population:
    known = sorted(counts, key=lambda entry: entry.counted)
    return next((entry for entry in reversed(known) if entry.counted.year < on.year), known[0])


def _entry(entries: Mapping[str, Entry], id: str, kind: str) -> Entry:
    found = entries.get(id)
    if found is None:
        raise _unknown(id, kind, entries)
    return found


def _unknown(word: str, kind: str, known: Iterable[str]) -> CodebookError:
    remedy = nearest(word, known, f"see the codebook's table for the known {kind} ids")
    return CodebookError(f"unknown {kind} {word[:80]!r}", remedy=remedy, names=[word])


def _doubtful(words: str, choices: list[str]) -> CodebookError:
    return CodebookError(
        f"{words!r} may be {' or '.join(choices)}", remedy="give the code of the one you mean", names=choices
    )


@lru_cache(maxsize=8)
def _digest(codebook: Codebook) -> str:
    total = hashlib.sha256()
    for name, table in sorted(codebook.tables.items()):
        total.update(repr((name, table.columns, [tuple(row.cells.items()) for row in table.rows])).encode())
    return total.hexdigest()


Named = tuple[frozenset[str], Ambiguous | None]


@lru_cache(maxsize=8)
def _named(codebook: Codebook) -> dict[str, Named]:
    """Plain name or code -> the actors it may mean, and its row among the ambiguous names."""
    actors: dict[str, set[str]] = {}
    for form in codebook.actor_forms(("name",)):
        actors.setdefault(plain(form.form), set()).add(form.actor)
    for id in (*codebook.states, *codebook.groups):
        actors.setdefault(plain(id), set()).add(id)
    doubts = {plain(entry.form): entry for entry in codebook.ambiguous.values()}
    for name, entry in doubts.items():
        actors.setdefault(name, set()).update(entry.actors)
    return {name: (frozenset(found), doubts.get(name)) for name, found in actors.items()}


def _state_forms(states: Mapping[str, State]) -> tuple[ActorForm, ...]:
    return tuple(
        ActorForm(form, state.alpha3, role)
        for state in states.values()
        for role, forms in (
            ("name", (state.name, *state.names)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
            ("seat", state.seats),
        )
        for form in forms
    )


def _group_forms(groups: Mapping[str, Group]) -> tuple[ActorForm, ...]:
    return tuple(
        ActorForm(form, group.id, role)
        for group in groups.values()
        for role, forms in (
            ("name", (group.name, *group.names)),
            ("adjective", group.adjectives),
            ("seat", group.seats),
        )
        for form in forms
    )
