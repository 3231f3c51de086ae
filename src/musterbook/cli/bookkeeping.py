"""``musterbook add``, ``show`` and ``changes``: the book and what it says."""

from pathlib import Path
from typing import Annotated

import typer

BookPath = Annotated[Path, typer.Option("--book", metavar="BOOK", help="The book: an SQLite file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    app.command("add")(add)
    app.command("show")(show)
    app.command("changes")(changes)


def add(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Articles: .txt, .html, or -.")],
    book: BookPath,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication of all of them.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    url: Annotated[str | None, typer.Option(help="Where (for one file).")] = None,
) -> None:
    """Read articles into the book, all or none of them; the same text twice is one document."""
    from musterbook.book import Book
    from musterbook.desk.intake import read_file
    from musterbook.errors import InputError

    if url is not None and len(files) > 1:
        raise InputError("one --url for several files", remedy="add them one by one", names=[url])
    readings = [read_file(name, published=published, outlet=outlet, url=url) for name in files]
    with Book.open(book, create=True) as opened:
        done = opened.add_all(readings)
    for name, each in zip(files, done, strict=True):
        word = "added" if each.new else "is in the book already"
        typer.echo(f"{name}: {word} ({each.document_id}, {each.positions} positions, {each.claims} claims)")


def show(
    book: BookPath,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="What had been said by this day.")] = None,
    known_by: Annotated[
        str | None, typer.Option(metavar="TIME", help="What was recorded by this time.")
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="A", help="One actor: a code or a name.")] = None,
    accepted_only: Annotated[
        bool, typer.Option("--accepted-only", help="Only what a person accepted.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The standing positions of the book, with their words."""
    from musterbook.book import Book
    from musterbook.cli.common import parse_moment, print_json
    from musterbook.codebook import default_codebook
    from musterbook.desk.intake import parse_day
    from musterbook.desk.ledger import standings
    from musterbook.reports import muster_json, muster_text

    words = default_codebook()
    with Book.open(book) as opened:
        muster = standings(
            opened,
            as_of=parse_day(as_of),
            known_by=parse_moment(known_by),
            actor=actor,
            accepted_only=accepted_only,
        )
    if as_json:
        print_json(muster_json(muster, words))
    else:
        typer.echo(muster_text(muster, words))


def changes(
    book: BookPath,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="The earlier day.")],
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="The later day.")],
    as_json: Json = False,
) -> None:
    """What hardened, softened, came or went between two days."""
    from musterbook.book import Book
    from musterbook.cli.common import print_json
    from musterbook.codebook import default_codebook
    from musterbook.desk.intake import parse_day
    from musterbook.desk.ledger import changes_of
    from musterbook.reports import changes_json, changes_text

    words = default_codebook()
    with Book.open(book) as opened:
        found = changes_of(opened, parse_day(start), parse_day(end))
    if as_json:
        print_json(changes_json(found, words))
    else:
        typer.echo(changes_text(found, words))
