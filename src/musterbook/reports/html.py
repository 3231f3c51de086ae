"""The brief as one HTML file with its style and figures inside; it fetches nothing, runs no script."""

from functools import cache
from typing import Any

from musterbook.codebook import Codebook
from musterbook.desk.sheets import Brief
from musterbook.presenting import brief_page
from musterbook.presenting.page import BriefPage, Segment
from musterbook.reports.figures import fill_bar, ladder
from musterbook.reports.pages import environment, style

STATES = {"assured": "●", "possible": "◐", "out": "○"}


def brief_html(brief: Brief, codebook: Codebook) -> str:
    """The brief as a self-contained HTML page."""
    return page_html(brief_page(brief, codebook))


def page_html(page: BriefPage) -> str:
    """The HTML of a page; free text is escaped by the templates, never here."""
    rows = {note.number: note.row for note in page.notes}
    text: str = (
        _environment()
        .get_template("brief.html.j2")
        .render(page=page, rows=rows, about=_about(page), anchored=anchored(page), style=style("style.css"))
    )
    return text


def anchored(page: BriefPage) -> frozenset[int]:
    """The notes whose words stand in a text of the page, so that a link to them leads somewhere."""
    return frozenset(
        number
        for text in page.texts
        for line in text.paragraphs
        for segment in line
        for number in segment.first
    )


def _about(page: BriefPage) -> dict[int, str]:
    return {note.number: note.about for note in page.notes}


def classes(segment: Segment) -> str:
    """The marks of a run of text as class names."""
    return " ".join(segment.kinds)


@cache
def _environment() -> Any:
    return environment(ladder=ladder, fill_bar=fill_bar, classes=classes, states=STATES)
