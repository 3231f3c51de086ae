"""The muster: folds the book into who stands where, and lays that out as the situation an assessment takes.

DESIGN calls this package ``situation``; that name belongs to the public function.
"""

from musterbook.muster.asked import asked_subject, first_line, targets
from musterbook.muster.changes import Change, changes, changes_between
from musterbook.muster.copies import independent
from musterbook.muster.files import requirement_from_json, rules_from_json
from musterbook.muster.fold import fold, fold_entries, fold_readings
from musterbook.muster.judging import Judge
from musterbook.muster.laid import Assumption, Laid, SetAside, Trail
from musterbook.muster.laying import situation
from musterbook.muster.roll import Muster, Reconciliation, Standing

__all__ = [
    "Assumption",
    "Change",
    "Judge",
    "Laid",
    "Muster",
    "Reconciliation",
    "SetAside",
    "Standing",
    "Trail",
    "asked_subject",
    "changes",
    "changes_between",
    "first_line",
    "fold",
    "fold_entries",
    "fold_readings",
    "independent",
    "requirement_from_json",
    "rules_from_json",
    "situation",
    "targets",
]
