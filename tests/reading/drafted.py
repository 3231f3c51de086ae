"""The drafts of a text before the later steps, for the tests of steps that take drafts and give drafts."""

from musterbook.codebook import default_codebook
from musterbook.reading.attribution import find_reports, report_verbs
from musterbook.reading.drafting import draft_all
from musterbook.reading.drafts import Draft
from musterbook.reading.mentions import Marked, mark
from musterbook.reading.positions import excluded_words
from musterbook.reading.referents import resolve_all
from musterbook.reading.tree import make_tree
from musterbook.text.sentences import sentences
from musterbook.text.syntax import analyse
from tests.reading.trees import SAID, marked

BOOK = default_codebook()
Drafted = tuple[list[Draft], tuple[Marked, ...]]


def drafted(text: str) -> Drafted:
    """The rules' drafts of a text and its marked sentences, from the shipped parser."""
    analysis = analyse(text, sentences(text))
    found = mark([make_tree(k, s) for k, s in enumerate(analysis.sentences)], BOOK, SAID)
    referents = resolve_all(found, BOOK)
    reports = find_reports(analysis, found, referents, BOOK)
    saying = frozenset(report_verbs(BOOK))
    return draft_all(found, referents, reports, excluded_words(found, BOOK), saying), found


def by_hand(*notations: str) -> Drafted:
    """The same of hand-made trees, without reports."""
    found = marked(*notations)
    return draft_all(found, resolve_all(found, BOOK), [], excluded_words(found, BOOK), frozenset()), found
