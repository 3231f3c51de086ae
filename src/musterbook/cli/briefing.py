"""``musterbook brief`` and ``musterbook read``: an article becomes a brief, or its exchange form."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

File = Annotated[str, typer.Argument(metavar="FILE", help="A .txt or .html file, or - for standard input.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD.")]
Outlet = Annotated[str | None, typer.Option(help="Who published it.")]
Url = Annotated[str | None, typer.Option(help="Where it was published.")]
RequirementFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help='Statement of requirements: JSON {"lines": [...]}.')
]
RulesFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Rules of consent: JSON {measure: RULE}.")
]
Target = Annotated[str | None, typer.Option(metavar="T", help="What is to be reached: a leaf or a formula.")]
Suppose = Annotated[
    list[str] | None, typer.Option(metavar="X=Y", help="Suppose a circumstance or a stance; may be repeated.")
]
CountFrom = Annotated[str, typer.Option(metavar="STANCE", help="The rung from which an offer counts.")]
CodebookDir = Annotated[
    Path | None, typer.Option("--codebook", metavar="DIR", help="Your own codebook tables.")
]


def register(app: typer.Typer) -> None:
    app.command("brief")(brief)
    app.command("read")(read)


def brief(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="A .txt or .html file, or -; may be left out with --book."),
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    requirement: RequirementFile = None,
    rules: RulesFile = None,
    target: Target = None,
    suppose: Suppose = None,
    count_from: CountFrom = "offers",
    book: Annotated[
        Path | None,
        typer.Option(metavar="BOOK", help="Lay the article over this book, or brief the book itself."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="With a book: what had been said by this day.")
    ] = None,
    known_by: Annotated[
        str | None, typer.Option(metavar="TIME", help="With a book: what was recorded by this time.")
    ] = None,
    accepted_only: Annotated[
        bool, typer.Option("--accepted-only", help="With a book: only what a person accepted.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT.html", help="Write the page.")
    ] = None,
    codebook: CodebookDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the brief as JSON.")] = False,
) -> None:
    """Read an article, work out what it adds up to, and report it with its sources."""
    from musterbook.cli.common import parse_moment, print_json, terminal_colour, write_out
    from musterbook.desk.intake import parse_day, read_file
    from musterbook.reports import brief_html, brief_json, brief_text

    _check_book(file, book, as_of, known_by, accepted_only)
    words = _codebook(codebook)
    options: dict[str, Any] = {"suppose": suppose or [], "count_from": count_from, "target": target}
    options |= {"as_of": parse_day(as_of), "known_by": parse_moment(known_by), "accepted_only": accepted_only}
    reading = None
    if file is not None:
        reading = read_file(file, published=published, outlet=outlet, url=url, codebook=words)
    day = options["as_of"] or (reading.document.published if reading is not None else None)
    options |= _files(requirement, rules, words, day)
    made = _brief(reading, book, words, options)
    if output is not None:
        write_out(output, brief_html(made, words))
    if as_json:
        print_json(brief_json(made, words))
    else:
        typer.echo(brief_text(made, words, colour=terminal_colour()), color=terminal_colour())
        if output is not None:
            typer.echo(f"Written: {output}", err=True)


def _check_book(
    file: str | None, book: Path | None, as_of: str | None, known_by: str | None, accepted_only: bool
) -> None:
    from musterbook.errors import InputError

    if file is None and book is None:
        raise InputError("nothing to brief", remedy="name an article, or a book with --book")
    if book is None and (as_of or known_by or accepted_only):
        raise InputError(
            "--as-of, --known-by and --accepted-only ask a book",
            remedy="name one with --book, or leave them out",
        )


def _codebook(path: Path | None) -> Any:
    from musterbook.codebook import default_codebook, load_codebook

    return default_codebook() if path is None else load_codebook(path)


def _files(requirement: Path | None, rules: Path | None, codebook: Any, day: date | None) -> dict[str, Any]:
    """The requirement and the rules of consent that the user gives as files."""
    from musterbook.cli.common import load_json_file
    from musterbook.muster import requirement_from_json, rules_from_json

    given: dict[str, Any] = {}
    if requirement is not None:
        given["requirement"] = requirement_from_json(load_json_file(requirement, "requirement file"))
    if rules is not None:
        given["rules"] = rules_from_json(load_json_file(rules, "rules file"), codebook, on=day)
    return given


def _brief(reading: Any, book: Path | None, codebook: Any, options: dict[str, Any]) -> Any:
    from musterbook.desk.briefing import brief as make

    if book is None:
        return make(reading, codebook=codebook, **options)
    from musterbook.book import Book

    with Book.open(book) as opened:
        return make(reading, book=opened, codebook=codebook, **options)


def read(
    file: File,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    codebook: CodebookDir = None,
    why: Annotated[
        bool, typer.Option("--why", help="Print which words and rules gave each field of each position.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the exchange form.")] = False,
) -> None:
    """Read an article: statements, positions and claims, with offsets into the text as given."""
    from musterbook.cli.common import print_json
    from musterbook.desk.intake import read_file
    from musterbook.errors import InputError
    from musterbook.model.exchange import reading_json

    if why and as_json:
        raise InputError(
            "--why and --json together",
            remedy="leave out --why: the JSON form holds 'because' and 'confidence'",
        )
    words = _codebook(codebook)
    reading = read_file(file, published=published, outlet=outlet, url=url, codebook=words)
    if as_json:
        print_json(reading_json(reading))
        return
    from musterbook.reports import reading_text, why_text

    typer.echo(why_text(reading, words) if why else reading_text(reading, words))
