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
Asking = Annotated[
    str | None, typer.Option(metavar="QUESTION", help="For compare: the question asked of both sides.")
]
With = Annotated[
    Path | None, typer.Option("--with", metavar="FILE", help="For compare: the other situation.")
]
WithSuppose = Annotated[
    list[str] | None, typer.Option(metavar="X=Y", help="For compare: what the other side supposes.")
]
WithCountFrom = Annotated[
    str | None, typer.Option(metavar="STANCE", help="For compare: the rung on the other side.")
]
WithAsOf = Annotated[
    str | None, typer.Option(metavar="DATE", help="For compare, with a book: the other day.")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="OUT", help="For explain a page; sweep, sustain ... an .svg."),
]

Groups = Annotated[str | None, typer.Option(metavar="JSON", help="For odds: changes that go together.")]
Confidence = Annotated[
    list[str] | None, typer.Option(metavar="OFFER=P", help="For odds: how surely an offer was read rightly.")
]
ReadingConfidence = Annotated[
    bool, typer.Option("--reading-confidence", help="For odds of a book: each offer as sure as its reading.")
]
Over = Annotated[str | None, typer.Option(metavar="A,B", help="For sweep: a heat map over two changes.")]
Cost = Annotated[list[str] | None, typer.Option(metavar="CHANGE=N", help="For unlock, block: order by cost.")]
Limit = Annotated[int | None, typer.Option(metavar="N", help="For unlock, block: list no more sets.")]
Method = Annotated[str | None, typer.Option(metavar="WAY", help="Table, diagram, answer sets ...")]
Samples = Annotated[int | None, typer.Option(metavar="N", help="How many worlds are drawn, if they are.")]
Seed = Annotated[int | None, typer.Option(metavar="N", help="What they are drawn from.")]
Budget = Annotated[float | None, typer.Option(metavar="SECONDS", help="Answer with what is known by then.")]
Exact = Annotated[bool, typer.Option("--exact", help="Print fractions.")]
FIGURES = ("sweep", "sustain", "timeline", "shock")
"""The questions whose answer can be drawn."""
OF_A_BOOK = ("reading_confidence", "with_as_of")
"""The options that the desk reads, beside those of the questions."""


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
    asking: Asking = None,
    with_file: With = None,
    with_suppose: WithSuppose = None,
    with_count_from: WithCountFrom = None,
    with_as_of: WithAsOf = None,
    groups: Groups = None,
    confidence: Confidence = None,
    reading_confidence: ReadingConfidence = False,
    over: Over = None,
    cost: Cost = None,
    limit: Limit = None,
    method: Method = None,
    samples: Samples = None,
    seed: Seed = None,
    budget: Budget = None,
    exact: Exact = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answer a question about a situation (definitions in the reference)."""
    params = dict(locals())
    if batch is not None:
        _batch(batch)
        return
    code = _one(question, situation, book, as_of, known_by, _given(params), as_json, output)
    if code:
        raise typer.Exit(code)


def _given(params: dict[str, Any]) -> dict[str, Any]:
    """The options that were given; files among them loaded."""
    from musterbook.assessment.options import NAMES

    options = {name: params[name] for name in (*NAMES, *OF_A_BOOK) if name in params}
    options["from"] = params["from_month"]
    for name, what in (("shocks", "shocks file"), ("plan", "plan file")):
        if params[name] is not None:
            options[name] = _loaded(params[name], what)
    options["against"] = _against(params["with_file"], params["with_suppose"], params["with_count_from"])
    return {name: value for name, value in options.items() if _is_given(value)}


def _is_given(value: Any) -> bool:
    """Whether an option stands on the command line; 0 is a value like any other."""
    return value is not None and value is not False and value != []


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
    if output is not None and question in FIGURES:
        _figure(question or "", answer.to_json(), output)
    elif output is not None:
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
    from musterbook.assessment import QUESTIONS
    from musterbook.cli.common import load_json_file, parse_moment
    from musterbook.desk.asking import ask as answer
    from musterbook.desk.intake import parse_day
    from musterbook.errors import InputError
    from musterbook.model.situation import parse_situation

    if question is None:
        raise InputError("no question", remedy=f"ask one of {', '.join(QUESTIONS)}")
    if (situation is None) == (book is None):
        raise InputError("one situation is needed", remedy="give --situation FILE or --book BOOK")
    if situation is not None:
        if "with_as_of" in options:
            raise InputError("--with-as-of goes with a book", remedy="give --book BOOK, or --with FILE")
        return answer(question, parse_situation(load_json_file(situation, "situation file")), **options)
    if "with_as_of" in options:
        options = {**options, "with_as_of": parse_day(options["with_as_of"])}
    from musterbook.book import Book

    assert book is not None
    with Book.open(book) as opened:
        return answer(question, opened, as_of=parse_day(as_of), known_by=parse_moment(known_by), **options)


def _check_page(question: str | None, output: Path | None) -> None:
    from musterbook.errors import InputError

    if question in FIGURES and output is not None:
        if output.suffix == ".svg":
            return
        raise InputError(f"a figure of {question} is an .svg", remedy=f"give -o {output.stem}.svg")
    if output is not None and question != "explain":
        remedy = f"ask explain --of {question} -o {output}"
        raise InputError("a page is made for explain alone", remedy=remedy)


def _figure(question: str, answer: Any, output: Path) -> None:
    """Writes the figure of an answer: of a sweep the heat map if it has one, else the tornado."""
    from musterbook import reports
    from musterbook.cli.common import write_out
    from musterbook.codebook import default_codebook

    write_out(output, getattr(reports, f"{question}_svg")(answer, default_codebook()))
    typer.echo(f"Written: {output}", err=True)


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


def _against(
    situation: Path | None, suppose: list[str] | None, count_from: str | None
) -> dict[str, Any] | None:
    """The other side of a comparison, or None where nothing of it is given."""
    given = {"suppose": suppose, "count_from": count_from}
    other = {name: value for name, value in given.items() if value is not None}
    if situation is not None:
        other["situation"] = _loaded(situation, "situation file")
    return other or None


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
