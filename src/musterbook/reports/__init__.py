"""The forms in which results leave the house: pages, text for a terminal, JSON."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from musterbook.reports.answers import answer_text as answer_text
    from musterbook.reports.charts import sweep_svg as sweep_svg
    from musterbook.reports.explained import explain_html as explain_html
    from musterbook.reports.html import brief_html as brief_html
    from musterbook.reports.readings import reading_text as reading_text
    from musterbook.reports.rolls import changes_json as changes_json
    from musterbook.reports.rolls import changes_text as changes_text
    from musterbook.reports.rolls import muster_json as muster_json
    from musterbook.reports.rolls import muster_text as muster_text
    from musterbook.reports.rotations import sustain_svg as sustain_svg
    from musterbook.reports.schedules import timeline_svg as timeline_svg
    from musterbook.reports.shocked import shock_svg as shock_svg
    from musterbook.reports.terminal import brief_text as brief_text
    from musterbook.reports.twin import brief_json as brief_json
    from musterbook.reports.vocabulary import codebook_json as codebook_json
    from musterbook.reports.vocabulary import codebook_text as codebook_text
    from musterbook.reports.whys import why_text as why_text

_HOMES = {
    "answer_text": "answers",
    "brief_html": "html",
    "brief_json": "twin",
    "brief_text": "terminal",
    "changes_json": "rolls",
    "changes_text": "rolls",
    "codebook_json": "vocabulary",
    "codebook_text": "vocabulary",
    "explain_html": "explained",
    "muster_json": "rolls",
    "muster_text": "rolls",
    "reading_text": "readings",
    "shock_svg": "shocked",
    "sustain_svg": "rotations",
    "sweep_svg": "charts",
    "timeline_svg": "schedules",
    "why_text": "whys",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'musterbook.reports' has no attribute {name!r}")
    return getattr(import_module(f"musterbook.reports.{_HOMES[name]}"), name)
