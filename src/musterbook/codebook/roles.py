"""Forms with a role in them: ``{adversary's} consent`` is said of whoever the adversary is.

The table of parties names who plays which role in the conflicts of the codebook's subject; a form with a role
in braces stands for one form per party.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from musterbook.codebook.entries import Form

ROLE = re.compile(r"\{([a-z_]+)('s)?\}")


def filled(form: Form, parties: Mapping[str, Sequence[str]]) -> Iterator[Form]:
    """The form once for every party of its role, none for a role that nobody plays."""
    role = ROLE.search(form.form)
    if role is None:
        return
    for name in parties.get(role[1], ()):
        words = form.form.replace(f"{{{role[1]}'s}}", _possessive(name)).replace(f"{{{role[1]}}}", name)
        yield Form(form.kind, form.id, words.lower().removeprefix("the "), form.notes)


def roles_of(form: str) -> tuple[str, ...]:
    """The roles that a form asks for, in order."""
    return tuple(match[1] for match in ROLE.finditer(form))


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
