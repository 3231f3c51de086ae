"""Checks of the words by which things are named, and of the map: borders, regions, offices."""

from collections.abc import Iterator

from musterbook.codebook.codebook import Codebook
from musterbook.codebook.finding import Finding
from musterbook.codebook.nearest import nearest
from musterbook.codebook.proofs import rows_of
from musterbook.codebook.roles import roles_of
from musterbook.codebook.tables import Row

LONGEST_FORM = 12


def forms_plain(codebook: Codebook) -> Iterator[Finding]:
    """Forms that could never be found in a text, or are no forms."""
    for row in rows_of(codebook, "forms"):
        form = row["form"]
        if not form:
            yield Finding("forms_plain", "error", row.where, "empty form", "fill it or delete the row")
        elif len(form.split()) > LONGEST_FORM:
            remedy = f"give the few words that name the subject, at most {LONGEST_FORM}"
            yield Finding(
                "forms_plain", "warning", row.where, f"{form[:60]!r} is a sentence", remedy, (form,)
            )
        elif form != form.lower():
            remedy = "write it in lower case; it is matched in any case"
            yield Finding("forms_plain", "warning", row.where, f"{form!r} has capitals", remedy, (form,))


def roles_played(codebook: Codebook) -> Iterator[Finding]:
    """Forms with a role that nobody plays, with two roles, or with braces that hold none."""
    roles = {row["role"] for row in rows_of(codebook, "parties")}
    for row in rows_of(codebook, "forms"):
        asked = roles_of(row["form"])
        if ("{" in row["form"] or "}" in row["form"]) and (len(set(asked)) != 1 or not set(asked) <= roles):
            remedy = (
                f"use one of {', '.join(f'{{{role}}}' for role in sorted(roles))}, or add it to parties+.csv"
            )
            yield Finding("roles_played", "error", row.where, f"no such role: {row['form']!r}", remedy, asked)


def forms_under_one_id(codebook: Codebook) -> Iterator[Finding]:
    """A form that names two subjects; a condition may share words with a subject, as they stand elsewhere."""
    seen: dict[tuple[bool, str], Row] = {}
    for row in rows_of(codebook, "forms"):
        form = " ".join(row["form"].lower().split())
        first = seen.setdefault((row["kind"] == "condition", form), row)
        if first["id"] != row["id"]:
            what = f"{form!r} names {row['id']!r} here and {first['id']!r} in {first.where}"
            yield Finding("forms_under_one_id", "error", row.where, what, "keep it under one id", (form,))


def subjects_have_forms(codebook: Codebook) -> Iterator[Finding]:
    """Subjects that no text can name."""
    named = {(row["kind"], row["id"]) for row in rows_of(codebook, "forms")}
    for kind in ("contribution", "measure", "condition"):
        for row in rows_of(codebook, f"{kind}s"):
            if (kind, row["id"]) not in named:
                what = f"{row['id']!r} has no form, so no text can name it"
                remedy = f"add a row {kind},{row['id']},... to forms+.csv"
                yield Finding("subjects_have_forms", "warning", row.where, what, remedy, (row["id"],))


def names_told_apart(codebook: Codebook) -> Iterator[Finding]:
    """A name that two actors share and that the table of ambiguous names does not settle."""
    bearers: dict[str, set[str]] = {}
    for form in codebook.actor_forms():
        bearers.setdefault(form.form, set()).add(form.actor)
    for name, actors in bearers.items():
        if len(actors) > 1 and name not in codebook.ambiguous:
            what = f"{name!r} names {' and '.join(sorted(actors))}"
            remedy = f"add a row {name},{'|'.join(sorted(actors))},... to ambiguous+.csv"
            yield Finding("names_told_apart", "warning", "actor names", what, remedy, tuple(sorted(actors)))


def borders_sound(codebook: Codebook) -> Iterator[Finding]:
    """Borders with oneself, and borders listed from both sides."""
    seen: dict[frozenset[str], Row] = {}
    for row in rows_of(codebook, "borders"):
        pair = frozenset((row["a"], row["b"]))
        if len(pair) == 1:
            what = f"{row['a']} borders itself"
            yield Finding("borders_sound", "error", row.where, what, "delete the row", (row["a"],))
        elif seen.setdefault(pair, row) is not row:
            what = f"{row['a']}-{row['b']} stands in {seen[pair].where} already"
            yield Finding("borders_sound", "warning", row.where, what, "one row for a border is enough")


def parts_known(codebook: Codebook) -> Iterator[Finding]:
    """Parts of a region that are neither a state nor a region of the table of states."""
    known = set(codebook.states) | {state.region for state in codebook.states.values()}
    for row in rows_of(codebook, "regions"):
        for part in row.many("parts"):
            if part not in known and not row.shipped:
                remedy = nearest(part, known, "use alpha-3 codes or regions of the table of states")
                what = f"{part!r} is no state and no region"
                yield Finding("parts_known", "error", row.where, what, remedy, (part,))


def offices_listed(codebook: Codebook) -> Iterator[Finding]:
    """Office-holders whose office is not in the table of offices, so that nobody knows what it binds."""
    titles = {office.title for office in codebook.offices}
    for row in rows_of(codebook, "persons"):
        if row["office"] not in titles:
            remedy = nearest(row["office"], titles, "add it to offices+.csv")
            what = f"the office {row['office']!r} of {row['name']} is not in the table of offices"
            yield Finding("offices_listed", "warning", row.where, what, remedy, (row["office"],))
