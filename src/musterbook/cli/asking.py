"""``musterbook ask``: one question about one situation, from a file, a book, or many in a batch."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    app.command("ask")(ask)


def ask(
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUESTION", help="closure, fill, unlock, block, consent, explain ..."),
    ] = None,
    situation: Annotated[Path | None, typer.Option(metavar="FILE", help="A situation as JSON.")] = None,
    book: Annotated[Path | None, typer.Option(metavar="BOOK", help="Or the situation of this book.")] = None,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Or one question a line (JSONL).")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="With a book: what had been said by then.")
    ] = None,
    known_by: Annotated[
        str | None, typer.Option(metavar="TIME", help="With a book: what was recorded by then.")
    ] = None,
    suppose: Annotated[
        list[str] | None, typer.Option(metavar="X=Y", help="Suppose; may be repeated.")
    ] = None,
    count_from: Annotated[
        str | None, typer.Option(metavar="STANCE", help="The rung from which an offer counts.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="FORMULA", help="A leaf, or a formula as JSON.")
    ] = None,
    changes: Annotated[
        str | None, typer.Option(metavar="A,B,...", help="The changes, or a JSON list of them.")
    ] = None,
    concerted: Annotated[
        bool, typer.Option("--concerted", help="All move together: the greatest fixpoint.")
    ] = False,
    probability: Annotated[list[str] | None, typer.Option(metavar="ID=P", help="May be repeated.")] = None,
    measure: Annotated[
        str | None, typer.Option(metavar="ID", help="The measure that consent is asked for.")
    ] = None,
    offer: Annotated[str | None, typer.Option(metavar="ID", help="The offer to explain.")] = None,
    line: Annotated[str | None, typer.Option(metavar="ID", help="The requirement line to explain.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="A", help="The actor to explain.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answer a question about a situation (definitions in the reference)."""
    if batch is not None:
        _batch(batch)
        return
    options: dict[str, Any] = {
        "suppose": suppose,
        "count_from": count_from,
        "target": target,
        "changes": changes,
        "concerted": concerted or None,
        "probability": probability,
        "measure": measure,
        "offer": offer,
        "line": line,
        "actor": actor,
    }
    given = {name: value for name, value in options.items() if value is not None}
    code = _one(question, situation, book, as_of, known_by, given, as_json)
    if code:
        raise typer.Exit(code)


def _one(
    question: str | None,
    situation: Path | None,
    book: Path | None,
    as_of: str | None,
    known_by: str | None,
    options: dict[str, Any],
    as_json: bool,
) -> int:
    from musterbook.cli.common import print_json
    from musterbook.errors import QuestionError

    try:
        answer = _answer(question, situation, book, as_of, known_by, options)
    except QuestionError as error:
        if not as_json:
            raise
        print_json({"error": {"message": str(error), "names": list(error.names)}})
        return 2
    if as_json:
        print_json(answer.to_json())
    else:
        from musterbook.codebook import default_codebook
        from musterbook.reports import answer_text

        typer.echo(answer_text(question or "", answer.to_json(), default_codebook()))
    return 0


def _answer(
    question: str | None,
    situation: Path | None,
    book: Path | None,
    as_of: str | None,
    known_by: str | None,
    options: dict[str, Any],
) -> Any:
    from musterbook.cli.common import load_json_file, parse_moment
    from musterbook.desk.asking import ask as answer
    from musterbook.desk.intake import parse_day
    from musterbook.errors import InputError

    if question is None:
        raise InputError("no question", remedy="ask closure, fill, unlock, block, consent or explain")
    if (situation is None) == (book is None):
        raise InputError("one situation is needed", remedy="give --situation FILE or --book BOOK")
    if situation is not None:
        return answer(question, load_json_file(situation, "situation file"), **options)
    from musterbook.book import Book

    assert book is not None
    with Book.open(book) as opened:
        return answer(question, opened, as_of=parse_day(as_of), known_by=parse_moment(known_by), **options)


def _batch(path: Path) -> None:
    from musterbook.assessment import answer_line

    for line in _lines_of(path):
        if line.strip():
            typer.echo(answer_line(line))


def _lines_of(path: Path) -> Iterator[str]:
    """The lines of a file one by one; raises InputError where it cannot be read."""
    from musterbook.errors import InputError

    try:
        lines = path.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", remedy="name a JSONL file") from None
    with lines:
        yield from lines
