"""``musterbook brief`` and ``musterbook read``: an article becomes a brief, or its exchange form."""

from pathlib import Path
from typing import Annotated, Any

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="A .txt or .html file, or - for standard input.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD.")]
Outlet = Annotated[str | None, typer.Option(help="Who published it.")]
Url = Annotated[str | None, typer.Option(help="Where it was published.")]
CodebookDir = Annotated[
    Path | None, typer.Option("--codebook", metavar="DIR", help="Your own codebook tables.")
]


def register(app: typer.Typer) -> None:
    app.command("brief")(brief)
    app.command("read")(read)


def brief(
    file: File,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    requirement: Annotated[
        Path | None, typer.Option(metavar="FILE", help='Statement of requirements: JSON {"lines": [...]}.')
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Rules of consent: JSON {measure: RULE}.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="T", help="What is to be reached: a leaf or a formula.")
    ] = None,
    suppose: Annotated[
        list[str] | None,
        typer.Option(metavar="X=Y", help="Suppose a circumstance or a stance; may be repeated."),
    ] = None,
    count_from: Annotated[
        str, typer.Option(metavar="STANCE", help="The rung from which an offer counts.")
    ] = "offers",
    book: Annotated[Path | None, typer.Option(metavar="BOOK", help="Lay the article over this book.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT.html", help="Write the page.")
    ] = None,
    codebook: CodebookDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the brief as JSON.")] = False,
) -> None:
    """Read an article, work out what it adds up to, and report it with its sources."""
    from musterbook.cli.common import print_json, terminal_colour, write_out
    from musterbook.desk.intake import read_file
    from musterbook.reports import brief_html, brief_json, brief_text

    words = _codebook(codebook)
    reading = read_file(file, published=published, outlet=outlet, url=url, codebook=words)
    made = _brief(reading, book, requirement, rules, target, suppose or [], count_from, words)
    if output is not None:
        write_out(output, brief_html(made, words))
    if as_json:
        print_json(brief_json(made, words))
    else:
        typer.echo(brief_text(made, words, colour=terminal_colour()), color=terminal_colour())
        if output is not None:
            typer.echo(f"Written: {output}", err=True)


def _codebook(path: Path | None) -> Any:
    from musterbook.codebook import default_codebook, load_codebook

    return default_codebook() if path is None else load_codebook(path)


def _brief(
    reading: Any,
    book: Path | None,
    requirement: Path | None,
    rules: Path | None,
    target: str | None,
    suppose: list[str],
    count_from: str,
    codebook: Any,
) -> Any:
    from musterbook.cli.common import load_json_file
    from musterbook.desk.briefing import brief as make
    from musterbook.muster import requirement_from_json, rules_from_json

    options: dict[str, Any] = {
        "suppose": suppose,
        "count_from": count_from,
        "target": target,
        "codebook": codebook,
    }
    if requirement is not None:
        options["requirement"] = requirement_from_json(load_json_file(requirement, "requirement file"))
    if rules is not None:
        day = reading.document.published
        options["rules"] = rules_from_json(load_json_file(rules, "rules file"), codebook, on=day)
    if book is None:
        return make(reading, **options)
    from musterbook.book import Book

    with Book.open(book) as opened:
        return make(reading, book=opened, **options)


def read(
    file: File,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    codebook: CodebookDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the exchange form.")] = False,
) -> None:
    """Read an article: statements, positions and claims, with offsets into the text as given."""
    from musterbook.cli.common import print_json
    from musterbook.desk.intake import read_file
    from musterbook.model.exchange import reading_json

    words = _codebook(codebook)
    reading = read_file(file, published=published, outlet=outlet, url=url, codebook=words)
    if as_json:
        print_json(reading_json(reading))
        return
    from musterbook.reports import reading_text

    typer.echo(reading_text(reading, words))
