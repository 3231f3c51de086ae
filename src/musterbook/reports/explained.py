"""An explanation as one HTML file: a tree that opens without a script, the words beside each reason.

It wears the brief's style and fetches nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from musterbook.codebook import Codebook
from musterbook.presenting.grammar import figure, plain, sentence_case, shortened
from musterbook.presenting.names import Names
from musterbook.presenting.told import LONGEST, Step, steps_told, title_of
from musterbook.reports.pages import environment, style

MARKS = {"holds": "●", "depends": "◐", "fails": "○"}
WORDS = {"holds": "holds", "depends": "depends on what is unknown", "fails": "does not hold"}
DEEPEST = 30
"""A browser's parser takes no more than 512 elements within each other; deeper steps stand side by side."""
FEW = 120
OPEN_TO = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A step: whether others point to it, whether others nest in it, how many lists end behind it."""

    step: Step
    meant: bool
    nests: bool
    open: bool
    shuts: int


@dataclass(frozen=True, slots=True)
class ExplainPage:
    """``facts`` are pairs of a name and what it says; ``entries`` are in the order of reading."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    cap: str | None = None


def explain_html(answer: Mapping[str, Any], codebook: Codebook, facts: Sequence[tuple[str, str]] = ()) -> str:
    """An explanation (its JSON form) as a self-contained HTML page; free text is escaped by the template.

    ``facts`` are printed at its head: what was asked of which situation.
    """
    page = explain_page(answer, Names(codebook), facts)
    text: str = (
        _environment().get_template("why.html.j2").render(page=page, style=style("style.css", "why.css"))
    )
    return text


def explain_page(
    answer: Mapping[str, Any], names: Names, facts: Sequence[tuple[str, str]] = ()
) -> ExplainPage:
    """What the page holds."""
    steps = steps_told(answer["tree"], names)
    quotes = {quote for step in steps for quote in step.quotes}
    counts = [("Steps", figure(len(steps))), ("Sentences", figure(len(quotes)))]
    counts.append(("Documents", figure(len({quote.doc for quote in quotes}))))
    first = steps[0]
    lead = f"{first.name}: {first.why}" if first.name else first.why
    return ExplainPage(
        title_of(answer["tree"], names),
        lead,
        tuple((name, shortened(plain(value), LONGEST)) for name, value in (*facts, *counts)),
        tuple(_entries(steps[1:] if first.kind == "answer" else steps)),
        answer.get("cap"),
    )


def _entries(steps: Sequence[Step]) -> Iterator[Entry]:
    """The steps as they nest, none deeper than DEEPEST."""
    few = len(steps) <= FEW
    top = steps[0].deep if steps else 0
    meant = {step.see for step in steps}
    depths = [min(step.deep - top, DEEPEST) for step in steps]
    for place, step in enumerate(steps):
        after = depths[place + 1] if place + 1 < len(steps) else 0
        nests = after > depths[place]
        shuts = 0 if nests else depths[place] - after
        yield Entry(step, step.number in meant, nests, few or step.deep < OPEN_TO, shuts)


@cache
def _environment() -> Any:
    return environment(marks=MARKS, words=WORDS, sentence_case=sentence_case)
