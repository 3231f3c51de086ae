"""The proof-reader of the codebook: small named checks that say what is wrong, where, and the remedy.

``check`` runs them all over a codebook. An error keeps a codebook from being loaded; a warning does not.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from musterbook.codebook import proofs, proofs_of_names
from musterbook.codebook.codebook import Codebook
from musterbook.codebook.finding import Finding
from musterbook.codebook.loading import read_codebook
from musterbook.errors import CodebookError

MOST_OF_ONE_KIND = 100
Check = Callable[[Codebook], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    proofs.tables_known,
    proofs.columns_known,
    proofs.ids_well_formed,
    proofs.ids_unique,
    proofs.subjects_told_apart,
    proofs.texts_filled,
    proofs.cells_clean,
    proofs.references_known,
    proofs.rules_readable,
    proofs.implications_acyclic,
    proofs.dates_ordered,
    proofs_of_names.forms_plain,
    proofs_of_names.roles_played,
    proofs_of_names.forms_under_one_id,
    proofs_of_names.subjects_have_forms,
    proofs_of_names.names_told_apart,
    proofs_of_names.borders_sound,
    proofs_of_names.parts_known,
    proofs_of_names.offices_listed,
)


def check(codebook: Codebook) -> list[Finding]:
    """What the checks find, in their order; at most 100 of one kind."""
    return [finding for one in CHECKS for finding in islice(one(codebook), MOST_OF_ONE_KIND)]


def check_directory(directory: str | Path) -> list[Finding]:
    """What is wrong with a user's codebook; a table that cannot be read at all is a finding too."""
    try:
        return check(read_codebook(directory))
    except CodebookError as error:
        remedy = error.remedy or "mend the row"
        return [
            Finding(
                "tables_readable", "error", error.where or str(directory), error.what, remedy, error.names
            )
        ]


def load_codebook(directory: str | Path) -> Codebook:
    """The shipped codebook with a user's tables laid over it (see ``read_codebook``), checked.

    Raises CodebookError with file, line and remedy of the first error, and how many more there are.
    """
    codebook = read_codebook(directory)
    errors = [finding for finding in check(codebook) if finding.level == "error"]
    if errors:
        first, more = errors[0], len(errors) - 1
        what = f"{first.what} (and {more} more)" if more else first.what
        raise CodebookError(what, where=first.where, remedy=first.remedy, names=first.names)
    return codebook
