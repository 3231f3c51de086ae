"""The Python face: ``musterbook.read`` and ``musterbook.brief`` give the desk's values, which here also show
themselves in a notebook and become tables.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from html import escape
from importlib import import_module
from typing import Any, TypeVar

from musterbook.codebook import Codebook, default_codebook
from musterbook.desk import briefing, intake
from musterbook.desk.sheets import Brief
from musterbook.errors import InputError
from musterbook.model.formula import formula_json
from musterbook.model.reading import Reading
from musterbook.presenting.page import TableRow
from musterbook.presenting.shown import shown

Made = TypeVar("Made")
Record = dict[str, Any]


class Tabular:
    """Something with ``records()``: one plain dict a row, all with the same keys."""

    __slots__ = ()

    def records(self) -> list[Record]:
        raise NotImplementedError

    def to_pandas(self) -> Any:
        """The records as a pandas DataFrame; raises InputError where pandas is not installed."""
        return _library("pandas").DataFrame(self.records())

    def to_polars(self) -> Any:
        """The records as a polars DataFrame; raises InputError where polars is not installed."""
        return _library("polars").DataFrame(self.records(), infer_schema_length=None)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise InputError(
            f"{name} is not installed", remedy=f"install it with: pip install 'musterbook[{name}]'"
        ) from None


@dataclass(frozen=True, slots=True)
class ReadingResult(Reading, Tabular):
    """A reading that shows its positions as a table and gives them as records, one a position."""

    def records(self) -> list[Record]:
        """Ids as in the exchange form, conditions as JSON text, ``words`` the proving clause."""
        page = shown(self.document)
        return [
            {
                "id": p.id,
                "actor": p.actor,
                "kind": p.kind,
                "on": p.on,
                "stance": p.stance,
                "level": p.level,
                "low": None if p.quantity.low is None else float(p.quantity.low),
                "high": None if p.quantity.high is None else float(p.quantity.high),
                "unit": p.quantity.unit,
                "conditions": _json_text(p.conditions),
                "where": p.where,
                "speaker": p.speaker,
                "source_kind": p.source_kind,
                "third_party": p.third_party,
                "said": p.said,
                "start": p.evidence[0].start if p.evidence else None,
                "end": p.evidence[-1].end if p.evidence else None,
                "words": page.words(p.evidence),
            }
            for p in self.positions
        ]

    def _repr_html_(self) -> str:
        shown_columns = ("actor", "on", "stance", "conditions", "words")
        return html_table(self.records(), shown_columns)


@dataclass(frozen=True, slots=True)
class BriefResult(Brief, Tabular):
    """A brief that shows itself as its page and gives the rows of its tables as records."""

    def records(self, codebook: Codebook | None = None) -> list[Record]:
        """One record a row of the page's tables, in their order."""
        from musterbook.presenting import brief_page

        page = brief_page(self, codebook or default_codebook())
        tables = [*page.tables, *(measure.table for measure in page.measures)]
        return [_record(row, table.title) for table in tables for row in table.rows]

    def to_html(self, codebook: Codebook | None = None) -> str:
        """The page: one HTML file that fetches nothing."""
        from musterbook.reports.html import brief_html

        return brief_html(self, codebook or default_codebook())

    def to_text(self, codebook: Codebook | None = None, width: int | None = None) -> str:
        """The brief for a terminal."""
        from musterbook.reports.terminal import brief_text

        return brief_text(self, codebook or default_codebook(), width)

    def to_json(self, codebook: Codebook | None = None) -> dict[str, Any]:
        """The page's JSON twin."""
        from musterbook.reports.twin import brief_json

        return brief_json(self, codebook or default_codebook())

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that its style stays in it."""
        page = escape(self.to_html(), quote=True)
        style = "width:100%;height:40rem;border:1px solid #bbb"
        return f'<iframe sandbox title="Musterbook brief" style="{style}" srcdoc="{page}"></iframe>'


def _record(row: TableRow, table: str) -> Record:
    return {
        "table": table,
        "actor": row.actor,
        "who": row.who,
        "on": row.on,
        "figure": row.figure or None,
        "stance": row.rung.stance,
        "level": row.rung.level,
        "state": row.state,
        "conditions": "; or ".join(row.conditions) or None,
        "word": row.word,
        "words": " ".join(clause.text for clause in row.clauses),
    }


def _json_text(formula: Any) -> str | None:
    from musterbook.model.strictjson import dump

    return None if formula is None else dump(formula_json(formula))


def html_table(records: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Chosen columns of records as a plain HTML table, escaped."""
    names = list(columns)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(_cell(record[name]))}</td>' for name in names)}</tr>"
        for record in records
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _as(kind: Callable[..., Made], value: Any) -> Made:
    """The same fields in a class that adds ways to show them."""
    return kind(**{field.name: getattr(value, field.name) for field in fields(value)})


def read(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    codebook: Codebook | None = None,
) -> ReadingResult:
    """Read a text, plain or HTML source: statements, positions and claims with their places in it.

    ``published`` is a date or YYYY-MM-DD. Raises InputError for an empty text or a date that is none.
    """
    return _as(
        ReadingResult, intake.read(text, published=published, outlet=outlet, url=url, codebook=codebook)
    )


def brief(reading: Reading | None = None, **options: Any) -> BriefResult:
    """The brief of a reading, of several, or of a book (with a reading laid over it, not written into it).

    Options: ``book``, ``readings``, ``as_of``, ``known_by``, ``accepted_only``, ``suppose`` (a list of X=Y),
    ``count_from``, ``target``, ``requirement``, ``rules``, ``codebook``. Raises QuestionError for
    suppositions, targets and rules that the engine refuses, BookError for the book.
    """
    return _as(BriefResult, briefing.brief(reading, **options))
