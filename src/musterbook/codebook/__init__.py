"""The codebook: what can be offered, asked for and made a condition, and by whom, as tables.

The first room of the house. Everything that a user may want to extend or replace for another subject stands
in CSV tables; this package reads them, checks them and answers questions about them.
"""

from musterbook.codebook.checking import check, check_directory, load_codebook
from musterbook.codebook.codebook import Codebook
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
from musterbook.codebook.finding import Finding
from musterbook.codebook.ladder import LADDER, level
from musterbook.codebook.loading import default_codebook

__all__ = [
    "LADDER",
    "ActorForm",
    "Ambiguous",
    "Codebook",
    "ConditionEntry",
    "Contribution",
    "Finding",
    "Form",
    "Group",
    "Measure",
    "Membership",
    "Office",
    "Person",
    "Population",
    "Region",
    "State",
    "Unit",
    "check",
    "check_directory",
    "default_codebook",
    "level",
    "load_codebook",
]
