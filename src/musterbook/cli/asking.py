"""``musterbook ask``: one question about one situation, from a file, a book, or many in a batch."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="With a book: what had been said by then.")]
KnownBy = Annotated[str | None, typer.Option(metavar="TIME", help="With a book: what was recorded by then.")]
Suppose = Annotated[list[str] | None, typer.Option(metavar="X=Y", help="Suppose; may be repeated.")]
CountFrom = Annotated[str | None, typer.Option(metavar="STANCE", help="The rung from which an offer counts.")]
Target = Annotated[str | None, typer.Option(metavar="FORMULA", help="A leaf, or a formula as JSON.")]
Changes = Annotated[str | None, typer.Option(metavar="A,B,...", help="The changes, or a JSON list of them.")]
MeasureOf = Annotated[str | None, typer.Option(metavar="ID", help="The measure that consent is asked for.")]
Of = Annotated[
    str | None, typer.Option(metavar="QUESTION", help="For explain: tell the whole answer to this one.")
]
On = Annotated[str | None, typer.Option(metavar="DAY", help="For fill: as it stands on this day.")]
From = Annotated[str | None, typer.Option("--from", metavar="MONTH", help="Of timeline, shock: first month.")]
Until = Annotated[str | None, typer.Option(metavar="MONTH", help="Of timeline, shock: up to this month.")]
Shocks = Annotated[Path | None, typer.Option(metavar="FILE", help="For shock: what strikes, a JSON list.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="OUT.html", help="For explain: write a page.")
]


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
    as_of: AsOf = None,
    known_by: KnownBy = None,
    suppose: Suppose = None,
    count_from: CountFrom = None,
    target: Target = None,
    changes: Changes = None,
    concerted: Annotated[
        bool, typer.Option("--concerted", help="All move together: the greatest fixpoint.")
    ] = False,
    probability: Annotated[list[str] | None, typer.Option(metavar="ID=P", help="May be repeated.")] = None,
    measure: MeasureOf = None,
    offer: Annotated[str | None, typer.Option(metavar="ID", help="The offer to explain.")] = None,
    line: Annotated[str | None, typer.Option(metavar="ID", help="The requirement line to explain.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="A", help="The actor to explain.")] = None,
    of: Of = None,
    output: Output = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="FILE", help="For sustain: tours, pools, reserves, backfill.")
    ] = None,
    on: On = None,
    from_month: From = None,
    until: Until = None,
    shocks: Shocks = None,
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
        "of": of,
        "on": on,
        "from": from_month,
        "until": until,
    }
    if shocks is not None:
        options["shocks"] = _loaded(shocks, "shocks file")
    if plan is not None:
        options["plan"] = _loaded(plan, "plan file")
    given = {name: value for name, value in options.items() if value is not None}
    code = _one(question, situation, book, as_of, known_by, given, as_json, output)
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
    output: Path | None = None,
) -> int:
    from musterbook.cli.common import print_json
    from musterbook.errors import QuestionError

    _check_page(question, output)
    try:
        answer = _answer(question, situation, book, as_of, known_by, options)
    except QuestionError as error:
        if not as_json:
            raise
        print_json({"error": {"message": str(error), "names": list(error.names)}})
        return 2
    if output is not None:
        _page(answer.to_json(), output, book or situation, as_of, options)
    if as_json:
        print_json(answer.to_json())
    elif output is None:
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


def _check_page(question: str | None, output: Path | None) -> None:
    from musterbook.errors import InputError

    if output is not None and question != "explain":
        remedy = f"ask explain --of {question} -o {output}"
        raise InputError("a page is made for explain alone", remedy=remedy)


def _page(answer: Any, output: Path, source: Path | None, as_of: str | None, options: dict[str, Any]) -> None:
    """Writes an explanation as a page that says what was asked of what."""
    from musterbook.cli.common import write_out
    from musterbook.codebook import default_codebook
    from musterbook.reports import explain_html

    facts = [("Asked of", "" if source is None else source.name), ("As of", as_of or "")]
    facts += [("Supposed", "; ".join(options.get("suppose", ())))]
    facts += [("Counting from", options.get("count_from", "")), ("Target", options.get("target", ""))]
    facts += [("Moving", "all together" if options.get("concerted") else "")]
    write_out(output, explain_html(answer, default_codebook(), [fact for fact in facts if fact[1]]))
    typer.echo(f"Written: {output}", err=True)


def _loaded(path: Path, what: str) -> Any:
    from musterbook.cli.common import load_json_file

    return load_json_file(path, what)


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
